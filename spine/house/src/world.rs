//! What every decision looks at besides its own stream: the calendar and the editions, folded from facts.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use facts::portal;
use kernel::bundle::{Bundle, BundleEdition};
use kernel::calendar::Year;
use kernel::finding::Index;
use kernel::item::{Edition, Item};
use kernel::project::{Project, ProjectEdition};
use kernel::{Basis, Calendar, Editions, Rule};
use serde::Deserialize;

/// Calendar and editions as this ledger's facts make them.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The working days.
    pub calendar: Calendar,
    /// The editions.
    pub editions: Editions,
    /// Hash of the text in force of every item, year (`2026`), bundle (`bundles/….toml`), kind of project
    /// (`projects/….toml`) and of the service rule (`rules`); of an item that was withdrawn, of its last.
    pub in_force: BTreeMap<String, String>,
    /// Those texts, by their paths below the catalogue folder.
    pub texts: BTreeMap<String, Arc<str>>,
    /// Built when somebody searches, once per catalogue.
    index: OnceLock<Index>,
}

/// `catalogue/rules.toml`: the county's clause for each rule where no law speaks.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct ServiceRules {
    /// Clause by rule.
    pub rules: BTreeMap<Rule, Basis>,
}

impl World {
    /// Every item in force, as it is searched.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            Index::of(self.editions.every().map(|edition| &*edition.item)).sounding(crate::spelling::readings)
        })
    }

    /// A name for all that is in force: another one as soon as a text came into force or an item went.
    pub fn named(&self) -> String {
        let gone: Vec<&str> = self.editions.no_longer().map(|(gone, _)| gone.item.code.as_str()).collect();
        format!("{:?} {gone:?}", self.in_force)
    }

    /// Fold one fact in. A text that this program can no longer read leaves the former one in force
    /// and is said so: what is on the ledger cannot be refused.
    pub fn fold(&mut self, event: &portal::Event) {
        let done = match event {
            portal::Event::ItemPublished { item, hash, text, .. } => {
                self.in_force.insert(item.clone(), hash.clone());
                self.texts.insert(format!("items/{item}.toml"), text.as_str().into());
                self.index = OnceLock::new();
                toml::from_str::<Item>(text)
                    .map(|read| self.editions.publish(Edition { hash: hash.clone(), item: read.into() }))
                    .map_err(|e| e.to_string())
            }
            portal::Event::ItemWithdrawn { item, day, reason, .. } => {
                self.index = OnceLock::new();
                self.editions.withdraw(item, *day, reason.clone());
                Ok(())
            }
            portal::Event::EditionProposed { .. }
            | portal::Event::WithdrawalProposed { .. }
            | portal::Event::ProposalApproved { .. }
            | portal::Event::ProposalReturned { .. }
            | portal::Event::ProposalRecalled { .. } => Ok(()),
            portal::Event::YearPublished { year, hash, text } => {
                self.in_force.insert(year.to_string(), hash.clone());
                self.texts.insert(format!("calendar/{year}.toml"), text.as_str().into());
                toml::from_str::<Year>(text)
                    .map_err(|e| e.to_string())
                    .and_then(|year| self.calendar.insert(year).map_err(|e| format!("{e:?}")))
            }
            portal::Event::BundlePublished { bundle, hash, text } => {
                let path = format!("bundles/{bundle}.toml");
                self.in_force.insert(path.clone(), hash.clone());
                self.texts.insert(path, text.as_str().into());
                toml::from_str::<Bundle>(text)
                    .map(|bundle| self.editions.publish_bundle(BundleEdition { hash: hash.clone(), bundle }))
                    .map_err(|e| e.to_string())
            }
            portal::Event::ProjectPublished { project, hash, text } => {
                let path = format!("projects/{project}.toml");
                self.in_force.insert(path.clone(), hash.clone());
                self.texts.insert(path, text.as_str().into());
                toml::from_str::<Project>(text)
                    .map(|project| {
                        self.editions.publish_project(ProjectEdition { hash: hash.clone(), project })
                    })
                    .map_err(|e| e.to_string())
            }
            portal::Event::RulesPublished { hash, text } => {
                self.in_force.insert("rules".to_owned(), hash.clone());
                self.texts.insert("rules.toml".to_owned(), text.as_str().into());
                toml::from_str::<ServiceRules>(text)
                    .map(|read| self.editions.set_service_rules(read.rules))
                    .map_err(|e| e.to_string())
            }
        };
        if let Err(why) = done {
            tracing::error!(why, "a published text cannot be read any more");
        }
    }
}
