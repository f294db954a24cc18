//! The simulator's seeds on both engines: each seed is played on SQLite twice and on PostgreSQL once, and
//! all three come to the same tables, byte by byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use house::{Failure, House};
use sim::{Outcome, Parts};
use store::Place;
use yimen::county::Opening;

fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue")
}

fn open(place: &Place, data: &Path, parts: &Parts) -> Result<House, Failure> {
    let mut opening = Opening::new(place.clone(), data, &catalogue());
    opening.demo = true;
    opening.durable = false;
    opening.clock = parts.clock.clone();
    opening.chance = parts.chance.clone();
    opening.faults = Some(parts.luck.clone());
    opening.who = "a city".to_owned();
    Ok(opening.open()?.0)
}

/// Play a seed on a ledger of its own.
fn play(seed: u64, place: impl Fn(&Path) -> Place) -> Outcome {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = place(folder.path());
    let played = sim::play(seed, &|parts| open(&place, folder.path(), parts));
    played.unwrap_or_else(|broken| panic!("{broken} on {place:?}"))
}

fn on_sqlite(seed: u64) -> Outcome {
    play(seed, |folder| Place::Sqlite(folder.join("ledger.db")))
}

/// A thread's own database, swept before each seed: making one costs more than a seed.
struct Ground {
    database: String,
}

impl Ground {
    fn new(thread: usize) -> Self {
        let database = format!("city_{thread}");
        rig::postgres::shared().run(&format!("create database {database}"));
        Self { database }
    }

    fn play(&self, seed: u64) -> Outcome {
        let server = rig::postgres::shared();
        server.run_in(&self.database, "drop schema if exists yimen_449921 cascade");
        play(seed, |_| Place::Postgres(server.url_of(&self.database)))
    }
}

type Tally = BTreeMap<&'static str, u64>;

/// One thread: the next seed nobody has taken, until none is left.
fn work(ground: &Ground, next: &AtomicU64, end: u64, tally: &Mutex<Tally>) {
    loop {
        let seed = next.fetch_add(1, Ordering::SeqCst);
        if seed >= end {
            return;
        }
        let first = on_sqlite(seed);
        for (what, other) in [("again", on_sqlite(seed)), ("on PostgreSQL", ground.play(seed))] {
            sim::same(seed, &first, &other).unwrap_or_else(|broken| panic!("{what}: {broken}"));
        }
        let mut tally = tally.lock().expect("a thread that failed fails the test");
        for (what, count) in first.tally {
            *tally.entry(what).or_default() += count;
        }
    }
}

fn seeds(from: u64, many: u64) -> Tally {
    let (next, tally) = (AtomicU64::new(from), Mutex::default());
    std::thread::scope(|scope| {
        for thread in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            let (next, tally) = (&next, &tally);
            scope.spawn(move || work(&Ground::new(thread), next, from + many, tally));
        }
    });
    tally.into_inner().expect("every thread came home")
}

/// `SEEDS=FROM,MANY` plays others: one seed again (`SEEDS=42,1`), or a long night (`SEEDS=1000,20000`).
fn asked() -> (u64, u64) {
    let Ok(asked) = std::env::var("SEEDS") else { return (1, 100) };
    let pair = asked.split_once(',').and_then(|(from, many)| Some((from.parse().ok()?, many.parse().ok()?)));
    pair.unwrap_or_else(|| panic!("SEEDS={asked} is not FROM,MANY"))
}

#[test]
fn hundred_seeds() {
    let (from, many) = asked();
    let tally = seeds(from, many);
    let told: Vec<String> = tally.iter().map(|(what, count)| format!("{what} {count}")).collect();
    // A city in which nothing happened shows nothing.
    let wanted = [
        "taken",
        "refused",
        "lies",
        "double clicks",
        "keys taken",
        "twice at once",
        "kills",
        "commits lost before",
        "commits lost after",
    ];
    for what in wanted.into_iter().filter(|_| many >= 100) {
        let often = tally.get(what).is_some_and(|count| *count >= 100);
        assert!(often, "too few {what}: {}", told.join(", "));
    }
    println!("{many} seeds on both engines: {}", told.join(", "));
}
