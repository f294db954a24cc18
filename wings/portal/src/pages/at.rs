//! In which townships an item can be done (R5): each with its place and with who decides there.

use house::links;
use house::opening::Inner;
use house::web::page::{Frame, escape_query};
use house::web::parts;
use kernel::item::Situation;
use kernel::{Item, Text};
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::townships::{drawn, passed};

/// A township's centre where an item can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct At {
    /// Code of its hall.
    pub hall: String,
    /// Name of the centre.
    pub name: Text,
    /// Is it decided there too, or only taken in?
    pub decides: bool,
}

/// The centres at which an item has a window, in the county's order.
pub(super) fn all(house: &Inner, item: &Item) -> Vec<At> {
    let towns = house.halls.iter().filter(|hall| !hall.town.is_empty());
    let there = towns.filter(|hall| item.places.iter().any(|place| place.hall == hall.code));
    there
        .map(|hall| At {
            hall: hall.code.clone(),
            name: hall.name.clone(),
            decides: hall.body == item.organ || passed(&house.lists, &item.code, &hall.body).is_some(),
        })
        .collect()
}

/// The item as it is at one of these centres, with the centre.
pub(super) fn taken(house: &Inner, item: &Item, hall: &str) -> Option<(At, Item)> {
    let at = all(house, item).into_iter().find(|at| at.hall == hall)?;
    let hall = house.halls.iter().find(|one| one.code == hall)?;
    Some((at, if item.of_township() { item.clone() } else { drawn(hall, item, &house.lists)? }))
}

fn href(item: &str, situation: &Situation, hall: Option<&str>) -> String {
    let given = situation.iter().map(|(k, v)| format!("{}={}", escape_query(k), escape_query(v)));
    let query: Vec<String> = given.chain(hall.map(|hall| format!("at={}", escape_query(hall)))).collect();
    if query.is_empty() {
        links::item(item)
    } else {
        format!("{}?{}#where", links::item(item), query.join("&"))
    }
}

/// 在镇街办: where, and whether it is decided there; and the way back to the county's page.
pub(super) fn section(
    see: &Frame,
    item: &str,
    situation: &Situation,
    centres: &[At],
    here: Option<&At>,
) -> Markup {
    if centres.is_empty() {
        return html! {};
    }
    let row = |at: &At| {
        let decides = match at.decides {
            true => see.say("在那里收，也在那里办结", "taken in and decided there"),
            false => see.say("在那里收，县里办", "taken in there, decided in the county"),
        };
        let value = html! {
            (decides) (see.say("。", ". "))
            @if here == Some(at) { strong { (see.say("这一页就是", "This page")) } }
            @else {
                a href=(href(item, situation, Some(&at.hall))) {
                    (see.say("看那里怎么办", "See how it is done there"))
                    span.vh { " " (see.of(&at.name)) }
                }
            }
        };
        (see.of(&at.name).to_owned(), value)
    };
    let back = see.say("看县里的", "See the county's");
    parts::section(
        "towns",
        see.say("在镇街办", "In the townships"),
        &html! {
            p { (see.say(
                "和县里一个标准：材料、条件、时限、收费都一样，只是地方近。",
                "One standard: papers, conditions, limits and fees are the county's; only the place is \
                 nearer.",
            )) }
            (parts::facts(&centres.iter().map(row).collect::<Vec<_>>()))
            @if here.is_some() { p { a href=(href(item, situation, None)) { (back) } } }
        },
    )
}
