//! 门户 The catalogue's own wing: editions, calendar years and the service rule as facts; front page,
//! shelf and guide drawn from the edition in force; and the desk at which officers of the owning organ draw
//! up, approve and withdraw what is promised.

pub mod known;
pub mod pages;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "portal",
    tables: include_str!("tables.sql"),
    print: &[include_str!("views.rs"), include_str!("views/publications.rs")],
    project: views::project,
    react: |_, _| Ok(Vec::new()),
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: |_, _, _, _| Ok(Vec::new()),
    clocks: "k_effect",
    submit: dispatch::<rules::Rules>,
};
