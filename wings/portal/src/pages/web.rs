//! `/items/links`: what hangs on what (R156): for one thing of a register what it needs and what is touched
//! if it falls away; without one, the registers with how much hangs on each entry.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use house::opening::Inner;
use house::web::page::{Frame, Page, escape_query};
use house::web::parts::table_of_pairs as table;
use house::web::parts::{self, Tag};
use house::web::{Reply, Staff};
use house::{Failure, House, World, links};
use kernel::{Item, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{more, trail};
use crate::views::web::{Beside, Key, Registers, Sort, Web};

/// Its address.
pub(super) const HREF: &str = "/items/links";

/// What may stand after the question mark.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    of: String,
}

/// An entry of a register.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Entered {
    #[serde(flatten)]
    key: Key,
    name: Text,
    /// Items that are touched if it falls away.
    items: usize,
}

/// The thing looked at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Looked {
    #[serde(flatten)]
    key: Key,
    name: Text,
    /// What it needs itself.
    needs: Vec<Beside>,
    /// What is touched if it falls away, nearest first.
    touched: Vec<Beside>,
}

/// The page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Hanging {
    /// The thing that was asked for, where one was.
    of: Option<Looked>,
    /// The registers, each with the entries on which most hangs first; empty where one thing was asked for.
    registers: Vec<Vec<Entered>>,
}

/// Everything in force, and what it hangs on.
pub(super) fn woven(house: &Inner, world: &World) -> Web {
    let organs: BTreeMap<String, Text> =
        house.organs.iter().map(|(code, organ)| (code.clone(), organ.name.clone())).collect();
    let systems = &house.lists.systems;
    let names: BTreeMap<String, Text> =
        systems.iter().map(|system| (system.code.clone(), system.name.clone())).collect();
    let items: Vec<&Item> = world.editions.items().map(|edition| &*edition.item).collect();
    let system_of = |material: &kernel::item::Material| {
        systems.iter().find(|system| system.answers(material)).map(|system| system.code.clone())
    };
    Web::of(&items, &Registers { organs: &organs, systems: &names, system_of: &system_of })
}

/// GET `/items/links`.
pub(super) async fn show(
    State(house): State<House>,
    _who: Staff,
    Query(asked): Query<Asked>,
    reply: Reply,
) -> Result<Response, Failure> {
    // every register walked is long work: it holds up nobody who is served meanwhile
    let page = house.aside(move |house| hanging(&woven(house, &house.world()), &asked.of)).await??;
    Ok(reply.page(&page))
}

fn hanging(web: &Web, asked: &str) -> Result<Hanging, Failure> {
    if asked.is_empty() {
        let entered = |(key, name, items)| Entered { key, name, items };
        let registers = web.registers().into_iter().map(|all| all.into_iter().map(entered).collect());
        return Ok(Hanging { of: None, registers: registers.collect() });
    }
    let key = Key::read(asked).ok_or(Failure::Nowhere)?;
    let name = web.name(&key).cloned().ok_or(Failure::Nowhere)?;
    let of = Looked { needs: web.needs(&key), touched: web.touched(&key), key, name };
    Ok(Hanging { of: Some(of), registers: Vec::new() })
}

/// A register's name.
fn sort_name(see: &Frame, sort: Sort) -> &'static str {
    match sort {
        Sort::Item => see.lang.say("事项", "Items"),
        Sort::Source => see.lang.say("共享数据", "Shared sources"),
        Sort::Licence => see.lang.say("证照", "Licences"),
        Sort::System => see.lang.say("系统", "Systems"),
        Sort::Organ => see.lang.say("机关", "Organs"),
    }
}

fn to(key: &Key) -> String {
    format!("{HREF}?of={}", escape_query(&key.written()))
}

