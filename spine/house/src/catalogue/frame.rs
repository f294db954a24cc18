//! What items lean on: the county's organs, its townships, its halls with their windows; read and linted.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Text, id};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::compiler::codes;
use super::reading::Reading;
use super::shape::{Key, fit};
use super::straight;
use super::{Division, Organ, Organs};

/// One of a hall's windows, or several that do the same.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Name in items' places.
    pub code: String,
    /// What is written above it.
    pub name: Text,
    /// Its first number.
    pub first: u32,
    /// Its last number.
    pub last: u32,
}

/// A service hall 政务服务大厅, of the county or of a township.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hall {
    /// Name in items' places.
    pub code: String,
    /// Code of the body whose hall it is.
    pub body: String,
    /// Code of the town, street or township whose centre it is; empty for the county's own hall.
    #[serde(default)]
    pub town: String,
    /// Name.
    pub name: Text,
    /// Street and number.
    pub address: Text,
    /// Opening hours, in words.
    pub hours: Text,
    /// Telephone.
    pub phone: String,
    /// Its windows.
    pub windows: Vec<Window>,
}

/// What items are held against.
#[derive(Default)]
pub(super) struct Frame {
    pub organs: Organs,
    pub division: Option<Division>,
    pub halls: Vec<Hall>,
}

#[derive(Deserialize)]
struct OrgansFile {
    organ: Vec<Organ>,
}

#[derive(Deserialize)]
struct HallsFile {
    halls: Vec<Hall>,
}

/// Hold a file to its shape and read it as a type; a file that is not TOML gives nothing.
pub(super) fn read<T: DeserializeOwned>(reading: &mut Reading<'_>, keys: &'static [Key]) -> Option<T> {
    if !reading.sound {
        return None;
    }
    if let Some(read) = straight::read(reading, keys) {
        return Some(read);
    }
    match fit(reading, keys).try_into() {
        Ok(value) => Some(value),
        Err(e) if reading.flaws.is_empty() => {
            let what = Text::new(format!("读不懂：{e}"), format!("cannot be read: {e}"));
            reading.wrong("", what, Text::new("照别的文件的样子改", "Write it like the other files"));
            None
        }
        Err(_) => None,
    }
}

/// A code that stands a second time, at its second place: `at` says where the n-th stands.
pub(super) fn twice<'a>(
    reading: &mut Reading<'_>,
    codes: impl Iterator<Item = &'a str>,
    at: impl Fn(usize) -> String,
) {
    let mut seen = BTreeSet::new();
    for (n, code) in codes.enumerate() {
        if !code.is_empty() && !seen.insert(code) {
            let what = Text::new(format!("“{code}”出现了两次"), format!("“{code}” stands twice"));
            let mend = Text::new("换一个代码，或者删去一个", "Take another code, or delete one");
            reading.wrong(&at(n), what, mend);
        }
    }
}

/// A credit code whose check characters are wrong.
pub(super) fn credit_code(reading: &mut Reading<'_>, at: &str, code: &str) {
    if let Err(fault) = id::check_uscc(code) {
        reading.spoil(at, fault.text(), Text::new("逐位核对代码", "Compare the code character by character"));
    }
}

impl Frame {
    /// `organs.toml`
    pub fn read_organs(&mut self, reading: &mut Reading<'_>) {
        let Some(file) = read::<OrgansFile>(reading, super::shapes::ORGANS) else { return };
        reading.about(&codes::IDENTITY);
        for (n, organ) in file.organ.iter().enumerate() {
            credit_code(reading, &format!("organ.{n}.code"), &organ.code);
        }
        twice(reading, file.organ.iter().map(|o| o.code.as_str()), |n| format!("organ.{n}.code"));
        self.organs = file.organ.into_iter().map(|o| (o.code.clone(), o)).collect();
    }

