//! Front page, shelf and guide: what one can do here, and what it takes.

mod disclosed;
mod front;
mod guide;
mod lists;
mod shelf;

use house::Entrance;
use house::web::{Anyone, Route, get};

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[Entrance { href: "/items", zh: "办事", en: "Services", roles: &[] }];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, front::Front, _, _>("/", front::show),
        get::<Anyone, shelf::Shelf, _, _>("/items", shelf::show).asks("q", "Words to look for"),
        get::<Anyone, guide::Guide, _, _>("/items/{item}", guide::show)
            .asks("situation", "Answers to guided questions, each under its own code"),
    ]
}
