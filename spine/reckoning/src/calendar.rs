//! Which days are worked: weekends, the days the State Council names, and the years it has not spoken of yet.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

/// The legal working days (Licensing Law Art. 82), from plain lists.
/// A day that is not listed is worked from Monday to Friday.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    off: BTreeMap<Date, String>,
    worked: BTreeSet<Date>,
    provisional: BTreeSet<i16>,
}

/// Why a day is not worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// A Saturday or a Sunday.
    Weekend,
    /// A day off of that name in the State Council's notice.
    Holiday(String),
}

impl Calendar {
    /// A calendar of `days` (each with whether it is worked, and the holiday's name where it is not) and of
    /// the years that no official notice covers yet.
    #[must_use]
    pub fn new<'a>(
        days: impl IntoIterator<Item = (Date, bool, &'a str)>,
        provisional: impl IntoIterator<Item = i16>,
    ) -> Self {
        let mut calendar = Self { provisional: provisional.into_iter().collect(), ..Self::default() };
        for (day, worked, name) in days {
            if worked {
                calendar.worked.insert(day);
            } else {
                calendar.off.insert(day, name.to_owned());
            }
        }
        calendar
    }

    /// Why nobody works on `day`; `None` on a working day (a worked Saturday or Sunday is one).
    #[must_use]
    pub fn rest(&self, day: Date) -> Option<Rest> {
        if self.worked.contains(&day) {
            return None;
        }
        if let Some(name) = self.off.get(&day) {
            return Some(Rest::Holiday(name.clone()));
        }
        match day.weekday() {
            Weekday::Saturday | Weekday::Sunday => Some(Rest::Weekend),
            _ => None,
        }
    }

    /// Whether `day` is worked.
    #[must_use]
    pub fn works(&self, day: Date) -> bool {
        self.rest(day).is_none()
    }

    /// The `n`-th working day after `day`; `day` itself when `n` is 0 (domain brief 1.2, `add`).
    #[must_use]
    pub fn add(&self, day: Date, n: u32) -> Date {
        let mut at = day;
        let mut left = n;
        while left > 0 {
            at = next(at);
            if self.works(at) {
                left -= 1;
            }
        }
        at
    }

    /// Whether the year of `day` still waits for its official calendar.
    #[must_use]
    pub fn is_provisional(&self, day: Date) -> bool {
        self.provisional.contains(&day.year())
    }
}

/// The day after.
pub(crate) fn next(day: Date) -> Date {
    day.tomorrow().expect("the reckoning never walks to the year 9999")
}
