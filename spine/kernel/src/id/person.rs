//! The citizen identity number (GB 11643).

use super::{IdFault, Name, digits, exactly, symbol, value};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

const CITIZEN: Name = ("公民身份号码", "a citizen identity number");

/// A citizen identity number (公民身份号码) with a real birth date and a right check character.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitizenId(String);

words!(CitizenId, check_citizen_id);

impl CitizenId {
    /// The six-digit region of first registration; it may be abolished since.
    pub fn region(&self) -> &str {
        &self.0[..6]
    }

    /// The day of birth. That it is not in the future is for the caller to see, who knows the day.
    pub fn birth(&self) -> Day {
        birth(&self.0).expect("checked when the number was read")
    }

    /// Male when the sequence number (characters 15–17) is odd.
    pub fn male(&self) -> bool {
        matches!(self.0.as_bytes().get(16), Some(b'1' | b'3' | b'5' | b'7' | b'9'))
    }

    /// Whole years of age on `day`; `None` before birth. A birthday of 29 February is reached on
    /// 28 February in a common year.
    pub fn age_on(&self, day: Day) -> Option<u32> {
        let born = self.birth();
        let years = u32::try_from(i32::from(day.year()) - i32::from(born.year())).ok()?;
        if born.years_after(years) <= day { Some(years) } else { years.checked_sub(1) }
    }
}

fn birth(id: &str) -> Option<Day> {
    let year: i16 = id.get(6..10)?.parse().ok()?;
    let day = Day::ymd(year, id.get(10..12)?.parse().ok()?, id.get(12..14)?.parse().ok()?)?;
    (year >= 1800).then_some(day)
}

/// The check character of an identity number's first 17 digits (GB 11643, ISO 7064 MOD 11-2: weights
/// 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, Σ mod 11 into `10X98765432`); `None` when there are not exactly 17.
pub fn citizen_id_check(body: &str) -> Option<char> {
    let mut sum = 0;
    let mut weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].into_iter();
    for c in body.chars() {
        sum += c.to_digit(10)? * weights.next()?;
    }
    weights.next().is_none().then(|| symbol("10X98765432", sum % 11))
}

/// Checks a citizen identity number (GB 11643). The region need only be digits, for it may be historical;
/// the birth date must be a real one.
///
/// # Errors
/// The wrong length (a number of 15 digits is told that it ended on 2013-01-01), a character that cannot
/// stand where it stands, a birth date that does not exist, or a wrong check character.
pub fn check_citizen_id(code: &str) -> Result<CitizenId, IdFault> {
    let chars = exactly(CITIZEN, code, 18).map_err(|fault| {
        let text = super::normal(code);
        if text.len() != 15 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return fault;
        }
        IdFault::new(
            "old",
            "这是 15 位的旧身份证号码，2013年1月1日起已停止使用，请填 18 位的公民身份号码".to_owned(),
            "this is an old number of 15 digits, out of use since 1 January 2013; give the one of 18"
                .to_owned(),
        )
    })?;
    digits(CITIZEN, &chars, 0, 17)?;
    if value("0123456789X", chars[17]).is_none() {
        let want = ("数字或 X", "a digit or X");
        return Err(IdFault::wrong_char(CITIZEN, 18, chars[17], want));
    }
    let text: String = chars.iter().collect();
    if birth(&text).is_none() {
        let shown = format!("{}-{}-{}", &text[6..10], &text[10..12], &text[12..14]);
        let fault = IdFault::new(
            "date",
            format!("公民身份号码第 7 至 14 位是出生日期，没有 {shown} 这一天"),
            format!("characters 7–14 of {} are the birth date; there is no day {shown}", CITIZEN.1),
        );
        return Err(IdFault { at: Some(7), ..fault });
    }
    let want = citizen_id_check(&text[..17]).expect("seventeen digits, as checked");
    if chars[17] == want {
        Ok(CitizenId(text))
    } else {
        Err(IdFault::wrong_check(CITIZEN, 18, chars[17], want))
    }
}
