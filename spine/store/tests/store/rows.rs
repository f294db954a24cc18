//! Putting, adding and striking out rows; tables defined and redefined; the common dialect.

use crate::{Ground, TABLES, check, count, number, open_with_tables, text};
use std::collections::BTreeMap;
use store::{Fault, Row, Store, Value, dump};

#[test]
fn put_replaces_add_sums_del_strikes_out() {
    check(|ground| {
        let store = open_with_tables(ground);
        store
            .write_now(|tx| {
                let mut rows = tx.rows("w");
                rows.put("v_case", vec![text("c1"), text("first"), 1.into()])?;
                rows.put("v_case", vec![text("c1"), text("last"), 2.into()])?;
                rows.put("v_case", vec![text("c2"), text("gone"), 3.into()])?;
                rows.del("v_case", vec![text("c2")])?;
                rows.add("k_count", vec![text("east"), 7.into()], &[("filed", 2)])?;
                rows.add("k_count", vec![text("east"), 7.into()], &[("filed", 3), ("granted", 1)])?;
                rows.put("k_mark", vec![text("m")])?;
                rows.put("k_mark", vec![text("m")])
            })
            .unwrap();
        let cases = store.read_now(|l| l.query("select no, title, at from v_case order by no", &[])).unwrap();
        assert_eq!(cases, vec![Row(vec![text("c1"), text("last"), 2.into()])]);
        assert_eq!(number(&store, "select filed * 10 + granted from k_count"), 51);
        store
            .write_now(|tx| {
                tx.add("k_count", vec![text("east"), 7.into()], &[("filed", -1)])?;
                tx.put("v_case", vec![text("c1"), text("again"), 9.into()])?;
                tx.put("k_mark", vec![text("m")])?;
                tx.del("v_case", vec![text("never there")])
            })
            .unwrap();
        assert_eq!(number(&store, "select filed * 10 + granted from k_count"), 41);
        assert_eq!(number(&store, "select at from v_case where title = 'again'"), 9);
        store
            .write_now(|tx| {
                // Struck out and added to again in one batch: it begins from nothing.
                tx.del("k_count", vec![text("east"), 7.into()])?;
                tx.add("k_count", vec![text("east"), 7.into()], &[("granted", 5)])?;
                tx.put("k_count", vec![text("west"), 7.into(), 1.into(), 1.into()])?;
                tx.add("k_count", vec![text("west"), 7.into()], &[("filed", 1)])
            })
            .unwrap();
        assert_eq!(number(&store, "select filed * 10 + granted from k_count where hall = 'east'"), 5);
        assert_eq!(number(&store, "select filed * 10 + granted from k_count where hall = 'west'"), 21);
    });
}

#[test]
fn a_job_reads_what_its_batch_has_written() {
    check(|ground| {
        let store = open_with_tables(ground);
        let seen = store
            .write_now(|tx| {
                tx.put("v_case", vec![text("c1"), text("t"), 4.into()])?;
                tx.add("k_count", vec![text("h"), 1.into()], &[("filed", 1)])?;
                let by_key = tx.get("v_case", &[text("c1")])?.unwrap().int(2);
                let added = tx.get("k_count", &[text("h"), 1.into()])?.unwrap().int(2);
                tx.add("k_count", vec![text("h"), 1.into()], &[("filed", 1)])?;
                let sql = "select v.at, k.filed from v_case v, k_count k where v.no = $1 and k.hall = $2";
                let both = tx.one(sql, &[text("c1"), text("h")])?.unwrap();
                tx.del("v_case", vec![text("c1")])?;
                let gone = tx.get("v_case", &[text("c1")])?.is_none();
                let none = tx.query("select no from v_case", &[])?.is_empty();
                Ok((by_key, added, both.int(0), both.int(1), gone, none))
            })
            .unwrap();
        assert_eq!(seen, (4, 1, 4, 2, true, true));
    });
}

