//! Class 13: bundles 一件事 against the files of their members.

use std::collections::BTreeMap;

use kernel::Text;
use kernel::bundle::{Bundle, Lack, Whole, Wrong};
use kernel::item::Item;

use super::codes::Code;
use super::{County, both};
use crate::catalogue::flaw::Weight;
use crate::catalogue::reading::Reading;

const RULE: (&str, &str) = ("国发〔2024〕3号；要求 R82", "State Council, No. 3 of 2024; requirement R82");

/// A name that nothing has.
static UNKNOWN: Code = Code {
    name: "YM1301",
    weight: Weight::Error,
    title: ("写了没有的东西", "Something that is not there"),
    why: (
        "一件事里写的事项、问题、答案、表单项和材料都要真有。",
        "Items, questions, answers, fields and materials that a bundle names must exist.",
    ),
    rule: RULE,
};
/// Members that wait for each other.
static CIRCLE: Code = Code {
    name: "YM1302",
    weight: Weight::Error,
    title: ("互相等", "Members that wait for each other"),
    why: ("甲等乙、乙等甲，谁也开不了头。", "Where each waits for the other, nobody can begin."),
    rule: RULE,
};
/// A member that no answers call for.
static NEVER: Code = Code {
    name: "YM1303",
    weight: Weight::Warning,
    title: ("用不上的事项", "A member that nobody needs"),
    why: (
        "不管怎么答都轮不到的事项，不该写在这件事里。",
        "What no answers call for does not belong to the bundle.",
    ),
    rule: RULE,
};
/// One question, or one field, under two meanings.
static MEANINGS: Code = Code {
    name: "YM1304",
    weight: Weight::Warning,
    title: ("同一句话两个意思", "One question under two meanings"),
    why: (
        "同一个问题、同一个名字的表单项答案不同，合不到一起，就要问两遍。",
        "A question or a field of one name that differs between members cannot be asked once.",
    ),
    rule: RULE,
};
/// Papers of nearly one name.
static PAPER: Code = Code {
    name: "YM1305",
    weight: Weight::Warning,
    title: ("同一种材料要两次", "One type of paper twice"),
    why: (
        "名字差不多的材料，要么是一份，要么说清不是一份。",
        "Papers of nearly one name are either one, or said not to be.",
    ),
    rule: RULE,
};
/// An outcome is needed and not waited for.
static WAITS: Code = Code {
    name: "YM1306",
    weight: Weight::Warning,
    title: ("该等的没有等", "It does not wait for what it needs"),
    why: (
        "要用前一件事的结果，就要等它办好；不写就会空跑。",
        "Whoever needs another's outcome waits for it, or is filed in vain.",
    ),
    rule: RULE,
};
/// The applicant of the bundle is none of the item.
static APPLICANT: Code = Code {
    name: "YM1307",
    weight: Weight::Error,
    title: ("申请人办不了", "The applicant may not apply for it"),
    why: (
        "一件事的申请人要能申请里面的每一件。",
        "Whoever asks for the bundle must be able to ask for each of its items.",
    ),
    rule: RULE,
};
/// Fields that cannot be one.
static SUITS: Code = Code {
    name: "YM1308",
    weight: Weight::Error,
    title: ("代不了", "One answer cannot stand for the other"),
    why: (
        "说是同一项的，类型要对得上，一个答案才能给大家用。",
        "What is said to be the same must be of kinds that suit each other.",
    ),
    rule: RULE,
};
/// Answers that lead to nothing.
static NOTHING: Code = Code {
    name: "YM1309",
    weight: Weight::Warning,
    title: ("这样答什么也不用办", "Answers that lead to nothing"),
    why: (
        "答完问题什么也不用办的人，应当在开头就知道。",
        "Whoever needs nothing should be told so at the beginning.",
    ),
    rule: RULE,
};

/// The codes of this class.
pub(super) const CODES: &[&Code] =
    &[&UNKNOWN, &CIRCLE, &NEVER, &MEANINGS, &PAPER, &WAITS, &APPLICANT, &SUITS, &NOTHING];

/// A bundle with the file it was read from.
pub(in crate::catalogue) struct ReadBundle<'t> {
    /// What the file says.
    pub bundle: Bundle,
    /// Where it says so, and what is wrong with it so far.
    pub reading: Reading<'t>,
}

