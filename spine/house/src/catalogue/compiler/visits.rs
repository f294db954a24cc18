//! Class 5: a visit has its reason, and where none is asked for none is needed.

use kernel::form::Field;
use kernel::item::{Item, Source};

use super::codes::Code;
use super::{County, both};
use crate::catalogue::flaw::Weight;
use crate::catalogue::reading::Reading;

const RULE: (&str, &str) = (
    "《优化营商环境条例》第三十七条；要求 R15、R16",
    "Regulation on Optimising the Business Environment, Art. 37; requirements R15 and R16",
);

/// Visits and their reason go together.
pub static REASON: Code = Code {
    name: "YM0501",
    weight: Weight::Error,
    title: ("跑现场没写原因", "Visits without a reason"),
    why: ("要群众跑一趟，就要说清为什么。", "Whoever must come is told why."),
    rule: RULE,
};
/// No visit, and no way for the result to come.
pub static NO_WAY: Code = Code {
    name: "YM0502",
    weight: Weight::Error,
    title: ("不用跑，却没有不跑的办法", "No visit, yet no way without one"),
    why: (
        "写了一次不用跑，就要能在网上申请，结果能寄到或者网上拿到。",
        "Where no visit is promised, one applies online, and the result comes by post or electronically.",
    ),
    rule: RULE,
};
/// No visit, and a paper that must be carried.
pub static MUST_COME: Code = Code {
    name: "YM0503",
    weight: Weight::Warning,
    title: ("不用跑，却要当面交材料", "No visit, yet a paper must be brought"),
    why: (
        "要交原件、要当面签字，就不是一次不用跑。",
        "An original to hand in or a signature before an officer is a visit.",
    ),
    rule: RULE,
};

pub(super) const CODES: &[&Code] = &[&REASON, &NO_WAY, &MUST_COME];

/// The field of a form that asks how the result is had.
const DELIVERY: &str = "delivery";
/// How its answers for those who come begin (`hall`, `hall-2`).
const AT_THE_HALL: &str = "hall";

pub(super) fn check(county: &mut County<'_>) {
    let come = county.lists.come.clone();
    county.each(|read| {
        let item = &read.item;
        reasons(item, &mut read.reading);
        if item.visits > 0 {
            return;
        }
        if item.fields.is_empty() {
            let what = both("不用跑现场，网上却没有表单", "no visit, yet there is no form to apply with");
            let mend = both(
                "加上 [[fields]]，或者写上跑现场的次数和原因",
                "Add [[fields]], or say how many visits and why",
            );
            read.reading.find(&NO_WAY, "visits", what, mend);
        }
        let only_hall = |field: &Field| {
            field.code == DELIVERY
                && !field.options.is_empty()
                && field.options.iter().all(|option| option.code.starts_with(AT_THE_HALL))
        };
        if let Some(n) = item.fields.iter().position(only_hall) {
            let what =
                both("不用跑现场，结果却只能到大厅领", "no visit, yet the result waits at the hall only");
            let mend = both(
                "加上邮寄或者电子的选项，或者写上跑现场的次数和原因",
                "Offer post or electronic delivery, or say how many visits and why",
            );
            read.reading.find(&NO_WAY, &format!("fields.{n}"), what, mend);
        }
        for (n, material) in item.materials.iter().enumerate() {
            let asked = matches!(material.source, Source::Applicant | Source::Intermediary);
            let hint = material.hint.as_ref().map_or("", |hint| hint.zh.as_str());
            let word = || {
                come.iter().find(|w| {
                    let word = w.as_str();
                    material.name.zh.contains(word) || hint.contains(word) && !hint.contains("不用")
                })
            };
            if let Some(word) = asked.then(word).flatten() {
                let what = both(
                    format!("不用跑现场，这份材料却要“{word}”"),
                    format!("no visit, yet this material must be brought (“{word}”)"),
                );
                let mend = both(
                    "改成上传照片、网上签字，或者写上跑现场的次数和原因",
                    "Take a picture or an online signature, or say how many visits and why",
                );
                read.reading.find(&MUST_COME, &format!("materials.{n}.name"), what, mend);
            }
        }
    });
}

fn reasons(item: &Item, reading: &mut Reading<'_>) {
    if item.visits > 0 && item.visits_reason.is_none() {
        let what = both("要跑现场，却没写原因", "visits are asked for without a reason");
        let mend = both("加上 [visits_reason]，或者改成 0", "Add [visits_reason], or make it 0");
        reading.find(&REASON, "visits", what, mend);
    }
    if item.visits == 0 && item.visits_reason.is_some() {
        let what = both("不用跑现场，却写了原因", "a reason is given, but no visit is needed");
        reading.find(&REASON, "visits_reason", what, both("删去", "Delete it"));
    }
}
