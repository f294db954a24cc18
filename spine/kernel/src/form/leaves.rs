//! From fields to controls: composites become their parts, groups their rows.

use std::collections::BTreeSet;

use super::{Answers, Field, FieldFault, FieldKind, Rows};
use crate::decider::Text;
use crate::item::{Situation, applies};

/// One control of a form as it stands on the page.
pub(super) struct Leaf {
    /// The field of this control alone; its code is the one under which it was typed.
    pub field: Field,
    /// The code under which its answer is kept: rows that moved up have another one.
    pub answer: String,
    /// What it stands in, outermost first: a person, a row.
    within: Vec<Text>,
}

impl Leaf {
    /// A sentence about this control that says where it stands.
    pub fn told(&self, text: Text) -> Text {
        self.within.iter().rev().fold(text, |text, around| {
            Text::new(format!("{}：{}", around.zh, text.zh), format!("{}: {}", around.en, text.en))
        })
    }
}

/// The controls of a form in this situation, in their order: each a field of one control with its whole code
/// (`owner.id`, `shares.0.amount`) and a label that says where it stands. A group has the rows in which
/// something was typed, and as many more as it asks for.
pub fn leaves(fields: &[Field], situation: &Situation, typed: &Answers) -> Vec<Field> {
    let leaves = spread(fields, situation, typed).into_iter();
    leaves.map(|leaf| Field { label: leaf.told(leaf.field.label.clone()), ..leaf.field }).collect()
}

/// [`leaves`] with what a check needs beside them.
pub(super) fn spread(fields: &[Field], situation: &Situation, typed: &Answers) -> Vec<Leaf> {
    let mut all = Vec::new();
    Spreading { situation, typed, all: &mut all }.fields(fields, "", "", &[]);
    all
}

struct Spreading<'a> {
    situation: &'a Situation,
    typed: &'a Answers,
    all: &'a mut Vec<Leaf>,
}

impl Spreading<'_> {
    fn fields(&mut self, fields: &[Field], typed_below: &str, kept_below: &str, within: &[Text]) {
        for field in fields.iter().filter(|f| applies(&f.when, self.situation)) {
            let (code, answer) =
                (format!("{typed_below}{}", field.code), format!("{kept_below}{}", field.code));
            let field = Field { code, ..field.clone() };
            match field.kind {
                FieldKind::Group => self.rows(&field, &answer, within),
                kind if kind.is_one() => {
                    self.all.push(Leaf { field, answer, within: within.to_vec() });
                }
                _ => self.parts(&field, &answer, within),
            }
        }
    }

    fn parts(&mut self, field: &Field, kept: &str, within: &[Text]) {
        let parts = field.parts();
        let begun = parts.iter().any(|part| filled(self.typed, &part.code));
        let within: Vec<Text> = within.iter().cloned().chain([field.label.clone()]).collect();
        for part in parts {
            let answer = format!("{kept}{}", &part.code[field.code.len()..]);
            let field = Field { optional: part.optional && !begun, ..part };
            self.all.push(Leaf { field, answer, within: within.clone() });
        }
    }

    fn rows(&mut self, group: &Field, kept: &str, within: &[Text]) {
        let mut rows = filled_rows(self.typed, &group.code);
        let free = (0..).filter(|n| !rows.contains(n));
        let lacking = group.bounds().min.saturating_sub(rows.len());
        let blank: Vec<usize> = free.take(lacking).collect();
        rows.extend(blank);
        for (place, row) in rows.into_iter().take(group.bounds().max).enumerate() {
            let within: Vec<Text> = within.iter().cloned().chain([row_label(group, row)]).collect();
            let below = (format!("{}.{row}.", group.code), format!("{kept}.{place}."));
            self.fields(&group.fields, &below.0, &below.1, &within);
        }
    }
}

/// `股东第 1 行`, `Shareholders, row 1`.
fn row_label(group: &Field, row: usize) -> Text {
    let n = row + 1;
    Text::new(format!("{}第 {n} 行", group.label.zh), format!("{}, row {n}", group.label.en))
}

