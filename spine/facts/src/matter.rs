//! What can happen to a matter that no item covers 新事. Names, what is needed, reasons and answers are in
//! the sealed part.

use kernel::{Basis, Day};
use serde::{Deserialize, Serialize};

/// Which limit of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Until the hall has taken it and given it to an organ.
    Route,
    /// Until she is answered in writing.
    Answer,
}

/// What came of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 按已有事项办理: an item covers it after all.
    Item,
    /// 依法不需要许可: nothing of the kind is needed.
    NotNeeded,
    /// 联席会议决定: handled as something new, by a decision of those concerned together.
    Decided,
    /// 依法不能办: the law forbids it, or gives nobody the power.
    Impossible,
}

impl Outcome {
    /// Every outcome, in the order in which they are offered.
    pub const ALL: [Outcome; 4] = [Outcome::Item, Outcome::NotNeeded, Outcome::Decided, Outcome::Impossible];

    /// Its word in events, rows and the county's texts.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Item => "item",
            Outcome::NotNeeded => "not_needed",
            Outcome::Decided => "decided",
            Outcome::Impossible => "impossible",
        }
    }
}

/// An event of the wing `matter`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Somebody needs something that no item covers. Sealed: `name`, `phone`, `need`.
    Brought {
        /// Whose matter it is.
        party: String,
        /// Code of the body whose hall takes it 兜底窗口.
        hall: String,
        /// The day by which it is with an organ, as told.
        route_by: Day,
        /// The day by which she is answered in writing, as told.
        answer_by: Day,
    },
    /// 转给有关机关. Sealed: `reason`.
    Routed {
        /// Code of the organ.
        to: String,
        /// A second time, by leave of a supervisor.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// 准许再转: a supervisor lets it be given to yet another organ. Sealed: `reason`.
    RouteAllowed {},
    /// 书面答复, which closes it. Sealed: `answer`.
    Answered {
        /// What came of it.
        outcome: Outcome,
        /// Code of the item that covers it, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        item: String,
        /// The clause, or the decision with its number, on which the answer rests.
        basis: Basis,
    },
    /// 建议设立事项: the organ proposes that there be an item. Nobody's name is in it.
    ItemProposed {
        /// What for, in words anybody may read.
        words: String,
    },
    /// She applied under the item that was named: it became a case.
    BecameCase {
        /// Number of the case.
        case: String,
    },
    /// She needs it no more.
    Withdrawn {},
    /// A limit passed.
    Overran {
        /// Which.
        limit: Limit,
        /// The day that passed.
        due: Day,
    },
}
