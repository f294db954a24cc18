//! The writer: batches, poison, a full queue, lost commits, the lock, an orderly stop.

use crate::{Ground, append_next, check, count, line, number, open_with_tables, text};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use store::{Fault, Faults, Options, Place, Store, Strike};

/// Makes the writer wait until the returned sender is dropped; meanwhile the queue fills to one batch.
fn hold(store: &Store) -> Sender<()> {
    let (release, wait) = channel::<()>();
    let (say, begun) = channel();
    store
        .write(
            move |_| {
                let _ = say.send(());
                let _ = wait.recv();
                Ok(())
            },
            |_| {},
        )
        .unwrap();
    begun.recv().unwrap();
    release
}

fn answers<T>(hear: &Receiver<T>, n: usize) -> Vec<T> {
    (0..n).map(|_| hear.recv().unwrap()).collect()
}

#[test]
fn a_poisoned_job_fails_alone() {
    check(|ground| {
        let store = open_with_tables(ground);
        store.write_now(|tx| tx.append(line("case/0", 1, "form/taken"))).unwrap();
        let release = hold(&store);
        let (say, hear) = channel();
        for n in 0..12_i64 {
            let say = say.clone();
            store
                .write(
                    move |tx| {
                        tx.add("k_count", vec![text("h"), 1.into()], &[("filed", 1)])?;
                        match n {
                            3 => Err(Fault::Broken("after writing".into())),
                            // Found out only when the rows are written down, long after the job said yes.
                            5 => tx.append(line("case/5", 1, "form/taken")),
                            7 => panic!("a bug"),
                            9 => tx.query("select nonsense from nowhere", &[]).map(|_| unreachable!()),
                            _ => append_next(tx, &format!("case/{n}")),
                        }
                    },
                    move |verdict| say.send((n, verdict)).unwrap(),
                )
                .unwrap();
        }
        drop(release);
        let mut good = Vec::new();
        for (n, verdict) in answers(&hear, 12) {
            match verdict {
                Ok(kept) => good.push((n, kept.seq)),
                Err(fault) => assert!([3, 5, 7, 9].contains(&n), "job {n}: {fault}"),
            }
        }
        good.sort_unstable();
        let expected = [(0, 2), (1, 3), (2, 4), (4, 5), (6, 6), (8, 7), (10, 8), (11, 9)];
        assert_eq!(good, expected);
        assert_eq!(number(&store, "select filed from k_count"), 8);
        assert_eq!(count(&store, "ledger"), 9);
    });
}

#[test]
fn a_job_that_swallows_a_fault_of_the_engine_is_not_kept_by_halves() {
    check(|ground| {
        let store = open_with_tables(ground);
        store.write_now(|tx| tx.append(line("case/0", 1, "form/taken"))).unwrap();
        let verdict = store.write_now(|tx| {
            tx.append(line("case/1", 1, "form/taken"))?;
            let _ = tx.query("select seq from ledger", &[]);
            tx.put("k_mark", vec![text("m")])
        });
        assert!(matches!(verdict, Err(Fault::Sql(_))), "{verdict:?}");
        assert_eq!(count(&store, "k_mark"), 0);
    });
}

#[test]
fn a_refusal_leaves_its_neighbours_in_peace() {
    check(|ground| {
        let store = open_with_tables(ground);
        let release = hold(&store);
        let (say, hear) = channel();
        let runs = Arc::new(AtomicU32::new(0));
        for n in 0..4_i64 {
            let (say, runs) = (say.clone(), Arc::clone(&runs));
            let job = move |tx: &mut store::Tx<'_>| {
                runs.fetch_add(1, Ordering::Relaxed);
                if n == 1 {
                    return Err(Fault::NotThis("refused before writing".into()));
                }
                tx.put("k_mark", vec![text(&n.to_string())])
            };
            store.write(job, move |v: Result<(), Fault>| say.send(v.is_ok()).unwrap()).unwrap();
        }
        drop(release);
        assert_eq!(answers(&hear, 4), [true, false, true, true]);
        assert_eq!(runs.load(Ordering::Relaxed), 4, "nobody ran twice");
        assert_eq!(count(&store, "k_mark"), 3);
    });
}

