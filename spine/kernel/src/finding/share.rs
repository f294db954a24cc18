//! How much of what was asked stands in what an item says of itself: pairs of characters and Latin words,
//! each worth more the fewer items have it. For who writes a sentence of her own, of which no name has the
//! whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{Folded, folded, is_filler, is_latin, words};
use crate::item::Item;

/// A pair of characters, or a word of Latin letters.
type Part = Vec<char>;

/// Where an item says something, and what a part that stands there is worth.
const NAME: u32 = 6;
const SYNONYM: u32 = 5;
const PURPOSE: u32 = 3;
/// Answers of its questions, and the name of its outcome. Not its papers: an identity card is asked for
/// everywhere and is had nowhere.
const ASIDE: u32 = 2;

/// Of a hundred: the weight that must stand in an item before it may be meant. A sentence of Chinese has many
/// pairs that are no words, one of English has few.
const ENOUGH: u32 = 20;
const ENOUGH_LATIN: u32 = 60;

/// Which item has which part.
#[derive(Clone, Debug, Default)]
pub(super) struct Shares {
    items: usize,
    /// By part: the items, by their place, with what it is worth there.
    parts: BTreeMap<Part, BTreeMap<usize, u32>>,
}

/// What an item has of what was asked.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    /// What its parts are worth, each by its rarity and its place; only compared with each other.
    pub weight: u32,
    /// Of a hundred of the rarities asked for.
    covered: u32,
    /// How many of a hundred are enough; none are where nothing can be.
    enough: u32,
}

impl Share {
    /// May this item be meant?
    pub fn is_enough(self) -> bool {
        self.enough > 0 && self.covered >= self.enough
    }
}

impl Shares {
    /// One item more.
    pub fn add(&mut self, item: &Item) {
        let synonyms = item.synonyms.iter().map(String::as_str);
        let answers = item.questions.iter().flat_map(|q| &q.answers).map(|answer| &answer.text);
        let aside = answers.chain([&item.outcome.name]);
        let both = |text: &'_ crate::Text| [text.zh.clone(), text.en.clone()];
        self.say(&both(&item.name), NAME);
        self.say(&synonyms.map(str::to_owned).collect::<Vec<_>>(), SYNONYM);
        self.say(&both(&item.purpose), PURPOSE);
        self.say(&aside.flat_map(both).collect::<Vec<_>>(), ASIDE);
        self.items += 1;
    }

    fn say(&mut self, texts: &[String], worth: u32) {
        let place = self.items;
        for part in texts.iter().flat_map(|text| parts(&folded(text))) {
            let here = self.parts.entry(part).or_default().entry(place).or_default();
            *here = (*here).max(worth);
        }
    }

    /// What each item has of what was asked, by its place; items with nothing are left out.
    pub fn of(&self, asked: &Folded) -> BTreeMap<usize, Share> {
        let asked_for: BTreeSet<Part> = parts(asked).into_iter().collect();
        let enough = match (asked_for.len(), asked_for.iter().all(|part| is_latin(part))) {
            // one part stands in a name or it does not: there is nothing to share
            (0 | 1, _) => 0,
            (_, true) => ENOUGH_LATIN,
            (_, false) => ENOUGH,
        };
        let whole: u32 = asked_for.iter().map(|part| self.rarity(part)).sum();
        let mut found: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for part in &asked_for {
            for (place, worth) in self.parts.get(part).into_iter().flatten() {
                let here = found.entry(*place).or_default();
                here.0 += self.rarity(part) * worth;
                here.1 += self.rarity(part);
            }
        }
        let share = |(weight, had): (u32, u32)| Share { weight, covered: had * 100 / whole.max(1), enough };
        found.into_iter().map(|(place, had)| (place, share(had))).collect()
    }

    /// The fewer items have it the more it says: halvings from all of them down to those, in quarters. What
    /// none has counts half of what one has: a pair of Chinese characters is mostly no word.
    fn rarity(&self, part: &Part) -> u32 {
        match self.parts.get(part) {
            Some(having) => self.halvings(having.len()),
            None if is_latin(part) => self.halvings(1),
            None => self.halvings(1) / 2,
        }
    }

    fn halvings(&self, having: usize) -> u32 {
        let (all, having) = (u64::try_from(self.items.max(1)), u64::try_from(having.max(1)));
        let (all, having) = (all.unwrap_or(u64::MAX), having.unwrap_or(u64::MAX));
        // four times the binary logarithm, of the fourth powers, in whole numbers: no float in a rule
        let fourth = |n: u64| u128::from(n).pow(4);
        1 + (fourth(all) / fourth(having).max(1)).max(1).ilog2()
    }
}

/// Characters that join words and say nothing themselves: no pair holds one.
const JOINTS: [char; 14] =
    ['的', '了', '吗', '呢', '我', '你', '要', '想', '怎', '么', '什', '和', '在', '个'];

/// Pairs of neighbouring characters, and Latin words that say something.
fn parts(text: &[char]) -> Vec<Part> {
    let mut all = Vec::new();
    for word in words(text).into_iter().flat_map(|word| word.split(|c| JOINTS.contains(c))) {
        for run in word.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
            match is_latin(run) {
                true if is_filler(run) => {}
                true => all.push(run.to_vec()),
                false => all.extend(run.windows(2).map(<[char]>::to_vec)),
            }
        }
    }
    all
}
