//! The kernel's words for time: an instant, a civil day, a time limit with its unit.
//!
//! There is one time zone, Beijing (UTC+8, no daylight saving): the day on which something happened is
//! the Beijing civil day. Nothing here asks what time it is; the clock is always an argument.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

mod limit;

#[cfg(test)]
mod tests;

pub use limit::{Limit, LimitFault, Unit};

/// Milliseconds in a civil day.
const DAY_MS: i64 = 86_400_000;
/// Beijing's distance from UTC, in milliseconds.
const BEIJING_MS: i64 = 8 * 3_600_000;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A point in time: milliseconds since 1970-01-01T00:00Z. In JSON a plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The Beijing civil day on which this instant falls.
    pub fn day(self) -> Day {
        let days = self.0.saturating_add(BEIJING_MS).div_euclid(DAY_MS);
        let nearest = if days < 0 { Day::MIN.0 } else { Day::MAX.0 };
        Day(i32::try_from(days).unwrap_or(nearest)).held()
    }

    /// Hour (0–23) and minute (0–59) on the Beijing clock.
    pub fn hm(self) -> (u8, u8) {
        let (h, m, _) = self.hms();
        (h, m)
    }

    fn hms(self) -> (u8, u8, u8) {
        let s = self.0.saturating_add(BEIJING_MS).rem_euclid(DAY_MS) / 1000;
        let part = |n: i64| u8::try_from(n).expect("an hour, a minute and a second are below 60");
        (part(s / 3600), part(s / 60 % 60), part(s % 60))
    }

    /// The instant at `h`:`m` Beijing time on `day`; 24:00 is the start of the next day.
    pub fn at(day: Day, h: u8, m: u8) -> Instant {
        let minutes = i64::from(h) * 60 + i64::from(m);
        Instant(i64::from(day.0) * DAY_MS - BEIJING_MS + minutes * 60_000)
    }

    /// 00:00 Beijing time on `day`.
    pub fn start_of(day: Day) -> Instant {
        Instant::at(day, 0, 0)
    }

    /// 24:00 Beijing time on `day`, which is the first instant of the next day (民法典 203: the last day
    /// of a period ends at 24:00).
    pub fn end_of(day: Day) -> Instant {
        Instant::at(day, 24, 0)
    }

    /// `ms` milliseconds later (earlier when negative); stays at the ends of the range.
    pub fn plus_ms(self, ms: i64) -> Instant {
        Instant(self.0.saturating_add(ms))
    }

    /// ISO 8601 to the second with Beijing's offset: `2026-03-02T20:14:07+08:00`.
    pub fn iso(self) -> String {
        let (h, m, s) = self.hms();
        format!("{}T{h:02}:{m:02}:{s:02}+08:00", self.day())
    }
}

/// `2026-03-02 20:14`, Beijing time.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (h, m) = self.hm();
        write!(f, "{} {h:02}:{m:02}", self.day())
    }
}

/// Reads `2026-03-02 20:14` or `2026-03-02` (00:00), Beijing time.
impl FromStr for Instant {
    type Err = NotATime;

    fn from_str(s: &str) -> Result<Instant, NotATime> {
        let fault = || NotATime { given: s.to_owned(), what: "time" };
        let Some((day, hm)) = s.split_once(' ') else {
            return s.parse::<Day>().map(Instant::start_of);
        };
        let day: Day = day.parse()?;
        let (h, m) = hm.split_once(':').ok_or_else(fault)?;
        let (h, m) = (digits(h, 2).ok_or_else(fault)?, digits(m, 2).ok_or_else(fault)?);
        if h > 23 || m > 59 {
            return Err(fault());
        }
        let part = |n: u16| u8::try_from(n).expect("checked to be below 60");
        Ok(Instant::at(day, part(h), part(m)))
    }
}

/// What could not be read as a day or a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotATime {
    given: String,
    what: &'static str,
}

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.given.chars().take(40).collect();
        write!(f, "not a {}: {shown}", self.what)
    }
}

impl std::error::Error for NotATime {}

