//! The desk of the catalogue: every item of an organ, what is proposed of it, and how it came to be.

mod acts;
mod differences;
mod editor;
mod list;
mod one;
mod seen;

use house::web::{Route, Staff, get, get_file, get_led, post, post_led};
use kernel::Rule;

pub(super) use differences::in_words;

/// Why nothing may be sent to the colleagues.
const SENDING: &[&str] = &[
    "proposal_open",
    "draft_outdated",
    "from_past",
    "from_far",
    "edition_faulty",
    "organ_moved",
    "edition_same",
    "proposal_reason_missing",
    "proposal_reason_long",
];

/// Its routes. Whoever comes back to an act's address by a link is led to the page it belongs to.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get::<Staff, list::Kept, _, _>("/catalogue", list::show),
        get_file::<Staff, _, _>("/catalogue.tar", &[list::TAR], list::archive),
        get::<Staff, one::One, _, _>("/catalogue/{item}", one::show),
        get_file::<Staff, _, _>("/catalogue/{item}/text", &[list::TOML], one::text),
        get::<Staff, editor::Editor, _, _>("/catalogue/{item}/edit", editor::show)
            .asks("fresh", "`yes`: begin with the text in force, whatever was returned"),
        post_led::<Staff, _, _>("/catalogue/{item}/draft", editor::keep),
        post_led::<Staff, _, _>("/catalogue/{item}/draft/discard", editor::discard),
        post::<Staff, _, _>("/catalogue/{item}/propose", editor::propose).refuses(Rule::Publishing, SENDING),
        post::<Staff, _, _>("/catalogue/{item}/withdraw", acts::withdraw)
            .refuses(Rule::Publishing, SENDING)
            .refuses(Rule::Publishing, &["item_gone"]),
        post::<Staff, _, _>("/catalogue/{item}/approve", acts::approve).refuses(
            Rule::Publishing,
            &["proposal_missing", "same_person", "proposal_overtaken", "edition_faulty"],
        ),
        post::<Staff, _, _>("/catalogue/{item}/return", acts::hand_back).refuses(
            Rule::Publishing,
            &["proposal_missing", "same_person", "proposal_reason_missing", "proposal_reason_long"],
        ),
        post::<Staff, _, _>("/catalogue/{item}/recall", acts::recall).refuses(
            Rule::Publishing,
            &["proposal_missing", "proposal_reason_missing", "proposal_reason_long"],
        ),
    ];
    for path in [
        "/catalogue/{item}/withdraw",
        "/catalogue/{item}/approve",
        "/catalogue/{item}/return",
        "/catalogue/{item}/recall",
    ] {
        routes.push(get_led::<Staff, _, _>(path, acts::back));
    }
    for path in ["/catalogue/{item}/propose", "/catalogue/{item}/draft", "/catalogue/{item}/draft/discard"] {
        routes.push(get_led::<Staff, _, _>(path, editor::back));
    }
    routes
}
