//! What a decision is: a pure function from what is true, what is asked and what the house knows to
//! what has happened, or to a refusal with its legal basis.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::item::{Edition, Editions, Item, Kind};
use crate::rights::{Act, Actor, Rights, Where};
use crate::time::{Day, Instant};

/// The same words in both languages of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// Chinese, the language of record.
    pub zh: String,
    /// English, complete.
    pub en: String,
}

impl Text {
    /// Both at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// The clause something rests on, with its article.
pub type Basis = Text;

/// A rule of the life of a case that has a legal basis of its own for each kind of item (one-way door 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Who may apply, and with what.
    Applying,
    /// Telling once and at once all that is missing, within the reply limit.
    OneTimeNotice,
    /// Taking a case whose materials are complete.
    Acceptance,
    /// Silence counts as acceptance.
    Silence,
    /// Not taking a case.
    Declining,
    /// Not taking a case of somebody who is barred for a time.
    Barring,
    /// Naming the organ that is competent.
    Referring,
    /// Procedures whose time is not counted.
    Stopping,
    /// Examination of the materials.
    Examination,
    /// The decision and its limit.
    Decision,
    /// A denial in writing, with reasons and remedies.
    Denial,
    /// Issue and delivery.
    Delivery,
    /// Withdrawal by the applicant.
    Withdrawal,
    /// Closing a file whose corrections never come 补正不来: the item's own clause or the county's rule.
    Closing,
    /// How periods are counted.
    Counting,
    /// Objection to what was decided.
    Remedy,
    /// Reviewing a service 好差评: when, how often, by whom.
    Review,
    /// Who handles a case and answers for it 首问负责、首办负责.
    Handling,
    /// Ending a case without a decision, where nobody or nothing is left to decide about 终止.
    Terminating,
    /// Striking out a case that should never have been one 作废.
    Voiding,
    /// Renewing a licence 延续.
    Renewal,
    /// Amending a licence 变更.
    Amending,
    /// Suspending a licence 暂扣, as a penalty.
    Suspending,
    /// The formal end of a licence 注销.
    Cancelling,
    /// Recalling a licence 撤回: law or facts have changed.
    Recalling,
    /// Annulling a licence 撤销 that was wrongly granted.
    Annulling,
    /// Revoking a licence 吊销, as a penalty.
    Revoking,
    /// Extending the limit of the decision 延期.
    Extension,
    /// Making a matter public, and hearing who objects 公示、异议.
    Publicity,
    /// Hearings 听证.
    Hearing,
    /// Asking another organ 征求意见、会商.
    Consulting,
    /// Looking on the spot 现场核查、踏勘.
    Visiting,
    /// Sending a matter to the higher body that decides it 转报.
    Forwarding,
    /// Granting no more than there are places, in order of acceptance 数量限制.
    Quantity,
    /// A look before formal receipt 预审: a promise of the county, not a stage of the law.
    Precheck,
    /// How an application comes in, and which day counts 收件: by post, by another hall, outside hours.
    Receiving,
    /// What somebody needs that no item covers 没有对应事项的新事.
    NewMatter,
    /// Publishing what is promised: drawn up by one, approved by another, from a day on.
    Publishing,
    /// A promise of the applicant's in place of a paper 告知承诺.
    Pledging,
    /// Verifying after the grant what was promised, and having it mended 事后核查、责令整改.
    Verifying,
}

/// The law's no to a command: what the person will read, with its basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable name, `snake_case`; its sentences are in `catalogue/texts` under `refusal.<code>`.
    pub code: &'static str,
    /// What fills the blanks `{name}` of the sentence.
    pub fills: BTreeMap<&'static str, Text>,
    /// The clause it rests on, chosen by rule and kind of item.
    pub basis: Basis,
}

impl Refusal {
    /// A refusal with no blanks.
    pub fn new(code: &'static str, basis: Basis) -> Self {
        Self { code, fills: BTreeMap::new(), basis }
    }

    /// Fill a blank of the sentence.
    pub fn with(mut self, name: &'static str, text: Text) -> Self {
        self.fills.insert(name, text);
        self
    }
}

