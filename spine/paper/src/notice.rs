//! Notices: the written answers of an organ, from the receipt to the decision.

use kernel::Day;

use crate::code::Code;
use crate::drawn::{Check, NotDrawn, brief, small};
use crate::flow::{BODY, BOTTOM, Block, Flow, LEFT, List, RIGHT, TOP};
use crate::font::Fonts;
use crate::limits;
use crate::lines::Line;
use crate::seal;
use crate::sheet::{MM, Mark, Pen, count, pdf};

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
    let end = Tail::of(&flow, notice);
    if let Some(text) = last {
        // The signature never stands on a sheet without text.
        let high = count(flow.lines(&text, BODY, TEXT).len()) * BODY.leading + end.high();
        if high <= BOTTOM - TOP {
            flow.room(high)?;
        }
        flow.write(&text, BODY, TEXT)?;
    }
    tail(&mut flow, notice, end, code)?;
    let demo = if notice.demo { "演示文书，不具法律效力" } else { "" };
    let foot = format!("办件编号 {} · {demo}", notice.case_no);
    let feet = [format!("{} · {foot}", notice.title), foot, demo.to_owned()];
    flow.feet(&feet.map(|words| words.trim_end_matches(" · ").to_owned()));
    pdf(&format!("{} {}", notice.title, notice.number), notice.dated, &flow.sheets, fonts)
}

/// Whether a notice can be drawn, without drawing it: [`notice`] of the same fonts will not be refused.
///
/// # Errors
/// As [`notice`].
pub fn notice_fits(notice: &Notice, fonts: &Fonts) -> Result<(), NotDrawn> {
    check(notice, fonts)?;
    let lists = notice.lists.iter().flat_map(|list| &list.rows).flatten();
    let texts = notice.paragraphs.iter().chain(&notice.basis).chain(&notice.remedies).chain(lists);
    if small(texts.map(String::as_str)) && brief(&notice.qr) {
        return Ok(());
    }
    self::notice(notice, fonts).map(drop)
}

fn check(notice: &Notice, fonts: &Fonts) -> Result<(), NotDrawn> {
    let mut check = Check::new(fonts);
    check.line("title", &notice.title)?;
    check.short("number", &notice.number, limits::NUMBER_CHARS)?;
    check.line("organ", &notice.organ)?;
    check.line("recipient", &notice.recipient)?;
    check.short("case_no", &notice.case_no, limits::NUMBER_CHARS)?;
    check.text("query", &notice.query, limits::NUMBER_CHARS)?;
    check.short("seal", &notice.seal, limits::SEAL_CHARS)?;
    check.text("qr_says", &notice.qr_says, limits::NUMBER_CHARS)?;
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

pub(crate) fn listed(check: &mut Check<'_>, list: &List) -> Result<(), NotDrawn> {
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

/// The end of a notice, broken into lines: small print on the left, signature on the right.
struct Tail {
    small: Vec<Line>,
    names: Vec<Line>,
}

/// The small print under the QR code.
const SMALL: Block = Block { left: LEFT, wide: 190.0, leading: 14.0, indent: 0.0 };
/// Its pen.
const SOFT: Pen = Pen::soft(9.5);
/// The signature.
const SIGNED: Block = Block { left: RIGHT - 230.0, wide: 230.0, leading: 24.0, indent: 0.0 };

impl Tail {
    fn of(flow: &Flow<'_>, notice: &Notice) -> Tail {
        let query =
            if notice.query.is_empty() { String::new() } else { format!("查询码 {}", notice.query) };
        let small = format!("{}\n办件编号 {}\n{query}", notice.qr_says, notice.case_no);
        Tail { small: flow.lines(&small, SMALL, SOFT), names: flow.lines(&notice.organ, SIGNED, TEXT) }
    }

    /// How many points it needs.
    fn high(&self) -> f32 {
        let left = CODE + 18.0 + count(self.small.len()) * SMALL.leading;
        let right = 66.0 + count(self.names.len() + 1) * SIGNED.leading;
        left.max(right).max(2.0 * seal::RADIUS + 14.0)
    }
}

fn tail(flow: &mut Flow<'_>, notice: &Notice, end: Tail, code: Code) -> Result<(), NotDrawn> {
    flow.room(end.high())?;
    let (fonts, top) = (flow.fonts, flow.y + 14.0);
    // The code's own white margin is brought out to the edge of the text.
    let inset = CODE * 4.0 / f32::from(code.side() + 8);
    let day = notice.dated.zh_full();
    let wide = |text: &str| fonts.ems(text) * TEXT.size;
    let widest = end.names.iter().map(|line| wide(&line.text)).fold(wide(&day), f32::max);
    let sheet = flow.sheet();
    sheet.marks.push(Mark::Code { x: LEFT - inset, y: top - inset, side: CODE, code });
    // The seal lies under the signature's first characters, so that organ and day stay readable.
    let middle = (RIGHT - widest - seal::RADIUS * 0.3).max(LEFT + SMALL.wide + seal::RADIUS + 4.0);
    let centre = top + 40.0 + count(end.names.len()) * SIGNED.leading / 2.0;
    if notice.demo {
        seal::demo(sheet, fonts, (middle, centre), &notice.organ, &notice.seal);
    }
    let mut y = top + 40.0;
    for line in &end.names {
        sheet.right(fonts, RIGHT, y, &line.text, TEXT);
        y += SIGNED.leading;
    }
    sheet.right(fonts, RIGHT, y, &day, TEXT);
    if !notice.demo {
        let words = format!("（{}）", notice.seal);
        sheet.right(fonts, RIGHT, y + 18.0, &words, Pen::soft(8.0));
    }
    flow.y = top + CODE - 2.0 * inset + 4.0;
    for line in &end.small {
        flow.line(line, SMALL, SOFT);
    }
    Ok(())
}
