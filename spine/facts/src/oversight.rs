//! What can happen in oversight 效能监察: checks of the ledger, which must themselves be on it, and what
//! follows when a limit was broken.

use kernel::Day;
use serde::{Deserialize, Serialize};

/// One thing that a check found to be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What: a word of `[oversight.finding]`.
    pub kind: String,
    /// First line concerned.
    pub first: i64,
    /// Last line concerned.
    pub last: i64,
}

/// Which limit of a case was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Broken {
    /// The promised day of the decision.
    Promised,
    /// The statutory day of the decision.
    Statutory,
    /// The day of delivery (Licensing Law Art. 44).
    Delivery,
}

/// An event of the wing `oversight`. Words of an organ about its own delay are public: they name no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 台账核验: the whole ledger was compared with its chain of hashes and its signed heads.
    LedgerVerified {
        /// Lines read.
        lines: i64,
        /// Number of the last line.
        last: i64,
        /// Heads compared.
        heads: i64,
        /// Were heads found outside the database?
        outside: bool,
        /// How many things are wrong; 0 is a sound ledger.
        faults: i64,
        /// The first of them.
        findings: Vec<Finding>,
    },
    /// 要求公开说明: a promise was broken; the organ must say publicly why (优化营商环境条例 Art. 36).
    ExplanationAsked {
        /// Number of the case.
        case: String,
        /// Code of the item.
        item: String,
        /// Code of the organ.
        organ: String,
        /// The day that passed.
        due: Day,
        /// The day by which it explains.
        by: Day,
    },
    /// 公开说明: the organ said why.
    Explained {
        /// Its words, public.
        words: String,
    },
    /// 启动整改: nothing was explained in time.
    RectificationOpened {
        /// The day by which the organ answers.
        by: Day,
    },
    /// 督办: a limit of the law was broken.
    SupervisionOrdered {
        /// Number of the case.
        case: String,
        /// Code of the item.
        item: String,
        /// Code of the organ.
        organ: String,
        /// Which limit.
        broken: Broken,
        /// The day that passed.
        due: Day,
        /// The day by which the organ answers.
        by: Day,
    },
    /// 督办答复, 整改答复: the organ says what it does about it.
    SupervisionAnswered {
        /// Its words.
        words: String,
    },
    /// 督办办结, 整改办结: the supervisor is satisfied.
    SupervisionClosed {},
    /// 归责申诉: the organ says that the delay was not its own.
    AttributionAppealed {
        /// Its words.
        words: String,
    },
    /// 申诉成立: the delay is not laid to the organ.
    AppealUpheld {
        /// The supervisor's words.
        words: String,
    },
    /// 申诉不成立.
    AppealDismissed {
        /// The supervisor's words.
        words: String,
    },
}
