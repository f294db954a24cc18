//! The store on both engines: each scenario is written once and run on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use store::{Line, Options, Place, Store, Value};

fn line(stream: &str, version: i64, cause: &str) -> Line {
    Line {
        stream: stream.into(),
        version,
        cause: cause.into(),
        kind: "k".into(),
        body: "{}".into(),
        ..Line::default()
    }
}

#[test]
fn smoke() {
    let dir = tempfile::tempdir().unwrap();
    let place = Place::Sqlite(dir.path().join("a.db"));
    let store = Store::open(&place, Options::rehearsal("449921")).unwrap();
    let sql = "create table k_x (a text not null, b bigint not null, primary key (a))";
    assert!(store.write_now(move |tx| tx.define("w", "1", sql)).unwrap());
    assert!(!store.write_now(move |tx| tx.define("w", "1", sql)).unwrap());
    store
        .write_now(|tx| {
            tx.append(line("case/1", 1, "a"))?;
            tx.rows("w").put("k_x", vec!["q".into(), Value::Int(4)])?;
            tx.rows("w").add("k_x", vec!["q".into()], &[("b", 2)])
        })
        .unwrap();
    let n = store.read_now(|look| Ok(look.one("select b from k_x", &[])?.unwrap().int(0))).unwrap();
    assert_eq!(n, 6);
    assert_eq!(store.read_now(|look| look.stream("case/1")).unwrap().len(), 1);
    store.close().unwrap();
}

#[test]
fn smoke_pg() {
    let place = Place::Postgres(rig::postgres::shared().url());
    let store = Store::open(&place, Options::rehearsal("449921")).unwrap();
    let sql = "create table k_x (a text not null, b bigint not null, primary key (a))";
    assert!(store.write_now(move |tx| tx.define("w", "1", sql)).unwrap());
    assert!(!store.write_now(move |tx| tx.define("w", "1", sql)).unwrap());
    store
        .write_now(|tx| {
            tx.append(line("case/1", 1, "a"))?;
            tx.rows("w").put("k_x", vec!["q".into(), Value::Int(4)])?;
            tx.rows("w").add("k_x", vec!["q".into()], &[("b", 2)])
        })
        .unwrap();
    let n = store.read_now(|look| Ok(look.one("select b from k_x", &[])?.unwrap().int(0))).unwrap();
    assert_eq!(n, 6);
    assert_eq!(store.read_now(|look| look.stream("case/1")).unwrap().len(), 1);
    store.close().unwrap();
}
