//! What happens beside the papers: a verification on the spot, and procedures whose time is not counted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, When};
use crate::decider::Text;
use crate::time::Limit;

/// Verification of the substance on the spot 现场核查, by two officers or more (Licensing Law Art. 34(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnSite {
    /// The clause that wants two officers.
    pub basis: Text,
    /// How certain it is that this point is verified so.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
    /// When it is; empty means always.
    #[serde(default)]
    pub when: When,
}

/// A procedure whose time is not counted 特别程序: of Art. 45's list for licences, else named by the
/// item's own law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Special {
    /// Which one.
    pub kind: SpecialKind,
    /// What is done in this item.
    pub name: Text,
    /// The clause that takes its time out of the limit.
    pub basis: Text,
    /// How long it usually takes, as far as the county knows; it binds nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<Limit>,
    /// How soon after acceptance the organ's own inspection, testing or quarantine begins, two officers being
    /// named for it (Licensing Law Art. 55(1), 12(4)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin_within: Option<Limit>,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "super::untold")]
    pub certainty: Certainty,
}

/// The list of Art. 45 of the Licensing Law, and what an item's own law adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpecialKind {
    /// 听证
    Hearing,
    /// 招标
    Tender,
    /// 拍卖
    Auction,
    /// 检验
    Inspection,
    /// 检测
    Testing,
    /// 检疫
    Quarantine,
    /// 鉴定
    Appraisal,
    /// 专家评审
    ExpertReview,
    /// Named by the item's own law; never for a licence without that law's clause.
    ByItemLaw,
}
