//! Reviews: the form on a case's own address, and the counts for officers.

mod counts;
mod form;

use house::Entrance;
use house::web::{Person, Route, Staff, get, post};
use kernel::Role;

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
        get::<Person, _, _>("/cases/{no}/review", form::show),
        post::<Person, _, _>("/cases/{no}/review", form::give),
        get::<Staff, _, _>("/reviews", counts::show),
    ]
}
