//! Forms half filled, as pages show them: the list in which their person finds them again, and the line above
//! a form that was stored before. One list for items and for bundles 一件事.

use kernel::{Actor, Day, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::drafts::{self, Draft, Typed, Waiting};
use super::page::Frame;
use super::parts::{self, Look};
use crate::failure::Failure;
use crate::links;
use crate::opening::House;
use crate::world::World;

/// A draft as a list shows it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Kept {
    /// Code of the item, or of the bundle.
    pub item: String,
    /// Its name.
    pub item_name: Text,
    /// Is it a bundle 一件事?
    pub bundle: bool,
    /// The last day on which it is there.
    pub until: Day,
    /// Where it goes on.
    pub href: String,
    /// Has the guide been renewed since it was stored?
    pub renewed: bool,
    /// Since when the item is no longer offered, and why.
    pub withdrawn: Option<(Day, Text)>,
    /// Where it is thrown away.
    #[serde(skip)]
    away: String,
    /// What changed in the guide.
    #[serde(skip)]
    history: String,
}

/// The drafts of whoever looks, or of whom she acts for, the newest first. What became of an item since is
/// said with its draft.
///
/// # Errors
/// A store fault.
pub async fn of(house: &House, who: &Actor) -> Result<Vec<Kept>, Failure> {
    let world = house.world();
    let mut all = Vec::new();
    for Waiting { item, until } in drafts::waiting(house, who.acting_for()).await? {
        let typed = drafts::find(house, who.acting_for(), &item).await?.unwrap_or_default();
        all.extend(kept(&world, &Draft::read(&item), until, &typed));
    }
    Ok(all)
}

/// One of them; none if nobody knows any more what it was.
fn kept(world: &World, draft: &Draft<'_>, until: Day, typed: &Typed) -> Option<Kept> {
    let older = |hash: &str| typed.get("edition").is_some_and(|kept| kept != hash);
    let away = format!("{}/discard", draft.kept_at());
    let href = draft.form();
    let under_way = matches!(draft, Draft::Change { .. });
    let of_bundle = |code: &str, (zh, en): (&str, &str)| {
        let edition = world.editions.bundle(code)?;
        let name = &edition.bundle.name;
        Some(Kept {
            item: code.to_owned(),
            item_name: Text::new(format!("{}{zh}", name.zh), format!("{}{en}", name.en)),
            bundle: true,
            until,
            href: href.clone(),
            // a bundle that is under way keeps the text it began under
            renewed: !under_way && older(&edition.hash),
            withdrawn: None,
            away: away.clone(),
            history: links::bundle(code),
        })
    };
    match draft {
        Draft::Item(item) => {
            let edition = world.editions.latest(item)?;
            Some(Kept {
                item: (*item).to_owned(),
                item_name: edition.item.name.clone(),
                bundle: false,
                until,
                renewed: older(&edition.hash),
                withdrawn: world.editions.withdrawn(item).map(|gone| (gone.day, gone.reason.clone())),
                href,
                away,
                history: links::item_history(item),
            })
        }
        Draft::Bundle(code) => of_bundle(code, ("", "")),
        Draft::Stage { bundle, project_no } => {
            of_bundle(bundle, (&format!("，项目 {project_no}"), &format!(", project {project_no}")))
        }
        Draft::Change { bundle, .. } => of_bundle(bundle, ("，改回答", ", other answers")),
    }
}

impl Kept {
    /// One sentence, one button to go on, and a way to throw it away.
    pub fn drawn(&self, see: &Frame, look: Look) -> Markup {
        let name = see.of(&self.item_name);
        let go_on = see.pick(format!("继续填写：{name}"), format!("Go on: {name}"));
        let discard = see.pick(format!("不要了：{name}"), format!("Throw away: {name}"));
        html! { li {
            p {
                strong { (name) }
                (see.say("：填了一半，还没有交。替您留到", ": half filled, not sent. Kept until "))
                (parts::day(see, self.until)) (see.say("。", "."))
            }
            @if let Some((since, reason)) = &self.withdrawn {
                p { strong {
                    (see.say("这件事从", "Since ")) (parts::day(see, *since))
                    (see.say("起不再办理：", " this is no longer offered: "))
                    (see.of(reason))
                } }
            } @else if self.renewed {
                p { strong { (see.say("存下以后，办事指南更新了。", "The guide has been renewed since. ")) }
                    a href=(self.history) { (see.say("看改了什么", "What changed")) } }
            }
            div.asks {
                @if self.withdrawn.is_none() { (parts::link_button(look, &self.href, &go_on)) }
                (parts::act_form(see, &self.away, &[], &html! {}, Look::Grave, &discard))
            }
        } }
    }
}

/// Is there a draft behind a form?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stored {
    /// None.
    #[default]
    Not,
    /// What is shown was stored before.
    Restored,
    /// It was stored before, and the guide has been renewed since.
    Renewed,
    /// What was just sent is stored.
    Now,
}

impl Stored {
    /// Whether what was stored, if anything, is of another text than this.
    pub fn of(stored: Option<&Typed>, edition: &str) -> Self {
        match stored {
            None => Self::Not,
            Some(typed) if typed.get("edition").is_some_and(|hash| hash != edition) => Self::Renewed,
            Some(_) => Self::Restored,
        }
    }

    /// What is said of it above the form; `history` leads to what changed in the guide.
    pub fn drawn(self, see: &Frame, history: &str) -> Markup {
        match self {
            Self::Not => html! {},
            Self::Now => html! { p.soft { (see.say(
                "填的都存着，30 天内都在。",
                "What you typed is stored for 30 days.",
            )) } },
            Self::Renewed => parts::note(&html! {
                p { strong { (see.say(
                    "您上次存着以后，办事指南更新了。填的都在，请对照新的指南看一遍再交。",
                    "The guide has been renewed since you stored this. Everything is kept: look it over, \
                     then send it.",
                )) } }
                p { a href=(history) { (see.say("看指南改了什么", "What changed in the guide")) } }
            }),
            Self::Restored => parts::note(&html! { p { (see.say(
                "这是您上次存着的，30 天内都在。接着填就行。",
                "This is what you stored before; it stays for 30 days. Go on where you stopped.",
            )) } }),
        }
    }
}
