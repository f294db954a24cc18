//! Where one is signed in: every session of hers, each with the button that ends it.

use axum::extract::State;
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Look, Tag};
use house::web::session::{self, Open};
use house::web::{Input, Member, Reply};
use house::{Failure, House, links};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the list is.
pub(super) const HERE: &str = "/account/sessions";
/// Where its buttons go.
pub(super) const END: &str = "/account/sessions/end";

/// The sessions of whoever asks; a program has none.
#[derive(Serialize, JsonSchema)]
pub(super) struct Sessions {
    sessions: Vec<Open>,
}

/// Which session is to end.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Which {
    /// Its handle; empty for all but the one that asks.
    #[schemars(length(max = 16), example = &"5f2d0c9a71be4410")]
    handle: String,
}

pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    reply: Reply,
) -> Result<Response, Failure> {
    let own = reply.visit().session.clone();
    let list = move |seeing: &mut house::opening::Seeing<'_, '_>| match &own {
        Some(own) => Ok(session::all(seeing.house, seeing.look, own)?),
        None => Ok(Vec::new()),
    };
    let sessions = house.read(who, list).await?;
    Ok(reply.page(&Sessions { sessions }))
}

pub(super) async fn end(
    State(house): State<House>,
    _who: Member,
    reply: Reply,
    input: Input<Which>,
) -> Result<Response, Failure> {
    let own = reply.visit().session.clone().ok_or(Failure::Absent)?;
    let handle = input.value.handle;
    session::end_others(&house, &own, Some(handle.as_str()).filter(|handle| !handle.is_empty())).await?;
    Ok(reply.lead(HERE))
}

impl Page for Sessions {
    fn title(&self, see: &Frame) -> String {
        see.say("我在哪里登录着", "Where I am signed in").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let home = ("/".to_owned(), see.say("首页", "Home").to_owned());
        let own = (links::account().to_owned(), see.say("我的账户", "My account").to_owned());
        vec![home, own, (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let others = self.sessions.iter().filter(|session| !session.here).count();
        let line = see.say(
            "不是您在用的，现在就退出；再到大厅窗口换密码。",
            "If one of these is not you, end it now, and have your password replaced at a window.",
        );
        html! {
            (parts::title(&self.title(see), &html! { (line) }))
            @if others > 0 {
                (parts::act_form(see, END, &[], &html! {}, Look::Filled,
                    see.say("除了这里，别处都退出", "Sign out everywhere else")))
            } @else {
                p { (see.say("只在这里登录着。", "You are signed in here only.")) }
            }
            @for (n, one) in self.sessions.iter().enumerate() { (row(see, n + 1, one)) }
        }
    }
}

fn row(see: &Frame, n: usize, one: &Open) -> Markup {
    let (began, seen) = (see.say("登录时间", "Signed in"), see.say("最近使用", "Last used"));
    let heading = see.pick(format!("第 {n} 处"), format!("Session {n}"));
    let rows = [
        (began.to_owned(), parts::instant(see, one.began)),
        (seen.to_owned(), parts::instant(see, one.seen)),
    ];
    parts::section(
        &format!("s{n}"),
        &heading,
        &html! {
            @if one.here { p { (parts::tag(Tag::Free, see.say("就是这里", "this one"))) } }
            (parts::facts(&rows))
            @if one.here {
                (parts::act_form(see, "/sign-out", &[], &html! {}, Look::Second, see.say("退出", "Sign out")))
            } @else {
                (parts::act_form(see, END, &[("handle", &one.handle)], &html! {}, Look::Second,
                    &see.pick(format!("退出第 {n} 处"), format!("End session {n}"))))
            }
        },
    )
}
