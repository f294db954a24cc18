//! The register of limited places: how many are given, who waits in which order, and whose place became free.

use kernel::Instant;
use kernel::limits::PAGE_ROWS;
use store::{Look, Row, Value};

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
    let sql = "select case_no, at from k_case_place where item = $1 and period = $2 and state <> 'taken' \
               order by at, case_no limit $3";
    let rows = look.query(sql, &[Value::from(item), Value::from(period), PAGE_ROWS.into()])?;
    let place = |row: &Row| Place { case_no: row.text(0).to_owned(), at: Instant(row.int(1)) };
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
