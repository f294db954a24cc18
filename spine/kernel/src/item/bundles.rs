//! Every text of a bundle this ledger ever published, and which of them is in force.

use super::Editions;
use crate::bundle::BundleEdition;

impl Editions {
    /// A newly published text of a bundle comes into force and the former one stays known.
    pub fn publish_bundle(&mut self, edition: BundleEdition) {
        self.bundles_current.insert(edition.bundle.code.clone(), edition.hash.clone());
        self.bundles.insert(edition.hash.clone(), edition);
    }

    /// The text of a bundle with this hash.
    pub fn bundle_by_hash(&self, hash: &str) -> Option<&BundleEdition> {
        self.bundles.get(hash)
    }

    /// The text of a bundle in force.
    pub fn bundle(&self, code: &str) -> Option<&BundleEdition> {
        self.bundles_current.get(code).and_then(|hash| self.bundles.get(hash))
    }

    /// Every bundle in force, by its code.
    pub fn bundles(&self) -> impl Iterator<Item = &BundleEdition> {
        self.bundles_current.values().filter_map(|hash| self.bundles.get(hash))
    }
}
