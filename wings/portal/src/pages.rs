//! Front page, shelf and guide: what one can do here, and what it takes; and the desk at which officers keep
//! up what their organ promises.

mod at;
mod catalogue;
mod changes;
mod disclosed;
mod figures;
mod front;
mod guide;
mod handbook;
mod history;
mod lists;
mod one;
mod organs;
mod reductions;
mod registers;
mod shelf;
mod table;
mod taken_in;
mod townships;
mod web;

use house::Entrance;
use house::web::{Anyone, Route, Staff, get, get_file, post_page};
use kernel::Role;

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/items", zh: "办事", en: "Services", roles: &[] },
    Entrance {
        href: "/catalogue",
        zh: "事项",
        en: "Items",
        roles: &[Role::Examiner, Role::Head, Role::Supervisor, Role::Administrator],
    },
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get::<Anyone, front::Front, _, _>("/", front::show),
        get::<Anyone, shelf::Shelf, _, _>("/items", shelf::show).asks("q", "Words to look for"),
        get::<Anyone, guide::Guide, _, _>("/items/{item}", guide::show)
            .asks("situation", "Answers to guided questions, each under its own code")
            .asks("at", "Code of a township's hall: the item as it is there"),
        get::<Anyone, history::History, _, _>("/items/{item}/history", history::show),
        get::<Anyone, registers::Index, _, _>(registers::HREF, registers::index),
        get::<Anyone, registers::List, _, _>("/lists/{list}", registers::show),
        get::<Anyone, organs::Organs, _, _>("/organs", organs::list),
        get::<Anyone, organs::OfOrgan, _, _>("/organs/{organ}", organs::show),
        get_file::<Anyone, _, _>("/organs/{organ}/handbook", &[handbook::PDF], handbook::file),
        get_file::<Staff, _, _>("/organs/{organ}/sheet", &[organs::XLSX], organs::sheet),
    ];
    routes.extend(catalogue::routes());
    routes.extend(looked_at());
    routes
}

/// The catalogue looked at as a whole: between two days, by the five reductions, by what hangs on what.
fn looked_at() -> Vec<Route> {
    vec![
        get::<Staff, changes::Snapshots, _, _>(changes::HREF, changes::show)
            .asks("from", "The day before, ISO; the first day of the catalogue if left out")
            .asks("to", "The day after, ISO; today if left out"),
        post_page::<Staff, changes::Snapshots, _, _>(changes::HREF, changes::compare),
        get::<Staff, reductions::Reductions, _, _>(reductions::HREF, reductions::show)
            .asks("from", "The day before, ISO; the first day of the catalogue if left out")
            .asks("to", "The day after, ISO; today if left out")
            .asks("organ", "Code of an organ; the whole county if left out"),
        get::<Staff, one::One, _, _>("/items/{item}/reductions", one::show),
        get::<Staff, web::Hanging, _, _>(web::HREF, web::show).asks(
            "of",
            "What to look at: `item:…`, `source:issuer/paper`, `licence:…`, `system:…`, `organ:…`",
        ),
        get::<Staff, townships::Townships, _, _>(townships::HREF, townships::show),
    ]
}