    /// `divisions.toml`
    pub fn read_division(&mut self, reading: &mut Reading<'_>) {
        let Some(division) = read::<Division>(reading, super::shapes::DIVISION) else { return };
        reading.about(&codes::IDENTITY);
        let digits = |code: &str, most| code.len() == most && code.bytes().all(|b| b.is_ascii_digit());
        if !digits(&division.code, 6) {
            let what = Text::new("行政区划代码要 6 位数字", "a division has six digits");
            reading.wrong("code", what, Text::new("见 GB/T 2260", "See GB/T 2260"));
        }
        for (n, town) in division.towns.iter().enumerate() {
            if !digits(&town.code, 9) || !town.code.starts_with(&division.code) {
                let what =
                    Text::new("镇街代码是县代码加 3 位数字", "a town is the county's code and three digits");
                let mend = Text::new(
                    format!("例：{}100", division.code),
                    format!("For example: {}100", division.code),
                );
                reading.wrong(&format!("towns.{n}.code"), what, mend);
            }
        }
        twice(reading, division.towns.iter().map(|t| t.code.as_str()), |n| format!("towns.{n}.code"));
        self.division = Some(division);
    }

    /// `halls.toml`, after the organs.
    pub fn read_halls(&mut self, reading: &mut Reading<'_>) {
        let Some(file) = read::<HallsFile>(reading, super::shapes::HALLS) else { return };
        reading.about(&codes::IDENTITY);
        for (n, hall) in file.halls.iter().enumerate() {
            self.organ_known(reading, &format!("halls.{n}.body"), &hall.body);
            self.town_known(reading, &format!("halls.{n}.town"), &hall.town);
            let codes = hall.windows.iter().map(|one| one.code.as_str());
            twice(reading, codes, |w| format!("halls.{n}.windows.{w}.code"));
            let mut taken: BTreeMap<u32, &str> = BTreeMap::new();
            for (w, one) in hall.windows.iter().enumerate() {
                let at = format!("halls.{n}.windows.{w}.last");
                if one.last < one.first {
                    let what = Text::new("末号小于首号", "the last number is below the first");
                    reading.wrong(&at, what, Text::new("对调两个号码", "Exchange the two"));
                }
                let other = (one.first..=one.last).find_map(|number| taken.insert(number, &one.code));
                if let Some(other) = other {
                    let what = Text::new(
                        format!("和“{other}”的窗口号重了"),
                        format!("shares a number with “{other}”"),
                    );
                    reading.wrong(&at, what, Text::new("一个号只给一个窗口", "Give each number once"));
                }
            }
        }
        twice(reading, file.halls.iter().map(|h| h.code.as_str()), |n| format!("halls.{n}.code"));
        self.halls = file.halls;
    }

    /// A town that divisions.toml knows.
    fn town_known(&self, reading: &mut Reading<'_>, at: &str, code: &str) {
        let Some(division) = self.division.as_ref().filter(|_| !code.is_empty()) else { return };
        if division.towns.iter().any(|town| town.code == code) {
            return;
        }
        let (zh, en) = (format!("divisions.toml 里没有 {code}"), format!("divisions.toml has no {code}"));
        let known: Vec<&str> = division.towns.iter().map(|town| town.code.as_str()).collect();
        reading.wrong(at, Text::new(zh, en), super::shape::instead(code, &known));
    }

    /// An organ that organs.toml knows, with right check characters.
    pub fn organ_known(&self, reading: &mut Reading<'_>, at: &str, code: &str) {
        if self.organs.contains_key(code) || self.organs.is_empty() {
            return;
        }
        credit_code(reading, at, code);
        let what = Text::new(format!("organs.toml 里没有 {code}"), format!("organs.toml has no {code}"));
        let known: Vec<&str> = self.organs.keys().map(String::as_str).collect();
        let near = super::shape::instead(code, &known);
        let mend = if near.zh.starts_with("可以用的有") {
            Text::new("先在 organs.toml 里加上这个机关", "Add the organ to organs.toml first")
        } else {
            near
        };
        reading.spoil(at, what, mend);
    }
}
