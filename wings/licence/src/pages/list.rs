//! The licences somebody may see: her own as cards, an officer's as a table.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::web::page::{Frame, Page};
use house::web::parts::{self, Tag};
use house::web::{Audience, Member, Reply};
use house::{Failure, House, links};
use kernel::Role;
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Face, day};
use crate::views::{self, Pending};

#[derive(Serialize, JsonSchema)]
pub(super) struct Licences {
    #[serde(skip)]
    staff: bool,
    licences: Vec<Face>,
    /// What holders have asked the reader's organ, and nobody has decided; for heads.
    pending: Vec<Pending>,
    /// Address of the next page.
    next: Option<String>,
    #[serde(skip)]
    first: bool,
}

pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let staff = Audience::Staff.admits(Some(who.role));
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok());
    let page = house
        .read(who, move |seeing| {
            let head = seeing.ctx.actor.role == Role::Head;
            let organ = seeing.ctx.actor.organ.clone();
            let pending = if head { views::pending(seeing.look, &organ, PAGE_ROWS)? } else { Vec::new() };
            let (sight, before_seq) = (sight(seeing.ctx.actor), before.unwrap_or(i64::MAX));
            let mut records = views::list(seeing.look, &sight, before_seq, PAGE_ROWS + 1)?;
            let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
            let more = records.len() > rows;
            records.truncate(rows);
            let last = records.last().filter(|_| more);
            let next = last.map(|record| format!("{}?before={}", links::licences(), record.seq));
            let licences = records.into_iter().map(|r| Face::of(r, seeing.house, &seeing.ctx)).collect();
            Ok(Licences { staff, licences, pending, next, first: before.is_none() })
        })
        .await?;
    Ok(reply.page(&page))
}

impl Page for Licences {
    fn title(&self, see: &Frame) -> String {
        match self.staff {
            true => see.say("证照", "Licences").to_owned(),
            false => see.say("我的证照", "My licences").to_owned(),
        }
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn desk(&self) -> bool {
        self.staff
    }

    fn body(&self, see: &Frame) -> Markup {
        let n = self.licences.len();
        let s = if n == 1 { "" } else { "s" };
        let line = match self.staff {
            true => see.pick(format!("最近 {n} 张"), format!("The latest {n} licence{s}")),
            false if self.next.is_some() => {
                see.pick(format!("最近 {n} 张"), format!("The latest {n} licence{s}"))
            }
            false => see.pick(format!("一共 {n} 张"), format!("{n} licence{s}")),
        };
        let line = html! { @if n > 0 { (line) } };
        html! {
            (parts::title(&self.title(see), &line))
            (self.asked(see))
            @if n == 0 { (self.nothing(see)) } @else { (self.table(see)) }
            (parts::pager(see, (!self.first).then(links::licences), self.next.as_deref()))
        }
    }
}

impl Licences {
    /// What waits for the head's decision.
    fn asked(&self, see: &Frame) -> Markup {
        if self.pending.is_empty() {
            return html! {};
        }
        let line = |one: &Pending| {
            let what = match one.what.as_str() {
                "renewal" => see.say("申请延续", "asks for renewal"),
                "surrender" => see.say("申请注销", "asks for cancellation"),
                "annulment" => {
                    see.say("建议撤销：承诺没有履行", "annulment proposed: a promise was not kept")
                }
                _ => see.say("申请变更", "asks for an amendment"),
            };
            html! { li {
                a href={ (links::licence(&one.licence_no)) "#acts" } { (one.holder) " " (what) }
                " " (parts::code(&one.licence_no))
                @if let Some(until) = day(&one.until) {
                    (see.say("，有效期到 ", ", valid until ")) (parts::day_short(see, until))
                }
            } }
        };
        let list = html! {
            ul.plain { @for one in &self.pending { (line(one)) } }
            p.soft { (see.say(
                "申请延续的，到期前没有决定，视为准予延续。",
                "What is asked to be renewed and not decided by its last day is renewed.",
            )) }
        };
        parts::section("asked", see.say("等您决定", "For you to decide"), &list)
    }

    fn nothing(&self, see: &Frame) -> Markup {
        if self.staff {
            let now = see.say("还没有发过证照。", "No licence has been issued yet. ");
            let later = see.say("准予之后，证照记录自己会来。", "After a grant the record comes by itself.");
            return parts::empty(now, later, &[]);
        }
        let begin = [
            (links::items().to_owned(), see.say("看看要办什么", "See what you can apply for").to_owned()),
            (links::cases().to_owned(), see.say("我的办件", "My cases").to_owned()),
        ];
        parts::empty(
            see.say("您名下还没有证照。", "You hold no licence yet. "),
            see.say(
                "申请办成的当天，证照记录就在这里。",
                "The day an application is granted, its record stands here.",
            ),
            &begin,
        )
    }

    fn table(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("证照", "Licence"),
            see.say("持有人", "Holder"),
            see.say("编号", "Number"),
            see.say("有效期至", "Valid until"),
            see.say("状态", "Standing"),
        ];
        html! { table.stack role="table" {
            caption.vh { (self.title(see)) }
            thead role="rowgroup" { tr role="row" {
                @for head in heads { th role="columnheader" scope="col" { (head) } }
            } }
            tbody role="rowgroup" { @for face in &self.licences { (row(see, face, heads)) } }
        } }
    }
}

fn row(see: &Frame, face: &Face, heads: [&str; 5]) -> Markup {
    let record = &face.record;
    let until = match day(&record.until) {
        Some(until) => html! { time datetime=(until) { (see.lang.day_full(until)) } },
        None => html! { (see.say("长期", "without end")) },
    };
    let kind = if face.in_force { Tag::Free } else { Tag::Plain };
    let word = views::state_text(&face.standing);
    let word = see.of(&word);
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                a href=(links::licence(&record.licence_no)) { (see.of(&face.name)) }
            }
            td role="cell" data-l=(heads[1]) { (record.holder) }
            td role="cell" data-l=(heads[2]) { (parts::code(&record.licence_no)) }
            td role="cell" data-l=(heads[3]) { (until) }
            td role="cell" data-l=(heads[4]) { (parts::tag(kind, word)) }
        }
    }
}
