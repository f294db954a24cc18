//! What is done behind the ledger's back is found, and named by its line.

use crate::{Ground, append_next, check, line, text};
use store::ledger::hash;
use store::{Finding, Head, Report, Store, Value, verify};

/// Ten lines in three streams, heads over 1–4 and 5–8.
fn ledger(ground: &Ground) -> (Store, Vec<Head>) {
    let store = ground.open();
    for n in 0..10 {
        store.write_now(move |tx| append_next(tx, &format!("case/{}", n % 3))).unwrap();
    }
    let heads = [(1, 4), (5, 8)].map(|(first, last)| head(&store, first, last)).to_vec();
    (store, heads)
}

fn head(store: &Store, first: i64, last: i64) -> Head {
    let hashes = store.read_now(move |look| look.hashes(first, last)).unwrap();
    let root = store::ledger::root(&hashes);
    Head { first, last, hash: hashes.last().unwrap().clone(), root, at: 0, signature: "good".into() }
}

fn report(store: &Store, heads: &[Head]) -> Report {
    let heads = heads.to_vec();
    store.read_now(move |look| verify(look, &heads, &|h| h.signature == "good", 1)).unwrap()
}

/// As somebody with the database's password would.
fn behind(store: &Store, sql: &'static str, args: Vec<Value>) {
    store.write_now(move |tx| tx.execute(sql, &args)).unwrap();
}

/// Runs a trespass on a fresh ledger of each engine and compares what is found.
fn finds(trespass: impl Fn(&Store), expected: &[Finding]) {
    check(|ground| {
        let (store, heads) = ledger(ground);
        trespass(&store);
        let report = report(&store, &heads);
        assert_eq!(report.findings, expected, "{}: {report}", store.engine());
        assert_eq!(report.sound(), expected.is_empty());
    });
}

#[test]
fn an_honest_ledger_is_sound_and_its_young_lines_are_named() {
    check(|ground| {
        let (store, heads) = ledger(ground);
        let said = report(&store, &heads);
        assert!(said.sound(), "{said}");
        assert_eq!((said.lines, said.last, said.heads, said.not_covered), (10, 10, 2, Some((9, 10))));
        let none = report(&store, &[]);
        assert!(none.sound());
        assert!(none.to_string().contains("There are no heads"), "{none}");
        let all = [heads[0].clone(), heads[1].clone(), head(&store, 9, 10), head(&store, 9, 10)];
        assert_eq!(report(&store, &all).not_covered, None);
        let late = heads.clone();
        let part = store.read_now(move |look| verify(look, &late, &|_| true, 6)).unwrap();
        assert!(part.sound(), "{part}");
        assert_eq!((part.lines, part.heads), (5, 0));
        let elsewhere = Ground::sqlite();
        let empty = elsewhere.open();
        assert!(report(&empty, &[]).sound());
        let cut = report(&empty, &heads);
        assert_eq!(cut.findings.len(), 2, "an emptied ledger: {cut}");
    });
}

#[test]
fn an_altered_line() {
    let altered = |sql: &'static str| {
        finds(|s| behind(s, sql, vec![]), &[Finding::Altered { seq: 3 }]);
    };
    altered("update ledger set body = '{}' where seq = 3");
    altered("update ledger set sealed = 'x' where seq = 3");
    altered("update ledger set at = at + 1 where seq = 3");
    altered("update ledger set actor = '' where seq = 3");
    finds(
        |s| behind(s, "update streams set name = 'case/9' where name = 'case/2'", vec![]),
        &[3, 6, 9].map(|seq| Finding::Altered { seq }),
    );
}

#[test]
fn a_removed_line() {
    finds(
        |s| behind(s, "delete from ledger where seq = 3", vec![]),
        &[
            Finding::Removed { first: 3, last: 3 },
            Finding::HeadDiffers { first: 1, last: 4 },
            Finding::Misplaced { seq: 6, stream: "case/2".into(), due: 1, found: 2 },
        ],
    );
}

#[test]
fn lines_in_another_order() {
    let swap = |s: &Store| {
        behind(s, "update ledger set seq = 100 where seq = 5", vec![]);
        behind(s, "update ledger set seq = 5 where seq = 6", vec![]);
        behind(s, "update ledger set seq = 6 where seq = 100", vec![]);
    };
    finds(
        swap,
        &[
            Finding::Altered { seq: 5 },
            Finding::Altered { seq: 6 },
            Finding::Altered { seq: 7 },
            Finding::HeadDiffers { first: 5, last: 8 },
        ],
    );
}

