//! The county's registers of systems and of baselines: where a paper that nobody brings comes from (R156),
//! and what an item took before it was reduced (R15).

use std::collections::BTreeSet;

use kernel::item::{Certainty, Figures, Material, Source, weighed};
use kernel::{Day, Limit, Text};
use serde::Deserialize;

use super::codes::Code;
use super::finding::{Finding, put};
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// The file of systems.
pub(super) const SYSTEMS: &str = "systems.toml";
/// The file of baselines.
pub(super) const BASELINES: &str = "baselines.toml";

/// A paper nobody brings, and no system it could come from.
static NO_SYSTEM: Code = Code {
    name: "YM0207",
    weight: Weight::Warning,
    title: ("不知道从哪个系统取", "No system it could come from"),
    why: (
        "说好由机关核对的材料，要有登记过的系统来答；没有，就只好又去找群众要。",
        "What is to be looked up needs a registered system that answers, or people are asked after all.",
    ),
    rule: (
        "国务院令第 716 号第十条；要求 R87、R156",
        "State Council Order 716, Art. 10; requirements R87 and R156",
    ),
};
/// A system whose body is unknown, or that no item asks.
static IDLE_SYSTEM: Code = Code {
    name: "YM0208",
    weight: Weight::Warning,
    title: ("系统登记对不上", "A register of systems that does not fit"),
    why: (
        "系统的运维单位要在机关目录里；登记的核发单位要有事项用到。",
        "A system is run by a body of the county's list, and answers for issuers that some item names.",
    ),
    rule: ("要求 R156", "requirement R156"),
};
/// A baseline of nothing, or one that the item has fallen behind.
static BASELINE: Code = Code {
    name: "YM1208",
    weight: Weight::Warning,
    title: ("比基线还多", "More than the baseline"),
    why: (
        "五减是和基线比：环节、材料、时限、费用、跑动次数只能少，不能多。",
        "The five reductions are measured against a baseline: none of the five may grow.",
    ),
    rule: ("要求 R15、R17", "requirements R15 and R17"),
};

/// The codes of systems: class 2.
pub(super) const OF_SYSTEMS: &[&Code] = &[&NO_SYSTEM, &IDLE_SYSTEM];
/// The code of baselines: class 12.
pub(super) const OF_BASELINES: &[&Code] = &[&BASELINE];

/// A system that answers for papers nobody need bring.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Name in addresses.
    pub code: String,
    /// What it is called.
    pub name: Text,
    /// Code of the body that runs it.
    pub operator: String,
    /// Does it hold the county's e-licences?
    #[serde(default)]
    pub licences: bool,
    /// The issuers, by their Chinese names, for whose papers it answers.
    pub answers: Vec<String>,
    /// Words in the names of those papers; empty for all of them.
    #[serde(default)]
    pub papers: Vec<String>,
    /// How certain it is.
    #[serde(default)]
    pub certainty: Certainty,
}

impl System {
    /// Can this material be had from it?
    pub fn answers(&self, material: &Material) -> bool {
        if material.licence.is_some() {
            return self.licences;
        }
        let issuer = material.issuer.as_ref().is_some_and(|issuer| self.answers.contains(&issuer.zh));
        issuer && (self.papers.is_empty() || self.papers.iter().any(|word| material.name.zh.contains(word)))
    }
}

/// `systems.toml`
#[derive(Default, Deserialize)]
pub(super) struct Systems {
    #[serde(default)]
    pub systems: Vec<System>,
}

/// What an item took on some day, before it was reduced (R15).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Code of the item.
    pub item: String,
    /// The day it speaks of.
    pub on: Day,
    /// Steps.
    pub steps: usize,
    /// Papers the applicant brought.
    pub materials: usize,
    /// The promise of that day.
    pub limit: Limit,
    /// What it cost, in fen.
    pub fen: i64,
    /// Visits.
    pub visits: u32,
    /// The document that says so.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    pub certainty: Certainty,
}

/// `baselines.toml`
#[derive(Default, Deserialize)]
pub(super) struct Baselines {
    #[serde(default)]
    pub baselines: Vec<Baseline>,
}

