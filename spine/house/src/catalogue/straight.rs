//! The quick way through a file that is as it should be: it is held to its shape without a word, and read
//! straight from its tree. Whatever does not fit goes the slow way, which says why.

use kernel::{Day, Limit, Unit};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::reading::Reading;
use super::shape::{BOTH, Key, LIMIT, Shape, is_code, is_han, is_hour, musts};

/// The file as a type, if all of it fits; its tree goes with it.
pub(super) fn read<T: DeserializeOwned>(reading: &mut Reading<'_>, keys: &'static [Key]) -> Option<T> {
    if !table(keys, reading.root()) {
        return None;
    }
    // what fits and still cannot be read is told the slow way
    T::deserialize(Deserializer::from(reading.give()?)).ok()
}

fn table(keys: &[Key], tree: &DeTable<'_>) -> bool {
    let fit = tree.iter().all(|(name, node)| {
        let Some(key) = keys.iter().find(|key| key.name == name.get_ref()) else { return false };
        fits(key.shape, node)
    });
    fit && musts(keys, tree).all(|key| tree.contains_key(key.name))
}

/// Does a value fit its shape, with nothing to be said of it? As [`super::shape::fit`] judges.
fn fits(shape: &Shape, node: &Spanned<DeValue<'_>>) -> bool {
    match (shape, node.get_ref()) {
        (Shape::Word, DeValue::String(text)) => !text.trim().is_empty(),
        (Shape::Free, DeValue::String(_)) | (Shape::Truth, DeValue::Boolean(_)) => true,
        (Shape::Code, DeValue::String(text)) => is_code(text),
        (Shape::OneOf(words), DeValue::String(text)) => words.contains(&text.as_ref()),
        (Shape::Whole(from, to), DeValue::Integer(_)) => {
            whole(node.get_ref()).is_some_and(|n| (from..=to).contains(&&n))
        }
        (Shape::Both, DeValue::Table(tree)) => table(BOTH, tree) && languages(tree),
        (Shape::Limit, DeValue::Table(tree)) => table(LIMIT, tree) && limit(tree),
        (Shape::Either(_, shape), DeValue::Table(_)) | (Shape::Either(shape, _), _) => fits(shape, node),
        (Shape::Day, DeValue::String(text)) => text.parse::<Day>().is_ok(),
        (Shape::Hour, DeValue::String(text)) => is_hour(text),
        (Shape::Keys(keys), DeValue::Table(tree)) => table(keys, tree),
        (Shape::Map(names, shape), DeValue::Table(tree)) => tree.iter().all(|(name, node)| {
            (names.is_empty() || names.contains(&name.get_ref().as_ref())) && fits(shape, node)
        }),
        (Shape::List(shape, least), DeValue::Array(all)) => {
            all.len() >= *least && all.iter().all(|node| fits(shape, node))
        }
        _ => false,
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let DeValue::Integer(number) = value else { return None };
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn text<'a>(tree: &'a DeTable<'_>, key: &str) -> Option<&'a str> {
    match tree.get(key)?.get_ref() {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

/// Chinese that is Chinese, or a name that is the same in both; English without Chinese.
fn languages(tree: &DeTable<'_>) -> bool {
    let (Some(zh), Some(en)) = (text(tree, "zh"), text(tree, "en")) else { return false };
    let name = !zh.is_ascii() || !zh.chars().any(char::is_alphabetic);
    name && (en.is_ascii() || !en.chars().any(is_han))
}

fn limit(tree: &DeTable<'_>) -> bool {
    let unit = text(tree, "unit").map(StrDeserializer::<Error>::new).map(Unit::deserialize);
    let Some(Ok(unit)) = unit else { return false };
    let n = tree.get("n").map_or(Some(0), |n| u32::try_from(whole(n.get_ref())?).ok());
    n.is_some_and(|n| Limit::new(n, unit).is_ok())
}

#[cfg(test)]
mod tests {
    //! The quick way and the slow way judge alike, and read the same.
    #![allow(clippy::unwrap_used)]

    use kernel::item::Item;

    use super::*;
    use crate::catalogue::shape::fit;
    use crate::catalogue::shapes::ITEM;

    /// Lines of one kind stand near each other, so each takes a part of the values.
    const EVERY: usize = 5;
    const ITEM_TEXT: &str = include_str!("../../../../catalogue/items/food-permit.toml");
    /// What may stand behind a key, right at one place and wrong at most others.
    const VALUES: &[&str] = &[
        "\"\"",
        "\" \"",
        "\"中文\"",
        "\"english\"",
        "\"2026-09-23\"",
        "\"government\"",
        "7",
        "-1",
        "99999999999999999999",
        "1.5",
        "true",
        "2026-01-01",
        "[]",
        "[\"yes\"]",
        "{}",
        "{ zh = \"甲\", en = \"a\" }",
        "{ zh = \"word\", en = \"word\" }",
        "{ zh = \"7\", en = \"7\" }",
        "{ zh = \"甲\", en = \"甲\" }",
        "{ zh = \"甲\", en = \"a\", de = \"a\" }",
        "{ n = 3, unit = \"days\" }",
        "{ n = 0, unit = \"days\" }",
        "{ n = 9999999999, unit = \"days\" }",
        "{ unit = \"on_the_spot\" }",
        "{ at_least = 3, at_most = 2 }",
    ];

    /// Both ways through a text: is nothing wrong, and what is read.
    fn both_ways(text: &str) -> Option<[(bool, Option<Item>); 2]> {
        let (mut quick, mut slow) = (Reading::of("a.toml", text), Reading::of("a.toml", text));
        if !quick.sound {
            return None;
        }
        let fits = table(ITEM, quick.root());
        let item = super::read::<Item>(&mut quick, ITEM);
        let fitted = fit(&mut slow, ITEM);
        let sound = slow.flaws.is_empty();
        Some([(fits, item), (sound, fitted.try_into().ok().filter(|_| sound))])
    }

    #[test]
    fn what_fits_the_quick_way_fits_the_slow_way_and_reads_the_same() {
        let lines: Vec<&str> = ITEM_TEXT.lines().collect();
        let mut fitted = [0, 0];
        for (n, line) in lines.iter().enumerate() {
            let Some((key, _)) = line.split_once(" = ") else { continue };
            let spelled = [format!("{key}x = 1"), String::new()];
            // every value comes to every kind of key, though not to every line
            let some = VALUES.iter().skip(n % EVERY).step_by(EVERY);
            let others = some.map(|value| format!("{key} = {value}"));
            for other in others.chain(spelled) {
                let mut lines: Vec<&str> = lines.clone();
                lines[n] = &other;
                let Some([quick, slow]) = both_ways(&lines.join("\n")) else { continue };
                assert_eq!(quick, slow, "line {n}: {other}");
                fitted[usize::from(quick.0)] += 1;
            }
        }
        assert!(fitted.iter().all(|count| *count > 100), "both ways were gone: {fitted:?}");
    }
}
