//! 没有找到我要办的事: what somebody needs that no item covers.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::parts::{self, Look};
use house::web::{Frame, Input, Page, Person, Reply};
use house::{Failure, House, To, links};
use kernel::form::{Answers, Field, FieldFault, FieldKind, check};
use kernel::item::Situation;
use kernel::limits::{LINE_CHARS, NAME_CHARS, REASON_CHARS};
use kernel::{Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::{Command, Rules};

/// What somebody needs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Sent {
    /// Her name.
    #[schemars(length(min = 1, max = NAME_CHARS), example = &"王小明")]
    name: String,
    /// Mobile number.
    #[schemars(length(max = LINE_CHARS), example = &"13800000668")]
    phone: String,
    /// What she needs, in her own words.
    #[schemars(length(min = 1, max = REASON_CHARS), example = &"想在夜市摆一个早餐车，不知道办什么手续")]
    need: String,
}

/// The form.
#[derive(Serialize, JsonSchema)]
pub(super) struct Form {
    /// What is wrong with what was sent.
    faults: Vec<FieldFault>,
    #[serde(skip)]
    typed: Answers,
}

fn fields() -> [Field; 3] {
    let field = |code: &str, zh: &str, en: &str, kind| Field::new(code, Text::new(zh, en), kind);
    [
        Field {
            hint: Some(Text::new(
                "用自己的话写：要做什么，在哪里做，已经问过谁。不要写身份证号。",
                "In your own words: what you want to do, where, and whom you asked. No identity numbers.",
            )),
            ..field("need", "您要办什么事", "What you need", FieldKind::Lines)
        },
        field("name", "怎么称呼您", "Your name", FieldKind::Name),
        field("phone", "手机号", "Mobile number", FieldKind::Phone),
    ]
}

/// `GET /matters/new?q=…`: what was looked for is there already.
pub(super) async fn show(
    State(house): State<House>,
    Person(who): Person,
    Query(query): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let me = who.acting_for().to_owned();
    let known = house.read(who, move |seeing| Ok((seeing.house.dossier)(seeing.look, &me)?)).await?;
    let mut typed = Answers::new();
    if let Some([name, _, phone, ..]) = known.as_ref().map(|all| all.each_ref()) {
        typed.insert("name".to_owned(), name.to_owned());
        typed.insert("phone".to_owned(), phone.to_owned());
    }
    let need = query.get("q").map(|q| party::clean_lines(q, LINE_CHARS).unwrap_or_default());
    typed.insert("need".to_owned(), need.unwrap_or_default());
    Ok(reply.page(&Form { faults: Vec::new(), typed }))
}

/// `POST /matters`: it gets a number of its own and goes to the hall's window for the rest.
pub(super) async fn bring(
    State(house): State<House>,
    Person(who): Person,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let sent = input.value;
    let typed: Answers = [("need", &sent.need), ("name", &sent.name), ("phone", &sent.phone)]
        .into_iter()
        .map(|(field, text)| (field.to_owned(), text.clone()))
        .collect();
    let again = |faults| {
        let page = Form { faults, typed: typed.clone() };
        Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
    };
    if let Err(faults) = check(&fields(), &Situation::new(), &typed) {
        return if reply.visit().json { Err(Failure::Faulty(faults)) } else { again(faults) };
    }
    // the county's own hall, which is no township's
    let hall = house.halls.iter().find(|hall| hall.town.is_empty()).map(|hall| hall.body.clone());
    let command = Command::Bring {
        hall: hall.ok_or(Failure::Absent)?,
        name: sent.name,
        phone: sent.phone,
        need: sent.need,
    };
    match house.act::<Rules>(who, To::New, cause, None, command).await {
        Ok(receipt) => Ok(reply.done(&super::one::address(&receipt.name), &receipt)),
        Err(Failure::Refused(refusal)) if !reply.visit().json => {
            again(vec![FieldFault::new("need", house.texts.refusal(&refusal))])
        }
        Err(failure) => Err(failure),
    }
}

impl Page for Form {
    fn title(&self, see: &Frame) -> String {
        see.say("没有找到我要办的事", "What I need is not listed").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::items().to_owned(), see.say("全部事项", "All items").to_owned()),
            (String::new(), self.title(see)),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let fields = fields();
        let all: Vec<&Field> = fields.iter().collect();
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(&self.title(see), &html! { (see.say(
                "清单里没有的事也有人管：两个工作日内转给一个机关，十个工作日内书面答复您。",
                "What is not listed is looked after too: an organ has it within two working days, and you \
                 are answered in writing within ten.",
            )) }))
            (parts::act_form(
                see,
                links::matters(),
                &[],
                &parts::fields(see, &all, &self.typed, &self.faults),
                Look::Filled,
                see.say("提交", "Send"),
            ))
        }
    }
}
