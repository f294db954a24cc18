//! A service item as it is promised to the public: one file, one edition (GB/T 39554.1-2020 elements).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bundle::BundleEdition;
use crate::decider::{Basis, Rule, Text};
use crate::form::Field;
use crate::project::ProjectEdition;
use crate::time::Limit;
use crate::wording::Wording;

mod asking;
mod bundles;
mod closing;
mod commitment;
mod course;
mod figures;
mod following;
mod lacking;
mod licence;
mod marks;
mod projects;
mod receipt;
mod renewal;
mod sample;
mod special;
mod township;
mod upward;
mod withdrawn;

pub use asking::{Choice, Question, Situation, Takes, Test, When, Within, applies};
pub use closing::Closing;
pub use commitment::{Commitment, Promised};
pub use course::{Extension, Joint, Publicity};
pub use figures::{Figures, weighed};
pub use following::{Following, Meanwhile};
pub use lacking::{FIELD, belongs};
pub use licence::LicenceType;
pub use marks::Doubt;
pub use receipt::{Elsewhere, Hour, OutsideHours, Precheck, Receipt};
pub use renewal::{RENEWAL_WORKING_DAYS, Renewal};
pub use sample::is_sample;
pub use special::{OnSite, Special, SpecialKind};
pub use township::{OWN, own, why_own};
pub use upward::{Forwarding, Period, Quantity};
pub use withdrawn::Withdrawn;

/// Kind of item 事项类型 (GB/T 39046-2020 A.1). The Licensing Law is applied to `Licensing` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 行政许可
    Licensing,
    /// 行政确认
    Confirmation,
    /// 行政给付
    Benefit,
    /// 行政裁决
    Adjudication,
    /// 行政奖励
    Reward,
    /// 行政征收
    Levy,
    /// 公共服务
    PublicService,
    /// 其他行政权力
    Other,
}

impl Kind {
    /// The words people read.
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Kind::Licensing => ("行政许可", "licensing"),
            Kind::Confirmation => ("行政确认", "confirmation"),
            Kind::Benefit => ("行政给付", "benefit"),
            Kind::Adjudication => ("行政裁决", "adjudication"),
            Kind::Reward => ("行政奖励", "reward"),
            Kind::Levy => ("行政征收", "levy"),
            Kind::PublicService => ("公共服务", "public service"),
            Kind::Other => ("其他行政权力", "other"),
        };
        Text::new(zh, en)
    }
}

/// 办件类型: decided on the spot, by a promised date, or by a higher body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// 即办件
    OnTheSpot,
    /// 承诺件
    Promised,
    /// 上报件
    Forwarded,
}

/// What silence of the organ beyond the reply limit means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// Accepted from the day of receipt (Licensing Law Art. 32(1)(4), or the item's own law).
    Accepts,
    /// Overrun of the reply limit, and nothing else.
    Overruns,
}

/// How certain a fact of a file is: marks of domain.md.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Certainty {
    /// Read in the primary text.
    #[default]
    C,
    /// Likely; shown to the administrator as 待核实.
    L,
    /// Unsure; shown to the administrator as 待核实.
    U,
}

/// Where a material comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The applicant makes or owns it.
    Applicant,
    /// A government body issued or holds it: exempt, the house fetches it.
    Government,
    /// An intermediary makes it.
    Intermediary,
    /// A written commitment takes its place.
    Commitment,
}

/// A kind of paper the item asks for 申请材料.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Name in cases.
    pub code: String,
    /// Name for people.
    pub name: Text,
    /// Where it comes from.
    pub source: Source,
    /// Who issues or holds it, where a government body does.
    #[serde(default)]
    pub issuer: Option<Text>,
    /// The type of licence it is, where this county's library may hold it: 证照类型代码.
    #[serde(default)]
    pub licence: Option<String>,
    /// How to prepare it.
    #[serde(default)]
    pub hint: Option<Text>,
    /// The clause that requires it.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
    /// When it is asked for.
    #[serde(default)]
    pub when: When,
    /// May it follow after acceptance 容缺?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_follow: Option<Following>,
    /// May a promise of the applicant's stand in for it 可以承诺代替? What is promised says `commitment`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_commitment: bool,
}

/// A condition that must be met 受理条件.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// In plain words.
    pub text: Text,
    /// The clause that sets it, where the file names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Text>,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
    /// When it applies.
    #[serde(default)]
    pub when: When,
}

/// A point the examiner checks, in the order of the law 审查要点.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Name in cases.
    pub code: String,
    /// What is checked.
    pub text: Text,
    /// The clause.
    pub basis: Text,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
    /// When it applies.
    #[serde(default)]
    pub when: When,
    /// The truth of it is verified on the spot 实质核查, by two officers or more; none where the papers
    /// suffice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_site: Option<OnSite>,
    /// The special procedure whose result it needs: while that is under way the point cannot be met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits: Option<SpecialKind>,
}

