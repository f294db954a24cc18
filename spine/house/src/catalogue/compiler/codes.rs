//! Every code of a finding, once: what it means, how grave it is, and the rule it rests on.

use crate::catalogue::flaw::Weight;

/// One kind of finding. Its name never changes and is never given to another kind.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `YM0101`: class and number.
    pub name: &'static str,
    /// How grave it is, where nothing else is said at the place.
    pub weight: Weight,
    /// A short name, Chinese and English.
    pub title: (&'static str, &'static str),
    /// Why it matters and what to do, Chinese and English.
    pub why: (&'static str, &'static str),
    /// The article, or the row of the requirements, that it rests on.
    pub rule: (&'static str, &'static str),
}

impl Code {
    /// The class of the finding, 0 to 14.
    pub fn class(&self) -> usize {
        self.name.get(2..4).and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }

    /// The sentence of the class, Chinese and English.
    pub fn class_title(&self) -> (&'static str, &'static str) {
        CLASSES.get(self.class()).copied().unwrap_or(("", ""))
    }
}

/// The classes of findings, by number.
pub const CLASSES: &[(&str, &str)] = &[
    ("文件本身", "The files themselves"),
    ("循环证明", "Circular proofs"),
    ("别人已有的材料", "Materials another body has"),
    ("含糊的话", "Vague wording"),
    ("时限", "Limits"),
    ("跑现场", "Visits"),
    ("收费和中介", "Fees and intermediaries"),
    ("情形", "Situations"),
    ("编码和职权", "Codes and competence"),
    ("表单", "Forms"),
    ("先后和并行", "Steps that wait"),
    ("委托和窗口", "Delegation and windows"),
    ("全县的尺子", "The county's measures"),
    ("一件事", "Bundles"),
    ("工程建设项目", "Construction projects"),
];

const STANDARD: (&str, &str) = ("GB/T 39554.1-2020；要求 R4", "GB/T 39554.1-2020; requirement R4");

