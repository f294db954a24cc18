//! What can happen to a licence 电子证照.

use kernel::{Basis, Day, Text};
use serde::{Deserialize, Serialize};

/// Why a licence was wrongly granted 撤销 (Licensing Law Art. 69(1)(1)–(5), 69(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// 滥用职权、玩忽职守
    AbuseOfOffice,
    /// 超越法定职权
    BeyondAuthority,
    /// 违反法定程序
    AgainstProcedure,
    /// 申请人不具备申请资格或者不符合法定条件
    Unqualified,
    /// 依法可以撤销的其他情形
    OtherLaw,
    /// 以欺骗、贿赂等不正当手段取得: must be annulled
    ByDeceit,
}

/// Why a licence is formally ended 注销 (Licensing Law Art. 70).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// The holder asked for it.
    Surrendered,
    /// The person died or lost capacity (70(2)), or the organisation ended (70(3)).
    HolderGone,
    /// Force majeure: what was permitted cannot be done (70(5)).
    ForceMajeure,
    /// Another ground given by law (70(6)).
    OtherLaw,
}

/// An event of the wing `licence`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A grant put a licence into the library. Sealed: `holder`, and `code`, by which anyone may
    /// verify it (licences issued before there were codes have none).
    Issued {
        /// The case whose grant it follows.
        case: String,
        /// Code of the item.
        item: String,
        /// The edition.
        edition: String,
        /// The issuing organ.
        organ: String,
        /// The holder.
        party: String,
        /// 证照编号, as printed.
        licence_no: String,
        /// 电子证照标识 (GB/T 36904).
        licence_id: String,
        /// First day of validity.
        from: Day,
        /// Last day of validity, if it ends.
        until: Option<Day>,
        /// 统一社会信用代码 of what it founds; empty where it founds nothing.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        uscc: String,
    },
    /// 届满, by the clock.
    Expired {},
    /// 申请延续, by the holder, in time.
    RenewalAsked {},
    /// 延续.
    Renewed {
        /// First day of the new term.
        from: Day,
        /// Last day of the new term.
        until: Day,
        /// 逾期未作决定，视为准予延续: by the clock (Licensing Law Art. 50(2)).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_silence: bool,
    },
    /// 不予延续. Sealed: `reason`.
    RenewalDenied {
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 申请变更, by the holder. Sealed: `change`.
    AmendmentAsked {},
    /// 变更. Sealed: `change`, what it says now.
    Amended {
        /// The clause.
        basis: Basis,
    },
    /// 不予变更. Sealed: `reason`.
    AmendmentDenied {
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 暂扣: it may not be used for a time, by a penalty decision. Sealed: `reason`.
    Suspended {
        /// Number of the penalty decision.
        order: String,
        /// The clause.
        basis: Basis,
        /// The last day on which it may not be used.
        until: Day,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 解除暂扣: by the head, or by the clock when its time is over.
    Lifted {},
    /// 申请注销, by the holder.
    SurrenderAsked {},
    /// 注销. Sealed: `reason`.
    Cancelled {
        /// Why.
        ground: Gone,
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 撤回: law or facts have changed, and the public interest asks for it. Sealed: `reason`.
    Recalled {
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 撤销: it was wrongly granted. Sealed: `reason`.
    Annulled {
        /// Why.
        ground: Wrong,
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 吊销: as a penalty. Sealed: `reason`.
    Revoked {
        /// Number of the penalty decision.
        order: String,
        /// The clause.
        basis: Basis,
        /// Where and until when she may object, as told.
        remedies: Vec<Text>,
    },
    /// 建议撤销: what it was granted on was promised and not kept; the head decides.
    AnnulmentProposed {
        /// The clause on which the promise was found broken.
        basis: Basis,
    },
    /// The proposal is off: what was promised is mended.
    ProposalLifted {},
}