/// A fee 收费; an item without fees has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// What for.
    pub name: Text,
    /// In fen.
    pub fen: i64,
    /// The clause or price document.
    pub basis: Text,
    /// Who pays less or nothing 减免, where the file says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reductions: Option<Text>,
    /// How certain it is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
    /// When it is asked for.
    #[serde(default)]
    pub when: When,
}

/// Where to go 办理地点.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Hall and window.
    pub name: Text,
    /// Code of the hall in `halls.toml`; empty for a place that is none (a police station).
    #[serde(default)]
    pub hall: String,
    /// Codes of that hall's windows; empty for all of them.
    #[serde(default)]
    pub windows: Vec<String>,
    /// Street and number.
    pub address: Text,
    /// Opening hours, in words.
    pub hours: Text,
    /// Telephone.
    pub phone: String,
}

/// What the applicant takes home 审批结果.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Name of the document.
    pub name: Text,
    /// Does a grant put an e-licence into the library?
    pub licence: Option<LicenceType>,
}

/// A document the item rests on 设定依据.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Title and article.
    pub text: Text,
    /// Mark of certainty.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub certainty: Certainty,
}

/// How sure the county is of a clause is not told to the public: a guide leaves it out, and schemas say that
/// it may be missing.
fn untold(_: &Certainty) -> bool {
    false
}

/// One service item as its file says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Name in addresses (`food-permit`), equal to the file's name.
    pub code: String,
    /// 基本编码, 12 digits.
    pub catalog_code: String,
    /// 实施编码, 31 characters.
    pub task_code: String,
    /// A sample 示例: it shows what a bundle reaches, and counts in none of the county's indicators. What its
    /// short file leaves out is what `sample` says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// What people call it.
    pub name: Text,
    /// One line saying what it is for.
    pub purpose: Text,
    /// Other words people use for it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Its place among what the county names first 常办; items without one follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub often: Option<u32>,
    /// 事项类型.
    pub kind: Kind,
    /// The implementing organ's code.
    pub organ: String,
    /// Code of the body whose hall takes it in at its all-in-one windows 进驻政务大厅; empty if none does.
    #[serde(default)]
    pub hall: String,
    /// 办件类型.
    #[serde(default = "sample::pace")]
    pub pace: Pace,
    /// For natural persons?
    pub for_persons: bool,
    /// For organisations?
    pub for_organisations: bool,
    /// 设定依据.
    pub set_by: Vec<Authority>,
    /// 法定办结时限.
    pub statutory_limit: Limit,
    /// Where the statutory limit stands.
    pub statutory_basis: Text,
    /// How certain the statutory limit is.
    #[serde(default)]
    #[schemars(skip_serializing_if = "untold")]
    pub statutory_certainty: Certainty,
    /// 承诺办结时限.
    pub promised_limit: Limit,
    /// Within which the organ must accept, decline or tell what is missing.
    #[serde(default = "sample::reply_limit")]
    pub reply_limit: Limit,
    /// What its silence means.
    #[serde(default = "sample::silence")]
    pub silence: Silence,
    /// Within which the result is delivered after a grant.
    #[serde(default = "sample::delivery_limit")]
    pub delivery_limit: Limit,
    /// Does the statutory limit cover delivery too 制作发放?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub covers_delivery: bool,
    /// Within which the applicant should supply corrections; what happens after is the item's rule.
    #[serde(default = "sample::correction_limit")]
    pub correction_limit: Limit,
    /// When the file is closed if corrections never come; none: the county's rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// A look before formal receipt, on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precheck: Option<Precheck>,
    /// Its own word on what is filed outside hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// Taken in by every hall of the division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Elsewhere>,
    /// Visits the applicant must make.
    pub visits: u32,
    /// Why, if any.
    #[serde(default)]
    pub visits_reason: Option<Text>,
    /// Own bases of rules, where the general one does not apply or is not enough.
    #[serde(default)]
    pub bases: BTreeMap<Rule, Basis>,
    /// Guided questions.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Conditions.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// Materials.
    #[serde(default)]
    pub materials: Vec<Material>,
    /// Fields of the form.
    pub fields: Vec<Field>,
    /// Check points.
    pub points: Vec<Point>,
    /// Special procedures.
    #[serde(default)]
    pub special: Vec<Special>,
    /// By how much the limit may be extended, where its own law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// Several bodies decide together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<Joint>,
    /// It is made public before it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publicity: Option<Publicity>,
    /// A higher body decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding: Option<Forwarding>,
    /// Only so many are granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Fees.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// How its licence is renewed, where its own law says otherwise than the Licensing Law, or it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Renewal>,
    /// What is told and promised where a promise stands in for a paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// Conditions and standards that she then promises, each by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<Promised>,
    /// Windows.
    #[serde(default)]
    pub places: Vec<Place>,
    /// Result.
    pub outcome: Outcome,
    /// Where a denied applicant may object: body and term, in words.
    #[serde(default = "sample::remedies")]
    pub remedies: Vec<Text>,
}

impl Item {
    /// The item's own clause for a rule, if its file names one.
    pub fn own_basis(&self, rule: Rule) -> Option<&Basis> {
        self.bases.get(&rule)
    }

