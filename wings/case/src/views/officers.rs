//! The register of officers, from what the account wing tells of its appointments.

use facts::account::Event;
use facts::{Fact, Recorded};
use store::Rows;

/// Keep the register of officers level with a fact.
///
/// # Errors
/// A store fault.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Account(Event::StaffAdded { party, organ, role, post }) = &fact.fact else { return Ok(()) };
    let role = serde_json::to_value(role).ok().and_then(|word| word.as_str().map(str::to_owned));
    let role = role.unwrap_or_default();
    rows.put("k_case_officer", vec![party.into(), role.into(), organ.into(), post.into()])
}
