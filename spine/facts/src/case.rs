//! What can happen to a case. Names, contacts, answers, reasons and opinions are in the sealed part.

use kernel::item::{Situation, SpecialKind};
use kernel::{Basis, Day, Limit, Role, Text};
use serde::{Deserialize, Serialize};

mod filing;
mod place;
mod pledge;
mod words;

pub use self::{filing::Came, filing::Reused, filing::Way, place::Place, pledge::Mending};
pub use words::{Block, Cease, Clock, Closes, Ending, FILE_NAME, FINDING, File, Follows, Ground, Mode};

/// An event of the wing `case`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Somebody applied; the materials count as received on this civil day.
    /// Sealed: `applicant`, `phone` and every answer of the form as `answer.<field>`.
    Applied {
        /// Code of the item.
        item: String,
        /// Edition, by hash, under which it was filed.
        edition: String,
        /// The organ that must answer.
        organ: String,
        /// The hall whose all-in-one windows take it in, or empty.
        hall: String,
        /// Whose matter it is.
        party: String,
        /// What the guided questions resolved to.
        situation: Situation,
        /// Codes of the materials: those with a file are here, the others she says she will bring.
        materials: Vec<String>,
        /// The day told to the applicant, by which she will hear.
        reply_by: Day,
        /// 帮办: opaque id of the officer who took it in at a window for the applicant, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        helped_by: String,
        /// Files she handed in with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<File>,
        /// The day of the first answer that the county promises, where the law gives it longer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Day>,
        /// Code of the government whose head approves an extension, where several bodies decide together.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        joint_with: String,
        /// How it came in, and its day of receipt; none on lines from before it was noted. Sealed: `sender`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        came: Option<Box<Came>>,
    },
    /// The organ confirmed what lies on the counter 收件; not acceptance.
    Received {
        /// Codes of the papers that lie there; none: all that she had said she would bring.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        materials: Option<Vec<String>>,
    },
    /// 受理: the clock of the decision runs from the next day.
    Accepted {
        /// The promised day, as told.
        told: Day,
        /// The statutory day, as told.
        statutory: Day,
    },
    /// Silence beyond the reply limit: accepted from the day of receipt.
    DeemedAccepted {
        /// The day of receipt, from which the limits run.
        as_of: Day,
        /// The promised day.
        told: Day,
        /// The statutory day.
        statutory: Day,
        /// What she had promised would follow, and by when.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        follow: Vec<Follows>,
    },
    /// 一次性告知: everything that is missing, once. Sealed: `note`.
    CorrectionAsked {
        /// Codes of the materials to supply or mend; `field.<code>` is an answer of the form to mend.
        lacking: Vec<String>,
        /// The day until which the applicant was told to supply them.
        until: Day,
        /// When the file is closed if they never come, as told; none: never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closes: Option<Closes>,
        /// A second notice, which a supervisor allowed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// 准许再次告知: a supervisor allows a second notice. Sealed: `reason`.
    NoticeAllowed {},
    /// She was reminded, before the file is closed.
    CorrectionReminded {
        /// The last day.
        until: Day,
    },
    /// 签署容缺受理承诺: she promises to supply these after acceptance. Sealed: `commitment`, as she signed it.
    ToleranceSigned {
        /// Codes of the materials.
        materials: Vec<String>,
        /// The day by which she will hear, where it was all that a notice still waited for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_by: Option<Day>,
        /// The day of the answer that the county promises, where the law gives it longer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Day>,
    },
    /// 容缺受理: accepted although papers are to follow; the clocks of the decision run as after any acceptance.
    AcceptedTolerantly {
        /// The promised day, as told.
        told: Day,
        /// The statutory day, as told.
        statutory: Day,
        /// What follows, and by when.
        follow: Vec<Follows>,
    },
    /// Promised papers came. Sealed: their own names.
    Followed {
        /// Codes of the materials.
        materials: Vec<String>,
        /// The files, where they came as files.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<File>,
        /// Of one of them the day had passed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// Is every promise kept now?
        all: bool,
        /// The day after whose end the clock speaks next; none: never.
        next: Option<Day>,
    },
    /// She was reminded of what she promised.
    FollowReminded {
        /// Code of the material.
        material: String,
        /// The last day.
        by: Day,
        /// The day after whose end the clock speaks next.
        next: Option<Day>,
    },
    /// 承诺未兑现: the day passed and the paper had not come.
    ToleranceBroken {
        /// Code of the material.
        material: String,
        /// The day that has passed.
        due: Day,
        /// The clause that let it follow.
        basis: Basis,
        /// The day after whose end the clock speaks next; none: never.
        next: Option<Day>,
    },
    /// 补正不来: the day passed and not everything had come.
    Unsupplied {
        /// The day that has passed.
        due: Day,
        /// The clause.
        basis: Basis,
        /// Where and until when she may object.
        remedies: Vec<Text>,
    },
    /// The applicant supplied some or all of it. Sealed: every new answer as `answer.<field>`.
    Corrected {
        /// Codes of the materials supplied; `field.<code>` where answers were mended.
        materials: Vec<String>,
        /// Is everything there now?
        complete: bool,
        /// The day by which she will hear; none while something is still lacking.
        reply_by: Option<Day>,
        /// Files she handed in with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<File>,
        /// Codes of papers she says she will bring to the window: an intention, nothing is here yet.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to_bring: Vec<String>,
        /// The day of the answer that the county promises, where the law gives it longer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Day>,
    },
    /// 收存文件: the window put files of a paper on the case that the applicant brought.
    Enclosed {
        /// Code of the material.
        material: String,
        /// The files. Sealed: their own names.
        files: Vec<File>,
    },
    /// 不予受理. Sealed: `reason`.
    Declined {
        /// Why.
        ground: Ground,
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told (Licensing Law Art. 7).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remedies: Vec<Text>,
    },
    /// Not this organ's matter: the right one was named. Sealed: `reason`.
    Referred {
        /// Name of the competent organ.
        to: String,
        /// Where it is.
        address: String,
        /// The clause.
        basis: Basis,
    },
    /// A special procedure began whose time is not counted.
    ClockStopped {
        /// Which.
        kind: SpecialKind,
        /// Working days it is announced to need.
        needed: u32,
        /// Number of the written notice.
        notice: String,
        /// The clause.
        basis: Basis,
    },
    /// The special procedure ended. Sealed: `result`.
    ClockResumed {
        /// The promised day now, as told.
        told: Day,
        /// The statutory day now, as told.
        statutory: Day,
    },
    /// 延期: the limit was extended, once. Sealed: `reason`, as the applicant was told.
    Extended {
        /// By how much.
        limit: Limit,
        /// The promised day now, as told.
        told: Day,
        /// The statutory day now, as told.
        statutory: Day,
        /// The clause.
        basis: Basis,
    },
    /// 公示开始: the matter is public, and anyone may object.
    PublicityOpened {
        /// The last day, as told.
        until: Day,
        /// Where it is shown beside the public page.
        place: Text,
        /// The clause.
        basis: Basis,
    },
    /// 提出异议, by somebody who read it. Sealed under her own key: `name`, `objection`.
    Objected {
        /// Which of this case's objections, from 1.
        objection: u32,
        /// Opaque id of whoever objects.
        party: String,
    },
    /// 答复异议. Sealed under the key of who objected: `answer`.
    ObjectionAnswered {
        /// Which.
        objection: u32,
        /// Opaque id of whoever objected.
        party: String,
        /// Was it found to be right?
        upheld: bool,
    },
    /// 公示结束, by the clock. Where its time was not counted the clock goes on by itself.
    PublicityClosed {
        /// The last day it was public; the last that is not counted, where it is not.
        until: Day,
        /// The promised day now, as told; none where the clock did not stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Day>,
        /// The statutory day now, as told; none where the clock did not stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statutory: Option<Day>,
    },
    /// 告知听证权利. Sealed: `matter`, what may be heard.
    HearingRightTold {
        /// The last day on which a hearing may be asked for, as told.
        until: Day,
        /// May others whose interests are touched ask for it too (Licensing Law Art. 47)?
        others: bool,
    },
    /// 申请听证. Sealed: `by`, who asks, where it is not the applicant.
    HearingRequested {
        /// The last day by which it is held.
        hold_by: Day,
    },
    /// 听证通知.
    HearingSet {
        /// The day.
        on: Day,
        /// Where.
        place: String,
        /// Opaque id of the officer who presides; never who examines.
        presider: String,
        /// Number of the written notice.
        notice: String,
    },
    /// 举行听证. Sealed: `record`, on which the decision rests.
    HearingHeld {},
    /// 告知现场核查: the day is told before; no clock stops.
    VisitSet {
        /// Which of this case's visits, from 1.
        visit: u32,
        /// The day.
        on: Day,
        /// Opaque ids of the officers who come, two or more.
        officers: Vec<String>,
        /// The day of the joint visit 联合现场核查 to which the case was called, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        joint: Option<Day>,
        /// Why the organ comes on another day than that; official words, empty where it does not.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        apart: String,
    },
    /// 现场记录. Sealed: `record`.
    VisitRecorded {
        /// Which.
        visit: u32,
    },
    /// 征求其他机关意见: no clock stops. Sealed: `question`.
    Consulted {
        /// Which of this case's consultations, from 1.
        consultation: u32,
        /// Code of the organ that is asked.
        organ: String,
        /// The last day to answer, as told.
        by: Day,
        /// The day on which it is reminded; none where there is no day between.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remind: Option<Day>,
    },
    /// 催办, by the clock.
    ConsultationReminded {
        /// Which.
        consultation: u32,
    },
    /// 答复征求的意见, by the organ that was asked. Sealed: `answer`.
    ConsultationAnswered {
        /// Which.
        consultation: u32,
        /// Has it no objection?
        agrees: bool,
    },
    /// 逾期未答复, by the clock: no objection.
    ConsultationLapsed {
        /// Which.
        consultation: u32,
        /// The clause by which silence is no objection.
        basis: Basis,
    },
    /// The examiner checked the points. Sealed: `opinion`, and `finding.<code>` of every point not met.
    Examined {
        /// Codes of the points that are met.
        met: Vec<String>,
        /// Codes of the points that are not.
        unmet: Vec<String>,
        /// Must a second officer confirm what was found on the spot (Licensing Law Art. 34(3))?
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        two_officers: bool,
    },
    /// 复核: a second officer who was there found the same. Sealed: `opinion`.
    Confirmed {},
    /// 复核有异议: the second officer found otherwise; it is examined again. Sealed: `reason`.
    Differed {
        /// Codes of the points he judges otherwise.
        points: Vec<String>,
    },
    /// 退回重审: the head wants it examined again before he decides. Sealed: `reason`.
    SentBack {},
    /// 征求意见: an officer asks another of the same organ; no clock stops. Sealed: `question`.
    OpinionAsked {
        /// Which of this case's opinions, from 1.
        opinion: u32,
        /// Opaque id of the officer who is asked.
        of: String,
        /// Code of that officer's organ.
        organ: String,
        /// The day by which the asker hopes to hear.
        by: Day,
    },
    /// 提出意见, by the officer who was asked. Sealed: `opinion`.
    OpinionGiven {
        /// Which.
        opinion: u32,
    },
    /// 收回征求: the asker no longer needs it.
    OpinionWithdrawn {
        /// Which.
        opinion: u32,
    },
    /// 准予.
    Granted {
        /// Code of the item, so that who hears it need not look.
        item: String,
        /// The edition.
        edition: String,
        /// The day by which the result will be delivered, as told.
        deliver_by: Day,
        /// What it does not allow until a promised paper is there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        blocks: Vec<Block>,
    },
    /// 不予许可, 不予确认. Sealed: `reason`.
    Denied {
        /// The clause.
        basis: Basis,
        /// Codes of the points that are not met.
        unmet: Vec<String>,
        /// Where and until when she may object, as told (Licensing Law Art. 38(2)).
        remedies: Vec<Text>,
        /// Her place in the order of acceptance, where every place was given before (Licensing Law Art. 57).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<u32>,
    },
    /// 办结: the case has come to its end; delivery may follow.
    Concluded {
        /// How.
        ending: Ending,
    },
    /// 送达.
    Delivered {},
    /// 撤回申请, by the applicant.
    Withdrawn {},
    /// 认领: the officer who did it handles the case at her step.
    Claimed {},
    /// 退回待办: whoever had claimed it gave it back. Sealed: `reason`.
    Unclaimed {},
    /// 改派: the head gave it to another officer. Sealed: `reason`.
    Reassigned {
        /// The step: what the officer is there.
        role: Role,
        /// Opaque id of the officer.
        to: String,
    },
    /// 移交: whoever answers for the case asks a colleague to answer for it. Sealed: `reason`.
    HandedOver {
        /// Opaque id of the colleague.
        to: String,
    },
    /// 接手: the colleague acknowledged, and answers for it from now on.
    TakenOver {},
    /// 办理方式: from now on it is handled in this mode too.
    ModeSet {
        /// Which.
        mode: Mode,
        /// Opaque id of the officer who guides or follows; empty where the mode names nobody.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        of: String,
    },
    /// It is handled in this mode no longer. Sealed: `reason`.
    ModeEnded {
        /// Which.
        mode: Mode,
    },
    /// 办妥: the applicant said that what was followed through is settled.
    Settled {},
    /// 终止办理, by the organ without a decision. Sealed: `reason`.
    Terminated {
        /// Why.
        ground: Cease,
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 作废, by a supervisor. Sealed: `reason`.
    Voided {
        /// The clause; empty in ledgers from before it was named.
        #[serde(default, skip_serializing_if = "words::unnamed")]
        basis: Basis,
        /// Where and until when she may object, as told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remedies: Vec<Text>,
    },
    /// A clock ran out.
    Overran {
        /// Which.
        clock: Clock,
        /// The day that has passed.
        due: Day,
    },
    /// 签署告知承诺书: a promise of hers stands in for these papers. Sealed: `commitment`, as told and signed.
    PledgeSigned {
        /// Codes of the materials.
        materials: Vec<String>,
        /// Signed on paper, which an officer at a window has seen.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        on_paper: bool,
        /// Where a notice of corrections waited for them and nothing else: the day by which she will hear.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_by: Option<Day>,
        /// The day by which the county promises to answer, where the law gives longer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Day>,
    },
    /// 待核查: granted on a promise, which the organ owes to verify.
    PledgeToCheck {
        /// The last day.
        by: Day,
        /// The day on which the organ is reminded.
        remind_on: Day,
        /// The clause.
        basis: Basis,
    },
    /// The organ was reminded of the verification.
    PledgeCheckNear {
        /// The last day.
        by: Day,
    },
    /// 逾期未核查: the day passed and nobody had verified the promise; it is still owed.
    PledgeCheckOverdue {
        /// The day that has passed.
        due: Day,
        /// The clause.
        basis: Basis,
    },
    /// 承诺核查, by two officers. Sealed: `record`, and `finding.<code>` of every promise found broken.
    PledgeChecked {
        /// Opaque ids of those who were there.
        officers: Vec<String>,
        /// Codes of the promises that were kept.
        kept: Vec<String>,
        /// Codes of those that were not.
        broken: Vec<String>,
        /// 责令限期整改; none where everything was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mend: Option<Mending>,
    },
    /// She was reminded of what she is to mend.
    PledgeMendReminded {
        /// The last day.
        by: Day,
    },
    /// 报告整改完成, by her. Sealed: `report`.
    PledgeMendReported {},
    /// 整改没有到位, found by two officers. Sealed: `record`.
    PledgeMendRefused {
        /// Opaque ids of those who were there.
        officers: Vec<String>,
        /// The day after whose end the clock speaks next; none: never.
        next: Option<Day>,
    },
    /// 整改到位、信用修复, found by two officers: promises are open to her again. Sealed: `record`.
    PledgeMended {
        /// Opaque ids of those who were there.
        officers: Vec<String>,
    },
    /// 承诺没有履行: it was not mended in time. What was granted on it may be annulled.
    PledgeForfeited {
        /// The day that has passed.
        due: Day,
        /// Codes of the promises that are broken.
        points: Vec<String>,
        /// The clause.
        basis: Basis,
        /// Where and until when she may object.
        remedies: Vec<Text>,
    },
    /// 转报: opinion and papers went to the body that decides (Licensing Law Art. 35, 43). Sealed: `opinion`.
    Forwarded {
        /// Name of the higher body.
        body: Text,
        /// Its code, where it has an organ in this house; else empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        organ: String,
        /// The last day of the higher body's own limit, as told.
        decide_by: Day,
        /// The clause that has it decided there.
        basis: Basis,
    },
    /// A higher body outside this house decided; its letter came. Sealed: `reason`.
    HigherDecided {
        /// Did it grant?
        granted: bool,
        /// Number of its letter.
        number: String,
        /// The day of its decision.
        on: Day,
        /// The day by which the result is delivered, as told; none after a denial.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deliver_by: Option<Day>,
        /// Where and until when she may object, as told; only after a denial.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remedies: Vec<Text>,
    },
    /// 排队: accepted for one of a limited number of places, in order of acceptance (Licensing Law Art. 57).
    Queued(Place),
    /// 申请预审: she asks the window to look before it formally takes it in.
    PrecheckAsked {
        /// The day by which she will hear, as told.
        by: Day,
    },
    /// 预审通过: nothing is asked anew of what was there.
    PrecheckPassed {},
    /// 预审退回: what is lacking is told with it, and that is the one-time notice.
    PrecheckReturned {},
    /// 移送纸件: the hall that took it in sent the papers to the competent organ. Sealed: `sent_by`, with what.
    PapersSent {
        /// Code of the organ whose hall sent them.
        from: String,
    },
    /// 收到移送的纸件: they arrived.
    PapersArrived {},
}
