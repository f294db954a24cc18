//! `/items/{item}/history`: every edition of an item with its day and what it changed, for everybody; and
//! since when and why it is no longer offered. Who drew it up is for colleagues.

use axum::extract::{Path, State};
use axum::response::Response;
use house::catalogue::differences::{self, Difference};
use house::opening::Seeing;
use house::web::parts;
use house::web::{Anyone, Frame, Page, Reply};
use house::{Failure, House, links};
use kernel::limits::PAGE_ROWS;
use kernel::{Day, Editions, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::catalogue::in_words;
use crate::views::publications::{self, Published};

/// An edition.
#[derive(Debug, Serialize, JsonSchema)]
struct One {
    /// Its number, from 1: two may have come on one day.
    number: usize,
    /// SM3 of its text.
    edition: String,
    /// The first day on which it was in force.
    from: Day,
    /// Is it in force?
    in_force: bool,
    /// What it changed; nothing for the first.
    differences: Option<Vec<Difference>>,
}

/// That an item is no longer offered.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Gone {
    /// The first day without it.
    pub day: Day,
    /// Why.
    pub reason: Text,
}

/// The page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct History {
    item: String,
    name: Text,
    withdrawn: Option<Gone>,
    /// Newest first.
    editions: Vec<One>,
}

/// GET `/items/{item}/history`.
pub(super) async fn show(
    State(house): State<House>,
    who: Anyone,
    Path(item): Path<String>,
    reply: Reply,
) -> Result<Response, Failure> {
    let page = house.read(who.looking(), move |seeing| history(seeing, &item)).await?;
    Ok(reply.page(&page))
}

fn history(seeing: &mut Seeing<'_, '_>, item: &str) -> Result<History, Failure> {
    let latest = seeing.ctx.editions.latest(item).cloned().ok_or(Failure::Nowhere)?;
    let withdrawn = seeing.ctx.editions.withdrawn(item).cloned();
    let all = publications::history_of(seeing.look, item)?;
    Ok(History {
        item: item.to_owned(),
        name: latest.item.name.clone(),
        editions: newest(&all, seeing.ctx.editions, withdrawn.is_none()),
        withdrawn: withdrawn.map(|gone| Gone { day: gone.day, reason: gone.reason }),
    })
}

/// The newest editions first, as many as a page shows; only these are compared, each with the one before it.
fn newest(all: &[Published], editions: &Editions, offered: bool) -> Vec<One> {
    let all: Vec<&Published> = all.iter().filter(|one| !one.hash.is_empty()).collect();
    let shown = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let item = |n: usize| editions.by_hash(&all.get(n)?.hash).map(|edition| &edition.item);
    let before = |n: usize| (0..n).rev().find_map(item);
    let one = |(n, published): (usize, &&Published)| {
        let mut differences = before(n).zip(item(n)).map(|(old, new)| differences::between(old, new));
        // how sure the county is of a clause is for its administrators
        if let Some(all) = &mut differences {
            all.retain(|one| !one.at.ends_with("certainty"));
        }
        One {
            number: n + 1,
            edition: published.hash.clone(),
            from: published.on,
            in_force: offered && n + 1 == all.len(),
            differences,
        }
    };
    all.iter().enumerate().rev().take(shown).map(one).collect()
}

/// That an item is no longer offered, since when and why.
pub(super) fn gone(see: &Frame, gone: &Gone) -> Markup {
    parts::warn(&html! {
        p { strong {
            (see.pick(
                format!("从{}起，这件事不再办理。", gone.day.zh_full()),
                format!("Since {} this is no longer offered.", gone.day.en_full()),
            ))
        } }
        p { (see.of(&gone.reason)) }
        p { (see.say(
            "已经交了申请的，照原来的指南继续办，时限不变。",
            "What was applied for before goes on under its own guide, within the same limits.",
        )) }
    })
}

impl Page for History {
    fn title(&self, see: &Frame) -> String {
        see.pick(format!("{}：历次版本", self.name.zh), format!("{}: editions", see.of(&self.name)))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        vec![
            ("/".to_owned(), see.say("首页", "Home").to_owned()),
            (links::items().to_owned(), see.say("办事", "Services").to_owned()),
            (links::item(&self.item), see.of(&self.name).to_owned()),
            (String::new(), see.say("历次版本", "Editions").to_owned()),
        ]
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.say(
            "每一版从哪天起生效，比前一版改了什么。您的件按交的那天的那一版办。",
            "From which day each was in force, and what it changed. Your case follows the edition of the day \
             you applied.",
        );
        html! {
            (parts::title(&self.title(see), &html! { (line) }))
            @if let Some(withdrawn) = &self.withdrawn { (gone(see, withdrawn)) }
            @for (n, one) in self.editions.iter().enumerate() {
                @let (zh, en) = (one.from.zh_full(), one.from.en_full());
                @let of = one.number;
                @let heading = see.pick(format!("第 {of} 版，{zh}起"), format!("Edition {of}, from {en}"));
                (parts::section(&format!("edition-{n}"), &heading, &html! {
                    p {
                        @if one.in_force { (parts::tag(parts::Tag::Free, see.say("现行", "in force"))) " " }
                        span.code.small { (one.edition) }
                    }
                    @match &one.differences {
                        None => p { (see.say("第一版。", "The first edition.")) },
                        Some(all) => (in_words(see, all)),
                    }
                }))
            }
        }
    }
}
