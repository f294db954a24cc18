//! What does not fit between a bundle and its members' files: told by code, for the catalogue compiler.

use std::collections::BTreeSet;

use super::form::{element, suits};
use super::{Same, Settled, Whole};
use crate::form::{Field, FieldKind};
use crate::item::{Item, Question, Situation, Source, Takes, When};

/// Situations that are tried before the search is given up: three questions of ten answers.
const SITUATIONS: usize = 5_000;

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// It names something that is not there.
    Unknown,
    /// Members wait for each other.
    Circle,
    /// No answers call for it.
    NeverNeeded,
    /// One question or field under two meanings.
    TwoMeanings,
    /// One type of paper twice.
    PaperTwice,
    /// It needs what another gives, and does not wait for it.
    DoesNotWait,
    /// The applicant of the bundle may not apply for it.
    NotForHer,
    /// The answer of one cannot stand for the other.
    DoesNotSuit,
    /// Some answers lead to nothing.
    Nothing,
}

/// One thing that is wrong, at its place in the bundle's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// What kind.
    pub wrong: Wrong,
    /// `members.2.after.0`.
    pub at: String,
    /// What it is about: names of two things, or of one.
    pub about: [String; 2],
    /// The answers of somebody it happens to.
    pub person: Option<Situation>,
}

fn lack(wrong: Wrong, at: String, one: impl Into<String>, other: impl Into<String>) -> Lack {
    Lack { wrong, at, about: [one.into(), other.into()], person: None }
}

