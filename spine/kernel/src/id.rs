//! Identifiers with check characters: how each is built, and what is wrong with one that is not.
//!
//! Every `check_*` takes a code as people write it (blanks around it, lower case and full-width letters are
//! mended) and gives the identifier, or a fault that names the place and the character expected there.
//! A code that passes is well formed; that it was ever issued is for a register to say.

use crate::decider::Text;
use std::fmt;

/// The plain uses of a checked code: its text, and reading it back through its check.
macro_rules! words {
    ($name:ident, $check:ident) => {
        impl $name {
            /// The code, in capitals and without blanks.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdFault;

            fn try_from(code: String) -> Result<$name, IdFault> {
                $check(&code)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }
    };
}

mod code;
mod licence;
mod organ;
mod person;

#[cfg(test)]
mod tests;

pub use code::LicenceCode;
pub use licence::{
    FoodPermitNo, LicenceId, ProjectCode, check_food_permit_no, check_licence_id, check_project_code,
    food_permit_no, licence_id, mod11_10, mod37_36,
};
pub use organ::{OrgCode, Uscc, check_org_code, check_uscc, founded_uscc, org_code_check, uscc_check};
pub use person::{CitizenId, check_citizen_id, citizen_id_check};

/// What is wrong with an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdFault {
    /// The rule: `length`, `char`, `date`, `check`, `parts`, `old`, `unknown`.
    pub code: &'static str,
    /// What, where and how to mend it, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// The place of the wrong character, from 1; `None` when no single place is wrong.
    pub at: Option<usize>,
    /// The check character that the rest of the code calls for.
    pub expected: Option<char>,
}

impl fmt::Display for IdFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for IdFault {}

/// A kind of identifier by name, Chinese and English.
type Name = (&'static str, &'static str);

impl IdFault {
    /// The fault as one text in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.zh.clone(), self.en.clone())
    }

    fn new(code: &'static str, zh: String, en: String) -> IdFault {
        IdFault { code, zh, en, at: None, expected: None }
    }

    fn length(name: Name, want: usize, got: usize) -> IdFault {
        IdFault::new(
            "length",
            format!("{}应是 {want} 位，现在是 {got} 位", name.0),
            format!("{} has {want} characters, not {got}", name.1),
        )
    }

    /// The character at `at` (from 1) cannot stand there; `want` says what can.
    fn wrong_char(name: Name, at: usize, got: char, want: Name) -> IdFault {
        let fault = IdFault::new(
            "char",
            format!("{}第 {at} 位应是{}，现在是“{got}”", name.0, want.0),
            format!("character {at} of {} must be {}, not “{got}”", name.1, want.1),
        );
        IdFault { at: Some(at), ..fault }
    }

    fn wrong_check(name: Name, at: usize, got: char, want: char) -> IdFault {
        let fault = IdFault::new(
            "check",
            format!(
                "{}第 {at} 位是校验码，按前面各位算应是“{want}”，现在是“{got}”；请逐位核对，可能有一位抄错",
                name.0
            ),
            format!(
                "character {at} of {} is the check character: the others call for “{want}”, not “{got}”; \
                 some character may be miscopied",
                name.1
            ),
        );
        IdFault { at: Some(at), expected: Some(want), ..fault }
    }
}

const DIGIT: Name = ("数字", "a digit");

/// Trims, turns full-width letters and digits into plain ones, and raises lower case.
fn normal(code: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    code.trim().chars().map(|c| plain(c).to_ascii_uppercase()).collect()
}

/// The characters of a code that must have exactly `want` of them.
fn exactly(name: Name, code: &str, want: usize) -> Result<Vec<char>, IdFault> {
    let chars: Vec<char> = normal(code).chars().collect();
    if chars.len() == want { Ok(chars) } else { Err(IdFault::length(name, want, chars.len())) }
}

/// Refuses the first character of `chars[from..to]` that is not a digit.
fn digits(name: Name, chars: &[char], from: usize, to: usize) -> Result<(), IdFault> {
    match (from..to).find(|i| !chars[*i].is_ascii_digit()) {
        None => Ok(()),
        Some(i) => Err(IdFault::wrong_char(name, i + 1, chars[i], DIGIT)),
    }
}

/// The value of a character in an alphabet.
fn value(alphabet: &str, c: char) -> Option<u32> {
    alphabet.chars().position(|a| a == c).and_then(|i| u32::try_from(i).ok())
}

/// The character of an alphabet with that value.
fn symbol(alphabet: &str, value: u32) -> char {
    let at = usize::try_from(value).expect("a remainder fits");
    alphabet.chars().nth(at).expect("a remainder below the alphabet's length")
}

/// 0–9 and A–Z: values 0–35.
const ALPHABET_36: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// An identifier whose kind was recognised and which is well formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// 统一社会信用代码.
    Uscc(Uscc),
    /// 公民身份号码.
    CitizenId(CitizenId),
    /// 组织机构代码.
    OrgCode(OrgCode),
    /// 食品经营许可证编号.
    FoodPermitNo(FoodPermitNo),
    /// 电子证照标识.
    LicenceId(LicenceId),
    /// 投资项目代码.
    ProjectCode(ProjectCode),
}

