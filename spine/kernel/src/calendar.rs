//! The legal working-day calendar: which days are worked, and when a limit that began on some day ends.
//!
//! Years are facts read from `catalogue/calendar/*.toml`. A year is official once the State Council's
//! notice stands behind it and provisional before; whatever rests on a provisional year says so. The
//! hours of a hall are another matter and not kept here.

use crate::time::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

mod due;
mod sentences;
mod worked;
mod year;

#[cfg(test)]
mod due_tests;
#[cfg(test)]
mod tests;

pub use due::{Counted, Due, Mark, Stop};
pub use year::{Holiday, Standing, Year, YearFault};

use worked::Worked;

/// The working-day calendar of all years that have been published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    special: BTreeMap<Day, Special>,
    /// The years' days, by the first of them.
    worked: BTreeMap<Day, Worked>,
}

/// A day that the notice of its year names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Special {
    work: bool,
    zh: String,
    en: String,
}

/// The calendar has no such year, so the question cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoYear(pub i16);

impl NoYear {
    /// The same in Chinese.
    pub fn zh(self) -> String {
        format!("日历里没有 {0} 年，请导入 catalogue/calendar/{0}.toml", self.0)
    }
}

impl fmt::Display for NoYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the calendar has no year {0}; import catalogue/calendar/{0}.toml", self.0)
    }
}

impl std::error::Error for NoYear {}

/// A day that was counted to, and whether any day on the way lies in a provisional year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reckoned {
    /// The day.
    pub day: Day,
    /// Rests on a year without an official notice.
    pub provisional: bool,
}

impl Calendar {
    /// A calendar without years; it answers nothing until years are inserted.
    pub fn new() -> Calendar {
        Calendar::default()
    }

    /// Adds a year, or replaces it (an official notice replaces the provisional year).
    ///
    /// # Errors
    /// Every fault of the year (see [`Year::faults`]); the calendar is then unchanged.
    pub fn insert(&mut self, year: Year) -> Result<(), Vec<YearFault>> {
        let faults = year.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        self.special.retain(|day, _| day.year() != year.year);
        for holiday in &year.holidays {
            let named = |work| Special { work, zh: holiday.name.clone(), en: holiday.en.clone() };
            self.special.extend(holiday.off.iter().map(|d| (*d, named(false))));
            self.special.extend(holiday.work.iter().map(|d| (*d, named(true))));
        }
        let worked = Worked::of(&year, |day| self.works(day));
        self.worked.insert(worked.first(), worked);
        self.years.insert(year.year, year);
        Ok(())
    }

    /// The years, oldest first.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// One year.
    ///
    /// # Errors
    /// [`NoYear`] when it has not been published.
    pub fn year(&self, year: i16) -> Result<&Year, NoYear> {
        self.years.get(&year).ok_or(NoYear(year))
    }

    /// Whether offices work on `day`: weekdays that are not off, and weekends announced as working days
    /// (调休上班).
    ///
    /// # Errors
    /// [`NoYear`] when the day's year is not in the calendar.
    pub fn is_workday(&self, day: Day) -> Result<bool, NoYear> {
        self.look(day).map(|(work, _)| work)
    }

    /// Whether a day of a year that is here is worked.
    fn works(&self, day: Day) -> bool {
        self.special.get(&day).map_or(!day.is_weekend(), |s| s.work)
    }

    /// The year that `day` lies in.
    fn around(&self, day: Day) -> Result<&Worked, NoYear> {
        let year = self.worked.range(..=day).next_back().map(|(_, year)| year);
        year.filter(|year| day <= year.last()).ok_or_else(|| NoYear(day.year()))
    }

    /// Whether `day` is worked, and whether its year is provisional.
    fn look(&self, day: Day) -> Result<(bool, bool), NoYear> {
        let year = self.around(day)?;
        Ok((year.works(day), year.provisional()))
    }

    /// Why `day` is a rest day: the holiday's name, or 周末; `None` on a working day. Weekends of years
    /// that are not in the calendar are still weekends.
    pub fn rest_reason(&self, day: Day) -> Option<(&str, &str)> {
        match self.special.get(&day) {
            Some(s) if s.work => None,
            Some(s) => Some((&s.zh, &s.en)),
            None => day.is_weekend().then_some(("周末", "weekend")),
        }
    }

    /// For which holiday a Saturday or Sunday is worked (调休上班); `None` for all other days.
    pub fn work_reason(&self, day: Day) -> Option<(&str, &str)> {
        self.special.get(&day).filter(|s| s.work).map(|s| (s.zh.as_str(), s.en.as_str()))
    }

    /// The `n`-th working day after `day`; `day` itself is not counted (民法典 201). For `n` = 0, `day`.
    ///
    /// # Errors
    /// [`NoYear`] when the count runs into a year that is not in the calendar.
    pub fn workdays_after(&self, day: Day, n: u32) -> Result<Reckoned, NoYear> {
        let mut at = Reckoned { day, provisional: false };
        let mut left = n;
        while left > 0 {
            let next = self.after(at.day)?;
            let year = self.around(next)?;
            at.provisional |= year.provisional();
            (at.day, left) = match year.nth_from(next, left) {
                Ok(day) => (day, 0),
                Err(worked) => (year.last(), left - worked),
            };
        }
        Ok(at)
    }

    /// The next day; at the end of time there is none.
    fn after(&self, day: Day) -> Result<Day, NoYear> {
        if day >= Day::MAX { Err(NoYear(i16::MAX)) } else { Ok(day.next()) }
    }

    /// How many working days `d` there are with `a < d <= b` (0 when `b` is not after `a`), and whether
    /// any of those days lies in a provisional year.
    ///
    /// # Errors
    /// [`NoYear`] when a day's year is not in the calendar.
    pub fn workdays_between(&self, a: Day, b: Day) -> Result<(u32, bool), NoYear> {
        let (mut count, mut day, mut provisional) = (0, a, false);
        while day < b {
            let next = self.after(day)?;
            let year = self.around(next)?;
            day = b.min(year.last());
            count += year.between(next, day);
            provisional |= year.provisional();
        }
        Ok((count, provisional))
    }
}
