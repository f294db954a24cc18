//! What somebody gave before and need not look for again: answers of her earlier cases, offered in the form
//! that asks for the same, each saying where it comes from; and licences of hers that the library holds.
//!
//! Only she herself, or who acts for her, is shown any of it: no answer is offered at a window, where nobody
//! is looked up, nor to an assistant (files are: [`super::earlier_files`]). Offered is what she is and where;
//! never what she decides (a choice), nor what belongs to its moment (numbers, sums, days).

use std::collections::BTreeMap;

use facts::{Fact, case};
use kernel::bundle::{Form as Merged, Whole, element};
use kernel::form::{Answers, Field, FieldKind};
use kernel::item::belongs;
use kernel::{Day, Text};
use schemars::JsonSchema;
use serde::Serialize;

use super::drafts::Typed;
use super::filer::Filer;
use crate::failure::Failure;
use crate::opening::{House, Seeing};

/// Cases of hers that are looked through, the newest first: what is older is seldom still true.
const EARLIER_CASES: i64 = 12;
/// In front of the name of an answer in the sealed part of a case.
const ANSWER: &str = "answer.";

/// An earlier case of hers.
pub struct Earlier {
    no: String,
    on: Day,
    item: String,
    fields: Vec<Field>,
    answers: Answers,
}

/// From where an answer is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Given {
    /// Number of the case.
    pub case_no: String,
    /// The day on which it was filed.
    pub on: Day,
}

/// What is offered, by the code of the field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Offered(pub BTreeMap<String, Given>);

/// A field of a form that is being filled in, and where the same may have been asked before.
pub struct Wanted<'a> {
    /// Its code in this form.
    code: String,
    kind: FieldKind,
    ways: Vec<Way<'a>>,
}

/// A field of an item that is given the answer, or a part of one: `.name`.
struct Way<'a> {
    item: &'a str,
    field: &'a Field,
    part: String,
}

/// What is known of whoever applies, for her form.
pub struct Before {
    /// Her earlier cases, the newest first.
    pub cases: Vec<Earlier>,
    /// Her licences that stand today, by the code of their type.
    pub held: BTreeMap<String, Text>,
}

/// What she gave before, if it is she who fills in the form.
///
/// # Errors
/// A store fault.
pub async fn of(house: &House, filer: &Filer) -> Result<Before, Failure> {
    if filer.visitor.is_some() || filer.assisted.is_some() {
        return Ok(Before { cases: Vec::new(), held: BTreeMap::new() });
    }
    let party = filer.who.acting_for().to_owned();
    let read = house.read(filer.who.clone(), move |seeing| {
        let (earlier, licences) = (seeing.house.earlier, seeing.house.licences);
        let mut held = BTreeMap::new();
        for [kind, no, until] in licences(seeing.look, &party, &seeing.ctx)? {
            held.entry(kind).or_insert_with(|| in_library(&no, &until));
        }
        let mut cases = Vec::new();
        for no in earlier(seeing.look, &party, EARLIER_CASES)? {
            cases.extend(one(seeing, no)?);
        }
        Ok(Before { cases, held })
    });
    read.await
}

/// What is said of a material that is a licence of hers.
fn in_library(no: &str, until: &str) -> Text {
    match until.parse::<Day>() {
        Ok(until) => Text::new(
            format!("您有：{no}，有效期到{}，不用交", until.zh()),
            format!("You have it: {no}, in force until {}; need not be brought", until.en()),
        ),
        Err(_) => Text::new(
            format!("您有：{no}，长期有效，不用交"),
            format!("You have it: {no}, without end; need not be brought"),
        ),
    }
}

/// What she said in a case, corrections included; none if her key is gone.
fn one(seeing: &mut Seeing<'_, '_>, no: String) -> Result<Option<Earlier>, store::Fault> {
    let mut found: Option<Earlier> = None;
    for fact in seeing.diary(&format!("case/{no}"))? {
        let sealed = fact.private.iter().flat_map(|private| &private.fields);
        let own =
            |(name, text): (&String, &String)| Some((name.strip_prefix(ANSWER)?.to_owned(), text.clone()));
        let answers: Answers = sealed.filter_map(own).collect();
        match &fact.fact {
            Fact::Case(case::Event::Applied { item, edition, .. }) => {
                let Some(edition) = seeing.ctx.edition(edition) else { return Ok(None) };
                let (item, fields) = (item.clone(), edition.item.fields.clone());
                found = Some(Earlier { no: no.clone(), on: fact.effective.day(), item, fields, answers });
            }
            Fact::Case(case::Event::Corrected { .. }) => {
                if let Some(found) = &mut found {
                    found.answers.extend(answers);
                }
            }
            _ => {}
        }
    }
    Ok(found.filter(|found| !found.answers.is_empty()))
}