impl Hanging {
    fn register(&self, see: &Frame, all: &[Entered]) -> Markup {
        let Some(sort) = all.first().map(|one| one.key.sort) else { return html! {} };
        let heads = [sort_name(see, sort), see.say("牵动的事项", "Items touched")];
        let row = |one: &Entered| {
            vec![html! { a href=(to(&one.key)) { (see.of(&one.name)) } }, html! { (one.items) }]
        };
        // what nothing hangs on is counted, not listed
        let (held, free): (Vec<&Entered>, Vec<&Entered>) = all.iter().partition(|one| one.items > 0);
        let rows: Vec<_> = held.iter().map(|one| row(one)).collect();
        let heading = format!("{} ({})", heads[0], all.len());
        parts::section(
            sort.word(),
            &heading,
            &html! {
                @if !rows.is_empty() { (table(heads[0], &heads, &rows)) }
                @if !free.is_empty() { details {
                    summary { (see.pick(
                        format!("另有 {} 个，没有事项靠它", free.len()),
                        format!("{} more, on which no item hangs", free.len()),
                    )) }
                    div { ul { @for one in free { li { a href=(to(&one.key)) { (see.of(&one.name)) } } } } }
                } }
            },
        )
    }

    fn one(&self, see: &Frame, of: &Looked) -> Markup {
        let heads = [see.say("什么", "What"), see.say("哪一类", "Register"), see.say("因为", "By")];
        let needs: Vec<Vec<Markup>> = of
            .needs
            .iter()
            .map(|one| {
                vec![
                    html! { a href=(to(&one.key)) { (see.of(&one.name)) } },
                    html! { (sort_name(see, one.key.sort)) },
                    html! { (see.of(&one.by)) },
                ]
            })
            .collect();
        let far = [heads[0], heads[1], heads[2], see.say("隔几层", "Steps away")];
        let touched: Vec<Vec<Markup>> = of
            .touched
            .iter()
            .map(|one| {
                vec![
                    html! { a href=(to(&one.key)) { (see.of(&one.name)) } },
                    html! { (sort_name(see, one.key.sort)) },
                    html! {
                        (see.of(&one.by))
                        @if one.others {
                            " " (parts::tag(Tag::Free, see.say("还有别处能办", "others stand in")))
                        }
                    },
                    html! { (one.steps) },
                ]
            })
            .collect();
        let items = of.touched.iter().filter(|one| one.key.sort == Sort::Item).count();
        let falls = see
            .pick(format!("没有了它，牵动 {items} 个事项"), format!("Without it {items} items are touched"));
        let all = see.say("看全部登记", "All registers");
        html! {
            div.door {
                h2 { (falls) }
                @if touched.is_empty() { p { (see.say("没有什么靠它。", "Nothing hangs on it.")) } }
                @else { (table(&falls, &far, &touched)) }
            }
            (parts::section("needs", see.say("它自己靠什么", "What it needs itself"), &html! {
                @if needs.is_empty() { p { (see.say("不靠什么。", "Nothing.")) } }
                @else { (table(see.say("它靠什么", "What it needs"), &heads, &needs)) }
            }))
            @if of.key.sort == Sort::Item {
                p { a href=(links::item(&of.key.code)) { (see.say("看办事指南", "See its guide")) } }
            }
            p { a href=(HREF) { (all) } }
        }
    }
}

impl Page for Hanging {
    fn title(&self, see: &Frame) -> String {
        let here = see.say("牵动关系", "What hangs on what");
        self.of.as_ref().map_or_else(|| here.to_owned(), |of| format!("{} · {here}", see.of(&of.name)))
    }

    fn trail(&self, see: &Frame) -> Vec<(String, String)> {
        trail(see, see.say("牵动关系", "What hangs on what"))
    }

    fn body(&self, see: &Frame) -> Markup {
        let line = see.say(
            "事项、数据、证照、系统、机关，哪个靠哪个；少了一个，牵动哪些。",
            "Items, data, licences, systems and organs: which hangs on which, and what is touched if one \
             falls away.",
        );
        let heading = match &self.of {
            Some(of) => see.of(&of.name),
            None => see.say("牵动关系", "What hangs on what"),
        };
        html! {
            (parts::title(heading, &html! {
                @match &self.of { Some(of) => (sort_name(see, of.key.sort)), None => (line) }
            }))
            @if let Some(of) = &self.of { (self.one(see, of)) }
            @for register in &self.registers { (self.register(see, register)) }
            (more(see))
        }
    }

    fn desk(&self) -> bool {
        true
    }
}
