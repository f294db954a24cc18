//! Where a ledger lives and how it is opened.

use crate::Fault;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Where the ledger of a division lives: its own SQLite file, or its own schema in PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The path of the file.
    Sqlite(PathBuf),
    /// The URL of the database; the schema is `yimen_{division}`. There is no TLS yet: a URL that asks for
    /// it (`sslmode=require`) is refused rather than quietly served in the clear.
    Postgres(String),
}

impl Place {
    /// Reads `sqlite:PATH`, `postgres://…` or `postgresql://…`; anything else is `Fault::NotThis`.
    pub fn parse(text: &str) -> Result<Place, Fault> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            if path.is_empty() {
                return Err(Fault::NotThis("sqlite: needs the path of a file".into()));
            }
            return Ok(Place::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Place::Postgres(text.to_owned()));
        }
        let scheme = text.split(':').next().unwrap_or_default();
        Err(Fault::NotThis(format!(
            "a database is sqlite:PATH or postgres://USER@HOST/NAME; this begins with {scheme:?}"
        )))
    }
}

/// What befalls a commit when a test or the simulator asks for bad luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    /// Nothing; the ordinary case.
    None,
    /// The commit is written, then the connection is lost before we hear of it.
    LoseAfter,
    /// The connection is lost and nothing was written.
    LoseBefore,
}

/// Bad luck on order, for the simulator and tests.
pub trait Faults: Send + Sync {
    /// Asked once before every commit of the writer.
    fn at_commit(&self) -> Strike;
}

/// How a store is opened.
#[derive(Clone)]
pub struct Options {
    /// The division's code, six digits (GB/T 2260).
    pub division: String,
    /// Whether a commit waits for the disk; false only in tests and the simulator.
    pub durable: bool,
    /// How many jobs may wait before `Fault::Busy`.
    pub queue: usize,
    /// How many jobs share one commit at most.
    pub batch: usize,
    /// How many threads read.
    pub readers: usize,
    /// Milliseconds one look of the readers may take; a look that must take longer is made apart
    /// ([`Store::read_apart`](crate::Store::read_apart)).
    pub look_ms: u64,
    /// How many looks may be made apart at once, each on a connection of its own.
    pub apart: usize,
    /// Bytes the ledger's file may take, SQLite only, so that the rest of the disk is for others.
    /// `None`: all of it.
    pub most_bytes: Option<u64>,
    /// The number of this program; it only ever grows, and a ledger touched by a higher one is refused.
    pub program: i64,
    /// How this process calls itself to a second one that wants to write (an address, say).
    pub who: String,
    /// Bad luck on order; `None` outside tests and the simulator.
    pub faults: Option<Arc<dyn Faults>>,
    /// Counts announcements (`Tx::announce`); the store's own.
    pub announced: Arc<AtomicU64>,
    /// Counts what the writer did; the store's own.
    pub work: Arc<Work>,
}

/// What the writer did since the store was opened.
#[derive(Debug, Default)]
pub struct Work {
    /// Jobs that were answered.
    pub jobs: AtomicU64,
    /// Commits that wrote something.
    pub commits: AtomicU64,
}

impl Options {
    /// The usual: durable, 512 jobs waiting, 256 a commit, two readers of ten seconds a look, two looks
    /// apart, all of the disk, program 1, named by process number.
    pub fn new(division: &str) -> Options {
        Options {
            division: division.to_owned(),
            durable: true,
            queue: 512,
            batch: 256,
            readers: 2,
            look_ms: 10_000,
            apart: 2,
            most_bytes: None,
            program: 1,
            who: format!("process {}", std::process::id()),
            faults: None,
            announced: Arc::default(),
            work: Arc::default(),
        }
    }

    /// The usual without waiting for the disk, for tests and the simulator.
    pub fn rehearsal(division: &str) -> Options {
        Options { durable: false, ..Options::new(division) }
    }
}

/// A division is six ASCII digits; its name becomes part of SQL, so nothing else may pass.
pub(crate) fn check_division(division: &str) -> Result<i64, Fault> {
    if division.len() == 6 && division.bytes().all(|b| b.is_ascii_digit()) {
        return division.parse().map_err(|_| Fault::NotThis("a division is six digits".into()));
    }
    Err(Fault::NotThis(format!("a division is six digits (GB/T 2260), not {division:?}")))
}
