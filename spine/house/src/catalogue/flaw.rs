//! One thing wrong with one file, with its place and how to mend it, in both languages.

use std::fmt;
use std::ops::Range;

use kernel::Text;

/// How grave a flaw is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Nothing is published while it stands.
    Error,
    /// It should be looked at.
    Warning,
}

impl Weight {
    /// The word for it.
    pub fn text(self) -> Text {
        match self {
            Self::Error => Text::new("错误", "error"),
            Self::Warning => Text::new("提醒", "warning"),
        }
    }
}

/// One thing wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Path below the catalogue folder.
    pub file: String,
    /// How grave it is.
    pub weight: Weight,
    /// The line, from 1.
    pub line: usize,
    /// The bytes it concerns, on that line; empty where the whole file is meant.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: Text,
    /// How to mend it.
    pub mend: Text,
}

impl Flaw {
    /// A flaw of a whole file.
    pub fn of_file(file: &str, what: Text, mend: Text) -> Self {
        Self { file: file.to_owned(), weight: Weight::Error, line: 1, span: 0..0, what, mend }
    }
}

/// One line in both languages: `items/x.toml:12 错误 …（error: …）`.
impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, what, mend) = (self.weight.text(), &self.what, &self.mend);
        write!(f, "{}:{} {}：{}。{}", self.file, self.line, word.zh, what.zh, mend.zh)?;
        write!(f, "（{}: {}. {}）", word.en, what.en, mend.en)
    }
}
