//! The record of one licence: is it real and in force? The face first, then each check in words.

use axum::extract::{Path, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::page::{Frame, Page};
use house::web::parts;
use house::web::{Member, Reply, Site};
use house::{Failure, House, Panel, Subject, links};
use kernel::{Actor, Day, Role, Text, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::after::Returned;
use super::{Face, day};
use crate::{rules, views};

#[derive(Serialize, JsonSchema)]
pub(super) struct Shown {
    #[serde(flatten)]
    face: Face,
    /// Its verification code, on the holder's own page.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Where the code can be verified: the address under which the holder knows this house.
    #[serde(skip)]
    verify_at: String,
    #[serde(skip)]
    own: bool,
    /// What it does not allow until a promised paper is there.
    blocks: Vec<views::Blocked>,
    /// What other wings say of it: its sheet, to print.
    panels: Vec<Panel>,
    /// What the reader may ask of it or do with it now, by the word of its address.
    pub(super) open_to: Vec<&'static str>,
    /// Send it back as `seen` with an act.
    pub(super) version: i64,
    /// The day on which it was ended before its time, or empty.
    ended_on: String,
    /// The last day of a suspension, or empty.
    suspended_until: String,
    /// The day on which renewal was asked for, while it is not decided; or empty.
    renewal_asked_on: String,
    /// The day on which its annulment was proposed, while that is open; or empty.
    annulment_proposed_on: String,
    /// What became of it, the latest first.
    history: Vec<Told>,
    pub(super) returned: Returned,
}

/// Something that became of a licence.
#[derive(Serialize, JsonSchema)]
struct Told {
    /// From which day it is true.
    on: Day,
    /// What happened.
    sentence: Text,
    /// Words somebody wrote: a reason, a change; may be empty.
    words: String,
}

pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(licence_no): Path<String>,
    site: Site,
    reply: Reply,
) -> Result<Response, Failure> {
    let shown = read(&house, &who, licence_no, site.0).await?;
    Ok(reply.page(&shown))
}

/// The record as this reader may see it; [`Failure::Absent`] where there is none or it is not hers.
pub(super) async fn read(
    house: &House,
    who: &Actor,
    licence_no: String,
    site: String,
) -> Result<Shown, Failure> {
    let own = matches!(who.role, Role::Citizen | Role::Agent);
    let mut shown = house
        .read(who.clone(), move |seeing| {
            let record = views::one(seeing.look, &licence_no)?.ok_or(Failure::Absent)?;
            let place = Where {
                organ: record.organ.clone(),
                item: record.item.clone(),
                hall: record.hall.clone(),
                division: seeing.ctx.division.to_owned(),
                party: record.party.clone(),
            };
            if !seeing.ctx.rights.may(seeing.ctx.actor, rules::SEE, &place) {
                return Err(Failure::Absent);
            }
            let code = if own { views::code_of(seeing.look, &licence_no)? } else { None };
            let subject = Subject::Licence(record.case_no.clone());
            let mut panels = Vec::new();
            for wing in seeing.house.wings {
                panels.extend((wing.panels)(seeing.look, &subject, seeing.ctx.actor, &seeing.ctx)?);
            }
            let (record, licence, version) = super::level(seeing, record)?;
            let history = history(seeing, &record.case_no)?;
            let blocks = views::blocks(seeing.look, &record.case_no)?;
            let face = Face::of(record, seeing.house, &seeing.ctx);
            let text = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
            Ok(Shown {
                face,
                code: code.map(|code| code.grouped()),
                verify_at: String::new(),
                own,
                blocks,
                panels,
                open_to: rules::open_to(&licence, &seeing.ctx),
                version,
                ended_on: text(licence.fate.map(|(_, on)| on)),
                suspended_until: text(licence.suspended),
                renewal_asked_on: text(licence.renewal_asked),
                annulment_proposed_on: text(licence.annulment_proposed.filter(|_| licence.fate.is_none())),
                history,
                returned: Returned::default(),
            })
        })
        .await?;
    shown.verify_at = shown.code.as_deref().map_or(String::new(), |code| site + &links::verified(code));
    Ok(shown)
}

/// What became of it, the latest first; a supervisor reads nobody's words.
fn history(seeing: &mut Seeing<'_, '_>, case_no: &str) -> Result<Vec<Told>, Failure> {
    let silent = matches!(seeing.ctx.actor.role, Role::Supervisor | Role::Program);
    let facts = seeing.diary(&format!("licence/{case_no}"))?;
    let told = |line: views::Line| Told {
        on: line.on,
        sentence: seeing.house.texts.event("licence", line.sentence, &line.fills),
        words: if silent { String::new() } else { line.words },
    };
    Ok(views::told(&facts).into_iter().rev().map(told).collect())
}

/// What is on record against it, as one line of the checks.
pub(super) fn fate(see: &Frame, state: &str, ended_on: &str, suspended_until: &str) -> Markup {
    let on = day(ended_on).map(|on| date(see, on));
    let until = day(suspended_until).map(|until| date(see, until));
    let ended = match state {
        "cancelled" => Some(see.say("已经注销，", "Cancelled on ")),
        "recalled" => Some(see.say("已经撤回，", "Recalled on ")),
        "annulled" => Some(see.say("已经撤销，", "Annulled on ")),
        "revoked" => Some(see.say("已经吊销，", "Revoked on ")),
        _ => None,
    };
    html! {
        @if let (Some(words), Some(on)) = (ended, on) {
            li.no { (words) (on) }
        } @else if let (Some(until), true) = (until, state == "suspended") {
            li.no { (see.say("正在暂扣，到 ", "Suspended until ")) (until) (see.say(" 为止不能用", ", not to be used")) }
        } @else {
            li { (see.say(
                "没有注销、撤销、撤回、吊销的记录",
                "No cancellation, annulment, recall or revocation is on record",
            )) }
        }
    }
}

/// A day with its year: a licence outlives this one.
fn date(see: &Frame, on: Day) -> Markup {
    html! { time datetime=(on) { (see.lang.day_full(on)) } }
}

impl Page for Shown {
    fn title(&self, see: &Frame) -> String {
        format!("{} · {}", see.of(&self.face.name), self.standing(see))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let all =
            if self.own { see.say("我的证照", "My licences") } else { see.say("证照", "Licences") };
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::licences().to_owned(), all.to_owned()),
            (String::new(), see.of(&self.face.name).to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::fault_summary(see, &self.returned.faults))
            @if let Some((sentence, basis)) = &self.returned.notice { (parts::warn(&html! {
                p { strong { (see.of(sentence)) } }
                @if !basis.zh.is_empty() { p { (see.say("依据：", "Basis: ")) (see.of(basis)) } }
            })) }
            (parts::title(see.of(&self.face.name), &html! { (self.line(see)) }))
            div.two {
                div {
                    (super::blocks::drawn(see, &self.blocks))
                    (self.face(see))
                }
                aside {
                    @if see.terminal && self.own { (self.printed(see)) }
                    (self.verdict(see))
                    (self.proposed(see))
                    (self.others(see))
                    div.noprint { (self.acts(see)) }
                    (self.told(see))
                    div.noprint {
                        (parts::section("next", see.say("来历与去处", "Where it comes from"), &self.ways(see)))
                    }
                }
            }
        }
    }
}

