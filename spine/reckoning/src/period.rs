//! One period: from a day, so many of a unit, without the days that are not counted; every day with its
//! reason.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::calendar::next;
use crate::{Calendar, Limit, Rest, Unit};

/// A stretch that is not counted: the days after `from` up to and with `to` (domain brief 1.2, s < d <= e).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The day the special procedure began; itself counted.
    pub from: Date,
    /// The day it ended (or the day asked about while it goes on); itself not counted.
    pub to: Date,
}

/// A period with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The last day on which the duty can still be met.
    pub due: Date,
    /// The hour at which it ends on that day; only for limits in hours.
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

/// The period of `limits` (the item's limit and whatever was added to it) that began at `from`, without the
/// days of `stops`, never earlier than a day of `told` (each with the day on which it was told).
///
/// A stop leaves its days out if it began on or before the day that was the last when it began; a stop that
/// comes after the period is over moves nothing. One that began on the very last day leaves the rest of the
/// day on which it ends, `add(start, limit + excluded)` (domain brief 1.2); if nobody works that day, the
/// next working day (Civil Code Art. 203). Where a day later than the count's own had been told, a stop in
/// between leaves as many days as were left to that day when it began.
#[must_use]
pub fn period(
    calendar: &Calendar,
    from: DateTime,
    limits: &[Limit],
    stops: &[Stop],
    told: &[(Date, Date)],
) -> Period {
    let mut ordered = stops.to_vec();
    ordered.sort_by_key(|stop| (stop.from, stop.to));
    let mut out = BTreeSet::new();
    let mut ways = Walk { calendar, from, limits, out: &out };
    let (mut nominal, mut walked) = ways.ends();
    let told_by = |day: Date| {
        let before = told.iter().filter(|(on, _)| *on <= day);
        before.map(|(_, due)| *due).max().unwrap_or(Date::MIN)
    };
    let mut due = walked;
    for stop in ordered.iter().filter(|stop| stop.from < stop.to) {
        let last = due.max(told_by(stop.from));
        if stop.from > last {
            continue;
        }
        let beyond = stop.from >= walked;
        let mut day = next(stop.from);
        while day <= stop.to {
            if day > from.date() {
                out.insert(day);
            }
            day = next(day);
        }
        ways = Walk { calendar, from, limits, out: &out };
        (nominal, walked) = ways.ends();
        due = last.max(walked);
        if beyond {
            due = due.max(ways.rest_of(stop, last));
        }
    }
    due = due.max(told_by(Date::MAX));
    let hour = limits.iter().any(|limit| limit.unit == Unit::Hour).then_some(nominal);
    let lines = Walk { calendar, from, limits, out: &out }.lines(nominal.date(), walked, due);
    let provisional = lines.iter().skip(1).any(|line| calendar.is_provisional(line.day));
    Period { due, hour, lines, provisional }
}

/// A walk from the first day towards the last.
struct Walk<'a> {
    calendar: &'a Calendar,
    from: DateTime,
    limits: &'a [Limit],
    out: &'a BTreeSet<Date>,
}

impl Walk<'_> {
    /// Where the count ends, and the last day after Civil Code Art. 203: a period of days, months or years
    /// that ends on a day of rest ends on the next working day; a period in hours ends at its hour.
    fn ends(&self) -> (DateTime, Date) {
        let mut end = self.from;
        for limit in self.limits {
            let n = i64::from(limit.number);
            // jiff ends a month that lacks the day on its last day, as Art. 202 has it
            end = match limit.unit {
                Unit::WorkingDay => self.count(end, limit.number, |day| self.calendar.works(day)),
                Unit::CalendarDay => self.count(end, limit.number, |_| true),
                Unit::Month => self.span(end, n.months()),
                Unit::Year => self.span(end, n.years()),
                Unit::Hour => end.checked_add(n.hours()).expect("a limit in hours stays within the calendar"),
            };
        }
        let day = end.date();
        let by_date = |limit: &Limit| {
            limit.number > 0 && matches!(limit.unit, Unit::CalendarDay | Unit::Month | Unit::Year)
        };
        let rolls = self.limits.last().is_some_and(by_date) && !self.calendar.works(day);
        (end, if rolls { worked(self.calendar, day, self.out) } else { day })
    }

    /// The last day where `stop` began on or before `last` but when everything was counted already: so many
    /// days after its end as were left.
    fn rest_of(&self, stop: &Stop, last: Date) -> Date {
        let working = self.limits.first().is_some_and(|limit| limit.unit == Unit::WorkingDay);
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
        let works = self.limits.first().is_some_and(|limit| limit.unit == Unit::WorkingDay);
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
