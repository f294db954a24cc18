//! Notices: the written answers of an organ, from the receipt to the decision.

use kernel::Day;

use crate::code::Code;
use crate::drawn::{Check, NotDrawn};
use crate::flow::{BODY, BOTTOM, Block, Flow, LEFT, List, RIGHT, TOP};
use crate::font::Fonts;
use crate::limits;
use crate::seal;
use crate::sheet::{Ink, MM, Mark, Pen, count, pdf};

/// The kinds of notices and the words at their head.
///
/// A county may head a paper otherwise: [`Notice::title`] is what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Paper was handed in (许可法 32: 书面凭证).
    Receipt,
    /// The application is accepted (许可法 32 I (五)).
    Accepted,
    /// Something is missing, told once and whole (许可法 32 I (四)).
    Correction,
    /// The application is not accepted (许可法 32 I (一)(二)).
    Declined,
    /// Another organ decides this (许可法 32 I (二)).
    Referred,
    /// Hearing, inspection, test: time that is not counted (许可法 45).
    Special,
    /// The licence is granted (许可法 38 I).
    Granted,
    /// The licence is denied, with reasons and remedies (许可法 38 II).
    Denied,
}

impl Kind {
    /// Every kind, in the order of a case.
    pub const ALL: [Kind; 8] = [
        Kind::Receipt,
        Kind::Accepted,
        Kind::Correction,
        Kind::Declined,
        Kind::Referred,
        Kind::Special,
        Kind::Granted,
        Kind::Denied,
    ];

    /// The words at the head of such a paper.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Receipt => "收件凭证",
            Kind::Accepted => "受理通知书",
            Kind::Correction => "补正通知书",
            Kind::Declined => "不予受理通知书",
            Kind::Referred => "转告书",
            Kind::Special => "特别程序告知书",
            Kind::Granted => "准予行政许可决定书",
            Kind::Denied => "不予行政许可决定书",
        }
    }
}

/// A notice with every word already filled in. Newlines in a text begin a new paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// The words at its head, from [`Kind::title`] or the county.
    pub title: String,
    /// Its number: `青市监受〔2026〕0017 号`.
    pub number: String,
    /// The organ that speaks, and signs.
    pub organ: String,
    /// Whom it speaks to; the colon is added.
    pub recipient: String,
    /// The case's number, beside the QR code and in the foot.
    pub case_no: String,
    /// The code with which anyone holding the paper can look the case up; empty when there is none.
    pub query: String,
    /// The text.
    pub paragraphs: Vec<String>,
    /// Lists after the text.
    pub lists: Vec<List>,
    /// Articles it rests on, printed as one paragraph `依据：…；…。`; empty when the text names them.
    pub basis: Vec<String>,
    /// Remedies and where to turn, a paragraph each.
    pub remedies: Vec<String>,
    /// The day it bears.
    pub dated: Day,
    /// The seal's name: `行政许可专用章`.
    pub seal: String,
    /// The text of the QR code.
    pub qr: String,
    /// What the QR code is for: `扫码看办到哪一步`.
    pub qr_says: String,
    /// A demonstration: the ring that says 演示, and a line that it has no legal force.
    pub demo: bool,
}

/// The body's pen.
const TEXT: Pen = Pen::plain(14.0);
/// The height of the end: code, seal, signature.
const TAIL: f32 = 150.0;
/// The QR code's side with its margin: 30 mm.
const CODE: f32 = 30.0 * MM;

/// Draws a notice as PDF/A-2u. The same notice and fonts give the same bytes, always.
///
/// # Errors
/// [`NotDrawn`] when a character cannot be printed, a needed part is empty, or a part is too long.
pub fn notice(notice: &Notice, fonts: &Fonts) -> Result<Vec<u8>, NotDrawn> {
    check(notice, fonts)?;
    let code = Code::of(&notice.qr)?;
    let mut flow = Flow::new(fonts);
    head(&mut flow, notice)?;
    let mut rest: Vec<String> = Vec::new();
    if !notice.basis.is_empty() {
        rest.push(format!("依据：{}。", notice.basis.join("；")));
    }
    rest.extend(notice.remedies.iter().cloned());
    let (mut body, mut after) = (notice.paragraphs.clone(), rest);
    let last = after.pop().or_else(|| notice.lists.is_empty().then(|| body.pop()).flatten());
    for text in &body {
        flow.write(text, BODY, TEXT)?;
    }
    for list in &notice.lists {
        flow.list(list)?;
    }
    for text in &after {
        flow.write(text, BODY, TEXT)?;
    }
    if let Some(text) = last {
        // The signature never stands on a sheet without text.
        let high = count(flow.lines(&text, BODY, TEXT).len()) * BODY.leading;
        if high + TAIL <= BOTTOM - TOP {
            flow.room(high + TAIL)?;
        }
        flow.write(&text, BODY, TEXT)?;
    }
    tail(&mut flow, notice, code)?;
    let demo = if notice.demo { " · 演示文书，不具法律效力" } else { "" };
    flow.feet(&format!("{} · 办件编号 {}{demo}", notice.title, notice.case_no));
    pdf(&format!("{} {}", notice.title, notice.number), notice.dated, &flow.sheets, fonts)
}