impl Whole<'_> {
    /// Everything that does not fit. Members that are no items are for whoever made this to tell.
    pub fn lacks(&self) -> Vec<Lack> {
        let mut all = self.names();
        let everybody: Vec<usize> = (0..self.items.len()).collect();
        if let Err(circle) = self.order(&everybody) {
            // those behind a circle are not in it
            let turning: Vec<usize> =
                circle.iter().copied().filter(|n| self.reaches(*n, *n, &mut BTreeSet::new())).collect();
            if let Some(first) = turning.first() {
                let names: Vec<&str> = turning.iter().map(|n| self.items[*n].code.as_str()).collect();
                all.push(lack(Wrong::Circle, format!("members.{first}.after"), names.join(" → "), ""));
            }
        }
        if all.is_empty() {
            all.extend(self.waits());
            all.extend(self.applicants());
            all.extend(self.meanings());
            all.extend(self.papers_twice());
            all.extend(self.situations_lead_somewhere());
        }
        all
    }

    fn reaches(&self, from: usize, to: usize, seen: &mut BTreeSet<usize>) -> bool {
        let everybody: Vec<usize> = (0..self.items.len()).collect();
        self.before(from, &everybody)
            .into_iter()
            .any(|b| b == to || (seen.insert(b) && self.reaches(b, to, seen)))
    }

    /// Does this member come after the other, at any length?
    fn follows(&self, member: usize, other: usize) -> bool {
        self.reaches(member, other, &mut BTreeSet::new())
    }

    /// Names of items, questions, answers, fields and materials.
    fn names(&self) -> Vec<Lack> {
        let mut all = Vec::new();
        let mut unknown = |at: String, name: &str| all.push(lack(Wrong::Unknown, at, name, ""));
        let item = |code: &str| self.place(code).map(|n| self.items[n]);
        for (n, ask) in self.bundle.questions.iter().enumerate() {
            self.when_known(&ask.when, n, &mut |key| unknown(format!("questions.{n}.when"), key));
            for (m, of) in ask.of.iter().enumerate() {
                let at = |key: &str| format!("questions.{n}.of.{m}.{key}");
                let Some(item) = item(&of.member) else {
                    unknown(at("member"), &of.member);
                    continue;
                };
                let Some(theirs) = item.questions.iter().find(|q| q.code == of.question) else {
                    unknown(at("question"), &of.question);
                    continue;
                };
                for (ours, answer) in &of.answers {
                    if !ask.question().fits(ours) || !theirs.fits(answer) {
                        unknown(at("answers"), &format!("{ours} = {answer}"));
                    }
                }
                let own = |a: &crate::item::Choice| theirs.fits(&a.code);
                if of.answers.is_empty() && (ask.takes != theirs.takes || !ask.answers.iter().all(own)) {
                    unknown(at("question"), &of.question);
                }
            }
        }
        for (n, member) in self.bundle.members.iter().enumerate() {
            self.when_known(&member.when, usize::MAX, &mut |key| unknown(format!("members.{n}.when"), key));
            for (m, after) in member.after.iter().enumerate().filter(|(_, after)| item(after).is_none()) {
                unknown(format!("members.{n}.after.{m}"), after);
            }
            for (field, settled) in &member.settles {
                let path = format!("{}.{field}", member.item);
                let known = self.field(&path).is_some_and(|(_, kind)| kind.is_one());
                let asked = match settled {
                    Settled::With(_) => true,
                    Settled::AnswerOf(of) => self.bundle.questions.iter().any(|ask| ask.code == of.answer_of),
                };
                if !known || !asked {
                    unknown(format!("members.{n}.settles"), field);
                }
            }
            for (question, answer) in &member.fixed {
                let theirs = self.items[n].questions.iter().find(|q| q.code == *question);
                if !theirs.is_some_and(|q| q.fits(answer)) {
                    unknown(format!("members.{n}.fixed"), &format!("{question} = {answer}"));
                }
            }
        }
        self.paths(&mut unknown);
        all
    }

    /// What a condition names: questions before the n-th, and answers they have.
    fn when_known(&self, when: &When, before: usize, unknown: &mut dyn FnMut(&str)) {
        for (key, test) in when {
            let Some(ask) = self.bundle.questions.iter().take(before).find(|ask| ask.code == *key) else {
                unknown(key);
                continue;
            };
            for answer in test.named() {
                if ask.takes != Takes::Choice || !ask.question().fits(answer) {
                    unknown(&format!("{key} = {answer}"));
                }
            }
        }
    }

    fn paths(&self, unknown: &mut dyn FnMut(String, &str)) {
        for (n, Same { fields, materials, .. }) in self.bundle.same.iter().enumerate() {
            for (m, path) in fields.iter().enumerate().filter(|(_, path)| self.field(path).is_none()) {
                unknown(format!("same.{n}.fields.{m}"), path);
            }
            for (m, path) in materials.iter().enumerate().filter(|(_, path)| !self.material(path)) {
                unknown(format!("same.{n}.materials.{m}"), path);
            }
        }
        for (n, path) in self.bundle.apart.iter().enumerate() {
            if self.field(path).is_none() && !self.material(path) {
                unknown(format!("apart.{n}"), path);
            }
        }
        for (n, passed) in self.bundle.passed.iter().enumerate() {
            if self.place(&passed.from).is_none() {
                unknown(format!("passed.{n}.from"), &passed.from);
            }
            for (m, path) in passed.fills.iter().enumerate() {
                let single = self.field(path).is_some_and(|(_, kind)| kind.is_one());
                if !single {
                    unknown(format!("passed.{n}.fills.{m}"), path);
                }
            }
        }
        for (n, later) in self.bundle.later.iter().enumerate() {
            if self.place(&later.after).is_none() {
                unknown(format!("later.{n}.after"), &later.after);
            }
            for (m, path) in later.fields.iter().enumerate().filter(|(_, path)| self.field(path).is_none()) {
                unknown(format!("later.{n}.fields.{m}"), path);
            }
        }
    }

    /// The member and the kind of a field, or of a part of one, by its path.
    fn field(&self, path: &str) -> Option<(usize, FieldKind)> {
        let (member, code) = path.split_once('.')?;
        let place = self.place(member)?;
        let fields = &self.items[place].fields;
        if let Some(field) = fields.iter().find(|f| f.code == code) {
            return Some((place, field.kind));
        }
        let parts = fields.iter().flat_map(Field::parts);
        parts.into_iter().find(|part| part.code == code).map(|part| (place, part.kind))
    }

    fn material(&self, path: &str) -> bool {
        let found = path.split_once('.').and_then(|(member, code)| Some((self.place(member)?, code)));
        found.is_some_and(|(place, code)| self.items[place].material(code).is_some())
    }

    /// Who needs another's outcome waits for it; what an outcome fills in is filled after it.
    fn waits(&self) -> Vec<Lack> {
        let everybody: Vec<usize> = (0..self.items.len()).collect();
        let mut all = Vec::new();
        for (n, item) in self.items.iter().enumerate() {
            let fixed = &self.bundle.members[n].fixed;
            // what a settled answer rules out is never asked for
            let ruled_out = |material: &&crate::item::Material| {
                let fails = |(question, test): (&String, &crate::item::Test)| {
                    fixed.get(question).is_some_and(|answer| !test.holds(answer))
                };
                material.when.iter().any(fails)
            };
            for material in item.materials.iter().filter(|material| !ruled_out(material)) {
                let givers: Vec<usize> =
                    everybody.iter().copied().filter(|g| self.giver(material, &[*g]).is_some()).collect();
                if givers.is_empty() || givers.iter().any(|g| *g == n || self.follows(n, *g)) {
                    continue;
                }
                let giver = &self.items[givers[0]].code;
                all.push(lack(Wrong::DoesNotWait, format!("members.{n}"), giver, &material.name.zh));
            }
        }
        for (n, passed) in self.bundle.passed.iter().enumerate() {
            let giver = self.place(&passed.from);
            for (m, path) in passed.fills.iter().enumerate() {
                let filled = self.field(path).map(|(member, _)| member);
                if let (Some(giver), Some(filled)) = (giver, filled)
                    && !self.follows(filled, giver)
                {
                    all.push(lack(Wrong::DoesNotWait, format!("passed.{n}.fills.{m}"), &passed.from, path));
                }
            }
        }
        for (n, later) in self.bundle.later.iter().enumerate() {
            let giver = self.place(&later.after);
            for (m, path) in later.fields.iter().enumerate() {
                let filled = self.field(path).map(|(member, _)| member);
                if giver.zip(filled).is_some_and(|(giver, filled)| !self.follows(filled, giver)) {
                    all.push(lack(Wrong::DoesNotWait, format!("later.{n}.fields.{m}"), &later.after, path));
                }
            }
        }
        all
    }

    /// Whoever may ask for the bundle may ask for each of its items.
    fn applicants(&self) -> Vec<Lack> {
        let not = |(n, item): (usize, &&Item)| {
            let firm = self.bundle.members[n].for_the_firm;
            let persons = self.bundle.for_persons && !firm && !item.for_persons;
            let organisations = (self.bundle.for_organisations || firm) && !item.for_organisations;
            let at = format!("members.{n}.item");
            (persons || organisations).then(|| lack(Wrong::NotForHer, at, &item.code, &item.name.zh))
        };
        self.items.iter().enumerate().filter_map(not).collect()
    }

    fn parted(&self, path: &str) -> bool {
        self.bundle.apart.iter().any(|apart| apart == path)
    }

    /// One question in the same words with other answers; one label for two kinds; what is said to be the
    /// same and cannot be.
    fn meanings(&self) -> Vec<Lack> {
        let mut all = Vec::new();
        let settled = |n: usize, q: &Question| {
            let code = &self.bundle.members[n].item;
            let of = |o: &super::Stands| o.member == *code && o.question == q.code;
            self.bundle.members[n].fixed.contains_key(&q.code)
                || self.bundle.questions.iter().flat_map(|ask| &ask.of).any(of)
        };
        for (n, item) in self.items.iter().enumerate() {
            for (m, other) in self.items.iter().enumerate().skip(n + 1) {
                for one in item.questions.iter().filter(|q| !settled(n, q)) {
                    let twin = other.questions.iter().find(|q| q.text.zh == one.text.zh && !settled(m, q));
                    if twin.is_some_and(|twin| !super::alike(one, twin)) {
                        all.push(lack(Wrong::TwoMeanings, format!("members.{m}"), &one.text.zh, &item.code));
                    }
                }
                for field in &item.fields {
                    let path = |item: &Item, field: &Field| format!("{}.{}", item.code, field.code);
                    let twin = other.fields.iter().find(|f| f.label.zh == field.label.zh);
                    let Some(twin) = twin.filter(|twin| !element(field, twin)) else { continue };
                    let (here, there) = (path(item, field), path(other, twin));
                    let said = |same: &Same| {
                        same.fields.iter().any(|p| p.starts_with(&here))
                            && same.fields.iter().any(|p| p.starts_with(&there))
                    };
                    if !self.parted(&here) && !self.parted(&there) && !self.bundle.same.iter().any(said) {
                        all.push(lack(
                            Wrong::TwoMeanings,
                            format!("members.{m}"),
                            &field.label.zh,
                            &item.code,
                        ));
                    }
                }
            }
        }
        all.extend(self.unsuited());
        all
    }

    /// Composites of one kind, lines that suit each other, and beside an address only lines.
    fn unsuited(&self) -> Vec<Lack> {
        let mut all = Vec::new();
        for (n, same) in self.bundle.same.iter().enumerate() {
            let kind = |(m, path): (usize, &String)| self.field(path).map(|(member, kind)| (m, member, kind));
            let kinds: Vec<(usize, usize, FieldKind)> =
                same.fields.iter().enumerate().filter_map(kind).collect();
            let address = kinds.iter().any(|(.., kind)| *kind == FieldKind::Address);
            for (m, member, kind) in &kinds {
                // of those of its sort, whoever comes first in the bundle is asked
                let mut asked =
                    kinds.iter().filter(|(_, other, k)| other < member && k.is_one() == kind.is_one());
                let beside = kind.is_one() && kinds.iter().any(|(.., k)| !k.is_one());
                if asked.any(|(.., asked)| !suits(*asked, *kind))
                    || (beside && !(address && *kind == FieldKind::Text))
                {
                    all.push(lack(Wrong::DoesNotSuit, format!("same.{n}.fields.{m}"), &same.fields[*m], ""));
                }
            }
        }
        all
    }

    /// Papers that the applicant would bring twice: one name inside the other, and nobody says whether they
    /// are one.
    fn papers_twice(&self) -> Vec<Lack> {
        let mut all = Vec::new();
        let brought = |item: &'_ Item| -> Vec<(String, String)> {
            let own = item
                .materials
                .iter()
                .filter(|m| matches!(m.source, Source::Applicant | Source::Intermediary));
            own.map(|m| (format!("{}.{}", item.code, m.code), m.name.zh.clone())).collect()
        };
        let alike = |one: &str, other: &str| {
            let end = |text: &str| text.chars().rev().take(4).collect::<Vec<_>>();
            one != other && one.chars().count() >= 4 && other.chars().count() >= 4 && end(one) == end(other)
        };
        for (n, item) in self.items.iter().enumerate() {
            for (m, other) in self.items.iter().enumerate().skip(n + 1) {
                for (here, name) in brought(item) {
                    for (there, twin) in brought(other).into_iter().filter(|(_, twin)| alike(&name, twin)) {
                        let said =
                            |same: &Same| same.materials.contains(&here) && same.materials.contains(&there);
                        if !self.bundle.same.iter().any(said) && !self.parted(&here) && !self.parted(&there) {
                            all.push(lack(Wrong::PaperTwice, format!("members.{m}"), &name, &twin));
                        }
                    }
                }
            }
        }
        all
    }

    /// Every way to answer the bundle's own questions, as far as they differ; none where there are too many.
    pub fn branches(&self) -> Option<Vec<Situation>> {
        let mut all = vec![Situation::new()];
        for ask in &self.bundle.questions {
            let mut next = Vec::new();
            for situation in all {
                if !crate::item::applies(&ask.when, &situation) {
                    next.push(situation);
                    continue;
                }
                for answer in self.telling(ask) {
                    let mut one = situation.clone();
                    one.insert(ask.code.clone(), answer);
                    next.push(one);
                }
            }
            if next.len() > SITUATIONS {
                return None;
            }
            all = next;
        }
        Some(all)
    }

    /// Answers of which every other is like one, as far as members are called for.
    fn telling(&self, ask: &super::Ask) -> Vec<String> {
        let cuts = || {
            let whens = self.bundle.members.iter().map(|m| &m.when);
            let whens = whens.chain(self.bundle.questions.iter().map(|q| &q.when));
            whens.filter_map(|when| when.get(&ask.code)).filter_map(|test| match test {
                crate::item::Test::Within(within) => Some(within),
                crate::item::Test::OneOf(_) => None,
            })
        };
        match ask.takes {
            Takes::Choice => ask.answers.iter().map(|a| a.code.clone()).collect(),
            Takes::Number => {
                let ends = cuts().flat_map(|w| [w.at_least, w.at_most.and_then(|n| n.checked_add(1))]);
                let mut all: BTreeSet<i64> = ends.flatten().collect();
                all.insert(0);
                all.into_iter().filter(|n| *n >= 0).map(|n| n.to_string()).collect()
            }
            Takes::Date => {
                let mut all: BTreeSet<String> =
                    cuts().flat_map(|w| [w.since, w.before]).flatten().map(|day| day.to_string()).collect();
                all.insert("2000-01-01".to_owned());
                all.into_iter().collect()
            }
        }
    }

    fn situations_lead_somewhere(&self) -> Vec<Lack> {
        let Some(branches) = self.branches() else { return Vec::new() };
        let called: BTreeSet<usize> = branches.iter().flat_map(|answers| self.needed(answers)).collect();
        let idle = (0..self.items.len()).filter(|n| !called.contains(n));
        let mut all: Vec<Lack> = idle
            .map(|n| lack(Wrong::NeverNeeded, format!("members.{n}.when"), &self.items[n].name.zh, ""))
            .collect();
        if let Some(lost) = branches.into_iter().find(|answers| self.needed(answers).is_empty()) {
            let nothing = lack(Wrong::Nothing, "questions".to_owned(), "", "");
            all.push(Lack { person: Some(lost), ..nothing });
        }
        all
    }
}
