//! `/projects/{project}/begin`: the questions of the risk rule, the class that comes of them and why, and the
//! beginning itself.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::drafts::Typed;
use house::web::page::token;
use house::web::parts::{self, Keeping, Look};
use house::web::{Frame, Input, Member, Page, Reply};
use house::{Failure, House, To, links};
use kernel::form::{Field, FieldFault, FieldKind};
use kernel::item::{Certainty, Question, Situation, Takes};
use kernel::limits::{LINE_CHARS, NAME_CHARS};
use kernel::project::{Ground, Project, ProjectEdition};
use kernel::{Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::{Command, Rules};

/// What is sent.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Begin {
    /// The text of the kind of project that was read, by hash.
    #[serde(default)]
    edition: String,
    /// What it is called.
    #[serde(default)]
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"青岭茶叶加工厂一期")]
    name: String,
    /// Who is asked about it.
    #[serde(default)]
    #[schemars(length(min = 1, max = NAME_CHARS), example = &"周大海")]
    contact: String,
    /// Mobile number.
    #[serde(default)]
    #[schemars(example = &"13800000668")]
    phone: String,
    /// Answers of its questions, by code.
    #[serde(flatten)]
    answers: BTreeMap<String, String>,
}

/// The class that the answers make.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Graded {
    /// Code of the class.
    pub class: String,
    pub name: Text,
    means: Text,
    /// Working days of the organs for all stages.
    budget: u32,
    /// Why.
    grounds: Vec<Ground>,
    basis: Text,
    certainty: Certainty,
    /// Names of the stages with their working days.
    stages: Vec<(Text, u32)>,
}

/// The page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Beginning {
    /// Code of the kind of project.
    project: String,
    name: Text,
    /// Its text, by hash.
    edition: String,
    questions: Vec<Question>,
    situation: Situation,
    /// None while a question is open.
    graded: Option<Graded>,
    #[serde(skip)]
    typed: Typed,
    faults: Vec<FieldFault>,
}

/// What was typed, as far as it answers the questions.
pub(super) fn answered(project: &Project, typed: &Typed) -> Situation {
    let read = |question: &Question| {
        Some((question.code.clone(), question.read(typed.get(&question.code)?.trim())?))
    };
    project.questions.iter().filter_map(read).collect()
}

/// The class that these answers make; none while a question is open.
pub(super) fn graded(project: &Project, situation: &Situation) -> Option<Graded> {
    let class = if project.resolves(situation) { project.class(situation) } else { None }?;
    Some(Graded {
        class: class.code.clone(),
        name: class.name.clone(),
        means: class.means.clone(),
        budget: class.budget,
        grounds: project.grounds(class, situation),
        basis: class.basis.clone(),
        certainty: class.certainty,
        stages: project.stages.iter().map(|s| (s.name.clone(), s.budget(&class.code))).collect(),
    })
}

fn page(edition: &ProjectEdition, typed: Typed, faults: Vec<FieldFault>) -> Beginning {
    let project = &edition.project;
    let situation = answered(project, &typed);
    let graded = graded(project, &situation);
    Beginning {
        project: project.code.clone(),
        name: project.name.clone(),
        edition: edition.hash.clone(),
        questions: project.questions.clone(),
        situation,
        graded,
        typed,
        faults,
    }
}

/// GET `/projects/{project}/begin`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(code): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let world = house.world();
    let edition = world.editions.project(&code).ok_or(Failure::Absent)?;
    let party = who.acting_for().to_owned();
    let own = house
        .read(who, move |seeing| {
            Ok::<_, Failure>((seeing.house.dossier)(seeing.look, &party)?.unwrap_or_default())
        })
        .await?;
    let mut typed = Typed::from([("phone".to_owned(), own[2].clone())]);
    typed.extend(asked.clone());
    let mut shown = page(edition, typed, Vec::new());
    if asked.contains_key("asked") {
        let open = shown.questions.iter().filter(|q| !shown.situation.contains_key(&q.code));
        shown.faults = open.map(|q| FieldFault::new(&q.code, wanted(q))).collect();
    }
    let status = if shown.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(reply.page_as(status, &shown))
}

pub(super) fn wanted(question: &Question) -> Text {
    match question.takes {
        Takes::Choice => Text::new("请选一个答案", "Choose one answer"),
        Takes::Number => Text::new("请填一个整数，如 1200", "Write a whole number, like 1200"),
        Takes::Date => Text::new("请填一个日子，像 2026-09-23 这样", "Write a day, like 2026-09-23"),
    }
}

