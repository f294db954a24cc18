//! The store on both engines: each scenario is written once and run on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod carry;
mod crowd;
mod far;
mod ledger;
mod limits;
mod rows;
mod verify;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Kept, Line, Options, Place, Reading, Store, Tx, Value};

/// A place of its own for one scenario on one engine.
pub(crate) struct Ground {
    pub(crate) place: Place,
    pub(crate) division: String,
    folder: tempfile::TempDir,
}

/// Divisions are handed out one by one: scenarios share one PostgreSQL server.
fn next_division() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(100_000);
    NEXT.fetch_add(1, Ordering::Relaxed).to_string()
}

impl Ground {
    pub(crate) fn sqlite() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        Ground { place: Place::Sqlite(folder.path().join("ledger.db")), division: next_division(), folder }
    }

    pub(crate) fn postgres() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::parse(&rig::postgres::shared().url()).unwrap();
        Ground { place, division: next_division(), folder }
    }

    pub(crate) fn options(&self) -> Options {
        Options::rehearsal(&self.division)
    }

    pub(crate) fn open(&self) -> Store {
        Store::open(&self.place, self.options()).unwrap()
    }

    pub(crate) fn reading(&self) -> Reading {
        Store::open_reading(&self.place, &self.division).unwrap()
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn beside(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// Runs a scenario on both engines.
pub(crate) fn check(scenario: impl Fn(&Ground)) {
    scenario(&Ground::sqlite());
    scenario(&Ground::postgres());
}

pub(crate) fn line(stream: &str, version: i64, cause: &str) -> Line {
    Line {
        stream: stream.into(),
        version,
        at: 1_767_225_600_000 + version,
        effective: 1_767_225_600_000,
        actor: "{\"party\":\"p-1\"}".into(),
        cause: cause.into(),
        cause_no: 1,
        kind: "Applied".into(),
        shape: 1,
        body: format!("{{\"n\":{version}}}"),
        sealed: String::new(),
    }
}

/// Appends the next line of a stream under a cause of its own.
pub(crate) fn append_next(tx: &mut Tx<'_>, stream: &str) -> Result<Kept, store::Fault> {
    let version = tx.look().version(stream)? + 1;
    tx.append(line(stream, version, &format!("form/{stream}/{version}")))
}

pub(crate) const TABLES: &str = "-- a register and a view
create table k_count (
    hall text not null,
    day bigint not null,
    filed bigint not null,
    granted bigint not null,
    primary key (hall, day)
);
create table v_case (no text not null, title text not null, at bigint not null, primary key (no));
create index v_case_at on v_case (at, no);
create table k_mark (name text not null, primary key (name));
";

/// Opens and makes the tables of wing `w` known.
pub(crate) fn open_with_tables(ground: &Ground) -> Store {
    let store = ground.open();
    store.write_now(|tx| tx.define("w", "1", TABLES)).unwrap();
    store
}

/// How many rows a table has.
pub(crate) fn count(store: &Store, table: &'static str) -> i64 {
    let sql = format!("select count(*) from {table}");
    store.read_now(move |look| Ok(look.one(&sql, &[])?.unwrap().int(0))).unwrap()
}

/// One number.
pub(crate) fn number(store: &Store, sql: &'static str) -> i64 {
    store.read_now(move |look| Ok(look.one(sql, &[])?.map_or(-1, |r| r.int(0)))).unwrap()
}

pub(crate) fn text(t: &str) -> Value {
    Value::from(t)
}
