//! The simulator: a small city with bad luck, played from a seed, and checkers that say whether the house
//! kept every promise.
//!
//! First a phase of *safety*: impatient people, slow clerks, wrong papers, liars, a clock that jumps over
//! Golden Week, commits that are lost, a house that dies between commit and answer. Then a phase of
//! *liveness* without bad luck, in which everything owed must be delivered. The same seed plays the same
//! game on every engine, byte by byte.

mod check;
mod city;
pub mod county;
mod deed;
mod deeds;
pub mod durations;
mod ending;
pub mod founders;
pub mod joins;
mod lot;
mod luck;
mod people;
mod reviewing;
mod risks;
mod wish;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use house::chance::SeededChance;
use house::clock::VirtualClock;
use house::{Failure, House};

pub use luck::Luck;

/// What a house is opened with, each time anew, for one seed.
pub struct Parts {
    /// Time, moved by the simulator alone.
    pub clock: Arc<VirtualClock>,
    /// Chance; it goes on where it was when the house is opened again.
    pub chance: Arc<SeededChance>,
    /// Bad luck at commits.
    pub luck: Arc<Luck>,
}

/// Opens the house on a ledger of its own: the register's part, so that the city knows no engine.
pub type Opener<'a> = dyn Fn(&Parts) -> Result<House, Failure> + 'a;

/// What a seed came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Every table, ledger and views, line by line.
    pub tables: BTreeMap<String, Vec<String>>,
    /// What happened how often, for the reader of a summary: deeds, refusals, lies, kills, lost commits …
    pub tally: BTreeMap<&'static str, u64>,
    /// What is on the ledger how often, by the event's name (`case.Accepted`).
    pub events: BTreeMap<String, u64>,
}

/// A promise that was not kept: with the seed and the commit it can be seen again.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The seed.
    pub seed: u64,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {} at commit {}: {}", self.seed, commit(), self.what)
    }
}

impl std::error::Error for Broken {}

/// Which text was played; a tree with changes says so.
fn commit() -> String {
    let mut git = std::process::Command::new("git");
    let said = git.args(["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]).output();
    let said = said.ok().filter(|said| said.status.success());
    said.map_or("unknown (no git here)".to_owned(), |said| {
        String::from_utf8_lossy(&said.stdout).trim().to_owned()
    })
}

/// Play one seed to its end and check everything.
///
/// # Errors
/// The first promise that was not kept.
pub fn play(seed: u64, open: &Opener<'_>) -> Result<Outcome, Broken> {
    let broken = |what: String| Broken { seed, what };
    let (city, tables) = played(seed, open).map_err(broken)?;
    let (tally, events) = (city.tally.clone(), city.events.clone());
    city.house().close().map_err(|failure| broken(failure.to_string()))?;
    Ok(Outcome { tables, tally, events })
}

/// Play one seed to its end, check everything, and then tell lies about it, one at a time: each checker must
/// notice those that are its own. Counts how often each lie was told; one that was told often enough before
/// is not told again.
///
/// # Errors
/// The first promise that was not kept, or the first lie that was believed.
pub fn lies(seed: u64, open: &Opener<'_>, told: &mut BTreeMap<&'static str, u64>) -> Result<(), Broken> {
    let broken = |what: String| Broken { seed, what };
    let (city, _) = played(seed, open).map_err(broken)?;
    check::lies(&city, told).map_err(broken)?;
    city.house().close().map_err(|failure| broken(failure.to_string()))
}

type Played<'a> = (city::City<'a>, BTreeMap<String, Vec<String>>);

fn played<'a>(seed: u64, open: &'a Opener<'a>) -> Result<Played<'a>, String> {
    let mut city = city::City::found(seed, open)?;
    city.live()?;
    ending::settle(&mut city)?;
    let tables = check::everything(&mut city)?;
    Ok((city, tables))
}

/// Where two outcomes of one seed differ, by the first table and line; none if they are the same.
///
/// # Errors
/// The difference, with the seed and the commit.
pub fn same(seed: u64, one: &Outcome, other: &Outcome) -> Result<(), Broken> {
    check::same_tables(&one.tables, &other.tables).map_err(|what| Broken { seed, what })
}
