//! Limited places in order of acceptance (Licensing Law Art. 57): who waits, whose place is free, what is
//! given, and who is next when one is given back.

use facts::case::{Ending, Event};
use facts::{Fact, Recorded, licence};
use kernel::Instant;
use kernel::limits::PAGE_ROWS;
use store::{Look, Row, Rows, Value};

use crate::rules::{Queue, Queued};

/// One who was accepted, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the case; shown to nobody but whose case it is.
    pub case_no: String,
    /// Acceptance, which orders the queue.
    pub at: Instant,
}

/// The places of an item in one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many are given.
    pub taken: u32,
    /// Who waits for a decision, in order.
    pub waiting: Vec<Place>,
}

const COLUMNS: &str = "case_no, item, period, places, at, state, told from k_case_place";

/// Keep the order level with a fact: of a case, or of the licence it led to.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Case(Event::Queued { item, period, places, at }) => {
            let row = vec![
                fact.name().into(),
                Value::from(item),
                Value::from(period),
                i64::from(*places).into(),
                at.0.into(),
                "waiting".into(),
                0.into(),
            ];
            rows.put("k_case_place", row)?;
            // those who were within the number from the beginning are told nothing
            move_up(rows, item, period, 0)
        }
        Fact::Case(Event::Concluded { ending: Ending::Granted }) => {
            let Some(mut row) = rows.get("k_case_place", &[Value::from(fact.name())])? else {
                return Ok(());
            };
            row.0[5] = "taken".into();
            rows.put("k_case_place", row.0)
        }
        Fact::Case(Event::Concluded { .. }) => free(rows, fact),
        Fact::Licence(
            licence::Event::Expired {}
            | licence::Event::Cancelled { .. }
            | licence::Event::Recalled { .. }
            | licence::Event::Annulled { .. }
            | licence::Event::Revoked { .. },
        ) => free(rows, fact),
        _ => Ok(()),
    }
}

/// The place of this case is given back, and the next in order has it.
fn free(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    let key = vec![Value::from(fact.name())];
    let Some(row) = rows.get("k_case_place", &key)? else { return Ok(()) };
    rows.del("k_case_place", key)?;
    move_up(rows, row.text(1), row.text(2), fact.seq)
}

/// The first in order, as many as places are left, have a free place from this line of the ledger on; whoever
/// was let pass by an earlier acceptance waits again.
fn move_up(rows: &mut Rows<'_>, item: &str, period: &str, seq: i64) -> Result<(), store::Fault> {
    let args = [Value::from(item), Value::from(period)];
    let of = "where item = $1 and period = $2";
    let sql = format!("select places from k_case_place {of} order by at desc, case_no desc limit 1");
    let Some(places) = rows.one(&sql, &args)?.map(|row| row.int(0)) else { return Ok(()) };
    let sql = format!("select count(*) from k_case_place {of} and state = 'taken'");
    let left = places.saturating_sub(rows.one(&sql, &args)?.map_or(0, |row| row.int(0))).max(0);
    let order = "order by at, case_no";
    let first =
        rows.query(&format!("select {COLUMNS} {of} and state <> 'taken' {order} limit {left}"), &args)?;
    let free = rows.query(&format!("select {COLUMNS} {of} and state = 'free' {order}"), &args)?;
    let within = |row: &Row| first.iter().any(|one| one.text(0) == row.text(0));
    for mut row in free.into_iter().filter(|row| !within(row)) {
        (row.0[5], row.0[6]) = ("waiting".into(), 0.into());
        rows.put("k_case_place", row.0)?;
    }
    for mut row in first.into_iter().filter(|row| row.text(5) == "waiting") {
        (row.0[5], row.0[6]) = ("free".into(), seq.into());
        rows.put("k_case_place", row.0)?;
    }
    Ok(())
}

/// Where this case stands among those accepted for the same places.
///
/// # Errors
/// A store fault.
pub fn queue(look: &mut Look<'_>, case_no: &str, queued: &Queued) -> Result<Queue, store::Fault> {
    let Some(mine) = look.get("k_case_place", &[Value::from(case_no)])? else { return Ok(Queue::default()) };
    let item = mine.text(1).to_owned();
    let taken = taken(look, &item, &queued.period)?;
    let sql = "select count(*) from k_case_place where item = $1 and period = $2 and state <> 'taken' \
               and (at < $3 or (at = $3 and case_no < $4))";
    let args = [Value::from(&item), Value::from(&queued.period), queued.at.0.into(), Value::from(case_no)];
    let before = look.one(sql, &args)?.map_or(0, |row| row.int(0));
    Ok(Queue { taken, before: u32::try_from(before).unwrap_or(u32::MAX) })
}

fn taken(look: &mut Look<'_>, item: &str, period: &str) -> Result<u32, store::Fault> {
    let sql = "select count(*) from k_case_place where item = $1 and period = $2 and state = 'taken'";
    let row = look.one(sql, &[Value::from(item), Value::from(period)])?;
    Ok(u32::try_from(row.map_or(0, |row| row.int(0))).unwrap_or(u32::MAX))
}

/// The places of an item in one period: how many are given, and the first who wait, in order.
///
/// # Errors
/// A store fault.
pub fn places(look: &mut Look<'_>, item: &str, period: &str) -> Result<Places, store::Fault> {
    let taken = taken(look, item, period)?;
    let sql = format!(
        "select {COLUMNS} where item = $1 and period = $2 and state <> 'taken' \
         order by at, case_no limit {PAGE_ROWS}"
    );
    let rows = look.query(&sql, &[Value::from(item), Value::from(period)])?;
    let place = |row: &Row| Place { case_no: row.text(0).to_owned(), at: Instant(row.int(4)) };
    Ok(Places { taken, waiting: rows.iter().map(place).collect() })
}

/// Numbers of the cases whose place became free by this line of the ledger.
///
/// # Errors
/// A store fault.
pub fn freed(look: &mut Look<'_>, seq: i64) -> Result<Vec<String>, store::Fault> {
    let sql = "select case_no from k_case_place where told = $1 and told > 0 order by at, case_no";
    Ok(look.query(sql, &[Value::from(seq)])?.iter().map(|row| row.text(0).to_owned()).collect())
}
