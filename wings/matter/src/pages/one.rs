//! One matter: what is needed, who has it, by when it is answered, the answer, and what the reader may do.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Member, Page, Person, Reply, drafts};
use house::{Failure, House, To, links};
use kernel::form::{Answers, Field, FieldFault, FieldKind};
use kernel::item::Choice;
use kernel::limits::{LINE_CHARS, REASON_CHARS};
use kernel::{Act, Actor, Role, Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::list::day;
use crate::rules::{self, Command, OUTCOMES, Rules, SEE};
use crate::views::{self, Line};

/// An act on a matter.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Sent {
    /// `route`, `allow`, `answer`, `propose` or `withdraw`.
    #[schemars(example = &"route")]
    act: String,
    /// Code of the organ that is given it.
    #[schemars(length(max = LINE_CHARS), example = &"11449921MB9X00031G")]
    to: String,
    /// What comes of it: `item`, `not_needed`, `decided` or `impossible`.
    #[schemars(example = &"")]
    outcome: String,
    /// Code of the item that covers it.
    #[schemars(length(max = LINE_CHARS), example = &"")]
    item: String,
    /// The clause, or the decision with its number.
    #[schemars(length(max = LINE_CHARS), example = &"")]
    basis: String,
    /// The reason, the answer, or what is proposed.
    #[schemars(length(max = REASON_CHARS), example = &"餐饮经营归市场监管")]
    words: String,
}

/// What came back with an act that was not done.
#[derive(Clone, Debug, Default)]
struct Returned {
    act: String,
    typed: Answers,
    faults: Vec<FieldFault>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Shown {
    #[serde(flatten)]
    line: Line,
    state_name: Text,
    organ_name: Text,
    hall_name: Text,
    item_name: Text,
    /// Name; masked for supervisors.
    name: String,
    /// Mobile number; masked for supervisors.
    phone: String,
    /// What is needed.
    need: String,
    /// Why the organ has it.
    reason: String,
    /// The answer.
    answer: String,
    /// Send it back as `seen` with an act.
    version: i64,
    /// What the reader may do now.
    open_to: Vec<Act>,
    #[serde(skip)]
    returned: Returned,
    #[serde(skip)]
    organs: Vec<Choice>,
    #[serde(skip)]
    items: Vec<Choice>,
    #[serde(skip)]
    role: Role,
}

/// A matter's page.
pub(super) fn address(no: &str) -> String {
    format!("{}/{no}", links::matters())
}

/// `GET /matters/{no}`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    Ok(reply.page(&read(&house, &who, no).await?))
}

async fn read(house: &House, who: &Actor, no: String) -> Result<Shown, Failure> {
    house.read(who.clone(), move |seeing| gather(seeing, &no)).await
}

fn gather(seeing: &mut Seeing<'_, '_>, no: &str) -> Result<Shown, Failure> {
    let line = views::one(seeing.look, no)?.ok_or(Failure::Absent)?;
    let (matter, version) = seeing.life::<Rules>(no)?;
    if !seeing.ctx.rights.may(seeing.ctx.actor, SEE, &rules::place(&matter, &seeing.ctx)) {
        return Err(Failure::Absent);
    }
    let said = views::words(seeing.look, no)?;
    let (ctx, role) = (&seeing.ctx, seeing.ctx.actor.role);
    let masked = role == Role::Supervisor;
    let item = ctx.editions.latest(&line.item).map(|edition| edition.item.name.clone());
    let organs = seeing.house.organs.iter();
    let items = ctx.editions.every();
    Ok(Shown {
        state_name: seeing.house.texts.word("matter", "state", &line.state),
        organ_name: seeing.house.organ_name(&line.organ),
        hall_name: seeing.house.organ_name(&line.hall),
        item_name: item.unwrap_or_default(),
        name: if masked { party::mask_name(&said.name) } else { said.name },
        phone: if masked { party::mask_phone(&said.phone) } else { said.phone },
        need: said.need,
        reason: said.reason,
        answer: said.answer,
        version,
        open_to: rules::open_to(&matter, ctx),
        returned: Returned::default(),
        organs: organs.map(|(code, o)| Choice { code: code.clone(), text: o.name.clone() }).collect(),
        items: items.map(|e| Choice { code: e.item.code.clone(), text: e.item.name.clone() }).collect(),
        role,
        line,
    })
}