#[test]
fn what_does_not_fit_a_table_is_refused_and_nothing_is_written() {
    check(|ground| {
        let store = open_with_tables(ground);
        let broken = |job: fn(&mut store::Tx<'_>) -> Result<(), Fault>| {
            let fault = store.write_now(job).unwrap_err();
            assert!(matches!(fault, Fault::Broken(_)), "{fault}");
        };
        broken(|tx| tx.put("v_none", vec![]));
        broken(|tx| tx.put("v_case", vec![text("c")]));
        broken(|tx| tx.put("v_case", vec![text("c"), 1.into(), 1.into()]));
        broken(|tx| tx.put("v_case", vec![text("c"), text("a\0b"), 1.into()]));
        broken(|tx| tx.add("v_case", vec![text("c")], &[("at", 1)]));
        broken(|tx| tx.add("k_count", vec![text("h"), 1.into()], &[("lost", 1)]));
        broken(|tx| tx.del("ledger", vec![1.into()]));
        broken(|tx| tx.rows("w").put("ledger", vec![]));
        broken(|tx| tx.rows("other").put("k_mark", vec![text("m")]));
        broken(|tx| tx.rows("other").query("select name from k_mark", &[]).map(|_| ()));
        broken(|tx| {
            tx.put("k_mark", vec![text("kept?")])?;
            tx.put("v_none", vec![])
        });
        assert_eq!(count(&store, "k_mark"), 0);
    });
}

#[test]
fn the_answers_are_the_same_words_on_both_engines() {
    check(|ground| {
        let store = open_with_tables(ground);
        store
            .write_now(|tx| {
                for (no, title) in [("b", "乙"), ("a", "甲\t\\\n\"'"), ("B", ""), ("é", "x")] {
                    tx.put("v_case", vec![text(no), text(title), Value::Int(i64::MIN)])?;
                }
                Ok(())
            })
            .unwrap();
        let rows =
            store.read_now(|l| l.query("select no from v_case order by no limit $1", &[3.into()])).unwrap();
        let order: Vec<&str> = rows.iter().map(|r| r.text(0)).collect();
        assert_eq!(order, ["B", "a", "b"], "bytes, not letters");
        let title = |no: &'static str| {
            let row = store.read_now(move |l| l.get("v_case", &[text(no)])).unwrap().unwrap();
            (row.text(1).to_owned(), row.int(2))
        };
        assert_eq!(title("a"), ("甲\t\\\n\"'".into(), i64::MIN));
        let sum = "select cast(sum(day) as bigint), count(*), coalesce(max(day), 0), '' from k_count \
                   where hall = $1 or hall = $2 having count(*) > 5";
        assert!(store.read_now(move |l| l.query(sum, &[text("x"), text("y")])).unwrap().is_empty());
        // Arguments are taken by number, whatever the order of their appearance.
        let sql = "select no from v_case where title = $2 and no = $1";
        assert!(store.read_now(move |l| l.one(sql, &[text("é"), text("x")])).unwrap().is_some());
        for wrong in ["select no from v_nowhere", "select sum(at) / 2.0 from v_case", "select null"] {
            let fault = store.read_now(move |l| l.query(wrong, &[])).unwrap_err();
            assert!(matches!(fault, Fault::Sql(_)), "{wrong}: {fault}");
        }
        assert_eq!(count(&store, "v_case"), 4, "a reader goes on after a fault");
    });
}

