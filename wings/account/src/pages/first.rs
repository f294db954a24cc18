//! The first account: a citizen says who she is and chooses a password; what is wrong stands beside it.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::doors::local;
use house::web::guard::newcomer;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Look};
use house::web::{Anyone, Input, Reply, credentials};
use house::{Failure, House, links};
use kernel::Text;
use kernel::form::{Answers, Field, FieldFault, FieldKind, check};
use kernel::item::{Situation, When};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::door::{back_of, let_in};
use super::password::new_password;
use crate::rules::{Command, Rules};

/// Hex digits of the digest that become an opaque id: 96 bits, so that two never meet.
const ID_DIGITS: usize = 24;

/// What a newcomer types.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    id_number: String,
    phone: String,
    password: String,
    back: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct First {
    back: String,
    #[serde(skip)]
    typed: Answers,
    faults: Vec<FieldFault>,
}

/// What is asked besides the password; the mobile number is what she signs in with.
pub(super) fn fields() -> [Field; 3] {
    let field = |code: &str, label: Text, kind: FieldKind, hint: Option<Text>| Field {
        code: code.to_owned(),
        label,
        kind,
        optional: false,
        hint,
        options: Vec::new(),
        when: When::new(),
        fields: Vec::new(),
        rows: None,
        own: false,
    };
    [
        field(
            "name",
            Text::new("姓名", "Name"),
            FieldKind::Name,
            Some(Text::new("和身份证上一样", "As on your identity card")),
        ),
        field("id_number", Text::new("公民身份号码", "Identity number"), FieldKind::CitizenId, None),
        field(
            "phone",
            Text::new("手机号", "Mobile number"),
            FieldKind::Phone,
            Some(Text::new("以后用它登录，办件有消息也发到这里", "You sign in with it, and news goes there")),
        ),
    ]
}

pub(super) async fn show(
    who: Anyone,
    Query(query): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    if who.0.is_some() {
        return Ok(reply.lead(links::account()));
    }
    Ok(reply.page(&First { back: back_of(&query), typed: Answers::new(), faults: Vec::new() }))
}

pub(super) async fn open(
    State(house): State<House>,
    _who: Anyone,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let back = local(&input.value.back).to_owned();
    let typed = typed(&input.value);
    let faults = match enrol(&house, &input, &typed).await {
        Ok(party) => return let_in(&house, &reply, &party, &back).await,
        Err(Failure::Faulty(faults)) if !reply.visit().json => faults,
        Err(other) => return Err(other),
    };
    Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &First { back, typed, faults }))
}

fn typed(value: &Typed) -> Answers {
    [("name", &value.name), ("id_number", &value.id_number), ("phone", &value.phone)]
        .into_iter()
        .map(|(field, text)| (field.to_owned(), text.clone()))
        .collect()
}

/// Give her a place: its opaque id. The same form twice is the same command to the same
/// place, so that two posts at once make one account.
async fn enrol(house: &House, input: &Input<Typed>, typed: &Answers) -> Result<String, Failure> {
    let password = &input.value.password;
    let read = check(&fields(), &Situation::new(), typed);
    let answers = match (read, credentials::good_password("password", password)) {
        (Ok(answers), Ok(())) => answers,
        (read, good) => {
            let faults = read.err().unwrap_or_default().into_iter().chain(good.err());
            return Err(Failure::Faulty(faults.collect()));
        }
    };
    let digest = house.vault.digest("newcomer", &input.key);
    let party = format!("p-{}", &digest[..ID_DIGITS]);
    let who = newcomer(&party);
    let cause = input.cause(&who)?;
    let answer = |field: &str| answers.get(field).cloned().unwrap_or_default();
    let phone = answer("phone");
    let command = Command::OpenPerson {
        party: party.clone(),
        name: answer("name"),
        id_number: answer("id_number"),
        phone: phone.clone(),
    };
    let pair = (phone.clone(), password.clone());
    let Some(receipt) = credentials::open::<Rules>(house, who, cause, command, pair).await? else {
        return Err(Failure::Faulty(vec![FieldFault::new("phone", taken())]));
    };
    if receipt.again {
        // the place was open already: whoever sends this must know its password
        credentials::check(house, &phone, password).await?;
    }
    Ok(party)
}

fn taken() -> Text {
    Text::new(
        "这个手机号已经开过账户。是您的就直接登录；忘了密码，带身份证到大厅窗口找回",
        "This number has an account already. If it is yours, sign in; if the password is lost, bring your \
         identity card to a window of the hall",
    )
}

impl Page for First {
    fn title(&self, see: &Frame) -> String {
        match self.faults.as_slice() {
            [] => see.say("开账户", "Open an account").to_owned(),
            faults => parts::faults_title(see, faults) + " · " + see.say("开账户", "Open an account"),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let home = ("/".to_owned(), see.say("首页", "Home").to_owned());
        vec![home, (String::new(), see.say("开账户", "Open an account").to_owned())]
    }

    fn body(&self, see: &Frame) -> Markup {
        let fields = fields();
        let all: Vec<&Field> = fields.iter().collect();
        let fault = self.faults.iter().find(|f| f.field == "password").map(|f| &f.text);
        let inside = html! {
            (parts::fields(see, &all, &self.typed, &self.faults))
            (new_password(see, fault))
            @if !self.faults.is_empty() && fault.is_none() {
                p.soft { (see.say("密码没有留在页面上，请再填一次。",
                    "The password is not kept in the page; please type it again.")) }
            }
        };
        let words = see.say("开账户并登录", "Open the account and sign in");
        let back = [("back", self.back.as_str())];
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("开一个账户", "Open an account"), &html! { (see.say(
                "填一次，以后申请时替您填好。",
                "Fill this in once; applications come with it filled in.",
            )) }))
            div.two {
                div { (parts::act_form(see, links::open_account(), &back, &inside, Look::Filled, words)) }
                aside {
                    (parts::section("why", see.say("为什么要这些", "Why we ask"), &html! {
                        p { (see.say(
                            "办事要知道您是谁。姓名和号码只有您自己和办您这件事的人看得到。",
                            "To serve you we must know who you are. Only you and those who handle \
                             your case can read your name and numbers.",
                        )) }
                    }))
                    (parts::section("have", see.say("已经有账户？", "Have an account?"), &html! {
                        p { a href=(links::sign_in(&self.back)) { (see.say("登录", "Sign in")) } }
                    }))
                    (parts::section("hall", see.say("不想在网上开？", "Rather not online?"), &html! {
                        p { (see.say(
                            "带身份证到大厅窗口，工作人员帮您办。",
                            "Bring your identity card to the hall; the staff will help you.",
                        )) }
                    }))
                }
            }
        }
    }
}
