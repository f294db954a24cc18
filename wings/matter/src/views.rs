//! What people see of matters, and the register of their running limits.

use facts::matter::Event;
use facts::{Fact, Recorded};
use house::{Panel, Subject};
use kernel::{Actor, Ctx, Instant, Sight};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// A matter as lists show it. Days are ISO texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// Its number.
    pub matter_no: String,
    /// Opaque id of whose it is.
    #[serde(skip)]
    pub party: String,
    /// Code of the body whose hall takes it.
    pub hall: String,
    /// Code of the organ it was given to, or empty.
    pub organ: String,
    /// Where it stands: a word of `[matter.state]`.
    pub state: String,
    /// The day on which it was brought.
    pub brought_on: String,
    /// The day by which it is answered.
    pub answer_by: String,
    /// Code of the item that covers it, or empty.
    pub item: String,
    /// Number of the case it became, or empty.
    pub case_no: String,
    /// Is an answer still owed?
    pub running: bool,
    /// Did a limit pass?
    pub overran: bool,
    #[serde(skip)]
    seq: i64,
}

/// What was said; personal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Her name.
    pub name: String,
    /// Mobile number.
    pub phone: String,
    /// What she needs.
    pub need: String,
    /// Why it was given to the organ that has it.
    pub reason: String,
    /// The answer.
    pub answer: String,
}

/// An item that an organ proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposal {
    /// Number of the matter it came from.
    pub matter_no: String,
    /// Code of the organ.
    pub organ: String,
    /// What for.
    pub words: String,
    /// The day, ISO.
    pub proposed_on: String,
}

const COLUMNS: &str = "select matter_no, party, hall, organ, state, brought_on, answer_by, item, case_no, \
                       running, overran, seq from v_matter";

fn line(row: &Row) -> Line {
    let text = |i: usize| row.text(i).to_owned();
    Line {
        matter_no: text(0),
        party: text(1),
        hall: text(2),
        organ: text(3),
        state: text(4),
        brought_on: text(5),
        answer_by: text(6),
        item: text(7),
        case_no: text(8),
        running: row.truth(9),
        overran: row.truth(10),
        seq: row.int(11),
    }
}

fn row(line: &Line) -> Vec<Value> {
    let texts = [
        &line.matter_no,
        &line.party,
        &line.hall,
        &line.organ,
        &line.state,
        &line.brought_on,
        &line.answer_by,
        &line.item,
        &line.case_no,
    ];
    let mut row: Vec<Value> = texts.into_iter().map(Value::from).collect();
    row.extend([line.running.into(), line.overran.into(), line.seq.into()]);
    row
}

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Matter(event) = &fact.fact else { return Ok(()) };
    clocks(rows, fact, event)?;
    said(rows, fact, event)?;
    let found = rows.get("v_matter", &[Value::from(fact.name())])?;
    let mut now = found.map(|row| line(&row)).unwrap_or_default();
    let day = fact.effective.day().to_string();
    match event {
        Event::Brought { party, hall, answer_by, .. } => {
            now = Line {
                matter_no: fact.name().to_owned(),
                party: party.clone(),
                hall: hall.clone(),
                state: "brought".to_owned(),
                brought_on: day,
                answer_by: answer_by.to_string(),
                running: true,
                seq: fact.seq,
                ..Line::default()
            };
        }
        Event::Routed { to, .. } => {
            now.organ.clone_from(to);
            now.state = "routed".to_owned();
        }
        Event::RouteAllowed {} => {}
        Event::Answered { outcome, item, .. } => {
            now.item.clone_from(item);
            now.state = outcome.word().to_owned();
            now.running = false;
        }
        Event::ItemProposed { words } => {
            let texts = [fact.name(), now.organ.as_str(), words, &day];
            let mut row: Vec<Value> = texts.iter().map(|text| Value::from(*text)).collect();
            row.push(fact.seq.into());
            rows.put("v_matter_proposal", row)?;
        }
        Event::BecameCase { case } => now.case_no.clone_from(case),
        Event::Withdrawn {} => {
            now.state = "withdrawn".to_owned();
            now.running = false;
        }
        Event::Overran { .. } => now.overran = true,
    }
    rows.put("v_matter", row(&now))
}

