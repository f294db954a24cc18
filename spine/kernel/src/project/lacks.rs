//! What does not fit in a project's file, and between it and its stages' bundles: told by code, for the
//! catalogue compiler.

use crate::item::{Test, When};

use super::Project;

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// It names something that is not there.
    Unknown,
    /// Stages wait for each other.
    Circle,
    /// The stages' days do not add up to the class's.
    Sum,
    /// Another organ leads the stage than leads its bundle.
    Lead,
    /// No class is left for some answers, or one that nothing reaches.
    Class,
    /// Two of one name.
    Twice,
    /// An organ has more days for its opinion than the stage has.
    Slow,
}

/// One thing that is wrong, at its place in the project's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// What kind.
    pub wrong: Wrong,
    /// `stages.1.budgets`.
    pub at: String,
    /// What it is about.
    pub about: [String; 2],
}

fn lack(wrong: Wrong, at: String, one: impl Into<String>, other: impl Into<String>) -> Lack {
    Lack { wrong, at, about: [one.into(), other.into()] }
}

impl Project {
    /// Everything that does not fit; `bundle` gives the lead organ of a bundle, none where there is none.
    pub fn lacks(&self, bundle: impl Fn(&str) -> Option<String>) -> Vec<Lack> {
        let mut all = self.twice();
        if let Err(circle) = self.order() {
            let names: Vec<&str> = circle.iter().map(|n| self.stages[*n].code.as_str()).collect();
            let first = circle.first().copied().unwrap_or(0);
            all.push(lack(Wrong::Circle, format!("stages.{first}.after"), names.join(" → "), ""));
        }
        self.stages_fit(&bundle, &mut all);
        self.classes_fit(&mut all);
        all
    }

    /// Papers named as a stage's design that its bundle does not ask for; `there` says whether a bundle has a
    /// paper.
    pub fn papers_unknown(&self, there: impl Fn(&str, &str) -> bool) -> Vec<Lack> {
        let mut all = Vec::new();
        for (n, stage) in self.stages.iter().enumerate() {
            for (m, paper) in stage.design.iter().enumerate().filter(|(_, p)| !there(&stage.bundle, p)) {
                all.push(lack(Wrong::Unknown, format!("stages.{n}.design.{m}"), paper, ""));
            }
        }
        all
    }

    fn twice(&self) -> Vec<Lack> {
        let stages = self.stages.iter().map(|one| one.code.as_str()).collect::<Vec<_>>();
        let classes = self.classes.iter().map(|one| one.code.as_str()).collect::<Vec<_>>();
        let bundles = self.stages.iter().map(|one| one.bundle.as_str()).collect::<Vec<_>>();
        let lists = [("stages", "code", stages), ("classes", "code", classes), ("stages", "bundle", bundles)];
        let mut all = Vec::new();
        for (list, key, names) in lists {
            for (n, name) in names.iter().enumerate().filter(|(n, name)| names[..*n].contains(name)) {
                all.push(lack(Wrong::Twice, format!("{list}.{n}.{key}"), *name, ""));
            }
        }
        all
    }

    fn stages_fit(&self, bundle: &impl Fn(&str) -> Option<String>, all: &mut Vec<Lack>) {
        for (n, stage) in self.stages.iter().enumerate() {
            for (m, after) in stage.after.iter().enumerate().filter(|(_, after)| self.stage(after).is_none())
            {
                all.push(lack(Wrong::Unknown, format!("stages.{n}.after.{m}"), after, ""));
            }
            let asked = |code: &&String| self.questions.iter().any(|question| question.code == **code);
            for (m, code) in stage.settles.iter().enumerate().filter(|(_, code)| !asked(code)) {
                all.push(lack(Wrong::Unknown, format!("stages.{n}.settles.{m}"), code, ""));
            }
            match bundle(&stage.bundle) {
                None => all.push(lack(Wrong::Unknown, format!("stages.{n}.bundle"), &stage.bundle, "")),
                Some(lead) if lead != stage.lead => {
                    all.push(lack(Wrong::Lead, format!("stages.{n}.lead"), &stage.bundle, lead));
                }
                Some(_) => {}
            }
            let unknown = stage.budgets.keys().filter(|class| self.class_of(class).is_none());
            all.extend(unknown.map(|class| lack(Wrong::Unknown, format!("stages.{n}.budgets"), class, "")));
            let most = stage.budgets.values().copied().max().unwrap_or(0);
            for (m, consult) in stage.consults.iter().enumerate() {
                self.when_known(&consult.when, &format!("stages.{n}.consults.{m}.when"), all);
                if consult.days > most {
                    let (days, most) = (consult.days.to_string(), most.to_string());
                    all.push(lack(Wrong::Slow, format!("stages.{n}.consults.{m}.days"), days, most));
                }
            }
        }
    }

    fn classes_fit(&self, all: &mut Vec<Lack>) {
        for (n, class) in self.classes.iter().enumerate() {
            self.when_known(&class.when, &format!("classes.{n}.when"), all);
            let sum: u32 = self.stages.iter().map(|stage| stage.budget(&class.code)).sum();
            if sum != class.budget {
                let (sum, budget) = (sum.to_string(), class.budget.to_string());
                all.push(lack(Wrong::Sum, format!("classes.{n}.budget"), sum, budget));
            }
            let last = n + 1 == self.classes.len();
            if class.when.is_empty() != last {
                all.push(lack(Wrong::Class, format!("classes.{n}.when"), &class.code, ""));
            }
        }
    }

    fn when_known(&self, when: &When, at: &str, all: &mut Vec<Lack>) {
        for (code, test) in when {
            let Some(question) = self.questions.iter().find(|question| question.code == *code) else {
                all.push(lack(Wrong::Unknown, at.to_owned(), code, ""));
                continue;
            };
            let wrong = match test {
                Test::OneOf(answers) => answers.iter().find(|answer| !question.fits(answer)).cloned(),
                Test::Within(_) if !question.answers.is_empty() => Some(code.clone()),
                Test::Within(_) => None,
            };
            all.extend(wrong.map(|answer| lack(Wrong::Unknown, at.to_owned(), answer, "")));
        }
    }
}
