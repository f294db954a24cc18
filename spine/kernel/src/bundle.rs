//! One thing 一件事: several items that a person wants at once, composed into one question set, one form, one
//! list of papers and one plan. Pure: what a bundle is, what its members' files make of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::decider::Text;
use crate::item::{Certainty, Choice, Item, Question, Situation, Takes, When, applies};

mod effort;
mod form;
mod lacks;
mod papers;
mod plan;
#[cfg(test)]
mod tests;

pub use effort::Effort;
pub use form::{AskedField, Form, Given, Output, element};
pub use lacks::{Lack, Wrong};
pub use papers::{Comes, Paper, one_type};
pub use plan::{Plan, Progress, Stage, Step};

/// What becomes of the others when one member fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// What does not need the failed one goes on.
    #[default]
    OthersGoOn,
    /// What has not begun does not begin; what an organ has before it is decided.
    AllStop,
}

/// Whose event of life a bundle is: where it stands on the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    /// A person and her family 个人.
    #[default]
    Person,
    /// A shop or a firm 企业.
    Firm,
    /// A building or a project 工程.
    Works,
}

/// A question of the bundle's own, and which of its members' questions it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Name in `when` tables and in situations.
    pub code: String,
    /// What is asked.
    pub text: Text,
    /// What it takes for an answer.
    #[serde(default)]
    pub takes: Takes,
    /// The answers to choose from.
    #[serde(default)]
    pub answers: Vec<Choice>,
    /// When it is asked: answers of questions before it.
    #[serde(default)]
    pub when: When,
    /// Which questions of members it answers.
    #[serde(default)]
    pub of: Vec<Stands>,
}

/// An answer of the bundle's stands for an answer of a member's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stands {
    /// Code of the member's item.
    pub member: String,
    /// Code of its question.
    pub question: String,
    /// Which answer stands for which; none: the same codes. An answer that is left out leaves the member's
    /// question open, and it is asked.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

/// An item of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Code of the item.
    pub item: String,
    /// When it is needed; empty means always.
    #[serde(default)]
    pub when: When,
    /// Items whose outcome must be there before it is filed.
    #[serde(default)]
    pub after: Vec<String>,
    /// Answers of its own questions that the bundle settles.
    #[serde(default)]
    pub fixed: Situation,
    /// Fields of its form that the bundle settles: nobody is asked.
    #[serde(default)]
    pub settles: BTreeMap<String, Settled>,
    /// It is applied for by the firm that an earlier member founds, not by the founder herself.
    #[serde(default)]
    pub for_the_firm: bool,
}

/// What a field is filled with, whoever applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Settled {
    /// This.
    With(String),
    /// The answer of one of the bundle's own questions.
    AnswerOf(AnswerOf),
}

/// One of the bundle's own questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOf {
    /// Its code.
    pub answer_of: String,
}

impl Settled {
    /// What the field is filled with.
    fn answer<'a>(&'a self, answers: &'a Situation) -> Option<&'a str> {
        match self {
            Self::With(text) => Some(text),
            Self::AnswerOf(of) => answers.get(&of.answer_of).map(String::as_str),
        }
    }
}

/// Fields, or materials, that are one and the same under other names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// Fields: `food-permit.owner`, or a part of one, `individual-business.operator.name`.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Materials: `individual-business.lease`.
    #[serde(default)]
    pub materials: Vec<String>,
    /// What it is called when it is asked for, where the first one's own label would mislead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

/// What an outcome says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// 统一社会信用代码 of the firm it founds.
    Uscc,
    /// 证照编号.
    LicenceNo,
    /// The day of the decision.
    GrantedOn,
}

/// What the outcome of one member fills in for others: nobody is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Passed {
    /// Code of the item whose outcome it is.
    pub from: String,
    /// What of it.
    pub what: Says,
    /// The fields: `food-permit.uscc`, `seal-filing.firm.uscc`.
    pub fills: Vec<String>,
}

/// Fields that nobody can fill before an outcome is there 后补: the identity number of a new-born child. They
/// may be left open until then; the member that wants them is held as long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// Code of the item whose outcome makes it known.
    pub after: String,
    /// The fields: `social-security-card.holder.id`.
    pub fields: Vec<String>,
}

