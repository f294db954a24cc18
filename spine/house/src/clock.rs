//! The only place that asks what time it is.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use kernel::Instant;

/// Gives the time to the desk.
pub trait Clock: Send + Sync {
    /// Now, to the millisecond.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands until it is moved: stories, simulator, tests.
#[derive(Debug)]
pub struct VirtualClock(AtomicI64);

impl VirtualClock {
    /// Standing at this instant.
    pub fn new(at: Instant) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Move it; it never goes back, because a ledger's time does not.
    pub fn to(&self, at: Instant) {
        self.0.fetch_max(at.0, Ordering::SeqCst);
    }

    /// Move it forward by milliseconds.
    pub fn forward(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}
