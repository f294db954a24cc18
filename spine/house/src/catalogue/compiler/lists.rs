//! The county's own lists that findings lean on: vague words, intermediary services that are allowed.

use kernel::Text;
use kernel::item::{Certainty, Doubt};
use serde::Deserialize;

use super::measures::Measures;
use super::powers::Delegations;
use super::registers::{self, Baseline, Baselines, System, Systems};
use crate::catalogue::frame::read;
use crate::catalogue::reading::Reading;
use crate::catalogue::shapes;

/// The list of intermediary services and agencies.
pub(super) const INTERMEDIARIES: &str = "intermediaries.toml";

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

/// A paper that people call by many names, and what stands on it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What whoever issues it calls it.
    pub name: String,
    /// What else it is called.
    #[serde(default)]
    pub also: Vec<String>,
    /// Labels of what can be read from it.
    #[serde(default)]
    pub says: Vec<String>,
}

/// An intermediary service that a county may ask for (R215).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mediation {
    /// Name in exceptions and reports.
    pub code: String,
    /// What it is called.
    pub name: Text,
    /// Words by which materials name it.
    pub words: Vec<String>,
    /// The organs for whose items it is asked.
    pub organs: Vec<String>,
    /// How sure the county is of it; shown by `yimen lint --doubts`.
    #[serde(default)]
    pub certainty: Certainty,
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
    pub services: Vec<Mediation>,
    /// Agencies that offer them.
    pub agencies: Vec<Agency>,
}

#[derive(Default, Deserialize)]
struct Words {
    vague: Vec<Vague>,
    come: Vec<String>,
    #[serde(default)]
    paper: Vec<Paper>,
}

/// The lists, read.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// `words.toml`
    pub vague: Vec<Vague>,
    /// Words of papers that must be brought by hand, of the same file.
    pub come: Vec<String>,
    /// Papers with many names, of the same file.
    pub papers: Vec<Paper>,
    /// `intermediaries.toml`
    pub intermediaries: Intermediaries,
    /// `delegations.toml`
    pub delegations: Delegations,
    /// `measures.toml`; none where the county set itself none.
    pub measures: Option<Measures>,
    /// `systems.toml`
    pub systems: Vec<System>,
    /// `baselines.toml`
    pub baselines: Vec<Baseline>,
}

impl Lists {
    /// What the lists mark as not verified, by file.
    pub(in crate::catalogue) fn doubts(&self) -> Vec<(String, Doubt)> {
        let marked = self.intermediaries.services.iter().enumerate();
        let marked = marked.filter(|(_, service)| service.certainty != Certainty::C);
        let doubt = |(n, service): (usize, &Mediation)| Doubt {
            at: format!("services.{n}"),
            what: service.name.clone(),
            certainty: service.certainty,
        };
        let marked = marked.map(|one| (INTERMEDIARIES.to_owned(), doubt(one)));
        marked.chain(self.registered()).collect()
    }

    /// The same of the registers of systems and baselines.
    fn registered(&self) -> impl Iterator<Item = (String, Doubt)> {
        let doubt =
            |at: String, what: &Text, certainty: Certainty| Doubt { at, what: what.clone(), certainty };
        let systems = self.systems.iter().enumerate().filter(|(_, one)| one.certainty != Certainty::C);
        let systems = systems.map(move |(n, one)| {
            (registers::SYSTEMS.to_owned(), doubt(format!("systems.{n}"), &one.name, one.certainty))
        });
        let baselines = self.baselines.iter().enumerate().filter(|(_, one)| one.certainty != Certainty::C);
        systems.chain(baselines.map(move |(n, one)| {
            (registers::BASELINES.to_owned(), doubt(format!("baselines.{n}"), &one.basis, one.certainty))
        }))
    }

    /// Read a list's file; others are left alone.
    pub(in crate::catalogue) fn read(&mut self, reading: &mut Reading<'_>) {
        match reading.file() {
            "words.toml" => {
                let words = read::<Words>(reading, shapes::VAGUE_WORDS).unwrap_or_default();
                (self.vague, self.come, self.papers) = (words.vague, words.come, words.paper);
            }
            INTERMEDIARIES => {
                self.intermediaries = read(reading, shapes::INTERMEDIARIES).unwrap_or_default();
            }
            super::powers::FILE => {
                self.delegations = read(reading, shapes::DELEGATIONS).unwrap_or_default();
            }
            registers::SYSTEMS => {
                self.systems = read::<Systems>(reading, shapes::SYSTEMS).unwrap_or_default().systems;
            }
            registers::BASELINES => {
                self.baselines = read::<Baselines>(reading, shapes::BASELINES).unwrap_or_default().baselines;
            }
            super::measures::FILE => self.measures = read(reading, shapes::MEASURES),
            _ => {}
        }
    }
}
