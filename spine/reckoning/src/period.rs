//! One period: from a day, so many of a unit, without the days that are not counted; every day with its
//! reason.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::calendar::next;
use crate::{Calendar, Limit, Rest, Unit};

/// Hours of a day.
const DAY: u32 = 24;

/// A stretch that is not counted: the days after `from` up to and with `to` (domain brief 1.2, s < d <= e).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The day the special procedure began; itself counted.
    pub from: Date,
    /// The day it ended (or the day asked about while it goes on); itself not counted.
    pub to: Date,
}

/// What moves the last day of a period that has begun, in the order in which it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// A stretch that is not counted.
    Stop(Stop),
    /// The limit was prolonged (Licensing Law Art. 42): on that day, by so much.
    More {
        /// The day on which it was.
        on: Date,
        /// By how much.
        limit: Limit,
    },
}

/// A period with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The last day on which the duty can still be met.
    pub due: Date,
    /// The hour at which the law lets it end (Civil Code Art. 201, second paragraph); only for limits in
    /// hours that nothing moved. The county keeps days: `due` is never before it.
    pub hour: Option<DateTime>,
    /// Every day from the first to the last, in order.
    pub lines: Vec<Line>,
    /// Whether a day of a year without official calendar was walked over.
    pub provisional: bool,
}

/// One day of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub day: Date,
    /// Counted or not, and why.
    pub counted: Counted,
}

/// Whether a day is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// As the n-th.
    Yes(u32),
    /// Not, and why.
    No(Why),
}

/// Why a day is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The day on which the period began (Civil Code Art. 201).
    FirstDay,
    /// Nobody works that day, and the limit is in working days (Licensing Law Art. 82).
    Rest(Rest),
    /// A special procedure stopped the clock (Art. 45).
    Stopped,
    /// The last day is a day of rest: the period ends on the next working day (Civil Code Art. 203).
    RunsOver,
    /// The special procedure that began on the last day ended here: what is left of this day is left.
    LastDay,
    /// The applicant had been told a later day; it is never moved earlier.
    Told,
}

impl Period {
    /// How many days count.
    #[must_use]
    pub fn counted(&self) -> u32 {
        count(self.lines.iter().filter(|line| matches!(line.counted, Counted::Yes(_))))
    }

    /// How many days that count come after `day`.
    #[must_use]
    pub fn left_after(&self, day: Date) -> u32 {
        count(self.lines.iter().filter(|l| l.day > day && matches!(l.counted, Counted::Yes(_))))
    }
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).expect("a period has fewer days than a century of centuries")
}

/// The period of `limit` that began at `from`, moved by `moves` as they came, never earlier than a day of
/// `told` (each with the day on which it was told).
///
/// What comes after the period is over moves nothing: neither a stop nor an extension brings back a day that
/// has passed (domain brief 1.5: only before the due day). A stop that began on the very last day leaves the
/// rest of the day on which it ends, `add(start, limit + excluded)` (domain brief 1.2); if nobody works that
/// day, the next working day (Civil Code Art. 203). Where a day later than the count's own had been told, a
/// stop in between leaves as many days as were left to that day when it began.
#[must_use]
pub fn period(
    calendar: &Calendar,
    from: DateTime,
    limit: Limit,
    moves: &[Move],
    told: &[(Date, Date)],
) -> Period {
    let told_by = |day: Date| {
        let before = told.iter().filter(|(on, _)| *on <= day);
        before.map(|(_, due)| *due).max().unwrap_or(Date::MIN)
    };
    let mut walk = Walk { calendar, from, limit, out: BTreeSet::new() };
    let (mut nominal, mut walked) = walk.ends();
    let mut due = walked;
    for moved in moves {
        let on = match moved {
            Move::Stop(stop) => stop.from,
            Move::More { on, .. } => *on,
        };
        let last = due.max(told_by(on));
        if on > last {
            continue;
        }
        match moved {
            Move::Stop(stop) => {
                let beyond = stop.from >= walked && stop.from < stop.to;
                walk.leave_out(stop);
                (nominal, walked) = walk.ends();
                due = last.max(walked);
                if beyond {
                    due = due.max(walk.rest_of(stop, last));
                }
            }
            Move::More { limit, .. } => {
                walk.prolong(*limit);
                (nominal, walked) = walk.ends();
                due = last.max(walked);
            }
        }
    }
    due = due.max(told_by(Date::MAX));
    let hour = walk.hour().filter(|_| moves.is_empty());
    let lines = walk.lines(nominal.date(), walked, due);
    let provisional = lines.iter().skip(1).any(|line| calendar.is_provisional(line.day));
    Period { due, hour, lines, provisional }
}

/// A walk from the first day towards the last.
struct Walk<'a> {
    calendar: &'a Calendar,
    from: DateTime,
    /// The limit with what was added to it.
    limit: Limit,
    out: BTreeSet<Date>,
}

