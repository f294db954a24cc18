//! Notification and commitment 告知承诺: what the organ tells, what the applicant promises in place of a paper,
//! and how the organ verifies it after the grant (优化营商环境条例 Art. 40; requirements R96, R211).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, Item, Material, Situation, When, applies};
use crate::decider::Text;
use crate::limits::{PLEDGE_CHECK_WORKING_DAYS, PLEDGE_MEND_WORKING_DAYS};
use crate::time::Limit;

/// What is told and promised where an applicant commits herself in place of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// How the organ verifies after the grant.
    pub verification: Text,
    /// What a promise that was not true leads to.
    pub consequence: Text,
    /// From the grant to the end of the verification; none: the county's own rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_within: Option<Limit>,
    /// From the order to mend to its last day; none: the county's own rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend_within: Option<Limit>,
    /// 当场决定: accepted on a promise, it is decided the same day.
    #[serde(default)]
    pub on_the_spot: bool,
    /// The clause that lets a promise stand in for a paper.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
    /// When it may be chosen; empty means always.
    #[serde(default)]
    pub when: When,
}

/// One condition that she promises to meet, verified by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promised {
    /// Name in cases.
    pub code: String,
    /// The condition and its standard, as she promises it.
    pub text: Text,
    /// The clause that sets it.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
}

impl Commitment {
    /// From the grant to the last day of the verification; the county's own where the item says nothing.
    pub fn check_limit(&self) -> Limit {
        self.check_within.unwrap_or_else(|| Limit::working_days(PLEDGE_CHECK_WORKING_DAYS))
    }

    /// From the order to mend to its last day; the county's own where the item says nothing.
    pub fn mend_limit(&self) -> Limit {
        self.mend_within.unwrap_or_else(|| Limit::working_days(PLEDGE_MEND_WORKING_DAYS))
    }
}

impl Material {
    /// May a promise of hers stand in for it, in an item that says what is promised?
    pub fn pledgeable(&self) -> bool {
        self.by_commitment
    }
}

impl Item {
    /// What may be promised in this situation, if anything may.
    pub fn commitment_in(&self, situation: &Situation) -> Option<&Commitment> {
        self.commitment.as_ref().filter(|commitment| applies(&commitment.when, situation))
    }

    /// The promise with this code.
    pub fn promise(&self, code: &str) -> Option<&Promised> {
        self.promises.iter().find(|promise| promise.code == code)
    }
}
