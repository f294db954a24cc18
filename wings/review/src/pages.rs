//! Reviews: the form on a case's own address, and the counts for officers.

mod counts;
mod form;

use house::Entrance;
use house::web::{Person, Route, Staff, get, post};
use kernel::{Role, Rule};

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[Entrance {
    href: "/reviews",
    zh: "评价",
    en: "Reviews",
    roles: &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor],
}];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Person, form::Form, _, _>("/cases/{no}/review", form::show),
        post::<Person, _, _>("/cases/{no}/review", form::give)
            .refuses(
                Rule::Review,
                &["not_applied", "review_early", "reviewed_already", "review_closed", "words_wrong"],
            )
            .refuses(Rule::Counting, &["calendar_missing"]),
        get::<Staff, counts::Counts, _, _>("/reviews", counts::show)
            .asks("before", "Key of the next page, from `next` of this one"),
    ]
}
