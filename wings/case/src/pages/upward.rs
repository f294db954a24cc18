//! Acts of a matter that a higher body decides, at addresses of the case: sending it up, and entering the
//! letter that comes back.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Reply, Route, Staff, post_of};
use house::{Failure, House};
use kernel::Rule;
use kernel::form::FieldFault;
use kernel::limits::{LINE_CHARS, REASON_CHARS};
use schemars::JsonSchema;

use super::acts::{Bringing, Faults, act};
use super::course::day;
use super::sent::Sent;
use super::words::both;
use crate::rules::Command;

/// 转报.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct Forward {
    /// The organ's opinion after its examination.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    forward_opinion: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 上级决定.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct EnterDecision {
    /// `yes` where the higher body granted, `no` where it denied.
    #[schemars(extend("enum" = ["yes", "no"]), example = &"yes")]
    granted: String,
    /// Number of its letter.
    #[schemars(length(min = 1, max = LINE_CHARS))]
    letter: String,
    /// The day of its decision (ISO 8601).
    #[schemars(extend("format" = "date"), example = &"2026-03-26")]
    letter_on: String,
    /// Why, in its words; needed after a denial.
    #[schemars(length(max = REASON_CHARS))]
    letter_reason: Option<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The acts and who may stand at their address.
pub(super) fn routes() -> Vec<Route> {
    vec![
        post_of::<Staff, Forward, _, _>("/cases/{no}/forward", forward)
            .refuses(Rule::Forwarding, &["decided_here", "not_all_materials"])
            .refuses(Rule::Stopping, &["clock_stopped"])
            .refuses(Rule::Publicity, super::acts::WAITING)
            .refuses(Rule::Examination, super::acts::DECIDING),
        post_of::<Staff, EnterDecision, _, _>("/cases/{no}/enter-decision", enter_decision)
            .refuses(Rule::Forwarding, &["not_forwarded", "decides_here", "letter_missing", "letter_day"]),
    ]
}

act!(forward, Staff, "forward", |sent, _| { Ok(Command::Forward { opinion: sent.text("forward_opinion") }) });
act!(enter_decision, Staff, "enter-decision", |sent, _| {
    Ok(Command::EnterDecision {
        granted: granted(sent)?,
        number: sent.text("letter"),
        on: day(sent, "letter_on")?,
        reason: sent.text("letter_reason"),
    })
});

fn granted(sent: &Sent) -> Result<bool, Faults> {
    match sent.text("granted").as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(vec![FieldFault::new("granted", both("请选准予还是不予批准", "Choose what was decided"))]),
    }
}

/// The field that a refusal of an act is about, if it is about one.
pub(super) fn field(act: &str, code: &str) -> Option<&'static str> {
    Some(match (act, code) {
        ("forward", "reason_missing" | "words_wrong") => "forward_opinion",
        ("enter-decision", "letter_missing") => "letter",
        ("enter-decision", "letter_day") => "letter_on",
        ("enter-decision", "reason_missing" | "words_wrong") => "letter_reason",
        _ => return None,
    })
}
