//! Who handles which case, for the officers' worklists: kept as the rules follow it.

use facts::Recorded;
use facts::case::Event;
use kernel::Role;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

/// A case that somebody is asked to answer for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Offered {
    /// Number of the case.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
}

/// Where the parts of a row stand.
const RESPONSIBLE: usize = 4;
const OFFERED: usize = 5;

/// The column of a step.
fn column(role: Role) -> Option<usize> {
    match role {
        Role::Clerk => Some(1),
        Role::Examiner => Some(2),
        Role::Head => Some(3),
        _ => None,
    }
}

/// Keep the list level with an event of a case; the row before and after, empty where there is none.
pub(super) fn keep(
    rows: &mut Rows<'_>,
    fact: &Recorded,
    event: &Event,
) -> Result<[Vec<Value>; 2], store::Fault> {
    let (by, role) = (&fact.actor.party, fact.actor.role);
    let mut row: Vec<Value> = match event {
        Event::Applied { .. } => {
            let nobody = std::iter::repeat_n(Value::from(""), 5);
            std::iter::once(Value::from(fact.name())).chain(nobody).collect()
        }
        _ => match rows.get("v_care", &[Value::from(fact.name())])? {
            Some(row) => row.0,
            None => return Ok([Vec::new(), Vec::new()]),
        },
    };
    let before = row.clone();
    match event {
        Event::Claimed {} => column(role).into_iter().for_each(|at| row[at] = by.into()),
        Event::Unclaimed {} => column(role).into_iter().for_each(|at| row[at] = "".into()),
        Event::Reassigned { role, to } => {
            if let Some(at) = column(*role) {
                if row[at] != Value::from("") && row[at] == row[RESPONSIBLE] {
                    row[OFFERED] = to.into();
                }
                row[at] = to.into();
            }
        }
        Event::HandedOver { to } => row[OFFERED] = to.into(),
        Event::TakenOver {} => {
            row[RESPONSIBLE] = by.into();
            row[OFFERED] = "".into();
        }
        _ => {}
    }
    let not_handling = matches!(
        event,
        Event::Overran { .. }
            | Event::DeemedAccepted { .. }
            | Event::ModeSet { .. }
            | Event::ModeEnded { .. }
            | Event::Reassigned { .. }
            | Event::OpinionAsked { .. }
            | Event::OpinionGiven { .. }
            | Event::OpinionWithdrawn { .. }
    );
    // what time alone made true is nobody's doing
    let own_doing = fact.effective == fact.at && !not_handling;
    if row[RESPONSIBLE] == Value::from("") && column(role).is_some() && own_doing {
        row[RESPONSIBLE] = by.into();
    }
    if row != before || matches!(event, Event::Applied { .. }) {
        rows.put("v_care", row.clone())?;
    }
    Ok([before, row])
}

/// Cases that still move and that an officer is asked to answer for from now on.
///
/// # Errors
/// A store fault.
pub fn offered(look: &mut Look<'_>, to: &str, limit: i64) -> Result<Vec<Offered>, store::Fault> {
    let sql = format!(
        "select c.case_no, v.item from v_care c join v_case v on v.case_no = c.case_no \
         where c.offered = $1 and v.running = 1 order by c.case_no limit {limit}"
    );
    let rows = look.query(&sql, &[Value::from(to)])?;
    let read = |row: &store::Row| Offered { case_no: row.text(0).to_owned(), item: row.text(1).to_owned() };
    Ok(rows.iter().map(read).collect())
}
