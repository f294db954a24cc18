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
mod correction;
mod course;
mod decision;
mod ending;
mod examination;
mod files;
mod following;
mod handling;
mod life;
mod opinions;
mod outcome;
mod pledge;
mod proof;
mod receiving;
mod second;
mod terms;
#[cfg(test)]
mod tests;
mod tolerance;

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Cease, Event, Ground, Mode};
use kernel::decider::Written;
use kernel::form::Answers;
use kernel::item::{Situation, SpecialKind};
use kernel::{Act, Ctx, Day, Decider, Entry, Refusal, Role, Where};
use serde::{Deserialize, Serialize};

pub use acceptance::no_longer;
pub use acts::{ACTS, SEE, open_to};
pub use beside::{Beside, beside};
pub use clocks::{Dues, dues, strikes};
pub use course::{Consultation, Course, Hearing, Objection, Public, Visit, Word, moments, public_until};
pub use files::Handed;
pub use following::Following;
pub use handling::Handling;
pub use life::{Acceptance, Case, Correction, Examination, Filed, Interruption, Opinion, Reply, Second};
pub use life::{Notices, Standing, Voice};
pub use life::{caught_up, missing, standing};
pub use opinions::Officer;
pub use outcome::Wanting;
pub use pledge::{Check, Mend, Pledge, may_pledge, owed};
pub use proof::{Light, Mover, Proof, Proved, Why, light, proofs};
pub use tolerance::{Promised, Tolerance, may_follow};

use acceptance::Filing;
use examination::Judged;
use terms::Terms;

