//! What can happen to a document 文书: a notice, or the sheet of a licence. Its words are in the sealed part.

use kernel::Day;
use serde::{Deserialize, Serialize};

/// The same name in what fills a document: in front of a check point's code, why it is not met.
pub use crate::case::FINDING;

/// The documents an act calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 收件凭证
    Receipt,
    /// 受理通知书
    Accepted,
    /// 补正通知书
    Correction,
    /// 不予受理通知书
    Declined,
    /// 转告书
    Referred,
    /// 特别程序告知书
    Special,
    /// 延期告知书
    Extended,
    /// 听证权利告知书
    HearingRight,
    /// 听证通知书
    Hearing,
    /// 现场核查告知书
    Visit,
    /// 转报函, to the higher body that decides
    Forwarding,
    /// 转报告知书, to the applicant
    Forwarded,
    /// 准予行政许可决定书, 办理结果通知书
    Granted,
    /// 不予行政许可决定书, 不予办理决定书
    Denied,
    /// 终止办理通知书
    Terminated,
    /// 准予延续决定书
    Renewed,
    /// 不予延续决定书
    RenewalDenied,
    /// 准予变更决定书
    Amended,
    /// 不予变更决定书
    AmendmentDenied,
    /// 暂扣证照告知书
    Suspended,
    /// 解除暂扣告知书
    Lifted,
    /// 注销决定书
    Cancelled,
    /// 撤回决定书
    Recalled,
    /// 撤销决定书
    Annulled,
    /// 吊销证照告知书
    Revoked,
    /// 容缺受理告知承诺书, as she signed it
    Tolerance,
    /// 终止办理通知书, because corrections never came
    Unsupplied,
    /// 作废通知书
    Voided,
    /// 告知承诺书, as she signed it
    Pledge,
    /// 责令限期整改通知书, for what was promised and is not met
    PledgeOrder,
    /// 承诺未履行告知书: what was promised was not mended in time
    PledgeForfeited,
    /// 容缺承诺未兑现告知书: a paper that was to follow never came
    ToleranceBroken,
    /// The sheet of a licence 证照便民打印件.
    Licence,
}

impl Kind {
    /// Every kind, in the order of a case.
    pub const ALL: [Kind; 33] = [
        Kind::Receipt,
        Kind::Accepted,
        Kind::Correction,
        Kind::Declined,
        Kind::Referred,
        Kind::Special,
        Kind::Extended,
        Kind::HearingRight,
        Kind::Hearing,
        Kind::Visit,
        Kind::Forwarding,
        Kind::Forwarded,
        Kind::Granted,
        Kind::Denied,
        Kind::Terminated,
        Kind::Renewed,
        Kind::RenewalDenied,
        Kind::Amended,
        Kind::AmendmentDenied,
        Kind::Suspended,
        Kind::Lifted,
        Kind::Cancelled,
        Kind::Recalled,
        Kind::Annulled,
        Kind::Revoked,
        Kind::Tolerance,
        Kind::Unsupplied,
        Kind::Voided,
        Kind::Pledge,
        Kind::PledgeOrder,
        Kind::PledgeForfeited,
        Kind::ToleranceBroken,
        Kind::Licence,
    ];

    /// Its word in rows and in the county's texts.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Receipt => "receipt",
            Kind::Accepted => "accepted",
            Kind::Correction => "correction",
            Kind::Declined => "declined",
            Kind::Referred => "referred",
            Kind::Special => "special",
            Kind::Extended => "extended",
            Kind::HearingRight => "hearing_right",
            Kind::Hearing => "hearing",
            Kind::Visit => "visit",
            Kind::Forwarding => "forwarding",
            Kind::Forwarded => "forwarded",
            Kind::Granted => "granted",
            Kind::Denied => "denied",
            Kind::Terminated => "terminated",
            Kind::Renewed => "renewed",
            Kind::RenewalDenied => "renewal_denied",
            Kind::Amended => "amended",
            Kind::AmendmentDenied => "amendment_denied",
            Kind::Suspended => "suspended",
            Kind::Lifted => "lifted",
            Kind::Cancelled => "cancelled",
            Kind::Recalled => "recalled",
            Kind::Annulled => "annulled",
            Kind::Revoked => "revoked",
            Kind::Tolerance => "tolerance",
            Kind::Unsupplied => "unsupplied",
            Kind::Voided => "voided",
            Kind::Pledge => "pledge",
            Kind::PledgeOrder => "pledge_order",
            Kind::PledgeForfeited => "pledge_forfeited",
            Kind::ToleranceBroken => "tolerance_broken",
            Kind::Licence => "licence",
        }
    }

    /// The kind of a word; none if it is no kind's.
    pub fn of(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A list inside a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Words above it.
    pub title: String,
    /// Heads of its columns, and how wide each is beside the others.
    pub columns: Vec<(String, u16)>,
    /// Cells, row by row.
    pub rows: Vec<Vec<String>>,
}

/// Every word of a document, so that it can be drawn without asking anybody again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The words at its head; for a sheet the licence's name.
    pub title: String,
    /// The name of the organ that speaks.
    pub organ: String,
    /// Whom it speaks to; for a sheet the holder.
    pub recipient: String,
    /// The text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<String>,
    /// Lists after the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<Listed>,
    /// Articles it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Remedies and where to turn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<String>,
    /// The name of the seal.
    pub seal: String,
    /// The text of the QR code.
    pub qr: String,
    /// What the QR code is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub qr_says: String,
    /// What a sheet says, label and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(String, String)>,
    /// 电子证照标识 of a sheet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identifier: String,
    /// The verification code of a sheet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// First day of a licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day of a licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

impl Content {
    /// As it stands in the sealed part.
    pub fn sealed(&self) -> String {
        serde_json::to_string(self).expect("words and days are JSON")
    }

    /// From the sealed part; none if it is not there any more.
    pub fn read(text: &str) -> Option<Content> {
        serde_json::from_str(text).ok()
    }
}

/// An event of the wing `document`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 制发: it has its number and its words. Sealed: `content`, all of them.
    Composed {
        /// Which document.
        kind: Kind,
        /// 文号, as printed; a licence's own number on its sheet.
        number: String,
        /// The serial in that number, of its organ, kind and year; 0 on a sheet.
        serial: i64,
        /// The case.
        case: String,
        /// Code of the item.
        item: String,
        /// The edition, by hash.
        edition: String,
        /// The organ that speaks.
        organ: String,
        /// The hall whose windows took the case in, or empty.
        hall: String,
        /// Whose it is.
        party: String,
        /// The day it bears: that of the act.
        dated: Day,
        /// The county's texts, by hash, that it was worded from.
        texts: String,
    },
    /// 成文: it is a file now, and stays this file.
    Drawn {
        /// SM3 of the sealed bytes, lower hex.
        hash: String,
        /// Bytes before they were sealed.
        bytes: i64,
    },
    /// 未成文: it could not be printed as it is worded.
    NotDrawn {
        /// Characters that no font has.
        glyphs: Vec<String>,
        /// Why, for the administrator.
        why: String,
    },
    /// 再次打印: an administrator asked to try again.
    DrawAsked {},
}
