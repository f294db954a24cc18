//! 账户 People, organisations, officers and programs: who has a place here, and how each comes in.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "account",
    tables: include_str!("tables.sql"),
    print: &[include_str!("views.rs")],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: |_, _, _, _| Ok(Vec::new()),
    clocks: "",
    submit: dispatch::<rules::Rules>,
};
