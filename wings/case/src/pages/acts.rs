//! Acts on a case: one handler an act. What the law refuses comes back on the case's page with its basis
//! and with everything that was typed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use house::web::parts::Notice;
use house::web::{Input, Member, Person, Reply, Route, Staff, Window, get_led, post_of};
use house::{Failure, House, To, links};
use kernel::form::FieldFault;
use kernel::item::Point;
use kernel::{Actor, Refusal, Rule, Text};
use serde_json::Value;

use super::asked::{
    AllowNotice, AskCorrection, AskOpinion, Confirm, Correct, Decline, Deny, Differ, Examine, Follow,
    GiveOpinion, Plain, Receive, Refer, ResumeClock, SendBack, SignTolerance, StopClock, WithdrawOpinion,
};
use super::sent::Sent;
use super::show::{self, Returned, Shown};
use super::words::both;
use crate::rules::{Command, Rules};

/// Why what is supplied may not be taken.
pub(super) const CORRECTING: &[&str] =
    &["nothing_asked", "not_asked_for", "nothing_handed_in", "answers_wrong", "files_too_many"];

/// Why it may not be asked for.
pub(super) const TELLING: &[&str] =
    &["told_once", "prechecked", "nothing_lacking", "material_unknown", "material_exempt", "not_all_told"];

/// Why a second officer may not speak.
const SECOND: &[&str] = &["one_officer_suffices", "not_examined", "second_spoke", "same_officer"];

/// Why an opinion may be neither given nor taken back.
const AWAITED: &[&str] = &["opinion_not_asked", "opinion_given_already", "opinion_taken_back"];

/// Why nothing may be decided on what was found.
pub(super) const DECIDING: &[&str] =
    &["not_examined", "own_examination", "second_officer_missing", "officers_differ"];

/// What a decision waits for.
pub(super) const WAITING: &[&str] = &[
    "publicity_missing",
    "publicity_running",
    "objection_open",
    "hearing_open",
    "hearing_owed",
    "consultation_open",
];

/// The acts and who may stand at their address; the desk asks who may do them. Whoever comes back to an
/// act's address by a link (another language, a reload) is led to the case.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = own();
    routes.extend(before_acceptance());
    routes.extend(super::course::routes());
    routes.extend(super::pledge::routes());
    routes.extend(super::upward::routes());
    routes = routes.into_iter().map(above).collect();
    routes = routes.into_iter().map(of_any_act).collect();
    routes.extend(super::handling::routes());
    routes.extend(super::taking_in::routes());
    let back: Vec<Route> = routes.iter().map(|act| get_led::<Member, _, _>(act.path, to_the_case)).collect();
    routes.extend(back);
    routes
}

/// Why a special procedure does not begin.
const STOPPING: &[&str] = &[
    "stopped_already",
    "special_unknown",
    "stop_without_law",
    "needed_days",
    "notice_missing",
    "inspectors_missing",
    "begun_late",
];

