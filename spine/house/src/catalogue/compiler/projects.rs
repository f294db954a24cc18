//! Class 14: construction projects 工程建设项目 against themselves and the bundles of their stages.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Text;
use kernel::project::{Lack, Project, Wrong};

use super::codes::Code;
use super::{County, both};
use crate::catalogue::flaw::Weight;
use crate::catalogue::reading::Reading;

const RULE: (&str, &str) =
    ("国办发〔2019〕11号；要求 R77", "State Council General Office, No. 11 of 2019; requirement R77");
const BUDGETS: (&str, &str) = ("要求 R113、R114、R115", "requirements R113, R114 and R115");

/// A name that nothing has.
static UNKNOWN: Code = Code {
    name: "YM1401",
    weight: Weight::Error,
    title: ("写了没有的东西", "Something that is not there"),
    why: (
        "项目里写的阶段、一件事、类别、问题和答案都要真有。",
        "Stages, bundles, classes, questions and answers that a project names must exist.",
    ),
    rule: RULE,
};
/// Stages that wait for each other.
static CIRCLE: Code = Code {
    name: "YM1402",
    weight: Weight::Error,
    title: ("阶段互相等", "Stages that wait for each other"),
    why: ("甲等乙、乙等甲，项目开不了头。", "Where each waits for the other, no project can begin."),
    rule: RULE,
};
/// Days that do not add up.
static SUM: Code = Code {
    name: "YM1403",
    weight: Weight::Error,
    title: ("各阶段的天数加起来不对", "Days that do not add up"),
    why: (
        "各阶段的天数加起来要等于这一类的总数；缺一个阶段也算不对。",
        "The days of the stages make up the class's budget; a stage that is left out is missed.",
    ),
    rule: BUDGETS,
};
/// Two lead organs.
static LEAD: Code = Code {
    name: "YM1404",
    weight: Weight::Error,
    title: ("两个牵头部门", "Two lead organs"),
    why: (
        "一个阶段只有一个牵头部门：项目里写的和它的一件事里写的要是同一个。",
        "A stage has one lead organ: that of the project's file is that of its bundle.",
    ),
    rule: RULE,
};
/// Classes that miss somebody, or that nothing reaches.
static CLASS: Code = Code {
    name: "YM1405",
    weight: Weight::Error,
    title: ("类别没有兜底，或者挡住了后面的", "Classes that miss somebody"),
    why: (
        "最后一类没有条件，谁都有一类；前面的都有条件，不挡住后面的。",
        "The last class has no condition, so that everybody has one; those before it have, or hide the rest.",
    ),
    rule: ("要求 R117", "requirement R117"),
};
/// Two of one name.
static TWICE: Code = Code {
    name: "YM1406",
    weight: Weight::Error,
    title: ("同一个名字两次", "One name twice"),
    why: (
        "阶段、类别的代码和阶段的一件事各用一次。",
        "Codes of stages and classes, and the bundles of stages, are used once.",
    ),
    rule: RULE,
};
/// An opinion that may take longer than the stage.
static SLOW: Code = Code {
    name: "YM1407",
    weight: Weight::Warning,
    title: ("征求意见比阶段还长", "An opinion slower than its stage"),
    why: (
        "征求意见的天数不能比这个阶段的天数多。",
        "An organ that is asked cannot have more days than the whole stage.",
    ),
    rule: BUDGETS,
};

/// The codes of this class.
pub(super) const CODES: &[&Code] = &[&UNKNOWN, &CIRCLE, &SUM, &LEAD, &CLASS, &TWICE, &SLOW];

/// A kind of project with the file it was read from.
pub(in crate::catalogue) struct ReadProject<'t> {
    /// What the file says.
    pub project: Project,
    /// Where it says so, and what is wrong with it so far.
    pub reading: Reading<'t>,
}

/// Every project against the bundles it names.
pub(super) fn check(county: &mut County<'_>) {
    let leads: BTreeMap<&str, &str> =
        county.bundles.iter().map(|read| (read.bundle.code.as_str(), read.bundle.lead.as_str())).collect();
    let papers: BTreeSet<(&str, String)> = county
        .bundles
        .iter()
        .flat_map(|read| read.bundle.members.iter().map(|member| (read.bundle.code.as_str(), &member.item)))
        .flat_map(|(bundle, code)| {
            let items = county.items.iter().filter(move |read| read.item.code == *code);
            let materials = items.flat_map(|read| &read.item.materials);
            materials.map(move |material| (bundle, format!("{code}.{}", material.code)))
        })
        .collect();
    for ReadProject { project, reading } in &mut county.projects {
        let mut lacks = project.lacks(|bundle| leads.get(bundle).map(|lead| (*lead).to_owned()));
        lacks.extend(project.papers_unknown(|bundle, paper| papers.contains(&(bundle, paper.to_owned()))));
        for lack in lacks {
            let (what, mend) = said(&lack);
            reading.find(code(lack.wrong), &lack.at, what, mend);
        }
    }
}

fn code(wrong: Wrong) -> &'static Code {
    match wrong {
        Wrong::Unknown => &UNKNOWN,
        Wrong::Circle => &CIRCLE,
        Wrong::Sum => &SUM,
        Wrong::Lead => &LEAD,
        Wrong::Class => &CLASS,
        Wrong::Twice => &TWICE,
        Wrong::Slow => &SLOW,
    }
}

/// What is wrong, and how to mend it.
fn said(lack: &Lack) -> (Text, Text) {
    let [one, other] = &lack.about;
    match lack.wrong {
        Wrong::Unknown => (
            both(format!("没有“{one}”"), format!("there is no “{one}”")),
            both("写有的名字", "Name what is there"),
        ),
        Wrong::Circle => (
            both(format!("互相等：{one}"), format!("they wait for each other: {one}")),
            both("去掉其中一个 after", "Take one “after” away"),
        ),
        Wrong::Sum => (
            both(
                format!("各阶段加起来 {one} 天，这一类是 {other} 天"),
                format!("the stages make {one} days, the class has {other}"),
            ),
            both("改阶段的 budgets，或者改总数", "Mend the stages' budgets, or the class's"),
        ),
        Wrong::Lead => (
            both(format!("“{one}”的牵头部门是 {other}"), format!("“{one}” is led by {other}")),
            both("改成同一个部门", "Name one organ in both"),
        ),
        Wrong::Class => (
            both(
                format!("“{one}”：只有最后一类没有条件"),
                format!("“{one}”: the last class, and no other, has no condition"),
            ),
            both("补上条件，或者放到最后", "Give it a condition, or put it last"),
        ),
        Wrong::Twice => (
            both(format!("“{one}”用了两次"), format!("“{one}” stands twice")),
            both("换一个名字", "Give one another name"),
        ),
        Wrong::Slow => (
            both(
                format!("给了 {one} 天，阶段最长 {other} 天"),
                format!("it has {one} days, the stage at most {other}"),
            ),
            both("减少天数", "Give it fewer days"),
        ),
    }
}
