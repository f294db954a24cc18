//! A database that is far away: what many will ask for is asked at once, along indexes from the beginning.

use crate::{Ground, append_next, number, open_with_tables, text};
use std::sync::mpsc::channel;
use store::{Fault, Store, Tx, Want};

/// Writes with what it wants, and waits.
fn write<T: Send + 'static>(
    store: &Store,
    wants: Vec<Want>,
    job: impl FnMut(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> T {
    let (say, hear) = channel();
    store.write_wanting(wants, job, move |said| say.send(said).unwrap()).unwrap();
    hear.recv().unwrap().unwrap()
}

/// Whether a mark stands beside the stream of this name, and how long the stream is, for somebody who asks
/// after another session has struck out both: what was asked for before is not asked for again.
fn asked_late(ground: &Ground, store: &Store, name: &'static str) -> (bool, i64) {
    let schema = format!("yimen_{}", ground.division);
    write(store, vec![Want::Stream(format!("case/{name}"))], move |tx| {
        rig::postgres::shared().run(&format!(
            "delete from {schema}.k_mark where name = '{name}'; \
             update {schema}.streams set name = 'gone/{name}' where name = 'case/{name}'"
        ));
        let marked = tx.get("k_mark", &[text(name)])?.is_some();
        Ok((marked, tx.look().version(&format!("case/{name}"))?))
    })
}

#[test]
fn what_is_asked_by_name_is_asked_for_with_the_stream_once_that_was_seen() {
    let ground = Ground::postgres();
    let store = open_with_tables(&ground);
    store
        .write_now(|tx| {
            for name in ["a", "b", "c"] {
                tx.put("k_mark", vec![text(name)])?;
                append_next(tx, &format!("case/{name}"))?;
            }
            Ok(())
        })
        .unwrap();
    store.close().unwrap();
    // another writer, which remembers nothing
    let store = open_with_tables(&ground);
    assert_eq!(asked_late(&ground, &store, "a"), (false, 1), "nobody had asked for a mark by name before");
    assert_eq!(asked_late(&ground, &store, "b"), (true, 1), "both were asked for when the batch began");
    assert!(write(&store, Vec::new(), |tx| Ok(tx.get("k_mark", &[text("c")])?.is_some())));
    // a table that is no more is not asked
    store
        .write_now(|tx| tx.define("w", "2", "create table k_other (n bigint not null, primary key (n))"))
        .unwrap();
    assert_eq!(write(&store, vec![Want::Stream("case/c".into())], |tx| tx.look().version("case/c")), 1);
    store.close().unwrap();
}

#[test]
fn the_writer_goes_along_indexes_also_with_plans_made_when_a_table_was_young() {
    let ground = Ground::postgres();
    let store = open_with_tables(&ground);
    for round in 0..20_i64 {
        let wants = (0..30_i64).map(|no| Want::Row("v_case", vec![text(&format!("c{}", round * 30 + no))]));
        write(&store, wants.collect(), move |tx| {
            for no in (0..300_i64).map(|no| round * 300 + no) {
                tx.put("v_case", vec![text(&format!("c{no}")), text("t"), no.into()])?;
                tx.del("k_mark", vec![text(&format!("c{no}"))])?;
            }
            Ok(())
        });
    }
    store.close().unwrap();
    let store = ground.open();
    assert_eq!(number(&store, "select count(*) from v_case"), 6_000);
    let schema = format!("yimen_{}", ground.division);
    let scans = store.read_now(move |look| {
        let sql = "select relname::text, seq_tup_read from pg_stat_user_tables where schemaname = $1 \
                   and relname in ('v_case', 'k_mark') order by 1";
        Ok(look.query(sql, &[schema.as_str().into()])?.iter().map(|row| row.int(1)).collect::<Vec<_>>())
    });
    // the count above went through all of them once
    assert!(scans.unwrap()[1] <= 6_000, "a batch went through a whole table");
    store.close().unwrap();
}
