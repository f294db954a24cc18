//! 告知承诺 on the pages of a case: what is told before she signs, what the organ verifies afterwards, and what
//! she is to mend.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Member, Reply, Route, Staff, post_of};
use house::{Failure, House};
use kernel::form::FieldFault;
use kernel::limits::{LINE_CHARS, REASON_CHARS};
use kernel::{Ctx, Day, Limit, Role, Rule, Text};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::acts::{Bringing, Faults, act};
use super::sent::Sent;
use super::show::Shown;
use super::words::both;
use crate::rules::{self, Case, Command};

mod drawn;

/// In front of the code of a paper for which she promises, as a field.
const PLEDGED: &str = "pledged";
/// In front of the code of a promise, as the field of its verdict.
const VERDICT: &str = "promise";
/// In front of the code of a promise, as the field of what was found of it.
const FOUND: &str = "found";

/// What may be promised in place of papers, and what became of it.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct PledgeShown {
    /// Codes of lacking materials for which a promise may stand in.
    pub may_pledge: Vec<String>,
    /// Every word that would be told and signed for them, a paragraph a line.
    pub words: Text,
    /// Codes of the materials for which a promise stands in.
    pub signed: Vec<String>,
    /// Their names.
    pub papers: Text,
    /// The day on which it was signed.
    pub signed_on: Option<Day>,
    /// Was it signed on paper at a window?
    pub on_paper: bool,
    /// What was promised, and what officers found of it.
    pub promises: Vec<PromiseShown>,
    /// The last day of the verification, while the organ owes it.
    pub check_by: Option<Day>,
    /// The day that passed without it.
    pub check_overdue: Option<Day>,
    /// The day on which it was verified.
    pub checked_on: Option<Day>,
    /// The last day to mend what is broken, while it is not mended.
    pub mend_by: Option<Day>,
    /// The day on which she said that it is mended, while nobody has looked.
    pub reported_on: Option<Day>,
    /// The day on which officers found it mended.
    pub mended_on: Option<Day>,
    /// The day that passed without it being mended.
    pub forfeited: Option<Day>,
}

/// One promise.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PromiseShown {
    /// Its name in the case.
    pub code: String,
    /// The condition and its standard.
    pub text: Text,
    /// The clause.
    pub basis: Text,
    /// Was it kept? None before it is verified.
    pub kept: Option<bool>,
    /// What was found, where it was not.
    pub finding: String,
}

/// What is shown of a case's promise.
pub(super) fn gather(case: &Case, ctx: &Ctx<'_>, findings: BTreeMap<String, String>) -> PledgeShown {
    let Some(filed) = &case.filed else { return PledgeShown::default() };
    let Some(edition) = ctx.edition(&filed.edition) else { return PledgeShown::default() };
    let (item, pledge) = (&edition.item, &case.pledge);
    let (may_pledge, words) = rules::may_pledge(case, ctx);
    let (check_by, mend_by) = rules::owed(case, ctx);
    let check = pledge.check.as_ref();
    let mend = check.and_then(|check| check.mend.as_ref());
    // a supervisor watches clocks and reads nobody's words
    let masked = ctx.actor.role == Role::Supervisor;
    let verdict = |code: &String| {
        check.filter(|check| check.done_on.is_some()).map(|check| !check.broken.contains(code))
    };
    let promise = |one: &kernel::item::Promised| PromiseShown {
        code: one.code.clone(),
        text: one.text.clone(),
        basis: one.basis.clone(),
        kept: verdict(&one.code),
        finding: findings.get(&one.code).filter(|_| !masked).cloned().unwrap_or_default(),
    };
    let (zh, en): (Vec<String>, Vec<String>) =
        pledge.signed.iter().map(|code| item.lacking_name(code)).map(|name| (name.zh, name.en)).unzip();
    let promised = !pledge.signed.is_empty();
    PledgeShown {
        may_pledge,
        words,
        signed: pledge.signed.iter().cloned().collect(),
        papers: Text::new(zh.join("、"), en.join("; ")),
        signed_on: pledge.signed_on.filter(|_| promised),
        on_paper: pledge.on_paper,
        promises: item.promises.iter().filter(|_| promised).map(promise).collect(),
        check_by,
        check_overdue: pledge.to_check().and_then(|check| check.overdue),
        checked_on: check.and_then(|check| check.done_on),
        mend_by,
        reported_on: mend.filter(|mend| mend.mended.is_none()).and_then(|mend| mend.reported),
        mended_on: mend.and_then(|mend| mend.mended),
        forfeited: mend.and_then(|mend| mend.forfeited),
    }
}

impl Shown {
    /// What is promised of the decision once the case is accepted.
    pub(super) fn promised_limit(&self) -> Limit {
        let pledged = self.file.commitment.as_ref().filter(|_| !self.pledge.signed.is_empty());
        match pledged.filter(|told| told.on_the_spot) {
            Some(_) => Limit::ON_THE_SPOT,
            None => self.file.promised_limit,
        }
    }
}

