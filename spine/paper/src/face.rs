//! The face of a licence, as a sheet a person can print and keep.

use kernel::Day;

use crate::code::Code;
use crate::drawn::{Check, NotDrawn, brief, small};
use crate::flow::{Block, Flow};
use crate::font::Fonts;
use crate::limits;
use crate::lines::broken;
use crate::seal;
use crate::sheet::{HEIGHT, Ink, MM, Mark, Pen, Sheet, WIDTH, count, pdf};

/// The face of a licence with every value already written out.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// The licence's name: `食品经营许可证`.
    pub title: String,
    /// What it says, label and value, in order: `经营者`, `经营场所`.
    pub facts: Vec<(String, String)>,
    /// Its number.
    pub number: String,
    /// Its electronic identifier (GB/T 36904); empty when it has none.
    pub identifier: String,
    /// Who issued it.
    pub issuer: String,
    /// The day it was issued.
    pub issued: Day,
    /// The first day it is in force, when the face says so.
    pub from: Option<Day>,
    /// The last day it is in force; `None` for a licence without an end.
    pub to: Option<Day>,
    /// The text of the QR code: the address where anyone can verify it.
    pub qr: String,
    /// The verification code, spelt out under the QR code.
    pub code: String,
    /// The seal's name.
    pub seal: String,
    /// A demonstration: 演示·无法律效力 across the sheet, and the ring that says 演示.
    pub demo: bool,
}

/// The frame's distance from the paper's edge: 15 mm.
const EDGE: f32 = 15.0 * MM;
/// The left edge of the text, inside the frame.
const LEFT: f32 = 25.0 * MM;
/// Where the labels end and the values begin.
const VALUES: f32 = LEFT + 108.0;
/// The right edge of the values.
const VALUES_END: f32 = 144.0 * MM;
/// The middle of the column of code and seal.
const ASIDE: f32 = 167.0 * MM;
/// The QR code's side with its margin: 38 mm.
const CODE: f32 = 38.0 * MM;
/// The lowest point of the facts.
const END: f32 = HEIGHT - 42.0 * MM;
/// A value's pen.
const VALUE: Pen = Pen::plain(12.5);

/// Draws a licence's face as PDF/A-2u, marked 便民打印件. The same face and fonts give the same bytes.
///
/// # Errors
/// [`NotDrawn`] when a character cannot be printed, a needed part is empty, or a part is too long.
pub fn face(face: &Face, fonts: &Fonts) -> Result<Vec<u8>, NotDrawn> {
    check(face, fonts)?;
    let code = Code::of(&face.qr)?;
    let mut flow = Flow::new(fonts);
    ground(flow.sheet(), face);
    title(&mut flow, face, "");
    let top = flow.y;
    aside(flow.sheet(), fonts, face, code, top);
    for (label, value) in rows(face) {
        row(&mut flow, face, &label, &value)?;
    }
    let pages = flow.sheets.len();
    for (at, sheet) in flow.sheets.iter_mut().enumerate() {
        foot(sheet, fonts, face, (at + 1, pages));
    }
    pdf(&format!("{} {}", face.title, face.number), face.issued, &flow.sheets, fonts)
}

/// Whether a face can be drawn, without drawing it: [`face`] of the same fonts will not be refused.
///
/// # Errors
/// As [`face`].
pub fn face_fits(face: &Face, fonts: &Fonts) -> Result<(), NotDrawn> {
    check(face, fonts)?;
    let texts = face.facts.iter().flat_map(|(label, value)| [label.as_str(), value.as_str()]);
    if small(texts) && brief(&face.qr) {
        return Ok(());
    }
    self::face(face, fonts).map(drop)
}

fn check(face: &Face, fonts: &Fonts) -> Result<(), NotDrawn> {
    let mut check = Check::new(fonts);
    check.line("title", &face.title)?;
    check.short("number", &face.number, limits::NUMBER_CHARS)?;
    check.text("identifier", &face.identifier, limits::LINE_CHARS)?;
    check.line("issuer", &face.issuer)?;
    check.short("code", &face.code, limits::CODE_CHARS)?;
    check.short("seal", &face.seal, limits::SEAL_CHARS)?;
    check.count("facts", face.facts.len(), limits::FACTS)?;
    for (label, value) in &face.facts {
        check.line("facts", label)?;
        check.text("facts", value, limits::TEXT_CHARS)?;
    }
    check.done()
}

/// The rows of the face: its facts, then number, term, issuer, identifier.
fn rows(face: &Face) -> Vec<(String, String)> {
    let mut rows = face.facts.clone();
    let mut add = |label: &str, value: String| rows.push((label.to_owned(), value));
    add("编号", face.number.clone());
    let term = match (face.from, face.to) {
        (Some(from), Some(to)) => Some(format!("{}至{}", from.zh_full(), to.zh_full())),
        (None, Some(to)) => Some(format!("至{}", to.zh_full())),
        (Some(from), None) => Some(format!("自{}起长期有效", from.zh_full())),
        (None, None) => None,
    };
    if let Some(term) = term {
        add("有效期", term);
    }
    add("发证机关", face.issuer.clone());
    add("发证日期", face.issued.zh_full());
    if !face.identifier.is_empty() {
        add("证照标识", face.identifier.clone());
    }
    rows
}

