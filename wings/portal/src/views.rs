//! What the wing keeps of proposals, and the history of an item as its diary tells it; and, in files of their
//! own, what was in force on which day, what changed, the five reductions and what hangs on what.

pub mod changes;
pub mod outside;
pub mod publications;
pub mod reductions;
pub mod web;

use facts::portal::Event;
use facts::{Fact, Recorded};
use kernel::{Day, Instant, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Rows, Value};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let Fact::Portal(event) = &fact.fact else { return Ok(()) };
    publications::keep(rows, fact, event)?;
    match event {
        Event::EditionProposed { item, hash, from, .. } => {
            proposed(rows, fact, item, ("edition", hash), *from)
        }
        Event::WithdrawalProposed { item, from, .. } => proposed(rows, fact, item, ("withdrawal", ""), *from),
        Event::ProposalApproved { item } => {
            let Some(from) = stage(rows, item, "approved")? else { return Ok(()) };
            let at = from.parse::<Day>().map_or(fact.at, Instant::start_of);
            rows.put("k_effect", vec![fact.stream.as_str().into(), "TakesEffect".into(), at.0.into()])
        }
        Event::ProposalReturned { item, .. } => stage(rows, item, "returned").map(drop),
        Event::ProposalRecalled { item, .. } => {
            no_clock(rows, fact)?;
            stage(rows, item, "recalled").map(drop)
        }
        Event::ItemPublished { item, hash, approved_by, .. }
            if approved_by.is_empty() && !awaited(rows, item, hash)? =>
        {
            no_clock(rows, fact)?;
            stage(rows, item, "overtaken").map(drop)
        }
        Event::ItemPublished { item, .. } | Event::ItemWithdrawn { item, .. } => {
            no_clock(rows, fact)?;
            rows.del("v_proposal", vec![item.as_str().into()])
        }
        Event::YearPublished { .. }
        | Event::RulesPublished { .. }
        | Event::BundlePublished { .. }
        | Event::ProjectPublished { .. } => Ok(()),
    }
}

fn no_clock(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    rows.del("k_effect", vec![fact.stream.as_str().into(), "TakesEffect".into()])
}

fn proposed(
    rows: &mut Rows<'_>,
    fact: &Recorded,
    item: &str,
    (motion, hash): (&str, &str),
    from: Day,
) -> Result<(), store::Fault> {
    no_clock(rows, fact)?;
    let party = fact.actor.party.as_str();
    let row: Vec<Value> = vec![
        item.into(),
        motion.into(),
        "sent".into(),
        from.to_string().into(),
        party.into(),
        fact.at.0.into(),
        hash.into(),
    ];
    rows.put("v_proposal", row)
}

const ROW: &str = "select item, motion, stage, from_day, party, at, hash from v_proposal where item = $1";

/// Is this the very text that was approved? Then it took effect, whoever published it.
fn awaited(rows: &mut Rows<'_>, item: &str, hash: &str) -> Result<bool, store::Fault> {
    let row = rows.one(ROW, &[Value::from(item)])?;
    Ok(row.is_some_and(|row| row.text(2) == "approved" && row.text(6) == hash))
}

/// The proposal comes to another stage; gives its day, if there is one. What was settled stays as it is.
fn stage(rows: &mut Rows<'_>, item: &str, stage: &str) -> Result<Option<String>, store::Fault> {
    let Some(row) = rows.one(ROW, &[Value::from(item)])? else { return Ok(None) };
    let from = row.text(3).to_owned();
    let open = matches!(row.text(2), "sent" | "approved");
    if open {
        let mut values = row.0;
        values[2] = stage.into();
        rows.put("v_proposal", values)?;
    }
    Ok(Some(from))
}

/// A proposal as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposed {
    /// Code of the item.
    pub item: String,
    /// `edition` or `withdrawal`.
    pub motion: String,
    /// `sent`, `approved`, `returned`, `recalled` or `overtaken`.
    pub stage: String,
    /// The day on which it is to take effect.
    pub from: String,
}

/// Every proposal that has not taken effect, by item.
///
/// # Errors
/// A store fault.
pub fn proposals(look: &mut Look<'_>) -> Result<Vec<Proposed>, store::Fault> {
    let rows = look.query("select item, motion, stage, from_day from v_proposal order by item", &[])?;
    let one = |row: &store::Row| Proposed {
        item: row.text(0).to_owned(),
        motion: row.text(1).to_owned(),
        stage: row.text(2).to_owned(),
        from: row.text(3).to_owned(),
    };
    Ok(rows.iter().map(one).collect())
}

/// What happened to an item, one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Line of the ledger.
    pub seq: i64,
    /// Since when it is so.
    pub effective: Instant,
    /// Opaque id of who did it.
    pub by: String,
    /// Name of the event, for its sentence.
    pub event: &'static str,
    /// What it says besides.
    pub said: Said,
}

/// What an event of an item's history says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A text came into force.
    Edition(Drawn),
    /// A text was sent to the colleagues, to be in force from a day.
    Proposed(Drawn, Day, String),
    /// The item is to be, or is, offered no more from a day, and why.
    Gone(Day, Text),
    /// Words of an officer for colleagues.
    Words(String),
    /// Nothing more.
    Nothing,
}

/// A text of an item with what is known of how it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// SM3, lower hex.
    pub hash: String,
    /// The whole text.
    pub text: String,
    /// Opaque id of who drew it up; empty where it came from the files.
    pub proposed_by: String,
    /// Opaque id of who approved it; empty where it came from the files.
    pub approved_by: String,
}

/// The history of an item from its diary, oldest first.
pub fn history(diary: &[Recorded]) -> Vec<Happened> {
    diary.iter().filter_map(happened).collect()
}

fn happened(fact: &Recorded) -> Option<Happened> {
    let Fact::Portal(event) = &fact.fact else { return None };
    let by = fact.actor.party.clone();
    let (name, said) = match event.clone() {
        Event::ItemPublished { hash, text, proposed_by, approved_by, .. } => {
            ("ItemPublished", Said::Edition(Drawn { hash, text, proposed_by, approved_by }))
        }
        Event::EditionProposed { hash, text, from, note, .. } => {
            let text = Drawn { hash, text, proposed_by: by.clone(), approved_by: String::new() };
            ("EditionProposed", Said::Proposed(text, from, note))
        }
        Event::WithdrawalProposed { reason, from, .. } => ("WithdrawalProposed", Said::Gone(from, reason)),
        Event::ProposalApproved { .. } => ("ProposalApproved", Said::Nothing),
        Event::ProposalReturned { reason, .. } => ("ProposalReturned", Said::Words(reason)),
        Event::ProposalRecalled { reason, .. } => ("ProposalRecalled", Said::Words(reason)),
        Event::ItemWithdrawn { day, reason, .. } => ("ItemWithdrawn", Said::Gone(day, reason)),
        Event::YearPublished { .. }
        | Event::RulesPublished { .. }
        | Event::BundlePublished { .. }
        | Event::ProjectPublished { .. } => {
            return None;
        }
    };
    Some(Happened { seq: fact.seq, effective: fact.effective, by, event: name, said })
}
