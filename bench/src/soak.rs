//! Hours of it: whether memory and throughput of the last minutes are those of the first.

use std::time::Duration;

use crate::figures::{aside, median, tell};
use crate::ground::Ground;
use crate::life::Cast;
use crate::overload::stretch;
use crate::{Engine, Plan, machine};

/// Minutes that are compared at either end.
const END: usize = 5;
const MINUTE: Duration = Duration::from_secs(60);
/// Before anything is compared: caches fill, the allocator finds its size.
const WARMING: Duration = Duration::from_secs(10);

/// The first four writes of cases for so many minutes; prints the first five against the last five.
///
/// # Errors
/// An answer that nobody expected, or too few minutes to compare.
pub fn run(plan: &Plan, engine: Engine, clients: usize, minutes: usize) -> Result<(), String> {
    if minutes < 2 * END {
        return Err(format!("a soak compares {END} minutes with {END} others: at least {}", 2 * END));
    }
    let ground = Ground::open(plan, engine, &format!("soak-{}", engine.word()))?;
    let cast = Cast::gathers(ground.port)?;
    stretch(&cast, ground.port, "w", clients, None, WARMING)?;
    let (mut done, mut resident) = (Vec::new(), Vec::new());
    for minute in 1..=minutes {
        let run = stretch(&cast, ground.port, &format!("m{minute}-"), clients, None, MINUTE)?;
        done.push(run.a_second(run.yes_us.len()));
        resident.push(machine::resident_kb(ground.house_pid()) / 1024.0);
        let (per, mib) = (done.last().copied().unwrap_or(0.0), resident.last().copied().unwrap_or(0.0));
        let load = machine::load();
        aside(&format!(
            "{} minute {minute}: {per:.0} commands/s, {mib:.0} MiB, load {load:.1}",
            engine.word()
        ));
    }
    let say =
        |name: &str, value: f64, unit: &str| tell(&format!("{}.soak.{name}", engine.word()), value, unit);
    for (name, unit, values) in [("commands", "1/s", &done), ("resident", "MiB", &resident)] {
        let (first, last) = (median(values[..END].to_vec()), median(values[values.len() - END..].to_vec()));
        say(&format!("{name}_first"), first, unit);
        say(&format!("{name}_last"), last, unit);
        say(&format!("{name}_last_of_first"), 100.0 * last / first, "%");
    }
    Ok(())
}