impl Shown {
    /// What it was granted on was promised and not kept: its annulment is proposed, and the head decides.
    fn proposed(&self, see: &Frame) -> Markup {
        let Some(on) = day(&self.annulment_proposed_on) else { return html! {} };
        parts::warn(&html! {
            p { strong { (see.say("建议撤销", "Annulment is proposed")) } " " (date(see, on)) }
            p { (see.say(
                "它是按承诺准予的，承诺没有做到，到期也没有整改。由负责人听取持有人的意见后决定；整改到位，建议就取消。",
                "It was granted on a promise that was not kept and not mended in time. The head hears the \
                 holder and decides; once it is mended the proposal is off.",
            )) }
            p { a href=(links::case(self.stream())) {
                (see.say("看核查和整改", "The verification and what is to be mended"))
            } }
        })
    }

    /// The stream of the licence.
    pub(super) fn stream(&self) -> &str {
        &self.face.record.case_no
    }

    /// Its number.
    pub(super) fn number(&self) -> &str {
        &self.face.record.licence_no
    }

    /// Is it the reader's own?
    pub(super) fn own(&self) -> bool {
        self.own
    }

    /// What became of it.
    fn told(&self, see: &Frame) -> Markup {
        let line = |one: &Told| {
            html! { li {
                (date(see, one.on)) (see.say("：", ": ")) (see.of(&one.sentence))
                @if !one.words.is_empty() { " “" (one.words) "”" }
            } }
        };
        let list = html! { ul.plain { @for one in &self.history { (line(one)) } } };
        parts::section("history", see.say("这张证照的经过", "What became of it"), &list)
    }

