//! Opinions that are awaited, by the officer who is asked.

use std::collections::BTreeMap;

use facts::case::Event;
use facts::{Fact, Recorded};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

/// An opinion that an officer is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Awaited {
    /// Number of the case.
    pub case_no: String,
    /// Which of the case's opinions.
    pub opinion: i64,
    /// The day by which the asker hopes to hear, as an ISO text.
    pub until: String,
    /// Code of the item.
    pub item: String,
}

/// Keep the list level with an event of a case; with the case's end nothing is awaited any more.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let key = |opinion: u32| vec![fact.name().into(), i64::from(opinion).into()];
    match event {
        Event::OpinionAsked { opinion, of, by, .. } => {
            let mut row: Vec<Value> = key(*opinion);
            row.extend([of.into(), by.to_string().into()]);
            rows.put("v_opinion", row)
        }
        Event::OpinionGiven { opinion } | Event::OpinionWithdrawn { opinion } => {
            rows.del("v_opinion", key(*opinion))
        }
        _ => Ok(()),
    }
}

/// What an officer is asked for in cases that still run, the earliest day first.
///
/// # Errors
/// A store fault.
pub fn awaited(look: &mut Look<'_>, of: &str, limit: i64) -> Result<Vec<Awaited>, store::Fault> {
    let sql = format!(
        "select o.case_no, o.opinion, o.until_day, v.item from v_opinion o \
         join v_case v on v.case_no = o.case_no where o.of_party = $1 and v.running = 1 \
         and v.ended_on = '' order by o.until_day, o.case_no, o.opinion limit {limit}"
    );
    let rows = look.query(&sql, &[Value::from(of)])?;
    let read = |row: &store::Row| Awaited {
        case_no: row.text(0).to_owned(),
        opinion: row.int(1),
        until: row.text(2).to_owned(),
        item: row.text(3).to_owned(),
    };
    Ok(rows.iter().map(read).collect())
}

/// What was asked and what was answered, by the number of the opinion; sealed on the ledger.
pub fn voices(facts: &[Recorded]) -> BTreeMap<u32, (String, String)> {
    let mut all: BTreeMap<u32, (String, String)> = BTreeMap::new();
    for fact in facts {
        match &fact.fact {
            Fact::Case(Event::OpinionAsked { opinion, .. }) => {
                all.entry(*opinion).or_default().0 = fact.private_field("question");
            }
            Fact::Case(Event::OpinionGiven { opinion }) => {
                all.entry(*opinion).or_default().1 = fact.private_field("opinion");
            }
            _ => {}
        }
    }
    all
}
