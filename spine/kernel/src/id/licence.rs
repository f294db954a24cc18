//! Numbers of permits, electronic licences and projects.

use super::{ALPHABET_36, DIGIT, IdFault, Name, digits, exactly, normal, symbol, value};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The root of every electronic licence identifier (GB/T 36904).
const ROOT: &str = "1.2.156.3005.2";
/// The longest serial number that is accepted, in characters.
const SERIAL_MAX: usize = 64;

const LICENCE: Name = ("电子证照标识", "an electronic licence identifier");
const FOOD: Name = ("食品经营许可证编号", "a food business permit number");
const PROJECT: Name = ("投资项目代码", "an investment project code");
const ALNUM: Name = ("数字或大写字母", "a digit or a capital letter");

/// A food business permit number (食品经营许可证编号): JY and 14 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FoodPermitNo(String);

/// An electronic licence identifier (电子证照标识, GB/T 36904), root included, with a right check character.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LicenceId(String);

/// An investment project code (投资项目代码), `YYYY-RRRRRR-HH-TT-NNNNNN`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProjectCode(String);

words!(FoodPermitNo, check_food_permit_no);
words!(LicenceId, check_licence_id);
words!(ProjectCode, check_project_code);

impl FoodPermitNo {
    /// The main form of business (主体业态), Chinese and English.
    pub fn business(&self) -> (&'static str, &'static str) {
        match self.0.as_bytes()[2] {
            b'1' => ("食品销售经营者", "food sales"),
            b'2' => ("餐饮服务经营者", "catering"),
            _ => ("单位食堂", "canteen"),
        }
    }

    /// The six-digit region.
    pub fn region(&self) -> &str {
        &self.0[3..9]
    }

    /// Whether the last digit is the check digit by MOD 11,10 (GB/T 17710). Likely the rule but not read in
    /// the standard's own text, and the sample number JY24499210000011 does not follow it (it would end in
    /// 0): [`check_food_permit_no`] therefore does not refuse a number for it.
    pub fn verifies(&self) -> bool {
        let (body, check) = self.0[2..].split_at(13);
        mod11_10(body).is_some_and(|want| check.starts_with(want))
    }
}

/// Checks the form of a food business permit number: JY, 1 main business (1 sales, 2 catering, 3 canteen),
/// 6 region, 6 serial, 1 check digit. Whether the check digit is right, [`FoodPermitNo::verifies`] says.
///
/// # Errors
/// The wrong length or a character that cannot stand where it stands.
pub fn check_food_permit_no(code: &str) -> Result<FoodPermitNo, IdFault> {
    let chars = exactly(FOOD, code, 16)?;
    for (i, want) in [('J', ("字母 J", "the letter J")), ('Y', ("字母 Y", "the letter Y"))].iter().enumerate()
    {
        if chars[i] != want.0 {
            return Err(IdFault::wrong_char(FOOD, i + 1, chars[i], want.1));
        }
    }
    digits(FOOD, &chars, 2, 16)?;
    if !('1'..='3').contains(&chars[2]) {
        let want = ("1（销售）、2（餐饮）或 3（单位食堂）", "1 (sales), 2 (catering) or 3 (canteen)");
        return Err(IdFault::wrong_char(FOOD, 3, chars[2], want));
    }
    Ok(FoodPermitNo(chars.iter().collect()))
}

/// Composes a food business permit number with its check digit by MOD 11,10. `business` is 1 sales,
/// 2 catering, 3 canteen; `region` six digits; `serial` 1–999999.
///
/// # Errors
/// A business, region or serial out of range.
pub fn food_permit_no(business: u8, region: &str, serial: u32) -> Result<String, IdFault> {
    let body = format!("{business}{region}{serial:06}");
    let check = mod11_10(&body).filter(|_| serial > 0).ok_or_else(|| {
        let zh = format!("食品经营许可证编号的区划应是 6 位数字，顺序号应是 1 至 999999：{region}，{serial}");
        let en = format!("{} needs a six-digit region and a serial 1–999999: {region}, {serial}", FOOD.1);
        IdFault::new("parts", zh, en)
    })?;
    check_food_permit_no(&format!("JY{body}{check}")).map(String::from)
}

/// The check digit of a string of digits by MOD 11,10 (ISO/IEC 7064, GB/T 17710); `None` when it is empty or
/// holds anything but digits.
pub fn mod11_10(body: &str) -> Option<char> {
    let mut p = 10;
    for c in body.chars() {
        let s = (p + c.to_digit(10)?) % 10;
        p = (if s == 0 { 10 } else { s }) * 2 % 11;
    }
    (!body.is_empty()).then(|| symbol(ALPHABET_36, (11 - p) % 10))
}

/// The check character of a string of digits and letters by MOD 37,36 (ISO/IEC 7064, GB/T 17710). Other
/// characters, such as the dots between the parts, are passed over; letters count as capitals.
pub fn mod37_36(body: &str) -> char {
    let mut p = 36;
    for v in body.chars().filter_map(|c| value(ALPHABET_36, c.to_ascii_uppercase())) {
        let t = (p + v) % 36;
        p = (if t == 0 { 36 } else { t }) * 2 % 37;
    }
    symbol(ALPHABET_36, (37 - p) % 36)
}

impl LicenceId {
    fn part(&self, n: usize) -> &str {
        self.0[ROOT.len() + 1..].split('.').nth(n).expect("five parts, as checked")
    }

