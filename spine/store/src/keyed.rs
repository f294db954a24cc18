//! A row under its key, in one piece of memory: what waits to be written and what is remembered share it.

use crate::Value;
use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Values under the first of them, their key, with a word about them. In a set it is found by its key, and
/// stands for whatever else is said under that key.
#[derive(Clone, Debug)]
pub(crate) struct Keyed<T> {
    /// The key, and what stands beside it, if anything does.
    pub(crate) row: Arc<[Value]>,
    key: usize,
    pub(crate) word: T,
}

impl<T> Keyed<T> {
    /// The first `key` of these values are the key; all of them, if there are no more.
    pub(crate) fn new(row: Arc<[Value]>, key: usize, word: T) -> Keyed<T> {
        let key = key.min(row.len());
        Keyed { row, key, word }
    }

    pub(crate) fn key(&self) -> &[Value] {
        &self.row[..self.key]
    }
}

impl<T> Borrow<[Value]> for Keyed<T> {
    fn borrow(&self) -> &[Value] {
        self.key()
    }
}

/// As its key, which a set is asked for, is hashed.
impl<T> Hash for Keyed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl<T> PartialEq for Keyed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl<T> Eq for Keyed<T> {}