/// `POST /matters/{no}`: what the law refuses comes back with everything that was typed.
pub(super) async fn act(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let (cause, seen, sent) = (input.cause(&who)?, input.seen, input.value);
    let mut shown = read(&house, &who, no.clone()).await?;
    let answered = match command(&house, &sent) {
        Ok(command) => house.act::<Rules>(who.clone(), To::Stream(no.clone()), cause, seen, command).await,
        Err(failure) => Err(failure),
    };
    let faults = match answered {
        Ok(receipt) => return Ok(reply.done(&address(&no), &receipt)),
        Err(Failure::Faulty(faults)) if !reply.visit().json => faults,
        Err(Failure::Refused(refusal)) if !reply.visit().json => {
            vec![FieldFault::new(field(refusal.code), house.texts.refusal(&refusal))]
        }
        Err(failure) => return Err(failure),
    };
    let typed = [
        ("to", sent.to),
        ("outcome", sent.outcome),
        ("item", sent.item),
        ("basis", sent.basis),
        ("words", sent.words),
    ];
    let typed = typed.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    shown.returned = Returned { act: sent.act, typed, faults };
    Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

/// The field that a refusal is about.
fn field(code: &str) -> &'static str {
    match code {
        "organ_has_it" | "routed_once" => "to",
        "item_not_offered" => "item",
        _ => "words",
    }
}

fn command(house: &House, sent: &Sent) -> Result<Command, Failure> {
    let fault = |field: &str, zh: &str, en: &str| {
        Err(Failure::Faulty(vec![FieldFault::new(field, Text::new(zh, en))]))
    };
    let words = sent.words.clone();
    Ok(match sent.act.as_str() {
        "route" if !house.organs.contains_key(&sent.to) => {
            return fault("to", "请选转给哪个机关", "Choose the organ");
        }
        "route" => Command::Route { to: sent.to.clone(), reason: words },
        "allow" => Command::AllowRoute { reason: words },
        "answer" => {
            let Some(outcome) = OUTCOMES.into_iter().find(|one| one.word() == sent.outcome) else {
                return fault("outcome", "请选结果", "Choose what comes of it");
            };
            Command::Answer { outcome, item: sent.item.clone(), basis: sent.basis.clone(), answer: words }
        }
        "propose" => Command::Propose { words },
        "withdraw" => Command::Withdraw {},
        _ => return Err(Failure::Absent),
    })
}

/// `POST /matters/{no}/apply`: to the form of the item that covers it, with what she said before.
pub(super) async fn apply(
    State(house): State<House>,
    Person(who): Person,
    Path(no): Path<String>,
    reply: Reply,
    _: Input<Nothing>,
) -> Result<Response, Failure> {
    let shown = read(&house, &who, no).await?;
    let item = shown.line.item.clone();
    let edition = house.world().editions.in_force(&item).cloned().ok_or(Failure::Absent)?;
    if drafts::find(&house, who.acting_for(), &item).await?.is_none() {
        let said = [("applicant", shown.name), ("phone", shown.phone), ("edition", edition.hash)];
        let typed = said.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        drafts::keep(&house, who.acting_for(), &item, &typed).await?;
    }
    Ok(reply.lead(&links::apply(&item)))
}

/// Nothing is sent but the form's own secret.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Nothing {}

impl Shown {
    fn may(&self, act: &str) -> bool {
        self.open_to.iter().any(|open| open.0 == act)
    }

    /// The form of one act, opened when it came back.
    fn form(&self, see: &Frame, act: &str, fields: &[Field], button: &str) -> Markup {
        let mine = self.returned.act == act;
        let (none, nothing) = (Answers::new(), Vec::new());
        let typed = if mine { &self.returned.typed } else { &none };
        let faults = if mine { &self.returned.faults } else { &nothing };
        let fault = |code: &str| faults.iter().find(|fault| fault.field == code).map(|fault| &fault.text);
        let value = |code: &str| typed.get(code).map_or("", String::as_str);
        let version = self.version.to_string();
        let inside = html! { @for one in fields {
            @if one.kind == FieldKind::Lines {
                (parts::text_area_of(see, act, &one.code, see.of(&one.label), None,
                    (value(&one.code), fault(&one.code))))
            } @else {
                (parts::field(see, one, value(&one.code), fault(&one.code)))
            }
        } };
        let hidden = [("act", act), ("seen", version.as_str())];
        let form =
            parts::act_form(see, &address(&self.line.matter_no), &hidden, &inside, Look::Second, button);
        html! { details open[mine] { summary { (button) } div { (form) } } }
    }