/// A file is missing, too large, or no TOML.
pub static UNREADABLE: Code = Code {
    name: "YM0001",
    weight: Weight::Error,
    title: ("文件读不了", "A file cannot be read"),
    why: ("读不了的文件不能发布。", "What cannot be read cannot be published."),
    rule: STANDARD,
};
/// A key, a kind of value or a language that does not fit.
pub static SHAPE: Code = Code {
    name: "YM0002",
    weight: Weight::Error,
    title: ("写法不对", "Not the right shape"),
    why: (
        "缺了要素、写错了名字或者少了一种语言，指南就不完整。",
        "With an element missing, misspelt or in one language only, the guide is not complete.",
    ),
    rule: STANDARD,
};
/// Codes, names and duplicates between files.
pub static IDENTITY: Code = Code {
    name: "YM0003",
    weight: Weight::Error,
    title: ("代码不对或者重复", "A code is wrong or stands twice"),
    why: (
        "代码是事项、机关、证照的身份，错一位就指到别处。",
        "A code is the identity of an item, an organ or a licence; one wrong digit points elsewhere.",
    ),
    rule: ("GB 32100、GB/T 36904；要求 R4", "GB 32100, GB/T 36904; requirement R4"),
};
/// A basis that cannot carry what rests on it.
pub static BASIS: Code = Code {
    name: "YM0004",
    weight: Weight::Error,
    title: ("依据不对", "The wrong basis"),
    why: (
        "《行政许可法》只管许可；别的事项要有自己的依据。",
        "The Licensing Law speaks for licences only; everything else needs a basis of its own.",
    ),
    rule: ("《行政许可法》第二条、第四十五条", "Administrative Licensing Law, Art. 2 and 45"),
};
/// Questions and the parts that hang on them name each other.
pub static ANSWERS: Code = Code {
    name: "YM0005",
    weight: Weight::Error,
    title: ("情形问题对不上", "Questions and parts do not meet"),
    why: (
        "条件里写的问题和答案要真有；列了全部答案等于没有条件。",
        "A condition names questions and answers that exist; all answers together are no condition.",
    ),
    rule: ("要求 R14", "requirement R14"),
};
/// Fields of the form.
pub static FORM: Code = Code {
    name: "YM0006",
    weight: Weight::Error,
    title: ("表单项不对", "A field does not work"),
    why: ("填不了的表单项，申请就交不上来。", "A field that cannot be filled stops every application."),
    rule: STANDARD,
};
/// Places differ from the halls' file.
pub static PLACES: Code = Code {
    name: "YM0007",
    weight: Weight::Error,
    title: ("办理地点对不上", "A place differs from the halls' file"),
    why: ("地点、时间写错，群众就白跑。", "A wrong place or hour is a wasted journey."),
    rule: ("《优化营商环境条例》第三十五条", "Regulation on Optimising the Business Environment, Art. 35"),
};
/// Licence types of results and materials.
pub static OUTCOME: Code = Code {
    name: "YM0008",
    weight: Weight::Error,
    title: ("结果或者证照类型不对", "Result or licence type does not fit"),
    why: (
        "证照类型对不上，别的事项就取不到这本证。",
        "Where the types do not meet, no other item can take the licence from the library.",
    ),
    rule: ("GB/T 36904", "GB/T 36904"),
};
/// The words of documents.
pub static DOCUMENTS: Code = Code {
    name: "YM0009",
    weight: Weight::Error,
    title: ("文书用语不对", "Words of a document do not work"),
    why: ("填不了的文书发不出去。", "A document that cannot be filled cannot be sent."),
    rule: ("《优化营商环境条例》第三十六条", "Regulation on Optimising the Business Environment, Art. 36"),
};
/// Guidance that is missing: synonyms, hints.
pub static GUIDANCE: Code = Code {
    name: "YM0010",
    weight: Weight::Warning,
    title: ("少了给人看的说明", "Guidance is missing"),
    why: (
        "搜不到的事项没人会办，不说怎么准备的材料会退回来。",
        "What cannot be found is not used; a paper nobody explains is sent back.",
    ),
    rule: ("要求 R14、R24", "requirements R14 and R24"),
};
/// An exception without a reason, or for a code that there is not.
pub static UNREASONED: Code = Code {
    name: "YM0011",
    weight: Weight::Error,
    title: ("例外没写理由", "An exception without a reason"),
    why: (
        "不改的毛病要写明为什么、到哪天为止。",
        "What is left as it is needs a written reason and a last day.",
    ),
    rule: ("县政务服务规则", "The county's service rule"),
};
/// An exception whose day has passed.
pub static EXPIRED: Code = Code {
    name: "YM0012",
    weight: Weight::Warning,
    title: ("例外已经到期", "An exception has run out"),
    why: (
        "到期的例外不再算数，要改正或者重新说明理由。",
        "It no longer counts: mend, or give a reason anew.",
    ),
    rule: ("县政务服务规则", "The county's service rule"),
};
/// An exception that suppresses nothing.
pub static IDLE: Code = Code {
    name: "YM0013",
    weight: Weight::Warning,
    title: ("例外没有用处", "An exception for nothing"),
    why: ("毛病已经改好，例外就该删去。", "The flaw is gone, and so should be the exception."),
    rule: ("县政务服务规则", "The county's service rule"),
};

/// Every code of the classes that this file knows itself.
const FILES: &[&Code] = &[
    &UNREADABLE,
    &SHAPE,
    &IDENTITY,
    &BASIS,
    &ANSWERS,
    &FORM,
    &PLACES,
    &OUTCOME,
    &DOCUMENTS,
    &GUIDANCE,
    &UNREASONED,
    &EXPIRED,
    &IDLE,
];

/// Every code there is, class by class.
const ALL: &[&[&Code]] = &[
    FILES,
    super::cycles::CODES,
    super::held::CODES,
    super::registers::OF_SYSTEMS,
    super::vague::CODES,
    super::limits::CODES,
    super::visits::CODES,
    super::fees::CODES,
    super::situations::CODES,
    super::agreement::CODES,
    super::orphans::CODES,
    super::agreement::PASSED_ON,
    super::asked::CODES,
    super::waiting::CODES,
    super::powers::CODES,
    super::measures::CODES,
    super::registers::OF_BASELINES,
    super::bundles::CODES,
    super::projects::CODES,
];

/// Every code there is, in order of its name.
pub fn all() -> impl Iterator<Item = &'static Code> {
    ALL.iter().flat_map(|class| class.iter().copied())
}

/// The code with this name.
pub fn named(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}
