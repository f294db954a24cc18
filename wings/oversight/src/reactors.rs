//! What should follow: a clock of a case that ran out is a broken limit. The case itself is left alone.

use facts::case::{Clock, Event};
use facts::oversight::Broken;
use facts::{Fact, Recorded};
use house::{Intent, To};
use store::{Look, Value};

use crate::rules::Command;

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    let Fact::Case(Event::Overran { clock, due }) = &fact.fact else { return Ok(Vec::new()) };
    let (broken, word) = match clock {
        Clock::Promised => (Broken::Promised, "promised"),
        Clock::Statutory => (Broken::Statutory, "statutory"),
        Clock::Delivery => (Broken::Delivery, "delivery"),
        // an early answer is the county's promise, where the law gives the organ longer
        Clock::Answer => (Broken::Promised, "answer"),
        Clock::Higher => (Broken::Statutory, "higher"),
        // the first is told by silence; the others are what the applicant owes, not the organ
        Clock::Reply | Clock::Closing | Clock::Following | Clock::Checking | Clock::Precheck => {
            return Ok(Vec::new());
        }
    };
    let Some(row) = look.get("k_oversight_case", &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
    let command = Command::Open {
        case: fact.name().to_owned(),
        item: row.text(1).to_owned(),
        organ: row.text(2).to_owned(),
        broken,
        due: *due,
    };
    Ok(vec![Intent::command("breach", To::Stream(format!("{}-{word}", fact.name())), &command)])
}
