//! Handbooks: what an organ promises, every guide in one book one can print, with a table of contents.
//!
//! In either language; the words are the caller's, the page numbers are ours.

use kernel::Day;

use crate::drawn::{Check, NotDrawn};
use crate::flow::{Block, Flow, LEFT, List, MEASURE, RIGHT, TOP};
use crate::font::Fonts;
use crate::limits;
use crate::notice::listed;
use crate::sheet::{HEIGHT, Ink, MM, Pen, Sheet, bound};

/// A book with every word already written out.
#[derive(Debug, Clone, PartialEq)]
pub struct Handbook {
    /// The language it is written in (BCP 47): `zh-CN`, `en`.
    pub lang: &'static str,
    /// The words on its cover: `办事指南手册`.
    pub title: String,
    /// The organ whose book it is.
    pub organ: String,
    /// Lines under it: the county, how many items, where to ask.
    pub lines: Vec<String>,
    /// The day on which what it says was in force.
    pub dated: Day,
    /// The heading of the table of contents: `目录`.
    pub contents: String,
    /// `第 {n} 页，共 {all} 页`: the foot of each page, with both numbers to be filled in.
    pub page: String,
    /// What stands at the foot of every page besides.
    pub foot: String,
    /// The items, one a chapter, each on a new page.
    pub chapters: Vec<Chapter>,
}

/// One item's guide.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Its name.
    pub title: String,
    /// What it says.
    pub parts: Vec<Part>,
}

/// A part of a chapter.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph in small print: a basis, a code.
    Small(String),
    /// Points of a list, each with its sign.
    Points(Vec<String>),
    /// Labels with what stands beside them.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(List),
}

const TEXT: Pen = Pen::plain(11.0);
const TEXT_BLOCK: Block = Block { left: LEFT, wide: MEASURE, leading: 18.0, indent: 0.0 };
const SMALL: Pen = Pen::soft(9.5);
const SMALL_BLOCK: Block = Block { leading: 15.0, ..TEXT_BLOCK };
const POINT_BLOCK: Block = Block { left: LEFT + 14.0, wide: MEASURE - 14.0, ..TEXT_BLOCK };
/// Where what stands beside a label begins.
const BESIDE: f32 = 120.0;
const LABEL_BLOCK: Block = Block { wide: BESIDE - 12.0, ..TEXT_BLOCK };
const VALUE_BLOCK: Block = Block { left: LEFT + BESIDE, wide: MEASURE - BESIDE, ..TEXT_BLOCK };
/// A line of the contents, in points.
const CONTENTS: f32 = 22.0;

/// Draws a handbook as PDF/A-2u with bookmarks. The same handbook and fonts give the same bytes, always.
///
/// # Errors
/// [`NotDrawn`] when a character cannot be printed, a needed part is empty, or a part is too long.
pub fn handbook(book: &Handbook, fonts: &Fonts) -> Result<Vec<u8>, NotDrawn> {
    check(book, fonts)?;
    let mut inside = Flow::of(fonts, limits::BOOK_PAGES);
    let mut begins = Vec::new();
    for (n, chapter) in book.chapters.iter().enumerate() {
        if n > 0 {
            inside.turn()?;
        }
        begins.push(inside.sheets.len() - 1);
        written(&mut inside, chapter)?;
    }
    // how long the contents are is known only when they are written, and where they lead only then
    let before = opened(book, fonts, &begins, 0)?.len();
    let mut sheets = opened(book, fonts, &begins, before)?;
    sheets.append(&mut inside.sheets);
    if sheets.len() > limits::BOOK_PAGES {
        return Err(NotDrawn::TooManyPages);
    }
    let all = sheets.len();
    for (at, sheet) in sheets.iter_mut().enumerate().skip(1) {
        let page = book.page.replace("{n}", &(at + 1).to_string()).replace("{all}", &all.to_string());
        let y = HEIGHT - 15.0 * MM;
        sheet.text(LEFT, y, &book.foot, Pen::soft(9.0));
        sheet.right(fonts, RIGHT, y, &page, Pen::soft(9.0));
    }
    let titles = book.chapters.iter().map(|chapter| chapter.title.clone());
    let marks: Vec<(String, usize)> = titles.zip(begins.iter().map(|at| at + before)).collect();
    bound(&format!("{} {}", book.organ, book.title), (book.lang, book.dated), &sheets, &marks, fonts)
}

fn check(book: &Handbook, fonts: &Fonts) -> Result<(), NotDrawn> {
    let mut check = Check::new(fonts);
    check.line("title", &book.title)?;
    check.line("organ", &book.organ)?;
    check.line("contents", &book.contents)?;
    check.short("page", &book.page, limits::NUMBER_CHARS)?;
    check.text("foot", &book.foot, limits::NUMBER_CHARS)?;
    check.paragraphs("lines", &book.lines)?;
    check.count("chapters", book.chapters.len(), limits::CHAPTERS)?;
    if book.chapters.is_empty() {
        return Err(NotDrawn::Empty { place: "chapters" });
    }
    for chapter in &book.chapters {
        check.line("chapters", &chapter.title)?;
        check.count("parts", chapter.parts.len(), limits::PARTS)?;
        chapter.parts.iter().try_for_each(|part| held(&mut check, part))?;
    }
    check.done()
}