    /// At a terminal the sheet is printed on the spot.
    fn printed(&self, see: &Frame) -> Markup {
        let sheets = self.panels.iter().flat_map(|panel| &panel.lines);
        let Some((_, _, sheet)) =
            sheets.into_iter().find(|(_, _, href)| href.starts_with(&links::document("")))
        else {
            return html! {};
        };
        parts::door(
            see.say("当场打印", "Print it here"),
            &html! {
                p { (see.say(
                    "打印出来的和窗口发的一样，扫码可以核验。",
                    "It is the same sheet as at the window; its code can be verified.",
                )) }
                p.asks { (parts::link_button(
                parts::Look::Filled, sheet, see.say("打印这张证照", "Print this licence"),
            )) }
            },
        )
    }

    /// The sheet to print, where there is one.
    fn others(&self, see: &Frame) -> Markup {
        html! { @for (n, panel) in self.panels.iter().enumerate() {
            @let rows: Vec<(String, Markup)> = panel.lines.iter().map(|(label, value, href)| {
                let value = see.of(value);
                let said = html! { @if href.is_empty() { (value) } @else { a href=(href) { (value) } } };
                (see.of(label).to_owned(), said)
            }).collect();
            (parts::section(&format!("panel-{n}"), see.of(&panel.title), &parts::facts(&rows)))
        } }
    }

