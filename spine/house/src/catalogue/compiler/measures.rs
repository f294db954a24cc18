//! Class 12: the county's measures, held against its items; every gap names the items that cause it.

use kernel::Text;
use kernel::item::Item;
use serde::Deserialize;

use super::codes::Code;
use super::finding::{Finding, put};
use super::{County, both};
use crate::catalogue::flaw::{Place, Weight};

/// The file of the county's measures.
pub(super) const FILE: &str = "measures.toml";

/// More visits than the county promises.
static VISITS: Code = Code {
    name: "YM1201",
    weight: Weight::Warning,
    title: ("不止跑一次", "More visits than promised"),
    why: ("县里承诺最多跑这么多次，这个事项要跑更多。", "The county promises at most so many visits."),
    rule: ("要求 R18", "requirement R18"),
};
/// Too few items without a visit.
static ONLINE: Code = Code {
    name: "YM1202",
    weight: Weight::Warning,
    title: ("网上可办率不够", "Too few items online"),
    why: (
        "不用跑的事项才算全程网上可办；比例低于县里定的目标。",
        "Only what needs no visit counts as online from end to end; the rate is below the county's target.",
    ),
    rule: ("要求 R19、R20", "requirements R19 and R20"),
};
/// No form, so nobody can apply on the portal.
static PORTAL: Code = Code {
    name: "YM1203",
    weight: Weight::Warning,
    title: ("网上没有表单", "No form on the portal"),
    why: ("没有表单的事项网上申请不了。", "Without a form nobody can apply for it on the portal."),
    rule: ("要求 R21", "requirement R21"),
};
/// Not in the hall, and no reason why.
static HALL: Code = Code {
    name: "YM1204",
    weight: Weight::Warning,
    title: ("应进未进大厅", "Not in the hall"),
    why: (
        "除对场地有特殊要求的，事项都进大厅；不进要写理由。",
        "Every item is in the hall but those that need a special place, and these say why.",
    ),
    rule: ("要求 R23", "requirement R23"),
};
/// Too few items at the all-in-one windows.
static WINDOW: Code = Code {
    name: "YM1205",
    weight: Weight::Warning,
    title: ("一窗受理率不够", "Too few items at all-in-one windows"),
    why: ("由大厅一窗受理的事项比例低于目标。", "The share of items taken in at one window is below target."),
    rule: ("要求 R30", "requirement R30"),
};
/// A key item that is not online, in the hall and done with one visit.
static KEY: Code = Code {
    name: "YM1206",
    weight: Weight::Warning,
    title: ("重点事项没做到一网一门一次", "A key item lacks net, door or one visit"),
    why: (
        "重点和高频事项要网上能办、大厅能办、最多跑一次，三样都有。",
        "Key and frequent items are online, in the hall and done with one visit, all three.",
    ),
    rule: ("要求 R32", "requirement R32"),
};
/// A wider scope than the item can keep.
static SCOPE: Code = Code {
    name: "YM1207",
    weight: Weight::Warning,
    title: ("通办做不到", "A scope that is not kept"),
    why: (
        "全省、跨省通办的事项，外地人不用来；要跑本县的就不算。",
        "Who applies from elsewhere need not come; an item that needs a visit here has no such scope.",
    ),
    rule: ("要求 R144", "requirement R144"),
};

/// The codes of this class.
pub(super) const CODES: &[&Code] = &[&VISITS, &ONLINE, &PORTAL, &HALL, &WINDOW, &KEY, &SCOPE];

/// `measures.toml`: what the county set itself; what is left out is not measured.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// The most visits an item may need (R18).
    pub most_visits: Option<u32>,
    /// Per cent of items that need no visit (R20, county).
    pub online: Option<usize>,
    /// Per cent of items at township halls that need no visit (R20, townships).
    pub online_towns: Option<usize>,
    /// Per cent of items taken in at the hall's all-in-one windows (R30).
    pub one_window: Option<usize>,
    /// Per cent by which promises are to be shorter than the law's limits (R16).
    pub cut: Option<u32>,
    /// Per cent by which they are to be shorter still (R16); read both ways, because the sentence can be.
    pub further_cut: Option<u32>,
    /// Items that are in no hall, with the reason (R23).
    #[serde(default)]
    pub outside: Vec<Outside>,
    /// Key and frequent items (R32).
    #[serde(default)]
    pub key: Vec<String>,
    /// Items for the whole province (R144).
    #[serde(default)]
    pub province: Vec<String>,
    /// Items for the whole country (R144).
    #[serde(default)]
    pub nation: Vec<String>,
}

/// An item that is in no hall.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// Its code.
    pub item: String,
    /// Why it needs a place of its own.
    pub reason: Text,
}

/// Items by themselves, then rates.
pub(super) fn check(county: &mut County<'_>) {
    let Some(measures) = county.lists.measures.clone() else { return };
    county.each(|read| {
        // what the county set itself binds its own items
        if read.item.sample {
            return;
        }
        for finding in of(&read.item, &measures) {
            put(read, finding);
        }
    });
    rates(county, &measures);
    named(county, &measures);
}

/// Done from end to end without coming.
fn online(item: &Item) -> bool {
    item.visits == 0 && !item.fields.is_empty()
}

