//! 办件 Cases: what is asked of an organ, by when it must answer, and what it answered.

pub mod known;
pub mod pages;
pub mod reactors;
pub mod rules;
pub mod views;

use house::wing::{Wing, dispatch};

/// What the register needs to know of this wing.
pub const WING: Wing = Wing {
    name: "case",
    tables: include_str!("tables.sql"),
    print: &[
        include_str!("views.rs"),
        include_str!("views/care.rs"),
        include_str!("views/broken.rs"),
        include_str!("views/carried.rs"),
        include_str!("views/clocks.rs"),
        include_str!("views/course.rs"),
        include_str!("views/course_told.rs"),
        include_str!("views/diary.rs"),
        include_str!("views/documents.rs"),
        include_str!("views/find.rs"),
        include_str!("views/handed.rs"),
        include_str!("views/list.rs"),
        include_str!("views/pledge_told.rs"),
        include_str!("views/pledges.rs"),
        include_str!("views/work.rs"),
        include_str!("views/opinions.rs"),
        include_str!("views/officers.rs"),
    ],
    project: views::project,
    react: reactors::react,
    routes: pages::routes,
    acts: rules::ACTS,
    entries: pages::ENTRIES,
    panels: views::panels,
    clocks: "k_case_clock",
    submit: dispatch::<rules::Rules>,
};
