//! What oversight keeps: running cases with their told days, published editions, checks of the ledger.
//! Nothing in it is personal: a case is a number, an officer an opaque id.

mod board;
mod breach;
mod told;
mod watch;

use facts::{Fact, Recorded, case, oversight, portal, review};
use kernel::Instant;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Look, Row, Rows, Value};

pub use breach::{Breached, Filed, explained, filed, of_case, owed, panels, state_text};
pub use told::{Lamps, Line, Month, Scope, Took, lamps, lines, months, states, took};
pub use watch::{Asked, Light, NO_DAY, STATES, Sum, Watched, list, list_asks, sums, watched};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    match &fact.fact {
        Fact::Case(event) => {
            if let case::Event::Applied { item, organ, hall, party, .. } = event {
                let row = [fact.name(), item, organ, hall, party];
                rows.put("k_oversight_case", row.iter().map(|text| Value::from(*text)).collect())?;
            }
            if let case::Event::Forwarded { organ, .. } = event
                && !organ.is_empty()
                && let Some(mut row) = rows.get("k_oversight_case", &[Value::from(fact.name())])?
            {
                // from now on it is the higher body's to decide in time
                row.0[2] = organ.as_str().into();
                rows.put("k_oversight_case", row.0)?;
            }
            watch::keep(rows, fact, event)
        }
        Fact::Portal(portal::Event::ItemPublished { item, hash, text, .. }) => {
            match kernel::item::is_sample(text) {
                true => rows.put("k_sample", vec![item.into()])?,
                false => rows.del("k_sample", vec![item.into()])?,
            }
            rows.put("v_edition", vec![item.into(), hash.into(), fact.at.0.into()])
        }
        Fact::Review(review::Event::Reviewed { case, level, .. }) => board::rated(rows, fact, case, *level),
        Fact::Oversight(event) => {
            verified(rows, fact, event)?;
            breach::keep(rows, fact, event)
        }
        _ => Ok(()),
    }
}

fn verified(rows: &mut Rows<'_>, fact: &Recorded, event: &oversight::Event) -> Result<(), store::Fault> {
    let oversight::Event::LedgerVerified { lines, last, heads, outside, faults, findings } = event else {
        return Ok(());
    };
    let findings = serde_json::to_string(findings).expect("findings are JSON");
    let row: Vec<Value> = vec![
        fact.seq.into(),
        fact.at.0.into(),
        fact.actor.party.as_str().into(),
        (*lines).into(),
        (*last).into(),
        (*heads).into(),
        (*outside).into(),
        (*faults).into(),
        findings.into(),
    ];
    rows.put("v_verified", row)
}

/// When every text of an item was published.
///
/// # Errors
/// A store fault.
pub fn published(look: &mut Look<'_>, item: &str) -> Result<Vec<(String, Instant)>, store::Fault> {
    let sql = "select hash, at from v_edition where item = $1 order by at, item, hash";
    let rows = look.query(sql, &[Value::from(item)])?;
    Ok(rows.iter().map(|row| (row.text(0).to_owned(), Instant(row.int(1)))).collect())
}

/// When the first text of an item was published: how long the ledger has been at work.
///
/// # Errors
/// A store fault.
pub fn first_published(look: &mut Look<'_>) -> Result<Option<Instant>, store::Fault> {
    let sql = "select at from v_edition order by at, item, hash limit 1";
    Ok(look.one(sql, &[])?.map(|row| Instant(row.int(0))))
}

/// One thing that a check found to be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// What: a word of `[oversight.finding]`.
    pub kind: String,
    /// First line concerned.
    pub first: i64,
    /// Last line concerned.
    pub last: i64,
}

/// A check of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Verified {
    /// When, in milliseconds.
    #[schemars(with = "i64")]
    pub at: Instant,
    /// Opaque id of who had it done.
    pub party: String,
    /// Lines read.
    pub lines: i64,
    /// Number of the last line.
    pub last: i64,
    /// Heads compared.
    pub heads: i64,
    /// Were heads found outside the database?
    pub outside: bool,
    /// How many things are wrong.
    pub faults: i64,
    /// The first of them.
    pub findings: Vec<Finding>,
}

fn read(row: &Row) -> Verified {
    let findings: Vec<oversight::Finding> = serde_json::from_str(row.text(7)).unwrap_or_default();
    let one = |f: oversight::Finding| Finding { kind: f.kind, first: f.first, last: f.last };
    Verified {
        at: Instant(row.int(0)),
        party: row.text(1).to_owned(),
        lines: row.int(2),
        last: row.int(3),
        heads: row.int(4),
        outside: row.truth(5),
        faults: row.int(6),
        findings: findings.into_iter().map(one).collect(),
    }
}

/// The last check of the ledger, if there ever was one.
///
/// # Errors
/// A store fault.
pub fn last_check(look: &mut Look<'_>) -> Result<Option<Verified>, store::Fault> {
    let sql = "select at, party, lines, last, heads, outside, faults, findings from v_verified \
               order by seq desc limit 1";
    Ok(look.one(sql, &[])?.as_ref().map(read))
}