/// May an answer of this kind be offered?
fn lasting(kind: FieldKind) -> bool {
    use FieldKind::{Address, CitizenId, Name, Organisation, Person, Phone, Text, Uscc};
    matches!(kind, Text | Name | Phone | CitizenId | Uscc | Person | Organisation | Address)
}

/// The fields of an item's own form.
pub fn wanted_of_item<'a>(item: &'a str, fields: &[&'a Field]) -> Vec<Wanted<'a>> {
    let one = |field: &&'a Field| Wanted {
        code: field.code.clone(),
        kind: field.kind,
        ways: vec![Way { item, field, part: String::new() }],
    };
    fields.iter().map(one).collect()
}

/// The fields of a bundle's merged form, each with those of its members that are given its answer.
pub fn wanted_of_bundle<'a>(whole: &Whole<'a>, form: &Merged) -> Vec<Wanted<'a>> {
    let one = |asked: &kernel::bundle::AskedField| {
        let ways = form.serving(whole, &asked.field.code).into_iter();
        let way = |(member, field, part): (usize, &'a Field, String)| {
            let item: &'a kernel::item::Item = whole.items[member];
            Way { item: &item.code, field, part }
        };
        Wanted { code: asked.field.code.clone(), kind: asked.field.kind, ways: ways.map(way).collect() }
    };
    form.fields.iter().map(one).collect()
}

impl Before {
    /// Fill what is untouched with what she gave before; says from where.
    pub fn offer(&self, wanted: &[Wanted<'_>], typed: &mut Typed) -> Offered {
        let mut offered = Offered::default();
        for field in wanted.iter().filter(|field| lasting(field.kind)) {
            if typed.keys().any(|name| belongs(name, &field.code)) {
                continue;
            }
            let found = self.cases.iter().find_map(|earlier| Some((earlier, field.answered(earlier)?)));
            if let Some((earlier, answers)) = found {
                typed.extend(answers);
                let given = Given { case_no: earlier.no.clone(), on: earlier.on };
                offered.0.insert(field.code.clone(), given);
            }
        }
        offered
    }
}

impl Wanted<'_> {
    /// What she answered to the same in an earlier case: under the same name in the same item, or in the same
    /// words anywhere.
    fn answered(&self, earlier: &Earlier) -> Option<Answers> {
        self.ways.iter().find_map(|way| {
            let alike = |field: &&Field| element(field, way.field);
            let own = |field: &&Field| earlier.item == way.item && field.code == way.field.code;
            let mut fields = earlier.fields.iter().filter(alike);
            let same = earlier.fields.iter().filter(alike).find(own).or_else(|| fields.next())?;
            let path = format!("{}{}", same.code, way.part);
            let copy = |(name, text): (&String, &String)| {
                let filled = belongs(name, &path) && !text.is_empty();
                filled.then(|| (format!("{}{}", self.code, &name[path.len()..]), text.clone()))
            };
            let answers: Answers = earlier.answers.iter().filter_map(copy).collect();
            (!answers.is_empty()).then_some(answers)
        })
    }
}

impl Offered {
    /// The field as it is drawn: what is offered in it says where it comes from.
    pub fn hinted(&self, field: &Field) -> Field {
        let Some(Given { case_no, on }) = self.0.get(&field.code) else { return field.clone() };
        let own = field.hint.clone().unwrap_or_default();
        let stop =
            |text: &str, mark: &str| if text.is_empty() { String::new() } else { format!("{text}{mark}") };
        let hint = Text::new(
            format!("{}取自您{}的办件 {case_no}，可以改", stop(&own.zh, "。"), on.zh()),
            format!("{}From your case {case_no} of {}; you may change it", stop(&own.en, ". "), on.en()),
        );
        Field { hint: Some(hint), ..field.clone() }
    }
}
