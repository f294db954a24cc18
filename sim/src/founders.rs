//! Founders: people who set up a company at the terminals of a hall, each through the real desk, from the
//! first press to the last result. What people do takes as long as `durations.toml` lets a die say; what
//! the house does is measured. The same seed comes to the same times, but for what is measured.

mod hall;
mod town;

use house::clock::VirtualClock;
use house::{Failure, House};
use kernel::bundle::Effort;
use kernel::{Day, Instant};

use crate::durations::Step;

/// Code of the bundle 企业开办.
pub const BUNDLE: &str = "start-a-company";
/// Founders who come to the hall on a working day, five thousand a year; assumed. With twice as many the bank
/// and the engraver are never done, and the figure says no more than that.
pub const A_DAY: u64 = 20;
/// Terminals in the hall; assumed.
pub const TERMINALS: usize = 4;
/// Clerks who take cases in: the business windows 9 to 12 of the county's hall (catalogue/halls.toml).
pub const CLERKS: usize = 4;
/// Examiners of each organ; assumed.
pub const EXAMINERS: usize = 2;
/// Heads of each organ who decide; assumed.
pub const HEADS: usize = 1;
/// Benches of the engraver; assumed.
pub const ENGRAVERS: usize = 6;
/// 最快 10 分钟: the record of the self-service terminal (requirements.md 42); milliseconds.
pub const RECORD_MS: u64 = 10 * 60_000;
/// 一天办结: the target (requirements.md 98); milliseconds.
pub const DAY_MS: u64 = 24 * 60 * 60_000;

/// Every step of [`crate::durations`] that somebody does here.
pub const STEPS: [Step; 16] = [
    Step::SignIn,
    Step::Read,
    Step::Answer,
    Step::Type,
    Step::HandIn,
    Step::Sign,
    Step::PrintAtTerminal,
    Step::Receive,
    Step::LookThrough,
    Step::Accept,
    Step::Examine,
    Step::Decide,
    Step::HandOver,
    Step::Engrave,
    Step::BankLooks,
    Step::BankBooks,
];

/// What is played.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many founders.
    pub founders: u64,
    /// From this everything follows but what is measured.
    pub seed: u64,
    /// The first day.
    pub from: Day,
}

/// How the time was spent that led to a moment, in milliseconds; what happened beside it does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// By the founder herself.
    pub founder: u64,
    /// By officers.
    pub officers: u64,
    /// Waiting for a place while the doors were open.
    pub queue: u64,
    /// Waiting for the doors to open.
    pub closed: u64,
    /// By the engraver and the bank.
    pub outside: u64,
}

impl Spent {
    /// All of it.
    pub fn total(&self) -> u64 {
        self.founder + self.officers + self.queue + self.closed + self.outside
    }
}

/// Two ends of setting up a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything is decided, a day at the bank is booked, the licence is printed: what the record counts
    /// (requirements.md 42).
    Booked,
    /// The seals are in her hand as well.
    Sealed,
}

/// A company that was set up.
#[derive(Clone, Debug)]
pub struct Founded {
    /// Number of the bundle.
    pub no: String,
    /// When she pressed first.
    pub from: Instant,
    /// For [`End::Booked`] and [`End::Sealed`]: when, and how the time since then was spent.
    pub ends: [(Instant, Spent); 2],
    /// How long she waited for a terminal before, in milliseconds.
    pub before: u64,
    /// Screens, questions, fields, papers, visits.
    pub effort: Effort,
    /// What the house took to answer every command and to follow it, in microseconds: measured.
    pub house: u64,
}

impl Founded {
    /// When it came to this end.
    pub fn until(&self, end: End) -> Instant {
        self.ends[usize::from(end == End::Sealed)].0
    }

    /// How the time until then was spent.
    pub fn spent(&self, end: End) -> Spent {
        self.ends[usize::from(end == End::Sealed)].1
    }
}

/// What it came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// In the order in which they came.
    pub founded: Vec<Founded>,
    /// Commands that people gave.
    pub commands: u64,
    /// The longest that the house took for one command and what followed, in microseconds: measured.
    pub slowest: u64,
    /// Milliseconds it took to play: measured.
    pub ms: u128,
}

impl Report {
    /// The founder before whom so many of a hundred were quicker to this end: 0 the best, 50 the median, 90
    /// the 90th percentile, by nearest rank.
    pub fn at(&self, end: End, percent: usize) -> Option<&Founded> {
        let mut all: Vec<&Founded> = self.founded.iter().collect();
        all.sort_by_key(|one| (one.spent(end).total(), &one.no));
        let rank = (all.len() * percent).div_ceil(100).max(1);
        all.get(rank - 1).copied()
    }

    /// Microseconds of the house for one founder, at this percentile: measured.
    pub fn house_at(&self, percent: usize) -> u64 {
        let mut all: Vec<u64> = self.founded.iter().map(|one| one.house).collect();
        all.sort_unstable();
        let rank = (all.len() * percent).div_ceil(100).max(1);
        all.get(rank - 1).copied().unwrap_or_default()
    }

    /// How many took no longer than this, in milliseconds.
    pub fn within(&self, end: End, ms: u64) -> usize {
        self.founded.iter().filter(|one| one.spent(end).total() <= ms).count()
    }

    /// How many came to this end on the day on which they pressed first.
    pub fn same_day(&self, end: End) -> usize {
        self.founded.iter().filter(|one| one.from.day() == one.until(end).day()).count()
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The virtual day that begins.
    pub day: Day,
    /// Founders for whom everything is decided.
    pub done: usize,
    /// Milliseconds since the beginning: measured.
    pub ms: u128,
}

/// Play them in a house that is empty but for its catalogue; `tell` hears of each day.
///
/// # Errors
/// A command that was not taken, for whatever reason; a founder who never came to an end; a fault.
pub fn play(
    house: &House,
    clock: &VirtualClock,
    plan: &Plan,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Report, Failure> {
    let watch = std::time::Instant::now();
    let world = house.world();
    let doors = hall::Doors { calendar: &world.calendar };
    let mut report = town::Town::found(house, clock, plan, doors)?.live(&mut |day, done| {
        tell(&Progress { day, done, ms: watch.elapsed().as_millis() });
    })?;
    report.ms = watch.elapsed().as_millis();
    Ok(report)
}
