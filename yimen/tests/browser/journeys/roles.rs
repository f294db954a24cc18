//! Each part of the demo: every page of hers, then her main path.

use rig::chromium::Browser;

use super::places::walks;
use crate::prepared::Prepared;
use crate::visitor::Visitor;

/// The parts that a test below walks.
pub const WALKED: &[&str] =
    &["anyone", "citizen", "agent", "clerk", "market-examiner", "market-head", "supervisor", "administrator"];

/// A prepared demo, a browser, and somebody in it who has walked all her pages.
struct Day {
    prepared: Prepared,
    browser: Browser,
}

impl Day {
    fn begins() -> Day {
        Day { prepared: Prepared::open(), browser: Browser::start().unwrap() }
    }

    fn of(&self, part: &str) -> Visitor {
        Visitor::new(&self.browser, &self.prepared.open).becomes(part)
    }

    fn walked_by(&self, part: &str) -> Visitor {
        let visitor = self.of(part);
        walks(&visitor, part, &self.prepared);
        visitor
    }

    fn case(&self, what: &str) -> String {
        format!("/cases/{}", self.prepared.case(what))
    }
}

#[test]
fn citizen() {
    let day = Day::begins();
    let wang = day.walked_by("citizen");
}
#[test]
fn agent() {
    let day = Day::begins();
    let wang = day.walked_by("agent");
}
#[test]
fn clerk() {
    let day = Day::begins();
    let wang = day.walked_by("clerk");
}
#[test]
fn examiner() {
    let day = Day::begins();
    let wang = day.walked_by("market-examiner");
}
#[test]
fn head() {
    let day = Day::begins();
    let wang = day.walked_by("market-head");
}
#[test]
fn supervisor() {
    let day = Day::begins();
    let wang = day.walked_by("supervisor");
}
#[test]
fn administrator() {
    let day = Day::begins();
    let wang = day.walked_by("administrator");
}
#[test]
fn anyone() {
    let day = Day::begins();
    let visitor = Visitor::new(&day.browser, &day.prepared.open);
    walks(&visitor, "anyone", &day.prepared);
}
