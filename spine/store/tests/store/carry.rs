//! Backups, restoring into either engine, and the folder of attachments.

use crate::{Ground, append_next, check, count, open_with_tables, text};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Fault, Files, Folder, Head, Manifest, Part, Store, backup, dump, restore, verify};

/// A ledger with something in every kind of table, attachments, a head outside and a key.
fn furnished(ground: &Ground) -> Store {
    let store = open_with_tables(ground);
    store
        .write_now(|tx| {
            for n in 0..20 {
                append_next(tx, &format!("case/{}", n % 4))?;
            }
            tx.number("case")?;
            tx.set_meta("demo", "yes")?;
            let odd = "a\tb\\n\nc\r\u{0}".trim_end_matches('\u{0}');
            tx.put("party_keys", vec![text("p-1"), text(odd)])?;
            tx.put("commands", vec![text("form/x"), text("d"), text("case/1"), 1.into(), 2.into()])?;
            let session = ["s1", "p-1", "{}", "csrf"].map(text).into_iter().chain([1, 2, 3].map(Into::into));
            tx.put("sessions", session.collect())?;
            tx.put("v_case", vec![text("c"), text("t"), 1.into()])
        })
        .unwrap();
    let hashes = store.read_now(|look| look.hashes(1, 10)).unwrap();
    let (last, root) = (hashes[9].clone(), store::ledger::root(&hashes));
    store
        .write_now(move |tx| {
            let (hash, root, signature) = (last.clone(), root.clone(), "sig".into());
            tx.keep_head(&Head { first: 1, last: 10, hash, root, at: 5, signature })
        })
        .unwrap();
    let files = Folder::open(&ground.beside().join("files")).unwrap();
    files.put("附件".as_bytes()).unwrap();
    store::write_whole(&ground.beside().join("heads/10"), b"a head").unwrap();
    store::write_whole(&ground.beside().join("keys/master"), b"secret").unwrap();
    store
}

#[test]
fn a_backup_of_either_engine_is_restored_into_either() {
    let from = [Ground::sqlite(), Ground::postgres()];
    for source in &from {
        let store = furnished(source);
        let to = source.folder().join("backup");
        let manifest = backup(&mut source.reading(), &source.beside(), &to).unwrap();
        assert_eq!((manifest.last, manifest.engine.as_str()), (20, store.engine()));
        assert_eq!(
            Manifest::parse(&fs::read_to_string(to.join("manifest.json")).unwrap()).unwrap(),
            manifest
        );
        assert!(!to.join("keys").exists());
        assert!(manifest.without.contains("keys"));
        let mut told = store.read_now(dump).unwrap();
        for target in [Ground::sqlite(), Ground::postgres()] {
            // A PostgreSQL schema is named by its division: the source must make way for the restored one.
            let target = Ground { division: source.division.clone(), ..target };
            let same = target.place == source.place;
            if same {
                store.close().unwrap();
                rig::postgres::shared().run(&format!("drop schema yimen_{} cascade", source.division));
            }
            restore(&to, &target.place, &target.beside()).unwrap();
            let mut reading = target.reading();
            let mut brought = reading.look(dump).unwrap();
            for left_out in ["sessions", "fingerprints", "v_case", "k_count", "k_mark"] {
                told.remove(left_out);
                assert!(brought.remove(left_out).unwrap_or_default().is_empty(), "{left_out}");
            }
            assert_eq!(brought, told);
            let heads: Vec<Head> = reading.look(|look| look.heads()).unwrap();
            let report = reading.look(|look| verify(look, &heads, &|_| true, 1)).unwrap();
            assert!(report.sound() && report.heads == 1, "{report}");
            let files = Folder::open(&target.beside().join("files")).unwrap();
            let name = store::ledger::sm3_hex("附件".as_bytes());
            assert_eq!(files.get(&name).unwrap().unwrap(), "附件".as_bytes());
            assert!(target.beside().join("heads/10").is_file() && !target.beside().join("keys").exists());
            // It can be served at once, and goes on where it was; a full place is not restored into.
            let again = target.open();
            assert!(
                again.write_now(|tx| tx.define("w", "1", crate::TABLES)).unwrap(),
                "views are to be filled"
            );
            assert_eq!(again.write_now(|tx| append_next(tx, "case/0")).unwrap().seq, 21);
            assert_eq!(again.write_now(|tx| tx.number("case")).unwrap(), 2);
            again.close().unwrap();
            let refused = restore(&to, &target.place, &target.folder().join("other")).unwrap_err();
            assert!(matches!(refused, Fault::NotThis(_)), "{refused}");
        }
    }
}

