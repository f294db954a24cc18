//! What can happen to a bundle 一件事 that somebody asked for: it begins, its members are started, filed and
//! settled, and what came of them is picked up.

use kernel::bundle::May;
use kernel::item::Situation;
use kernel::{Day, Role};
use serde::{Deserialize, Serialize};

pub use crate::case::{Ending, FILE_NAME, File, Reused};

/// In front of the name of an answer in a sealed part.
pub const ANSWER: &str = "answer.";

/// Why a member will not begin, or is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drop {
    /// The answers do not call for it any more.
    NotNeeded,
    /// What it needs has failed.
    WithoutWhatItNeeds,
    /// The bundle's policy: one failed, nothing more begins.
    AllStop,
    /// The applicant took the bundle back.
    Withdrawn,
}

/// Why a result is noted and changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// The member has its result already.
    Twice,
    /// The member was taken back before.
    TakenBack,
    /// The whole bundle was taken back before.
    Withdrawn,
}

/// An event of the wing `bundle`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 申请一件事. Sealed: `applicant`, `phone`, and `answer.<control>` of the merged form.
    Begun {
        /// Code of the bundle.
        bundle: String,
        /// The text of it that she read, by hash.
        edition: String,
        /// Code of the organ that leads.
        lead: String,
        /// Code of the body whose hall takes it in.
        hall: String,
        /// Whose matter it is.
        party: String,
        /// What the applicant is.
        role: Role,
        /// What the questions resolved to.
        situation: Situation,
        /// Codes of the papers she hands in.
        papers: Vec<String>,
        /// Codes of the items that are needed, in the bundle's order.
        members: Vec<String>,
        /// Opaque id of the officer who took it in at a window; empty where she asked herself.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        helped_by: String,
        /// Files for its papers, each handed in once for all members; their own names are sealed as
        /// `file.<hash>`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<File>,
        /// Number of the construction project of which it is a stage, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        project: String,
        /// What the drawings among its files come to, where it is a stage that has some: the same bytes are
        /// the same version. Empty where none was handed in.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        drawings: String,
    },
    /// 中途改答: other answers, another plan. Sealed as in `Begun`.
    Replanned {
        /// What the questions resolve to now.
        situation: Situation,
        /// Codes of the papers she hands in.
        papers: Vec<String>,
        /// Codes of the items that are needed now.
        members: Vec<String>,
    },
    /// A member begins: the house files it. Sealed: `applicant`, `phone`, and `answer.<control>` of its own
    /// form.
    MemberStarted {
        /// Code of the item.
        item: String,
        /// The edition, by hash.
        edition: String,
        /// Code of the organ.
        organ: String,
        /// Whose matter it is.
        party: String,
        /// As what she applies: for herself, or for the firm that was founded.
        role: Role,
        /// What its own questions resolve to.
        situation: Situation,
        /// Codes of the materials she hands in.
        materials: Vec<String>,
        /// Will a licence come of it?
        licence: bool,
        /// Opaque id of the officer at the window, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        helped_by: String,
        /// Those of the bundle's files that are for its materials, under their codes here; sealed as there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<File>,
    },
    /// A member could begin, but its form has changed since, or it is not offered now: she is asked.
    MemberHeld {
        /// Code of the item.
        item: String,
        /// Codes of the fields that are wanting; none where the item is not offered.
        fields: Vec<String>,
    },
    /// The house filed it.
    MemberFiled {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
    },
    /// Its outcome is there.
    MemberDone {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
        /// The day of the decision.
        on: Day,
        /// 证照编号, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        licence_no: String,
        /// 统一社会信用代码 of what it founds, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        uscc: String,
    },
    /// It ended without a grant.
    MemberFailed {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
        /// How.
        ending: Ending,
        /// The day.
        on: Day,
    },
    /// It will not begin.
    MemberDropped {
        /// Code of the item.
        item: String,
        /// Why.
        why: Drop,
    },
    /// Its case is taken back.
    MemberRecalled {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
        /// Why.
        why: Drop,
    },
    /// A result came that changes nothing: a second one, a late one, one after the withdrawal.
    ResultSetAside {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
        /// Why.
        why: Aside,
    },
    /// 撤回, by the applicant.
    Withdrawn {},
    /// Every member is settled.
    Finished {
        /// How many have their outcome.
        done: u32,
        /// How many needed ones have not.
        failed: u32,
    },
    /// 一次领取: what came of it was handed over at a window, against one signature. Sealed: `signed`, the name
    /// of whoever signed.
    Collected {
        /// Numbers of the cases.
        cases: Vec<String>,
    },
    /// The result of one member was in the parcel.
    MemberCollected {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
    },
    // assistance 帮办代办
    /// 请人帮办: the applicant lets somebody of the hall do these things for her, before the bundle is asked for
    /// or while it is under way. Sealed: `words`, what she wants.
    AssistanceAsked {
        /// Code of the bundle.
        bundle: String,
        /// Code of the organ that leads.
        lead: String,
        /// Code of the body whose assistants may take it up.
        hall: String,
        /// Whose matter it is.
        party: String,
        /// What the applicant is.
        role: Role,
        /// What may be done.
        may: Vec<May>,
        /// Number of the construction project that the mandate is for, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        project: String,
    },
    /// 接手: one of the hall takes it up under her own name.
    AssistantNamed {
        /// Her opaque id.
        assistant: String,
    },
    /// What the assistant did. Sealed: `words`.
    Assisted {
        /// What.
        what: May,
        /// The day of an appointment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
    },
    /// Something still to do. Sealed: `words`.
    TaskGiven {
        /// Its number under the mandate, from 1.
        task: u32,
        /// By when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Day>,
        /// Is it the applicant's to do?
        hers: bool,
    },
    /// It is done.
    TaskDone {
        /// Its number.
        task: u32,
    },
    /// The mandate was taken back by the applicant, or given back by the assistant.
    AssistanceEnded {},
    // one visit on the spot for several members
    /// 联合现场核查: the organ that leads calls one visit for several members, on one day.
    JointVisitCalled {
        /// Which of this bundle's joint visits, from 1.
        visit: u32,
        /// The day.
        on: Day,
        /// Codes of the members' items.
        items: Vec<String>,
        /// Numbers of their cases, in the same order.
        cases: Vec<String>,
    },
}