impl Kind {
    /// The kind and what the code says, in one Chinese sentence.
    pub fn zh(&self) -> String {
        match self {
            Kind::Uscc(id) => {
                let kind = id.body_kind().map_or(String::new(), |k| format!("，{}", k.0));
                let (region, org) = (id.region(), id.org_code());
                format!("统一社会信用代码{kind}，登记机关区划 {region}，组织机构代码 {org}；校验码正确")
            }
            Kind::CitizenId(id) => {
                let sex = if id.male() { "男" } else { "女" };
                format!("公民身份号码，{}出生，{sex}，区划 {}；校验码正确", id.birth().zh_full(), id.region())
            }
            Kind::OrgCode(_) => "组织机构代码；校验码正确".to_owned(),
            Kind::FoodPermitNo(id) => {
                let check =
                    if id.verifies() { "校验码正确" } else { "校验码与 MOD 11,10 算法不符" };
                format!("食品经营许可证编号，{}，区划 {}；{check}", id.business().0, id.region())
            }
            Kind::LicenceId(id) => {
                let (kind, organ, version) = (id.type_code(), id.issuer(), id.version());
                format!("电子证照标识，证照类型 {kind}，颁发机构 {organ}，版本 {version}；校验码正确")
            }
            Kind::ProjectCode(id) => {
                format!("投资项目代码，{} 年，区划 {}；此种代码没有校验码", id.year(), id.region())
            }
        }
    }

    /// The same in English.
    pub fn en(&self) -> String {
        match self {
            Kind::Uscc(id) => {
                let kind = id.body_kind().map_or(String::new(), |k| format!(" of {}", k.1));
                let (region, org) = (id.region(), id.org_code());
                format!(
                    "unified social credit code{kind}, region {region}, organisation code {org}; \
                     check correct"
                )
            }
            Kind::CitizenId(id) => {
                let sex = if id.male() { "male" } else { "female" };
                let (born, region) = (id.birth().en_full(), id.region());
                format!("citizen identity number, born {born}, {sex}, region {region}; check correct")
            }
            Kind::OrgCode(_) => "organisation code; check correct".to_owned(),
            Kind::FoodPermitNo(id) => {
                let check = if id.verifies() { "check correct" } else { "check does not follow MOD 11,10" };
                format!("food business permit number, {}, region {}; {check}", id.business().1, id.region())
            }
            Kind::LicenceId(id) => {
                let (kind, organ, version) = (id.type_code(), id.issuer(), id.version());
                format!(
                    "electronic licence identifier, type {kind}, issuer {organ}, version {version}; \
                     check correct"
                )
            }
            Kind::ProjectCode(id) => {
                let (year, region) = (id.year(), id.region());
                format!("investment project code, {year}, region {region}; this kind has no check character")
            }
        }
    }
}

/// Recognises an identifier by its form and checks it.
///
/// # Errors
/// Why it is not the identifier it looks like. A code of 18 digits can be a credit code or a person's
/// number; when it is neither, both faults are given.
pub fn identify(code: &str) -> Result<Kind, Vec<IdFault>> {
    let text = normal(code);
    let length = text.chars().count();
    let one = |found: Result<Kind, IdFault>| found.map_err(|f| vec![f]);
    if text.contains('.') {
        return one(check_licence_id(&text).map(Kind::LicenceId));
    }
    if text.starts_with("JY") {
        return one(check_food_permit_no(&text).map(Kind::FoodPermitNo));
    }
    if length == 24 && text.contains('-') {
        return one(check_project_code(&text).map(Kind::ProjectCode));
    }
    if length == 9 || (length == 10 && text.contains('-')) {
        return one(check_org_code(&text).map(Kind::OrgCode));
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if length == 15 && digits == 15 {
        return one(check_citizen_id(&text).map(Kind::CitizenId));
    }
    if !(16..=20).contains(&length) {
        return Err(vec![IdFault::new(
            "unknown",
            format!("认不出这是哪一种号码：共 {length} 位"),
            format!("no known kind of identifier has this form ({length} characters)"),
        )]);
    }
    let person = check_citizen_id(&text).map(Kind::CitizenId);
    let organ = check_uscc(&text).map(Kind::Uscc);
    let body_digits = text.chars().take(17).all(|c| c.is_ascii_digit());
    match (person, organ) {
        (Ok(person), _) => Ok(person),
        (_, Ok(organ)) => Ok(organ),
        // Only a person's number begins with 2, 3, 4, 6, 7 or 8 and is all digits; only a credit code has
        // letters before its end. In between both readings are told.
        (Err(person), Err(_)) if body_digits && text.starts_with(['2', '3', '4', '6', '7', '8']) => {
            Err(vec![person])
        }
        (Err(_), Err(organ)) if !body_digits => Err(vec![organ]),
        (Err(person), Err(organ)) => Err(vec![organ, person]),
    }
}
