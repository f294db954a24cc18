//! Ends without a decision on the merits: not taken, another organ's matter, withdrawn.

use facts::case::{Ending, Event, Ground};
use kernel::limits::{LINE_CHARS, NAME_CHARS};
use kernel::{Entry, Kind, Refusal, Role, Rule, party};

use super::terms::Terms;

/// Not taken, on one of two grounds. Missing materials are none (they are told once); another organ's
/// matter is referred. Once the applicant has supplied all that was asked for, the organ must accept a
/// matter of its own (Licensing Law Art. 32(1)(5)): that nothing is needed (Art. 32(1)(1)) may still be
/// said, a bar (Art. 78, 79) is then a matter of the decision.
pub(super) fn decline(terms: &Terms<'_>, ground: Ground, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    terms.not_accepted(Rule::Declining)?;
    let rule = match ground {
        Ground::NotNeeded => Rule::Declining,
        Ground::Barred => Rule::Barring,
    };
    if ground == Ground::Barred && terms.item.kind != Kind::Licensing {
        return Err(terms.refuse("ground_unlawful", Rule::Declining));
    }
    let complete = terms.case.correction.as_ref().is_some_and(|c| c.complete_on.is_some());
    if ground == Ground::Barred && complete {
        return Err(terms.refuse("must_accept", Rule::Acceptance));
    }
    let reason = terms.reason(reason, rule)?;
    let declined = Event::Declined {
        ground,
        basis: terms.ctx.basis(terms.item, rule),
        remedies: terms.item.remedies.clone(),
    };
    let declined = terms.sealed(declined, "reason", reason);
    Ok(vec![declined, Event::Concluded { ending: Ending::Declined }.into()])
}

/// Another organ's matter: said at once, with the name and place of the right one (Art. 32(1)(2)).
pub(super) fn refer(
    terms: &Terms<'_>,
    to: &str,
    address: &str,
    reason: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Referring;
    terms.not_accepted(rule)?;
    let line = |text: &str, most: usize| {
        party::clean(text, most).map_err(|f| terms.refuse("words_wrong", rule).with("why", f.text()))
    };
    let to = line(to, NAME_CHARS)?;
    let address = line(address, LINE_CHARS)?;
    if to.is_empty() || address.is_empty() {
        return Err(terms.refuse("competent_organ_missing", rule));
    }
    let reason = terms.words(reason, rule)?;
    let referred = Event::Referred { to, address, basis: terms.ctx.basis(terms.item, rule) };
    let referred = terms.sealed(referred, "reason", reason);
    Ok(vec![referred, Event::Concluded { ending: Ending::Referred }.into()])
}

/// The applicant may take it back until it is decided.
pub(super) fn withdraw(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    // the bundle it belongs to was taken back, and the organ was faster: its decision stands
    if terms.ctx.actor.role == Role::House && terms.case.ending.is_some() {
        return Ok(Vec::new());
    }
    terms.open(Rule::Withdrawal)?;
    Ok(vec![Event::Withdrawn {}.into(), Event::Concluded { ending: Ending::Withdrawn }.into()])
}
