//! 证照 The library of licences: a grant puts one in, time alone ends it, its holder shows it.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "licence",
    tables: include_str!("tables.sql"),
    print: &[
        include_str!("views.rs"),
        include_str!("views/after.rs"),
        include_str!("views/blocks.rs"),
        include_str!("views/granted.rs"),
    ],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: views::panels,
    clocks: "k_licence_clock",
    submit: dispatch::<rules::Rules>,
};