fn own() -> Vec<Route> {
    vec![
        post_of::<Member, Receive, _, _>("/cases/{no}/receive", receive)
            .refuses(Rule::Acceptance, &["received_already", "material_unknown", "still_outstanding"]),
        post_of::<Window, Plain, _, _>("/cases/{no}/accept", accept)
            .refuses(Rule::OneTimeNotice, &["materials_missing"])
            .refuses(Rule::Acceptance, &["papers_not_received"]),
        post_of::<Window, AskCorrection, _, _>("/cases/{no}/ask-correction", ask_correction)
            .refuses(Rule::OneTimeNotice, TELLING)
            .refuses(Rule::Forwarding, &["papers_not_asked_again"]),
        post_of::<Member, Correct, _, _>("/cases/{no}/correct", super::correct::correct)
            .refuses(Rule::OneTimeNotice, CORRECTING),
        post_of::<Window, Refer, _, _>("/cases/{no}/refer", refer)
            .refuses(Rule::Referring, &["competent_organ_missing"]),
        post_of::<Staff, StopClock, _, _>("/cases/{no}/stop-clock", stop_clock)
            .refuses(Rule::Stopping, STOPPING),
        post_of::<Staff, ResumeClock, _, _>("/cases/{no}/resume-clock", resume_clock)
            .refuses(Rule::Stopping, &["not_stopped", "resumes_by_itself"]),
        post_of::<Staff, Examine, _, _>("/cases/{no}/examine", examine)
            .refuses(Rule::Examination, &["point_unknown", "point_both", "points_open", "finding_missing"])
            .refuses(Rule::Hearing, &["presider_examines"])
            .refuses(Rule::Stopping, &["test_running"]),
        post_of::<Staff, Confirm, _, _>("/cases/{no}/confirm", confirm)
            .refuses(Rule::Examination, SECOND)
            .refuses(Rule::Hearing, &["presider_examines"]),
        post_of::<Staff, Differ, _, _>("/cases/{no}/differ", differ)
            .refuses(Rule::Examination, SECOND)
            .refuses(Rule::Examination, &["point_unknown", "no_point_named"])
            .refuses(Rule::Hearing, &["presider_examines"]),
        post_of::<Staff, SendBack, _, _>("/cases/{no}/send-back", send_back)
            .refuses(Rule::Examination, &["not_examined", "own_examination"]),
        post_of::<Staff, AskOpinion, _, _>("/cases/{no}/ask-opinion", ask_opinion).refuses(
            Rule::Examination,
            &["officer_unknown", "asks_oneself", "opinion_asked_already", "day_past", "opinions_many"],
        ),
        post_of::<Staff, GiveOpinion, _, _>("/cases/{no}/give-opinion", give_opinion)
            .refuses(Rule::Examination, AWAITED),
        post_of::<Staff, WithdrawOpinion, _, _>("/cases/{no}/withdraw-opinion", withdraw_opinion)
            .refuses(Rule::Examination, AWAITED),
        post_of::<Staff, Plain, _, _>("/cases/{no}/grant", grant)
            .refuses(Rule::Decision, &["points_unmet", "promise_open", "promise_broken"])
            .refuses(Rule::Quantity, &["places_taken", "others_before"])
            .refuses(Rule::Stopping, &["clock_stopped"])
            .refuses(Rule::Publicity, WAITING)
            .refuses(Rule::Examination, DECIDING),
        post_of::<Staff, Deny, _, _>("/cases/{no}/deny", deny)
            .refuses(Rule::Decision, &["nothing_unmet"])
            .refuses(Rule::Stopping, &["clock_stopped"])
            .refuses(Rule::Publicity, WAITING)
            .refuses(Rule::Examination, DECIDING),
        post_of::<Window, Plain, _, _>("/cases/{no}/deliver", deliver).refuses(
            Rule::Delivery,
            &["delivered_already", "nothing_to_deliver", "document_being_drawn", "document_stuck"],
        ),
        post_of::<Person, Plain, _, _>("/cases/{no}/withdraw", withdraw),
    ]
}

/// What a higher body decides is not decided here.
fn above(route: Route) -> Route {
    match route.path {
        "/cases/{no}/grant" | "/cases/{no}/deny" => route.refuses(Rule::Forwarding, &["decided_above"]),
        _ => route,
    }
}

