//! What a class of findings says of one item, before it has its place in the file's text.

use kernel::Text;
use kernel::item::{Item, Situation};

use super::Read;
use super::codes::Code;
use crate::catalogue::flaw::{Flaw, Place};

/// One thing found.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// Which kind of finding.
    pub code: &'static Code,
    /// The place in the item: `materials.2.when`.
    pub at: String,
    /// What is wrong.
    pub what: Text,
    /// How to mend it.
    pub mend: Text,
    /// Somebody it happens to, by their answers.
    pub person: Option<Situation>,
    /// Where else it stands, in order.
    pub places: Vec<Place>,
}

impl Finding {
    /// Something found that happens to everybody.
    pub fn new(code: &'static Code, at: impl Into<String>, what: Text, mend: Text) -> Self {
        Self { code, at: at.into(), what, mend, person: None, places: Vec::new() }
    }

    /// The same, with somebody it happens to.
    pub fn of(self, person: Option<Situation>) -> Self {
        Self { person, ..self }
    }

    /// The same, with where else it stands.
    pub fn beside(self, place: Place) -> Self {
        Self { places: vec![place], ..self }
    }

    /// What is wrong, and to whom in the words of the item's questions.
    fn told(&self, item: &Item) -> Text {
        let Some(person) = &self.person else { return self.what.clone() };
        let (zh, en): (Vec<String>, Vec<String>) = item
            .questions
            .iter()
            .filter_map(|q| {
                let answer = q.words(person.get(&q.code)?)?;
                let zh = format!("{}——{}", q.text.zh, answer.zh);
                Some((zh, format!("{} — {}", q.text.en, answer.en)))
            })
            .unzip();
        if zh.is_empty() {
            return self.what.clone();
        }
        Text::new(
            format!("{}。例如这样的人：{}", self.what.zh, zh.join("；")),
            format!("{}. For example somebody who answers: {}", self.what.en, en.join("; ")),
        )
    }
}

/// Put a finding at its place in the item's file.
pub(super) fn put<'r>(read: &'r mut Read<'_>, finding: Finding) -> Option<&'r mut Flaw> {
    let what = finding.told(&read.item);
    let flaw = read.reading.find(finding.code, &finding.at, what, finding.mend)?;
    flaw.example = finding.person.unwrap_or_default();
    flaw.places = finding.places;
    Some(flaw)
}
