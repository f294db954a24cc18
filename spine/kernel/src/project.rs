//! Construction projects 工程建设项目 that several organs approve side by side, stage by stage: what kinds there
//! are, which class a project is of and why, how many working days each stage may cost. Pure: numbers and
//! rules stand in the county's files (`catalogue/projects`), none in code.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::decider::Text;
use crate::item::{Certainty, Question, Situation, When, applies};

mod clock;
mod lacks;
mod plan;
#[cfg(test)]
mod tests;

pub use clock::{Spent, Turn, Turned, spent};
pub use lacks::{Lack, Wrong};
pub use plan::{Awaited, Course, Move, Outlook, StagePlan, Standing};

/// A class of projects 项目类别: what the risk rule makes of the answers, and the budget that comes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its name in files and events.
    pub code: String,
    /// What people read.
    pub name: Text,
    /// What it means for whoever builds.
    pub means: Text,
    /// The answers that make a project one of this class, all of them; empty: whatever is left.
    #[serde(default)]
    pub when: When,
    /// Working days of the organs for all stages together.
    pub budget: u32,
    /// Where the class and its budget come from.
    pub basis: Text,
    /// How certain that is.
    #[serde(default)]
    pub certainty: Certainty,
}

/// An organ that is asked for its opinion and has no case of its own 征求意见.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consult {
    /// Code of the organ.
    pub organ: String,
    /// What it is asked.
    pub asked: Text,
    /// Answers of the project for which it is asked; empty means always.
    #[serde(default)]
    pub when: When,
    /// Working days it has, counted from the day after the stage was opened.
    pub days: u32,
    /// The clause by which its silence is no objection.
    pub basis: Text,
    /// How certain that is.
    #[serde(default)]
    pub certainty: Certainty,
}

/// A stage 审批阶段: one lead organ, one set of papers (a bundle's), organs side by side, one combined reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its name in files and events.
    pub code: String,
    /// What people read.
    pub name: Text,
    /// Code of the organ that leads 牵头部门: it resolves what organs disagree on, and replies for all.
    pub lead: String,
    /// Code of the bundle whose questions, form, papers and members are this stage's.
    pub bundle: String,
    /// Stages that must be replied to before.
    #[serde(default)]
    pub after: Vec<String>,
    /// Working days of the organs, by class.
    pub budgets: BTreeMap<String, u32>,
    /// Organs that are asked for an opinion.
    #[serde(default)]
    pub consults: Vec<Consult>,
    /// Codes of the project's questions that its decision settles: once it is granted, they are not answered
    /// otherwise. Until then an answer may change, and with it the class.
    #[serde(default)]
    pub settles: Vec<String>,
    /// Papers of its bundle that are the design 设计图纸: their bytes say which version it is.
    #[serde(default)]
    pub design: Vec<String>,
}

/// One kind of project as its file says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Name in addresses, equal to the file's name.
    pub code: String,
    /// What people call it.
    pub name: Text,
    /// One line saying what it is for.
    pub purpose: Text,
    /// The document it rests on.
    pub basis: Text,
    /// How certain that is.
    #[serde(default)]
    pub certainty: Certainty,
    /// Code of the organ that coordinates the whole project.
    pub lead: String,
    /// Code of the body whose hall takes it in.
    pub hall: String,
    /// Percent of a stage's budget from which on its lead is warned.
    pub alarm_percent: u32,
    /// What the class is decided by.
    pub questions: Vec<Question>,
    /// The classes; the first whose condition holds is the project's.
    pub classes: Vec<Class>,
    /// The stages.
    pub stages: Vec<Stage>,
}

/// One published text of a kind of project, known by the hash of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectEdition {
    /// SM3 of the file's text, lower hex.
    pub hash: String,
    /// The project as that text says it.
    pub project: Project,
}

/// One answer that made the class what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ground {
    /// What was asked.
    pub question: Text,
    /// What was answered.
    pub answer: Text,
}

/// Which version of a design these files are: what each of them comes to, whatever their names and order.
/// Empty where there is none.
pub fn design_version(mut marks: Vec<String>) -> String {
    marks.retain(|mark| !mark.is_empty());
    marks.sort_unstable();
    marks.dedup();
    marks.join("+")
}

impl Project {
    /// Is every question answered, and nothing else?
    pub fn resolves(&self, answers: &Situation) -> bool {
        let fits = |q: &Question| answers.get(&q.code).is_some_and(|given| q.fits(given));
        self.questions.iter().all(fits) && answers.len() == self.questions.len()
    }

    /// The class of these answers: the first whose condition holds. Nobody chooses it.
    pub fn class(&self, answers: &Situation) -> Option<&Class> {
        self.classes.iter().find(|class| applies(&class.when, answers))
    }

    /// The class with this code.
    pub fn class_of(&self, code: &str) -> Option<&Class> {
        self.classes.iter().find(|class| class.code == code)
    }

    /// Why these answers are of this class: the answers its condition looks at. For the class of whatever is
    /// left, the answers that keep the project out of every other.
    pub fn grounds(&self, class: &Class, answers: &Situation) -> Vec<Ground> {
        let decides = |question: &str| {
            if !class.when.is_empty() {
                return class.when.contains_key(question);
            }
            let mut others = self.classes.iter().filter(|other| other.code != class.code);
            others.any(|other| {
                let test = other.when.get(question);
                test.is_some_and(|test| !answers.get(question).is_some_and(|given| test.holds(given)))
            })
        };
        let asked = self.questions.iter().filter(|question| decides(&question.code));
        asked
            .filter_map(|question| {
                let answer = question.words(answers.get(&question.code)?)?;
                Some(Ground { question: question.text.clone(), answer })
            })
            .collect()
    }

    /// The place of a stage.
    pub fn place(&self, stage: &str) -> Option<usize> {
        self.stages.iter().position(|one| one.code == stage)
    }

    /// The stage with this code.
    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.code == code)
    }

    /// The stage whose bundle this is.
    pub fn stage_of_bundle(&self, bundle: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.bundle == bundle)
    }

    /// The stages so that each comes after those it waits for.
    ///
    /// # Errors
    /// Stages that wait for each other, and those behind them.
    pub fn order(&self) -> Result<Vec<usize>, Vec<usize>> {
        let mut order: Vec<usize> = Vec::new();
        let all = 0..self.stages.len();
        while order.len() < self.stages.len() {
            // a stage that is not there is waited for by nobody: that is another finding
            let there = |code: &String| self.place(code).is_none_or(|before| order.contains(&before));
            let free = |n: &usize| !order.contains(n) && self.stages[*n].after.iter().all(there);
            match all.clone().find(free) {
                Some(next) => order.push(next),
                None => return Err(all.filter(|n| !order.contains(n)).collect()),
            }
        }
        Ok(order)
    }
}

impl Stage {
    /// Working days of the organs in this class; none where the file names no such class.
    pub fn budget(&self, class: &str) -> u32 {
        self.budgets.get(class).copied().unwrap_or(0)
    }

    /// The organs asked for an opinion with these answers of the project.
    pub fn asked<'a>(&'a self, answers: &'a Situation) -> impl Iterator<Item = &'a Consult> {
        self.consults.iter().filter(move |consult| applies(&consult.when, answers))
    }
}
