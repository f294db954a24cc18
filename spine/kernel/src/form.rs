//! Typed fields of a form, and the one check of what somebody typed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::decider::Text;
use crate::id;
use crate::item::{Choice, Situation, When};
use crate::limits::{GROUP_ROWS, LINE_CHARS, NAME_CHARS, REASON_CHARS};
use crate::party;

mod leaves;
#[cfg(test)]
mod tests;
pub(crate) mod written;

pub use leaves::{add_row, drawn_rows, drop_row, leaves, rows_code};
use leaves::{crowded, spread};
use written::plain;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// An amount in yuan with up to two decimals; the answer always has both (`1200.00`).
    Money,
    /// A natural person: answers at `code.name` and `code.id`.
    Person,
    /// An organisation: answers at `code.name` and `code.uscc`.
    Organisation,
    /// An address: answers at `code.town` (one of the options, if there are any) and `code.line`.
    Address,
    /// Rows of the same fields: answers at `code.0.field`, `code.1.field` …
    Group,
}

impl FieldKind {
    /// Is it drawn as one control, with one answer under the field's own code?
    pub fn is_one(self) -> bool {
        !matches!(self, Self::Person | Self::Organisation | Self::Address | Self::Group)
    }
}

/// How many rows a group has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// At least.
    pub min: usize,
    /// At most; never more than [`GROUP_ROWS`].
    pub max: usize,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// Options of a choice; towns of an address.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Fields of one row of a group.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// How many rows a group has; one at least and [`GROUP_ROWS`] at most if not said.
    #[serde(default)]
    pub rows: Option<Rows>,
    /// When it is asked.
    #[serde(default)]
    pub when: When,
    /// Is it the applicant's own name, number or telephone? It is filled in from the account, and stays open.
    #[serde(default)]
    pub own: bool,
}

impl Field {
    /// A field that must be filled and has nothing but its name, label and kind.
    pub fn new(code: &str, label: Text, kind: FieldKind) -> Self {
        Self {
            code: code.to_owned(),
            label,
            kind,
            optional: false,
            hint: None,
            options: Vec::new(),
            fields: Vec::new(),
            rows: None,
            when: When::new(),
            own: false,
        }
    }

    /// The controls that a person, an organisation or an address is made of, with codes below this one;
    /// nothing for other kinds. A composite left blank altogether is optional if the field is.
    pub fn parts(&self) -> Vec<Field> {
        let part = |code: &str, zh: &str, en: &str, kind| {
            let field = Field::new(&format!("{}.{code}", self.code), Text::new(zh, en), kind);
            Field { optional: self.optional, ..field }
        };
        match self.kind {
            FieldKind::Person => vec![
                part("name", "姓名", "Name", FieldKind::Name),
                part("id", "公民身份号码", "Identity number", FieldKind::CitizenId),
            ],
            FieldKind::Organisation => vec![
                part("name", "名称", "Name", FieldKind::Name),
                part("uscc", "统一社会信用代码", "Unified social credit code", FieldKind::Uscc),
            ],
            FieldKind::Address => {
                let town = if self.options.is_empty() {
                    part("town", "省、市、县、镇街", "Province, city, county and town", FieldKind::Text)
                } else {
                    let town = part("town", "镇街", "Town or street", FieldKind::Choice);
                    Field { options: self.options.clone(), ..town }
                };
                vec![
                    town,
                    part("line", "村、路和门牌号", "Village or road, and house number", FieldKind::Text),
                ]
            }
            _ => Vec::new(),
        }
    }

    /// The bounds of a group's rows.
    pub fn bounds(&self) -> Rows {
        let rows = self.rows.unwrap_or(Rows { min: 1, max: GROUP_ROWS });
        let max = rows.max.clamp(1, GROUP_ROWS);
        Rows { min: if self.optional { 0 } else { rows.min.min(max) }, max }
    }
}

/// Answers by field.
pub type Answers = BTreeMap<String, String>;

/// What is wrong with one field, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
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
/// Rows of a group that are blank are left out and the others move up. What this gives may be given to it
/// again and comes out the same, so that a page and the law behind it may both ask.
///
/// # Errors
/// One [`FieldFault`] per control that is missing or wrong, at its own code (`owner.id`, `shares.0.name`),
/// and one at a group with more rows than it takes.
pub fn check(fields: &[Field], situation: &Situation, typed: &Answers) -> Result<Answers, Vec<FieldFault>> {
    let mut answers = Answers::new();
    let mut faults = crowded(fields, situation, typed);
    for leaf in spread(fields, situation, typed) {
        let raw = typed.get(&leaf.field.code).map_or("", |s| s.trim());
        match read(&leaf.field, raw) {
            Ok(Some(answer)) => {
                answers.insert(leaf.answer, answer);
            }
            Ok(None) => {}
            Err(text) => faults.push(FieldFault::new(&leaf.field.code, leaf.told(text))),
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
            let day = written::day(raw).ok_or_else(|| {
                Text::new(
                    format!("没有“{raw}”这一天。先写年，再写月、日，像 2026-09-23 这样"),
                    format!("There is no day “{raw}”. Write year, month, day, like 2026-09-23"),
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
        FieldKind::CitizenId => id::check_citizen_id(&plain(raw)).map_err(|f| f.text())?.as_str().to_owned(),
        FieldKind::Uscc => id::check_uscc(&plain(raw)).map_err(|f| f.text())?.as_str().to_owned(),
        FieldKind::Money => money(raw)?,
        FieldKind::Person | FieldKind::Organisation | FieldKind::Address | FieldKind::Group => {
            unreachable!("spread gives their parts in their place")
        }
    };
    Ok(Some(answer))
}

fn number(raw: &str) -> Result<String, Text> {
    written::whole(raw).map(|n| n.to_string()).ok_or_else(|| {
        Text::new(
            format!("“{raw}”不是整数。请只写数字，如 120"),
            format!("“{raw}” is not a whole number. Write digits only, like 120"),
        )
    })
}

/// The fen of an answer of kind [`FieldKind::Money`]; none if it is not one.
pub fn fen(answer: &str) -> Option<i64> {
    let (yuan, cents) = answer.split_once('.')?;
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if cents.len() != 2 || !digits(yuan) || !digits(cents) {
        return None;
    }
    yuan.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents.parse().ok()?)
}

fn money(raw: &str) -> Result<String, Text> {
    let wrong = || {
        Text::new(
            format!("“{raw}”不是金额。请写元，最多两位小数，如 1200 或 1200.50"),
            format!("“{raw}” is not an amount. Write yuan with two decimals at most, like 1200 or 1200.50"),
        )
    };
    let plain = plain(raw);
    let plain: String = plain.trim_start_matches(['¥', '￥']).trim_end_matches('元').replace(',', "");
    let (yuan, cents) = plain.split_once('.').unwrap_or((&plain, "0"));
    if cents.is_empty() {
        return Err(wrong());
    }
    let yuan: i64 = yuan.parse().map_err(|_| wrong())?;
    let answer = format!("{yuan}.{cents:0<2}");
    fen(&answer).map(|_| answer).ok_or_else(wrong)
}

fn missing(field: &Field) -> Text {
    let (zh, en) = (&field.label.zh, &field.label.en);
    match field.kind {
        FieldKind::Choice => Text::new(format!("请选择{zh}"), format!("Choose: {en}")),
        _ => Text::new(format!("请填写{zh}"), format!("Fill in: {en}")),
    }
}
