//! Two reckonings, one law: the rules of cases and this room's own clocks over random histories.
#![allow(clippy::unwrap_used)]

mod game;

/// Histories of the ordinary run; a million are played by the example `agree`.
const HISTORIES: u64 = 2_000;

#[test]
fn both_reckonings_agree_on_random_histories() {
    let mut sum = game::Tally::default();
    for seed in 0..HISTORIES {
        match game::play(seed) {
            Ok(tally) => sum.add(&tally),
            Err(what) => panic!("history {seed}: {what}"),
        }
    }
    // a game in which nothing happens would agree as well
    for (what, n) in sum.counts() {
        assert!(n > 0, "no history of {HISTORIES} came to {what}");
    }
}
