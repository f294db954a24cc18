//! The county's texts of documents, `texts/documents.toml`: compiled, filled and held to a limit of work.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use facts::document::Kind as Document;
use kernel::item::Kind;
use kernel::limits::{TEXT_FUEL, TEXT_ROUND};
use kernel::wording::{Asked, Fills, Paper, Unprinted, Unwritten, Wording, Wrote};
use minijinja::value::{Enumerator, Object};
use minijinja::{Environment, Value};
use serde::Deserialize;

use crate::catalogue::Organs;
use crate::printing::Press;

/// The blank that has parts.
const ANSWERS: &str = "answers";

/// Every blank a text may hold; what an act does not give is empty. `answers` has the form's parts.
pub const BLANKS: &[&str] = &[
    "item",
    "outcome",
    "recipient",
    "case",
    "dated",
    "filed_on",
    "basis",
    "reason",
    "note",
    "reply_by",
    "counts_from",
    "counts_by",
    "until",
    "closes",
    "told",
    "statutory",
    "deliver_by",
    "change",
    "order",
    "silence",
    "to",
    "address",
    "special",
    "needed",
    "notice",
    "on_paper",
    "points",
    "remedies",
    "to_bring",
    "where",
    ANSWERS,
    "others",
    "changes",
];

/// One document's words, for licences or for everything else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Piece {
    /// The words at its head.
    pub title: String,
    /// The text.
    pub text: String,
    /// Its end.
    pub after: String,
}

/// One document's words for both.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Pieces {
    /// For licences.
    pub licensing: Piece,
    /// For every other kind of item.
    pub other: Piece,
}

/// The names of seals.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Seals {
    /// On documents about licences.
    pub licensing: String,
    /// On every other.
    pub other: String,
}

/// `texts/documents.toml` as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Documents {
    /// Short marks of organs in numbers, by code.
    pub marks: BTreeMap<String, String>,
    /// Letters of documents in numbers, by word.
    pub letters: BTreeMap<String, String>,
    /// Names of seals.
    pub seals: Seals,
    /// The words, by document.
    #[serde(flatten)]
    pub texts: BTreeMap<String, Pieces>,
    /// SM3 of the file, lower hex.
    #[serde(skip)]
    pub edition: String,
}

impl Documents {
    /// The words of a document for a kind of item.
    pub fn piece(&self, document: &str, kind: Kind) -> Option<&Piece> {
        let both = self.texts.get(document)?;
        Some(if kind == Kind::Licensing { &both.licensing } else { &both.other })
    }
}

/// Fill one text.
///
/// # Errors
/// What is wrong with it: it cannot be read, or it works longer than its fuel lasts.
pub fn fill(text: &str, fills: &Fills) -> Result<String, Unwritten> {
    let wrong = |e: minijinja::Error| Unwritten(e.to_string());
    let env = environment();
    env.template_from_str(text).and_then(|read| read.render(values(fills))).map_err(wrong)
}

/// Names in a text that are no blanks.
///
/// # Errors
/// The text cannot be read.
pub fn strangers(text: &str) -> Result<Vec<String>, Unwritten> {
    let env = environment();
    let read = env.template_from_str(text).map_err(|e| Unwritten(e.to_string()))?;
    let mut names: Vec<String> = read.undeclared_variables(false).into_iter().collect();
    names.retain(|name| !BLANKS.contains(&name.as_str()));
    names.sort();
    Ok(names)
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_fuel(Some(TEXT_FUEL));
    env.set_recursion_limit(TEXT_ROUND);
    env
}

fn values(fills: &Fills) -> Value {
    Value::from_object(Filled(fills.clone()))
}

/// What a text may ask for: every blank, empty where the act gives nothing, and the form's answers.
#[derive(Debug)]
struct Filled(Fills);

impl Object for Filled {
    fn get_value(self: &Arc<Self>, name: &Value) -> Option<Value> {
        let name = name.as_str()?;
        if name == ANSWERS {
            return Some(Value::from_object(Answers(Arc::clone(self))));
        }
        let given = self.0.get(name).map(String::as_str);
        given.or_else(|| BLANKS.contains(&name).then_some("")).map(Value::from)
    }
}

/// The parts of the form, by their codes.
#[derive(Debug)]
struct Answers(Arc<Filled>);

impl Object for Answers {
    fn get_value(self: &Arc<Self>, field: &Value) -> Option<Value> {
        let name = format!("{ANSWERS}.{}", field.as_str()?);
        self.0.0.get(&name).map(|answer| Value::from(answer.as_str()))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let parts = self.0.0.keys().filter_map(|name| name.strip_prefix(ANSWERS)?.strip_prefix('.'));
        Enumerator::Values(parts.map(Value::from).collect())
    }
}

