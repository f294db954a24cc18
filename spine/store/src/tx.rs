//! What a job may do in the writer's transaction: append lines, put, add and strike out rows, define tables.

use crate::engine::{Engine, Found, Wanted};
use crate::ledger::{Head, Kept, Line, Tip, hash};
use crate::reader::{Look, shape};
use crate::tables::{Shape, Word, shapes, statements, words};
use crate::writer::Slate;
use crate::{Fault, Row, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The line of `meta` that a probe writes.
const PROBE: &str = "probe";
/// Bytes of it: sixteen pages, what some commands and their views need.
const PROBE_BYTES: usize = 64 * 1024;

/// What a job will ask for.
#[derive(Clone, Debug)]
pub enum Want {
    /// The row of a table that has this key.
    Row(&'static str, Vec<Value>),
    /// Where a stream ends, and what is asked for by the stream's name without what stands before its first
    /// `/`: which tables that concerns is learned by seeing it.
    Stream(String),
}

/// The writer's transaction. Everything that [`Look`] offers is here too, and sees this batch's own writing.
pub struct Tx<'a> {
    pub(crate) engine: &'a mut dyn Engine,
    pub(crate) slate: &'a mut Slate,
}

impl Tx<'_> {
    /// The same transaction, for looking only.
    pub fn look(&mut self) -> Look<'_> {
        Look {
            register: Arc::clone(&self.slate.register),
            division: Arc::clone(&self.slate.division),
            engine: &mut *self.engine,
            slate: Some(&mut *self.slate),
            once: None,
        }
    }

    /// The same transaction as a wing may use it: its own tables only.
    pub fn rows<'b>(&'b mut self, wing: &'b str) -> Rows<'b> {
        Rows { tx: Tx { engine: &mut *self.engine, slate: &mut *self.slate }, wing }
    }

    /// Writes a whole row, in column order; a row with the same key is replaced.
    pub fn put(&mut self, table: &str, row: Vec<Value>) -> Result<(), Fault> {
        let shape = shape(&self.slate.register, table)?;
        self.put_in(&shape, row)
    }

    fn put_in(&mut self, shape: &Arc<Shape>, row: Vec<Value>) -> Result<(), Fault> {
        self.slate.wrote = true;
        shape.check(&row, shape.columns.len())?;
        let row = row.into();
        self.slate.memory.written(&shape.name, shape.key, &row);
        self.slate.pending.put(shape, row)?;
        self.room(&shape.name)
    }

    /// Adds to the numbers beside a key, all of them 0 before the first time.
    pub fn add(&mut self, table: &str, key: Vec<Value>, deltas: &[(&str, i64)]) -> Result<(), Fault> {
        let shape = shape(&self.slate.register, table)?;
        self.add_in(&shape, key, deltas)
    }

    fn add_in(&mut self, shape: &Arc<Shape>, key: Vec<Value>, deltas: &[(&str, i64)]) -> Result<(), Fault> {
        let table = shape.name.as_str();
        self.slate.wrote = true;
        if let Some(known) = self.slate.memory.row(table, &key) {
            let none = || key.iter().cloned().chain(shape.columns[shape.key..].iter().map(|_| 0.into()));
            let mut row = known.map_or_else(|| none().collect(), |row| row.to_vec());
            if shape.raised(&mut row, deltas) {
                // who knows the sum need not ask for it again
                return self.put_in(shape, row);
            }
        }
        self.slate.memory.unsure(table, &key);
        self.slate.pending.add(shape, key, deltas)?;
        self.room(table)
    }

    /// Strikes out the row of a key, if there is one.
    pub fn del(&mut self, table: &str, key: Vec<Value>) -> Result<(), Fault> {
        let shape = shape(&self.slate.register, table)?;
        self.del_in(&shape, key)
    }

    fn del_in(&mut self, shape: &Arc<Shape>, key: Vec<Value>) -> Result<(), Fault> {
        self.slate.wrote = true;
        shape.check(&key, shape.key)?;
        let key = key.into();
        self.slate.memory.struck(&shape.name, &key);
        self.slate.pending.del(shape, key)?;
        self.room(&shape.name)
    }

    fn room(&mut self, table: &str) -> Result<(), Fault> {
        if self.slate.pending.full(table) {
            self.slate.pending.flush(&mut *self.engine, table)?;
        }
        Ok(())
    }

    /// Runs a statement that writes; for the spine alone. What waits for tables it names is written first.
    pub fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        self.slate.wrote = true;
        for table in self.slate.pending.named(sql) {
            self.slate.pending.flush(&mut *self.engine, table)?;
        }
        let all = self.slate.register.read();
        let all = all.map_err(|_| Fault::Broken("the register is poisoned".into()))?;
        for table in words(sql).filter(|word| all.contains_key(*word)) {
            self.slate.memory.forget(table);
        }
        drop(all);
        self.engine.execute(sql, args)
    }

    /// Asks whether the disk takes as much as some commands need, by writing it; [`Tx::probed`] takes it away
    /// again and leaves its room to them.
    pub fn probe(&mut self) -> Result<(), Fault> {
        self.slate.weighty = true;
        self.put("meta", vec![PROBE.into(), "0".repeat(PROBE_BYTES).into()])
    }

    /// Takes away what [`Tx::probe`] wrote.
    pub fn probed(&mut self) -> Result<(), Fault> {
        self.del("meta", vec![PROBE.into()])
    }

    /// A stream of this name was never begun: its number was drawn a moment ago. Spares a look; that no name
    /// is given twice is held by the table all the same.
    pub fn fresh(&mut self, stream: &str) {
        self.slate.memory.unbegun.put(stream.to_owned(), ());
    }

    /// The state that was kept for a stream, with its version, if the stream has not moved since. It is
    /// taken out: whoever changes it keeps it again, and whoever fails half-way leaves nothing behind.
    pub fn folded<S: 'static>(&mut self, stream: &str) -> Result<Option<(S, i64)>, Fault> {
        let (_, last) = self.stream_no(stream)?;
        Ok(self.slate.memory.folded(stream, last).map(|state| (state, last)))
    }

    /// Asks for what will be wanted, all at once, where asking for one after the other is dear.
    pub fn foresee(&mut self, wants: impl Iterator<Item = Want>) -> Result<(), Fault> {
        if !self.engine.far() {
            return Ok(());
        }
        let mut rows: BTreeMap<String, BTreeSet<Vec<Value>>> = BTreeMap::new();
        let mut streams = BTreeSet::new();
        let tables: Vec<String> = self.slate.memory.asked_by_name().map(str::to_owned).collect();
        for want in wants {
            match want {
                Want::Row(table, key) => {
                    if !self.has(table, &key) {
                        rows.entry(table.to_owned()).or_default().insert(key);
                    }
                }
                Want::Stream(stream) => {
                    let name = Value::from(stream.split_once('/').map_or(stream.as_str(), |(_, name)| name));
                    let key = vec![name.clone()];
                    // once a batch is enough: facts of one case come in twos and threes
                    if self.slate.memory.spoken_of.insert(name) {
                        for table in tables.iter().filter(|table| !self.has(table, &key)) {
                            rows.entry(table.clone()).or_default().insert(key.clone());
                        }
                    }
                    let known = self.slate.streams.contains_key(&stream)
                        || self.slate.memory.unbegun.get(&stream).is_some();
                    if !known {
                        streams.insert(stream);
                    }
                }
            }
        }
        let mut wanted = Wanted { rows: Vec::new(), streams: streams.into_iter().collect() };
        for (table, keys) in rows {
            wanted.rows.push((shape(&self.slate.register, &table)?, keys.into_iter().collect()));
        }
        if wanted.rows.is_empty() && wanted.streams.is_empty() {
            return Ok(());
        }
        let found = self.engine.fetch(&wanted)?;
        self.learn(wanted, found);
        Ok(())
    }

    /// Whether nobody need ask for this row.
    fn has(&self, table: &str, key: &[Value]) -> bool {
        !matches!(self.slate.pending.says(table, key), Word::Silent) || self.slate.memory.knows(table, key)
    }

    fn learn(&mut self, wanted: Wanted, found: Found) {
        for ((shape, keys), rows) in wanted.rows.into_iter().zip(found.rows) {
            for key in keys {
                self.slate.memory.learn(&shape.name, &key, None);
            }
            for Row(row) in rows {
                let key = row.get(..shape.key).unwrap_or_default();
                self.slate.memory.learn(&shape.name, key, Some(&row));
            }
        }
        for name in wanted.streams {
            self.slate.memory.unbegun.put(name, ());
        }
        for end in found.ends {
            self.slate.memory.unbegun.take(end.text(0));
            self.slate.streams.insert(end.text(0).to_owned(), (end.int(1), end.int(2)));
        }
    }

    /// Something changes that readers may hold copies of: the count of announcements grows now, while it is
    /// not yet so, and again when it is, so that a copy taken in between is known to be none.
    pub fn announce(&mut self) {
        self.slate.announces = true;
        self.slate.announced.fetch_add(1, Ordering::SeqCst);
    }

    /// Keeps the state of a stream as it stands in this transaction; forgotten with a rollback.
    pub fn keep_folded<S: Send + 'static>(&mut self, stream: &str, version: i64, state: S) {
        self.slate.memory.keep(stream, version, state);
    }

    /// Appends a line to the ledger. Its number and hash are provisional until the commit. `Fault::Broken`
    /// when its version is not the next of its stream.
    pub fn append(&mut self, line: Line) -> Result<Kept, Fault> {
        let (no, last) = self.stream_no(&line.stream)?;
        if line.version != last + 1 {
            let (name, found) = (&line.stream, line.version);
            return Err(Fault::Broken(format!(
                "stream {name} is at version {last}; {found} is not the next"
            )));
        }
        (self.slate.wrote, self.slate.weighty) = (true, true);
        let no = match no {
            Some(no) => no,
            None => {
                self.slate.last_stream += 1;
                let no = self.slate.last_stream;
                self.put("streams", vec![no.into(), (&line.stream).into()])?;
                no
            }
        };
        let seq = self.slate.tip.seq + 1;
        let hash = hash(&self.slate.division, seq, &line, &self.slate.tip.hash);
        self.put("ledger", ledger_row(seq, no, &line, &hash))?;
        self.slate.tip = Tip { seq, hash: hash.clone() };
        self.slate.memory.unbegun.take(&line.stream);
        self.slate.streams.insert(line.stream.clone(), (no, line.version));
        self.slate.touched.insert(line.stream.clone());
        self.slate.causes.insert(line.cause.clone());
        Ok(Kept { seq, line, hash })
    }

    /// The number and last version of a stream; `None` and 0 when it has not begun.
    fn stream_no(&mut self, name: &str) -> Result<(Option<i64>, i64), Fault> {
        if let Some(&(no, last)) = self.slate.streams.get(name) {
            return Ok((Some(no), last));
        }
        if self.slate.memory.unbegun.get(name).is_some() {
            return Ok((None, 0));
        }
        // A stream that is not on the slate has nothing waiting.
        let rows = self.engine.query("select no from streams where name = $1", &[name.into()])?;
        let Some(no) = rows.first().map(|r| r.int(0)) else {
            self.slate.memory.unbegun.put(name.to_owned(), ());
            return Ok((None, 0));
        };
        let sql = "select version from ledger where stream = $1 order by version desc limit 1";
        let last = self.engine.query(sql, &[no.into()])?.first().map_or(0, |r| r.int(0));
        self.slate.streams.insert(name.to_owned(), (no, last));
        Ok((Some(no), last))
    }

    /// The next number of a counter, from 1; given back if the batch is.
    pub fn number(&mut self, name: &str) -> Result<i64, Fault> {
        let before = match self.slate.counters.get(name) {
            Some(n) => *n,
            None => self.look().get("numbers", &[name.into()])?.map_or(0, |r| r.int(1)),
        };
        let next = before + 1;
        self.slate.counters.insert(name.to_owned(), next);
        self.put("numbers", vec![name.into(), next.into()])?;
        Ok(next)
    }

    /// Keeps a line of `meta`: a demo's mark, say. `division` and `schema` are the store's own.
    pub fn set_meta(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        if name == "division" || name == "schema" {
            return Err(Fault::Broken(format!("{name} in meta is the store's own")));
        }
        self.put("meta", vec![name.into(), value.into()])
    }

    /// Keeps a signed head in the database, beside the copy outside it.
    pub fn keep_head(&mut self, head: &Head) -> Result<(), Fault> {
        let row = vec![
            head.last.into(),
            head.first.into(),
            (&head.hash).into(),
            (&head.root).into(),
            head.at.into(),
            (&head.signature).into(),
        ];
        self.put("heads", row)
    }

    /// Makes a wing's tables known. If their fingerprint is not the stored one the old tables are dropped
    /// and the new ones created, in this transaction: true means that they are empty and must be filled.
    /// `Fault::Newer` when a higher program number last defined them otherwise.
    pub fn define(&mut self, wing: &str, print: &str, sql: &str) -> Result<bool, Fault> {
        let shapes = shapes(wing, sql)?;
        let known = self.look().get("fingerprints", &[wing.into()])?;
        let stored = known.as_ref().map(|r| (r.text(1).to_owned(), r.int(2), r.text(3).to_owned()));
        let fresh = stored.as_ref().is_none_or(|(p, _, _)| p != print);
        let names: Vec<String> = shapes.iter().map(|s| s.name.clone()).collect();
        let program = self.slate.program;
        if let Some((_, found, tables)) = stored.filter(|_| fresh) {
            if found > program {
                return Err(Fault::Newer { what: format!("wing {wing}"), found, known: program });
            }
            for table in tables.split_whitespace() {
                self.slate.pending.forget(table);
                self.slate.memory.forget(table);
                self.slate.wrote = true;
                self.engine.execute(&format!("drop table if exists {table}"), &[])?;
            }
        }
        self.enter(wing, shapes)?;
        if fresh {
            self.slate.wrote = true;
            for statement in statements(sql) {
                self.engine.create(&statement)?;
            }
            let row = vec![wing.into(), print.into(), program.into(), names.join(" ").into()];
            self.put("fingerprints", row)?;
        }
        Ok(fresh)
    }

    fn enter(&mut self, wing: &str, shapes: Vec<crate::tables::Shape>) -> Result<(), Fault> {
        let mut all =
            self.slate.register.write().map_err(|_| Fault::Broken("the register is poisoned".into()))?;
        if let Some(taken) = shapes.iter().find(|s| all.get(&s.name).is_some_and(|t| t.owner != wing)) {
            return Err(Fault::Broken(format!("table {} belongs to another than wing {wing}", taken.name)));
        }
        if self.slate.saved.is_none() {
            self.slate.saved = Some(all.clone());
        }
        all.retain(|_, s| s.owner != wing);
        for shape in shapes {
            all.insert(shape.name.clone(), Arc::new(shape));
        }
        Ok(())
    }

    /// As [`Look::query`].
    pub fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Fault> {
        self.look().query(sql, args)
    }

    /// As [`Look::one`].
    pub fn one(&mut self, sql: &str, args: &[Value]) -> Result<Option<Row>, Fault> {
        self.look().one(sql, args)
    }

    /// As [`Look::get`].
    pub fn get(&mut self, table: &str, key: &[Value]) -> Result<Option<Row>, Fault> {
        self.look().get(table, key)
    }

    /// As [`Look::stream`].
    pub fn stream(&mut self, name: &str) -> Result<Vec<Kept>, Fault> {
        self.look().stream(name)
    }

    /// As [`Look::by_cause`].
    pub fn by_cause(&mut self, cause: &str) -> Result<Vec<Kept>, Fault> {
        self.look().by_cause(cause)
    }

    /// As [`Look::lines_after`].
    pub fn lines_after(&mut self, seq: i64, limit: i64) -> Result<Vec<Kept>, Fault> {
        self.look().lines_after(seq, limit)
    }

    /// As [`Look::head`].
    pub fn head(&mut self) -> Result<Tip, Fault> {
        Ok(self.slate.tip.clone())
    }

    /// The division whose ledger this is.
    pub fn division(&self) -> &str {
        &self.slate.division
    }
}

