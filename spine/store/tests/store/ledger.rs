//! The line, its hash, the streams and causes, counters, and the Merkle tree.

use crate::{append_next, check, line};
use store::ledger::{GENESIS, hash, path, proves, root, sm3_hex};
use store::{Fault, Line};

/// The worked vector of decision 0001, computed by another program (OpenSSL's SM3).
#[test]
fn the_worked_vector() {
    assert_eq!(sm3_hex(b"abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    let first = Line {
        stream: "case/1".into(),
        version: 1,
        at: 1_767_225_600_000,
        effective: 1_767_225_600_000,
        actor: r#"{"party":"p-81c2"}"#.into(),
        cause: "form/p-81c2/7f3a".into(),
        cause_no: 1,
        kind: "Applied".into(),
        shape: 1,
        body: r#"{"item":"某项"}"#.into(),
        sealed: "9f3c".into(),
    };
    let one = hash("449921", 1, &first, GENESIS);
    assert_eq!(one, "24aecde2e0a4384b0192070dcae2641d5b71f889ff87ef20c2d59b7b42da8f14");
    let second = Line {
        version: 2,
        at: 1_767_225_600_001,
        cause_no: 2,
        kind: "Accepted".into(),
        body: "{}".into(),
        sealed: String::new(),
        ..first
    };
    let two = hash("449921", 2, &second, &one);
    assert_eq!(two, "cb9394cc53e5bb5ccff62be1e207b6984abe3a250e57b4df9554c5abc89e3851");
    let pair = root(&[&one, &two]);
    assert_eq!(pair, "867db7e7953a2b3051573220a1dd7c36c5ebd2ff55090aa7a485e0de58365887");
    let third = sm3_hex(b"x");
    assert_eq!(
        root(&[&one, &two, &third]),
        "4d8d8a70d1a4d5fb99c261b11605c5d7f93075eb7c5c43b6c90b896eb81693a3"
    );
}

#[test]
fn no_two_lines_share_a_hash_by_moving_a_boundary() {
    let a = Line { actor: "ab".into(), cause: "c".into(), ..Line::default() };
    let b = Line { actor: "a".into(), cause: "bc".into(), ..Line::default() };
    assert_ne!(hash("449921", 1, &a, GENESIS), hash("449921", 1, &b, GENESIS));
}

#[test]
fn an_audit_path_proves_its_line_and_no_other() {
    for n in 1..=17_usize {
        let hashes: Vec<String> = (0..n).map(|i| sm3_hex(i.to_string().as_bytes())).collect();
        let top = root(&hashes);
        for i in 0..n {
            let up = path(&hashes, i).unwrap();
            assert!(proves(&hashes[i], i, n, &up, &top), "{i} of {n}");
            assert!(!proves(&sm3_hex(b"other"), i, n, &up, &top));
            assert!(!proves(&hashes[i], i + n, n, &up, &top));
            let other = sm3_hex(b"another root");
            assert!(!proves(&hashes[i], i, n, &up, &other));
            if n > 1 {
                assert!(!proves(&hashes[i], (i + 1) % n, n, &up, &top), "{i} of {n} in another's place");
                assert!(!proves(&hashes[i], i, n, &up[1..], &top));
            }
        }
        assert_eq!(path(&hashes, n), None);
    }
}

#[test]
fn numbers_and_hashes_go_on_across_batches_rollbacks_and_openings() {
    check(|ground| {
        let store = ground.open();
        let mut before = GENESIS.to_owned();
        let mut seq = 0;
        for round in 0..3 {
            let kept = store
                .write_now(move |tx| {
                    let a = append_next(tx, "case/1")?;
                    let b = append_next(tx, &format!("case/{}", round + 2))?;
                    assert_eq!(tx.head()?.seq, b.seq);
                    let inside: Vec<i64> = tx.stream("case/1")?.iter().map(|k| k.seq).collect();
                    assert!(inside.contains(&a.seq), "a job sees its own line");
                    assert_eq!(tx.by_cause(&b.cause)?.len(), 1);
                    Ok([a, b])
                })
                .unwrap();
            for k in kept {
                seq += 1;
                assert_eq!(k.seq, seq);
                assert_eq!(k.hash, hash(&ground.division, seq, &k.line, &before));
                before = k.hash;
            }
            let lost = store.write_now(|tx| {
                append_next(tx, "case/1")?;
                tx.number("case")?;
                Err::<(), _>(Fault::Broken("on purpose".into()))
            });
            assert!(lost.is_err());
            assert_eq!(store.write_now(|tx| tx.number("case")).unwrap(), round + 1);
        }
        store.close().unwrap();
        let store = ground.open();
        let kept = store.write_now(|tx| append_next(tx, "case/1")).unwrap();
        assert_eq!((kept.seq, kept.version), (7, 4));
        assert_eq!(kept.hash, hash(&ground.division, 7, &kept.line, &before));
        assert_eq!(store.write_now(|tx| tx.number("case")).unwrap(), 4);
        let (tail, stream, tip) = store
            .read_now(|look| Ok((look.lines_after(5, 10)?, look.stream_after("case/1", 2)?, look.head()?)))
            .unwrap();
        assert_eq!(tail.iter().map(|k| k.seq).collect::<Vec<_>>(), [6, 7]);
        assert_eq!(stream.iter().map(|k| k.version).collect::<Vec<_>>(), [3, 4]);
        assert_eq!((tip.seq, &tip.hash), (7, &kept.hash));
        assert_eq!(stream[1], kept, "what was answered is what is kept");
        assert!(store.read_now(|look| look.stream("case/none")).unwrap().is_empty());
    });
}

#[test]
fn a_version_out_of_turn_and_a_cause_taken_are_refused() {
    check(|ground| {
        let store = ground.open();
        store.write_now(|tx| tx.append(line("case/1", 1, "a"))).unwrap();
        for version in [0, 1, 3] {
            let fault = store.write_now(move |tx| tx.append(line("case/1", version, "b"))).unwrap_err();
            assert!(matches!(fault, Fault::Broken(_)), "{fault}");
        }
        assert!(store.write_now(|tx| tx.append(line("case/9", 2, "b"))).is_err());
        assert!(matches!(store.write_now(|tx| tx.append(line("case/1", 2, "a"))), Err(Fault::Sql(_))));
        let twice = Line { cause_no: 2, ..line("case/1", 2, "a") };
        store.write_now(move |tx| tx.append(twice.clone())).unwrap();
        let under = store.read_now(|look| look.by_cause("a")).unwrap();
        assert_eq!(under.iter().map(|k| k.cause_no).collect::<Vec<_>>(), [1, 2]);
    });
}
