//! Much of a kind looked at on every core: whoever is done takes the next few, so that a core that is busy
//! with something else holds nobody up. What comes out stands in the order of what went in.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many one core takes at a time: few enough to share evenly, many enough to be worth the asking.
const AT_ONCE: usize = 8;

/// Cores there are work for.
fn hands(pieces: usize) -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get).min(pieces).max(1)
}

/// On every core until nothing is left, this one among them.
fn share<W: Send>(pieces: usize, work: impl Iterator<Item = W> + Send, each: impl Fn(W) + Sync) {
    let work = Mutex::new(work);
    let next = || work.lock().unwrap_or_else(PoisonError::into_inner).next();
    let until_done = || {
        while let Some(piece) = next() {
            each(piece);
        }
    };
    thread::scope(|scope| {
        for _ in 1..hands(pieces) {
            scope.spawn(until_done);
        }
        until_done();
    });
}

/// What is said of each.
pub(super) fn of_each<A: Sync, T: Send>(all: &[A], one: impl Fn(&A) -> T + Sync) -> Vec<T> {
    let said = Mutex::new(Vec::new());
    share(all.len().div_ceil(AT_ONCE), all.chunks(AT_ONCE).enumerate(), |(n, some)| {
        let some: Vec<T> = some.iter().map(&one).collect();
        said.lock().unwrap_or_else(PoisonError::into_inner).push((n, some));
    });
    let mut said = said.into_inner().unwrap_or_else(PoisonError::into_inner);
    said.sort_by_key(|(n, _)| *n);
    said.into_iter().flat_map(|(_, some)| some).collect()
}

/// What is done to each.
pub(super) fn to_each<A: Send>(all: &mut [A], one: impl Fn(&mut A) + Sync) {
    share(all.len().div_ceil(AT_ONCE), all.chunks_mut(AT_ONCE), |some| some.iter_mut().for_each(&one));
}

/// Put away, which for much takes a while.
pub(super) fn drop_all<A: Send>(mut all: Vec<A>) {
    let mut pieces = Vec::new();
    while !all.is_empty() {
        pieces.push(all.split_off(all.len().saturating_sub(AT_ONCE)));
    }
    share(pieces.len(), pieces.into_iter(), drop);
}

#[cfg(test)]
mod tests {
    //! Nothing is lost, nothing is done twice, and the order stays.

    use super::*;

    #[test]
    fn each_is_looked_at_once_and_in_order() {
        for many in [0_usize, 1, 7, 8, 9, 1_000] {
            let mut all: Vec<usize> = (0..many).collect();
            assert_eq!(of_each(&all, |n| n * 2), (0..many).map(|n| n * 2).collect::<Vec<_>>());
            to_each(&mut all, |n| *n += 1);
            assert_eq!(all, (1..=many).collect::<Vec<_>>());
            let left = std::sync::atomic::AtomicUsize::new(0);
            struct Counted<'c>(&'c std::sync::atomic::AtomicUsize);
            impl Drop for Counted<'_> {
                fn drop(&mut self) {
                    self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                }
            }
            drop_all((0..many).map(|_| Counted(&left)).collect());
            assert_eq!(left.into_inner(), many);
        }
    }
}
