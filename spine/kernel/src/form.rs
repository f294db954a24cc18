//! Typed fields of a form, and the one check of what somebody typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::decider::Text;
use crate::id;
use crate::item::{Choice, Situation, When, applies};
use crate::limits::{LINE_CHARS, NAME_CHARS, REASON_CHARS};
use crate::party;
use crate::time::Day;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    Lines,
    /// A whole number.
    Number,
    /// A civil day.
    Date,
    /// One of the options.
    Choice,
    /// Name of a person or organisation.
    Name,
    /// Mobile number of eleven digits.
    Phone,
    /// 公民身份号码 (GB 11643).
    CitizenId,
    /// 统一社会信用代码 (GB 32100-2015).
    Uscc,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Name in answers.
    pub code: String,
    /// Its label.
    pub label: Text,
    /// What it takes.
    pub kind: FieldKind,
    /// May it be left empty?
    #[serde(default)]
    pub optional: bool,
    /// What helps to fill it.
    #[serde(default)]
    pub hint: Option<Text>,
    /// Options of a choice.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// When it is asked.
    #[serde(default)]
    pub when: When,
}

/// Answers by field.
pub type Answers = BTreeMap<String, String>;

/// What is wrong with one field, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldFault {
    /// Which field.
    pub field: String,
    /// What is wrong and how to mend it.
    pub text: Text,
}

impl FieldFault {
    /// A fault at a field.
    pub fn new(field: &str, text: Text) -> Self {
        Self { field: field.to_owned(), text }
    }
}

/// Read what was typed: cleaned answers of the fields that apply, or every fault at once.
///
/// # Errors
/// One [`FieldFault`] per field that is missing or wrong.
pub fn check(fields: &[Field], situation: &Situation, typed: &Answers) -> Result<Answers, Vec<FieldFault>> {
    let mut answers = Answers::new();
    let mut faults = Vec::new();
    for field in fields.iter().filter(|f| applies(&f.when, situation)) {
        let raw = typed.get(&field.code).map_or("", |s| s.trim());
        match read(field, raw) {
            Ok(Some(answer)) => {
                answers.insert(field.code.clone(), answer);
            }
            Ok(None) => {}
            Err(text) => faults.push(FieldFault::new(&field.code, text)),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

fn read(field: &Field, raw: &str) -> Result<Option<String>, Text> {
    if raw.is_empty() {
        return if field.optional { Ok(None) } else { Err(missing(field)) };
    }
    let answer = match field.kind {
        FieldKind::Text => party::clean(raw, LINE_CHARS).map_err(|f| f.text())?,
        FieldKind::Lines => party::clean_lines(raw, REASON_CHARS).map_err(|f| f.text())?,
        FieldKind::Name => party::clean(raw, NAME_CHARS).map_err(|f| f.text())?,
        FieldKind::Number => number(raw)?,
        FieldKind::Date => {
            let day: Day = raw.parse().map_err(|_| {
                Text::new(
                    format!("没有“{raw}”这一天。请写成 2026-09-23 这样"),
                    format!("There is no day “{raw}”. Write it like 2026-09-23"),
                )
            })?;
            day.to_string()
        }
        FieldKind::Choice => {
            if !field.options.iter().any(|o| o.code == raw) {
                return Err(missing(field));
            }
            raw.to_owned()
        }
        FieldKind::Phone => party::phone(raw).map_err(|f| f.text())?,
        FieldKind::CitizenId => id::check_citizen_id(raw).map_err(|f| f.text())?.as_str().to_owned(),
        FieldKind::Uscc => id::check_uscc(raw).map_err(|f| f.text())?.as_str().to_owned(),
    };
    Ok(Some(answer))
}

fn number(raw: &str) -> Result<String, Text> {
    raw.parse::<i64>().ok().filter(|n| *n >= 0).map(|n| n.to_string()).ok_or_else(|| {
        Text::new(
            format!("“{raw}”不是整数。请只写数字，如 120"),
            format!("“{raw}” is not a whole number. Write digits only, like 120"),
        )
    })
}

fn missing(field: &Field) -> Text {
    let (zh, en) = (&field.label.zh, &field.label.en);
    match field.kind {
        FieldKind::Choice => Text::new(format!("请选择{zh}"), format!("Choose: {en}")),
        _ => Text::new(format!("请填写{zh}"), format!("Fill in: {en}")),
    }
}
