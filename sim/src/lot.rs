//! The dice of the city, from a seed: SplitMix64, so that a seed means the same on every machine.

/// A die that a seed repeats.
#[derive(Debug)]
pub(crate) struct Lot(u64);

impl Lot {
    /// A die for one purpose, so that two dice of one seed do not roll alike.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut lot = Self(seed ^ purpose.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        lot.next();
        lot
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to one less than `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, n: u64) -> bool {
        self.below(100) < n
    }

    /// One of them; the slice is not empty.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let len = u64::try_from(of.len()).unwrap_or(u64::MAX);
        let at = usize::try_from(self.below(len)).expect("below a length that fits");
        &of[at]
    }

    /// Some of them, in their order; perhaps none.
    pub fn some<T: Clone>(&mut self, of: &[T], percent: u64) -> Vec<T> {
        of.iter().filter(|_| self.percent(percent)).cloned().collect()
    }
}
