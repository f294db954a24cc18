//! How large a book may be, with its unit in each name and its reason beside it.

/// Sheets of one book; a catalogue has fewer than twenty.
pub const SHEETS: usize = 40;
/// Columns of one sheet; the national layout has about eighty.
pub const COLUMNS: usize = 256;
/// Rows of one sheet: two thousand items with thirty fields each.
pub const ROWS: usize = 60_000;
/// Filled cells of one book.
pub const CELLS: usize = 1_000_000;
/// Cells of one book that hold no text, as they are told one by one: about a screen for each hour of mending.
pub const WORDLESS: usize = 256;
/// Characters of one cell: what a cell of XLSX holds (ECMA-376).
pub const CELL_CHARS: usize = 32_767;
/// Bytes of all cells together: one long text may be named by many cells.
pub const TEXT_BYTES: usize = 48 * 1024 * 1024;
