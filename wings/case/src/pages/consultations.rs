//! What another organ asks of ours: the list of its officers, and a page with the question and only what they
//! need of the case to answer it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts::{self, Look, Notice, Tag};
use house::web::{Frame, Input, Page, Reply, Route, Staff, get, post_of};
use house::{Failure, House, To, links};
use kernel::form::{Field, FieldFault, FieldKind};
use kernel::item::Choice;
use kernel::limits::{PAGE_ROWS, REASON_CHARS};
use kernel::{Day, Role, Rule, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::sent::Sent;
use super::show::{Answered, situation};
use super::words::{Named, both};
use crate::rules::{Command, Rules, Word};
use crate::views;

/// 答复征求的意见.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct Answer {
    /// `yes` where the organ has no objection, `no` where it objects.
    #[schemars(extend("enum" = ["yes", "no"]), example = &"yes")]
    agrees: String,
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    answer: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// Its pages.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Staff, Asked, _, _>("/consultations", list),
        get::<Staff, Question, _, _>("/consultations/{no}", show),
        post_of::<Staff, Answer, _, _>("/consultations/{no}", answer)
            .refuses(Rule::Applying, &["not_applied", "edition_unknown"])
            .refuses(Rule::Acceptance, &["not_accepted"])
            .refuses(Rule::Decision, &["concluded", "reason_missing", "words_wrong"])
            .refuses(Rule::Consulting, &["organ_unknown", "consultation_lapsed", "consultation_answered"]),
    ]
}

/// A line of the list.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    case_no: String,
    item: Named,
    /// Who asks.
    organ: Named,
    by: String,
    /// Was it reminded?
    reminded: bool,
}

/// What the reader's organ is asked and has not answered.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Asked {
    rows: Vec<Row>,
}

/// `GET /consultations`.
async fn list(State(house): State<House>, Staff(who): Staff, reply: Reply) -> Result<Response, Failure> {
    let page = house
        .read(who, |seeing| {
            let organ = seeing.ctx.actor.organ.clone();
            let judges = matches!(seeing.ctx.actor.role, Role::Examiner | Role::Head);
            let lines = if judges { views::asked_of(seeing.look, &organ, PAGE_ROWS)? } else { Vec::new() };
            let name = |item: &str| {
                let edition = seeing.ctx.editions.in_force(item);
                edition.map_or_else(|| Text::new(item, item), |e| e.item.name.clone())
            };
            let row = |line: views::AskedLine| Row {
                item: Named { name: name(&line.item), code: line.item },
                organ: Named { name: seeing.house.organ_name(&line.organ), code: line.organ },
                case_no: line.case_no,
                by: line.by,
                reminded: line.reminded,
            };
            Ok(Asked { rows: lines.into_iter().map(row).collect() })
        })
        .await?;
    Ok(reply.page(&page))
}

impl Page for Asked {
    fn title(&self, see: &Frame) -> String {
        see.say("其他机关来问", "Asked by other organs").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::worklist().to_owned(), see.say("待办", "Worklist").to_owned()),
            (String::new(), self.title(see)),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.say("其他机关来问", "Asked by other organs"), &html! {
                (see.say("逾期没有答复，算没有意见。", "Silence beyond the day is no objection."))
            }))
            @if self.rows.is_empty() {
                (parts::empty(
                    see.say("没有等本机关答复的。", "Nothing waits for your organ's answer."),
                    see.say("有人来问会列在这里。", "Questions will be listed here."),
                    &[],
                ))
            }
            ul.plain { @for row in &self.rows { li {
                a href={ "/consultations/" (row.case_no) } { (see.of(&row.item.name)) } br;
                (see.of(&row.organ.name)) (see.say("来问，", " asks, by "))
                @if let Ok(day) = row.by.parse::<Day>() { (parts::day_short(see, day)) }
                (see.say("前答复 ", " "))
                @if row.reminded { (parts::tag(Tag::Bad, see.say("已催办", "reminded"))) }
            } } }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

/// A question to the reader's organ, and what she needs of the case.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Question {
    case_no: String,
    /// Which of the case's consultations.
    consultation: u32,
    item: Named,
    /// Who asks.
    organ: Named,
    /// What the guided questions resolved to; no name, no paper and no answer of the form.
    situation: Vec<Answered>,
    question: String,
    by: Day,
    /// What was answered; empty while it is awaited.
    answer: String,
    /// `awaited`, `agrees`, `objects` or `silent`.
    state: &'static str,
    /// Send it back as `seen` with the answer.
    version: i64,
    #[serde(skip)]
    typed: (String, String),
    #[serde(skip)]
    faults: Vec<FieldFault>,
    #[serde(skip)]
    notice: Option<Notice>,
}

/// `GET /consultations/{no}`.
async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who, move |seeing| question(seeing, no)).await?;
    Ok(reply.page(&page))
}

