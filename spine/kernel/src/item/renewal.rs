//! How a licence of an item is renewed 延续 (Licensing Law Art. 50, or the item's own law).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Item, Kind};
use crate::decider::Basis;
use crate::time::Limit;

/// 届满三十日前: working days before the last day within which renewal is asked for (Licensing Law Art. 50(1);
/// its days are working days, Art. 82).
pub const RENEWAL_WORKING_DAYS: u32 = 30;

/// The item's own terms of renewal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Renewal {
    /// How long before its last day it must be asked for.
    pub before: Limit,
    /// Does silence until the last day renew it (Licensing Law Art. 50(2), or the item's own law)?
    pub silence: bool,
    /// The clause.
    pub basis: Basis,
}

impl Item {
    /// How long before the last day renewal is asked for, and whether silence renews; none where a licence
    /// of this item is not renewed. Art. 50 holds for licences, and gives way to their own law; what is no
    /// licence in law is renewed only where its own law says so.
    pub fn renewed(&self) -> Option<(Limit, bool)> {
        let own = self.renewal.as_ref().map(|own| (own.before, own.silence));
        let by_law =
            (self.kind == Kind::Licensing).then_some((Limit::working_days(RENEWAL_WORKING_DAYS), true));
        let ends = self.outcome.licence.as_ref().is_some_and(|licence| licence.valid.is_some());
        own.or(by_law).filter(|_| ends)
    }
}
