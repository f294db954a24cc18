//! `/project-cases/{project_no}/answers`: the questions of the risk rule on the way — what may still be
//! answered otherwise, what a decided stage has settled, and which class other answers make.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Seeing;
use house::web::drafts::Typed;
use house::web::page::token;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Member, Page, Reply};
use house::{Failure, House, To, links};
use kernel::Text;
use kernel::form::FieldFault;
use kernel::item::{Question, Situation};
use kernel::rights::sight;
use kernel::{Day, Sight};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::begin::{Graded, answered, class, control, graded, wanted, why};
use crate::rules::{Command, Rules, settled, text};
use crate::views;

/// What is sent.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Regrade {
    /// Answers of its questions, by code.
    #[serde(flatten)]
    answers: BTreeMap<String, String>,
}

/// A question whose answer a decided stage rests on.
#[derive(Debug, Serialize, JsonSchema)]
struct Settled {
    /// Code of the question.
    question: String,
    text: Text,
    answer: Text,
    /// Name of the stage.
    stage: Text,
    /// The day of its reply.
    on: Option<Day>,
}

/// The page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Regrading {
    project_no: String,
    /// Name of the kind of project.
    kind: Text,
    /// What may be answered otherwise.
    questions: Vec<Question>,
    /// What may not any more, and why.
    settled: Vec<Settled>,
    /// The document that says so.
    basis: Text,
    /// Code of the class it is of.
    class: String,
    class_name: Text,
    /// What is answered now, or would be.
    situation: Situation,
    /// The class that other answers make; none while nothing is answered otherwise.
    graded: Option<Graded>,
    #[serde(skip)]
    typed: Typed,
    faults: Vec<FieldFault>,
    #[serde(skip)]
    version: i64,
}

/// GET `/project-cases/{project_no}/answers`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let own = sight(&who);
    let shown = house.read(who, move |seeing| page(seeing, &no, &own, asked)).await?;
    let status = if shown.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(reply.page_as(status, &shown))
}

fn page(
    seeing: &mut Seeing<'_, '_>,
    no: &str,
    own: &Sight,
    asked: BTreeMap<String, String>,
) -> Result<Regrading, Failure> {
    // whoever's project it is answers, and nobody else
    views::one(seeing.look, no, own)?.filter(|_| matches!(own, Sight::Own(_))).ok_or(Failure::Absent)?;
    let (run, version) = seeing.life::<Rules>(no)?;
    let ctx = seeing.ctx;
    let project = text(&run, &ctx).ok_or(Failure::Absent)?;
    let begun = run.begun.as_ref().ok_or(Failure::Absent)?;
    let fixed = |question: &Question| {
        let stage = settled(&run, project, &question.code)?;
        let on = run.stage(&stage.code).and_then(|one| one.rounds.last()?.end.as_ref().map(|end| end.on));
        let answer = question.words(begun.situation.get(&question.code)?)?;
        let (code, text) = (question.code.clone(), question.text.clone());
        Some(Settled { question: code, text, answer, stage: stage.name.clone(), on })
    };
    let mut typed: Typed = begun.situation.clone().into_iter().collect();
    let settled: Vec<Settled> = project.questions.iter().filter_map(fixed).collect();
    let free = |question: &&Question| settled.iter().all(|one| one.question != question.code);
    let questions: Vec<Question> = project.questions.iter().filter(free).cloned().collect();
    let told = questions.iter().filter_map(|question| asked.get_key_value(&question.code));
    typed.extend(told.map(|(code, answer)| (code.clone(), answer.clone())));
    let situation = answered(project, &typed);
    let open = questions.iter().filter(|question| !situation.contains_key(&question.code));
    let faults = open.map(|question| FieldFault::new(&question.code, wanted(question))).collect();
    let class = project.class_of(&begun.class).ok_or(Failure::Absent)?;
    Ok(Regrading {
        project_no: no.to_owned(),
        kind: project.name.clone(),
        questions,
        settled,
        basis: project.basis.clone(),
        class: class.code.clone(),
        class_name: class.name.clone(),
        graded: if situation == begun.situation { None } else { graded(project, &situation) },
        situation,
        typed,
        faults,
        version,
    })
}

