//! The catalogue as a spreadsheet in the national layout (GB/T 39554.1-2020): out and back without loss.
//!
//! A sheet of items, a sheet of each of their lists; the columns come from the shape of an item's file.
//! Columns of the layout that this catalogue does not keep go out empty, and what somebody writes there is
//! told on the way back, by its cell, like everything else that is wrong.

mod flat;
mod heads;
mod plan;
mod raise;
mod written;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kernel::limits::SHEET_BYTES;
use kernel::{Day, Item, Text};
use sheets::{Fault, Place};

use super::{Catalogue, Flaw, Organs, Survey, Weight, survey_of};
use crate::content::{self, Form};

/// Something wrong with a book, at its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The cell; none where the whole book is meant.
    pub place: Option<Place>,
    /// What is wrong.
    pub what: Text,
    /// How to mend it.
    pub mend: Text,
}

impl Wrong {
    fn at(place: &Place, what: Text, mend: Text) -> Self {
        Self { place: Some(place.clone()), what, mend }
    }

    fn of_book(what: Text, mend: Text) -> Self {
        Self { place: None, what, mend }
    }
}

/// One line in both languages: `申请材料!C12：…（…）`.
impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}：")?;
        }
        write!(f, "{}。{}（{}. {}）", self.what.zh, self.mend.zh, self.what.en, self.mend.en)
    }
}

/// An item as a book says it.
#[derive(Clone, Debug)]
pub struct Came {
    /// The item.
    pub item: Item,
    /// The text of its file.
    pub text: String,
    places: BTreeMap<String, Place>,
}

impl Came {
    /// The cell of a place in the file like `materials.2.issuer`, or of the nearest thing around it.
    pub fn place(&self, at: &str) -> Option<&Place> {
        nearest(&self.places, at)
    }
}

fn nearest<'p>(places: &'p BTreeMap<String, Place>, mut at: &str) -> Option<&'p Place> {
    loop {
        let below = format!("{at}.");
        // what is said of `name` stands in its first language
        let first = || places.range(below.clone()..).next().filter(|(path, _)| path.starts_with(&below));
        if let Some(place) = places.get(at).or_else(|| first().map(|(_, place)| place)) {
            return Some(place);
        }
        at = at.rsplit_once('.').map(|(before, _)| before)?;
    }
}

/// The items as a book, in XLSX.
///
/// # Errors
/// In words: what a cell cannot hold.
pub fn export(items: &[Item], organs: &Organs) -> Result<Vec<u8>, String> {
    sheets::write(&flat::book(items, organs)?).map_err(|fault| fault.to_string())
}

/// The items of a book, by their codes; each read as a file of the catalogue would be.
///
/// # Errors
/// Everything that is wrong, by its cell.
pub fn import(bytes: &[u8], organs: &Organs) -> Result<BTreeMap<String, Came>, Vec<Wrong>> {
    let whole = |what, mend| Err(vec![Wrong::of_book(what, mend)]);
    let save = || Text::new("在表格软件里另存为 XLSX", "Save it as XLSX in a spreadsheet program");
    if bytes.len() > SHEET_BYTES {
        let what = Text::new(
            format!("文件超过 {SHEET_BYTES} 字节"),
            format!("the file is larger than {SHEET_BYTES} bytes"),
        );
        return whole(what, Text::new("分成几份", "Split it"));
    }
    // every entry is unfolded within bounds before anything else looks at it
    match content::judge(bytes) {
        Ok(Form::Xlsx) => {}
        Ok(_) => return whole(Text::new("这不是 XLSX 表格", "this is no XLSX spreadsheet"), save()),
        Err(unfit) => return whole(unfit.text(), save()),
    }
    let (pages, faults) = match sheets::read(bytes) {
        Ok(read) => read,
        Err(fault) => return Err(vec![unread(&fault)]),
    };
    let mut wrong: Vec<Wrong> = faults.iter().map(unread).collect();
    let came = raise::items(&pages, organs, &mut wrong);
    if wrong.is_empty() { Ok(came) } else { Err(wrong) }
}

/// The files of a folder that a book would change, with their new texts, held against every other file of the
/// folder on that day; items that the book does not have stay.
///
/// # Errors
/// Everything that would be wrong then, by its cell where it stands in the book.
pub fn changes(
    came: &BTreeMap<String, Came>,
    folder: &Survey,
    today: Day,
) -> Result<Vec<(String, String)>, Vec<Wrong>> {
    let had = folder.catalogue.as_ref().map(Catalogue::items).unwrap_or_default();
    let same = |came: &Came| had.contains(&came.item);
    let mut sources = folder.sources.clone();
    let mut differ = BTreeMap::new();
    for (code, came) in came.iter().filter(|(_, came)| !same(came)) {
        let path = format!("items/{code}.toml");
        // remarks at the head of a file are in no spreadsheet: they stay
        let old = sources.get(&path).map_or("", String::as_str);
        let remarks = old.lines().take_while(|line| line.starts_with('#'));
        let text = remarks.map(|line| format!("{line}\n")).collect::<String>() + &came.text;
        sources.insert(path.clone(), text);
        differ.insert(path, came);
    }
    let after = survey_of(sources, today);
    let errors = after.flaws.iter().filter(|flaw| flaw.weight == Weight::Error);
    let wrong = |flaw: &Flaw| Wrong {
        place: differ.get(&flaw.file).and_then(|came| came.place(&flaw.at)).cloned(),
        what: flaw.what.clone(),
        mend: flaw.mend.clone(),
    };
    let wrong: Vec<Wrong> = errors.map(wrong).collect();
    if wrong.is_empty() {
        let text = |path: String| after.sources.get(&path).cloned().map(|text| (path, text));
        return Ok(differ.into_keys().filter_map(text).collect());
    }
    Err(wrong)
}

fn unread(fault: &Fault) -> Wrong {
    let (zh, place) = match fault {
        Fault::TooMuch(what, most, place) => {
            let what = match *what {
                "sheets" => "张表",
                "columns" => "列",
                "rows" => "行",
                "cells" => "格",
                "bytes" => "字节",
                "characters" => "字",
                "cells without words" => "个不是文字的格",
                other => other,
            };
            (format!("超过 {most} {what}"), place.clone())
        }
        Fault::NotText(what, place) => {
            let what = match *what {
                "a formula" => "公式",
                "a date" => "日期格式的数",
                _ => "错误值",
            };
            (format!("这一格是{what}，不是文字"), Some(place.clone()))
        }
        Fault::Library(why) => (format!("读不懂：{why}"), None),
    };
    let mend = match fault {
        Fault::TooMuch(..) => Text::new("分成几份", "Split it"),
        Fault::NotText(..) => {
            Text::new("把这一格设成文本，再写上内容", "Format the cell as text and type it")
        }
        Fault::Library(_) => {
            Text::new("在表格软件里打开，重新保存", "Open it in a spreadsheet program and save it")
        }
    };
    Wrong { place, what: Text::new(zh, fault.to_string()), mend }
}
