//! Acts between acceptance and the decision, at addresses of the case: extending, publicity and answers to
//! objections, hearings, visits, questions to other organs. What the law refuses comes back on its page.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Member, Reply, Route, Staff, post_of};
use house::{Failure, House};
use kernel::form::FieldFault;
use kernel::limits::{LINE_CHARS, REASON_CHARS};
use kernel::{Day, Rule};
use schemars::JsonSchema;

use super::acts::{Bringing, Faults, act};
use super::asked::Plain;
use super::sent::Sent;
use super::words::both;
use crate::rules::Command;

/// 延期: by how much, and why.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct Extend {
    /// So many days of the statutory limit's unit.
    #[schemars(range(min = 1), example = 5)]
    days: u32,
    /// Why, as the applicant is told.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    extend_reason: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 答复异议.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct AnswerObjection {
    /// Which of the case's objections.
    #[schemars(range(min = 1), example = 1)]
    objection: u32,
    /// `yes` where it is right, `no` where it is not.
    #[schemars(extend("enum" = ["yes", "no"]), example = &"no")]
    upheld: String,
    /// Why, for whoever objected.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    objection_answer: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 告知听证权利.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct TellHearingRight {
    /// `yes` where others whose interests are touched may ask too.
    others: Option<String>,
    /// What may be heard.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    matter: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 申请听证.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct RequestHearing {
    /// Who asks, where a window takes it down for somebody else.
    #[schemars(length(max = LINE_CHARS))]
    hearing_by: Option<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 听证通知.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct SetHearing {
    /// The day (ISO 8601).
    #[schemars(extend("format" = "date"), example = &"2026-03-26")]
    hearing_on: String,
    /// Where.
    #[schemars(length(min = 1, max = LINE_CHARS))]
    hearing_place: String,
    /// Account of the officer who presides.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"s-zhou")]
    presider: String,
    /// Number of the written notice.
    #[schemars(length(min = 1, max = LINE_CHARS))]
    hearing_notice: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// A record in words: of a hearing, or of the visit with this number.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct Record {
    /// Which of the case's visits; not for a hearing.
    #[schemars(range(min = 1), example = 1)]
    visit: Option<u32>,
    /// What was said, or found.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    record: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 告知现场核查.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct SetVisit {
    /// The day (ISO 8601).
    #[schemars(extend("format" = "date"), example = &"2026-03-06")]
    visit_on: String,
    /// Account of the officer who comes too.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"s-zhou")]
    with: String,
    /// Why on another day than that of the joint visit to which the case was called.
    #[schemars(length(max = REASON_CHARS))]
    apart: Option<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 征求其他机关意见.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
pub(super) struct Consult {
    /// Code of the organ.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"11449921MB9X0004X8")]
    organ: String,
    /// What is asked.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    consult_question: String,
    /// The last day to answer (ISO 8601).
    #[schemars(extend("format" = "date"), example = &"2026-03-12")]
    answer_by: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The acts and who may stand at their address.
pub(super) fn routes() -> Vec<Route> {
    let stops = ["stopped_already"];
    vec![
        post_of::<Staff, Extend, _, _>("/cases/{no}/extend", extend).refuses(
            Rule::Extension,
            &["extension_unlawful", "extended_already", "due_passed", "clock_stands", "extension_long"],
        ),
        post_of::<Staff, Plain, _, _>("/cases/{no}/open-publicity", open_publicity)
            .refuses(Rule::Publicity, &["publicity_unknown", "public_already"])
            .refuses(Rule::Stopping, &["stopped_already"]),
        post_of::<Staff, AnswerObjection, _, _>("/cases/{no}/answer-objection", answer_objection)
            .refuses(Rule::Publicity, &["objection_unknown", "objection_answered"]),
        post_of::<Staff, TellHearingRight, _, _>("/cases/{no}/tell-hearing-right", tell_hearing_right)
            .refuses(Rule::Hearing, &["hearing_told"]),
        post_of::<Member, RequestHearing, _, _>("/cases/{no}/request-hearing", request_hearing).refuses(
            Rule::Hearing,
            &["hearing_not_told", "hearing_asked", "hearing_forgone", "name_missing", "hearing_hers_alone"],
        ),
        post_of::<Staff, SetHearing, _, _>("/cases/{no}/set-hearing", set_hearing)
            .refuses(Rule::Hearing, &["hearing_not_asked", "hearing_set", "officer_unknown", "hearing_soon"])
            .refuses(Rule::Hearing, &["presider_examines", "hearing_late", "place_missing", "notice_missing"])
            .refuses(Rule::Hearing, &["hearing_held"])
            .refuses(Rule::Stopping, &stops),
        post_of::<Staff, Record, _, _>("/cases/{no}/hold-hearing", hold_hearing)
            .refuses(Rule::Hearing, &["hearing_not_set", "hearing_held", "not_presider", "hearing_to_come"]),
        post_of::<Staff, SetVisit, _, _>("/cases/{no}/set-visit", set_visit)
            .refuses(
                Rule::Visiting,
                &["officer_unknown", "visit_alone", "visit_soon", "visit_open", "visits_many", "visit_apart"],
            )
            .refuses(Rule::Hearing, &["presider_examines"]),
        post_of::<Staff, Record, _, _>("/cases/{no}/record-visit", record_visit)
            .refuses(Rule::Visiting, &["visit_unknown", "visit_recorded", "not_there", "visit_to_come"]),
        post_of::<Staff, Consult, _, _>("/cases/{no}/consult", consult)
            .refuses(Rule::Consulting, &["organ_unknown", "own_organ", "consulted_already", "day_past"])
            .refuses(Rule::Consulting, &["answer_late", "consultations_many"]),
    ]
}

act!(extend, Staff, "extend", |sent, _| {
    Ok(Command::Extend { days: count(sent, "days")?, reason: sent.text("extend_reason") })
});
act!(open_publicity, Staff, "open-publicity", |_, _| Ok(Command::OpenPublicity {}));
act!(answer_objection, Staff, "answer-objection", |sent, _| {
    let upheld = match sent.text("upheld").as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            return Err(vec![FieldFault::new(
                "upheld",
                both("请选采纳不采纳", "Choose whether it is right"),
            )]);
        }
    };
    let objection = sent.text("objection").parse().unwrap_or(0);
    Ok(Command::AnswerObjection { objection, upheld, answer: sent.text("objection_answer") })
});
act!(tell_hearing_right, Staff, "tell-hearing-right", |sent, _| {
    Ok(Command::TellHearingRight { others: sent.text("others") == "yes", matter: sent.text("matter") })
});
act!(request_hearing, Member, "request-hearing", |sent, _| {
    Ok(Command::RequestHearing { by: sent.text("hearing_by") })
});
act!(set_hearing, Staff, "set-hearing", |sent, _| {
    Ok(Command::SetHearing {
        on: day(sent, "hearing_on")?,
        place: sent.text("hearing_place"),
        presider: sent.text("presider"),
        notice: sent.text("hearing_notice"),
    })
});
act!(hold_hearing, Staff, "hold-hearing", |sent, _| {
    Ok(Command::HoldHearing { record: sent.text("record") })
});
act!(set_visit, Staff, "set-visit", |sent, _| {
    Ok(Command::SetVisit { on: day(sent, "visit_on")?, with: sent.text("with"), apart: sent.text("apart") })
});
act!(record_visit, Staff, "record-visit", |sent, _| {
    let visit = sent.text("visit").parse().unwrap_or(0);
    Ok(Command::RecordVisit { visit, record: sent.text("record") })
});
act!(consult, Staff, "consult", |sent, _| {
    Ok(Command::Consult {
        organ: sent.text("organ"),
        question: sent.text("consult_question"),
        by: day(sent, "answer_by")?,
    })
});

