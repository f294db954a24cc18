//! What people see of bundles: lists, the days organs told of their members, and a line on each member's
//! case.

mod assisting;
mod stages;
pub mod visits;

use facts::bundle::{ANSWER, Event, FILE_NAME};
use facts::{Fact, Recorded, case, document};
use house::{Panel, Subject, links};
use kernel::form::Answers;
use kernel::{Actor, Ctx, Day, Sight, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

pub use assisting::{Assisted, Helped, assisted, helped, is_mandate, mandate, project_mandate, what_text};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Bundle(event) => {
            assisting::keep(rows, fact, event)?;
            of_bundle(rows, fact, event)
        }
        Fact::Case(event) => of_case(rows, fact, event),
        Fact::Document(event) => of_document(rows, fact, event),
        Fact::Project(event) => stages::of_project(rows, fact, event),
        _ => Ok(()),
    }
}

fn texts(values: &[&str]) -> Vec<Value> {
    values.iter().map(|v| Value::from(*v)).collect()
}

fn of_bundle(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let no = fact.name();
    match event {
        Event::Begun { bundle, edition, lead, hall, party, project, .. } => {
            if !project.is_empty() {
                rows.put("k_bundle_stage", texts(&[no, project]))?;
            }
            let day = fact.effective.day().to_string();
            let mut row = texts(&[no, bundle, edition, party, lead, hall, &day, "running"]);
            row.push(fact.seq.into());
            rows.put("v_bundle", row)?;
            rows.put("k_bundle_party", texts(&[no, party]))?;
            rows.put("v_bundle_organ_of", texts(&[no, lead]))?;
            filled_in(rows, fact)
        }
        Event::Replanned { .. } => {
            filled_in(rows, fact)?;
            state(rows, no, "running")
        }
        Event::MemberStarted { item, organ, licence, .. } => {
            let row = vec![fact.seq.into(), no.into(), item.as_str().into(), i64::from(*licence).into()];
            rows.put("k_bundle_started", row)?;
            rows.put("v_bundle_organ_of", texts(&[no, organ]))
        }
        Event::Withdrawn {} => state(rows, no, "withdrawn"),
        Event::Finished { .. } => state(rows, no, "finished"),
        Event::Collected { .. } => state(rows, no, "collected"),
        Event::JointVisitCalled { on, cases, .. } => visits::called(rows, no, *on, cases),
        _ => Ok(()),
    }
}

fn filled_in(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Some(private) = &fact.private else { return Ok(()) };
    let answer =
        |(name, text): (&String, &String)| Some((name.strip_prefix(ANSWER)?.to_owned(), text.clone()));
    let all: Answers = private.fields.iter().filter_map(answer).collect();
    let answers = serde_json::to_string(&all).expect("a map of strings is JSON");
    let name =
        |(name, text): (&String, &String)| Some((name.strip_prefix(FILE_NAME)?.to_owned(), text.clone()));
    let all: Answers = private.fields.iter().filter_map(name).collect();
    let names = serde_json::to_string(&all).expect("a map of strings is JSON");
    let (applicant, phone) = (fact.private_field("applicant"), fact.private_field("phone"));
    rows.put("p_bundle", texts(&[fact.name(), &applicant, &phone, &answers, &names]))
}

fn state(rows: &mut Rows<'_>, no: &str, state: &str) -> Result<(), store::Fault> {
    let Some(row) = rows.get("v_bundle", &[Value::from(no)])? else { return Ok(()) };
    let mut values = row.0;
    values[7] = state.into();
    rows.put("v_bundle", values)
}

/// The line of the ledger that a case of a bundle follows from: `reactor/case/{line}/file`.
fn follows(cause: &str) -> Option<i64> {
    cause.strip_prefix("reactor/case/")?.strip_suffix("/file")?.parse().ok()
}

fn of_case(rows: &mut Rows<'_>, fact: &Recorded, event: &case::Event) -> Result<(), store::Fault> {
    let no = fact.name();
    if let case::Event::Applied { .. } = event {
        let Some(seq) = follows(&fact.cause) else { return Ok(()) };
        let Some(row) = rows.get("k_bundle_started", &[Value::from(seq)])? else { return Ok(()) };
        let member = vec![no.into(), row.text(1).into(), row.text(2).into(), row.int(3).into()];
        rows.put("k_bundle_case", member)?;
        return rows.put("v_bundle_due", texts(&[no, "", "", "organ"]));
    }
    let Some(row) = rows.get("v_bundle_due", &[Value::from(no)])? else { return Ok(()) };
    visits::seen(rows, no, event)?;
    let (mut told, mut latest, mut waits) =
        (row.text(1).to_owned(), row.text(2).to_owned(), row.text(3).to_owned());
    match event {
        case::Event::Accepted { told: day, statutory }
        | case::Event::AcceptedTolerantly { told: day, statutory, .. }
        | case::Event::DeemedAccepted { told: day, statutory, .. }
        | case::Event::Extended { told: day, statutory, .. }
        | case::Event::ClockResumed { told: day, statutory } => {
            (told, latest, waits) = (day.to_string(), statutory.to_string(), "organ".to_owned());
        }
        case::Event::CorrectionAsked { .. } => "applicant".clone_into(&mut waits),
        case::Event::Corrected { .. } => "organ".clone_into(&mut waits),
        case::Event::ClockStopped { .. } => "procedure".clone_into(&mut waits),
        case::Event::Concluded { .. } => waits.clear(),
        _ => return Ok(()),
    }
    rows.put("v_bundle_due", texts(&[no, &told, &latest, &waits]))
}

