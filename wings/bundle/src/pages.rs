//! Bundles 一件事: those on offer, asking for one, and the plan of one that is under way; as JSON by the same
//! handlers.

mod apply;
mod assist;
mod assist_form;
mod assist_list;
mod assist_stage;
mod chart;
mod drafts;
mod files;
mod filing;
mod form;
mod guide;
mod list;
mod plan;
mod question;
mod shelf;
mod stage;
mod visit;

use house::Entrance;
use house::web::behalf::BEHALF_FIELD;
use house::web::openapi::Either;
use house::web::{Anyone, Member, Person, Route, Staff, Window, get, get_led, post, post_led, post_of};
use kernel::{Role, Rule};

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/bundles", zh: "一件事", en: "One thing", roles: &[] },
    Entrance {
        href: "/bundle-cases",
        zh: "联办件",
        en: "Joint cases",
        roles: &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor],
    },
    Entrance { href: "/assistance", zh: "帮办", en: "Assistance", roles: &[Role::Clerk] },
];

/// Why a bundle may not be taken.
const APPLYING: &[&str] = &[
    "applied_already",
    "bundle_unknown",
    "bundle_item_gone",
    "bundle_in_project",
    "project_withdrawn",
    "stage_other_class",
    "stage_open_already",
    "stage_too_early",
    "bundle_needs_nothing",
    "edition_replaced",
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
];
/// Why other answers may not be taken.
const CHANGING: &[&str] = &[
    "bundle_unknown",
    "bundle_withdrawn",
    "bundle_being_filed",
    "bundle_item_gone",
    "situation_open",
    "material_unknown",
    "applicant_wrong",
    "answers_wrong",
];
/// Why an assistant may not be asked for.
const ASKING_HELP: &[&str] =
    &["assistance_stands", "mandate_empty", "bundle_unknown", "bundle_in_project", "assistance_words_long"];
/// Why an act under a mandate may not be.
const HELPING: &[&str] = &["no_mandate", "not_the_assistant", "beyond_the_mandate", "assistance_words_long"];

/// What is about assistants 帮办代办.
fn assisting() -> Vec<Route> {
    let rule = Rule::Applying;
    let mut routes = vec![
        get::<Window, assist_list::Assistances, _, _>("/assistance", assist_list::show),
        get::<Person, assist_list::Asking, _, _>("/bundles/{bundle}/assistance", assist_list::ask),
        post::<Person, _, _>("/bundles/{bundle}/assistance", assist::ask).refuses(rule, ASKING_HELP),
        get::<Member, assist::Helped, _, _>("/bundle-cases/{bundle_no}/assistance", assist::show),
        post::<Person, _, _>("/bundle-cases/{bundle_no}/assistance", assist::ask_again)
            .refuses(rule, ASKING_HELP),
        post::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/take", assist::take)
            .refuses(rule, &["no_mandate", "assistant_named"]),
        post::<Member, _, _>("/bundle-cases/{bundle_no}/assistance/end", assist::end)
            .refuses(rule, &["no_mandate", "not_the_assistant"]),
        post::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/note", assist::note)
            .refuses(rule, HELPING),
        post::<Window, _, _>("/bundle-cases/{bundle_no}/assistance/task", assist::give)
            .refuses(rule, &["no_mandate", "not_the_assistant", "task_empty", "assistance_words_long"]),
        post::<Member, _, _>("/bundle-cases/{bundle_no}/assistance/done", assist::done)
            .refuses(rule, &["no_mandate", "not_the_assistant", "task_unknown"]),
    ];
    routes.extend(assist_form::routes());
    routes.extend(assist_stage::routes());
    routes
}

/// Why a parcel may not be handed over.
const COLLECTING: &[&str] =
    &["bundle_unknown", "bundle_nothing_to_collect", "document_being_drawn", "applicant_wrong"];

/// Why a joint visit may not be called.
const CALLING: &[&str] = &[
    "bundle_unknown",
    "bundle_withdrawn",
    "bundle_visit_alone",
    "bundle_visit_not_ready",
    "bundle_visit_open",
    "visit_soon",
    "visits_many",
];

/// Its pages.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get::<Anyone, shelf::Shelf, _, _>("/bundles", shelf::show),
        get::<Anyone, guide::Guide, _, _>("/bundles/{bundle}", guide::show),
        get::<Member, Either<question::Questioning, form::Form>, _, _>(
            "/bundles/{bundle}/apply",
            apply::show,
        )
        .asks(BEHALF_FIELD, "What the counter's page gave, where a clerk takes it in")
        .asks("at", "The question that was sent without an answer")
        .asks("change", "The question that is answered again"),
        post_of::<Member, form::Application, _, _>("/bundles/{bundle}/apply", apply::apply)
            .refuses(Rule::Applying, APPLYING),
        post_led::<Member, _, _>("/bundles/{bundle}/draft", drafts::keep),
        get_led::<Member, _, _>("/bundles/{bundle}/draft", drafts::back),
        post_led::<Person, _, _>("/bundles/{bundle}/draft/discard", drafts::discard),
        post_led::<Person, _, _>("/bundle-cases/{bundle_no}/draft", drafts::keep_change),
        get_led::<Member, _, _>("/bundle-cases/{bundle_no}/draft", drafts::back_to_change),
        post_led::<Person, _, _>("/bundle-cases/{bundle_no}/draft/discard", drafts::discard_change),
        get::<Member, list::Cases, _, _>("/bundle-cases", list::show)
            .asks("before", "Key of the next page, from `next` of this one"),
        get::<Member, plan::Shown, _, _>("/bundle-cases/{bundle_no}", plan::show),
        get::<Member, Either<question::Questioning, form::Form>, _, _>(
            "/bundle-cases/{bundle_no}/change",
            apply::show_change,
        )
        .asks("at", "The question that was sent without an answer")
        .asks("change", "The question that is answered again"),
        post_of::<Member, form::Application, _, _>("/bundle-cases/{bundle_no}/change", apply::change)
            .refuses(Rule::Applying, CHANGING),
        post::<Member, _, _>("/bundle-cases/{bundle_no}/withdraw", plan::withdraw)
            .refuses(Rule::Applying, &["bundle_unknown", "bundle_withdrawn", "bundle_finished"]),
        post::<Window, _, _>("/bundle-cases/{bundle_no}/collect", plan::collect)
            .refuses(Rule::Applying, COLLECTING),
        post::<Staff, _, _>("/bundle-cases/{bundle_no}/call-visit", visit::call)
            .refuses(Rule::Visiting, CALLING),
    ];
    routes.extend(files::routes());
    routes.extend(stage::routes());
    routes.extend(assisting());
    routes
}
