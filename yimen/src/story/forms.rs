//! How somebody in a story fills in a form: what the line says, and the rest as somebody in a hurry does.

use kernel::form::{self, Answers, Field, FieldKind, leaves};
use kernel::item::{Item, Situation};

use super::script::listed;
use super::stage::Person;

/// The answers of a form. `told` holds `LABEL＝TEXT、…`: a label is any part of the words before a control
/// that only one control has (`股东第 2 行：认缴出资额`); a choice is answered by its words.
pub(super) fn filled(
    item: &Item,
    situation: &Situation,
    person: &Person,
    told: &str,
) -> Result<Answers, String> {
    in_form(&item.fields, situation, person, told)
}

/// The same of a form that is no item's own.
pub(super) fn in_form(
    fields: &[Field],
    situation: &Situation,
    person: &Person,
    told: &str,
) -> Result<Answers, String> {
    let mut typed = self::told(fields, situation, told)?;
    // where nothing is typed, an optional person or row stays out
    let asked = leaves(fields, situation, &typed);
    for field in asked.into_iter().filter(|field| !field.optional) {
        let answer = in_a_hurry(&field, person);
        typed.entry(field.code).or_insert(answer);
    }
    Ok(typed)
}

/// Only what the line says.
pub(super) fn told(fields: &[Field], situation: &Situation, told: &str) -> Result<Answers, String> {
    let mut typed = Answers::new();
    if !told.is_empty() {
        let all = every_control(fields, situation);
        for pair in listed(told) {
            let (label, text) =
                pair.split_once(['＝', '=']).ok_or_else(|| format!("“{pair}”要写成“栏目＝内容”"))?;
            let field = control(&all, label.trim())?;
            typed.insert(field.code.clone(), in_words(field, text.trim())?);
        }
    }
    Ok(typed)
}

/// Every control the form could have, with all rows of every group.
fn every_control(fields: &[Field], situation: &Situation) -> Vec<Field> {
    let groups = fields.iter().filter(|field| field.kind == FieldKind::Group);
    let rows = groups.flat_map(|group| (0..group.bounds().max).map(move |row| (group, row)));
    let begun = rows.map(|(group, row)| (format!("{}.{row}.begun", group.code), "x".to_owned())).collect();
    form::leaves(fields, situation, &begun)
}

fn control<'a>(all: &'a [Field], label: &str) -> Result<&'a Field, String> {
    let exact = all.iter().find(|field| field.label.zh == label);
    let mut part = all.iter().filter(|field| field.label.zh.contains(label));
    match (exact, part.next(), part.next()) {
        (Some(field), _, _) | (None, Some(field), None) => Ok(field),
        (None, None, _) => Err(format!("申请表里没有“{label}”")),
        (None, Some(one), Some(other)) => {
            Err(format!("“{label}”不止一处（{}、{}），请写得更全", one.label.zh, other.label.zh))
        }
    }
}

fn in_words(field: &Field, text: &str) -> Result<String, String> {
    if field.kind != FieldKind::Choice {
        return Ok(text.to_owned());
    }
    let option = field.options.iter().find(|option| option.text.zh == text);
    option.map(|option| option.code.clone()).ok_or_else(|| format!("“{}”没有“{text}”", field.label.zh))
}

/// Her own name and numbers, the first option.
fn in_a_hurry(field: &Field, person: &Person) -> String {
    match field.kind {
        FieldKind::Number | FieldKind::Money => "12".to_owned(),
        FieldKind::Date => "2025-06-01".to_owned(),
        FieldKind::Choice => field.options.first().map(|o| o.code.clone()).unwrap_or_default(),
        FieldKind::Name => person.own[0].clone(),
        FieldKind::Phone => person.own[2].clone(),
        FieldKind::CitizenId => person.own[1].clone(),
        FieldKind::Uscc => person.matter[1].clone(),
        _ => "青岭县城关街道政和路 18 号".to_owned(),
    }
}
