//! `/decisions`: the licences that were granted, for anyone (Licensing Law Art. 40). Organisations stand
//! there with their names, persons masked; what is no licence in law is nobody's business and not listed.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Seeing;
use house::web::page::{Frame, Page};
use house::web::parts;
use house::web::{Anyone, Reply};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::{Kind, Text, party};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::day;
use crate::views::{self, Granted};

/// How many pages of decisions are looked through for one page of licences; further ones are a click away.
const LOOKS: usize = 10;

/// A decision, as anyone may see it.
#[derive(Debug, Serialize, JsonSchema)]
struct Decided {
    /// Code of the item.
    item: String,
    /// Name of the item.
    name: Text,
    /// Name of the organ that decided.
    organ_name: Text,
    /// Who applied: an organisation's name, or a person's masked.
    applicant: String,
    /// The day of the decision, ISO.
    granted_on: String,
    /// Number of the licence, or empty.
    licence_no: String,
    /// Its last day, or empty.
    until: String,
    /// Its standing, a word like that of a licence's `state`, or empty.
    state: String,
}

/// Decisions that granted a licence, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Decisions {
    /// The item they are of, or empty.
    item: String,
    #[serde(skip)]
    item_name: Option<Text>,
    decisions: Vec<Decided>,
    /// Address of the next page.
    next: Option<String>,
    #[serde(skip)]
    first: bool,
}

/// `GET /decisions?item=food-permit`.
pub(super) async fn show(
    State(house): State<House>,
    who: Anyone,
    Query(asked): Query<BTreeMap<String, String>>,
    reply: Reply,
) -> Result<Response, Failure> {
    let before = asked.get("before").and_then(|seq| seq.parse::<i64>().ok());
    let item = asked.get("item").cloned().unwrap_or_default();
    let page = house.read(who.looking(), move |seeing| decisions(seeing, item, before)).await?;
    Ok(reply.page(&page))
}

fn decisions(seeing: &mut Seeing<'_, '_>, item: String, before: Option<i64>) -> Result<Decisions, Failure> {
    let known = seeing.ctx.editions.in_force(&item).map(|edition| edition.item.name.clone());
    let item = if known.is_some() { item } else { String::new() };
    let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let (mut at, mut all, mut more) = (before.unwrap_or(i64::MAX), Vec::new(), true);
    for _ in 0..LOOKS {
        let lines = views::granted(seeing.look, &item, at, PAGE_ROWS)?;
        more = lines.len() == rows;
        for line in lines {
            if all.len() == rows {
                more = true;
                break;
            }
            at = line.seq;
            all.extend(public(seeing, line));
        }
        if !more || all.len() == rows {
            break;
        }
    }
    let of = if item.is_empty() { String::new() } else { format!("item={item}&") };
    let next = more.then(|| format!("{}?{of}before={at}", links::decisions()));
    Ok(Decisions { item, item_name: known, decisions: all, next, first: before.is_none() })
}

/// A decision for the list, if it granted a licence.
fn public(seeing: &Seeing<'_, '_>, line: Granted) -> Option<Decided> {
    let item = &seeing.ctx.editions.by_hash(&line.edition)?.item;
    let applicant = match line.organisation {
        true => line.applicant,
        false => party::mask_name(&line.applicant),
    };
    (item.kind == Kind::Licensing).then(|| Decided {
        name: item.name.clone(),
        organ_name: seeing.house.organ_name(&line.organ),
        item: line.item,
        applicant,
        granted_on: line.on,
        licence_no: line.licence_no,
        until: line.until,
        state: line.state,
    })
}

impl Page for Decisions {
    fn title(&self, see: &Frame) -> String {
        see.say("许可决定公开", "Licences granted").to_owned()
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![("/".to_owned(), see.say("首页", "Home").to_owned()), (String::new(), self.title(see))]
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = html! {
            (see.say(
                "准予许可的决定都在这里，谁都可以查（《行政许可法》第四十条）。",
                "Every decision that granted a licence is here for anyone (Licensing Law, Art. 40).",
            ))
            @if let Some(name) = &self.item_name {
                " " (see.say("现在只看", "Shown now: ")) (see.of(name))
                " " a href=(links::decisions()) { (see.say("看全部", "show all")) }
            }
        };
        html! {
            (parts::title(&self.title(see), &line))
            @if self.decisions.is_empty() {
                (parts::empty(
                    see.say("还没有准予的许可。", "No licence has been granted yet. "),
                    see.say("有了会列在这里。", "It will be listed here."),
                    &[],
                ))
            } @else { (self.table(see)) }
            (parts::pager(see, (!self.first).then(links::decisions), self.next.as_deref()))
        }
    }
}

impl Decisions {
    fn table(&self, see: &Frame) -> Markup {
        let heads = [
            see.say("许可", "Licence"),
            see.say("给谁", "Granted to"),
            see.say("哪天", "On"),
            see.say("决定机关", "Decided by"),
            see.say("证照", "Document"),
        ];
        let rows: Vec<Vec<Markup>> = self.decisions.iter().map(|one| row(see, one)).collect();
        parts::table(&self.title(see), &heads, &rows)
    }
}

fn row(see: &Frame, one: &Decided) -> Vec<Markup> {
    let shown = |text: &str| match day(text) {
        Some(on) => html! { time datetime=(on) { (see.lang.day_full(on)) } },
        None => html! {},
    };
    let state = views::state_text(&one.state);
    let document = html! {
        @if one.licence_no.is_empty() { (see.say("没有证照", "none")) } @else {
            (parts::code(&one.licence_no)) br;
            (see.of(&state))
            @if !one.until.is_empty() { (see.say("，到 ", ", until ")) (shown(&one.until)) }
        }
    };
    vec![
        html! { a href={ (links::decisions()) "?item=" (one.item) } { (see.of(&one.name)) } },
        html! { (one.applicant) },
        shown(&one.granted_on),
        html! { (see.of(&one.organ_name)) },
        document,
    ]
}
