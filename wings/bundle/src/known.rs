//! What going on relies on: what she filled in, and whether a parcel's documents are printed.

use facts::bundle::Event;
use facts::document::Kind;
use house::Knows;
use kernel::Ctx;
use kernel::form::Answers;
use store::{Look, Value};

use crate::rules::{Command, Known, Rules, Run, Stand};

impl Knows for Rules {
    fn know(look: &mut Look<'_>, run: &Run, command: &Command, ctx: &Ctx<'_>) -> Result<Known, store::Fault> {
        Self::know_of(look, "", run, command, ctx)
    }

    fn know_of(
        look: &mut Look<'_>,
        name: &str,
        run: &Run,
        command: &Command,
        _: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        match command {
            Command::Hear { .. } | Command::Change { .. } => filled_in(look, name),
            Command::Collect { .. } => wanting(look, run),
            _ => Ok(Known::default()),
        }
    }

    fn files(event: &Event) -> Vec<String> {
        match event {
            Event::Begun { files, .. } => files.iter().map(|file| file.hash.clone()).collect(),
            // what a member wants of them is named again, not taken again
            _ => Vec::new(),
        }
    }
}

/// What she filled in, as far as its key exists.
///
/// # Errors
/// A store fault.
pub fn filled_in(look: &mut Look<'_>, bundle_no: &str) -> Result<Known, store::Fault> {
    let sql = "select applicant, phone, answers, names from p_bundle where bundle_no = $1";
    let Some(row) = look.one(sql, &[Value::from(bundle_no)])? else { return Ok(Known::default()) };
    let given: Answers = serde_json::from_str(row.text(2)).unwrap_or_default();
    let names = serde_json::from_str(row.text(3)).unwrap_or_default();
    let (applicant, phone) = (row.text(0).to_owned(), row.text(1).to_owned());
    Ok(Known { applicant, phone, given, names, ..Known::default() })
}

/// Cases of outcomes whose decision, or licence, is not printed.
///
/// # Errors
/// A store fault.
pub fn wanting(look: &mut Look<'_>, run: &Run) -> Result<Known, store::Fault> {
    let mut known = Known::default();
    for part in run.parts.values() {
        let Stand::Done { case, .. } = &part.stand else { continue };
        let sql = "select licence from k_bundle_case where case_no = $1";
        let licence = look.one(sql, &[Value::from(case.as_str())])?.is_some_and(|row| row.int(0) == 1);
        for kind in [Some(Kind::Granted), licence.then_some(Kind::Licence)].into_iter().flatten() {
            let sql =
                "select state from k_bundle_document where case_no = $1 and kind = $2 order by document_no";
            let rows = look.query(sql, &[Value::from(case.as_str()), kind.word().into()])?;
            if rows.last().is_none_or(|row| row.text(0) != "drawn") {
                known.wanting.insert(case.clone());
            }
        }
    }
    Ok(known)
}