/// What may be asked of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// 申请: the applicant files under an edition in force.
    Apply {
        /// Code of the item.
        item: String,
        /// The edition, by hash, that she read.
        edition: String,
        /// What the guided questions resolved to.
        situation: Situation,
        /// Codes of the materials she hands in.
        materials: Vec<String>,
        /// Name of the applicant; sealed.
        applicant: String,
        /// Mobile number; sealed.
        phone: String,
        /// What she typed into the form; sealed.
        answers: Answers,
        /// Whose matter it is, where an officer takes it in at a window 帮办; none where she files herself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf: Option<Behalf>,
        /// Files on her shelf. They are not part of the command's text: whoever sends a form twice finds
        /// the shelf empty, and it is still the same command.
        #[serde(skip)]
        files: Vec<Handed>,
    },
    /// 收件: the window confirms what lies on the counter.
    Receive {
        /// Codes of the papers; none: all that the applicant said she would bring.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        materials: Option<Vec<String>>,
    },
    /// 受理.
    Accept {},
    /// 一次性告知: everything that is lacking, once.
    AskCorrection {
        /// Codes of the materials to supply or mend, and `field.<code>` of answers to mend.
        lacking: Vec<String>,
        /// How to mend them; sealed.
        note: String,
    },
    /// 准许再次告知: a supervisor lets the organ ask a second time.
    AllowNotice {
        /// Why; sealed.
        reason: String,
    },
    /// 签署容缺受理承诺: the applicant promises to supply these after acceptance.
    SignTolerance {
        /// Codes of the materials.
        materials: Vec<String>,
    },
    /// 容缺受理.
    AcceptTolerantly {},
    /// 补交承诺的材料: what was promised comes.
    Follow {
        /// Codes of the materials; at the window they lie on the counter.
        materials: Vec<String>,
        /// Files; not part of the command's text.
        #[serde(skip)]
        files: Vec<Handed>,
    },
    /// 补正: the applicant supplies some or all of it.
    Correct {
        /// Codes of the materials supplied, and `field.<code>` of answers mended.
        materials: Vec<String>,
        /// New answers of exactly those fields; sealed.
        #[serde(default, skip_serializing_if = "Answers::is_empty")]
        answers: Answers,
        /// Files on her shelf; not part of the command's text either.
        #[serde(skip)]
        files: Vec<Handed>,
    },
    /// 收存文件: the window puts a file on the case of a paper that the applicant brought.
    Enclose {
        /// Code of the material.
        material: String,
        /// The files; not part of the command's text.
        #[serde(skip)]
        files: Vec<Handed>,
    },
    /// 不予受理.
    Decline {
        /// Why.
        ground: Ground,
        /// In words the applicant understands; sealed.
        reason: String,
    },
    /// 转告主管机关.
    Refer {
        /// Name of the competent organ.
        to: String,
        /// Where it is.
        address: String,
        /// Why it is that organ's matter; sealed.
        reason: String,
    },
    /// 中止计时: a special procedure begins.
    StopClock {
        /// Which.
        kind: SpecialKind,
        /// Working days it is announced to need.
        needed: u32,
        /// Number of the written notice to the applicant.
        notice: String,
    },
    /// 恢复计时: the special procedure ended.
    ResumeClock {
        /// What came of it; sealed.
        result: String,
    },
    /// 延期: the limit is extended, once.
    Extend {
        /// By so many days of the statutory limit's unit.
        days: u32,
        /// Why, as the applicant is told; sealed.
        reason: String,
    },
    /// 公示: the matter becomes public.
    OpenPublicity {},
    /// 提出异议: somebody who read it objects.
    Object {
        /// Her name; sealed under her own key.
        name: String,
        /// Why; sealed under her own key.
        reason: String,
    },
    /// 答复异议.
    AnswerObjection {
        /// Which of the case's objections.
        objection: u32,
        /// Is it right?
        upheld: bool,
        /// Why; sealed under the key of who objected.
        answer: String,
    },
    /// 告知听证权利.
    TellHearingRight {
        /// May others whose interests are touched ask too?
        others: bool,
        /// What may be heard; sealed.
        matter: String,
    },
    /// 申请听证.
    RequestHearing {
        /// Who asks, where a window takes it down for others; sealed.
        by: String,
    },
    /// 听证通知.
    SetHearing {
        /// The day.
        on: Day,
        /// Where.
        place: String,
        /// Opaque id of the officer who presides.
        presider: String,
        /// Number of the written notice.
        notice: String,
    },
    /// 听证笔录: it was held.
    HoldHearing {
        /// The record; sealed.
        record: String,
    },
    /// 告知现场核查.
    SetVisit {
        /// The day.
        on: Day,
        /// Opaque id of the officer who comes too.
        with: String,
    },
    /// 现场记录.
    RecordVisit {
        /// Which of the case's visits.
        visit: u32,
        /// What was found; sealed.
        record: String,
    },
    /// 征求其他机关意见.
    Consult {
        /// Code of the organ that is asked.
        organ: String,
        /// What is asked; sealed.
        question: String,
        /// The last day to answer.
        by: Day,
    },
    /// 答复征求的意见.
    AnswerConsultation {
        /// Which of the case's consultations.
        consultation: u32,
        /// Has the organ no objection?
        agrees: bool,
        /// Why; sealed.
        answer: String,
    },
    /// 审查: the examiner judges every point.
    Examine {
        /// Codes of the points that are met.
        met: Vec<String>,
        /// Codes of the points that are not.
        unmet: Vec<String>,
        /// In words; sealed.
        opinion: String,
        /// Why each point is not met, by its code; sealed. Where one point is not met and nothing stands
        /// here, the opinion is its finding.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        findings: BTreeMap<String, String>,
    },
    /// 复核: a second officer found the same.
    Confirm {
        /// In words; sealed.
        opinion: String,
    },
    /// 复核有异议: a second officer found otherwise.
    Differ {
        /// Codes of the points he judges otherwise.
        points: Vec<String>,
        /// Why; sealed.
        reason: String,
    },
    /// 退回重审: the head wants it examined again.
    SendBack {
        /// Why; sealed.
        reason: String,
    },
    /// 征求意见: another officer of the organ is asked.
    AskOpinion {
        /// Opaque id of the officer.
        of: String,
        /// What is asked; sealed.
        question: String,
        /// The day by which the asker hopes to hear.
        by: Day,
    },
    /// 提出意见: the officer who was asked answers.
    GiveOpinion {
        /// Which of the case's opinions.
        opinion: u32,
        /// What he thinks; sealed.
        words: String,
    },
    /// 收回征求: the asker no longer needs it.
    WithdrawOpinion {
        /// Which.
        opinion: u32,
    },
    /// 准予.
    Grant {},
    /// 不予许可, 不予确认.
    Deny {
        /// The reason the applicant will read; sealed.
        reason: String,
    },
    /// 送达.
    Deliver {},
    /// 撤回申请.
    Withdraw {},
    /// 认领.
    Claim {},
    /// 退回待办.
    Unclaim {
        /// Why; sealed.
        reason: String,
    },
    /// 改派.
    Reassign {
        /// Opaque id of the officer.
        to: String,
        /// Why; sealed.
        reason: String,
    },
    /// 移交.
    HandOver {
        /// Opaque id of the colleague.
        to: String,
        /// Why; sealed.
        reason: String,
    },
    /// 接手.
    TakeOver {},
    /// 办理方式.
    SetMode {
        /// Which.
        mode: Mode,
        /// Opaque id of the officer who guides or follows; empty where the mode names nobody.
        of: String,
    },
    /// The mode ends.
    EndMode {
        /// Which.
        mode: Mode,
        /// Why; sealed.
        reason: String,
    },
    /// 办妥: the applicant closes what was followed through.
    Settle {},
    /// 终止.
    Terminate {
        /// Why.
        ground: Cease,
        /// The clause, where the ground is another law's.
        clause: String,
        /// In words the applicant understands; sealed.
        reason: String,
    },
    /// 作废.
    Void {
        /// Why; sealed.
        reason: String,
    },
    // Notification and commitment 告知承诺.
    /// 签署告知承诺书.
    SignPledge {
        /// Codes of the materials for which the promise stands in.
        materials: Vec<String>,
        /// An officer at a window has the signed paper before him; nobody else is asked.
        seen: bool,
    },
    /// 承诺核查, by two officers.
    CheckPledge {
        /// Opaque id of the other officer.
        with: String,
        /// Codes of the promises that were kept.
        kept: Vec<String>,
        /// Codes of those that were not.
        broken: Vec<String>,
        /// What was done and seen; sealed.
        record: String,
        /// What was found of each promise that was not kept, by its code; sealed.
        findings: BTreeMap<String, String>,
    },
    /// 报告整改完成.
    ReportMended {
        /// What was done; sealed.
        report: String,
    },
    /// 整改复查, by two officers.
    CheckMended {
        /// Opaque id of the other officer.
        with: String,
        /// Is it mended?
        mended: bool,
        /// What was seen; sealed.
        record: String,
    },
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}

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
        Command::SetVisit { on, .. } => course::set_visit(terms, known, *on),
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
        }
        match command {
            Command::Apply {
                item,
                edition,
                situation,
                materials,
                applicant,
                phone,
                answers,
                on_behalf,
                files,
            } => {
                let behalf = on_behalf.as_ref();
                let filing =
                    Filing { item, edition, situation, materials, applicant, phone, answers, behalf, files };
                acceptance::apply(case, &filing, ctx)
            }
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
            Command::Grant {} => decision::grant(&terms()?),
            Command::Deny { reason } => decision::deny(&terms()?, reason),
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
        _ => on_the_way(terms, command, known),
    }
}
