//! 新事 Matters that no item covers: somebody says what she needs, the hall's window for the rest gives it to
//! an organ, and the organ answers in writing within a limit.
//!
//! A room of its own and no part of a case: a case is an item in an edition with its law and its clocks, and
//! a matter has none of these. Where an item covers it after all, she applies there; this wing hears of the
//! case and commands only itself.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "matter",
    tables: include_str!("tables.sql"),
    print: &[include_str!("views.rs")],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: views::panels,
    clocks: "k_matter_clock",
    submit: dispatch::<rules::Rules>,
};
