//! Words for trouble: what, why, and what a person can do now; on a part of a page or as the whole page.
//!
//! Three kinds of no are told apart: the law's, ours, and what was asked wrongly.

use kernel::Text;
use kernel::form::FieldFault;
use maud::{Markup, html};
use serde::Serialize;

use super::{Look, button, code, links, search, title};
use crate::links::items;
use crate::web::page::{Frame, Page};

/// A quiet note: 没有, 在办, 说明.
pub fn note(content: &Markup) -> Markup {
    html! { div.note { (content) } }
}

/// A note that asks for attention: the law's no, our fault, a limit that is near.
pub fn warn(content: &Markup) -> Markup {
    html! { div.note.warn { (content) } }
}

/// Nothing here yet: what will be here, and where to begin (address and words).
pub fn empty(now: &str, later: &str, begin: &[(String, String)]) -> Markup {
    note(&html! {
        p { strong { (now) } (later) }
        @for (href, words) in begin { p { a href=(href) { (words) } } }
    })
}

/// What is shown is old: how old and why in the first sentence, what is not affected in the second.
pub fn stale_note(how_old: &str, not_affected: &str) -> Markup {
    note(&html! { p { strong { (how_old) } (not_affected) } })
}

/// What kind of trouble a whole page tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "trouble")]
pub enum Trouble {
    /// The law's no (422): the sentence, its basis, and another way where there is one.
    No {
        /// What cannot be, since when.
        sentence: Text,
        /// The clause.
        basis: Text,
        /// Where to go instead: address and words.
        instead: Option<(String, Text)>,
    },
    /// Not there, or not for this person (404): one answer for both.
    Absent,
    /// No page at all has this address (404).
    Nowhere,
    /// Somebody changed the matter since the page was drawn (409).
    Stale,
    /// The same key was used for something else (409).
    Conflict,
    /// The form is older than its session, or was not drawn by us (403).
    Expired,
    /// The queue is full (503).
    Busy {
        /// Seconds after which to try again.
        retry_s: u32,
    },
    /// The disk is full (503): reading goes on.
    Full {
        /// Seconds after which to try again.
        retry_s: u32,
    },
    /// It would have taken too long to look at (503).
    Slow {
        /// Seconds after which to try again.
        retry_s: u32,
    },
    /// It came too slowly (408).
    Late,
    /// It may be recorded or not (503): sent again, it is so once.
    Unsure {
        /// Seconds after which to try again.
        retry_s: u32,
    },
    /// Our fault (503).
    Fault {
        /// Number under which it is logged.
        number: String,
        /// Seconds after which to try again.
        retry_s: u32,
    },
    /// Nobody is signed in, or the token is not valid (401).
    Stranger,
    /// Tried too often (429).
    TooOften {
        /// Seconds after which to try again.
        retry_s: u32,
    },
    /// Fields are wrong and the form they came from is not at hand (422).
    Faulty {
        /// All of them at once.
        faults: Vec<FieldFault>,
    },
    /// What was sent cannot be read (400).
    Unreadable {
        /// What is wrong and how to mend it.
        what: Text,
    },
    /// More was sent than is taken (413).
    TooLarge {
        /// The most that is taken, in kB.
        most_kb: u32,
    },
    /// A kind of content that is not taken (415), or a way of asking that is not known here (405).
    WrongKind {
        /// 405 or 415.
        status: u16,
    },
}

/// A whole page of trouble.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind.
    #[serde(flatten)]
    pub trouble: Trouble,
    /// Where the person came from, if that is known: she can go back there.
    pub back: Option<String>,
    /// What was sent and not recorded, to be sent again.
    #[serde(skip)]
    pub again: Option<Again>,
}

/// A form as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// Where it went.
    pub action: String,
    /// Its fields, in their order, its token among them.
    pub fields: Vec<(String, String)>,
}

impl Problem {
    /// The status of the answer (RFC 9110 §15).
    pub fn status(&self) -> u16 {
        match self.trouble {
            Trouble::No { .. } | Trouble::Faulty { .. } => 422,
            Trouble::Stranger => 401,
            Trouble::TooOften { .. } => 429,
            Trouble::Absent | Trouble::Nowhere => 404,
            Trouble::Stale | Trouble::Conflict => 409,
            Trouble::Expired => 403,
            Trouble::Busy { .. } | Trouble::Fault { .. } => 503,
            Trouble::Full { .. } | Trouble::Slow { .. } | Trouble::Unsure { .. } => 503,
            Trouble::Late => 408,
            Trouble::Unreadable { .. } => 400,
            Trouble::TooLarge { .. } => 413,
            Trouble::WrongKind { status } => status,
        }
    }