/// The paragraphs of a filled text.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The county's wording: its texts, its organs' names, where the house is found and what it can print.
pub struct County {
    documents: Arc<Documents>,
    organs: Organs,
    address: String,
    /// The texts, read; by document and whether it is a licence's.
    read: Environment<'static>,
    press: Option<(Arc<Press>, PathBuf, bool)>,
}

impl std::fmt::Debug for County {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "County({})", self.documents.edition)
    }
}

impl County {
    /// Of these texts and organs, for a house at this public address.
    pub fn new(documents: Arc<Documents>, organs: Organs, address: &str) -> County {
        let mut read = environment();
        for (document, both) in &documents.texts {
            for (kind, piece) in [(Kind::Licensing, &both.licensing), (Kind::PublicService, &both.other)] {
                for (part, text) in [("title", &piece.title), ("text", &piece.text), ("after", &piece.after)]
                {
                    // what cannot be read is said where it is filled
                    drop(read.add_template_owned(named(document, kind, part), text.clone()));
                }
            }
        }
        let address = address.trim_end_matches('/').to_owned();
        County { documents, organs, address, read, press: None }
    }

    /// The same, of a house with this printing room and folder of fonts, which may be a demonstration.
    pub fn printing(self, press: Arc<Press>, fonts: PathBuf, demo: bool) -> County {
        County { press: Some((press, fonts, demo)), ..self }
    }

    fn filled(&self, asked: Asked<'_>, part: &str, text: &str, values: &Value) -> Result<String, Unwritten> {
        let wrong = |e: minijinja::Error| Unwritten(e.to_string());
        match self.read.get_template(&named(asked.document, asked.kind, part)) {
            Ok(read) => read.render(values).map_err(wrong),
            Err(_) => environment().template_from_str(text).and_then(|t| t.render(values)).map_err(wrong),
        }
    }
}

/// What a text is called among those that were read.
fn named(document: &str, kind: Kind, part: &str) -> String {
    let kind = if kind == Kind::Licensing { "licensing" } else { "other" };
    format!("{document}/{kind}/{part}")
}

impl Wording for County {
    fn write(&self, asked: Asked<'_>, fills: &Fills) -> Result<Wrote, Unwritten> {
        let all = &self.documents;
        let lacks = |what: String| Unwritten(format!("texts/documents.toml: {what}"));
        let piece = all
            .piece(asked.document, asked.kind)
            .ok_or_else(|| lacks(format!("no text “{}”", asked.document)))?;
        let mark = all.marks.get(asked.organ).ok_or_else(|| lacks(format!("no mark of {}", asked.organ)))?;
        let letter = all.letters.get(asked.document).cloned();
        let sheet = asked.document == Document::Licence.word();
        let letter = if sheet { Some(letter.unwrap_or_default()) } else { letter };
        let letter = letter.ok_or_else(|| lacks(format!("no letter of “{}”", asked.document)))?;
        let organ = self.organs.get(asked.organ).map(|organ| organ.name.zh.clone());
        let seals = &all.seals;
        let seal = if asked.kind == Kind::Licensing { &seals.licensing } else { &seals.other };
        let values = values(fills);
        let fill = |part, text: &str| self.filled(asked, part, text, &values);
        Ok(Wrote {
            title: fill("title", &piece.title)?.trim().to_owned(),
            paragraphs: paragraphs(&fill("text", &piece.text)?),
            after: paragraphs(&fill("after", &piece.after)?),
            organ: organ.unwrap_or_else(|| asked.organ.to_owned()),
            mark: mark.clone(),
            letter,
            seal: seal.clone(),
            edition: all.edition.clone(),
        })
    }

    fn prints(&self, paper: Paper<'_>) -> Result<(), Unprinted> {
        let Some((press, fonts, demo)) = &self.press else { return Ok(()) };
        press.tries(fonts, *demo, paper)
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{BLANKS, Fills, fill};

    #[test]
    fn a_blank_that_the_act_leaves_open_is_empty_and_answers_have_parts() {
        let given = [("item", "食品经营许可"), ("answers.rooms", "15"), ("answers.name", "甲")];
        let fills: Fills = given.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let said = |text: &str| fill(text, &fills).unwrap();
        assert_eq!(said("{{ item }}{% if reason %}，{{ reason }}{% endif %}。"), "食品经营许可。");
        assert_eq!(
            said("{% if answers.rooms %}{{ answers.rooms }} 间{% endif %}{{ answers.none }}"),
            "15 间"
        );
        assert_eq!(
            said("{% for part in answers %}{{ part }}={{ answers[part] }};{% endfor %}"),
            "name=甲;rooms=15;"
        );
        for blank in BLANKS.iter().filter(|blank| !["item", "answers"].contains(*blank)) {
            let asks = format!("{{{{ {blank}|length }}}}{{% if {blank} == '' %}}, empty{{% endif %}}");
            assert_eq!(said(&asks), "0, empty", "{blank}");
        }
    }
}
