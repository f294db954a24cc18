//! What the writer remembers between batches, within bounds: rows by key, streams that have not begun, and
//! states that its caller folded. All of it is provisional until the commit and forgotten with a rollback.

use crate::keyed::Keyed;
use crate::{Row, Value};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::any::Any;
use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::Arc;

/// Entries of a generation, of which two are held: some four thousand rows a table, a few MiB of each.
const GENERATION: usize = 2_048;
/// The same of folded states, of which a case, its papers and its licence have one each: a county's days.
const FOLDED: usize = 8_192;

/// The last entries used: two generations, the elder of which is dropped whole when the younger is full.
pub(crate) struct Lately<K, V, const MOST: usize = GENERATION> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K, V, const MOST: usize> Default for Lately<K, V, MOST> {
    fn default() -> Self {
        Lately { young: HashMap::new(), old: HashMap::new() }
    }
}

impl<K: Eq + Hash, V, const MOST: usize> Lately<K, V, MOST> {
    pub(crate) fn put(&mut self, key: K, value: V) {
        if !self.old.is_empty() {
            self.old.remove(&key);
        }
        if self.young.len() >= MOST {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    /// Takes an entry out.
    pub(crate) fn take<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.young.remove(key).or_else(|| self.old.remove(key))
    }

    /// Looks at an entry; one that is used stays for another generation.
    pub(crate) fn get<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        if !self.young.contains_key(key)
            && let Some((key, value)) = self.old.remove_entry(key)
        {
            self.put(key, value);
        }
        self.young.get(key)
    }
}

/// A row, or a key alone; and whether there is such a row.
type Known = Keyed<bool>;

/// What is remembered of one table, rows and keys that have none, in two generations as [`Lately`] has them.
#[derive(Default)]
struct Table {
    young: HashSet<Known>,
    old: HashSet<Known>,
}

impl Table {
    fn put(&mut self, known: Known) {
        if !self.old.is_empty() {
            self.old.remove(known.key());
        }
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.replace(known);
    }

    fn take(&mut self, key: &[Value]) {
        if !self.young.remove(key) {
            self.old.remove(key);
        }
    }

    /// What is known under a key; what is used stays for another generation.
    fn get(&mut self, key: &[Value]) -> Option<Known> {
        if let Some(known) = self.young.get(key) {
            return Some(known.clone());
        }
        let known = self.old.take(key)?;
        self.put(known.clone());
        Some(known)
    }

    fn holds(&self, key: &[Value]) -> bool {
        self.young.contains(key) || self.old.contains(key)
    }
}

/// A state that the caller folded, and the version it is of.
type Folded = (i64, Box<dyn Any + Send>);

#[derive(Default)]
pub(crate) struct Memory {
    /// Tables that were ever asked by key: what is only written is not worth remembering.
    tables: HashMap<String, Table>,
    /// Names of streams that have not begun.
    pub(crate) unbegun: Lately<String, ()>,
    folded: Lately<String, Folded, FOLDED>,
    /// Names of streams that this batch is about, without what stands before their first `/`.
    pub(crate) spoken_of: HashSet<Value>,
    /// Tables that are asked by such a name, as far as that was seen: where asking is dear they are asked for
    /// all names of a batch at once.
    by_name: BTreeSet<String>,
    /// Counts writes, and says at which count each table was last written.
    count: u64,
    touched: HashMap<String, u64>,
    asked: HashMap<String, Question>,
}

/// A statement that was asked: the tables it names, and answers by its arguments, each of the count at which
/// it was given.
struct Question {
    tables: Vec<String>,
    answers: Lately<Vec<Value>, (u64, Vec<Row>)>,
}

/// Statements whose answers are remembered; a house has some dozens, the rest are made up as they are asked.
const QUESTIONS: usize = 200;
/// Bytes of text in an answer that is worth remembering: a few short rows.
const ANSWER: usize = 512;

impl Memory {
    pub(crate) fn clear(&mut self) {
        *self = Memory::default();
    }

