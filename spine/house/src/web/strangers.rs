//! Wrong tries at accounts that do not exist: counted and locked like those of accounts that do, so that
//! nobody learns from a lock who has an account here. In memory and bounded; gone when the house closes.

use std::collections::BTreeMap;
use std::sync::Mutex;

use kernel::limits::{LOCKED_MS, STRANGERS, WRONG_PASSWORDS};

/// Tries by the digest of what somebody called herself.
#[derive(Default)]
pub struct Strangers(Mutex<BTreeMap<String, Tries>>);

#[derive(Clone, Copy, Default)]
struct Tries {
    failures: i64,
    locked_until: i64,
    last: i64,
}

impl Strangers {
    /// Until when this one is locked, in milliseconds; 0 if it never was.
    pub fn locked_until(&self, login: &str) -> i64 {
        self.tries().get(login).map_or(0, |tries| tries.locked_until)
    }

    /// Count a wrong try; until when it was locked before this one.
    pub fn count(&self, login: &str, now: i64) -> i64 {
        let mut all = self.tries();
        let before = all.get(login).copied().unwrap_or_default();
        if before.locked_until > now {
            return before.locked_until;
        }
        let failures = before.failures + 1;
        let (failures, locked_until) =
            if failures >= WRONG_PASSWORDS { (0, now + LOCKED_MS) } else { (failures, 0) };
        if all.len() >= STRANGERS && !all.contains_key(login) {
            let oldest = all.iter().min_by_key(|(_, tries)| tries.last).map(|(login, _)| login.clone());
            oldest.map(|login| all.remove(&login));
        }
        all.insert(login.to_owned(), Tries { failures, locked_until, last: now });
        before.locked_until
    }

    fn tries(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Tries>> {
        self.0.lock().expect("nothing panics while it counts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_is_locked_and_let_go_as_an_account_is() {
        let all = Strangers::default();
        for _ in 0..WRONG_PASSWORDS {
            assert_eq!((all.locked_until("x"), all.count("x", 1_000)), (0, 0));
        }
        assert_eq!(all.locked_until("x"), 1_000 + LOCKED_MS);
        assert_eq!(all.count("x", 2_000), 1_000 + LOCKED_MS, "a locked one is not locked longer");
        assert_eq!(all.count("x", 1_000 + LOCKED_MS), 1_000 + LOCKED_MS, "over: a first try again");
        assert_eq!(all.locked_until("x"), 0);
        assert_eq!(all.locked_until("y"), 0);
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let all = Strangers::default();
        for n in 0..=STRANGERS {
            all.count(&format!("{n}"), i64::try_from(n).expect("few"));
        }
        let held = all.tries();
        assert!(held.len() == STRANGERS && !held.contains_key("0") && held.contains_key("1"));
    }
}
