//! Construction projects 工程建设项目: the kinds on offer, beginning one, its plan, and the stages in which organs
//! say what they think and the lead replies for all; as JSON by the same handlers.

mod begin;
mod list;
mod outlook;
mod plan;
mod regrade;
mod shelf;
mod stage;
mod told;

use house::Entrance;
use house::web::{Anyone, Member, Route, Staff, get, post};
use kernel::{Role, Rule};

/// Its places in the navigation.
pub const ENTRIES: &[Entrance] = &[
    Entrance { href: "/projects", zh: "工程项目", en: "Projects", roles: &[Role::Agent] },
    Entrance {
        href: "/project-cases",
        zh: "项目并联",
        en: "Projects",
        roles: &[Role::Clerk, Role::Examiner, Role::Head, Role::Supervisor],
    },
];

/// Why a project may not be begun.
const BEGINNING: &[&str] =
    &["applied_already", "project_unknown", "edition_replaced", "situation_open", "applicant_wrong"];
/// Why answers may not be changed.
const REGRADING: &[&str] =
    &["project_unknown", "project_withdrawn", "project_granted", "situation_open", "answer_settled"];
/// Why a design may not be looked at before.
const PREREVIEWING: &[&str] =
    &["project_unknown", "project_withdrawn", "stage_open_already", "design_unnamed"];
/// Why the lead may not reply.
const REPLYING: &[&str] = &[
    "project_unknown",
    "project_withdrawn",
    "stage_not_open",
    "stage_class_changed",
    "stage_members_open",
    "stage_opinions_awaited",
    "stage_conflict_open",
    "project_words_wrong",
];
/// Why nothing may be resolved.
const RESOLVING: &[&str] =
    &["project_unknown", "project_withdrawn", "stage_not_open", "nothing_to_resolve", "project_words_wrong"];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, shelf::Shelf, _, _>("/projects", shelf::show),
        get::<Member, begin::Beginning, _, _>("/projects/{project}/begin", begin::show)
            .asks("asked", "`yes`: the questions were sent"),
        post::<Member, _, _>("/projects/{project}/begin", begin::begin).refuses(Rule::Applying, BEGINNING),
        get::<Member, list::Projects, _, _>("/project-cases", list::show)
            .asks("before", "Key of the next page, from `next` of this one"),
        get::<Member, plan::Shown, _, _>("/project-cases/{project_no}", plan::show),
        get::<Member, regrade::Regrading, _, _>("/project-cases/{project_no}/answers", regrade::show),
        post::<Member, _, _>("/project-cases/{project_no}/answers", regrade::regrade)
            .refuses(Rule::Applying, REGRADING),
        post::<Member, _, _>("/project-cases/{project_no}/prereview", plan::prereview)
            .refuses(Rule::Applying, PREREVIEWING),
        post::<Member, _, _>("/project-cases/{project_no}/design", plan::redesign)
            .refuses(Rule::Applying, &["project_unknown", "project_withdrawn", "design_unnamed"]),
        post::<Member, _, _>("/project-cases/{project_no}/withdraw", plan::withdraw)
            .refuses(Rule::Applying, &["project_unknown", "project_withdrawn", "project_finished"]),
        get::<Member, stage::Shown, _, _>("/project-cases/{project_no}/stages/{stage}", stage::show),
        post::<Staff, _, _>("/project-cases/{project_no}/stages/{stage}/opinion", stage::opine)
            .refuses(Rule::Applying, &["stage_not_open", "project_words_wrong"]),
        post::<Staff, _, _>("/project-cases/{project_no}/stages/{stage}/resolve", stage::resolve)
            .refuses(Rule::Applying, RESOLVING),
        post::<Staff, _, _>("/project-cases/{project_no}/stages/{stage}/reply", stage::reply)
            .refuses(Rule::Applying, REPLYING),
    ]
}
