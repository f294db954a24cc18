//! Out and back again: every item, every cell, and every fault at its cell.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use kernel::Item;
use sheets::{Book, Fault, Place};

use super::super::{Catalogue, Organs, survey};
use super::{Came, Wrong, changes, export, flat, heads, import, plan, unread};

/// The county, read once for all tests.
fn county() -> (Vec<Item>, Organs) {
    static READ: OnceLock<(Vec<Item>, Organs)> = OnceLock::new();
    let read = || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        let catalogue = Catalogue::load(&folder).unwrap_or_else(|flaws| panic!("{}", flaws[0]));
        (catalogue.items(), catalogue.organs)
    };
    READ.get_or_init(read).clone()
}

fn book() -> (Book, Organs) {
    let (items, organs) = county();
    let two: Vec<Item> = items
        .into_iter()
        .filter(|item| ["food-permit", "company-registration"].contains(&item.code.as_str()))
        .collect();
    (flat::book(&two, &organs).unwrap(), organs)
}

/// The cell under a head in the row of an item, the first of its rows.
fn cell(book: &Book, sheet: &str, item: &str, head: &str) -> (usize, usize, usize) {
    let s = book.sheets.iter().position(|one| one.name == sheet).unwrap();
    let one = &book.sheets[s];
    let column =
        one.columns.iter().position(|column| column.head == head).unwrap_or_else(|| panic!("no {head}"));
    let code = one.columns.iter().position(|column| column.head == heads::ITEM).unwrap();
    let row = one.rows.iter().position(|row| row[code] == item).unwrap();
    (s, row, column)
}

type Imported = Result<BTreeMap<String, Came>, Vec<Wrong>>;

/// What comes of a book in which some cells say something else.
fn with(changes: &[(&str, &str, &str)]) -> (Imported, Vec<Place>) {
    let (mut book, organs) = book();
    let mut places = Vec::new();
    for (sheet, head, words) in changes {
        let (s, row, column) = cell(&book, sheet, "food-permit", head);
        (*words).clone_into(&mut book.sheets[s].rows[row][column]);
        let (row, column) = (u32::try_from(row + 1).unwrap(), u32::try_from(column).unwrap());
        places.push(Place { sheet: (*sheet).to_owned(), row, column });
    }
    (import(&sheets::write(&book).unwrap(), &organs), places)
}

#[test]
fn every_item_of_the_county_comes_back_as_it_went() {
    let (items, organs) = county();
    assert_eq!(items.iter().filter(|item| !item.sample).count(), 66);
    assert!(items.iter().any(|item| item.sample), "samples go out and come back too");
    let bytes = export(&items, &organs).unwrap();
    assert_eq!(bytes, export(&items, &organs).unwrap(), "the same book is the same bytes");
    let came = import(&bytes, &organs).unwrap_or_else(|wrong| panic!("{}", wrong[0]));
    assert_eq!(came.len(), items.len());
    for item in &items {
        assert_eq!(came[&item.code].item, *item, "{}", item.code);
        let again: Item = toml::from_str(&came[&item.code].text).unwrap();
        assert_eq!(again, *item, "the file it would be written to says the same: {}", item.code);
    }
}

#[test]
fn every_column_has_a_head_of_its_own_in_chinese() {
    for plan in plan::plans() {
        let columns = flat::columns(&plan);
        let heads: BTreeSet<&str> = columns.iter().map(|column| column.head.as_str()).collect();
        assert_eq!(heads.len(), columns.len(), "{}: two columns of one name", plan.name());
        for head in heads {
            assert!(!head.is_ascii(), "{}: {head} has no Chinese name (sheet/heads.rs)", plan.name());
        }
        assert!(!heads::sheet(&plan.name()).is_ascii(), "{} has no Chinese name", plan.name());
    }
}

#[test]
fn every_value_has_a_word_of_its_own() {
    for slot in plan::plans().iter().flat_map(|plan| &plan.columns) {
        let (plan::Holds::OneOf(all) | plan::Holds::Rule(all)) = slot.holds else { continue };
        let key = slot.path.last().unwrap();
        for one in all {
            let words = heads::value(key, one);
            assert!(!words.is_ascii(), "{}: {one} has no word", slot.name());
            assert_eq!(heads::meant(key, &words, all), Some(*one), "{}: {words}", slot.name());
            assert_eq!(heads::meant(key, one, all), Some(*one));
        }
    }
}

#[test]
fn a_change_of_a_cell_is_a_change_of_the_item() {
    let (came, _) = with(&[
        ("事项", "承诺办结时限", "3"),
        ("申请材料", "名称", "平面图"),
        ("事项", "别名", "=开店\n面馆"),
    ]);
    let came = came.unwrap_or_else(|wrong| panic!("{}", wrong[0]));
    let item = &came["food-permit"].item;
    assert_eq!(item.promised_limit.n, 3);
    assert_eq!(item.materials[0].name.zh, "平面图");
    assert_eq!(item.synonyms, ["=开店", "面馆"], "and it is no formula");
    assert_eq!(came["food-permit"].place("promised_limit.n").unwrap().sheet, "事项");
    assert_eq!(came["food-permit"].place("materials.1.name").unwrap().row, 2 + first_row());
}

/// The row before the first material of the food permit, from 0.
fn first_row() -> u32 {
    let (book, _) = book();
    u32::try_from(cell(&book, "申请材料", "food-permit", "名称").1).unwrap()
}

