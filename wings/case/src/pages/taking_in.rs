//! Acts before formal receipt, and of papers that another hall took in: one handler an act.

use axum::extract::{Path, State};
use axum::response::Response;
use house::web::{Input, Person, Reply, Route, Window, post_of};
use house::{Failure, House};
use kernel::Rule;
use kernel::limits::REASON_CHARS;
use schemars::JsonSchema;

use super::acts::{Bringing, TELLING, act, of_any_act};
use super::asked::{AskCorrection, Plain};
use super::sent::Sent;
use crate::rules::Command;

/// 移送纸件: with what.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "draws a shape; what is sent is read field by field, in `sent`")]
struct SendPapers {
    /// A waybill, or who carries them.
    #[schemars(length(min = 1, max = REASON_CHARS), example = &"政务专递 ZY0001")]
    sent_by: String,
    /// The version of the case that was shown.
    seen: Option<i64>,
}

/// The acts and who may stand at their address.
pub(super) fn routes() -> Vec<Route> {
    let look = Rule::Precheck;
    let papers = Rule::Receiving;
    vec![
        of_any_act(post_of::<Person, Plain, _, _>("/cases/{no}/ask-precheck", ask_precheck)).refuses(
            look,
            &["no_precheck", "precheck_asked_already", "precheck_after_notice", "received_already"],
        ),
        of_any_act(post_of::<Window, Plain, _, _>("/cases/{no}/pass-precheck", pass_precheck))
            .refuses(look, &["precheck_not_asked"])
            .refuses(Rule::OneTimeNotice, &["materials_missing"]),
        of_any_act(post_of::<Window, AskCorrection, _, _>("/cases/{no}/return-precheck", return_precheck))
            .refuses(look, &["precheck_not_asked"])
            .refuses(Rule::OneTimeNotice, TELLING),
        of_any_act(post_of::<Window, SendPapers, _, _>("/cases/{no}/send-papers", send_papers))
            .refuses(papers, &["not_carried", "papers_sent"]),
        of_any_act(post_of::<Window, Plain, _, _>("/cases/{no}/papers-arrived", papers_arrived))
            .refuses(papers, &["not_carried", "papers_not_sent", "papers_here"]),
    ]
}

act!(ask_precheck, Person, "ask-precheck", |_, _| Ok(Command::AskPrecheck {}));
act!(pass_precheck, Window, "pass-precheck", |_, _| Ok(Command::PassPrecheck {}));
act!(return_precheck, Window, "return-precheck", |sent, _| {
    Ok(Command::ReturnPrecheck { lacking: sent.codes("lacking", "lacking", "yes"), note: sent.text("note") })
});
act!(send_papers, Window, "send-papers", |sent, _| Ok(Command::SendPapers { by: sent.text("sent_by") }));
act!(papers_arrived, Window, "papers-arrived", |_, _| Ok(Command::PapersArrived {}));
