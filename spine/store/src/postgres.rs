//! PostgreSQL: one schema a division, an advisory lock on the writer's own connection. The only file that
//! names tokio-postgres, and the only one that calls `block_on`.

use crate::engine::{Engine, Found, Role, Wanted};
use crate::tables::{Kind, Shape, Sheaf};
use crate::{Fault, Row, Value};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Config, NoTls, Statement};

/// What the server calls a disk that is full, and a statement that was broken off: nobody but its own
/// statement_timeout does that to us.
const DISK_FULL: &str = "53100";
const BROKEN_OFF: &str = "57014";
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the other end may stay silent before it is given up.
const SILENCE: Duration = Duration::from_secs(20);
/// How many rows a cursor fetches at once.
const PAGE: usize = 2_000;
/// How many prepared statements a connection remembers.
const PREPARED: usize = 300;
/// The writer asks by key, many keys at once. A plan is made once for each statement, when its tables are
/// young and going through all of them is the cheapest; it would be kept for as long as nobody counts rows.
const ALONG_INDEXES: &str = "set enable_seqscan to off; set enable_hashjoin to off; \
                             set enable_mergejoin to off";
/// Where streams end, by their names.
const ENDS: &str = "select s.name, s.no, coalesce((select l.version from ledger l where l.stream = s.no \
                    order by l.version desc limit 1), 0) \
                    from streams s join unnest($1::text[]) as w(name) on s.name = w.name";
/// How often, and how long apart, the lock is asked for: the server may need a moment to notice that the
/// process before us is dead.
const ASKS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(100);

pub(crate) struct Postgres {
    config: Config,
    role: Role,
    division: i64,
    schema: String,
    runtime: Runtime,
    client: Option<(Client, JoinHandle<()>)>,
    /// Statements this connection has prepared, by their text and the kinds of their arguments.
    prepared: BTreeMap<(String, Vec<Kind>), Statement>,
    /// When the snapshot that is open must end.
    deadline: Option<Instant>,
    /// Statements for many rows at once, by their text.
    bulks: BTreeMap<String, Statement>,
    /// Whether this connection has, or should take again, the writer's lock.
    locked: bool,
    /// Whether a statement of this transaction failed: PostgreSQL would answer COMMIT with a rollback.
    aborted: bool,
}

fn plain(e: &tokio_postgres::Error) -> String {
    match e.as_db_error() {
        Some(db) => {
            let detail = db.detail().map(|d| format!(" ({d})")).unwrap_or_default();
            format!("{}{detail} [{}]", db.message(), db.code().code())
        }
        None => {
            let cause = std::error::Error::source(e).map(|c| format!(": {c}")).unwrap_or_default();
            format!("{e}{cause}")
        }
    }
}

/// Whether an error means that this connection is finished: closed, or the server is going down.
fn fatal(e: &tokio_postgres::Error) -> bool {
    match e.as_db_error() {
        Some(db) => {
            let code = db.code().code();
            code.starts_with("08") || code.starts_with("57P")
        }
        None => e.is_closed() || std::error::Error::source(e).is_some_and(|c| c.is::<std::io::Error>()),
    }
}

impl Postgres {
    pub(crate) fn open(url: &str, division: &str, number: i64, role: Role) -> Result<Postgres, Fault> {
        let mut config: Config = url
            .parse()
            .map_err(|e: tokio_postgres::Error| Fault::NotThis(format!("the URL: {}", plain(&e))))?;
        if config.get_ssl_mode() == SslMode::Require {
            let why = "sslmode=require: this program cannot speak TLS to a database yet; \
                       use a socket or a private network with sslmode=disable";
            return Err(Fault::NotThis(why.into()));
        }
        config.ssl_mode(SslMode::Disable).connect_timeout(CONNECT).tcp_user_timeout(SILENCE);
        let what = if role.reads() { "reader" } else { "writer" };
        config.keepalives_idle(Duration::from_secs(10)).application_name(format!("yimen {division} {what}"));
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let schema = format!("yimen_{division}");
        let mut it = Postgres {
            config,
            role,
            division: number,
            schema,
            runtime,
            client: None,
            prepared: BTreeMap::new(),
            deadline: None,
            bulks: BTreeMap::new(),
            locked: false,
            aborted: false,
        };
        it.connect()?;
        it.check_database()?;
        Ok(it)
    }