fn of(item: &Item, measures: &Measures) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(most) = measures.most_visits.filter(|most| item.visits > *most) {
        let what = both(
            format!("要跑 {} 次，县里承诺最多 {most} 次", item.visits),
            format!("{} visits; the county promises at most {most}", item.visits),
        );
        let mend = Text::new("合并现场环节，或者改成寄送、视频", "Join the visits, or use post and video");
        found.push(Finding::new(&VISITS, "visits", what, mend));
    }
    if item.fields.is_empty() {
        let what = Text::new("没有表单，网上办不了", "no form, so it cannot be applied for on the portal");
        found.push(Finding::new(&PORTAL, "fields", what, Text::new("加上 [[fields]]", "Add [[fields]]")));
    }
    if item.hall.is_empty() && !measures.outside.iter().any(|outside| outside.item == item.code) {
        let what = Text::new("没有进大厅，也没写理由", "in no hall, and nothing says why");
        let mend = both(
            "写上 hall；场地特殊的，在 measures.toml 的 outside 里写理由",
            "Name its hall, or give the reason under “outside” in measures.toml",
        );
        found.push(Finding::new(&HALL, "code", what, mend));
    }
    if measures.key.contains(&item.code) {
        let most = measures.most_visits.unwrap_or(1);
        let lacks = [
            (item.fields.is_empty(), "网上", "the net"),
            (item.hall.is_empty(), "大厅", "the door"),
            (item.visits > most, "一次", "one visit"),
        ];
        let lacks: Vec<_> = lacks.into_iter().filter(|(lacks, ..)| *lacks).collect();
        if !lacks.is_empty() {
            let zh: Vec<&str> = lacks.iter().map(|(_, zh, _)| *zh).collect();
            let en: Vec<&str> = lacks.iter().map(|(.., en)| *en).collect();
            let what = both(
                format!("重点事项，缺：{}", zh.join("、")),
                format!("a key item that lacks {}", en.join(", ")),
            );
            let mend = Text::new("补上，或者不列为重点", "Supply it, or take it off the list of key items");
            found.push(Finding::new(&KEY, "code", what, mend));
        }
    }
    found
}

/// Rates against their targets, each with the items that are missing from it.
fn rates(county: &mut County<'_>, measures: &Measures) {
    let towns = county.frame.halls.iter().filter(|hall| !hall.town.is_empty());
    let town_halls: Vec<String> = towns.map(|hall| hall.code.clone()).collect();
    let in_towns = |item: &Item| item.places.iter().any(|place| town_halls.contains(&place.hall));
    rate(county, ("online", &ONLINE, measures.online), |_| true, online);
    rate(county, ("online_towns", &ONLINE, measures.online_towns), in_towns, online);
    rate(county, ("one_window", &WINDOW, measures.one_window), |_| true, |item| !item.hall.is_empty());
}

fn rate(
    county: &mut County<'_>,
    (at, code, target): (&str, &'static Code, Option<usize>),
    counts: impl Fn(&Item) -> bool,
    reached: impl Fn(&Item) -> bool,
) {
    let Some(target) = target else { return };
    let own = county.items.iter().filter(|read| !read.item.sample);
    let all: Vec<_> = own.filter(|read| counts(&read.item)).collect();
    let missing: Vec<_> = all.iter().filter(|read| !reached(&read.item)).collect();
    let reached = all.len() - missing.len();
    // per cent without rounding up: 79.9 is not 80
    if reached * 100 >= target * all.len() {
        return;
    }
    let says = both("没有达到的事项", "an item that is missing from it");
    let place = |read: &&&super::Read<'_>| read.reading.place("visits", says.clone());
    let places: Vec<Place> = missing.iter().map(place).collect();
    let what = both(
        format!("{} 项里有 {reached} 项做到，目标是百分之 {target}", all.len()),
        format!("{reached} of {} items; the target is {target} per cent", all.len()),
    );
    let mend = both(
        format!(
            "还差的事项：{}",
            missing.iter().map(|r| r.item.code.as_str()).collect::<Vec<_>>().join("、")
        ),
        "The items that are missing are listed below",
    );
    if let Some(flaw) = county.other(FILE).and_then(|reading| reading.find(code, at, what, mend)) {
        flaw.places = places;
    }
}

/// Names on the lists are items; what has a wider scope needs no visit.
fn named(county: &mut County<'_>, measures: &Measures) {
    let lists = [("key", &measures.key, &KEY), ("province", &measures.province, &SCOPE)];
    let lists = lists.into_iter().chain([("nation", &measures.nation, &SCOPE)]);
    let mut found = Vec::new();
    for (list, codes, code) in lists {
        for (n, name) in codes.iter().enumerate() {
            let item = county.items.iter().map(|read| &read.item).find(|item| item.code == *name);
            let (what, mend) = match item {
                None => (
                    both(format!("没有“{name}”这个事项"), format!("there is no item “{name}”")),
                    Text::new("写 items 里的代码", "Write a code from items"),
                ),
                Some(item) if list != "key" && item.visits > 0 => (
                    both(
                        format!("“{}”要跑 {} 次，外地人办不了", item.name.zh, item.visits),
                        format!("“{}” needs {} visit(s) here", item.name.en, item.visits),
                    ),
                    Text::new("取消现场环节，或者移出清单", "Do without the visit, or take it off the list"),
                ),
                Some(_) => continue,
            };
            found.push(Finding::new(code, format!("{list}.{n}"), what, mend));
        }
    }
    if let Some(reading) = county.other(FILE) {
        for finding in found {
            reading.find(finding.code, &finding.at, finding.what, finding.mend);
        }
    }
}
