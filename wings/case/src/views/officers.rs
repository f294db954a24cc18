//! The register of officers, from what the account wing tells of its appointments.

use facts::account::Event;
use facts::{Fact, Recorded};
use store::Rows;

/// Keep the register of officers level with a fact.
///
/// # Errors
/// A store fault.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Account(event) = &fact.fact else { return Ok(()) };
    match event {
        Event::StaffAdded { party, organ, role, post } => {
            let role = serde_json::to_value(role).ok().and_then(|word| word.as_str().map(str::to_owned));
            let role = role.unwrap_or_default();
            rows.put("k_case_officer", vec![party.into(), role.into(), organ.into(), post.into()])
        }
        // nobody is asked who has no post, and what she claimed is free
        Event::StaffRemoved { party } => {
            rows.del("k_case_absence", vec![party.into()])?;
            rows.del("k_case_officer", vec![party.into()])
        }
        Event::AbsenceNoted { party, stand_in, from, until } => {
            let days = [from.to_string().into(), until.to_string().into()];
            let row = [party.into(), stand_in.into()].into_iter().chain(days).collect();
            rows.put("k_case_absence", row)
        }
        Event::AbsenceEnded { party } => rows.del("k_case_absence", vec![party.into()]),
        _ => Ok(()),
    }
}
