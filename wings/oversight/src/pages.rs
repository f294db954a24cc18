//! What supervisors and administrators see: cases that are late or nearly so, and the house's own state.

mod admin;
mod board;
mod breach;
mod breaches;
mod county;
mod list;
mod watch;

use house::Entrance;
use house::web::{Administrator, Anyone, Member, Route, Staff, Supervisor, get, get_file, post, post_of};
use kernel::{Role, Rule};

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/oversight", zh: "效能监察", en: "Oversight", roles: &[Role::Supervisor] },
    Entrance {
        href: "/breaches",
        zh: "超期督办",
        en: "Delays",
        roles: &[Role::Examiner, Role::Head, Role::Supervisor],
    },
    Entrance { href: "/admin", zh: "系统状况", en: "The house", roles: &[Role::Administrator] },
];

/// Why nothing may be said of a broken limit, or nothing more.
const REFUSED: &[&str] = &[
    "breach_over",
    "nothing_broken",
    "explanation_not_asked",
    "explained_already",
    "answer_not_asked",
    "answered_already",
    "not_answered",
    "not_explained",
    "appealed_already",
    "not_appealed",
    "appeal_undecided",
    "words_missing",
    "words_wrong",
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Supervisor, watch::Board, _, _>("/oversight", watch::show),
        get::<Supervisor, board::Board, _, _>(board::HERE, board::show)
            .asks("organ", "Code of an organ: its items instead of all organs")
            .asks("item", "Code of an item")
            .asks("from", "The first month, as 2026-01; eleven months before `to` if empty")
            .asks("to", "The last month; this one if empty"),
        get::<Supervisor, list::List, _, _>(list::HERE, list::show)
            .asks("organ", "Code of an organ")
            .asks("item", "Code of an item")
            .asks("state", "Where the cases stand, a word of `case.standing`")
            .asks("lamp", "red, orange, yellow, green or off")
            .asks("after", "Key of the next page, from `next` of this one"),
        get::<Staff, breaches::Owed, _, _>("/breaches", breaches::owed)
            .asks("after", "Key of the next page, from `next` of this one"),
        get::<Anyone, breaches::Explanations, _, _>("/explanations", breaches::explanations)
            .asks("before", "Key of the next page, from `next` of this one"),
        get::<Member, breach::Breaches, _, _>("/cases/{no}/breaches", breach::show),
        post_of::<Staff, breach::Sent, _, _>("/cases/{no}/breaches", breach::act)
            .refuses(Rule::Decision, REFUSED),
        get::<Administrator, admin::Standing, _, _>("/admin", admin::show),
        post::<Administrator, _, _>("/admin/verify", admin::verify),
        get::<Administrator, county::Report, _, _>("/admin/catalogue", county::report),
        get::<Administrator, county::Less, _, _>("/admin/simplify", county::simplify),
        get_file::<Administrator, _, _>("/admin/simplify.diff", &["text/plain"], county::difference),
    ]
}
