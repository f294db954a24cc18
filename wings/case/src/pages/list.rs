//! The citizen's own cases: what waits for her, then all of them, newest first.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::web::kept::{self, Kept};
use house::web::parts::{Column, Look, date_big, day, day_short, door, empty, link_button, pager, title};
use house::web::{Frame, Page, Person, Reply};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::words;
use crate::views::{self, Line};

/// A row of the list.
#[derive(Debug, Serialize, JsonSchema)]
struct Own {
    #[serde(flatten)]
    line: Line,
    item_name: Text,
    organ_name: Text,
    standing: Text,
    due: Option<Day>,
}

/// The page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Cases {
    /// Forms half filled.
    drafts: Vec<Kept>,
    /// Cases in which it is her turn.
    waiting: Vec<Own>,
    cases: Vec<Own>,
    next: Option<String>,
    #[serde(skip)]
    first: bool,
}

/// `GET /cases`: the cases of whoever looks, or of whom she acts for.
pub(super) async fn show(
    State(house): State<House>,
    Person(who): Person,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok());
    let party = who.acting_for().to_owned();
    let drafts = if before.is_none() { kept::of(&house, &who).await? } else { Vec::new() };
    let page = house
        .read(who, move |seeing| {
            let mut lines = views::of_party(seeing.look, &party, before.unwrap_or(i64::MAX), PAGE_ROWS + 1)?;
            let waiting = match before {
                None => views::running_of_party(seeing.look, &party, PAGE_ROWS)?,
                Some(_) => Vec::new(),
            };
            let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
            let more = lines.len() > rows;
            lines.truncate(rows);
            let next = lines.last().filter(|_| more).map(|l| format!("{}?before={}", links::cases(), l.seq));
            let own = |line: Line| {
                let item = seeing.ctx.edition(&line.edition).map(|e| e.item.name.clone());
                let name = item.unwrap_or_else(|| Text::new(&line.item, &line.item));
                Own {
                    item_name: name,
                    organ_name: seeing.house.organ_name(&line.organ),
                    standing: words::standing(seeing.house, &line.state),
                    due: line.next_day(),
                    line,
                }
            };
            let cases = lines.into_iter().map(&own).collect();
            let waiting = waiting.into_iter().filter(|line| line.holder() == "applicant").map(&own).collect();
            Ok(Cases { drafts, waiting, cases, next, first: before.is_none() })
        })
        .await?;
    Ok(reply.page(&page))
}

impl Cases {
    /// What is hers to do, one sentence and one button each; the first button is the page's.
    fn hers(&self, see: &Frame) -> Markup {
        let look = |n: usize| if n == 0 { Look::Filled } else { Look::Second };
        let n = self.waiting.len();
        door(
            see.say("等您办的", "Waiting for you"),
            &html! { ul.plain {
                @for (n, own) in self.waiting.iter().enumerate() { li {
                    @let name = see.of(&own.item_name);
                    p {
                        strong { (name) }
                        (see.say("：还差材料，请您补齐", ": something is lacking; please supply it"))
                        @if let Some(until) = own.due { (see.say("，最晚", " by ")) (day(see, until)) }
                        (see.say("。", "."))
                    }
                    p.asks { (link_button(
                        look(n),
                        &links::case(&own.line.case_no),
                        &see.pick(format!("去补：{name}"), format!("Supply it: {name}")),
                    )) }
                } }
                @for (m, draft) in self.drafts.iter().enumerate() { (draft.drawn(see, look(n + m))) }
            } },
        )
    }

    /// The newest case that still moves, as the answer of the page.
    fn running(&self, see: &Frame) -> Markup {
        let Some((own, day)) = self
            .cases
            .iter()
            .filter_map(|own| own.due.map(|day| (own, day)))
            .min_by_key(|(own, day)| (*day, own.line.case_no.clone()))
        else {
            return html! {};
        };
        let words = match own.line.state.as_str() {
            "correction_waiting" => see.say("请您补齐材料，最晚", "Please supply what is lacking by"),
            "granted" => see.say("送到您手里，最晚", "Delivered to you by"),
            "submitted" => see.say(
                "告诉您受理，或者一次说清要补什么，最晚",
                "You hear that it is accepted, or what is lacking, by",
            ),
            _ => see.say("作出决定，最晚", "Decided by"),
        };
        door(
            see.of(&own.item_name),
            &html! {
                p { (words) }
                (date_big(see, day, ""))
                p { a href=(links::case(&own.line.case_no)) { (see.say("看这件事", "See this case")) } }
            },
        )
    }

    fn table(&self, see: &Frame) -> Markup {
        let column =
            |zh: &str, en: &str, wide| Column { head: see.say(zh, en).to_owned(), wide, sorted: false };
        let columns = [
            column("编号", "Number", true),
            column("办理机关", "Organ", true),
            column("提交", "Submitted", false),
            column("最晚", "By", false),
        ];
        html! {
            table.work.stack.pair role="table" {
                caption.vh { (see.say("我的办件，新的在前", "My cases, newest first")) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (see.say("事项", "Item")) }
                    th role="columnheader" scope="col" { (see.say("到哪一步", "Standing")) }
                    @for column in &columns { th role="columnheader" scope="col" { (column.head) } }
                } }
                tbody role="rowgroup" { @for own in &self.cases { tr role="row" {
                    th role="rowheader" scope="row" {
                        a.go href=(links::case(&own.line.case_no)) { (see.of(&own.item_name)) }
                    }
                    td role="cell" data-l=(see.say("到哪一步", "Standing")) { (see.of(&own.standing)) }
                    @for (column, cell) in columns.iter().zip(cells(see, own)) {
                        td role="cell" class=[column.wide.then_some("wide")] data-l=(column.head) { (cell) }
                    }
                } } }
            }
        }
    }
}

fn cells(see: &Frame, own: &Own) -> [Markup; 4] {
    let filed = own.line.filed_on.parse::<Day>().ok();
    [
        house::web::parts::code(&own.line.case_no),
        html! { (see.of(&own.organ_name)) },
        html! { @if let Some(day) = filed { (day_short(see, day)) } },
        html! { @if let Some(day) = own.due { (day_short(see, day)) } @else { "—" } },
    ]
}

impl Page for Cases {
    fn title(&self, see: &Frame) -> String {
        see.say("我的办件", "My cases").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let begin = [("/".to_owned(), see.say("找要办的事", "Find what you need").to_owned())];
        html! {
            (title(&self.title(see), &html! {}))
            @if !self.waiting.is_empty() || !self.drafts.is_empty() { (self.hers(see)) }
            @if self.cases.is_empty() {
                (empty(
                    see.say("您还没有办件。", "You have no cases yet. "),
                    see.say("提交申请后，进度、时限和文书都在这里。",
                        "Once you apply, progress, dates and documents are here."),
                    &begin,
                ))
            } @else {
                @if self.first && self.waiting.is_empty() { (self.running(see)) }
                (self.table(see))
                (pager(see, (!self.first).then(links::cases), self.next.as_deref()))
            }
        }
    }
}
