//! A bundle that is under way in the demo: Wang Xiaoming opens a noodle shop.

use std::collections::BTreeMap;

use bundle::rules::{Command, Rules, of};
use house::rehearsal::rehearsal_actor;
use house::{Cause, Failure, House, To};
use kernel::bundle::Comes;
use kernel::form::{Answers, Field, FieldKind, leaves};
use kernel::item::{Situation, Takes};
use kernel::{Actor, Role};

/// What she answers where the first answer would not do.
pub const SHOP: &[(&str, &str)] = &[("register", "individual"), ("sign", "yes"), ("large", "no")];
/// What she fills in where a specimen would not do.
pub const FORM: &[(&str, &str)] = &[
    ("individual-business.operator.name", "王小明"),
    ("individual-business.trade_name", "青岭县小明面馆"),
    ("individual-business.premises.line", "建设路 20 号"),
    ("individual-business.home.line", "政和路 9 号"),
    ("individual-business.scope", "餐饮服务"),
    ("food-permit.officer", "王小明"),
    ("signboard-permit.words", "小明面馆"),
    ("signboard-permit.builder", "青岭县亮洁广告店"),
];

/// She asks for it, once; gives its number.
///
/// # Errors
/// A store fault, or the law's no.
pub fn begun(house: &House) -> Result<String, Failure> {
    let who = rehearsal_actor("p-wang", Role::Citizen, "", "");
    let command = restaurant(house, &who, SHOP)?;
    let cause = Cause::outside("console", "demo", "bundle-p-wang")?;
    Ok(house.act_now::<Rules>(who, To::New, cause, command)?.name)
}

/// The same for a demo that opens: its first item is with its organ before anybody comes in.
///
/// # Errors
/// A store fault.
pub fn shown(house: &House) -> Result<(), Failure> {
    match begun(house) {
        // a demo of an earlier day has it, under other texts perhaps
        Ok(_) | Err(Failure::KeyTaken | Failure::Refused(_) | Failure::Absent) => {}
        Err(failure) => return Err(failure),
    }
    house::follow::catch_up(house)
}

/// A restaurant that lacks nothing: these answers, the first answer to every other question, every paper.
///
/// # Errors
/// [`Failure::Absent`] where the county has no such bundle.
pub fn restaurant(house: &House, who: &Actor, answers: Pairs<'_>) -> Result<Command, Failure> {
    complete(house, who, ("open-a-restaurant", answers, FORM), "王小明", "")
}

/// Codes with what stands for them.
pub type Pairs<'a> = &'a [(&'a str, &'a str)];

/// A bundle that lacks nothing, of this code: these answers and fields, the first answer to every other
/// question, a specimen in every other field, every paper; asked for as a stage of this project, where one is
/// named.
///
/// # Errors
/// [`Failure::Absent`] where the county has no such bundle.
pub fn complete(
    house: &House,
    who: &Actor,
    (code, answers, own): (&str, Pairs<'_>, Pairs<'_>),
    applicant: &str,
    project: &str,
) -> Result<Command, Failure> {
    let world = house.world();
    let ctx = house.ctx(&world, who, house.clock.now(), [0; 16]);
    let edition = world.editions.bundle(code).ok_or(Failure::Absent)?;
    let whole = of(&edition.bundle, &ctx).ok_or(Failure::Absent)?;
    let mut situation = Situation::new();
    while let Some(open) = whole.open(&situation) {
        let given = answers.iter().find(|(code, _)| *code == open.code);
        let first = match open.takes {
            Takes::Choice => open.answers.first().map(|answer| answer.code.clone()).ok_or(Failure::Absent)?,
            Takes::Number => "1".to_owned(),
            Takes::Date => "2027-05-01".to_owned(),
        };
        situation.insert(open.code, given.map_or(first, |(_, answer)| (*answer).to_owned()));
    }
    let own: BTreeMap<&str, &str> = own.iter().copied().collect();
    let fields = whole.form(&situation).drawn();
    let all = leaves(&fields, &Situation::new(), &Answers::new());
    let typed = |field: Field| {
        let answer = own.get(field.code.as_str()).map_or_else(|| specimen(&field), |own| (*own).to_owned());
        (field.code, answer)
    };
    let papers = whole.papers(&situation).into_iter().filter(|paper| paper.comes == Comes::Brought);
    Ok(Command::Begin {
        bundle: edition.bundle.code.clone(),
        edition: edition.hash.clone(),
        papers: papers.map(|paper| paper.code).collect(),
        applicant: applicant.to_owned(),
        phone: "13800000668".to_owned(),
        answers: all.into_iter().map(typed).collect(),
        project: project.to_owned(),
        situation,
        on_behalf: None,
        files: Vec::new(),
    })
}

/// Something that passes.
fn specimen(field: &Field) -> String {
    let text = match field.kind {
        FieldKind::Number => "12",
        FieldKind::Date => "2027-05-01",
        FieldKind::Choice => field.options.first().map_or("", |option| &option.code),
        FieldKind::Phone => "13800000668",
        FieldKind::CitizenId => "449921198803120012",
        FieldKind::Uscc => "91449921MA9X000114",
        FieldKind::Money => "20000.00",
        _ => "青岭县城关街道",
    };
    text.to_owned()
}
