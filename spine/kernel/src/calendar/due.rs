//! When a limit ends, walked day by day, so that the answer carries its own derivation.

use super::{Calendar, NoYear};
use crate::time::{Day, Limit, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A time that does not count towards a limit (《行政许可法》45: hearing, tender, test, expert review …).
///
/// Excluded are the days after `from` up to and including `to`; the day on which the clock stops is
/// still counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stop {
    /// The day on which the clock stopped.
    pub from: Day,
    /// The last day that does not count; `None` while the clock still stands.
    pub to: Option<Day>,
    /// What it is for, Chinese and English: `检测用水`, `water testing`.
    pub label: (String, String),
    /// The article it rests on, Chinese and English; may be empty.
    pub basis: (String, String),
}

impl Stop {
    /// Whether `day` is excluded, where an open stop lasts until `today`.
    pub fn covers(&self, day: Day, today: Day) -> bool {
        self.from < day && day <= self.to.unwrap_or(today)
    }
}

/// When a limit ends, and how that was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The last day of the limit; it ends at 24:00 (民法典 203). While `open`, the earliest day possible:
    /// as if the clock went on after today.
    pub day: Day,
    /// Rests on a year without an official notice.
    pub provisional: bool,
    /// The clock stands still, so that `day` moves on with every day.
    pub open: bool,
    /// The limit.
    pub limit: Limit,
    /// The stops that were given, to which [`Mark::Stopped`] points.
    pub stops: Vec<Stop>,
    /// Every day from the start to `day`, in order.
    pub counted: Vec<Counted>,
}

/// A day of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// The day.
    pub day: Day,
    /// What it meant.
    pub mark: Mark,
}

/// What a day meant for a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The day on which the limit began; it is not counted (民法典 201).
    Start,
    /// The n-th day of the limit.
    Day(u32),
    /// A day off, with its name; not counted in working days, and not the end of any limit.
    Rest {
        /// 周末 or the holiday's name.
        zh: String,
        /// `weekend` or the holiday's name.
        en: String,
    },
    /// The clock stood: the place of the stop in [`Due::stops`].
    Stopped {
        /// Index into [`Due::stops`].
        index: usize,
    },
    /// The calendar period ended on a rest day of this name, so it ends on this working day instead
    /// (民法典 203).
    Rolled {
        /// 周末 or the name of the holiday on which the period ended.
        zh: String,
        /// The same in English.
        en: String,
    },
}

/// A walk from the start of a limit towards its end.
struct Walk<'a> {
    calendar: &'a Calendar,
    stops: &'a [Stop],
    today: Day,
    counted: Vec<Counted>,
    provisional: bool,
}

impl Calendar {
    /// When `limit`, begun on `start`, ends, given the `stops` so far; a stop without an end lasts until
    /// `today`.
    ///
    /// Working days: the n-th working day after `start` that no stop excludes. Days, months, years: the
    /// corresponding calendar day, later by the days excluded; when that is a rest day, the next working
    /// day (民法典 201–203). Hours: half a day (4 hours) and everything up to a day means the end of the
    /// next working day, each further 24 hours begun a calendar day more. On the spot: `start` itself.
    ///
    /// # Errors
    /// [`NoYear`] when the answer depends on a year that is not in the calendar.
    pub fn due(&self, start: Day, limit: Limit, stops: &[Stop], today: Day) -> Result<Due, NoYear> {
        let counted = vec![Counted { day: start, mark: Mark::Start }];
        let mut walk = Walk { calendar: self, stops, today, counted, provisional: false };
        let n = limit.n;
        let after = |end: Day| u32::try_from(end.days_since(start)).unwrap_or(0);
        match limit.unit {
            Unit::OnTheSpot => {}
            Unit::WorkingDays => walk.working_days(n)?,
            Unit::Days => walk.calendar_days(n)?,
            Unit::Months => walk.calendar_days(after(start.months_after(n)))?,
            Unit::Years => walk.calendar_days(after(start.years_after(n)))?,
            Unit::Hours => walk.calendar_days(n.div_ceil(24))?,
        }
        let day = walk.day();
        let open = stops.iter().any(|s| s.to.is_none() && s.from < day);
        let (provisional, counted) = (walk.provisional, walk.counted);
        Ok(Due { day, provisional, open, limit, stops: stops.to_vec(), counted })
    }
}

impl Walk<'_> {
    fn day(&self) -> Day {
        self.counted.last().expect("a walk begins with its start").day
    }

    fn put(&mut self, day: Day, mark: Mark) {
        self.counted.push(Counted { day, mark });
    }

    fn stop_on(&self, day: Day) -> Option<usize> {
        self.stops.iter().position(|s| s.covers(day, self.today))
    }

    /// The rest mark of a day that is not worked; `None` for a working day.
    fn rest_on(&mut self, day: Day) -> Result<Option<(String, String)>, NoYear> {
        let (work, provisional) = self.calendar.look(day)?;
        self.provisional |= provisional;
        if work {
            return Ok(None);
        }
        let (zh, en) = self.calendar.rest_reason(day).unwrap_or_default();
        Ok(Some((zh.to_owned(), en.to_owned())))
    }

    fn working_days(&mut self, n: u32) -> Result<(), NoYear> {
        let mut nth = 0;
        while nth < n {
            let day = self.calendar.after(self.day())?;
            let mark = match (self.rest_on(day)?, self.stop_on(day)) {
                (Some((zh, en)), _) => Mark::Rest { zh, en },
                (None, Some(index)) => Mark::Stopped { index },
                (None, None) => {
                    nth += 1;
                    Mark::Day(nth)
                }
            };
            self.put(day, mark);
        }
        Ok(())
    }

    /// Counts `n` calendar days, then rolls from a rest day to the next working day. Only the days from
    /// the end of the period on are looked up, so that a long period needs only the year it ends in.
    fn calendar_days(&mut self, n: u32) -> Result<(), NoYear> {
        let mut nth = 0;
        while nth < n {
            let day = self.calendar.after(self.day())?;
            let mark = match self.stop_on(day) {
                Some(index) => Mark::Stopped { index },
                None => {
                    nth += 1;
                    Mark::Day(nth)
                }
            };
            self.put(day, mark);
        }
        if n == 0 {
            return Ok(());
        }
        let Some((zh, en)) = self.rest_on(self.day())? else { return Ok(()) };
        loop {
            let day = self.calendar.after(self.day())?;
            match (self.rest_on(day)?, self.stop_on(day)) {
                (_, Some(index)) => self.put(day, Mark::Stopped { index }),
                (Some((zh, en)), None) => self.put(day, Mark::Rest { zh, en }),
                (None, None) => {
                    self.put(day, Mark::Rolled { zh, en });
                    return Ok(());
                }
            }
        }
    }
}
