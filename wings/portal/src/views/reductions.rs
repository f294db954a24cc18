//! The five reductions (R15–R17): steps, papers, time, fees and visits, before and after, item by item and
//! added up; and promises against the law's limits, with both readings of "50 %, then 20 %".

use kernel::Limit;
use kernel::item::{Figures, weighed};
use schemars::JsonSchema;
use serde::Serialize;

/// The five, of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Five {
    /// Steps of the organ.
    pub steps: usize,
    /// Papers the applicant brings.
    pub materials: usize,
    /// The promise.
    pub limit: Limit,
    /// Fees, in fen.
    pub fen: i64,
    /// Visits.
    pub visits: u32,
}

impl From<&Figures> for Five {
    fn from(all: &Figures) -> Self {
        let Figures { steps, materials, limit, fen, visits, .. } = *all;
        Self { steps, materials, limit, fen, visits }
    }
}

/// The five, added up over items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sum {
    /// How many items.
    pub items: usize,
    /// Steps.
    pub steps: usize,
    /// Papers.
    pub materials: usize,
    /// Promises, in hundredths of a calendar day; a working day is 1.4 days.
    pub days_hundredths: u64,
    /// Fees, in fen.
    pub fen: i64,
    /// Visits.
    pub visits: u32,
}

impl Sum {
    /// Add an item.
    pub fn add(&mut self, five: &Five) {
        self.items += 1;
        self.steps += five.steps;
        self.materials += five.materials;
        self.days_hundredths += weighed(five.limit);
        self.fen += five.fen;
        self.visits += five.visits;
    }
}

/// Before and after, over the items that are in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pair {
    /// Before.
    pub before: Sum,
    /// After.
    pub after: Sum,
}

impl Pair {
    /// Add an item that is in both.
    pub fn add(&mut self, before: &Five, after: &Five) {
        self.before.add(before);
        self.after.add(after);
    }
}

/// What the county set itself (R16): so many per cent shorter than the law, then so many further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Target {
    /// Per cent.
    pub cut: u32,
    /// Per cent, of what remains or of the law's limit: the sentence can be read both ways.
    pub further_cut: u32,
}

impl Target {
    /// What is left of the law's limit, in hundredths of a per cent: after the first cut; read as a fifth of
    /// the remainder (50 and 20 leave 40 per cent); read as twenty points (they leave 30 per cent).
    pub fn left(self) -> [u64; 3] {
        let (cut, further) = (u64::from(self.cut.min(100)), u64::from(self.further_cut.min(100)));
        let first = 100 - cut;
        [first * 100, first * (100 - further), first.saturating_sub(further) * 100]
    }

    /// Which of the three an item reaches; none where the law wants it on the spot.
    pub fn reached(self, figures: &Figures) -> Option<[bool; 3]> {
        let law = weighed(figures.statutory);
        (law > 0).then(|| self.left().map(|left| weighed(figures.limit) * 10_000 <= law * left))
    }
}

/// Promises against the law, over items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cuts {
    /// Items whose law gives a limit.
    pub items: usize,
    /// Their limits by law together, in hundredths of a day.
    pub law_hundredths: u64,
    /// Their promises together, in hundredths of a day.
    pub promised_hundredths: u64,
    /// Items that reach the first cut.
    pub first: usize,
    /// Items that reach the further cut, read as a part of the remainder.
    pub of_remainder: usize,
    /// Items that reach the further cut, read as points of the law's limit.
    pub of_law: usize,
}

impl Cuts {
    /// Add an item.
    pub fn add(&mut self, figures: &Figures, target: Option<Target>) {
        let law = weighed(figures.statutory);
        if law == 0 {
            return;
        }
        self.items += 1;
        self.law_hundredths += law;
        self.promised_hundredths += weighed(figures.limit);
        let [first, rest, points] =
            target.and_then(|t| t.reached(figures)).unwrap_or_default().map(usize::from);
        self.first += first;
        self.of_remainder += rest;
        self.of_law += points;
    }

    /// How much shorter all promises are than all limits of the law, in per cent cut off.
    pub fn saved(&self) -> Option<u64> {
        let (law, promised) = (self.law_hundredths, self.promised_hundredths);
        (law > 0).then(|| law.saturating_sub(promised) * 100 / law)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn promises(limit: Limit, statutory: Limit) -> Figures {
        Figures { steps: 4, materials: 2, exempt: 1, pledged: 0, limit, statutory, fen: 100, visits: 1 }
    }

    #[test]
    fn fifty_then_twenty_can_be_read_two_ways() {
        let target = Target { cut: 50, further_cut: 20 };
        assert_eq!(target.left(), [5_000, 4_000, 3_000]);
        let of = |n: u32| target.reached(&promises(Limit::working_days(n), Limit::working_days(20))).unwrap();
        assert_eq!(of(11), [false, false, false]);
        assert_eq!(of(10), [true, false, false]);
        assert_eq!(of(8), [true, true, false]);
        assert_eq!(of(7), [true, true, false], "35 per cent is not 30");
        assert_eq!(of(6), [true, true, true]);
        assert_eq!(target.reached(&promises(Limit::ON_THE_SPOT, Limit::ON_THE_SPOT)), None);
    }

    #[test]
    fn promises_are_added_up_against_the_law() {
        let target = Some(Target { cut: 50, further_cut: 20 });
        let mut cuts = Cuts::default();
        cuts.add(&promises(Limit::working_days(5), Limit::working_days(20)), target);
        cuts.add(&promises(Limit::working_days(10), Limit::working_days(10)), target);
        cuts.add(&promises(Limit::ON_THE_SPOT, Limit::ON_THE_SPOT), target);
        assert_eq!((cuts.items, cuts.saved()), (2, Some(50)));
        assert_eq!((cuts.first, cuts.of_remainder, cuts.of_law), (1, 1, 1));
        let mut pair = Pair::default();
        let five = Five::from(&promises(Limit::days(5), Limit::days(5)));
        pair.add(&Five { materials: 5, ..five }, &five);
        assert_eq!((pair.before.materials, pair.after.materials, pair.after.items), (5, 2, 1));
    }
}