/// Papers that may follow, a second notice, and what is not taken.
fn before_acceptance() -> Vec<Route> {
    vec![
        post_of::<Window, Decline, _, _>("/cases/{no}/decline", decline)
            .refuses(Rule::Declining, &["ground_unlawful"])
            .refuses(Rule::Acceptance, &["must_accept"]),
        post_of::<Person, SignTolerance, _, _>("/cases/{no}/sign-tolerance", sign_tolerance).refuses(
            Rule::Applying,
            &["signed_already", "promise_broken_before", "may_not_follow", "nothing_to_follow"],
        ),
        post_of::<Window, Plain, _, _>("/cases/{no}/accept-tolerantly", accept_tolerantly)
            .refuses(Rule::Acceptance, &["not_signed", "nothing_to_follow"])
            .refuses(Rule::OneTimeNotice, &["materials_missing"]),
        post_of::<Member, Follow, _, _>("/cases/{no}/follow", super::following::follow)
            .refuses(Rule::Acceptance, &["not_promised", "nothing_handed_in", "files_too_many"]),
        post_of::<Staff, AllowNotice, _, _>("/cases/{no}/allow-notice", allow_notice)
            .refuses(Rule::OneTimeNotice, &["first_notice_free", "notice_allowed_already"])
            .refuses(Rule::Forwarding, &["papers_not_asked_again"]),
    ]
}

/// What any act may meet: a case that is not there, over, or not so far, and words that are none.
pub(super) fn of_any_act(route: Route) -> Route {
    route
        .refuses(Rule::Applying, &["not_applied", "edition_unknown"])
        .refuses(Rule::Counting, &["calendar_missing"])
        .refuses(Rule::Forwarding, &["forwarded_already"])
        .refuses(Rule::Decision, &["concluded", "reason_missing", "words_wrong"])
        .refuses(Rule::Acceptance, &["accepted_already", "not_accepted"])
        .refuses(Rule::Handling, &["held_by_another"])
}

async fn to_the_case(Member(_): Member, Path(no): Path<String>, reply: Reply) -> Response {
    reply.lead(&links::case(&no))
}

pub(super) type Faults = Vec<FieldFault>;

macro_rules! act {
    // what is sent says it all: the case is not read before the desk reads it
    ($name:ident, $guard:ident, $word:literal, |$sent:tt, _| $read:expr) => {
        async fn $name(
            State(house): State<House>,
            $guard(who): $guard,
            Path(no): Path<String>,
            reply: Reply,
            input: Input<Sent>,
        ) -> Result<Response, Failure> {
            Bringing { house, who, no, reply, act: $word }.bring_unseen(input, |$sent| $read).await
        }
    };
    ($name:ident, $guard:ident, $word:literal, $read:expr) => {
        async fn $name(
            State(house): State<House>,
            $guard(who): $guard,
            Path(no): Path<String>,
            reply: Reply,
            input: Input<Sent>,
        ) -> Result<Response, Failure> {
            Bringing { house, who, no, reply, act: $word }.bring(input, $read).await
        }
    };
}

pub(super) use act;

