//! Jobs that crowd the queue and share commits: what each sees, and what is there in the end, is what one
//! after the other would see and leave.

use crate::rows::Dice;
use crate::writer::Unlucky;
use crate::{Ground, TABLES, append_next, text};
use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use store::{Fault, Options, Store, Strike, Tx, Value, Want, dump};

/// What a job does: which of the things below, and with what.
type Step = [i64; 4];

/// The same world as plain maps.
#[derive(Clone, Default)]
struct Plain {
    counts: BTreeMap<(String, i64), i64>,
    cases: BTreeMap<String, (String, i64)>,
    streams: BTreeMap<String, i64>,
    number: i64,
}

impl Plain {
    fn does(&mut self, [what, a, b, n]: Step) -> String {
        let (hall, case, stream) = (format!("h{a}"), format!("c{a}{b}"), format!("case/c{a}{b}"));
        match what {
            0 => drop(self.counts.insert((hall, b), n)),
            1 => drop(self.counts.remove(&(hall, b))),
            2 | 3 => *self.counts.entry((hall, b)).or_default() += n,
            4..7 => drop(self.cases.insert(case, (format!("t{}", n % 4), n))),
            7 => drop(self.cases.remove(&case)),
            8 | 9 => *self.streams.entry(stream).or_default() += 1,
            10 => self.number += 1,
            11 => return format!("{:?}", self.counts.get(&(hall, b))),
            12 => return format!("{:?}", self.cases.get(&case)),
            13 | 14 => {
                let title = format!("t{b}");
                let those: Vec<_> = self.cases.iter().filter(|(_, (t, _))| *t == title).collect();
                return those.iter().map(|(no, (_, at))| format!("{no} {at};")).collect();
            }
            15 => {
                let sum: i64 = self.counts.iter().filter(|((_, day), _)| *day == b).map(|(_, n)| n).sum();
                return sum.to_string();
            }
            16 => {
                let version = self.streams.get(&stream).copied().unwrap_or_default();
                return format!("{version} {version} {}", i64::from(version > 0));
            }
            17 => return self.streams.values().sum::<i64>().to_string(),
            _ => self.cases.values_mut().filter(|(t, _)| *t == format!("t{b}")).for_each(|(_, at)| *at += 1),
        }
        if what == 10 { self.number.to_string() } else { String::new() }
    }
}

fn does(tx: &mut Tx<'_>, [what, a, b, n]: Step) -> Result<String, Fault> {
    let (hall, case, stream) = (text(&format!("h{a}")), text(&format!("c{a}{b}")), format!("case/c{a}{b}"));
    let day = Value::from(b);
    match what {
        0 => tx.put("k_count", vec![hall, day, n.into(), 0.into()])?,
        1 => tx.del("k_count", vec![hall, day])?,
        2 | 3 => tx.add("k_count", vec![hall, day], &[("filed", n)])?,
        4..7 => tx.put("v_case", vec![case, text(&format!("t{}", n % 4)), n.into()])?,
        7 => tx.del("v_case", vec![case])?,
        8 | 9 => drop(append_next(tx, &stream)?),
        10 => return Ok(tx.number("n")?.to_string()),
        11 => return Ok(format!("{:?}", tx.get("k_count", &[hall, day])?.map(|row| row.int(2)))),
        12 => {
            let row = tx.get("v_case", &[case])?;
            return Ok(format!("{:?}", row.map(|row| (row.text(1).to_owned(), row.int(2)))));
        }
        13 => {
            let rows = tx.look().those("v_case", "title", &text(&format!("t{b}")))?;
            return Ok(rows.iter().map(|row| format!("{} {};", row.text(0), row.int(2))).collect());
        }
        14 => {
            let sql = "select no, at from v_case where title = $1 order by no";
            let rows = tx.query(sql, &[text(&format!("t{b}"))])?;
            return Ok(rows.iter().map(|row| format!("{} {};", row.text(0), row.int(1))).collect());
        }
        15 => {
            let sql = "select cast(coalesce(sum(filed), 0) as bigint) from k_count where day = $1";
            return Ok(tx.one(sql, &[day])?.map_or(0, |row| row.int(0)).to_string());
        }
        16 => {
            let mut look = tx.look();
            let version = look.version(&stream)?;
            let lines = look.stream(&stream)?.len();
            let last = look.by_cause(&format!("form/{stream}/{version}"))?.len();
            return Ok(format!("{version} {lines} {last}"));
        }
        17 => return Ok(tx.one("select count(*) from ledger", &[])?.map_or(0, |row| row.int(0)).to_string()),
        _ => drop(tx.execute("update v_case set at = at + 1 where title = $1", &[text(&format!("t{b}"))])?),
    }
    Ok(String::new())
}

