//! What can happen to a licence 电子证照.

use kernel::Day;
use serde::{Deserialize, Serialize};

/// An event of the wing `licence`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A grant put a licence into the library. Sealed: `holder`, and `code`, by which anyone may
    /// verify it (licences issued before there were codes have none).
    Issued {
        /// The case whose grant it follows.
        case: String,
        /// Code of the item.
        item: String,
        /// The edition.
        edition: String,
        /// The issuing organ.
        organ: String,
        /// The holder.
        party: String,
        /// 证照编号, as printed.
        licence_no: String,
        /// 电子证照标识 (GB/T 36904).
        licence_id: String,
        /// First day of validity.
        from: Day,
        /// Last day of validity, if it ends.
        until: Option<Day>,
    },
    /// 届满, by the clock.
    Expired {},
}