act!(receive, Member, "receive", |sent, _| Ok(Command::Receive { materials: seen_here(sent) }));
act!(accept, Window, "accept", |_, _| Ok(Command::Accept {}));
act!(grant, Staff, "grant", |_, _| Ok(Command::Grant {}));
act!(deliver, Window, "deliver", |_, _| Ok(Command::Deliver {}));
act!(sign_tolerance, Person, "sign-tolerance", |sent, shown| {
    if sent.text("agreed") != "yes" {
        let words = both("请读一遍承诺，同意再签", "Read the promise, and agree to sign it");
        return Err(vec![FieldFault::new("agreed", words)]);
    }
    let named = sent.codes("materials", "promised", "yes");
    let materials = if named.is_empty() { shown.tolerance.may_follow.clone() } else { named };
    Ok(Command::SignTolerance { materials })
});
act!(accept_tolerantly, Window, "accept-tolerantly", |_, _| Ok(Command::AcceptTolerantly {}));
act!(allow_notice, Staff, "allow-notice", |sent, _| {
    Ok(Command::AllowNotice { reason: sent.text("leave") })
});
act!(withdraw, Person, "withdraw", |_, _| Ok(Command::Withdraw {}));
act!(deny, Staff, "deny", |sent, _| Ok(Command::Deny { reason: sent.text("reason") }));
act!(confirm, Staff, "confirm", |sent, _| Ok(Command::Confirm { opinion: sent.text("opinion") }));
act!(differ, Staff, "differ", |sent, _| {
    Ok(Command::Differ { points: sent.codes("points", "differ", "yes"), reason: sent.text("differs") })
});
act!(send_back, Staff, "send-back", |sent, _| Ok(Command::SendBack { reason: sent.text("why") }));
act!(ask_opinion, Staff, "ask-opinion", |sent, _| {
    let words = both("请写哪一天，如 2026-03-06", "Write a day, like 2026-03-06");
    let by = sent.text("by").trim().parse().map_err(|_| vec![FieldFault::new("by", words)])?;
    Ok(Command::AskOpinion { of: sent.text("of"), question: sent.text("question"), by })
});
act!(give_opinion, Staff, "give-opinion", |sent, _| {
    Ok(Command::GiveOpinion { opinion: number(sent), words: sent.text("answer") })
});
act!(withdraw_opinion, Staff, "withdraw-opinion", |sent, _| {
    Ok(Command::WithdrawOpinion { opinion: number(sent) })
});
act!(resume_clock, Staff, "resume-clock", |sent, _| {
    Ok(Command::ResumeClock { result: sent.text("result") })
});
act!(ask_correction, Window, "ask-correction", |sent, _| {
    Ok(Command::AskCorrection { lacking: sent.codes("lacking", "lacking", "yes"), note: sent.text("note") })
});
act!(decline, Window, "decline", |sent, _| {
    let choose = both("请选依据哪一条", "Choose the ground");
    let ground = serde_json::from_value(Value::String(sent.text("ground")));
    let reason = sent.text("reason");
    let mut faults = Faults::new();
    if ground.is_err() {
        faults.push(FieldFault::new("ground", choose));
    }
    if reason.trim().is_empty() {
        let words = both("请写明理由，申请人要看得懂", "Give the reason, in words the applicant understands");
        faults.push(FieldFault::new("reason", words));
    }
    match ground {
        Ok(ground) if faults.is_empty() => Ok(Command::Decline { ground, reason }),
        _ => Err(faults),
    }
});
act!(refer, Window, "refer", |sent, _| {
    Ok(Command::Refer {
        to: sent.text("to"),
        address: sent.text("address"),
        reason: sent.text("explanation"),
    })
});
act!(stop_clock, Staff, "stop-clock", |sent, _| {
    let mut faults = Faults::new();
    let kind = serde_json::from_value(Value::String(sent.text("kind")));
    if kind.is_err() {
        faults.push(FieldFault::new("kind", both("请选哪一种特别程序", "Choose the procedure")));
    }
    let needed = sent.text("needed").trim().parse();
    if needed.is_err() {
        let words = both("请写约要几个工作日，如 3", "Write about how many working days, like 3");
        faults.push(FieldFault::new("needed", words));
    }
    match (kind, needed) {
        (Ok(kind), Ok(needed)) => Ok(Command::StopClock { kind, needed, notice: sent.text("notice") }),
        _ => Err(faults),
    }
});

async fn examine(
    State(house): State<House>,
    Staff(who): Staff,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<Sent>,
) -> Result<Response, Failure> {
    let points = show::points(&house, &who, no.clone()).await?;
    let bringing = Bringing { house, who, no, reply, act: "examine" };
    bringing.bring_unseen(input, |sent| examination(sent, &points)).await
}

/// The papers a program names or a clerk ticked; none where neither says which.
fn seen_here(sent: &Sent) -> Option<Vec<String>> {
    let named = sent.lists("materials") || sent.text(super::show::LISTED) == "yes";
    named.then(|| sent.codes("materials", super::show::BROUGHT, "yes"))
}

/// Which of the case's opinions; none has the number 0.
fn number(sent: &Sent) -> u32 {
    sent.text("opinion").parse().unwrap_or(0)
}

