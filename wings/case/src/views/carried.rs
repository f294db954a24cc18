//! Papers that another hall took in, until the competent organ has them.

use facts::Recorded;
use facts::case::{Event, Way};
use kernel::Role;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

/// A case whose papers are on their way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CarriedLine {
    /// Its number.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Is it the reader's hall that is still to send them? Else they are on their way to her.
    pub to_send: bool,
}

/// Keep the list level with an event of a case.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let key = [Value::from(fact.name())];
    match event {
        Event::Applied { item, organ, hall, came: Some(came), .. } if came.way == Way::Elsewhere => {
            let texts = [fact.name(), item.as_str(), came.at.as_str(), organ.as_str(), hall.as_str()];
            let mut row: Vec<Value> = texts.iter().map(|text| Value::from(*text)).collect();
            row.push(false.into());
            rows.put("v_carried", row)
        }
        Event::PapersSent { .. } => {
            let Some(row) = rows.get("v_carried", &key)? else { return Ok(()) };
            let mut row: Vec<Value> = (0..5).map(|n| Value::from(row.text(n))).collect();
            row.push(true.into());
            rows.put("v_carried", row)
        }
        Event::PapersArrived {} => rows.del("v_carried", key.to_vec()),
        _ => Ok(()),
    }
}

/// What a window is still to send, and what is on its way to it.
///
/// # Errors
/// A store fault.
pub fn carried(look: &mut Look<'_>, who: (Role, &str), limit: i64) -> Result<Vec<CarriedLine>, store::Fault> {
    let (role, organ) = who;
    if role != Role::Clerk || organ.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select case_no, item, sent from v_carried where (from_organ = $1 and sent = 0) \
         or (sent = 1 and (organ = $1 or hall = $1)) order by case_no limit {limit}"
    );
    let rows = look.query(&sql, &[Value::from(organ)])?;
    let line = |row: &store::Row| CarriedLine {
        case_no: row.text(0).to_owned(),
        item: row.text(1).to_owned(),
        to_send: !row.truth(2),
    };
    Ok(rows.iter().map(line).collect())
}
