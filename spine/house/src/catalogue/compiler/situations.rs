//! Class 7: parts nobody can reach, parts that meet twice, answers that lead nowhere, questions whose answer
//! changes nothing. Each with somebody it happens to, by exact decision over all answers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use kernel::Text;
use kernel::item::{Item, When};

use super::County;
use super::codes::Code;
use super::finding::{Finding, put};
use super::region::{Region, Space, TooMany, left_out, same};
use crate::catalogue::flaw::Weight;

const RULE: (&str, &str) = ("要求 R4、R14", "requirements R4 and R14");

/// A part that nobody can reach.
static UNREACHED: Code = Code {
    name: "YM0701",
    weight: Weight::Error,
    title: ("谁也走不到", "Nobody can reach it"),
    why: (
        "里外两层条件互相排斥，这一项永远不会出现，要么多余，要么写错。",
        "Its condition excludes the one it stands in: it never shows, so it is superfluous or mistaken.",
    ),
    rule: RULE,
};
/// Two parts of one name that one person meets both.
static TWICE: Code = Code {
    name: "YM0702",
    weight: Weight::Warning,
    title: ("同一个人遇到两次", "Met twice by one person"),
    why: (
        "同名的两项应当各管各的情形；重叠了，就有人被问两遍、交两份。",
        "Two parts of one name are for different situations; where they overlap, somebody is asked twice.",
    ),
    rule: RULE,
};
/// An answer that leaves nothing to check, or no condition to meet.
static NOWHERE: Code = Code {
    name: "YM0703",
    weight: Weight::Error,
    title: ("回答走不通", "Answers that lead nowhere"),
    why: (
        "没有审查要点或者受理条件的情形，收了也没法决定。",
        "A situation without a check point or a condition can be taken in but never decided.",
    ),
    rule: ("要求 R4、R7、R14", "requirements R4, R7 and R14"),
};
/// A question whose answer changes nothing.
static IDLE: Code = Code {
    name: "YM0704",
    weight: Weight::Warning,
    title: ("问了白问", "A question that changes nothing"),
    why: (
        "怎么回答要求都一样的问题，是让人多答一遍。",
        "A question whose every answer leads to the same is only trouble.",
    ),
    rule: ("要求 R4、R15", "requirements R4 and R15"),
};

/// Conditions that cannot be decided.
static UNPROVED: Code = Code {
    name: "YM0705",
    weight: Weight::Note,
    title: ("判定不了", "Not provable"),
    why: (
        "问题的答案太多、条件太绞缠，没有逐一判定；这里没有说有毛病，也没有说没有。",
        "Too many answers, or conditions too entangled, to be decided: nothing is said to be wrong here, and \
         nothing to be right.",
    ),
    rule: RULE,
};

/// The codes of this class.
pub(super) const CODES: &[&Code] = &[&UNREACHED, &TWICE, &NOWHERE, &IDLE, &UNPROVED];

/// Every item by itself.
pub(super) fn check(county: &mut County<'_>) {
    county.each(|read| {
        for finding in of(&read.item) {
            put(read, finding);
        }
    });
}

/// A part of an item with the people it applies to.
struct Part<'i> {
    /// What it is a part of.
    sort: Sort,
    /// What tells it from others of its sort; the same key is the same part.
    key: Cow<'i, str>,
    /// What people read of it.
    name: &'i Text,
    /// Its list and its number there.
    at: (&'static str, usize),
    /// Where in that it stands, unless it is the whole.
    inner: Option<Inner>,
    region: Region,
}

/// A part within a part, or one that stands alone.
enum Inner {
    /// There is no list: an item has at most one of it.
    Only,
    OnSite,
    Field(usize),
}

