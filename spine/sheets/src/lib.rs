//! The house's spreadsheets: a book of texts goes out as XLSX, an XLSX comes in as a book of texts.
//!
//! Every cell goes out as text and is marked as text, so that nothing a county wrote is ever taken for a
//! formula. What comes in is bounded (`limits`) and read cell by cell, never as a grid: two cells in far
//! corners cost two cells. A formula, an error or a date is not a text and is told by its place.
//! Whether the archive itself is honest is asked before, by whoever took it in.

pub mod limits;
mod read;
mod write;

use std::fmt;

pub use read::{Page, read};
pub use write::write;

/// A book to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its title, among its properties.
    pub title: String,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet: a row of heads and rows of cells under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// What belongs there, shown with the head as a note; may be empty.
    pub note: String,
    /// Width in characters.
    pub wide: u16,
}

/// Where something stands in a book: `材料!C12`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the sheet.
    pub sheet: String,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl Place {
    /// The cell as people write it: `C12`.
    pub fn cell(&self) -> String {
        let (mut letters, mut left) = (Vec::new(), self.column);
        loop {
            letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
            left /= 26;
            if left == 0 {
                break;
            }
            left -= 1;
        }
        letters.into_iter().rev().chain((self.row + 1).to_string().chars()).collect()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", self.sheet, self.cell())
    }
}

/// Why a book was not written or not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// More of something than `limits` allows: what, how much it may be, and where, if at one place.
    TooMuch(&'static str, usize, Option<Place>),
    /// A cell that holds no text: a formula, an error, a date.
    NotText(&'static str, Place),
    /// The library could not; the words are its own.
    Library(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::TooMuch(what, most, Some(place)) => write!(f, "{place}: more than {most} {what}"),
            Fault::TooMuch(what, most, None) => write!(f, "more than {most} {what}"),
            Fault::NotText(what, place) => write!(f, "{place}: {what} where words are wanted"),
            Fault::Library(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn cells_are_named_as_people_name_them() {
        for (row, column, name) in
            [(0, 0, "A1"), (11, 2, "C12"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 51, "AZ10"), (0, 702, "AAA1")]
        {
            assert_eq!(Place { sheet: String::new(), row, column }.cell(), name);
        }
    }
}