/// POST `/projects/{project}/begin`.
pub(super) async fn begin(
    State(house): State<House>,
    Member(who): Member,
    Path(code): Path<String>,
    reply: Reply,
    input: Input<Begin>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let Begin { edition: told, name, contact, phone, answers } = input.value;
    let world = house.world();
    let edition = world.editions.project(&code).ok_or(Failure::Absent)?;
    let mut typed: Typed = answers;
    let more = [("name", &name), ("contact", &contact), ("phone", &phone)];
    typed.extend(more.map(|(key, value)| (key.to_owned(), value.clone())));
    let mut faults = Vec::new();
    for (key, value, most) in [("name", &name, LINE_CHARS), ("contact", &contact, NAME_CHARS)] {
        if let Err(fault) = party::clean_name(value, most) {
            faults.push(FieldFault::new(key, fault.text()));
        }
    }
    if let Err(fault) = party::phone(&phone) {
        faults.push(FieldFault::new("phone", fault.text()));
    }
    let shown = page(edition, typed, faults);
    if !shown.faults.is_empty() && !reply.visit().json {
        return Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown));
    }
    if !shown.faults.is_empty() {
        return Err(Failure::Faulty(shown.faults));
    }
    let edition = if told.is_empty() { edition.hash.clone() } else { told };
    let situation = shown.situation;
    let command = Command::Begin { project: code, edition, situation, name, contact, phone };
    let receipt = house.act::<Rules>(who, To::New, cause, None, command).await?;
    Ok(reply.done(&links::project_case(&receipt.name), &receipt))
}

impl Page for Beginning {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.say("哪一类项目", "Which class"), see.of(&self.name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::projects().to_owned(), see.say("工程建设项目", "Construction projects").to_owned()),
            (String::new(), see.say("哪一类项目", "Which class").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("您的项目是哪一类", "Which class is your project"), &html! { (see.say(
                "类别由回答决定，不用自己选；每一类用多少天，写在项目的文件里。",
                "The answers decide the class; nobody chooses it.",
            )) }))
            div.two {
                div {
                    @if let Some(graded) = &self.graded {
                        (class(see, graded))
                        (self.beginning(see, graded))
                    }
                    (self.asked(see))
                }
                aside { @if let Some(graded) = &self.graded { (why(see, graded)) } }
            }
        }
    }
}

/// One question of the risk rule.
pub(super) fn control(see: &Frame, question: &Question, value: &str, fault: Option<&Text>) -> Markup {
    let kind = match question.takes {
        Takes::Choice => FieldKind::Choice,
        Takes::Number => FieldKind::Number,
        Takes::Date => FieldKind::Date,
    };
    let mut field = Field::new(&question.code, question.text.clone(), kind);
    field.options.clone_from(&question.answers);
    parts::field(see, &field, value, fault)
}

/// The class, with its days.
pub(super) fn class(see: &Frame, graded: &Graded) -> Markup {
    let days = |days: u32| see.pick(format!("{days} 个工作日"), format!("{days} working days"));
    let stages: Vec<(String, Markup)> =
        graded.stages.iter().map(|(name, n)| (see.of(name).to_owned(), html! { (days(*n)) })).collect();
    parts::door(
        see.of(&graded.name),
        &html! {
            p { (see.of(&graded.means)) }
            (parts::facts(&stages))
        },
    )
}

/// Why it is this class.
pub(super) fn why(see: &Frame, graded: &Graded) -> Markup {
    let rows: Vec<(String, Markup)> = graded
        .grounds
        .iter()
        .map(|ground| (see.of(&ground.question).to_owned(), html! { (see.of(&ground.answer)) }))
        .collect();
    html! {
        h2 { (see.say("为什么是这一类", "Why this class")) }
        (parts::facts(&rows))
        p.soft.small {
            (see.of(&graded.basis))
            @if graded.certainty != Certainty::C { (see.say("（待核实）", " (not verified)")) }
        }
    }
}

impl Beginning {
    fn value(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn fault(&self, name: &str) -> Option<&Text> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| &fault.text)
    }

    /// All questions at once: an engineer knows the answers.
    fn asked(&self, see: &Frame) -> Markup {
        let control = |question: &Question| {
            control(see, question, self.value(&question.code), self.fault(&question.code))
        };
        let words = if self.graded.is_some() {
            see.say("按新的回答再算一次", "Reckon again")
        } else {
            see.say("看是哪一类", "Which class is it?")
        };
        parts::section(
            "questions",
            see.say("几个问题", "A few questions"),
            &html! {
                form method="get" action={ "/projects/" (self.project) "/begin" } {
                    input type="hidden" name="asked" value="yes";
                    @for question in &self.questions { (control(question)) }
                    p.asks { (parts::button(
                        if self.graded.is_some() { Look::Second } else { Look::Filled }, words, None,
                    )) }
                }
            },
        )
    }

    fn beginning(&self, see: &Frame, graded: &Graded) -> Markup {
        let line = |name, label, autocomplete| {
            let value = self.value(name);
            let one = parts::Line { name, label, hint: None, value, autocomplete, keeping: Keeping::Open };
            parts::line(see, one, self.fault(name))
        };
        let title = see.pick(format!("按“{}”开始", graded.name.zh), format!("Begin as “{}”", graded.name.en));
        parts::section(
            "begin",
            &title,
            &html! {
                form.act method="post" action={ "/projects/" (self.project) "/begin" } novalidate {
                    (token(see))
                    input type="hidden" name="edition" value=(self.edition);
                    @for (code, answer) in &self.situation {
                        input type="hidden" name=(code) value=(answer);
                    }
                    (line("name", see.say("项目名称", "Name of the project"), "off"))
                    (line("contact", see.say("联系人", "Whom to ask"), "name"))
                    (parts::phone(see, self.value("phone"), self.fault("phone")))
                    p.asks { (parts::button(
                    Look::Filled, see.say("领项目代码，开始", "Take its code and begin"), None,
                )) }
                }
            },
        )
    }
}