#[test]
fn a_backup_is_one_moment_though_the_writer_goes_on() {
    check(|ground| {
        let store = furnished(ground);
        let stop = Arc::new(AtomicBool::new(false));
        let (writer, end) = (store.clone(), Arc::clone(&stop));
        let writing = std::thread::spawn(move || {
            let mut n = 0_i64;
            while !end.load(Ordering::Relaxed) {
                writer
                    .write_now(|tx| {
                        let kept = append_next(tx, "case/1")?;
                        tx.put("followers", vec![text("w"), kept.seq.into()])
                    })
                    .unwrap();
                n += 1;
            }
            n
        });
        while count(&store, "ledger") < 40 {
            std::thread::yield_now();
        }
        let to = ground.folder().join("backup");
        let manifest = backup(&mut ground.reading(), &ground.beside(), &to).unwrap();
        let seen = count(&store, "ledger");
        stop.store(true, Ordering::Relaxed);
        assert!(writing.join().unwrap() > 20);
        assert!(manifest.last >= 40 && manifest.last <= seen);
        // The cursor and the ledger are of the same moment.
        let cursor = fs::read_to_string(to.join("tables/followers.tsv")).unwrap();
        assert_eq!(cursor, format!("wing\tseq\nw\t{}\n", manifest.last));
        let target = Ground { division: ground.division.clone(), ..Ground::sqlite() };
        restore(&to, &target.place, &target.beside()).unwrap();
        assert_eq!(target.reading().look(|look| look.head()).unwrap().hash, manifest.hash);
    });
}

#[test]
fn a_backup_that_was_touched_is_not_restored() {
    let ground = Ground::sqlite();
    furnished(&ground);
    let to = ground.folder().join("backup");
    let manifest = backup(&mut ground.reading(), &ground.beside(), &to).unwrap();
    let again = backup(&mut ground.reading(), &ground.beside(), &to).unwrap_err();
    assert!(matches!(again, Fault::NotThis(_)), "a backup does not overwrite another: {again}");
    let fresh = || Ground { division: ground.division.clone(), ..Ground::sqlite() };
    let ledger = to.join("tables/ledger.tsv");
    let honest = fs::read_to_string(&ledger).unwrap();
    let forged = honest.replace("\"n\":3", "\"n\":9");
    assert_ne!(honest, forged);
    fs::write(&ledger, &forged).unwrap();
    let target = fresh();
    assert!(matches!(restore(&to, &target.place, &target.beside()), Err(Fault::Broken(_))));
    // With the sum set right the chain still tells, and the place is left as empty as it was.
    let mut set_right = manifest.clone();
    for part in set_right.parts.iter_mut().filter(|p| p.name == "tables/ledger.tsv") {
        part.sm3 = store::ledger::sm3_hex(forged.as_bytes());
    }
    fs::write(to.join("manifest.json"), set_right.json()).unwrap();
    let fault = restore(&to, &target.place, &target.beside()).unwrap_err();
    assert!(fault.to_string().contains("its hash does not fit"), "{fault}");
    assert!(!target.beside().join("files").exists());
    fs::write(&ledger, &honest).unwrap();
    fs::write(to.join("manifest.json"), manifest.json()).unwrap();
    restore(&to, &target.place, &target.beside()).unwrap();
    let part = Part { name: "../outside".into(), rows: 0, sm3: String::new() };
    let escape = Manifest { parts: vec![part], ..manifest };
    fs::write(to.join("manifest.json"), escape.json()).unwrap();
    let target = fresh();
    assert!(matches!(restore(&to, &target.place, &target.beside()), Err(Fault::NotThis(_))));
}

#[test]
fn a_manifest_is_read_as_it_was_written() {
    let odd = "q\"\\ \n\t\r\u{1} 门 \\u0041";
    let manifest = Manifest {
        schema: 3,
        division: "449921".into(),
        engine: odd.into(),
        last: -1,
        hash: String::new(),
        parts: vec![Part { name: odd.into(), rows: 7, sm3: "x".into() }],
        without: odd.into(),
    };
    assert_eq!(Manifest::parse(&manifest.json()).unwrap(), manifest);
    let empty = Manifest { parts: vec![], ..manifest };
    assert_eq!(Manifest::parse(&empty.json()).unwrap(), empty);
    for bad in ["", "{", "[]", "{\"form\": 1}", "{\"form\": 1, \"parts\": [", "{\"form\": 2}", "\"\\u00"] {
        assert!(Manifest::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn attachments_are_named_by_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let files = Folder::open(folder.path()).unwrap();
    let name = files.put(b"abc").unwrap();
    assert_eq!(name, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_eq!(files.put(b"abc").unwrap(), name);
    assert_eq!(files.get(&name).unwrap().unwrap(), b"abc");
    assert!(files.has(&name).unwrap());
    let unknown = store::ledger::sm3_hex(b"unknown");
    assert_eq!(files.get(&unknown).unwrap(), None);
    for bad in ["", "../../etc", &name.to_uppercase(), &name[1..]] {
        assert!(matches!(files.get(bad), Err(Fault::NotThis(_))), "{bad}");
    }
    fs::write(folder.path().join("66").join(&name), b"abd").unwrap();
    assert!(matches!(files.get(&name), Err(Fault::Broken(_))));
}