    /// Something is written to a table.
    pub(crate) fn touch(&mut self, table: &str) {
        self.count += 1;
        match self.touched.get_mut(table) {
            Some(at) => *at = self.count,
            None => drop(self.touched.insert(table.to_owned(), self.count)),
        }
    }

    /// What a statement answered when none of its tables had been written since; nothing if it is not known.
    pub(crate) fn answer(&mut self, sql: &str, args: &[Value]) -> Option<Vec<Row>> {
        let question = self.asked.get_mut(sql)?;
        let (given, rows) = question.answers.get(args)?;
        let stale = |table: &String| self.touched.get(table).is_some_and(|at| at > given);
        (!question.tables.iter().any(stale)).then(|| rows.clone())
    }

    /// Remembers what a statement answered; `tables` names those that it reads.
    pub(crate) fn answered(
        &mut self,
        sql: &str,
        args: &[Value],
        rows: &[Row],
        tables: impl FnOnce() -> Vec<String>,
    ) {
        let texts = rows.iter().flat_map(|row| &row.0).filter_map(Value::as_text);
        if texts.map(str::len).sum::<usize>() > ANSWER {
            return;
        }
        if self.asked.len() >= QUESTIONS {
            self.asked.clear();
        }
        let count = self.count;
        let question = match self.asked.get_mut(sql) {
            Some(question) => question,
            None => {
                let tables = tables();
                if tables.is_empty() {
                    return;
                }
                let fresh = || Question { tables, answers: Lately::default() };
                self.asked.entry(sql.to_owned()).or_insert_with(fresh)
            }
        };
        question.answers.put(args.to_vec(), (count, rows.to_vec()));
    }

    /// A table was asked for a key that nothing was known of.
    pub(crate) fn missed(&mut self, table: &str, key: &[Value]) {
        if let [name] = key
            && self.spoken_of.contains(name)
            && !self.by_name.contains(table)
        {
            self.by_name.insert(table.to_owned());
        }
    }

    /// Tables that are asked by the name of what a command is about, and were asked in vain for one before.
    pub(crate) fn asked_by_name(&self) -> impl Iterator<Item = &str> {
        self.by_name.iter().map(String::as_str)
    }

    /// Whether a row, or its absence, is remembered.
    pub(crate) fn knows(&self, table: &str, key: &[Value]) -> bool {
        self.tables.get(table).is_some_and(|known| known.holds(key))
    }

    /// The row of a key, or that there is none; nothing if it is not remembered.
    pub(crate) fn row(&mut self, table: &str, key: &[Value]) -> Option<Option<Arc<[Value]>>> {
        let known = self.tables.get_mut(table)?.get(key)?;
        Some(known.word.then_some(known.row))
    }

    /// The database has said what stands under this key.
    pub(crate) fn learn(&mut self, table: &str, key: &[Value], row: Option<&[Value]>) {
        let known = Keyed::new(row.unwrap_or(key).into(), key.len(), row.is_some());
        match self.tables.get_mut(table) {
            Some(table) => table.put(known),
            None => self.tables.entry(table.to_owned()).or_default().put(known),
        }
    }

    /// A row was written.
    pub(crate) fn written(&mut self, table: &str, key: usize, row: &Arc<[Value]>) {
        self.touch(table);
        if let Some(known) = self.tables.get_mut(table) {
            known.put(Keyed::new(Arc::clone(row), key, true));
        }
    }

    /// A row was struck out, if there was one under this key.
    pub(crate) fn struck(&mut self, table: &str, key: &Arc<[Value]>) {
        self.touch(table);
        if let Some(known) = self.tables.get_mut(table) {
            known.put(Keyed::new(Arc::clone(key), key.len(), false));
        }
    }

    /// Numbers beside a key were added to.
    pub(crate) fn unsure(&mut self, table: &str, key: &[Value]) {
        self.touch(table);
        if let Some(known) = self.tables.get_mut(table) {
            known.take(key);
        }
    }

    /// Something else than a row by key was written to a table.
    pub(crate) fn forget(&mut self, table: &str) {
        self.touch(table);
        self.tables.remove(table);
        self.by_name.remove(table);
    }

