//! The words of documents: texts that a county edits, filled in by a rule as if they stood in a table.
//!
//! A wording is a value like the calendar: it waits for nothing, and the same fills give the same words.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::item::Kind;
use crate::time::Day;

/// What fills the blanks of a text, by name; `answers.address` is the part `address` of `answers`.
pub type Fills = BTreeMap<String, String>;

/// Which text is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The document, by its word: `receipt`, `accepted`.
    pub document: &'a str,
    /// The kind of item: a licence is worded otherwise than anything else (one-way door 9).
    pub kind: Kind,
    /// Code of the organ that speaks.
    pub organ: &'a str,
}

/// A text with its blanks filled, and who signs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrote {
    /// The words at the head.
    pub title: String,
    /// The text, a paragraph each.
    pub paragraphs: Vec<String>,
    /// What stands at its end: remedies, where to turn; a paragraph each.
    pub after: Vec<String>,
    /// The name of the organ.
    pub organ: String,
    /// The organ's short mark in numbers: `青市监`.
    pub mark: String,
    /// The document's letter in numbers: `受`.
    pub letter: String,
    /// The name of the seal.
    pub seal: String,
    /// SM3 of the county's texts, lower hex.
    pub edition: String,
}

/// Why a text could not be written, in words for the administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten(pub String);

/// A document with every word it will have, before it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    /// The document, by its word.
    pub document: &'a str,
    /// Its number.
    pub number: &'a str,
    /// The number of its case.
    pub case: &'a str,
    /// The day it bears.
    pub dated: Day,
    /// Every word, as it will stand in the sealed part.
    pub content: &'a str,
}

/// Why a document could not be drawn as it is worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprinted {
    /// Characters that no font has; empty when it is something else.
    pub glyphs: Vec<char>,
    /// Why, in words for the administrator.
    pub why: String,
}

/// The county's texts, ready to be filled.
pub trait Wording: Debug + Send + Sync {
    /// Fill the text that is asked for.
    ///
    /// # Errors
    /// [`Unwritten`] when there is no such text, the organ has no mark, or a blank has nothing to fill it.
    fn write(&self, asked: Asked<'_>, fills: &Fills) -> Result<Wrote, Unwritten>;

    /// Whether a document can be drawn as it is worded, with the fonts at hand: known before it is issued, so
    /// that the drawing itself can wait.
    ///
    /// # Errors
    /// [`Unprinted`] when a character has no shape here, or a part is missing or too long.
    fn prints(&self, _paper: Paper<'_>) -> Result<(), Unprinted> {
        Ok(())
    }

    /// The public address of a path of this house, for QR codes.
    fn address(&self, path: &str) -> String;
}
