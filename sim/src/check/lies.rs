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

/// Tell every lie where it fits, and have it noticed; says how often each was told.
pub(crate) fn planted(city: &City<'_>, facts: &[Recorded]) -> Result<BTreeMap<&'static str, u64>, String> {
    let mut told = BTreeMap::new();
    for (name, lie) in told::ALL.iter().chain(later::ALL) {
        let count: &mut u64 = told.entry(*name).or_default();
        let fitting = (0..facts.len()).filter_map(|at| Some((at, lie(facts, at)?)));
        for (at, ledger) in fitting.take(PLACES) {
            if super::lines(city, &ledger).is_ok() {
                let fact = &facts[at].fact;
                return Err(format!("nobody noticed “{name}” at line {}: {fact:?}", facts[at].seq));
            }
            *count += 1;
        }
    }
    Ok(told)
}
