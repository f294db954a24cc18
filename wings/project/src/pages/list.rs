//! `/project-cases`: projects that were begun, within sight.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::web::parts;
use house::web::{Frame, Member, Page, Reply};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
use kernel::{Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::plan::state_text;
use crate::views::{self, Listed};

/// One of them.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    listed: Listed,
    /// Name of its class.
    class_name: Text,
}

/// A page of them.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Projects {
    projects: Vec<Row>,
    next: Option<String>,
}

/// GET `/project-cases`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok()).unwrap_or(i64::MAX);
    let page = house
        .read(who.clone(), move |seeing| {
            let found = views::list(seeing.look, &sight(&who), before, PAGE_ROWS)?;
            let full = i64::try_from(found.len()).is_ok_and(|n| n == PAGE_ROWS);
            let next = found.last().filter(|_| full);
            let next = next.map(|last| format!("/project-cases?before={}", last.seq));
            let class_name = |one: &Listed| {
                let edition = seeing.ctx.editions.project_by_hash(&one.edition);
                let class = edition.and_then(|edition| edition.project.class_of(&one.class));
                class.map_or_else(|| Text::new(&*one.class, &*one.class), |class| class.name.clone())
            };
            let row = |listed: Listed| Row { class_name: class_name(&listed), listed };
            Ok::<_, Failure>(Projects { projects: found.into_iter().map(row).collect(), next })
        })
        .await?;
    Ok(reply.page(&page))
}

impl Page for Projects {
    fn title(&self, see: &Frame) -> String {
        see.say("项目到哪一步了", "Projects under way").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::projects().to_owned(), see.say("工程建设项目", "Construction projects").to_owned()),
            (String::new(), see.say("项目到哪一步了", "Projects under way").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("编号", "Number"),
            see.say("项目代码", "Project code"),
            see.say("类别", "Class"),
            see.say("哪天开始", "Begun on"),
            see.say("到哪一步", "How far"),
        ];
        let cells = |row: &Row| {
            let day: Option<Day> = row.listed.begun_on.parse().ok();
            vec![
                html! { a href=(links::project_case(&row.listed.project_no)) {
                    (parts::code(&row.listed.project_no))
                } },
                html! { (parts::code(&row.listed.project_code)) },
                html! { (see.of(&row.class_name)) },
                html! { @if let Some(day) = day { (parts::day_short(see, day)) } },
                html! { (state_text(see, &row.listed.state)) },
            ]
        };
        let rows: Vec<Vec<Markup>> = self.projects.iter().map(cells).collect();
        let title = see.say("项目到哪一步了", "Projects under way");
        html! {
            (parts::title(title, &html! {}))
            @if rows.is_empty() {
                (parts::empty(
                    see.say("还没有。", "There is none yet."),
                    see.say("从“工程建设项目”开始。", "Begin one from the list."),
                    &[(links::projects().to_owned(), see.say("看有哪些项目", "See what there is").to_owned())],
                ))
            } @else { (parts::table(title, &heads, &rows)) }
            @if let Some(next) = &self.next { p { a href=(next) { (see.say("更早的", "Earlier ones")) } } }
        }
    }
}
