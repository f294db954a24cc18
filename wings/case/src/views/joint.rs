//! Joint visits 联合现场核查 to which cases were called, until their organ has been there.

use facts::case::Event;
use facts::{Fact, Recorded, bundle};
use kernel::Day;
use store::{Look, Rows, Value};

/// Keep the days level with a fact: a later call replaces an earlier one.
///
/// # Errors
/// A store fault.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Bundle(bundle::Event::JointVisitCalled { on, cases, .. }) => cases
            .iter()
            .try_for_each(|case| rows.put("k_case_joint", vec![case.as_str().into(), on.to_string().into()])),
        Fact::Case(Event::VisitRecorded { .. } | Event::Concluded { .. }) => {
            rows.del("k_case_joint", vec![fact.name().into()])
        }
        _ => Ok(()),
    }
}

/// The day of the joint visit to which a case was called and where its organ has not been.
///
/// # Errors
/// A store fault.
pub fn joint(look: &mut Look<'_>, case: &str) -> Result<Option<Day>, store::Fault> {
    Ok(look.get("k_case_joint", &[Value::from(case)])?.and_then(|row| row.text(1).parse().ok()))
}
