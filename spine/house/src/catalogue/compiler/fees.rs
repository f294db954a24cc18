//! Class 6: what is paid, to the county or to an intermediary, stands on a document and on a list.

use std::collections::BTreeSet;

use kernel::item::Source;

use super::codes::Code;
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// A fee whose basis names no document.
pub static NO_DOCUMENT: Code = Code {
    name: "YM0601",
    weight: Weight::Error,
    title: ("收费没有文件依据", "A fee without a document"),
    why: (
        "收费要有法律、行政法规或者价格文件，写出文件名或者文号。",
        "A fee rests on a law, a regulation or a price document: name it.",
    ),
    rule: (
        "《行政许可法》第五十八条；《优化营商环境条例》第二十五条",
        "Administrative Licensing Law, Art. 58; Regulation on Optimising the Business Environment, Art. 25",
    ),
};
/// A fee that does not say who pays less.
pub static NO_REDUCTIONS: Code = Code {
    name: "YM0602",
    weight: Weight::Warning,
    title: ("收费没写减免", "A fee without its reductions"),
    why: (
        "谁可以少交、免交，要写在收费旁边，不让人问了才说。",
        "Who pays less, or nothing, is written beside the fee, not told on asking.",
    ),
    rule: ("GB/T 39554.1-2020（收费减免）", "GB/T 39554.1-2020 (fee reductions)"),
};
/// An intermediary service that is not on the county's list.
pub static NOT_LISTED: Code = Code {
    name: "YM0603",
    weight: Weight::Warning,
    title: ("清单外的中介服务", "An intermediary service not on the list"),
    why: (
        "没有列入清单的中介服务，不得作为办理的条件。",
        "A service that is not on the list may not be made a condition.",
    ),
    rule: (
        "《优化营商环境条例》第四十三条；要求 R215",
        "Regulation on Optimising the Business Environment, Art. 43; requirement R215",
    ),
};
/// The list itself: a service without an agency, an organ or an item.
pub static LIST: Code = Code {
    name: "YM0604",
    weight: Weight::Warning,
    title: ("中介清单不完整", "The list of services is not whole"),
    why: (
        "清单上的服务要有机关、有机构，机构不能做清单外的服务。",
        "A service on the list has its organs and agencies, and an agency offers nothing else.",
    ),
    rule: ("要求 R215", "requirement R215"),
};

pub(super) const CODES: &[&Code] = &[&NO_DOCUMENT, &NO_REDUCTIONS, &NOT_LISTED, &LIST];

pub(super) fn check(county: &mut County<'_>) {
    let services = county.lists.intermediaries.services.clone();
    county.each(|read| {
        let item = &read.item;
        for (n, fee) in item.fees.iter().enumerate() {
            if !["《", "〔", "号"].iter().any(|mark| fee.basis.zh.contains(mark)) {
                let what = both("收费依据不是一份文件", "the basis of the fee names no document");
                let mend = both("写出文件名或者文号", "Name the document or its number");
                read.reading.find(&NO_DOCUMENT, &format!("fees.{n}.basis"), what, mend);
            }
            if fee.reductions.is_none() {
                let what = both("没写谁可以减免", "nothing says who pays less");
                let mend = both(
                    "加上 reductions；确实没有减免的写“没有减免”",
                    "Add reductions; where there are none, say so",
                );
                read.reading.find(&NO_REDUCTIONS, &format!("fees.{n}.name"), what, mend);
            }
        }
        for (n, material) in item.materials.iter().enumerate() {
            if material.source != Source::Intermediary {
                continue;
            }
            let listed = services.iter().any(|service| {
                service.organs.contains(&item.organ)
                    && service.words.iter().any(|word| material.name.zh.contains(word.as_str()))
            });
            if !listed {
                let what = both(
                    format!("《{}》是中介服务，不在本机关的清单里", material.name.zh),
                    format!("“{}” is an intermediary's, and not on this organ's list", material.name.en),
                );
                let mend = both(
                    "取消这份材料；有法律依据的，先列入 intermediaries.toml",
                    "Drop it; where a law wants it, put it into intermediaries.toml first",
                );
                read.reading.find(&NOT_LISTED, &format!("materials.{n}.source"), what, mend);
            }
        }
    });
    whole(county);
}

/// Services, organs and agencies of the list know each other.
fn whole(county: &mut County<'_>) {
    let organs = &county.frame.organs;
    let list = county.lists.intermediaries.clone();
    let offered: BTreeSet<&str> =
        list.agencies.iter().flat_map(|agency| agency.services.iter().map(String::as_str)).collect();
    let known: BTreeSet<&str> = list.services.iter().map(|service| service.code.as_str()).collect();
    let mut said = Vec::new();
    for (n, service) in list.services.iter().enumerate() {
        if !offered.contains(service.code.as_str()) {
            let name = &service.name;
            let what = both(format!("没有机构提供“{}”", name.zh), format!("no agency offers “{}”", name.en));
            said.push((format!("services.{n}.code"), what));
        }
        for (m, organ) in service.organs.iter().enumerate().filter(|(_, organ)| !organs.contains_key(*organ))
        {
            let what = both(format!("organs.toml 里没有 {organ}"), format!("organs.toml has no {organ}"));
            said.push((format!("services.{n}.organs.{m}"), what));
        }
    }
    for (n, agency) in list.agencies.iter().enumerate() {
        for (m, service) in agency.services.iter().enumerate().filter(|(_, s)| !known.contains(s.as_str())) {
            let what = both(
                format!("“{}”提供的“{service}”不在清单里", agency.name.zh),
                format!("“{}” offers “{service}”, which is not on the list", agency.name.en),
            );
            said.push((format!("agencies.{n}.services.{m}"), what));
        }
    }
    let Some(reading) = county.other(super::lists::INTERMEDIARIES) else { return };
    for (at, what) in said {
        reading.find(&LIST, &at, what, both("补上，或者删去", "Supply it, or delete it"));
    }
}
