//! The lost password, at the window: the clerk sees who stands there and gives a password that opens nothing
//! but the choice of one's own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Look};
use house::web::{Input, Reply, Window, credentials};
use house::{Failure, House};
use kernel::form::{Answers, Field, FieldFault, check};
use kernel::item::Situation;
use kernel::limits::{LINE_CHARS, NAME_CHARS};
use kernel::{Actor, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::first::fields;
use crate::rules::{Command, Rules};
use crate::views;

/// Where it is.
pub(super) const HERE: &str = "/account/reset";

/// What the clerk reads from the card, and the number that the person signs in with.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Typed {
    /// Name, as on the identity card.
    #[schemars(length(min = 1, max = NAME_CHARS), example = &"王小明")]
    name: String,
    /// 公民身份号码, 18 characters (GB 11643-1999).
    #[schemars(length(min = 18, max = LINE_CHARS), example = &"449921198803120012")]
    id_number: String,
    /// Mobile number she signs in with.
    #[schemars(length(min = 11, max = LINE_CHARS), example = &"13800000668")]
    phone: String,
}

/// The form, or the password that was given.
#[derive(Serialize, JsonSchema)]
pub(super) struct Reset {
    #[serde(skip)]
    typed: Answers,
    faults: Vec<FieldFault>,
    given: Option<Given>,
}

/// A password that was given, to be handed over in person.
#[derive(Serialize, JsonSchema)]
pub(super) struct Given {
    /// Whose it is.
    pub(super) name: String,
    /// What she signs in with.
    pub(super) login: String,
    /// Opens nothing but the choice of her own.
    pub(super) password: String,
}

pub(super) async fn show(_who: Window, reply: Reply) -> Result<Response, Failure> {
    Ok(reply.page(&Reset { typed: Answers::new(), faults: Vec::new(), given: None }))
}

pub(super) async fn give(
    State(house): State<House>,
    Window(who): Window,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let Typed { name, id_number, phone } = &input.value;
    let typed: Answers = [("name", name), ("id_number", id_number), ("phone", phone)]
        .into_iter()
        .map(|(field, text)| (field.to_owned(), text.clone()))
        .collect();
    match replace(&house, who, &input, &typed).await {
        Ok(given) => Ok(reply.page(&Reset { typed: Answers::new(), faults: Vec::new(), given: Some(given) })),
        Err(Failure::Faulty(faults)) if !reply.visit().json => {
            Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &Reset { typed, faults, given: None }))
        }
        Err(other) => Err(other),
    }
}

/// Name, number and telephone must all be those of one account; which of them is not, is not said.
async fn replace(house: &House, who: Actor, input: &Input<Typed>, typed: &Answers) -> Result<Given, Failure> {
    let answers = check(&fields(), &Situation::new(), typed).map_err(Failure::Faulty)?;
    let answer = |field: &str| answers.get(field).cloned().unwrap_or_default();
    let [name, number, phone] = ["name", "id_number", "phone"].map(answer);
    let asked = [name.clone(), number, phone.clone()];
    let found = house.read(who.clone(), move |seeing| Ok(views::persons(seeing.look, &asked)?)).await?;
    for party in found {
        let (cause, pair) = (input.cause(&who)?, (phone.clone(), party));
        let done =
            credentials::reset::<Rules>(house, who.clone(), cause, Command::ResetPassword {}, pair).await?;
        if let Some((_, password)) = done {
            return Ok(Given { name, login: phone, password });
        }
    }
    Err(Failure::Faulty(vec![FieldFault::new("id_number", nobody())]))
}

fn nobody() -> Text {
    Text::new(
        "没有哪个账户的姓名、号码、手机号同时是这三样。请对着身份证和本人再核对一次",
        "No account has this name, number and telephone together. Compare them once more with the card and \
         the person",
    )
}

impl Page for Reset {
    fn title(&self, see: &Frame) -> String {
        match self.faults.as_slice() {
            [] => see.say("替来人找回密码", "Replace a lost password").to_owned(),
            faults => parts::faults_title(see, faults) + " · " + see.say("找回密码", "Lost password"),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let home = ("/".to_owned(), see.say("首页", "Home").to_owned());
        vec![home, (String::new(), see.say("找回密码", "Lost password").to_owned())]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        let heading = see.say("替来人找回密码", "Replace a lost password");
        if let Some(given) = &self.given {
            return html! {
                (parts::title(heading, &html! { (given.name) }))
                (handed(see, given))
                p { a href=(HERE) { (see.say("下一位", "The next one")) } }
            };
        }
        let fields = fields();
        let all: Vec<&Field> = fields.iter().collect();
        let inside = parts::fields(see, &all, &self.typed, &self.faults);
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(heading, &html! { (see.say(
                "看本人，看身份证，照着填。给出去的密码只能用来定新密码；她在别处的登录全部退出，这件事记在台账上。",
                "Look at the person and the card, then copy. The password only lets her choose her own; she \
                 is signed out everywhere, and this is recorded.",
            )) }))
            (parts::act_form(see, HERE, &[], &inside, Look::Filled,
                see.say("本人和证件对上了，给一次性密码", "Person and card agree: give a one-time password")))
        }
    }
}

/// The password, to be written down and handed over: the page is the only place where it stands.
pub(super) fn handed(see: &Frame, given: &Given) -> Markup {
    parts::door(
        see.say("一次性密码", "One-time password"),
        &html! {
            p.big { (parts::code(&given.password)) }
            (parts::facts(&[(see.say("登录用", "Sign in with").to_owned(), parts::code(&given.login))]))
            p { (see.say(
                "抄给本人，离开这一页就看不到了。用它登录时会先请她定自己的密码。",
                "Hand it over in person; it is shown only here. Signing in with it asks for a password of \
                 her own first.",
            )) }
        },
    )
}