    /// The value of `Retry-After` in seconds, where trying again helps.
    pub fn retry_s(&self) -> Option<u32> {
        match self.trouble {
            Trouble::Busy { retry_s } | Trouble::TooOften { retry_s } | Trouble::Fault { retry_s, .. } => {
                Some(retry_s)
            }
            Trouble::Full { retry_s } | Trouble::Slow { retry_s } | Trouble::Unsure { retry_s } => {
                Some(retry_s)
            }
            _ => None,
        }
    }

    /// The one sentence that says what is wrong; also for problem details (RFC 9457 `title`).
    pub fn sentence(&self) -> Text {
        let (zh, en) = match &self.trouble {
            Trouble::No { sentence, .. } => return sentence.clone(),
            Trouble::Absent => {
                ("没有这个编号，或它不在您名下", "There is no such number, or it is not yours to see")
            }
            Trouble::Nowhere => ("没有这一页", "There is no such page"),
            Trouble::Stale => {
                ("没有照办：您看的这一页已经旧了", "Not done: the page you acted on is out of date")
            }
            Trouble::Conflict => (
                "没有照办：这个请求编号已用在另一件事上",
                "Not done: this request key was used for something else",
            ),
            Trouble::Expired => ("没有照办：这一页放得太久了", "Not done: this page was open for too long"),
            Trouble::Busy { .. } => {
                ("现在人太多，这次没有存上", "Too many people at once; this was not saved")
            }
            Trouble::Full { .. } => (
                "没有存上：机器没有地方存了，只能看，不能办",
                "Not saved: the house has no room left; one can look, but nothing can be done",
            ),
            Trouble::Slow { .. } => {
                ("要看的太多，没有看完", "There is too much to look at; it was broken off")
            }
            Trouble::Late => ("没有存上：送得太慢，没有收全", "Not saved: it came too slowly and not whole"),
            Trouble::Unsure { .. } => ("还不知道存上了没有", "Whether this was saved is not known yet"),
            Trouble::Fault { .. } => ("没有存上，是我们的问题", "This was not saved, and the fault is ours"),
            Trouble::Stranger => ("要先登录", "Sign in first"),
            Trouble::TooOften { .. } => ("试得太多了", "Too many tries"),
            Trouble::Faulty { .. } => ("没有存上：有几处要改", "Not saved: some things are to be mended"),
            Trouble::Unreadable { .. } => ("送来的内容读不懂", "What was sent cannot be read"),
            Trouble::TooLarge { .. } => ("送来的内容太大", "What was sent is too large"),
            Trouble::WrongKind { status: 405 } => {
                ("这个地址不能这样用", "This address cannot be used this way")
            }
            Trouble::WrongKind { .. } => ("这种格式我们不收", "This kind of content is not taken"),
        };
        Text::new(zh, en)
    }

    /// What to do now, in a sentence or two.
    fn remedy(&self, see: &Frame) -> Markup {
        match &self.trouble {
            Trouble::No { basis, instead, .. } => html! {
                p { (see.say("依据：", "Basis: ")) (see.of(basis)) (see.say("。", ".")) }
                @if let Some((href, words)) = instead {
                    p {
                        (see.say("可以", "Instead you can ")) a href=(href) { (see.of(words)) }
                        (see.say("。", "."))
                    }
                }
            },
            Trouble::Absent => html! { p { (see.say(
                "请核对编号，像 449921-20260302-0017 这样。替别人办，请让申请人授权给您，或凭查询码看进度。",
                "Check the number; it looks like 449921-20260302-0017. If you act for somebody else, ask the \
                 applicant to authorise you, or follow the case with its query code.",
            )) } },
            Trouble::Nowhere => html! { p { (see.say(
                "地址也许打错了，也许这一页搬走了。搜一搜要办的事，或者打 12345 问人。",
                "The address may be mistyped, or the page has moved. Search, or call 12345.",
            )) } },
            Trouble::Stale => html! { p { (see.say(
                "这件事在您打开之后有了变化。看过最新情况，再决定要不要照办。",
                "Something has changed since you opened it. Look at how it stands now, then decide again.",
            )) } },
            Trouble::Conflict => html! { p { (see.say(
                "同一个请求编号只能用在同样的内容上。换一个编号再交。",
                "A request key stands for one content only. Send it again with a new key.",
            )) } },
            Trouble::Expired => html! { p { (see.say(
                "为了安全，没有提交。退回上一页，您填的字还在；抄下要紧的，再打开那一页重新交。",
                "For your safety nothing was sent. Go back: what you typed is still there. Note down what \
                 matters, open that page anew and send it again.",
            )) } },
            Trouble::Busy { retry_s } | Trouble::Fault { retry_s, .. } => self.again(see, *retry_s),
            Trouble::Stranger => html! { p { (see.say(
                "登录后再打开这一页。程序请带上有效的令牌（Authorization: Bearer）。",
                "Sign in, then open this page again. Programs: send a valid token (Authorization: Bearer).",
            )) } },
            Trouble::Faulty { faults } => html! {
                ul { @for fault in faults { li { (see.of(&fault.text)) } } }
                p { (see.say("退回上一页，改好再交。", "Go back, mend them and send it again.")) }
            },
            Trouble::Unreadable { what } => html! { p { (see.of(what)) } },
            Trouble::TooLarge { most_kb } => html! { p { (see.pick(
                format!("最多 {most_kb} kB。退回上一页，您填的字还在，删短一些再交。"),
                format!(
                    "At most {most_kb} kB is taken. Go back: what you typed is still there. Shorten it and \
                     send it again."
                ),
            )) } },
            Trouble::WrongKind { .. } => html! { p { (see.say(
                "请从页面上的按钮和链接进来；程序请看接口说明。",
                "Use the buttons and links of the pages; programs: see the interface description.",
            )) } },
            _ => self.later(see),
        }
    }

