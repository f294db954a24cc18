//! What can go wrong with paper, in words that an administrator can act on.

use std::fmt;

/// Why the store could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The queue is full; ask again shortly (503 with Retry-After).
    Busy,
    /// Another process already writes this division.
    Held {
        /// What that process says of itself.
        by: String,
    },
    /// The connection is gone, or the store is closed; whether the last batch was written is not known.
    Lost(String),
    /// The engine refused a statement.
    Sql(String),
    /// The ledger was written by a newer program.
    Newer {
        /// What is newer: the schema or a wing.
        what: String,
        /// The number found.
        found: i64,
        /// The highest number this program knows.
        known: i64,
    },
    /// The place exists but is not what was asked for: another division, no ledger, a wrong collation.
    NotThis(String),
    /// A promise between the rooms is broken: a bug, or a damaged ledger.
    Broken(String),
    /// The disk refused.
    Io(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Busy => f.write_str("the writer's queue is full; ask again in a moment"),
            Fault::Held { by } => write!(f, "another process already writes this division: {by}"),
            Fault::Lost(why) => write!(f, "the connection to the database is lost: {why}"),
            Fault::Sql(why) => write!(f, "the database refused: {why}"),
            Fault::Newer { what, found, known } => write!(
                f,
                "{what} was written by a newer program (number {found}; this program knows up to {known}); \
                 use the newer program"
            ),
            Fault::NotThis(why) => f.write_str(why),
            Fault::Broken(why) => write!(f, "broken: {why}"),
            Fault::Io(why) => write!(f, "the disk refused: {why}"),
        }
    }
}

impl std::error::Error for Fault {}

impl From<std::io::Error> for Fault {
    fn from(e: std::io::Error) -> Self {
        Fault::Io(e.to_string())
    }
}
