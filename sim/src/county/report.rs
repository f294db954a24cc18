//! What a supervisor would see at the end, told from the board itself.

use std::collections::BTreeMap;

use house::{Failure, House};
use kernel::Day;
use oversight::views::{self, Lamps, Month, Scope, Took};

/// What it came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// The last day.
    pub today: Day,
    /// The number of the last line of the ledger.
    pub lines: i64,
    /// Its hash: the same seed and plan come to the same.
    pub hash: String,
    /// Milliseconds it took.
    pub ms: u128,
    /// Everything that happened.
    pub whole: Month,
    /// Each year.
    pub years: BTreeMap<String, Month>,
    /// How long results took.
    pub took: Took,
    /// Running cases by state.
    pub states: Vec<(String, i64)>,
    /// Running cases by lamp.
    pub lamps: Lamps,
    /// Organs with what they did, the busiest first.
    pub organs: Vec<(String, Month, Took)>,
    /// What was refused, and how often.
    pub tally: BTreeMap<String, u64>,
}

/// Working days that count as near are not reckoned here: plain days stand in.
const SOON: i32 = 5;

pub(super) fn of(house: &House, tally: &BTreeMap<String, u64>, ms: u128) -> Result<Report, Failure> {
    let today = house.clock.now().day();
    let scope = Scope { from: "2000-01".to_owned(), to: "9998-12".to_owned(), ..Scope::default() };
    let (states, lamps, months, lines, took, head) = house.store.read_now(move |look| {
        let states = views::states(look, &scope)?;
        let lamps = views::lamps(look, &scope, today, today.plus(SOON))?;
        let months = views::months(look, &scope)?;
        let lines = views::lines(look, &scope)?;
        Ok((states, lamps, months, lines, views::took(look, &scope)?, look.head()?))
    })?;
    let mut years: BTreeMap<String, Month> = BTreeMap::new();
    for (month, counts) in &months {
        let year: String = month.chars().take(4).collect();
        let sum = years.entry(year).or_default();
        *sum = sum.with(counts);
    }
    let whole = years.values().fold(Month::default(), |sum, year| sum.with(year));
    let of = |organ: &str| took.get(&(organ.to_owned(), String::new())).copied().unwrap_or_default();
    let mut organs: Vec<(String, Month, Took)> =
        lines.into_iter().map(|line| (line.organ.clone(), line.month, of(&line.organ))).collect();
    organs.sort_by_key(|(organ, month, _)| (-month.filed, organ.clone()));
    Ok(Report {
        today,
        lines: head.seq,
        hash: head.hash,
        ms,
        whole,
        years,
        took: of(""),
        states,
        lamps: lamps.values().fold(Lamps::default(), |sum, lamps| sum.with(lamps)),
        organs,
        tally: tally.clone(),
    })
}
