//! One set of papers for all members: each is brought once, what government holds is fetched, and what one
//! member gives is handed on to the next.

use schemars::JsonSchema;
use serde::Serialize;

use super::Whole;
use crate::decider::Text;
use crate::item::{Material, Situation, Source, applies};

/// How a paper comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comes {
    /// The applicant brings it.
    Brought,
    /// A member of the bundle gives it: code of the item.
    HandedOn(String),
    /// A government body has it.
    Fetched,
    /// A promise takes its place.
    Promised,
}

/// A paper of the merged list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Paper {
    /// `item.material` of the first that wants it.
    pub code: String,
    /// Name for people.
    pub name: Text,
    /// How to prepare it, as each that wants it says.
    pub hints: Vec<Text>,
    /// Who has it, where a government body does.
    pub issuer: Option<Text>,
    /// Code of the type of licence it is, where it is one of the county's.
    pub licence: Option<String>,
    /// How it comes.
    pub comes: Comes,
    /// The members that want it, with its code there.
    pub serves: Vec<(String, String)>,
}

impl Whole<'_> {
    /// The merged list of papers in a situation, in the order in which members first want them.
    pub fn papers(&self, answers: &Situation) -> Vec<Paper> {
        let needed = self.needed(answers);
        let mut all: Vec<(Paper, Vec<(usize, &Material)>)> = Vec::new();
        for member in &needed {
            let situation = self.situation(*member, answers);
            for material in self.items[*member].materials.iter().filter(|m| applies(&m.when, &situation)) {
                let same = |(_, wants): &&mut (Paper, Vec<(usize, &Material)>)| {
                    wants.iter().any(|(other, one)| {
                        *other != *member && self.one_paper((*other, one), (*member, material))
                    })
                };
                match all.iter_mut().find(same) {
                    Some((_, wants)) => wants.push((*member, material)),
                    None => all.push((self.paper(*member, material), vec![(*member, material)])),
                }
            }
        }
        let told = |(paper, wants): (Paper, Vec<(usize, &Material)>)| self.comes(paper, &wants, &needed);
        all.into_iter().map(told).collect()
    }

    /// The materials of a member that these papers are, in its file's order.
    pub fn brought(&self, member: usize, papers: &[String], answers: &Situation) -> Vec<String> {
        let own = &self.bundle.members[member].item;
        let ticked = self.papers(answers).into_iter().filter(|paper| papers.contains(&paper.code));
        let mine: Vec<String> =
            ticked.flat_map(|p| p.serves).filter(|(item, _)| item == own).map(|(_, code)| code).collect();
        let situation = self.situation(member, answers);
        let asked = self.items[member].asked_of_applicant(&situation).map(|m| m.code.clone());
        asked.filter(|code| mine.contains(code)).collect()
    }

    /// The materials of a member for which a file counts that was laid for the paper of this code: the code
    /// may be that of a member which other answers do not call for any more.
    pub fn reached(&self, member: usize, laid: &str, answers: &Situation) -> Vec<String> {
        let was = laid.split_once('.').and_then(|(item, material)| {
            let place = self.place(item)?;
            Some((place, self.items[place].material(material)?))
        });
        let same = |(item, material): &(String, String)| {
            let here = self.place(item).and_then(|n| Some((n, self.items[n].material(material)?)));
            was.zip(here).is_some_and(|(was, here)| self.one_paper(was, here))
        };
        let papers = self.papers(answers);
        let found = papers.iter().find(|paper| paper.code == laid);
        match found.or_else(|| papers.iter().find(|paper| paper.serves.iter().any(same))) {
            Some(paper) => self.brought(member, std::slice::from_ref(&paper.code), answers),
            None => Vec::new(),
        }
    }

    fn paper(&self, member: usize, material: &Material) -> Paper {
        Paper {
            code: format!("{}.{}", self.items[member].code, material.code),
            name: material.name.clone(),
            hints: Vec::new(),
            issuer: material.issuer.clone(),
            licence: material.licence.clone(),
            comes: Comes::Fetched,
            serves: Vec::new(),
        }
    }

    fn comes(&self, mut paper: Paper, wants: &[(usize, &Material)], needed: &[usize]) -> Paper {
        let asked = |m: &Material| matches!(m.source, Source::Applicant | Source::Intermediary);
        let giver = wants.iter().find_map(|(_, m)| self.giver(m, needed));
        paper.comes = match (wants.iter().any(|(_, m)| asked(m)), giver) {
            (true, _) => Comes::Brought,
            (false, Some(giver)) => Comes::HandedOn(self.items[giver].code.clone()),
            (false, None) if wants.iter().all(|(_, m)| m.source == Source::Commitment) => Comes::Promised,
            (false, None) => Comes::Fetched,
        };
        for (member, material) in wants {
            paper.serves.push((self.items[*member].code.clone(), material.code.clone()));
            if let Some(hint) = material.hint.as_ref().filter(|hint| !paper.hints.contains(hint)) {
                paper.hints.push(hint.clone());
            }
        }
        paper
    }

    /// The needed member whose outcome this material is.
    pub fn giver(&self, material: &Material, needed: &[usize]) -> Option<usize> {
        let gives = |n: &&usize| {
            let outcome = &self.items[**n].outcome;
            let typed = material
                .licence
                .as_ref()
                .is_some_and(|kind| outcome.licence.as_ref().is_some_and(|licence| licence.code == *kind));
            typed || (material.licence.is_none() && outcome.name.zh == material.name.zh)
        };
        needed.iter().find(gives).copied().filter(|_| material.source == Source::Government)
    }

    /// One type of paper, or what the bundle says is the same.
    fn one_paper(&self, one: (usize, &Material), other: (usize, &Material)) -> bool {
        let path = |(member, m): (usize, &Material)| format!("{}.{}", self.items[member].code, m.code);
        let (first, second) = (path(one), path(other));
        if self.bundle.apart.contains(&first) || self.bundle.apart.contains(&second) {
            return false;
        }
        let same =
            self.bundle.same.iter().any(|s| s.materials.contains(&first) && s.materials.contains(&second));
        same || one_type(one.1, other.1)
    }
}

/// Are two materials one type of paper: one type of licence, or one name?
pub fn one_type(one: &Material, other: &Material) -> bool {
    // a promise is made to one organ: it is not a paper that another may read
    let promise = |m: &Material| m.source == Source::Commitment;
    let kind = one.licence.is_some() && one.licence == other.licence;
    promise(one) == promise(other) && (kind || one.name.zh == other.name.zh)
}