/// Every bundle against the items it names.
pub(super) fn check(county: &mut County<'_>) {
    let items: BTreeMap<&str, &Item> =
        county.items.iter().map(|read| (read.item.code.as_str(), &read.item)).collect();
    for read in &mut county.bundles {
        let ReadBundle { bundle, reading } = read;
        let members = bundle.members.iter().enumerate();
        let strange: Vec<usize> =
            members.filter(|(_, m)| !items.contains_key(m.item.as_str())).map(|(n, _)| n).collect();
        for n in &strange {
            let name = &bundle.members[*n].item;
            let (what, mend) = said(&Lack {
                wrong: Wrong::Unknown,
                at: String::new(),
                about: [name.clone(), String::new()],
                person: None,
            });
            reading.find(&UNKNOWN, &format!("members.{n}.item"), what, mend);
        }
        let Some(whole) = Whole::of(bundle, |code| items.get(code).copied()) else { continue };
        for lack in whole.lacks() {
            let (what, mend) = said(&lack);
            if let Some(flaw) = reading.find(code(lack.wrong), &lack.at, what, mend) {
                flaw.example = lack.person.unwrap_or_default();
            }
        }
    }
}

fn code(wrong: Wrong) -> &'static Code {
    match wrong {
        Wrong::Unknown => &UNKNOWN,
        Wrong::Circle => &CIRCLE,
        Wrong::NeverNeeded => &NEVER,
        Wrong::TwoMeanings => &MEANINGS,
        Wrong::PaperTwice => &PAPER,
        Wrong::DoesNotWait => &WAITS,
        Wrong::NotForHer => &APPLICANT,
        Wrong::DoesNotSuit => &SUITS,
        Wrong::Nothing => &NOTHING,
    }
}

/// What is wrong, and how to mend it.
fn said(lack: &Lack) -> (Text, Text) {
    let [one, other] = &lack.about;
    match lack.wrong {
        Wrong::Unknown => (
            both(format!("没有“{one}”"), format!("there is no “{one}”")),
            both("照事项文件里的代码写", "Write it as the item's file has it"),
        ),
        Wrong::Circle => (
            both(format!("互相等：{one}"), format!("they wait for each other: {one}")),
            both("去掉其中一个 after", "Take one “after” away"),
        ),
        Wrong::NeverNeeded => (
            both(format!("不管怎么答都轮不到“{one}”"), format!("no answers call for “{one}”")),
            both("改 when，或者删去这个事项", "Mend its “when”, or delete the member"),
        ),
        Wrong::TwoMeanings => (
            both(
                format!("“{one}”和“{other}”里的同名，答案或者类型不同"),
                format!("“{one}” differs from that of “{other}”"),
            ),
            both(
                "用 questions.of、fixed、same 合成一个；不是一回事的写进 apart",
                "Join them with questions.of, fixed or same; what is something else goes under apart",
            ),
        ),
        Wrong::PaperTwice => (
            both(format!("《{one}》和《{other}》像是一份"), format!("“{one}” and “{other}” look like one")),
            both("是一份的写进 same，不是的写进 apart", "Join them under same, or part them under apart"),
        ),
        Wrong::DoesNotWait => (
            both(
                format!("要用“{one}”的结果（{other}），却没有等它"),
                format!("needs what “{one}” gives ({other}) and does not wait for it"),
            ),
            both("在 after 里写上它", "Name it under after"),
        ),
        Wrong::NotForHer => (
            both(format!("“{other}”不收这样的申请人"), format!("“{one}” takes no such applicant")),
            both(
                "改 for_persons、for_organisations；由新设的单位申请的，写 for_the_firm = true",
                "Mend for_persons or for_organisations; what the new firm asks for has for_the_firm = true",
            ),
        ),
        Wrong::DoesNotSuit => (
            both(format!("前面的答案填不了“{one}”"), format!("what is asked before cannot fill “{one}”")),
            both("类型不同的不要写在一起", "Leave out what is of another kind"),
        ),
        Wrong::Nothing => (
            both("有人答完问题什么也不用办", "somebody answers everything and needs nothing"),
            both("把问题改得问不出这种情形", "Change the questions so that this cannot be"),
        ),
    }
}
