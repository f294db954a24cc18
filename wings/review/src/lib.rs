//! 好差评 Reviews: the applicant says how a concluded case was handled, once or not at all; a bad review
//! owes her a call. What then is put right, and her second review, are not in this wing yet.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "review",
    tables: include_str!("tables.sql"),
    print: &[include_str!("views.rs")],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: views::panels,
    clocks: "",
    submit: dispatch::<rules::Rules>,
};