#[test]
fn a_new_fingerprint_drops_and_creates_and_an_old_program_is_refused() {
    check(|ground| {
        let store = ground.open();
        let define = |print: &'static str, sql: &'static str| {
            store.write_now(move |tx| {
                let fresh = tx.define("w", print, sql)?;
                if fresh {
                    tx.put("k_mark", vec![text(print)])?;
                }
                Ok(fresh)
            })
        };
        assert!(define("1", TABLES).unwrap());
        assert!(!define("1", TABLES).unwrap());
        assert_eq!(count(&store, "v_case"), 0);
        let slim = "create table k_mark (name text not null, primary key (name))";
        assert!(define("2", slim).unwrap());
        assert!(store.read_now(|l| l.query("select no from v_case", &[])).is_err(), "the old table is gone");
        assert_eq!(count(&store, "k_mark"), 1, "filled anew in the same transaction");
        let stolen = store.write_now(move |tx| tx.define("x", "1", slim)).unwrap_err();
        assert!(matches!(stolen, Fault::Broken(_)), "{stolen}");
        let twelve = "create table k_z (a real not null, primary key (a))";
        assert!(store.write_now(move |tx| tx.define("z", "1", twelve)).is_err(), "text and bigint only");
        // A job that defines and then fails leaves the old tables, and the store still knows their shape.
        let failed = store.write_now(|tx| {
            tx.define("w", "3", "create table k_other (a text not null, primary key (a))")?;
            Err::<(), _>(Fault::Broken("on purpose".into()))
        });
        assert!(failed.is_err());
        store.write_now(|tx| tx.put("k_mark", vec![text("still")])).unwrap();
        assert_eq!(count(&store, "k_mark"), 2);
        store.close().unwrap();

        let newer = Store::open(&ground.place, store::Options { program: 5, ..ground.options() }).unwrap();
        newer.write_now(|tx| tx.define("w", "5", TABLES)).unwrap();
        newer.close().unwrap();
        let Err(fault) = Store::open(&ground.place, ground.options()) else { panic!("opened") };
        assert_eq!(fault, Fault::Newer { what: "wing w".into(), found: 5, known: 1 });
    });
}

/// A small generator, the same everywhere (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) % sides).unwrap()
    }

    pub(crate) fn index(&mut self, sides: u64) -> usize {
        usize::try_from(self.roll(sides)).unwrap()
    }
}

#[test]
fn both_engines_and_a_plain_map_agree_after_any_history() {
    let dumps: Vec<_> = [Ground::sqlite(), Ground::postgres()]
        .iter()
        .map(|ground| {
            let store = Store::open(&ground.place, ground.options()).unwrap();
            store.write_now(|tx| tx.define("w", "1", TABLES)).unwrap();
            let mut model: BTreeMap<(String, i64), (i64, i64)> = BTreeMap::new();
            let mut dice = Dice(42);
            for _ in 0..60 {
                let steps: Vec<[i64; 5]> = (0..dice.roll(40))
                    .map(|_| [dice.roll(10), dice.roll(5), dice.roll(3), dice.roll(100), dice.roll(9)])
                    .collect();
                for [what, hall, day, n, _] in &steps {
                    let key = (format!("h{hall}"), *day);
                    match what {
                        0..3 => drop(model.insert(key, (*n, 0))),
                        3..5 => drop(model.remove(&key)),
                        5..9 => {
                            let it = model.entry(key).or_default();
                            *it = (it.0 + n, it.1 - 1);
                        }
                        _ => {}
                    }
                }
                store
                    .write_now(move |tx| {
                        for [what, hall, day, n, m] in &steps {
                            let key = vec![text(&format!("h{hall}")), (*day).into()];
                            match what {
                                0..3 => {
                                    let row = key.into_iter().chain([(*n).into(), 0.into()]).collect();
                                    tx.put("k_count", row)?;
                                }
                                3..5 => tx.del("k_count", key)?,
                                5..9 => tx.add("k_count", key, &[("filed", *n), ("granted", -1)])?,
                                _ => {
                                    drop(tx.query("select hall from k_count where day = $1", &[(*m).into()])?)
                                }
                            }
                        }
                        Ok(())
                    })
                    .unwrap();
            }
            let sql = "select hall, day, filed, granted from k_count order by hall, day";
            let rows = store.read_now(move |l| l.query(sql, &[])).unwrap();
            let told: BTreeMap<_, _> =
                rows.iter().map(|r| ((r.text(0).to_owned(), r.int(1)), (r.int(2), r.int(3)))).collect();
            assert_eq!(told, model, "{}", store.engine());
            let mut all = store.read_now(dump).unwrap();
            all.remove("meta"); // the two grounds are two divisions
            all
        })
        .collect();
    assert!(dumps[0]["k_count"].len() > 3);
    assert_eq!(dumps[0], dumps[1]);
}
