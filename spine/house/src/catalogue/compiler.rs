//! The catalogue as a compiler reads a program: everything is read, then held against everything else. Pure:
//! the files are texts, the day of the check is an argument.

use kernel::item::Item;
use kernel::{Calendar, Text};

use super::crowd;
use super::flaw::Flaw;
use super::frame::Frame;
use super::reading::Reading;

mod agreement;
mod allow;
mod asked;
mod bundles;
pub mod codes;
mod cycles;
#[cfg(test)]
mod faulty;
mod fees;
mod finding;
mod held;
mod limits;
mod lists;
mod measures;
mod orphans;
#[cfg(test)]
mod planted;
mod powers;
mod projects;
mod region;
mod registers;
mod situations;
mod vague;
mod visits;
mod waiting;

pub(super) use allow::{FILE as ALLOW, weigh};
pub(super) use bundles::ReadBundle;
pub use codes::Code;
use finding::{Finding, put};
pub(super) use limits::UNIT;
pub use lists::{Agency, Intermediaries, Lists, Mediation, Vague};
pub use measures::{Measures, Outside};
pub(super) use orphans::ORPHAN;
pub use powers::{Delegation, Delegations, Form};
pub(super) use projects::ReadProject;
pub use registers::{Baseline, System};

/// An item with the file it was read from.
pub(super) struct Read<'t> {
    /// What the file says.
    pub item: Item,
    /// Where it says so, and what is wrong with it so far.
    pub reading: Reading<'t>,
}

/// Everything of a catalogue folder that can be held against something else.
pub(super) struct County<'t> {
    /// Items, in the order of their files.
    pub items: Vec<Read<'t>>,
    /// Bundles, in the order of their files.
    pub bundles: Vec<ReadBundle<'t>>,
    /// Kinds of projects, in the order of their files.
    pub projects: Vec<ReadProject<'t>>,
    /// Organs, the division, halls.
    pub frame: Frame,
    /// The years at hand.
    pub calendar: Calendar,
    /// The county's own lists: vague words, intermediary services.
    pub lists: Lists,
    /// Files that are no items, for findings that belong there.
    pub others: Vec<Reading<'t>>,
}

impl<'t> County<'t> {
    /// The reading of a file that is no item, if it is there.
    pub fn other(&mut self, file: &str) -> Option<&mut Reading<'t>> {
        self.others.iter_mut().find(|reading| reading.file() == file)
    }
}

/// Every class of findings, in order.
const CLASSES: &[fn(&mut County<'_>)] = &[
    cycles::check,
    held::check,
    vague::check,
    limits::check,
    visits::check,
    fees::check,
    situations::check,
    agreement::check,
    asked::check,
    waiting::check,
    powers::check,
    measures::check,
    registers::check,
    bundles::check,
    projects::check,
];

/// Hold everything against everything.
pub(super) fn compile(county: &mut County<'_>) {
    for check in CLASSES {
        check(county);
    }
}

impl County<'_> {
    /// Everything that was found, in the order of the files.
    pub fn flaws(&mut self) -> Vec<Flaw> {
        let items = self.items.iter_mut().map(|read| &mut read.reading);
        let bundles = self.bundles.iter_mut().map(|read| &mut read.reading);
        let projects = self.projects.iter_mut().map(|read| &mut read.reading);
        items
            .chain(bundles)
            .chain(projects)
            .chain(&mut self.others)
            .flat_map(|reading| std::mem::take(&mut reading.flaws))
            .collect()
    }

    /// What it was held against, and the lists; the items are put away, by every core some of them.
    pub fn close(self) -> (Frame, Lists) {
        crowd::drop_all(self.items);
        (self.frame, self.lists)
    }

    /// What is asked of every item by itself: each core asks some of them.
    fn each(&mut self, ask: impl Fn(&mut Read<'_>) + Sync) {
        crowd::to_each(&mut self.items, ask);
    }

    /// What is asked of every item with all the others at hand, by its number: each core asks some of them.
    fn of_each<T: Send>(&self, ask: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let numbers: Vec<usize> = (0..self.items.len()).collect();
        crowd::of_each(&numbers, |n| ask(*n))
    }

    /// What was found of each item, put down in their order.
    fn put_all(&mut self, found: Vec<Vec<Finding>>) {
        for (read, found) in self.items.iter_mut().zip(found) {
            for finding in found {
                put(read, finding);
            }
        }
    }
}

/// A text in both languages.
pub(super) fn both(zh: impl Into<String>, en: impl Into<String>) -> Text {
    Text::new(zh, en)
}
