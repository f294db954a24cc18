//! What stands in a column: a whole number or a text, nothing else (dialect rules 1 and 2).

use smol_str::SmolStr;
use std::fmt;

/// One value of a row or one argument of a statement. Money is fen, time is epoch ms, truth is 0 or 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A `bigint`.
    Int(i64),
    /// A `text`; short ones (23 bytes) lie in the value itself, longer ones are shared by their copies.
    Text(SmolStr),
}

impl Value {
    /// The number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(n) => Some(*n),
            Value::Text(_) => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(t) => Some(t),
            Value::Int(_) => None,
        }
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Value::Int(n)
    }
}

impl From<i32> for Value {
    fn from(n: i32) -> Self {
        Value::Int(i64::from(n))
    }
}

impl From<u32> for Value {
    fn from(n: u32) -> Self {
        Value::Int(i64::from(n))
    }
}

/// Truth is 0 or 1.
impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Value::Int(i64::from(b))
    }
}

impl From<&str> for Value {
    fn from(t: &str) -> Self {
        Value::Text(SmolStr::new(t))
    }
}

impl From<&String> for Value {
    fn from(t: &String) -> Self {
        Value::Text(SmolStr::new(t))
    }
}

impl From<String> for Value {
    fn from(t: String) -> Self {
        Value::Text(SmolStr::from(t))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Int(n) => write!(f, "{n}"),
            Value::Text(t) => f.write_str(t),
        }
    }
}

/// One row of an answer, by column number from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The number in column `i`. Panics when the column is absent or a text: the SQL beside it is wrong.
    pub fn int(&self, i: usize) -> i64 {
        match self.0.get(i) {
            Some(Value::Int(n)) => *n,
            Some(Value::Text(_)) => panic!("column {i} is text, not a number"),
            None => panic!("there is no column {i}: the row has {}", self.0.len()),
        }
    }

    /// The text in column `i`. Panics when the column is absent or a number: the SQL beside it is wrong.
    pub fn text(&self, i: usize) -> &str {
        match self.0.get(i) {
            Some(Value::Text(t)) => t,
            Some(Value::Int(_)) => panic!("column {i} is a number, not text"),
            None => panic!("there is no column {i}: the row has {}", self.0.len()),
        }
    }

    /// Truth kept as 0 or 1 in column `i`; panics as [`Row::int`] does.
    pub fn truth(&self, i: usize) -> bool {
        self.int(i) != 0
    }

    /// How many columns it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has no columns.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
