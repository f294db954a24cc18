//! The few migrations there are: the ledger, the outbox, the sessions, loose files, the
//! printing room's queue. Views have none.

use crate::Fault;
use crate::engine::Engine;
use crate::tables::{Register, shapes, statements};
use foldhash::{HashMap, HashMapExt};
use std::sync::{Arc, RwLock};

/// The scripts in order; the number of the last one applied stands in `meta` under `schema`.
pub(crate) const SCRIPTS: &[&str] = &[
    include_str!("../migrations/0001_ledger.sql"),
    include_str!("../migrations/0002_outbox.sql"),
    include_str!("../migrations/0003_sessions.sql"),
    include_str!("../migrations/0004_files.sql"),
    include_str!("../migrations/0005_printing.sql"),
];

/// The highest schema number this program knows.
pub fn known() -> i64 {
    i64::try_from(SCRIPTS.len()).expect("there are few migrations")
}

/// The shapes of the spine's own tables.
pub(crate) fn register() -> Result<Register, Fault> {
    let mut all = HashMap::new();
    for script in SCRIPTS {
        for shape in shapes("", script)? {
            all.insert(shape.name.clone(), Arc::new(shape));
        }
    }
    Ok(Arc::new(RwLock::new(all)))
}

/// The schema number of what is there: 0 for an empty place.
pub(crate) fn found(engine: &mut dyn Engine) -> Result<i64, Fault> {
    let tables = engine.tables()?;
    if !tables.iter().any(|t| t == "meta") {
        return match tables.first() {
            None => Ok(0),
            Some(other) => Err(Fault::NotThis(format!(
                "this database holds a table {other} and no ledger; give Yimen a place of its own"
            ))),
        };
    }
    match meta(engine, "schema")? {
        None => Err(Fault::NotThis("this database has a table meta but no schema number".into())),
        Some(n) => n.parse().map_err(|_| Fault::NotThis(format!("the schema number is {n:?}"))),
    }
}

/// One line of `meta`.
pub(crate) fn meta(engine: &mut dyn Engine, name: &str) -> Result<Option<String>, Fault> {
    let rows = engine.query("select value from meta where name = $1", &[name.into()])?;
    Ok(rows.first().map(|r| r.text(0).to_owned()))
}

/// Refuses a ledger of another division or of a newer program.
pub(crate) fn check(engine: &mut dyn Engine, division: &str, program: i64) -> Result<(), Fault> {
    let here = meta(engine, "division")?.unwrap_or_default();
    if here != division {
        return Err(Fault::NotThis(format!("this is the ledger of division {here}, not {division}")));
    }
    let sql = "select program, wing from fingerprints where program > $1 order by program desc, wing";
    if let Some(row) = engine.query(sql, &[program.into()])?.first() {
        let what = format!("wing {}", row.text(1));
        return Err(Fault::Newer { what, found: row.int(0), known: program });
    }
    Ok(())
}

/// Brings the schema up to date; the caller holds the lock. All in one transaction: DDL is transactional.
pub(crate) fn migrate(engine: &mut dyn Engine, division: &str, program: i64) -> Result<(), Fault> {
    engine.begin()?;
    let done = apply(engine, division, program);
    if done.is_err() {
        engine.rollback();
        return done;
    }
    engine.commit()
}

fn apply(engine: &mut dyn Engine, division: &str, program: i64) -> Result<(), Fault> {
    let found = found(engine)?;
    if found > known() {
        return Err(Fault::Newer { what: "the schema".into(), found, known: known() });
    }
    let skip = usize::try_from(found).map_err(|_| Fault::NotThis(format!("the schema number is {found}")))?;
    for script in &SCRIPTS[skip..] {
        for statement in statements(script) {
            engine.create(&statement)?;
        }
    }
    let keep = "insert into meta (name, value) values ($1, $2) \
                on conflict (name) do update set value = excluded.value";
    if found == 0 {
        engine.execute(keep, &["division".into(), division.into()])?;
    }
    if found < known() {
        engine.execute(keep, &["schema".into(), known().to_string().into()])?;
    }
    check(engine, division, program)
}
