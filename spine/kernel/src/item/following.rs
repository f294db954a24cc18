//! Tolerant acceptance 容缺受理: which material may follow, by when, and what holds until it is there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, Material};
use crate::decider::Text;
use crate::time::Limit;

/// A material that may follow after acceptance, where the applicant promises it in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Following {
    /// From acceptance.
    pub within: Limit,
    /// The clause that lets it follow.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
    /// What happens to the decision meanwhile.
    pub meanwhile: Meanwhile,
    /// What a licence does not allow until it is there; shown on the licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<Text>,
}

/// May it be decided while the promise is open?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Meanwhile {
    /// 先办后补: the decision may come first.
    Decide,
    /// 补齐再定: the decision waits.
    Wait,
}

impl Material {
    /// May it follow, and by when?
    pub fn follows(&self) -> Option<&Following> {
        self.may_follow.as_ref()
    }
}