/// Every point needs a verdict, and a point that is not met its reason; reasons join the opinion.
fn examination(sent: &Sent, points: &[Point]) -> Result<Command, Faults> {
    let met = sent.codes("met", "point", "met");
    let unmet = sent.codes("unmet", "point", "unmet");
    let opinion = sent.text("opinion");
    let mut faults = Faults::new();
    let mut findings = std::collections::BTreeMap::new();
    for point in points {
        let name = &point.code;
        let note = sent.text(&format!("note-{name}"));
        if !met.contains(name) && !unmet.contains(name) {
            let text = Text::new(
                format!("还没有结论：{}", point.text.zh),
                format!("No verdict yet: {}", point.text.en),
            );
            faults.push(FieldFault::new(&format!("point-{name}"), text));
        }
        if unmet.contains(name) && note.trim().is_empty() && (unmet.len() > 1 || opinion.trim().is_empty()) {
            let text = Text::new(
                format!("请写不通过的理由：{}", point.text.zh),
                format!("Give the reason: {}", point.text.en),
            );
            faults.push(FieldFault::new(&format!("note-{name}"), text));
        }
        if unmet.contains(name) && !note.trim().is_empty() {
            findings.insert(name.clone(), note.trim().to_owned());
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Command::Examine { met, unmet, opinion, findings })
}

/// An act on its way to the desk.
pub(super) struct Bringing {
    pub house: House,
    pub who: Actor,
    pub no: String,
    pub reply: Reply,
    pub act: &'static str,
}

impl Bringing {
    /// Read what was sent, bring it to the desk; a no comes back on the case's page.
    pub(super) async fn bring(
        self,
        input: Input<Sent>,
        read: impl Fn(&Sent, &Shown) -> Result<Command, Faults>,
    ) -> Result<Response, Failure> {
        let cause = input.cause(&self.who)?;
        // Whoever may not see the case learns nothing of it, not even that it has moved on.
        let shown = show::read(&self.house, &self.who, self.no.clone()).await?;
        let command = match read(&input.value, &shown) {
            Ok(command) => command,
            Err(faults) => return self.back(shown, &input.value, Failure::Faulty(faults)),
        };
        let to = To::Stream(self.no.clone());
        match self.house.act::<Rules>(self.who.clone(), to, cause, input.seen, command).await {
            Ok(receipt) => Ok(self.reply.done(&links::case(&self.no), &receipt)),
            Err(failure @ (Failure::Refused(_) | Failure::Stale)) => {
                let shown = show::read(&self.house, &self.who, self.no.clone()).await?;
                self.back(shown, &input.value, failure)
            }
            Err(failure) => Err(failure),
        }
    }

    /// As [`Bringing::bring`], for what is read without the case. The desk asks for rights before anything
    /// else; whoever may act but not see meets the case's page, which is not there for her, when it says no.
    pub(super) async fn bring_unseen(
        self,
        input: Input<Sent>,
        read: impl Fn(&Sent) -> Result<Command, Faults>,
    ) -> Result<Response, Failure> {
        let cause = input.cause(&self.who)?;
        let said = match read(&input.value) {
            Ok(command) => {
                let to = To::Stream(self.no.clone());
                self.house.act::<Rules>(self.who.clone(), to, cause, input.seen, command).await
            }
            Err(faults) => Err(Failure::Faulty(faults)),
        };
        match said {
            Ok(receipt) => Ok(self.reply.done(&links::case(&self.no), &receipt)),
            Err(failure @ (Failure::Refused(_) | Failure::Stale | Failure::Faulty(_))) => {
                let shown = show::read(&self.house, &self.who, self.no.clone()).await?;
                self.back(shown, &input.value, failure)
            }
            Err(failure) => Err(failure),
        }
    }

    /// The case's page as it stands now, with what is wrong and what was typed; a program gets the problem.
    fn back(&self, mut shown: Shown, sent: &Sent, failure: Failure) -> Result<Response, Failure> {
        if self.reply.visit().json {
            return Err(failure);
        }
        let mut returned = Returned { act: self.act, typed: sent.typed(), ..Returned::default() };
        let status = match failure {
            Failure::Faulty(faults) => {
                returned.faults = faults;
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Failure::Refused(refusal) => {
                self.refused(&refusal, &mut returned);
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Failure::Stale => {
                returned.notice = Some(stale());
                StatusCode::CONFLICT
            }
            other => return Err(other),
        };
        shown.returned = returned;
        Ok(self.reply.page_as(status, &shown))
    }

    /// The law's no: at its field where it is about one, else above the page.
    fn refused(&self, refusal: &Refusal, returned: &mut Returned) {
        let sentence = self.house.texts.refusal(refusal);
        match field(self.act, refusal.code) {
            Some(name) => {
                let basis = &refusal.basis;
                let text = Text::new(
                    format!("{}依据：{}", sentence.zh, basis.zh),
                    format!("{} Basis: {}", sentence.en, basis.en),
                );
                returned.faults.push(FieldFault::new(name, text));
            }
            None => returned.notice = Some(Notice { sentence, basis: refusal.basis.clone() }),
        }
    }
}

fn stale() -> Notice {
    let sentence = both(
        "没有照办：这件事在您打开之后有了变化。下面是最新情况，您写的字都在。",
        "Not done: the case has changed since you opened it. This is how it stands; what you typed is kept.",
    );
    Notice { sentence, basis: Text::default() }
}

/// The field that a refusal of an act is about, if it is about one.
fn field(act: &str, code: &str) -> Option<&'static str> {
    Some(match (act, code) {
        ("decline" | "deny", "reason_missing" | "words_wrong") => "reason",
        ("decline", "ground_unlawful") => "ground",
        ("send-papers", "reason_missing" | "words_wrong") => "sent_by",
        ("ask-correction" | "return-precheck", "reason_missing" | "words_wrong") => "note",
        ("ask-correction" | "return-precheck", "nothing_lacking" | "not_all_told") => "lacking",
        ("correct", "nothing_handed_in" | "not_asked_for" | "files_too_many") => "materials",
        ("refer", "competent_organ_missing" | "words_wrong") => "to",
        ("stop-clock", "needed_days") => "needed",
        ("stop-clock", "notice_missing" | "words_wrong") => "notice",
        ("stop-clock", "special_unknown" | "stop_without_law" | "inspectors_missing" | "begun_late") => {
            "kind"
        }
        ("resume-clock", "words_wrong") => "result",
        ("examine", "reason_missing" | "words_wrong") => "opinion",
        ("differ", "reason_missing" | "words_wrong") => "differs",
        ("differ", "no_point_named" | "point_unknown") => "differ",
        ("send-back", "reason_missing" | "words_wrong") => "why",
        ("allow-notice", "reason_missing" | "words_wrong") => "leave",
        ("ask-opinion", "reason_missing" | "words_wrong") => "question",
        ("ask-opinion", "officer_unknown" | "opinion_asked_already" | "asks_oneself") => "of",
        ("ask-opinion", "day_past") => "by",
        (
            "unclaim" | "reassign" | "hand-over" | "end-mode" | "terminate" | "void",
            "reason_missing" | "words_wrong",
        ) => "why_so",
        ("terminate", "clause_missing" | "clause_unlawful") => "clause",
        ("set-mode", "colleague_unknown") => "leader",
        ("reassign" | "hand-over", "colleague_unknown" | "holds_already" | "hands_to_oneself") => "colleague",
        ("give-opinion", "reason_missing" | "words_wrong") => "answer",
        ("check-pledge" | "check-mended", "reason_missing" | "words_wrong") => "check_record",
        ("check-pledge" | "check-mended", "officer_unknown" | "check_alone") => "check_with",
        ("report-mended", "reason_missing" | "words_wrong") => "mended_report",
        ("sign-pledge", "pledge_not_seen") => "signed_paper",
        _ => return super::course::field(act, code).or_else(|| super::upward::field(act, code)),
    })
}
