//! Codes of organisations: the unified social credit code (GB 32100-2015) and the organisation code inside
//! it (GB 11714).

use super::{ALPHABET_36, DIGIT, IdFault, Name, digits, exactly, normal, symbol, value};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The alphabet of GB 32100: no I, O, S, V, Z.
const ALPHABET_31: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const USCC: Name = ("统一社会信用代码", "a unified social credit code");
const ORG_CODE: Name = ("组织机构代码", "an organisation code");

/// A unified social credit code (统一社会信用代码) whose check character is right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

/// An organisation code (组织机构代码) of nine characters whose check character is right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrgCode(String);

words!(Uscc, check_uscc);
words!(OrgCode, check_org_code);

impl Uscc {
    /// The six-digit region of the registering authority.
    pub fn region(&self) -> &str {
        &self.0[2..8]
    }

    /// The organisation code inside, characters 9–17.
    pub fn org_code(&self) -> &str {
        &self.0[8..17]
    }

    /// Whether the organisation code inside has a right check character of its own (GB 11714). Old codes
    /// exist that do not, so [`check_uscc`] does not ask for it.
    pub fn org_code_holds(&self) -> bool {
        check_org_code(self.org_code()).is_ok()
    }

    /// Who registers it and as what, Chinese and English, by the first two characters; `None` for
    /// combinations that were allotted later.
    pub fn body_kind(&self) -> Option<(&'static str, &'static str)> {
        Some(match &self.0[..2] {
            "11" => ("机关", "a state organ"),
            "12" => ("事业单位", "a public institution"),
            "13" => ("群众团体", "a mass organisation"),
            "51" => ("社会团体", "a social association"),
            "52" => ("民办非企业单位", "a private non-enterprise unit"),
            "53" => ("基金会", "a foundation"),
            "91" => ("企业", "an enterprise"),
            "92" => ("个体工商户", "an individual business"),
            "93" => ("农民专业合作社", "a farmers' cooperative"),
            _ => return None,
        })
    }
}

/// The check character of a credit code's first 17 characters (GB 32100-2015: Σ value × 3^(i−1) mod 31,
/// taken from 31); `None` when there are not exactly 17 of its alphabet.
pub fn uscc_check(body: &str) -> Option<char> {
    let (mut weight, mut sum) = (1, 0);
    for c in body.chars() {
        sum = (sum + value(ALPHABET_31, c)? * weight) % 31;
        weight = weight * 3 % 31;
    }
    (body.chars().count() == 17).then(|| symbol(ALPHABET_31, (31 - sum) % 31))
}

/// The code that a county's registrar gives to what it founds: `kind` (`91`, `92`, `93`), the division, and
/// an organisation code of its own serial (GB 11714, GB 32100-2015); none when the serials are used up or the
/// parts do not fit.
pub fn founded_uscc(kind: &str, division: &str, serial: u32) -> Option<Uscc> {
    let body = format!("MA{serial:06}");
    let organ = format!("{body}{}", org_code_check(&body)?);
    let code = format!("{kind}{division}{organ}");
    check_uscc(&format!("{code}{}", uscc_check(&code)?)).ok()
}

/// Checks a unified social credit code (GB 32100-2015).
///
/// # Errors
/// The wrong length, a character that cannot stand where it stands, or a wrong check character.
pub fn check_uscc(code: &str) -> Result<Uscc, IdFault> {
    let chars = exactly(USCC, code, 18)?;
    for (i, c) in chars.iter().enumerate() {
        if (2..8).contains(&i) && !c.is_ascii_digit() {
            return Err(IdFault::wrong_char(USCC, i + 1, *c, DIGIT));
        }
        if value(ALPHABET_31, *c).is_none() {
            let want = ("数字或字母（不用 I、O、S、V、Z）", "a digit or a letter other than I, O, S, V, Z");
            return Err(IdFault::wrong_char(USCC, i + 1, *c, want));
        }
    }
    let body: String = chars[..17].iter().collect();
    let want = uscc_check(&body).expect("all characters were found in the alphabet");
    if chars[17] == want {
        Ok(Uscc(chars.iter().collect()))
    } else {
        Err(IdFault::wrong_check(USCC, 18, chars[17], want))
    }
}

/// The check character of an organisation code's first eight characters (GB 11714: weights 3 7 9 10 5 8 4
/// 2, 11 − Σ mod 11, 10 written X and 11 written 0); `None` when there are not exactly eight of 0–9, A–Z.
pub fn org_code_check(body: &str) -> Option<char> {
    let mut sum = 0;
    let mut weights = [3, 7, 9, 10, 5, 8, 4, 2].into_iter();
    for c in body.chars() {
        sum += value(ALPHABET_36, c)? * weights.next()?;
    }
    weights.next().is_none().then(|| symbol("0123456789X", (11 - sum % 11) % 11))
}

/// Checks an organisation code (GB 11714): nine characters, with or without the hyphen before the last.
///
/// # Errors
/// The wrong length, a character that is neither digit nor letter, or a wrong check character.
pub fn check_org_code(code: &str) -> Result<OrgCode, IdFault> {
    let text = normal(code);
    let parts = text.split_once('-').filter(|(body, _)| body.chars().count() == 8);
    let chars = exactly(ORG_CODE, &parts.map_or(text.clone(), |(body, c)| format!("{body}{c}")), 9)?;
    if let Some(i) = chars[..8].iter().position(|c| value(ALPHABET_36, *c).is_none()) {
        return Err(IdFault::wrong_char(ORG_CODE, i + 1, chars[i], ("数字或字母", "a digit or a letter")));
    }
    if chars[8] != 'X' {
        digits(ORG_CODE, &chars, 8, 9)?;
    }
    let body: String = chars[..8].iter().collect();
    let want = org_code_check(&body).expect("all characters were found in the alphabet");
    if chars[8] == want {
        Ok(OrgCode(chars.iter().collect()))
    } else {
        Err(IdFault::wrong_check(ORG_CODE, 9, chars[8], want))
    }
}
