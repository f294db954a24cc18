//! Extension 延期: once, before the statutory day has passed, with approval of the right head and the reason
//! told to the applicant (Licensing Law Art. 42; for other kinds only where the item's own law says so).

use facts::case::{Clock, Event};
use kernel::{Entry, Limit, Refusal, Rule, Text};

use crate::rules::terms::{Terms, day_words};

/// Extend the limit by so many days of the unit that the statutory limit has.
pub(in crate::rules) fn extend(
    terms: &Terms<'_>,
    days: u32,
    reason: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Extension;
    terms.accepted(rule)?;
    let Some((most, basis)) = terms.item.may_extend() else {
        return Err(terms.refuse("extension_unlawful", rule));
    };
    let own = |refusal: Refusal| Refusal { basis: basis.clone(), ..refusal };
    if terms.case.course.extension.is_some() {
        return Err(own(terms.refuse("extended_already", rule)));
    }
    if let Some(due) = terms.case.overran.get(&Clock::Statutory) {
        return Err(own(terms.refuse("due_passed", rule)).with("day", day_words(*due)));
    }
    if terms.case.stopped() {
        return Err(own(terms.refuse("clock_stands", rule)));
    }
    if days == 0 || days > most.n {
        return Err(own(terms.refuse("extension_long", rule)).with("most", Text::new(most.zh(), most.en())));
    }
    let reason = terms.reason(reason, rule)?;
    let limit = Limit { n: days, unit: most.unit };
    let extended = super::Extended { limit, promise: !terms.case.overran.contains_key(&Clock::Promised) };
    let day = |clock| match terms.decision_day(clock, Some(extended)) {
        Some(due) => due.map_err(|year| terms.no_year(year)),
        None => Ok(terms.ctx.today()),
    };
    let (told, statutory) = (day(Clock::Promised)?, day(Clock::Statutory)?);
    Ok(vec![terms.sealed(Event::Extended { limit, told, statutory, basis }, "reason", reason)])
}
