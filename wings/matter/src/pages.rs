//! Pages of matters that no item covers: saying what one needs, the list, one matter with its acts, and what
//! organs propose.

mod bring;
mod list;
mod one;

use house::Entrance;
use house::web::{Administrator, Member, Person, Route, get, post, post_led};
use kernel::{Role, Rule};

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance {
        href: "/matters",
        zh: "新事",
        en: "New matters",
        roles: &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor],
    },
    Entrance {
        href: "/wanted-items",
        zh: "建议设立的事项",
        en: "Items proposed",
        roles: &[Role::Administrator],
    },
];

/// Why nothing may be done with a matter, or not this.
const REFUSED: &[&str] = &[
    "matter_unknown",
    "matter_over",
    "words_missing",
    "words_wrong",
    "organ_has_it",
    "routed_once",
    "first_route_free",
    "route_allowed_already",
    "not_routed",
    "item_not_offered",
    "not_answered_yet",
    "item_exists",
    "proposed_already",
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Person, bring::Form, _, _>("/matters/new", bring::show)
            .asks("q", "What was looked for and not found"),
        post::<Person, _, _>("/matters", bring::bring)
            .refuses(
                Rule::NewMatter,
                &["matter_brought", "matters_many", "applicant_wrong", "words_missing", "words_wrong"],
            )
            .refuses(Rule::Counting, &["calendar_missing"]),
        get::<Member, list::Matters, _, _>("/matters", list::show),
        get::<Member, one::Shown, _, _>("/matters/{no}", one::show),
        post::<Member, _, _>("/matters/{no}", one::act).refuses(Rule::NewMatter, REFUSED),
        post_led::<Person, _, _>("/matters/{no}/apply", one::apply),
        get::<Administrator, list::Wanted, _, _>("/wanted-items", list::wanted),
    ]
}