impl Part<'_> {
    /// The place in the item.
    fn at(&self) -> String {
        let (list, n) = self.at;
        match self.inner {
            None => format!("{list}.{n}"),
            Some(Inner::Only) => list.to_owned(),
            Some(Inner::OnSite) => format!("{list}.{n}.on_site"),
            Some(Inner::Field(m)) => format!("{list}.{n}.fields.{m}"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Condition,
    Material,
    Field,
    Point,
    OnSite,
    Promise,
    Fee,
}

/// Everything class 7 says of an item.
fn of(item: &Item) -> Vec<Finding> {
    let Some(space) = Space::of(item) else { return vec![unproved()] };
    let parts = parts(item, &space);
    let mut found = unreached(&parts);
    found.extend(twice(&parts, &space));
    for more in [nowhere(item, &parts, &space), idle(item, &parts, &space)] {
        match more {
            Ok(more) => found.extend(more),
            Err(TooMany) => return found.into_iter().chain([unproved()]).collect(),
        }
    }
    found
}

fn unproved() -> Finding {
    let what = Text::new(
        "情形太多，判定不了有没有走不通、问了白问的",
        "there are too many situations to decide whether all lead somewhere and every question matters",
    );
    let mend = Text::new("少问几个问题，答案合并成几类", "Ask less, and gather the answers into a few kinds");
    Finding::new(&UNPROVED, "questions", what, mend)
}

/// Every part, and whom it applies to: what stands in another part applies only where that does.
fn parts<'i>(item: &'i Item, space: &Space) -> Vec<Part<'i>> {
    let mut parts = Vec::new();
    let everybody = space.everybody();
    let mut add = |sort, key: Cow<'i, str>, name: &'i Text, at, inner, whens: &[&When]| {
        let mut region = everybody.clone();
        whens.iter().for_each(|when| space.narrow(&mut region, when));
        parts.push(Part { sort, key, name, at, inner, region });
    };
    for (n, one) in item.conditions.iter().enumerate() {
        add(Sort::Condition, Cow::from(&one.text.zh), &one.text, ("conditions", n), None, &[&one.when]);
    }
    for (n, one) in item.materials.iter().enumerate() {
        add(Sort::Material, Cow::from(&one.code), &one.name, ("materials", n), None, &[&one.when]);
    }
    for (n, one) in item.fields.iter().enumerate() {
        add(Sort::Field, Cow::from(&one.code), &one.label, ("fields", n), None, &[&one.when]);
        for (m, inner) in one.fields.iter().enumerate() {
            let (key, within) = (format!("{}.{}", one.code, inner.code), Some(Inner::Field(m)));
            add(Sort::Field, key.into(), &inner.label, ("fields", n), within, &[&one.when, &inner.when]);
        }
    }
    for (n, one) in item.points.iter().enumerate() {
        add(Sort::Point, Cow::from(&one.code), &one.text, ("points", n), None, &[&one.when]);
        if let Some(on_site) = &one.on_site {
            let (key, whens) = (Cow::from(&one.code), [&one.when, &on_site.when]);
            add(Sort::OnSite, key, &one.text, ("points", n), Some(Inner::OnSite), &whens);
        }
    }
    if let Some(told) = &item.commitment {
        let (key, only) = (Cow::from("commitment"), Some(Inner::Only));
        add(Sort::Promise, key, &told.verification, ("commitment", 0), only, &[&told.when]);
    }
    for (n, one) in item.fees.iter().enumerate() {
        add(Sort::Fee, Cow::from(&one.name.zh), &one.name, ("fees", n), None, &[&one.when]);
    }
    parts
}

fn unreached(parts: &[Part<'_>]) -> Vec<Finding> {
    let nobody = parts.iter().filter(|part| part.region.empty());
    let told = |part: &Part<'_>| {
        let (zh, en) = (&part.name.zh, &part.name.en);
        let what = Text::new(
            format!("怎么回答都走不到“{zh}”"),
            format!("no answers lead to “{en}”: nobody ever meets it"),
        );
        let mend = Text::new(
            "改 when，让里外两层条件能同时成立；用不着的删去",
            "Change its “when” so that it can hold together with the part it stands in, or delete it",
        );
        Finding::new(&UNREACHED, part.at(), what, mend)
    };
    nobody.map(told).collect()
}

