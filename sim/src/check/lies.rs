//! Lies for the checkers: each takes a ledger on which every promise was kept and changes one line of it, or
//! leaves one out, or says it twice. A checker that believes such a ledger checks nothing.

mod later;
mod told;

use std::collections::BTreeMap;

use facts::Recorded;

use crate::city::City;

/// A lie: its name, and what becomes of the ledger if it is told at this line; none where it does not fit.
type Lie = (&'static str, fn(&[Recorded], usize) -> Option<Vec<Recorded>>);

/// Lines of one seed at which one lie is told at most: the first, and what comes later.
const PLACES: usize = 2;
/// How often a lie is told in all; more often shows nothing more.
const ENOUGH: u64 = 4;

/// How often each lie was told.
pub(crate) type Told = BTreeMap<&'static str, u64>;

/// Tell every lie that was not told often enough where it fits, and have it noticed; counts how often.
pub(crate) fn planted(city: &City<'_>, facts: &[Recorded], told: &mut Told) -> Result<(), String> {
    let mut believed = Vec::new();
    for (name, lie) in told::ALL.iter().chain(later::ALL) {
        let count: &mut u64 = told.entry(*name).or_default();
        if *count >= ENOUGH {
            continue;
        }
        let fitting = (0..facts.len()).filter_map(|at| Some((at, lie(facts, at)?)));
        for (at, ledger) in fitting.take(PLACES) {
            *count += 1;
            if super::lines(city, &ledger).is_ok() {
                let fact = &facts[at].fact;
                believed.push(format!("nobody noticed “{name}” at line {}: {fact:?}", facts[at].seq));
            }
        }
    }
    if believed.is_empty() { Ok(()) } else { Err(believed.join("\n")) }
}