    pub(crate) fn keep<S: Send + 'static>(&mut self, stream: &str, version: i64, state: S) {
        self.folded.put(stream.to_owned(), (version, Box::new(state)));
    }

    /// Takes a folded state out, if it is of this version and type.
    pub(crate) fn folded<S: 'static>(&mut self, stream: &str, version: i64) -> Option<S> {
        let (of, state) = self.folded.take(stream)?;
        state.downcast::<S>().ok().filter(|_| of == version).map(|state| *state)
    }
}

#[cfg(test)]
mod tests {
    use super::{GENERATION, Lately, Memory};
    use crate::{Row, Value};

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let mut lately = Lately::<_, _>::default();
        for no in 0..10 * GENERATION {
            lately.put(no, no);
            assert_eq!(lately.get(&0), Some(&0), "it was used all the time");
        }
        assert_eq!(lately.get(&1), None);
        assert!(lately.young.len() + lately.old.len() <= 2 * GENERATION);
    }

    #[test]
    fn a_key_is_known_by_what_was_last_said_of_it() {
        let (mut memory, row) =
            (Memory::default(), |n: i64, beside: i64| [Value::from(n), Value::from(beside)]);
        memory.learn("a", &row(0, 1)[..1], None);
        assert_eq!(memory.row("a", &row(0, 1)[..1]), Some(None));
        for beside in 1..3 {
            memory.written("a", 1, &row(0, beside).into());
            assert_eq!(
                memory.row("a", &row(0, 7)[..1]),
                Some(Some(row(0, beside).into())),
                "what stands now"
            );
            assert_eq!(memory.row("a", &row(0, beside)), None, "a row is found by its key alone");
        }
        memory.struck("a", &row(0, 1)[..1].into());
        assert_eq!(memory.row("a", &row(0, 1)[..1]), Some(None));
        for no in (1..).take(10 * GENERATION) {
            memory.written("a", 1, &row(no, no).into());
            assert_eq!(memory.row("a", &row(0, 1)[..1]), Some(None), "it was used all the time");
        }
        assert!(!memory.knows("a", &row(1, 1)[..1]), "and this was not");
        let table = memory.tables.get("a").expect("its rows were learnt");
        assert!(table.young.len() + table.old.len() <= 2 * GENERATION);
    }

    #[test]
    fn an_answer_is_remembered_until_one_of_its_tables_is_written() {
        let (mut memory, sql) = (Memory::default(), "select n from a join b on a.n = b.n");
        let (rows, tables) = (vec![Row(vec![Value::from(1)])], || vec!["a".to_owned(), "b".to_owned()]);
        memory.answered(sql, &[], &rows, tables);
        assert_eq!(memory.answer(sql, &[]), Some(rows.clone()));
        memory.struck("c", &[Value::from(1)].into());
        assert!(memory.answer(sql, &[]).is_some(), "another table");
        memory.written("b", 1, &[Value::from(1)].into());
        assert_eq!(memory.answer(sql, &[]), None);
        memory.answered(sql, &[], &rows, tables);
        assert!(memory.answer(sql, &[]).is_some());
        memory.forget("a");
        assert_eq!(memory.answer(sql, &[]), None);
        memory.answered("select 1", &[], &rows, Vec::new);
        assert_eq!(memory.answer("select 1", &[]), None, "who knows what that reads");
    }

    #[test]
    fn a_state_of_another_version_or_type_is_not_taken_for_this_one() {
        let mut memory = Memory::default();
        memory.keep("case/1", 3, "a state".to_owned());
        assert_eq!(memory.folded::<String>("case/1", 4), None);
        memory.keep("case/1", 3, "a state".to_owned());
        assert_eq!(memory.folded::<i64>("case/1", 3), None);
        memory.keep("case/1", 3, "a state".to_owned());
        assert_eq!(memory.folded::<String>("case/1", 3).as_deref(), Some("a state"));
        assert_eq!(memory.folded::<String>("case/1", 3), None, "it is with whoever took it");
    }
}
