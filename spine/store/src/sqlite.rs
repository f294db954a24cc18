//! SQLite: one file a division, WAL, a lock file beside it. The only file that names rusqlite.

use crate::engine::{Engine, Role};
use crate::tables::{Kind, Shape};
use crate::{Fault, Row, Value};
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Statement, ffi};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How many pages the log may hold before a commit checkpoints it (4 KiB each).
const CHECKPOINT_PAGES: i64 = 8_000;
/// How many pages the writer keeps in memory (16 MiB): the upper parts of every index, and what is new. While
/// a file is under 1 GiB, each commit that split a page looks through them all (the page bears the number of
/// SQLite's lock page meanwhile), so more is not quicker.
const CACHE_PAGES: i64 = 4_000;
/// How many pages a reader keeps in memory (16 MiB), until something else is written.
const READER_PAGES: i64 = 4_000;
/// How long a statement waits for another process that is checkpointing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes of a page, as SQLite has them unless told otherwise.
const PAGE_BYTES: u64 = 4_096;
/// Steps of SQLite's machine between two looks at the clock: some tens of microseconds.
const STEPS: i32 = 4_000;

/// When the snapshot that is open must end, in milliseconds since `begun`; never, if that is the greatest
/// number.
#[derive(Clone)]
struct Deadline {
    begun: Instant,
    at_ms: Arc<AtomicU64>,
}

impl Deadline {
    fn new() -> Deadline {
        Deadline { begun: Instant::now(), at_ms: Arc::new(AtomicU64::new(u64::MAX)) }
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn set(&self, within: Option<Duration>) {
        let within = within.map(|d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX));
        let at = within.map_or(u64::MAX, |ms| self.now_ms().saturating_add(ms));
        self.at_ms.store(at, Ordering::Relaxed);
    }

    fn passed(&self) -> bool {
        let at = self.at_ms.load(Ordering::Relaxed);
        at != u64::MAX && self.now_ms() > at
    }
}

pub(crate) struct Sqlite {
    path: PathBuf,
    role: Role,
    connection: Option<Connection>,
    deadline: Deadline,
    /// Held for as long as this writer lives; the kernel lets go when the process dies.
    lock: Option<File>,
}

/// What SQLite says when the system does not let a file grow.
const NO_ROOM: [i32; 2] = [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE];

fn fault(e: &rusqlite::Error) -> Fault {
    let within = e.sqlite_error().map_or(0, |e| e.extended_code);
    match e.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => Fault::Full(e.to_string()),
        // a write beyond a limit of size or a quota is told like one that a bad disk refused: either way
        // nothing was written, and the next one is tried
        Some(rusqlite::ErrorCode::SystemIoFailure) if NO_ROOM.contains(&within) => Fault::Full(e.to_string()),
        Some(rusqlite::ErrorCode::OperationInterrupted) => Fault::Slow,
        Some(rusqlite::ErrorCode::SystemIoFailure) => Fault::Lost(e.to_string()),
        Some(rusqlite::ErrorCode::NotADatabase) => Fault::NotThis(format!("this is not a SQLite file: {e}")),
        Some(rusqlite::ErrorCode::CannotOpen) => Fault::Io(e.to_string()),
        _ => Fault::Sql(e.to_string()),
    }
}

fn told(e: &rusqlite::Error, sql: &str) -> Fault {
    match fault(e) {
        Fault::Sql(why) => Fault::Sql(format!("{why} in: {sql}")),
        other => other,
    }
}

impl Sqlite {
    pub(crate) fn open(path: &Path, role: Role) -> Result<Sqlite, Fault> {
        if role.reads() && !path.is_file() {
            return Err(Fault::NotThis(format!("there is no ledger at {}", path.display())));
        }
        let mut it =
            Sqlite { path: path.to_owned(), role, connection: None, deadline: Deadline::new(), lock: None };
        // A writer connects only after it has the lock: see `lock`.
        if role.reads() {
            it.connect()?;
        }
        Ok(it)
    }

