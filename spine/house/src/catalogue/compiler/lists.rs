//! The county's own lists that findings lean on: words that are vague, intermediary services that are allowed.

use kernel::Text;
use serde::Deserialize;

use super::measures::Measures;
use super::powers::Delegations;
use crate::catalogue::frame::read;
use crate::catalogue::reading::Reading;
use crate::catalogue::shapes;

/// A word that leaves an applicant guessing, and where it is honest.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vague {
    /// The word.
    pub word: String,
    /// Longer words in which it is honest (等 in 等级).
    #[serde(default)]
    pub honest: Vec<String>,
    /// What to write instead.
    pub instead: Text,
}

/// An intermediary service that a county may ask for (R215).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Name in exceptions and reports.
    pub code: String,
    /// What it is called.
    pub name: Text,
    /// Words by which materials name it.
    pub words: Vec<String>,
    /// The organ for whose items it is asked.
    pub organ: String,
    /// How sure the county is of it.
    #[serde(default)]
    pub certainty: kernel::item::Certainty,
}

/// An agency that offers such services.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Name.
    pub name: Text,
    /// Codes of the services it offers.
    pub services: Vec<String>,
}

/// `intermediaries.toml`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intermediaries {
    /// Services on the list.
    pub services: Vec<Service>,
    /// Agencies that offer them.
    pub agencies: Vec<Agency>,
}

#[derive(Default, Deserialize)]
struct Words {
    vague: Vec<Vague>,
}

/// The lists, read.
#[derive(Default)]
pub struct Lists {
    /// `words.toml`
    pub vague: Vec<Vague>,
    /// `intermediaries.toml`
    pub intermediaries: Intermediaries,
    /// `delegations.toml`
    pub delegations: Delegations,
    /// `measures.toml`; none where the county set itself none.
    pub measures: Option<Measures>,
}

impl Lists {
    /// Read a list's file; others are left alone.
    pub(in crate::catalogue) fn read(&mut self, reading: &mut Reading<'_>) {
        match reading.file() {
            "words.toml" => {
                self.vague = read::<Words>(reading, shapes::VAGUE_WORDS).unwrap_or_default().vague;
            }
            "intermediaries.toml" => {
                self.intermediaries = read(reading, shapes::INTERMEDIARIES).unwrap_or_default();
            }
            super::powers::FILE => {
                self.delegations = read(reading, shapes::DELEGATIONS).unwrap_or_default();
            }
            super::measures::FILE => self.measures = read(reading, shapes::MEASURES),
            _ => {}
        }
    }
}
