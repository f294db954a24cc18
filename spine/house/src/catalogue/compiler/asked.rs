//! Class 9: forms that ask for what is known already, and one element that is typed differently from form to
//! form.

use std::collections::BTreeMap;

use kernel::Text;
use kernel::form::{Field, FieldKind};
use kernel::item::{Choice, Item, Material, Source};

use super::codes::Code;
use super::finding::{Finding, put};
use super::lists::Paper;
use super::region::Space;
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// A field that asks again what a question or the application itself already says.
static AGAIN: Code = Code {
    name: "YM0901",
    weight: Weight::Warning,
    title: ("问过的又问", "Asked again"),
    why: (
        "情形里答过的、申请人自己的姓名手机，表单不应再要。",
        "What a question was answered with, and the applicant's own name and number, are known already.",
    ),
    rule: ("要求 R24、R87", "requirements R24 and R87"),
};
/// A field that is copied from a paper which the house fetches itself.
static COPIED: Code = Code {
    name: "YM0902",
    weight: Weight::Warning,
    title: ("共享得来的又让人填", "Copied from what is shared"),
    why: (
        "证照由我们去取，上面的字就不该再让人抄一遍。",
        "Where the house fetches the paper itself, nobody should copy what stands on it.",
    ),
    rule: (
        "《优化营商环境条例》第三十七条；要求 R87、R89",
        "Regulation on Optimising the Business Environment, Art. 37; requirements R87 and R89",
    ),
};
/// One element of two kinds.
static TWO_KINDS: Code = Code {
    name: "YM0903",
    weight: Weight::Warning,
    title: ("同一数据项类型不同", "One element of two kinds"),
    why: (
        "同一个名字的数据项在各张表单里类型相同，才能一次填报、处处可用。",
        "An element of one name has one kind in every form, or what is filled in once cannot be used twice.",
    ),
    rule: ("要求 R2、R156", "requirements R2 and R156"),
};

/// The codes of this class.
pub(super) const CODES: &[&Code] = &[&AGAIN, &COPIED, &TWO_KINDS];

/// What every application says of the applicant before its form begins.
const APPLICANTS_OWN: &[&str] = &[
    "申请人",
    "申请人姓名",
    "申请人名称",
    "申请人手机",
    "申请人电话",
    "申请人身份证号",
    "申请人公民身份号码",
];
/// Words by which a hint says that something is to be copied from a paper.
const COPY_WORDS: &[&str] = &["一样", "相同", "一致", "上的", "抄"];

/// Every form by itself, then elements between forms.
pub(super) fn check(county: &mut County<'_>) {
    let papers = county.lists.papers.clone();
    county.each(|read| {
        let mut found = again(&read.item);
        found.extend(copied(&read.item, &papers));
        for finding in found {
            put(read, finding);
        }
    });
    kinds(county);
}

fn again(item: &Item) -> Vec<Finding> {
    let mut found = Vec::new();
    for (n, field) in item.fields.iter().enumerate() {
        let at = || format!("fields.{n}");
        if !field.own && APPLICANTS_OWN.contains(&field.label.zh.as_str()) {
            let what = both(
                format!("“{}”在申请时已经知道", field.label.zh),
                format!("“{}” is known from the application itself", field.label.en),
            );
            let mend = both(
                "删去，或者写 own = true，由账户填好；要的是别人，就写清是谁",
                "Delete it, or write own = true so that the account fills it in, or say who else is meant",
            );
            found.push(Finding::new(&AGAIN, at(), what, mend));
        }
        for question in item.questions.iter().filter(|question| same_question(field, question)) {
            let what = both(
                format!("“{}”在情形问题“{}”里已经答过", field.label.zh, question.text.zh),
                format!("“{}” was answered already at “{}”", field.label.en, question.text.en),
            );
            let mend = Text::new("删去这一项，用情形里的回答", "Delete the field and use the answer");
            let person = Space::of(item)
                .and_then(|space| space.person(&space.everybody().both(&space.meant(&field.when))));
            found.push(Finding::new(&AGAIN, at(), what, mend).of(person));
        }
    }
    found
}

/// Does a field ask this question: in the same words, or with the same answers of more than yes and no?
fn same_question(field: &Field, question: &kernel::item::Question) -> bool {
    bare(&field.label.zh) == bare(&question.text.zh)
        || (field.options.len() == question.answers.len()
            && field.options.iter().any(|option| option.text.zh.chars().count() > 2)
            && texts(&field.options) == texts(&question.answers))
}

