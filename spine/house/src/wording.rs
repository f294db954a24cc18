//! The county's texts of documents, `texts/documents.toml`: compiled, filled and held to a limit of work.

use std::collections::BTreeMap;
use std::sync::Arc;

use facts::document::Kind as Document;
use kernel::item::Kind;
use kernel::limits::{TEXT_FUEL, TEXT_ROUND};
use kernel::wording::{Asked, Fills, Unwritten, Wording, Wrote};
use minijinja::{Environment, Value};
use serde::Deserialize;

use crate::catalogue::Organs;

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
    "answers",
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
    let mut all: BTreeMap<&str, Value> = BLANKS.iter().map(|name| (*name, Value::from(""))).collect();
    let mut answers: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, value) in fills {
        match name.strip_prefix("answers.") {
            Some(field) => drop(answers.insert(field, value)),
            None => drop(all.insert(name, Value::from(value.as_str()))),
        }
    }
    all.insert("answers", Value::from_pairs(answers));
    Value::from_pairs(all)
}

/// The paragraphs of a filled text.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The county's wording: its texts, its organs' names, and where the house is found.
#[derive(Clone, Debug)]
pub struct County {
    documents: Arc<Documents>,
    organs: Organs,
    address: String,
}

impl County {
    /// Of these texts and organs, for a house at this public address.
    pub fn new(documents: Arc<Documents>, organs: Organs, address: &str) -> County {
        County { documents, organs, address: address.trim_end_matches('/').to_owned() }
    }
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
        Ok(Wrote {
            title: fill(&piece.title, fills)?.trim().to_owned(),
            paragraphs: paragraphs(&fill(&piece.text, fills)?),
            after: paragraphs(&fill(&piece.after, fills)?),
            organ: organ.unwrap_or_else(|| asked.organ.to_owned()),
            mark: mark.clone(),
            letter,
            seal: seal.clone(),
            edition: all.edition.clone(),
        })
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}
