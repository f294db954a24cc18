//! What is public and what other organs are asked, as lists show it; and what was said on the way to the
//! decision, from the sealed parts.

use std::collections::BTreeMap;

use facts::case::{Event, FINDING};
use facts::{Fact, Recorded};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

/// A matter that is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PublicLine {
    /// Number of the case.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ.
    pub organ: String,
    /// The first day, as an ISO text.
    pub opened_on: String,
    /// The last day, as told.
    pub until: String,
}

/// A question that an organ is asked by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AskedLine {
    /// Number of the case.
    pub case_no: String,
    /// Which of the case's consultations.
    pub consultation: i64,
    /// The last day to answer, as an ISO text.
    pub by: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ that asks.
    pub organ: String,
    /// Was it reminded?
    pub reminded: bool,
}

/// Keep both lists level with an event of a case; with the case's end nothing is public or awaited any more.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let key = |n: u32| vec![fact.name().into(), i64::from(n).into()];
    match event {
        Event::PublicityOpened { until, .. } => {
            let opened = fact.effective.day().to_string();
            let row = [fact.name(), &opened, &until.to_string(), ""];
            rows.put("v_publicity", row.iter().map(|v| Value::from(*v)).collect())
        }
        Event::PublicityClosed { until, .. } => closed(rows, fact, &until.to_string()),
        Event::Concluded { .. } => closed(rows, fact, &fact.effective.day().to_string()),
        Event::Consulted { consultation, organ, by, .. } => {
            let mut row: Vec<Value> = key(*consultation);
            row.extend([organ.into(), by.to_string().into(), 0_i64.into()]);
            rows.put("v_consultation", row)
        }
        Event::ConsultationReminded { consultation } => {
            let Some(row) = rows.get("v_consultation", &key(*consultation))? else { return Ok(()) };
            let mut row = row.0;
            row[4] = 1_i64.into();
            rows.put("v_consultation", row)
        }
        Event::ConsultationAnswered { consultation, .. } | Event::ConsultationLapsed { consultation, .. } => {
            rows.del("v_consultation", key(*consultation))
        }
        _ => Ok(()),
    }
}

fn closed(rows: &mut Rows<'_>, fact: &Recorded, on: &str) -> Result<(), store::Fault> {
    let Some(row) = rows.get("v_publicity", &[Value::from(fact.name())])? else { return Ok(()) };
    let mut row = row.0;
    row[3] = on.into();
    rows.put("v_publicity", row)
}

/// Matters whose publicity was not closed, the one that was told to end first in front. One that was told to
/// end before today may be public still, where the calendar was given more rest: its own life says so.
///
/// # Errors
/// A store fault.
pub fn public(look: &mut Look<'_>, limit: i64) -> Result<Vec<PublicLine>, store::Fault> {
    let sql = format!(
        "select p.case_no, v.item, v.organ, p.opened_on, p.until_day from v_publicity p \
         join v_case v on v.case_no = p.case_no where p.closed_on = '' \
         order by p.until_day, p.case_no limit {limit}"
    );
    let rows = look.query(&sql, &[])?;
    let read = |row: &store::Row| PublicLine {
        case_no: row.text(0).to_owned(),
        item: row.text(1).to_owned(),
        organ: row.text(2).to_owned(),
        opened_on: row.text(3).to_owned(),
        until: row.text(4).to_owned(),
    };
    Ok(rows.iter().map(read).collect())
}

/// What an organ is asked and has not answered, in cases that still run; the earliest day first.
///
/// # Errors
/// A store fault.
pub fn asked_of(look: &mut Look<'_>, organ: &str, limit: i64) -> Result<Vec<AskedLine>, store::Fault> {
    let sql = format!(
        "select c.case_no, c.consultation, c.by_day, v.item, v.organ, c.reminded from v_consultation c \
         join v_case v on v.case_no = c.case_no where c.organ = $1 and v.ended_on = '' \
         order by c.by_day, c.case_no, c.consultation limit {limit}"
    );
    let rows = look.query(&sql, &[Value::from(organ)])?;
    let read = |row: &store::Row| AskedLine {
        case_no: row.text(0).to_owned(),
        consultation: row.int(1),
        by: row.text(2).to_owned(),
        item: row.text(3).to_owned(),
        organ: row.text(4).to_owned(),
        reminded: row.int(5) == 1,
    };
    Ok(rows.iter().map(read).collect())
}

/// What was said on the way to the decision; sealed on the ledger.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// Name, objection and answer, by the objection's number.
    pub objections: BTreeMap<u32, [String; 3]>,
    /// Question and answer, by the consultation's number.
    pub consultations: BTreeMap<u32, [String; 2]>,
    /// Why each point was not met in the last examination, by the point's code.
    pub findings: BTreeMap<String, String>,
}

/// Gathered from the lines of a case.
pub fn spoken(facts: &[Recorded]) -> Spoken {
    let mut said = Spoken::default();
    for fact in facts {
        let Fact::Case(event) = &fact.fact else { continue };
        let field = |name| fact.private_field(name);
        match event {
            Event::Objected { objection, .. } => {
                said.objections.insert(*objection, [field("name"), field("objection"), String::new()]);
            }
            Event::ObjectionAnswered { objection, .. } => {
                said.objections.entry(*objection).or_default()[2] = field("answer");
            }
            Event::Consulted { consultation, .. } => {
                said.consultations.insert(*consultation, [field("question"), String::new()]);
            }
            Event::ConsultationAnswered { consultation, .. } => {
                said.consultations.entry(*consultation).or_default()[1] = field("answer");
            }
            Event::Examined { .. } => {
                let fields = fact.private.iter().flat_map(|private| &private.fields);
                let finding = |(name, text): (&String, &String)| {
                    Some((name.strip_prefix(FINDING)?.to_owned(), text.clone()))
                };
                said.findings = fields.filter_map(finding).collect();
            }
            _ => {}
        }
    }
    said
}
