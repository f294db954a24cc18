//! What can happen to the catalogue: editions, calendar years and the service rule are facts
//! (one-way door 8).

use serde::{Deserialize, Serialize};

/// An event of the wing `portal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A text of an item came into force; the edition is the hash of the text.
    ItemPublished {
        /// Code of the item.
        item: String,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
    },
    /// A calendar year was published, or a provisional one replaced.
    YearPublished {
        /// The year.
        year: i16,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
    },
    /// The county's service rule was published: what applies where no law speaks.
    RulesPublished {
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
    },
}