pub(super) fn day(sent: &Sent, name: &str) -> Result<Day, Faults> {
    let words = both("请写哪一天，如 2026-03-06", "Write a day, like 2026-03-06");
    sent.text(name).trim().parse().map_err(|_| vec![FieldFault::new(name, words)])
}

fn count(sent: &Sent, name: &str) -> Result<u32, Faults> {
    let words = both("请写几日，如 5", "Write how many days, like 5");
    sent.text(name).trim().parse().map_err(|_| vec![FieldFault::new(name, words)])
}

/// The field that a refusal of an act is about, if it is about one.
pub(super) fn field(act: &str, code: &str) -> Option<&'static str> {
    Some(match (act, code) {
        ("extend", "reason_missing" | "words_wrong") => "extend_reason",
        ("extend", "extension_long") => "days",
        ("answer-objection", "reason_missing" | "words_wrong") => "objection_answer",
        ("tell-hearing-right", "reason_missing" | "words_wrong") => "matter",
        ("request-hearing", "name_missing" | "words_wrong" | "hearing_hers_alone") => "hearing_by",
        ("set-visit", "presider_examines") => "with",
        ("set-hearing", "officer_unknown" | "presider_examines") => "presider",
        ("set-hearing", "hearing_soon" | "hearing_late") => "hearing_on",
        ("set-hearing", "place_missing" | "words_wrong") => "hearing_place",
        ("set-hearing", "notice_missing") => "hearing_notice",
        ("hold-hearing" | "record-visit", "reason_missing" | "words_wrong") => "record",
        ("set-visit", "officer_unknown" | "visit_alone") => "with",
        ("set-visit", "visit_soon") => "visit_on",
        ("set-visit", "visit_apart") => "apart",
        ("consult", "organ_unknown" | "own_organ" | "consulted_already") => "organ",
        ("consult", "day_past" | "answer_late") => "answer_by",
        ("consult", "reason_missing" | "words_wrong") => "consult_question",
        _ => return None,
    })
}