fn clocks(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let mut set = |kind: &str, at: Instant| {
        rows.put("k_matter_clock", vec![fact.name().into(), kind.into(), at.0.into()])
    };
    if let Event::Brought { route_by, answer_by, .. } = event {
        set("route", Instant::end_of(*route_by))?;
        return set("answer", Instant::end_of(*answer_by));
    }
    let over: &[&str] = match event {
        Event::Routed { .. } => &["route"],
        Event::Answered { .. } | Event::Withdrawn {} => &["route", "answer"],
        Event::Overran { limit: facts::matter::Limit::Route, .. } => &["route"],
        Event::Overran { .. } => &["answer"],
        _ => &[],
    };
    for kind in over {
        rows.del("k_matter_clock", vec![fact.name().into(), (*kind).into()])?;
    }
    Ok(())
}

fn said(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let key = [Value::from(fact.name())];
    let mut said = rows.get("p_matter", &key)?.map(|row| spoken(&row)).unwrap_or_default();
    let field = |name: &str| fact.private_field(name);
    match event {
        Event::Brought { .. } => {
            said =
                Said { name: field("name"), phone: field("phone"), need: field("need"), ..Said::default() };
        }
        Event::Routed { .. } => said.reason = field("reason"),
        Event::Answered { .. } => said.answer = field("answer"),
        _ => return Ok(()),
    }
    let texts = [fact.name(), &said.name, &said.phone, &said.need, &said.reason, &said.answer];
    rows.put("p_matter", texts.iter().map(|text| Value::from(*text)).collect())
}

fn spoken(row: &Row) -> Said {
    let text = |i: usize| row.text(i).to_owned();
    Said { name: text(1), phone: text(2), need: text(3), reason: text(4), answer: text(5) }
}

/// One matter.
///
/// # Errors
/// A store fault.
pub fn one(look: &mut Look<'_>, matter_no: &str) -> Result<Option<Line>, store::Fault> {
    Ok(look.get("v_matter", &[Value::from(matter_no)])?.map(|row| line(&row)))
}

/// What was said in it: personal.
///
/// # Errors
/// A store fault.
pub fn words(look: &mut Look<'_>, matter_no: &str) -> Result<Said, store::Fault> {
    Ok(look.get("p_matter", &[Value::from(matter_no)])?.map(|row| spoken(&row)).unwrap_or_default())
}

/// Matters within sight: those that are open first, by the day on which the answer is due.
///
/// # Errors
/// A store fault.
pub fn within(look: &mut Look<'_>, sight: &Sight, limit: i64) -> Result<Vec<Line>, store::Fault> {
    let sql = format!(
        "{COLUMNS} where {} order by running desc, answer_by, seq desc, matter_no limit {limit}",
        sight.clause(1)
    );
    Ok(look.query(&sql, &[Value::from(sight.argument())])?.iter().map(line).collect())
}

/// Items that organs propose, the newest first.
///
/// # Errors
/// A store fault.
pub fn proposals(look: &mut Look<'_>, limit: i64) -> Result<Vec<Proposal>, store::Fault> {
    let sql = format!(
        "select matter_no, organ, words, proposed_on from v_matter_proposal \
         order by seq desc, matter_no limit {limit}"
    );
    let proposal = |row: &Row| Proposal {
        matter_no: row.text(0).to_owned(),
        organ: row.text(1).to_owned(),
        words: row.text(2).to_owned(),
        proposed_on: row.text(3).to_owned(),
    };
    Ok(look.query(&sql, &[])?.iter().map(proposal).collect())
}

/// This wing says nothing on others' pages.
///
/// # Errors
/// None.
pub fn panels(_: &mut Look<'_>, _: &Subject, _: &Actor, _: &Ctx<'_>) -> Result<Vec<Panel>, store::Fault> {
    Ok(Vec::new())
}
