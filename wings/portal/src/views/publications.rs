//! Which text of an item was in force on which day, kept from the events of publishing.

use std::collections::BTreeMap;

use facts::Recorded;
use facts::portal::Event;
use kernel::Day;
use store::{Look, Row, Rows, Value};

/// Keep the table of publications level with a fact.
///
/// # Errors
/// A store fault.
pub fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let (item, hash) = match event {
        Event::ItemPublished { item, hash, .. } => (item, hash.as_str()),
        Event::ItemWithdrawn { item, .. } => (item, ""),
        _ => return Ok(()),
    };
    let on = fact.effective.day().to_string();
    rows.put("v_publication", vec![item.into(), fact.seq.into(), hash.into(), on.into()])
}

/// A text of an item, from the day on which it came into force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Code of the item.
    pub item: String,
    /// SM3 of the text; empty where the item was withdrawn.
    pub hash: String,
    /// The day.
    pub on: Day,
}

fn published(row: &Row) -> Option<Published> {
    let on = row.text(2).parse().ok()?;
    Some(Published { item: row.text(0).to_owned(), hash: row.text(1).to_owned(), on })
}

/// Every text of every item, oldest first within an item.
///
/// # Errors
/// A store fault.
pub fn history(look: &mut Look<'_>) -> Result<Vec<Published>, store::Fault> {
    let sql = "select item, hash, on_day from v_publication order by item, seq";
    Ok(look.query(sql, &[])?.iter().filter_map(published).collect())
}

/// Every text of one item, oldest first.
///
/// # Errors
/// A store fault.
pub fn history_of(look: &mut Look<'_>, item: &str) -> Result<Vec<Published>, store::Fault> {
    let sql = "select item, hash, on_day from v_publication where item = $1 order by seq, item";
    Ok(look.query(sql, &[Value::from(item)])?.iter().filter_map(published).collect())
}

/// The text in force of every item at the end of a day.
pub fn on(history: &[Published], day: Day) -> BTreeMap<&str, &str> {
    let mut there = BTreeMap::new();
    for one in history.iter().filter(|one| one.on <= day) {
        match one.hash.as_str() {
            "" => there.remove(one.item.as_str()),
            hash => there.insert(one.item.as_str(), hash),
        };
    }
    there
}

/// The first day on which anything was published.
pub fn first(history: &[Published]) -> Option<Day> {
    history.iter().map(|one| one.on).min()
}
