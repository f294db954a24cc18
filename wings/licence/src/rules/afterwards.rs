//! What may become of a licence afterwards: renewed, amended, suspended, and ended in five ways, each by whom
//! the law names, with its clause and its remedies.
//!
//! Renewal and amendment are the holder's to ask for (Licensing Law Art. 49, 50); if nothing was decided by
//! the last day, the licence is renewed (Art. 50(2)). Recall (Art. 8), annulment (Art. 69), cancellation
//! (Art. 70) and what follows from a penalty decision (Administrative Penalty Law Art. 9(3)) are the organ's.
//! Whoever loses something is heard first (Licensing Law Art. 7).

use std::collections::BTreeMap;

use facts::licence::{Event, Gone, Wrong};
use kernel::item::Item;
use kernel::limits::{KEY_CHARS, LINE_CHARS, REASON_CHARS};
use kernel::{Basis, Ctx, Day, Entry, Instant, Kind, Limit, Private, Refusal, Rule, Text, Unit, party};

use super::{After, Fate, Licence, until};

/// Days that one suspension may last: a longer one is told again.
const SUSPENSION_DAYS: i64 = 366;

/// A licence, with the item under which it was granted.
pub(super) struct Terms<'a> {
    licence: &'a Licence,
    item: &'a Item,
    ctx: &'a Ctx<'a>,
}

type Decided = Result<Vec<Entry<Event>>, Refusal>;

impl<'a> Terms<'a> {
    /// The terms of a licence that was issued.
    pub(super) fn of(licence: &'a Licence, ctx: &'a Ctx<'a>) -> Result<Self, Refusal> {
        let unknown = || Refusal::new("edition_unknown", ctx.editions.service_rule(Rule::Delivery));
        let item = &ctx.edition(&licence.edition).ok_or_else(unknown)?.item;
        Ok(Self { licence, item, ctx })
    }

    fn refuse(&self, code: &'static str, rule: Rule) -> Refusal {
        Refusal::new(code, self.ctx.basis(self.item, rule))
    }

    /// It stands: neither expired nor ended.
    fn stands(&self, rule: Rule) -> Result<(), Refusal> {
        match self.licence.fate {
            Some(_) => Err(self.refuse("licence_ended", rule)),
            None if self.licence.expired => Err(self.refuse("licence_expired", rule)),
            None => Ok(()),
        }
    }

    fn words(&self, text: &str, rule: Rule) -> Result<String, Refusal> {
        let words = party::clean_lines(text, REASON_CHARS)
            .map_err(|fault| self.refuse("words_wrong", rule).with("why", fault.text()))?;
        if words.is_empty() { Err(self.refuse("reason_missing", rule)) } else { Ok(words) }
    }

    fn line(&self, text: &str, most: usize, rule: Rule) -> Result<String, Refusal> {
        party::clean(text, most).map_err(|fault| self.refuse("words_wrong", rule).with("why", fault.text()))
    }

    /// Was the holder heard before it is taken from her (Licensing Law Art. 7: statement and defence)?
    fn heard(&self, heard: bool, rule: Rule) -> Result<(), Refusal> {
        if heard { Ok(()) } else { Err(self.refuse("holder_not_heard", rule)) }
    }

    fn sealed(&self, event: Event, name: &str, words: String) -> Entry<Event> {
        let fields = BTreeMap::from([(name.to_owned(), words)]);
        Entry::sealed(event, Private { party: self.licence.party.clone(), fields })
    }

    fn remedies(&self) -> Vec<Text> {
        self.item.remedies.clone()
    }

    /// The terms of renewal; a refusal where a licence of this kind is not renewed.
    fn renewal(&self) -> Result<(Limit, bool), Refusal> {
        self.item.renewed().ok_or_else(|| self.refuse("not_renewable", Rule::Renewal))
    }

    /// Is today early enough before the last day?
    fn in_time(&self, before: Limit, last: Day) -> Result<bool, Refusal> {
        let today = self.ctx.today();
        let earliest_end = match before.unit {
            Unit::WorkingDays => match self.ctx.calendar.workdays_after(today, before.n) {
                Ok(reckoned) => reckoned.day,
                // so far ahead that no calendar is needed: no holiday season doubles the days
                Err(_) if last.days_since(today) > i64::from(before.n) * 3 => last,
                Err(year) => {
                    let year = year.0.to_string();
                    let refusal = self.refuse("calendar_missing", Rule::Counting);
                    return Err(refusal.with("year", Text::new(&year, &year)));
                }
            },
            Unit::Months => today.months_after(before.n),
            Unit::Years => today.years_after(before.n),
            _ => today.plus(i32::try_from(before.n).unwrap_or(i32::MAX)),
        };
        Ok(earliest_end <= last)
    }

