//! How an application came in, as its first event says it.

use kernel::{Basis, Day};
use serde::{Deserialize, Serialize};

/// How an application came in 办理形式 (GB/T 39046-2020 A.5, told apart further).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 窗口
    Window,
    /// 电脑端网上
    Computer,
    /// 移动端网上
    Mobile,
    /// 快递
    Courier,
    /// 自助终端
    Terminal,
    /// 异地收件: another hall took it in for the competent organ.
    Elsewhere,
}

impl Way {
    /// Every way, in the order of the standard's codes.
    pub const ALL: [Way; 6] =
        [Way::Window, Way::Computer, Way::Mobile, Way::Courier, Way::Terminal, Way::Elsewhere];

    /// Its word in events, rows and the county's texts.
    pub fn word(self) -> &'static str {
        match self {
            Way::Window => "window",
            Way::Computer => "computer",
            Way::Mobile => "mobile",
            Way::Courier => "courier",
            Way::Terminal => "terminal",
            Way::Elsewhere => "elsewhere",
        }
    }

    /// Its code in the national exchange: A.5 knows windows, computers, telephones, couriers, and others.
    pub fn code(self) -> u8 {
        match self {
            Way::Window => 1,
            Way::Computer => 2,
            Way::Mobile => 3,
            Way::Courier => 4,
            Way::Terminal | Way::Elsewhere => 9,
        }
    }
}

/// How an application came in, and from which day it counts as received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// How.
    pub way: Way,
    /// Number of the waybill, where it came by courier.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub waybill: String,
    /// Code of the organ whose hall took it in for the competent one, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// The day of receipt, where it is not the civil day on which it was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The clause that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// With which case a file came first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reused {
    /// Number of the case.
    pub case_no: String,
    /// The civil day on which it was handed in there.
    pub on: Day,
}
