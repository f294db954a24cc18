//! Class 2: papers that a public body already has are not asked for again.

use std::collections::BTreeMap;

use kernel::item::{Material, Source};

use super::codes::Code;
use super::finding::Finding;
use super::lists::Paper;
use super::region::Space;
use super::{County, both};
use crate::catalogue::flaw::Weight;

const RULE: (&str, &str) = (
    "《优化营商环境条例》第三十七条、第四十条；国务院令第 716 号第十条；要求 R156",
    "Regulation on Optimising the Business Environment, Art. 37 and 40; State Council Order 716, Art. 10; \
     requirement R156",
);

/// The county itself gives this paper.
pub static GIVEN: Code = Code {
    name: "YM0201",
    weight: Weight::Warning,
    title: ("要群众交本县自己发的东西", "Asks for what the county gives"),
    why: (
        "本县另一个事项发的证照、批文，内部取得到，不该再要。",
        "What another item of the county gives can be fetched within; nobody need bring it.",
    ),
    rule: RULE,
};
/// Another item fetches the same paper.
pub static FETCHED: Code = Code {
    name: "YM0202",
    weight: Weight::Warning,
    title: ("别的事项免交，这里却要交", "Exempt elsewhere, asked for here"),
    why: (
        "同一份材料别的事项由机关核对，这里也可以。",
        "Where one item looks a paper up, another can do the same.",
    ),
    rule: RULE,
};
/// One paper, two names.
pub static TWO_NAMES: Code = Code {
    name: "YM0203",
    weight: Weight::Warning,
    title: ("同一份材料两个名字", "One paper under two names"),
    why: (
        "一种证照在各事项里叫法不同，群众会以为是两样东西。",
        "Called differently from item to item, one licence seems to be two.",
    ),
    rule: ("GB/T 39554.1-2020；要求 R2", "GB/T 39554.1-2020; requirement R2"),
};
/// The paper and its electronic form, both.
pub static ORIGINAL: Code = Code {
    name: "YM0204",
    weight: Weight::Warning,
    title: ("有了电子证照还要原件", "The original besides its e-licence"),
    why: (
        "电子证照和纸质证照同等效力，取到了就不再要原件、复印件。",
        "An e-licence has the same force; once it is fetched, neither original nor copy is asked for.",
    ),
    rule: (
        "国务院令第 716 号第十条；国办发〔2022〕3号",
        "State Council Order 716, Art. 10; State Council General Office No. 3 of 2022",
    ),
};
/// Fetched, but from whom?
pub static NO_ISSUER: Code = Code {
    name: "YM0205",
    weight: Weight::Error,
    title: ("没写由谁核发", "Nobody is named who issues it"),
    why: ("不知道由谁核发，就没法替群众去取。", "Without the issuer nobody can fetch it."),
    rule: RULE,
};
/// A body issues it, yet the applicant must bring it.
pub static ISSUED: Code = Code {
    name: "YM0206",
    weight: Weight::Error,
    title: ("写了核发机关却要申请人交", "A public body issues it, the applicant must bring it"),
    why: ("机关核发的材料由机关核对，不由群众跑。", "What a public body issues is looked up, not carried."),
    rule: RULE,
};

pub(super) const CODES: &[&Code] = &[&GIVEN, &FETCHED, &TWO_NAMES, &ORIGINAL, &NO_ISSUER, &ISSUED];

/// Words that make no other paper of a paper.
const FORMS: &[&str] =
    &["原件", "复印件", "副本", "正本", "（", "）", "(", ")", "的", " ", "《", "》", "有效"];

/// The first character of each of them.
const BEGINNINGS: &[char] = &['原', '复', '副', '正', '（', '）', '(', ')', '的', ' ', '《', '》', '有'];

/// What whoever issues them calls papers, by their other plain names.
fn proper_names(papers: &[Paper]) -> BTreeMap<String, String> {
    let names = |paper: &Paper| -> Vec<(String, String)> {
        paper.also.iter().map(|also| (plain(also), plain(&paper.name))).collect()
    };
    papers.iter().flat_map(names).collect()
}

/// A name without what only says in which form the paper comes.
pub(super) fn plain(name: &str) -> String {
    // most names have none of these words, not even how one begins
    if !name.contains(BEGINNINGS) {
        return name.to_owned();
    }
    FORMS.iter().fold(name.to_owned(), |name, form| name.replace(form, ""))
}

