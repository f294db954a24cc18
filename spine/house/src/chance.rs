//! The only place that rolls dice: ids, nonces, keys and lots come from one [`Chance`] (one-way door 12).

use std::sync::Mutex;

use sm3::{Digest, Sm3};
use store::ledger::hex;

/// Gives bytes nobody can foresee, or in the simulator bytes that a seed repeats.
pub trait Chance: Send + Sync {
    /// Fill with bytes.
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Chance + '_ {
    /// So many bytes as lower hex.
    pub fn hex<const N: usize>(&self) -> String {
        hex(&self.bytes::<N>())
    }

    /// So many bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

/// The operating system's generator.
#[derive(Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system has random bytes, or nothing is safe");
    }
}

/// SM3 of a seed and a counter: the same seed gives the same bytes.
#[derive(Debug)]
pub struct SeededChance {
    seed: u64,
    count: Mutex<u64>,
}

impl SeededChance {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, count: Mutex::new(0) }
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        let mut count = self.count.lock().expect("nothing panics while it counts");
        for chunk in bytes.chunks_mut(32) {
            *count += 1;
            let mut hash = Sm3::new();
            hash.update(self.seed.to_be_bytes());
            hash.update(count.to_be_bytes());
            chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
        }
    }
}

/// Lower or upper hex as bytes; none if it is not hex.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}
