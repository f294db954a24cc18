//! Verifying after the grant what was promised 承诺核查: by two officers, a finding for every promise; what is
//! broken is ordered to be mended, and what is not mended in time is forfeited.

use std::collections::BTreeMap;

use facts::case::{Event, FINDING, Mending};
use kernel::limits::REMINDER_DAYS;
use kernel::{Day, Entry, Private, Refusal, Role, Rule};

use super::Mend;
use crate::rules::terms::Terms;
use crate::rules::{Known, Officer};

/// What two officers found.
pub(in crate::rules) struct Found<'a> {
    pub kept: &'a [String],
    pub broken: &'a [String],
    pub record: &'a str,
    pub findings: &'a BTreeMap<String, String>,
}

/// Every promise was kept or was not, and each that was not has its finding. What is broken is ordered to be
/// mended within a limit, with its clause and remedies. Late is better than never: an overdue verification
/// is still owed.
pub(in crate::rules) fn check(
    terms: &Terms<'_>,
    known: &Known,
    found: &Found<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Verifying;
    let Some(check) = &terms.case.pledge.check else {
        return Err(terms.refuse("nothing_to_check", rule));
    };
    if check.done_on.is_some() {
        return Err(terms.refuse("pledge_checked_already", rule));
    }
    let officers = two(terms, known)?;
    let promises: Vec<String> = terms.item.promises.iter().map(|one| one.code.clone()).collect();
    let judged = |code: &String| found.kept.contains(code) != found.broken.contains(code);
    let open: Vec<String> = promises.iter().filter(|code| !judged(code)).cloned().collect();
    if !open.is_empty() {
        return Err(terms.refuse("promises_open", rule).with("points", terms.promise_names(&open)));
    }
    let (broken, kept): (Vec<String>, Vec<String>) =
        promises.into_iter().partition(|code| found.broken.contains(code));
    let mut fields = BTreeMap::from([("record".to_owned(), terms.reason(found.record, rule)?)]);
    let mut silent = Vec::new();
    for code in &broken {
        let words = terms.words(found.findings.get(code).map_or("", String::as_str), rule)?;
        if words.is_empty() {
            silent.push(code.clone());
        }
        fields.insert(format!("{FINDING}{code}"), words);
    }
    if !silent.is_empty() {
        return Err(terms.refuse("finding_missing", rule).with("points", terms.promise_names(&silent)));
    }
    let mend = if broken.is_empty() { None } else { Some(order(terms)?) };
    let event = Event::PledgeChecked { officers, kept, broken, mend };
    Ok(vec![Entry::sealed(event, Private { party: terms.filed.party.clone(), fields })])
}

/// 责令限期整改.
fn order(terms: &Terms<'_>) -> Result<Mending, Refusal> {
    let limit = terms.item.commitment.as_ref().map(kernel::item::Commitment::mend_limit);
    let by = match limit {
        Some(limit) => terms.due_from_today(limit)?,
        None => terms.ctx.today(),
    };
    let remind_on = by.plus(-REMINDER_DAYS).max(terms.ctx.today().next()).min(by);
    let basis = terms.ctx.basis(terms.item, Rule::Verifying);
    Ok(Mending { by, remind_on, basis, remedies: terms.item.remedies.clone() })
}

/// The officer who acts and another of the organ, who was there too.
fn two(terms: &Terms<'_>, known: &Known) -> Result<Vec<String>, Refusal> {
    let rule = Rule::Verifying;
    let of_ours =
        |o: &&Officer| o.organ == terms.filed.organ && matches!(o.role, Role::Examiner | Role::Head);
    let Some(other) = known.asked.as_ref().filter(of_ours) else {
        return Err(terms.refuse("officer_unknown", rule));
    };
    let me = &terms.ctx.actor.party;
    if other.party == *me {
        return Err(terms.refuse("check_alone", rule));
    }
    Ok(vec![me.clone(), other.party.clone()])
}

/// She says that it is mended; after the last day too, for a promise that is forfeited can be made good.
pub(in crate::rules) fn report(terms: &Terms<'_>, words: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Verifying;
    if unmended(terms)?.reported.is_some() {
        return Err(terms.refuse("mended_reported", rule));
    }
    let words = terms.reason(words, rule)?;
    Ok(vec![terms.sealed(Event::PledgeMendReported {}, "report", words)])
}

/// Two officers look again: mended, and promises are open to her again; or not, and what is left of the
/// limit is hers. Where nothing is left it is forfeited.
pub(in crate::rules) fn check_mended(
    terms: &Terms<'_>,
    known: &Known,
    mended: bool,
    record: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Verifying;
    let mend = unmended(terms)?;
    if mend.reported.is_none() {
        return Err(terms.refuse("nothing_reported", rule));
    }
    let officers = two(terms, known)?;
    let record = terms.reason(record, rule)?;
    if mended {
        return Ok(vec![terms.sealed(Event::PledgeMended { officers }, "record", record)]);
    }
    let (last, today) = (terms.mend_day(mend), terms.ctx.today());
    let next = match (mend.forfeited, last < today) {
        (None, false) if mend.reminded || mend.remind_on <= today => Some(last),
        (None, false) => Some(mend.remind_on.plus(-1)),
        _ => None,
    };
    let refused = terms.sealed(Event::PledgeMendRefused { officers, next }, "record", record);
    let over = mend.forfeited.is_none() && last < today;
    Ok([Some(refused), over.then(|| forfeited(terms, last).into())].into_iter().flatten().collect())
}

fn unmended<'a>(terms: &Terms<'a>) -> Result<&'a Mend, Refusal> {
    terms.case.pledge.to_mend().ok_or_else(|| terms.refuse("nothing_to_mend", Rule::Verifying))
}

/// What was promised was not mended by this day.
pub(super) fn forfeited(terms: &Terms<'_>, due: Day) -> Event {
    Event::PledgeForfeited {
        due,
        points: terms.case.pledge.check.as_ref().map(|check| check.broken.clone()).unwrap_or_default(),
        basis: terms.ctx.basis(terms.item, Rule::Verifying),
        remedies: terms.item.remedies.clone(),
    }
}