fn held(check: &mut Check<'_>, part: &Part) -> Result<(), NotDrawn> {
    let all = limits::TEXT_CHARS;
    match part {
        Part::Heading(words) => check.line("headings", words),
        Part::Text(words) | Part::Small(words) => check.text("parts", words, all),
        Part::Points(points) => check.paragraphs("points", points),
        Part::Facts(facts) => facts.iter().try_for_each(|(label, value)| {
            check.line("facts", label)?;
            check.text("facts", value, all)
        }),
        Part::Table(list) => listed(check, list),
    }
}

/// The cover and the contents; so many sheets stand before the first chapter.
fn opened(book: &Handbook, fonts: &Fonts, begins: &[usize], before: usize) -> Result<Vec<Sheet>, NotDrawn> {
    let mut flow = Flow::of(fonts, limits::BOOK_PAGES);
    flow.y = TOP + 170.0;
    flow.centred(&book.organ, 0.0, 34.0, Pen::bold(20.0))?;
    flow.y += 14.0;
    flow.centred(&book.title, 0.1, 48.0, Pen::bold(30.0))?;
    flow.y += 24.0;
    for line in &book.lines {
        flow.centred(line, 0.0, 22.0, Pen::plain(12.0))?;
    }
    flow.turn()?;
    flow.write(&book.contents, Block { leading: 34.0, ..TEXT_BLOCK }, Pen::bold(18.0))?;
    flow.y += 6.0;
    for (chapter, at) in book.chapters.iter().zip(begins) {
        let number = (at + before + 1).to_string();
        let block = Block { wide: MEASURE - 50.0, leading: CONTENTS, ..TEXT_BLOCK };
        flow.write(&chapter.title, block, TEXT)?;
        let y = flow.y - CONTENTS / 2.0 + TEXT.size * 0.36;
        let sheet = flow.sheet();
        sheet.right(fonts, RIGHT, y, &number, TEXT);
        sheet.bar(LEFT, y + 7.0, MEASURE, 0.4, Ink::Faint);
    }
    Ok(flow.sheets)
}

fn written(flow: &mut Flow<'_>, chapter: &Chapter) -> Result<(), NotDrawn> {
    flow.write(&chapter.title, Block { leading: 30.0, ..TEXT_BLOCK }, Pen::bold(18.0))?;
    let y = flow.y + 2.0;
    flow.sheet().bar(LEFT, y, MEASURE, 1.4, Ink::Green);
    flow.y += 12.0;
    for part in &chapter.parts {
        set(flow, part)?;
    }
    Ok(())
}

fn set(flow: &mut Flow<'_>, part: &Part) -> Result<(), NotDrawn> {
    match part {
        Part::Heading(words) => {
            flow.y += 12.0;
            // a heading takes two lines of what it heads with it
            flow.room(24.0 + 2.0 * TEXT_BLOCK.leading)?;
            flow.write(words, Block { leading: 24.0, ..TEXT_BLOCK }, Pen::bold(13.0))
        }
        Part::Text(words) => flow.write(words, TEXT_BLOCK, TEXT),
        Part::Small(words) => flow.write(words, SMALL_BLOCK, SMALL),
        Part::Points(points) => points.iter().try_for_each(|words| {
            flow.room(TEXT_BLOCK.leading * 2.0)?;
            let y = flow.y + TEXT_BLOCK.leading / 2.0 + TEXT.size * 0.36;
            flow.sheet().text(LEFT + 2.0, y, "·", Pen::bold(11.0));
            flow.write(words, POINT_BLOCK, TEXT)
        }),
        Part::Facts(facts) => facts.iter().try_for_each(|(label, value)| fact(flow, label, value)),
        Part::Table(list) => flow.list(list),
    }
}

/// A label and what stands beside it; a value that does not fit under it goes on overleaf.
fn fact(flow: &mut Flow<'_>, label: &str, value: &str) -> Result<(), NotDrawn> {
    let labels = flow.lines(label, LABEL_BLOCK, SMALL);
    flow.room(TEXT_BLOCK.leading * crate::sheet::count(labels.len().max(2)))?;
    let (top, on) = (flow.y, flow.sheets.len());
    for line in &labels {
        flow.line(line, LABEL_BLOCK, SMALL);
    }
    let under = flow.y;
    flow.y = top;
    flow.write(value, VALUE_BLOCK, TEXT)?;
    if flow.sheets.len() == on {
        flow.y = flow.y.max(under);
    }
    let y = flow.y;
    flow.sheet().bar(LEFT, y, MEASURE, 0.4, Ink::Faint);
    flow.y += 3.0;
    Ok(())
}