fn bare(text: &str) -> &str {
    text.trim_end_matches(['？', '?'])
}

/// What can be chosen, in an order of its own.
fn texts(choices: &[Choice]) -> Vec<&str> {
    let mut texts: Vec<&str> = choices.iter().map(|choice| choice.text.zh.as_str()).collect();
    texts.sort_unstable();
    texts
}

/// Fields whose hint says to copy them from a paper that the house fetches for the same people, or that the
/// county's list knows to stand on it.
fn copied(item: &Item, papers: &[Paper]) -> Vec<Finding> {
    let on_paper = |material: &Material| papers.iter().filter(|p| p.name == material.name.zh).collect();
    let fetched = item.materials.iter().filter(|m| m.source == Source::Government);
    let fetched: Vec<(&Material, Vec<&Paper>)> = fetched.map(|m| (m, on_paper(m))).collect();
    let (mut found, mut space) = (Vec::new(), None);
    for (n, field) in item.fields.iter().enumerate().filter(|(_, field)| !field.own) {
        let hint = field.hint.as_ref().map_or("", |hint| hint.zh.as_str());
        let told = COPY_WORDS.iter().any(|word| hint.contains(word));
        for (material, papers) in &fetched {
            let by_hint = told && hint.contains(material.name.zh.as_str());
            if !by_hint && !papers.iter().any(|paper| paper.says.contains(&field.label.zh)) {
                continue;
            }
            let Some(space) = space.get_or_insert_with(|| Space::of(item)) else { return Vec::new() };
            let together = space.meant(&field.when).both(&space.meant(&material.when));
            if together.empty() {
                continue;
            }
            let what = both(
                format!("“{}”写在《{}》上，而这份材料由我们去取", field.label.zh, material.name.zh),
                format!(
                    "“{}” stands on “{}”, which the house fetches itself",
                    field.label.en, material.name.en
                ),
            );
            let mend = both(
                "删去；是申请人自己的，写 own = true，由账户填好",
                "Delete it; what is the applicant's own is filled in from the account with own = true",
            );
            let finding = Finding::new(&COPIED, format!("fields.{n}"), what, mend);
            found.push(finding.of(space.person(&together)));
        }
    }
    found
}

/// Elements by their label, each with where it stands by kind; groups are of many and no element.
fn kinds(county: &mut County<'_>) {
    let mut elements: BTreeMap<&str, Vec<(usize, usize, FieldKind)>> = BTreeMap::new();
    for (n, read) in county.items.iter().enumerate() {
        let fields = read.item.fields.iter().enumerate().filter(|(_, f)| f.kind != FieldKind::Group);
        for (m, field) in fields {
            elements.entry(&field.label.zh).or_default().push((n, m, field.kind));
        }
    }
    let mut others = Vec::new();
    for places in elements.values() {
        // kinds in the order of their first forms; most elements have one
        let mut kinds: Vec<((usize, usize, FieldKind), usize)> = Vec::new();
        for place in places {
            match kinds.iter_mut().find(|(first, _)| first.2 == place.2) {
                Some((_, count)) => *count += 1,
                None => kinds.push((*place, 1)),
            }
        }
        // the kind that most forms have is the measure; among equals the first
        let Some((usual, _)) = kinds.iter().rev().max_by_key(|(_, count)| count) else { continue };
        let unlike = places.iter().filter(|place| place.2 != usual.2);
        others.extend(unlike.map(|(n, m, _)| ((usual.0, usual.1), (*n, *m))));
    }
    for (usual, here) in others {
        another_kind(county, usual, here);
    }
}

fn another_kind(county: &mut County<'_>, usual: (usize, usize), here: (usize, usize)) {
    let measure = &county.items[usual.0];
    let says = both("别的表单这样写", "what other forms say");
    let place = measure.reading.place(&format!("fields.{}.kind", usual.1), says);
    let field = &county.items[here.0].item.fields[here.1];
    let what = both(
        format!("“{}”在这里是一种类型，在“{}”里是另一种", field.label.zh, measure.item.code),
        format!("“{}” is of one kind here and of another in “{}”", field.label.en, measure.item.code),
    );
    let mend = both(
        "改成同一个 kind；不是一回事的，名字写得不同",
        "Give it the same kind; what is something else needs another name",
    );
    let finding = Finding::new(&TWO_KINDS, format!("fields.{}.kind", here.1), what, mend);
    if let Some(flaw) = put(&mut county.items[here.0], finding) {
        flaw.places.push(place);
    }
}
