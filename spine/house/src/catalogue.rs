//! The county's own files: reads and lints them, and says what differs from what the ledger has in force.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kernel::calendar::Year;
use kernel::item::Item;
use kernel::limits::CATALOGUE_FILE_BYTES;
use kernel::{Text, id};
use serde::Deserialize;

use crate::chance::sm3_hex;
use crate::texts::Texts;
use crate::world::ServiceRules;

/// An organ of the county.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// 统一社会信用代码.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// Street and number.
    #[serde(default)]
    pub address: Text,
}

/// Organs by code.
pub type Organs = BTreeMap<String, Organ>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrgansFile {
    organ: Vec<Organ>,
}

/// `catalogue/divisions.toml`: the county this catalogue is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// Six digits (GB/T 2260).
    pub code: String,
    /// Name.
    pub name: Text,
}

/// What a file is, once published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// `items/*.toml`
    Item,
    /// `calendar/*.toml`
    Year,
    /// `rules.toml`
    Rules,
}

/// A file that becomes a fact.
#[derive(Clone, Debug)]
pub struct File {
    /// What it is.
    pub sort: Sort,
    /// Code of the item, the year, or `rules`.
    pub name: String,
    /// SM3 of the text, lower hex.
    pub hash: String,
    /// The whole text.
    pub text: String,
}

/// Everything a catalogue folder holds, read and linted.
pub struct Catalogue {
    /// Files that become facts, in order: rules, years, items.
    pub files: Vec<File>,
    /// Organs.
    pub organs: Organs,
    /// Sentences.
    pub texts: Texts,
    /// The division.
    pub division: Division,
}

/// One thing wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Path below the catalogue folder.
    pub file: String,
    /// What is wrong and how to mend it.
    pub what: String,
}

impl Catalogue {
    /// Read and lint a folder.
    ///
    /// # Errors
    /// Every flaw at once; nothing is published from a folder with flaws.
    pub fn load(dir: &Path) -> Result<Self, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let organs = read::<OrgansFile>(dir, "organs.toml", &mut flaws).map(|(o, _)| o.organ);
        let organs: Organs = organs.unwrap_or_default().into_iter().map(|o| (o.code.clone(), o)).collect();
        for code in organs.keys() {
            if let Err(fault) = id::check_uscc(code) {
                flaws.push(Flaw { file: "organs.toml".to_owned(), what: fault.zh });
            }
        }
        let division = read::<Division>(dir, "divisions.toml", &mut flaws).map(|(d, _)| d);
        let mut files = Vec::new();
        if let Some((_, text)) = read::<ServiceRules>(dir, "rules.toml", &mut flaws) {
            files.push(file(Sort::Rules, "rules".to_owned(), text));
        }
        for path in listed(dir, "calendar", &mut flaws) {
            if let Some((year, text)) = read::<Year>(dir, &path, &mut flaws) {
                let mut alone = kernel::Calendar::default();
                let name = year.year.to_string();
                if let Err(faults) = alone.insert(year) {
                    flaws.extend(faults.into_iter().map(|f| Flaw { file: path.clone(), what: f.zh }));
                } else {
                    files.push(file(Sort::Year, name, text));
                }
            }
        }
        for path in listed(dir, "items", &mut flaws) {
            if let Some((item, text)) = read::<Item>(dir, &path, &mut flaws) {
                for what in lint_item(&item, &path, &organs) {
                    flaws.push(Flaw { file: path.clone(), what });
                }
                files.push(file(Sort::Item, item.code, text));
            }
        }
        let texts = read_texts(dir, &mut flaws);
        match (flaws.is_empty(), division, texts) {
            (true, Some(division), Some(texts)) => Ok(Self { files, organs, texts, division }),
            _ => Err(flaws),
        }
    }
}

fn file(sort: Sort, name: String, text: String) -> File {
    File { sort, name, hash: sm3_hex(text.as_bytes()), text }
}