fn filled(typed: &Answers, code: &str) -> bool {
    typed.get(code).is_some_and(|text| !text.trim().is_empty())
}

/// The row of this group that a code belongs to.
fn row_of(code: &str, group: &str) -> Option<usize> {
    let (row, _) = code.strip_prefix(group)?.strip_prefix('.')?.split_once('.')?;
    row.parse().ok()
}

/// The rows of a group in which something was typed.
fn filled_rows(typed: &Answers, group: &str) -> BTreeSet<usize> {
    let filled = typed.iter().filter(|(_, text)| !text.trim().is_empty());
    filled.filter_map(|(code, _)| row_of(code, group)).collect()
}

/// Groups in which more rows were typed than they take.
pub(super) fn crowded(fields: &[Field], situation: &Situation, typed: &Answers) -> Vec<FieldFault> {
    let groups = fields.iter().filter(|f| f.kind == FieldKind::Group && applies(&f.when, situation));
    let crowded = groups.filter_map(|group| {
        let (rows, most) = (filled_rows(typed, &group.code).len(), group.bounds().max);
        let text = Text::new(
            format!(
                "{}最多 {most} 行，现在是 {rows} 行，请删去 {} 行",
                group.label.zh,
                rows.checked_sub(most)?
            ),
            format!("{}: {most} rows at most, not {rows}", group.label.en),
        );
        (rows > most).then(|| FieldFault::new(&group.code, text))
    });
    crowded.collect()
}

/// The name of the hidden value that says how many rows of a group a page drew: `shares.rows`. It stays in
/// what was typed and in drafts; [`super::check`] passes over it.
pub fn rows_code(group: &str) -> String {
    format!("{group}.rows")
}

/// How many rows of a group a page draws: those it drew before, those in which something was typed, and at
/// least one.
pub fn drawn_rows(group: &Field, typed: &Answers) -> usize {
    let Rows { min, max } = group.bounds();
    let before = typed.get(&rows_code(&group.code)).and_then(|n| n.parse().ok()).unwrap_or(0);
    let last = filled_rows(typed, &group.code).last().map_or(0, |n| n.saturating_add(1));
    before.max(last).max(min).max(1).min(max)
}

/// Somebody asked for one more row of this group; at the most a group takes nothing changes.
pub fn add_row(fields: &[Field], typed: &mut Answers, group: &str) {
    if let Some(field) = fields.iter().find(|f| f.code == group && f.kind == FieldKind::Group) {
        let rows = (drawn_rows(field, typed) + 1).min(field.bounds().max);
        typed.insert(rows_code(group), rows.to_string());
    }
}

/// Somebody asked to take a row out: its place is `shares.2`. The rows after it move up, what was typed in
/// it is gone; a group keeps the rows it asks for, blank if need be.
pub fn drop_row(fields: &[Field], typed: &mut Answers, place: &str) {
    let Some((group, row)) = place.rsplit_once('.') else { return };
    let Some(field) = fields.iter().find(|f| f.code == group && f.kind == FieldKind::Group) else { return };
    let (rows, Ok(gone)) = (drawn_rows(field, typed), row.parse::<usize>()) else { return };
    if gone >= rows {
        return;
    }
    let below: Vec<String> = typed.keys().filter(|code| row_of(code, group).is_some()).cloned().collect();
    for code in below {
        let (Some(row), Some(answer)) = (row_of(&code, group), typed.get(&code).cloned()) else { continue };
        if row >= gone {
            typed.remove(&code);
        }
        if let Some(up) = row.checked_sub(1).filter(|up| *up >= gone) {
            let rest = &code[format!("{group}.{row}").len()..];
            typed.insert(format!("{group}.{up}{rest}"), answer);
        }
    }
    let rows = (rows - 1).max(field.bounds().min).max(1);
    typed.insert(rows_code(group), rows.to_string());
}
