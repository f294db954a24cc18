//! `/oversight`: who is late, who nearly is, by organ and item; then the cases, the most urgent first.

use axum::extract::{Query, State};
use axum::response::Response;
use house::web::parts::{self, Column, Lamp, WorkRow};
use house::web::{Frame, Page, Reply, Supervisor};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::{Ctx, Day, Text, Unit};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::views::{self, Asked, NO_DAY, Sum, Watched};

/// Working days before a due day in which a case is near it: time enough for two people to act.
const SOON_WORKDAYS: u32 = 3;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    organ: String,
    #[serde(default)]
    item: String,
    /// Due day and number of the last row seen, with a comma between.
    #[serde(default)]
    after: String,
}

/// One organ's cases under one item.
#[derive(Serialize, JsonSchema)]
struct Group {
    #[serde(flatten)]
    sum: Sum,
    organ_name: Text,
    item_name: Text,
}

/// One case that is late or nearly so.
#[derive(Serialize, JsonSchema)]
pub(super) struct Late {
    #[serde(flatten)]
    pub(super) case: Watched,
    pub(super) organ_name: Text,
    pub(super) item_name: Text,
    pub(super) clock_name: Text,
    /// `red` past the law, `orange` past the promise, `yellow` near.
    #[schemars(with = "String")]
    pub(super) lamp: Lamp,
    /// Days past the statutory day if that has passed, else past the due day, else 0; in the unit of the
    /// item's promise.
    pub(super) days_past: i64,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Board {
    /// Today, ISO.
    #[schemars(with = "String")]
    today: Day,
    /// The last day that counts as near, ISO.
    #[schemars(with = "String")]
    soon: Day,
    /// Code of the organ that was asked for, or empty.
    organ: String,
    /// Code of the item that was asked for, or empty.
    item: String,
    groups: Vec<Group>,
    cases: Vec<Late>,
    /// The address of the next page, or empty.
    next: String,
    #[serde(skip)]
    begun: bool,
}

/// GET `/oversight`.
pub(super) async fn show(
    State(house): State<House>,
    Supervisor(who): Supervisor,
    Query(query): Query<Wanted>,
    reply: Reply,
) -> Result<Response, Failure> {
    let board = house
        .read(who, move |seeing| {
            let (today, soon) = (seeing.ctx.today(), soon(&seeing.ctx));
            let sums = views::sums(seeing.look, today, soon)?;
            let after = query.after.split_once(',').map(|(due, no)| (due.to_owned(), no.to_owned()));
            let begun = after.is_some();
            let asked = Asked { organ: query.organ, item: query.item, after, ..Asked::default() };
            let rows = views::watched(seeing.look, &asked, soon, PAGE_ROWS + 1)?;
            let organ_name = |code: &str| seeing.house.organ_name(code);
            let item_name = |code: &str| seeing.ctx.editions.name_of(code);
            let next = next(&asked, &rows);
            let groups = sums.into_iter().map(|sum| {
                let (organ_name, item_name) = (organ_name(&sum.organ), item_name(&sum.item));
                Group { sum, organ_name, item_name }
            });
            let shown = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
            let cases = rows.into_iter().take(shown).map(|case| Late {
                organ_name: organ_name(&case.organ),
                item_name: item_name(&case.item),
                clock_name: seeing.house.texts.word("case", "clock", &case.clock),
                lamp: lamp(&case, today, soon),
                days_past: days_past(&case, &seeing.ctx),
                case,
            });
            let (groups, cases) = (groups.collect(), cases.collect());
            Ok(Board { today, soon, organ: asked.organ, item: asked.item, groups, cases, next, begun })
        })
        .await?;
    Ok(reply.page(&board))
}

/// The last day that is near. Where the calendar ends, plain days stand in for working days.
pub(super) fn soon(ctx: &Ctx<'_>) -> Day {
    let days = i32::try_from(SOON_WORKDAYS).unwrap_or(3);
    ctx.calendar
        .workdays_after(ctx.today(), SOON_WORKDAYS)
        .map_or_else(|_| ctx.today().plus(days), |found| found.day)
}

pub(super) fn lamp(case: &Watched, today: Day, soon: Day) -> Lamp {
    let (today, soon) = (today.to_string(), soon.to_string());
    match case.first_day.as_str() {
        NO_DAY => Lamp::Off,
        _ if case.law_day < today => Lamp::Red,
        first if first < today.as_str() => Lamp::Orange,
        first if first <= soon.as_str() => Lamp::Yellow,
        _ => Lamp::Green,
    }
}

/// Counted as the limit is, so that a supervisor and a clerk read the same number beside the same case.
pub(super) fn days_past(case: &Watched, ctx: &Ctx<'_>) -> i64 {
    let today = ctx.today();
    let by_law = case.law_day < today.to_string();
    let passed = if by_law { &case.law_day } else { &case.first_day };
    let Ok(day) = passed.parse::<Day>() else { return 0 };
    if day >= today {
        return 0;
    }
    let unit = ctx.editions.latest(&case.item).map(|edition| edition.item.promised_limit.unit);
    let plain = today.days_since(day);
    match unit {
        Some(Unit::WorkingDays) => {
            // beyond the calendar plain days stand in
            ctx.calendar.workdays_between(day, today).map_or(plain, |(n, _)| i64::from(n).max(1))
        }
        _ => plain,
    }
}

fn address(organ: &str, item: &str, after: &str) -> String {
    format!("{}?organ={organ}&item={item}&after={after}", links::oversight())
}

/// Where the rows after these begin; empty if these are all.
fn next(asked: &Asked, rows: &[Watched]) -> String {
    let shown = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let last = rows.get(shown.saturating_sub(1)).filter(|_| rows.len() > shown);
    last.map_or_else(String::new, |row| {
        address(&asked.organ, &asked.item, &format!("{},{}", row.first_day, row.case_no))
    })
}

impl Board {
    fn total(&self, of: impl Fn(&Sum) -> i64) -> i64 {
        self.groups.iter().map(|group| of(&group.sum)).sum()
    }