    fn connect(&mut self) -> Result<(), Fault> {
        self.client = None;
        self.prepared.clear();
        self.bulks.clear();
        self.aborted = false;
        let config = &self.config;
        let made = self.runtime.block_on(async {
            let (client, connection) = config.connect(NoTls).await?;
            let task = tokio::spawn(async move {
                // How it ended shows in the next call; there is nobody to tell here.
                let _ = connection.await;
            });
            Ok((client, task))
        });
        self.client = Some(made.map_err(|e: tokio_postgres::Error| Fault::Lost(plain(&e)))?);
        self.simple(&format!("set search_path to {}", self.schema))?;
        self.simple("set client_min_messages to warning")?;
        match self.role {
            Role::Writer { durable, .. } => {
                self.simple(ALONG_INDEXES)?;
                if durable { Ok(()) } else { self.simple("set synchronous_commit to off") }
            }
            Role::Reader { within: Some(within) } => {
                self.simple(&format!("set statement_timeout to {}", within.as_millis()))
            }
            _ => Ok(()),
        }?;
        Ok(())
    }

    fn check_database(&mut self) -> Result<(), Fault> {
        let sql = "select datcollate::text, pg_encoding_to_char(encoding)::text, datname::text \
                   from pg_database where datname = current_database()";
        let rows = self.query(sql, &[])?;
        let Some(row) = rows.first() else { return Err(Fault::NotThis("the database has no name".into())) };
        let (collation, encoding, name) = (row.text(0), row.text(1), row.text(2));
        if (collation != "C" && collation != "POSIX") || encoding != "UTF8" {
            return Err(Fault::NotThis(format!(
                "database {name} has collation {collation} and encoding {encoding}; Yimen needs C and UTF8: \
                 create database {name} template template0 encoding 'UTF8' locale 'C'"
            )));
        }
        if self.role.reads() && !self.has_schema()? {
            return Err(Fault::NotThis(format!("there is no ledger {} in this database", self.schema)));
        }
        Ok(())
    }

    fn has_schema(&mut self) -> Result<bool, Fault> {
        let schema = self.schema.clone();
        let sql = "select nspname::text from pg_namespace where nspname = $1";
        Ok(!self.query(sql, &[schema.into()])?.is_empty())
    }

    fn heard<T>(&mut self, said: Result<T, tokio_postgres::Error>, sql: &str) -> Result<T, Fault> {
        said.map_err(|e| {
            self.aborted = true;
            let closed = self.client.as_ref().is_none_or(|(c, _)| c.is_closed());
            if closed || fatal(&e) {
                self.client = None;
                return Fault::Lost(plain(&e));
            }
            match e.code().map(SqlState::code) {
                Some(DISK_FULL) => return Fault::Full(plain(&e)),
                Some(BROKEN_OFF) => return Fault::Slow,
                _ => {}
            }
            // A table may have been made anew in another shape (0A000): what was prepared is stale.
            self.prepared.clear();
            self.bulks.clear();
            Fault::Sql(format!("{} in: {sql}", plain(&e)))
        })
    }

    /// The statement as this connection has it prepared; preparing it if it has not.
    fn statement(&mut self, sql: &str, args: &[Value]) -> Result<Statement, Fault> {
        let kinds: Vec<Kind> =
            args.iter().map(|v| if v.as_int().is_some() { Kind::Int } else { Kind::Text }).collect();
        let key = (sql.to_owned(), kinds);
        if let Some(statement) = self.prepared.get(&key) {
            return Ok(statement.clone());
        }
        let types: Vec<Type> = typed(args, &texts(args)).into_iter().map(|(_, kind)| kind).collect();
        let said = self.runtime.block_on(self.at()?.prepare_typed(sql, &types));
        let statement = self.heard(said, sql)?;
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }

    fn at(&self) -> Result<&Client, Fault> {
        let gone = || Fault::Lost("the connection is closed".into());
        self.client.as_ref().map(|(c, _)| c).ok_or_else(gone)
    }

    fn simple(&mut self, sql: &str) -> Result<(), Fault> {
        let said = self.runtime.block_on(self.at()?.batch_execute(sql));
        self.heard(said, sql)
    }

