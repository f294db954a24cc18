//! Hearings 听证 (Licensing Law Art. 46–48): the right told, asked for within five working days, held within
//! twenty, announced seven before, presided by somebody who does not examine; the decision rests on its
//! record.

use facts::case::Event;
use kernel::calendar::NoYear;
use kernel::item::SpecialKind;
use kernel::limits::{KEY_CHARS, NAME_CHARS};
use kernel::{Basis, Day, Due, Entry, Kind, Limit, Refusal, Role, Rule, licensing_law, party};

use crate::rules::clocks::{resumed, stops_lawfully};
use crate::rules::life::Case;
use crate::rules::terms::{Terms, day_words};
use crate::rules::{Known, Officer};

/// Working days to ask for a hearing after its right was told (Licensing Law Art. 47(1)).
const TO_ASK: u32 = 5;
/// Working days within which it is held after it was asked for (Licensing Law Art. 47(1)).
const TO_HOLD: u32 = 20;
/// Working days by which it is announced before (Licensing Law Art. 48(1)(1)).
const NOTICE: u32 = 7;

pub(super) fn evolve(case: &mut Case, event: &Event, day: Day) {
    let hearing = &mut case.course.hearing;
    match event {
        Event::HearingRightTold { until, others } => {
            hearing.told = Some((day, *until));
            hearing.others = *others;
        }
        Event::HearingRequested { hold_by } => {
            (hearing.asked_on, hearing.hold_by) = (Some(day), Some(*hold_by));
        }
        Event::HearingSet { on, presider, .. } => hearing.set = Some((*on, presider.clone())),
        Event::HearingHeld {} => {
            hearing.held = Some(day);
            // Art. 48(2): what was found before the hearing is not what the decision rests on
            case.examination = None;
        }
        _ => {}
    }
}

impl Terms<'_> {
    /// The last day to ask for a hearing, as it is counted now and never earlier than told.
    pub fn ask_hearing_until(&self) -> Option<Result<Due, NoYear>> {
        let (on, until) = self.case.course.hearing.told?;
        Some(self.plain(on, Limit::working_days(TO_ASK), until))
    }

    /// The last day to hold it, likewise.
    pub fn hold_hearing_until(&self) -> Option<Result<Due, NoYear>> {
        let hearing = &self.case.course.hearing;
        Some(self.plain(hearing.asked_on?, Limit::working_days(TO_HOLD), hearing.hold_by?))
    }

    fn ask_until(&self) -> Option<Day> {
        let (_, until) = self.case.course.hearing.told?;
        Some(self.ask_hearing_until().and_then(Result::ok).map_or(until, |due| due.day))
    }

    /// Nobody waits for a hearing, or may still ask for one.
    pub(super) fn hearing_over(&self) -> Result<(), Refusal> {
        let hearing = &self.case.course.hearing;
        if hearing.held.is_some() {
            return Ok(());
        }
        if hearing.hold_by.is_some() {
            return Err(self.refuse("hearing_owed", Rule::Hearing));
        }
        match self.ask_until().filter(|until| self.ctx.today() <= *until) {
            Some(until) => Err(self.refuse("hearing_open", Rule::Hearing).with("day", day_words(until))),
            None => Ok(()),
        }
    }

    /// The clause that takes the time of a hearing out of the limit: for licences Art. 45, else the item's
    /// own law; none where its time counts.
    pub fn hearing_stops(&self) -> Option<Basis> {
        let own = self.item.special(SpecialKind::Hearing);
        let lawful = own.filter(|special| stops_lawfully(self.item.kind, special));
        let general = || (self.item.kind == Kind::Licensing).then(|| licensing_law(Rule::Stopping));
        lawful.map(|special| special.basis.clone()).or_else(general)
    }
}

/// The applicant, and others whose interests are touched, are told that a hearing may be asked for.
pub(in crate::rules) fn tell(
    terms: &Terms<'_>,
    others: bool,
    matter: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Hearing;
    terms.accepted(rule)?;
    if terms.case.course.hearing.told.is_some() {
        return Err(terms.refuse("hearing_told", rule));
    }
    let matter = terms.reason(matter, rule)?;
    let until = terms.due_from_today(Limit::working_days(TO_ASK))?;
    Ok(vec![terms.sealed(Event::HearingRightTold { until, others }, "matter", matter)])
}

/// A hearing is asked for in time: by the applicant herself, or by others at a window, by name.
pub(in crate::rules) fn request(terms: &Terms<'_>, by: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Hearing;
    terms.accepted(rule)?;
    let Some(until) = terms.ask_until() else {
        return Err(terms.refuse("hearing_not_told", rule));
    };
    if terms.case.course.hearing.hold_by.is_some() {
        return Err(terms.refuse("hearing_asked", rule));
    }
    if terms.ctx.today() > until {
        return Err(terms.refuse("hearing_forgone", rule).with("day", day_words(until)));
    }
    let by = party::clean(by, NAME_CHARS)
        .map_err(|fault| terms.refuse("words_wrong", rule).with("why", fault.text()))?;
    // where only the applicant was told, whom the clerk takes it down for is she, and nobody else is named
    let (at_window, others) = (terms.ctx.actor.role == Role::Clerk, terms.case.course.hearing.others);
    if at_window && others && by.is_empty() {
        return Err(terms.refuse("name_missing", rule));
    }
    if at_window && !others && !by.is_empty() {
        return Err(terms.refuse("hearing_hers_alone", rule));
    }
    let hold_by = terms.due_from_today(Limit::working_days(TO_HOLD))?;
    Ok(vec![terms.sealed(Event::HearingRequested { hold_by }, "by", by)])
}

