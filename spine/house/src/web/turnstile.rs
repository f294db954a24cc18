//! A turnstile before what strangers may try: so many tries an address, so many misses in all.
//!
//! A try is counted before anything is looked up and given back when it opened something, so that a
//! thousand tries at once are counted as a thousand. When everybody together has missed too often, only
//! an address that has not missed lately is still let through: a crowd of guessers shuts itself out, and
//! somebody who holds a real licence elsewhere is served. Nothing of it is on the ledger.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard};

use kernel::Instant;

/// So many at once, then one more after so many milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How many at once.
    pub burst: i64,
    /// Milliseconds until one more.
    pub every_ms: i64,
}

/// What a turnstile lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// Tries of any outcome, for each address.
    pub tries: Allowance,
    /// Tries that opened nothing, for each address.
    pub misses: Allowance,
    /// Tries that opened nothing, for everybody together.
    pub all_misses: Allowance,
    /// Addresses that are remembered at once.
    pub addresses: usize,
}

/// Counts tries by address; cheap, in memory, bounded.
pub struct Turnstile {
    gauge: Gauge,
    held: Mutex<Held>,
}

/// A try that was let through: to be handed back if it opened something.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a try that opened something is given back"]
pub struct Pass {
    from: Option<IpAddr>,
    counted_in_all: bool,
}

#[derive(Default)]
struct Held {
    by_address: BTreeMap<Option<IpAddr>, Counts>,
    all_misses: Level,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    tries: Level,
    misses: Level,
}

/// How far an allowance is used up: the instant, in milliseconds, at which all of it is there again.
#[derive(Clone, Copy, Default)]
struct Level(i64);

impl Level {
    /// Milliseconds until one may be taken; 0 if now.
    fn wait(self, of: Allowance, now: i64) -> i64 {
        (self.0.max(now) - now - (of.burst - 1) * of.every_ms).max(0)
    }

    fn take(&mut self, of: Allowance, now: i64) {
        self.0 = self.0.max(now) + of.every_ms;
    }

    fn give_back(&mut self, of: Allowance) {
        self.0 -= of.every_ms;
    }

    /// Is all of it there?
    fn whole(self, now: i64) -> bool {
        self.0 <= now
    }
}

impl Turnstile {
    /// Nobody has come yet.
    pub fn new(gauge: Gauge) -> Self {
        Self { gauge, held: Mutex::default() }
    }

    /// May somebody from this address try? Addresses that the door does not know are one together.
    ///
    /// # Errors
    /// Whole seconds after which to try again, at least one.
    pub fn enter(&self, from: Option<IpAddr>, now: Instant) -> Result<Pass, i64> {
        let (from, now, gauge) = (from.map(household), now.0, self.gauge);
        let mut held = self.held();
        let mut counts = held.by_address.get(&from).copied().unwrap_or_default();
        let own = counts.tries.wait(gauge.tries, now).max(counts.misses.wait(gauge.misses, now));
        if own > 0 {
            return Err(seconds(own));
        }
        let crowd = held.all_misses.wait(gauge.all_misses, now);
        if crowd > 0 && !counts.misses.whole(now) {
            return Err(seconds(crowd));
        }
        let counted_in_all = crowd == 0;
        if counted_in_all {
            held.all_misses.take(gauge.all_misses, now);
        }
        counts.tries.take(gauge.tries, now);
        counts.misses.take(gauge.misses, now);
        held.remember(from, counts, gauge.addresses, now);
        Ok(Pass { from, counted_in_all })
    }

    /// The try opened something: it was no miss.
    pub fn opened(&self, pass: Pass) {
        let mut held = self.held();
        if let Some(counts) = held.by_address.get_mut(&pass.from) {
            counts.misses.give_back(self.gauge.misses);
        }
        if pass.counted_in_all {
            held.all_misses.give_back(self.gauge.all_misses);
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().expect("nothing panics while it counts")
    }
}

impl Held {
    /// Whoever has everything again is forgotten; if that makes no room, whoever is nearest to it.
    fn remember(&mut self, from: Option<IpAddr>, counts: Counts, most: usize, now: i64) {
        if self.by_address.len() >= most && !self.by_address.contains_key(&from) {
            self.by_address.retain(|_, held| !(held.tries.whole(now) && held.misses.whole(now)));
        }
        if self.by_address.len() >= most && !self.by_address.contains_key(&from) {
            let nearest = self.by_address.iter().min_by_key(|(_, held)| held.tries.0.max(held.misses.0));
            if let Some(nearest) = nearest.map(|(address, _)| *address) {
                self.by_address.remove(&nearest);
            }
        }
        self.by_address.insert(from, counts);
    }
}

fn seconds(ms: i64) -> i64 {
    (ms + 999) / 1000
}

/// What belongs to one household: an address of version 4, or the first 64 bits of one of version 6, of
/// which every line has more than anybody can count (RFC 6177).
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        four => four,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const GAUGE: Gauge = Gauge {
        tries: Allowance { burst: 10, every_ms: 500 },
        misses: Allowance { burst: 4, every_ms: 10_000 },
        all_misses: Allowance { burst: 12, every_ms: 1_000 },
        addresses: 8,
    };

