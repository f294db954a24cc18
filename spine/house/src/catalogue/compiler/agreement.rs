//! Class 8: one basic item is the same at every body (R2), a township's differs only where it may (R5), and
//! one body is competent for it (R13).

use std::collections::BTreeMap;

use kernel::item::{Item, own};
use kernel::{Limit, Text, Unit};
use serde_json::{Map, Value};

use super::codes::Code;
use super::finding::{Finding, put};
use super::powers::Form;
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// A basic item whose elements differ between bodies.
static DIFFERS: Code = Code {
    name: "YM0801",
    weight: Weight::Error,
    title: ("同一事项要素不同", "One item, different elements"),
    why: (
        "基本编码相同的事项，名称、类型、依据、条件、材料、时限处处相同，群众到哪里办都一样。",
        "Items of one national code have the same name, kind, basis, conditions, materials and limits \
         wherever one goes.",
    ),
    rule: ("要求 R2（十统一）", "requirement R2, the ten unifications"),
};
/// Two bodies of one level that are both competent.
static TWO_BODIES: Code = Code {
    name: "YM0802",
    weight: Weight::Error,
    title: ("两个机关都管", "Two bodies are competent"),
    why: (
        "同一级的一个事项只对应一个责任机关，不然两边推、两边要材料。",
        "At one level an item has exactly one responsible body, or each sends people to the other.",
    ),
    rule: ("要求 R13", "requirement R13"),
};
/// A township's item that departs from the county's beyond the white list.
static DEPARTS: Code = Code {
    name: "YM0803",
    weight: Weight::Error,
    title: ("镇街事项改了不能改的", "A township's item departs from the county's"),
    why: (
        "镇街的事项照县里的办，只能改办理机关、地点和更短的承诺。",
        "A township takes over the county's item; body, places and a shorter promise are its own.",
    ),
    rule: ("要求 R5（同城同标）", "requirement R5, one standard"),
};

/// A power that was passed on, without an item of the body that now has it.
static NOT_TAKEN: Code = Code {
    name: "YM0805",
    weight: Weight::Error,
    title: ("下放了没有镇街自己的事项", "Passed on without an item of its own"),
    why: (
        "委托的照县里的办，用县里的章；权力下放、授权的，决定机关和救济途径都变了，要有镇街自己的事项文件。",
        "What is entrusted stays the county's. Where the power itself is passed on, body and remedies \
         change, and the township needs an item of its own.",
    ),
    rule: ("要求 R5、R149", "requirements R5 and R149"),
};

/// The codes of this class.
pub(super) const CODES: &[&Code] = &[&DIFFERS, &TWO_BODIES, &DEPARTS];
/// The code of what was passed on; it comes after the orphans.
pub(super) const PASSED_ON: &[&Code] = &[&NOT_TAKEN];

/// Elements that agree at every body of one level.
const UNIFIED: &[(&str, &str)] = &[
    ("name", "名称"),
    ("kind", "类型"),
    ("set_by", "设定依据"),
    ("statutory_limit", "法定时限"),
    ("statutory_basis", "法定时限的依据"),
    ("promised_limit", "承诺时限"),
    ("questions", "情形问题"),
    ("conditions", "条件"),
    ("materials", "材料"),
    ("fees", "收费"),
];

/// Items of one national code against each other, then names with two bodies.
pub(super) fn check(county: &mut County<'_>) {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, read) in county.items.iter().enumerate() {
        groups.entry(&read.item.catalog_code).or_default().push(n);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    for group in groups {
        // the county's is the measure; among equals the first
        let first = group.iter().copied().min_by_key(|n| (township(&county.items[*n].item), *n));
        for n in group.iter().copied().filter(|n| Some(*n) != first) {
            if let Some(first) = first {
                agree(county, first, n);
            }
        }
    }
    names(county);
    taken_over(county);
}

fn township(item: &Item) -> bool {
    item.of_township()
}

