//! How often each level was given, item by item, and the bad ones for those who must call.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::web::parts;
use house::web::{Frame, Page, Reply, Staff};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use kernel::{Day, Text, Where};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{CONTACT, LEVELS, SEE};
use crate::views::{self, Given, Tally, level_text, reason_text};

/// The counts, and what is to be called about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Counts {
    /// Name and counts of each item.
    items: Vec<(Text, Tally)>,
    /// All items together.
    all: Tally,
    /// Bad reviews with the day by which the person is contacted; only for those who may.
    bad: Vec<(Text, Given)>,
    /// Address of the next page of bad reviews.
    next: Option<String>,
    /// May this officer see them one by one?
    may_contact: bool,
    #[serde(skip)]
    first: bool,
}

/// GET `/reviews`.
pub async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok());
    let counts = house
        .read(who.clone(), move |seeing| {
            let (rights, sight) = (seeing.ctx.rights, sight(&who));
            if !rights.has(who.role, SEE) {
                return Err(Failure::Absent);
            }
            let name = |item: &str| {
                let found = seeing.ctx.editions.latest(item).map(|edition| edition.item.name.clone());
                found.unwrap_or_else(|| Text::new(item, item))
            };
            // a sample 示例 is in none of the county's figures
            let counts = |item: &str| !seeing.ctx.editions.sample(item);
            let (items, all) = views::tallies(seeing.look, &sight, counts)?;
            let may_contact = rights.has(who.role, CONTACT);
            let place = before.unwrap_or(i64::MAX);
            let mut bad =
                if may_contact { views::bad(seeing.look, &sight, place, PAGE_ROWS)? } else { Vec::new() };
            let full = i64::try_from(bad.len()).is_ok_and(|n| n == PAGE_ROWS);
            let next = bad.last().filter(|_| full).map(|last| format!("/reviews?before={}", last.seq));
            bad.retain(|given| {
                let place = Where { organ: given.organ.clone(), ..Where::default() };
                rights.may(&who, CONTACT, &place)
            });
            let items = items.into_iter().map(|tally| (name(&tally.item), tally)).collect();
            let bad = bad.into_iter().map(|given| (name(&given.item), given)).collect();
            Ok(Counts { items, all, bad, next, may_contact, first: before.is_none() })
        })
        .await?;
    Ok(reply.page(&counts))
}

impl Page for Counts {
    fn title(&self, see: &Frame) -> String {
        see.say("评价", "Reviews").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (String::new(), see.say("评价", "Reviews").to_owned()),
        ]
    }

    fn desk(&self) -> bool {
        true
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.say(
            "都是申请人自己评的。没有评价的不算，一个也没有替人评。",
            "Every one was given by an applicant. Cases without a review are not counted.",
        );
        html! {
            (parts::title(see.say("评价", "Reviews"), &html! { (line) }))
            @if self.all.n == 0 {
                (parts::empty(
                    see.say("还没有评价。", "There are no reviews yet. "),
                    see.say(
                        "办结的事有人评价以后，这里按事项列出各档有几个。",
                        "Once concluded cases are reviewed, each level is counted here by item.",
                    ),
                    &[],
                ))
            } @else {
                (tiles(see, &self.all))
                (self.table(see))
                @if self.may_contact { (self.calls(see)) }
            }
        }
    }
}