    /// The term that follows the present one.
    fn next_term(&self) -> Option<(Day, Day)> {
        let from = self.licence.until?.next();
        Some((from, until(self.item.outcome.licence.as_ref()?, from)?))
    }
}

/// What has become true by time alone: a suspension is over, a term is over, and what was asked for in time
/// and not decided is granted by silence (Licensing Law Art. 50(2)).
pub(super) fn lapse(licence: &Licence, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
    if licence.fate.is_some() || licence.expired {
        return Vec::new();
    }
    let over = |day: Option<Day>| day.map(Instant::end_of).filter(|end| *end <= ctx.now);
    let lifted = over(licence.suspended).map(|end| Entry::since(Event::Lifted {}, end));
    let ended = over(licence.until).map(|end| {
        let silence = || {
            let terms = Terms::of(licence, ctx).ok()?;
            let (_, silence) = terms.item.renewed()?;
            let asked = licence.renewal_asked.is_some() && silence;
            asked.then(|| terms.next_term()).flatten()
        };
        let event = match silence() {
            Some((from, until)) => Event::Renewed { from, until, by_silence: true },
            None => Event::Expired {},
        };
        Entry::since(event, end)
    });
    let mut all: Vec<Entry<Event>> = lifted.into_iter().chain(ended).collect();
    all.sort_by_key(|entry| entry.effective);
    all
}

/// What is asked of a licence that was issued.
pub(super) fn decide(licence: &Licence, after: &After, ctx: &Ctx<'_>) -> Decided {
    let terms = Terms::of(licence, ctx)?;
    match after {
        After::AskRenewal {} => ask_renewal(&terms),
        After::Renew {} => renew(&terms),
        After::DenyRenewal { reason } => deny_renewal(&terms, reason),
        After::AskAmendment { change } => ask_amendment(&terms, change),
        After::Amend { change } => amend(&terms, change),
        After::DenyAmendment { reason } => deny_amendment(&terms, reason),
        After::Suspend { order, clause, until, heard, reason } => {
            suspend(&terms, (order, clause, *until), *heard, reason)
        }
        After::Lift { reason } => lift(&terms, reason),
        After::Surrender {} => surrender(&terms),
        After::Cancel { ground, clause, reason } => cancel(&terms, *ground, clause, reason),
        After::Recall { heard, reason } => recall(&terms, *heard, reason),
        After::Annul { ground, clause, heard, reason } => annul(&terms, *ground, clause, *heard, reason),
        After::Revoke { order, clause, heard, reason } => revoke(&terms, order, clause, *heard, reason),
    }
}

/// Asked for in time: thirty days before the last day, or as the item's own law says (Art. 50(1)).
fn ask_renewal(terms: &Terms<'_>) -> Decided {
    let rule = Rule::Renewal;
    terms.stands(rule)?;
    let (before, _) = terms.renewal()?;
    if terms.licence.renewal_asked.is_some() {
        return Err(terms.refuse("renewal_asked_already", rule));
    }
    let Some(last) = terms.licence.until else { return Err(terms.refuse("not_renewable", rule)) };
    if !terms.in_time(before, last)? {
        let limit = Text::new(before.zh(), before.en());
        return Err(terms.refuse("renewal_late", rule).with("before", limit));
    }
    Ok(vec![Event::RenewalAsked {}.into()])
}

/// Decided before the last day (Art. 50(2)); afterwards silence has decided.
fn renew(terms: &Terms<'_>) -> Decided {
    let rule = Rule::Renewal;
    asked(terms, terms.licence.renewal_asked.is_some(), rule)?;
    let Some((from, until)) = terms.next_term() else { return Err(terms.refuse("not_renewable", rule)) };
    Ok(vec![Event::Renewed { from, until, by_silence: false }.into()])
}

