//! What may be asked of a case.

use std::collections::BTreeMap;

use facts::case::{Cease, Ground, Mode};
use kernel::Day;
use kernel::form::Answers;
use kernel::item::{Situation, SpecialKind};
use serde::{Deserialize, Serialize};

use super::{Behalf, Handed, Parcel};

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
        on_behalf: Option<Box<Behalf>>,
        /// Files on her shelf. They are not part of the command's text: whoever sends a form twice finds
        /// the shelf empty, and it is still the same command.
        #[serde(skip)]
        files: Vec<Handed>,
        /// The parcel it came in, where a window takes in what a courier brought.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<Parcel>,
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
        /// Why on another day than that of the joint visit to which the case was called; or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        apart: String,
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
    // upward: sent to the higher body that decides, and its letter
    /// 转报: opinion and all materials go to the higher body that decides.
    Forward {
        /// The organ's opinion; sealed.
        opinion: String,
    },
    /// 上级决定: the letter of a higher body outside this house came.
    EnterDecision {
        /// Did it grant?
        granted: bool,
        /// Number of its letter.
        number: String,
        /// The day of its decision.
        on: Day,
        /// Why, in its words; sealed.
        reason: String,
    },
    // filing: a look before formal receipt, and papers that another hall took in
    /// 申请预审.
    AskPrecheck {},
    /// 预审通过.
    PassPrecheck {},
    /// 预审退回: everything that is lacking, once.
    ReturnPrecheck {
        /// Codes of the materials to supply or mend, and `field.<code>` of answers to mend.
        lacking: Vec<String>,
        /// How to mend them; sealed.
        note: String,
    },
    /// 移送纸件: the hall that took it in sends them on.
    SendPapers {
        /// With what: a waybill, or who carries them; sealed.
        by: String,
    },
    /// 收到移送的纸件.
    PapersArrived {},
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}
