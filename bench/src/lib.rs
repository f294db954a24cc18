//! The measuring room: what the house takes, what each command costs, and what it stands.
//!
//! The binary of this room prints figures; a test of the house uses the same clients to kill it and look
//! what is left. `bench/README.md` says what each figure means.

pub mod caller;
pub mod crash;
pub mod figures;
pub mod ground;
pub mod http;
pub mod life;
pub mod lists;
pub mod machine;
pub mod overload;
pub mod page;
pub mod soak;
pub mod verify;
pub mod witness;

use std::path::PathBuf;

/// Which engine keeps the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// One file, synchronous=FULL.
    Sqlite,
    /// A throw-away PostgreSQL with fsync and synchronous_commit on.
    Postgres,
}

impl Engine {
    /// Its word in the names of figures.
    pub fn word(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}

/// What is measured, and where.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The binary.
    pub yimen: PathBuf,
    /// Where ledgers of the measurement lie: on the disk whose commits count.
    pub data: PathBuf,
    /// Folder of the county's files.
    pub catalogue: PathBuf,
}

/// The key of a client's next act: begins with the time, as those that forms are given by the house.
pub fn key(name: &str, no: u64) -> String {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    format!("{:012x}-{name}-{no}", since.as_millis())
}
