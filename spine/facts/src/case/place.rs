//! A place in the order of acceptance.

use kernel::Instant;
use serde::{Deserialize, Serialize};

/// One of a limited number of places that somebody waits for (Licensing Law Art. 57).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Code of the item.
    pub item: String,
    /// The year for which the places are, or empty where there is no period.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub period: String,
    /// How many places there are in it.
    pub places: u32,
    /// Acceptance, which orders the queue; by silence, the receipt.
    pub at: Instant,
}
