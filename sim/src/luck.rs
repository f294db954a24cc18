//! Bad luck: commits whose connection breaks, and a wire on which messages get lost.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use house::outbox::{Channel, Message, NotSent};
use store::{Faults, Strike};

use crate::lot::Lot;

/// Strikes at commits while it is awake, by the seed's own die.
#[derive(Debug)]
pub struct Luck(Mutex<State>);

#[derive(Debug)]
struct State {
    lot: Lot,
    awake: bool,
    /// Strikes in a row: a store gives up after the fourth, and so would anyone.
    row: u32,
    before: u64,
    after: u64,
}

impl Luck {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(State { lot: Lot::new(seed, 2), awake: false, row: 0, before: 0, after: 0 }))
    }

    pub(crate) fn wake(&self, awake: bool) {
        self.0.lock().expect("nothing panics while luck is asked").awake = awake;
    }

    /// Commits lost before and after they were written.
    pub(crate) fn struck(&self) -> (u64, u64) {
        let state = self.0.lock().expect("nothing panics while luck is asked");
        (state.before, state.after)
    }
}

impl Faults for Luck {
    fn at_commit(&self) -> Strike {
        let mut state = self.0.lock().expect("nothing panics while luck is asked");
        if !state.awake {
            return Strike::None;
        }
        let roll = state.lot.below(200);
        let strike = match roll {
            _ if state.row >= 2 => Strike::None,
            0..3 => Strike::LoseBefore,
            3..6 => Strike::LoseAfter,
            _ => Strike::None,
        };
        match strike {
            Strike::None => state.row = 0,
            Strike::LoseBefore => (state.row, state.before) = (state.row + 1, state.before + 1),
            Strike::LoseAfter => (state.row, state.after) = (state.row + 1, state.after + 1),
        }
        strike
    }
}

/// What arrived at the other end of the wire: how often, by the message's id.
pub(crate) type Arrived = Arc<Mutex<BTreeMap<String, u64>>>;

/// How often the gateway refuses one message at most; after eight an administrator would have to look.
const REFUSALS: u64 = 5;

/// A gateway for text messages that refuses every so many of a hundred.
pub(crate) struct Wire {
    /// Its die.
    pub lot: Mutex<Lot>,
    /// How many of a hundred it refuses.
    pub refuses: u64,
    /// What it refused, by the message's id.
    pub refused: Mutex<BTreeMap<String, u64>>,
    /// What it took.
    pub arrived: Arrived,
}

impl Channel for Wire {
    fn name(&self) -> &'static str {
        "sms"
    }

    fn send(&self, message: &Message) -> Result<(), NotSent> {
        let mut refused = self.refused.lock().expect("nothing panics on the wire");
        let refusals = refused.entry(message.id.clone()).or_default();
        let bad = self.lot.lock().expect("nothing panics on the wire").percent(self.refuses);
        if bad && *refusals < REFUSALS {
            *refusals += 1;
            return Err(NotSent("the gateway does not answer".to_owned()));
        }
        if message.to.is_empty() || message.text.contains('{') {
            return Err(NotSent(format!("not a message one can send: {message:?}")));
        }
        let mut arrived = self.arrived.lock().expect("nothing panics on the wire");
        *arrived.entry(message.id.clone()).or_default() += 1;
        Ok(())
    }
}
