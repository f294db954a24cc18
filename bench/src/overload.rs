//! Twice the load that the house can carry: what it takes of it, what it tells the others, and whether
//! anything it took is lost.

use std::time::{Duration, Instant};

use crate::caller::{Answered, Caller, Heard};
use crate::figures::{percentile_ms, tell, whole};
use crate::ground::Ground;
use crate::http::Client;
use crate::life::{Cast, behind};
use crate::{Engine, Plan, machine, witness};

/// Clients that wait for each answer before they go on: the house at its best.
const EAGER: usize = 64;
/// Clients that come at a pace of their own, whatever they are answered: more than the house has places for.
const CROWD: usize = 1_000;
/// Before anything is counted.
const WARMING: Duration = Duration::from_secs(2);

/// What one stretch came to.
#[derive(Default)]
pub(crate) struct Stretch {
    answers: Vec<Answered>,
    /// Microseconds of every yes.
    pub(crate) yes_us: Vec<u64>,
    /// Microseconds of every 503.
    busy_us: Vec<u64>,
    /// Sendings that ended in silence: the connection was closed by the house.
    silent: u64,
    seconds: f64,
    /// Processor seconds of house and database.
    cpu: f64,
}

impl Stretch {
    /// Milliseconds of the processor for each yes, what the others were told included.
    fn cpu_ms(&self) -> f64 {
        1000.0 * self.cpu / whole(u64::try_from(self.yes_us.len()).unwrap_or(0))
    }

    /// So many, by the second.
    pub(crate) fn a_second(&self, count: usize) -> f64 {
        whole(u64::try_from(count).unwrap_or(0)) / self.seconds
    }
}

/// Measure the best, then twice as much, then the best again; then look at the ledger.
///
/// # Errors
/// An answer that nobody expected, or something that was answered is not there.
pub fn run(plan: &Plan, engine: Engine, how_long: Duration) -> Result<(), String> {
    let mut ground = Ground::open(plan, engine, &format!("overload-{}", engine.word()))?;
    let cast = Cast::gathers(ground.port)?;
    let pids = ground.pids();
    let mut all = Vec::new();
    let mut play = |name: &str, clients: usize, pace: Option<Duration>, long: Duration| {
        let used = machine::cpu_seconds(&pids);
        let mut done = stretch(&cast, ground.port, name, clients, pace, long)?;
        done.cpu = machine::cpu_seconds(&pids) - used;
        all.append(&mut done.answers.clone());
        done.yes_us.sort_unstable();
        done.busy_us.sort_unstable();
        Ok::<Stretch, String>(done)
    };
    play("w", EAGER, None, WARMING)?;
    let best = play("b", EAGER, None, how_long)?;
    let behind_best = behind(ground.port)?;
    let carried = best.a_second(best.yes_us.len());
    let crowd = whole(u64::try_from(CROWD).unwrap_or(0));
    let pace = Duration::from_secs_f64(crowd / (2.0 * carried).max(1.0));
    let over = play("o", CROWD, Some(pace), how_long)?;
    let behind_over = behind(ground.port)?;
    let after = play("a", EAGER, None, how_long)?;
    let say =
        |name: &str, value: f64, unit: &str| tell(&format!("{}.overload.{name}", engine.word()), value, unit);
    say("best", carried, "1/s");
    let tried = over.yes_us.len() + over.busy_us.len();
    say("offered", over.a_second(tried) + whole(over.silent) / over.seconds, "1/s");
    say("taken", over.a_second(over.yes_us.len()), "1/s");
    say("taken_of_best", 100.0 * over.a_second(over.yes_us.len()) / carried, "%");
    say("told_busy", over.a_second(over.busy_us.len()), "1/s");
    say("hung_up_on", whole(over.silent) / over.seconds, "1/s");
    say("best_cpu", best.cpu_ms(), "ms");
    say("taken_cpu", over.cpu_ms(), "ms");
    say("taken_p50", percentile_ms(&over.yes_us, 50), "ms");
    say("taken_p99", percentile_ms(&over.yes_us, 99), "ms");
    say("busy_p99", percentile_ms(&over.busy_us, 99), "ms");
    say("after_of_best", 100.0 * after.a_second(after.yes_us.len()) / carried, "%");
    say("best_behind", behind_best, "events");
    say("taken_behind", behind_over, "events");
    say("resident", machine::resident_kb(ground.house_pid()) / 1024.0, "MiB");
    say("load", machine::load(), "processes");
    ground.kill();
    ground.settled()?;
    let lines = witness::check(&ground, &all)?;
    say("answered_and_there", whole(u64::try_from(all.len()).unwrap_or(0)), "commands");
    say("lines", whole(u64::try_from(lines).unwrap_or(0)), "lines");
    Ok(())
}

/// So many clients for so long, each at this pace or as fast as it is answered.
pub(crate) fn stretch(
    cast: &Cast,
    port: u16,
    name: &str,
    clients: usize,
    pace: Option<Duration>,
    long: Duration,
) -> Result<Stretch, String> {
    let begun = Instant::now();
    let until = begun + long;
    let share = u32::try_from(clients).unwrap_or(u32::MAX);
    let ended = std::thread::scope(|scope| {
        let all: Vec<_> = (0..share)
            .map(|no| {
                let caller = Caller::new(cast, format!("{name}{no}"));
                // they come one after the other, not all in the same instant
                let first = pace.map_or(Duration::ZERO, |pace| pace * no / share);
                let one = move || one(caller, port, (begun + first, until), pace);
                std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, one)
            })
            .collect();
        let ended = all.into_iter().map(|one| {
            let one = one.map_err(|e| e.to_string())?;
            one.join().map_err(|_| "a client panicked".to_owned())?
        });
        ended.collect::<Result<Vec<Stretch>, String>>()
    })?;
    let mut all = Stretch { seconds: begun.elapsed().as_secs_f64(), ..Stretch::default() };
    for one in ended {
        all.answers.extend(one.answers);
        all.yes_us.extend(one.yes_us);
        all.busy_us.extend(one.busy_us);
        all.silent += one.silent;
    }
    Ok(all)
}

/// Bytes of a client's stack: a thousand of them are to fit beside the house.
const STACK: usize = 256 * 1024;

fn one(
    mut caller: Caller<'_>,
    port: u16,
    (mut next, until): (Instant, Instant),
    pace: Option<Duration>,
) -> Result<Stretch, String> {
    let mut done = Stretch::default();
    let mut client = None;
    loop {
        let now = Instant::now();
        if now >= until {
            break;
        }
        if let Some(pace) = pace {
            if let Some(rest) = next.checked_duration_since(now).filter(|rest| !rest.is_zero()) {
                std::thread::park_timeout(rest.min(until - now));
                continue;
            }
            // what was missed while waiting for an answer is not made up for
            next = now.max(next) + pace;
        }
        let begun = Instant::now();
        let Some(open) = client.take().or_else(|| Client::new(port).ok()) else {
            done.silent += 1;
            continue;
        };
        let mut open = open;
        let heard = caller.once(&mut open)?;
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        match heard {
            Heard::Yes => done.yes_us.push(took),
            Heard::Busy(_) => done.busy_us.push(took),
            Heard::Silence(_) => done.silent += 1,
        }
        if !matches!(heard, Heard::Silence(_)) && !open.over() {
            client = Some(open);
        }
    }
    done.answers = caller.answers;
    Ok(done)
}
