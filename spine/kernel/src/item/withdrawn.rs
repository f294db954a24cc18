//! Items that are no longer offered: no new application, while what is under way goes on under its edition.

use crate::decider::Text;
use crate::time::Day;

use super::{Edition, Editions};

/// Why and since when an item is no longer offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The edition that was in force last.
    pub hash: String,
    /// The first day without it.
    pub day: Day,
    /// Why, for everybody.
    pub reason: Text,
}

impl Editions {
    /// The item is no longer offered; its editions stay known, and a new one would bring it back.
    pub fn withdraw(&mut self, item: &str, day: Day, reason: Text) {
        if let Some(hash) = self.current.remove(item) {
            self.withdrawn.insert(item.to_owned(), Withdrawn { hash, day, reason });
        }
    }

    /// Since when and why an item is no longer offered, if it was withdrawn.
    pub fn withdrawn(&self, item: &str) -> Option<&Withdrawn> {
        self.withdrawn.get(item)
    }

    /// The name of an item by its latest edition, in force or not; its code where there never was one.
    pub fn name_of(&self, item: &str) -> Text {
        self.latest(item).map_or_else(|| Text::new(item, item), |edition| edition.item.name.clone())
    }

    /// The edition in force, or the last that was before the item was withdrawn.
    pub fn latest(&self, item: &str) -> Option<&Edition> {
        let last = || self.all.get(&self.withdrawn.get(item)?.hash);
        self.in_force(item).or_else(last)
    }

    /// Items that were withdrawn, by code, each with its last edition.
    pub fn no_longer(&self) -> impl Iterator<Item = (&Edition, &Withdrawn)> {
        self.withdrawn.values().filter_map(|gone| Some((self.all.get(&gone.hash)?, gone)))
    }
}
