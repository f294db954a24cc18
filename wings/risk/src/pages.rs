//! The ledger with its risk points, and one risk point with its acts.

mod list;
mod one;

use house::Entrance;
use house::web::{Route, Staff, Supervisor, get, post};
use kernel::{Role, Rule};

/// Its place in the navigation.
pub const ENTRIES: &[Entrance] =
    &[Entrance {
        href: "/risks", zh: "风险点", en: "Risk points", roles: &[Role::Head, Role::Supervisor]
    }];

/// Why nothing may be said of a risk point, or not this.
const REFUSED: &[&str] =
    &["risk_unknown", "risk_over", "risk_answered", "risk_unanswered", "words_missing", "words_wrong"];

/// Its pages.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Staff, list::Risks, _, _>("/risks", list::show)
            .asks("before", "Key of the next page of the ledger, from `next` of this one"),
        post::<Supervisor, _, _>("/risks", list::name).refuses(Rule::Risk, &["risk_named"]),
        get::<Staff, one::Shown, _, _>("/risks/{risk}", one::show),
        post::<Staff, _, _>("/risks/{risk}", one::act).refuses(Rule::Risk, REFUSED),
    ]
}
