//! Finding an item by the words people use for it, one wrong character forgiven.
//!
//! An [`Index`] is built once per catalogue; a search is a pure function of it and of what was asked.

use std::cmp::Reverse;

use crate::item::Item;
use crate::limits::{SEARCH_CHARS, SEARCH_LOOSELY, SEARCH_WORDS};

mod likeness;
mod share;
mod sounds;
#[cfg(test)]
mod tests;

use likeness::{Latin, alike, inside};
use share::Shares;
pub use sounds::Readings;
use sounds::Sounds;

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
    /// What was asked sounds like a name or a synonym: pinyin, first letters, a character of the same sound.
    Sound,
    /// All but one character of a name or a synonym.
    Nearly,
    /// Much of what was asked stands in what the item says of itself.
    Loosely,
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
    /// Names and synonyms as they sound.
    sounds: Vec<Sounds>,
}

/// Every item in force as it is searched, in the order of their codes.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    shares: Shares,
    readings: Option<Readings>,
}

impl Index {
    /// Of these items, in this order; what is found equally well keeps it.
    pub fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let mut shares = Shares::default();
        let all = |texts: &[&str]| texts.iter().map(|text| folded(text)).filter(|t| !t.is_empty()).collect();
        let mut entry = |item: &Item| {
            let synonyms: Vec<&str> = item.synonyms.iter().map(String::as_str).collect();
            shares.add(item);
            Entry {
                item: item.code.clone(),
                names: all(&[&item.name.zh, &item.name.en]),
                synonyms: all(&synonyms),
                purposes: all(&[&item.purpose.zh, &item.purpose.en]),
                sounds: Vec::new(),
            }
        };
        let entries = items.map(&mut entry).collect();
        Self { entries, shares, readings: None }
    }

    /// The same, and it hears: names and synonyms are also found by their sound.
    #[must_use]
    pub fn sounding(mut self, readings: Readings) -> Self {
        for entry in &mut self.entries {
            let names = entry.names.iter().chain(&entry.synonyms).filter(|name| !is_latin(name));
            entry.sounds = names.map(|name| Sounds::of(name, readings)).collect();
        }
        self.readings = Some(readings);
        self
    }

    /// The items that somebody who writes `asked` looks for, the best first; every item where nothing is
    /// asked. Words stand in any order. Only the first [`SEARCH_CHARS`] characters and [`SEARCH_WORDS`]
    /// words count. What shares only some of its words with an item comes last, and only the
    /// [`SEARCH_LOOSELY`] likeliest of them.
    pub fn find(&self, asked: &str) -> Vec<Hit> {
        let asked: String = asked.chars().take(SEARCH_CHARS).collect();
        let asked = folded(&asked);
        let all = words(&asked);
        let mut said: Vec<&[char]> = all.iter().copied().filter(|word| !is_filler(word)).collect();
        if said.is_empty() {
            said = all;
        }
        said.truncate(SEARCH_WORDS);
        let hit = |item: &str, fit| Hit { item: item.to_owned(), fit };
        if said.is_empty() {
            return self.entries.iter().map(|entry| hit(&entry.item, Fit::Name)).collect();
        }
        let hears = self.readings.map(|readings| Hears {
            whole: Sounds::of(&asked, readings),
            words: said.iter().map(|word| Sounds::of(word, readings)).collect(),
        });
        let asked_of = Asked { all: &asked, words: &said, hears };
        let shares = self.shares.of(&asked);
        let mut hits = Vec::new();
        for (n, entry) in self.entries.iter().enumerate() {
            let share = shares.get(&n).copied().unwrap_or_default();
            let loosely = || (share.is_enough()).then_some((Fit::Loosely, 0));
            if let Some((fit, told)) = entry.fit(&asked_of).or_else(loosely) {
                hits.push((fit, Reverse(told), Reverse(share.weight), hit(&entry.item, fit)));
            }
        }
        hits.sort_by_key(|(fit, told, share, _)| (*fit, *told, *share));
        let mut hits: Vec<Hit> = hits.into_iter().map(|(.., hit)| hit).collect();
        let sure = hits.iter().take_while(|hit| hit.fit < Fit::Loosely).count();
        hits.truncate(sure + SEARCH_LOOSELY);
        hits
    }
}

/// What was asked, as it is looked for.
struct Asked<'a> {
    all: &'a [char],
    words: &'a [&'a [char]],
    hears: Option<Hears>,
}

/// What was asked, as it sounds.
struct Hears {
    whole: Sounds,
    words: Vec<Sounds>,
}

impl Entry {
    /// How well it fits the whole of what was asked, or all of its words; and how many characters of what
    /// was asked are one of its names.
    fn fit(&self, asked: &Asked<'_>) -> Option<(Fit, usize)> {
        let all = asked.all;
        if self.names.iter().any(|name| name == all) {
            return Some((Fit::Name, all.len()));
        }
        let named = |texts: &[Folded]| texts.iter().filter(|name| is_named(all, name)).map(Vec::len).max();
        if let Some(told) = named(&self.names) {
            return Some((Fit::InName, told));
        }
        if let Some(told) = named(&self.synonyms) {
            return Some((Fit::Synonym, told));
        }
        self.words(asked).map(|fit| (fit, 0))
    }

    /// How well all of its words fit, as well as the worst of them; or the whole, by its sound or nearly.
    fn words(&self, asked: &Asked<'_>) -> Option<Fit> {
        let worst = asked
            .words
            .iter()
            .enumerate()
            .map(|(n, word)| self.word(word, asked.hears.as_ref().map(|hears| &hears.words[n])))
            .try_fold(Fit::Name, |worst, fit| fit.map(|fit| worst.max(fit)));
        let sound = || {
            let whole = &asked.hears.as_ref()?.whole;
            self.sounds.iter().any(|name| name.has(whole)).then_some(Fit::Sound)
        };
        let nearly = || {
            let mut names = self.names.iter().chain(&self.synonyms);
            let alike = names.any(|name| !is_latin(name) && name.len() > 2 && alike(name, asked.all));
            let joined: Vec<char> = asked.all.iter().copied().filter(|c| *c != ' ').collect();
            (alike || self.sounds.iter().any(|name| name.nearly(&joined))).then_some(Fit::Nearly)
        };
        worst.or_else(sound).or_else(nearly)
    }

    /// How well one word fits.
    fn word(&self, word: &[char], sound: Option<&Sounds>) -> Option<Fit> {
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
        if sound.is_some_and(|sound| self.sounds.iter().any(|name| name.has(sound))) {
            return Some(Fit::Sound);
        }
        let nearly = |text: &Folded| match is_latin(word) {
            true => words(text).iter().any(|token| Latin(word).is_nearly(token)),
            false => inside(word, text),
        };
        let spelt = || self.sounds.iter().any(|name| name.nearly(word));
        (self.names.iter().chain(&self.synonyms).any(nearly) || spelt()).then_some(Fit::Nearly)
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
