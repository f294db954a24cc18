//! Decision and delivery (Licensing Law Art. 38, 42, 44): the head decides on what the examiner found.

use facts::case::{Clock, Ending, Event};
use kernel::{Day, Entry, Refusal, Role, Rule};

use super::Known;
use super::life::Examination;
use super::outcome::printed;
use super::pledge;
use super::terms::{Terms, ending_words};
use super::tolerance;

/// Every condition met: the organ must grant (Art. 38(1)); grant and end are one command.
pub(super) fn grant(terms: &Terms<'_>, known: &Known) -> Result<Vec<Entry<Event>>, Refusal> {
    let examination = ready(terms, true)?;
    if !examination.unmet.is_empty() {
        let points = terms.point_names(&examination.unmet);
        return Err(terms.refuse("points_unmet", Rule::Decision).with("points", points));
    }
    tolerance::lets_grant(terms)?;
    terms.place_is_free(known)?;
    let granted = Event::Granted {
        item: terms.filed.item.clone(),
        edition: terms.filed.edition.clone(),
        deliver_by: deliver_by(terms)?,
        blocks: tolerance::blocks(terms),
    };
    let ended = Event::Concluded { ending: Ending::Granted };
    Ok([Some(granted), Some(ended), pledge::granted(terms)?].into_iter().flatten().map(Into::into).collect())
}

/// In writing, with the reason, the clause and the remedies (Art. 38(2)). Only on a point that was found
/// unmet, because a promised paper never came, or because every place is given (Art. 57): conditions met must
/// be granted (Art. 38(1)), and a head who doubts them sends it back.
pub(super) fn deny(terms: &Terms<'_>, known: &Known, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let examination = ready(terms, false)?;
    let rule = Rule::Denial;
    let taken = terms.place_taken(known).filter(|_| examination.unmet.is_empty());
    if examination.unmet.is_empty() && !terms.broken_promise() && taken.is_none() {
        return Err(terms.refuse("nothing_unmet", Rule::Decision));
    }
    let (place, basis) = match taken {
        Some((place, basis)) => (Some(place), basis),
        None => (None, terms.ctx.basis(terms.item, rule)),
    };
    let reason =
        if examination.unmet.is_empty() { terms.reason(reason, rule)? } else { terms.words(reason, rule)? };
    let denied = Event::Denied {
        basis,
        unmet: examination.unmet.clone(),
        remedies: terms.item.remedies.clone(),
        place,
    };
    let denied = terms.sealed(denied, "reason", reason);
    Ok(vec![denied, Event::Concluded { ending: Ending::Denied }.into()])
}

/// Where the statutory limit covers making and issuing, the result is in her hands by its last day; where
/// that has passed, today. Else the item's own limit runs from the grant (Art. 44).
fn deliver_by(terms: &Terms<'_>) -> Result<Day, Refusal> {
    let own = terms.due_from_today(terms.item.delivery_limit)?;
    let whole = terms.decision_day(Clock::Statutory, terms.case.course.extension).and_then(Result::ok);
    let whole = whole.filter(|_| terms.item.covers_delivery);
    Ok(whole.map_or(own, |day| own.min(day.max(terms.ctx.today()))))
}

/// What stands before any decision: it is made in this house, and everything was examined.
fn ready<'a>(terms: &Terms<'a>, to_grant: bool) -> Result<&'a Examination, Refusal> {
    terms.accepted(Rule::Decision)?;
    terms.decided_here()?;
    judged(terms, to_grant)
}

/// Acceptance, a running clock, an examination, by two officers where it was on the spot, and a decision by
/// another person. What is to be granted was made public before, where the item's law wants it; what is
/// denied takes nothing from others.
pub(super) fn judged<'a>(terms: &Terms<'a>, to_grant: bool) -> Result<&'a Examination, Refusal> {
    terms.accepted(Rule::Decision)?;
    if terms.case.stopped() {
        return Err(terms.refuse("clock_stopped", Rule::Stopping));
    }
    if to_grant {
        terms.made_public()?;
    }
    terms.course_over()?;
    let Some(examination) = &terms.case.examination else {
        return Err(terms.refuse("not_examined", Rule::Examination));
    };
    terms.confirmed(examination)?;
    terms.another_decides(examination)?;
    Ok(examination)
}

/// The result reaches the applicant (Art. 44), once its documents are printed.
pub(super) fn deliver(terms: &Terms<'_>, known: &Known) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Delivery;
    match terms.case.ending {
        // the parcel of a bundle holds what was handed over before
        Some(Ending::Granted) if terms.case.delivered_on.is_some() && terms.ctx.actor.role == Role::House => {
            Ok(Vec::new())
        }
        Some(Ending::Granted) if terms.case.delivered_on.is_some() => {
            Err(terms.refuse("delivered_already", rule))
        }
        Some(Ending::Granted) => {
            printed(terms, known)?;
            Ok(vec![Event::Delivered {}.into()])
        }
        Some(ending) => Err(terms.refuse("concluded", rule).with("ending", ending_words(ending))),
        None => Err(terms.refuse("nothing_to_deliver", rule)),
    }
}
