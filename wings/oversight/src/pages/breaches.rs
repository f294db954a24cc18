//! `/breaches`: broken limits about which an organ owes something; `/explanations`: what organs have said
//! publicly of broken promises, for anyone.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts;
use house::web::{Anyone, Frame, Page, Reply, Staff};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use kernel::{Day, Role, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::views::{self, Breached};

/// A broken limit in a list.
#[derive(Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    breach: Breached,
    item_name: Text,
    organ_name: Text,
    state_name: Text,
    clock_name: Text,
}

/// The list of an organ, or of all organs.
#[derive(Serialize, JsonSchema)]
pub(super) struct Owed {
    rows: Vec<Row>,
    next: Option<String>,
    #[serde(skip)]
    begun: bool,
}

/// GET `/breaches`.
pub(super) async fn owed(
    State(house): State<House>,
    Staff(who): Staff,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    if !matches!(who.role, Role::Examiner | Role::Head | Role::Supervisor) {
        return Err(Failure::Absent);
    }
    let after = asked.get("after").and_then(|seq| seq.parse::<i64>().ok());
    let page = house
        .read(who.clone(), move |seeing| {
            let found = views::owed(seeing.look, &sight(&who), after.unwrap_or(0), PAGE_ROWS)?;
            let full = i64::try_from(found.len()).is_ok_and(|n| n == PAGE_ROWS);
            let next = found.last().filter(|_| full).map(|last| format!("/breaches?after={}", last.seq));
            let rows = found.into_iter().map(|breach| row(seeing, breach)).collect();
            Ok::<_, Failure>(Owed { rows, next, begun: after.is_some() })
        })
        .await?;
    Ok(reply.page(&page))
}

fn row(seeing: &Seeing<'_, '_>, breach: Breached) -> Row {
    Row {
        item_name: seeing.ctx.editions.name_of(&breach.item),
        organ_name: seeing.house.organ_name(&breach.organ),
        state_name: views::state_text(&breach.state),
        clock_name: seeing.house.texts.word("case", "clock", &breach.clock),
        breach,
    }
}

/// One explanation, without its case.
#[derive(Serialize, JsonSchema)]
struct Explanation {
    item_name: Text,
    organ_name: Text,
    /// The promised day that was passed, ISO.
    due: String,
    /// What the organ said.
    explanation: String,
}

/// What organs have said.
#[derive(Serialize, JsonSchema)]
pub(super) struct Explanations {
    explanations: Vec<Explanation>,
    next: Option<String>,
    #[serde(skip)]
    begun: bool,
}

/// GET `/explanations`.
pub(super) async fn explanations(
    State(house): State<House>,
    who: Anyone,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok());
    let page = house
        .read(who.looking(), move |seeing| {
            let found = views::explained(seeing.look, before.unwrap_or(i64::MAX), PAGE_ROWS)?;
            let full = i64::try_from(found.len()).is_ok_and(|n| n == PAGE_ROWS);
            let next = found.last().filter(|_| full).map(|last| format!("/explanations?before={}", last.seq));
            let explanations = found.into_iter().map(|breach| {
                let row = row(seeing, breach);
                let (due, explanation) = (row.breach.due, row.breach.explanation);
                Explanation { item_name: row.item_name, organ_name: row.organ_name, due, explanation }
            });
            let explanations = explanations.collect();
            Ok::<_, Failure>(Explanations { explanations, next, begun: before.is_some() })
        })
        .await?;
    Ok(reply.page(&page))
}

fn day(see: &Frame, text: &str) -> Markup {
    html! { @if let Ok(day) = text.parse::<Day>() { (parts::day_short(see, day)) } }
}

fn table(caption: &str, heads: &[&str], rows: &[(Markup, Vec<Markup>)]) -> Markup {
    html! {
        table.work.stack.pair role="table" {
            caption.vh { (caption) }
            thead role="rowgroup" { tr role="row" {
                @for head in heads { th role="columnheader" scope="col" { (head) } }
            } }
            tbody role="rowgroup" { @for (first, cells) in rows { tr role="row" {
                th role="rowheader" scope="row" { (first) }
                @for (head, cell) in heads.iter().skip(1).zip(cells) {
                    td.wide role="cell" data-l=(head) { (cell) }
                }
            } } }
        }
    }
}

impl Page for Owed {
    fn title(&self, see: &Frame) -> String {
        see.say("超期说明和督办", "What follows from delays").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项和办件", "Item and case"),
            see.say("部门", "Organ"),
            see.say("哪个期限", "Limit"),
            see.say("超过的日期", "Passed"),
            see.say("现在", "Now"),
            see.say("最晚", "Due"),
        ];
        let rows: Vec<(Markup, Vec<Markup>)> = self
            .rows
            .iter()
            .map(|row| {
                let breach = &row.breach;
                let link = html! { a href={ (links::case(&breach.case_no)) "/breaches" } {
                    (see.of(&row.item_name)) " " (parts::code(&breach.case_no))
                } };
                (
                    link,
                    vec![
                        html! { (see.of(&row.organ_name)) },
                        html! { (see.of(&row.clock_name)) },
                        day(see, &breach.due),
                        html! { (see.of(&row.state_name)) },
                        day(see, &breach.by),
                    ],
                )
            })
            .collect();
        html! {
            (parts::title(&self.title(see), &html! {
                (see.say("超过期限的，部门要公开说明原因或者答复督办；办件照常办理。",
                    "Who broke a limit explains it publicly or answers for it; the cases go on."))
            }))
            @if rows.is_empty() {
                (parts::empty(see.say("没有要说明、要答复的。", "Nothing is owed. "),
                    see.say("有办件超期时，这里列出要做什么、最晚哪天。",
                        "When a limit is broken, what is owed and by when stands here."), &[]))
            } @else { (table(&self.title(see), &heads, &rows)) }
            (parts::pager(see, self.begun.then_some("/breaches"), self.next.as_deref()))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

impl Page for Explanations {
    fn title(&self, see: &Frame) -> String {
        see.say("超期原因公开", "Why promises were broken").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("部门", "Organ"),
            see.say("承诺的日期", "Promised day"),
            see.say("部门的说明", "What the organ says"),
        ];
        let rows: Vec<(Markup, Vec<Markup>)> = self
            .explanations
            .iter()
            .map(|one| {
                (
                    html! { (see.of(&one.item_name)) },
                    vec![
                        html! { (see.of(&one.organ_name)) },
                        day(see, &one.due),
                        html! { (one.explanation) },
                    ],
                )
            })
            .collect();
        html! {
            (parts::title(&self.title(see), &html! {
                (see.say("超过承诺的日期没有办完的，部门在这里公开说明原因（《优化营商环境条例》第三十六条）。",
                    "Where a promised day was passed, the organ says publicly why (Regulation on \
                     Optimising the Business Environment, Art. 36)."))
            }))
            @if rows.is_empty() {
                (parts::empty(see.say("还没有。", "None yet. "),
                    see.say("有部门说明原因以后，列在这里。", "When an organ explains one, it stands here."), &[]))
            } @else { (table(&self.title(see), &heads, &rows)) }
            (parts::pager(see, self.begun.then_some("/explanations"), self.next.as_deref()))
        }
    }
}
