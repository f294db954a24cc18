//! The seam: what a database engine must be able to do. Only `sqlite.rs` and `postgres.rs` do it.

use crate::tables::{Shape, Sheaf};
use crate::{Fault, Place, Row, Value};
use std::sync::Arc;
use std::time::Duration;

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It writes.
    Writer {
        /// Waits for the disk?
        durable: bool,
        /// Bytes its file may take, where the ledger is a file.
        most_bytes: Option<u64>,
    },
    /// It only reads, in snapshots; a snapshot with a limit ends with `Fault::Slow` when that has passed.
    Reader {
        /// How long one snapshot may last.
        within: Option<Duration>,
    },
}

impl Role {
    /// A reader with all the time it needs.
    pub(crate) const PATIENT: Role = Role::Reader { within: None };

    pub(crate) fn reads(self) -> bool {
        matches!(self, Role::Reader { .. })
    }
}

/// What is asked for together.
#[derive(Default)]
pub(crate) struct Wanted {
    /// Keys of rows, table by table.
    pub(crate) rows: Vec<(Arc<Shape>, Vec<Vec<Value>>)>,
    /// Names of streams.
    pub(crate) streams: Vec<String>,
}

/// What was found of it.
#[derive(Default)]
pub(crate) struct Found {
    /// Whole rows, table by table as they were asked for.
    pub(crate) rows: Vec<Vec<Row>>,
    /// Name, number and last version of streams.
    pub(crate) ends: Vec<Row>,
}

/// One connection to one engine. Once it is gone every call but `reconnect` answers `Fault::Lost`.
pub(crate) trait Engine: Send {
    /// `sqlite` or `postgres`.
    fn name(&self) -> &'static str;
    /// Takes the division's writer's lock; false when another has it.
    fn lock(&mut self) -> Result<bool, Fault>;
    /// Begins a writing transaction.
    fn begin(&mut self) -> Result<(), Fault>;
    /// Begins a snapshot for reading.
    fn begin_reading(&mut self) -> Result<(), Fault>;
    /// Commits; once this answers well the disk has it (if durable).
    fn commit(&mut self) -> Result<(), Fault>;
    /// Gives the transaction up; never fails, a connection that cannot is lost.
    fn rollback(&mut self);
    /// The rows of a statement.
    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Fault>;
    /// Runs a statement; how many rows it touched.
    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault>;
    /// Creates a table or an index.
    fn create(&mut self, statement: &str) -> Result<(), Fault> {
        self.execute(statement, &[]).map(|_| ())
    }
    /// Hands over row after row without holding them all; inside a transaction only.
    fn each(&mut self, sql: &str, row: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault>;
    /// The names of the tables there are, in order.
    fn tables(&mut self) -> Result<Vec<String>, Fault>;
    /// Writes down what a batch has gathered, table by table.
    fn write(&mut self, sheaves: &[Sheaf]) -> Result<(), Fault> {
        for sheaf in sheaves {
            if !sheaf.gone.is_empty() {
                self.del(&sheaf.shape, &sheaf.gone)?;
            }
            if !sheaf.puts.is_empty() {
                self.put(&sheaf.shape, &sheaf.puts)?;
            }
            if !sheaf.adds.is_empty() {
                self.add(&sheaf.shape, &sheaf.adds)?;
            }
        }
        Ok(())
    }
    /// Whether it is dear to ask for one row after the other: then rows that will be wanted are asked for
    /// together.
    fn far(&self) -> bool {
        false
    }
    /// The rows of these keys, and the ends of these streams, in any order; what is not there is left out.
    fn fetch(&mut self, _wanted: &Wanted) -> Result<Found, Fault> {
        Ok(Found::default())
    }
    /// Writes whole rows; a row with a known key replaces it, except in a table that is only added to.
    fn put(&mut self, shape: &Shape, rows: &[Arc<[Value]>]) -> Result<(), Fault>;
    /// Adds to the numbers beside each key.
    fn add(&mut self, shape: &Shape, rows: &[Arc<[Value]>]) -> Result<(), Fault>;
    /// Strikes out the rows of these keys.
    fn del(&mut self, shape: &Shape, keys: &[Arc<[Value]>]) -> Result<(), Fault>;
    /// Whether the connection is gone.
    fn lost(&self) -> bool;
    /// Cuts the connection as bad luck would; what is not committed is gone.
    fn sever(&mut self);
    /// Connects again, and takes the lock again if it had it (`Fault::Held` if another was quicker).
    fn reconnect(&mut self) -> Result<(), Fault>;
    /// Makes room where that is in its power; whether it may have helped.
    fn make_room(&mut self) -> bool;
    /// Tidies up before an orderly stop.
    fn finish(&mut self) -> Result<(), Fault>;
}

/// Opens a connection. A reader never creates anything: `Fault::NotThis` when there is no ledger.
pub(crate) fn connect(place: &Place, division: &str, role: Role) -> Result<Box<dyn Engine>, Fault> {
    let number = crate::place::check_division(division)?;
    match place {
        Place::Sqlite(path) => Ok(Box::new(crate::sqlite::Sqlite::open(path, role)?)),
        Place::Postgres(url) => Ok(Box::new(crate::postgres::Postgres::open(url, division, number, role)?)),
    }
}
