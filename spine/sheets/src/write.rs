//! A book as XLSX bytes. The same book gives the same bytes: it bears no time.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError,
};

use crate::{Book, Fault, Place, Sheet, limits};

/// Signs with which a program would begin a formula, or that hide one.
const SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Write a book.
///
/// # Errors
/// [`Fault::TooMuch`] where it is larger than `limits` allows.
pub fn write(book: &Book) -> Result<Vec<u8>, Fault> {
    if book.sheets.len() > limits::SHEETS {
        return Err(Fault::TooMuch("sheets", limits::SHEETS, None));
    }
    let library = |e: XlsxError| Fault::Library(e.to_string());
    let mut workbook = Workbook::new();
    // the first day of the calendar of such files: a book bears no time of its own
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(library)?;
    let properties = DocProperties::new().set_title(&book.title).set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let mut cells = 0;
    for sheet in &book.sheets {
        bounded(sheet, &mut cells)?;
        fill(workbook.add_worksheet(), sheet).map_err(library)?;
    }
    workbook.save_to_buffer().map_err(library)
}

fn bounded(sheet: &Sheet, cells: &mut usize) -> Result<(), Fault> {
    if sheet.columns.len() > limits::COLUMNS {
        return Err(Fault::TooMuch("columns", limits::COLUMNS, None));
    }
    if sheet.rows.len() >= limits::ROWS {
        return Err(Fault::TooMuch("rows", limits::ROWS, None));
    }
    for (row, all) in sheet.rows.iter().enumerate() {
        *cells += all.len();
        for (column, text) in all.iter().enumerate() {
            if text.chars().map(char::len_utf16).sum::<usize>() > limits::CELL_CHARS {
                let place = Place { sheet: sheet.name.clone(), row: number(row) + 1, column: number(column) };
                return Err(Fault::TooMuch("characters", limits::CELL_CHARS, Some(place)));
            }
        }
    }
    if *cells > limits::CELLS { Err(Fault::TooMuch("cells", limits::CELLS, None)) } else { Ok(()) }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    // 49, "@": text, also when somebody types into the cell
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let sign = text.clone().set_quote_prefix();
    let head = Format::new().set_num_format("@").set_bold().set_text_wrap().set_align(FormatAlign::Top);
    page.set_name(&sheet.name)?.set_freeze_panes(1, 0)?;
    for (n, column) in sheet.columns.iter().enumerate() {
        let n = u16::try_from(n).unwrap_or(u16::MAX);
        page.set_column_width(n, f64::from(column.wide.max(6)))?.set_column_format(n, &text)?;
        page.write_string_with_format(0, n, &column.head, &head)?;
        if !column.note.is_empty() {
            page.insert_note(0, n, &Note::new(&column.note))?;
        }
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, words) in cells.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            let (row, column) = (number(row) + 1, u16::try_from(column).unwrap_or(u16::MAX));
            let format = if words.starts_with(SIGNS) { &sign } else { &text };
            page.write_string_with_format(row, column, words, format)?;
        }
    }
    Ok(())
}
