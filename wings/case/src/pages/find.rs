//! `/find`: officers find a case by its number, its applicant or its project; within what they may see.

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::parts;
use house::web::{Frame, Page, Reply, Staff};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use kernel::{Day, Role, Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words;
use crate::views::{self, Found, Line};

/// Its address.
pub(super) const HERE: &str = "/find";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
}

/// A case that was found.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    line: Line,
    item_name: Text,
    organ_name: Text,
    standing: Text,
    /// `number`, `applicant`, `project` or `code`.
    by: String,
    /// The project's name or code, where that was found; else empty.
    project: String,
}

/// The page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Search {
    q: String,
    rows: Vec<Row>,
    /// There are more, or may be: more should be asked.
    more: bool,
}

/// `GET /find`.
pub(super) async fn show(
    State(house): State<House>,
    Staff(who): Staff,
    Query(query): Query<Wanted>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who, move |seeing| search(seeing, query.q)).await?;
    Ok(reply.page(&page))
}

fn search(seeing: &mut Seeing<'_, '_>, q: String) -> Result<Search, Failure> {
    let sight = sight(seeing.ctx.actor);
    let found = views::find(seeing.look, &sight, &q, PAGE_ROWS)?;
    let masked = seeing.ctx.actor.role == Role::Supervisor;
    let row = |Found { mut line, by, text }: Found| {
        if masked {
            line.applicant = party::mask_name(&line.applicant);
        }
        let item = seeing.ctx.edition(&line.edition).map(|edition| edition.item.name.clone());
        Row {
            item_name: item.unwrap_or_else(|| Text::new(&line.item, &line.item)),
            organ_name: seeing.house.organ_name(&line.organ),
            standing: words::standing(seeing.house, &line.state),
            project: if matches!(by.as_str(), "project" | "code") { text } else { String::new() },
            by,
            line,
        }
    };
    let rows = found.cases.into_iter().map(row).collect();
    Ok(Search { q: q.trim().to_owned(), rows, more: found.more })
}

impl Search {
    fn table(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("事项", "Item"),
            see.say("办件编号", "Case"),
            see.say("申请人", "Applicant"),
            see.say("项目", "Project"),
            see.say("收到", "Received"),
            see.say("状态", "State"),
            see.say("部门", "Organ"),
        ];
        let day = |text: &str| text.parse::<Day>().ok().map(|day| parts::day(see, day));
        let row = |row: &Row| {
            vec![
                html! { a href=(links::case(&row.line.case_no)) { (see.of(&row.item_name)) } },
                parts::code(&row.line.case_no),
                html! { (row.line.applicant) },
                html! { @if row.project.is_empty() { "—" } @else { (row.project) } },
                html! { @if let Some(day) = day(&row.line.filed_on) { (day) } },
                html! { (see.of(&row.standing)) },
                html! { (see.of(&row.organ_name)) },
            ]
        };
        let rows: Vec<Vec<Markup>> = self.rows.iter().map(row).collect();
        parts::table(see.say("查到的办件", "Cases found"), &heads, &rows)
    }
}

impl Page for Search {
    fn title(&self, see: &Frame) -> String {
        match self.q.as_str() {
            "" => see.say("查办件", "Find a case").to_owned(),
            q => see.pick(format!("{q} · 查办件"), format!("{q} · Find a case")),
        }
    }

    fn body(&self, see: &Frame) -> Markup {
        let search =
            ("q", see.say("办件编号、申请人或项目", "Case number, applicant or project"), self.q.as_str());
        html! {
            (parts::title(see.say("查办件", "Find a case"), &html! {
                (see.say("只查得到您看得到的办件。编号可以从日期写起，名称写其中连着的两个字也行。",
                    "Only cases that you may see are found. A number may begin with its day; two \
                     neighbouring characters of a name will do."))
            }))
            (parts::filter(see, HERE, search, &[]))
            @if self.q.is_empty() {
            } @else if self.rows.is_empty() {
                (parts::empty(see.say("没有查到。", "Nothing was found. "),
                    see.say("核对编号和名称；别的部门的办件在这里查不到。",
                        "Check the number and the name; cases of other organs are not found here."), &[]))
            } @else {
                @if self.more { p { (see.say("还有更多，请写得完整些。", "There are more: please write more of it.")) } }
                (self.table(see))
            }
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