/// What was passed on to a body that has no item of its own for it.
fn taken_over(county: &mut County<'_>) {
    let mut found = Vec::new();
    let items = || county.items.iter().map(|read| &read.item);
    for (n, record) in county.lists.delegations.delegation.iter().enumerate() {
        let given = items().find(|item| item.code == record.item).filter(|_| record.form != Form::Entrusted);
        let Some(given) = given else { continue };
        for (m, to) in record.to.iter().enumerate() {
            if items().any(|item| item.organ == *to && item.catalog_code == given.catalog_code) {
                continue;
            }
            let what = both(
                format!("“{}”放给了 {to}，那里没有自己的事项文件", given.name.zh),
                format!("“{}” was passed on to {to}, which has no item of its own", given.name.en),
            );
            let mend = both(
                "照 add-an-item 第 10 条写一个，或者改成 entrusted",
                "Write one as add-an-item says under 10, or make it “entrusted”",
            );
            found.push(Finding::new(&NOT_TAKEN, format!("delegation.{n}.to.{m}"), what, mend));
        }
    }
    if let Some(reading) = county.other("delegations.toml") {
        for finding in found {
            reading.find(finding.code, &finding.at, finding.what, finding.mend);
        }
    }
}

/// A promise that is not quicker: more of the same unit, or of a unit that cannot be held against it.
fn slower(own: Limit, county: Limit) -> bool {
    own != county && own.unit != Unit::OnTheSpot && (own.unit != county.unit || own.n > county.n)
}

fn agree(county: &mut County<'_>, first: usize, n: usize) {
    let (measure, item) = (&county.items[first].item, &county.items[n].item);
    if measure.organ == item.organ {
        return; // said as a code that stands twice
    }
    let inherits = township(item) && !township(measure);
    let mut found = Vec::new();
    if !inherits && !township(item) {
        found.push(two_bodies(measure, "catalog_code"));
    }
    let (ours, theirs) = (elements(item), elements(measure));
    if inherits {
        let departs = theirs.keys().chain(ours.keys()).filter(|key| !own(key));
        let mut departs: Vec<&String> = departs.filter(|key| ours.get(*key) != theirs.get(*key)).collect();
        departs.sort();
        departs.dedup();
        found.extend(departs.into_iter().map(|key| departing(measure, key)));
        if slower(item.promised_limit, measure.promised_limit) {
            found.push(departing(measure, "promised_limit"));
        }
    } else {
        let differ = UNIFIED.iter().filter(|(key, _)| ours.get(*key) != theirs.get(*key));
        found.extend(differ.map(|(key, zh)| differing(measure, key, zh)));
    }
    tell(county, first, n, found);
}

fn elements(item: &Item) -> Map<String, Value> {
    match serde_json::to_value(item) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn two_bodies(measure: &Item, at: &str) -> Finding {
    let what = both(
        format!("“{}”（{}）已由另一个机关办", measure.name.zh, measure.code),
        format!("“{}” ({}) is already another body's", measure.name.en, measure.code),
    );
    let mend =
        Text::new("定一个责任机关，删去另一个文件", "Name one responsible body and delete the other file");
    Finding::new(&TWO_BODIES, at, what, mend)
}

fn differing(measure: &Item, key: &str, zh: &str) -> Finding {
    let what = both(
        format!("{zh}和“{}”的不同，基本编码却一样", measure.code),
        format!("“{key}” differs from that of “{}”, which has the same national code", measure.code),
    );
    let mend = Text::new("照一个标准改成一样", "Make both the same, by the one standard");
    Finding::new(&DIFFERS, key, what, mend)
}

fn departing(measure: &Item, key: &str) -> Finding {
    let what = both(
        format!("镇街事项的 {key} 和县里“{}”的不同", measure.code),
        format!("a township's “{key}” differs from that of the county's “{}”", measure.code),
    );
    let mend = both(
        "照县里的写；镇街自己的只有机关、编码、地点、叫法和承诺",
        "Write it as the county does; a township's own are body, code, places, synonyms and promise",
    );
    Finding::new(&DEPARTS, key, what, mend)
}

/// Different national codes, one name, two bodies of the county.
fn names(county: &mut County<'_>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (n, read) in county.items.iter().enumerate().filter(|(_, read)| !township(&read.item)) {
        let first = *seen.entry(&read.item.name.zh).or_insert(n);
        let other = &county.items[first].item;
        if other.organ != read.item.organ && other.catalog_code != read.item.catalog_code {
            pairs.push((first, n));
        }
    }
    for (first, n) in pairs {
        let finding = two_bodies(&county.items[first].item, "name.zh");
        tell(county, first, n, vec![finding]);
    }
}

fn tell(county: &mut County<'_>, first: usize, n: usize, found: Vec<Finding>) {
    for finding in found {
        let says = both("另一个文件这样写", "what the other file says");
        let place = county.items[first].reading.place(&finding.at, says);
        if let Some(flaw) = put(&mut county.items[n], finding) {
            flaw.places.push(place);
        }
    }
}
