//! The door, the first account, and one's own page: who comes in, as whom, and what is known of her.

mod door;
mod first;
mod mandates;
mod own;
mod password;
mod posts;
mod reset;
mod sessions;

use house::Entrance;
use house::web::{Administrator, Anyone, Member, Person, Route, Window, get, post};
use kernel::Role;
use schemars::JsonSchema;
use serde::Deserialize;

/// Nothing is asked but the act itself.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Nothing {}

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/account", zh: "我的账户", en: "My account", roles: &[Role::Citizen, Role::Agent] },
    Entrance { href: reset::HERE, zh: "找回密码", en: "Lost passwords", roles: &[Role::Clerk] },
    Entrance { href: posts::STAFF, zh: "人员和程序", en: "Officers", roles: &[Role::Administrator] },
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, _, _>("/sign-in", door::show),
        post::<Anyone, _, _>("/sign-in", door::enter),
        post::<Anyone, _, _>("/sign-in/own-password", password::choose),
        get::<Anyone, _, _>("/account/open", first::show),
        post::<Anyone, _, _>("/account/open", first::open),
        get::<Member, _, _>("/account", own::show),
        post::<Person, _, _>("/account/act-for/{party}", own::act_for),
        post::<Person, _, _>("/account/agents/{party}/{agent}/withdraw", mandates::withdraw),
        get::<Member, _, _>(sessions::HERE, sessions::show),
        post::<Member, _, _>(sessions::END, sessions::end),
        get::<Window, _, _>(reset::HERE, reset::show),
        post::<Window, _, _>(reset::HERE, reset::give),
        get::<Administrator, _, _>(posts::STAFF, posts::staff),
        post::<Administrator, _, _>("/account/staff/{party}/withdraw", posts::dismiss_staff),
        post::<Administrator, _, _>("/account/staff/{party}/new-password", posts::new_password),
        get::<Administrator, _, _>(posts::CLIENTS, posts::clients),
        post::<Administrator, _, _>("/account/clients/{party}/withdraw", posts::dismiss_client),
    ]
}
