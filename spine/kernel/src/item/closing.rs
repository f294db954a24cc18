//! When corrections never come: after how long the file is closed, and on which clause.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Certainty;
use crate::decider::Text;
use crate::time::Limit;

/// 补正不来终止办理: no law of the nation says how long; the item's own law or the county's rule does
/// (domain brief 1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// Counted from the day of the notice; never ends before the day until which she was told to supply.
    pub after: Limit,
    /// The clause that closes it.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
}