/// The last question of this case to the reader's organ; absent where there is none.
fn question(seeing: &mut Seeing<'_, '_>, no: String) -> Result<Question, Failure> {
    let actor = seeing.ctx.actor.clone();
    if !matches!(actor.role, Role::Examiner | Role::Head) {
        return Err(Failure::Absent);
    }
    let (case, version) = seeing.life::<Rules>(&no)?;
    let (case, version) = super::show::now_true(case, version, &seeing.ctx);
    let filed = case.filed.clone().ok_or(Failure::Absent)?;
    let ours = case.course.consultations.iter().rev().find(|(_, one)| one.organ == actor.organ);
    let (n, asked) = ours.ok_or(Failure::Absent)?;
    let edition = seeing.ctx.edition(&filed.edition).cloned().ok_or(Failure::Absent)?;
    let facts = seeing.diary(&format!("case/{no}"))?;
    let said = views::spoken(&facts).consultations.get(n).cloned().unwrap_or_default();
    let [question, answer] = said;
    Ok(Question {
        consultation: *n,
        item: Named { code: edition.item.code.clone(), name: edition.item.name.clone() },
        organ: Named { code: filed.organ.clone(), name: seeing.house.organ_name(&filed.organ) },
        situation: situation(&edition.item, &filed.situation),
        question,
        by: asked.by,
        answer,
        state: match asked.word {
            Word::Awaited if case.ending.is_some() => "silent",
            Word::Awaited => "awaited",
            Word::Agrees => "agrees",
            Word::Objects => "objects",
            Word::Silent => "silent",
        },
        version,
        typed: (String::new(), String::new()),
        faults: Vec::new(),
        notice: None,
        case_no: no,
    })
}

/// `POST /consultations/{no}`.
async fn answer(
    State(house): State<House>,
    Staff(who): Staff,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let (cause, seen) = (input.cause(&who)?, input.seen);
    let (agrees, words) = (input.value.text("agrees"), input.value.text("answer"));
    let asked = no.clone();
    let mut page = house.read(who.clone(), move |seeing| question(seeing, asked)).await?;
    page.typed = (agrees.clone(), words.clone());
    if !matches!(agrees.as_str(), "yes" | "no") {
        page.faults.push(FieldFault::new("agrees", both("请选有没有意见", "Choose whether you object")));
        if reply.visit().json {
            return Err(Failure::Faulty(page.faults));
        }
        return Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let consultation = page.consultation;
    let command = Command::AnswerConsultation { consultation, agrees: agrees == "yes", answer: words };
    match house.act::<Rules>(who, To::Stream(no.clone()), cause, seen, command).await {
        Ok(receipt) => Ok(reply.done(&format!("/consultations/{no}"), &receipt)),
        Err(Failure::Refused(refusal)) if !reply.visit().json => {
            let sentence = house.texts.refusal(&refusal);
            match refusal.code {
                "reason_missing" | "words_wrong" => page.faults.push(FieldFault::new("answer", sentence)),
                _ => page.notice = Some(Notice { sentence, basis: refusal.basis }),
            }
            Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(failure) => Err(failure),
    }
}

impl Page for Question {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.say("征求意见", "Your organ is asked"), see.of(&self.item.name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            ("/consultations".to_owned(), see.say("其他机关来问", "Asked by other organs").to_owned()),
            (String::new(), see.of(&self.item.name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let (kind, state) = match self.state {
            "agrees" => (Tag::Free, see.say("没有意见", "no objection")),
            "objects" => (Tag::Bad, see.say("有意见", "objects")),
            "silent" => (Tag::Plain, see.say("逾期，算没有意见", "silent: no objection")),
            _ => (Tag::Ask, see.say("等答复", "awaited")),
        };
        let rows: Vec<(String, Markup)> = self
            .situation
            .iter()
            .map(|a| (see.of(&a.label).to_owned(), html! { (see.of(&a.answer)) }))
            .collect();
        html! {
            (parts::fault_summary(see, &self.faults))
            @if let Some(notice) = &self.notice { (notice.drawn(see)) }
            (parts::title(see.of(&self.item.name), &html! {
                (see.of(&self.organ.name)) (see.say("来问，", " asks, by ")) (parts::day_short(see, self.by))
                (see.say("前答复 ", " ")) (parts::tag(kind, state))
            }))
            (parts::section("question", see.say("问什么", "The question"), &html! {
                p { "“" (self.question) "”" }
            }))
            @if !rows.is_empty() {
                (parts::section("situation", see.say("这件申请", "The application"), &parts::facts(&rows)))
            }
            @if !self.answer.is_empty() {
                (parts::section("answer", see.say("本机关的答复", "Your answer"), &html! {
                    p { "“" (self.answer) "”" }
                }))
            }
            @if self.state == "awaited" { (self.form(see)) }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

impl Question {
    fn form(&self, see: &Frame) -> Markup {
        let fault = |name: &str| self.faults.iter().find(|f| f.field == name).map(|f| &f.text);
        let options = vec![
            Choice { code: "yes".to_owned(), text: both("没有意见", "No objection") },
            Choice { code: "no".to_owned(), text: both("有意见", "We object") },
        ];
        let label = both("有没有意见", "Do you object?");
        let agrees = Field { options, ..Field::new("agrees", label, FieldKind::Choice) };
        let inside = html! {
            (parts::field(see, &agrees, &self.typed.0, fault("agrees")))
            (parts::text_area(see, "answer", see.say("理由", "Reason"), None, &self.typed.1, fault("answer")))
        };
        let version = self.version.to_string();
        let address = format!("/consultations/{}", self.case_no);
        let hidden = [("seen", version.as_str())];
        let words = see.say("答复", "Answer");
        parts::door(words, &parts::act_form(see, &address, &hidden, &inside, Look::Filled, words))
    }
}