    fn turnstile() -> Turnstile {
        Turnstile::new(GAUGE)
    }

    fn from(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    /// A try that opens nothing.
    fn misses(at: &Turnstile, from: Option<IpAddr>, now: i64) -> Result<(), i64> {
        at.enter(from, Instant(now)).map(drop)
    }

    /// A try that opens something.
    fn opens(at: &Turnstile, from: Option<IpAddr>, now: i64) -> Result<(), i64> {
        at.enter(from, Instant(now)).map(|pass| at.opened(pass))
    }

    #[test]
    fn a_guesser_is_stopped_and_nobody_else() {
        let at = turnstile();
        for _ in 0..4 {
            misses(&at, from(1), 0).unwrap();
        }
        assert_eq!(misses(&at, from(1), 0), Err(10));
        assert_eq!(opens(&at, from(1), 0), Err(10), "stopped before anything is looked up");
        assert_eq!(opens(&at, from(2), 0), Ok(()));
        assert_eq!(misses(&at, from(1), 10_000), Ok(()));
        assert_eq!(misses(&at, from(1), 10_000), Err(10));
    }

    #[test]
    fn a_hall_that_scans_real_licences_is_not_taken_for_a_guesser() {
        let at = turnstile();
        for second in 0..1_000 {
            assert_eq!(opens(&at, from(1), second * 1_000), Ok(()));
            assert_eq!(opens(&at, from(1), second * 1_000), Ok(()));
        }
        // but one address does not take the house for itself
        let at = turnstile();
        let tries: Vec<_> = (0..12).map(|_| opens(&at, from(1), 0)).collect();
        assert_eq!(tries.iter().filter(|one| one.is_ok()).count(), 10);
        assert_eq!(tries[11], Err(1));
    }

    #[test]
    fn many_at_once_are_each_counted() {
        let at = turnstile();
        let passes: Vec<_> = (0..20).map(|_| at.enter(from(1), Instant(0))).collect();
        assert_eq!(passes.iter().filter(|one| one.is_ok()).count(), 4);
        passes.into_iter().flatten().for_each(|pass| at.opened(pass));
        assert_eq!(misses(&at, from(1), 0), Ok(()));
    }

    #[test]
    fn a_crowd_of_guessers_shuts_itself_out() {
        let at = turnstile();
        for guesser in 1..=4 {
            for _ in 0..3 {
                misses(&at, from(guesser), 0).unwrap();
            }
        }
        for guesser in 1..=4 {
            assert_eq!(misses(&at, from(guesser), 0), Err(1), "together they have missed too often");
        }
        assert_eq!(opens(&at, from(9), 0), Ok(()), "who has not missed is served");
        assert_eq!(opens(&at, from(9), 0), Ok(()), "and again: it was no miss");
        assert_eq!(misses(&at, from(9), 0), Ok(()));
        assert_eq!(misses(&at, from(9), 0), Err(1), "until she has missed herself");
    }

    #[test]
    fn memory_is_bounded_and_the_worst_are_remembered() {
        let at = turnstile();
        for _ in 0..4 {
            misses(&at, from(1), 0).unwrap();
        }
        for other in 2..=200 {
            opens(&at, from(other), 1).unwrap();
        }
        assert!(at.held().by_address.len() <= GAUGE.addresses);
        assert_eq!(misses(&at, from(1), 1), Err(10), "nobody is forgotten by a crowd of others");
    }

    #[test]
    fn a_line_of_version_six_is_one_household() {
        let at = turnstile();
        let line = |host: u16| Some(IpAddr::from([0x2001, 0xdb8, 7, 1, 0, 0, 0, host]));
        for host in 1..=4 {
            misses(&at, line(host), 0).unwrap();
        }
        assert_eq!(misses(&at, line(5), 0), Err(10));
        assert_eq!(misses(&at, Some(IpAddr::from([0x2001, 0xdb8, 7, 2, 0, 0, 0, 1])), 0), Ok(()));
        // version 4, written as version 6
        let mapped = Some("::ffff:192.0.2.7".parse().unwrap());
        for _ in 0..4 {
            misses(&at, from(7), 0).unwrap();
        }
        assert_eq!(misses(&at, mapped, 0), Err(10));
    }

    #[test]
    fn a_clock_that_was_set_back_lets_nobody_wait_longer_than_before() {
        let at = turnstile();
        misses(&at, from(1), 1_000_000).unwrap();
        assert_eq!(misses(&at, from(2), 0), Ok(()));
    }
}
