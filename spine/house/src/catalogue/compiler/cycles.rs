//! Class 1: a proof that can only be had with a paper that can only be had with that proof.

use std::collections::{BTreeMap, VecDeque};

use kernel::item::{Item, Material, Source};

use super::codes::Code;
use super::{County, both};
use crate::catalogue::flaw::{Place, Weight};

/// A needs what B gives, B needs what A gives, at any length.
pub static CYCLE: Code = Code {
    name: "YM0101",
    weight: Weight::Error,
    title: ("循环证明", "Circular proof"),
    why: (
        "办甲要先有乙的结果，办乙又要先有甲的结果，谁也办不成。",
        "One thing needs the result of another, which needs the result of the first: nobody can begin.",
    ),
    rule: (
        "《优化营商环境条例》第四十条；国办发〔2018〕47号；要求 R156",
        "Regulation on Optimising the Business Environment, Art. 40; State Council General Office No. 47 of \
         2018; requirement R156",
    ),
};

pub(super) const CODES: &[&Code] = &[&CYCLE];

/// A needs B's result: which material of A says so.
struct Need {
    giver: usize,
    material: usize,
}

/// Every circle once, the shortest through its first item.
pub(super) fn check(county: &mut County<'_>) {
    let needs = needs(county);
    let mut told: Vec<Vec<usize>> = Vec::new();
    for start in 0..county.items.len() {
        let Some(path) = shortest(&needs, start) else { continue };
        let mut members: Vec<usize> = path.iter().map(|(item, _)| *item).collect();
        members.sort_unstable();
        if told.contains(&members) {
            continue;
        }
        tell(county, &needs, &path);
        told.push(members);
    }
}

/// Who gives a licence of each type, and who gives a paper of each name.
fn needs(county: &County<'_>) -> Vec<Vec<Need>> {
    let mut types: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut names: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, read) in county.items.iter().enumerate() {
        names.entry(&read.item.outcome.name.zh).or_default().push(n);
        if let Some(licence) = &read.item.outcome.licence {
            types.entry(&licence.code).or_default().push(n);
        }
    }
    let givers = |material: &Material| {
        let by_type = material.licence.as_ref().and_then(|kind| types.get(kind.as_str()));
        by_type.or_else(|| names.get(material.name.zh.as_str())).map_or(&[][..], Vec::as_slice)
    };
    county.items.iter().enumerate().map(|(n, read)| wants(n, &read.item, givers)).collect()
}

/// What an item needs from others. A paper that several items give is no need of any one of them: whoever
/// cannot have it from one may have it from another. Nor is what an item changes or renews of its own.
fn wants<'g>(own: usize, item: &Item, givers: impl Fn(&Material) -> &'g [usize]) -> Vec<Need> {
    let asked = item.materials.iter().enumerate().filter(|(_, m)| m.source != Source::Commitment);
    asked
        .filter_map(|(material, m)| match givers(m) {
            [giver] if *giver != own => Some(Need { giver: *giver, material }),
            _ => None,
        })
        .collect()
}

/// The shortest way from an item back to itself: items, and the material by which each needs the next.
fn shortest(needs: &[Vec<Need>], start: usize) -> Option<Vec<(usize, usize)>> {
    if needs[start].is_empty() {
        return None;
    }
    let mut from: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for need in &needs[here] {
            if need.giver == start {
                let mut path = vec![(here, need.material)];
                let mut at = here;
                while at != start {
                    let (before, material) = from[&at];
                    path.insert(0, (before, material));
                    at = before;
                }
                return Some(path);
            }
            if need.giver > start && !from.contains_key(&need.giver) {
                from.insert(need.giver, (here, need.material));
                queue.push_back(need.giver);
            }
        }
    }
    None
}

fn tell(county: &mut County<'_>, needs: &[Vec<Need>], path: &[(usize, usize)]) {
    let giver = |item: usize, material: usize| {
        needs[item].iter().find(|need| need.material == material).map_or(item, |need| need.giver)
    };
    let (mut zh, mut en, mut places) = (String::new(), String::new(), Vec::<Place>::new());
    for (item, material) in path {
        let here = &county.items[*item];
        let (name, paper) = (&here.item.name, &here.item.materials[*material].name);
        zh.push_str(&format!("{} →（要《{}》）→ ", name.zh, paper.zh));
        en.push_str(&format!("{} → (needs “{}”) → ", name.en, paper.en));
        let next = &county.items[giver(*item, *material)].item.name;
        let says = both(
            format!("“{}”要《{}》，由“{}”给出", name.zh, paper.zh, next.zh),
            format!("“{}” needs “{}”, which “{}” gives", name.en, paper.en, next.en),
        );
        places.push(here.reading.place(&format!("materials.{material}.name"), says));
    }
    let Some((first, material)) = path.first() else { return };
    let head = &mut county.items[*first];
    zh.push_str(&head.item.name.zh);
    en.push_str(&head.item.name.en);
    // a circle within what is obtained for the applicant still cannot begin, but nobody is sent round it
    let mend = both(
        "取消其中一份材料，或者改成一次申请、内部流转",
        "Drop one of these papers, or take both in with one application and settle it within the house",
    );
    let what = both(format!("循环证明：{zh}"), format!("circular proof: {en}"));
    if let Some(flaw) = head.reading.find(&CYCLE, &format!("materials.{material}"), what, mend) {
        flaw.weight = Weight::Error;
        flaw.places = places;
    }
}