#[test]
fn a_full_queue_is_busy_at_once_and_whoever_waits_is_served() {
    check(|ground| {
        let store = Store::open(&ground.place, Options { queue: 2, ..ground.options() }).unwrap();
        let release = hold(&store);
        let write = || store.write(|tx| append_next(tx, "case/1").map(|_| ()), |_| {});
        assert_eq!(write(), Ok(()));
        assert_eq!(write(), Ok(()));
        assert_eq!(write(), Err(Fault::Busy));
        drop(release);
        store.write_now(|tx| append_next(tx, "case/1")).unwrap();
        assert_eq!(count(&store, "ledger"), 3);
    });
}

/// Bad luck in the order of this list, then none.
pub(crate) struct Unlucky(pub(crate) Mutex<VecDeque<Strike>>);

impl Faults for Unlucky {
    fn at_commit(&self) -> Strike {
        self.0.lock().unwrap().pop_front().unwrap_or(Strike::None)
    }
}

#[test]
fn a_lost_commit_is_answered_by_what_the_disk_says() {
    let strikes = [
        vec![Strike::LoseAfter],
        vec![Strike::LoseBefore],
        vec![Strike::LoseBefore, Strike::LoseAfter],
        vec![Strike::LoseBefore, Strike::LoseBefore],
        vec![Strike::None, Strike::LoseAfter, Strike::LoseBefore, Strike::LoseAfter],
    ];
    check(|ground| {
        let mut written = 0;
        open_with_tables(ground).close().unwrap();
        for list in &strikes {
            let faults = Arc::new(Unlucky(Mutex::new(list.iter().copied().collect())));
            let options = Options { faults: Some(faults), ..ground.options() };
            let store = Store::open(&ground.place, options).unwrap();
            // Tables are known to a process once it has defined them; that one need not commit.
            store.write_now(|tx| tx.define("w", "1", crate::TABLES)).unwrap();
            for _ in 0..3 {
                // With a line on the ledger, and with none: an addition must not be made twice either.
                let kept = store.write_now(|tx| {
                    tx.add("k_count", vec![text("h"), 1.into()], &[("filed", 1)])?;
                    append_next(tx, "case/1")
                });
                written += 1;
                let kept = kept.unwrap();
                let there = store.read_now(move |look| look.line(kept.seq)).unwrap().unwrap();
                assert_eq!((there.seq, there.hash), (written, kept.hash));
                store.write_now(|tx| tx.add("k_count", vec![text("h"), 2.into()], &[("filed", 1)])).unwrap();
                assert_eq!(number(&store, "select filed from k_count where day = 1"), written);
                assert_eq!(number(&store, "select filed from k_count where day = 2"), written);
            }
            store.close().unwrap();
        }
        let sound = ground.reading().look(|look| store::verify(look, &[], &|_| true, 1)).unwrap();
        assert!(sound.sound(), "{sound}");
        assert_eq!(sound.last, written);
    });
}

#[test]
fn a_connection_that_the_server_ends_is_taken_up_again() {
    let ground = Ground::postgres();
    let store = open_with_tables(&ground);
    let mut runs = 0;
    let seq = store
        .write_now(move |tx| {
            runs += 1;
            let kept = append_next(tx, "case/1")?;
            if runs == 1 {
                tx.query("select case when pg_terminate_backend(pg_backend_pid()) then 1 else 0 end", &[])?;
            }
            Ok((kept.seq, runs))
        })
        .unwrap();
    assert_eq!(seq, (1, 2));
    // Readers too.
    assert_eq!(count(&store, "ledger"), 1);
    let sql = "select cast(count(pg_terminate_backend(pid, 5000)) as bigint) from pg_stat_activity \
               where application_name = $1";
    let reader = format!("yimen {} reader", ground.division);
    let ended = store.write_now(move |tx| Ok(tx.one(sql, &[text(&reader)])?.unwrap().int(0))).unwrap();
    assert!(ended >= 1);
    for _ in 0..4 {
        assert_eq!(count(&store, "ledger"), 1);
    }
}

