//! What a reader has asked in one look. A look is one snapshot, so the same question has the same answer: a
//! page that names an officer on forty lines of a diary asks for her name once.

use crate::{Row, Value};
use foldhash::HashMap;
use std::cell::RefCell;

/// Rows of an answer that is worth holding: names, single facts, the diary of a case.
const ROWS: usize = 50;
/// Rows of all answers of one look that are held, an empty answer as one: some hundred KiB; what is asked
/// beyond is asked each time.
const ALL: usize = 400;

/// Answers by statement and arguments.
#[derive(Default)]
pub(crate) struct Once(RefCell<Held>);

#[derive(Default)]
struct Held {
    answers: HashMap<String, HashMap<Vec<Value>, Vec<Row>>>,
    rows: usize,
}

impl Once {
    /// What this was answered before in this look.
    pub(crate) fn known(&self, sql: &str, args: &[Value]) -> Option<Vec<Row>> {
        self.0.borrow().answers.get(sql)?.get(args).cloned()
    }

    /// Holds an answer.
    pub(crate) fn told(&self, sql: &str, args: &[Value], rows: &[Row]) {
        let held = &mut *self.0.borrow_mut();
        if rows.len() > ROWS || held.rows >= ALL {
            return;
        }
        held.rows += rows.len().max(1);
        let answers = match held.answers.get_mut(sql) {
            Some(answers) => answers,
            None => held.answers.entry(sql.to_owned()).or_default(),
        };
        answers.insert(args.to_vec(), rows.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, Once, ROWS};
    use crate::{Row, Value};

    #[test]
    fn short_answers_are_held_by_statement_and_arguments_and_not_without_end() {
        let (once, row) = (Once::default(), |n: i64| Row(vec![Value::from(n)]));
        once.told("a", &[Value::from(1)], &[row(1)]);
        once.told("a", &[Value::from(2)], &[]);
        once.told("b", &[Value::from(1)], &vec![row(7); ROWS + 1]);
        assert_eq!(once.known("a", &[Value::from(1)]), Some(vec![row(1)]));
        assert_eq!(once.known("a", &[Value::from(2)]), Some(Vec::new()), "nothing is an answer too");
        assert_eq!(once.known("b", &[Value::from(1)]), None);
        assert_eq!(once.known("a", &[]), None);
        for n in 0..1_000 {
            once.told("c", &[Value::from(n)], &[row(n)]);
        }
        let held = (0..1_000).filter(|n| once.known("c", &[Value::from(*n)]).is_some()).count();
        assert_eq!(held, ALL - 2);
    }
}
