//! Acts about who handles a case: one handler an act, as those on the case itself.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Person, Reply, Route, Staff, post_of};
use house::{Failure, House};
use kernel::Rule;
use kernel::form::FieldFault;
use kernel::limits::{LINE_CHARS, REASON_CHARS};
use schemars::JsonSchema;
use serde_json::Value;

use super::acts::{Bringing, act, of_any_act};
use super::asked::Plain;
use super::sent::Sent;
use super::words::both;
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
    colleague: String,
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    why_so: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 办理方式.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "draws a shape; what is sent is read field by field, in `sent`")]
struct SetMode {
    /// Word of the mode.
    #[schemars(extend("enum" = ["at_once", "guided", "overtime", "tracked", "supervised"]))]
    #[schemars(example = &"at_once")]
    mode: String,
    /// Account of the officer who guides, or follows it through.
    #[schemars(length(max = LINE_CHARS))]
    leader: Option<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// A mode ends.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "draws a shape; what is sent is read field by field, in `sent`")]
struct EndMode {
    /// Word of the mode.
    #[schemars(extend("enum" = ["at_once", "guided", "overtime", "tracked", "supervised"]))]
    #[schemars(example = &"at_once")]
    mode: String,
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    why_so: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 终止.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "draws a shape; what is sent is read field by field, in `sent`")]
struct Terminate {
    /// Word of the ground.
    #[schemars(extend("enum" = ["applicant_gone", "object_gone", "other_law"]), example = &"object_gone")]
    ceases: String,
    /// The clause, where the ground is another law's.
    #[schemars(length(max = LINE_CHARS))]
    clause: Option<String>,
    /// In words the applicant understands.
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
        of_any_act(post_of::<Staff, SetMode, _, _>("/cases/{no}/set-mode", set_mode))
            .refuses(rule, &["colleague_unknown", "mode_of_another", "mode_set_already"]),
        of_any_act(post_of::<Staff, EndMode, _, _>("/cases/{no}/end-mode", end_mode))
            .refuses(rule, &["mode_of_another", "mode_not_set", "applicant_settles"]),
        of_any_act(post_of::<Person, Plain, _, _>("/cases/{no}/settle", settle))
            .refuses(rule, &["not_followed", "settled_already", "settled_early"]),
        of_any_act(post_of::<Staff, Terminate, _, _>("/cases/{no}/terminate", terminate))
            .refuses(Rule::Terminating, &["clause_missing", "clause_unlawful"]),
        of_any_act(post_of::<Staff, Unclaim, _, _>("/cases/{no}/void", void))
            .refuses(Rule::Voiding, &["decided_stands"]),
    ]
}

act!(claim, Staff, "claim", |_, _| Ok(Command::Claim {}));
act!(take_over, Staff, "take-over", |_, _| Ok(Command::TakeOver {}));
act!(settle, Person, "settle", |_, _| Ok(Command::Settle {}));
act!(void, Staff, "void", |sent, _| Ok(Command::Void { reason: sent.text("why_so") }));
act!(set_mode, Staff, "set-mode", |sent, _| Ok(Command::SetMode {
    mode: mode(sent)?,
    of: sent.text("leader")
}));
act!(end_mode, Staff, "end-mode", |sent, _| {
    Ok(Command::EndMode { mode: mode(sent)?, reason: sent.text("why_so") })
});
act!(terminate, Staff, "terminate", |sent, _| {
    let choose = both("请选哪种情形", "Choose the ground");
    let ground = serde_json::from_value(Value::String(sent.text("ceases")));
    let ground = ground.map_err(|_| vec![FieldFault::new("ceases", choose)])?;
    Ok(Command::Terminate { ground, clause: sent.text("clause"), reason: sent.text("why_so") })
});

/// The mode that was chosen.
fn mode<T: serde::de::DeserializeOwned>(sent: &Sent) -> Result<T, Vec<FieldFault>> {
    let choose = both("请选一种办理方式", "Choose how to handle it");
    let mode = serde_json::from_value(Value::String(sent.text("mode")));
    mode.map_err(|_| vec![FieldFault::new("mode", choose)])
}

act!(unclaim, Staff, "unclaim", |sent, _| Ok(Command::Unclaim { reason: sent.text("why_so") }));
act!(reassign, Staff, "reassign", |sent, _| {
    Ok(Command::Reassign { to: sent.text("colleague"), reason: sent.text("why_so") })
});
act!(hand_over, Staff, "hand-over", |sent, _| {
    Ok(Command::HandOver { to: sent.text("colleague"), reason: sent.text("why_so") })
});