/// One bundle as its file says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Name in addresses, equal to the file's name.
    pub code: String,
    /// What people call it.
    pub name: Text,
    /// One line saying what it is for.
    pub purpose: Text,
    /// Other words people use for it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// The list of the State Council's office that names it 重点事项清单, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Text>,
    /// The document it rests on.
    pub basis: Text,
    /// How certain that is.
    #[serde(default)]
    pub certainty: Certainty,
    /// Whose event of life it is.
    #[serde(default)]
    pub concerns: Concerns,
    /// For natural persons?
    pub for_persons: bool,
    /// For organisations?
    pub for_organisations: bool,
    /// Code of the organ that leads 牵头机关.
    pub lead: String,
    /// Code of the body whose hall takes it in and gives it out.
    pub hall: String,
    /// Is it a stage of a construction project, asked for only within one?
    #[serde(default)]
    pub in_project: bool,
    /// What becomes of the others when one fails.
    #[serde(default)]
    pub on_failure: OnFailure,
    /// The bundle's own questions.
    #[serde(default)]
    pub questions: Vec<Ask>,
    /// Its items.
    pub members: Vec<Member>,
    /// What is the same under other names.
    #[serde(default)]
    pub same: Vec<Same>,
    /// Fields and materials that have one name and are not the same.
    #[serde(default)]
    pub apart: Vec<String>,
    /// What outcomes fill in.
    #[serde(default)]
    pub passed: Vec<Passed>,
    /// What she fills in once an outcome is there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Later>,
}

/// What may be done for somebody by her assistant 帮办代办, and was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum May {
    /// 替我填表: fill in her form; she sends it.
    Fill,
    /// 替我传材料: hand in papers.
    HandIn,
    /// 替我问部门: ask the organs.
    Ask,
    /// 替我约时间: make appointments.
    Book,
}

/// One published text of a bundle, known by the hash of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleEdition {
    /// SM3 of the file's text, lower hex.
    pub hash: String,
    /// The bundle as that text says it.
    pub bundle: Bundle,
}

impl Ask {
    /// As a question of an item is asked.
    pub fn question(&self) -> Question {
        Question {
            code: self.code.clone(),
            text: self.text.clone(),
            takes: self.takes,
            answers: self.answers.clone(),
        }
    }
}

impl Stands {
    /// The member's answer for one of the bundle's; none where it leaves the question open.
    fn answer<'a>(&'a self, given: &'a str) -> Option<&'a str> {
        if self.answers.is_empty() { Some(given) } else { self.answers.get(given).map(String::as_str) }
    }
}

/// A bundle with the files of its members at hand: everything is composed from this.
#[derive(Clone)]
pub struct Whole<'a> {
    /// The bundle.
    pub bundle: &'a Bundle,
    /// Its members' items, in the bundle's order.
    pub items: Vec<&'a Item>,
}

impl<'a> Whole<'a> {
    /// The bundle with its members; none where one of them is no item.
    pub fn of(bundle: &'a Bundle, item: impl Fn(&str) -> Option<&'a Item>) -> Option<Self> {
        let items = bundle.members.iter().map(|member| item(&member.item)).collect::<Option<_>>()?;
        Some(Self { bundle, items })
    }

    /// The place of a member in the bundle's order.
    pub fn place(&self, item: &str) -> Option<usize> {
        self.bundle.members.iter().position(|member| member.item == item)
    }

    /// The members that are needed in this situation, in the bundle's order.
    pub fn needed(&self, answers: &Situation) -> Vec<usize> {
        let all = self.bundle.members.iter().enumerate();
        all.filter(|(_, member)| applies(&member.when, answers)).map(|(n, _)| n).collect()
    }

    /// The needed members that must have their outcome before this one is filed.
    pub fn before(&self, member: usize, needed: &[usize]) -> Vec<usize> {
        let after = &self.bundle.members[member].after;
        needed.iter().copied().filter(|n| after.contains(&self.bundle.members[*n].item)).collect()
    }