fn ledger_row(seq: i64, no: i64, line: &Line, hash: &str) -> Vec<Value> {
    vec![
        seq.into(),
        no.into(),
        line.version.into(),
        line.at.into(),
        line.effective.into(),
        (&line.actor).into(),
        (&line.cause).into(),
        line.cause_no.into(),
        (&line.kind).into(),
        line.shape.into(),
        (&line.body).into(),
        (&line.sealed).into(),
        hash.into(),
    ]
}

/// The writer's transaction as a wing sees it while it projects: its own tables and nothing else.
pub struct Rows<'a> {
    tx: Tx<'a>,
    wing: &'a str,
}

impl Rows<'_> {
    fn own(&self, table: &str) -> Result<Arc<Shape>, Fault> {
        let shape = shape(&self.tx.slate.register, table)?;
        if shape.owner == self.wing {
            return Ok(shape);
        }
        Err(Fault::Broken(format!("wing {} may not write {table}", self.wing)))
    }

    /// As [`Tx::put`], own tables only.
    pub fn put(&mut self, table: &str, row: Vec<Value>) -> Result<(), Fault> {
        let shape = self.own(table)?;
        self.tx.put_in(&shape, row)
    }

    /// As [`Tx::add`], own tables only.
    pub fn add(&mut self, table: &str, key: Vec<Value>, deltas: &[(&str, i64)]) -> Result<(), Fault> {
        let shape = self.own(table)?;
        self.tx.add_in(&shape, key, deltas)
    }

    /// As [`Tx::del`], own tables only.
    pub fn del(&mut self, table: &str, key: Vec<Value>) -> Result<(), Fault> {
        let shape = self.own(table)?;
        self.tx.del_in(&shape, key)
    }

    /// As [`Look::query`]; a statement that names another wing's table is `Fault::Broken`.
    pub fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Fault> {
        let mut look = self.tx.look();
        if let Some(table) = look.stranger(self.wing, sql)? {
            return Err(Fault::Broken(format!("wing {} may not read {table}", self.wing)));
        }
        look.query(sql, args)
    }

    /// As [`Look::one`], own tables only.
    pub fn one(&mut self, sql: &str, args: &[Value]) -> Result<Option<Row>, Fault> {
        Ok(self.query(sql, args)?.into_iter().next())
    }

    /// As [`Look::get`], own tables only.
    pub fn get(&mut self, table: &str, key: &[Value]) -> Result<Option<Row>, Fault> {
        self.own(table)?;
        self.tx.get(table, key)
    }

    /// The wing whose rows these are.
    pub fn wing(&self) -> &str {
        self.wing
    }
}
