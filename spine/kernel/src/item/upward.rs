//! What an item's own law says of who decides, and how often: a higher body that decides after a lower one
//! has examined, and a number of places that is limited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, Item, Kind, Silence, Situation, When, applies, untold};
use crate::decider::Text;
use crate::time::{Limit, Unit};

/// 转报、初审: the organ examines, and a higher body decides (Licensing Law Art. 35, 43). The item's own
/// limits are the lower organ's, from acceptance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forwarding {
    /// Name of the higher body.
    pub body: Text,
    /// Its code, where its officers work in this house; none: its letter comes back by post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<String>,
    /// The higher body's own limit, from the day on which opinion and materials were sent to it.
    pub limit: Limit,
    /// The clause that has it decided there.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
    /// When it applies; empty means always.
    #[serde(default)]
    pub when: When,
}

/// For how long the places of a limited number are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// So many are granted of those accepted in one civil year.
    Year,
    /// So many are held at any time; one that ends is given to the next.
    Always,
}

/// 数量限制: only so many are granted, in order of acceptance (Licensing Law Art. 57).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// How many.
    pub places: u32,
    /// For how long.
    pub period: Period,
    /// The clause or plan that sets the number.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
}

/// Working days for the one-time notice, after which silence accepts a licence (Licensing Law Art. 32(1)(4)).
const NOTICE: u32 = 5;

impl Item {
    /// The higher body that decides in this situation, if one does.
    pub fn forwarded_in(&self, situation: &Situation) -> Option<&Forwarding> {
        self.forwarding.as_ref().filter(|forwarding| applies(&forwarding.when, situation))
    }

    /// After how long the organ's silence accepts or is an overrun: for a licence never before the five
    /// working days of the Licensing Law (Art. 32(1)(4)), however soon the county promises to answer.
    pub fn silence_limit(&self) -> Limit {
        let shorter = self.reply_limit.unit == Unit::OnTheSpot
            || (self.reply_limit.unit == Unit::WorkingDays && self.reply_limit.n < NOTICE);
        match (self.kind, self.silence) {
            (Kind::Licensing, Silence::Accepts) if shorter => Limit::working_days(NOTICE),
            _ => self.reply_limit,
        }
    }

    /// The county's own limit for the first answer, where it is shorter than the law's.
    pub fn answer_promise(&self) -> Option<Limit> {
        (self.silence_limit() != self.reply_limit).then_some(self.reply_limit)
    }
}
