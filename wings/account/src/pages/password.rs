//! One's own password in place of the one that another gave: asked before anything else may be done.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use house::web::credentials::Use;
use house::web::doors::local;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Keeping, Line, Look};
use house::web::{Anyone, Input, Reply, credentials};
use house::{Failure, House};
use kernel::Text;
use kernel::form::FieldFault;
use kernel::limits::PASSWORD_CHARS_MIN;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::door::let_in;

/// Where the form goes; also the place that its pass is sealed for.
const HERE: &str = "/sign-in/own-password";
/// Milliseconds for which a pass is good: long enough to think of a password.
const PASS_MS: i64 = 15 * 60_000;

/// What is typed, and the pass that says that the given password was right.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Typed {
    pass: String,
    password: String,
    back: String,
}

#[derive(Serialize, JsonSchema)]
struct Choice {
    pass: String,
    back: String,
    faults: Vec<FieldFault>,
}

/// The page after a given password was right: nobody is let in yet.
pub(super) fn ask(house: &House, reply: &Reply, login: &str, back: String) -> Response {
    let until = house.clock.now().0 + PASS_MS;
    let pass = house.vault.seal_loose(&format!("{until} {login}"), HERE, &*house.chance);
    reply.page(&Choice { pass, back, faults: Vec::new() })
}

/// Whose pass it is, while it is good.
fn login_of(house: &House, pass: &str) -> Option<String> {
    let text = house.vault.unseal_loose(pass, HERE)?;
    let (until, login) = text.split_once(' ')?;
    let good = until.parse::<i64>().is_ok_and(|until| house.clock.now().0 < until);
    good.then(|| login.to_owned())
}

pub(super) async fn choose(
    State(house): State<House>,
    _who: Anyone,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let Typed { pass, password, back } = input.value;
    let back = local(&back).to_owned();
    let login = login_of(&house, &pass).ok_or_else(too_late)?;
    if let Err(fault) = credentials::good_password("password", &password) {
        if reply.visit().json {
            return Err(Failure::Faulty(vec![fault]));
        }
        let page = Choice { pass, back, faults: vec![fault] };
        return Ok(reply.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let party = match credentials::choose(&house, &login, &password).await? {
        Some(party) => party,
        // chosen already, by the same form a moment ago: then this password opens
        None => match credentials::check(&house, &login, &password).await? {
            (party, Use::Own) => party,
            (_, Use::Once) => return Err(too_late()),
        },
    };
    let_in(&house, &reply, &party, &back).await
}

fn too_late() -> Failure {
    Failure::Unreadable(Text::new(
        "这一页放得太久了，密码没有改。请用发给您的密码重新登录",
        "This page was open for too long and nothing was changed. Sign in again with the password \
         you were given",
    ))
}

/// The field for a password of one's own.
pub(super) fn new_password(see: &Frame, fault: Option<&Text>) -> Markup {
    let least = see.pick(
        format!("至少 {PASSWORD_CHARS_MIN} 个字，有字母，也有数字或符号"),
        format!("At least {PASSWORD_CHARS_MIN} characters, with letters and with digits or signs"),
    );
    let password = Line {
        name: "password",
        label: see.say("定一个密码", "Choose a password"),
        hint: Some(&least),
        value: "",
        autocomplete: "new-password",
        keeping: Keeping::Secret,
    };
    parts::line(see, password, fault)
}

impl Page for Choice {
    fn title(&self, see: &Frame) -> String {
        see.say("定自己的密码", "Choose your own password").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let hidden = [("pass", self.pass.as_str()), ("back", self.back.as_str())];
        let inside = new_password(see, self.faults.first().map(|fault| &fault.text));
        let words = see.say("用这个密码登录", "Sign in with this password");
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(&self.title(see), &html! { (see.say(
                "发给您的密码只能用一次。定一个只有自己知道的，以后就用它。",
                "The password you were given works once. Choose one that only you know.",
            )) }))
            (parts::act_form(see, HERE, &hidden, &inside, Look::Filled, words))
        }
    }
}
