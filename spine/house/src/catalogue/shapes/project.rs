//! The shape of a project's file.

use super::super::shape::Shape::{self, Both, Code, Keys, List, Map, Whole, Word};
use super::super::shape::{Key, may, must};
use super::{CERTAINTY, QUESTIONS, WHEN, WORDS};

/// Working days: more than three years are no budget.
static DAYS: Shape = Whole(1, 750);
static CLASSES: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("name", &Both),
        must("means", &Both),
        may("when", &WHEN),
        must("budget", &DAYS),
        must("basis", &Both),
        may("certainty", &CERTAINTY),
    ]),
    1,
);
static CONSULTS: Shape = List(
    &Keys(&[
        must("organ", &Word),
        must("asked", &Both),
        may("when", &WHEN),
        must("days", &DAYS),
        must("basis", &Both),
        may("certainty", &CERTAINTY),
    ]),
    0,
);
static STAGES: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("name", &Both),
        must("lead", &Word),
        must("bundle", &Code),
        may("after", &WORDS),
        must("budgets", &Map(&[], &DAYS)),
        may("consults", &CONSULTS),
        may("settles", &WORDS),
        may("design", &WORDS),
    ]),
    1,
);

/// `projects/*.toml`
pub(in crate::catalogue) const PROJECT: &[Key] = &[
    must("code", &Code),
    must("name", &Both),
    must("purpose", &Both),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
    must("lead", &Word),
    must("hall", &Word),
    must("alarm_percent", &Whole(1, 100)),
    must("questions", &QUESTIONS),
    must("classes", &CLASSES),
    must("stages", &STAGES),
];
