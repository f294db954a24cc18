//! Is this licence genuine? Anyone may ask with the code that its holder shows: one verdict in words, then
//! what can be compared with the paper in hand. How often is for the house's turnstile to say.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Keeping, Line, Look};
use house::web::{Anyone, Reply, Whence};
use house::{Failure, House, links};
use kernel::id::LicenceCode;
use kernel::{Instant, Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Face, day};
use crate::views;

/// What came with the form.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    code: Option<String>,
}

/// What anyone may know of a licence whose code she was shown.
#[derive(Serialize, JsonSchema)]
pub(super) struct Verdict {
    /// Is it a licence of this house?
    genuine: bool,
    /// The licence, if it is.
    licence: Option<Seen>,
    /// When this was looked up, with its zone (ISO 8601).
    checked_at: String,
    /// Is this a demonstration, of no legal effect?
    demo: bool,
    /// What is wrong with the form of the code as it was typed, if anything.
    hint: Option<Text>,
    #[serde(skip)]
    at: Instant,
    #[serde(skip)]
    typed: String,
}

/// The licence, as far as anyone may see it.
#[derive(Serialize, JsonSchema)]
struct Seen {
    /// Its verification code.
    code: String,
    /// Name of the document.
    name: Text,
    /// 证照编号.
    licence_no: String,
    /// Name of the issuing organ.
    organ_name: Text,
    /// Name of the holder, masked.
    holder: String,
    /// First day.
    from: String,
    /// Last day, or empty; after a renewal that of the new term.
    until: String,
    /// Last day as it was issued, or empty: what the sheet says that was printed then.
    issued_until: String,
    /// The day on which it was last amended, or empty.
    amended_on: String,
    /// `in_force`, `suspended`, `expired`, `cancelled`, `recalled`, `annulled` or `revoked`.
    state: String,
    /// The day on which it was ended before its time, or empty.
    ended_on: String,
    /// The last day of a suspension, or empty.
    suspended_until: String,
    /// What it does not allow until a promised paper is there.
    blocks: Vec<views::Blocked>,
}

/// The form, and what stands over it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Form {
    /// Seconds after which to try again, where it was tried too often.
    retry_s: Option<i64>,
    #[serde(skip)]
    typed: String,
}

/// `/verify`: the form; with a code in it, on to what the code says.
pub(super) async fn form(
    State(house): State<House>,
    who: Anyone,
    whence: Whence,
    Query(asked): Query<Asked>,
    reply: Reply,
) -> Result<Response, Failure> {
    let typed = asked.code.unwrap_or_default();
    match LicenceCode::read(&typed) {
        Some(code) => Ok(reply.lead(&links::verified(&code.grouped()))),
        None if typed.trim().is_empty() => {
            Ok(unlisted(reply.page(&Form { retry_s: None, typed: String::new() })))
        }
        None => verdict(&house, &who, whence, typed, &reply).await,
    }
}

/// `/verify/{code}`: what the code says.
pub(super) async fn show(
    State(house): State<House>,
    who: Anyone,
    whence: Whence,
    Path(typed): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    verdict(&house, &who, whence, typed, &reply).await
}

/// One answer for a code that opens nothing and for what is no code, but for the hint on its form.
async fn verdict(
    house: &House,
    who: &Anyone,
    whence: Whence,
    typed: String,
    reply: &Reply,
) -> Result<Response, Failure> {
    let at = house.clock.now();
    let pass = match house.verifying.enter(whence.0, at) {
        Ok(pass) => pass,
        Err(seconds) => return too_often(reply, typed, seconds),
    };
    let code = LicenceCode::read(&typed);
    let licence = match &code {
        Some(code) => look_up(house, who, code.clone()).await?,
        None => None,
    };
    // what is no code at all was not looked up, and is no guess
    if licence.is_some() || code.is_none() {
        house.verifying.opened(pass);
    }
    let hint = code.is_none().then(|| shape(&typed));
    let typed = code.map_or(typed, |code| code.grouped()).chars().take(LONGEST_SHOWN).collect();
    let (genuine, checked_at, demo) = (licence.is_some(), at.iso(), house.demo);
    Ok(unlisted(reply.page(&Verdict { genuine, licence, checked_at, demo, hint, at, typed })))
}

