//! Limited places in order of acceptance (Licensing Law Art. 57): who waits, whose place is free, what is
//! given, and who is next when one is given back. What is asked of them is in `known`.

use facts::case::{Ending, Event, Place};
use facts::{Fact, Recorded, licence};
use store::{Row, Rows, Value};

/// Keep the order level with a fact: of a case, or of the licence it led to.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Case(Event::Queued(Place { item, period, places, at })) => {
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
    let sql = "select places from k_case_place where item = $1 and period = $2 \
               order by at desc, case_no desc limit 1";
    let Some(places) = rows.one(sql, &args)?.map(|row| row.int(0)) else { return Ok(()) };
    let sql = "select count(*) from k_case_place where item = $1 and period = $2 and state = 'taken'";
    let left = places.saturating_sub(rows.one(sql, &args)?.map_or(0, |row| row.int(0))).max(0);
    let sql = "select case_no, item, period, places, at, state, told from k_case_place \
               where item = $1 and period = $2 and state <> 'taken' order by at, case_no limit $3";
    let first = rows.query(sql, &[Value::from(item), Value::from(period), left.into()])?;
    let sql = "select case_no, item, period, places, at, state, told from k_case_place \
               where item = $1 and period = $2 and state = 'free' order by at, case_no";
    let free = rows.query(sql, &args)?;
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
