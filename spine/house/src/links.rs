//! Addresses of other wings' pages: plain functions, no types.

/// A case.
pub fn case(no: &str) -> String {
    format!("/cases/{no}")
}

/// The citizen's own cases.
pub fn cases() -> &'static str {
    "/cases"
}

/// The officers' worklist.
pub fn worklist() -> &'static str {
    "/worklist"
}

/// Matters that no item covers.
pub fn matters() -> &'static str {
    "/matters"
}

/// Where somebody says what she needs that no item covers; with what she looked for.
pub fn new_matter(looked_for: &str) -> String {
    let q: String = form_urlencoded::byte_serialize(looked_for.as_bytes()).collect();
    if q.is_empty() { "/matters/new".to_owned() } else { format!("/matters/new?q={q}") }
}

/// The window's page, where a person is taken in.
pub fn counter() -> &'static str {
    "/counter"
}

/// The form of an item.
pub fn apply(item: &str) -> String {
    format!("/items/{item}/apply")
}

/// Where a form half filled is kept.
pub fn draft(item: &str) -> String {
    format!("/items/{item}/draft")
}

/// The guide of an item.
pub fn item(item: &str) -> String {
    format!("/items/{item}")
}

/// The limited places of an item, for everybody.
pub fn places(item: &str) -> String {
    format!("/items/{item}/places")
}

/// What is kept up of an item, for officers of its organ.
pub fn catalogue_item(item: &str) -> String {
    format!("/catalogue/{item}")
}

/// Every edition of an item, for everybody.
pub fn item_history(item: &str) -> String {
    format!("/items/{item}/history")
}

/// A licence.
pub fn licence(no: &str) -> String {
    format!("/licences/{no}")
}

/// How the house itself stands, for administrators.
pub fn admin() -> &'static str {
    "/admin"
}

/// What is overdue and about to be, for supervisors.
pub fn oversight() -> &'static str {
    "/oversight"
}

/// The door where one signs in.
pub fn sign_in(back: &str) -> String {
    format!("/sign-in?back={}", form_urlencoded::byte_serialize(back.as_bytes()).collect::<String>())
}

/// The organs that have items.
pub fn organs() -> &'static str {
    "/organs"
}

/// An organ, with its items.
pub fn organ(code: &str) -> String {
    format!("/organs/{code}")
}

/// The shelf of all items.
pub fn items() -> &'static str {
    "/items"
}

/// Where a newcomer opens her account.
pub fn open_account() -> &'static str {
    "/account/open"
}

/// One's own account.
pub fn account() -> &'static str {
    "/account"
}

/// Where anyone may verify a licence.
pub fn verify() -> &'static str {
    "/verify"
}

/// Whether the licence with this verification code is genuine.
pub fn verified(code: &str) -> String {
    format!("/verify/{code}")
}

/// Licences that were granted, for anyone.
pub fn decisions() -> &'static str {
    "/decisions"
}

/// Licences within sight.
pub fn licences() -> &'static str {
    "/licences"
}

/// The file of a document.
pub fn document(no: &str) -> String {
    format!("/documents/{no}")
}

/// Documents that could not be printed, for administrators.
pub fn stuck_documents() -> &'static str {
    "/documents"
}

/// The bundles 一件事 on offer.
pub fn bundles() -> &'static str {
    "/bundles"
}

/// A bundle, before one asks for it.
pub fn bundle(code: &str) -> String {
    format!("/bundles/{code}")
}

/// Bundles that were asked for, within sight.
pub fn bundle_cases() -> &'static str {
    "/bundle-cases"
}

/// Those whom assistants of a hall help 帮办.
pub fn assistances() -> &'static str {
    "/assistance"
}

/// Who helps with a bundle, and what was done.
pub fn assistance(no: &str) -> String {
    format!("{}/assistance", bundle_case(no))
}

/// Where somebody is asked to help with a construction project, or the mandate that stands.
pub fn project_assistance(project_no: &str) -> String {
    format!("/assistance/for/{project_no}")
}

/// The form of a bundle.
pub fn apply_bundle(code: &str) -> String {
    format!("/bundles/{code}/apply")
}

/// Where the form of a bundle half filled is kept.
pub fn bundle_draft(code: &str) -> String {
    format!("/bundles/{code}/draft")
}

/// Where a bundle that is under way is answered otherwise.
pub fn change_bundle(no: &str) -> String {
    format!("{}/change", bundle_case(no))
}

/// A bundle that somebody asked for: its plan.
pub fn bundle_case(no: &str) -> String {
    format!("/bundle-cases/{no}")
}

/// The kinds of construction projects 工程建设项目.
pub fn projects() -> &'static str {
    "/projects"
}

/// A construction project that is under way: its plan.
pub fn project_case(no: &str) -> String {
    format!("/project-cases/{no}")
}

/// Where a stage of a construction project is asked for.
pub fn project_stage(bundle: &str, project_no: &str) -> String {
    format!("/bundles/{bundle}/for/{project_no}")
}
