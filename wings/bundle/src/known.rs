//! What going on relies on: what she filled in, and whether a parcel's documents are printed.

use facts::bundle::Event;
use facts::document::Kind;
use house::Knows;
use kernel::Ctx;
use kernel::form::Answers;
use store::{Look, Value};

use crate::rules::{Command, Known, OfProject, Rules, Run, StageState, Stand};

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
            Command::Begin { project, .. } | Command::AskAssistance { project, .. }
                if !project.is_empty() =>
            {
                Ok(Known { project: project_of(look, project)?, ..Known::default() })
            }
            Command::Collect { .. } => wanting(look, run),
            Command::CallVisit { .. } => accepted(look, run),
            _ => Ok(Known::default()),
        }
    }

    fn files(event: &Event) -> Vec<String> {
        match event {
            Event::Begun { files, .. } => {
                files.iter().filter(|file| file.kept_here()).map(|file| file.hash.clone()).collect()
            }
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

/// Cases of members that are accepted: their organ told when it decides.
///
/// # Errors
/// A store fault.
pub fn accepted(look: &mut Look<'_>, run: &Run) -> Result<Known, store::Fault> {
    let mut known = Known::default();
    for part in run.parts.values() {
        let Stand::Running(case, _) = &part.stand else { continue };
        let row = look.get("v_bundle_due", &[Value::from(case.as_str())])?;
        if row.is_some_and(|row| !row.text(1).is_empty() && !row.text(3).is_empty()) {
            known.accepted.insert(case.clone());
        }
    }
    Ok(known)
}

/// A construction project, by its number.
///
/// # Errors
/// A store fault.
pub fn project_of(look: &mut Look<'_>, project_no: &str) -> Result<Option<OfProject>, store::Fault> {
    let Some(row) = look.get("k_bundle_project", &[Value::from(project_no)])? else { return Ok(None) };
    let sql = "select stage, state, since from k_bundle_project_stage where project_no = $1 order by stage";
    let rows = look.query(sql, &[Value::from(project_no)])?;
    let stage = |row: &store::Row| {
        let state = match row.text(1) {
            "open" => StageState::Open(row.text(2).parse().ok()?),
            "granted" => StageState::Granted,
            _ => StageState::Over,
        };
        Some((row.text(0).to_owned(), state))
    };
    Ok(Some(OfProject {
        party: row.text(1).to_owned(),
        project_code: row.text(2).to_owned(),
        class: row.text(3).to_owned(),
        edition: row.text(4).to_owned(),
        withdrawn: row.text(5) == "withdrawn",
        stages: rows.iter().filter_map(stage).collect(),
    }))
}

/// Number of the construction project of which a bundle is a stage.
///
/// # Errors
/// A store fault.
pub fn stage_of(look: &mut Look<'_>, bundle_no: &str) -> Result<Option<String>, store::Fault> {
    let sql = "select project_no from k_bundle_stage where bundle_no = $1";
    Ok(look.one(sql, &[Value::from(bundle_no)])?.map(|row| row.text(0).to_owned()))
}
