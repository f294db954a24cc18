//! The frame around every page: skip link, lintel, places, ways, breadcrumb, main, footer.
//!
//! A page says its title, its way here and its body; the frame is the same for citizen and officer.
//! Nothing inline: no style, no script, so that the content policy can forbid both.

use kernel::Text;
use maud::{DOCTYPE, Markup, html};
use serde::Serialize;

use super::lang::Lang;
use super::{assets, terminal};
use crate::links;

/// Who is signed in, as the header shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// Name, masked where the page may be seen by others.
    pub name: String,
    /// What she is here: 个人, 代办, 市场监管局窗口.
    pub role: Text,
}

/// One place in the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub text: Text,
    /// Is this page in it?
    pub here: bool,
}

/// What every page knows about the request it answers.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language it is drawn in.
    pub lang: Lang,
    /// Large type: elder mode 大字版.
    pub elder: bool,
    /// The self-service terminal of a hall 自助终端: nothing but the page, and a time-out that asks.
    pub terminal: bool,
    /// Name of the county.
    pub county: Text,
    /// Who is signed in, if anybody.
    pub who: Option<Shown>,
    /// The places of the header.
    pub entries: Vec<Entry>,
    /// Path and query of this page, for the language and type size switches to come back to.
    pub path: String,
    /// Is this the county that nobody lives in?
    pub demo: bool,
    /// The token that every form of this session carries in [`TOKEN_FIELD`].
    pub token: String,
    /// Density for people who sit here eight hours.
    pub desk: bool,
}

/// Name of the hidden field with the session's form token.
pub const TOKEN_FIELD: &str = "token";

impl Frame {
    /// The words in the page's language.
    pub fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.say(zh, en)
    }

    /// A text in the page's language.
    pub fn of<'a>(&self, text: &'a Text) -> &'a str {
        self.lang.of(text)
    }

    /// One of two sentences that were both composed.
    pub fn pick<T>(&self, zh: T, en: T) -> T {
        self.lang.pick(zh, en)
    }
}

/// Something that can be shown as a page, or as JSON by the same handler.
pub trait Page: Serialize {
    /// For `<title>`: begins with the news (`有 2 处要改 · …`); the frame adds the house's name.
    fn title(&self, see: &Frame) -> String;

    /// The way here, address and words; the last one is this page and its address is not used.
    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let _ = see;
        Vec::new()
    }

    /// Everything inside `main`, beginning with the faults, if any, then the one `h1`.
    fn body(&self, see: &Frame) -> Markup;

    /// Is it drawn with the density of a desk even where the frame does not say so?
    fn desk(&self) -> bool {
        false
    }

    /// Is it a document: nothing but the sheet is printed?
    fn paper(&self) -> bool {
        false
    }

    /// The id of its form and the address that stores it, where what is typed can be stored unsent.
    fn keeps(&self) -> Option<(&str, String)> {
        None
    }

    /// Does the body bring its own `.wrap`, because a part of it spans the whole width?
    fn bare(&self) -> bool {
        false
    }
}

/// The whole document.
pub fn render<P: Page + ?Sized>(see: &Frame, page: &P) -> Markup {
    let desk = see.desk || page.desk();
    let room = match (desk, page.paper()) {
        (true, true) => Some("desk paper"),
        (true, false) => Some("desk"),
        (false, true) => Some("paper"),
        (false, false) => None,
    };
    html! {
        (DOCTYPE)
        html lang=(see.lang.code()) class=[sizes(see)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                @if see.terminal { meta http-equiv="refresh" content=(terminal::refresh(see)); }
                title { (page.title(see)) " · " (house(see, desk)) }
                link rel="icon" type="image/svg+xml" href=(assets::url("mark.svg"));
                link rel="stylesheet" href=(assets::url("yimen.css"));
                script src=(assets::url("yimen.js")) defer {}
            }
            body class=[room] {
                a.skip href="#main" { (see.say("跳到正文", "Skip to the content")) }
                (top(see, desk))
                (place(see, &page.trail(see)))
                @if see.elder && !desk && !see.terminal { (help(see)) }
                main #main tabindex="-1" {
                    @if page.bare() { (page.body(see)) } @else { div.wrap { (page.body(see)) } }
                }
                @match page.keeps().filter(|_| see.terminal && see.who.is_some()) {
                    Some((form, draft)) => (terminal::more_time(see, form, &draft)),
                    None => {}
                }
                @if !see.terminal { (foot(see)) }
            }
        }
    }
}

/// What the stylesheet knows the size of type by.
fn sizes(see: &Frame) -> Option<&'static str> {
    match (see.terminal, see.elder) {
        (true, _) => Some("elder terminal"),
        (false, true) => Some("elder"),
        (false, false) => None,
    }
}

