//! What is told of a promise in place of papers that was found broken.

use kernel::{Basis, Day, Text};
use serde::{Deserialize, Serialize};

/// Until when a promise that was found broken is mended, as the order told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mending {
    /// The last day.
    pub by: Day,
    /// The day on which she is reminded.
    pub remind_on: Day,
    /// The clause.
    pub basis: Basis,
    /// Where and until when she may object.
    pub remedies: Vec<Text>,
}
