//! How an item is taken in: a look before formal receipt, filing outside hours, taking in by another hall.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Certainty;
use crate::decider::Text;
use crate::time::{Day, Instant, Limit};

/// 预审: on her request the window looks at what was filed before it formally takes it in. A promise of the
/// house, not a stage of the law: the reply limit runs all the while from the day of filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Precheck {
    /// Within which the window says what it found, in working days.
    pub within: Limit,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
}

/// Which day counts as the day of receipt of what is filed outside hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutsideHours {
    /// The civil day on which it arrives, as for every item without a word on it.
    ArrivalDay,
    /// The next working day, where the item's own clause says so.
    NextWorkingDay,
}

/// 收件: the item's own word on what is filed outside hours. The hours stand here and not with the hall, so
/// that a hall that changes its hours moves no case that was filed before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Which day counts.
    pub outside_hours: OutsideHours,
    /// The hour on a working day from which nothing more is taken in that day, like `17:30`.
    pub closes: Hour,
    /// The clause.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
}

/// 异地收件: any hall of the division takes it in for the competent organ (国办发〔2020〕35号, 代收代办).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// The clause.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
}

/// An hour of the day, written `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hour {
    hour: u8,
    minute: u8,
}

impl TryFrom<String> for Hour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text} is no hour like 17:30");
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let digits = |part: &str, below: u8| -> Option<u8> {
            let written = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            part.parse().ok().filter(|n| written && *n < below)
        };
        let (Some(hour), Some(minute)) = (digits(hour, 24), digits(minute, 60)) else { return Err(wrong()) };
        Ok(Self { hour, minute })
    }
}

impl From<Hour> for String {
    fn from(at: Hour) -> Self {
        format!("{:02}:{:02}", at.hour, at.minute)
    }
}

impl JsonSchema for Hour {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hour".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$" })
    }
}

impl Hour {
    /// This hour of a day.
    pub fn of(self, day: Day) -> Instant {
        Instant::at(day, self.hour, self.minute)
    }
}

#[cfg(test)]
mod tests {
    use super::Hour;

    #[test]
    fn an_hour_is_two_digits_and_two_digits() {
        for right in ["00:00", "17:30", "23:59"] {
            let hour = Hour::try_from(right.to_owned()).expect("an hour");
            assert_eq!(String::from(hour), right);
        }
        for wrong in ["24:00", "17:60", "7:30", "17.30", "1730", "", "+7:30", "17:3０"] {
            assert!(Hour::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
