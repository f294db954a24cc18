//! A time limit: a number and its unit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 工作日: days on which offices work by the State Council's calendar.
    WorkingDays,
    /// 日: calendar days.
    Days,
    /// 个月: calendar months.
    Months,
    /// 年: calendar years.
    Years,
    /// 小时: hours. Half a day (4 hours) and everything up to a day means the end of the next working
    /// day; each further 24 hours begun adds a calendar day.
    Hours,
    /// 当场办结: the same day, while the applicant waits.
    OnTheSpot,
}

/// A time limit with its unit; `n` is 0 exactly when the unit is on the spot.
///
/// Read from JSON or TOML as `{ n = 5, unit = "working_days" }`; the bounds are held on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
pub struct Limit {
    /// How many units.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

/// A limit as it stands in a file, before its bounds are checked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    n: u32,
    unit: Unit,
}

impl TryFrom<Written> for Limit {
    type Error = LimitFault;

    fn try_from(w: Written) -> Result<Limit, LimitFault> {
        Limit::new(w.n, w.unit)
    }
}

impl Limit {
    /// On the spot (当场办结).
    pub const ON_THE_SPOT: Limit = Limit { n: 0, unit: Unit::OnTheSpot };

    /// `n` working days, unchecked: for constants of the law.
    pub const fn working_days(n: u32) -> Limit {
        Limit { n, unit: Unit::WorkingDays }
    }

    /// `n` calendar days, unchecked: for constants of the law.
    pub const fn days(n: u32) -> Limit {
        Limit { n, unit: Unit::Days }
    }

    /// The largest `n` that a limit in this unit may have; about ten years in every unit but hours.
    pub const fn most(unit: Unit) -> u32 {
        match unit {
            Unit::WorkingDays => 2_500,
            Unit::Days => 3_660,
            Unit::Months => 120,
            Unit::Years => 10,
            Unit::Hours => 720,
            Unit::OnTheSpot => 0,
        }
    }

    /// A limit within its bounds.
    ///
    /// # Errors
    /// When `n` is 0 for a unit other than on the spot, or above [`Limit::most`].
    pub fn new(n: u32, unit: Unit) -> Result<Limit, LimitFault> {
        let most = Limit::most(unit);
        if n > most || (n == 0 && unit != Unit::OnTheSpot) {
            return Err(LimitFault { n, unit });
        }
        Ok(Limit { n, unit })
    }

    /// As a Chinese reader expects it: `5 个工作日`, `15 日`, `当场办结`.
    pub fn zh(self) -> String {
        let n = self.n;
        match self.unit {
            Unit::WorkingDays => format!("{n} 个工作日"),
            Unit::Days => format!("{n} 日"),
            Unit::Months => format!("{n} 个月"),
            Unit::Years => format!("{n} 年"),
            Unit::Hours => format!("{n} 小时"),
            Unit::OnTheSpot => "当场办结".to_owned(),
        }
    }

    /// In English: `5 working days`, `1 month`, `on the spot`.
    pub fn en(self) -> String {
        let word = match self.unit {
            Unit::WorkingDays => "working day",
            Unit::Days => "day",
            Unit::Months => "month",
            Unit::Years => "year",
            Unit::Hours => "hour",
            Unit::OnTheSpot => return "on the spot".to_owned(),
        };
        format!("{} {word}{}", self.n, if self.n == 1 { "" } else { "s" })
    }
}

/// A limit whose number does not suit its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitFault {
    n: u32,
    unit: Unit,
}

impl LimitFault {
    /// The fault in Chinese, with how to mend it.
    pub fn zh(self) -> String {
        match (self.unit, self.n) {
            (Unit::OnTheSpot, n) => format!("当场办结不写数量，现在写的是 {n}"),
            (_, 0) => "期限不能是 0；当天办完的，单位写 on_the_spot".to_owned(),
            (u, n) => format!("期限最多 {}，现在是 {n}", Limit { n: Limit::most(u), unit: u }.zh()),
        }
    }
}

/// The fault in English, with how to mend it.
impl fmt::Display for LimitFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.unit, self.n) {
            (Unit::OnTheSpot, n) => write!(f, "on the spot takes no number, but {n} is given"),
            (_, 0) => write!(f, "a limit cannot be 0; for the same day use the unit on_the_spot"),
            (u, n) => write!(f, "a limit is at most {}, not {n}", Limit { n: Limit::most(u), unit: u }.en()),
        }
    }
}

impl std::error::Error for LimitFault {}
