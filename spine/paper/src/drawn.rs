//! Why a paper was not drawn, and the bounds checked before anything is laid out.

use std::fmt;

use crate::font::Fonts;
use crate::limits;

/// A character that cannot be printed, and the part of the paper it stands in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Absent {
    /// The character.
    pub glyph: char,
    /// The part of the paper, in the words of its type: `recipient`, `paragraphs`.
    pub place: &'static str,
}

/// Why there is no paper. Nothing is ever printed with a box in place of a character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDrawn {
    /// Characters that no font has, or that this room cannot set (right-to-left, stacked, private use);
    /// in order, each once for each part of the paper.
    Glyphs(Vec<Absent>),
    /// A part is empty that a paper cannot do without.
    Empty {
        /// The part of the paper.
        place: &'static str,
    },
    /// A part is longer than `limits` allows.
    TooLong {
        /// The part of the paper.
        place: &'static str,
        /// How long it is, in the limit's unit.
        is: usize,
        /// How long it may be.
        limit: usize,
    },
    /// A row of a list has another number of cells than the list has columns.
    Ragged {
        /// The row, counted from 0.
        row: usize,
    },
    /// The paper would have more pages than `limits` allows.
    TooManyPages,
    /// The PDF library refused; the text is its own.
    Library(String),
}

impl NotDrawn {
    /// The characters that stood in the way, each once, in order; empty when it was something else.
    pub fn glyphs(&self) -> Vec<char> {
        let NotDrawn::Glyphs(absent) = self else { return Vec::new() };
        let mut found: Vec<char> = absent.iter().map(|a| a.glyph).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl fmt::Display for NotDrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotDrawn::Glyphs(absent) => {
                f.write_str("no font has")?;
                for a in absent {
                    write!(f, " {} (U+{:04X}, in {})", a.glyph.escape_debug(), u32::from(a.glyph), a.place)?;
                }
                Ok(())
            }
            NotDrawn::Empty { place } => write!(f, "{place} is empty"),
            NotDrawn::TooLong { place, is, limit } => write!(f, "{place} has {is}, at most {limit}"),
            NotDrawn::Ragged { row } => write!(f, "row {row} has another number of cells than the list"),
            NotDrawn::TooManyPages => write!(f, "more pages than such a paper may have"),
            NotDrawn::Library(why) => write!(f, "the PDF library refused: {why}"),
        }
    }
}

impl std::error::Error for NotDrawn {}

/// Looks through a paper's texts before it is laid out, remembering every character that cannot be set.
pub(crate) struct Check<'a> {
    fonts: &'a Fonts,
    absent: Vec<Absent>,
}

impl<'a> Check<'a> {
    pub fn new(fonts: &'a Fonts) -> Check<'a> {
        Check { fonts, absent: Vec::new() }
    }

    /// A count held to its limit.
    pub fn count(&self, place: &'static str, is: usize, limit: usize) -> Result<(), NotDrawn> {
        if is > limit { Err(NotDrawn::TooLong { place, is, limit }) } else { Ok(()) }
    }

    /// A text of at most `limit` characters.
    pub fn text(&mut self, place: &'static str, text: &str, limit: usize) -> Result<(), NotDrawn> {
        self.count(place, text.chars().count(), limit)?;
        for glyph in text.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')) {
            let absent = Absent { glyph, place };
            if !self.fonts.has(glyph) && !self.absent.contains(&absent) {
                self.absent.push(absent);
            }
        }
        Ok(())
    }

    /// A line that must not be empty.
    pub fn line(&mut self, place: &'static str, text: &str) -> Result<(), NotDrawn> {
        if text.trim().is_empty() {
            return Err(NotDrawn::Empty { place });
        }
        self.text(place, text, limits::LINE_CHARS)
    }

    /// A number, a code, a short name of at most `limit` characters; not empty.
    pub fn short(&mut self, place: &'static str, text: &str, limit: usize) -> Result<(), NotDrawn> {
        self.count(place, text.chars().count(), limit)?;
        self.line(place, text)
    }

    /// Several paragraphs.
    pub fn paragraphs(&mut self, place: &'static str, texts: &[String]) -> Result<(), NotDrawn> {
        self.count(place, texts.len(), limits::PARAGRAPHS)?;
        texts.iter().try_for_each(|text| self.text(place, text, limits::TEXT_CHARS))
    }

    /// The verdict: every character that cannot be printed, or none.
    pub fn done(self) -> Result<(), NotDrawn> {
        if self.absent.is_empty() { Ok(()) } else { Err(NotDrawn::Glyphs(self.absent)) }
    }
}

/// So little text that its paper cannot have too many pages, however it breaks: a text takes a line more than
/// its characters fill, a narrow cell holds five characters a line and a page a score of lines.
pub(crate) fn small<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let lines = |text: &str| text.lines().map(|line| line.chars().count() / 5 + 2).sum::<usize>();
    texts.map(lines).sum::<usize>() < limits::PAGES * 20
}

/// An address that a QR code of level M surely holds.
pub(crate) fn brief(qr: &str) -> bool {
    !qr.is_empty() && qr.len() <= limits::QR_BYTES / 2
}
