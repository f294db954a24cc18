//! What can happen in oversight 效能监察: checks of the ledger, which must themselves be on it.

use serde::{Deserialize, Serialize};

/// One thing that a check found to be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What: a word of `[oversight.finding]`.
    pub kind: String,
    /// First line concerned.
    pub first: i64,
    /// Last line concerned.
    pub last: i64,
}

/// An event of the wing `oversight`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 台账核验: the whole ledger was compared with its chain of hashes and its signed heads.
    LedgerVerified {
        /// Lines read.
        lines: i64,
        /// Number of the last line.
        last: i64,
        /// Heads compared.
        heads: i64,
        /// Were heads found outside the database?
        outside: bool,
        /// How many things are wrong; 0 is a sound ledger.
        faults: i64,
        /// The first of them.
        findings: Vec<Finding>,
    },
}
