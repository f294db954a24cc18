//! Mandates of assistants 帮办代办: who waits for one, whom each helps.

use facts::bundle::Event;
use facts::{Fact, Recorded};
use kernel::bundle::May;
use kernel::{Day, Sight, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

/// Keep the table level with a fact.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let no = fact.name();
    if let Event::AssistanceAsked { bundle, lead, hall, party, project, .. } = event {
        let begun = rows.get("v_bundle", &[Value::from(no)])?.is_some();
        let day = fact.effective.day().to_string();
        let mut row: Vec<Value> = [no, bundle, party, lead, hall, &day, ""].map(Value::from).to_vec();
        row.extend([
            Value::from(1),
            Value::from(i64::from(begun)),
            Value::from(fact.seq),
            project.as_str().into(),
        ]);
        return rows.put("v_assistance", row);
    }
    if !matches!(event, Event::AssistantNamed { .. } | Event::AssistanceEnded {} | Event::Begun { .. }) {
        return Ok(());
    }
    let Some(row) = rows.get("v_assistance", &[Value::from(no)])? else { return Ok(()) };
    let mut values = row.0;
    match event {
        Event::AssistantNamed { assistant } => values[6] = assistant.as_str().into(),
        Event::AssistanceEnded {} => values[7] = Value::from(0),
        _ => values[8] = Value::from(1),
    }
    rows.put("v_assistance", values)
}

/// A mandate in the list of those who help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Assisted {
    /// Number of the bundle.
    pub bundle_no: String,
    /// Code of the bundle, or of the kind of construction project.
    pub bundle: String,
    /// Number of the construction project that it is for, or empty.
    pub project_no: String,
    /// The day on which it was asked for, ISO.
    pub asked_on: String,
    /// Opaque id of who helps, or empty.
    pub assistant: String,
}

/// Mandates that stand within sight and are mine, or nobody's: mine first, the oldest first.
///
/// # Errors
/// A store fault.
pub fn assisted(
    look: &mut Look<'_>,
    sight: &Sight,
    me: &str,
    limit: i64,
) -> Result<Vec<Assisted>, store::Fault> {
    let clause = sight.clause(2);
    let sql = format!(
        "select bundle_no, bundle, asked_on, assistant, project from v_assistance \
         where stands = 1 and (assistant = $1 or assistant = '') and {clause} \
         order by case when assistant = $1 then 0 else 1 end, seq limit {limit}"
    );
    let text = |row: &Row, n: usize| row.text(n).to_owned();
    let one = |row: &Row| Assisted {
        bundle_no: text(row, 0),
        bundle: text(row, 1),
        asked_on: text(row, 2),
        assistant: text(row, 3),
        project_no: text(row, 4),
    };
    Ok(look.query(&sql, &[Value::from(me), Value::from(sight.argument())])?.iter().map(one).collect())
}

/// A line of the diary of a mandate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helped {
    /// The day.
    pub on: Day,
    /// Name of its sentence.
    pub sentence: &'static str,
    /// What fills it.
    pub fills: Vec<(&'static str, Text)>,
    /// In her words; sealed.
    pub words: String,
    /// The task it gives, if it gives one.
    pub task: Option<u32>,
}

/// What was done under the mandates of a bundle, in order.
pub fn helped(facts: &[Recorded]) -> Vec<Helped> {
    let line = |fact: &Recorded| {
        let Fact::Bundle(event) = &fact.fact else { return None };
        let (sentence, fills) = sentence(event)?;
        let task = if let Event::TaskGiven { task, .. } = event { Some(*task) } else { None };
        Some(Helped { on: fact.effective.day(), sentence, fills, words: fact.private_field("words"), task })
    };
    facts.iter().filter_map(line).collect()
}

/// The diary's sentence of an event of assistance, and what fills it.
fn sentence(event: &Event) -> Option<(&'static str, Vec<(&'static str, Text)>)> {
    Some(match event {
        Event::AssistanceAsked { .. } => ("AssistanceAsked", vec![]),
        Event::AssistantNamed { .. } => ("AssistantNamed", vec![]),
        Event::Assisted { what, on } => {
            let day = on.map_or_else(Text::default, |on| {
                Text::new(format!("（{}）", on.zh_full()), format!(" ({})", on.en_full()))
            });
            ("Assisted", vec![("what", what_text(*what)), ("day", day)])
        }
        Event::TaskGiven { task, .. } => ("TaskGiven", vec![("task", number(*task))]),
        Event::TaskDone { task } => ("TaskDone", vec![("task", number(*task))]),
        Event::AssistanceEnded {} => ("AssistanceEnded", vec![]),
        _ => return None,
    })
}

fn number(n: u32) -> Text {
    Text::new(n.to_string(), n.to_string())
}

/// What may be done, in words.
pub fn what_text(what: May) -> Text {
    let (zh, en) = match what {
        May::Fill => ("填表", "fill in the form"),
        May::HandIn => ("传材料", "hand in papers"),
        May::Ask => ("问部门", "ask the organs"),
        May::Book => ("约时间", "make appointments"),
    };
    Text::new(zh, en)
}

/// The mandate of a party for a bundle that was not asked for yet: its number.
///
/// # Errors
/// A store fault.
pub fn mandate(look: &mut Look<'_>, party: &str, bundle: &str) -> Result<Option<String>, store::Fault> {
    let sql = "select bundle_no from v_assistance where party = $1 and bundle = $2 and begun = 0 \
               and stands = 1 order by seq desc, bundle_no limit 1";
    Ok(look.one(sql, &[Value::from(party), Value::from(bundle)])?.map(|row| row.text(0).to_owned()))
}

/// The mandate for a construction project that stands: its number.
///
/// # Errors
/// A store fault.
pub fn project_mandate(
    look: &mut Look<'_>,
    party: &str,
    project_no: &str,
) -> Result<Option<String>, store::Fault> {
    let sql = "select bundle_no from v_assistance where party = $1 and project = $2 and stands = 1 \
               order by seq desc, bundle_no limit 1";
    let row = look.one(sql, &[Value::from(party), Value::from(project_no)])?;
    Ok(row.map(|row| row.text(0).to_owned()))
}

/// Is this number a mandate of this party's for this bundle, begun or not?
///
/// # Errors
/// A store fault.
pub fn is_mandate(
    look: &mut Look<'_>,
    bundle_no: &str,
    party: &str,
    bundle: &str,
) -> Result<bool, store::Fault> {
    let sql = "select bundle_no from v_assistance where bundle_no = $1 and party = $2 and bundle = $3";
    Ok(look.one(sql, &[Value::from(bundle_no), Value::from(party), Value::from(bundle)])?.is_some())
}
