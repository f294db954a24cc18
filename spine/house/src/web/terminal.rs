//! The self-service terminal of a hall 自助终端: full screen, large type, big buttons, and a time-out that asks
//! before it ends. What is offered there is the house's own pages; nothing is done otherwise than elsewhere.
//!
//! The terminal's browser begins at `/terminal/here/on`. Its pages lead by themselves, without any script, to
//! “are you still there?” when nothing happened for [`IDLE_S`], and from there out when nobody answers within
//! [`ASK_S`] (WCAG 2.2.1: one press goes on, as often as she likes). What she typed is stored by a button at
//! the foot of every form that can be stored, or by the script before the page leaves.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::doors::local;
use super::guard::Anyone;
use super::page::{Frame, Page, escape_query};
use super::parts::{self, Card, Look};
use super::reply::Reply;
use super::{Route, get, get_led, session};
use crate::failure::Failure;
use crate::links;
use crate::opening::House;

/// Seconds without anything until the terminal asks: who reads a page slowly has them all.
pub(crate) const IDLE_S: u32 = 180;
/// Seconds for an answer: three times the twenty that WCAG 2.2.1 wants.
pub(crate) const ASK_S: u32 = 60;
/// Seconds before the page leaves in which the script stores what is typed.
const BEFORE_S: u32 = 10;
/// Seconds for which a browser stays a terminal: a year.
const HERE_SECONDS: i64 = 365 * 86_400;
/// The cookie that says so; only how pages look and how something came in follow from it.
pub(crate) const COOKIE: &str = "terminal";
/// The button that stores what is typed and then asks; the script presses it.
pub const STILL: &str = "still";

/// Its addresses.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, Home, _, _>("/terminal", home).asks("left", "`yes`: somebody has just been signed out"),
        get_led::<Anyone, _, _>("/terminal/here/{choice}", here),
        get::<Anyone, Still, _, _>("/terminal/still", still).asks("back", "Where she goes on"),
        get_led::<Anyone, _, _>("/terminal/over", over),
    ]
}

/// Where she is asked whether she is still there, and goes on at this address.
pub fn ask(back: &str) -> String {
    format!("/terminal/still?back={}", escape_query(back))
}

/// Where a page leads by itself, and after how many seconds.
pub(crate) fn refresh(see: &Frame) -> String {
    let path = see.path.split('?').next().unwrap_or_default();
    match (path, &see.who) {
        ("/terminal/still", _) => format!("{ASK_S};url=/terminal/over"),
        (_, Some(_)) => format!("{IDLE_S};url={}", ask(&see.path)),
        (_, None) => format!("{IDLE_S};url=/terminal"),
    }
}

/// Below a form that can be stored: the way to more time that loses nothing. `form` is its id.
pub(crate) fn more_time(see: &Frame, form: &str, draft: &str) -> Markup {
    html! { aside.wrap.still aria-label=(see.say("时间", "Time")) {
        p { (see.pick(
            format!("{} 分钟没有动静，会先问您还在不在。", IDLE_S / 60),
            format!("After {} minutes without a press you are asked if you are there.", IDLE_S / 60),
        )) }
        button.second form=(form) formaction=(draft) { (see.say("存好，接着填", "Store it and go on")) }
        button.vh form=(form) formaction=(draft) name=(STILL) value="yes" tabindex="-1" aria-hidden="true"
            data-still=(IDLE_S - BEFORE_S) { (see.say("存好", "Store it")) }
    } }
}

async fn here(State(house): State<House>, Path(choice): Path<String>, reply: Reply) -> Response {
    let (value, to) = if choice == "on" { ("on", "/terminal") } else { ("off", "/") };
    reply.lead_with(to, &[session::set_cookie(&house, COOKIE, value, HERE_SECONDS)])
}

/// What stands after the question mark.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    left: String,
    back: String,
}

/// Where somebody at a terminal begins.
#[derive(Serialize, JsonSchema)]
struct Home {
    /// Has somebody just been signed out?
    left: bool,
}

async fn home(Query(asked): Query<Asked>, reply: Reply) -> Response {
    reply.page(&Home { left: asked.left == "yes" })
}

/// Whether she is still there.
#[derive(Serialize, JsonSchema)]
struct Still {
    /// Where she goes on.
    back: String,
    /// Seconds she has.
    seconds: u32,
}

async fn still(Query(asked): Query<Asked>, reply: Reply) -> Response {
    reply.page(&Still { back: local(&asked.back).to_owned(), seconds: ASK_S })
}

/// `GET /terminal/over`: nobody answered. A page can only fetch of itself, so that signing out is a GET here;
/// only a terminal's own browser is signed out by it.
async fn over(State(house): State<House>, reply: Reply) -> Result<Response, Failure> {
    let ends = reply.visit().session.as_ref().filter(|_| reply.visit().terminal);
    let Some(session) = ends else { return Ok(reply.lead("/terminal")) };
    let gone = session::end(&house, session.id.clone()).await?;
    Ok(reply.lead_with("/terminal?left=yes", &[gone]))
}

impl Page for Home {
    fn title(&self, see: &Frame) -> String {
        see.say("自助终端", "Self-service terminal").to_owned()
    }

    fn body(&self, see: &Frame) -> Markup {
        let card = |plate: &str, href: &str, name: &str, line: &str| Card {
            plate: plate.to_owned(),
            href: href.to_owned(),
            name: name.to_owned(),
            line: line.to_owned(),
        };
        let cards = [
            card(
                "合",
                links::bundles(),
                see.say("办一件事", "One thing at once"),
                see.say("开店、办企业：一张表，几个部门一起办", "A shop, a company: one form for all organs"),
            ),
            card(
                "找",
                links::items(),
                see.say("找要办的事", "Find what you need"),
                see.say("说您要办什么", "Say what you need"),
            ),
            card(
                "看",
                links::bundle_cases(),
                see.say("一件事办到哪了", "How far one thing is"),
                see.say("进度，哪天办好", "Progress, and by which day"),
            ),
            card(
                "件",
                links::cases(),
                see.say("我的办件", "My cases"),
                see.say("每一件到哪一步", "How far each of them is"),
            ),
            card(
                "证",
                links::licences(),
                see.say("打印证照", "Print a licence"),
                see.say("办好的证照当场打印", "What was granted, printed here"),
            ),
        ];
        html! {
            (parts::title(
                see.say("您要办什么？", "What do you need?"),
                &html! { (see.say("按一下就开始。找人帮忙，请叫旁边的引导员。",
                    "Press one to begin. For help ask the guide beside the terminal.")) },
            ))
            @if self.left { (parts::note(&html! { p { strong { (see.say(
                "已经替您退出。存着的表格 30 天内登录就能接着填。",
                "You were signed out. What was stored is there for 30 days when you sign in.",
            )) } } })) }
            section aria-labelledby="begin" {
                h2.vh id="begin" { (see.say("开始", "Begin")) }
                (parts::shelf(&cards))
            }
        }
    }
}

impl Page for Still {
    fn title(&self, see: &Frame) -> String {
        see.say("您还在吗？", "Are you still there?").to_owned()
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&self.title(see), &html! { (see.pick(
                format!("{} 秒内没有按，就替您退出，免得别人看到。", self.seconds),
                format!("Without a press within {} seconds you are signed out.", self.seconds),
            )) }))
            p.asks { (parts::link_button(
                Look::Filled, &self.back, see.say("还在，接着办", "I am here; go on"),
            )) }
            p { a href="/terminal/over" { (see.say("办完了，退出", "I have finished; sign out")) } }
        }
    }
}