fn deny_renewal(terms: &Terms<'_>, reason: &str) -> Decided {
    let rule = Rule::Renewal;
    asked(terms, terms.licence.renewal_asked.is_some(), rule)?;
    let reason = terms.words(reason, rule)?;
    let basis = terms.ctx.basis(terms.item, rule);
    let denied = Event::RenewalDenied { basis, remedies: terms.remedies() };
    Ok(vec![terms.sealed(denied, "reason", reason)])
}

fn ask_amendment(terms: &Terms<'_>, change: &str) -> Decided {
    let rule = Rule::Amending;
    terms.stands(rule)?;
    if terms.licence.amendment_asked {
        return Err(terms.refuse("amendment_asked_already", rule));
    }
    let change = terms.words(change, rule)?;
    Ok(vec![terms.sealed(Event::AmendmentAsked {}, "change", change)])
}

/// What meets the conditions is amended (Art. 49).
fn amend(terms: &Terms<'_>, change: &str) -> Decided {
    let rule = Rule::Amending;
    asked(terms, terms.licence.amendment_asked, rule)?;
    let change = terms.words(change, rule)?;
    let amended = Event::Amended { basis: terms.ctx.basis(terms.item, rule) };
    Ok(vec![terms.sealed(amended, "change", change)])
}

fn deny_amendment(terms: &Terms<'_>, reason: &str) -> Decided {
    let rule = Rule::Amending;
    asked(terms, terms.licence.amendment_asked, rule)?;
    let reason = terms.words(reason, rule)?;
    let basis = terms.ctx.basis(terms.item, rule);
    let denied = Event::AmendmentDenied { basis, remedies: terms.remedies() };
    Ok(vec![terms.sealed(denied, "reason", reason)])
}

/// Nothing is decided that nobody asked for.
fn asked(terms: &Terms<'_>, asked: bool, rule: Rule) -> Result<(), Refusal> {
    terms.stands(rule)?;
    if asked { Ok(()) } else { Err(terms.refuse("nothing_asked_of_licence", rule)) }
}

/// 暂扣, on a penalty decision that names its clause, until a day.
fn suspend(
    terms: &Terms<'_>,
    (order, clause, last): (&str, &str, Day),
    heard: bool,
    reason: &str,
) -> Decided {
    let rule = Rule::Suspending;
    terms.stands(rule)?;
    if terms.licence.suspended.is_some() {
        return Err(terms.refuse("suspended_already", rule));
    }
    let (order, basis) = penalty(terms, order, clause, rule)?;
    let today = terms.ctx.today();
    if last < today || last.days_since(today) > SUSPENSION_DAYS {
        let most = SUSPENSION_DAYS.to_string();
        return Err(terms.refuse("suspension_days_wrong", rule).with("most", Text::new(&most, &most)));
    }
    terms.heard(heard, rule)?;
    let reason = terms.words(reason, rule)?;
    let suspended = Event::Suspended { order, basis, until: last, remedies: terms.remedies() };
    Ok(vec![terms.sealed(suspended, "reason", reason)])
}

fn lift(terms: &Terms<'_>, reason: &str) -> Decided {
    let rule = Rule::Suspending;
    terms.stands(rule)?;
    if terms.licence.suspended.is_none() {
        return Err(terms.refuse("not_suspended", rule));
    }
    let reason = terms.words(reason, rule)?;
    Ok(vec![terms.sealed(Event::Lifted {}, "reason", reason)])
}

/// The holder needs it no longer; the organ then cancels it.
fn surrender(terms: &Terms<'_>) -> Decided {
    let rule = Rule::Cancelling;
    terms.stands(rule)?;
    if terms.licence.surrendered {
        return Err(terms.refuse("surrender_asked_already", rule));
    }
    Ok(vec![Event::SurrenderAsked {}.into()])
}

/// 注销 (Art. 70): the formal end, on one of its grounds.
fn cancel(terms: &Terms<'_>, ground: Gone, clause: &str, reason: &str) -> Decided {
    let rule = Rule::Cancelling;
    terms.stands(rule)?;
    if ground == Gone::Surrendered && !terms.licence.surrendered {
        return Err(terms.refuse("surrender_not_asked", rule));
    }
    let basis = match ground {
        Gone::OtherLaw => named(terms, clause, rule)?,
        _ => terms.ctx.basis(terms.item, rule),
    };
    let reason = terms.words(reason, rule)?;
    let cancelled = Event::Cancelled { ground, basis, remedies: terms.remedies() };
    Ok(vec![terms.sealed(cancelled, "reason", reason)])
}