    fn ask(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<tokio_postgres::Row>, Fault> {
        let said = self.runtime.block_on(self.at()?.query_typed(sql, args));
        self.heard(said, sql)
    }

    /// Makes ready one statement for many rows, each column of which travels as an array.
    fn bulk<'r>(
        &mut self,
        sql: String,
        shape: &Shape,
        count: usize,
        rows: &'r [impl Deref<Target = [Value]>],
    ) -> Result<Bulk<'r>, Fault> {
        self.bulk_of(sql, columns(shape, count, rows))
    }

    fn bulk_of<'r>(&mut self, sql: String, columns: Vec<Column<'r>>) -> Result<Bulk<'r>, Fault> {
        if let Some(statement) = self.bulks.get(&sql) {
            return Ok(Bulk { statement: statement.clone(), sql, columns });
        }
        let types: Vec<Type> = columns.iter().map(Column::kind).collect();
        let said = self.runtime.block_on(self.at()?.prepare_typed(&sql, &types));
        let statement = self.heard(said, &sql)?;
        if self.bulks.len() >= PREPARED {
            self.bulks.clear();
        }
        self.bulks.insert(sql.clone(), statement.clone());
        Ok(Bulk { statement, sql, columns })
    }

    /// Runs these one after the other without waiting for the answer of one before the next is sent.
    fn run(&mut self, bulks: &[Bulk<'_>]) -> Result<(), Fault> {
        let client = self.at()?;
        let sent = bulks.iter().map(|bulk| async move {
            let args: Vec<&(dyn ToSql + Sync)> = bulk.columns.iter().map(Column::arg).collect();
            client.execute(&bulk.statement, &args).await
        });
        let said = self.runtime.block_on(together(sent));
        for (said, bulk) in said.into_iter().zip(bulks) {
            self.heard(said, &bulk.sql)?;
        }
        Ok(())
    }
}

/// One statement for many rows.
struct Bulk<'r> {
    statement: Statement,
    sql: String,
    columns: Vec<Column<'r>>,
}

fn inserting(shape: &Shape, end: &str) -> String {
    let marks = marks(shape, shape.columns.len());
    format!("insert into {} ({}) select * from unnest({marks}){end}", shape.name, shape.names())
}

fn deleting(shape: &Shape) -> String {
    let table = &shape.name;
    let keys = shape.columns.iter().take(shape.key);
    let tests: Vec<String> = keys.map(|(column, _)| format!("{table}.{column} = gone.{column}")).collect();
    let (marks, names) = (marks(shape, shape.key), shape.key_names());
    format!("delete from {table} using unnest({marks}) as gone({names}) where {}", tests.join(" and "))
}

fn fetching(shape: &Shape) -> String {
    let keys = shape.columns.iter().take(shape.key);
    let tests: Vec<String> = keys.map(|(column, _)| format!("t.{column} = w.{column}")).collect();
    let names: Vec<String> = shape.columns.iter().map(|(column, _)| format!("t.{column}")).collect();
    let (marks, keys) = (marks(shape, shape.key), shape.key_names());
    let (names, tests) = (names.join(", "), tests.join(" and "));
    format!("select {names} from {} t join unnest({marks}) as w({keys}) on {tests}", shape.name)
}

/// All of these at once: each is begun in its order, and none waits for another.
async fn together<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|cx| {
        let mut waits = false;
        for (one, done) in &mut all {
            if done.is_none() {
                match one.as_mut().poll(cx) {
                    Poll::Ready(output) => *done = Some(output),
                    Poll::Pending => waits = true,
                }
            }
        }
        if waits { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    all.into_iter().filter_map(|(_, done)| done).collect()
}

enum Column<'r> {
    Ints(Vec<i64>),
    Texts(Vec<&'r str>),
}

impl Column<'_> {
    fn kind(&self) -> Type {
        match self {
            Column::Ints(_) => Type::INT8_ARRAY,
            Column::Texts(_) => Type::TEXT_ARRAY,
        }
    }

    fn arg(&self) -> &(dyn ToSql + Sync) {
        match self {
            Column::Ints(ints) => ints,
            Column::Texts(texts) => texts,
        }
    }
}

fn columns<'r>(shape: &Shape, count: usize, rows: &'r [impl Deref<Target = [Value]>]) -> Vec<Column<'r>> {
    let mut out = Vec::with_capacity(count);
    for (i, (_, kind)) in shape.columns.iter().take(count).enumerate() {
        out.push(match kind {
            Kind::Int => Column::Ints(rows.iter().filter_map(|r| r[i].as_int()).collect()),
            Kind::Text => Column::Texts(rows.iter().filter_map(|r| r[i].as_text()).collect()),
        });
    }
    out
}