/// The name of the house as a tab of a browser shows it.
fn house(see: &Frame, desk: bool) -> &'static str {
    match desk {
        true => see.lang.say("一门工作台", "Yimen staff desk"),
        false => see.lang.say("一门", "Yimen"),
    }
}

fn top(see: &Frame, desk: bool) -> Markup {
    html! {
        header.top { div.wrap {
            a.brand href=(if see.terminal { "/terminal" } else { "/" }) {
                (mark())
                span {
                    b { (see.say("一门", "Yimen")) }
                    small {
                        @if desk { (see.say("政务服务工作台", "Staff desk")) }
                        @else { (see.of(&see.county)) (see.say("政务服务", " services")) }
                    }
                }
            }
            @if !see.entries.is_empty() && !see.terminal {
                nav.places aria-label=(see.say("主要栏目", "Places")) {
                    @for entry in &see.entries {
                        a href=(entry.href) aria-current=[entry.here.then_some("page")] {
                            (see.of(&entry.text))
                        }
                    }
                }
            }
            (ways(see))
        } }
    }
}

/// Language, type size, account.
fn ways(see: &Frame) -> Markup {
    let back = escape_query(&see.path);
    let other = see.lang.other();
    let (size, words) = match see.elder {
        true => ("off", see.say("标准版", "Standard type")),
        false => ("on", see.say("大字版", "Large type")),
    };
    html! {
        nav.ways aria-label=(see.say("语言、字号与账户", "Language, type size, account")) {
            a href={ "/lang/" (other.slug()) "?back=" (back) } lang=(other.code()) hreflang=(other.code()) {
                (other.own_name())
            }
            @if see.terminal { a href="/terminal" { (see.say("回到开始", "Back to the beginning")) } }
            @else { a href={ "/elder/" (size) "?back=" (back) } { (words) } }
            @match &see.who {
                Some(who) => {
                    b { (who.name) span.role { " · " (see.of(&who.role)) } }
                    form method="post" action="/sign-out" {
                        (token(see))
                        button.plain { (see.say("退出", "Sign out")) }
                    }
                }
                None => a href={ "/sign-in?back=" (back) } { (see.say("登录", "Sign in")) },
            }
        }
    }
}

/// The hidden field that proves a form was drawn for this session; in every form with `post`.
pub fn token(see: &Frame) -> Markup {
    html! { input type="hidden" name=(TOKEN_FIELD) value=(see.token); }
}

fn place(see: &Frame, trail: &[(String, String)]) -> Markup {
    let Some(((_, this), before)) = trail.split_last() else { return html! {} };
    html! {
        div.wrap { nav.place aria-label=(see.say("当前位置", "Where you are")) { ol {
            @for (href, words) in before { li { a href=(href) { (words) } } }
            li aria-current="page" { (this) }
        } } }
    }
}

/// In elder mode a person is always one press away (国办发〔2020〕45号: 传统服务方式并行).
fn help(see: &Frame) -> Markup {
    html! {
        aside.wrap aria-label=(see.say("找人帮忙", "Ask a person")) { p.help {
            a.button.second href="tel:12345" { (see.say("打电话问：12345", "Ask by telephone: 12345")) }
        } }
    }
}

fn foot(see: &Frame) -> Markup {
    html! {
        footer.foot { div.wrap {
            ul {
                li { a href="tel:12345" { (see.say("打 12345 问人", "Call 12345 and ask a person")) } }
                li { a href="/" { (see.say("首页", "Home")) } }
                li { a href=(links::verify()) { (see.say("核验证照", "Verify a licence")) } }
            }
            p {
                (see.pick(
                    format!("{}政务服务和数据管理局主办。", see.county.zh),
                    format!("Run by the Government Services and Data Bureau of {}.", see.county.en),
                ))
                @if see.demo {
                    (see.pick(
                        format!("本页为演示，{}是虚构的县。", see.county.zh),
                        format!(" This is a demonstration; {} does not exist.", see.county.en),
                    ))
                }
            }
        } }
    }
}

/// The mark of the house: the character 门 drawn as a door, hills seen through it.
pub fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 40 40" aria-hidden="true" focusable="false" {
            path.m1 d="M9 2l7 6-4 4-7-6zM4 14h6v19H4zM19 4h17v29h-6V10H19zM1 35h38v4H1z" {}
            path.m2 d="M13 33v-4c3-8 5-8 8-1 1-3 4-3 6 1v4z" {}
        }
    }
}

/// An address as the value of a query parameter (RFC 3986 §3.4): all but letters, digits and `-._~/`.
pub fn escape_query(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
