//! What people see of projects: lists, what they are called, and a line on each case of a stage.

mod told;

use facts::project::Event;
use facts::{Fact, Recorded, bundle};
use house::{Panel, Subject, links};
use kernel::{Actor, Ctx, Sight, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

pub use told::{Line as Told, told};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Project(event) => of_project(rows, fact, event),
        Fact::Bundle(event) => of_bundle(rows, fact, event),
        _ => Ok(()),
    }
}

fn texts(values: &[&str]) -> Vec<Value> {
    values.iter().map(|v| Value::from(*v)).collect()
}

fn of_project(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let no = fact.name();
    match event {
        Event::Begun { project, edition, project_code, lead, hall, party, class, .. } => {
            let day = fact.effective.day();
            let on = day.to_string();
            let mut row =
                texts(&[no, project, edition, party, lead, hall, class, project_code, &on, "running"]);
            row.push(fact.seq.into());
            rows.put("v_project", row)?;
            rows.put("k_project_party", texts(&[no, party]))?;
            rows.put("k_project_code", vec![project_code.as_str().into(), i64::from(day.year()).into()])?;
            rows.put("v_project_organ", texts(&[no, lead]))?;
            let Some(_) = &fact.private else { return Ok(()) };
            let field = |name| fact.private_field(name);
            let (name, contact, phone) = (field("name"), field("contact"), field("phone"));
            rows.put("p_project", texts(&[no, &name, &contact, &phone]))
        }
        Event::PrereviewAsked { organs, .. } => {
            organs.iter().try_for_each(|organ| rows.put("v_project_organ", texts(&[no, organ])))
        }
        Event::Regraded { class, .. } => field(rows, no, CLASS, class),
        Event::Reasked { asked, .. } => {
            asked.iter().try_for_each(|one| rows.put("v_project_organ", texts(&[no, &one.organ])))
        }
        Event::StageOpened { lead, asked, .. } => {
            rows.put("v_project_organ", texts(&[no, lead]))?;
            asked.iter().try_for_each(|one| rows.put("v_project_organ", texts(&[no, &one.organ])))
        }
        Event::Withdrawn {} => field(rows, no, STATE, "withdrawn"),
        Event::Finished {} => field(rows, no, STATE, "finished"),
        _ => Ok(()),
    }
}

/// The places of what changes in `v_project`.
const CLASS: usize = 6;
const STATE: usize = 9;

fn field(rows: &mut Rows<'_>, no: &str, place: usize, text: &str) -> Result<(), store::Fault> {
    let Some(row) = rows.get("v_project", &[Value::from(no)])? else { return Ok(()) };
    let mut values = row.0;
    values[place] = text.into();
    rows.put("v_project", values)
}

fn of_bundle(rows: &mut Rows<'_>, fact: &Recorded, event: &bundle::Event) -> Result<(), store::Fault> {
    let no = fact.name();
    if let bundle::Event::Begun { project, .. } = event {
        if project.is_empty() {
            return Ok(());
        }
        return rows.put("k_project_bundle", texts(&[no, project]));
    }
    let Some(row) = rows.get("k_project_bundle", &[Value::from(no)])? else { return Ok(()) };
    let project = row.text(1).to_owned();
    match event {
        bundle::Event::MemberStarted { organ, .. } => rows.put("v_project_organ", texts(&[&project, organ])),
        bundle::Event::MemberFiled { item, case } => {
            rows.put("k_project_case", texts(&[case, &project, no, item]))
        }
        _ => Ok(()),
    }
}

/// A project in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Listed {
    /// Its number.
    pub project_no: String,
    /// Code of the kind of project.
    pub project: String,
    /// Its text, by hash.
    #[serde(skip)]
    pub edition: String,
    /// Whose it is.
    #[serde(skip)]
    pub party: String,
    /// Code of the organ that coordinates it.
    pub organ: String,
    /// Code of the body whose hall it is.
    #[serde(skip)]
    pub hall: String,
    /// Code of its class.
    pub class: String,
    /// 项目代码.
    pub project_code: String,
    /// The day on which it began, ISO.
    pub begun_on: String,
    /// `running`, `finished` or `withdrawn`.
    pub state: String,
    /// Its place in the list.
    #[serde(skip)]
    pub seq: i64,
}

const LISTED: &str = "select project_no, project, edition, party, organ, hall, class, project_code, \
                      begun_on, state, seq from v_project";

fn listed(row: &Row) -> Listed {
    let text = |i: usize| row.text(i).to_owned();
    Listed {
        project_no: text(0),
        project: text(1),
        edition: text(2),
        party: text(3),
        organ: text(4),
        hall: text(5),
        class: text(6),
        project_code: text(7),
        begun_on: text(8),
        state: text(9),
        seq: row.int(10),
    }
}

/// Projects within sight, newest first, those begun before this place.
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
        // every organ that is concerned sees the plan
        Sight::Organ(_) => {
            "project_no in (select o.project_no from v_project_organ o where o.organ = $2)".to_owned()
        }
        other => other.clause(2),
    };
    let sql = format!("{LISTED} where seq < $1 and {clause} order by seq desc limit {limit}");
    Ok(look.query(&sql, &args)?.iter().map(listed).collect())
}

/// One project, if it is within sight.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, no: &str, sight: &Sight) -> Result<Option<Listed>, store::Fault> {
    let sql = format!("{LISTED} where project_no = $1");
    let Some(row) = look.one(&sql, &[Value::from(no)])? else { return Ok(None) };
    let found = listed(&row);
    let seen = match sight {
        Sight::Organ(organ) => {
            let sql = "select organ from v_project_organ where project_no = $1 and organ = $2";
            look.one(sql, &[Value::from(no), Value::from(organ.as_str())])?.is_some()
        }
        other => other.covers(&found.party, &found.organ, &found.hall),
    };
    Ok(seen.then_some(found))
}

/// What a project is called, and whom to ask: name, contact, telephone.
///
/// # Errors
/// A store fault.
pub fn called(look: &mut Look<'_>, no: &str) -> Result<[String; 3], store::Fault> {
    let sql = "select name, contact, phone from p_project where project_no = $1";
    let row = look.one(sql, &[Value::from(no)])?;
    Ok(row.map_or_else(|| [const { String::new() }; 3], |row| [0, 1, 2].map(|i| row.text(i).to_owned())))
}

/// On a case of a stage: of which project it is.
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
    let sql = "select project_no from k_project_case where case_no = $1";
    let Some(row) = look.one(sql, &[Value::from(no.as_str())])? else { return Ok(Vec::new()) };
    let project_no = row.text(0).to_owned();
    let Some(found) = one(look, &project_no, &kernel::rights::sight(actor))? else { return Ok(Vec::new()) };
    let name = ctx.editions.project_by_hash(&found.edition).map(|edition| edition.project.name.clone());
    let name = name.unwrap_or_else(|| Text::new(&*found.project, &*found.project));
    let line = (Text::new("项目", "Project"), name, links::project_case(&project_no));
    let code = Text::new(&*found.project_code, &*found.project_code);
    let code = (Text::new("项目代码", "Project code"), code, String::new());
    Ok(vec![Panel {
        title: Text::new("工程建设项目", "Construction project"), lines: vec![line, code]
    }])
}
