//! Publicity 公示: the matter is public for so long, anyone may object, and every objection is answered before
//! it is decided. Its time counts, unless the item's own law takes it out of the limit; it ends by the clock.

use std::collections::BTreeMap;

use facts::case::{Clock, Event};
use kernel::calendar::NoYear;
use kernel::item::{Publicity, SpecialKind};
use kernel::limits::{NAME_CHARS, OBJECTIONS};
use kernel::{Ctx, Day, Due, Entry, Instant, Private, Refusal, Rule, Text, party};

use super::{Objection, Public, later};
use crate::rules::clocks::resumed_day;
use crate::rules::life::{Case, Interruption};
use crate::rules::terms::{Terms, day_words};

pub(super) fn evolve(case: &mut Case, event: &Event, day: Day) {
    match event {
        Event::PublicityOpened { until, .. } => {
            case.course.publicity = Some(Public { from: day, until: *until, closed: false });
        }
        Event::PublicityClosed { until, told, statutory } => {
            if let Some(public) = &mut case.course.publicity {
                public.closed = true;
            }
            if let (Some(told), Some(statutory)) = (told, statutory) {
                let own = |stop: &&mut Interruption| stop.to.is_none() && stop.kind == SpecialKind::ByItemLaw;
                case.stops.iter_mut().filter(own).for_each(|stop| stop.to = Some(*until));
                later(case, *told, *statutory);
            }
        }
        Event::Objected { objection, party } => {
            let made = Objection { party: party.clone(), on: day, upheld: None };
            case.course.objections.insert(*objection, made);
        }
        Event::ObjectionAnswered { objection, upheld, .. } => {
            case.course.objections.entry(*objection).and_modify(|one| one.upheld = Some(*upheld));
            if *upheld {
                // what was found before does not answer what was right to object (Art. 36)
                case.examination = None;
            }
        }
        _ => {}
    }
}

impl<'a> Terms<'a> {
    /// What the item says of publicity in this situation.
    fn publicity(&self) -> Option<&'a Publicity> {
        self.item.publicity_in(&self.filed.situation)
    }

    /// Is the time of its publicity taken out of the limit?
    pub fn publicity_stops(&self) -> bool {
        self.publicity().is_some_and(|publicity| publicity.not_counted.is_some())
    }

    /// The clause of the item's own law that takes its time out of the limit, if there is one.
    pub fn publicity_clause(&self) -> Option<Text> {
        self.publicity()?.not_counted.clone()
    }

    /// On the clause that wants it public, where the item's file names one.
    fn about_publicity(&self, refusal: Refusal) -> Refusal {
        let own = self.publicity().map(|publicity| publicity.basis.clone());
        Refusal { basis: own.unwrap_or(refusal.basis), ..refusal }
    }

    /// Where the item's law wants the matter public before it is granted, it has been.
    pub fn made_public(&self) -> Result<(), Refusal> {
        let required = self.publicity().is_some_and(|publicity| publicity.required);
        match &self.case.course.publicity {
            None if required => Err(self.about_publicity(self.refuse("publicity_missing", Rule::Publicity))),
            _ => Ok(()),
        }
    }

    /// No publicity runs, and no objection is unanswered.
    pub(super) fn publicity_over(&self) -> Result<(), Refusal> {
        match &self.case.course.publicity {
            Some(public) if !public.closed => {
                return Err(self
                    .about_publicity(self.refuse("publicity_running", Rule::Publicity))
                    .with("day", day_words(public.until)));
            }
            _ => {}
        }
        if self.case.course.objections.values().any(|one| one.upheld.is_none()) {
            return Err(self.about_publicity(self.refuse("objection_open", Rule::Publicity)));
        }
        Ok(())
    }

    /// Does the clock stand for it, and for nothing else? A hearing or a test goes on when it ends.
    fn stands_for_publicity(&self) -> bool {
        let open = self.case.stops.last().filter(|stop| stop.to.is_none()).map(|stop| stop.kind);
        open == Some(SpecialKind::ByItemLaw) && self.publicity_stops()
    }

    /// Its last day, as it is counted now and never earlier than told.
    pub fn public_due(&self, public: &Public) -> Option<Result<Due, NoYear>> {
        Some(self.plain(public.from, self.publicity()?.limit, public.until))
    }
}