/// Materials against systems, systems against materials, items against their baselines.
pub(super) fn check(county: &mut County<'_>) {
    let (systems, baselines) = (county.lists.systems.clone(), county.lists.baselines.clone());
    if !systems.is_empty() {
        from_systems(county, &systems);
        let found = idle(county, &systems);
        told(county, SYSTEMS, found);
    }
    let found = baselines.iter().enumerate().flat_map(|(n, one)| behind(county, n, one)).collect();
    told(county, BASELINES, found);
}

fn told(county: &mut County<'_>, file: &str, found: Vec<Finding>) {
    if let Some(reading) = county.other(file) {
        for finding in found {
            reading.find(finding.code, &finding.at, finding.what, finding.mend);
        }
    }
}

fn from_systems(county: &mut County<'_>, systems: &[System]) {
    county.each(|read| {
        // without an issuer it is a finding of its own
        let named = |m: &Material| m.issuer.is_some() || m.licence.is_some();
        let held = read.item.materials.iter().enumerate();
        let held = held.filter(|(_, m)| m.source == Source::Government && named(m));
        let lost = held.filter(|(_, material)| !systems.iter().any(|system| system.answers(material)));
        let finding = |(n, material): (usize, &Material)| {
            let name = &material.name;
            let what = both(
                format!("《{}》由机关核对，却没有系统能答", name.zh),
                format!("“{}” is to be looked up, but no system answers for it", name.en),
            );
            let mend = both("在 systems.toml 里登记", "Register the system in systems.toml");
            Finding::new(&NO_SYSTEM, format!("materials.{n}.name"), what, mend)
        };
        let found: Vec<Finding> = lost.map(finding).collect();
        for finding in found {
            put(read, finding);
        }
    });
}

fn idle(county: &County<'_>, systems: &[System]) -> Vec<Finding> {
    let materials = county.items.iter().flat_map(|read| &read.item.materials);
    let issuers: BTreeSet<&str> = materials.filter_map(|m| Some(m.issuer.as_ref()?.zh.as_str())).collect();
    let mut found = Vec::new();
    for (n, system) in systems.iter().enumerate() {
        if !county.frame.organs.contains_key(&system.operator) {
            let operator = &system.operator;
            let what =
                both(format!("organs.toml 里没有 {operator}"), format!("organs.toml has no {operator}"));
            let mend = both("写运维单位的代码", "Write the code of the body that runs it");
            found.push(Finding::new(&IDLE_SYSTEM, format!("systems.{n}.operator"), what, mend));
        }
        for (m, issuer) in system.answers.iter().enumerate().filter(|(_, i)| !issuers.contains(i.as_str())) {
            let what = both(
                format!("没有事项用到“{issuer}”的材料"),
                format!("no item needs a paper issued by “{issuer}”"),
            );
            let mend =
                both("改成材料里 issuer 的写法，或者删去", "Write it as the materials do, or delete it");
            found.push(Finding::new(&IDLE_SYSTEM, format!("systems.{n}.answers.{m}"), what, mend));
        }
    }
    found
}

/// What grew since a baseline.
fn behind(county: &County<'_>, n: usize, one: &Baseline) -> Vec<Finding> {
    let Some(item) = county.items.iter().map(|read| &read.item).find(|item| item.code == one.item) else {
        let what = both(format!("没有“{}”这个事项", one.item), format!("there is no item “{}”", one.item));
        let mend = both("写 items 里的代码", "Write a code from items");
        return vec![Finding::new(&BASELINE, format!("baselines.{n}.item"), what, mend)];
    };
    let now = Figures::of(item);
    let grown = [
        ("steps", "环节", now.steps > one.steps),
        ("materials", "材料", now.materials > one.materials),
        ("limit", "时限", weighed(now.limit) > weighed(one.limit)),
        ("fen", "费用", now.fen > one.fen),
        ("visits", "跑动次数", now.visits > one.visits),
    ];
    let finding = |(key, zh, _): (&str, &str, bool)| {
        let what = both(
            format!("“{}”的{zh}比 {} 还多", item.name.zh, one.on),
            format!("“{}” takes more {key} than on {}", item.name.en, one.on),
        );
        let mend = both("减下来，或者核对基线", "Reduce it, or check the baseline");
        Finding::new(&BASELINE, format!("baselines.{n}.{key}"), what, mend)
    };
    grown.into_iter().filter(|(.., more)| *more).map(finding).collect()
}
