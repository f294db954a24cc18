//! Looking: a snapshot on a reader's thread, or the writer's own view of its batch.

use crate::engine::{Engine, Role, connect};
use crate::ledger::{GENESIS, Head, Kept, Line, Tip};
use crate::once::Once;
use crate::tables::{Over, Register, Shape, Word, words};
use crate::writer::Slate;
use crate::{Fault, Place, Row, Value, migrate};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// A look at the tables. Inside the writer it sees what its own batch has written so far.
pub struct Look<'a> {
    pub(crate) engine: &'a mut dyn Engine,
    pub(crate) slate: Option<&'a mut Slate>,
    pub(crate) register: Register,
    pub(crate) division: Arc<str>,
    /// What was asked in this snapshot; nothing inside the writer, which has a memory of its own.
    pub(crate) once: Option<Rc<Once>>,
}

const KEPT: &str = "select l.seq, coalesce(s.name, ''), l.version, l.at, l.effective, l.actor, \
                    l.cause, l.cause_no, \
                    l.kind, l.shape, l.body, l.sealed, l.hash \
                    from ledger l left join streams s on s.no = l.stream";

fn kept(row: Row) -> Kept {
    let line = Line {
        stream: row.text(1).to_owned(),
        version: row.int(2),
        at: row.int(3),
        effective: row.int(4),
        actor: row.text(5).to_owned(),
        cause: row.text(6).to_owned(),
        cause_no: row.int(7),
        kind: row.text(8).to_owned(),
        shape: row.int(9),
        body: row.text(10).to_owned(),
        sealed: row.text(11).to_owned(),
    };
    Kept { seq: row.int(0), line, hash: row.text(12).to_owned() }
}

fn kept_all(rows: Vec<Row>) -> Vec<Kept> {
    rows.into_iter().map(kept).collect()
}

/// The end of the ledger as the database has it.
pub(crate) fn tip(engine: &mut dyn Engine) -> Result<Tip, Fault> {
    let rows = engine.query("select seq, hash from ledger order by seq desc limit 1", &[])?;
    Ok(match rows.first() {
        Some(row) => Tip { seq: row.int(0), hash: row.text(1).to_owned() },
        None => Tip { seq: 0, hash: GENESIS.to_owned() },
    })
}

pub(crate) fn shape(register: &Register, table: &str) -> Result<Arc<Shape>, Fault> {
    let all = register.read().map_err(|_| Fault::Broken("the register of tables is poisoned".into()))?;
    all.get(table).cloned().ok_or_else(|| Fault::Broken(format!("no table {table} is defined")))
}

