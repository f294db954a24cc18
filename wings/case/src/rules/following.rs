//! How a case is handled 办理方式: at once, with guidance, overtime, with tracking, under supervision 马上办、
//! 指导办、加班办、跟踪办、督导办; and following it through 一跟到底, which only the applicant closes.

use std::collections::BTreeMap;

use facts::case::{Ending, Event, Mode};
use kernel::{Day, Entry, Refusal, Role, Rule};

use super::Known;
use super::handling::{colleague, moving};
use super::life::Case;
use super::terms::Terms;

/// How a case is handled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// In which modes, and the officer who guides or follows; empty for modes that name nobody.
    pub modes: BTreeMap<Mode, String>,
    /// The day on which the applicant said that the matter is settled.
    pub settled_on: Option<Day>,
}

/// What is true after one more event, as far as it says how the case is handled.
pub(super) fn follow(case: &mut Case, event: &Event, on: Day) {
    match event {
        Event::ModeSet { mode, of } => {
            case.following.modes.insert(*mode, of.clone());
        }
        Event::ModeEnded { mode } => {
            case.following.modes.remove(mode);
        }
        Event::Settled {} => case.following.settled_on = Some(on),
        _ => {}
    }
}

/// Does the mode name an officer: who guides the applicant, or follows the matter to its end?
fn names_somebody(mode: Mode) -> bool {
    matches!(mode, Mode::Guided | Mode::Tracked)
}

/// Set a mode. Only a supervisor puts a case under supervision, and nothing else.
pub(super) fn set(terms: &Terms<'_>, known: &Known, mode: Mode) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Handling;
    moving(terms)?;
    supervised_by_supervisors(terms, mode)?;
    let of = match names_somebody(mode) {
        true => colleague(terms, known)?.party.clone(),
        false => String::new(),
    };
    if terms.case.following.modes.get(&mode) == Some(&of) {
        return Err(terms.refuse("mode_set_already", rule));
    }
    Ok(vec![Event::ModeSet { mode, of }.into()])
}

/// End a mode, with the reason; what is followed through is closed by the applicant alone.
pub(super) fn end(terms: &Terms<'_>, mode: Mode, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Handling;
    moving(terms)?;
    supervised_by_supervisors(terms, mode)?;
    if !terms.case.following.modes.contains_key(&mode) {
        return Err(terms.refuse("mode_not_set", rule));
    }
    if mode == Mode::Tracked {
        return Err(terms.refuse("applicant_settles", rule));
    }
    let reason = terms.reason(reason, rule)?;
    Ok(vec![terms.sealed(Event::ModeEnded { mode }, "reason", reason)])
}

fn supervised_by_supervisors(terms: &Terms<'_>, mode: Mode) -> Result<(), Refusal> {
    let supervisor = terms.ctx.actor.role == Role::Supervisor;
    if supervisor == (mode == Mode::Supervised) {
        return Ok(());
    }
    Err(terms.refuse("mode_of_another", Rule::Handling))
}

/// The applicant says that the matter is settled, once it has ended and the result is hers.
pub(super) fn settle(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Handling;
    if !terms.case.following.modes.contains_key(&Mode::Tracked) {
        return Err(terms.refuse("not_followed", rule));
    }
    if terms.case.following.settled_on.is_some() {
        return Err(terms.refuse("settled_already", rule));
    }
    let done = match terms.case.ending {
        None => false,
        Some(Ending::Granted) => terms.case.delivered_on.is_some(),
        Some(_) => true,
    };
    if !done {
        return Err(terms.refuse("settled_early", rule));
    }
    Ok(vec![Event::Settled {}.into()])
}
