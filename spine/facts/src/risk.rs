//! What can happen to a risk point 风险点. Words are an organ's or a supervisor's; they name nobody.

use kernel::Day;
use serde::{Deserialize, Serialize};

/// An event of the wing `risk`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 列为风险点: the same thing came to nothing too often within a quarter.
    Named {
        /// Code of the item.
        item: String,
        /// Code of the organ that owns it.
        organ: String,
        /// The word of an ending, or `point-` and the code of a check point.
        why: String,
        /// The quarter, like `2026q3`.
        quarter: String,
        /// How often, by then.
        times: u32,
        /// The day by which the organ answers.
        by: Day,
    },
    /// 答复: the organ says what it does about it.
    Answered {
        /// Its words.
        words: String,
    },
    /// 退回重答: the supervisor wants more.
    GivenBack {
        /// Her words.
        words: String,
        /// The day by which the organ answers anew.
        by: Day,
    },
    /// 销号: the supervisor is satisfied.
    Settled {},
    /// Nothing was answered in time.
    Overran {
        /// The day that passed.
        due: Day,
    },
}