impl Look<'_> {
    /// The division whose ledger this is.
    pub fn division(&self) -> &str {
        &self.division
    }

    /// The same look, lent on.
    pub fn again(&mut self) -> Look<'_> {
        Look {
            engine: &mut *self.engine,
            slate: self.slate.as_deref_mut(),
            register: Arc::clone(&self.register),
            division: Arc::clone(&self.division),
            once: self.once.clone(),
        }
    }

    /// The rows of a statement in the common dialect (`$1`, `$2` in order of first use). Rows of this batch
    /// that wait for a table named in the statement are written down first.
    pub fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Fault> {
        let Some(slate) = self.slate.as_deref_mut() else { return self.ask_once(sql, args) };
        if let Some(known) = slate.memory.answer(sql, args) {
            return Ok(known);
        }
        for table in slate.pending.named(sql) {
            slate.pending.flush(&mut *self.engine, table)?;
        }
        let rows = self.engine.query(sql, args)?;
        let register = self.register.read();
        let all = register.map_err(|_| Fault::Broken("the register of tables is poisoned".into()))?;
        let named = || words(sql).filter(|w| all.contains_key(*w)).map(str::to_owned).collect();
        slate.memory.answered(sql, args, &rows, named);
        Ok(rows)
    }

    /// In a snapshot the same question has the same answer.
    fn ask_once(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Fault> {
        let Some(once) = &self.once else { return self.engine.query(sql, args) };
        if let Some(known) = once.known(sql, args) {
            return Ok(known);
        }
        let rows = self.engine.query(sql, args)?;
        once.told(sql, args, &rows);
        Ok(rows)
    }

    /// The first row of a statement, if it has one.
    pub fn one(&mut self, sql: &str, args: &[Value]) -> Result<Option<Row>, Fault> {
        Ok(self.query(sql, args)?.into_iter().next())
    }

    /// The row of a table with this key, whole, in column order. Cheaper inside a batch than a statement:
    /// what waits is not written down for it.
    pub fn get(&mut self, table: &str, key: &[Value]) -> Result<Option<Row>, Fault> {
        if let Some(known) = self.at_hand(table, key)? {
            return Ok(known);
        }
        let found = self.asked(table, key)?;
        if let Some(slate) = self.slate.as_deref_mut() {
            slate.memory.missed(table, key);
            slate.memory.learn(table, key, found.as_ref().map(|row| row.0.as_slice()));
        }
        Ok(found)
    }

    /// The rows of a table that have this value in a column, whole, in the order of their keys. As with
    /// [`Look::get`], what waits is not written down for it.
    pub fn those(&mut self, table: &str, column: &str, value: &Value) -> Result<Vec<Row>, Fault> {
        let shape = shape(&self.register, table)?;
        let at = shape.columns.iter().position(|(name, _)| name == column);
        let at = at.ok_or_else(|| Fault::Broken(format!("{table} has no column {column}")))?;
        let (names, keys) = (shape.names(), shape.key_names());
        let sql = format!("select {names} from {table} where {column} = $1 order by {keys}");
        let args = std::slice::from_ref(value);
        let waiting = self.slate.as_deref().map(|slate| slate.pending.over(table, (at, value)));
        let waiting = match waiting {
            Some(Over::Rows(rows)) => rows,
            Some(Over::Unsure) => return self.query(&sql, args),
            Some(Over::Nothing) => return self.engine.query(&sql, args),
            None => return self.ask_once(&sql, args),
        };
        let stands = self.engine.query(&sql, args)?.into_iter();
        let mut rows: BTreeMap<Vec<Value>, Row> =
            stands.map(|row| (row.0[..shape.key].to_vec(), row)).collect();
        for (key, row) in waiting {
            match row {
                Some(row) => drop(rows.insert(key, Row(row))),
                None => drop(rows.remove(&key)),
            }
        }
        Ok(rows.into_values().collect())
    }

    /// As [`Look::get`], for a key that is asked for once and never again: the answer is not remembered.
    pub fn get_once(&mut self, table: &str, key: &[Value]) -> Result<Option<Row>, Fault> {
        match self.at_hand(table, key)? {
            Some(known) => Ok(known),
            None => self.asked(table, key),
        }
    }

    /// The row of a key, or that there is none, if this batch or the writer's memory knows.
    fn at_hand(&mut self, table: &str, key: &[Value]) -> Result<Option<Option<Row>>, Fault> {
        let Some(slate) = self.slate.as_deref_mut() else { return Ok(None) };
        match slate.pending.says(table, key) {
            Word::Row(row) => return Ok(Some(Some(Row(row)))),
            Word::Gone => return Ok(Some(None)),
            Word::Unsure => slate.pending.flush(&mut *self.engine, table)?,
            Word::Silent => {}
        }
        Ok(slate.memory.row(table, key).map(|known| known.map(|row| Row(row.to_vec()))))
    }

    fn asked(&mut self, table: &str, key: &[Value]) -> Result<Option<Row>, Fault> {
        let shape = shape(&self.register, table)?;
        let rows = match self.slate {
            Some(_) => self.engine.query(&shape.one.get, key)?,
            None => self.ask_once(&shape.one.get, key)?,
        };
        Ok(rows.into_iter().next())
    }

    /// The lines after `seq`, at most `limit`, in order.
    pub fn lines_after(&mut self, seq: i64, limit: i64) -> Result<Vec<Kept>, Fault> {
        let sql = format!("{KEPT} where l.seq > $1 order by l.seq limit $2");
        Ok(kept_all(self.query(&sql, &[seq.into(), limit.into()])?))
    }

    /// One line by its number.
    pub fn line(&mut self, seq: i64) -> Result<Option<Kept>, Fault> {
        let sql = format!("{KEPT} where l.seq = $1");
        Ok(self.query(&sql, &[seq.into()])?.into_iter().next().map(kept))
    }

    /// A whole stream in order of version.
    pub fn stream(&mut self, name: &str) -> Result<Vec<Kept>, Fault> {
        self.stream_after(name, 0)
    }

    /// What a stream holds after `version`, in order. Inside the writer, which remembers where streams end,
    /// asking for what is not there yet costs nothing: a cache of folded states may ask every time.
    pub fn stream_after(&mut self, name: &str, version: i64) -> Result<Vec<Kept>, Fault> {
        if let Some(slate) = self.slate.as_deref_mut() {
            let end = slate.streams.get(name);
            let unbegun = end.is_none() && slate.memory.unbegun.get(name).is_some();
            if unbegun || end.is_some_and(|&(_, last)| last <= version) {
                return Ok(Vec::new());
            }
        }
        let sql = format!(
            "{KEPT} where l.stream = (select no from streams where name = $1) and l.version > $2 \
             order by l.version"
        );
        let args = [name.into(), version.into()];
        let untouched = self.slate.as_deref().is_some_and(|s| !s.touched.contains(name));
        // Other streams' lines may wait on: this one has none among them.
        let rows = if untouched { self.engine.query(&sql, &args)? } else { self.query(&sql, &args)? };
        Ok(kept_all(rows))
    }

    /// The last version of a stream, 0 if there is no such stream.
    pub fn version(&mut self, name: &str) -> Result<i64, Fault> {
        if let Some(&(_, last)) = self.slate.as_deref().and_then(|s| s.streams.get(name)) {
            return Ok(last);
        }
        let sql = "select version from ledger where stream = (select no from streams where name = $1) \
                   order by version desc limit 1";
        Ok(self.one(sql, &[name.into()])?.map_or(0, |r| r.int(0)))
    }

    /// The lines under a cause, in their order under it.
    pub fn by_cause(&mut self, cause: &str) -> Result<Vec<Kept>, Fault> {
        let sql = format!("{KEPT} where l.cause = $1 order by l.cause_no");
        let untouched = self.slate.as_deref().is_some_and(|s| !s.causes.contains(cause));
        let args = [cause.into()];
        let rows = if untouched { self.engine.query(&sql, &args)? } else { self.query(&sql, &args)? };
        Ok(kept_all(rows))
    }

    /// The end of the ledger; inside a batch, with the batch's own lines.
    pub fn head(&mut self) -> Result<Tip, Fault> {
        match self.slate.as_deref() {
            Some(slate) => Ok(slate.tip.clone()),
            None => tip(self.engine),
        }
    }

    /// The heads kept in the database, in order.
    pub fn heads(&mut self) -> Result<Vec<Head>, Fault> {
        let rows =
            self.query("select last, first, hash, root, at, signature from heads order by last", &[])?;
        let head = |r: Row| Head {
            last: r.int(0),
            first: r.int(1),
            hash: r.text(2).to_owned(),
            root: r.text(3).to_owned(),
            at: r.int(4),
            signature: r.text(5).to_owned(),
        };
        Ok(rows.into_iter().map(head).collect())
    }

    /// The hashes of the lines from `first` to `last`, for a Merkle root.
    pub fn hashes(&mut self, first: i64, last: i64) -> Result<Vec<String>, Fault> {
        let sql = "select hash from ledger where seq >= $1 and seq <= $2 order by seq";
        let rows = self.query(sql, &[first.into(), last.into()])?;
        Ok(rows.into_iter().map(|r| r.text(0).to_owned()).collect())
    }

    /// A line of `meta`: `division`, `schema`, a demo's mark.
    pub fn meta(&mut self, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.get("meta", &[name.into()])?.map(|r| r.text(1).to_owned()))
    }

    /// Whether a statement names a table that belongs to another wing; its name if so.
    pub(crate) fn stranger(&self, wing: &str, sql: &str) -> Result<Option<String>, Fault> {
        let all = self.register.read();
        let all = all.map_err(|_| Fault::Broken("the register of tables is poisoned".into()))?;
        let foreign = |w: &&str| all.get(*w).is_some_and(|s| !s.owner.is_empty() && s.owner != wing);
        Ok(words(sql).find(foreign).map(str::to_owned))
    }
}