    /// Every question of this situation, in the order in which they are asked: the bundle's own, and, once
    /// those are answered, what members still need to know, each once.
    pub fn questions(&self, answers: &Situation) -> Vec<Question> {
        let asked = |ask: &&Ask| applies(&ask.when, answers);
        let mut all: Vec<Question> = self.bundle.questions.iter().filter(asked).map(Ask::question).collect();
        if all.iter().any(|q| !answers.get(&q.code).is_some_and(|given| q.fits(given))) {
            return all;
        }
        for (code, question) in self.left_over(answers) {
            if all.iter().all(|q| q.code != code) {
                all.push(Question { code, ..question.clone() });
            }
        }
        all
    }

    /// The first question that is not answered.
    pub fn open(&self, answers: &Situation) -> Option<Question> {
        let open = |q: &Question| !answers.get(&q.code).is_some_and(|given| q.fits(given));
        self.questions(answers).into_iter().find(open)
    }

    /// Is every question answered, and nothing else?
    pub fn resolves(&self, answers: &Situation) -> bool {
        self.open(answers).is_none() && self.settled(answers) == *answers
    }

    /// Of these answers, those to questions that are asked.
    pub fn settled(&self, answers: &Situation) -> Situation {
        let mut kept = Situation::new();
        // every round may open further questions; there are no more rounds than answers
        for _ in 0..=answers.len() {
            let before = kept.len();
            for question in self.questions(&kept) {
                if let Some(given) = answers.get(&question.code).filter(|given| question.fits(given)) {
                    kept.insert(question.code, given.clone());
                }
            }
            if kept.len() == before {
                break;
            }
        }
        kept
    }

    /// What the answers resolve a member's own questions to.
    pub fn situation(&self, member: usize, answers: &Situation) -> Situation {
        let left = self.left_over_keys(answers);
        let one = |question: &Question| {
            let settled = self.settled_by(member, question, answers);
            let key = || left.get(&(member, question.code.clone()));
            let answer = settled.or_else(|| answers.get(key()?).cloned())?;
            Some((question.code.clone(), answer))
        };
        self.items[member].questions.iter().filter_map(one).collect()
    }

    /// A member's answer that the bundle settles, or that stands for one of its own.
    fn settled_by(&self, member: usize, question: &Question, answers: &Situation) -> Option<String> {
        let own = &self.bundle.members[member];
        if let Some(fixed) = own.fixed.get(&question.code) {
            return Some(fixed.clone());
        }
        let asked = self.bundle.questions.iter().filter(|ask| applies(&ask.when, answers));
        let mut stands = asked.flat_map(|ask| ask.of.iter().map(move |of| (ask, of)));
        stands.find_map(|(ask, of)| {
            let ours = of.member == own.item && of.question == question.code;
            let answer = of.answer(answers.get(&ask.code).filter(|_| ours)?)?;
            question.fits(answer).then(|| answer.to_owned())
        })
    }

    /// Questions of needed members that nothing settles, under the name of the first that asks it.
    fn left_over(&self, answers: &Situation) -> Vec<(String, &'a Question)> {
        let mut all: Vec<(String, &Question)> = Vec::new();
        for member in self.needed(answers) {
            for question in &self.items[member].questions {
                if self.settled_by(member, question, answers).is_none()
                    && !all.iter().any(|(_, one)| alike(one, question))
                {
                    all.push((format!("{}.{}", self.bundle.members[member].item, question.code), question));
                }
            }
        }
        all
    }

    /// Under which name each member's open question is asked.
    fn left_over_keys(&self, answers: &Situation) -> BTreeMap<(usize, String), String> {
        let asked = self.left_over(answers);
        let mut keys = BTreeMap::new();
        for member in self.needed(answers) {
            for question in &self.items[member].questions {
                if let Some((key, _)) = asked.iter().find(|(_, one)| alike(one, question)) {
                    keys.insert((member, question.code.clone()), key.clone());
                }
            }
        }
        keys
    }
}

/// Do two items ask the same: in the same words, with the same answers?
fn alike(one: &Question, other: &Question) -> bool {
    one.text.zh == other.text.zh && one.takes == other.takes && one.answers == other.answers
}