    fn connect(&mut self) -> Result<(), Fault> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if matches!(self.role, Role::Writer { .. }) {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let open = |flags| Connection::open_with_flags(&self.path, flags).map_err(|e| fault(&e));
        let mut connection = open(flags)?;
        connection.busy_timeout(PATIENCE).map_err(|e| fault(&e))?;
        connection.set_prepared_statement_cache_capacity(400);
        // a plan does not depend on what is bound to it: without this nearly every statement with a test that
        // no index has is planned anew each time it is bound, a fifth of a worklist's time
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|e| fault(&e))?;
        if let Role::Reader { within: Some(_) } = self.role {
            let deadline = self.deadline.clone();
            connection.progress_handler(STEPS, Some(move || deadline.passed())).map_err(|e| fault(&e))?;
        }
        let setting = |name: &str, value: &str| {
            let set = format!("pragma {name} = {value}");
            connection.execute_batch(&set).map_err(|e| told(&e, &set))
        };
        match self.role {
            Role::Writer { durable, most_bytes } => {
                setting("journal_mode", "wal")?;
                setting("synchronous", if durable { "full" } else { "off" })?;
                setting("wal_autocheckpoint", &CHECKPOINT_PAGES.to_string())?;
                if let Some(most) = most_bytes {
                    setting("max_page_count", &most.div_ceil(PAGE_BYTES).to_string())?;
                }
                setting("cache_size", &CACHE_PAGES.to_string())?;
            }
            Role::Reader { .. } => {
                setting("query_only", "1")?;
                setting("cache_size", &READER_PAGES.to_string())?;
            }
        }
        self.connection = Some(connection);
        Ok(())
    }

    fn at(&self) -> Result<&Connection, Fault> {
        self.connection.as_ref().ok_or_else(|| Fault::Lost("the file is closed".into()))
    }

    fn plain(&mut self, sql: &str) -> Result<(), Fault> {
        let done = self.at()?.execute_batch(sql).map_err(|e| told(&e, sql));
        if matches!(done, Err(Fault::Lost(_))) {
            self.connection = None;
        }
        done
    }

    fn lock_path(&self) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(".lock");
        PathBuf::from(name)
    }

    /// Writes rows of a table that has indexes. SQLite writes every index anew that has a column which a
    /// statement sets, changed or not; so a row that is there already is changed in the columns that differ.
    fn revise(&mut self, shape: &Shape, rows: &[Arc<[Value]>]) -> Result<(), Fault> {
        let (mut fresh, mut known) = (Vec::new(), BTreeMap::<Vec<usize>, Vec<&Arc<[Value]>>>::new());
        let sql = &shape.one.indexed;
        let mut find = self.at()?.prepare_cached(sql).map_err(|e| told(&e, sql))?;
        for row in rows {
            for (i, value) in row.iter().take(shape.key).enumerate() {
                bind(&mut find, i + 1, value).map_err(|e| told(&e, sql))?;
            }
            let mut found = find.raw_query();
            match found.next().map_err(|e| told(&e, sql))? {
                None => fresh.push(row),
                Some(found) => {
                    let as_it_was = |(i, at): (usize, &usize)| {
                        found.get_ref(i).is_ok_and(|value| same(value, &row[*at])).then_some(*at)
                    };
                    let unchanged = shape.indexed.iter().enumerate().filter_map(as_it_was).collect();
                    known.entry(unchanged).or_default().push(row);
                }
            }
        }
        drop(find);
        self.many(&shape.one.put, fresh.iter())?;
        for (unchanged, rows) in known {
            if unchanged.len() == shape.columns.len() - shape.key {
                continue;
            }
            let sql = revision(shape, &unchanged);
            let mut statement = self.at()?.prepare_cached(&sql).map_err(|e| told(&e, &sql))?;
            for row in rows {
                for (at, value) in row.iter().enumerate().filter(|(at, _)| !unchanged.contains(at)) {
                    bind(&mut statement, at + 1, value).map_err(|e| told(&e, &sql))?;
                }
                statement.raw_execute().map_err(|e| told(&e, &sql))?;
            }
        }
        Ok(())
    }

    fn many(&mut self, sql: &str, rows: impl Iterator<Item = impl AsRef<[Value]>>) -> Result<(), Fault> {
        let mut statement = self.at()?.prepare_cached(sql).map_err(|e| told(&e, sql))?;
        for row in rows {
            for (i, value) in row.as_ref().iter().enumerate() {
                bind(&mut statement, i + 1, value).map_err(|e| told(&e, sql))?;
            }
            statement.raw_execute().map_err(|e| told(&e, sql))?;
        }
        Ok(())
    }
}

/// Changes a row but for those of its indexed columns that are as they were.
fn revision(shape: &Shape, unchanged: &[usize]) -> String {
    let set = (shape.key..shape.columns.len()).filter(|at| !unchanged.contains(at));
    let set: Vec<String> = set.map(|at| format!("{} = ?{}", shape.columns[at].0, at + 1)).collect();
    let key = shape.columns.iter().take(shape.key).zip(1..);
    let tests: Vec<String> = key.map(|((column, _), no)| format!("{column} = ?{no}")).collect();
    format!("update {} set {} where {}", shape.name, set.join(", "), tests.join(" and "))
}