fn check(notice: &Notice, fonts: &Fonts) -> Result<(), NotDrawn> {
    let mut check = Check::new(fonts);
    check.line("title", &notice.title)?;
    check.line("number", &notice.number)?;
    check.line("organ", &notice.organ)?;
    check.line("recipient", &notice.recipient)?;
    check.line("case_no", &notice.case_no)?;
    check.text("query", &notice.query, limits::LINE_CHARS)?;
    check.line("seal", &notice.seal)?;
    check.text("qr_says", &notice.qr_says, limits::LINE_CHARS)?;
    if notice.paragraphs.iter().all(|text| text.trim().is_empty()) {
        return Err(NotDrawn::Empty { place: "paragraphs" });
    }
    check.paragraphs("paragraphs", &notice.paragraphs)?;
    check.paragraphs("basis", &notice.basis)?;
    check.paragraphs("remedies", &notice.remedies)?;
    check.count("lists", notice.lists.len(), limits::LISTS)?;
    for list in &notice.lists {
        listed(&mut check, list)?;
    }
    check.done()
}

fn listed(check: &mut Check<'_>, list: &List) -> Result<(), NotDrawn> {
    check.text("lists", &list.title, limits::LINE_CHARS)?;
    check.count("columns", list.columns.len(), limits::COLUMNS)?;
    check.count("rows", list.rows.len(), limits::ROWS)?;
    if list.columns.is_empty() {
        return Err(NotDrawn::Empty { place: "columns" });
    }
    list.columns.iter().try_for_each(|column| check.text("columns", &column.head, limits::LINE_CHARS))?;
    for (row, cells) in list.rows.iter().enumerate() {
        if cells.len() != list.columns.len() {
            return Err(NotDrawn::Ragged { row });
        }
        cells.iter().try_for_each(|cell| check.text("lists", cell, limits::TEXT_CHARS))?;
    }
    Ok(())
}

fn head(flow: &mut Flow<'_>, notice: &Notice) -> Result<(), NotDrawn> {
    flow.centred(&notice.organ, 0.0, 26.0, Pen::bold(16.0))?;
    flow.y += 4.0;
    flow.centred(&notice.title, 0.25, 36.0, Pen::bold(22.0))?;
    flow.y += 4.0;
    let (fonts, y) = (flow.fonts, flow.y + 14.0);
    let pen = Pen::plain(12.0);
    if fonts.ems(&notice.number) * pen.size <= RIGHT - LEFT {
        flow.sheet().right(fonts, RIGHT, y, &notice.number, pen);
        flow.y += 26.0;
    } else {
        flow.write(&notice.number, Block { indent: 0.0, leading: 20.0, ..BODY }, pen)?;
    }
    let colon = if notice.recipient.ends_with(['：', ':']) { "" } else { "：" };
    flow.y += 6.0;
    flow.write(&format!("{}{colon}", notice.recipient), Block { indent: 0.0, ..BODY }, TEXT)
}

fn tail(flow: &mut Flow<'_>, notice: &Notice, code: Code) -> Result<(), NotDrawn> {
    flow.room(TAIL)?;
    let (fonts, top, demo) = (flow.fonts, flow.y + 14.0, notice.demo);
    let small = Block { left: LEFT, wide: 200.0, leading: 14.0, indent: 0.0 };
    // The code's own white margin is brought out to the edge of the text.
    let inset = CODE * 4.0 / f32::from(code.side() + 8);
    let day = notice.dated.zh_full();
    let signer = Block { left: RIGHT - 260.0, wide: 260.0, leading: 24.0, indent: 0.0 };
    let names = flow.lines(&notice.organ, signer, TEXT);
    let sheet = flow.sheet();
    sheet.marks.push(Mark::Code { x: LEFT - inset, y: top - inset, side: CODE, code });
    let mut y = top + 52.0;
    let mut widest = fonts.ems(&day) * TEXT.size;
    for line in &names {
        sheet.right(fonts, RIGHT, y, &line.text, TEXT);
        widest = widest.max(fonts.ems(&line.text) * TEXT.size);
        y += signer.leading;
    }
    sheet.right(fonts, RIGHT, y, &day, TEXT);
    let middle = (RIGHT - widest / 2.0).min(RIGHT - seal::RADIUS);
    if demo {
        seal::demo(sheet, fonts, (middle, y - 16.0), &notice.organ, &notice.seal);
    } else {
        seal::place(sheet, fonts, (middle, y + 18.0), &notice.seal);
    }
    flow.y = top + CODE - 2.0 * inset + 4.0;
    let soft = Pen { ink: Ink::Soft, ..Pen::plain(9.5) };
    flow_small(flow, &notice.qr_says, small, soft);
    flow_small(flow, &format!("办件编号 {}", notice.case_no), small, soft);
    if !notice.query.is_empty() {
        flow_small(flow, &format!("查询码 {}", notice.query), small, soft);
    }
    Ok(())
}

/// Small print beside the signature: it stays on this sheet.
fn flow_small(flow: &mut Flow<'_>, text: &str, block: Block, pen: Pen) {
    for line in flow.lines(text, block, pen) {
        flow.line(&line, block, pen);
    }
}
