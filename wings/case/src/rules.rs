//! The life of a case, as the law tells it: what may be asked, what then happens, what is true after.
//!
//! Steps and clocks follow the Administrative Licensing Law (2003, amended 2019) Art. 29–45; for other
//! kinds of items the same steps rest on the item's own law or the county's service rule, and every
//! refusal names the one that applies (one-way door 9).

mod acceptance;
mod acts;
mod beside;
mod ceasing;
mod clocks;
mod closing;
mod command;
mod correction;
mod course;
mod decision;
mod ending;
mod examination;
mod files;
mod filing;
mod following;
mod forwarding;
mod handling;
mod life;
mod opinions;
mod outcome;
mod pledge;
mod precheck;
mod proof;
mod quantity;
mod receiving;
mod second;
mod terms;
#[cfg(test)]
mod tests;
mod tolerance;

use std::collections::BTreeSet;

use facts::case::Event;
use kernel::decider::Written;
use kernel::{Act, Ctx, Day, Decider, Entry, Refusal, Role, Where};
use serde::{Deserialize, Serialize};

pub use acceptance::no_longer;
pub use acts::{ACTS, SEE, open_to};
pub use beside::{Beside, beside};
pub use clocks::{Dues, dues, strikes};
pub use command::Command;
pub use course::{Consultation, Course, Hearing, Objection, Public, Visit, Word, moments, public_until};
pub use files::Handed;
pub use filing::{Carried, Parcel};
pub use following::Following;
pub use forwarding::Forwarded;
pub use handling::Handling;
pub use life::{Acceptance, Case, Correction, Examination, Filed, Interruption, Opinion, Reply, Second};
pub use life::{Notices, Standing, Voice};
pub use life::{caught_up, missing, standing};
pub use opinions::Officer;
pub use outcome::Wanting;
pub use pledge::{Check, Mend, Pledge, may_pledge, owed};
pub use precheck::{Found, Precheck};
pub use proof::{Light, Mover, Proof, Proved, Why, light, proofs};
pub use quantity::{Queue, Queued};
pub use tolerance::{Promised, Tolerance, may_follow};

use examination::Judged;
use terms::Terms;

/// Whose matter it is when an officer takes it in at a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behalf {
    /// Opaque id of the applicant.
    pub party: String,
    /// A person, or an organisation through whoever came: `Role::Citizen` or `Role::Agent`.
    pub role: Role,
    /// The house files it as a member of a bundle 一件事, and who took that in at a window (or empty).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<String>,
    /// Files that were handed in once for the whole bundle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Handed>,
}

/// What the registers say that a decision about a case relies on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The officer of whom something is asked: an opinion, to come along, to preside; or one of the organ
    /// that is asked; or the one to whom the case is given. None where there is nobody.
    pub asked: Option<Officer>,
    /// Opaque ids of those for whom the actor stands in today.
    pub stands_in_for: BTreeSet<String>,
    /// Opaque ids of those who have claimed the case and have no post any more.
    pub gone: BTreeSet<String>,
    /// Has the applicant broken a promise that a paper would follow, and not made it good?
    pub broke_promises: bool,
    /// Where it stands among those accepted for the same limited places.
    pub queue: Queue,
    /// The day of the joint visit to which the case was called and where its organ has not been.
    pub joint: Option<Day>,
    /// Documents of the outcome that are not drawn yet; empty when everything is there.
    pub wanting: Vec<Wanting>,
}

/// What may be asked between acceptance and the decision besides examining.
fn on_the_way(terms: &Terms<'_>, command: &Command, known: &Known) -> Result<Vec<Entry<Event>>, Refusal> {
    match command {
        Command::Extend { days, reason } => course::extend(terms, *days, reason),
        Command::OpenPublicity {} => course::open(terms),
        Command::Object { name, reason } => course::object(terms, name, reason),
        Command::AnswerObjection { objection, upheld, answer } => {
            course::answer_objection(terms, *objection, *upheld, answer)
        }
        Command::TellHearingRight { others, matter } => course::tell(terms, *others, matter),
        Command::RequestHearing { by } => course::request(terms, by),
        Command::SetHearing { on, place, notice, .. } => course::set(terms, known, *on, place, notice),
        Command::HoldHearing { record } => course::hold(terms, record),
        Command::SetVisit { on, apart, .. } => course::set_visit(terms, known, *on, apart),
        Command::RecordVisit { visit, record } => course::record(terms, *visit, record),
        Command::Consult { question, by, .. } => course::consult(terms, known, question, *by),
        Command::AnswerConsultation { consultation, agrees, answer } => {
            course::answer_consultation(terms, *consultation, *agrees, answer)
        }
        _ => Ok(vec![]),
    }
}