/// What lies under the text: the frame, and in a demonstration the words across the sheet.
fn ground(sheet: &mut Sheet, face: &Face) {
    if face.demo {
        let pen = Pen { size: 46.0, ink: Ink::Pale, bold: true };
        for y in [HEIGHT * 0.36, HEIGHT * 0.70] {
            let text = "演示·无法律效力".to_owned();
            sheet.marks.push(Mark::Turned { x: WIDTH / 2.0, y, degrees: -30.0, text, pen });
        }
    }
    let mut frame = |by: f32, line: f32| {
        let (wide, high) = (WIDTH - 2.0 * by, HEIGHT - 2.0 * by);
        sheet.marks.push(Mark::Frame { x: by, y: by, wide, high, line, ink: Ink::Green });
    };
    frame(EDGE, 1.6);
    frame(EDGE + 5.0, 0.5);
    sheet.bar(EDGE, EDGE - 3.0, WIDTH - 2.0 * EDGE, 6.0, Ink::Green);
}

fn title(flow: &mut Flow<'_>, face: &Face, more: &str) {
    flow.y = EDGE + 40.0;
    let fonts = flow.fonts;
    let words = format!("{}{more}", face.title);
    // A name that would fill the sheet is written smaller.
    let size = [26.0, 20.0, 12.0].into_iter().find(|size| fonts.ems(&words) * size <= 800.0);
    let pen = Pen::bold(size.unwrap_or(9.0));
    for line in broken(fonts, &words, (WIDTH - 2.0 * LEFT) / pen.size / 1.25, 0.0) {
        let y = flow.y + pen.size;
        flow.sheet().centred(fonts, WIDTH / 2.0, y, (&line.text, 0.25), pen);
        flow.y += pen.size * 1.45;
    }
    flow.y += 26.0;
}

/// One label and its value; a value that does not fit goes on on the next sheet.
fn row(flow: &mut Flow<'_>, face: &Face, label: &str, value: &str) -> Result<(), NotDrawn> {
    let leading = 20.0;
    let names = Block { left: LEFT, wide: VALUES - LEFT - 8.0, leading, indent: 0.0 };
    let values = Block { left: VALUES, wide: VALUES_END - VALUES, leading, indent: 0.0 };
    let label_lines = flow.lines(label, names, Pen::soft(12.0));
    let value_lines = flow.lines(value, values, VALUE);
    if flow.y + 16.0 + leading * count(label_lines.len().max(value_lines.len().min(3))) > END {
        on(flow, face)?;
    }
    flow.sheet_rule();
    let top = flow.y + 8.0;
    flow.y = top;
    for line in &label_lines {
        flow.line(line, names, Pen::soft(12.0));
    }
    let under_label = flow.y;
    flow.y = top;
    let sheets = flow.sheets.len();
    for line in &value_lines {
        if flow.y + leading > END {
            on(flow, face)?;
        }
        flow.line(line, values, VALUE);
    }
    if flow.sheets.len() == sheets {
        flow.y = flow.y.max(under_label);
    }
    flow.y += 8.0;
    flow.sheet_rule();
    Ok(())
}

/// Goes on on a new sheet with the same frame.
fn on(flow: &mut Flow<'_>, face: &Face) -> Result<(), NotDrawn> {
    flow.turn()?;
    ground(flow.sheet(), face);
    title(flow, face, "（续）");
    Ok(())
}

impl Flow<'_> {
    /// A thin line between two facts.
    fn sheet_rule(&mut self) {
        let y = self.y;
        self.sheet().bar(LEFT, y, VALUES_END - LEFT, 0.6, Ink::Faint);
    }
}

/// The column beside the facts: code, its spelling, seal.
fn aside(sheet: &mut Sheet, fonts: &Fonts, face: &Face, code: Code, top: f32) {
    sheet.marks.push(Mark::Code { x: ASIDE - CODE / 2.0, y: top - 10.0, side: CODE, code });
    let mut y = top + CODE + 6.0;
    sheet.centred(fonts, ASIDE, y, ("扫码核验", 0.0), Pen::soft(10.0));
    y += 17.0;
    let size = (2.0 * (WIDTH - EDGE - 8.0 - ASIDE) / fonts.ems(&face.code).max(1.0)).min(11.0);
    sheet.centred(fonts, ASIDE, y, (&face.code, 0.0), Pen::plain(size));
    y += 30.0 + seal::RADIUS;
    if face.demo {
        seal::demo(sheet, fonts, (ASIDE, y), &face.issuer, &face.seal);
    } else {
        seal::place(sheet, fonts, (ASIDE, y), &face.seal);
    }
}

fn foot(sheet: &mut Sheet, fonts: &Fonts, face: &Face, (page, pages): (usize, usize)) {
    let mut y = HEIGHT - EDGE - 54.0;
    sheet.centred(fonts, WIDTH / 2.0, y, ("便民打印件", 0.2), Pen::bold(13.0));
    y += 20.0;
    let words = "是否真实、是否有效，以扫码核验的结果为准。";
    sheet.centred(fonts, WIDTH / 2.0, y, (words, 0.0), Pen::soft(10.0));
    y += 16.0;
    if face.demo {
        let words = "演示·无法律效力";
        sheet.centred(fonts, WIDTH / 2.0, y, (words, 0.1), Pen { ink: Ink::Red, ..Pen::bold(10.0) });
    }
    if pages > 1 {
        let words = format!("第 {page} 页，共 {pages} 页");
        sheet.centred(fonts, WIDTH / 2.0, HEIGHT - EDGE + 14.0, (&words, 0.0), Pen::soft(9.0));
    }
}
