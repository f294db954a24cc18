//! A construction project that is under way in the demo: the noodle shop builds a kitchen of its own, and its
//! first stage is with the organs.

use bundle::rules::Rules as Bundles;
use house::rehearsal::rehearsal_actor;
use house::{Cause, Failure, House, To};
use kernel::Role;
use project::rules::{Command, Rules};

use super::running::complete;

/// What the risk rule is told: a small plant of private money, without danger.
pub const PLANT: &[(&str, &str)] = &[
    ("investor", "social"),
    ("use", "industry"),
    ("scheme", "no"),
    ("area", "3600"),
    ("height", "12"),
    ("danger", "no"),
    ("ground", "no"),
];

/// It is begun and its first stage asked for, once; gives its number.
///
/// # Errors
/// A store fault, or the law's no.
pub fn begun(house: &House) -> Result<String, Failure> {
    let who = rehearsal_actor("p-li", Role::Agent, "", "p-noodle");
    let edition = house.world().editions.project("investment").map(|edition| edition.hash.clone());
    let command = Command::Begin {
        project: "investment".to_owned(),
        edition: edition.ok_or(Failure::Absent)?,
        situation: PLANT.iter().map(|(code, answer)| ((*code).to_owned(), (*answer).to_owned())).collect(),
        name: "一碗面馆中央厨房厂房".to_owned(),
        contact: "李梅".to_owned(),
        phone: "13800000669".to_owned(),
    };
    let cause = Cause::outside("console", "demo", "project-p-noodle")?;
    let no = house.act_now::<Rules>(who.clone(), To::New, cause, command)?.name;
    let stage = complete(house, &who, ("project-land", &[("way", "filed")], &[]), "李梅", &no)?;
    let cause = Cause::outside("console", "demo", "project-p-noodle-land")?;
    house.act_now::<Bundles>(who, To::New, cause, stage)?;
    Ok(no)
}

/// The same for a demo that opens.
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