fn same(found: ValueRef<'_>, value: &Value) -> bool {
    match (found, value) {
        (ValueRef::Integer(one), Value::Int(other)) => one == *other,
        (ValueRef::Text(one), Value::Text(other)) => one == other.as_bytes(),
        _ => false,
    }
}

fn bind(statement: &mut Statement<'_>, index: usize, value: &Value) -> rusqlite::Result<()> {
    match value {
        Value::Int(n) => statement.raw_bind_parameter(index, n),
        Value::Text(t) => statement.raw_bind_parameter(index, t.as_str()),
    }
}

/// SQLite takes `$1` for a name and numbers names as they appear; so each is bound by its name.
fn bind_all(statement: &mut Statement<'_>, sql: &str, args: &[Value]) -> Result<(), Fault> {
    let count = statement.parameter_count();
    if count != args.len() {
        let found = args.len();
        return Err(Fault::Sql(format!("{found} arguments for {count} parameters in: {sql}")));
    }
    for index in 1..=count {
        let name = statement.parameter_name(index).unwrap_or_default();
        let number: Option<usize> = name.strip_prefix('$').and_then(|n| n.parse().ok());
        let value = number.and_then(|n| args.get(n.wrapping_sub(1)));
        let value = value.ok_or_else(|| Fault::Sql(format!("no argument for {name:?} in: {sql}")))?;
        bind(statement, index, value).map_err(|e| told(&e, sql))?;
    }
    Ok(())
}

fn row_of(row: &rusqlite::Row<'_>, count: usize, sql: &str) -> Result<Row, Fault> {
    let mut out = Vec::with_capacity(count);
    for i in 0..count {
        out.push(match row.get_ref(i).map_err(|e| told(&e, sql))? {
            ValueRef::Integer(n) => Value::Int(n),
            ValueRef::Text(t) => {
                let text = std::str::from_utf8(t);
                Value::from(text.map_err(|_| Fault::Sql(format!("not UTF-8 in: {sql}")))?)
            }
            other => {
                let kind = other.data_type();
                return Err(Fault::Sql(format!("column {i} is {kind}, neither text nor bigint, in: {sql}")));
            }
        });
    }
    Ok(Row(out))
}

/// A table whose rows lie in the order of its key: as the common dialect has it, SQLite would keep the rows
/// under numbers of its own, and the key beside them in a second tree.
fn clustered(statement: &str) -> String {
    let Ok([shape]) = <[Shape; 1]>::try_from(crate::tables::shapes("", statement).unwrap_or_default()) else {
        return statement.to_owned();
    };
    match shape.columns.as_slice() {
        [(column, Kind::Int), ..] if shape.key == 1 => {
            let (bigint, integer) = (format!(" {column} bigint "), format!(" {column} integer "));
            statement.replacen(&bigint, &integer, 1)
        }
        _ => format!("{statement} without rowid"),
    }
}

