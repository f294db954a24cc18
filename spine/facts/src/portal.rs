//! What can happen to the catalogue: editions, calendar years and the service rule are facts
//! (one-way door 8); so is who drew up, approved, returned and called back what is published.

use kernel::{Day, Text};
use serde::{Deserialize, Serialize};

/// An event of the wing `portal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A text of an item came into force; the edition is the hash of the text.
    ItemPublished {
        /// Code of the item.
        item: String,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
        /// Opaque id of the officer who drew it up; empty where it came from the files.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        proposed_by: String,
        /// Opaque id of the officer who approved it; empty where it came from the files.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        approved_by: String,
    },
    /// 送审: an officer of the item's organ sent a text to a colleague to be approved.
    EditionProposed {
        /// Code of the item.
        item: String,
        /// Hash of the edition that it is meant to follow.
        base: String,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text.
        text: String,
        /// The first day on which it is to be in force.
        from: Day,
        /// What changes and why, for the colleague.
        note: String,
    },
    /// 拟取消: an officer of the item's organ proposed that it be offered no more.
    WithdrawalProposed {
        /// Code of the item.
        item: String,
        /// Hash of the edition in force then.
        base: String,
        /// Why, for everybody.
        reason: Text,
        /// The first day without it.
        from: Day,
    },
    /// 核准: a second officer of the organ approved what was proposed; it takes effect on its day.
    ProposalApproved {
        /// Code of the item.
        item: String,
    },
    /// 退回: a second officer of the organ did not approve it.
    ProposalReturned {
        /// Code of the item.
        item: String,
        /// Why, for whoever drew it up.
        reason: String,
    },
    /// 撤回: called back before it took effect.
    ProposalRecalled {
        /// Code of the item.
        item: String,
        /// Why.
        reason: String,
    },
    /// 取消: the item is no longer offered; what is under way goes on.
    ItemWithdrawn {
        /// Code of the item.
        item: String,
        /// Hash of the edition that was in force last.
        hash: String,
        /// The first day without it.
        day: Day,
        /// Why, for everybody.
        reason: Text,
        /// Opaque id of the officer who proposed it.
        proposed_by: String,
        /// Opaque id of the officer who approved it.
        approved_by: String,
    },
    /// A calendar year was published, or a provisional one replaced.
    YearPublished {
        /// The year.
        year: i16,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
    },
    /// A text of a bundle 一件事 came into force; its edition is the hash of the text.
    BundlePublished {
        /// Code of the bundle.
        bundle: String,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
    },
    /// A text of a kind of construction project came into force; its edition is the hash of the text.
    ProjectPublished {
        /// Code of the kind of project.
        project: String,
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
    },
    /// The county's service rule was published: what applies where no law speaks.
    RulesPublished {
        /// SM3 of the text, lower hex.
        hash: String,
        /// The whole text of the file.
        text: String,
    },
}
