//! The last days that run beside reply, decision and delivery: closing for want of corrections, papers that
//! follow, a publicity, a hearing. Each as it is counted today and never earlier than it was told.

use std::collections::BTreeMap;

use kernel::calendar::NoYear;
use kernel::{Ctx, Day, Due, Limit};

use super::life::Case;
use super::terms::Terms;

/// The days that run beside; none of those that never began.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The file is closed if corrections have not come; while it waits for them.
    pub closing: Option<Due>,
    /// A promised paper, by its code: until it came, and after.
    pub following: BTreeMap<String, Due>,
    /// The last day it is or was public.
    pub publicity: Option<Due>,
    /// The last day to ask for a hearing.
    pub ask_hearing: Option<Due>,
    /// The last day to hold it.
    pub hold_hearing: Option<Due>,
}

/// What runs beside a case on the day of `ctx`, for its pages. What could not be counted for want of a
/// calendar year is left out.
pub fn beside(case: &Case, ctx: &Ctx<'_>) -> Beside {
    let Ok(terms) = Terms::of(case, ctx) else { return Beside::default() };
    let course = &case.course;
    let paper = |code: &String| Some((code.clone(), terms.follows_until(code)?.ok()?));
    Beside {
        closing: terms.closes_on().and_then(Result::ok),
        following: case.tolerance.promises.keys().filter_map(paper).collect(),
        publicity: course.publicity.and_then(|public| terms.public_due(&public)?.ok()),
        ask_hearing: terms.ask_hearing_until().and_then(Result::ok),
        hold_hearing: terms.hold_hearing_until().and_then(Result::ok),
    }
}

impl Terms<'_> {
    /// A limit that nothing stops, from a day past.
    pub fn plain(&self, from: Day, limit: Limit, told: Day) -> Result<Due, NoYear> {
        self.told_or_later(from, limit, &[], told)
    }
}