/// The rules of a case; the [`Decider`] of the wing `case`.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "case";
    type Command = Command;
    type Event = Event;
    type State = Case;
    type Known = Known;

    fn lapse(case: &Case, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
        clocks::lapse(case, ctx)
    }

    fn asks(case: &Case, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        acts::asks(case, command, ctx)
    }

    fn decide(
        case: &Case,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        let terms = || Terms::of(case, ctx);
        if let Ok(terms) = terms() {
            handling::free(&terms, command, known)?;
            terms.let_it_go(command)?;
        }
        match command {
            Command::Apply { .. } => acceptance::apply(case, command, ctx),
            Command::Receive { materials } => receiving::receive(&terms()?, materials.as_deref()),
            Command::Accept {} => acceptance::accept(&terms()?),
            Command::AskCorrection { lacking, note } => correction::ask(&terms()?, lacking, note),
            Command::SignTolerance { materials } => tolerance::sign(&terms()?, known, materials),
            Command::AcceptTolerantly {} => tolerance::accept(&terms()?),
            Command::Follow { materials, files } => tolerance::follow(&terms()?, materials, files),
            Command::AllowNotice { reason } => closing::allow(&terms()?, reason),
            Command::Correct { materials, answers, files } => {
                correction::correct(&terms()?, &correction::Supplied { materials, answers, files })
            }
            Command::Enclose { material, files } => files::enclose(&terms()?, material, files),
            Command::Decline { ground, reason } => ending::decline(&terms()?, *ground, reason),
            Command::Refer { to, address, reason } => ending::refer(&terms()?, to, address, reason),
            Command::StopClock { kind, needed, notice } => clocks::stop(&terms()?, *kind, *needed, notice),
            Command::ResumeClock { result } => clocks::resume(&terms()?, result),
            Command::Examine { met, unmet, opinion, findings } => {
                examination::examine(&terms()?, &Judged { met, unmet, opinion, findings })
            }
            Command::Confirm { opinion } => second::confirm(&terms()?, opinion),
            Command::Differ { points, reason } => second::differ(&terms()?, points, reason),
            Command::SendBack { reason } => second::send_back(&terms()?, reason),
            Command::AskOpinion { question, by, .. } => opinions::ask(&terms()?, known, question, *by),
            Command::GiveOpinion { opinion, words } => opinions::give(&terms()?, *opinion, words),
            Command::WithdrawOpinion { opinion } => opinions::withdraw(&terms()?, *opinion),
            Command::Grant {} => decision::grant(&terms()?, known),
            Command::Deny { reason } => decision::deny(&terms()?, known, reason),
            Command::Deliver {} => decision::deliver(&terms()?, known),
            Command::Withdraw {} => ending::withdraw(&terms()?),
            Command::Tick {} => Ok(vec![]),
            other => handled(&terms()?, other, known),
        }
    }

    fn evolve(case: Case, event: &Event, written: &Written<'_>) -> Case {
        life::evolve(case, event, written)
    }
}

/// What is about who handles the case and how, and what ends it without a decision.
fn handled(terms: &Terms<'_>, command: &Command, known: &Known) -> Result<Vec<Entry<Event>>, Refusal> {
    match command {
        Command::Claim {} => handling::claim(terms, known),
        Command::Unclaim { reason } => handling::unclaim(terms, reason),
        Command::Reassign { reason, .. } => handling::reassign(terms, known, reason),
        Command::HandOver { reason, .. } => handling::hand_over(terms, known, reason),
        Command::TakeOver {} => handling::take_over(terms),
        Command::SetMode { mode, .. } => following::set(terms, known, *mode),
        Command::EndMode { mode, reason } => following::end(terms, *mode, reason),
        Command::Settle {} => following::settle(terms),
        Command::Terminate { ground, clause, reason } => ceasing::terminate(terms, *ground, clause, reason),
        Command::Void { reason } => ceasing::void(terms, reason),
        Command::SignPledge { materials, seen } => pledge::sign(terms, known, materials, *seen),
        Command::CheckPledge { kept, broken, record, findings, .. } => {
            pledge::check(terms, known, &pledge::Found { kept, broken, record, findings })
        }
        Command::ReportMended { report } => pledge::report(terms, report),
        Command::CheckMended { mended, record, .. } => pledge::check_mended(terms, known, *mended, record),
        Command::Forward { opinion } => forwarding::forward(terms, opinion),
        Command::EnterDecision { granted, number, on, reason } => {
            forwarding::answered(terms, *granted, number, *on, reason)
        }
        Command::AskPrecheck {} => precheck::ask(terms),
        Command::PassPrecheck {} => precheck::pass(terms),
        Command::ReturnPrecheck { lacking, note } => precheck::give_back(terms, lacking, note),
        Command::SendPapers { by } => filing::send(terms, by),
        Command::PapersArrived {} => filing::arrive(terms),
        _ => on_the_way(terms, command, known),
    }
}
