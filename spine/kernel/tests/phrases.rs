//! What people type, written down by somebody who did not write the search, before it was tuned.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kernel::Item;
use kernel::finding::Index;
use pinyin::{ToPinyin, ToPinyinMulti};

/// The county's items by their number in its list, as the head of each file names it.
fn county() -> BTreeMap<u32, Item> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/items");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        // samples 示例 have no number in it
        let Some((_, rest)) = text.split_once("事项目录第 ") else { continue };
        let number = rest.split(' ').next().unwrap().parse().unwrap();
        all.insert(number, toml::from_str(&text).unwrap());
    }
    all
}

/// As the house reads them.
fn readings(c: char) -> Vec<String> {
    let first = c.to_pinyin().map(|one| one.plain().to_owned());
    let others = c.to_pinyin_multi().into_iter().flatten().map(|one| one.plain().to_owned());
    first.into_iter().chain(others).collect()
}

/// Is it among the first three?
fn finds(index: &Index, phrase: &str, right: &str) -> Result<(), String> {
    let found = index.find(phrase);
    if found.iter().take(3).any(|hit| hit.item == right) {
        return Ok(());
    }
    let at = found.iter().position(|hit| hit.item == right);
    let first: Vec<&str> = found.iter().take(3).map(|hit| hit.item.as_str()).collect();
    Err(format!("{phrase}: {right} is {at:?} of {}, after {first:?}", found.len()))
}

/// So many of a hundred are found, or all that are not are printed.
fn most(of_a_hundred: usize, asked: &[(String, &str)], index: &Index) {
    let missed: Vec<String> =
        asked.iter().filter_map(|(phrase, right)| finds(index, phrase, right).err()).collect();
    let (all, found) = (asked.len(), asked.len() - missed.len());
    println!("{found} of {all}; missed:\n{}", missed.join("\n"));
    assert!(all > 60, "only {all} phrases");
    assert!(found * 100 >= all * of_a_hundred, "{found} of {all} found:\n{}", missed.join("\n"));
}

#[test]
fn the_right_item_is_among_the_first_three() {
    let county = county();
    let index = Index::of(county.values()).sounding(readings);
    let lines = include_str!("phrases.tsv").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.map(|line| line.split_once('\t').unwrap());
    let asked: Vec<(String, &str)> = pairs
        .map(|(phrase, number)| (phrase.to_owned(), county[&number.parse().unwrap()].code.as_str()))
        .collect();
    assert_eq!(asked.len(), 300);
    most(95, &asked, &index);
}

/// A third of the words of at least so many characters by which items are known, with their items.
fn known(county: &BTreeMap<u32, Item>, long: usize) -> Vec<(&str, &str)> {
    let names =
        county.values().flat_map(|item| item.synonyms.iter().map(|s| (s.as_str(), item.code.as_str())));
    let han = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    names.filter(|(text, _)| han(text) && text.chars().count() >= long).step_by(3).collect()
}

/// As somebody types it who lets a part of each character's sound stand for it.
fn typed(text: &str, part: impl Fn(&str) -> &str) -> String {
    text.chars().map(|c| part(&readings(c)[0]).replace('ü', "v")).collect()
}

#[test]
fn names_are_found_by_their_sound_their_first_letters_and_half_of_each() {
    let county = county();
    let index = Index::of(county.values()).sounding(readings);
    let all = known(&county, 3);
    let asked: Vec<_> = all.iter().map(|(text, right)| (typed(text, |whole| whole), *right)).collect();
    most(95, &asked, &index);
    let asked: Vec<_> = all.iter().map(|(text, right)| (typed(text, |whole| &whole[..1]), *right)).collect();
    most(90, &asked, &index);
    let half = |text: &str| {
        let first: String = text.chars().take(1).collect();
        first.clone() + &typed(text.strip_prefix(&first).unwrap(), |whole| whole)
    };
    let asked: Vec<_> = all.iter().map(|(text, right)| (half(text), *right)).collect();
    most(95, &asked, &index);
}

#[test]
fn one_wrong_character_or_letter_is_forgiven() {
    let county = county();
    let index = Index::of(county.values()).sounding(readings);
    let all = known(&county, 3);
    let last_is = |text: &str, other: char| {
        let mut chars: Vec<char> = text.chars().collect();
        *chars.last_mut().unwrap() = other;
        chars.into_iter().collect::<String>()
    };
    let asked: Vec<_> = all.iter().map(|(text, right)| (last_is(text, '仄'), *right)).collect();
    most(85, &asked, &index);
    let asked: Vec<_> =
        known(&county, 4).iter().map(|(text, right)| (last_is(&typed(text, |w| w), 'q'), *right)).collect();
    most(85, &asked, &index);
}

#[test]
fn a_life_event_finds_everything_it_takes() {
    let county = county();
    let index = Index::of(county.values()).sounding(readings);
    for (event, numbers) in [
        ("生孩子", vec![42, 43, 44, 45, 46]),
        ("开公司", vec![1]),
        ("农家乐", vec![11, 15]),
        ("开民宿", vec![13, 15]),
        ("竣工", vec![32, 33, 34]),
        ("残疾", vec![48, 49]),
        ("上学", vec![41, 54]),
        ("建房", vec![59, 62, 63, 66]),
    ] {
        let found = index.find(event);
        for number in numbers {
            let right = &county[&number].code;
            assert!(found.iter().any(|hit| hit.item == *right), "{event}: {right} is not among {found:?}");
        }
    }
}

#[test]
fn what_the_county_does_not_do_is_not_found() {
    let county = county();
    let index = Index::of(county.values()).sounding(readings);
    for asked in ["火箭", "护照", "身份证", "违章", "zzzzzz", "火箭发射"] {
        assert_eq!(index.find(asked), Vec::new(), "{asked}");
    }
    // 养老 was nearly 养殖
    assert!(index.find("养老").iter().all(|hit| hit.item != "animal-epidemic-permit"));
}

#[test]
fn whatever_is_asked_of_the_county_is_answered_soon() {
    let county = county();
    let index = Index::of(county.values()).sounding(readings);
    let long = ["s", "shi", "a ", "是", "公司", "zh"].map(|part| part.repeat(5_000));
    for asked in long.iter().map(String::as_str).chain(["我想在青岭县开一家新面官 restuarant mianguan"])
    {
        let begun = Instant::now();
        index.find(asked);
        // under ten milliseconds in a release build; an unoptimised one on a busy machine is given more
        assert!(begun.elapsed() < Duration::from_millis(1_000), "{:.20}: {:?}", asked, begun.elapsed());
    }
}