    /// Materials asked for in this situation, in the file's order.
    pub fn materials_in<'a>(&'a self, situation: &'a Situation) -> impl Iterator<Item = &'a Material> {
        self.materials.iter().filter(move |m| applies(&m.when, situation))
    }

    /// Materials the applicant herself must hand in: what government holds or a commitment replaces
    /// is not asked for (优化营商环境条例 Art. 37, 44).
    pub fn asked_of_applicant<'a>(&'a self, situation: &'a Situation) -> impl Iterator<Item = &'a Material> {
        self.materials_in(situation).filter(|m| matches!(m.source, Source::Applicant | Source::Intermediary))
    }

    /// Check points in this situation.
    pub fn points_in<'a>(&'a self, situation: &'a Situation) -> impl Iterator<Item = &'a Point> {
        self.points.iter().filter(move |p| applies(&p.when, situation))
    }

    /// Why the substance is verified on the spot by two officers in this situation, if it is.
    pub fn on_site<'a>(&'a self, situation: &'a Situation) -> Option<&'a OnSite> {
        let mut points = self.points_in(situation).filter_map(|p| p.on_site.as_ref());
        points.find(|on_site| applies(&on_site.when, situation))
    }

    /// The material with this code.
    pub fn material(&self, code: &str) -> Option<&Material> {
        self.materials.iter().find(|m| m.code == code)
    }

    /// The special procedure of this kind, if the item knows it.
    pub fn special(&self, kind: SpecialKind) -> Option<&Special> {
        self.special.iter().find(|s| s.kind == kind)
    }

    /// Is every question answered with one of its answers, and nothing else answered?
    pub fn resolves(&self, situation: &Situation) -> bool {
        let known: BTreeSet<&str> = self.questions.iter().map(|q| q.code.as_str()).collect();
        situation.keys().all(|k| known.contains(k.as_str()))
            && self.questions.iter().all(|q| situation.get(&q.code).is_some_and(|a| q.fits(a)))
    }
}

/// One published text of an item, known by the hash of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// SM3 of the file's text, lower hex.
    pub hash: String,
    /// The item as that text says it.
    pub item: Arc<Item>,
}

/// Every edition this ledger ever published, which of them is in force, and the county's service rule.
#[derive(Clone, Debug, Default)]
pub struct Editions {
    all: BTreeMap<String, Edition>,
    current: BTreeMap<String, String>,
    withdrawn: BTreeMap<String, Withdrawn>,
    bundles: BTreeMap<String, BundleEdition>,
    bundles_current: BTreeMap<String, String>,
    projects: BTreeMap<String, ProjectEdition>,
    projects_current: BTreeMap<String, String>,
    service_rules: BTreeMap<Rule, Basis>,
    wording: Option<Arc<dyn Wording>>,
}

impl Editions {
    /// A newly published edition comes into force and the former one stays known.
    pub fn publish(&mut self, edition: Edition) {
        self.withdrawn.remove(&edition.item.code);
        self.current.insert(edition.item.code.clone(), edition.hash.clone());
        self.all.insert(edition.hash.clone(), edition);
    }

    /// The county's service rule 政务服务规则 replaces the former one.
    pub fn set_service_rules(&mut self, rules: BTreeMap<Rule, Basis>) {
        self.service_rules = rules;
    }

    /// The county's texts of documents.
    pub fn set_wording(&mut self, wording: Arc<dyn Wording>) {
        self.wording = Some(wording);
    }

    /// The county's texts of documents, where the house has any.
    pub fn wording(&self) -> Option<&dyn Wording> {
        self.wording.as_deref()
    }

    /// The edition with this hash.
    pub fn by_hash(&self, hash: &str) -> Option<&Edition> {
        self.all.get(hash)
    }

    /// The edition in force of an item.
    pub fn in_force(&self, item: &str) -> Option<&Edition> {
        self.current.get(item).and_then(|hash| self.all.get(hash))
    }

    /// Every item of the county in force, by its code: what its indicators count. Samples 示例 are not among
    /// them.
    pub fn items(&self) -> impl Iterator<Item = &Edition> {
        self.every().filter(|edition| !edition.item.sample)
    }

    /// Everything in force that can be asked for, by its code: the county's items, and samples.
    pub fn every(&self) -> impl Iterator<Item = &Edition> {
        self.current.values().filter_map(|hash| self.all.get(hash))
    }

    /// Is this a sample, by its latest edition?
    pub fn sample(&self, item: &str) -> bool {
        self.latest(item).is_some_and(|edition| edition.item.sample)
    }

    /// The county's clause for a rule, if it has one.
    pub fn county_rule(&self, rule: Rule) -> Option<&Basis> {
        self.service_rules.get(&rule)
    }

    /// The county's clause for a rule where no law speaks for this kind of item.
    pub fn service_rule(&self, rule: Rule) -> Basis {
        self.service_rules.get(&rule).cloned().unwrap_or_else(|| {
            Text::new(
                "《优化营商环境条例》第三十六条",
                "Regulation on Optimising the Business Environment, Art. 36",
            )
        })
    }
}
