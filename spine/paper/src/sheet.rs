//! Sheets of A4 and the marks on them, and the one place where they become PDF bytes.

use kernel::Day;
use krilla::color::rgb::Color as Rgb;
use krilla::configure::{Configuration, Validator};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::KrillaGlyph;
use krilla::{Document, SerializeSettings};

use crate::code::Code;
use crate::drawn::{Absent, NotDrawn};
use crate::font::Fonts;
use crate::limits;

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;
/// Width of A4 in points (210 mm).
pub(crate) const WIDTH: f32 = 210.0 * MM;
/// Height of A4 in points (297 mm).
pub(crate) const HEIGHT: f32 = 297.0 * MM;

/// The inks. Colour is never needed to understand a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Text.
    Black,
    /// Labels and small print.
    Soft,
    /// Lines between rows.
    Faint,
    /// Seals.
    Red,
    /// The frame of a licence.
    Green,
    /// What lies behind the text.
    Pale,
}

impl Ink {
    fn colour(self) -> Rgb {
        match self {
            Ink::Black => Rgb::new(0, 0, 0),
            Ink::Soft => Rgb::new(75, 85, 82),
            Ink::Faint => Rgb::new(176, 184, 181),
            Ink::Red => Rgb::new(178, 28, 24),
            Ink::Green => Rgb::new(22, 86, 63),
            Ink::Pale => Rgb::new(240, 208, 204),
        }
    }

    fn fill(self) -> Fill {
        Fill { paint: self.colour().into(), ..Fill::default() }
    }

    fn stroke(self, width: f32) -> Stroke {
        Stroke { paint: self.colour().into(), width, ..Stroke::default() }
    }
}

/// How a text is written: points, ink, heavier strokes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pen {
    pub size: f32,
    pub ink: Ink,
    pub bold: bool,
}

impl Pen {
    pub const fn plain(size: f32) -> Pen {
        Pen { size, ink: Ink::Black, bold: false }
    }

    pub const fn bold(size: f32) -> Pen {
        Pen { size, ink: Ink::Black, bold: true }
    }

    pub const fn soft(size: f32) -> Pen {
        Pen { size, ink: Ink::Soft, bold: false }
    }
}

/// One mark on a sheet; points from the upper left corner.
pub(crate) enum Mark {
    /// A text from its baseline's left end; `spread` ems are added after each character.
    Text { x: f32, y: f32, text: String, pen: Pen, spread: f32 },
    /// A text around its middle, turned clockwise and drawn as shapes: a picture, not to be read as text.
    Turned { x: f32, y: f32, degrees: f32, text: String, pen: Pen },
    /// A filled bar.
    Bar { x: f32, y: f32, wide: f32, high: f32, ink: Ink },
    /// An open rectangle.
    Frame { x: f32, y: f32, wide: f32, high: f32, line: f32, ink: Ink },
    /// An open circle.
    Ring { x: f32, y: f32, radius: f32, line: f32, ink: Ink },
    /// A QR code with its white margin of four modules inside `side`.
    Code { x: f32, y: f32, side: f32, code: Code },
}

/// A page of A4.
#[derive(Default)]
pub(crate) struct Sheet {
    pub marks: Vec<Mark>,
}

impl Sheet {
    /// Writes a text.
    pub fn text(&mut self, x: f32, y: f32, text: &str, pen: Pen) {
        self.spread(x, y, text, pen, 0.0);
    }

    /// Writes a text with air between its characters, in ems.
    pub fn spread(&mut self, x: f32, y: f32, text: &str, pen: Pen, spread: f32) {
        self.marks.push(Mark::Text { x, y, text: text.to_owned(), pen, spread });
    }

    /// Writes a text that ends at `right`.
    pub fn right(&mut self, fonts: &Fonts, right: f32, y: f32, text: &str, pen: Pen) {
        self.text(right - fonts.ems(text) * pen.size, y, text, pen);
    }

    /// Writes a text around `middle`, with air between its characters in ems.
    pub fn centred(&mut self, fonts: &Fonts, middle: f32, y: f32, (text, spread): (&str, f32), pen: Pen) {
        let gaps = count(text.chars().count().saturating_sub(1));
        let wide = (fonts.ems(text) + gaps * spread) * pen.size;
        self.spread(middle - wide / 2.0, y, text, pen, spread);
    }

    /// Draws a filled bar.
    pub fn bar(&mut self, x: f32, y: f32, wide: f32, high: f32, ink: Ink) {
        self.marks.push(Mark::Bar { x, y, wide, high, ink });
    }
}

/// A count as a measure; counts here are bounded by `limits`.
pub(crate) fn count(n: usize) -> f32 {
    u16::try_from(n).map_or(f32::from(u16::MAX), f32::from)
}

/// The PDF/A-2u of these sheets (ISO 19005-2: level b, and every character can be read out). The same
/// sheets give the same bytes: there is no clock and no chance in it. The date a PDF/A must carry is the one
/// printed on the paper, at midnight in Beijing.
pub(crate) fn pdf(title: &str, dated: Day, sheets: &[Sheet], fonts: &Fonts) -> Result<Vec<u8>, NotDrawn> {
    if sheets.len() > limits::PAGES {
        return Err(NotDrawn::TooManyPages);
    }
    bound(title, ("zh-CN", dated), sheets, &[], fonts)
}

