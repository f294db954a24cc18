//! The verification code of a licence 核验码: eighty random bits that only its holder was given.
//!
//! Sixteen characters of Crockford's base 32, which has no I, L, O and U, so that a code read aloud or
//! copied by hand can be mended. It says nothing of the licence; a register says what it opens.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The digits of Crockford's base 32, values 0–31.
const ALPHABET_32: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: 16 of 5 bits are 80 bits, too many to be guessed.
const CODE_CHARS: usize = 16;
/// Characters of a group, as a code is printed.
const GROUP_CHARS: usize = 4;

/// A verification code of a licence, in capitals and without dividers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LicenceCode(String);

impl LicenceCode {
    /// The code that a seed gives: its first ten bytes, five bits a character.
    pub fn drawn(seed: &[u8; 16]) -> Self {
        let bits = seed[..10].iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let symbol = |i: usize| {
            let value = usize::try_from((bits >> (5 * (CODE_CHARS - 1 - i))) & 31);
            char::from(ALPHABET_32[value.expect("five bits fit")])
        };
        Self((0..CODE_CHARS).map(symbol).collect())
    }

    /// What somebody typed, mended: lower case, full-width letters, blanks and hyphens anywhere, O for 0,
    /// I or L for 1. None if it is no code even then.
    pub fn read(typed: &str) -> Option<Self> {
        let mut code = String::new();
        for c in super::normal(typed).chars() {
            let c = match c {
                '-' | '‐' | '‑' | '–' | '—' | '－' | '·' => continue,
                c if c.is_whitespace() => continue,
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            let known = u8::try_from(c).is_ok_and(|byte| ALPHABET_32.contains(&byte));
            if !known || code.len() == CODE_CHARS {
                return None;
            }
            code.push(c);
        }
        (code.len() == CODE_CHARS).then_some(Self(code))
    }

    /// The sixteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In four groups of four, as it is printed and read aloud.
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> =
            (0..CODE_CHARS).step_by(GROUP_CHARS).map(|i| &self.0[i..i + GROUP_CHARS]).collect();
        groups.join("-")
    }
}

impl fmt::Display for LicenceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.grouped())
    }
}

impl TryFrom<String> for LicenceCode {
    type Error = &'static str;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::read(&code).ok_or("a verification code has sixteen letters and digits")
    }
}

impl From<LicenceCode> for String {
    fn from(code: LicenceCode) -> String {
        code.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::LicenceCode;

    fn read(typed: &str) -> Option<String> {
        LicenceCode::read(typed).map(String::from)
    }

    #[test]
    fn eighty_bits_are_sixteen_characters() {
        let drawn = |seed: [u8; 16]| LicenceCode::drawn(&seed).as_str().to_owned();
        assert_eq!(drawn([0; 16]), "0000000000000000");
        assert_eq!(drawn([255; 16]), "ZZZZZZZZZZZZZZZZ");
        let mut seed = [0; 16];
        seed[0] = 0b0000_1000; // the first character's lowest bit
        seed[9] = 0b0010_0010; // the last two characters
        assert_eq!(drawn(seed), "1000000000000012");
        seed[10] = 0xff; // beyond the eighty bits
        assert_eq!(drawn(seed), "1000000000000012");
    }

    #[test]
    fn what_people_type_is_mended() {
        let code = "7K3M09QT1XVB8RZ0";
        assert_eq!(read(code).unwrap(), code);
        for typed in [
            "7k3m-09qt-1xvb-8rz0",
            "  7K3M 09QT 1XVB 8RZ0 ",
            "7K3MO9QTIXVB8RZo",
            "7K3MO9QTlXVB8RZO",
            "７Ｋ３Ｍ—０９ＱＴ　１ＸＶＢ－８ＲＺ０",
        ] {
            assert_eq!(read(typed).as_deref(), Some(code), "{typed}");
        }
        assert_eq!(LicenceCode::read(code).unwrap().grouped(), "7K3M-09QT-1XVB-8RZ0");
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in ["", "7K3M", "7K3M09QT1XVB8RZ00", "7K3M09QT1XVB8RZU", "已删除", "7K3M09QT1XVB8RZ!"] {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(read(&"0".repeat(100_000)), None);
    }
}
