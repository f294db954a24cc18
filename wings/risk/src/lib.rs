//! 风险点 What goes wrong again and again: a ledger of applications that came to nothing and of check points
//! that were not met, by item; where the same thing happens often within a quarter it is a risk point, and
//! the organ says in writing what it does about it (requirements R7 and R64).
//!
//! It hears of cases and commands only itself; a case knows nothing of it.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "risk",
    tables: include_str!("tables.sql"),
    print: &[include_str!("views.rs")],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: |_, _, _, _| Ok(Vec::new()),
    clocks: "k_risk_clock",
    submit: dispatch::<rules::Rules>,
};
