//! A whole county's years, played through the real deciders with a virtual clock: the figures that a
//! supervisor of a county of this size would see, and a ledger of that size to measure with.
//!
//! Everything that happens is a command at the desk, decided by the wings' own rules and committed like any
//! other; commands of one moment are handed over together, so that many share a commit, and a day is over
//! only when all of it is on disk. The same seed and plan write the same ledger, line by line.

mod lives;
mod mix;
pub(crate) mod population;
mod report;
pub(crate) mod work;

use std::collections::BTreeMap;
use std::time::Instant as Stopwatch;

use house::clock::VirtualClock;
use house::{Failure, House};
use kernel::{Day, Instant};

use crate::lot::Lot;
use lives::Life;
use mix::Mix;
use population::Population;

pub use report::Report;

/// What is played.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Applications in all.
    pub cases: u64,
    /// From this everything follows.
    pub seed: u64,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The virtual day.
    pub day: Day,
    /// Applications so far.
    pub cases: u64,
    /// Lines of the ledger.
    pub lines: i64,
    /// Milliseconds since the beginning.
    pub ms: u128,
    /// Milliseconds that it may still take, if it goes on like this.
    pub left_ms: u128,
}

/// The rounds of a working day: when, as hour and minute. What follows on the same day waits for the next
/// round.
const ROUNDS: [(u8, u8); 8] = [(9, 0), (9, 50), (10, 40), (11, 30), (14, 0), (15, 0), (16, 0), (16, 50)];
/// Commands handed over together, of which a minute passes.
const HANDFUL: usize = 256;

/// The county while it is played.
pub(crate) struct County<'a> {
    house: &'a House,
    clock: &'a VirtualClock,
    lot: Lot,
    mix: Mix,
    people: Population,
    /// What is to be done on which day, in the order in which it was planned.
    diary: BTreeMap<Day, Vec<Life>>,
    /// Commands so far, by which each has a key of its own.
    commands: u64,
    filed: u64,
    tally: BTreeMap<String, u64>,
}

/// Play it; the house is empty but for its catalogue, and `tell` hears of each month.
///
/// # Errors
/// What the house cannot do: a fault, or a command that must be taken and was not.
pub fn play(
    house: &House,
    clock: &VirtualClock,
    plan: &Plan,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Report, Failure> {
    let watch = Stopwatch::now();
    clock.to(Instant::at(plan.from, 7, 0));
    let mix = Mix::of(&house.world(), plan)?;
    let mut county = County {
        house,
        clock,
        lot: Lot::new(plan.seed, 11),
        people: Population::of(plan),
        mix,
        diary: BTreeMap::new(),
        commands: 0,
        filed: 0,
        tally: BTreeMap::new(),
    };
    county.appoint()?;
    let mut day = plan.from;
    while day <= plan.until {
        county.day(day)?;
        let next = day.next();
        if next.month() != day.month() || next > plan.until {
            tell(&county.progress(day, plan, &watch)?);
        }
        day = next;
    }
    report::of(house, &county.tally, watch.elapsed().as_millis())
}

/// Does the supervisor's board say what a count from scratch says?
///
/// # Errors
/// What it says otherwise.
pub fn counted(house: &House) -> Result<(), String> {
    crate::check::board::kept(house)
}

impl County<'_> {
    fn progress(&self, day: Day, plan: &Plan, watch: &Stopwatch) -> Result<Progress, Failure> {
        let ms = watch.elapsed().as_millis();
        let left = u128::from(plan.cases.saturating_sub(self.filed));
        let left_ms = if self.filed == 0 { 0 } else { ms * left / u128::from(self.filed) };
        let lines = self.house.store.read_now(|look| look.head())?.seq;
        Ok(Progress { day, cases: self.filed, lines, ms, left_ms })
    }

    /// One more of these.
    fn count(&mut self, what: impl Into<String>) {
        *self.tally.entry(what.into()).or_default() += 1;
    }

    /// A day: what time made true in the night, then the rounds of the officers, where they work;
    /// applications come in between, at home also on days of rest.
    fn day(&mut self, day: Day) -> Result<(), Failure> {
        self.clock.to(Instant::at(day, 8, 30));
        self.overnight()?;
        let works =
            self.house.world().calendar.is_workday(day).map_err(|no| Failure::Fault(no.to_string()))?;
        let many = self.mix.applications(day);
        if !works {
            self.clock.to(Instant::at(day, 19, 30));
            self.applications(day, many)?;
            self.put_off(day);
            return self.follow();
        }
        // most come in the morning, so that much is done on the same day
        let morning = many * 6 / 10;
        for (no, (hour, minute)) in ROUNDS.into_iter().enumerate() {
            self.clock.to(Instant::at(day, hour, minute));
            match no {
                0 => self.applications(day, morning)?,
                4 => self.applications(day, many - morning)?,
                _ => {}
            }
            let due = self.diary.remove(&day).unwrap_or_default();
            if !due.is_empty() || no == 0 || no == 4 {
                self.work(day, due)?;
                self.follow()?;
                self.press()?;
            }
        }
        self.put_off(day);
        Ok(())
    }

    /// What came on a day of rest, or to its turn too late, is done on the next working day.
    fn put_off(&mut self, day: Day) {
        if let Some(left) = self.diary.remove(&day) {
            let next = self.mix.workday_after(day, 1);
            self.diary.entry(next).or_default().extend(left);
        }
    }
}
