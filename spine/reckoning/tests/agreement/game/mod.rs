//! One random history: commands are put to the rules of cases, what they answer is told to the reckoning in
//! its own words, and after each step and on days to come both must say the same.

mod compare;
mod desk;
mod dice;
mod wishes;
mod world;

use std::collections::BTreeMap;

use desk::Desk;
use dice::Dice;
use world::World;

/// Steps of a history: enough for a correction, two stops, a publicity, a hearing, a decision and its delivery.
const STEPS: u64 = 24;

/// How often things came to pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Commands that the rules granted.
    pub granted: u64,
    /// Days on which everything was compared.
    pub compared: u64,
    /// Acceptances by silence.
    pub deemed: u64,
    /// Clocks that ran out.
    pub overran: u64,
    /// Special procedures that ended.
    pub resumed: u64,
    /// Decisions.
    pub decided: u64,
    /// Calendar years that became official in the middle of a history.
    pub published: u64,
    /// Due days that rested on a provisional year.
    pub provisional: u64,
    /// Events of each kind that moves or stops a clock, by their names in the ledger.
    pub events: BTreeMap<&'static str, u64>,
    /// Clocks whose limit counts in each unit, as often as they were compared.
    pub units: BTreeMap<&'static str, u64>,
    /// Lamps of each colour, in the order green, yellow, orange, red.
    pub lamps: [u64; 4],
}

impl Tally {
    /// Both together.
    pub fn add(&mut self, more: &Tally) {
        self.granted += more.granted;
        self.compared += more.compared;
        self.deemed += more.deemed;
        self.overran += more.overran;
        self.resumed += more.resumed;
        self.decided += more.decided;
        self.published += more.published;
        self.provisional += more.provisional;
        for (name, n) in &more.events {
            *self.events.entry(name).or_default() += n;
        }
        for (unit, n) in &more.units {
            *self.units.entry(unit).or_default() += n;
        }
        self.lamps.iter_mut().zip(more.lamps).for_each(|(sum, n)| *sum += n);
    }

    /// Each count with its name.
    pub fn counts(&self) -> Vec<(&'static str, u64)> {
        let [green, yellow, orange, red] = self.lamps;
        let named = |name: &&'static str| (*name, self.events.get(name).copied().unwrap_or_default());
        let unit = |name: &&'static str| (*name, self.units.get(name).copied().unwrap_or_default());
        let mut counts = vec![
            ("a granted command", self.granted),
            ("a compared day", self.compared),
            ("an acceptance by silence", self.deemed),
            ("an overrun", self.overran),
            ("the end of a special procedure", self.resumed),
            ("a decision", self.decided),
            ("the publication of a year", self.published),
            ("a provisional day", self.provisional),
            ("a green lamp", green),
            ("a yellow lamp", yellow),
            ("an orange lamp", orange),
            ("a red lamp", red),
        ];
        counts.extend(desk::MOVING.iter().map(named));
        counts.extend(world::UNITS.iter().map(unit));
        counts
    }
}

/// Play the history of a seed.
///
/// # Errors
/// Where the two differ, with the terms and everything that had happened.
pub fn play(seed: u64) -> Result<Tally, String> {
    let mut dice = Dice::new(seed);
    let world = World::found(&mut dice);
    let mut desk = Desk::open(world, &mut dice);
    let told = |desk: &Desk, what: String| format!("{what}\n{}", desk.story());
    for _ in 0..STEPS {
        desk.step(&mut dice);
        compare::level(&mut desk, 0).map_err(|what| told(&desk, what))?;
        let ahead = i32::try_from(dice.below(40)).expect("small");
        compare::level(&mut desk, ahead).map_err(|what| told(&desk, what))?;
    }
    Ok(desk.tally)
}
