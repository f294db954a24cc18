//! `/risks/{risk}`: one risk point, what the organ does about it, and what the reader may do.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Page, Reply, Staff};
use house::{Failure, House, To};
use kernel::limits::REASON_CHARS;
use kernel::{Act, Actor, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::list::{day, state, words};
use crate::rules::{self, Command, Rules, SEE};
use crate::views::{self, Line};

/// An act on a risk point.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Sent {
    /// `answer`, `give_back` or `settle`.
    #[schemars(example = &"answer")]
    act: String,
    /// What is done about it, or what is missing; names nobody.
    #[schemars(length(max = REASON_CHARS), example = &"把要带的材料印在门口")]
    words: String,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Shown {
    #[serde(flatten)]
    line: Line,
    item_name: Text,
    organ_name: Text,
    /// What happened, in words.
    words: Text,
    state_name: Text,
    /// Send it back as `seen` with an act.
    version: i64,
    /// What the reader may do now.
    open_to: Vec<Act>,
    #[serde(skip)]
    returned: (Sent, Option<Text>),
}

/// A risk point's page.
pub(super) fn address(name: &str) -> String {
    format!("/risks/{name}")
}

/// `GET /risks/{risk}`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Path(name): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    Ok(reply.page(&read(&house, &who, name).await?))
}

async fn read(house: &House, who: &Actor, name: String) -> Result<Shown, Failure> {
    house.read(who.clone(), move |seeing| gather(seeing, &name)).await
}

fn gather(seeing: &mut Seeing<'_, '_>, name: &str) -> Result<Shown, Failure> {
    let line = views::one(seeing.look, name)?.ok_or(Failure::Absent)?;
    let (risk, version) = seeing.life::<Rules>(name)?;
    let ctx = &seeing.ctx;
    if !ctx.rights.may(ctx.actor, SEE, &rules::place(&risk.organ, ctx)) {
        return Err(Failure::Absent);
    }
    let (item_name, words) = words(seeing.house, ctx, &line.item, &line.why);
    Ok(Shown {
        item_name,
        words,
        organ_name: seeing.house.organ_name(&line.organ),
        state_name: state(&line.state),
        version,
        open_to: rules::open_to(&risk, ctx),
        returned: Default::default(),
        line,
    })
}

/// `POST /risks/{risk}`: what the law refuses comes back with what was typed.
pub(super) async fn act(
    State(house): State<House>,
    Staff(who): Staff,
    Path(name): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let (cause, seen, sent) = (input.cause(&who)?, input.seen, input.value);
    let mut shown = read(&house, &who, name.clone()).await?;
    let words = sent.words.clone();
    let command = match sent.act.as_str() {
        "answer" => Command::Answer { words },
        "give_back" => Command::GiveBack { words },
        "settle" => Command::Settle {},
        _ => return Err(Failure::Absent),
    };
    match house.act::<Rules>(who, To::Stream(name.clone()), cause, seen, command).await {
        Ok(receipt) => Ok(reply.done(&address(&name), &receipt)),
        Err(Failure::Refused(refusal)) if !reply.visit().json => {
            shown.returned = (sent, Some(house.texts.refusal(&refusal)));
            Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}

impl Shown {
    fn may(&self, act: &str) -> bool {
        self.open_to.iter().any(|open| open.0 == act)
    }

    /// The form of one act, opened when it came back.
    fn form(&self, see: &Frame, act: &str, label: Option<&str>, button: &str) -> Markup {
        let (sent, fault) = &self.returned;
        let mine = sent.act == act && fault.is_some();
        let typed = if mine { (sent.words.as_str(), fault.as_ref()) } else { ("", None) };
        let version = self.version.to_string();
        let inside = html! { @if let Some(label) = label {
            (parts::text_area_of(see, act, "words", label, None, typed))
        } };
        let hidden = [("act", act), ("seen", version.as_str())];
        let form = parts::act_form(see, &address(&self.line.name), &hidden, &inside, Look::Second, button);
        html! { details open[mine] { summary { (button) } div { (form) } } }
    }

    fn acts(&self, see: &Frame) -> Markup {
        html! {
            @if self.may("risk.answer") {
                (self.form(see, "answer",
                    Some(see.say("怎么改、什么时候改好，不要写姓名", "What is done, and by when; name nobody")),
                    see.say("书面答复", "Answer in writing")))
            }
            @if self.may("risk.give_back") {
                (self.form(see, "give_back", Some(see.say("还缺什么", "What is missing")),
                    see.say("退回重答", "Give it back")))
            }
            @if self.may("risk.settle") {
                (self.form(see, "settle", None, see.say("销号", "Settle")))
            }
        }
    }
}

/// How often, and in which quarter: `2026年第4季度，3 次`.
fn times(see: &Frame, line: &Line) -> String {
    let (year, quarter) = line.quarter.split_once('q').unwrap_or((line.quarter.as_str(), ""));
    let n = line.times;
    see.pick(format!("{year}年第{quarter}季度，{n} 次"), format!("{n} times in quarter {quarter} of {year}"))
}

impl Page for Shown {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.say("风险点", "Risk point"), see.of(&self.item_name))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/risks".to_owned(), see.say("风险点", "Risk points").to_owned()),
            (String::new(), see.of(&self.item_name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let label = |zh: &str, en: &str| see.say(zh, en).to_owned();
        let line = &self.line;
        let mut rows = vec![
            (
                label("现在", "Now"),
                html! {
                    (see.of(&self.state_name))
                    @if line.overran { (see.say("，已超期", ", overdue")) }
                },
            ),
            (label("什么事", "What"), html! { (see.of(&self.words)) }),
            (label("几次", "Times"), html! { (times(see, line)) }),
            (label("部门", "Organ"), html! { (see.of(&self.organ_name)) }),
            (label("最晚答复", "Answered by"), day(see, &line.by)),
        ];
        let said = [
            ("部门答复", "The organ's answer", &line.answer),
            ("退回时说", "Given back with", &line.returned),
        ];
        rows.extend(
            said.into_iter()
                .filter(|(.., words)| !words.is_empty())
                .map(|(zh, en, words)| (label(zh, en), html! { (words) })),
        );
        html! {
            (parts::title(see.of(&self.item_name), &html! { (see.of(&self.words)) }))
            (parts::section("risk", see.say("这个风险点", "The risk point"), &parts::facts(&rows)))
            @if !self.open_to.is_empty() {
                (parts::section("can", see.say("现在可以做", "What you may do now"), &self.acts(see)))
            }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
