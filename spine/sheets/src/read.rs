//! XLSX bytes as texts by their places: whatever a person typed, as she would read it.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use crate::{Fault, Place, limits};

/// A sheet that was read: its filled cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The name on its tab.
    pub name: String,
    /// Texts by row and column, from 0.
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

/// What may still be read.
struct Left {
    cells: usize,
    bytes: usize,
}

/// Read a book: its sheets, and every cell that holds no text, by its place.
///
/// # Errors
/// [`Fault`]: it cannot be read at all, or is larger than `limits` allows.
pub fn read(bytes: &[u8]) -> Result<(Vec<Page>, Vec<Fault>), Fault> {
    let library = |e: XlsxError| Fault::Library(e.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(library)?;
    let names = book.sheet_names();
    if names.len() > limits::SHEETS {
        return Err(Fault::TooMuch("sheets", limits::SHEETS, None));
    }
    let mut left = Left { cells: limits::CELLS, bytes: limits::TEXT_BYTES };
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    for name in names {
        let mut page = Page { name, rows: BTreeMap::new() };
        texts(&mut book, &mut page, &mut left, &mut faults)?;
        formulas(&mut book, &page, &mut faults)?;
        pages.push(page);
    }
    Ok((pages, faults))
}

fn texts(
    book: &mut Xlsx<Cursor<&[u8]>>,
    page: &mut Page,
    left: &mut Left,
    faults: &mut Vec<Fault>,
) -> Result<(), Fault> {
    let library = |e: XlsxError| Fault::Library(e.to_string());
    let mut cells = book.worksheet_cells_reader(&page.name).map_err(library)?;
    while let Some(cell) = cells.next_cell().map_err(library)? {
        let (row, column) = cell.get_position();
        let place = || Place { sheet: page.name.clone(), row, column };
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(n) => n.to_string(),
            DataRef::Float(n) => n.to_string(),
            DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
            DataRef::Error(_) => {
                wordless(faults, "an error", place())?;
                continue;
            }
            _ => {
                wordless(faults, "a date", place())?;
                continue;
            }
        };
        if text.is_empty() {
            continue;
        }
        if usize::try_from(row).is_ok_and(|row| row >= limits::ROWS) {
            return Err(Fault::TooMuch("rows", limits::ROWS, Some(place())));
        }
        if usize::try_from(column).is_ok_and(|column| column >= limits::COLUMNS) {
            return Err(Fault::TooMuch("columns", limits::COLUMNS, Some(place())));
        }
        left.cells = left.cells.checked_sub(1).ok_or(Fault::TooMuch("cells", limits::CELLS, None))?;
        left.bytes =
            left.bytes.checked_sub(text.len()).ok_or(Fault::TooMuch("bytes", limits::TEXT_BYTES, None))?;
        page.rows.entry(row).or_default().insert(column, text);
    }
    Ok(())
}

/// Every cell with a formula: what it came to when it was saved is nobody's word.
fn formulas(book: &mut Xlsx<Cursor<&[u8]>>, page: &Page, faults: &mut Vec<Fault>) -> Result<(), Fault> {
    let library = |e: XlsxError| Fault::Library(e.to_string());
    let mut cells = book.worksheet_cells_reader(&page.name).map_err(library)?;
    while let Some(cell) = cells.next_formula().map_err(library)? {
        if cell.get_value().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        wordless(faults, "a formula", Place { sheet: page.name.clone(), row, column })?;
    }
    Ok(())
}

/// One more cell without words: a book full of them is not told cell by cell.
fn wordless(faults: &mut Vec<Fault>, what: &'static str, place: Place) -> Result<(), Fault> {
    if faults.len() >= limits::WORDLESS {
        return Err(Fault::TooMuch("cells without words", limits::WORDLESS, None));
    }
    faults.push(Fault::NotText(what, place));
    Ok(())
}
