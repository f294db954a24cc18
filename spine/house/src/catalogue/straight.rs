//! The quick way through a file that is as it should be: it is held to its shape without a word, and read
//! straight from its tree. Whatever does not fit goes the slow way, which says why.

use kernel::{Day, Limit, Unit};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::reading::Reading;
use super::shape::{BOTH, Key, LIMIT, Shape, is_code, is_han};

/// The file as a type, if all of it fits; its tree goes with it.
pub(super) fn read<T: DeserializeOwned>(reading: &mut Reading<'_>, keys: &'static [Key]) -> Option<T> {
    if !table(keys, reading.root()) {
        return None;
    }
    // what fits and still cannot be read is told the slow way
    T::deserialize(Deserializer::from(reading.give()?)).ok()
}

fn table(keys: &[Key], tree: &DeTable<'_>) -> bool {
    let mut lacking = keys.iter().filter(|key| key.must).count();
    let fit = tree.iter().all(|(name, node)| {
        let Some(key) = keys.iter().find(|key| key.name == name.get_ref()) else { return false };
        lacking -= usize::from(key.must);
        fits(key.shape, node)
    });
    fit && lacking == 0
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