/// Where a name or a licence type stands first.
struct Known<'k> {
    /// Plain names that whoever issues the paper does not use.
    proper: &'k BTreeMap<String, String>,
    /// Proper names of every item's materials.
    names: &'k [Vec<String>],
    /// Results by plain name: the item that gives them.
    given: BTreeMap<&'k str, usize>,
    /// Papers that some item has fetched, by plain name: item and material.
    fetched: BTreeMap<&'k str, (usize, usize)>,
    /// Licence types: the items that give them.
    types: BTreeMap<&'k str, Vec<usize>>,
}

pub(super) fn check(county: &mut County<'_>) {
    let proper = proper_names(&county.lists.papers);
    let named = |name: &str| {
        let own = plain(name);
        proper.get(&own).cloned().unwrap_or(own)
    };
    let all = county.of_each(|n| {
        let item = &county.items[n].item;
        let materials: Vec<String> = item.materials.iter().map(|m| named(&m.name.zh)).collect();
        (materials, named(&item.outcome.name.zh))
    });
    let (names, outcomes): (Vec<Vec<String>>, Vec<String>) = all.into_iter().unzip();
    let (given, fetched, types) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut known = Known { proper: &proper, names: &names, given, fetched, types };
    for (n, read) in county.items.iter().enumerate() {
        known.given.entry(&outcomes[n]).or_insert(n);
        if let Some(licence) = &read.item.outcome.licence {
            known.types.entry(&licence.code).or_default().push(n);
        }
        for (m, material) in read.item.materials.iter().enumerate() {
            if material.source == Source::Government {
                known.fetched.entry(&names[n][m]).or_insert((n, m));
            }
        }
    }
    let found = county.of_each(|n| of(county, &known, n));
    county.put_all(found);
}

/// Everything class 2 says of an item.
fn of(county: &County<'_>, known: &Known<'_>, n: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    for (m, material) in county.items[n].item.materials.iter().enumerate() {
        found.extend(issuer(m, material));
        if matches!(material.source, Source::Applicant | Source::Intermediary) {
            found.extend(asked(county, known, (n, m)));
        }
        found.extend(two_names(county, known, (m, material)));
        found.extend(one_paper(county, known, (n, m)));
    }
    found
}

/// A material that a body holds names it, and no other does.
fn issuer(m: usize, material: &Material) -> Option<Finding> {
    let held = material.source == Source::Government;
    if held && material.issuer.is_none() {
        let what =
            both("政府核发的材料没写由谁核发", "a material government holds does not say who issues it");
        let mend = both("加上 issuer，我们好去取", "Add issuer, so that it can be fetched");
        return Some(Finding::new(&NO_ISSUER, format!("materials.{m}.source"), what, mend));
    }
    if !held && material.issuer.is_some() {
        let what =
            both("写了核发机关，却要申请人交", "an issuing body is named, yet the applicant is asked for it");
        let mend = both(
            "政府核发的写 source = \"government\"；不是的删去 issuer",
            "Write source = \"government\", or delete issuer",
        );
        return Some(Finding::new(&ISSUED, format!("materials.{m}.issuer"), what, mend));
    }
    None
}

/// A paper the applicant must bring: is it there already?
fn asked(county: &County<'_>, known: &Known<'_>, (n, m): (usize, usize)) -> Option<Finding> {
    let materials = &county.items[n].item.materials;
    let material = &materials[m];
    let names = &known.names[n];
    let name = &names[m];
    let mut all = materials.iter().zip(names);
    let twin = all.position(|(t, other)| t.source == Source::Government && other == name);
    let (code, what, mend, place) = if let Some(twin) = twin {
        let place = county.items[n].reading.place(&format!("materials.{twin}"), materials[twin].name.clone());
        let what = both(
            format!("《{}》已经由机关核对，还要申请人交", material.name.zh),
            format!("“{}” is looked up already, and asked for as well", material.name.en),
        );
        (&ORIGINAL, what, both("删去这一项", "Delete this material"), place)
    } else if let Some(giver) = known.given.get(name.as_str()).filter(|giver| **giver != n) {
        let other = &county.items[*giver];
        let place = other.reading.place("outcome", other.item.outcome.name.clone());
        let what = both(
            format!("《{}》是本县“{}”的结果", material.name.zh, other.item.name.zh),
            format!("“{}” is what the county's “{}” gives", material.name.en, other.item.name.en),
        );
        let mend = match &other.item.outcome.licence {
            Some(licence) => both(
                format!("写 source = \"government\"、issuer 和 licence = \"{}\"", licence.code),
                format!("Write source = \"government\", issuer, and licence = \"{}\"", licence.code),
            ),
            None => both("写 source = \"government\" 和 issuer", "Write source = \"government\" and issuer"),
        };
        (&GIVEN, what, mend, place)
    } else if let Some((other, paper)) = known.fetched.get(name.as_str()) {
        let there = &county.items[*other];
        let held = &there.item.materials[*paper];
        let place = there.reading.place(&format!("materials.{paper}"), held.name.clone());
        let what = both(
            format!("“{}”不用交《{}》，这里却要交", there.item.name.zh, material.name.zh),
            format!("“{}” exempts “{}”, which is asked for here", there.item.name.en, material.name.en),
        );
        let issuer = held.issuer.clone().unwrap_or_default();
        let mend = both(
            format!("写 source = \"government\"，issuer 写“{}”", issuer.zh),
            format!("Write source = \"government\", issuer “{}”", issuer.en),
        );
        (&FETCHED, what, mend, place)
    } else {
        return None;
    };
    Some(Finding::new(code, format!("materials.{m}.name"), what, mend).beside(place))
}

