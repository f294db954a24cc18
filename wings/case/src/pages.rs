//! Pages of cases: applying, the citizen's case, the officers' worklist and acts; as JSON by the same
//! handlers.

mod acts;
mod apply;
mod correct;
mod drafts;
mod filer;
mod files;
mod form;
mod list;
mod sent;
mod show;
mod words;
mod worklist;

use house::Entrance;
use house::web::{Member, Person, Route, Staff, get, post};
use kernel::Role;

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/cases", zh: "我的办件", en: "My cases", roles: &[Role::Citizen, Role::Agent] },
    Entrance {
        href: "/worklist",
        zh: "待办",
        en: "Worklist",
        roles: &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor],
    },
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get::<Member, _, _>("/items/{item}/apply", apply::show),
        post::<Member, _, _>("/items/{item}/draft", apply::keep),
        get::<Member, _, _>("/items/{item}/draft", apply::back),
        post::<Member, _, _>("/cases", apply::apply),
        post::<Person, _, _>("/items/{item}/draft/discard", drafts::discard),
        get::<Person, _, _>("/cases", list::show),
        get::<Member, _, _>("/cases/{no}", show::show),
        get::<Staff, _, _>("/worklist", worklist::show),
    ];
    routes.extend(acts::routes());
    routes.extend(files::routes());
    routes
}
