//! 效能监察 Oversight: what is overdue and about to be, what an organ owes that broke a limit, and how the
//! house itself stands.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "oversight",
    tables: include_str!("tables.sql"),
    print: &[
        include_str!("views.rs"),
        include_str!("views/board.rs"),
        include_str!("views/breach.rs"),
        include_str!("views/watch.rs"),
    ],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: |look, subject, _, _| views::panels(look, subject),
    clocks: "k_breach_clock",
    submit: dispatch::<rules::Rules>,
};
