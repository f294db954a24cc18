//! Lists: one's own matters, those of an office, and the items that organs propose.

use axum::extract::State;
use axum::response::Response;
use house::web::parts::{self, Tag};
use house::web::{Administrator, Frame, Member, Page, Reply};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use kernel::{Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::one::address;
use crate::views::{self, Line, Proposal};

/// A row of the list.
#[derive(Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    line: Line,
    state_name: Text,
    organ_name: Text,
}

/// Matters within sight, the open ones first; at most a page of them.
#[derive(Serialize, JsonSchema)]
pub(super) struct Matters {
    rows: Vec<Row>,
    today: Day,
    #[serde(skip)]
    officer: bool,
}

/// `GET /matters`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    reply: Reply,
) -> Result<Response, Failure> {
    if matches!(who.role, Role::Administrator | Role::Program) {
        return Err(Failure::Absent);
    }
    let page = house
        .read(who, |seeing| {
            let lines = views::within(seeing.look, &sight(seeing.ctx.actor), PAGE_ROWS)?;
            let row = |line: Line| Row {
                state_name: seeing.house.texts.word("matter", "state", &line.state),
                organ_name: seeing.house.organ_name(&line.organ),
                line,
            };
            Ok(Matters {
                rows: lines.into_iter().map(row).collect(),
                today: seeing.ctx.today(),
                officer: !matches!(seeing.ctx.actor.role, Role::Citizen | Role::Agent),
            })
        })
        .await?;
    Ok(reply.page(&page))
}

/// A day of a row.
pub(super) fn day(see: &Frame, text: &str) -> Markup {
    html! { @if let Ok(day) = text.parse::<Day>() { (parts::day_short(see, day)) } }
}

impl Page for Matters {
    fn title(&self, see: &Frame) -> String {
        see.say("新事", "New matters").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let late = |row: &Row| row.line.overran && row.line.running;
        html! {
            (parts::title(&self.title(see), &html! { (see.say(
                "清单里没有的事，从提出那天起十个工作日内书面答复。",
                "What no item covers, answered in writing within ten working days.",
            )) }))
            @if self.rows.is_empty() {
                (parts::empty(
                    see.say("现在没有。", "There are none."),
                    see.say("有人提出了会列在这里。", "They are listed here once somebody brings one."),
                    &[],
                ))
            }
            ul.plain { @for row in &self.rows { li {
                a href=(address(&row.line.matter_no)) { (parts::code(&row.line.matter_no)) } " "
                (see.of(&row.state_name))
                @if late(row) { " " (parts::tag(Tag::Bad, see.say("超期", "late"))) }
                br;
                (see.of(&row.organ_name)) " "
                (see.say("提出 ", "brought ")) (day(see, &row.line.brought_on))
                @if row.line.running {
                    (see.say("，最晚答复 ", ", answered by ")) (day(see, &row.line.answer_by))
                }
            } } }
        }
    }

    fn desk(&self) -> bool {
        self.officer
    }
}

/// A proposal with the name of its organ.
#[derive(Serialize, JsonSchema)]
struct WantedRow {
    #[serde(flatten)]
    proposal: Proposal,
    organ_name: Text,
}

/// Items that organs propose, the newest first; at most a page of them.
#[derive(Serialize, JsonSchema)]
pub(super) struct Wanted {
    rows: Vec<WantedRow>,
}

/// `GET /wanted-items`.
pub(super) async fn wanted(
    State(house): State<House>,
    Administrator(who): Administrator,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house
        .read(who, |seeing| {
            let all = views::proposals(seeing.look, PAGE_ROWS)?;
            let row = |proposal: Proposal| WantedRow {
                organ_name: seeing.house.organ_name(&proposal.organ),
                proposal,
            };
            Ok(Wanted { rows: all.into_iter().map(row).collect() })
        })
        .await?;
    Ok(reply.page(&page))
}

impl Page for Wanted {
    fn title(&self, see: &Frame) -> String {
        see.say("建议设立的事项", "Items proposed").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            (links::admin().to_owned(), see.say("系统状况", "The house").to_owned()),
            (String::new(), self.title(see)),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(&self.title(see), &html! { (see.say(
                "部门答复新事以后建议设立的。新事项照样从一个文件开始，先查后发布。",
                "Proposed after a matter was answered. An item begins with its file, checked and published.",
            )) }))
            @if self.rows.is_empty() {
                (parts::empty(
                    see.say("还没有建议。", "Nothing is proposed."),
                    see.say("部门提出的会列在这里。", "What organs propose is listed here."),
                    &[],
                ))
            }
            ul.plain { @for row in &self.rows { li {
                (row.proposal.words) br;
                (see.of(&row.organ_name)) " " (day(see, &row.proposal.proposed_on)) " "
                (parts::code(&row.proposal.matter_no))
            } } }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