/// Two materials, or two fields at the top of the form, of one name, asked of one person.
fn twice(parts: &[Part<'_>], space: &Space) -> Vec<Finding> {
    let mut found = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        if !matches!(part.sort, Sort::Condition | Sort::Material | Sort::Field | Sort::Point) {
            continue;
        }
        if part.inner.is_some() {
            continue;
        }
        let twins = parts.iter().take(n).filter(|other| {
            other.sort == part.sort && other.inner.is_none() && other.name.zh == part.name.zh
        });
        for twin in twins {
            if !part.region.meets(&twin.region) {
                continue;
            }
            let both = part.region.both(&twin.region);
            let (zh, en) = (&part.name.zh, &part.name.en);
            let what = Text::new(
                format!("同一个人会遇到两次“{zh}”：这里和 {}", twin.at()),
                format!("one person meets “{en}” twice: here and at {}", twin.at()),
            );
            let mend = Text::new(
                "合成一项，或者让两个 when 不能同时成立",
                "Make one of them, or let their conditions exclude each other",
            );
            let finding = Finding::new(&TWICE, part.at(), what, mend);
            found.push(finding.of(space.person(&both)));
        }
    }
    found
}

/// Somebody with no point to be checked, or with no condition to meet.
fn nowhere(item: &Item, parts: &[Part<'_>], space: &Space) -> Result<Vec<Finding>, TooMany> {
    let sorts = [
        (Sort::Point, "points", "没有一项可审查", "there is nothing to check"),
        (Sort::Condition, "conditions", "没有一项条件", "there is no condition to meet"),
    ];
    // a sample may say no conditions; what is checked it always says
    let sorts = &sorts[..if item.sample && item.conditions.is_empty() { 1 } else { 2 }];
    let told = |(sort, at, zh, en): (Sort, &'static str, &str, &str)| {
        let covers: Vec<&Region> =
            parts.iter().filter(|part| part.sort == sort).map(|part| &part.region).collect();
        let Some(somebody) = left_out(&space.everybody(), &covers)? else { return Ok(None) };
        let what = Text::new(
            format!("有的回答走到头{zh}，这件事就没法决定"),
            format!("some answers lead nowhere: {en}, so nothing can be decided"),
        );
        let mend = Text::new(
            "给这样的人补上一项，或者删去走不通的答案",
            "Add what applies to such a person, or delete the answer that leads nowhere",
        );
        Ok(Some(Finding::new(&NOWHERE, at, what, mend).of(space.person(&somebody))))
    };
    sorts.iter().filter_map(|sort| told(*sort).transpose()).collect()
}

/// Questions of which every answer leads to the same parts.
fn idle(item: &Item, parts: &[Part<'_>], space: &Space) -> Result<Vec<Finding>, TooMany> {
    let mut wholes: BTreeMap<(Sort, &str), Vec<&Region>> = BTreeMap::new();
    for part in parts.iter().filter(|part| !part.region.empty()) {
        wholes.entry((part.sort, &part.key)).or_default().push(&part.region);
    }
    let matters = |n: usize| -> Result<bool, TooMany> {
        for regions in wholes.values() {
            // whoever is meant is meant whatever she answers here
            if regions.iter().all(|region| space.open(region, n)) {
                continue;
            }
            let slice = |answer| -> Vec<Region> {
                regions.iter().filter_map(|region| space.slice(region, n, answer)).collect()
            };
            let first = slice(0);
            for answer in 1..space.answers(n) {
                if !same(&first, &slice(answer))? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    };
    let mut idle = Vec::new();
    for (n, question) in item.questions.iter().enumerate() {
        if !matters(n)? {
            idle.push((n, question));
        }
    }
    let told = |(n, question): (usize, &kernel::item::Question)| {
        let (zh, en) = (&question.text.zh, &question.text.en);
        let what = Text::new(
            format!("“{zh}”怎么回答，要求都一样"),
            format!("whatever is answered to “{en}”, the same is asked"),
        );
        let mend = Text::new(
            "删去这个问题；要记下来的，放进表单",
            "Delete the question; what must be known for the record belongs in the form",
        );
        Finding::new(&IDLE, format!("questions.{n}"), what, mend)
    };
    Ok(idle.into_iter().map(told).collect())
}