impl Counts {
    fn table(&self, see: &Frame) -> Markup {
        let heads: Vec<String> =
            LEVELS.iter().map(|level| see.of(&level_text(level.word())).to_owned()).collect();
        let (n, good, strict) =
            (see.say("评价数", "n"), see.say("好评率", "Good"), see.say("严格好评率", "Strict"));
        let table = html! {
            table.work.stack.pair role="table" {
                caption.vh { (see.say("各事项各档的评价数", "Reviews of each level by item")) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (see.say("事项", "Item")) }
                    @for head in &heads { th role="columnheader" scope="col" { (head) } }
                    @for head in [n, good, strict] { th role="columnheader" scope="col" { (head) } }
                } }
                tbody role="rowgroup" { @for (name, tally) in &self.items { tr role="row" {
                    th role="rowheader" scope="row" { (see.of(name)) }
                    @for (head, count) in heads.iter().zip(tally.counts()) {
                        td.num role="cell" data-l=(head) { (count) }
                    }
                    td.num role="cell" data-l=(n) { (tally.n) }
                    td.num role="cell" data-l=(good) { (rate(&tally.good_rate, tally.good(), tally.n)) }
                    td.num role="cell" data-l=(strict) {
                        (rate(&tally.strict_rate, tally.strictly_good(), tally.n))
                    }
                } } }
            }
        };
        parts::section("items", see.say("按事项", "By item"), &table)
    }

    fn calls(&self, see: &Frame) -> Markup {
        let (case, level) = (see.say("办件", "Case"), see.say("评价", "Review"));
        let (about, by) = (see.say("说的是", "About"), see.say("最晚联系", "Contact by"));
        let content = html! {
            @if self.bad.is_empty() { p { (see.say("没有差评。", "There is no bad review.")) } } @else {
                p.soft { (see.say(
                    "请安排没有办这件事的人联系申请人，问清楚。这里不列姓名。",
                    "Have somebody who did not handle the case contact the applicant. No name is shown here.",
                )) }
                table.work.stack.pair role="table" {
                    caption.vh { (see.say("差评，新的在前", "Bad reviews, newest first")) }
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" { (by) }
                        @for head in [case, level, about] { th role="columnheader" scope="col" { (head) } }
                    } }
                    tbody role="rowgroup" { @for (item, given) in &self.bad { tr role="row" {
                        th role="rowheader" scope="row" data-l=(by) { (told(see, &given.contact_by)) }
                        td.wide role="cell" data-l=(case) { a.go href=(links::case(&given.case_no)) {
                                (see.of(item)) " " (parts::code(&given.case_no))
                            } }
                        td role="cell" data-l=(level) { (see.of(&level_text(&given.level))) }
                        td.wide role="cell" data-l=(about) { (about_what(see, given)) }
                    } } }
                }
            }
        };
        let content = html! {
            (content)
            (parts::pager(see, Some("/reviews").filter(|_| !self.first), self.next.as_deref()))
        };
        parts::section("bad", see.say("差评，要联系申请人", "Bad reviews: contact the applicant"), &content)
    }
}

fn told(see: &Frame, contact_by: &str) -> Markup {
    html! { @if let Ok(day) = contact_by.parse::<Day>() { (parts::day(see, day)) } }
}

fn about_what(see: &Frame, given: &Given) -> Markup {
    let texts: Vec<Text> = given.reasons.iter().map(|word| reason_text(word)).collect();
    html! {
        @if !texts.is_empty() { (see.lang.list(texts.iter().map(|text| see.of(text)))) }
        @if !texts.is_empty() && !given.words.is_empty() { br; }
        @if !given.words.is_empty() { (see.pick(format!("“{}”", given.words), format!("“{}”", given.words))) }
        @if texts.is_empty() && given.words.is_empty() { (see.say("没有说", "not said")) }
    }
}

/// `66.66%（2 ÷ 3）`: never a rate without what it was made of.
fn rate(percent: &str, part: i64, whole: i64) -> Markup {
    html! { @if !percent.is_empty() { (percent) "% " small.nb { (part) " ÷ " (whole) } } }
}

fn tiles(see: &Frame, all: &Tally) -> Markup {
    html! {
        dl.tiles {
            div { dt { (see.say("评价数", "Reviews")) } dd { (all.n) } }
            div {
                dt { (see.say("好评率（含基本满意）", "Good, “fairly satisfied” included")) }
                dd { (all.good_rate) "%" small { (all.good()) " ÷ " (all.n) } }
            }
            div {
                dt { (see.say("严格好评率（非常满意和满意）", "Strict: very satisfied and satisfied")) }
                dd { (all.strict_rate) "%" small { (all.strictly_good()) " ÷ " (all.n) } }
            }
        }
    }
}
