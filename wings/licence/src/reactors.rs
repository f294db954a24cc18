//! What should follow: a grant is followed by a licence.

use facts::{Fact, Recorded, case};
use house::Intent;
use house::desk::To;
use store::{Look, Value};

use crate::rules::Command;

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    let Fact::Case(case::Event::Granted { .. }) = &fact.fact else { return Ok(Vec::new()) };
    let sql = "select k.item, k.edition, k.organ, k.party, p.applicant from k_filed k \
               join p_filed p on p.case_no = k.case_no where k.case_no = $1";
    let Some(row) = look.one(sql, &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
    let command = Command::Issue {
        case: fact.name().to_owned(),
        item: row.text(0).to_owned(),
        edition: row.text(1).to_owned(),
        organ: row.text(2).to_owned(),
        party: row.text(3).to_owned(),
        holder: row.text(4).to_owned(),
        granted: fact.effective.day(),
    };
    Ok(vec![Intent::command("issue", To::Stream(fact.name().to_owned()), &command)])
}
