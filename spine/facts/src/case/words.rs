//! The words that events of a case are made of: clocks, endings, grounds, modes, and what is handed in.

use kernel::{Basis, Day, Text};
use serde::{Deserialize, Serialize};

use super::filing::Reused;

/// Which clock of a case (domain.md §1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// From receipt to acceptance, decline or the one-time notice.
    Reply,
    /// From acceptance to the promised day.
    Promised,
    /// From acceptance to the statutory day.
    Statutory,
    /// From the grant to delivery.
    Delivery,
    /// From the notice of corrections to the day on which the file is closed if they never come.
    Closing,
    /// From tolerant acceptance to what is due next of the promised papers: a reminder, or the day itself.
    Following,
    /// From a grant on a promise to what is due next of its verification and of what is to be mended: a
    /// reminder, or the day itself.
    Checking,
    /// From receipt to the first answer as the county promises it, where the law gives longer.
    Answer,
    /// From her request to what the window says of it before formal receipt 预审.
    Precheck,
    /// From forwarding to the decision of the higher body, where it has an organ in this house.
    Higher,
}

/// How a case came to its end 办结结果.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// 准予
    Granted,
    /// 不予许可, 不予确认
    Denied,
    /// 不予受理
    Declined,
    /// 转告主管机关
    Referred,
    /// 撤回申请
    Withdrawn,
    /// 终止
    Terminated,
    /// 作废: out of the statistics, and kept.
    Voided,
    /// 补交不来: corrections never came (办结结果 5)
    Unsupplied,
}

/// Why a case is terminated before the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cease {
    /// The applicant died, or the organisation was dissolved, and nobody succeeds to the matter.
    ApplicantGone,
    /// What the application was about does not exist any more.
    ObjectGone,
    /// Another ground, with its clause.
    OtherLaw,
}

/// How a case is handled 马上办、指导办、加班办、跟踪办、督导办.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 马上办
    AtOnce,
    /// 指导办: a named officer guides the applicant.
    Guided,
    /// 加班办
    Overtime,
    /// 跟踪办、一跟到底: a named officer follows it through, and the applicant closes it.
    Tracked,
    /// 督导办: under a supervisor's eyes.
    Supervised,
}

/// Why a case is not taken. The list is closed: missing materials are told once and never a ground
/// (Licensing Law Art. 32(1)(4)), and another organ's matter is referred (Art. 32(1)(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 依法不需要: nothing of this kind is needed (Licensing Law Art. 32(1)(1)).
    NotNeeded,
    /// 依法不得申请: barred for a time after concealment or fraud (Licensing Law Art. 78, 79); for
    /// licences only.
    Barred,
}

impl Cease {
    /// Its word in events and in the county's texts.
    pub fn word(self) -> &'static str {
        match self {
            Cease::ApplicantGone => "applicant_gone",
            Cease::ObjectGone => "object_gone",
            Cease::OtherLaw => "other_law",
        }
    }
}

impl Mode {
    /// Every mode, in the order in which they are offered.
    pub const ALL: [Mode; 5] = [Mode::AtOnce, Mode::Guided, Mode::Overtime, Mode::Tracked, Mode::Supervised];

    /// Its word in events and in the county's texts.
    pub fn word(self) -> &'static str {
        match self {
            Mode::AtOnce => "at_once",
            Mode::Guided => "guided",
            Mode::Overtime => "overtime",
            Mode::Tracked => "tracked",
            Mode::Supervised => "supervised",
        }
    }
}

/// In front of a file's hash, the name of the sealed field that holds the file's own name.
pub const FILE_NAME: &str = "file.";

/// In front of a check point's code, the name of the sealed field that says why it is not met.
pub const FINDING: &str = "finding.";

/// A file that was handed in for a material. Its own name is in the sealed part as `file.<hash>`; its bytes
/// are sealed under the applicant's key and lie where the house keeps files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Code of the material it is for.
    pub material: String,
    /// SM3 of the sealed bytes, lower hex.
    pub hash: String,
    /// What it is by its content: `pdf`, `jpg`, `png`, `ofd`, `docx`, `xlsx`.
    pub form: String,
    /// Bytes before it was sealed.
    pub bytes: i64,
    /// It was handed in once for a whole bundle 一件事, whose first fact keeps it: nothing is copied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// 以前交过的: it came with an earlier case of the same party, whose fact keeps it: nothing is copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reused: Option<Box<Reused>>,
}

impl File {
    /// Is this the fact that keeps it, and no other?
    pub fn kept_here(&self) -> bool {
        !self.shared && self.reused.is_none()
    }
}

/// When a file is closed if nothing comes, as the notice of corrections told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closes {
    /// The last day on which she may supply.
    pub on: Day,
    /// The day on which she is reminded.
    pub remind_on: Day,
    /// The clause.
    pub basis: Basis,
}

/// A paper that may follow 容缺, as it was told at acceptance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    /// Code of the material.
    pub material: String,
    /// The last day.
    pub by: Day,
    /// The day on which she is reminded.
    pub remind_on: Day,
}

/// What a licence does not allow yet, until a promised paper is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Code of the material.
    pub material: String,
    /// Its name.
    pub name: Text,
    /// What is not allowed.
    pub words: Text,
    /// By when it was promised.
    pub by: Day,
}

/// Does a fact name no basis?
pub(super) fn unnamed(basis: &kernel::Basis) -> bool {
    *basis == kernel::Basis::default()
}