    fn numbers(&self, see: &Frame) -> Markup {
        let number = |n: i64| html! { (n) };
        parts::strip(&[
            (
                see.say("超法定期限", "Past the law's limit").to_owned(),
                number(self.total(|s| s.past_law)),
                see.say("件，最先处理", "cases, first of all").to_owned(),
            ),
            (
                see.say("超承诺期限", "Past the promise").to_owned(),
                number(self.total(|s| s.past_promise)),
                see.say("件，含超法定的", "cases, those past the law among them").to_owned(),
            ),
            (
                see.say("快到期", "Due soon").to_owned(),
                number(self.total(|s| s.due_soon)),
                see.pick(
                    format!("件，{}前到期", see.lang.day_short(self.soon)),
                    format!("cases, due by {}", see.lang.day_short(self.soon)),
                ),
            ),
            (
                see.say("在办", "Running").to_owned(),
                number(self.total(|s| s.running)),
                see.say("件", "cases").to_owned(),
            ),
        ])
    }

    fn table(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("超法定", "Past law"),
            see.say("超承诺", "Past promise"),
            see.say("快到期", "Due soon"),
            see.say("在办", "Running"),
            see.say("已结", "Ended"),
            see.say("历来超期次数", "Overrun ever"),
            see.say("补正告知", "Notices of corrections"),
            see.say("其中第二次", "Second notices"),
        ];
        html! {
            table.stack.pair role="table" {
                caption.vh { (see.say("按部门和事项", "By organ and item")) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (see.say("事项和部门", "Item and organ")) }
                    @for head in heads { th role="columnheader" scope="col" { (head) } }
                } }
                tbody role="rowgroup" { @for group in &self.groups { tr role="row" {
                    th role="rowheader" scope="row" {
                        a href=(address(&group.sum.organ, &group.sum.item, "")) { (see.of(&group.item_name)) }
                        br; span.soft.small { (see.of(&group.organ_name)) }
                    }
                    @let sum = &group.sum;
                    @let counts = [
                        sum.past_law, sum.past_promise, sum.due_soon, sum.running, sum.ended, sum.overran,
                        sum.notices, sum.second_notices,
                    ];
                    @for (head, count) in heads.iter().zip(counts) {
                        td.num role="cell" data-l=(head) { (count) }
                    }
                } } }
            }
        }
    }

    fn list(&self, see: &Frame) -> Markup {
        let columns = columns(see);
        let rows: Vec<WorkRow> = self.cases.iter().map(|late| row(see, late)).collect();
        html! {
            (parts::work(see, see.say("超期和快到期的办件", "Cases that are late or nearly so"), &columns, &rows))
            @let first = self.begun.then(|| address(&self.organ, &self.item, ""));
            @let next = Some(self.next.as_str()).filter(|next| !next.is_empty());
            (parts::pager(see, first.as_deref(), next))
        }
    }
}

