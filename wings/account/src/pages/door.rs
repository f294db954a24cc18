//! The door: account and password, the same for citizens and officers.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use house::web::credentials::Use;
use house::web::doors::local;
use house::web::page::{Frame, Page, escape_query};
use house::web::parts::{self, Keeping, Line, Look};
use house::web::{Anyone, Input, Reply, credentials, session};
use house::{Failure, House, links};
use kernel::form::FieldFault;
use kernel::limits::LINE_CHARS;
use kernel::{Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::password;

/// What somebody types at the door.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Typed {
    login: String,
    password: String,
    back: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Door {
    back: String,
    login: String,
    faults: Vec<FieldFault>,
    /// Seconds for which the account stays locked.
    retry_s: Option<i64>,
}

/// The address to come back to, from a query or a form; never one of somebody else's.
pub(super) fn back_of(query: &BTreeMap<String, String>) -> String {
    query.get("back").map_or("/", |back| local(back)).to_owned()
}

pub(super) async fn show(
    who: Anyone,
    Query(query): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let back = back_of(&query);
    if who.0.is_some() {
        return Ok(reply.lead(&back));
    }
    Ok(reply.page(&Door { back, login: String::new(), faults: Vec::new(), retry_s: None }))
}

pub(super) async fn enter(
    State(house): State<House>,
    _who: Anyone,
    reply: Reply,
    input: Input<Typed>,
) -> Result<Response, Failure> {
    let Typed { login, password, back } = input.value;
    let back = local(&back).to_owned();
    let faults = missing(&login, &password);
    let found = match faults.is_empty() {
        true => credentials::check(&house, &as_login(&login), &password).await,
        false => Err(Failure::Faulty(faults)),
    };
    let (status, faults, retry_s) = match found {
        Ok((_, Use::Once)) => return Ok(password::ask(&house, &reply, &as_login(&login), back)),
        Ok((party, Use::Own)) => return let_in(&house, &reply, &party, &back).await,
        Err(failure) if reply.visit().json => return Err(failure),
        Err(Failure::Faulty(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults, None),
        Err(Failure::TooOften(seconds)) => (StatusCode::TOO_MANY_REQUESTS, Vec::new(), Some(seconds)),
        Err(other) => return Err(other),
    };
    let mut answer = reply.page_as(status, &Door { back, login, faults, retry_s });
    if let Some(seconds) = retry_s {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(answer)
}

/// She is in: a new session, the former one ended, and on to where she was going.
pub(super) async fn let_in(
    house: &House,
    reply: &Reply,
    party: &str,
    back: &str,
) -> Result<Response, Failure> {
    let cookie = session::begin(house, party, None).await?;
    if let Some(former) = &reply.visit().session {
        session::end(house, former.id.clone()).await?;
    }
    Ok(reply.lead_with(back, &[cookie]))
}

/// What one calls oneself at the door: a mobile number however it is spaced, or an officer's account.
pub(super) fn as_login(typed: &str) -> String {
    party::phone(typed).unwrap_or_else(|_| typed.trim().chars().take(LINE_CHARS).collect())
}

fn missing(login: &str, password: &str) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if login.trim().is_empty() {
        faults.push(FieldFault::new("login", Text::new("请填写手机号或账号", "Give your number or account")));
    }
    if password.is_empty() {
        faults.push(FieldFault::new("password", Text::new("请填写密码", "Give your password")));
    }
    faults
}

impl Page for Door {
    fn title(&self, see: &Frame) -> String {
        match self.faults.as_slice() {
            [] => see.say("登录", "Sign in").to_owned(),
            faults => parts::faults_title(see, faults) + " · " + see.say("登录", "Sign in"),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let home = ("/".to_owned(), see.say("首页", "Home").to_owned());
        vec![home, (String::new(), see.say("登录", "Sign in").to_owned())]
    }

    fn body(&self, see: &Frame) -> Markup {
        let fault = |name: &str| self.faults.iter().find(|f| f.field == name).map(|f| &f.text);
        let login = Line {
            name: "login",
            label: see.say("手机号或账号", "Mobile number or account"),
            hint: Some(see.say(
                "自己开的账户填手机号；工作人员填发给您的账号",
                "Your mobile number; staff: the account you were given",
            )),
            value: &self.login,
            autocomplete: "username",
            keeping: Keeping::Open,
        };
        let password = Line {
            name: "password",
            label: see.say("密码", "Password"),
            hint: None,
            value: "",
            autocomplete: "current-password",
            keeping: Keeping::Secret,
        };
        let inside = html! {
            (parts::line(see, login, fault("login")))
            (parts::line(see, password, fault("password")))
        };
        let open = format!("{}?back={}", links::open_account(), escape_query(&self.back));
        html! {
            (parts::fault_summary(see, &self.faults))
            (parts::title(see.say("登录", "Sign in"), &html! { (see.say(
                "登录后接着办刚才的事。",
                "Sign in and go on with what you were doing.",
            )) }))
            @if let Some(seconds) = self.retry_s { (locked(see, seconds)) }
            div.two {
                div { (parts::act_form(
                    see, "/sign-in", &[("back", &self.back)], &inside, Look::Filled, see.say("登录", "Sign in"),
                )) }
                aside { (beside(see, &open)) }
            }
        }
    }
}

/// The account is locked for a while: how long, why, and what else one can do.
fn locked(see: &Frame, seconds: i64) -> Markup {
    let minutes = (seconds + 59) / 60;
    let s = if minutes == 1 { "" } else { "s" };
    html! { div role="alert" { (parts::warn(&html! {
        p {
            strong { (see.pick(
                format!("这个账号锁住了，{minutes} 分钟后再试。"),
                format!("This account is locked. Try again in {minutes} minute{s}. "),
            )) }
            (see.say(
                "密码连续错了几次，锁住是怕别人在猜。着急就打 12345，或者到大厅窗口。",
                "The password was wrong several times; the lock keeps others from guessing. If it is urgent, \
                 call 12345 or come to a window of the hall.",
            ))
        }
    })) } }
}

/// For those who have no account, or lost the way into it.
fn beside(see: &Frame, open: &str) -> Markup {
    html! {
        (parts::section("new", see.say("第一次来？", "New here?"), &html! {
            p { (see.say("填姓名、身份号码、手机号，定一个密码，两分钟。",
                "Your name, identity number, mobile number and a password: two minutes.")) }
            p { a href=(open) { (see.say("开一个账户", "Open an account")) } }
        }))
        (parts::section("lost", see.say("忘了密码？", "Lost your password?"), &html! {
            p { (see.say("带身份证到大厅窗口找回，或者打 12345 问人。",
                "Bring your identity card to a window of the hall, or call 12345.")) }
        }))
    }
}
