//! The tireless clerks as threads: follower, timekeeper, messenger, signer of heads, sweeper, printer.
//!
//! Each does one pure step that stories and the simulator call by hand; here they are called again and
//! again, woken by news, until the house closes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::failure::Failure;
use crate::opening::House;
use crate::outbox::Channel;
use crate::{files, follow, heads, outbox, printing, timekeeper};

/// How long a clerk sleeps without news; the timekeeper's round of design §3.13 is a minute, ours is finer.
const NAP: Duration = Duration::from_secs(1);

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
        hands.employ(house, "follower", follow::catch_up);
        hands.employ(house, "timekeeper", |house| timekeeper::strike(house).map(drop));
        hands.employ(house, "messenger", move |house| outbox::deliver(house, &channels).map(drop));
        hands.employ(house, "signer", |house| heads::sign_when_due(house).map(drop));
        hands.employ(house, "sweeper", |house| files::sweep(house).map(drop));
        hands.employ(house, "printer", |house| printing::step(house).map(drop));
        hands
    }

    fn employ(
        &mut self,
        house: &House,
        name: &'static str,
        step: impl Fn(&House) -> Result<(), Failure> + Send + 'static,
    ) {
        let (house, stop) = (house.clone(), Arc::clone(&self.stop));
        let work = move || {
            let mut failing = false;
            while !stop.load(Ordering::SeqCst) {
                let seen = house.news();
                match step(&house) {
                    Ok(()) => failing = false,
                    Err(failure) if !failing => {
                        failing = true;
                        tracing::error!(clerk = name, %failure, "a clerk could not do its round");
                    }
                    Err(_) => {}
                }
                house.wait_for_news(seen, NAP);
            }
        };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(work);
        self.threads.push(thread.expect("a machine that serves can start six threads"));
    }

    /// Let them finish their round and go home.
    pub fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a clerk went down in its round");
            }
        }
    }
}