/// A licence is called what its giver calls it; which one is meant (原, 新住所的) may stand before it.
fn two_names(county: &County<'_>, known: &Known<'_>, (m, material): (usize, &Material)) -> Option<Finding> {
    let givers = material.licence.as_ref().and_then(|kind| known.types.get(kind.as_str()))?;
    let own = plain(&material.name.zh);
    let named = |giver: &usize| {
        let given = plain(&county.items[*giver].item.outcome.name.zh);
        own.contains(&given) || given.contains(&own)
    };
    if givers.iter().any(named) {
        return None;
    }
    let there = &county.items[givers[0]];
    let given = &there.item.outcome.name;
    let place = there.reading.place("outcome", given.clone());
    let what = both(
        format!("“{}”发的证照叫《{}》，这里叫《{}》", there.item.name.zh, given.zh, material.name.zh),
        format!("“{}” calls it “{}”, here it is “{}”", there.item.name.en, given.en, material.name.en),
    );
    let mend = both("用证照上的名字", "Use the name on the licence");
    Some(Finding::new(&TWO_NAMES, format!("materials.{m}.name"), what, mend).beside(place))
}

/// A paper under another than its own name; the same paper asked of one person twice.
fn one_paper(county: &County<'_>, known: &Known<'_>, (n, m): (usize, usize)) -> Option<Finding> {
    let materials = &county.items[n].item.materials;
    let material = &materials[m];
    let (names, at) = (&known.names[n], || format!("materials.{m}.name"));
    let name = &names[m];
    if known.proper.contains_key(&plain(&material.name.zh)) {
        let what = both(
            format!("《{}》就是《{name}》", material.name.zh),
            format!("“{}” is another name of 《{name}》", material.name.en),
        );
        let mend = both(format!("写“{name}”"), format!("Write “{name}”"));
        return Some(Finding::new(&TWO_NAMES, at(), what, mend));
    }
    let asked = |m: &Material| matches!(m.source, Source::Applicant | Source::Intermediary);
    let twins = names.iter().filter(|other| *other == name).count();
    if twins < 2 || !asked(material) {
        return None;
    }
    let space = Space::of(&county.items[n].item)?;
    let met = |other: &Material| !space.meant(&other.when).both(&space.meant(&material.when)).empty();
    let mut before = materials[..m].iter().zip(names);
    let twin = before.position(|(other, plain)| {
        plain == name && other.name.zh != material.name.zh && asked(other) && met(other)
    });
    let twin = twin?;
    let place = county.items[n].reading.place(&format!("materials.{twin}"), materials[twin].name.clone());
    let what = both(
        format!("《{}》和《{}》是同一份材料", material.name.zh, materials[twin].name.zh),
        format!("“{}” and “{}” are one paper", material.name.en, materials[twin].name.en),
    );
    let mend = both("只要一份", "Ask for one of them");
    Some(Finding::new(&TWO_NAMES, at(), what, mend).beside(place))
}

#[cfg(test)]
mod tests {
    //! Names without the words for their forms.

    use super::*;

    #[test]
    fn every_form_is_taken_from_a_name_and_nothing_else() {
        for form in FORMS {
            assert!(form.starts_with(BEGINNINGS), "{form} is missed");
            assert_eq!(plain(&format!("甲{form}乙")), "甲乙");
        }
        assert_eq!(plain("《营业执照》（副本）复印件"), "营业执照");
        assert_eq!(plain("食品经营许可证"), "食品经营许可证");
    }
}
