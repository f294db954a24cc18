//! The register of an outcome's documents: delivery relies on it.

use facts::document::{Event, Kind};
use facts::{Fact, Recorded};
use store::{Rows, Value};

/// Keep the register level with what happens to documents.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Document(event) = &fact.fact else { return Ok(()) };
    if let Event::Composed { kind, case, printable, .. } = event {
        if !matches!(kind, Kind::Granted | Kind::Licence) {
            return Ok(());
        }
        let state = if *printable == Some(true) { "ready" } else { "composed" };
        let row = [fact.name(), case.as_str(), kind.word(), state, ""];
        return rows.put("k_case_document", row.iter().map(|v| Value::from(*v)).collect());
    }
    let Some(row) = rows.get("k_case_document", &[Value::from(fact.name())])? else { return Ok(()) };
    let (state, glyphs) = match event {
        Event::Drawn { .. } => ("drawn", String::new()),
        Event::NotDrawn { glyphs, .. } => ("not_drawn", glyphs.join("")),
        Event::DrawAsked {} | Event::Composed { .. } => ("composed", String::new()),
    };
    let mut row = row.0;
    (row[3], row[4]) = (state.into(), glyphs.into());
    rows.put("k_case_document", row)
}