/// The columns of a running case, as [`row`] fills them.
pub(super) fn columns(see: &Frame) -> [Column; 5] {
    let head = |zh, en, wide, sorted| Column { head: see.say(zh, en).to_owned(), wide, sorted };
    [
        head("办件编号", "Case", true, false),
        head("部门", "Organ", true, false),
        head("期限", "Limit", false, false),
        head("到期", "Due", false, true),
        head("法定最晚", "By law", false, false),
    ]
}

pub(super) fn row(see: &Frame, late: &Late) -> WorkRow {
    let days = late.days_past;
    let words = match late.lamp {
        Lamp::Yellow | Lamp::Green | Lamp::Off => late.lamp.word(see.lang).to_owned(),
        lamp => see.pick(
            format!("{} {days} 日", lamp.word(see.lang)),
            format!("{}, {days} {}", lamp.word(see.lang), if days == 1 { "day" } else { "days" }),
        ),
    };
    let day = |text: &str| match text.parse::<Day>() {
        Ok(day) if text != NO_DAY => parts::day_short(see, day),
        _ => html! { span.soft { "—" } },
    };
    WorkRow {
        lamp: late.lamp,
        words,
        href: links::case(&late.case.case_no),
        name: see.of(&late.item_name).to_owned(),
        cells: vec![
            parts::code(&late.case.case_no),
            html! { (see.of(&late.organ_name)) },
            html! { (see.of(&late.clock_name)) },
            day(&late.case.due),
            day(&late.case.statutory),
        ],
    }
}

impl Page for Board {
    fn title(&self, see: &Frame) -> String {
        let late = self.total(|s| s.past_promise);
        see.pick(
            match late {
                0 => "没有超期 · 效能监察".to_owned(),
                n => format!("{n} 件超期 · 效能监察"),
            },
            match late {
                0 => "Nothing is late · Oversight".to_owned(),
                n => format!("{n} late · Oversight"),
            },
        )
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        let words = see.say("效能监察", "Oversight").to_owned();
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (links::oversight().to_owned(), words)]
    }

    fn body(&self, see: &Frame) -> Markup {
        let filtered = !self.organ.is_empty() || !self.item.is_empty();
        html! {
            (parts::title(see.say("效能监察", "Oversight"), &html! {
                (see.say("哪些办件超期，哪些快到期。期限都是告诉过申请人的日期。",
                    "Which cases are late and which nearly are. Every day is one the applicant was told."))
            }))
            (self.numbers(see))
            p { a href=(super::board::HERE) {
                (see.say("看总览：各状态、各部门、各月，用了多少天",
                    "The board: by state, organ and month, and how long it took"))
            } }
            @if self.groups.is_empty() {
                (parts::empty(see.say("还没有办件。", "There are no cases yet. "),
                    see.say("有人提交申请后，这里按部门和事项列出。",
                        "When somebody applies, organs and items are listed here."), &[]))
            } @else {
                (parts::section("groups", see.say("按部门和事项", "By organ and item"), &self.table(see)))
                (parts::section("late", see.say("超期和快到期的办件", "Late or nearly so"), &html! {
                    @if filtered { p { a href=(links::oversight()) {
                        (see.say("看全部部门和事项", "Show every organ and item"))
                    } } }
                    @if self.cases.is_empty() {
                        p { (see.say("没有。", "None.")) }
                    } @else { (self.list(see)) }
                }))
            }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