/// 撤回 (Art. 8(2)): law or facts have changed; whoever loses by it is compensated.
fn recall(terms: &Terms<'_>, heard: bool, reason: &str) -> Decided {
    let rule = Rule::Recalling;
    terms.stands(rule)?;
    terms.heard(heard, rule)?;
    let reason = terms.words(reason, rule)?;
    let basis = terms.ctx.basis(terms.item, rule);
    let recalled = Event::Recalled { basis, remedies: terms.remedies() };
    Ok(vec![terms.sealed(recalled, "reason", reason)])
}

/// 撤销 (Art. 69): wrongly granted, or got by deceit.
fn annul(terms: &Terms<'_>, ground: Wrong, clause: &str, heard: bool, reason: &str) -> Decided {
    let rule = Rule::Annulling;
    terms.stands(rule)?;
    let basis = match ground {
        Wrong::OtherLaw => named(terms, clause, rule)?,
        _ => terms.ctx.basis(terms.item, rule),
    };
    terms.heard(heard, rule)?;
    let reason = terms.words(reason, rule)?;
    let annulled = Event::Annulled { ground, basis, remedies: terms.remedies() };
    Ok(vec![terms.sealed(annulled, "reason", reason)])
}

/// 吊销, on a penalty decision that names its clause.
fn revoke(terms: &Terms<'_>, order: &str, clause: &str, heard: bool, reason: &str) -> Decided {
    let rule = Rule::Revoking;
    terms.stands(rule)?;
    let (order, basis) = penalty(terms, order, clause, rule)?;
    terms.heard(heard, rule)?;
    let reason = terms.words(reason, rule)?;
    let revoked = Event::Revoked { order, basis, remedies: terms.remedies() };
    Ok(vec![terms.sealed(revoked, "reason", reason)])
}

/// A penalty has a decision with a number, and a clause of its own.
fn penalty(terms: &Terms<'_>, order: &str, clause: &str, rule: Rule) -> Result<(String, Basis), Refusal> {
    let order = terms.line(order, KEY_CHARS, rule)?;
    if order.is_empty() {
        return Err(terms.refuse("order_missing", rule));
    }
    Ok((order, named(terms, clause, rule)?))
}

/// The clause that the head names; for what is no licence in law not the Licensing Law (one-way door 9).
fn named(terms: &Terms<'_>, clause: &str, rule: Rule) -> Result<Basis, Refusal> {
    let clause = terms.line(clause, LINE_CHARS, rule)?;
    if clause.is_empty() {
        return Err(terms.refuse("clause_missing", rule));
    }
    if terms.item.kind != Kind::Licensing && clause.contains("行政许可法") {
        return Err(terms.refuse("clause_unlawful", rule));
    }
    Ok(Basis::new(&*clause, &*clause))
}

/// What is true after one more event of this kind.
pub(super) fn follow(licence: &mut Licence, event: &Event, on: Day) {
    match event {
        Event::RenewalAsked {} => licence.renewal_asked = Some(on),
        Event::Renewed { until, .. } => {
            licence.until = Some(*until);
            licence.renewal_asked = None;
        }
        Event::RenewalDenied { .. } => licence.renewal_asked = None,
        Event::AmendmentAsked {} => licence.amendment_asked = true,
        Event::Amended { .. } => {
            licence.amended_on = Some(on);
            licence.amendment_asked = false;
        }
        Event::AmendmentDenied { .. } => licence.amendment_asked = false,
        Event::Suspended { until, .. } => licence.suspended = Some(*until),
        Event::Lifted {} => licence.suspended = None,
        Event::SurrenderAsked {} => licence.surrendered = true,
        Event::Cancelled { .. } => licence.fate = Some((Fate::Cancelled, on)),
        Event::Recalled { .. } => licence.fate = Some((Fate::Recalled, on)),
        Event::Annulled { .. } => licence.fate = Some((Fate::Annulled, on)),
        Event::Revoked { .. } => licence.fate = Some((Fate::Revoked, on)),
        Event::Issued { .. } | Event::Expired {} => {}
    }
}