/// Exactly `width` ASCII digits as a number.
fn digits(s: &str, width: usize) -> Option<u16> {
    (s.len() == width && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
}

/// A civil day: days since 1970-01-01. In JSON and TOML a string, `"2026-09-23"`.
///
/// All arithmetic stays within the years −9999 to 9999; a day beyond is held at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// −9999-01-01, the earliest day that can be named.
    pub const MIN: Day = Day(-4_371_587);
    /// 9999-12-31, the latest day that can be named.
    pub const MAX: Day = Day(2_932_896);

    const EPOCH: Date = Date::constant(1970, 1, 1);

    /// The day of that year, month (1–12) and day of the month; `None` when there is no such day.
    pub fn ymd(year: i16, month: u8, dom: u8) -> Option<Day> {
        let (m, d) = (i8::try_from(month).ok()?, i8::try_from(dom).ok()?);
        Date::new(year, m, d).ok().map(Day::from_date)
    }

    fn from_date(date: Date) -> Day {
        let days = date.duration_since(Day::EPOCH).as_secs() / 86_400;
        Day(i32::try_from(days).expect("twenty thousand years are under eight million days"))
    }

    fn held(self) -> Day {
        self.clamp(Day::MIN, Day::MAX)
    }

    fn date(self) -> Date {
        Day::EPOCH.saturating_add(SignedDuration::from_hours(24 * i64::from(self.held().0)))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.date().year()
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        self.date().month().unsigned_abs()
    }

    /// The day of the month, 1–31.
    pub fn dom(self) -> u8 {
        self.date().day().unsigned_abs()
    }

    /// The day of the week: Monday 1 … Sunday 7 (ISO 8601).
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        let since_monday = (i64::from(self.0) + 3).rem_euclid(7);
        u8::try_from(since_monday + 1).expect("a remainder of seven")
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        self.weekday() >= 6
    }

    /// `n` days later (earlier when negative).
    pub fn plus(self, n: i32) -> Day {
        Day(self.0.saturating_add(n)).held()
    }

    /// The next day.
    pub fn next(self) -> Day {
        self.plus(1)
    }

    /// How many days after `earlier` this day is; negative when before.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from(self.0) - i64::from(earlier.0)
    }

    /// The corresponding day `n` months later; where that month has no such day, its last day
    /// (31 January + 1 month = 28 or 29 February; 民法典 202).
    pub fn months_after(self, n: u32) -> Day {
        let n = i32::try_from(n).unwrap_or(i32::MAX).min(239_976);
        Day::from_date(self.date().saturating_add(n.months()))
    }

    /// The corresponding day `n` years later; 29 February becomes 28 February in a common year.
    pub fn years_after(self, n: u32) -> Day {
        self.months_after(n.saturating_mul(12))
    }

    /// `3月3日`.
    pub fn zh(self) -> String {
        format!("{}月{}日", self.month(), self.dom())
    }

    /// `2026年3月3日`.
    pub fn zh_full(self) -> String {
        format!("{}年{}", self.year(), self.zh())
    }

    /// `3 March`.
    pub fn en(self) -> String {
        format!("{} {}", self.dom(), self.en_month())
    }

    /// `3 March 2026`.
    pub fn en_full(self) -> String {
        format!("{} {}", self.en(), self.year())
    }

    /// The month's English name.
    pub fn en_month(self) -> &'static str {
        MONTHS[usize::from(self.month() - 1)]
    }
}

/// `2026-09-23`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        let (month, dom) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let Ok(year) = u16::try_from(date.year()) else {
            return write!(f, "{:04}-{month:02}-{dom:02}", date.year());
        };
        // rows are full of days: the ten characters are laid down at once
        let mut text = *b"0000-00-00";
        let digit = |n: u16| b'0' + u8::try_from(n % 10).unwrap_or_default();
        for (at, n) in [(0, year / 1_000), (1, year / 100), (2, year / 10), (3, year)] {
            text[at] = digit(n);
        }
        for (at, n) in [(5, u16::from(month)), (8, u16::from(dom))] {
            (text[at], text[at + 1]) = (digit(n / 10), digit(n));
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Reads `2026-09-23`; the error says what is wrong: `not a date: 2026-02-30`.
impl FromStr for Day {
    type Err = NotATime;

    fn from_str(s: &str) -> Result<Day, NotATime> {
        let read = || {
            let mut parts = s.split('-');
            let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
            let year = i16::try_from(digits(y, 4)?).ok()?;
            let part = |s: &str| u8::try_from(digits(s, 2)?).ok();
            let day = Day::ymd(year, part(m)?, part(d)?)?;
            parts.next().is_none().then_some(day)
        };
        read().ok_or_else(|| NotATime { given: s.to_owned(), what: "date" })
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "format": "date", "description": "A civil day of Beijing",
            "examples": ["2026-03-13"],
        })
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