/// What the store seals under the key of one party (one-way door 3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Private {
    /// Whose key seals it.
    pub party: String,
    /// Names, numbers, contacts, free answers.
    pub fields: BTreeMap<String, String>,
}

/// An event about to be written, with what is not public and the instant from which it is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<E> {
    /// The public part.
    pub event: E,
    /// The sealed part.
    pub private: Option<Private>,
    /// When it became true by law; none means now.
    pub effective: Option<Instant>,
}

impl<E> From<E> for Entry<E> {
    fn from(event: E) -> Self {
        Self { event, private: None, effective: None }
    }
}

impl<E> Entry<E> {
    /// The event, with what is not public.
    pub fn sealed(event: E, private: Private) -> Self {
        Self { event, private: Some(private), effective: None }
    }

    /// The event, true from this instant.
    pub fn since(event: E, effective: Instant) -> Self {
        Self { event, private: None, effective: Some(effective) }
    }
}

/// Everything else the law may look at. There is nothing here to wait on.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// When the command came to the desk.
    pub now: Instant,
    /// Who asks.
    pub actor: &'a Actor,
    /// The working days.
    pub calendar: &'a Calendar,
    /// Every edition a case was filed under, and those in force.
    pub editions: &'a Editions,
    /// Who may do what.
    pub rights: &'a Rights,
    /// Six digits.
    pub division: &'a str,
    /// Chance, drawn before the law was asked.
    pub seed: [u8; 16],
}

impl Ctx<'_> {
    /// The civil day of Beijing.
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// The edition with this hash, if this ledger ever published it.
    pub fn edition(&self, hash: &str) -> Option<&Edition> {
        self.editions.by_hash(hash)
    }

    /// The clause a rule rests on for an item: the Licensing Law for licences, else the item's own
    /// basis, else the county's service rule (one-way door 9).
    pub fn basis(&self, item: &Item, rule: Rule) -> Basis {
        item.own_basis(rule).cloned().unwrap_or_else(|| match item.kind {
            Kind::Licensing if !left_to_the_county(rule) => licensing_law(rule),
            _ => self.editions.service_rule(rule),
        })
    }
}

/// No law of the state says it, for licences neither: how a case ends without a decision, what becomes of
/// corrections that never come, that the silence of an organ that was asked is no objection, how an
/// application comes in, a look before formal receipt, and what no item covers.
fn left_to_the_county(rule: Rule) -> bool {
    use Rule::{Closing, Consulting, NewMatter, Precheck, Receiving, Terminating, Voiding};
    matches!(rule, Terminating | Voiding | Consulting | Closing | Precheck | Receiving | NewMatter)
}

/// The article of the Administrative Licensing Law (2003, amended 2019-04-23) for a rule; empty where that
/// law is silent, and the county's service rule speaks for licences too.
pub fn licensing_law(rule: Rule) -> Basis {
    let (zh, en) = match rule {
        Rule::Applying => ("第三十一条", "Art. 31"),
        Rule::OneTimeNotice | Rule::Silence => ("第三十二条第一款第（四）项", "Art. 32(1)(4)"),
        Rule::Acceptance => ("第三十二条第一款第（五）项", "Art. 32(1)(5)"),
        Rule::Declining => ("第三十二条第一款第（一）项、第二款", "Art. 32(1)(1) and (2)"),
        Rule::Barring => ("第七十八条、第七十九条", "Art. 78 and 79"),
        Rule::Referring => ("第三十二条第一款第（二）项", "Art. 32(1)(2)"),
        Rule::Stopping => ("第四十五条", "Art. 45"),
        Rule::Examination => ("第三十四条", "Art. 34"),
        Rule::Decision => ("第四十二条", "Art. 42"),
        Rule::Denial => ("第三十八条第二款", "Art. 38(2)"),
        Rule::Delivery => ("第四十四条", "Art. 44"),
        Rule::Withdrawal => ("第二十九条", "Art. 29"),
        Rule::Counting => ("第八十二条", "Art. 82"),
        Rule::Remedy => ("第七条", "Art. 7"),
        Rule::Renewal => ("第五十条", "Art. 50"),
        Rule::Amending => ("第四十九条", "Art. 49"),
        Rule::Cancelling => ("第七十条", "Art. 70"),
        Rule::Recalling => ("第八条第二款", "Art. 8(2)"),
        Rule::Annulling => ("第六十九条", "Art. 69"),
        Rule::Extension => ("第四十二条", "Art. 42"),
        Rule::Publicity => ("第三十六条", "Art. 36"),
        Rule::Hearing => ("第四十六条、第四十七条、第四十八条", "Art. 46, 47 and 48"),
        Rule::Visiting => ("第三十四条第三款", "Art. 34(3)"),
        Rule::Forwarding => ("第三十五条、第四十三条", "Art. 35 and 43"),
        Rule::Verifying => ("第六十一条", "Art. 61"),
        Rule::Quantity => ("第五十七条", "Art. 57"),
        other => return beside_it(other),
    };
    Text::new(format!("《行政许可法》{zh}"), format!("Administrative Licensing Law, {en}"))
}

