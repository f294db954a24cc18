//! The days of one year with how many of them were worked so far: what is counted over and over, once.

use super::year::{Standing, Year};
use crate::time::Day;

/// A year's working days, summed up from its first day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worked {
    first: Day,
    provisional: bool,
    /// For each day, how many days are worked from the first of the year through it.
    until: Vec<u32>,
}

impl Worked {
    /// Of a year without faults; `works` says of each of its days whether it is worked.
    pub(super) fn of(year: &Year, works: impl Fn(Day) -> bool) -> Worked {
        let first = Day::ymd(year.year, 1, 1).unwrap_or(Day::MIN);
        let last = Day::ymd(year.year, 12, 31).unwrap_or(Day::MAX);
        let mut until = Vec::with_capacity(366);
        let (mut day, mut sum) = (first, 0);
        while day <= last {
            sum += u32::from(works(day));
            until.push(sum);
            day = day.next();
        }
        Worked { first, provisional: year.standing == Standing::Provisional, until }
    }

    /// The first of January.
    pub(super) fn first(&self) -> Day {
        self.first
    }

    /// The last of December.
    pub(super) fn last(&self) -> Day {
        self.first.plus(i32::try_from(self.until.len()).unwrap_or(i32::MAX) - 1)
    }

    /// No official notice stands behind the year.
    pub(super) fn provisional(&self) -> bool {
        self.provisional
    }

    /// How many days are worked before `day` of this year.
    fn before(&self, day: Day) -> u32 {
        match usize::try_from(day.days_since(self.first)) {
            Ok(0) | Err(_) => 0,
            Ok(days) => self.until.get(days - 1).copied().unwrap_or(0),
        }
    }

    /// Is `day` of this year worked?
    pub(super) fn works(&self, day: Day) -> bool {
        self.between(day, day) > 0
    }

    /// How many days of this year are worked from `first` through `last`, both of this year.
    pub(super) fn between(&self, first: Day, last: Day) -> u32 {
        self.before(last.next()) - self.before(first)
    }

    /// The `n`-th day that is worked from `first` on, itself included; `n` is one or more. If the year has
    /// not so many left, how many it has.
    pub(super) fn nth_from(&self, first: Day, n: u32) -> Result<Day, u32> {
        let before = self.before(first);
        let at = self.until.partition_point(|worked| worked.saturating_sub(before) < n);
        if at < self.until.len() {
            Ok(self.first.plus(i32::try_from(at).unwrap_or(i32::MAX)))
        } else {
            Err(self.until.last().map_or(0, |all| all - before))
        }
    }
}