#[test]
fn a_line_put_in() {
    // In the middle, the rest pushed on by one: nothing after it fits, and its stream has it twice over.
    let put_in = |s: &Store| {
        behind(s, "update ledger set seq = seq + 100 where seq >= 5", vec![]);
        behind(s, "update ledger set seq = seq - 99 where seq >= 100", vec![]);
        let sql = "insert into ledger (seq, stream, version, at, effective, actor, cause, cause_no, kind, \
                   shape, \
                   body, sealed, hash) select 5, stream, 77, at, effective, actor, $1, 1, kind, shape, body, \
                   sealed, hash from ledger where seq = 4";
        behind(s, sql, vec![text("forged")]);
    };
    check(|ground| {
        let (store, heads) = ledger(ground);
        put_in(&store);
        let found = report(&store, &heads).findings;
        for seq in 5..=11 {
            assert!(found.contains(&Finding::Altered { seq }), "line {seq}: {found:?}");
        }
        assert!(found.contains(&Finding::Misplaced { seq: 5, stream: "case/0".into(), due: 3, found: 77 }));
        assert!(found.contains(&Finding::HeadDiffers { first: 5, last: 8 }));
    });
}

#[test]
fn a_cut_tail() {
    finds(|s| behind(s, "delete from ledger where seq > 8", vec![]), &[]);
    finds(|s| behind(s, "delete from ledger where seq > 6", vec![]), &[Finding::CutOff { last: 6, head: 8 }]);
}

#[test]
fn a_last_line_rewritten_with_its_own_hash() {
    check(|ground| {
        let (store, mut heads) = ledger(ground);
        heads.push(head(&store, 9, 10));
        let forged = store
            .read_now(|look| {
                let (before, mut last) = (look.line(9)?.unwrap(), look.line(10)?.unwrap());
                last.line.body = "{\"granted\":true}".into();
                Ok((last.line.body.clone(), hash(look.division(), 10, &last.line, &before.hash)))
            })
            .unwrap();
        let args = vec![forged.0.into(), forged.1.into()];
        behind(&store, "update ledger set body = $1, hash = $2 where seq = 10", args);
        assert_eq!(report(&store, &heads).findings, [Finding::HeadDiffers { first: 9, last: 10 }]);
        // Without the head nobody could tell, and the report says that these lines are not covered.
        let without = report(&store, &heads[..2]);
        assert_eq!((without.sound(), without.not_covered), (true, Some((9, 10))));
    });
}

#[test]
fn a_line_in_the_middle_rewritten_with_its_own_hash_breaks_the_next() {
    check(|ground| {
        let (store, heads) = ledger(ground);
        let forged = store
            .read_now(|look| {
                let (before, mut it) = (look.line(9)?.unwrap(), look.line(9)?.unwrap());
                it.line.body = "{}".into();
                let previous = look.line(8)?.unwrap().hash;
                Ok((before.hash, hash(look.division(), 9, &it.line, &previous)))
            })
            .unwrap();
        assert_ne!(forged.0, forged.1);
        behind(&store, "update ledger set body = '{}', hash = $1 where seq = 9", vec![forged.1.into()]);
        assert_eq!(report(&store, &heads).findings, [Finding::Altered { seq: 10 }]);
    });
}

#[test]
fn heads_that_are_forged_or_missing() {
    check(|ground| {
        let (store, heads) = ledger(ground);
        let mut unsigned = heads.clone();
        unsigned[1].signature = "bad".into();
        assert_eq!(report(&store, &unsigned).findings, [Finding::HeadUnsigned { last: 8 }]);
        let mut other_root = heads.clone();
        other_root[0].root = heads[1].root.clone();
        assert_eq!(report(&store, &other_root).findings, [Finding::HeadDiffers { first: 1, last: 4 }]);
        assert_eq!(report(&store, &heads[1..]).findings, [Finding::HeadMissing { first: 1, last: 4 }]);
        // Two heads over one range, both signed, cannot both be true.
        let both = [heads.clone(), vec![Head { root: heads[0].root.clone(), ..heads[1].clone() }]].concat();
        assert_eq!(report(&store, &both).findings, [Finding::HeadDiffers { first: 5, last: 8 }]);
    });
}

#[test]
fn a_gap_under_a_cause() {
    check(|ground| {
        let (store, heads) = ledger(ground);
        store
            .write_now(|tx| {
                tx.append(line("case/7", 1, "api/x/1"))?;
                tx.append(store::Line { cause_no: 3, ..line("case/7", 2, "api/x/1") })
            })
            .unwrap();
        let found = report(&store, &heads).findings;
        assert_eq!(found, [Finding::Cause { seq: 11, cause: "api/x/1".into() }]);
    });
}

#[test]
fn more_lines_than_one_page() {
    check(|ground| {
        let store = ground.open();
        store
            .write_now(|tx| {
                for n in 0..4_500 {
                    append_next(tx, &format!("case/{}", n % 50))?;
                }
                Ok(())
            })
            .unwrap();
        let heads = [head(&store, 1, 1_000), head(&store, 1_001, 4_500)];
        let said = report(&store, &heads);
        assert!(said.sound(), "{said}");
        assert_eq!((said.lines, said.not_covered), (4_500, None));
        behind(&store, "update ledger set kind = 'Refused' where seq = 4000", vec![]);
        assert_eq!(report(&store, &heads).findings, [Finding::Altered { seq: 4_000 }]);
    });
}