impl Engine for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn lock(&mut self) -> Result<bool, Fault> {
        let at = self.lock_path();
        let file = OpenOptions::new().create(true).write(true).truncate(false).open(&at);
        let file = file.map_err(|e| Fault::Io(format!("{}: {e}", at.display())))?;
        match file.try_lock() {
            Ok(()) => self.lock = Some(file),
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(e)) => return Err(Fault::Io(format!("{}: {e}", at.display()))),
        }
        self.connect()?;
        Ok(true)
    }

    fn begin(&mut self) -> Result<(), Fault> {
        self.plain("begin immediate")
    }

    fn begin_reading(&mut self) -> Result<(), Fault> {
        if let Role::Reader { within } = self.role {
            self.deadline.set(within);
        }
        self.plain("begin")?;
        // The snapshot is taken by the first read.
        self.query("select count(*) from sqlite_master", &[]).map(|_| ())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        self.plain("commit")
    }

    fn rollback(&mut self) {
        self.deadline.set(None);
        let Some(connection) = &self.connection else { return };
        if !connection.is_autocommit() && connection.execute_batch("rollback").is_err() {
            self.connection = None;
        }
    }

    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Fault> {
        let mut statement = self.at()?.prepare_cached(sql).map_err(|e| told(&e, sql))?;
        bind_all(&mut statement, sql, args)?;
        let count = statement.column_count();
        let mut rows = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next().map_err(|e| told(&e, sql))? {
            out.push(row_of(row, count, sql)?);
        }
        Ok(out)
    }

    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        let mut statement = self.at()?.prepare_cached(sql).map_err(|e| told(&e, sql))?;
        bind_all(&mut statement, sql, args)?;
        let touched = statement.raw_execute().map_err(|e| told(&e, sql))?;
        u64::try_from(touched).map_err(|_| Fault::Broken("more rows than numbers".into()))
    }

    fn each(&mut self, sql: &str, row: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut statement = self.at()?.prepare(sql).map_err(|e| told(&e, sql))?;
        let count = statement.column_count();
        let mut rows = statement.raw_query();
        while let Some(found) = rows.next().map_err(|e| told(&e, sql))? {
            row(row_of(found, count, sql)?)?;
        }
        Ok(())
    }

    fn create(&mut self, statement: &str) -> Result<(), Fault> {
        self.execute(&clustered(statement), &[]).map(|_| ())
    }

    fn tables(&mut self) -> Result<Vec<String>, Fault> {
        let sql =
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";
        Ok(self.query(sql, &[])?.into_iter().map(|r| r.text(0).to_owned()).collect())
    }

    fn put(&mut self, shape: &Shape, rows: &[Arc<[Value]>]) -> Result<(), Fault> {
        if shape.indexed.is_empty() || shape.only_added {
            return self.many(&shape.one.put, rows.iter());
        }
        self.revise(shape, rows)
    }

    fn add(&mut self, shape: &Shape, rows: &[Arc<[Value]>]) -> Result<(), Fault> {
        self.many(&shape.one.add, rows.iter())
    }

    fn del(&mut self, shape: &Shape, keys: &[Arc<[Value]>]) -> Result<(), Fault> {
        self.many(&shape.one.del, keys.iter())
    }

    fn lost(&self) -> bool {
        self.connection.is_none()
    }

    fn sever(&mut self) {
        self.connection = None;
    }

    fn reconnect(&mut self) -> Result<(), Fault> {
        self.connection = None;
        self.connect()
    }

    fn make_room(&mut self) -> bool {
        // what is folded into the file leaves its room in the log to be written again
        let Some(connection) = &self.connection else { return false };
        let folded = connection.query_row("pragma wal_checkpoint(passive)", [], |row| {
            Ok(row.get::<_, i64>(1)? > 0 && row.get::<_, i64>(1)? == row.get::<_, i64>(2)?)
        });
        folded.unwrap_or(false)
    }

    fn finish(&mut self) -> Result<(), Fault> {
        if let (Some(connection), Role::Writer { .. }) = (&self.connection, self.role) {
            // A reader in mid-snapshot may keep pages back; the next opening takes them up.
            let checkpoint = "pragma wal_checkpoint(truncate)";
            connection.query_row(checkpoint, [], |_| Ok(())).map_err(|e| told(&e, checkpoint))?;
        }
        self.connection = None;
        self.lock = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{clustered, revision};
    use crate::tables::shapes;

    #[test]
    fn a_row_is_changed_without_the_indexed_columns_that_are_as_they_were() {
        let columns = "no bigint not null, a text not null, b text not null, c text not null";
        let script = format!(
            "create table t ({columns}, primary key (no)); create index t_b on t (b, no); \
             create index t_cb on t (c, b);"
        );
        let shape = shapes("", &script).unwrap().remove(0);
        assert_eq!(shape.indexed, vec![2, 3]);
        assert_eq!(shape.one.indexed, "select b, c from t where no = $1");
        assert_eq!(revision(&shape, &[3]), "update t set a = ?2, b = ?3 where no = ?1");
        assert_eq!(revision(&shape, &[]), "update t set a = ?2, b = ?3, c = ?4 where no = ?1");
    }

    #[test]
    fn rows_lie_in_the_order_of_their_key() {
        let table = |rest: &str| format!("create table a (\n    no bigint not null,\n    {rest}\n)");
        let numbered = table("at bigint not null,\n    primary key (no)");
        assert_eq!(clustered(&numbered), numbered.replace("no bigint", "no integer"));
        let two = table("day text not null,\n    primary key (no, day)");
        assert_eq!(clustered(&two), format!("{two} without rowid"));
        let named = "create table a (\n    name text not null unique,\n    primary key (name)\n)";
        assert_eq!(clustered(named), format!("{named} without rowid"));
        let index = "create index a_no on a (no)";
        assert_eq!(clustered(index), index);
    }
}
