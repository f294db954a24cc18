//! Decision and delivery (Licensing Law Art. 38, 42, 44): the head decides on what the examiner found.

use facts::case::{Ending, Event};
use kernel::{Entry, Refusal, Role, Rule};

use super::Known;
use super::life::Examination;
use super::outcome::printed;
use super::pledge;
use super::terms::{Terms, ending_words};
use super::tolerance;

/// Every condition met: the organ must grant (Art. 38(1)); grant and end are one command.
pub(super) fn grant(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let examination = ready(terms, true)?;
    if !examination.unmet.is_empty() {
        let points = terms.point_names(&examination.unmet);
        return Err(terms.refuse("points_unmet", Rule::Decision).with("points", points));
    }
    tolerance::lets_grant(terms)?;
    let granted = Event::Granted {
        item: terms.filed.item.clone(),
        edition: terms.filed.edition.clone(),
        deliver_by: terms.due_from_today(terms.item.delivery_limit)?,
        blocks: tolerance::blocks(terms),
    };
    let ended = Event::Concluded { ending: Ending::Granted };
    Ok([Some(granted), Some(ended), pledge::granted(terms)?].into_iter().flatten().map(Into::into).collect())
}

/// In writing, with the reason, the clause and the remedies (Art. 38(2)). Only on a point that was found
/// unmet, or because a promised paper never came: conditions met must be granted (Art. 38(1)), and a head
/// who doubts them sends it back.
pub(super) fn deny(terms: &Terms<'_>, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let examination = ready(terms, false)?;
    let rule = Rule::Denial;
    if examination.unmet.is_empty() && !terms.broken_promise() {
        return Err(terms.refuse("nothing_unmet", Rule::Decision));
    }
    let reason =
        if examination.unmet.is_empty() { terms.reason(reason, rule)? } else { terms.words(reason, rule)? };
    let denied = Event::Denied {
        basis: terms.ctx.basis(terms.item, rule),
        unmet: examination.unmet.clone(),
        remedies: terms.item.remedies.clone(),
    };
    let denied = terms.sealed(denied, "reason", reason);
    Ok(vec![denied, Event::Concluded { ending: Ending::Denied }.into()])
}

/// What stands before any decision: acceptance, a running clock, an examination, by
/// two officers where it was on the spot, and a decision by another person. What is to be granted was made
/// public before, where the item's law wants it; what is denied takes nothing from others.
fn ready<'a>(terms: &Terms<'a>, to_grant: bool) -> Result<&'a Examination, Refusal> {
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
