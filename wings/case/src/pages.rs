//! Pages of cases: applying, the citizen's case, the officers' worklist and acts; as JSON by the same
//! handlers.

mod acts;
mod apply;
mod asked;
mod form;
mod list;
mod sent;
mod show;
mod words;
mod worklist;

use house::Entrance;
use house::web::openapi::Either;
use house::web::{Member, Person, Route, Staff, get, get_led, post_led, post_of};
use kernel::{Role, Rule};

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

/// Why an application may not be taken.
const APPLYING: &[&str] = &[
    "applied_already",
    "edition_replaced",
    "edition_unknown",
    "not_for_persons",
    "not_for_organisations",
    "situation_open",
    "material_unknown",
    "applicant_wrong",
    "answers_wrong",
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get::<Person, Either<form::Questioning, form::Form>, _, _>("/items/{item}/apply", apply::show)
            .refuses(Rule::Applying, APPLYING),
        post_led::<Person, _, _>("/items/{item}/draft", apply::keep),
        get_led::<Person, _, _>("/items/{item}/draft", apply::back),
        post_of::<Person, asked::Application, _, _>("/cases", apply::apply)
            .refuses(Rule::Applying, APPLYING)
            .refuses(Rule::Counting, &["calendar_missing"]),
        get::<Person, list::Cases, _, _>("/cases", list::show)
            .asks("before", "Key of the next page, from `next` of this one"),
        get::<Member, show::Shown, _, _>("/cases/{no}", show::show),
        get::<Staff, worklist::Worklist, _, _>("/worklist", worklist::show)
            .asks("after", "Key of the next page, from `next` of this one"),
    ];
    routes.extend(acts::routes());
    routes
}