fn of_document(rows: &mut Rows<'_>, fact: &Recorded, event: &document::Event) -> Result<(), store::Fault> {
    use document::{Event as E, Kind};
    if let E::Composed { kind, case, .. } = event {
        let of_outcome = matches!(kind, Kind::Granted | Kind::Licence);
        if !of_outcome || rows.get("k_bundle_case", &[Value::from(case.as_str())])?.is_none() {
            return Ok(());
        }
        return rows.put("k_bundle_document", texts(&[fact.name(), case, kind.word(), "composed"]));
    }
    let Some(row) = rows.get("k_bundle_document", &[Value::from(fact.name())])? else { return Ok(()) };
    let state = match event {
        E::Drawn { .. } => "drawn",
        E::NotDrawn { .. } => "not_drawn",
        E::DrawAsked {} | E::Composed { .. } => "composed",
    };
    let mut values = row.0;
    values[3] = state.into();
    rows.put("k_bundle_document", values)
}

/// A bundle in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Listed {
    /// Its number.
    pub bundle_no: String,
    /// Code of the bundle.
    pub bundle: String,
    /// Its text, by hash.
    #[serde(skip)]
    pub edition: String,
    /// Whose matter it is.
    #[serde(skip)]
    pub party: String,
    /// Code of the organ that leads.
    pub organ: String,
    /// Code of the body whose hall it is.
    #[serde(skip)]
    pub hall: String,
    /// The day on which it began, ISO.
    pub begun_on: String,
    /// `running`, `finished`, `collected` or `withdrawn`.
    pub state: String,
    /// Its place in the list.
    #[serde(skip)]
    pub seq: i64,
}

const LISTED: &str =
    "select bundle_no, bundle, edition, party, organ, hall, begun_on, state, seq from v_bundle";

fn listed(row: &Row) -> Listed {
    let text = |i: usize| row.text(i).to_owned();
    Listed {
        bundle_no: text(0),
        bundle: text(1),
        edition: text(2),
        party: text(3),
        organ: text(4),
        hall: text(5),
        begun_on: text(6),
        state: text(7),
        seq: row.int(8),
    }
}

/// Bundles within sight, newest first, those begun before this place.
///
/// # Errors
/// A store fault.
pub fn list(
    look: &mut Look<'_>,
    sight: &Sight,
    before: i64,
    limit: i64,
) -> Result<Vec<Listed>, store::Fault> {
    let args = [Value::from(before), Value::from(sight.argument())];
    let clause = match sight {
        // every organ that has a member sees the plan
        Sight::Organ(_) => {
            "bundle_no in (select o.bundle_no from v_bundle_organ_of o where o.organ = $2)".to_owned()
        }
        other => other.clause(2),
    };
    let sql = format!("{LISTED} where seq < $1 and {clause} order by seq desc limit {limit}");
    Ok(look.query(&sql, &args)?.iter().map(listed).collect())
}

/// One bundle, if it is within sight.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, bundle_no: &str, sight: &Sight) -> Result<Option<Listed>, store::Fault> {
    let sql = format!("{LISTED} where bundle_no = $1");
    let Some(row) = look.one(&sql, &[Value::from(bundle_no)])? else { return Ok(None) };
    let found = listed(&row);
    let seen = match sight {
        Sight::Organ(organ) => {
            let sql = "select organ from v_bundle_organ_of where bundle_no = $1 and organ = $2";
            look.one(sql, &[Value::from(bundle_no), Value::from(organ.as_str())])?.is_some()
        }
        other => other.covers(&found.party, &found.organ, &found.hall),
    };
    Ok(seen.then_some(found))
}

/// What an organ told of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// By when it will be decided.
    pub told: Option<Day>,
    /// By when the law wants it.
    pub latest: Option<Day>,
    /// `organ`, `applicant`, `procedure`, or empty.
    pub waits: String,
}

/// What organs told of the members of a bundle, by case.
///
/// # Errors
/// A store fault.
pub fn dues(look: &mut Look<'_>, bundle_no: &str) -> Result<Vec<(String, Due)>, store::Fault> {
    let sql = "select d.case_no, d.told, d.latest, d.waits from v_bundle_due d \
               join k_bundle_case c on c.case_no = d.case_no where c.bundle_no = $1 order by d.case_no";
    let rows = look.query(sql, &[Value::from(bundle_no)])?;
    let due = |row: &Row| {
        let (told, latest) = (row.text(1).parse().ok(), row.text(2).parse().ok());
        (row.text(0).to_owned(), Due { told, latest, waits: row.text(3).to_owned() })
    };
    Ok(rows.iter().map(due).collect())
}

/// On a member's case: of which bundle it is a part.
///
/// # Errors
/// A store fault.
pub fn panels(
    look: &mut Look<'_>,
    subject: &Subject,
    actor: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Panel>, store::Fault> {
    let Subject::Case(no) = subject else { return Ok(Vec::new()) };
    let sql = "select bundle_no from k_bundle_case where case_no = $1";
    let Some(row) = look.one(sql, &[Value::from(no.as_str())])? else { return Ok(Vec::new()) };
    let bundle_no = row.text(0).to_owned();
    let Some(found) = one(look, &bundle_no, &kernel::rights::sight(actor))? else { return Ok(Vec::new()) };
    let name = ctx.editions.bundle_by_hash(&found.edition).map(|edition| edition.bundle.name.clone());
    let name = name.unwrap_or_else(|| Text::new(&*found.bundle, &*found.bundle));
    let href = links::bundle_case(&bundle_no);
    let mut lines = vec![(Text::new("属于", "Part of"), name, href.clone())];
    if let Some(on) = visits::of_case(look, no)? {
        let label = Text::new("联合现场核查，各部门一起来", "Joint visit, all organs together");
        lines.push((label, Text::new(on.zh_full(), on.en_full()), href));
    }
    Ok(vec![Panel { title: Text::new("一件事", "One thing at once"), lines }])
}