/// `$1::bigint[], $2::text[], …` for the first `count` columns.
fn marks(shape: &Shape, count: usize) -> String {
    let mut out = Vec::with_capacity(count);
    for (i, (_, kind)) in shape.columns.iter().take(count).enumerate() {
        let kind = if *kind == Kind::Int { "bigint" } else { "text" };
        out.push(format!("${}::{kind}[]", i + 1));
    }
    out.join(", ")
}

/// An argument with its type: nothing is left for the server to guess.
type Arg<'a> = (&'a (dyn ToSql + Sync), Type);

fn arg(value: &(dyn ToSql + Sync), kind: Type) -> Arg<'_> {
    (value, kind)
}

/// The texts among some values, in their places.
fn texts(args: &[Value]) -> Vec<&str> {
    args.iter().map(|value| value.as_text().unwrap_or_default()).collect()
}

fn typed<'a>(args: &'a [Value], texts: &'a [&'a str]) -> Vec<Arg<'a>> {
    let both = args.iter().zip(texts);
    both.map(|(value, text)| match value {
        Value::Int(n) => arg(n, Type::INT8),
        Value::Text(_) => arg(text, Type::TEXT),
    })
    .collect()
}

fn row_of(row: &tokio_postgres::Row, sql: &str) -> Result<Row, Fault> {
    let mut out = Vec::with_capacity(row.len());
    for (i, column) in row.columns().iter().enumerate() {
        let kind = column.type_();
        let value = match *kind {
            Type::INT8 => row.try_get::<_, Option<i64>>(i).map(|v| v.map(Value::Int)),
            Type::INT4 => row.try_get::<_, Option<i32>>(i).map(|v| v.map(Value::from)),
            Type::TEXT | Type::VARCHAR => row.try_get::<_, Option<&str>>(i).map(|v| v.map(Value::from)),
            _ => {
                let why = format!("column {i} is {kind}, neither text nor bigint, in: {sql}");
                return Err(Fault::Sql(why));
            }
        };
        let value = value.map_err(|e| Fault::Sql(format!("{} in: {sql}", plain(&e))))?;
        out.push(value.ok_or_else(|| Fault::Sql(format!("column {i} is null in: {sql}")))?);
    }
    Ok(Row(out))
}

