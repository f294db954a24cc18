//! Promises on which something was granted: what the organ owes to verify, what is to be mended, and how many
//! were kept, broken or left unverified.

use facts::Recorded;
use facts::case::Event;
use kernel::{Day, Sight};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

use super::list::NO_DUE;

/// A promise and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Owed {
    /// Number of the case.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ that granted on it.
    pub organ: String,
    /// The day of the grant.
    pub granted_on: String,
    /// `to_check`, `overdue`, `kept`, `to_mend`, `reported`, `forfeited` or `mended`.
    pub state: String,
    /// The day that is owed next, as told; empty where none is.
    pub due: String,
    /// Was the verification overdue?
    pub late: bool,
}

/// How many promises of an organ stand where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counted {
    /// Code of the organ.
    pub organ: String,
    /// Where they stand, as in [`Owed`].
    pub state: String,
    /// How many.
    pub promises: i64,
}

/// Keep the list level with an event of a case.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    if let Event::PledgeToCheck { by, .. } = event {
        let Some(case) = rows.get("v_case", &[Value::from(fact.name())])? else { return Ok(()) };
        let on = fact.effective.day().to_string();
        let (item, organ, hall, party) = (case.text(1), case.text(3), case.text(4), case.text(5));
        let row = [fact.name(), item, organ, hall, party, &on, "to_check", &by.to_string()];
        let row = row.iter().map(|text| Value::from(*text)).chain([false.into()]);
        return rows.put("v_pledge", row.collect());
    }
    let (state, due): (&str, Option<Day>) = match event {
        Event::PledgeCheckOverdue { due, .. } => ("overdue", Some(*due)),
        Event::PledgeChecked { mend: None, .. } => ("kept", None),
        Event::PledgeChecked { mend: Some(order), .. } => ("to_mend", Some(order.by)),
        Event::PledgeMendReported {} => ("reported", Some(fact.effective.day())),
        Event::PledgeMendRefused { next: Some(next), .. } => ("to_mend", Some(*next)),
        Event::PledgeMendRefused { next: None, .. } | Event::PledgeForfeited { .. } => ("forfeited", None),
        Event::PledgeMended { .. } => ("mended", None),
        _ => return Ok(()),
    };
    let Some(row) = rows.get("v_pledge", &[Value::from(fact.name())])? else { return Ok(()) };
    let mut values = row.0;
    values[6] = state.into();
    values[7] = due.map_or(NO_DUE.to_owned(), |day| day.to_string()).into();
    if state == "overdue" {
        values[8] = true.into();
    }
    rows.put("v_pledge", values)
}

/// Promises that the reader may see after this day and case, the day owed next first; those that are settled
/// come last.
///
/// # Errors
/// A store fault.
pub fn owed(
    look: &mut Look<'_>,
    sight: &Sight,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<Owed>, store::Fault> {
    let sql = format!(
        "select case_no, item, organ, granted_on, state, due, late from v_pledge \
         where (due > $1 or (due = $1 and case_no > $2)) and {} order by due, case_no limit {limit}",
        sight.clause(3),
    );
    let (due, case_no) = after;
    let args = [Value::from(due), Value::from(case_no), Value::from(sight.argument())];
    let read = |row: &store::Row| Owed {
        case_no: row.text(0).to_owned(),
        item: row.text(1).to_owned(),
        organ: row.text(2).to_owned(),
        granted_on: row.text(3).to_owned(),
        state: row.text(4).to_owned(),
        due: if row.text(5) == NO_DUE { String::new() } else { row.text(5).to_owned() },
        late: row.int(6) == 1,
    };
    Ok(look.query(&sql, &args)?.iter().map(read).collect())
}

/// How many promises stand where, by organ.
///
/// # Errors
/// A store fault.
pub fn counted(look: &mut Look<'_>, sight: &Sight) -> Result<Vec<Counted>, store::Fault> {
    let sql = format!(
        "select organ, state, count(*) from v_pledge where {} group by organ, state order by organ, state",
        sight.clause(1),
    );
    let args = [Value::from(sight.argument())];
    let read = |row: &store::Row| Counted {
        organ: row.text(0).to_owned(),
        state: row.text(1).to_owned(),
        promises: row.int(2),
    };
    Ok(look.query(&sql, &args)?.iter().map(read).collect())
}