/// A console's way in: reads only, takes no lock, works while another process serves. It owns its connection,
/// so it must not be used on an async thread.
pub struct Reading {
    pub(crate) engine: Box<dyn Engine>,
    pub(crate) register: Register,
    pub(crate) division: Arc<str>,
}

impl Reading {
    pub(crate) fn open(place: &Place, division: &str) -> Result<Reading, Fault> {
        let mut engine = connect(place, division, Role::PATIENT)?;
        let found = migrate::found(&mut *engine)?;
        if found == 0 {
            return Err(Fault::NotThis(format!("there is no ledger of division {division} here")));
        }
        if found != migrate::known() {
            let known = migrate::known();
            return Err(if found > known {
                Fault::Newer { what: "the schema".into(), found, known }
            } else {
                Fault::NotThis(format!(
                    "the schema is number {found}; let the program of today serve it once"
                ))
            });
        }
        migrate::check(&mut *engine, division, i64::MAX)?;
        Ok(Reading { engine, register: migrate::register()?, division: division.into() })
    }

    /// Looks at one consistent snapshot.
    pub fn look<T>(&mut self, job: impl FnOnce(&mut Look<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.engine.lost() {
            self.engine.reconnect()?;
        }
        self.engine.begin_reading()?;
        let mut look = Look {
            engine: &mut *self.engine,
            slate: None,
            register: Arc::clone(&self.register),
            division: Arc::clone(&self.division),
            once: Some(Rc::default()),
        };
        let out = job(&mut look);
        self.engine.rollback();
        out
    }

    /// The division whose ledger this is.
    pub fn division(&self) -> &str {
        &self.division
    }
}