/// Characters of a wrong code that are shown again: a code with blanks and hyphens is shorter.
const LONGEST_SHOWN: usize = 40;

async fn look_up(house: &House, who: &Anyone, code: LicenceCode) -> Result<Option<Seen>, Failure> {
    house
        .read(who.looking(), move |seeing| {
            let Some((record, organisation)) = views::by_code(seeing.look, &code)? else { return Ok(None) };
            let (record, licence, _) = super::level(seeing, record)?;
            let holder = match organisation {
                true => party::mask_organisation(&record.holder),
                false => party::mask_name(&record.holder),
            };
            let blocks = views::blocks(seeing.look, &record.case_no)?;
            let face = Face::of(record, seeing.house, &seeing.ctx);
            let state = face.standing.clone();
            let ended_on = licence.fate.map_or(String::new(), |(_, on)| on.to_string());
            let suspended_until = licence.suspended.map_or(String::new(), |day| day.to_string());
            Ok(Some(Seen {
                code: code.grouped(),
                name: face.name,
                licence_no: face.record.licence_no,
                organ_name: face.organ_name,
                holder,
                from: face.record.from,
                until: face.record.until,
                issued_until: licence.issued_until.map_or(String::new(), |day| day.to_string()),
                amended_on: licence.amended_on.map_or(String::new(), |day| day.to_string()),
                state,
                ended_on,
                suspended_until,
                blocks,
            }))
        })
        .await
}

fn too_often(reply: &Reply, typed: String, seconds: i64) -> Result<Response, Failure> {
    if reply.visit().json {
        return Err(Failure::TooOften(seconds));
    }
    let typed = typed.chars().take(LONGEST_SHOWN).collect();
    let mut answer = reply.page_as(StatusCode::TOO_MANY_REQUESTS, &Form { retry_s: Some(seconds), typed });
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(unlisted(answer))
}

/// What a code opens is for whoever was shown it, not for search engines.
fn unlisted(mut answer: Response) -> Response {
    let robots = HeaderName::from_static("x-robots-tag");
    answer.headers_mut().insert(robots, HeaderValue::from_static("noindex, nofollow"));
    answer
}

/// What is wrong with the form of a code.
fn shape(typed: &str) -> Text {
    let n = typed.chars().filter(|c| c.is_alphanumeric()).count();
    match n {
        16 => Text::new(
            "核验码里只有数字和英文字母，没有字母 U。请逐位对一遍",
            "A code has digits and letters, but never the letter U. Compare it character by character",
        ),
        _ => Text::new(
            format!("核验码是 16 位数字和字母，您输入的是 {n} 位。请逐位对一遍"),
            format!("A code has 16 digits and letters; you typed {n}. Compare it character by character"),
        ),
    }
}

fn trail(see: &Frame) -> Vec<(String, String)> {
    vec![
        ("/".to_owned(), see.say("首页", "Home").to_owned()),
        (String::new(), see.say("核验证照", "Verify a licence").to_owned()),
    ]
}

/// The one field and its button.
fn ask(see: &Frame, typed: &str) -> Markup {
    let code = Line {
        name: "code",
        label: see.say("核验码", "Verification code"),
        hint: Some(see.say(
            "证照二维码下面的 16 位数字和字母，像 7K3M‑09QT‑1XVB‑8RZ0。大小写、空格、短横都不要紧",
            "The 16 digits and letters under the QR code of the licence, like 7K3M‑09QT‑1XVB‑8RZ0. \
             Capitals, blanks and hyphens do not matter",
        )),
        value: typed,
        autocomplete: "off",
        keeping: Keeping::Open,
    };
    html! { form.noprint method="get" action=(links::verify()) {
        (parts::line(see, code, None))
        (parts::button(Look::Filled, see.say("核验", "Verify"), None))
    } }
}