    /// The type of licence: the defining body's credit code and three digits.
    pub fn type_code(&self) -> &str {
        self.part(0)
    }

    /// The issuing body, usually its credit code.
    pub fn issuer(&self) -> &str {
        self.part(1)
    }

    /// The serial number.
    pub fn serial(&self) -> &str {
        self.part(2)
    }

    /// The version, `001` and up; one more on every re-issue or change.
    pub fn version(&self) -> &str {
        self.part(3)
    }
}

/// Refuses a part that is empty, too long, or not of digits and capitals; `skip` characters stand before it.
fn part_holds(part: &str, skip: usize, least: usize, most: usize, name: Name) -> Result<(), IdFault> {
    let length = part.chars().count();
    if !(least..=most).contains(&length) {
        let range = if least == most { least.to_string() } else { format!("{least}–{most}") };
        let zh = format!("电子证照标识的{}应是 {range} 位，现在是 {length} 位", name.0);
        let en = format!("the {} of {} has {range} characters, not {length}", name.1, LICENCE.1);
        return Err(IdFault::new("length", zh, en));
    }
    match part.chars().position(|c| value(ALPHABET_36, c).is_none()) {
        None => Ok(()),
        Some(i) => {
            let wrong = part.chars().nth(i).unwrap_or_default();
            Err(IdFault::wrong_char(LICENCE, skip + i + 1, wrong, ALNUM))
        }
    }
}

/// Checks an electronic licence identifier (GB/T 36904): the root `1.2.156.3005.2` (which may be left out),
/// type (21), issuer, serial, version (3 digits), check character by MOD 37,36 over all but the root. Places
/// in faults are counted in the whole identifier, root and dots included.
///
/// # Errors
/// A missing part, a part of the wrong length, a wrong character, or a wrong check character.
pub fn check_licence_id(code: &str) -> Result<LicenceId, IdFault> {
    let text = normal(code);
    let rest = text.strip_prefix(ROOT).and_then(|r| r.strip_prefix('.')).unwrap_or(&text);
    let skip = text.chars().count() - rest.chars().count();
    let parts: Vec<&str> = rest.split('.').collect();
    let [kind, issuer, serial, version, check] = parts[..] else {
        let zh = format!("{}去掉开头的 {ROOT} 应有 5 段，现在是 {} 段", LICENCE.0, parts.len());
        let en = format!("{} has 5 parts after {ROOT}, not {}", LICENCE.1, parts.len());
        return Err(IdFault::new("parts", zh, en));
    };
    let after = |n: usize| skip + parts[..n].iter().map(|p| p.chars().count() + 1).sum::<usize>();
    part_holds(kind, after(0), 21, 21, ("证照类型代码", "type"))?;
    part_holds(issuer, after(1), 1, 18, ("颁发机构代码", "issuer"))?;
    part_holds(serial, after(2), 1, SERIAL_MAX, ("流水号", "serial"))?;
    part_holds(version, after(3), 3, 3, ("版本号", "version"))?;
    part_holds(check, after(4), 1, 1, ("校验位", "check"))?;
    for (part, from, n) in [(kind, 18, 0), (version, 0, 3)] {
        if let Some((i, c)) = part.chars().enumerate().skip(from).find(|(_, c)| !c.is_ascii_digit()) {
            return Err(IdFault::wrong_char(LICENCE, after(n) + i + 1, c, DIGIT));
        }
    }
    let want = mod37_36(&format!("{kind}{issuer}{serial}{version}"));
    if check.starts_with(want) {
        Ok(LicenceId(format!("{ROOT}.{rest}")))
    } else {
        let got = check.chars().next().unwrap_or_default();
        Err(IdFault::wrong_check(LICENCE, after(4) + 1, got, want))
    }
}

/// Composes an electronic licence identifier with its check character (GB/T 36904). `version` is 1–999.
///
/// # Errors
/// A part that [`check_licence_id`] would refuse, or version 0.
pub fn licence_id(type_code: &str, issuer: &str, serial: &str, version: u16) -> Result<String, IdFault> {
    if version == 0 {
        let (zh, en) = ("版本号从 001 起".to_owned(), "versions begin with 001".to_owned());
        return Err(IdFault::new("parts", zh, en));
    }
    let body = normal(&format!("{type_code}.{issuer}.{serial}.{version:03}"));
    check_licence_id(&format!("{ROOT}.{body}.{}", mod37_36(&body))).map(String::from)
}

impl ProjectCode {
    /// The year.
    pub fn year(&self) -> &str {
        &self.0[..4]
    }

    /// The six-digit region.
    pub fn region(&self) -> &str {
        &self.0[5..11]
    }
}

/// Checks the form of an investment project code: year, region, industry, type, serial as
/// `YYYY-RRRRRR-HH-TT-NNNNNN`. It has no check character.
///
/// # Errors
/// The wrong length or a character that cannot stand where it stands.
pub fn check_project_code(code: &str) -> Result<ProjectCode, IdFault> {
    let chars = exactly(PROJECT, code, 24)?;
    for (i, c) in chars.iter().enumerate() {
        let hyphen = [4, 11, 14, 17].contains(&i);
        if hyphen && *c != '-' {
            return Err(IdFault::wrong_char(PROJECT, i + 1, *c, ("连字符 -", "a hyphen")));
        }
        if !hyphen && !c.is_ascii_digit() {
            return Err(IdFault::wrong_char(PROJECT, i + 1, *c, DIGIT));
        }
    }
    Ok(ProjectCode(chars.iter().collect()))
}
