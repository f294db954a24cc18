//! Looking on the spot 现场核查: two officers or more, on a day that the applicant was told before, with a
//! record. No clock stops for it: Art. 45 of the Licensing Law does not name it.

use facts::case::Event;
use kernel::limits::{REASON_CHARS, VISITS};
use kernel::{Day, Entry, Refusal, Role, Rule, Text};

use crate::rules::Known;
use crate::rules::terms::{Terms, day_words};

/// The day of a visit is told: the examiner and another officer of the organ come.
/// Where the case was called to a joint visit 联合现场核查, that day binds: whoever comes on another says why.
pub(in crate::rules) fn set(
    terms: &Terms<'_>,
    known: &Known,
    on: Day,
    apart: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Visiting;
    terms.accepted(rule)?;
    let of_ours = |o: &&super::super::Officer| {
        o.organ == terms.filed.organ && matches!(o.role, Role::Examiner | Role::Head)
    };
    let Some(other) = known.asked.as_ref().filter(of_ours) else {
        return Err(terms.refuse("officer_unknown", rule));
    };
    let me = &terms.ctx.actor.party;
    if other.party == *me {
        return Err(terms.refuse("visit_alone", rule));
    }
    terms.not_presiding(me)?;
    terms.not_presiding(&other.party)?;
    if on <= terms.ctx.today() {
        return Err(terms.refuse("visit_soon", rule));
    }
    let visits = &terms.case.course.visits;
    if let Some(open) = visits.values().find(|one| !one.recorded) {
        return Err(terms.refuse("visit_open", rule).with("day", day_words(open.on)));
    }
    let visit = u32::try_from(visits.len()).unwrap_or(VISITS) + 1;
    if visit > VISITS {
        let most = VISITS.to_string();
        return Err(terms.refuse("visits_many", rule).with("most", Text::new(&most, &most)));
    }
    let joint = known.joint;
    let apart = match joint.filter(|joint| *joint != on) {
        None => String::new(),
        Some(joint) => {
            let (words, count) = (apart.trim(), apart.trim().chars().count());
            if count == 0 || count > REASON_CHARS {
                return Err(terms.refuse("visit_apart", rule).with("day", day_words(joint)));
            }
            words.to_owned()
        }
    };
    let officers = vec![me.clone(), other.party.clone()];
    Ok(vec![Event::VisitSet { visit, on, officers, joint, apart }.into()])
}

/// What was found, written down by one of those who were there, not before the day.
pub(in crate::rules) fn record(
    terms: &Terms<'_>,
    visit: u32,
    words: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Visiting;
    terms.accepted(rule)?;
    let Some(set) = terms.case.course.visits.get(&visit) else {
        return Err(terms.refuse("visit_unknown", rule));
    };
    if set.recorded {
        return Err(terms.refuse("visit_recorded", rule));
    }
    if !set.officers.contains(&terms.ctx.actor.party) {
        return Err(terms.refuse("not_there", rule));
    }
    if terms.ctx.today() < set.on {
        return Err(terms.refuse("visit_to_come", rule).with("day", day_words(set.on)));
    }
    let words = terms.reason(words, rule)?;
    Ok(vec![terms.sealed(Event::VisitRecorded { visit }, "record", words)])
}