#[test]
fn a_second_writer_is_turned_away_with_the_name_of_the_first() {
    check(|ground| {
        let first =
            Store::open(&ground.place, Options { who: "counter seven".into(), ..ground.options() }).unwrap();
        let Err(fault) = Store::open(&ground.place, ground.options()) else { panic!("two writers") };
        assert_eq!(fault, Fault::Held { by: "counter seven".into() });
        assert!(fault.to_string().contains("counter seven"));
        first.write_now(|tx| append_next(tx, "case/1")).unwrap();
        // Reading needs no lock, and a writer that has stopped makes way at once.
        assert_eq!(ground.reading().look(|look| look.head()).unwrap().seq, 1);
        first.close().unwrap();
        let second = ground.open();
        assert_eq!(second.write_now(|tx| append_next(tx, "case/1")).unwrap().seq, 2);
        // The last clone that goes closes, too.
        let clone = second.clone();
        drop(second);
        clone.write_now(|tx| append_next(tx, "case/1")).unwrap();
        drop(clone);
        ground.open().close().unwrap();
    });
}

#[test]
fn closing_answers_everyone_in_the_queue_first() {
    check(|ground| {
        let store = open_with_tables(ground);
        let release = hold(&store);
        let (say, hear) = channel();
        for n in 0..20_i64 {
            let say = say.clone();
            let then = move |v: Result<(), Fault>| say.send(v.is_ok()).unwrap();
            store.write(move |tx| tx.put("k_mark", vec![text(&n.to_string())]), then).unwrap();
        }
        drop(release);
        store.close().unwrap();
        assert_eq!(answers(&hear, 20), [true; 20]);
        assert!(matches!(store.write(|_| Ok(()), |_| {}), Err(Fault::Lost(_))));
        assert!(matches!(store.read_now(|look| look.head()), Err(Fault::Lost(_))));
        store.close().unwrap();
        let again = ground.open();
        assert_eq!(count(&again, "k_mark"), 20);
    });
}

#[test]
fn two_divisions_live_side_by_side_and_are_not_mistaken() {
    let (a, b) = (Ground::postgres(), Ground::postgres());
    let (first, second) = (a.open(), b.open());
    let one = first.write_now(|tx| append_next(tx, "case/1")).unwrap();
    let two = second.write_now(|tx| append_next(tx, "case/1")).unwrap();
    assert_eq!((one.seq, two.seq), (1, 1));
    assert_ne!(one.hash, two.hash, "the division is part of the hash");
    let file = Ground::sqlite();
    file.open().close().unwrap();
    for opened in [
        Store::open(&file.place, Options::rehearsal("449921")).err(),
        Store::open(&file.place, Options::rehearsal("44992")).err(),
        Store::open(&file.place, Options::rehearsal("44992; ")).err(),
        Store::open_reading(&file.place, "449921").err(),
        Store::open_reading(&a.place, "999999").err(),
        Store::open_reading(&Place::Sqlite(file.folder().join("none.db")), "449921").err(),
    ] {
        assert!(matches!(opened, Some(Fault::NotThis(_))), "{opened:?}");
    }
}

#[test]
fn a_place_of_the_future_or_of_another_kind_is_refused() {
    check(|ground| {
        let store = ground.open();
        store
            .write_now(|tx| tx.execute("update meta set value = $1 where name = 'schema'", &[text("99")]))
            .unwrap();
        store.close().unwrap();
        let known = store::known_schema();
        let newer = Fault::Newer { what: "the schema".into(), found: 99, known };
        assert_eq!(Store::open(&ground.place, ground.options()).err(), Some(newer.clone()));
        assert_eq!(Store::open_reading(&ground.place, &ground.division).err(), Some(newer));
    });
    let tls = format!("{}?sslmode=require", rig::postgres::shared().url());
    let fault = Store::open(&Place::parse(&tls).unwrap(), Options::rehearsal("449921")).err().unwrap();
    assert!(fault.to_string().contains("TLS"), "{fault}");
    assert!(matches!(Place::parse("mysql://x"), Err(Fault::NotThis(_))));
    assert!(matches!(Place::parse("sqlite:"), Err(Fault::NotThis(_))));
}