impl Engine for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn lock(&mut self) -> Result<bool, Fault> {
        let number = self.division;
        let sql = "select case when pg_try_advisory_lock($1) then 1 else 0 end";
        for ask in 0..ASKS {
            if ask > 0 {
                std::thread::sleep(PAUSE);
            }
            if self.query(sql, &[number.into()])?.first().is_some_and(|r| r.int(0) == 1) {
                self.locked = true;
                if !self.has_schema()? {
                    let schema = self.schema.clone();
                    self.simple(&format!("create schema {schema}"))?;
                }
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn begin(&mut self) -> Result<(), Fault> {
        self.aborted = false;
        self.simple("begin")
    }

    fn begin_reading(&mut self) -> Result<(), Fault> {
        self.aborted = false;
        self.deadline = match self.role {
            Role::Reader { within: Some(within) } => Some(Instant::now() + within),
            _ => None,
        };
        // The snapshot is taken by the first statement after the beginning.
        self.simple("begin isolation level repeatable read read only; select 1")
    }

    fn commit(&mut self) -> Result<(), Fault> {
        if self.aborted {
            return Err(Fault::Sql("a statement of this transaction failed".into()));
        }
        self.simple("commit")
    }

    fn rollback(&mut self) {
        self.deadline = None;
        if self.client.is_some() && self.simple("rollback").is_err() {
            self.client = None;
        }
        self.aborted = false;
    }

    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Fault> {
        if self.deadline.is_some_and(|at| Instant::now() > at) {
            return Err(Fault::Slow);
        }
        let statement = self.statement(sql, args)?;
        let texts = texts(args);
        let args: Vec<&(dyn ToSql + Sync)> = typed(args, &texts).into_iter().map(|(v, _)| v).collect();
        let said = self.runtime.block_on(self.at()?.query(&statement, &args));
        let rows = self.heard(said, sql)?;
        rows.iter().map(|r| row_of(r, sql)).collect()
    }

    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        let said = self.runtime.block_on(self.at()?.execute_typed(sql, &typed(args, &texts(args))));
        self.heard(said, sql)
    }

    fn each(&mut self, sql: &str, row: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        self.simple(&format!("declare walk no scroll cursor for {sql}"))?;
        let fetch = format!("fetch forward {PAGE} from walk");
        loop {
            let rows = self.ask(&fetch, &[])?;
            for found in &rows {
                row(row_of(found, sql)?)?;
            }
            if rows.len() < PAGE {
                return self.simple("close walk");
            }
        }
    }

    fn tables(&mut self) -> Result<Vec<String>, Fault> {
        let schema = self.schema.clone();
        let sql = "select tablename::text from pg_tables where schemaname = $1 order by 1";
        Ok(self.query(sql, &[schema.into()])?.into_iter().map(|r| r.text(0).to_owned()).collect())
    }

    fn write(&mut self, sheaves: &[Sheaf]) -> Result<(), Fault> {
        let mut bulks = Vec::new();
        for sheaf in sheaves {
            let (shape, all) = (&sheaf.shape, sheaf.shape.columns.len());
            if !sheaf.gone.is_empty() {
                bulks.push(self.bulk(deleting(shape), shape, shape.key, &sheaf.gone)?);
            }
            if !sheaf.puts.is_empty() {
                bulks.push(self.bulk(inserting(shape, &shape.on_put()), shape, all, &sheaf.puts)?);
            }
            if !sheaf.adds.is_empty() {
                bulks.push(self.bulk(inserting(shape, &shape.on_add()), shape, all, &sheaf.adds)?);
            }
        }
        self.run(&bulks)
    }

    fn far(&self) -> bool {
        true
    }

    fn fetch(&mut self, wanted: &Wanted) -> Result<Found, Fault> {
        let mut bulks = Vec::new();
        for (shape, keys) in &wanted.rows {
            bulks.push(self.bulk(fetching(shape), shape, shape.key, keys)?);
        }
        if !wanted.streams.is_empty() {
            let names = wanted.streams.iter().map(String::as_str).collect();
            bulks.push(self.bulk_of(ENDS.to_owned(), vec![Column::Texts(names)])?);
        }
        let client = self.at()?;
        let sent = bulks.iter().map(|bulk| async move {
            let args: Vec<&(dyn ToSql + Sync)> = bulk.columns.iter().map(Column::arg).collect();
            client.query(&bulk.statement, &args).await
        });
        let said = self.runtime.block_on(together(sent));
        let mut found = Vec::new();
        for (said, bulk) in said.into_iter().zip(&bulks) {
            let rows = self.heard(said, &bulk.sql)?;
            found.push(rows.iter().map(|row| row_of(row, &bulk.sql)).collect::<Result<Vec<_>, _>>()?);
        }
        let ends = if wanted.streams.is_empty() { Vec::new() } else { found.pop().unwrap_or_default() };
        Ok(Found { rows: found, ends })
    }

    fn put(&mut self, shape: &Shape, rows: &[Arc<[Value]>]) -> Result<(), Fault> {
        let bulk = self.bulk(inserting(shape, &shape.on_put()), shape, shape.columns.len(), rows)?;
        self.run(&[bulk])
    }

    fn add(&mut self, shape: &Shape, rows: &[Arc<[Value]>]) -> Result<(), Fault> {
        let bulk = self.bulk(inserting(shape, &shape.on_add()), shape, shape.columns.len(), rows)?;
        self.run(&[bulk])
    }

    fn del(&mut self, shape: &Shape, keys: &[Arc<[Value]>]) -> Result<(), Fault> {
        let bulk = self.bulk(deleting(shape), shape, shape.key, keys)?;
        self.run(&[bulk])
    }

    fn lost(&self) -> bool {
        self.client.as_ref().is_none_or(|(c, _)| c.is_closed())
    }

    fn sever(&mut self) {
        if let Some((_, task)) = self.client.take() {
            task.abort();
            // Let the runtime drop the task, and with it the socket.
            self.runtime.block_on(async {
                let _ = task.await;
            });
        }
    }

    fn reconnect(&mut self) -> Result<(), Fault> {
        self.sever();
        self.connect()?;
        if self.locked && !self.lock()? {
            return Err(Fault::Held { by: "another process took the lock while we were cut off".into() });
        }
        Ok(())
    }

    fn make_room(&mut self) -> bool {
        false
    }

    fn finish(&mut self) -> Result<(), Fault> {
        if self.locked {
            self.query("select count(*) from (select pg_advisory_unlock_all()) as done", &[])?;
            self.locked = false;
        }
        if let Some((client, task)) = self.client.take() {
            drop(client);
            // The goodbye is a courtesy; the server notices a closed socket as well.
            let _ = self.runtime.block_on(async { tokio::time::timeout(PAUSE * 20, task).await });
        }
        Ok(())
    }
}
