//! What supervisors and administrators see: cases that are late or nearly so, and the house's own state.

mod admin;
mod county;
mod watch;

use house::Entrance;
use house::web::{Administrator, Route, Supervisor, get, get_file, post};
use kernel::Role;

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/oversight", zh: "效能监察", en: "Oversight", roles: &[Role::Supervisor] },
    Entrance { href: "/admin", zh: "系统状况", en: "The house", roles: &[Role::Administrator] },
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Supervisor, watch::Board, _, _>("/oversight", watch::show),
        get::<Administrator, admin::Standing, _, _>("/admin", admin::show),
        post::<Administrator, _, _>("/admin/verify", admin::verify),
        get::<Administrator, county::Report, _, _>("/admin/catalogue", county::report),
        get::<Administrator, county::Less, _, _>("/admin/simplify", county::simplify),
        get_file::<Administrator, _, _>("/admin/simplify.diff", &["text/plain"], county::difference),
    ]
}
