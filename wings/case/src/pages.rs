//! Pages of cases: applying, the citizen's case, the officers' worklist and acts; as JSON by the same
//! handlers.

mod acts;
mod apply;
mod asked;
mod clocks;
mod consultations;
mod correct;
mod course;
mod drafts;
mod filer;
mod files;
mod find;
mod following;
mod form;
mod handling;
mod list;
mod places;
mod pledge;
mod pledges;
mod publicity;
mod sent;
mod show;
mod taking_in;
mod upward;
mod words;
mod worklist;

use house::Entrance;
use house::web::behalf::BEHALF_FIELD;
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
    Entrance {
        href: find::HERE,
        zh: "查办件",
        en: "Find a case",
        roles: &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor],
    },
    Entrance {
        href: "/consultations",
        zh: "来问",
        en: "Asked by others",
        roles: &[Role::Examiner, Role::Head],
    },
    Entrance {
        href: "/pledges",
        zh: "承诺核查",
        en: "Promises to verify",
        roles: &[Role::Examiner, Role::Head, Role::Supervisor],
    },
];

/// Why an application may not be taken.
const APPLYING: &[&str] = &[
    "applied_already",
    "applicant_missing",
    "edition_replaced",
    "edition_unknown",
    "item_withdrawn",
    "not_for_persons",
    "not_for_organisations",
    "situation_open",
    "material_unknown",
    "applicant_wrong",
    "answers_wrong",
    "files_too_many",
    "earlier_file_unknown",
    "earlier_file_unlike",
    "earlier_file_wanting",
    "earlier_file_old",
    "earlier_file_gone",
    "not_elsewhere",
    "parcel_at_window",
    "parcel_wrong",
    "arrival_wrong",
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get::<Member, Either<form::Questioning, form::Form>, _, _>("/items/{item}/apply", apply::show)
            .asks(BEHALF_FIELD, "What the counter's page gave, where a clerk takes it in")
            .refuses(Rule::Applying, APPLYING),
        post_led::<Member, _, _>("/items/{item}/draft", apply::keep)
            .refuses(Rule::Applying, &["item_withdrawn"]),
        get_led::<Member, _, _>("/items/{item}/draft", apply::back),
        post_of::<Member, asked::Application, _, _>("/cases", apply::apply)
            .refuses(Rule::Applying, APPLYING)
            .refuses(Rule::Counting, &["calendar_missing"]),
        post_led::<Person, _, _>("/items/{item}/draft/discard", drafts::discard),
        get::<Person, list::Cases, _, _>("/cases", list::show)
            .asks("before", "Key of the next page, from `next` of this one"),
        get::<Member, show::Shown, _, _>("/cases/{no}", show::show),
        get::<Member, clocks::Clocks, _, _>("/cases/{no}/clocks", clocks::show)
            .asks("day", "A day, ISO; from the day of filing on, today where none is given"),
        get::<Staff, worklist::Worklist, _, _>("/worklist", worklist::show)
            .asks("when", "`past`, `near`, `later` or `off`: by the next day that is owed")
            .asks("step", "Who holds the case")
            .asks("whose", "`mine`, `nobody` or `colleagues`: who has taken it up at its step")
            .asks("item", "Code of the item")
            .asks("organ", "Code of the organ, for those who see more than one")
            .asks("state", "Where the case stands, a word of `case.standing`")
            .asks("way", "How it came in: a word of `way`")
            .asks("case_no", "Number of the case")
            .asks("take", "`next` leads on to the first case of the list")
            .asks("not", "Number of a case that `take` passes over")
            .asks("after", "Key of the next page, from `next` of this one"),
        get::<Staff, find::Search, _, _>(find::HERE, find::show)
            .asks("q", "Number of a case, name of an applicant, name or code of a project; parts will do"),
    ];
    routes.extend(acts::routes());
    routes.extend(files::routes());
    routes.extend(publicity::routes());
    routes.extend(places::routes());
    routes.extend(consultations::routes());
    routes.push(pledges::route());
    routes
}
