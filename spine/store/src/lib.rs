//! Shelves and locks: bytes, rows, two SQL engines, one writer.
//!
//! The store knows nothing of facts, rules or the house. It keeps a ledger of lines, each with the hash of
//! the one before it, and tables of `bigint` and `text`, the same on SQLite and PostgreSQL. All writing is
//! done by one thread: jobs wait in a queue, share a transaction and a commit, and are answered when the
//! disk has them ([`Store::write`]). Looking is done in snapshots on other threads ([`Store::read`]).

mod backup;
mod dump;
mod engine;
mod fault;
mod files;
mod keyed;
pub mod ledger;
mod manifest;
mod memory;
mod migrate;
mod once;
mod place;
mod postgres;
mod reader;
mod sqlite;
mod store;
mod tables;
mod tx;
mod value;
mod verify;
mod writer;

pub use backup::{backup, restore};
pub use dump::dump;
pub use fault::Fault;
pub use files::{Files, Folder, write_whole};
pub use ledger::{Head, Kept, Line, Tip};
pub use manifest::{Manifest, Part};
pub use migrate::known as known_schema;
pub use place::{Faults, Options, Place, Strike, Work};
pub use reader::{Look, Reading};
pub use store::{Load, Store};
pub use tx::{Rows, Tx, Want};
pub use value::{Row, Value};
pub use verify::{Finding, Report, verify};
