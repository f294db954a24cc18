//! Promises on which something was granted: what an organ has to verify, the day owed next first; and for
//! heads and supervisors how many were kept, broken, or left unverified.

use axum::extract::{Query, State};
use axum::response::Response;
use house::web::parts::{self, Tag};
use house::web::{Frame, Page, Reply, Route, Staff, get};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::{Day, Role, Text, rights};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::Named;
use crate::views;

/// Where a promise may stand, in the order in which it is counted.
const STATES: [&str; 7] = ["to_check", "overdue", "kept", "to_mend", "reported", "forfeited", "mended"];

/// Its page.
pub(super) fn route() -> Route {
    get::<Staff, Pledges, _, _>("/pledges", list)
        .asks("after", "Key of the next page, from `next` of this one")
}

/// What may stand after the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
}

/// A line of the list.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    case_no: String,
    item: Named,
    organ: Named,
    granted_on: String,
    /// `to_check`, `overdue`, `kept`, `to_mend`, `reported`, `forfeited` or `mended`.
    state: String,
    /// The day owed next; empty where none is.
    due: String,
    /// Was the verification overdue?
    late: bool,
}

/// How many promises of an organ stand where.
#[derive(Debug, Serialize, JsonSchema)]
struct Count {
    organ: Named,
    /// As in the rows.
    state: String,
    promises: i64,
}

/// The list and its counts.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Pledges {
    rows: Vec<Row>,
    counts: Vec<Count>,
    /// Key of the next page; none where there is none.
    next: Option<String>,
    #[serde(skip)]
    today: Day,
}

/// `GET /pledges`.
async fn list(
    State(house): State<House>,
    Staff(who): Staff,
    Query(asked): Query<Asked>,
    reply: Reply,
) -> Result<Response, Failure> {
    if !matches!(who.role, Role::Examiner | Role::Head | Role::Supervisor) {
        return Err(Failure::Absent);
    }
    let page = house
        .read(who, move |seeing| {
            let sight = rights::sight(seeing.ctx.actor);
            let after = asked.after.split_once('_').unwrap_or_default();
            let lines = views::owed(seeing.look, &sight, after, PAGE_ROWS)?;
            let full = i64::try_from(lines.len()).is_ok_and(|n| n == PAGE_ROWS);
            let key = |line: &views::Owed| {
                let due = if line.due.is_empty() { views::NO_DUE } else { &line.due };
                format!("{due}_{}", line.case_no)
            };
            let next = lines.last().filter(|_| full).map(key);
            let counts = views::counted(seeing.look, &sight)?;
            let organ = |code: &str| Named { code: code.to_owned(), name: seeing.house.organ_name(code) };
            let name = |item: &str| {
                let edition = seeing.ctx.editions.in_force(item);
                edition.map_or_else(|| Text::new(item, item), |e| e.item.name.clone())
            };
            let row = |line: views::Owed| Row {
                item: Named { name: name(&line.item), code: line.item },
                organ: organ(&line.organ),
                case_no: line.case_no,
                granted_on: line.granted_on,
                state: line.state,
                due: line.due,
                late: line.late,
            };
            let count = |one: views::Counted| Count {
                organ: organ(&one.organ),
                state: one.state,
                promises: one.promises,
            };
            Ok(Pledges {
                rows: lines.into_iter().map(row).collect(),
                counts: counts.into_iter().map(count).collect(),
                next,
                today: seeing.ctx.today(),
            })
        })
        .await?;
    Ok(reply.page(&page))
}

/// Where a promise stands, in words.
fn standing(state: &str) -> (Tag, &'static str, &'static str) {
    match state {
        "to_check" => (Tag::Ask, "待核查", "to be verified"),
        "overdue" => (Tag::Bad, "逾期未核查", "verification overdue"),
        "kept" => (Tag::Free, "做到了", "kept"),
        "to_mend" => (Tag::Ask, "责令整改", "to be mended"),
        "reported" => (Tag::Ask, "待复查", "reported as mended"),
        "forfeited" => (Tag::Bad, "没有履行", "broken, not mended"),
        _ => (Tag::Free, "整改到位", "mended"),
    }
}

impl Page for Pledges {
    fn title(&self, see: &Frame) -> String {
        see.say("承诺核查", "Promises to verify").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::worklist().to_owned(), see.say("待办", "Worklist").to_owned()),
            (String::new(), self.title(see)),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        html! {
            (parts::title(see.say("承诺核查", "Promises to verify"), &html! {
                (see.say(
                    "以承诺准予的，到期前两人以上核查；最急的在前。",
                    "What was granted on a promise is verified by two officers; the most urgent first.",
                ))
            }))
            @if self.rows.is_empty() {
                (parts::empty(
                    see.say("没有以承诺准予的。", "Nothing was granted on a promise."),
                    see.say("准予以后会列在这里。", "It will be listed here after the grant."),
                    &[],
                ))
            }
            ul.plain { @for row in &self.rows { (self.line(see, row)) } }
            @if let Some(next) = &self.next {
                p { a href={ "/pledges?after=" (next) } { (see.say("后面的", "More")) } }
            }
            @if !self.counts.is_empty() { (self.counted(see)) }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}

impl Pledges {
    fn line(&self, see: &Frame, row: &Row) -> Markup {
        let (tag, zh, en) = standing(&row.state);
        let due = row.due.parse::<Day>().ok();
        html! { li {
            a href=(links::case(&row.case_no)) { (see.of(&row.item.name)) } " "
            (parts::code(&row.case_no)) " "
            (parts::tag(tag, see.say(zh, en))) br;
            (see.of(&row.organ.name))
            @if let Some(day) = due {
                (see.say("，", ", "))
                @match row.state.as_str() {
                    "to_check" => (see.say("最晚 ", "by ")),
                    "to_mend" => (see.say("整改到 ", "to be mended by ")),
                    "reported" => (see.say("报告于 ", "reported on ")),
                    _ => (see.say("应在 ", "was due ")),
                }
                time datetime=(day) { (see.lang.day_full(day)) }
                @if row.state == "to_check" {
                    @let left = day.days_since(self.today);
                    (see.pick(format!("，还有 {left} 天"), format!(", {left} days left")))
                }
            }
            @if row.late && row.state != "overdue" {
                " " (parts::tag(Tag::Bad, see.say("核查曾逾期", "was verified late")))
            }
        } }
    }

    /// One row an organ, one number a standing.
    fn counted(&self, see: &Frame) -> Markup {
        let mut organs: Vec<&Named> = Vec::new();
        for count in &self.counts {
            if !organs.iter().any(|one| one.code == count.organ.code) {
                organs.push(&count.organ);
            }
        }
        let of = |organ: &Named, state: &str| {
            let same = |one: &&Count| one.organ.code == organ.code && one.state == state;
            self.counts.iter().find(same).map_or(0, |one| one.promises)
        };
        let said = |organ: &Named| {
            let numbers = STATES.iter().map(|state| (standing(state), of(organ, state)));
            let words: Vec<String> = numbers
                .filter(|(_, n)| *n > 0)
                .map(|((_, zh, en), n)| see.pick(format!("{zh} {n}"), format!("{en} {n}")))
                .collect();
            (see.of(&organ.name).to_owned(), html! { (words.join(see.say("，", ", "))) })
        };
        let rows: Vec<(String, Markup)> = organs.into_iter().map(said).collect();
        parts::section("counts", see.say("各机关的承诺", "Promises by organ"), &parts::facts(&rows))
    }
}
