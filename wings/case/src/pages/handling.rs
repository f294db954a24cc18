//! Acts about who handles a case: one handler an act, as those on the case itself.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Reply, Route, Staff, post_of};
use house::{Failure, House};
use kernel::Rule;
use kernel::limits::{LINE_CHARS, REASON_CHARS};
use schemars::JsonSchema;

use super::acts::{Bringing, act, of_any_act};
use super::asked::Plain;
use super::sent::Sent;
use crate::rules::Command;

/// 退回待办.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "draws a shape; what is sent is read field by field, in `sent`")]
struct Unclaim {
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    why_so: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 改派, 移交: to whom.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "draws a shape; what is sent is read field by field, in `sent`")]
struct ToColleague {
    /// Account of the officer.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"s-zhou")]
    to: String,
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    why_so: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The acts and who may stand at their address.
pub(super) fn routes() -> Vec<Route> {
    let rule = Rule::Handling;
    vec![
        of_any_act(post_of::<Staff, Plain, _, _>("/cases/{no}/claim", claim))
            .refuses(rule, &["claimed_already", "not_your_step"]),
        of_any_act(post_of::<Staff, Unclaim, _, _>("/cases/{no}/unclaim", unclaim))
            .refuses(rule, &["not_held"]),
        of_any_act(post_of::<Staff, ToColleague, _, _>("/cases/{no}/reassign", reassign))
            .refuses(rule, &["colleague_unknown", "holds_already"]),
        of_any_act(post_of::<Staff, ToColleague, _, _>("/cases/{no}/hand-over", hand_over))
            .refuses(rule, &["colleague_unknown", "not_responsible", "hands_to_oneself"]),
        of_any_act(post_of::<Staff, Plain, _, _>("/cases/{no}/take-over", take_over))
            .refuses(rule, &["not_handed_over"]),
    ]
}

act!(claim, Staff, "claim", |_, _| Ok(Command::Claim {}));
act!(take_over, Staff, "take-over", |_, _| Ok(Command::TakeOver {}));
act!(unclaim, Staff, "unclaim", |sent, _| Ok(Command::Unclaim { reason: sent.text("why_so") }));
act!(reassign, Staff, "reassign", |sent, _| {
    Ok(Command::Reassign { to: sent.text("to"), reason: sent.text("why_so") })
});
act!(hand_over, Staff, "hand-over", |sent, _| {
    Ok(Command::HandOver { to: sent.text("to"), reason: sent.text("why_so") })
});