/// The same of a book in a language (BCP 47), with bookmarks: words, and the sheet they lead to.
pub(crate) fn bound(
    title: &str,
    (lang, dated): (&str, Day),
    sheets: &[Sheet],
    marks: &[(String, usize)],
    fonts: &Fonts,
) -> Result<Vec<u8>, NotDrawn> {
    let settings = SerializeSettings {
        configuration: Configuration::new_with_validator(Validator::A2_U),
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    let metadata = Metadata::new().title(title.to_owned()).language(lang.to_owned());
    document.set_metadata(metadata.creator("Yimen".to_owned()).creation_date(midnight(dated)));
    let mut absent: Vec<Absent> = Vec::new();
    for sheet in sheets {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).expect("A4 has a size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in &sheet.marks {
            draw(&mut surface, mark, fonts, &mut absent);
        }
        surface.finish();
        page.finish();
    }
    if !absent.is_empty() {
        return Err(NotDrawn::Glyphs(absent));
    }
    if !marks.is_empty() {
        let mut outline = Outline::new();
        for (words, at) in marks {
            let place = XyzDestination::new(*at, Point::from_xy(0.0, 0.0));
            outline.push_child(OutlineNode::new(words.clone(), place));
        }
        document.set_outline(outline);
    }
    document.finish().map_err(|why| NotDrawn::Library(format!("{why:?}")))
}

fn midnight(day: Day) -> DateTime {
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or(0)).month(day.month()).day(day.dom());
    date.hour(0).minute(0).second(0).utc_offset_hour(8).utc_offset_minute(0)
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, fonts: &Fonts, absent: &mut Vec<Absent>) {
    match mark {
        Mark::Text { x, y, text, pen, spread } => {
            write(surface, (*x, *y), text, *pen, (*spread, false), (fonts, absent));
        }
        Mark::Turned { x, y, degrees, text, pen } => {
            let (sin, cos) = degrees.to_radians().sin_cos();
            surface.push_transform(&Transform::from_row(cos, sin, -sin, cos, *x, *y));
            let left = -fonts.ems(text) * pen.size / 2.0;
            write(surface, (left, 0.0), text, *pen, (0.0, true), (fonts, absent));
            surface.pop();
        }
        Mark::Bar { x, y, wide, high, ink } => filled(surface, *ink, &rectangle(*x, *y, *wide, *high)),
        Mark::Frame { x, y, wide, high, line, ink } => {
            outlined(surface, ink.stroke(*line), &rectangle(*x, *y, *wide, *high));
        }
        Mark::Ring { x, y, radius, line, ink } => {
            outlined(surface, ink.stroke(*line), &circle(*x, *y, *radius));
        }
        Mark::Code { x, y, side, code } => modules(surface, (*x, *y), *side, code),
    }
}

fn filled(surface: &mut Surface<'_>, ink: Ink, path: &Path) {
    surface.set_stroke(None);
    surface.set_fill(Some(ink.fill()));
    surface.draw_path(path);
}

fn outlined(surface: &mut Surface<'_>, stroke: Stroke, path: &Path) {
    surface.set_fill(None);
    surface.set_stroke(Some(stroke));
    surface.draw_path(path);
}

fn modules(surface: &mut Surface<'_>, (x, y): (f32, f32), side: f32, code: &Code) {
    let module = side / f32::from(code.side() + 8);
    let mut path = PathBuilder::new();
    for (row, from, long) in code.runs() {
        let (left, top) = (x + f32::from(from + 4) * module, y + f32::from(row + 4) * module);
        path.push_rect(rect(left, top, f32::from(long) * module, module));
    }
    filled(surface, Ink::Black, &path.finish().expect("a code has black modules"));
}

/// Writes one text, changing the face where a character needs another.
fn write(
    surface: &mut Surface<'_>,
    (mut x, y): (f32, f32),
    text: &str,
    pen: Pen,
    (spread, shape): (f32, bool),
    (fonts, absent): (&Fonts, &mut Vec<Absent>),
) {
    surface.set_fill(Some(pen.ink.fill()));
    surface.set_stroke(pen.bold.then(|| pen.ink.stroke(pen.size * 0.028)));
    let mut runs: Vec<(usize, usize, Vec<KrillaGlyph>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(glyph) = fonts.glyph(c) else {
            absent.push(Absent { glyph: c, place: "sheet" });
            continue;
        };
        if runs.last().is_none_or(|(face, ..)| *face != glyph.face) {
            runs.push((glyph.face, at, Vec::new()));
        }
        let (_, from, run) = runs.last_mut().expect("there is a run: it was just begun");
        let place = at - *from..at - *from + c.len_utf8();
        let advance = glyph.advance + spread;
        run.push(KrillaGlyph::new(glyph.id, advance, 0.0, 0.0, 0.0, place, None));
    }
    for (face, from, run) in runs {
        let bytes = run.last().map_or(0, |glyph| glyph.text_range.end);
        let wide: f32 = run.iter().map(|glyph| glyph.x_advance * pen.size).sum();
        let part = &text[from..from + bytes];
        surface.draw_glyphs(Point::from_xy(x, y), &run, fonts.face(face), part, pen.size, shape);
        x += wide;
    }
}

fn rect(x: f32, y: f32, wide: f32, high: f32) -> Rect {
    Rect::from_xywh(x, y, wide, high).expect("a mark has a size")
}

fn rectangle(x: f32, y: f32, wide: f32, high: f32) -> Path {
    let mut path = PathBuilder::new();
    path.push_rect(rect(x, y, wide, high));
    path.finish().expect("a rectangle is a path")
}

fn circle(x: f32, y: f32, radius: f32) -> Path {
    let bend = radius * 0.552_284_8;
    let mut path = PathBuilder::new();
    path.move_to(x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.close();
    path.finish().expect("a circle is a path")
}
