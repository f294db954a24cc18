//! Class 11: powers delegated with no one to use them, and windows that offer what they may not decide.

use kernel::Text;
use kernel::item::{Item, Pace, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::codes::Code;
use super::finding::Finding;
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// The file of delegations.
pub(super) const FILE: &str = "delegations.toml";

/// A delegation nobody can use.
static UNUSED: Code = Code {
    name: "YM1101",
    weight: Weight::Warning,
    title: ("下放了没人办", "Delegated to nobody who can use it"),
    why: (
        "接权的单位没有这个事项的窗口，权放下去了，群众还得进城。",
        "The body that received the power has no window for the item, so people still travel to the county.",
    ),
    rule: ("要求 R149", "requirement R149"),
};
/// A delegation of what the giver has not.
static NOT_THEIRS: Code = Code {
    name: "YM1102",
    weight: Weight::Error,
    title: ("放的不是自己的权", "Delegates what is not its own"),
    why: (
        "只有事项的法定机关能委托、下放，接权的也要是目录里的单位。",
        "Only an item's own body can delegate it, and only to a body of this catalogue.",
    ),
    rule: ("《行政许可法》第二十四条；要求 R149", "Administrative Licensing Law, Art. 24; requirement R149"),
};
/// A window of another body that decides on the spot without a delegation.
static MAY_NOT: Code = Code {
    name: "YM1103",
    weight: Weight::Warning,
    title: ("窗口办了无权办的", "A window offers what it may not decide"),
    why: (
        "即办件在窗口当场决定；窗口的单位既不是办理机关，也没有受委托，就无权决定。",
        "What is decided on the spot is decided by the window's body, which here is neither the \
         item's own nor delegated to.",
    ),
    rule: (
        "《行政许可法》第二十四条；要求 R6、R149",
        "Administrative Licensing Law, Art. 24; requirements R6 and R149",
    ),
};

/// The codes of this class.
pub(super) const CODES: &[&Code] = &[&UNUSED, &NOT_THEIRS, &MAY_NOT];

/// In what form a power was passed on; the seal follows it (R149).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 委托: in the giver's name and with the giver's seal.
    Entrusted,
    /// 下放: the power itself moved.
    Passed,
    /// 授权: by a law or a regulation, in the receiver's own name.
    Authorised,
}

/// One delegation record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// Code of the item.
    pub item: String,
    /// Code of the body that gives.
    pub from: String,
    /// Codes of the bodies that receive.
    pub to: Vec<String>,
    /// The legal form.
    pub form: Form,
    /// Its first day.
    pub since: kernel::Day,
    /// Tried out there before all townships get it (R5)?
    #[serde(default)]
    pub pilot: bool,
    /// The document it rests on.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    pub certainty: kernel::item::Certainty,
}

/// `delegations.toml`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegations {
    /// Every record.
    #[serde(default)]
    pub delegation: Vec<Delegation>,
}

/// The body of a place's hall; none for a place that is no hall.
fn body<'c>(county: &'c County<'_>, place: &Place) -> Option<&'c str> {
    county.frame.halls.iter().find(|hall| hall.code == place.hall).map(|hall| hall.body.as_str())
}

/// Records against items and halls, then windows against records.
pub(super) fn check(county: &mut County<'_>) {
    let mut found = Vec::new();
    for (n, record) in county.lists.delegations.delegation.iter().enumerate() {
        record_stands(county, n, record, &mut found);
    }
    if let Some(reading) = county.other(FILE) {
        for finding in found {
            reading.find(finding.code, &finding.at, finding.what, finding.mend);
        }
    }
    let found = county.of_each(|n| windows(county, &county.items[n].item));
    county.put_all(found);
}

fn record_stands(county: &County<'_>, n: usize, record: &Delegation, found: &mut Vec<Finding>) {
    let known = |code: &String| county.frame.organs.contains_key(code);
    let Some(item) = county.items.iter().map(|read| &read.item).find(|item| item.code == record.item) else {
        let what =
            both(format!("没有“{}”这个事项", record.item), format!("there is no item “{}”", record.item));
        let mend = Text::new("写 items 里的代码", "Write a code from items");
        found.push(Finding::new(&NOT_THEIRS, format!("delegation.{n}.item"), what, mend));
        return;
    };
    if item.organ != record.from {
        let what = both(
            format!("“{}”不是“{}”的办理机关", record.from, item.name.zh),
            format!("{} is not the body of “{}”", record.from, item.name.en),
        );
        let mend = both(format!("写 {}", item.organ), format!("Write {}", item.organ));
        found.push(Finding::new(&NOT_THEIRS, format!("delegation.{n}.from"), what, mend));
    }
    for (m, to) in record.to.iter().enumerate() {
        let at = format!("delegation.{n}.to.{m}");
        if !known(to) {
            let what = both(format!("organs.toml 里没有 {to}"), format!("organs.toml has no {to}"));
            let mend = Text::new("先在 organs.toml 里加上", "Add it to organs.toml first");
            found.push(Finding::new(&NOT_THEIRS, at, what, mend));
        } else if !item.places.iter().any(|place| body(county, place) == Some(to)) {
            let name = &county.frame.organs[to].name;
            let what = both(
                format!("“{}”放给了{}，那里却没有窗口办", item.name.zh, name.zh),
                format!("“{}” was delegated to {}, which has no window for it", item.name.en, name.en),
            );
            let mend = both(
                "在事项的 places 里加上那里的窗口，或者收回",
                "Add its window to the item's places, or take the power back",
            );
            found.push(Finding::new(&UNUSED, at, what, mend));
        }
    }
}

/// Windows at which an item is decided while one waits, by a body that may not.
fn windows(county: &County<'_>, item: &Item) -> Vec<Finding> {
    let may = |body: &str| {
        let records = &county.lists.delegations.delegation;
        body == item.organ
            || body == item.hall
            || records.iter().any(|r| r.item == item.code && r.to.iter().any(|to| to == body))
    };
    let mut found = Vec::new();
    for (n, place) in item.places.iter().enumerate().filter(|_| item.pace == Pace::OnTheSpot) {
        let Some(body) = body(county, place).filter(|body| !may(body)) else { continue };
        let Some(name) = county.frame.organs.get(body).map(|organ| &organ.name) else { continue };
        let what = both(
            format!("即办件在{}的窗口办，但没有委托它决定", name.zh),
            format!("decided on the spot at a window of {}, which was never delegated to", name.en),
        );
        let mend = both(
            "在 delegations.toml 里写委托记录，或者删去这个窗口",
            "Record the delegation in delegations.toml, or take the window away",
        );
        found.push(Finding::new(&MAY_NOT, format!("places.{n}.hall"), what, mend));
    }
    found
}
