//! The five figures in words, for every page that shows them before and after.

use house::web::page::Frame;
use kernel::Limit;

use super::lists::yuan;
use crate::views::reductions::{Five, Sum};

/// What is measured, in the order of the sentence: 环节、材料、时限、费用、跑动.
pub(super) fn heads(see: &Frame) -> [&'static str; 5] {
    [
        see.lang.say("环节", "Steps"),
        see.lang.say("材料（申请人交的）", "Papers (from the applicant)"),
        see.lang.say("时限", "Time"),
        see.lang.say("费用", "Fees"),
        see.lang.say("跑动", "Visits"),
    ]
}

/// One item's five.
pub(super) fn five(see: &Frame, all: &Five) -> [String; 5] {
    [
        all.steps.to_string(),
        all.materials.to_string(),
        limit(see, all.limit),
        yuan(see.lang, all.fen),
        all.visits.to_string(),
    ]
}

/// A limit in words.
pub(super) fn limit(see: &Frame, limit: Limit) -> String {
    see.lang.limit(limit)
}

/// The five of many items, added up.
pub(super) fn sum(see: &Frame, all: &Sum) -> [String; 5] {
    [
        all.steps.to_string(),
        all.materials.to_string(),
        days(see, all.days_hundredths),
        yuan(see.lang, all.fen),
        all.visits.to_string(),
    ]
}

/// Hundredths of a calendar day, as days with one decimal.
pub(super) fn days(see: &Frame, hundredths: u64) -> String {
    let (whole, tenth) = (hundredths / 100, hundredths % 100 / 10);
    see.pick(format!("{whole}.{tenth} 日"), format!("{whole}.{tenth} days"))
}

/// Before and after in one cell: `5 → 3`, or one value where nothing changed.
pub(super) fn pair(before: &str, after: &str) -> String {
    if before == after { after.to_owned() } else { format!("{before} → {after}") }
}