impl Walk<'_> {
    fn leave_out(&mut self, stop: &Stop) {
        let mut day = stop.from;
        while day < stop.to {
            day = next(day);
            if day > self.from.date() {
                self.out.insert(day);
            }
        }
    }

    /// `add(start, limit + extension)` (domain brief 1.2). Only like can be added to like: a promise in
    /// another unit stands as it was made, one to decide on the spot has nothing but the extension.
    fn prolong(&mut self, more: Limit) {
        if self.limit.number == 0 {
            self.limit = more;
        } else if self.limit.unit == more.unit {
            self.limit.number += more.number;
        }
    }

    /// From hour to hour, where the limit is one of hours.
    fn hour(&self) -> Option<DateTime> {
        let hours = i64::from(self.limit.number).hours();
        let end = || self.from.checked_add(hours).expect("a limit in hours stays within the calendar");
        (self.limit.unit == Unit::Hour).then(end)
    }

    /// Where the count ends, and the last day after Civil Code Art. 203: a period of days, months or years
    /// that ends on a day of rest ends on the next working day. The county keeps days and not hours: every
    /// twenty-four hours begun are a day, and half a day means the end of the next working day.
    fn ends(&self) -> (DateTime, Date) {
        let (from, n) = (self.from, i64::from(self.limit.number));
        // jiff ends a month that lacks the day on its last day, as Art. 202 has it
        let end = match self.limit.unit {
            Unit::WorkingDay => self.count(from, self.limit.number, |day| self.calendar.works(day)),
            Unit::CalendarDay => self.count(from, self.limit.number, |_| true),
            Unit::Month => self.span(from, n.months()),
            Unit::Year => self.span(from, n.years()),
            Unit::Hour => self.count(from, self.limit.number.div_ceil(DAY), |_| true),
        };
        let day = end.date();
        let by_date = self.limit.number > 0 && self.limit.unit != Unit::WorkingDay;
        let rolls = by_date && !self.calendar.works(day);
        (end, if rolls { worked(self.calendar, day, &self.out) } else { day })
    }

    /// The last day where `stop` began on or before `last` but when everything was counted already: so many
    /// days after its end as were left.
    fn rest_of(&self, stop: &Stop, last: Date) -> Date {
        let working = self.limit.unit == Unit::WorkingDay;
        let counts = |day: Date| !working || self.calendar.works(day);
        let mut left = 0;
        let mut day = stop.from;
        while day < last {
            day = next(day);
            left += u32::from(counts(day));
        }
        let mut at = stop.to;
        while left > 0 {
            at = next(at);
            left -= u32::from(counts(at));
        }
        worked(self.calendar, at, &BTreeSet::new())
    }

    /// The `n`-th day after `from` on which `holds` and that is not left out.
    fn count(&self, from: DateTime, n: u32, holds: impl Fn(Date) -> bool) -> DateTime {
        let mut at = from.date();
        let mut left = n;
        while left > 0 {
            at = next(at);
            if holds(at) && !self.out.contains(&at) {
                left -= 1;
            }
        }
        at.to_datetime(from.time())
    }

    /// The days to the day of the same number, without those that are left out.
    fn span(&self, from: DateTime, span: jiff::Span) -> DateTime {
        let end = from.checked_add(span).expect("a limit of months or years stays within the calendar");
        let mut days = 0;
        let mut day = from.date();
        while day < end.date() {
            day = next(day);
            days += 1;
        }
        self.count(from, days, |_| true)
    }

    fn lines(&self, nominal: Date, walked: Date, due: Date) -> Vec<Line> {
        let works = self.limit.unit == Unit::WorkingDay;
        let from = self.from.date();
        let mut lines = vec![Line { day: from, counted: Counted::No(Why::FirstDay) }];
        let mut counted = 0;
        let mut day = from;
        while day < due {
            day = next(day);
            let rest = self.calendar.rest(day).filter(|_| works);
            let stopped = self.out.contains(&day);
            let why = if day > walked && stopped && day == due {
                Some(Why::LastDay)
            } else if let Some(rest) = rest {
                Some(Why::Rest(rest))
            } else if stopped {
                Some(Why::Stopped)
            } else if day > walked {
                Some(Why::Told)
            } else if day > nominal {
                Some(Why::RunsOver)
            } else {
                None
            };
            let counted = match why {
                Some(why) => Counted::No(why),
                None => {
                    counted += 1;
                    Counted::Yes(counted)
                }
            };
            lines.push(Line { day, counted });
        }
        lines
    }
}

/// The first day from `day` on that is worked and not left out.
fn worked(calendar: &Calendar, day: Date, out: &BTreeSet<Date>) -> Date {
    let mut at = day;
    while !calendar.works(at) || out.contains(&at) {
        at = next(at);
    }
    at
}
