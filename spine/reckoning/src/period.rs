//! One period: from a day, so many of a unit, without the days that are not counted; every day with its reason.

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

/// The period of `limits` (the item's limit and whatever was added to it) that began at `from`, without the days
/// of `stops`, never earlier than `told`.
///
/// A stop moves the last day by as many days as it leaves out, if it began on or before the day that was the last
/// when it began; a stop that comes after the period is over moves nothing.
#[must_use]
pub fn period(
    calendar: &Calendar,
    from: DateTime,
    limits: &[Limit],
    stops: &[Stop],
    told: Option<Date>,
) -> Period {
    let mut ordered = stops.to_vec();
    ordered.sort_by_key(|stop| (stop.from, stop.to));
    let mut out = BTreeSet::new();
    let mut end = last(calendar, from, limits, &out);
    for stop in ordered {
        if stop.from > roll(calendar, end.date(), limits) {
            continue;
        }
        let mut day = next(stop.from);
        while day <= stop.to {
            if day > from.date() {
                out.insert(day);
            }
            day = next(day);
        }
        end = last(calendar, from, limits, &out);
    }
    let nominal = end.date();
    let due = roll(calendar, nominal, limits).max(told.unwrap_or(Date::MIN));
    let hour = limits.iter().any(|limit| limit.unit == Unit::Hour).then_some(end);
    let lines = lines(calendar, from.date(), nominal, due, limits, &out);
    let provisional = lines.iter().any(|line| calendar.is_provisional(line.day));
    Period { due, hour, lines, provisional }
}

/// The last day before Civil Code Art. 203 is asked: each limit goes on where the one before it ended.
fn last(calendar: &Calendar, from: DateTime, limits: &[Limit], out: &BTreeSet<Date>) -> DateTime {
    let mut end = from;
    for limit in limits {
        let n = i64::from(limit.number);
        end = match limit.unit {
            Unit::WorkingDay => walk(end, limit.number, |day| calendar.works(day)),
            Unit::CalendarDay => walk(end, limit.number, |_| true),
            // jiff ends a month that lacks the day on its last day, as Art. 202 has it
            Unit::Month => end.checked_add(n.months()).expect("a limit of months stays within the calendar"),
            Unit::Year => end.checked_add(n.years()).expect("a limit of years stays within the calendar"),
            Unit::Hour => end.checked_add(n.hours()).expect("a limit of hours stays within the calendar"),
        };
    }
    let works = in_working_days(limits);
    let left_out = count(out.iter().filter(|day| !works || calendar.works(**day)));
    walk(end, left_out, |day| !works || calendar.works(day))
}

/// The `n`-th day after `from` on which `holds`.
fn walk(from: DateTime, n: u32, holds: impl Fn(Date) -> bool) -> DateTime {
    let mut at = from.date();
    let mut left = n;
    while left > 0 {
        at = next(at);
        if holds(at) {
            left -= 1;
        }
    }
    at.to_datetime(from.time())
}

/// Whether the first of the limits, which rules how stops are counted, is in working days.
fn in_working_days(limits: &[Limit]) -> bool {
    limits.first().is_some_and(|limit| limit.unit == Unit::WorkingDay)
}

/// Civil Code Art. 203: a period of days, months or years that ends on a day of rest ends on the next working day.
/// A period in hours ends at its hour.
fn roll(calendar: &Calendar, day: Date, limits: &[Limit]) -> Date {
    if limits.last().is_some_and(|limit| matches!(limit.unit, Unit::Hour | Unit::WorkingDay)) {
        return day;
    }
    let mut at = day;
    while !calendar.works(at) {
        at = next(at);
    }
    at
}

fn lines(
    calendar: &Calendar,
    from: Date,
    nominal: Date,
    due: Date,
    limits: &[Limit],
    out: &BTreeSet<Date>,
) -> Vec<Line> {
    let works = in_working_days(limits);
    let mut lines = vec![Line { day: from, counted: Counted::No(Why::FirstDay) }];
    let mut counted = 0;
    let mut day = from;
    while day < due {
        day = next(day);
        let rest = calendar.rest(day).filter(|_| works);
        let why = if day > nominal && calendar.works(nominal) {
            Some(Why::Told)
        } else if day > nominal {
            Some(Why::RunsOver)
        } else if let Some(rest) = rest {
            Some(Why::Rest(rest))
        } else if out.contains(&day) {
            Some(Why::Stopped)
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
