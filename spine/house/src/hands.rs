//! The tireless clerks as threads: follower, timekeeper, messenger, signer of heads, sweeper, printer.
//!
//! Each does one pure step that stories and the simulator call by hand; here they are called again and
//! again, woken by news, until the house closes. One that fails or panics in its round does it again after
//! a pause that doubles, and is said to be ill by `/healthz` and the counts until a round succeeds.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;
use crate::opening::House;
use crate::outbox::Channel;
use crate::{files, follow, heads, outbox, printing, timekeeper};

/// How long a clerk sleeps without news; the timekeeper's round of design §3.13 is a minute, ours is finer.
const NAP: Duration = Duration::from_secs(1);

/// What the follower rests after a round: a page that grew meanwhile is followed at the price of one.
const BREATH: Duration = Duration::from_millis(10);

/// What others rest who answer to news: nobody notices a fifth of a second.
const PAUSE: Duration = Duration::from_millis(200);

/// The longest pause of a clerk whose rounds go wrong: soon enough after a disk was mended.
const LONGEST_NAP: Duration = Duration::from_secs(60);

/// How a clerk is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Round {
    /// Did the last round succeed?
    pub well: bool,
    /// Rounds that went wrong since the house was opened.
    pub failed: u64,
    /// Those among them that ended in a panic, which is a bug.
    pub panicked: u64,
    /// Rounds that went wrong one after the other, until now.
    #[serde(skip)]
    in_a_row: u32,
}

/// How every clerk is, for `/healthz` and the counts.
#[derive(Debug, Default)]
pub struct Rounds(Mutex<BTreeMap<&'static str, Round>>);

impl Rounds {
    /// Every clerk at work, by name.
    pub fn all(&self) -> BTreeMap<&'static str, Round> {
        self.0.lock().expect("nothing panics while it counts").clone()
    }

    /// Do one round and write down how it went; says how long the clerk pauses before the next.
    fn go(&self, name: &'static str, step: impl FnOnce() -> Result<(), Failure>) -> Duration {
        let done = catch_unwind(AssertUnwindSafe(step));
        let mut all = self.0.lock().expect("nothing panics while it counts");
        let round = all.entry(name).or_default();
        let first = round.in_a_row == 0;
        match &done {
            Ok(Ok(())) => {
                (round.well, round.in_a_row) = (true, 0);
                return NAP;
            }
            Ok(Err(failure)) if first => {
                tracing::error!(clerk = name, %failure, "a clerk could not do its round");
            }
            Ok(Err(_)) => {}
            // what the panic said is on the log already, from where it arose
            Err(_) => {
                round.panicked += 1;
                tracing::error!(clerk = name, "a clerk went down in its round and begins again");
            }
        }
        (round.well, round.failed) = (false, round.failed + 1);
        round.in_a_row = round.in_a_row.saturating_add(1);
        NAP.saturating_mul(1 << round.in_a_row.min(6)).min(LONGEST_NAP)
    }
}

/// The running clerks of one house.
pub struct Hands {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Hands {
    /// Set them to work.
    pub fn start(house: &House, channels: Vec<Box<dyn Channel>>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut hands = Self { stop, threads: Vec::new() };
        hands.employ(house, "follower", BREATH, follow::catch_up);
        hands.employ(house, "timekeeper", NAP, |house| timekeeper::strike(house).map(drop));
        hands.employ(house, "messenger", PAUSE, move |house| outbox::deliver(house, &channels).map(drop));
        hands.employ(house, "signer", PAUSE, |house| heads::sign_when_due(house).map(drop));
        hands.employ(house, "sweeper", NAP, |house| files::sweep(house).map(drop));
        hands.employ(house, "printer", PAUSE, |house| printing::in_quiet(house).map(drop));
        hands
    }

    fn employ(
        &mut self,
        house: &House,
        name: &'static str,
        rest: Duration,
        step: impl Fn(&House) -> Result<(), Failure> + Send + 'static,
    ) {
        let (house, stop) = (house.clone(), Arc::clone(&self.stop));
        let work = move || {
            while !stop.load(Ordering::SeqCst) {
                let seen = house.news();
                let pause = house.rounds.go(name, || step(&house));
                // however much there is to do, every clerk leaves time to others, and comes back to more
                std::thread::park_timeout(rest.min(pause));
                // news wakes a clerk that is well; one that is ill keeps its pause, a nap at a time so that
                // the house can close
                let until = Instant::now() + pause;
                house.wait_for_news(seen, pause.min(NAP));
                while pause > NAP && Instant::now() < until && !stop.load(Ordering::SeqCst) {
                    house.wait_for_news(house.news(), NAP.min(until - Instant::now()));
                }
            }
        };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(work);
        self.threads.push(thread.expect("a machine that serves can start six threads"));
    }

    /// Let them finish their round and go home.
    pub fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        self.threads.iter().for_each(|thread| thread.thread().unpark());
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a clerk went down in its round");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{LONGEST_NAP, NAP, Rounds};
    use crate::failure::Failure;

    #[test]
    fn a_clerk_that_goes_down_begins_again_after_a_longer_pause_each_time() {
        let rounds = Rounds::default();
        assert_eq!(rounds.go("follower", || Ok(())), NAP);
        let down = || rounds.go("follower", || panic!("a bug"));
        let pauses: Vec<Duration> = (0..8).map(|_| down()).collect();
        assert_eq!(&pauses[..3], &[NAP * 2, NAP * 4, NAP * 8]);
        assert_eq!(pauses[7], LONGEST_NAP);
        rounds.go("signer", || Err(Failure::Busy));
        let all = rounds.all();
        let (follower, signer) = (&all["follower"], &all["signer"]);
        assert_eq!((follower.well, follower.failed, follower.panicked), (false, 8, 8));
        assert_eq!((signer.well, signer.failed, signer.panicked), (false, 1, 0));
        assert_eq!(rounds.go("follower", || Ok(())), NAP);
        assert!(rounds.all()["follower"].well);
        assert_eq!(down(), NAP * 2, "well again, it is ill anew");
    }
}
