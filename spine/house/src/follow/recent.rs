//! Facts that were written a moment ago and that followers have still to read: held as the desk knew them, so
//! that no line is read back, decoded and unsealed for each wing. What followers have passed is let go.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use facts::Recorded;
use store::Tip;

/// Facts held at most; a follower further behind reads from the ledger. Some ten MiB.
const HELD: usize = 4_096;

/// The facts after the last that every wing has followed, as far as they are held.
#[derive(Default)]
pub struct Recent(Mutex<BTreeMap<i64, Arc<Recorded>>>);

impl Recent {
    /// A fact was written, though perhaps not for good: one that is written again under its number takes its
    /// place.
    pub(crate) fn heard(&self, fact: Recorded) {
        let mut held = self.0.lock().expect("nothing panics while it holds facts");
        held.insert(fact.seq, Arc::new(fact));
        if held.len() > HELD {
            held.pop_first();
        }
    }

    /// The facts after `seq`, at most `limit` and none beyond the ledger's committed end; none at all unless
    /// every one of them is held and they lead to that very end, by its hash.
    pub(crate) fn after(&self, seq: i64, end: &Tip, limit: usize) -> Option<Vec<Arc<Recorded>>> {
        let held = self.0.lock().expect("nothing panics while it holds facts");
        if held.get(&end.seq).is_none_or(|last| last.hash != end.hash) {
            return None;
        }
        let facts: Vec<_> = held.range(seq + 1..=end.seq).map(|(_, fact)| Arc::clone(fact)).collect();
        let whole = i64::try_from(facts.len()).is_ok_and(|n| n == end.seq - seq);
        whole.then(|| facts.into_iter().take(limit).collect())
    }

    /// Every wing has followed up to here.
    pub(crate) fn passed(&self, seq: i64) {
        let mut held = self.0.lock().expect("nothing panics while it holds facts");
        while held.first_key_value().is_some_and(|(first, _)| *first <= seq) {
            held.pop_first();
        }
    }
}