/// The clause for a rule of which the Licensing Law says nothing, whatever the kind of item.
fn beside_it(rule: Rule) -> Basis {
    match rule {
        // penalties follow their own law, for every kind of item
        Rule::Suspending | Rule::Revoking => {
            Text::new("《行政处罚法》第九条第（三）项", "Administrative Penalty Law, Art. 9(3)")
        }
        // The Licensing Law says nothing of who handles a case; this holds for every kind of item.
        Rule::Handling => Text::new(
            "《国务院关于加快推进政务服务标准化规范化便利化的指导意见》（国发〔2022〕5号）",
            "Guiding Opinions on government services, State Council, No. 5 of 2022",
        ),
        // The Licensing Law knows no promise in place of a paper.
        Rule::Pledging => Text::new(
            "《优化营商环境条例》第四十条",
            "Regulation on Optimising the Business Environment, Art. 40",
        ),
        // What an organ publishes is examined before (政府信息公开条例, State Council Order No. 711).
        Rule::Publishing => {
            Text::new("《政府信息公开条例》第十七条", "Regulation on Open Government Information, Art. 17")
        }
        // The Licensing Law says nothing of reviews; this holds for every kind of item.
        Rule::Review => Text::new(
            "《关于建立政务服务“好差评”制度提高政务服务水平的意见》（国办发〔2019〕51号）",
            "Opinions on reviews of government services, State Council General Office, No. 51 of 2019",
        ),
        _ => Text::default(),
    }
}

/// The page of a life: what may be asked of a wing's thing, what happens then, what is true after.
pub trait Decider {
    /// The first part of every stream name of this wing.
    const WING: &'static str;
    /// What may be asked.
    type Command: Serialize + DeserializeOwned + Send + 'static;
    /// What can have happened.
    type Event: Serialize + DeserializeOwned + Clone + Send + 'static;
    /// What is true now.
    type State: Default;
    /// What this wing's registers say that the law may look at.
    type Known: Default;

    /// What has become true by the passing of time alone, each event dated to the instant that struck.
    fn lapse(state: &Self::State, ctx: &Ctx<'_>) -> Vec<Entry<Self::Event>>;

    /// The right this needs, and where; the desk asks [`Rights::may`] with it before `decide`.
    fn asks(state: &Self::State, command: &Self::Command, ctx: &Ctx<'_>) -> (Act, Where);

    /// May this happen? Either the events that record it, or the refusal the person will read.
    ///
    /// # Errors
    /// The law's no, with its basis.
    fn decide(
        state: &Self::State,
        command: &Self::Command,
        known: &Self::Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Self::Event>>, Refusal>;

    /// What is true now that it happened. Total: an event on the ledger cannot be refused.
    fn evolve(state: Self::State, event: &Self::Event, written: &Written<'_>) -> Self::State;
}

/// What the ledger says about an event beside the event itself.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// When it was written.
    pub at: Instant,
    /// When it became true by law.
    pub effective: Instant,
    /// By whom.
    pub actor: &'a Actor,
}
