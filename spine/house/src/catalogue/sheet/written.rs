//! An item's tree as the text of its file, in the order of its shape, as a person would write it: what says
//! nothing is left out.

use std::fmt::Write;

use toml::{Table, Value};

use super::super::shape::{Key, Shape};
use super::super::shapes::ITEM;

/// The text, after some lines of comment that it keeps.
pub(super) fn text(item: &Table, comment: &str) -> String {
    let mut out = comment.to_owned();
    let there = |key: &&Key| item.get(key.name).is_some_and(|value| says(key, value));
    let blocks = |key: &Key| {
        matches!(key.shape, Shape::List(Shape::Keys(_) | Shape::Both, _) | Shape::Keys(_) | Shape::Map(..))
    };
    for key in ITEM.iter().filter(there).filter(|key| !blocks(key)) {
        line(&mut out, key, &item[key.name]);
    }
    for key in ITEM.iter().filter(there).filter(|key| blocks(key)) {
        match (key.shape, &item[key.name]) {
            (Shape::List(shape, _), Value::Array(all)) => {
                for one in all.iter().filter_map(Value::as_table) {
                    let _ = writeln!(out, "\n[[{}]]", key.name);
                    lines(&mut out, keys(shape), one);
                }
            }
            (Shape::Keys(keys), Value::Table(inner)) => {
                let _ = writeln!(out, "\n[{}]", key.name);
                lines(&mut out, keys, inner);
            }
            (Shape::Map(_, shape), Value::Table(inner)) => {
                let _ = writeln!(out, "\n[{}]", key.name);
                for (name, value) in inner {
                    let _ = writeln!(out, "{name} = {}", inline(shape, value));
                }
            }
            _ => {}
        }
    }
    out
}

const BOTH: &[Key] = &[
    Key { name: "zh", must: true, spared: false, shape: &Shape::Word },
    Key { name: "en", must: true, spared: false, shape: &Shape::Word },
];
const LIMIT: &[Key] = &[
    Key { name: "n", must: false, spared: false, shape: &Shape::Whole(0, i64::MAX) },
    Key { name: "unit", must: true, spared: false, shape: &Shape::Word },
];

/// The keys of what is a table.
fn keys(shape: &'static Shape) -> &'static [Key] {
    match shape {
        Shape::Keys(keys) => keys,
        Shape::Both => BOTH,
        Shape::Limit => LIMIT,
        _ => &[],
    }
}

fn lines(out: &mut String, keys: &'static [Key], table: &Table) {
    for key in keys.iter().filter(|key| table.get(key.name).is_some_and(|value| says(key, value))) {
        line(out, key, &table[key.name]);
    }
}

fn line(out: &mut String, key: &Key, value: &Value) {
    let _ = writeln!(out, "{} = {}", key.name, inline(key.shape, value));
}

/// Does this value say more than leaving it out?
fn says(key: &Key, value: &Value) -> bool {
    key.must
        || match value {
            Value::String(words) if key.name.ends_with("certainty") => words != "C",
            Value::String(words) if key.name == "takes" => words != "choice",
            Value::String(words) => !words.is_empty(),
            Value::Boolean(yes) => *yes,
            Value::Array(all) => !all.is_empty(),
            Value::Table(inner) => !inner.is_empty(),
            _ => true,
        }
}

fn inline(shape: &'static Shape, value: &Value) -> String {
    match (shape, value) {
        (Shape::Either(_, second), Value::Table(_)) => inline(second, value),
        (Shape::Either(first, _), _) => inline(first, value),
        (Shape::List(inner @ Shape::Keys(_), _), Value::Array(all)) => {
            let rows: String = all.iter().map(|one| format!("    {},\n", inline(inner, one))).collect();
            format!("[\n{rows}]")
        }
        (Shape::List(inner, _), Value::Array(all)) => {
            let each: Vec<String> = all.iter().map(|one| inline(inner, one)).collect();
            format!("[{}]", each.join(", "))
        }
        (Shape::Map(_, inner), Value::Table(table)) => {
            let each: Vec<String> =
                table.iter().map(|(k, v)| format!("{k} = {}", inline(inner, v))).collect();
            format!("{{ {} }}", each.join(", "))
        }
        (_, Value::Table(table)) => {
            let there = keys(shape).iter().filter(|key| table.get(key.name).is_some_and(|v| says(key, v)));
            let each: Vec<String> =
                there.map(|key| format!("{} = {}", key.name, inline(key.shape, &table[key.name]))).collect();
            format!("{{ {} }}", each.join(", "))
        }
        (_, Value::String(words)) => quoted(words),
        (_, other) => other.to_string(),
    }
}

/// A basic string (TOML 1.0): on one line, whatever it holds.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
