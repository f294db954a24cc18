//! How large a paper may be, with its unit in each name and its reason beside it.

/// Pages of one paper; a longer one is an annex, not a notice.
pub const PAGES: usize = 20;
/// Characters of a title, a name, a label, an identifier: one line or a few.
pub const LINE_CHARS: usize = 200;
/// Characters of a number, the words under a QR code: they stand in small places.
pub const NUMBER_CHARS: usize = 60;
/// Characters of a verification code, on one line under the QR code.
pub const CODE_CHARS: usize = 32;
/// Characters of a seal's name, on one line inside the ring.
pub const SEAL_CHARS: usize = 20;
/// Characters of one paragraph, one value of a licence, one cell of a list.
pub const TEXT_CHARS: usize = 4_000;
/// Paragraphs of one kind in one paper.
pub const PARAGRAPHS: usize = 60;
/// Lists in one paper.
pub const LISTS: usize = 10;
/// Rows of one list; the longest list of materials of an item is 100 (kernel).
pub const ROWS: usize = 200;
/// Columns of one list; a sheet of A4 is 33 characters wide.
pub const COLUMNS: usize = 6;
/// Facts of one licence's face.
pub const FACTS: usize = 24;
/// Bytes of text in a QR code: more makes modules too small for a cheap camera.
pub const QR_BYTES: usize = 300;
/// Pages of a handbook: an organ of a hundred items with four pages each, and its contents.
pub const BOOK_PAGES: usize = 450;
/// Chapters of a handbook, one an item; a province's largest organ has under 200 in one county.
pub const CHAPTERS: usize = 200;
/// Parts of one chapter: a guide has about thirty.
pub const PARTS: usize = 300;