#[test]
fn a_ledger_of_the_first_schema_is_brought_up_to_date_and_kept() {
    check(|ground| {
        let store = ground.open();
        let kept = store.write_now(|tx| append_next(tx, "case/1")).unwrap();
        store
            .write_now(|tx| {
                for table in
                    ["outbox", "undone", "sessions", "drafts", "credentials", "loose_files", "printing"]
                {
                    tx.execute(&format!("drop table {table}"), &[])?;
                }
                tx.execute("update meta set value = $1 where name = 'schema'", &[text("1")])
            })
            .unwrap();
        store.close().unwrap();
        let old = Store::open_reading(&ground.place, &ground.division).err();
        assert!(matches!(old, Some(Fault::NotThis(_))), "a console does not migrate: {old:?}");
        for _ in 0..2 {
            let store = ground.open();
            assert_eq!(store.read_now(|look| look.line(1)).unwrap(), Some(kept.clone()));
            assert_eq!(count(&store, "outbox") + count(&store, "credentials"), 0);
            let schema = store.read_now(|look| look.meta("schema")).unwrap();
            assert_eq!(schema, Some(store::known_schema().to_string()));
            store.close().unwrap();
        }
    });
}

/// Writes until it is killed and says each number as soon as it is answered.
#[allow(clippy::print_stdout)]
fn write_until_killed(place: &str, division: &str) -> ! {
    let store = Store::open(&Place::parse(place).unwrap(), Options::new(division)).unwrap();
    loop {
        let seqs = store.write_now(|tx| Ok([append_next(tx, "case/1")?.seq, append_next(tx, "case/2")?.seq]));
        println!("answered {}", seqs.unwrap()[1]);
    }
}

#[test]
fn what_was_answered_outlives_a_process_that_is_killed() {
    if let Ok(place) = std::env::var("STORE_TEST_PLACE") {
        write_until_killed(&place, &std::env::var("STORE_TEST_DIVISION").unwrap());
    }
    check(|ground| {
        let place = match &ground.place {
            Place::Sqlite(path) => format!("sqlite:{}", path.display()),
            Place::Postgres(url) => url.clone(),
        };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["writer::what_was_answered_outlives_a_process_that_is_killed", "--exact", "--nocapture"])
            .env("STORE_TEST_PLACE", place)
            .env("STORE_TEST_DIVISION", &ground.division)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut answered = Vec::new();
        let mut hear = |line: String| {
            if let Some(seq) = line.strip_prefix("answered ") {
                answered.push(seq.parse::<i64>().unwrap());
            }
            answered.len()
        };
        while hear(lines.next().expect("the child goes on until it is killed").unwrap()) < 30 {}
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died and we had not read yet; its very last word may be cut short.
        for line in lines.map_while(Result::ok).filter(|l| l.split(' ').count() == 2) {
            hear(line);
        }
        let last = *answered.iter().max().unwrap();
        let store = ground.open();
        let tip = store.read_now(|look| look.head()).unwrap().seq;
        assert!(tip >= last, "answered {last}, kept {tip}");
        assert_eq!(tip % 2, 0, "a batch is kept whole or not at all");
        let report = store.read_now(|look| store::verify(look, &[], &|_| true, 1)).unwrap();
        assert!(report.sound() && report.lines == tip, "{report}");
        assert_eq!(store.write_now(|tx| append_next(tx, "case/1")).unwrap().seq, tip + 1);
    });
}

#[test]
fn a_database_that_sorts_by_letters_is_refused() {
    let ground = Ground::postgres();
    let store = ground.open();
    store.close().unwrap();
    let server = rig::postgres::shared();
    server.run("create database lettered template template0 encoding 'UTF8' locale 'C.UTF-8'");
    let place = Place::parse(&server.url_of("lettered")).unwrap();
    let fault = Store::open(&place, ground.options()).err().unwrap();
    assert!(fault.to_string().contains("collation C.UTF-8"), "{fault}");
}
