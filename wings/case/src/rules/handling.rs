//! Who handles a case: claimed 认领, given back 退回待办, reassigned 改派; and who answers for it 首问负责、
//! 首办负责 until somebody has taken it over.
//!
//! A claim keeps colleagues from doing the same work twice; it is at one step (window, examination, decision)
//! and stops nobody at another. Whoever first handled the case answers for its progress until a colleague has
//! acknowledged the hand-over. Clocks do not stop for any of it.

use std::collections::BTreeMap;

use facts::case::{Clock, Ending, Event};
use kernel::decider::Written;
use kernel::{Entry, Refusal, Role, Rule};

use super::life::{Case, Standing, standing};
use super::terms::Terms;
use super::{Command, Known, Officer};

/// Who handles a case, and who answers for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handling {
    /// Who has claimed it, at each step.
    pub holders: BTreeMap<Role, String>,
    /// Who answers for it: the first officer who handled it, until it was handed over.
    pub responsible: Option<String>,
    /// To whom it is being handed over; none once it is acknowledged.
    pub offered: Option<String>,
    /// Who answered for it when a clock ran out.
    pub charged: BTreeMap<Clock, String>,
}

/// What is true after one more event, as far as it says who handles the case.
pub(super) fn follow(case: &mut Case, event: &Event, written: &Written<'_>) {
    let (by, role) = (&written.actor.party, written.actor.role);
    let handling = &mut case.handling;
    match event {
        Event::Claimed {} => {
            handling.holders.insert(role, by.clone());
        }
        Event::Unclaimed {} => {
            handling.holders.remove(&role);
        }
        Event::Reassigned { role, to } => {
            let before = handling.holders.insert(*role, to.clone());
            if before.is_some() && before == handling.responsible {
                // she answers for it until the colleague has acknowledged
                handling.offered = Some(to.clone());
            }
            return;
        }
        Event::HandedOver { to } => handling.offered = Some(to.clone()),
        Event::TakenOver {} => {
            handling.responsible = Some(by.clone());
            handling.offered = None;
        }
        Event::ModeSet { .. } | Event::ModeEnded { .. } => return,
        Event::OpinionAsked { .. } | Event::OpinionGiven { .. } | Event::OpinionWithdrawn { .. } => return,
        // the higher body's silence is not charged to whoever answers for it here
        Event::Overran { clock: Clock::Higher, .. } => return,
        Event::Overran { clock, .. } => {
            if let Some(responsible) = handling.responsible.clone() {
                handling.charged.insert(*clock, responsible);
            }
            return;
        }
        _ => {}
    }
    // what time alone made true is nobody's doing, whoever it was at whose command it was written
    let own_doing = written.effective == written.at && !matches!(event, Event::DeemedAccepted { .. });
    if handling.responsible.is_none() && handles(role) && own_doing {
        handling.responsible = Some(by.clone());
    }
}

/// Officers of these roles handle cases.
fn handles(role: Role) -> bool {
    matches!(role, Role::Clerk | Role::Examiner | Role::Head)
}

/// At whose step the case is; none when nothing is to be done any more.
fn turn(standing: Standing) -> Option<Role> {
    match standing {
        Standing::Submitted | Standing::CorrectionWaiting | Standing::Granted => Some(Role::Clerk),
        Standing::Examined => Some(Role::Head),
        Standing::Accepted | Standing::Stopped | Standing::Confirming => Some(Role::Examiner),
        _ => None,
    }
}

/// Something is still to be done: it is open, or its result is not delivered.
pub(super) fn moving(terms: &Terms<'_>) -> Result<(), Refusal> {
    match terms.case.ending {
        Some(Ending::Granted) if terms.case.delivered_on.is_none() => Ok(()),
        _ => terms.open(Rule::Handling),
    }
}

/// Does the command belong to the officer at whose step the case is? Second pairs of eyes, opinions and what
/// is about the handling itself are others' too.
fn of_the_handler(command: &Command) -> bool {
    !matches!(
        command,
        Command::Apply { .. }
            | Command::Claim {}
            | Command::Unclaim { .. }
            | Command::Reassign { .. }
            | Command::HandOver { .. }
            | Command::TakeOver {}
            | Command::Confirm { .. }
            | Command::Differ { .. }
            // whoever presides examines nothing, and each of those who looked on the spot may write it down
            | Command::HoldHearing { .. }
            | Command::RecordVisit { .. }
            | Command::AskOpinion { .. }
            | Command::GiveOpinion { .. }
            | Command::WithdrawOpinion { .. }
            | Command::SetMode { .. }
            | Command::EndMode { .. }
            | Command::Terminate { .. }
            | Command::SendPapers { .. }
            | Command::Tick {}
    )
}

