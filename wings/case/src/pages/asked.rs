//! What each act of a case takes, as `/openapi.json` says it. A program sends JSON; a form sends the same
//! names, its lists as ticked boxes (`lacking-<code>`).
#![expect(dead_code, reason = "these draw shapes; what is sent is read field by field, in `sent`")]

use std::collections::BTreeMap;

use kernel::limits::{LINE_CHARS, REASON_CHARS};
use schemars::JsonSchema;
use serde_json::{Value, json};

/// An application: the item in its edition, and the answers by the codes of its fields, its guided questions
/// (`situation-<code>`), its materials (`material-<code>`) and the earlier files that stand for one
/// (`earlier-<code>.<hash>`, as `earlier_files` of the form says).
#[derive(JsonSchema)]
#[schemars(example = application())]
pub(super) struct Application {
    /// Code of the item.
    #[schemars(length(max = LINE_CHARS), example = &"residence-permit")]
    item: String,
    /// The edition that was read, by its hash.
    #[schemars(length(equal = 64))]
    edition: String,
    /// What the counter's page gave, where a clerk takes it in for a visitor.
    visitor: Option<String>,
    /// `yes`: everything is true.
    #[schemars(example = &"yes")]
    declared: String,
    /// Answers by code.
    #[schemars(flatten)]
    answers: BTreeMap<String, String>,
}

/// An application that lacks nothing but the edition's own hash.
fn application() -> Value {
    json!({
        "item": "residence-permit",
        "edition": "0".repeat(64),
        "declared": "yes",
        "applicant": "王小明",
        "phone": "13800000668",
        "id_number": "449921198803120012",
        "situation-ground": "rented",
        "situation-behalf": "self",
        "household": "青山省大河县河口镇 3 号",
        "address": "青岭县城关街道政和路 9 号",
        "since": "2025-11-03",
        "landlord": "周大海",
        "collect_at": "hall",
        "material-photo": "yes",
        "material-lease": "yes",
    })
}

/// Nothing but the version that was seen.
#[derive(JsonSchema)]
pub(super) struct Plain {
    /// The version of the case that was shown; another one by now is refused with 409.
    #[schemars(example = 3)]
    seen: Option<i64>,
}

/// 收件: the papers that lie on the counter.
#[derive(JsonSchema)]
pub(super) struct Receive {
    /// Codes of the materials; without the list, all that the applicant said she would bring.
    #[schemars(example = ["lease"])]
    materials: Option<Vec<String>>,
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

/// 容缺承诺: what is promised to follow.
#[derive(JsonSchema)]
pub(super) struct SignTolerance {
    /// Codes of the materials; without the list, all that may follow.
    #[schemars(example = ["lease"])]
    materials: Option<Vec<String>>,
    /// `yes`: the promise was read and is made.
    #[schemars(example = &"yes")]
    agreed: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 补交承诺的材料: files that wait go with it; a clerk names papers on her counter.
#[derive(JsonSchema)]
pub(super) struct Follow {
    /// Codes of the materials.
    #[schemars(example = ["lease"])]
    materials: Option<Vec<String>>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 准许再次告知: why the organ may ask a second time.
#[derive(JsonSchema)]
pub(super) struct AllowNotice {
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    leave: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 补正: what is handed in now. Files that wait go with it; answers of the form are mended by their codes.
#[derive(JsonSchema)]
pub(super) struct Correct {
    /// Codes of the materials, and `field.<code>` of answers that are right as they are.
    #[schemars(example = ["lease"])]
    materials: Option<Vec<String>>,
    /// Mended answers by code.
    #[schemars(flatten)]
    answers: BTreeMap<String, Value>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 不予受理.
#[derive(JsonSchema)]
pub(super) struct Decline {
    /// Word of the lawful ground.
    #[schemars(extend("enum" = ["not_needed", "barred"]), example = &"not_needed")]
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
    /// Codes of the points that are met, in place of `point-<code>`.
    #[schemars(example = ["identity", "half-year", "home"])]
    met: Option<Vec<String>>,
    /// Codes of the points that are not met.
    unmet: Option<Vec<String>>,
    /// The opinion; where one point is not met and has no note, its finding.
    #[schemars(length(max = REASON_CHARS))]
    opinion: Option<String>,
    /// Verdicts and notes by the code of the point.
    #[schemars(flatten)]
    points: BTreeMap<String, Value>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The second officer found the same.
#[derive(JsonSchema)]
pub(super) struct Confirm {
    /// What was seen.
    #[schemars(length(max = REASON_CHARS))]
    opinion: Option<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The second officer found otherwise.
#[derive(JsonSchema)]
pub(super) struct Differ {
    /// Codes of the points.
    #[schemars(length(min = 1), example = ["premises"])]
    points: Vec<String>,
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    differs: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The head has it examined again.
#[derive(JsonSchema)]
pub(super) struct SendBack {
    /// Why.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    why: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 征求意见: an officer of the same organ is asked.
#[derive(JsonSchema)]
pub(super) struct AskOpinion {
    /// Account of the officer.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"s-zhou")]
    of: String,
    /// What is asked.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    question: String,
    /// The day by which to answer (ISO 8601).
    #[schemars(extend("format" = "date"), example = &"2026-03-06")]
    by: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The officer who was asked answers.
#[derive(JsonSchema)]
pub(super) struct GiveOpinion {
    /// Which of the case's opinions.
    #[schemars(range(min = 1), example = 1)]
    opinion: u32,
    /// The answer.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    answer: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The officer who asked takes the question back.
#[derive(JsonSchema)]
pub(super) struct WithdrawOpinion {
    /// Which of the case's opinions.
    #[schemars(range(min = 1), example = 1)]
    opinion: u32,
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
