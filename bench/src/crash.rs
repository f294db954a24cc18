//! kill -9 under full load, again and again on one ledger: what was answered is there, nothing is there by
//! halves, the chain holds, views equal a rebuild, and what was not answered is sent again and happens once.

use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use crate::caller::{Answered, Caller, Heard};
use crate::figures::aside;
use crate::ground::Ground;
use crate::http::Client;
use crate::life::Cast;
use crate::{Engine, Plan, witness};

/// How it is done.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// How often.
    pub kills: u32,
    /// Clients that write.
    pub clients: usize,
    /// What the moments are drawn from.
    pub seed: u64,
    /// Milliseconds after which the house is killed at the latest.
    pub most_ms: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Kills.
    pub kills: u32,
    /// Commands that were answered with yes.
    pub answered: u64,
    /// Among them, those that a house had recorded and was killed before it could say so.
    pub recorded_unheard: u64,
    /// Lines on the ledgers.
    pub lines: i64,
}

/// Kills on one ledger before a fresh one is taken: a rebuild after each costs as much as the ledger is long.
const KILLS_A_LEDGER: u32 = 10;

/// How long a house that was just opened may take to its first answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let one = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let two = (one ^ (one >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (two ^ (two >> 31)) % most.max(1)
    }
}

/// Kill the house so often and look each time.
///
/// # Errors
/// What is wrong, with seed and number of the kill, so that it can be played again.
pub fn run(plan: &Plan, engine: Engine, wish: &Wish) -> Result<Told, String> {
    let mut told = Told::default();
    let mut dice = Dice(wish.seed);
    while told.kills < wish.kills {
        let name = format!("crash-{}", engine.word());
        let mut ground = Ground::open(plan, engine, &name)?;
        let cast = Cast::gathers(ground.port)?;
        let from = told.kills;
        let mut callers: Vec<Caller<'_>> =
            (0..wish.clients).map(|no| Caller::new(&cast, format!("k{from}-{no}"))).collect();
        let (mut answers, mut lines) = (Vec::new(), 0);
        while told.kills < wish.kills.min(from + KILLS_A_LEDGER) {
            let after = Duration::from_millis(1 + dice.below(wish.most_ms));
            told.kills += 1;
            let (no, seed) = (told.kills, wish.seed);
            let place = format!("{} kill {no} of seed {seed}, after {} ms", engine.word(), after.as_millis());
            // every other time it is killed when it has answered somebody, else perhaps before
            let warm = no % 2 == 1;
            let new =
                stretch(&mut ground, &mut callers, (after, warm)).map_err(|why| format!("{place}: {why}"))?;
            told.answered += u64::try_from(new.len()).unwrap_or(0);
            told.recorded_unheard += u64::try_from(new.iter().filter(|a| a.again).count()).unwrap_or(0);
            answers.extend(new);
            lines = looked(&ground, &answers).map_err(|why| format!("{place}: {why}"))?;
            aside(&format!("{place}: {} answers, {lines} lines, sound", answers.len()));
            if told.kills < wish.kills.min(from + KILLS_A_LEDGER) {
                ground.start(&[], &[]).map_err(|why| format!("{place}: {why}"))?;
            }
        }
        told.lines += lines;
    }
    Ok(told)
}

fn looked(ground: &Ground, answers: &[Answered]) -> Result<i64, String> {
    ground.settled()?;
    let lines = witness::check(ground, answers)?;
    witness::rebuilt(ground)?;
    Ok(lines)
}

/// Everybody writes until the house dies under their hands; gives what was answered.
fn stretch(
    ground: &mut Ground,
    callers: &mut [Caller<'_>],
    (after, warm): (Duration, bool),
) -> Result<Vec<Answered>, String> {
    let port = ground.port;
    let (tell, hear) = channel();
    let ended = std::thread::scope(|scope| {
        let all: Vec<_> = callers
            .iter_mut()
            .map(|one| {
                let tell = tell.clone();
                scope.spawn(move || until_silence(one, port, &tell))
            })
            .collect();
        drop(tell);
        if warm {
            // whoever is never answered says so at the end
            hear.recv_timeout(PATIENCE).unwrap_or_default();
        }
        let begun = Instant::now();
        // the moment is what is asked for, not a thing that is waited for
        while let Some(rest) = after.checked_sub(begun.elapsed()) {
            std::thread::park_timeout(rest);
        }
        ground.kill();
        let ended = all.into_iter().map(|one| one.join().map_err(|_| "a client panicked".to_owned())?);
        ended.collect::<Result<Vec<()>, String>>()
    });
    ended?;
    Ok(callers.iter_mut().flat_map(|one| std::mem::take(&mut one.answers)).collect())
}

fn until_silence(caller: &mut Caller<'_>, port: u16, tell: &Sender<()>) -> Result<(), String> {
    // whoever comes after the kill finds nobody
    let Ok(mut client) = Client::new(port) else { return Ok(()) };
    loop {
        match caller.once(&mut client)? {
            Heard::Yes => tell.send(()).unwrap_or_default(),
            Heard::Busy(_) => {}
            Heard::Silence(_) => return Ok(()),
        }
    }
}