fn read_text(dir: &Path, path: &str, flaws: &mut Vec<Flaw>) -> Option<String> {
    let mut flaw = |what: String| flaws.push(Flaw { file: path.to_owned(), what });
    match fs::read_to_string(dir.join(path)) {
        Ok(text) if text.len() > CATALOGUE_FILE_BYTES => {
            flaw(format!("文件超过 {CATALOGUE_FILE_BYTES} 字节 (larger than {CATALOGUE_FILE_BYTES} bytes)"));
            None
        }
        Ok(text) => Some(text),
        Err(e) => {
            flaw(format!("读不到 (cannot be read): {e}"));
            None
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(dir: &Path, path: &str, flaws: &mut Vec<Flaw>) -> Option<(T, String)> {
    let text = read_text(dir, path, flaws)?;
    match toml::from_str(&text) {
        Ok(value) => Some((value, text)),
        Err(e) => {
            flaws.push(Flaw { file: path.to_owned(), what: e.to_string() });
            None
        }
    }
}

fn listed(dir: &Path, folder: &str, flaws: &mut Vec<Flaw>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir.join(folder)) else {
        flaws.push(Flaw {
            file: folder.to_owned(), what: "没有这个文件夹 (no such folder)".to_owned()
        });
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml"))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    names.sort();
    names
}

fn read_texts(dir: &Path, flaws: &mut Vec<Flaw>) -> Option<Texts> {
    let zh = read_text(dir, "texts/zh-CN.toml", flaws)?;
    let en = read_text(dir, "texts/en.toml", flaws)?;
    match Texts::read(&zh, &en) {
        Ok(texts) => Some(texts),
        Err(what) => {
            flaws.push(Flaw { file: "texts".to_owned(), what });
            None
        }
    }
}

/// What a file's own structure cannot say: the rest of the catalogue compiler comes with its own issue.
fn lint_item(item: &Item, path: &str, organs: &Organs) -> Vec<String> {
    let mut flaws = Vec::new();
    if path != format!("items/{}.toml", item.code) {
        flaws.push(format!("code = \"{}\" 与文件名不同 (differs from the file's name)", item.code));
    }
    if !organs.contains_key(&item.organ) {
        flaws.push(format!("organs.toml 里没有实施机关 {} (no such organ)", item.organ));
    }
    if item.catalog_code.len() != 12 || !item.catalog_code.bytes().all(|b| b.is_ascii_digit()) {
        flaws.push("基本编码要 12 位数字 (catalog_code takes 12 digits)".to_owned());
    }
    let stem = format!("{}4{}", item.organ, item.catalog_code);
    let town = format!("{}5{}", item.organ, item.catalog_code);
    if item.task_code != stem && item.task_code != town {
        flaws.push(format!("实施编码应为 {stem} (task_code is organ + level + catalog_code)"));
    }
    let (statutory, promised) = (item.statutory_limit, item.promised_limit);
    if statutory.unit == promised.unit && promised.n > statutory.n {
        flaws.push("承诺时限长于法定时限 (the promise is longer than the statute)".to_owned());
    }
    if item.visits > 0 && item.visits_reason.is_none() {
        flaws.push("要跑现场却没写原因 (visits without a reason)".to_owned());
    }
    flaws
}

/// A calendar year from its file's text.
///
/// # Errors
/// What is wrong with it, in words.
pub fn year(text: &str) -> Result<Year, String> {
    toml::from_str(text).map_err(|e| e.to_string())
}

/// The division a catalogue folder is for.
///
/// # Errors
/// What is wrong with `divisions.toml`, in words.
pub fn division(dir: &Path) -> Result<String, String> {
    let mut flaws = Vec::new();
    match read::<Division>(dir, "divisions.toml", &mut flaws) {
        Some((division, _)) => Ok(division.code),
        None => Err(flaws.iter().map(|f| format!("{}: {}", f.file, f.what)).collect()),
    }
}

/// The texts in force on a ledger, by their paths below the catalogue folder.
///
/// # Errors
/// A store fault, or a line that no shape can read.
pub fn in_force(look: &mut store::Look<'_>) -> Result<BTreeMap<String, String>, store::Fault> {
    let sql = "select name from streams where name >= 'portal/' and name < 'portal0' order by no";
    let mut texts = BTreeMap::new();
    for row in look.query(sql, &[])? {
        let Some(line) = look.stream(row.text(0))?.pop() else { continue };
        let fact = facts::decode(&line.kind, line.shape, &line.body)
            .map_err(|e| store::Fault::Broken(format!("line {}: {e}", line.seq)))?;
        let (path, text) = match fact {
            facts::Fact::Portal(facts::portal::Event::ItemPublished { item, text, .. }) => {
                (format!("items/{item}.toml"), text)
            }
            facts::Fact::Portal(facts::portal::Event::YearPublished { year, text, .. }) => {
                (format!("calendar/{year}.toml"), text)
            }
            facts::Fact::Portal(facts::portal::Event::RulesPublished { text, .. }) => {
                ("rules.toml".to_owned(), text)
            }
            _ => continue,
        };
        texts.insert(path, text);
    }
    Ok(texts)
}
