//! Front page, shelf and guide: what one can do here, and what it takes.

mod disclosed;
mod front;
mod guide;
mod handbook;
mod lists;
mod organs;
mod shelf;

use house::Entrance;
use house::web::{Anyone, Route, Staff, get, get_file};

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[Entrance { href: "/items", zh: "办事", en: "Services", roles: &[] }];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, front::Front, _, _>("/", front::show),
        get::<Anyone, shelf::Shelf, _, _>("/items", shelf::show).asks("q", "Words to look for"),
        get::<Anyone, guide::Guide, _, _>("/items/{item}", guide::show)
            .asks("situation", "Answers to guided questions, each under its own code"),
        get::<Anyone, organs::Organs, _, _>("/organs", organs::list),
        get::<Anyone, organs::OfOrgan, _, _>("/organs/{organ}", organs::show),
        get_file::<Anyone, _, _>("/organs/{organ}/handbook", &[handbook::PDF], handbook::file),
        get_file::<Staff, _, _>("/organs/{organ}/sheet", &[organs::XLSX], organs::sheet),
    ]
}
