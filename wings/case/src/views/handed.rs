//! Files by party, so that what somebody handed in with an earlier case is found again: what, for which
//! material, with which case, and whether a notice of corrections asked for it again. Names of files are not
//! here: they stay sealed in the cases.

use facts::Recorded;
use facts::case::{Event, File};
use kernel::earlier::EarlierFile;
use store::{Look, Row, Rows, Value};

use super::Line;

/// Columns of the table, in its order.
const COLUMNS: &str =
    "case_no, material, hash, party, item, edition, form, bytes, first_case, on_day, wanting, seq";
/// Which of them says that a notice asked for the material again.
const WANTING: usize = 10;

/// Keep the rows level with an event of a case, whose line this is.
pub(super) fn keep(
    rows: &mut Rows<'_>,
    fact: &Recorded,
    event: &Event,
    line: &Line,
) -> Result<(), store::Fault> {
    match event {
        Event::Applied { files, .. }
        | Event::Corrected { files, .. }
        | Event::Followed { files, .. }
        | Event::Enclosed { files, .. } => {
            for file in files {
                rows.put("v_case_file", row(fact, file, line))?;
            }
            Ok(())
        }
        Event::CorrectionAsked { lacking, .. } => {
            for material in lacking {
                asked_again(rows, fact.name(), material)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn row(fact: &Recorded, file: &File, line: &Line) -> Vec<Value> {
    let on = fact.effective.day();
    let (first, on) = file.reused.as_ref().map_or((fact.name(), on), |first| (&first.case_no, first.on));
    vec![
        fact.name().into(),
        file.material.as_str().into(),
        file.hash.as_str().into(),
        line.party.as_str().into(),
        line.item.as_str().into(),
        line.edition.as_str().into(),
        file.form.as_str().into(),
        file.bytes.into(),
        first.into(),
        on.to_string().into(),
        0.into(),
        fact.seq.into(),
    ]
}

/// What was there of a material does not do.
fn asked_again(rows: &mut Rows<'_>, case_no: &str, material: &str) -> Result<(), store::Fault> {
    let sql = format!("select {COLUMNS} from v_case_file where case_no = $1 and material = $2 order by hash");
    for row in rows.query(&sql, &[Value::from(case_no), Value::from(material)])? {
        let mut row = row.0;
        row[WANTING] = 1.into();
        rows.put("v_case_file", row)?;
    }
    Ok(())
}

/// Files that cases of this party name, the newest first, so many at most; what their materials are, the
/// caller adds.
///
/// # Errors
/// A store fault.
pub fn handed_in(look: &mut Look<'_>, party: &str, limit: i64) -> Result<Vec<EarlierFile>, store::Fault> {
    let sql = format!(
        "select f.hash, f.form, f.bytes, f.item, f.edition, f.material, f.case_no, f.first_case, f.on_day, \
         f.wanting, v.accepted_on, v.state from v_case_file f join v_case v on v.case_no = f.case_no \
         where f.party = $1 order by f.seq desc, f.case_no, f.material, f.hash limit {limit}"
    );
    let rows = look.query(&sql, &[Value::from(party)])?;
    Ok(rows.iter().filter_map(|row| file(row, party)).collect())
}

fn file(row: &Row, party: &str) -> Option<EarlierFile> {
    let text = |n: usize| row.text(n).to_owned();
    Some(EarlierFile {
        hash: text(0),
        form: text(1),
        bytes: row.int(2),
        party: party.to_owned(),
        item: text(3),
        edition: text(4),
        material: text(5),
        paper: None,
        case_no: text(6),
        first_case: text(7),
        on: row.text(8).parse().ok()?,
        wanting: row.int(9) != 0,
        accepted: !row.text(10).is_empty() && row.text(11) != "voided",
    })
}