/// POST `/project-cases/{project_no}/answers`.
pub(super) async fn regrade(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Regrade>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let (own, name, answers) = (sight(&who), no.clone(), input.value.answers);
    let look = move |seeing: &mut Seeing<'_, '_>| {
        views::one(seeing.look, &name, &own)?.ok_or(Failure::Absent)?;
        let (run, _) = seeing.life::<Rules>(&name)?;
        let project = text(&run, &seeing.ctx).ok_or(Failure::Absent)?;
        let begun = run.begun.as_ref().ok_or(Failure::Absent)?;
        // what is not sent is answered as it was
        let mut typed: Typed = begun.situation.clone().into_iter().collect();
        typed.extend(answers.clone());
        let situation = answered(project, &typed);
        let open = project.questions.iter().filter(|question| !situation.contains_key(&question.code));
        let faults: Vec<_> = open.map(|q| FieldFault::new(&q.code, wanted(q))).collect();
        if faults.is_empty() { Ok(situation) } else { Err(Failure::Faulty(faults)) }
    };
    let situation = house.read(who.clone(), look).await?;
    let to = To::Stream(no.clone());
    let receipt = house.act::<Rules>(who, to, cause, seen, Command::Regrade { situation }).await?;
    Ok(reply.done(&links::project_case(&no), &receipt))
}

impl Page for Regrading {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.say("改回答", "Other answers"), see.of(&self.kind))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/project-cases".to_owned(), see.say("项目到哪一步了", "Projects under way").to_owned()),
            (links::project_case(&self.project_no), self.project_no.clone()),
            (String::new(), see.say("改回答", "Other answers").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("改回答，重定类别", "Answer otherwise"), &html! { (see.pick(
                format!("现在是“{}”。办完的阶段不重来，没办完的按新的类别算天数。", self.class_name.zh),
                format!(
                    "It is “{}” now. What is decided stays; what is not takes the days of the new class.",
                    self.class_name.en
                ),
            )) }))
            div.two {
                div {
                    @if let Some(graded) = &self.graded {
                        (class(see, graded))
                        (self.sending(see, graded))
                    }
                    (self.asked(see))
                }
                aside {
                    @if let Some(graded) = &self.graded { (why(see, graded)) }
                    (self.fixed(see))
                }
            }
        }
    }
}

impl Regrading {
    fn here(&self) -> String {
        format!("{}/answers", links::project_case(&self.project_no))
    }

    fn asked(&self, see: &Frame) -> Markup {
        if self.questions.is_empty() {
            return parts::note(&html! { p { (see.say(
                "每个回答都有办完的阶段用过了，不能再改。", "Every answer has been decided by.",
            )) } });
        }
        let value = |code: &str| self.typed.get(code).map_or("", String::as_str);
        let fault =
            |code: &str| self.faults.iter().find(|fault| fault.field == code).map(|fault| &fault.text);
        let look = if self.graded.is_some() { Look::Second } else { Look::Filled };
        parts::section(
            "questions",
            see.say("还能改的", "What may still be answered otherwise"),
            &html! {
                form method="get" action=(self.here()) {
                    @for question in &self.questions {
                        (control(see, question, value(&question.code), fault(&question.code)))
                    }
                    p.asks { (parts::button(look, see.say("看变成哪一类", "Which class would it be?"), None)) }
                }
            },
        )
    }

    fn sending(&self, see: &Frame, graded: &Graded) -> Markup {
        let words = if graded.class == self.class {
            see.say("类别不变，记下新的回答", "The class stays; note the answers").to_owned()
        } else {
            see.pick(format!("改为“{}”", graded.name.zh), format!("Make it “{}”", graded.name.en))
        };
        html! {
            form.act method="post" action=(self.here()) novalidate {
                (token(see))
                input type="hidden" name="seen" value=(self.version);
                @for question in &self.questions {
                    @if let Some(answer) = self.situation.get(&question.code) {
                        input type="hidden" name=(question.code) value=(answer);
                    }
                }
                p.asks { (parts::button(Look::Filled, &words, None)) }
            }
        }
    }

    /// What may not be answered otherwise any more.
    fn fixed(&self, see: &Frame) -> Markup {
        if self.settled.is_empty() {
            return html! {};
        }
        let row = |one: &Settled| {
            let said = html! {
                (see.of(&one.answer))
                p.soft.small {
                    (see.pick(
                        format!("“{}”已经按它答复", one.stage.zh),
                        format!("“{}” was decided by it", one.stage.en),
                    ))
                    @if let Some(on) = one.on { (see.say("，", ", ")) (parts::day_short(see, on)) }
                }
            };
            (see.of(&one.text).to_owned(), said)
        };
        let rows: Vec<(String, Markup)> = self.settled.iter().map(row).collect();
        html! {
            h2 { (see.say("不能再改的", "What is settled")) }
            (parts::facts(&rows))
            p.soft.small { (see.of(&self.basis)) }
        }
    }
}
