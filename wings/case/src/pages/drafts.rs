//! Forms half filled, where their person finds them again: go on, or throw away.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::drafts::{self, Waiting};
use house::web::parts::{Look, act_form, day, link_button};
use house::web::{Frame, Input, Nothing, Person, Reply};
use house::{Failure, House, links};
use kernel::{Actor, Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

/// A draft as the list shows it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Kept {
    item: String,
    item_name: Text,
    /// The last day on which it is there.
    until: Day,
    /// Where it goes on.
    href: String,
    /// Has the guide been renewed since it was stored?
    renewed: bool,
    /// Since when the item is no longer offered, and why.
    withdrawn: Option<(Day, Text)>,
}

/// The drafts of whoever looks, or of whom she acts for, the newest first. What became of an item since is
/// said with its draft.
pub(super) async fn of(house: &House, who: &Actor) -> Result<Vec<Kept>, Failure> {
    let world = house.world();
    let mut all = Vec::new();
    for Waiting { item, until } in drafts::waiting(house, who.acting_for()).await? {
        let Some(edition) = world.editions.latest(&item) else { continue };
        let typed = drafts::find(house, who.acting_for(), &item).await?.unwrap_or_default();
        all.push(Kept {
            href: links::apply(&item),
            item_name: edition.item.name.clone(),
            until,
            renewed: typed.get("edition").is_some_and(|hash| *hash != edition.hash),
            withdrawn: world.editions.withdrawn(&item).map(|gone| (gone.day, gone.reason.clone())),
            item,
        });
    }
    Ok(all)
}

/// `POST /items/{item}/draft/discard`: thrown away, and back to the list.
pub(super) async fn discard(
    State(house): State<House>,
    Person(who): Person,
    Path(item): Path<String>,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    drafts::drop_draft(&house, who.acting_for(), &item).await?;
    Ok(reply.lead(links::cases()))
}

impl Kept {
    /// One sentence, one button to go on, and a way to throw it away.
    pub(super) fn drawn(&self, see: &Frame, look: Look) -> Markup {
        let name = see.of(&self.item_name);
        let go_on = see.pick(format!("继续填写：{name}"), format!("Go on: {name}"));
        let away = format!("{}/discard", links::draft(&self.item));
        let discard = see.pick(format!("不要了：{name}"), format!("Throw away: {name}"));
        html! { li {
            p {
                strong { (name) } (see.say("：填了一半，还没有交。替您留到", ": half filled, not sent. Kept until "))
                (day(see, self.until)) (see.say("。", "."))
            }
            @if let Some((since, reason)) = &self.withdrawn {
                p { strong {
                    (see.say("这件事从", "Since ")) (day(see, *since))
                    (see.say("起不再办理：", " this is no longer offered: "))
                    (see.of(reason))
                } }
            } @else if self.renewed {
                p { strong { (see.say("存下以后，办事指南更新了。", "The guide has been renewed since. ")) }
                    a href=(links::item_history(&self.item)) { (see.say("看改了什么", "What changed")) } }
            }
            div.asks {
                @if self.withdrawn.is_none() { (link_button(look, &self.href, &go_on)) }
                (act_form(see, &away, &[], &html! {}, Look::Grave, &discard))
            }
        } }
    }
}
