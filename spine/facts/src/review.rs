//! What can happen to the review of a case 好差评.

use kernel::{Day, Text};
use serde::{Deserialize, Serialize};

/// The five levels of satisfaction (GB/T 39046-2020 A.8). Words, not numbers: that standard counts from 1
/// for the best, the reporting interface from 1 for the worst, and no number can be taken for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 非常满意
    VerySatisfied,
    /// 满意
    Satisfied,
    /// 基本满意
    FairlySatisfied,
    /// 不满意
    Dissatisfied,
    /// 非常不满意
    VeryDissatisfied,
}

impl Level {
    /// All of them, the best first.
    pub const ALL: [Level; 5] = [
        Level::VerySatisfied,
        Level::Satisfied,
        Level::FairlySatisfied,
        Level::Dissatisfied,
        Level::VeryDissatisfied,
    ];

    /// The word that stands for it in events, columns and forms.
    pub fn word(self) -> &'static str {
        match self {
            Level::VerySatisfied => "very_satisfied",
            Level::Satisfied => "satisfied",
            Level::FairlySatisfied => "fairly_satisfied",
            Level::Dissatisfied => "dissatisfied",
            Level::VeryDissatisfied => "very_dissatisfied",
        }
    }

    /// As people read it (GB/T 39046-2020 A.8).
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Level::VerySatisfied => ("非常满意", "very satisfied"),
            Level::Satisfied => ("满意", "satisfied"),
            Level::FairlySatisfied => ("基本满意", "fairly satisfied"),
            Level::Dissatisfied => ("不满意", "dissatisfied"),
            Level::VeryDissatisfied => ("非常不满意", "very dissatisfied"),
        };
        Text::new(zh, en)
    }

    /// Is it a bad review 差评: one of the last two (国办发〔2019〕51号)?
    pub fn bad(self) -> bool {
        matches!(self, Level::Dissatisfied | Level::VeryDissatisfied)
    }
}

/// What a review is about, for a case filed online (国办发〔2019〕51号, as the counties list it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// 办事效率
    Speed,
    /// 办事指南精确度
    Guide,
    /// 办事便捷度
    Convenience,
    /// 平台操作性
    Platform,
}

impl Reason {
    /// All of them, in the order of the form.
    pub const ALL: [Reason; 4] = [Reason::Speed, Reason::Guide, Reason::Convenience, Reason::Platform];

    /// The word that stands for it in events, columns and forms.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Speed => "speed",
            Reason::Guide => "guide",
            Reason::Convenience => "convenience",
            Reason::Platform => "platform",
        }
    }

    /// As people read it.
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Reason::Speed => ("办事效率", "how fast it was"),
            Reason::Guide => ("办事指南精确度", "how exact the guide was"),
            Reason::Convenience => ("办事便捷度", "how convenient it was"),
            Reason::Platform => ("平台操作性", "how well the pages worked"),
        };
        Text::new(zh, en)
    }
}

/// An event of the wing `review`. Who reviewed is the actor of the line: an opaque id, no name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 评价: the applicant said how it was, once. Sealed under the rater's key: `words`, if she wrote any.
    Reviewed {
        /// Number of the case.
        case: String,
        /// Code of the item.
        item: String,
        /// Code of the organ that answered.
        organ: String,
        /// How it was.
        level: Level,
        /// What it is about; may be empty.
        reasons: Vec<Reason>,
        /// Is it a bad review, which must be put right?
        bad: bool,
        /// The day by which she was told somebody contacts her; none for a good one.
        told_contact_by: Option<Day>,
    },
}
