//! What can go wrong with paper, in words that an administrator can act on.

use std::fmt;
use std::io::ErrorKind;

/// Why the store could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The queue is full; ask again shortly (503 with Retry-After).
    Busy,
    /// The disk, or the room the ledger was given, takes nothing more: nothing was written, looking goes on,
    /// and so does writing once there is room.
    Full(String),
    /// A look took longer than it may ([`Options::look_ms`](crate::Options::look_ms)) and was broken off.
    Slow,
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
            Fault::Full(why) => {
                write!(f, "the disk takes nothing more: {why}; make room, the house goes on by itself")
            }
            Fault::Slow => f.write_str("the look took longer than it may and was broken off"),
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

impl Fault {
    /// What the disk said of a file; a disk that is full, a quota and a limit of size are the same to us.
    pub(crate) fn of_disk(what: &str, e: &std::io::Error) -> Fault {
        let why = if what.is_empty() { e.to_string() } else { format!("{what}: {e}") };
        match e.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Fault::Full(why),
            _ => Fault::Io(why),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(e: std::io::Error) -> Self {
        Fault::of_disk("", &e)
    }
}
