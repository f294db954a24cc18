//! Finding an item by the words people use for it, one wrong character forgiven.
//!
//! An [`Index`] is built once per catalogue; a search is a pure function of it and of what was asked.

use std::cmp::Reverse;

use crate::item::Item;
use crate::limits::{SEARCH_CHARS, SEARCH_WORDS};

mod likeness;
#[cfg(test)]
mod tests;

use likeness::{Latin, alike, inside};

/// How an item was found, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// What was asked is its name.
    Name,
    /// What was asked stands in its name, or its name in what was asked.
    InName,
    /// The same with one of its synonyms.
    Synonym,
    /// What was asked stands in the line that says what it is for.
    Purpose,
    /// All but one character of a name or a synonym.
    Nearly,
}

/// An item that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Code of the item.
    pub item: String,
    /// How.
    pub fit: Fit,
}

/// A text, folded: small letters, half width, blanks and punctuation as one blank.
type Folded = Vec<char>;

/// One item as it is searched.
#[derive(Clone, Debug)]
struct Entry {
    item: String,
    names: Vec<Folded>,
    synonyms: Vec<Folded>,
    purposes: Vec<Folded>,
}

/// Every item in force as it is searched, in the order of their codes.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

impl Index {
    /// Of these items, in this order; what is found equally well keeps it.
    pub fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let all = |texts: &[&str]| texts.iter().map(|text| folded(text)).filter(|t| !t.is_empty()).collect();
        let entry = |item: &Item| {
            let synonyms: Vec<&str> = item.synonyms.iter().map(String::as_str).collect();
            Entry {
                item: item.code.clone(),
                names: all(&[&item.name.zh, &item.name.en]),
                synonyms: all(&synonyms),
                purposes: all(&[&item.purpose.zh, &item.purpose.en]),
            }
        };
        Self { entries: items.map(entry).collect() }
    }

    /// The items that somebody who writes `asked` looks for, the best first; every item where nothing is
    /// asked. Words stand in any order. Only the first [`SEARCH_CHARS`] characters and [`SEARCH_WORDS`]
    /// words count.
    pub fn find(&self, asked: &str) -> Vec<Hit> {
        let asked: String = asked.chars().take(SEARCH_CHARS).collect();
        let asked = folded(&asked);
        let all = words(&asked);
        let mut said: Vec<&[char]> = all.iter().copied().filter(|word| !is_filler(word)).collect();
        if said.is_empty() {
            said = all;
        }
        said.truncate(SEARCH_WORDS);
        let hit = |entry: &Entry| {
            let fit = if said.is_empty() { Some((Fit::Name, 0)) } else { entry.fit(&asked, &said) };
            fit.map(|(fit, told)| (Reverse(told), Hit { item: entry.item.clone(), fit }))
        };
        let mut hits: Vec<(Reverse<usize>, Hit)> = self.entries.iter().filter_map(hit).collect();
        hits.sort_by_key(|(told, hit)| (hit.fit, *told));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

impl Entry {
    /// How well it fits the whole of what was asked, or all of its words; and how many characters of what
    /// was asked are one of its names.
    fn fit(&self, asked: &[char], said: &[&[char]]) -> Option<(Fit, usize)> {
        if self.names.iter().any(|name| name == asked) {
            return Some((Fit::Name, asked.len()));
        }
        let named = |texts: &[Folded]| texts.iter().filter(|name| is_named(asked, name)).map(Vec::len).max();
        if let Some(told) = named(&self.names) {
            return Some((Fit::InName, told));
        }
        if let Some(told) = named(&self.synonyms) {
            return Some((Fit::Synonym, told));
        }
        self.words(asked, said).map(|fit| (fit, 0))
    }

    /// How well all of its words fit, as well as the worst of them; or the whole, nearly.
    fn words(&self, asked: &[char], said: &[&[char]]) -> Option<Fit> {
        let worst = said
            .iter()
            .map(|word| self.word(word))
            .try_fold(Fit::Name, |worst, fit| fit.map(|fit| worst.max(fit)));
        worst.or_else(|| {
            let mut names = self.names.iter().chain(&self.synonyms);
            names.any(|name| !is_latin(name) && name.len() > 2 && alike(name, asked)).then_some(Fit::Nearly)
        })
    }

    /// How well one word fits.
    fn word(&self, word: &[char]) -> Option<Fit> {
        let stands = |texts: &[Folded]| texts.iter().any(|text| has(text, word));
        if stands(&self.names) {
            return Some(Fit::InName);
        }
        if stands(&self.synonyms) {
            return Some(Fit::Synonym);
        }
        if stands(&self.purposes) {
            return Some(Fit::Purpose);
        }
        let nearly = |text: &Folded| match is_latin(word) {
            true => words(text).iter().any(|token| Latin(word).is_nearly(token)),
            false => inside(word, text),
        };
        self.names.iter().chain(&self.synonyms).any(nearly).then_some(Fit::Nearly)
    }
}

/// Does this name stand in what was asked: `我想开面馆`? A Latin one must stand there as whole words.
fn is_named(asked: &[char], name: &[char]) -> bool {
    if !is_latin(name) {
        return has(asked, name);
    }
    let (asked, name) = (words(asked), words(name));
    asked.windows(name.len()).any(|some| some == name)
}

/// Small letters, half width, and one blank for whatever parts words.
fn folded(text: &str) -> Folded {
    let mut out: Folded = Vec::new();
    for c in text.chars().map(half).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if out.last().is_some_and(|last| *last != ' ') {
            out.push(' ');
        }
    }
    if out.last() == Some(&' ') {
        out.pop();
    }
    out
}

/// The half-width form of a full-width letter, digit or sign.
pub(crate) fn half(c: char) -> char {
    match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

fn words(text: &[char]) -> Vec<&[char]> {
    text.split(|c| *c == ' ').filter(|word| !word.is_empty()).collect()
}

fn has(text: &[char], word: &[char]) -> bool {
    text.windows(word.len()).any(|some| some == word)
}

fn is_latin(text: &[char]) -> bool {
    text.iter().all(char::is_ascii)
}

/// Words that say nothing of what is looked for.
const FILLERS: [&str; 24] = [
    "a", "an", "and", "apply", "for", "get", "how", "i", "my", "need", "of", "open", "the", "to", "want",
    "我", "想", "要", "我想", "我要", "想要", "怎么", "如何", "办理",
];

fn is_filler(word: &[char]) -> bool {
    FILLERS.iter().any(|filler| filler.chars().eq(word.iter().copied()))
}
