//! What may not take for ever and what may run out: a look's time, looks apart, the disk.

use crate::{Ground, append_next, check, count, number, open_with_tables, text};
use std::sync::mpsc::{Sender, channel};
use store::{Fault, Look, Options, Store};

/// Counts to three million: some tenths of a second on either engine.
const LONG: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000000) \
                    select count(*) from n";

fn long(look: &mut Look<'_>) -> Result<i64, Fault> {
    Ok(look.one(LONG, &[])?.unwrap().int(0))
}

#[test]
fn a_look_that_takes_too_long_is_broken_off_and_the_next_is_served() {
    check(|ground| {
        let store = Store::open(&ground.place, Options { look_ms: 20, ..ground.options() }).unwrap();
        assert_eq!(store.read_now(long), Err(Fault::Slow));
        assert_eq!(count(&store, "ledger"), 0);
        // many short statements are one look all the same
        let chatter = store.read_now(|look| -> Result<(), Fault> {
            for n in 0_i64.. {
                look.query("select count(*) from ledger where seq > $1", &[n.into()])?;
            }
            Ok(())
        });
        assert_eq!(chatter, Err(Fault::Slow));
        assert_eq!(count(&store, "ledger"), 0);
    });
}

/// A look apart that stays until the returned sender is dropped.
fn stays(store: &Store) -> Result<Sender<()>, Fault> {
    let (release, wait) = channel::<()>();
    let (say, begun) = channel();
    let look = move |look: &mut Look<'_>| {
        look.head()?;
        say.send(()).unwrap();
        let _ = wait.recv();
        Ok(())
    };
    store.read_apart(look, |_| {})?;
    begun.recv().unwrap();
    Ok(release)
}

#[test]
fn a_long_look_is_made_apart_and_holds_up_nobody() {
    check(|ground| {
        let options = Options { look_ms: 20, apart: 2, ..ground.options() };
        let store = Store::open(&ground.place, options).unwrap();
        let held = [stays(&store).unwrap(), stays(&store).unwrap()];
        assert_eq!(store.read_apart(long, |_| {}), Err(Fault::Busy));
        assert_eq!(store.load().busy, 1);
        assert_eq!(count(&store, "ledger"), 0, "pages are read meanwhile");
        store.write_now(|tx| append_next(tx, "case/1")).unwrap();
        drop(held);
        let (say, hear) = channel();
        loop {
            let say = say.clone();
            // a place is free once the thread of the one before has gone
            match store.read_apart(long, move |found| say.send(found).unwrap()) {
                Ok(()) => break,
                Err(fault) => assert_eq!(fault, Fault::Busy),
            }
            std::thread::yield_now();
        }
        assert_eq!(hear.recv().unwrap(), Ok(3_000_000), "twenty milliseconds are for pages");
    });
}

/// Writes cases with a long title until the store says no; how many it took, and what it said.
fn fill(store: &Store) -> (i64, Fault) {
    let before = count(store, "v_case");
    for no in before..100_000 {
        let (name, title) = (format!("{no}"), "长".repeat(1_000));
        let done = store.write_now(move |tx| {
            tx.put("v_case", vec![text(&name), text(&title), no.into()])?;
            append_next(tx, &format!("case/{name}"))
        });
        if let Err(fault) = done {
            return (no, fault);
        }
    }
    panic!("there is no end to the room")
}

#[test]
fn a_full_ledger_says_so_stays_readable_and_goes_on_when_there_is_room() {
    let ground = Ground::sqlite();
    open_with_tables(&ground).close().unwrap();
    let options = |most| Options { most_bytes: Some(most), ..ground.options() };
    let store = Store::open(&ground.place, options(1024 * 1024)).unwrap();
    store.write_now(|tx| tx.define("w", "1", crate::TABLES)).unwrap();
    assert!(!store.load().full);
    let (taken, fault) = fill(&store);
    assert!(matches!(fault, Fault::Full(_)) && taken > 20, "{taken}: {fault}");
    assert!(store.load().full);
    let same = |store: &Store| (count(store, "v_case"), count(store, "ledger"));
    assert_eq!(same(&store), (taken, taken), "all that was answered, and nothing by halves");
    assert!(matches!(fill(&store).1, Fault::Full(_)), "and it says so again");
    // what is struck out makes room in the same file, under the same writer
    store.write_now(|tx| tx.execute("delete from v_case where at < 20", &[])).unwrap();
    store.write_now(|tx| append_next(tx, "case/late")).unwrap();
    assert!(!store.load().full, "and it says that it goes on");
    store.close().unwrap();
    let store = Store::open(&ground.place, options(2 * 1024 * 1024)).unwrap();
    store.write_now(|tx| tx.define("w", "1", crate::TABLES)).unwrap();
    let more = store.write_now(|tx| append_next(tx, "case/later")).unwrap();
    assert_eq!(more.seq, taken + 2, "no number was lost or given twice");
    store.close().unwrap();
    let report = ground.reading().look(|look| store::verify(look, &[], &|_| true, 0)).unwrap();
    assert!(report.findings.is_empty(), "{report}");
}

#[test]
fn a_server_whose_disk_is_full_is_told_apart_from_one_that_is_gone() {
    let ground = Ground::postgres();
    let store = open_with_tables(&ground);
    let full = store.write_now(|tx| {
        append_next(tx, "case/1")?;
        // as the server itself says it (class 53, insufficient resources)
        let raise = "do $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$";
        tx.execute(raise, &[])
    });
    assert!(matches!(full, Err(Fault::Full(_))), "{full:?}");
    assert!(store.load().full);
    assert_eq!(count(&store, "ledger"), 0, "readable, and nothing by halves");
    store.write_now(|tx| append_next(tx, "case/1")).unwrap();
    assert!(!store.load().full);
}

#[test]
fn a_full_disk_is_tried_by_something_that_needs_room() {
    let ground = Ground::sqlite();
    open_with_tables(&ground).close().unwrap();
    let options = Options { most_bytes: Some(1024 * 1024), ..ground.options() };
    let store = Store::open(&ground.place, options).unwrap();
    store.write_now(|tx| tx.define("w", "1", crate::TABLES)).unwrap();
    fill(&store);
    // a row that finds a place between others says nothing
    store.write_now(|tx| tx.put("followers", vec![text("w"), 1.into()])).unwrap();
    assert!(store.load().full);
    assert!(matches!(store.write_now(|tx| tx.probe()), Err(Fault::Full(_))));
    store.write_now(|tx| tx.execute("delete from v_case where at < 40", &[])).unwrap();
    store.write_now(|tx| tx.probe()).unwrap();
    store.write_now(|tx| tx.probed()).unwrap();
    assert!(!store.load().full);
    assert_eq!(number(&store, "select count(*) from meta where name = 'probe'"), 0);
}
