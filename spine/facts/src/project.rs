//! What can happen to a construction project 工程建设项目: it begins and is of a class, its stages are opened,
//! organs give their opinions, the lead resolves what they disagree on and replies for all.

use kernel::Day;
use kernel::item::Situation;
use kernel::project::Turn;
use serde::{Deserialize, Serialize};

/// What an organ thinks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// 同意.
    Agrees,
    /// 有条件同意.
    Conditions,
    /// 不同意.
    Disagrees,
}

/// What the lead organ replies for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Everything is granted.
    Agreed,
    /// Everything is granted, and some organs set conditions.
    WithConditions,
    /// Something was refused, or an objection stands.
    Refused,
}

/// Why an opinion, or a result, is noted and changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// There is one already.
    Twice,
    /// The organ's days were over.
    Late,
    /// The stage is replied to.
    Replied,
    /// The stage, or the project, was taken back.
    Withdrawn,
}

/// Why a bundle is no stage of this project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// A stage before it is not replied to.
    TooEarly,
    /// The stage is open, or granted.
    Twice,
    /// The project was taken back.
    Withdrawn,
    /// Its answers are not those of the project's class.
    OtherClass,
    /// Somebody else's, or no stage's bundle.
    Strange,
}

/// An organ that is asked for its opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Code of the organ.
    pub organ: String,
    /// The last day; after it silence is no objection.
    pub by: Day,
}

/// An event of the wing `project`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 项目开始: the risk rule put it into a class. Sealed: `name` of the project, `contact`, `phone`.
    Begun {
        /// Code of the kind of project.
        project: String,
        /// Its text that she read, by hash.
        edition: String,
        /// 项目代码.
        project_code: String,
        /// Code of the organ that coordinates it.
        lead: String,
        /// Code of the body whose hall takes it in.
        hall: String,
        /// Whose project it is.
        party: String,
        /// What the questions resolved to.
        situation: Situation,
        /// Code of the class.
        class: String,
        /// Working days of the organs for all stages.
        budget: u32,
    },
    /// 重定类别: answers of the risk rule were changed; what is finished stays, what is ahead is of this class.
    Regraded {
        /// What the questions resolve to now.
        situation: Situation,
        /// Code of the class now.
        class: String,
        /// Working days of the organs for all stages in it.
        budget: u32,
        /// Code of the class before.
        before: String,
        /// Codes of the questions that are answered otherwise.
        changed: Vec<String>,
    },
    /// Other answers ask other organs in a stage that is open.
    Reasked {
        /// Code of the stage.
        stage: String,
        /// Organs that are asked as well.
        asked: Vec<Asked>,
        /// Codes of organs that need not answer any more.
        spared: Vec<String>,
    },
    /// 设计换版: from now on this version of the design counts.
    Redesigned {
        /// What the applicant calls the version.
        design: String,
        /// What its files come to: the same bytes are the same version. Empty where none was handed in.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        version: String,
    },
    /// 申请预审: organs are asked for an opinion before the stage is asked for.
    PrereviewAsked {
        /// Code of the stage.
        stage: String,
        /// Codes of the organs.
        organs: Vec<String>,
        /// What the applicant calls the version of the design.
        design: String,
        /// What its files come to: the same bytes are the same version. Empty where none was handed in.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        version: String,
    },
    /// 出具意见.
    OpinionGiven {
        /// Code of the stage.
        stage: String,
        /// Code of the organ.
        organ: String,
        /// What it thinks.
        stance: Stance,
        /// Its conditions or reasons; official words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
        /// Was the stage not asked for yet 预审?
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        early: bool,
        /// The version of the design it is about, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        design: String,
        /// What the files of that version come to, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        version: String,
    },
    /// 图纸不是同一版: an opinion given before is on other drawings than those handed in; it is not taken over.
    OpinionOutdated {
        /// Code of the stage.
        stage: String,
        /// Code of the organ.
        organ: String,
        /// What it thinks.
        stance: Stance,
        /// The day on which it was given.
        given_on: Day,
    },
    /// 预审意见转入: an opinion given before, on the same design, is the organ's opinion in the stage.
    OpinionCarried {
        /// Code of the stage.
        stage: String,
        /// Code of the organ.
        organ: String,
        /// What it thinks.
        stance: Stance,
        /// The day on which it was given.
        given_on: Day,
    },
    /// An opinion came that changes nothing.
    OpinionSetAside {
        /// Code of the stage.
        stage: String,
        /// Code of the organ.
        organ: String,
        /// What it thinks.
        stance: Stance,
        /// Why it changes nothing.
        why: Aside,
    },
    /// 逾期视为没有意见: an organ's days were over without an opinion.
    SilenceNoted {
        /// Code of the stage.
        stage: String,
        /// Code of the organ.
        organ: String,
        /// Its last day.
        by: Day,
    },
    /// 阶段开始: its bundle was asked for.
    StageOpened {
        /// Code of the stage.
        stage: String,
        /// Number of the bundle.
        bundle_no: String,
        /// Code of the organ that leads.
        lead: String,
        /// What the bundle's questions resolved to.
        situation: Situation,
        /// Codes of the items that are needed.
        members: Vec<String>,
        /// Organs asked for an opinion.
        asked: Vec<Asked>,
        /// What the drawings that were handed in come to, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        version: String,
    },
    /// The bundle's answers were changed.
    StageReplanned {
        /// Code of the stage.
        stage: String,
        /// What the bundle's questions resolve to now.
        situation: Situation,
        /// Codes of the items that are needed now.
        members: Vec<String>,
    },
    /// A bundle that named this project is none of its stages.
    BundleSetAside {
        /// Number of the bundle.
        bundle_no: String,
        /// Why.
        why: Unfit,
    },
    /// It is somebody else's turn with a member.
    MemberTurned {
        /// Code of the stage.
        stage: String,
        /// Code of the item.
        item: String,
        /// Number of the case, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        case: String,
        /// Whose.
        turn: Turn,
        /// The day from whose end on.
        on: Day,
        /// By when its organ said it will be decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Day>,
        /// By when the law wants it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<Day>,
    },
    /// 一套材料收齐: every member that was filed is accepted; the joint clock begins.
    StageReceived {
        /// Code of the stage.
        stage: String,
        /// The day.
        on: Day,
    },
    /// 牵头部门协调: a condition or an objection was resolved.
    ConflictResolved {
        /// Code of the stage.
        stage: String,
        /// Code of the organ whose opinion it was.
        organ: String,
        /// Does the opinion stand?
        stands: bool,
        /// Why; official words.
        words: String,
    },
    /// 合并答复.
    StageReplied {
        /// Code of the stage.
        stage: String,
        /// What.
        reply: Reply,
        /// In the lead organ's words.
        words: String,
    },
    /// The applicant took the stage's bundle back.
    StageWithdrawn {
        /// Code of the stage.
        stage: String,
    },
    /// A member's result came that changes nothing.
    ResultSetAside {
        /// Code of the stage.
        stage: String,
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
        /// Why.
        why: Aside,
    },
    /// 撤回, by the applicant.
    Withdrawn {},
    /// The last stage is granted.
    Finished {},
}
