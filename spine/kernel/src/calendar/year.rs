//! A calendar year as the State Council's notice gives it, read from its file and held to the rules.

use crate::decider::Text;
use crate::time::Day;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The longest range that a file may write as `from..to`, in days.
const LONGEST_RANGE: i64 = 31;

/// Whether the State Council's notice stands behind a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 已公布: the notice has been published.
    Official,
    /// 暂定: weekends and the statutory holidays (全国年节及纪念日放假办法) without moved days.
    Provisional,
}

impl Standing {
    /// `已公布` or `暂定`.
    pub fn zh(self) -> &'static str {
        match self {
            Standing::Official => "已公布",
            Standing::Provisional => "暂定",
        }
    }

    /// `official` or `provisional`.
    pub fn en(self) -> &'static str {
        match self {
            Standing::Official => "official",
            Standing::Provisional => "provisional",
        }
    }
}

/// A year of the working-day calendar; the form of `catalogue/calendar/{year}.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// The year, 1990–2200.
    pub year: i16,
    /// Official or provisional.
    pub standing: Standing,
    /// The notice, or on what a provisional year rests.
    pub source: String,
    /// The holidays, in the notice's order.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

/// A holiday of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its Chinese name, such as 春节.
    pub name: String,
    /// Its English name.
    pub en: String,
    /// The days off, weekends included where they are part of the block. A file may write a range,
    /// `"2026-02-15..2026-02-23"`, both ends included.
    #[serde(deserialize_with = "days")]
    pub off: Vec<Day>,
    /// Saturdays and Sundays that are worked instead (调休上班); ranges as in `off`.
    #[serde(default, deserialize_with = "days")]
    pub work: Vec<Day>,
}

/// Days and ranges of days, spread out.
fn days<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Day>, D::Error> {
    let mut all = Vec::new();
    for text in Vec::<String>::deserialize(from)? {
        let (first, last) = text.split_once("..").unwrap_or((&text, &text));
        let mut day: Day = first.parse().map_err(D::Error::custom)?;
        let last: Day = last.parse().map_err(D::Error::custom)?;
        if last < day || last.days_since(day) >= LONGEST_RANGE {
            return Err(D::Error::custom(format!("a range is 1 to {LONGEST_RANGE} days, forwards: {text}")));
        }
        while day <= last {
            all.push(day);
            day = day.next();
        }
    }
    Ok(all)
}

/// What is wrong with a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFault {
    /// The rule: `year_range`, `no_source`, `no_name`, `nothing_off`, `other_year`, `not_weekend`, `twice`.
    pub code: &'static str,
    /// The fault in Chinese.
    pub zh: String,
    /// The fault in English.
    pub en: String,
}

impl YearFault {
    /// The fault as one text in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.zh.clone(), self.en.clone())
    }
}

impl fmt::Display for YearFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for YearFault {}

impl Year {
    /// Everything that is wrong with the year: a day of another year, a day named twice or both off and
    /// worked, a worked day that is not on a weekend, a holiday without a name or without a day off, an
    /// empty source, a year out of range.
    pub fn faults(&self) -> Vec<YearFault> {
        let mut faults = Vec::new();
        let mut fault = |code, zh: String, en: String| faults.push(YearFault { code, zh, en });
        let y = self.year;
        if !(1990..=2200).contains(&y) {
            fault("year_range", format!("年份 {y} 不在 1990 至 2200 之间"), format!("{y} is not 1990–2200"));
        }
        if self.source.trim().is_empty() {
            fault("no_source", format!("{y} 年没有写来源"), format!("{y} names no source"));
        }
        let mut seen: BTreeMap<Day, bool> = BTreeMap::new();
        for h in &self.holidays {
            if h.name.trim().is_empty() || h.en.trim().is_empty() {
                let (zh, en) = (format!("{y} 年有节日没有名称"), format!("a holiday of {y} has no name"));
                fault("no_name", zh, en);
            }
            if h.off.is_empty() {
                let zh = format!("{}没有放假的日子", h.name);
                fault("nothing_off", zh, format!("{} has no day off", h.en));
            }
            let off = h.off.iter().map(|d| (*d, false));
            for (d, work) in off.chain(h.work.iter().map(|d| (*d, true))) {
                if d.year() != y {
                    fault("other_year", format!("{d} 不在 {y} 年"), format!("{d} is not in {y}"));
                }
                if work && !d.is_weekend() {
                    let zh = format!("{d} 不是周末，不能写成调休上班");
                    fault("not_weekend", zh, format!("{d} is no weekend and cannot be a moved working day"));
                }
                match seen.insert(d, work) {
                    None => {}
                    Some(before) if before == work => {
                        fault("twice", format!("{d} 写了两次"), format!("{d} stands twice"));
                    }
                    Some(_) => {
                        let zh = format!("{d} 既放假又上班");
                        fault("twice", zh, format!("{d} is both off and worked"));
                    }
                }
            }
        }
        faults
    }
}