    /// What to do where it was too much, for the house or for the network.
    fn later(&self, see: &Frame) -> Markup {
        let retry_s = self.retry_s().unwrap_or_default();
        let words = match &self.trouble {
            Trouble::Full { .. } => see.pick(
                "管理员已经看得到这件事，腾出地方就能办。您填的字没有丢：过一会儿再交一次。\
                 急着办，请去大厅窗口或者打 12345。"
                    .to_owned(),
                "The administrators can see it; it goes on as soon as there is room. What you typed is not \
                 lost: send it again later. If it is urgent, come to the hall or call 12345."
                    .to_owned(),
            ),
            Trouble::Late => see.pick(
                "网络可能不好。退回上一页，您填的字都在；换个网络好的地方再交一次。".to_owned(),
                "The network may be poor. Go back: what you typed is still there. Send it again.".to_owned(),
            ),
            Trouble::Slow { .. } => see.pick(
                format!("请把条件选窄一些（事项、状态、日期），或者 {retry_s} 秒后再看。"),
                format!("Ask for less (item, state, days), or look again in {retry_s} seconds."),
            ),
            Trouble::TooOften { .. } => see.pick(
                format!("请 {retry_s} 秒后再试。忘了密码就打 12345。"),
                format!("Try again in {retry_s} seconds. If you forgot your password, call 12345."),
            ),
            _ => see.pick(
                format!("请 {retry_s} 秒后原样再交一次：上次要是已经存上，不会多存一份。"),
                format!("Send the same again in {retry_s} seconds: if it was saved, it is not saved twice."),
            ),
        };
        html! { p { (words) } }
    }

    /// When to try again, and whom to call.
    fn again(&self, see: &Frame, retry_s: u32) -> Markup {
        html! {
            @if self.again.is_some() {
                p { (see.pick(
                    format!("您填的字没有丢：请 {retry_s} 秒后按下面的按钮再交一次。"),
                    format!("What you typed is not lost: press the button below in {retry_s} seconds."),
                )) }
            } @else {
                p { (see.pick(
                    format!("退回上一页，您填的字都在；请 {retry_s} 秒后再按一次。"),
                    format!("Go back, what you typed is still there; press again in {retry_s} seconds."),
                )) }
            }
            @if let Trouble::Fault { number, .. } = &self.trouble {
                p { (see.say("还不行就打 12345，报编号 ", "If it still fails, call 12345 and give the number "))
                    (code(number)) (see.say("。", ".")) }
            }
        }
    }
}

impl Again {
    /// All that was sent, behind one button.
    fn form(&self, see: &Frame) -> Markup {
        html! {
            form.act method="post" action=(self.action) {
                @for (name, value) in &self.fields { input type="hidden" name=(name) value=(value); }
                p { (see.say(
                    "原样再交一次，按几次也只存一份。",
                    "It is sent as you typed it. However often you press, it is saved once.",
                )) }
                p.asks { (button(Look::Filled, see.say("再交一次", "Send it again"), None)) }
            }
        }
    }
}

impl Page for Problem {
    fn title(&self, see: &Frame) -> String {
        see.of(&self.sentence()).to_owned()
    }

    fn body(&self, see: &Frame) -> Markup {
        let again = match self.trouble {
            Trouble::Stale => see.say("看最新情况", "See how it stands now"),
            _ => see.say("回到刚才那一页", "Back to where you were"),
        };
        let mut ways = Vec::new();
        ways.extend(self.back.clone().map(|href| (href, again.to_owned())));
        if self.trouble == Trouble::Nowhere {
            ways.push((items().to_owned(), see.say("看全部事项", "See all services").to_owned()));
        }
        ways.push(("/".to_owned(), see.say("首页", "Home").to_owned()));
        html! {
            (title(see.of(&self.sentence()), &html! {}))
            (warn(&self.remedy(see)))
            @if let Some(again) = &self.again { (again.form(see)) }
            @if self.trouble == Trouble::Nowhere {
                section aria-label=(see.say("查找", "Find")) { (search(see, items(), "")) }
            }
            (links(&ways))
        }
    }
}
