//! The record of one licence: is it real and in force? The face first, then each check in words.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts;
use house::web::{Member, Reply, Site};
use house::{Failure, House, Panel, Subject, links};
use kernel::{Day, Role, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

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
}

pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Path(licence_no): Path<String>,
    site: Site,
    reply: Reply,
) -> Result<Response, Failure> {
    let own = matches!(who.role, Role::Citizen | Role::Agent);
    let (face, code, panels, blocks) = house
        .read(who, move |seeing| {
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
            let blocks = views::blocks(seeing.look, &record.case_no)?;
            let face = Face::of(record, seeing.house, &seeing.ctx);
            Ok((face, code.map(|code| code.grouped()), panels, blocks))
        })
        .await?;
    let verify_at = code.as_deref().map_or(String::new(), |code| site.0 + &links::verified(code));
    Ok(reply.page(&Shown { face, code, verify_at, own, blocks, panels }))
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
            (parts::title(see.of(&self.face.name), &html! { (self.line(see)) }))
            div.two {
                div {
                    (super::blocks::drawn(see, &self.blocks))
                    (self.face(see))
                }
                aside {
                    (self.verdict(see))
                    (self.others(see))
                    div.noprint {
                        (parts::section("next", see.say("来历与去处", "Where it comes from"), &self.ways(see)))
                    }
                }
            }
        }
    }
}

impl Shown {
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
        match self.face.in_force {
            true => see.lang.say("有效", "in force"),
            false => see.lang.say("已届满", "expired"),
        }
    }

    fn line(&self, see: &Frame) -> Markup {
        let standing = self.standing(see);
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
        let heading = match self.face.in_force {
            true => see.say("证照记录：有效", "Licence record: in force"),
            false => see.say("证照记录：已届满", "Licence record: expired"),
        };
        let term = match (day(&record.until), self.face.in_force) {
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
                li class=[(!self.face.in_force).then_some("no")] { (term) }
                li { (see.say(
                    "没有注销、撤销、撤回、吊销的记录",
                    "No cancellation, annulment, recall or revocation is on record",
                )) }
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
