//! 工程建设项目 Construction projects: stage by stage several organs approve on one set of papers, with one
//! joint clock, opinions that the lead resolves, and one combined reply. A stage's papers and cases are those
//! of a bundle.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "project",
    tables: include_str!("tables.sql"),
    print: &[include_str!("tables.sql"), include_str!("views.rs")],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: views::panels,
    clocks: "",
    submit: dispatch::<rules::Rules>,
};