/// What a step will ask for, and some of what it will not.
fn wants([_, a, b, _]: &Step) -> [Want; 2] {
    let key = vec![text(&format!("h{a}")), Value::from(*b)];
    [Want::Stream(format!("case/c{a}{b}")), Want::Row("k_count", key)]
}

/// Jobs that all wait before the first of them is run; what each was answered.
fn crowd<T: Send + 'static>(
    store: &Store,
    jobs: impl Iterator<Item = (Vec<Want>, impl FnMut(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static)>,
) -> Vec<Result<T, Fault>> {
    let (open, gate) = channel::<()>();
    let gate = Mutex::new(gate);
    let waits = move |_: &mut Tx<'_>| {
        gate.lock().unwrap().recv().unwrap_err();
        Ok(())
    };
    store.write(waits, drop).unwrap();
    let (say, hear) = channel();
    let mut all = 0;
    for (no, (wants, job)) in jobs.enumerate() {
        let say = say.clone();
        store.write_wanting(wants, job, move |said| say.send((no, said)).unwrap()).unwrap();
        all += 1;
    }
    drop((say, open));
    let heard: BTreeMap<usize, Result<T, Fault>> = hear.iter().collect();
    assert_eq!(heard.len(), all);
    heard.into_values().collect()
}

/// A job of some steps, which may think better of it at the end, having written or not.
fn job((steps, fails): (Vec<Step>, bool)) -> impl FnMut(&mut Tx<'_>) -> Result<String, Fault> + Send {
    move |tx| {
        let said: Result<Vec<String>, Fault> = steps.iter().map(|step| does(tx, *step)).collect();
        let said = said?.join("|");
        if fails { Err(Fault::Broken("thought better of it".into())) } else { Ok(said) }
    }
}

/// What asks for nothing that has to be written down first.
const QUIET: [i64; 10] = [0, 3, 4, 5, 8, 9, 10, 11, 12, 13];

fn history(dice: &mut Dice, jobs: usize) -> Vec<(Vec<Step>, bool)> {
    let step = |dice: &mut Dice| [dice.roll(19), dice.roll(5), dice.roll(4), dice.roll(100)];
    let one = |dice: &mut Dice| {
        // most write a row or two by key, as commands do, and ask nothing that must wait
        let quiet = dice.roll(4) > 0;
        let steps = (0..=dice.roll(4)).map(|_| {
            let [what, rest @ ..] = step(dice);
            let what = if quiet { QUIET[dice.index(10)] } else { what };
            [what, rest[0], rest[1], rest[2]]
        });
        (steps.collect(), dice.roll(25) == 0)
    };
    (0..jobs).map(|_| one(dice)).collect()
}

