//! The shape of a table, read from its `create table`, and the rows that wait to be written to it.

use crate::engine::Engine;
use crate::keyed::Keyed;
use crate::{Fault, Value};
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};

/// The two column types (dialect rule 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Int,
    Text,
}

/// What the store knows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) name: String,
    /// The wing that owns it; `''` is the spine.
    pub(crate) owner: String,
    pub(crate) columns: Vec<(String, Kind)>,
    /// How many of the columns, from the first, are the key.
    pub(crate) key: usize,
    /// A row is added once and never replaced: the ledger and the names of its streams.
    pub(crate) only_added: bool,
    /// Columns beside the key that stand in an index, by their place: what is not changed in them need not
    /// be written in the index again.
    pub(crate) indexed: Vec<usize>,
    /// The statements of one row, worded once.
    pub(crate) one: OneRow,
}

/// Statements of one row of a table: asked for with its key, put, added to, struck out with its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OneRow {
    pub(crate) get: String,
    /// Asks for the columns that stand in an index, if there are such.
    pub(crate) indexed: String,
    pub(crate) put: String,
    pub(crate) add: String,
    pub(crate) del: String,
}

impl Shape {
    fn one_row(&self) -> OneRow {
        let keys = self.columns.iter().take(self.key).zip(1..);
        let tests: Vec<String> = keys.map(|((column, _), no)| format!("{column} = ${no}")).collect();
        let marks: Vec<String> = (1..=self.columns.len()).map(|i| format!("${i}")).collect();
        let (name, names, tests, marks) = (&self.name, self.names(), tests.join(" and "), marks.join(", "));
        let insert = format!("insert into {name} ({names}) values ({marks})");
        let indexed: Vec<&str> = self.indexed.iter().map(|at| self.columns[*at].0.as_str()).collect();
        OneRow {
            get: format!("select {names} from {name} where {tests}"),
            indexed: format!("select {} from {name} where {tests}", indexed.join(", ")),
            put: format!("{insert}{}", self.on_put()),
            add: format!("{insert}{}", self.on_add()),
            del: format!("delete from {name} where {tests}"),
        }
    }

    /// The columns' names, separated by commas.
    pub(crate) fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(n, _)| n.as_str()).collect();
        names.join(", ")
    }

    /// The names of the key's columns, separated by commas.
    pub(crate) fn key_names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().take(self.key).map(|(n, _)| n.as_str()).collect();
        names.join(", ")
    }

    /// The end of an insert that replaces what is there.
    pub(crate) fn on_put(&self) -> String {
        if self.only_added {
            return String::new();
        }
        let set: Vec<String> =
            self.columns.iter().skip(self.key).map(|(n, _)| format!("{n} = excluded.{n}")).collect();
        if set.is_empty() {
            return format!(" on conflict ({}) do nothing", self.key_names());
        }
        format!(" on conflict ({}) do update set {}", self.key_names(), set.join(", "))
    }

    /// The end of an insert that adds to what is there.
    pub(crate) fn on_add(&self) -> String {
        let set: Vec<String> = self
            .columns
            .iter()
            .skip(self.key)
            .map(|(n, _)| format!("{n} = {}.{n} + excluded.{n}", self.name))
            .collect();
        format!(" on conflict ({}) do update set {}", self.key_names(), set.join(", "))
    }

    /// Adds to the numbers of a row; false if it has no such numbers.
    pub(crate) fn raised(&self, row: &mut [Value], deltas: &[(&str, i64)]) -> bool {
        deltas.iter().all(|(column, delta)| {
            let at = self.columns.iter().skip(self.key).position(|(name, _)| name == column);
            let value = at.and_then(|at| row.get_mut(self.key + at));
            match value {
                Some(Value::Int(n)) => {
                    *n += delta;
                    true
                }
                _ => false,
            }
        }) && self.columns.iter().skip(self.key).all(|(_, kind)| *kind == Kind::Int)
    }

    /// Whether these are values of its first columns, so many of them.
    ///
    /// # Errors
    /// `Fault::Broken` if not.
    pub(crate) fn check(&self, values: &[Value], count: usize) -> Result<(), Fault> {
        if values.len() != count {
            let (name, found) = (&self.name, values.len());
            return Err(Fault::Broken(format!("{name} takes {count} values here, not {found}")));
        }
        for ((column, kind), value) in self.columns.iter().zip(values) {
            let fits = matches!((kind, value), (Kind::Int, Value::Int(_)) | (Kind::Text, Value::Text(_)));
            if !fits {
                return Err(Fault::Broken(format!("{}.{column} cannot hold {value:?}", self.name)));
            }
            // PostgreSQL would refuse it and SQLite keep it (dialect rule 11).
            if value.as_text().is_some_and(|t| t.contains('\0')) {
                return Err(Fault::Broken(format!("{}.{column} cannot hold a NUL", self.name)));
            }
        }
        Ok(())
    }
}