/// The end of a publicity that runs, at 24:00 of its last day, with the days that are then told.
pub(super) fn closing(terms: &Terms<'_>) -> Option<(Instant, Event)> {
    let public = terms.case.course.publicity.filter(|public| !public.closed)?;
    let until = terms.public_due(&public)?.ok()?.day;
    let at = Instant::end_of(until);
    let (mut told, mut statutory) = (None, None);
    if terms.stands_for_publicity() {
        // reckoned as of its last day, whenever somebody looks
        let ctx = Ctx { now: at.plus_ms(-1), ..*terms.ctx };
        let then = Terms::of(terms.case, &ctx).ok()?;
        told = Some(resumed_day(&then, Clock::Promised).ok()?);
        statutory = Some(resumed_day(&then, Clock::Statutory).ok()?);
    }
    Some((at, Event::PublicityClosed { until, told, statutory }))
}

/// The matter becomes public, once.
pub(in crate::rules) fn open(terms: &Terms<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Publicity;
    terms.accepted(rule)?;
    let Some(publicity) = terms.publicity() else {
        return Err(terms.refuse("publicity_unknown", rule));
    };
    if terms.case.course.publicity.is_some() {
        return Err(terms.about_publicity(terms.refuse("public_already", Rule::Publicity)));
    }
    let until = terms.due_from_today(publicity.limit)?;
    let (place, basis) = (publicity.place.clone(), publicity.basis.clone());
    let opened = Event::PublicityOpened { until, place, basis };
    let Some(clause) = &publicity.not_counted else { return Ok(vec![opened.into()]) };
    if terms.case.stopped() {
        return Err(terms.refuse("stopped_already", Rule::Stopping));
    }
    let stopped = Event::ClockStopped {
        kind: SpecialKind::ByItemLaw,
        needed: publicity.limit.n,
        notice: format!("公示 {until}"),
        basis: clause.clone(),
    };
    Ok(vec![opened.into(), stopped.into()])
}

/// Anyone who reads it may object while it is public, with name and reason; nobody twice while her first is
/// unanswered, nor without end, and not the applicant to her own matter. How many others objected keeps nobody
/// from being heard (Licensing Law Art. 36).
pub(in crate::rules) fn object(
    terms: &Terms<'_>,
    name: &str,
    reason: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Publicity;
    // how a matter ended is told to no stranger
    let running = terms.case.course.publicity.filter(|public| !public.closed && terms.case.ending.is_none());
    if running.is_none() {
        return Err(terms.about_publicity(terms.refuse("not_public", Rule::Publicity)));
    }
    let me = terms.ctx.actor.acting_for();
    if terms.filed.party == me {
        return Err(terms.about_publicity(terms.refuse("own_matter", Rule::Publicity)));
    }
    let course = &terms.case.course;
    if course.objections.values().any(|one| one.party == me && one.upheld.is_none()) {
        return Err(terms.about_publicity(terms.refuse("objected_already", Rule::Publicity)));
    }
    let objection = u32::try_from(course.objections.len()).unwrap_or(u32::MAX).saturating_add(1);
    let hers = course.objections.values().filter(|one| one.party == me).count();
    if hers >= OBJECTIONS {
        let most = OBJECTIONS.to_string();
        return Err(terms
            .about_publicity(terms.refuse("objections_many", Rule::Publicity))
            .with("most", Text::new(&most, &most)));
    }
    let name = party::clean(name, NAME_CHARS)
        .map_err(|fault| terms.refuse("words_wrong", rule).with("why", fault.text()))?;
    if name.is_empty() {
        return Err(terms.about_publicity(terms.refuse("name_missing", Rule::Publicity)));
    }
    let reason = terms.reason(reason, rule)?;
    let fields = BTreeMap::from([("name".to_owned(), name), ("objection".to_owned(), reason)]);
    let private = Private { party: me.to_owned(), fields };
    Ok(vec![Entry::sealed(Event::Objected { objection, party: me.to_owned() }, private)])
}

/// Every objection is heard and answered, with the reason, to whoever made it.
pub(in crate::rules) fn answer(
    terms: &Terms<'_>,
    objection: u32,
    upheld: bool,
    words: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Publicity;
    terms.accepted(rule)?;
    let Some(made) = terms.case.course.objections.get(&objection) else {
        return Err(terms.about_publicity(terms.refuse("objection_unknown", Rule::Publicity)));
    };
    if made.upheld.is_some() {
        return Err(terms.about_publicity(terms.refuse("objection_answered", Rule::Publicity)));
    }
    let words = terms.reason(words, rule)?;
    let fields = BTreeMap::from([("answer".to_owned(), words)]);
    let private = Private { party: made.party.clone(), fields };
    let party = made.party.clone();
    Ok(vec![Entry::sealed(Event::ObjectionAnswered { objection, party, upheld }, private)])
}