/// 签署告知承诺书.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
struct SignPledge {
    /// Codes of the materials; without the list, all for which a promise may stand in.
    #[schemars(example = ["test-report"])]
    materials: Option<Vec<String>>,
    /// `yes`, from the applicant: everything that is told was read and is promised.
    #[schemars(example = &"yes")]
    agreed: Option<String>,
    /// `yes`, from a clerk at a window: the signed paper lies before her.
    signed_paper: Option<String>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 承诺核查: a verdict on every promise, `promise-<code>` with `kept` or `broken`, and `found-<code>` for one
/// that is broken.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
struct CheckPledge {
    /// Account of the other officer who was there.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"s-zhou")]
    check_with: String,
    /// Codes of the promises that were kept, in place of `promise-<code>`.
    #[schemars(example = ["values", "facilities", "staff"])]
    kept: Option<Vec<String>>,
    /// Codes of those that were not.
    broken: Option<Vec<String>>,
    /// What was done and seen.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    check_record: String,
    /// Verdicts and findings by the code of the promise.
    #[schemars(flatten)]
    found: BTreeMap<String, Value>,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 报告整改完成.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
struct ReportMended {
    /// What was done.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    mended_report: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// 整改复查.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it draws a shape; what is sent is read field by field")]
struct CheckMended {
    /// Account of the other officer who was there.
    #[schemars(length(min = 1, max = LINE_CHARS), example = &"s-zhou")]
    check_with: String,
    /// `yes` where it is mended, `no` where it is not.
    #[schemars(extend("enum" = ["yes", "no"]), example = &"yes")]
    mended: String,
    /// What was seen.
    #[schemars(length(min = 1, max = REASON_CHARS))]
    check_record: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// Why no two officers went.
const TWO: &[&str] = &["officer_unknown", "check_alone"];

/// The acts.
pub(super) fn routes() -> Vec<Route> {
    vec![
        post_of::<Member, SignPledge, _, _>("/cases/{no}/sign-pledge", sign_pledge).refuses(
            Rule::Pledging,
            &[
                "pledge_not_offered",
                "signed_already",
                "promise_broken_before",
                "may_not_pledge",
                "nothing_to_pledge",
                "pledge_not_seen",
            ],
        ),
        post_of::<Staff, CheckPledge, _, _>("/cases/{no}/check-pledge", check_pledge)
            .refuses(
                Rule::Verifying,
                &["nothing_to_check", "pledge_checked_already", "promises_open", "finding_missing"],
            )
            .refuses(Rule::Verifying, TWO),
        post_of::<Member, ReportMended, _, _>("/cases/{no}/report-mended", report_mended)
            .refuses(Rule::Verifying, &["nothing_to_mend", "mended_reported"]),
        post_of::<Staff, CheckMended, _, _>("/cases/{no}/check-mended", check_mended)
            .refuses(Rule::Verifying, &["nothing_to_mend", "nothing_reported"])
            .refuses(Rule::Verifying, TWO),
    ]
}

act!(sign_pledge, Member, "sign-pledge", |sent, shown| {
    let clerk = shown.role == Role::Clerk;
    if !clerk && sent.text("agreed") != "yes" {
        let words = both("请读一遍告知的内容，愿意承诺再签", "Read what is told, and agree to promise it");
        return Err(vec![FieldFault::new("agreed", words)]);
    }
    let named = sent.codes("materials", PLEDGED, "yes");
    let materials = if named.is_empty() { shown.pledge.may_pledge.clone() } else { named };
    Ok(Command::SignPledge { materials, seen: sent.text("signed_paper") == "yes" })
});
act!(check_pledge, Staff, "check-pledge", verdicts);
act!(report_mended, Member, "report-mended", |sent, _| {
    Ok(Command::ReportMended { report: sent.text("mended_report") })
});
act!(check_mended, Staff, "check-mended", |sent, _| {
    let mended = sent.text("mended");
    if !matches!(mended.as_str(), "yes" | "no") {
        let words = both("请选整改好了没有", "Say whether it is mended");
        return Err(vec![FieldFault::new("mended", words)]);
    }
    let (with, record) = (sent.text("check_with"), sent.text("check_record"));
    Ok(Command::CheckMended { with, mended: mended == "yes", record })
});

/// Every promise has its verdict, and each that is broken what was found.
fn verdicts(sent: &Sent, shown: &Shown) -> Result<Command, Faults> {
    let (kept, broken) = (sent.codes("kept", VERDICT, "kept"), sent.codes("broken", VERDICT, "broken"));
    let (mut faults, mut findings) = (Faults::new(), BTreeMap::new());
    for promise in &shown.pledge.promises {
        let (code, found) = (&promise.code, sent.text(&format!("{FOUND}-{}", promise.code)));
        let told = |zh: &str, en: &str| {
            Text::new(format!("{zh}：{}", promise.text.zh), format!("{en}: {}", promise.text.en))
        };
        if !kept.contains(code) && !broken.contains(code) {
            faults.push(FieldFault::new(&format!("{VERDICT}-{code}"), told("还没有结论", "No verdict yet")));
        }
        if broken.contains(code) && found.trim().is_empty() {
            let text = told("请写查到什么", "Say what was found");
            faults.push(FieldFault::new(&format!("{FOUND}-{code}"), text));
        }
        if broken.contains(code) {
            findings.insert(code.clone(), found.trim().to_owned());
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let (with, record) = (sent.text("check_with"), sent.text("check_record"));
    Ok(Command::CheckPledge { with, kept, broken, record, findings })
}