/// Every table that is known by shape.
pub(crate) type Register = Arc<RwLock<HashMap<String, Arc<Shape>>>>;

/// The statements of a script, without comments and empty ones.
pub(crate) fn statements(sql: &str) -> Vec<String> {
    let bare: Vec<&str> = sql.lines().map(|l| l.split("--").next().unwrap_or_default()).collect();
    bare.join("\n").split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

/// The shapes of all tables that a script creates. It may create tables and indexes and do nothing else.
pub(crate) fn shapes(owner: &str, sql: &str) -> Result<Vec<Shape>, Fault> {
    let mut out = Vec::new();
    for statement in statements(sql) {
        let words: Vec<String> = statement.split_whitespace().take(3).map(str::to_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["create", "table", ..] => out.push(shape(owner, &statement)?),
            ["create", "index", ..] | ["create", "unique", "index"] => stands_in_index(&mut out, &statement),
            _ => return Err(Fault::Broken(format!("a script creates tables and indexes only: {statement}"))),
        }
    }
    Ok(out)
}

/// Notes which columns an index names beside the key of its table.
fn stands_in_index(shapes: &mut [Shape], statement: &str) {
    let statement = statement.to_lowercase();
    let Some((_, of)) = statement.split_once(" on ") else { return };
    let mut words = words(of);
    let Some(table) = words.next() else { return };
    let Some(shape) = shapes.iter_mut().find(|shape| shape.name == table) else { return };
    for word in words {
        let at = shape.columns.iter().position(|(column, _)| column == word);
        if let Some(at) = at.filter(|at| *at >= shape.key && !shape.indexed.contains(at)) {
            shape.indexed.push(at);
        }
    }
    shape.indexed.sort_unstable();
    shape.one = shape.one_row();
}

fn shape(owner: &str, statement: &str) -> Result<Shape, Fault> {
    let bad = |why: &str| Fault::Broken(format!("{why} in: {statement}"));
    let open = statement.find('(').ok_or_else(|| bad("no columns"))?;
    let close = statement.rfind(')').ok_or_else(|| bad("no end of columns"))?;
    let name = match statement[..open].split_whitespace().collect::<Vec<_>>().as_slice() {
        [_, _, name] => name.to_lowercase(),
        _ => return Err(bad("a table is created as: create table NAME (…)")),
    };
    let mut columns: Vec<(String, Kind)> = Vec::new();
    let mut key: Vec<String> = Vec::new();
    for part in parts(&statement[open + 1..close]) {
        let part = part.to_lowercase();
        if let Some(rest) = part.strip_prefix("primary key") {
            let inside = rest.trim().trim_start_matches('(').trim_end_matches(')');
            key = inside.split(',').map(|c| c.trim().to_owned()).collect();
            continue;
        }
        let words: Vec<&str> = part.split_whitespace().collect();
        match words.as_slice() {
            ["unique" | "unique(", ..] => {}
            [first, ..] if first.starts_with("unique(") => {}
            [column, kind, rest @ ..] => {
                let kind = match *kind {
                    "bigint" => Kind::Int,
                    "text" => Kind::Text,
                    _ => return Err(bad("a column is text or bigint")),
                };
                let rest = rest.join(" ");
                if !rest.contains("not null") {
                    return Err(bad("every column is not null"));
                }
                if rest.contains("primary key") {
                    key = vec![(*column).to_owned()];
                }
                columns.push(((*column).to_owned(), kind));
            }
            _ => return Err(bad("a column is: name type not null")),
        }
    }
    if key.is_empty() || !columns.iter().map(|(n, _)| n).take(key.len()).eq(key.iter()) {
        return Err(bad("the key's columns stand first, in the key's order"));
    }
    let only_added = owner.is_empty() && (name == "ledger" || name == "streams");
    let (one, indexed) = (OneRow::default(), Vec::new());
    let mut shape =
        Shape { name, owner: owner.to_owned(), columns, key: key.len(), only_added, indexed, one };
    shape.one = shape.one_row();
    Ok(shape)
}

/// Splits at commas outside brackets.
fn parts(body: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0_u32, 0, Vec::new());
    for (i, c) in body.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                out.push(body[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(body[start..].trim());
    out
}

/// The words of a statement, in lower case.
pub(crate) fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// What waits for one key: the row as it will stand, numbers to add to those beside the key, or its end.
#[derive(Clone, Debug)]
enum Change {
    Put,
    Add(Vec<i64>),
    Del,
}

struct Waiting {
    shape: Arc<Shape>,
    rows: HashSet<Keyed<Change>>,
}

/// The rows that a batch has still to write: last state wins, deltas add, one flush a table.
#[derive(Default)]
pub(crate) struct Pending {
    tables: HashMap<String, Waiting>,
    /// Why a flush failed: the batch is spoilt, whatever a job makes of the error.
    spoilt: Option<Fault>,
}

/// What the waiting rows say of one key.
pub(crate) enum Word {
    /// The row as it will stand.
    Row(Vec<Value>),
    /// It will be gone.
    Gone,
    /// Only deltas wait; the table must be flushed and asked.
    Unsure,
    /// Nothing waits.
    Silent,
}

/// What waits for the rows of a table that have a certain value in a column.
pub(crate) enum Over {
    /// Nothing.
    Nothing,
    /// By key, instead of what the database has under it: the row, or nothing where no row of that value will
    /// stand.
    Rows(Vec<(Vec<Value>, Option<Vec<Value>>)>),
    /// Deltas, which only the database can add up.
    Unsure,
}

/// How many rows may wait in a table before they are written down in mid-batch.
const FULL: usize = 10_000;

impl Pending {
    fn at(&mut self, shape: &Arc<Shape>) -> &mut Waiting {
        if !self.tables.contains_key(&shape.name) {
            let waiting = Waiting { shape: Arc::clone(shape), rows: HashSet::default() };
            self.tables.insert(shape.name.clone(), waiting);
        }
        self.tables.get_mut(&shape.name).expect("it is there now")
    }

    /// Whether a table has so many rows waiting that it should be flushed now.
    pub(crate) fn full(&self, table: &str) -> bool {
        self.tables.get(table).is_some_and(|w| w.rows.len() >= FULL)
    }

    /// A row that its shape has checked.
    pub(crate) fn put(&mut self, shape: &Arc<Shape>, row: Arc<[Value]>) -> Result<(), Fault> {
        let before = self.at(shape).rows.replace(Keyed::new(row, shape.key, Change::Put));
        if shape.only_added && before.is_some() {
            return Err(Fault::Broken(format!("a row of {} was added twice", shape.name)));
        }
        Ok(())
    }

    /// The row of a key that its shape has checked.
    pub(crate) fn del(&mut self, shape: &Arc<Shape>, key: Arc<[Value]>) -> Result<(), Fault> {
        if shape.only_added {
            return Err(Fault::Broken(format!("no row of {} is ever struck out", shape.name)));
        }
        self.at(shape).rows.replace(Keyed::new(key, shape.key, Change::Del));
        Ok(())
    }

    pub(crate) fn add(
        &mut self,
        shape: &Arc<Shape>,
        key: Vec<Value>,
        deltas: &[(&str, i64)],
    ) -> Result<(), Fault> {
        shape.check(&key, shape.key)?;
        let beside = &shape.columns[shape.key..];
        if beside.is_empty() || shape.only_added || beside.iter().any(|(_, k)| *k == Kind::Text) {
            let name = &shape.name;
            return Err(Fault::Broken(format!(
                "{name} cannot be added to: beside its key stand only numbers"
            )));
        }
        let mut by = vec![0_i64; beside.len()];
        for (column, delta) in deltas {
            let i = beside.iter().position(|(n, _)| n == column);
            let i = i.ok_or_else(|| Fault::Broken(format!("{} has no number {column}", shape.name)))?;
            by[i] += delta;
        }
        let rows = &mut self.at(shape).rows;
        let raised = |beside: &[Value]| -> Arc<[Value]> {
            let sums = beside.iter().zip(&by).map(|(value, by)| value.as_int().unwrap_or_default() + by);
            key.iter().cloned().chain(sums.map(Value::Int)).collect()
        };
        let (row, change) = match rows.take(key.as_slice()) {
            Some(Keyed { row, word: Change::Put, .. }) => (raised(&row[shape.key..]), Change::Put),
            Some(Keyed { word: Change::Del, .. }) => (raised(&vec![Value::Int(0); by.len()]), Change::Put),
            Some(Keyed { row, word: Change::Add(mut sums), .. }) => {
                sums.iter_mut().zip(&by).for_each(|(sum, by)| *sum += by);
                (row, Change::Add(sums))
            }
            None => (key.into(), Change::Add(by)),
        };
        rows.insert(Keyed::new(row, shape.key, change));
        Ok(())
    }

    /// What waits for this key.
    pub(crate) fn says(&self, table: &str, key: &[Value]) -> Word {
        match self.tables.get(table).and_then(|w| w.rows.get(key)) {
            Some(Keyed { row, word: Change::Put, .. }) => Word::Row(row.to_vec()),
            Some(Keyed { word: Change::Del, .. }) => Word::Gone,
            Some(Keyed { word: Change::Add(_), .. }) => Word::Unsure,
            None => Word::Silent,
        }
    }

    /// What waits for the rows of a table, of which those are wanted that have a value in a column.
    pub(crate) fn over(&self, table: &str, (at, value): (usize, &Value)) -> Over {
        let Some(waiting) = self.tables.get(table) else { return Over::Nothing };
        let mut rows = Vec::new();
        for waits in &waiting.rows {
            let row = match waits.word {
                Change::Put => (waits.row.get(at) == Some(value)).then(|| waits.row.to_vec()),
                Change::Del => None,
                Change::Add(_) => return Over::Unsure,
            };
            rows.push((waits.key().to_vec(), row));
        }
        Over::Rows(rows)
    }

    /// The tables named in a statement that have rows waiting.
    pub(crate) fn named<'s>(&self, sql: &'s str) -> BTreeSet<&'s str> {
        if self.tables.is_empty() {
            return BTreeSet::new();
        }
        words(sql).filter(|w| self.tables.contains_key(*w)).collect()
    }

    /// Writes down what waits for one table.
    pub(crate) fn flush(&mut self, engine: &mut dyn Engine, table: &str) -> Result<(), Fault> {
        match self.tables.remove(table) {
            Some(waiting) => self.note(engine.write(&[sheaf(waiting)])),
            None => Ok(()),
        }
    }

    fn note(&mut self, done: Result<(), Fault>) -> Result<(), Fault> {
        if let Err(fault) = &done {
            self.spoilt = Some(fault.clone());
        }
        done
    }

    /// Why this batch cannot be kept, if it cannot.
    pub(crate) fn spoilt(&self) -> Option<Fault> {
        self.spoilt.clone()
    }

    /// Writes down everything, in order of the tables' names.
    pub(crate) fn flush_all(&mut self, engine: &mut dyn Engine) -> Result<(), Fault> {
        let mut all: Vec<Sheaf> = self.tables.drain().map(|(_, waiting)| sheaf(waiting)).collect();
        all.sort_by(|a, b| a.shape.name.cmp(&b.shape.name));
        self.note(engine.write(&all))
    }

    /// Forgets what waits for a table that is being dropped.
    pub(crate) fn forget(&mut self, table: &str) {
        self.tables.remove(table);
    }

    pub(crate) fn clear(&mut self) {
        self.spoilt = None;
        self.tables.clear();
    }
}

/// What a batch has to write to one table: rows to strike out, to put, and to add to.
pub(crate) struct Sheaf {
    pub(crate) shape: Arc<Shape>,
    pub(crate) gone: Vec<Arc<[Value]>>,
    pub(crate) puts: Vec<Arc<[Value]>>,
    pub(crate) adds: Vec<Arc<[Value]>>,
}

fn sheaf(waiting: Waiting) -> Sheaf {
    let (mut gone, mut puts, mut adds) = (Vec::new(), Vec::new(), Vec::new());
    // in the order of their keys, so that neighbours in the table are written one after the other
    let mut rows: Vec<Keyed<Change>> = waiting.rows.into_iter().collect();
    rows.sort_unstable_by(|one, other| one.key().cmp(other.key()));
    for Keyed { row, word, .. } in rows {
        match word {
            Change::Del => gone.push(row),
            Change::Put => puts.push(row),
            Change::Add(by) => adds.push(row.iter().cloned().chain(by.into_iter().map(Value::Int)).collect()),
        }
    }
    Sheaf { shape: waiting.shape, gone, puts, adds }
}
