//! A second notice, which only a supervisor allows, and the end of a file whose corrections never come.
//!
//! The Law lets the organ ask once (Licensing Law Art. 32(1)(4)); it does not say how long the applicant may
//! take. The item's own clause or the county's rule does, and only what the notice told her closes a file.

use facts::case::{Closes, Ending, Event};
use kernel::calendar::NoYear;
use kernel::limits::{CLOSING_WORKING_DAYS, REMINDER_DAYS};
use kernel::{Basis, Day, Due, Entry, Instant, Limit, Refusal, Rule};

use super::life::Correction;
use super::terms::Terms;

/// Second notices that a supervisor may allow in one case: one.
const ALLOWED: u32 = 1;

/// A supervisor allows a second notice, with the reason that the applicant reads.
pub(super) fn allow(terms: &Terms<'_>, reason: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::OneTimeNotice;
    terms.not_accepted(rule)?;
    if terms.case.notices.asked == 0 && terms.case.unseen().is_none() {
        return Err(terms.refuse("first_notice_free", rule));
    }
    if terms.case.notices.allowed >= ALLOWED {
        return Err(terms.refuse("notice_allowed_already", rule));
    }
    let reason = terms.reason(reason, rule)?;
    Ok(vec![terms.sealed(Event::NoticeAllowed {}, "reason", reason)])
}

/// The day on which the file will be closed, to be told with the notice; none where neither the item nor the
/// county says so, or where the calendar does not reach so far.
pub(super) fn closes(terms: &Terms<'_>, until: Day) -> Option<Closes> {
    let (after, basis) = terms.closing()?;
    let on = terms.due_from_today(after).ok()?.max(until);
    let remind_on = on.plus(-REMINDER_DAYS).max(terms.ctx.today().next()).min(on);
    Some(Closes { on, remind_on, basis })
}

/// What time alone has made true of corrections that do not come.
pub(super) fn lapse(terms: &Terms<'_>) -> Vec<Entry<Event>> {
    let Some((correction, closes, last)) = terms.waits_for_closing() else { return Vec::new() };
    let now = terms.ctx.now;
    let mut lapsed = Vec::new();
    let reminder = start_of(closes.remind_on);
    if !correction.reminded && reminder <= now {
        lapsed.push(Entry::since(Event::CorrectionReminded { until: last }, reminder));
    }
    let closed = Instant::end_of(last);
    if closed <= now {
        let (basis, remedies) = (closes.basis.clone(), terms.item.remedies.clone());
        lapsed.push(Entry::since(Event::Unsupplied { due: last, basis, remedies }, closed));
        lapsed.push(Entry::since(Event::Concluded { ending: Ending::Unsupplied }, closed));
    }
    lapsed
}

/// When the clock of corrections speaks next.
pub(super) fn next(terms: &Terms<'_>) -> Option<Instant> {
    let (correction, closes, last) = terms.waits_for_closing()?;
    let closed = Instant::end_of(last);
    Some(if correction.reminded { closed } else { start_of(closes.remind_on).min(closed) })
}

fn start_of(day: Day) -> Instant {
    Instant::end_of(day.plus(-1))
}

impl Terms<'_> {
    /// After how long, and on which clause.
    pub fn closing(&self) -> Option<(Limit, Basis)> {
        match &self.item.closing {
            Some(closing) => Some((closing.after, closing.basis.clone())),
            None => {
                let basis = self.ctx.editions.county_rule(Rule::Closing)?;
                Some((Limit::working_days(CLOSING_WORKING_DAYS), basis.clone()))
            }
        }
    }

    /// The notice whose corrections have not all come, while nothing else was decided.
    fn waits(&self) -> Option<&Correction> {
        let open = self.case.ending.is_none() && self.case.acceptance.is_none();
        self.case.correction.as_ref().filter(|c| open && c.complete_on.is_none())
    }

    /// The notice that waits, what it told, and the last day: never earlier than told.
    fn waits_for_closing(&self) -> Option<(&Correction, &Closes, Day)> {
        let waits = self.waits()?;
        let closes = waits.closes.as_ref()?;
        let last = self.closes_on().and_then(Result::ok).map_or(closes.on, |due| due.day);
        Some((waits, closes, last))
    }

    /// The day on which the file is closed, as it is counted now and never earlier than told.
    pub fn closes_on(&self) -> Option<Result<Due, NoYear>> {
        let waits = self.waits()?;
        let (closes, (after, _)) = (waits.closes.as_ref()?, self.closing()?);
        // she may supply until then, whatever the calendar has become
        let supply = self.plain(waits.asked_on, self.item.correction_limit, waits.until);
        let told = supply.map_or(closes.on, |due| due.day.max(closes.on));
        Some(self.plain(waits.asked_on, after, told))
    }
}
