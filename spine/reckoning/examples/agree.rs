//! The long profile: both reckonings over as many random histories as are asked for, on every core.
//!
//! `cargo run --release -p reckoning --example agree -- --histories 1000000 [--from SEED]`

#[path = "../tests/agreement/game/mod.rs"]
mod game;

use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A history is many short lists and texts.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Histories after which a line says how far it is.
const EVERY: u64 = 50_000;

fn main() -> ExitCode {
    let mut out = std::io::stdout();
    let Some((from, histories)) = asked() else {
        let _ = writeln!(out, "agree --histories N [--from SEED]: N histories, beginning with a seed");
        return ExitCode::from(2);
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicU64::new(from);
    let until = from.saturating_add(histories);
    let sums: Vec<Result<game::Tally, String>> = thread::scope(|scope| {
        let hands: Vec<_> = (0..workers).map(|_| scope.spawn(|| work(&next, until, from))).collect();
        hands
            .into_iter()
            .map(|hand| hand.join().unwrap_or_else(|_| Err("a history panicked".to_owned())))
            .collect()
    });
    let mut all = game::Tally::default();
    for sum in sums {
        match sum {
            Ok(sum) => all.add(&sum),
            Err(what) => {
                let _ = writeln!(out, "{what}");
                return ExitCode::FAILURE;
            }
        }
    }
    let _ = writeln!(out, "{histories} histories from seed {from}: both reckonings agree");
    for (what, n) in all.counts() {
        let _ = writeln!(out, "{n:>12}  {what}");
    }
    ExitCode::SUCCESS
}

fn work(next: &AtomicU64, until: u64, from: u64) -> Result<game::Tally, String> {
    let mut sum = game::Tally::default();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= until {
            return Ok(sum);
        }
        let tally = game::play(seed).map_err(|what| {
            next.store(until, Ordering::Relaxed);
            format!("history {seed}: {what}")
        })?;
        sum.add(&tally);
        let played = seed - from + 1;
        if played.is_multiple_of(EVERY) {
            let _ = writeln!(std::io::stderr(), "{played} histories");
        }
    }
}

/// First seed and how many histories.
fn asked() -> Option<(u64, u64)> {
    let (mut from, mut histories) = (0, None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let n = words.next().and_then(|n| n.parse().ok())?;
        match word.as_str() {
            "--histories" => histories = Some(n),
            "--from" => from = n,
            _ => return None,
        }
    }
    Some((from, histories?))
}