#[test]
fn what_is_wrong_is_told_at_its_cell() {
    for (sheet, head, words, says) in [
        ("事项", "到办事现场次数", "两次", "整数"),
        ("事项", "到办事现场次数", "21", "21"),
        ("事项", "事项类型", "行政许口", "没有“行政许口”"),
        ("事项", "面向法人", "对", "是"),
        ("事项", "事项名称（英文）", "食品", "英文里有汉字"),
        ("事项", "事项名称", "", "缺少"),
        ("事项", "承诺办结时限单位", "天", "没有“天”"),
        ("事项", "是否收费", "是", "由别的列算出"),
        ("事项", "权力来源", "法定本级行使", "会丢"),
        ("申请材料", "必要性", "必要", "会丢"),
        ("申请材料", "适用情形", "自备水", "不是一个条件"),
        ("申请材料", "来源渠道", "自备", "可以用的有"),
        ("申请材料", "序号", "一", "不是序号"),
    ] {
        let (came, places) = with(&[(sheet, head, words)]);
        let wrong = came.unwrap_err();
        let told = wrong.iter().find(|one| one.to_string().contains(says));
        let told = told.unwrap_or_else(|| panic!("{head} = {words}: {wrong:?}"));
        let place = told.place.as_ref().unwrap();
        // an empty cell is not there: its row, at least, is named
        let at = (place.sheet.as_str(), place.row);
        assert_eq!(at, (places[0].sheet.as_str(), places[0].row), "{head}: {told}");
        assert!(words.is_empty() || place == &places[0], "{head}: {told} is not at {}", places[0]);
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let (came, _) = with(&[
        ("事项", "到办事现场次数", "两次"),
        ("申请材料", "来源渠道", "自备"),
        ("表单字段", "类型", "x"),
    ]);
    let wrong = came.unwrap_err();
    assert!(wrong.len() >= 3, "{wrong:?}");
    let sheets: BTreeSet<&str> =
        wrong.iter().filter_map(|one| Some(one.place.as_ref()?.sheet.as_str())).collect();
    assert_eq!(sheets, BTreeSet::from(["事项", "申请材料", "表单字段"]));
}

#[test]
fn rows_that_belong_nowhere_are_told() {
    let (mut book, organs) = book();
    let (s, row, _) = cell(&book, "申请材料", "food-permit", "名称");
    let mut lost = book.sheets[s].rows[row].clone();
    "no-such-item".clone_into(&mut lost[0]);
    book.sheets[s].rows.push(lost);
    let (s, row, _) = cell(&book, "情形答案", "food-permit", "代码");
    "9.1".clone_into(&mut book.sheets[s].rows[row][1]);
    book.sheets[0].name = "事项".to_owned();
    let twice = book.sheets[0].rows[0].clone();
    book.sheets[0].rows.push(twice);
    let wrong = import(&sheets::write(&book).unwrap(), &organs).unwrap_err();
    for says in ["没有“no-such-item”", "它所在的那一行不在", "出现了两次"] {
        assert!(wrong.iter().any(|one| one.to_string().contains(says)), "{says}: {wrong:?}");
    }
}

#[test]
fn what_is_no_honest_spreadsheet_is_not_opened() {
    let (_, organs) = book();
    let says = |bytes: &[u8]| import(bytes, &organs).unwrap_err()[0].to_string();
    assert!(says(b"").contains("空"), "{}", says(b""));
    assert!(says(b"hello").contains("格式"));
    assert!(says(b"%PDF-1.4").contains("PDF") || says(b"%PDF-1.4").contains("打不开"));
    assert!(says(&vec![b'P'; super::SHEET_BYTES + 1]).contains("超过"));
    assert!(says(b"PK\x03\x04").contains("打不开"));
}

#[test]
fn what_only_shows_against_the_other_files_is_told_at_its_cell_too() {
    let folder = survey(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue"));
    let today = kernel::Day::ymd(2026, 9, 1).unwrap();
    let (came, _) = with(&[]);
    assert_eq!(changes(&came.unwrap(), &folder, today), Ok(Vec::new()), "nothing differs");
    // promised later than the law allows
    let (came, places) = with(&[("事项", "承诺办结时限", "60")]);
    let wrong = changes(&came.unwrap(), &folder, today).unwrap_err();
    let told = wrong.iter().find(|one| one.place.as_ref().is_some_and(|at| at.row == places[0].row));
    assert_eq!(told.unwrap_or_else(|| panic!("{wrong:?}")).place.as_ref().unwrap().sheet, "事项");
    // a shorter promise is a change of one file, whose remarks stay
    let (came, _) = with(&[("事项", "承诺办结时限", "3")]);
    let changed = changes(&came.unwrap(), &folder, today).unwrap();
    let [(path, text)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!(path, "items/food-permit.toml");
    assert!(text.starts_with("# 食品经营许可（餐饮服务），事项目录第 11 项"), "{text:.80}");
}

#[test]
fn a_bound_is_told_in_the_words_of_both_languages() {
    let bounds = ["sheets", "columns", "rows", "cells", "bytes", "characters", "cells without words"];
    for what in bounds {
        let wrong = unread(&Fault::TooMuch(what, 3, None));
        assert!(!wrong.what.zh.chars().any(|c| c.is_ascii_alphabetic()), "{}", wrong.what.zh);
        assert!(wrong.what.en.contains(what), "{}", wrong.what.en);
    }
}
