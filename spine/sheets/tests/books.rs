//! Books written and read again, and what a hostile one costs.
#![allow(clippy::unwrap_used)]

use rust_xlsxwriter::{Format, Formula, Workbook};
use sheets::{Book, Column, Fault, Place, Sheet, limits, read, write};

fn book(cells: &[&str]) -> Book {
    let column = |n: usize| Column { head: format!("列{n}"), note: "说明".to_owned(), wide: 12 };
    let columns = (0..cells.len()).map(column).collect();
    let rows = vec![cells.iter().map(|cell| (*cell).to_owned()).collect()];
    Book { title: "试".to_owned(), sheets: vec![Sheet { name: "事项".to_owned(), columns, rows }] }
}

#[test]
fn every_text_comes_back_as_it_was() {
    let all = [
        "=1+1",
        "+86",
        "-1",
        "@SUM(A1)",
        "\tx",
        "一行\n两行",
        " 前后有空格 ",
        "_x0041_",
        "000131911000",
        "<&>\"'",
        "😀",
        "1e5",
        "是",
        "TRUE",
        "2026-03-02",
        "=cmd|' /C calc'!A0",
    ];
    let bytes = write(&book(&all)).unwrap();
    assert_eq!(bytes, write(&book(&all)).unwrap(), "the same bytes");
    let (pages, faults) = read(&bytes).unwrap();
    assert_eq!(faults, Vec::new(), "none of them is a formula");
    let row: Vec<&str> = pages[0].rows[&1].values().map(String::as_str).collect();
    assert_eq!(row, all);
    assert_eq!(pages[0].rows[&0][&2], "列2");
}

#[test]
fn what_is_no_text_is_told_by_its_place() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet().set_name("材料").unwrap();
    page.write_number(0, 0, 12.0).unwrap();
    page.write_number(0, 1, 0.5).unwrap();
    page.write_boolean(0, 2, true).unwrap();
    page.write_formula(11, 2, Formula::new("=1+1").set_result("2")).unwrap();
    let (pages, faults) = read(&workbook.save_to_buffer().unwrap()).unwrap();
    let row: Vec<&str> = pages[0].rows[&0].values().map(String::as_str).collect();
    assert_eq!(row, ["12", "0.5", "是"]);
    let place = Place { sheet: "材料".to_owned(), row: 11, column: 2 };
    assert_eq!(faults, [Fault::NotText("a formula", place.clone())]);
    assert_eq!(place.to_string(), "材料!C12");
}

#[test]
fn a_book_full_of_what_is_no_text_is_not_told_cell_by_cell() {
    let mut workbook = Workbook::new();
    let (page, date) = (workbook.add_worksheet(), Format::new().set_num_format("yyyy-mm-dd"));
    for row in 0..=u32::try_from(limits::WORDLESS).unwrap() {
        page.write_number_with_format(row, 0, 46_000.0, &date).unwrap();
    }
    let told = read(&workbook.save_to_buffer().unwrap());
    assert!(matches!(told, Err(Fault::TooMuch("cells without words", ..))), "{told:?}");
}

#[test]
fn a_book_has_its_bounds() {
    let long = "长".repeat(limits::CELL_CHARS + 1);
    assert!(matches!(write(&book(&[long.as_str()])), Err(Fault::TooMuch("characters", ..))));
    let mut many = book(&["x"]);
    many.sheets = vec![many.sheets[0].clone(); limits::SHEETS + 1];
    assert!(matches!(write(&many), Err(Fault::TooMuch("sheets", ..))));
    // two cells in far corners are two cells, and the far one is out of bounds
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(1_048_575, 16_383, "x").unwrap();
    assert!(matches!(read(&workbook.save_to_buffer().unwrap()), Err(Fault::TooMuch("rows", ..))));
    assert!(matches!(read(b"PK\x03\x04 nothing"), Err(Fault::Library(_))));
    assert!(matches!(read(b""), Err(Fault::Library(_))));
}

#[test]
fn one_long_text_named_by_many_cells_is_not_copied_without_end() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let long = "x".repeat(30_000);
    for row in 0..2_000 {
        page.write_string(row, 0, &long).unwrap();
    }
    assert!(matches!(read(&workbook.save_to_buffer().unwrap()), Err(Fault::TooMuch("bytes", ..))));
}
