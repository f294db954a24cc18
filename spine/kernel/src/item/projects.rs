//! Every text of a kind of project this ledger ever published, and which of them is in force.

use super::Editions;
use crate::project::ProjectEdition;

impl Editions {
    /// A newly published text of a kind of project comes into force and the former one stays known.
    pub fn publish_project(&mut self, edition: ProjectEdition) {
        self.projects_current.insert(edition.project.code.clone(), edition.hash.clone());
        self.projects.insert(edition.hash.clone(), edition);
    }

    /// The text of a kind of project with this hash.
    pub fn project_by_hash(&self, hash: &str) -> Option<&ProjectEdition> {
        self.projects.get(hash)
    }

    /// The text of a kind of project in force.
    pub fn project(&self, code: &str) -> Option<&ProjectEdition> {
        self.projects_current.get(code).and_then(|hash| self.projects.get(hash))
    }

    /// Every kind of project in force, by its code.
    pub fn projects(&self) -> impl Iterator<Item = &ProjectEdition> {
        self.projects_current.values().filter_map(|hash| self.projects.get(hash))
    }
}
