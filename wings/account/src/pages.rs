//! The door, the first account, and one's own page: who comes in, as whom, and what is known of her.

mod counter;
mod door;
mod first;
mod own;
mod password;

use house::Entrance;
use house::web::{Anyone, Member, Person, Route, Window, get, post};
use kernel::Role;

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/counter", zh: "窗口收件", en: "At the counter", roles: &[Role::Clerk] },
    Entrance { href: "/account", zh: "我的账户", en: "My account", roles: &[Role::Citizen, Role::Agent] },
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, _, _>("/sign-in", door::show),
        post::<Anyone, _, _>("/sign-in", door::enter),
        post::<Anyone, _, _>("/sign-in/own-password", password::choose),
        get::<Anyone, _, _>("/account/open", first::show),
        post::<Anyone, _, _>("/account/open", first::open),
        get::<Window, _, _>("/counter", counter::show),
        post::<Window, _, _>("/counter", counter::take_in),
        get::<Member, _, _>("/account", own::show),
        post::<Person, _, _>("/account/act-for/{party}", own::act_for),
    ]
}
