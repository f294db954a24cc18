//! Front page, shelf and guide: what one can do here, and what it takes; and the desk at which officers keep
//! up what their organ promises.

mod catalogue;
mod disclosed;
mod front;
mod guide;
mod history;
mod lists;
mod shelf;

use house::Entrance;
use house::web::{Anyone, Route, get};
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
            .asks("situation", "Answers to guided questions, each under its own code"),
        get::<Anyone, history::History, _, _>("/items/{item}/history", history::show),
    ];
    routes.extend(catalogue::routes());
    routes
}
