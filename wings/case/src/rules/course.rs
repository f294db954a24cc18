//! From acceptance to the decision: extension, publicity, visits, other organs that are asked, hearings. What
//! is true of them, what time alone makes true, and what a decision waits for.

mod consulting;
mod extension;
mod hearing;
mod publicity;
mod visits;

use std::collections::BTreeMap;

use facts::case::{Clock, Event};
use kernel::decider::Written;
use kernel::{Ctx, Day, Entry, Instant, Limit, Refusal, Rule};

use super::life::Case;
use super::terms::Terms;

pub(super) use consulting::{answer as answer_consultation, consult};
pub(super) use extension::extend;
pub(super) use hearing::{hold, request, set, tell};
pub(super) use publicity::{answer as answer_objection, object, open};
pub(super) use visits::{record, set as set_visit};

/// What happened on the way to the decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The extension, if there was one.
    pub extension: Option<Extended>,
    /// The publicity, if it was opened.
    pub publicity: Option<Public>,
    /// Objections, by their number in the case.
    pub objections: BTreeMap<u32, Objection>,
    /// Looks on the spot, by their number in the case.
    pub visits: BTreeMap<u32, Visit>,
    /// Other organs that were asked, by their number in the case.
    pub consultations: BTreeMap<u32, Consultation>,
    /// The hearing, as far as it has come.
    pub hearing: Hearing,
}

/// An extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extended {
    /// By how much.
    pub limit: Limit,
    /// Does it extend the promise too? What had run out before is not prolonged.
    pub promise: bool,
}

/// A publicity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Public {
    /// The day on which it began; not counted.
    pub from: Day,
    /// The last day, as told.
    pub until: Day,
    /// Is it over?
    pub closed: bool,
}

/// An objection to what was made public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Opaque id of whoever objects.
    pub party: String,
    /// On which day.
    pub on: Day,
    /// The answer: found to be right or not; none while it is owed.
    pub upheld: Option<bool>,
}

/// A look on the spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The day told to the applicant.
    pub on: Day,
    /// Opaque ids of the officers who come.
    pub officers: Vec<String>,
    /// Is there a record of it?
    pub recorded: bool,
}

/// Another organ that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// Code of the organ.
    pub organ: String,
    /// The last day to answer, as told.
    pub by: Day,
    /// The day on which it is reminded.
    pub remind: Option<Day>,
    /// Was it reminded?
    pub reminded: bool,
    /// What came of it.
    pub word: Word,
}

/// What came of asking another organ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// Not answered, and the day has not passed.
    Awaited,
    /// No objection.
    Agrees,
    /// It objects.
    Objects,
    /// Silent beyond the day: no objection.
    Silent,
}

/// A hearing, as far as it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hearing {
    /// The day on which the right to it was told, and the last day to ask for it as told.
    pub told: Option<(Day, Day)>,
    /// The day on which somebody asked.
    pub asked_on: Option<Day>,
    /// May others whose interests are touched ask too, as told?
    pub others: bool,
    /// The last day by which it is held, as told; only after somebody asked.
    pub hold_by: Option<Day>,
    /// The day it was set for, and who presides.
    pub set: Option<(Day, String)>,
    /// The day on which it was held.
    pub held: Option<Day>,
}

