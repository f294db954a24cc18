//! 文书 Documents: every act that the law wants in writing is numbered, worded and drawn once, and stays so.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "document",
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
