//! The licence an item leads to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, untold};
use crate::time::Limit;

/// The licence an item leads to 证照类型.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicenceType {
    /// Type code, 21 characters (GB/T 36904).
    pub code: String,
    /// First letters of its number (`JY` for food permits).
    pub prefix: String,
    /// How long it is valid; none means without end.
    pub valid: Option<Limit>,
    /// What it founds 设立主体: the first two characters of the unified social credit code that the registrar
    /// gives with it (GB 32100: `91` an enterprise, `92` an individual business, `93` a cooperative).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founds: Option<String>,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
}