impl Page for Form {
    fn title(&self, see: &Frame) -> String {
        match self.retry_s {
            Some(_) => see.say("查得太多了 · 核验证照", "Too many tries · Verify a licence").to_owned(),
            None => see.say("核验证照", "Verify a licence").to_owned(),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see)
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = html! { (see.say(
            "别人给您看一张证照，是真是假、现在有没有效，在这里查。不用登录。",
            "Somebody shows you a licence: find out here whether it is genuine and in force. \
             No account needed.",
        )) };
        html! {
            (parts::title(see.say("核验证照", "Verify a licence"), &line))
            @if let Some(seconds) = self.retry_s { (later(see, seconds)) }
            (ask(see, &self.typed))
            section { p.soft { (see.say(
                "证照上没有核验码，或者不方便上网：打 12345，报证照编号请人查。",
                "No code on the licence, or no way to look it up? Call 12345 and give the licence number.",
            )) } }
        }
    }
}

/// Too often: what to do now.
fn later(see: &Frame, seconds: i64) -> Markup {
    let content = html! {
        p { (see.pick(
            format!("从您这个网络地址查得太多，或者查错太多，请 {seconds} 秒后再试。输入的码留着。"),
            format!(
                "Too many codes came from your network address, or too many that opened nothing. Try again \
                 in {seconds} seconds; what you typed is kept."
            ),
        )) }
        p { (see.say(
            "急着用：打 12345 请人查，或者在大厅窗口请工作人员查。",
            "If it cannot wait, call 12345, or ask at a window of the hall.",
        )) }
    };
    html! { div role="alert" { (parts::door(see.say("查得太多了", "Too many tries"), &content)) } }
}