    fn standing(&self, see: &Frame) -> &'static str {
        match self.face.standing.as_str() {
            "in_force" => see.lang.say("有效", "in force"),
            "suspended" => see.lang.say("暂扣", "suspended"),
            "cancelled" => see.lang.say("已注销", "cancelled"),
            "recalled" => see.lang.say("已撤回", "recalled"),
            "annulled" => see.lang.say("已撤销", "annulled"),
            "revoked" => see.lang.say("已吊销", "revoked"),
            _ => see.lang.say("已届满", "expired"),
        }
    }

    fn line(&self, see: &Frame) -> Markup {
        let standing = self.standing(see);
        if !matches!(self.face.standing.as_str(), "in_force" | "expired") {
            return html! { (standing) (see.say("。", ".")) };
        }
        match day(&self.face.record.until) {
            None => {
                html! { (see.pick(format!("{standing}，长期有效。"), format!("{standing}, without end."))) }
            }
            Some(until) => {
                let until = date(see, until);
                match self.face.in_force {
                    true => html! { (see.say("有效，到 ", "In force until ")) (until) (see.say("。", ".")) },
                    false => {
                        html! { (see.say("有效期到 ", "It ended with ")) (until) (see.say("为止。", ".")) }
                    }
                }
            }
        }
    }

    fn face(&self, see: &Frame) -> Markup {
        let record = &self.face.record;
        let date = |text: &str| match day(text) {
            Some(day) => date(see, day),
            None => html! { (see.say("长期", "without end")) },
        };
        let rows = [
            (see.say("持有人", "Holder").to_owned(), html! { (record.holder) }),
            (see.say("证照编号", "Number").to_owned(), html! { span.code { (record.licence_no) } }),
            (see.say("证照标识", "Identifier").to_owned(), html! { span.code { (record.licence_id) } }),
            (see.say("有效期自", "Valid from").to_owned(), date(&record.from)),
            (see.say("有效期至", "Valid until").to_owned(), date(&record.until)),
            (
                see.say("发证机关", "Issued by").to_owned(),
                html! { (see.of(&self.face.organ_name)) br; (date(&record.from)) },
            ),
        ];
        html! { article.licence aria-labelledby="lic" {
            h2 #lic { (see.of(&self.face.name)) }
            @if see.demo { p { strong { (see.say("演示·无法律效力", "Demonstration · no legal effect")) } } }
            div.face {
                (parts::facts(&rows))
                @if let Some(code) = &self.code { (parts::qr(&self.verify_at, &html! {
                    (see.say("扫码核验", "Scan to verify")) br; (parts::code(code))
                })) }
            }
        } }
    }

    fn verdict(&self, see: &Frame) -> Markup {
        let record = &self.face.record;
        let organ = see.of(&self.face.organ_name);
        let standing = self.standing(see);
        let heading = see.pick(format!("证照记录：{standing}"), format!("Licence record: {standing}"));
        let expired = self.face.standing == "expired";
        let term = match (day(&record.until), !expired) {
            (None, _) => html! { (see.say("长期有效，没有届满的日子", "It has no last day")) },
            (Some(until), true) => html! {
                (see.say("没有届满，最后一天是", "Not expired; its last day is ")) (date(see, until))
            },
            (Some(until), false) => html! {
                (see.say("有效期到", "It ended with ")) (date(see, until))
                (see.say("为止，没有延续", "; it was not renewed"))
            },
        };
        let content = html! {
            ul.checks {
                li { (see.pick(
                    format!("由{organ}作出准予决定后颁发"),
                    format!("Issued on a decision of the {organ}"),
                )) }
                li class=[expired.then_some("no")] { (term) }
                (fate(see, &self.face.standing, &self.ended_on, &self.suspended_until))
                @if let Some(on) = day(&self.renewal_asked_on) {
                    li { (see.say("已经申请延续，", "Renewal was asked for on ")) (date(see, on)) }
                }
                li {
                    (see.say("来自办件", "It came of case")) br;
                    (parts::code(&record.case_no))
                }
            }
            @if let Some(code) = &self.code { (self.show_it(see, code)) }
        };
        html! { section.door aria-labelledby="v" { h2 #v { (heading) } (content) } }
    }

    /// How the holder lets somebody else see that it is genuine.
    fn show_it(&self, see: &Frame, code: &str) -> Markup {
        html! {
            h3 { (see.say("给别人看", "Showing it to somebody")) }
            p { (see.say(
                "让对方扫证照上的二维码，或者在核验页输入核验码，不用登录就知道是真的、现在有没有效。",
                "Let them scan the code, or type it on the verification page: without an account they see \
                 that it is genuine and whether it is in force.",
            )) }
            p { (see.say("核验码：", "Verification code: ")) (parts::code(code)) br;
                a href=(links::verified(code)) { (self.verify_at) }
            }
            p.soft.small.noprint { (see.say(
                "有核验码的人都能查到这张证照的名称、编号和有效期，您的名字只显示一部分。不想让人查，就不要给码。",
                "Whoever has the code sees name, number and term of this licence, and a part of your name. \
                 Give it only to those who should.",
            )) }
        }
    }

    fn ways(&self, see: &Frame) -> Markup {
        let record = &self.face.record;
        let mut ways = vec![
            (links::case(&record.case_no), see.say("看这次办理的经过", "See how the case went")),
            (links::item(&record.item), see.say("看这件事的办事指南", "See the guide of this service")),
        ];
        ways.push((
            links::licences().to_owned(),
            if self.own {
                see.say("我的全部证照", "All my licences")
            } else {
                see.say("全部证照", "All licences")
            },
        ));
        let ways: Vec<_> = ways.into_iter().map(|(href, words)| (href, words.to_owned())).collect();
        parts::links(&ways)
    }
}
