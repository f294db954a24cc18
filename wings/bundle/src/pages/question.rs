//! One question of a bundle, and what was answered so far.

use house::links;
use house::web::behalf::BEHALF_FIELD;
use house::web::page::escape_query;
use house::web::parts::{self, Notice};
use house::web::{Frame, Page};
use kernel::Text;
use kernel::bundle::Whole;
use kernel::form::{Field, FieldFault, FieldKind};
use kernel::item::{Question, Situation, Takes};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::apply::CHANGE;

/// A question with its answer, in words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Answered {
    /// Its code.
    pub code: String,
    /// What was asked.
    pub question: Text,
    /// What was answered.
    pub answer: Text,
}

/// What was answered so far, in the order in which it was asked.
pub(super) fn answered(whole: &Whole<'_>, situation: &Situation) -> Vec<Answered> {
    let one = |question: Question| {
        let answer = question.words(situation.get(&question.code)?)?;
        Some(Answered { code: question.code, question: question.text, answer })
    };
    whole.questions(situation).into_iter().filter_map(one).collect()
}

/// One question.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Questioning {
    /// Code of the bundle.
    pub bundle: String,
    /// Its name.
    pub name: Text,
    /// Number of the bundle that is under way, or empty.
    pub bundle_no: String,
    #[serde(skip)]
    pub href: String,
    pub situation: Situation,
    pub answered: Vec<Answered>,
    pub question: Question,
    #[serde(skip)]
    pub missed: bool,
    #[serde(skip)]
    pub given: String,
    pub notice: Option<Notice>,
    /// For whom a window takes it in, sealed; or empty.
    #[serde(skip)]
    pub behalf: String,
}

pub(super) fn trail(
    see: &Frame,
    bundle: &str,
    name: &Text,
    bundle_no: &str,
    last: &str,
) -> Vec<(String, String)> {
    let before = if bundle_no.is_empty() { links::bundle(bundle) } else { links::bundle_case(bundle_no) };
    vec![
        ("/".to_owned(), see.say("首页", "Home").to_owned()),
        (links::bundles().to_owned(), see.say("一件事", "One thing at once").to_owned()),
        (before, see.of(name).to_owned()),
        (String::new(), last.to_owned()),
    ]
}

/// For whom a window takes it in, carried on with what is typed.
pub(super) fn carried(sealed: &str) -> Markup {
    html! { @if !sealed.is_empty() { input type="hidden" name=(BEHALF_FIELD) value=(sealed); } }
}

impl Questioning {
    fn wanted(&self) -> Text {
        match self.question.takes {
            Takes::Choice => Text::new("请选一个答案", "Choose one answer"),
            Takes::Number => Text::new("请填一个整数，如 12", "Write a whole number, like 12"),
            Takes::Date => Text::new("请填一个日子，像 2026-09-23 这样", "Write a day, like 2026-09-23"),
        }
    }

    fn control(&self, see: &Frame, fault: Option<&Text>) -> Markup {
        let n = self.answered.len() + 1;
        let place =
            see.pick(format!("第 {n} 个问题。{}", self.name.zh), format!("Question {n}. {}", self.name.en));
        let (question, code) = (&self.question, &self.question.code);
        let kind = match question.takes {
            Takes::Choice => {
                let answers = &question.answers;
                return parts::pick_large(see, code, &question.text, Some(&place), answers, "", fault);
            }
            Takes::Number => FieldKind::Number,
            Takes::Date => FieldKind::Date,
        };
        let field = Field::new(code, Text::new("您的回答", "Your answer"), kind);
        html! {
            h1 { (see.of(&question.text)) }
            p.soft { (place) }
            (parts::field(see, &field, &self.given, fault))
        }
    }
}

impl Page for Questioning {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.of(&self.question.text), see.of(&self.name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, &self.bundle, &self.name, &self.bundle_no, see.say("情形", "Your situation"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let wanted = self.wanted();
        let faults: Vec<FieldFault> =
            self.missed.then(|| FieldFault::new(&self.question.code, wanted.clone())).into_iter().collect();
        html! {
            (parts::fault_summary(see, &faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            div.two {
                form method="get" action=(self.href) {
                    (carried(&self.behalf))
                    @for (code, answer) in &self.situation {
                        input type="hidden" name=(code) value=(answer);
                    }
                    input type="hidden" name="at" value=(self.question.code);
                    (self.control(see, self.missed.then_some(&wanted)))
                    p.asks { (parts::button(parts::Look::Filled, see.say("下一步", "Next"), None)) }
                }
                aside aria-labelledby="so-far" {
                    h2 #so-far { (see.say("已经答的", "Answered so far")) }
                    @if self.answered.is_empty() { p.soft { (see.say("还没有。", "Nothing yet.")) } }
                    @else { (self.chosen(see)) }
                }
            }
        }
    }
}

impl Questioning {
    /// Answers so far, each with a way to change it.
    fn chosen(&self, see: &Frame) -> Markup {
        let row = |one: &Answered| {
            let change = self.without(&one.code);
            (see.of(&one.question).to_owned(), html! { (see.of(&one.answer)) }, change)
        };
        let rows: Vec<(String, Markup, String)> = self.answered.iter().map(row).collect();
        parts::answers(see, &rows)
    }

    /// The address at which everything is answered but this.
    fn without(&self, code: &str) -> String {
        let mut to = format!("{}?{CHANGE}={}", self.href, escape_query(code));
        for (name, answer) in self.situation.iter().filter(|(name, _)| *name != code) {
            to.push_str(&format!("&{}={}", escape_query(name), escape_query(answer)));
        }
        if !self.behalf.is_empty() {
            to.push_str(&format!("&{BEHALF_FIELD}={}", escape_query(&self.behalf)));
        }
        to
    }
}
