//! What an item's own law says of the way from acceptance to the decision: how far the limit may be
//! extended, who approves where several bodies decide together, and whether the matter is made public.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, Item, Kind, Situation, SpecialKind, When, applies, untold};
use crate::decider::{Basis, Rule, Text, licensing_law};
use crate::time::{Limit, Unit};

/// 延期: by how much the limit may be extended, once. A licence whose file says nothing has the ten working
/// days of the Licensing Law (Art. 42(1)); any other item has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// At most so much, in the unit of the statutory limit.
    pub limit: Limit,
    /// The clause that allows it.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
}

/// 统一办理、联合办理、集中办理: several bodies decide together (Licensing Law Art. 26, 42(2)); the head of
/// the government, not of one organ, approves an extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Joint {
    /// Code of the government at that level.
    pub government: String,
    /// The clause.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
}

/// 公示: the matter is made public before it is decided, and anyone may object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publicity {
    /// How long.
    pub limit: Limit,
    /// Where it is shown beside the public page.
    pub place: Text,
    /// The clause that wants it.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
    /// Does the item's law forbid a decision without it?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The clause of the item's own law that takes its time out of the limit; without one it is counted,
    /// for Art. 45 of the Licensing Law does not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_counted: Option<Text>,
    /// When it applies.
    #[serde(default)]
    pub when: When,
}

/// Working days by which a licence may be extended (Licensing Law Art. 42(1)).
const LICENCE_EXTENSION: u32 = 10;
/// The same where several bodies decide together (Licensing Law Art. 42(2)).
const JOINT_EXTENSION: u32 = 15;

impl SpecialKind {
    /// What a procedure is called that the item's file does not name.
    pub fn general_name(self) -> Text {
        match self {
            SpecialKind::Hearing => Text::new("听证", "the hearing"),
            SpecialKind::ByItemLaw => Text::new("公示", "publicity"),
            _ => Text::default(),
        }
    }
}

impl Item {
    /// By how much the limit may be extended and on which clause; none where no law allows it.
    pub fn may_extend(&self) -> Option<(Limit, Basis)> {
        let own = self.extension.as_ref().map(|own| (own.limit, own.basis.clone()));
        own.or_else(|| {
            let general = self.kind == Kind::Licensing && self.statutory_limit.unit == Unit::WorkingDays;
            let (n, basis) = match &self.joint {
                Some(joint) => (JOINT_EXTENSION, joint.basis.clone()),
                None => (LICENCE_EXTENSION, licensing_law(Rule::Extension)),
            };
            general.then(|| (Limit::working_days(n), basis))
        })
    }

    /// Code of the body whose head approves an extension: the organ's own, or the government's where
    /// several decide together.
    pub fn extended_by(&self) -> &str {
        self.joint.as_ref().map_or(&self.organ, |joint| &joint.government)
    }

    /// The publicity that applies in this situation, if any.
    pub fn publicity_in(&self, situation: &Situation) -> Option<&Publicity> {
        self.publicity.as_ref().filter(|publicity| applies(&publicity.when, situation))
    }
}
