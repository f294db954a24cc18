//! One thing wrong with one file, with its code, its places and how to mend it, in both languages.

use std::fmt;
use std::ops::Range;

use kernel::Text;
use kernel::item::Situation;

use super::compiler::codes::{self, Code};

/// How grave a flaw is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Nothing is published while it stands.
    Error,
    /// It should be looked at.
    Warning,
    /// Worth knowing; nothing need be done.
    Note,
}

impl Weight {
    /// The word for it.
    pub fn text(self) -> Text {
        match self {
            Self::Error => Text::new("错误", "error"),
            Self::Warning => Text::new("提醒", "warning"),
            Self::Note => Text::new("说明", "note"),
        }
    }
}

/// A further place of a flaw: a step of a path, the other of two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path below the catalogue folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The bytes, on that line.
    pub span: Range<usize>,
    /// What stands there.
    pub says: Text,
}

/// One thing wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Its code, with the rule it rests on.
    pub code: &'static Code,
    /// Path below the catalogue folder.
    pub file: String,
    /// How grave it is.
    pub weight: Weight,
    /// Where in the file's tree, like `materials.2.issuer`; empty where the whole file is meant.
    pub at: String,
    /// The line, from 1.
    pub line: usize,
    /// The bytes it concerns, on that line; empty where the whole file is meant.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: Text,
    /// How to mend it.
    pub mend: Text,
    /// Where else it stands, in order.
    pub places: Vec<Place>,
    /// A person's answers for whom it shows; empty where it shows for everybody.
    pub example: Situation,
}

impl Flaw {
    /// A flaw of a whole file that could not be read.
    pub fn of_file(file: &str, what: Text, mend: Text) -> Self {
        Self {
            code: &codes::UNREADABLE,
            file: file.to_owned(),
            weight: Weight::Error,
            at: String::new(),
            line: 1,
            span: 0..0,
            what,
            mend,
            places: Vec::new(),
            example: Situation::new(),
        }
    }
}

/// One line in both languages: `items/x.toml:12 错误 YM0002：…（error YM0002: …）`.
impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, what, mend, code) = (self.weight.text(), &self.what, &self.mend, self.code.name);
        write!(f, "{}:{} {} {code}：{}。{}", self.file, self.line, word.zh, what.zh, mend.zh)?;
        write!(f, "（{} {code}: {}. {}）", word.en, what.en, mend.en)
    }
}
