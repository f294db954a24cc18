//! What differs between two editions of an item: field by field in words, and line by line beneath.

use std::collections::BTreeSet;

use kernel::{Item, Limit, Text};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

mod lines;
mod words;

pub use lines::{Line, Mark, lines};

/// How a part differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It was not there before.
    Added,
    /// It is there no more.
    Removed,
    /// It says something else.
    Changed,
    /// The same parts stand in another order.
    Moved,
}

/// One difference, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// Where in the file's tree, with the code or the words of a part: `materials.floor-plan.issuer`.
    pub at: String,
    /// What it is called.
    pub label: Text,
    /// How it differs.
    pub how: How,
    /// What it said; empty where it was added.
    pub before: Text,
    /// What it says; empty where it was removed.
    pub after: Text,
}

/// Everything that differs, in the order of the file's keys.
pub fn between(before: &Item, after: &Item) -> Vec<Difference> {
    let value = |item: &Item| serde_json::to_value(item).expect("an item is JSON");
    let mut found = Vec::new();
    let at = Place { at: String::new(), label: Text::default(), key: String::new() };
    differ(&value(before), &value(after), &at, &mut found);
    found.sort_by_key(|difference| words::place(&difference.at));
    found
}

/// A part of the tree: where, what it is called, and its own key.
struct Place {
    at: String,
    label: Text,
    key: String,
}

impl Place {
    fn inside(&self, key: &str) -> Self {
        let label = words::label(&self.at, key);
        let label = if self.at.is_empty() {
            label
        } else {
            Text::new(format!("{}：{}", self.label.zh, label.zh), format!("{}: {}", self.label.en, label.en))
        };
        Self { at: join(&self.at, key), label, key: key.to_owned() }
    }

    fn part(&self, name: &str, words: &Text) -> Self {
        let label = Text::new(
            format!("{}“{}”", self.label.zh, words.zh),
            format!("{} “{}”", self.label.en, words.en),
        );
        Self { at: join(&self.at, name), label, key: self.key.clone() }
    }
}

fn join(at: &str, step: &str) -> String {
    if at.is_empty() { step.to_owned() } else { format!("{at}.{step}") }
}

fn differ(before: &Value, after: &Value, place: &Place, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Array(one), Value::Array(other)) => lists(one, other, place, found),
        (Value::Object(one), Value::Object(other)) if !leaf(before) && !leaf(after) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for key in keys {
                let get = |object: &serde_json::Map<String, Value>| object.get(key).cloned();
                let (one, other) = (get(one).unwrap_or_default(), get(other).unwrap_or_default());
                differ(&one, &other, &place.inside(key), found);
            }
        }
        _ => {
            let (one, other) = (said(before, &place.key), said(after, &place.key));
            let how = match (nothing(before), nothing(after)) {
                (true, false) => How::Added,
                (false, true) => How::Removed,
                _ => How::Changed,
            };
            found.push(Difference {
                at: place.at.clone(),
                label: place.label.clone(),
                how,
                before: one,
                after: other,
            });
        }
    }
}

/// Parts are told apart by their code, or by their words where they have none.
fn lists(before: &[Value], after: &[Value], place: &Place, found: &mut Vec<Difference>) {
    let named = |all: &[Value]| -> Vec<(String, Value)> {
        all.iter().map(|value| (name(value, &place.key), value.clone())).collect()
    };
    let (one, other) = (named(before), named(after));
    let find =
        |all: &[(String, Value)], name: &str| all.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    for (name, value) in &one {
        match find(&other, name) {
            Some(now) => differ(value, &now, &place.part(name, &headline(value, &place.key)), found),
            None => found.push(whole(place, name, How::Removed, value)),
        }
    }
    for (name, value) in other.iter().filter(|(name, _)| find(&one, name).is_none()) {
        found.push(whole(place, name, How::Added, value));
    }
    let order = |all: &[(String, Value)], in_both: &[(String, Value)]| -> Vec<String> {
        all.iter().map(|(n, _)| n.clone()).filter(|n| find(in_both, n).is_some()).collect()
    };
    let (was, is) = (order(&one, &other), order(&other, &one));
    if was != is {
        found.push(Difference {
            at: place.at.clone(),
            label: place.label.clone(),
            how: How::Moved,
            before: said(&Value::Array(before.to_vec()), &place.key),
            after: said(&Value::Array(after.to_vec()), &place.key),
        });
    }
}

/// A part that came or went as a whole.
fn whole(place: &Place, name: &str, how: How, value: &Value) -> Difference {
    let words = in_full(value, &place.key);
    let (before, after) = if how == How::Added { (Text::default(), words) } else { (words, Text::default()) };
    Difference { at: join(&place.at, name), label: place.label.clone(), how, before, after }
}

fn nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// Is it shown as one: words in both languages, a limit?
fn leaf(value: &Value) -> bool {
    text(value).is_some() || limit(value).is_some() || nothing(value)
}

fn text(value: &Value) -> Option<Text> {
    let object = value.as_object().filter(|object| object.len() == 2)?;
    Some(Text::new(object.get("zh")?.as_str()?, object.get("en")?.as_str()?))
}

fn limit(value: &Value) -> Option<Limit> {
    value.get("unit")?;
    serde_json::from_value(value.clone()).ok()
}

/// What tells a part of a list from the others.
fn name(value: &Value, key: &str) -> String {
    let code = value.get("code").or_else(|| value.get("kind")).and_then(Value::as_str);
    code.map_or_else(|| headline(value, key).zh, str::to_owned)
}

/// What a part is called by people.
fn headline(value: &Value, key: &str) -> Text {
    let named = ["name", "label", "text"].iter().find_map(|key| text(value.get(*key)?));
    named.unwrap_or_else(|| said(value, key))
}

/// A value in words.
fn said(value: &Value, key: &str) -> Text {
    if let Some(text) = text(value) {
        return text;
    }
    if let Some(limit) = limit(value) {
        return Text::new(limit.zh(), limit.en());
    }
    match value {
        Value::Null => Text::default(),
        Value::Bool(true) => Text::new("是", "yes"),
        Value::Bool(false) => Text::new("否", "no"),
        Value::String(word) => words::value(key, word),
        Value::Number(number) if key == "fen" => yuan(number.as_i64().unwrap_or_default()),
        Value::Number(number) => Text::new(number.to_string(), number.to_string()),
        Value::Array(all) => {
            let parts: Vec<Text> = all.iter().map(|one| headline(one, key)).collect();
            let words =
                |pick: fn(&Text) -> &str, comma: &str| parts.iter().map(pick).collect::<Vec<_>>().join(comma);
            Text::new(words(|t| &t.zh, "、"), words(|t| &t.en, ", "))
        }
        Value::Object(_) => in_full(value, key),
    }
}

/// Every part of a value, named: for what came or went as a whole.
fn in_full(value: &Value, key: &str) -> Text {
    let Some(object) = value.as_object().filter(|_| !leaf(value)) else { return said(value, key) };
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (key, part) in object.iter().filter(|(key, part)| !nothing(part) && !key.ends_with("certainty")) {
        let (label, words) = (words::label("", key), said(part, key));
        zh.push(format!("{}：{}", label.zh, words.zh));
        en.push(format!("{}: {}", label.en, words.en));
    }
    Text::new(zh.join("；"), en.join("; "))
}

fn yuan(fen: i64) -> Text {
    let (whole, rest) = (fen / 100, fen.rem_euclid(100));
    let amount = if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") };
    Text::new(format!("{amount} 元"), format!("{amount} yuan"))
}

#[cfg(test)]
mod tests;