/// Day, place and who presides are told in writing; from then to its end the time is not counted. One that was
/// not held is set anew, with a notice of its own, where a day or a presider fails.
pub(in crate::rules) fn set(
    terms: &Terms<'_>,
    known: &Known,
    on: Day,
    place: &str,
    notice: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Hearing;
    terms.accepted(rule)?;
    let hearing = &terms.case.course.hearing;
    let Some(told) = hearing.hold_by else { return Err(terms.refuse("hearing_not_asked", rule)) };
    let hold_by = terms.hold_hearing_until().and_then(Result::ok).map_or(told, |due| due.day);
    if hearing.held.is_some() {
        return Err(terms.refuse("hearing_held", rule));
    }
    let this = |(day, presider): &(Day, String)| {
        *day == on && known.asked.as_ref().is_some_and(|officer| officer.party == *presider)
    };
    if hearing.set.as_ref().is_some_and(this) {
        return Err(terms.refuse("hearing_set", rule).with("day", day_words(on)));
    }
    let presider = presider(terms, known)?;
    let earliest = terms.due_from_today(Limit::working_days(NOTICE))?;
    if on < earliest {
        return Err(terms.refuse("hearing_soon", rule).with("day", day_words(earliest)));
    }
    // who asked late of a closed calendar is heard late: no day before the notice would be lawful
    if on > hold_by.max(earliest) {
        return Err(terms.refuse("hearing_late", rule).with("day", day_words(hold_by)));
    }
    let line = |text: &str, most: usize| {
        party::clean(text, most).map_err(|f| terms.refuse("words_wrong", rule).with("why", f.text()))
    };
    let (place, notice) = (line(place, NAME_CHARS)?, line(notice, KEY_CHARS)?);
    if place.is_empty() {
        return Err(terms.refuse("place_missing", rule));
    }
    if notice.is_empty() {
        return Err(terms.refuse("notice_missing", rule));
    }
    let set = Event::HearingSet { on, place, presider, notice: notice.clone() };
    let Some(basis) = terms.hearing_stops() else { return Ok(vec![set.into()]) };
    if hearing.set.is_some() && terms.resumes_by_itself() {
        // the clock stands for it already
        return Ok(vec![set.into()]);
    }
    if terms.case.stopped() {
        return Err(terms.refuse("stopped_already", Rule::Stopping));
    }
    let from = terms.ctx.today();
    let needed = terms.ctx.calendar.workdays_between(from, on).map_err(|year| terms.no_year(year))?.0;
    let stopped = Event::ClockStopped { kind: SpecialKind::Hearing, needed, notice, basis };
    Ok(vec![set.into(), stopped.into()])
}

/// An officer of the organ who does not examine this case (Licensing Law Art. 48(1)(3)).
fn presider(terms: &Terms<'_>, known: &Known) -> Result<String, Refusal> {
    let rule = Rule::Hearing;
    let of_ours =
        |o: &&Officer| o.organ == terms.filed.organ && matches!(o.role, Role::Examiner | Role::Head);
    let Some(officer) = known.asked.as_ref().filter(of_ours) else {
        return Err(terms.refuse("officer_unknown", rule));
    };
    if officer.party == terms.ctx.actor.party || terms.has_examined(&officer.party) {
        return Err(terms.refuse("presider_examines", rule));
    }
    Ok(officer.party.clone())
}

impl Terms<'_> {
    /// Does this officer examine the case, or has he: judged its points at any time, come along to look on the
    /// spot (Art. 34(3)), or claimed it at that step?
    fn has_examined(&self, party: &str) -> bool {
        let looked = self.case.course.visits.values().any(|visit| visit.officers.iter().any(|o| o == party));
        let claimed = self.case.handling.holders.get(&Role::Examiner).is_some_and(|holder| holder == party);
        looked || claimed || self.case.examiners.contains(party)
    }

    /// Whoever presides a hearing does not examine (Licensing Law Art. 48(1)(3)).
    pub fn not_presiding(&self, party: &str) -> Result<(), Refusal> {
        let presides = self.case.course.hearing.set.as_ref().is_some_and(|set| set.1 == party);
        if presides { Err(self.refuse("presider_examines", Rule::Hearing)) } else { Ok(()) }
    }
}

/// It was held: whoever presides hands in the record, and the clock goes on.
pub(in crate::rules) fn hold(terms: &Terms<'_>, record: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Hearing;
    terms.accepted(rule)?;
    let hearing = &terms.case.course.hearing;
    let Some((on, presider)) = &hearing.set else {
        return Err(terms.refuse("hearing_not_set", rule));
    };
    if hearing.held.is_some() {
        return Err(terms.refuse("hearing_held", rule));
    }
    if *presider != terms.ctx.actor.party {
        return Err(terms.refuse("not_presider", rule));
    }
    if terms.ctx.today() < *on {
        return Err(terms.refuse("hearing_to_come", rule).with("day", day_words(*on)));
    }
    let record = terms.reason(record, rule)?;
    // where its own time counts the clock may stand for a publicity, which goes on
    let open = terms.case.stops.last().filter(|stop| stop.to.is_none()).map(|stop| stop.kind);
    let stands = open == Some(SpecialKind::Hearing);
    let held = terms.sealed(Event::HearingHeld {}, "record", record);
    if !stands {
        return Ok(vec![held]);
    }
    Ok(vec![held, resumed(terms)?.into()])
}