/// A claimed case is worked on by whoever claimed it, or stands in for her while she is away; a claim of
/// somebody who has no post any more binds nobody.
pub(super) fn free(terms: &Terms<'_>, command: &Command, known: &Known) -> Result<(), Refusal> {
    let actor = terms.ctx.actor;
    if !of_the_handler(command) || !handles(actor.role) || moving(terms).is_err() {
        return Ok(());
    }
    // an officer of another organ who is asked for something does not work at the same step
    if actor.role != Role::Clerk && actor.organ != terms.filed.organ {
        return Ok(());
    }
    let Some(holder) = terms.case.handling.holders.get(&actor.role) else { return Ok(()) };
    let may = *holder == actor.party || known.stands_in_for.contains(holder) || known.gone.contains(holder);
    if may { Ok(()) } else { Err(terms.refuse("held_by_another", Rule::Handling)) }
}

/// The first claim wins; whoever comes second is told.
pub(super) fn claim(terms: &Terms<'_>, known: &Known) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Handling;
    moving(terms)?;
    let actor = terms.ctx.actor;
    if standing(terms.case).and_then(turn) != Some(actor.role) {
        return Err(terms.refuse("not_your_step", rule));
    }
    match terms.case.handling.holders.get(&actor.role) {
        Some(holder) if *holder == actor.party => Err(terms.refuse("claimed_already", rule)),
        Some(holder) if !known.gone.contains(holder) => Err(terms.refuse("held_by_another", rule)),
        _ => Ok(vec![Event::Claimed {}.into()]),
    }
}

/// Given back with the reason, so that a colleague can claim it.
pub(super) fn unclaim(terms: &Terms<'_>, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Handling;
    moving(terms)?;
    let actor = terms.ctx.actor;
    if terms.case.handling.holders.get(&actor.role) != Some(&actor.party) {
        return Err(terms.refuse("not_held", rule));
    }
    let reason = terms.reason(reason, rule)?;
    Ok(vec![terms.sealed(Event::Unclaimed {}, "reason", reason)])
}

/// The head gives it to an officer of the organ, or to a clerk of the hall that took it in. Where it is taken
/// from whoever answers for it, the colleague answers for it once she has taken it over.
pub(super) fn reassign(terms: &Terms<'_>, known: &Known, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Handling;
    moving(terms)?;
    let officer = colleague(terms, known)?;
    if terms.case.handling.holders.get(&officer.role) == Some(&officer.party) {
        return Err(terms.refuse("holds_already", rule));
    }
    let reason = terms.reason(reason, rule)?;
    let reassigned = Event::Reassigned { role: officer.role, to: officer.party.clone() };
    Ok(vec![terms.sealed(reassigned, "reason", reason)])
}

/// Whoever answers for it asks a colleague to answer for it from now on; until the colleague has taken it
/// over, nothing changes.
pub(super) fn hand_over(
    terms: &Terms<'_>,
    known: &Known,
    reason: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Handling;
    moving(terms)?;
    let me = &terms.ctx.actor.party;
    if terms.case.handling.responsible.as_ref() != Some(me) {
        return Err(terms.refuse("not_responsible", rule));
    }
    let officer = colleague(terms, known)?;
    if officer.party == *me {
        return Err(terms.refuse("hands_to_oneself", rule));
    }
    let reason = terms.reason(reason, rule)?;
    Ok(vec![terms.sealed(Event::HandedOver { to: officer.party.clone() }, "reason", reason)])
}

/// The colleague acknowledges: from now on she answers for it.
pub(super) fn take_over(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    moving(terms)?;
    if terms.case.handling.offered.as_ref() != Some(&terms.ctx.actor.party) {
        return Err(terms.refuse("not_handed_over", Rule::Handling));
    }
    Ok(vec![Event::TakenOver {}.into()])
}

/// An officer who handles cases of this organ, or a clerk of the hall.
pub(super) fn colleague<'a>(terms: &Terms<'_>, known: &'a Known) -> Result<&'a Officer, Refusal> {
    let here = |o: &&Officer| {
        let hall = o.role == Role::Clerk && !terms.filed.hall.is_empty() && o.organ == terms.filed.hall;
        handles(o.role) && (o.organ == terms.filed.organ || hall)
    };
    known.asked.as_ref().filter(here).ok_or_else(|| terms.refuse("colleague_unknown", Rule::Handling))
}