    fn acts(&self, see: &Frame) -> Markup {
        let both = |zh: &str, en: &str| Text::new(zh, en);
        let area = |zh: &str, en: &str| Field::new("words", both(zh, en), FieldKind::Lines);
        let choice = |code: &str, zh: &str, en: &str, options: &[Choice]| Field {
            options: options.to_vec(),
            optional: code == "item",
            ..Field::new(code, both(zh, en), FieldKind::Choice)
        };
        let outcomes: Vec<Choice> = [
            ("item", "有事项可以办", "An item covers it"),
            ("not_needed", "依法不需要办手续", "Nothing is needed"),
            ("decided", "联席会议决定，按新事办", "Decided together, as something new"),
            ("impossible", "依法不能办", "The law does not allow it"),
        ]
        .map(|(code, zh, en)| Choice { code: code.to_owned(), text: both(zh, en) })
        .to_vec();
        html! {
            @if self.may("matter.route") {
                (self.form(see, "route", &[
                    choice("to", "转给哪个机关", "To which organ", &self.organs),
                    area("为什么归它管，申请人看得到", "Why it is that organ's; she reads it"),
                ], see.say("转给有关机关", "Give it to an organ")))
            }
            @if self.may("matter.allow_route") {
                (self.form(see, "allow", &[area("为什么要再转一次", "Why it is given on")],
                    see.say("准许再转一次", "Let it be given on")))
            }
            @if self.may("matter.answer") {
                (self.form(see, "answer", &[
                    choice("outcome", "结果", "What comes of it", &outcomes),
                    choice("item", "哪个事项（有事项可以办的才选）", "Which item, where one covers it", &self.items),
                    Field::new("basis", both("依据的条款，或者联席会议纪要的编号",
                        "The clause, or the number of the decision"), FieldKind::Text),
                    area("答复，申请人看得懂", "The answer, in words she understands"),
                ], see.say("书面答复", "Answer in writing")))
            }
            @if self.may("matter.propose") {
                (self.form(see, "propose", &[
                    area("建议设立什么事项，不要写姓名", "Which item, and what for; name nobody"),
                ], see.say("建议设立事项", "Propose an item")))
            }
            @if self.may("matter.withdraw") {
                (self.form(see, "withdraw", &[], see.say("不办了，撤回", "I need it no more")))
            }
        }
    }

    fn rows(&self, see: &Frame) -> Vec<(String, Markup)> {
        let label = |zh: &str, en: &str| see.say(zh, en).to_owned();
        let line = &self.line;
        let with = if line.organ.is_empty() { &self.hall_name } else { &self.organ_name };
        let mut rows = vec![
            (label("现在", "Now"), html! { (see.of(&self.state_name)) }),
            (label("在哪里", "It is with"), html! { (see.of(with)) }),
            (label("提出", "Brought"), day(see, &line.brought_on)),
            (label("最晚答复", "Answered by"), day(see, &line.answer_by)),
            (label("要办的事", "What is needed"), html! { (self.need) }),
            (label("谁提出", "Who"), html! { (self.name) " " (parts::code(&self.phone)) }),
        ];
        if !self.reason.is_empty() {
            rows.push((label("为什么归它管", "Why it has it"), html! { (self.reason) }));
        }
        rows
    }
}

impl Page for Shown {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.of(&self.state_name), self.line.matter_no)
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            (links::matters().to_owned(), see.say("新事", "New matters").to_owned()),
            (String::new(), self.line.matter_no.clone()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let own = matches!(self.role, Role::Citizen | Role::Agent);
        html! {
            (parts::fault_summary(see, &self.returned.faults))
            (parts::title(see.say("清单里没有的事", "What no item covers"), &html! {
                (parts::code(&self.line.matter_no)) (see.say("，", ", ")) (see.of(&self.state_name))
            }))
            @if !self.answer.is_empty() {
                (parts::door(see.say("答复", "The answer"), &html! {
                    p { (self.answer) }
                    @if !self.line.case_no.is_empty() {
                        p { a href=(links::case(&self.line.case_no)) {
                            (see.say("已经按事项申请，看办件", "Applied for: see the case"))
                        } }
                    } @else if own && !self.line.item.is_empty() {
                        @let to = format!("{}/apply", address(&self.line.matter_no));
                        (parts::act_form(see, &to, &[], &html! {}, Look::Filled, &see.pick(
                            format!("去申请：{}", self.item_name.zh),
                            format!("Apply: {}", self.item_name.en),
                        )))
                    }
                }))
            }
            (parts::section("matter", see.say("这件事", "The matter"), &parts::facts(&self.rows(see))))
            @if !self.open_to.is_empty() {
                (parts::section("can", see.say("现在可以做", "What you may do now"), &self.acts(see)))
            }
        }
    }

    fn desk(&self) -> bool {
        !matches!(self.role, Role::Citizen | Role::Agent)
    }
}
