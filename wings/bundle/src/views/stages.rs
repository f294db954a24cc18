//! What the form of a stage is told of its construction project: whose it is, of which class, how far its
//! stages are.

use facts::Recorded;
use facts::project::{Event, Reply};
use store::{Rows, Value};

use super::texts;

/// Keep the tables level with a fact of a project.
pub(super) fn of_project(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let no = fact.name();
    match event {
        Event::Begun { party, project_code, class, edition, .. } => {
            rows.put("k_bundle_project", texts(&[no, party, project_code, class, edition, "running"]))
        }
        Event::Regraded { class, .. } => changed(rows, no, 3, class),
        Event::Withdrawn {} => changed(rows, no, 5, "withdrawn"),
        Event::StageOpened { stage, .. } => {
            let since = fact.effective.day().to_string();
            rows.put("k_bundle_project_stage", texts(&[no, stage, "open", &since]))
        }
        Event::StageReplied { stage, reply, .. } => {
            let state = if *reply == Reply::Refused { "refused" } else { "granted" };
            ended(rows, no, stage, state)
        }
        Event::StageWithdrawn { stage } => ended(rows, no, stage, "withdrawn"),
        _ => Ok(()),
    }
}

fn changed(rows: &mut Rows<'_>, no: &str, place: usize, text: &str) -> Result<(), store::Fault> {
    let Some(mut row) = rows.get("k_bundle_project", &[Value::from(no)])? else { return Ok(()) };
    row.0[place] = text.into();
    rows.put("k_bundle_project", row.0)
}

fn ended(rows: &mut Rows<'_>, no: &str, stage: &str, state: &str) -> Result<(), store::Fault> {
    let key = [Value::from(no), Value::from(stage)];
    let Some(mut row) = rows.get("k_bundle_project_stage", &key)? else { return Ok(()) };
    row.0[2] = state.into();
    rows.put("k_bundle_project_stage", row.0)
}
