//! Ends by the organ without a decision: terminated 终止, where there is nobody or nothing left to decide
//! about; voided 作废, where the case should never have been one.
//!
//! Neither is a way round a decision: an applicant who asks is granted or denied (Licensing Law Art. 38), and
//! papers that are lacking are asked for. The Licensing Law is silent on both, so the item's own law speaks,
//! else the county's rule, and the applicant is told where she may object (Art. 7).

use facts::case::{Cease, Ending, Event};
use kernel::limits::LINE_CHARS;
use kernel::{Basis, Entry, Kind, Refusal, Rule, party};

use super::terms::{Terms, ending_words};

/// 终止: by the head, before the decision, in writing with the reason, the clause and the remedies.
pub(super) fn terminate(
    terms: &Terms<'_>,
    ground: Cease,
    clause: &str,
    reason: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Terminating;
    terms.open(rule)?;
    let basis = match ground {
        Cease::ApplicantGone | Cease::ObjectGone => terms.ctx.basis(terms.item, rule),
        Cease::OtherLaw => named(terms, clause)?,
    };
    let reason = terms.reason(reason, rule)?;
    let remedies = terms.item.remedies.clone();
    let terminated = terms.sealed(Event::Terminated { ground, basis, remedies }, "reason", reason);
    Ok(vec![terminated, Event::Concluded { ending: Ending::Terminated }.into()])
}

/// The clause that the head names: another law than those known here, and for what is no licence not the
/// Licensing Law (one-way door 9).
fn named(terms: &Terms<'_>, clause: &str) -> Result<Basis, Refusal> {
    let rule = Rule::Terminating;
    let clause = party::clean(clause, LINE_CHARS)
        .map_err(|fault| terms.refuse("words_wrong", rule).with("why", fault.text()))?;
    if clause.is_empty() {
        return Err(terms.refuse("clause_missing", rule));
    }
    if terms.item.kind != Kind::Licensing && clause.contains("行政许可法") {
        return Err(terms.refuse("clause_unlawful", rule));
    }
    Ok(Basis::new(&*clause, &*clause))
}

/// 作废: by a supervisor only, in writing with the reason, the clause and the remedies; out of the statistics,
/// and kept. What the organ decided stands, a decline, a referral and an end without decision too: it falls by
/// review, by a court, or by annulment (Licensing Law Art. 69).
pub(super) fn void(terms: &Terms<'_>, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Voiding;
    match terms.case.ending {
        None | Some(Ending::Withdrawn) => {}
        Some(ending @ Ending::Voided) => {
            return Err(terms.refuse("concluded", rule).with("ending", ending_words(ending)));
        }
        Some(_) => return Err(terms.refuse("decided_stands", rule)),
    }
    let reason = terms.reason(reason, rule)?;
    let (basis, remedies) = (terms.ctx.basis(terms.item, rule), terms.item.remedies.clone());
    let voided = terms.sealed(Event::Voided { basis, remedies }, "reason", reason);
    Ok(vec![voided, Event::Concluded { ending: Ending::Voided }.into()])
}
