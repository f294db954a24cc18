//! Facts that were written a moment ago and that followers have still to read: held as the desk knew them, so
//! that no line is read back, decoded and unsealed for each wing. What followers have passed is let go.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use facts::Recorded;
use store::Tip;

/// Facts held at most; a follower further behind reads from the ledger. Some ten MiB.
const HELD: usize = 4_096;

/// The facts after the last that every wing has followed, as far as they are held.
#[derive(Default)]
pub struct Recent(Mutex<BTreeMap<i64, Arc<Recorded>>>);

impl Recent {
    /// Whoever died with the facts in hand left them whole: each is put in or taken out in one step.
    fn held(&self) -> MutexGuard<'_, BTreeMap<i64, Arc<Recorded>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A fact was written, though perhaps not for good: one that is written again under its number takes its
    /// place.
    pub(crate) fn heard(&self, fact: Recorded) {
        let mut held = self.held();
        held.insert(fact.seq, Arc::new(fact));
        if held.len() > HELD {
            held.pop_first();
        }
    }

    /// The facts after `seq`, at most `limit` and none beyond the ledger's committed end; none at all unless
    /// every one of them is held and they lead to that very end, by its hash.
    pub(crate) fn after(&self, seq: i64, end: &Tip, limit: usize) -> Option<Vec<Arc<Recorded>>> {
        if seq >= end.seq {
            return Some(Vec::new());
        }
        let held = self.held();
        if held.get(&end.seq).is_none_or(|last| last.hash != end.hash) {
            return None;
        }
        let facts: Vec<_> = held.range(seq + 1..=end.seq).map(|(_, fact)| Arc::clone(fact)).collect();
        let whole = i64::try_from(facts.len()).is_ok_and(|n| n == end.seq - seq);
        whole.then(|| facts.into_iter().take(limit).collect())
    }

    /// Every wing has followed up to here.
    pub(crate) fn passed(&self, seq: i64) {
        let mut held = self.held();
        while held.first_key_value().is_some_and(|(first, _)| *first <= seq) {
            held.pop_first();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use facts::{Fact, Recorded, oversight};
    use kernel::Instant;
    use store::Tip;

    use super::{HELD, Recent};

    fn fact(seq: i64, hash: &str) -> Recorded {
        let case = "case".to_owned();
        Recorded {
            seq,
            stream: format!("oversight/{seq}"),
            version: 1,
            at: Instant(0),
            effective: Instant(0),
            actor: crate::timekeeper::clock_actor(),
            cause: case,
            fact: Fact::Oversight(oversight::Event::LedgerVerified {
                lines: 0,
                last: 0,
                heads: 0,
                outside: false,
                faults: 0,
                findings: Vec::new(),
            }),
            private: None,
            sealed: false,
            hash: hash.to_owned(),
        }
    }

    fn tip(seq: i64, hash: &str) -> Tip {
        Tip { seq, hash: hash.to_owned() }
    }

    #[test]
    fn only_facts_that_lead_to_the_ledgers_end_are_taken_from_the_hand() {
        let recent = Recent::default();
        let found = |after, end: &Tip| Some(recent.after(after, end, 10)?.iter().map(|f| f.seq).collect());
        for (seq, hash) in [(4, "d"), (5, "e"), (6, "lost")] {
            recent.heard(fact(seq, hash));
        }
        assert_eq!(found(3, &tip(5, "e")), Some(vec![4, 5]), "what is not committed is not there");
        assert_eq!(found(3, &tip(6, "f")), None::<Vec<i64>>, "6 was rolled back and is another by now");
        recent.heard(fact(6, "f"));
        assert_eq!(found(4, &tip(6, "f")), Some(vec![5, 6]));
        assert_eq!(found(2, &tip(6, "f")), None, "3 was never held");
        assert_eq!(
            found(6, &tip(6, "f")),
            Some(vec![]),
            "whoever has read everything, and is not yet passed"
        );
        recent.passed(5);
        assert_eq!(found(5, &tip(6, "f")), Some(vec![6]));
        assert_eq!(found(4, &tip(6, "f")), None);
    }

    #[test]
    fn a_page_of_followers_holds_more_than_a_commit_of_a_crowded_house() {
        // two lines a command, and as much again of what is owed; several pages are in the hand
        let commands = store::Options::new("100000").batch;
        let page = usize::try_from(kernel::limits::FOLLOW_FACTS).unwrap();
        assert!(3 * commands <= page && 4 * page <= HELD, "{commands} a commit, {page} a page, {HELD} held");
    }

    #[test]
    fn a_follower_far_behind_costs_no_memory() {
        let recent = Recent::default();
        let last = i64::try_from(HELD).unwrap() + 10;
        (1..=last).for_each(|seq| recent.heard(fact(seq, "h")));
        assert_eq!(recent.after(0, &tip(last, "h"), 10).map(|facts| facts.len()), None);
        assert_eq!(recent.after(10, &tip(last, "h"), 10).map(|facts| facts.len()), Some(10));
    }
}
