//! Joint visits as they are shown: the day that was called, and what each organ's own case says of it.

use facts::case;
use kernel::Day;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

/// The joint visit that a case was called to; a later one replaces an earlier one.
pub(super) fn called(rows: &mut Rows<'_>, no: &str, on: Day, cases: &[String]) -> Result<(), store::Fault> {
    for case in cases {
        let row = vec![
            case.as_str().into(),
            no.into(),
            on.to_string().into(),
            "called".into(),
            "".into(),
            "".into(),
        ];
        rows.put("v_bundle_visit", row)?;
    }
    Ok(())
}

/// An organ set or recorded its own visit.
pub(super) fn seen(rows: &mut Rows<'_>, case: &str, event: &case::Event) -> Result<(), store::Fault> {
    let state = match event {
        case::Event::VisitSet { .. } => "set",
        case::Event::VisitRecorded { .. } => "recorded",
        _ => return Ok(()),
    };
    let Some(mut row) = rows.get("v_bundle_visit", &[Value::from(case)])? else { return Ok(()) };
    row.0[3] = state.into();
    if let case::Event::VisitSet { on, apart, .. } = event {
        row.0[4] = on.to_string().into();
        row.0[5] = apart.as_str().into();
    }
    rows.put("v_bundle_visit", row.0)
}

/// One member's part in a joint visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Seen {
    /// Number of the case.
    pub case_no: String,
    /// The day that the lead called, ISO.
    pub on: String,
    /// `called`; `set` once the organ named its officers; `recorded` once they wrote down what they found.
    pub state: String,
    /// The day that the organ itself set, ISO, or empty.
    pub set_on: String,
    /// Why it comes on another day, in its words; or empty.
    pub apart: String,
}

/// Who takes part in a bundle's joint visits, by day.
///
/// # Errors
/// A store fault.
pub fn of_bundle(look: &mut Look<'_>, bundle_no: &str) -> Result<Vec<Seen>, store::Fault> {
    let sql = "select case_no, on_day, state, set_on, apart from v_bundle_visit where bundle_no = $1 \
               order by on_day, case_no";
    let rows = look.query(sql, &[Value::from(bundle_no)])?;
    let text = |row: &store::Row, i: usize| row.text(i).to_owned();
    let seen = |row| {
        let [case_no, on, state, set_on, apart] = [0, 1, 2, 3, 4].map(|i| text(row, i));
        Seen { case_no, on, state, set_on, apart }
    };
    Ok(rows.iter().map(seen).collect())
}

/// The day of the joint visit that a case was called to and that is not recorded yet.
///
/// # Errors
/// A store fault.
pub fn of_case(look: &mut Look<'_>, case: &str) -> Result<Option<Day>, store::Fault> {
    let Some(row) = look.get("v_bundle_visit", &[Value::from(case)])? else { return Ok(None) };
    Ok(row.text(2).parse().ok().filter(|_| row.text(3) != "recorded"))
}