impl Verdict {
    fn heading(&self, see: &Frame) -> &'static str {
        match &self.licence {
            None => see.lang.say("查不到这个核验码", "Nothing is found under this code"),
            Some(seen) if seen.state == "in_force" => {
                see.lang.say("是真的，现在有效", "Genuine and in force")
            }
            Some(seen) => match seen.state.as_str() {
                "suspended" => see.lang.say("是真的，但正在暂扣，现在不能用", "Genuine, but suspended now"),
                "cancelled" => see.lang.say("是真的，但已经注销", "Genuine, but cancelled"),
                "recalled" => see.lang.say("是真的，但已经撤回", "Genuine, but recalled"),
                "annulled" => see.lang.say("是真的，但已经撤销", "Genuine, but annulled"),
                "revoked" => see.lang.say("是真的，但已经吊销", "Genuine, but revoked"),
                _ => see.lang.say("是真的，但已经届满", "Genuine, but expired"),
            },
        }
    }

    fn found(&self, see: &Frame, seen: &Seen) -> Markup {
        let date = |text: &str| match day(text) {
            Some(on) => html! { time datetime=(on) { (see.lang.day_full(on)) } },
            None => html! { (see.say("长期", "without end")) },
        };
        let rows = [
            (see.say("证照", "Licence").to_owned(), html! { (see.of(&seen.name)) }),
            (see.say("证照编号", "Number").to_owned(), html! { span.code { (seen.licence_no) } }),
            (see.say("持有人", "Holder").to_owned(), html! { (seen.holder) }),
            (see.say("发证机关", "Issued by").to_owned(), html! { (see.of(&seen.organ_name)) }),
            (see.say("有效期自", "Valid from").to_owned(), date(&seen.from)),
            (see.say("有效期至", "Valid until").to_owned(), date(&seen.issued_until)),
            (see.say("核验码", "Verification code").to_owned(), parts::code(&seen.code)),
        ];
        let expired = seen.state == "expired";
        let content = html! {
            @if self.demo { p { strong { (see.say("演示·无法律效力", "Demonstration · no legal effect")) } } }
            ul.checks {
                li { (see.pick(
                    format!("由{}颁发", seen.organ_name.zh),
                    format!("Issued by the {}", seen.organ_name.en),
                )) }
                li class=[expired.then_some("no")] { @match (day(&seen.until), !expired) {
                    (None, _) => { (see.say("长期有效，没有届满的日子", "It has no last day")) }
                    (Some(_), true) => {
                        (see.say("没有届满，最后一天是", "Not expired; its last day is ")) (date(&seen.until))
                    }
                    (Some(_), false) => {
                        (see.say("有效期到", "It ended with ")) (date(&seen.until)) (see.say("为止", ""))
                    }
                } }
                @if seen.until != seen.issued_until {
                    li { (see.say("已经延续，延续到", "Renewed; the new term ends with ")) (date(&seen.until)) }
                }
                @if day(&seen.amended_on).is_some() {
                    li {
                        (see.say("已经变更，最近一次在", "Amended, last on ")) (date(&seen.amended_on))
                        (see.say("，记载的事项以变更后的打印件为准", "; the sheet printed after it says how it stands"))
                    }
                }
                (super::record::fate(see, &seen.state, &seen.ended_on, &seen.suspended_until))
            }
            p { (self.compared(see, seen)) }
        };
        html! {
            (parts::door(self.heading(see), &content))
            (super::blocks::drawn(see, &seen.blocks))
            (parts::section("face", see.say("发证时写的是", "What was issued"), &parts::facts(&rows)))
        }
    }

    /// What has to be the same on the licence in somebody's hand.
    fn compared(&self, see: &Frame, seen: &Seen) -> &'static str {
        if seen.until == seen.issued_until && seen.amended_on.is_empty() {
            return see.lang.say(
                "请和您手里的证照对一对：名称、编号、持有人、有效期都一样，才是这一张。持有人的名字只显示一部分。",
                "Compare with the licence in your hand: it is this one only if name, number, holder and term \
                 are the same. Only a part of the holder’s name is shown.",
            );
        }
        see.lang.say(
            "请和您手里的证照对一对：名称、编号、持有人都一样，才是这一张。延续或者变更以前打印的，有效期和记载\
             还是从前的，也是真的，以这一页为准。持有人的名字只显示一部分。",
            "Compare with the licence in your hand: it is this one only if name, number and holder are the \
             same. One printed before the renewal or amendment bears the former term and words, and is \
             genuine too; this page says how it stands. Only a part of the holder’s name is shown.",
        )
    }

    fn nothing(&self, see: &Frame) -> Markup {
        let content = html! {
            @if self.demo { p { strong { (see.say("演示·无法律效力", "Demonstration · no legal effect")) } } }
            @if let Some(hint) = &self.hint { p { (see.of(hint)) (see.say("。", ".")) } }
            p { (see.pick(
                format!("{}没有发过带这个核验码的证照，或者码抄错了。", see.county.zh),
                format!("{} has issued no licence with this code, or the code was miscopied.", see.county.en),
            )) }
            p { (see.say(
                "对着证照再输一次。还是查不到，先不要凭这张证照办事，打 12345 问。",
                "Type it again from the licence. If still nothing is found, do not rely on that licence; \
                 call 12345 and ask.",
            )) }
        };
        html! { div role="alert" { (parts::door(self.heading(see), &content)) } }
    }
}

impl Page for Verdict {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", self.heading(see), see.say("核验证照", "Verify a licence"))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see)
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = html! {
            (see.say("查证时间 ", "Looked up on "))
            time datetime=(self.checked_at) { (see.lang.instant_full(self.at)) }
        };
        let (again, typed) = match self.licence {
            Some(_) => (see.say("查另一张", "Verify another"), ""),
            None => (see.say("再输一次", "Type it again"), self.typed.as_str()),
        };
        html! {
            (parts::title(see.say("核验证照", "Verify a licence"), &line))
            @match &self.licence {
                Some(seen) => (self.found(see, seen)),
                None => (self.nothing(see)),
            }
            section.noprint aria-labelledby="again" { h2 #again { (again) } (ask(see, typed)) }
        }
    }
}
