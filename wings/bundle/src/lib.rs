//! 一件事 One thing at once: somebody answers one question set, fills in one form and brings one set of papers;
//! the house files each item as soon as what it needs is there, and hands over what came of them together.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "bundle",
    tables: include_str!("tables.sql"),
    print: &[include_str!("tables.sql"), include_str!("views.rs"), include_str!("views/visits.rs")],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: views::panels,
    clocks: "",
    submit: dispatch::<rules::Rules>,
};
