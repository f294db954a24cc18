//! What each act of a case takes, as `/openapi.json` says it. A program sends JSON; a form sends the same
//! names, its lists as ticked boxes (`lacking-<code>`).
#![expect(dead_code, reason = "these draw shapes; what is sent is read field by field, in `sent`")]

use std::collections::BTreeMap;

use kernel::limits::{LINE_CHARS, REASON_CHARS};
use schemars::JsonSchema;

/// An application: the item in its edition, and the answers by the codes of its fields, its guided questions
/// (`situation-<code>`) and its materials (`material-<code>`).
#[derive(JsonSchema)]
pub(super) struct Application {
    /// Code of the item.
    #[schemars(length(max = LINE_CHARS), example = &"residence-permit")]
    item: String,
    /// The edition that was read, by its hash.
    #[schemars(length(equal = 64))]
    edition: String,
    /// `yes`: everything is true.
    #[schemars(example = &"yes")]
    declared: String,
    /// Answers by code.
    #[schemars(flatten)]
    answers: BTreeMap<String, String>,
}

/// Nothing but the version that was seen.
#[derive(JsonSchema)]
pub(super) struct Plain {
    /// The version of the case that was shown; another one by now is refused with 409.
    #[schemars(example = 3)]
    seen: Option<i64>,
}

/// 一次性告知: what is lacking, all of it.
#[derive(JsonSchema)]
pub(super) struct AskCorrection {
    /// Codes of the materials.
    #[schemars(length(min = 1), example = ["lease"])]
    lacking: Vec<String>,
    /// How to mend it.
    #[schemars(length(max = REASON_CHARS))]
    note: Option<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 补正: what is handed in now.
#[derive(JsonSchema)]
pub(super) struct Correct {
    /// Codes of the materials.
    #[schemars(length(min = 1), example = ["lease"])]
    materials: Vec<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 不予受理.
#[derive(JsonSchema)]
pub(super) struct Decline {
    /// Word of the lawful ground.
    #[schemars(example = &"no_licence_needed")]
    ground: String,
    /// In words the applicant understands.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    reason: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 转告: which organ is competent.
#[derive(JsonSchema)]
pub(super) struct Refer {
    /// Name of the competent organ.
    #[schemars(length(min = 1, max = LINE_CHARS))]
    to: String,
    /// Where it is.
    #[schemars(length(min = 1, max = LINE_CHARS))]
    address: String,
    /// Why it is for them.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    explanation: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 特别程序: the clock stops.
#[derive(JsonSchema)]
pub(super) struct StopClock {
    /// Word of the procedure.
    #[schemars(example = &"testing")]
    kind: String,
    /// About how many working days.
    #[schemars(range(min = 1), example = 3)]
    needed: u32,
    /// Number of the notice that tells the applicant.
    #[schemars(length(min = 1, max = LINE_CHARS))]
    notice: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The clock goes on.
#[derive(JsonSchema)]
pub(super) struct ResumeClock {
    /// What came of it.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    result: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 审查: a verdict on every point, `point-<code>` with `met` or `unmet`, and `note-<code>` for one unmet.
#[derive(JsonSchema)]
pub(super) struct Examine {
    /// The opinion.
    #[schemars(length(max = REASON_CHARS))]
    opinion: Option<String>,
    /// Verdicts and notes by the code of the point.
    #[schemars(flatten)]
    points: BTreeMap<String, serde_json::Value>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 不予许可.
#[derive(JsonSchema)]
pub(super) struct Deny {
    /// Why, with the fact.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    reason: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}
