//! The door, the first account, and one's own page: who comes in, as whom, and what is known of her.

mod absence;
mod counter;
mod door;
mod first;
mod mandates;
mod own;
mod password;
mod posts;
mod reset;
mod sessions;

use house::Entrance;
use house::web::{
    Administrator, Anyone, Member, Person, Route, Staff, Window, get, post, post_led, post_page,
};
use kernel::{Role, Rule};

/// How a list goes on.
const AFTER: &str = "Key of the next page, from `next` of this one";

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/counter", zh: "窗口收件", en: "At the counter", roles: &[Role::Clerk] },
    Entrance { href: "/account", zh: "我的账户", en: "My account", roles: &[Role::Citizen, Role::Agent] },
    Entrance { href: reset::HERE, zh: "找回密码", en: "Lost passwords", roles: &[Role::Clerk] },
    Entrance {
        href: absence::HERE,
        zh: "请假和代班",
        en: "Absence",
        roles: &[Role::Clerk, Role::Examiner, Role::Head],
    },
    Entrance { href: posts::STAFF, zh: "人员和程序", en: "Officers", roles: &[Role::Administrator] },
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, door::Door, _, _>("/sign-in", door::show).asks("back", "Where to go on"),
        post_led::<Anyone, _, _>("/sign-in", door::enter),
        post_led::<Anyone, _, _>("/sign-in/own-password", password::choose),
        get::<Anyone, first::First, _, _>("/account/open", first::show).asks("back", "Where to go on"),
        post_led::<Anyone, _, _>("/account/open", first::open)
            .refuses(Rule::Applying, &["account_open", "number_taken"]),
        get::<Window, counter::Counter, _, _>("/counter", counter::show)
            .asks("item", "Code of the item that is chosen already"),
        post_page::<Window, reset::Given, _, _>("/counter", counter::take_in)
            .refuses(Rule::Applying, &["number_taken"]),
        get::<Member, own::Own, _, _>("/account", own::show),
        post_led::<Person, _, _>("/account/act-for/{party}", own::act_for),
        post::<Person, _, _>("/account/agents/{party}/{agent}/withdraw", mandates::withdraw),
        get::<Member, sessions::Sessions, _, _>(sessions::HERE, sessions::show),
        post_led::<Member, _, _>(sessions::END, sessions::end),
        get::<Window, reset::Reset, _, _>(reset::HERE, reset::show),
        post_page::<Window, reset::Reset, _, _>(reset::HERE, reset::give)
            .refuses(Rule::Applying, &["account_unknown"]),
        get::<Staff, absence::Absences, _, _>(absence::HERE, absence::show),
        post::<Staff, _, _>(absence::HERE, absence::note)
            .refuses(Rule::Handling, absence::REFUSED)
            .refuses(Rule::Applying, &["account_unknown"]),
        post::<Staff, _, _>(absence::END, absence::end).refuses(Rule::Applying, &["account_unknown"]),
        get::<Administrator, posts::Posts, _, _>(posts::STAFF, posts::staff).asks("after", AFTER),
        post::<Administrator, _, _>("/account/staff/{party}/withdraw", posts::dismiss_staff)
            .refuses(Rule::Applying, &["own_post"]),
        post_page::<Administrator, posts::Anew, _, _>(
            "/account/staff/{party}/new-password",
            posts::new_password,
        )
        .refuses(Rule::Applying, &["account_unknown"]),
        get::<Administrator, posts::Posts, _, _>(posts::CLIENTS, posts::clients).asks("after", AFTER),
        post::<Administrator, _, _>("/account/clients/{party}/withdraw", posts::dismiss_client),
    ]
}
