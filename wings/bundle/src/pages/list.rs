//! `/bundle-cases`: bundles that were asked for, within sight.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::web::kept::{self, Kept};
use house::web::parts::{self, Look};
use house::web::{Frame, Member, Page, Reply};
use house::{Failure, House, links};
use kernel::Text;
use kernel::limits::PAGE_ROWS;
use kernel::rights::sight;
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
    /// Name of the bundle.
    name: Text,
}

/// A page of them.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Cases {
    /// Forms half filled.
    drafts: Vec<Kept>,
    bundles: Vec<Row>,
    next: Option<String>,
}

/// GET `/bundle-cases`.
pub(super) async fn show(
    State(house): State<House>,
    Member(who): Member,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok()).unwrap_or(i64::MAX);
    let mut drafts = kept::of(&house, &who).await?;
    drafts.retain(|draft| draft.bundle);
    let page = house
        .read(who.clone(), move |seeing| {
            let found = views::list(seeing.look, &sight(&who), before, PAGE_ROWS)?;
            let full = i64::try_from(found.len()).is_ok_and(|n| n == PAGE_ROWS);
            let next = found.last().filter(|_| full).map(|last| format!("/bundle-cases?before={}", last.seq));
            let name = |one: &Listed| {
                let edition = seeing.ctx.editions.bundle_by_hash(&one.edition);
                edition.map_or_else(|| Text::new(&*one.bundle, &*one.bundle), |e| e.bundle.name.clone())
            };
            let bundles = found.into_iter().map(|listed| Row { name: name(&listed), listed }).collect();
            Ok::<_, Failure>(Cases { drafts, bundles, next })
        })
        .await?;
    Ok(reply.page(&page))
}

impl Page for Cases {
    fn title(&self, see: &Frame) -> String {
        see.say("办的一件事", "Bundles under way").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::bundles().to_owned(), see.say("一件事", "One thing at once").to_owned()),
            (String::new(), see.say("办的一件事", "Bundles under way").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("一件事", "Bundle"),
            see.say("编号", "Number"),
            see.say("哪天申请", "Asked for on"),
            see.say("到哪一步", "How far"),
        ];
        let cells = |row: &Row| {
            let day: Option<kernel::Day> = row.listed.begun_on.parse().ok();
            vec![
                html! { a href=(links::bundle_case(&row.listed.bundle_no)) { (see.of(&row.name)) } },
                html! { (parts::code(&row.listed.bundle_no)) },
                html! { @if let Some(day) = day { (parts::day_short(see, day)) } },
                html! { (state_text(see, &row.listed.state)) },
            ]
        };
        let rows: Vec<Vec<Markup>> = self.bundles.iter().map(cells).collect();
        let title = see.say("办的一件事", "Bundles under way");
        html! {
            (parts::title(title, &html! {}))
            @if !self.drafts.is_empty() {
                (parts::door(see.say("等您办的", "Waiting for you"), &html! { ul.plain {
                    @for (n, draft) in self.drafts.iter().enumerate() {
                        (draft.drawn(see, if n == 0 { Look::Filled } else { Look::Second }))
                    }
                } }))
            }
            @if rows.is_empty() {
                (parts::empty(
                    see.say("还没有。", "There is none yet."),
                    see.say("从“一件事”里挑一件开始。", "Choose one from the list."),
                    &[(links::bundles().to_owned(), see.say("看有哪些一件事", "See what there is").to_owned())],
                ))
            } @else { (parts::table(title, &heads, &rows)) }
            @if let Some(next) = &self.next { p { a href=(next) { (see.say("更早的", "Earlier ones")) } } }
        }
    }
}