/// What is true now that it happened.
pub(super) fn evolve(case: &mut Case, event: &Event, written: &Written<'_>) {
    let day = written.effective.day();
    match event {
        Event::Extended { limit, told, statutory, .. } => {
            let promise = !case.overran.contains_key(&Clock::Promised);
            case.course.extension = Some(Extended { limit: *limit, promise });
            later(case, *told, *statutory);
        }
        Event::PublicityOpened { .. }
        | Event::PublicityClosed { .. }
        | Event::Objected { .. }
        | Event::ObjectionAnswered { .. } => publicity::evolve(case, event, day),
        Event::VisitSet { visit, on, officers, .. } => {
            let set = Visit { on: *on, officers: officers.clone(), recorded: false };
            case.course.visits.insert(*visit, set);
        }
        Event::VisitRecorded { visit } => {
            case.course.visits.entry(*visit).and_modify(|one| one.recorded = true);
        }
        Event::Consulted { .. }
        | Event::ConsultationReminded { .. }
        | Event::ConsultationAnswered { .. }
        | Event::ConsultationLapsed { .. } => {
            consulting::evolve(&mut case.course, event);
            if matches!(event, Event::ConsultationAnswered { agrees: false, .. }) {
                // another organ's objection is weighed by whoever examines, before it is decided
                case.examination = None;
            }
        }
        _ => hearing::evolve(case, event, day),
    }
}

/// New days were told; never earlier than those told before.
fn later(case: &mut Case, told: Day, statutory: Day) {
    if let Some(acceptance) = &mut case.acceptance {
        acceptance.told = acceptance.told.max(told);
        acceptance.statutory = acceptance.statutory.max(statutory);
    }
}

/// What becomes true by time alone, each with its instant: the end of a publicity, reminders, and the silence
/// of an organ that was asked. The earliest first.
pub(super) fn lapses(terms: &Terms<'_>) -> Vec<(Instant, Event)> {
    if terms.case.ending.is_some() {
        return Vec::new();
    }
    let mut all: Vec<(Instant, Event)> = publicity::closing(terms).into_iter().collect();
    all.extend(consulting::lapses(terms));
    all.sort_by_key(|(at, _)| *at);
    all
}

/// Those of them that have struck.
pub(super) fn lapse(terms: &Terms<'_>) -> Vec<Entry<Event>> {
    let struck = lapses(terms).into_iter().filter(|(at, _)| *at <= terms.ctx.now);
    struck.map(|(at, event)| Entry::since(event, at)).collect()
}

/// The last day on which a matter is public, while it is: as told, or later where the calendar was given more
/// rest. The case should be caught up.
pub fn public_until(case: &Case, ctx: &Ctx<'_>) -> Option<Day> {
    let public = case.course.publicity.filter(|public| !public.closed && case.ending.is_none())?;
    let told = public.until;
    Some(
        Terms::of(case, ctx)
            .ok()
            .and_then(|terms| terms.public_due(&public)?.ok())
            .map_or(told, |due| due.day),
    )
}

/// The instants at which time alone will say something of the course of a case; for the timekeeper.
pub fn moments(case: &Case, ctx: &Ctx<'_>) -> Vec<Instant> {
    let Ok(terms) = Terms::of(case, ctx) else { return Vec::new() };
    lapses(&terms).into_iter().map(|(at, _)| at).collect()
}

impl Terms<'_> {
    /// Nothing that a decision has to wait for is left.
    pub fn course_over(&self) -> Result<(), Refusal> {
        self.publicity_over()?;
        self.hearing_over()?;
        let awaited = |one: &Consultation| one.word == Word::Awaited;
        match self.case.course.consultations.values().find(|one| awaited(one)) {
            Some(one) => Err(self
                .refuse("consultation_open", Rule::Consulting)
                .with("day", super::terms::day_words(one.by))),
            None => Ok(()),
        }
    }

    /// The clock stands for a procedure that starts it again by itself.
    pub fn resumes_by_itself(&self) -> bool {
        let public = self.case.course.publicity.is_some_and(|public| !public.closed);
        let hearing = &self.case.course.hearing;
        let heard = hearing.set.is_some() && hearing.held.is_none();
        let stopped = self.case.stops.last().filter(|stop| stop.to.is_none()).map(|stop| stop.kind);
        match stopped {
            Some(kernel::item::SpecialKind::Hearing) => heard,
            Some(kernel::item::SpecialKind::ByItemLaw) => public && self.publicity_stops(),
            _ => false,
        }
    }
}
