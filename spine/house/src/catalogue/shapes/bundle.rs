//! The shape of a bundle's file.

use super::super::shape::Shape::{self, Both, Code, Keys, List, Map, OneOf, Truth, Word};
use super::super::shape::{Key, may, must};
use super::{ANSWERS, CERTAINTY, CHOICES, TAKES, WHEN, WORDS};

static STANDS: Shape =
    List(&Keys(&[must("member", &Code), must("question", &Code), may("answers", &Map(&[], &Word))]), 0);
static ASKS: Shape = List(
    &Keys(&[
        must("code", &Code),
        must("text", &Both),
        may("takes", &TAKES),
        may("answers", &CHOICES),
        may("when", &WHEN),
        may("of", &STANDS),
    ]),
    0,
);
static SETTLED: Shape = Shape::Either(&Word, &Keys(&[must("answer_of", &Code)]));
static MEMBERS: Shape = List(
    &Keys(&[
        must("item", &Code),
        may("when", &WHEN),
        may("after", &WORDS),
        may("fixed", &Map(&[], &Word)),
        may("settles", &Map(&[], &SETTLED)),
        may("for_the_firm", &Truth),
    ]),
    2,
);
static SAME: Shape = List(&Keys(&[may("fields", &WORDS), may("materials", &WORDS), may("label", &Both)]), 0);
static PASSED: Shape = List(
    &Keys(&[
        must("from", &Code),
        must("what", &OneOf(&["uscc", "licence_no", "granted_on"])),
        must("fills", &ANSWERS),
    ]),
    0,
);

static LATER: Shape = List(&Keys(&[must("after", &Code), must("fields", &ANSWERS)]), 0);

/// `bundles/*.toml`
pub(in crate::catalogue) const BUNDLE: &[Key] = &[
    must("code", &Code),
    must("name", &Both),
    must("purpose", &Both),
    may("synonyms", &WORDS),
    may("listed", &Both),
    must("basis", &Both),
    may("certainty", &CERTAINTY),
    must("concerns", &OneOf(&["person", "firm", "works"])),
    must("for_persons", &Truth),
    must("for_organisations", &Truth),
    must("lead", &Word),
    must("hall", &Word),
    may("in_project", &Truth),
    may("on_failure", &OneOf(&["others_go_on", "all_stop"])),
    may("questions", &ASKS),
    must("members", &MEMBERS),
    may("same", &SAME),
    may("apart", &WORDS),
    may("passed", &PASSED),
    may("later", &LATER),
];