fn agrees(ground: &Ground, seed: u64, strikes: Vec<Strike>) -> u64 {
    let options = Options {
        batch: 6,
        queue: 1_000,
        faults: Some(Arc::new(Unlucky(Mutex::new(strikes.into_iter().collect())))),
        ..ground.options()
    };
    let store = Store::open(&ground.place, options).unwrap();
    store.write_now(|tx| tx.define("w", "1", TABLES)).unwrap();
    let mut dice = Dice(seed);
    let jobs = history(&mut dice, 500);
    let mut asks_ahead = |steps: &[Step]| match dice.roll(3) {
        0 => Vec::new(),
        _ => steps.iter().flat_map(wants).collect(),
    };
    let told = crowd(&store, jobs.iter().map(|one| (asks_ahead(&one.0), job(one.clone()))));
    let mut plain = Plain::default();
    for (no, ((steps, fails), told)) in jobs.iter().zip(&told).enumerate() {
        let mut after = plain.clone();
        let said: Vec<String> = steps.iter().map(|step| after.does(*step)).collect();
        let said = (!fails).then(|| said.join("|"));
        assert_eq!(told.clone().ok(), said, "job {no} of seed {seed} on {}: {steps:?}", store.engine());
        if !fails {
            plain = after;
        }
    }
    let all = store.read_now(dump).unwrap();
    assert_eq!(all["v_case"].len(), plain.cases.len());
    assert_eq!(all["k_count"].len(), plain.counts.len());
    assert_eq!(i64::try_from(all["ledger"].len()).unwrap(), plain.streams.values().sum::<i64>());
    let commits = store.load().commits;
    store.close().unwrap();
    let sound = ground.reading().look(|look| store::verify(look, &[], &|_| true, 1)).unwrap();
    assert!(sound.sound(), "{sound}");
    commits
}

#[test]
fn a_crowd_sees_what_one_after_the_other_would_see() {
    for seed in 1..=6 {
        for ground in [Ground::sqlite(), Ground::postgres()] {
            let commits = agrees(&ground, seed, Vec::new());
            assert!((80..450).contains(&commits), "{commits} commits of 500 jobs, six a batch");
        }
    }
}

#[test]
fn a_crowd_outlives_connections_that_break_at_any_commit() {
    for seed in 11..=16 {
        for ground in [Ground::sqlite(), Ground::postgres()] {
            let mut dice = Dice(seed * 7);
            // never so many in a row that the writer gives up
            let strikes = (0..200).flat_map(|_| {
                let strike = [Strike::LoseBefore, Strike::LoseAfter, Strike::None][dice.index(3)];
                [strike, Strike::None]
            });
            let strikes = std::iter::repeat_n(Strike::None, 2).chain(strikes).collect();
            agrees(&ground, seed, strikes);
        }
    }
}

#[test]
fn a_full_ledger_says_so_to_each_of_a_crowd_and_keeps_what_it_answered() {
    let ground = Ground::sqlite();
    let options = Options { batch: 4, queue: 1_000, most_bytes: Some(600_000), ..ground.options() };
    let store = Store::open(&ground.place, options).unwrap();
    store.write_now(|tx| tx.define("w", "1", TABLES)).unwrap();
    let jobs = (0..200_i64).map(|no| {
        let job = move |tx: &mut Tx<'_>| {
            tx.put("v_case", vec![text(&format!("c{no}")), text(&"长".repeat(3_000)), no.into()])?;
            append_next(tx, &format!("case/{no}")).map(|_| ())
        };
        (Vec::new(), job)
    });
    let heard: BTreeMap<i64, Result<(), Fault>> = (0..).zip(crowd(&store, jobs)).collect();
    let kept: Vec<i64> = heard.iter().filter(|(_, said)| said.is_ok()).map(|(no, _)| *no).collect();
    assert!(heard.values().all(|said| matches!(said, Ok(()) | Err(Fault::Full(_)))), "{heard:?}");
    assert!(kept.len() > 8 && kept.len() < 200, "{} of 200 found room", kept.len());
    assert!(store.load().full);
    let sql = "select at from v_case order by at";
    let there = store.read_now(move |look| look.query(sql, &[])).unwrap();
    assert_eq!(there.iter().map(|row| row.int(0)).collect::<Vec<_>>(), kept, "what was answered is there");
    assert_eq!(store.read_now(|look| look.head()).unwrap().seq, i64::try_from(kept.len()).unwrap());
}
