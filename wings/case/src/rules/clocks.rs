//! The clocks of a case: what stops them, when they run out, and what time alone makes true.
//!
//! Nothing here is stored: a due day is computed from the events, the edition and the calendar, and
//! never earlier than a day that somebody was told (one-way door 7).

use facts::case::{Clock, Ending, Event};
use kernel::calendar::{NoYear, Reckoned, Stop};
use kernel::item::{Silence, Special, SpecialKind};
use kernel::limits::{KEY_CHARS, STOP_DAYS};
use kernel::{Ctx, Day, Due, Entry, Instant, Kind, Limit, Refusal, Role, Rule, Text, Unit, party};

use super::closing;
use super::course::{self, Extended};
use super::life::Case;
use super::pledge;
use super::terms::{Terms, day_words};
use super::tolerance;

/// When each clock runs out, with its derivation day by day; none where a clock does not run, or where
/// the calendar lacks the year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dues {
    /// The organ's first answer, by law; after it silence speaks.
    pub reply: Option<Due>,
    /// The same as the county promises it, where the law gives it longer.
    pub answer: Option<Due>,
    /// The decision, as promised.
    pub promised: Option<Due>,
    /// The decision, by law.
    pub statutory: Option<Due>,
    /// Delivery of the result.
    pub delivery: Option<Due>,
    /// The decision of the higher body to which the matter was sent.
    pub higher: Option<Due>,
    /// What the window finds before formal receipt.
    pub precheck: Option<Due>,
    /// What the applicant was asked to supply; no clock of the organ's, and nothing lapses with it.
    pub correction: Option<Due>,
}

/// The due days of a case, for its pages. The decision's stay for the record once it is decided.
pub fn dues(case: &Case, ctx: &Ctx<'_>) -> Dues {
    let Ok(terms) = Terms::of(case, ctx) else { return Dues::default() };
    let of = |clock| terms.due(clock).and_then(Result::ok);
    Dues {
        reply: of(Clock::Reply),
        answer: of(Clock::Answer),
        higher: of(Clock::Higher),
        promised: of(Clock::Promised),
        statutory: of(Clock::Statutory),
        delivery: of(Clock::Delivery),
        precheck: of(Clock::Precheck),
        correction: case.correction.as_ref().filter(|asked| asked.complete_on.is_none()).and_then(|asked| {
            terms.told_or_later(asked.asked_on, terms.item.correction_limit, &[], asked.until).ok()
        }),
    }
}

impl Terms<'_> {
    /// When a clock runs out; none where it does not run.
    fn due(&self, clock: Clock) -> Option<Result<Due, NoYear>> {
        let item = self.item;
        match clock {
            Clock::Reply => {
                let reply = self.case.reply?;
                Some(self.told_or_later(reply.from, item.silence_limit(), &[], reply.told))
            }
            Clock::Answer => {
                let reply = self.case.reply?;
                Some(self.told_or_later(reply.from, item.reply_limit, &[], reply.answer?))
            }
            Clock::Higher => self.higher_due(),
            Clock::Promised | Clock::Statutory => self.decision_due(clock, self.case.course.extension),
            Clock::Delivery => {
                let (from, told) = (self.case.ended_on?, self.case.deliver_by?);
                // a letter from above came later than the decision in it
                let letter = self.case.forwarded.as_ref().and_then(|sent| Some(sent.letter.as_ref()?.0));
                let own = self.told_or_later(letter.unwrap_or(from), item.delivery_limit, &[], told);
                Some(own.and_then(|own| self.within_the_whole(own, told)))
            }
            Clock::Precheck => {
                let precheck = self.case.precheck.as_ref()?;
                let within = item.precheck.as_ref()?.within;
                Some(self.told_or_later(precheck.asked_on, within, &[], precheck.by))
            }
            Clock::Closing | Clock::Following | Clock::Checking => None,
        }
    }

    /// Where the statutory limit covers delivery, its last day comes before that of the item's own limit.
    fn within_the_whole(&self, own: Due, told: Day) -> Result<Due, NoYear> {
        let whole = self.decision_due(Clock::Statutory, self.case.course.extension);
        let Some(whole) = whole.filter(|_| self.item.covers_delivery).transpose()? else { return Ok(own) };
        let day = whole.day.max(told);
        Ok(if day < own.day { Due { day, ..whole } } else { own })
    }

    /// The day of the decision, if the limit were extended so.
    pub fn decision_day(&self, clock: Clock, extended: Option<Extended>) -> Option<Result<Day, NoYear>> {
        Some(self.decision_due(clock, extended)?.map(|due| due.day))
    }

    fn decision_due(&self, clock: Clock, extended: Option<Extended>) -> Option<Result<Due, NoYear>> {
        if !matches!(self.case.ending, None | Some(Ending::Granted | Ending::Denied)) {
            return None;
        }
        let acceptance = self.case.acceptance.as_ref()?;
        let (limit, told, longer) = match clock {
            Clock::Promised => (self.promised_limit(), acceptance.told, extended.filter(|e| e.promise)),
            _ => (self.item.statutory_limit, acceptance.statutory, extended),
        };
        let limit = longer.map_or(limit, |longer| with(limit, longer.limit));
        let due = self.told_or_later(acceptance.on, limit, &self.stops(), told);
        Some(due.and_then(|due| self.standing_still(due)))
    }

    /// A procedure that began when every day was counted, and the last one not yet over, leaves after its end
    /// what was left: the days to a later day that had been told, else the rest of the day on which it ends
    /// (`add(start, limit + excluded)`, domain brief 1.2), and of a rest day the next working day (民法典 203).
    fn standing_still(&self, mut due: Due) -> Result<Due, NoYear> {
        let Some(stop) = self.case.stops.last().filter(|stop| stop.to.is_none()) else { return Ok(due) };
        let counted = due.counted.last().map_or(due.day, |last| last.day);
        let today = self.ctx.today();
        if stop.from < counted || stop.from > due.day || stop.from >= today {
            return Ok(due);
        }
        let calendar = self.ctx.calendar;
        let (left, unit) = match due.limit.unit {
            Unit::WorkingDays | Unit::OnTheSpot => {
                (calendar.workdays_between(stop.from, due.day)?.0, Unit::WorkingDays)
            }
            _ => (u32::try_from(due.day.days_since(stop.from)).unwrap_or(0), Unit::Days),
        };
        let end = match left {
            0 => calendar.workdays_after(today.plus(-1), 1)?,
            n => {
                let rest = calendar.due(today, Limit { n, unit }, &[], today)?;
                Reckoned { day: rest.day, provisional: rest.provisional }
            }
        };
        due.day = due.day.max(end.day);
        due.provisional |= end.provisional;
        Ok(due)
    }

    pub fn told_or_later(&self, from: Day, limit: Limit, stops: &[Stop], told: Day) -> Result<Due, NoYear> {
        let mut due = self.ctx.calendar.due(from, limit, stops, self.ctx.today())?;
        // a later day that was told rests on the calendar as well
        due.provisional |= self.ctx.calendar.workdays_between(due.day, told)?.1;
        due.day = due.day.max(told);
        due.open = stops.iter().any(|s| s.to.is_none());
        Ok(due)
    }

    fn stops(&self) -> Vec<Stop> {
        let name = |kind| self.item.special(kind).map_or_else(|| kind.general_name(), |s| s.name.clone());
        let stop = |s: &super::Interruption| {
            let label = name(s.kind);
            Stop {
                from: s.from,
                to: s.to,
                label: (label.zh, label.en),
                basis: (s.basis.zh.clone(), s.basis.en.clone()),
            }
        };
        self.case.stops.iter().map(stop).collect()
    }

    /// The clocks that run and have not run out, with the last day of each. What silence accepts on the way
    /// is accepted: nobody owes an answer, or a look before acceptance, any more.
    fn ticking(&self) -> Vec<(Day, Clock)> {
        let left = running(self.case).iter().filter(|clock| !self.case.overran.contains_key(clock));
        let mut all: Vec<(Day, Clock)> =
            left.filter_map(|clock| Some((self.due(*clock)?.ok()?.day, *clock))).collect();
        let silent = all.iter().find(|(_, clock)| *clock == Clock::Reply).map(|(due, _)| *due);
        if let Some(silent) = silent.filter(|_| self.item.silence == Silence::Accepts) {
            all.retain(|(due, _)| *due <= silent);
        }
        all.sort();
        all
    }
}

/// What has become true by time alone: acceptance by silence, and overruns, each true from 24:00 of the
/// day that passed (民法典 203). Where the calendar lacks the year the clock keeps silent.
pub(super) fn lapse(case: &Case, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
    let Ok(terms) = Terms::of(case, ctx) else { return vec![] };
    let struck = terms.ticking().into_iter().filter(|(due, _)| Instant::end_of(*due) <= ctx.now);
    let clocks = struck.filter_map(|(due, clock)| terms.strike(clock, due));
    let mut all: Vec<Entry<Event>> = clocks.chain(course::lapse(&terms)).collect();
    all.extend(queued_by_silence(&terms, &all));
    all.extend(closing::lapse(&terms));
    all.extend(tolerance::lapse(&terms));
    all.extend(pledge::lapse(&terms));
    all.sort_by_key(|entry| entry.effective);
    all
}

/// Whom silence accepts for one of a limited number of places queues from the receipt.
fn queued_by_silence(terms: &Terms<'_>, struck: &[Entry<Event>]) -> Option<Entry<Event>> {
    let one = struck.iter().find(|entry| matches!(entry.event, Event::DeemedAccepted { .. }))?;
    let reply = terms.case.reply?;
    Some(Entry { effective: one.effective, ..terms.queued(reply.from, reply.at)?.into() })
}

/// A limit and what extends it. A promise in another unit than the extension stands as it was made; one to
/// decide on the spot becomes the extension.
fn with(limit: Limit, longer: Limit) -> Limit {
    match limit.unit {
        Unit::OnTheSpot => longer,
        unit if unit == longer.unit => Limit { n: limit.n + longer.n, unit },
        _ => limit,
    }
}

impl Terms<'_> {
    fn strike(&self, clock: Clock, due: Day) -> Option<Entry<Event>> {
        let event = match (clock, self.item.silence) {
            (Clock::Reply, Silence::Accepts) => self.accepted_by_silence(due)?,
            _ => Event::Overran { clock, due },
        };
        Some(Entry::since(event, Instant::end_of(due)))
    }

    /// Silence accepts from the day of receipt, not from the day it is noticed (Art. 32(1)(4)).
    fn accepted_by_silence(&self, silent_until: Day) -> Option<Event> {
        let as_of = self.case.reply?.from;
        let due = |limit| self.ctx.calendar.due(as_of, limit, &[], self.ctx.today()).ok().map(|d| d.day);
        let told = due(self.item.promised_limit)?;
        let statutory = due(self.item.statutory_limit)?;
        let follow = self.follows_silence(as_of, silent_until)?;
        Some(Event::DeemedAccepted { as_of, told, statutory, follow })
    }
}

/// May this procedure stop this item's clock? For a licence the list of Art. 45, or a clause of the
/// item's own law; for other kinds only the item's own law. The file names the clause.
pub(super) fn stops_lawfully(kind: Kind, special: &Special) -> bool {
    let cites_licensing_law = special.basis.zh.contains("行政许可法");
    let listed = special.kind != SpecialKind::ByItemLaw;
    let named = !special.basis.zh.trim().is_empty();
    match kind {
        Kind::Licensing => named && (listed || !cites_licensing_law),
        _ => named && !cites_licensing_law,
    }
}

/// A special procedure begins: only one the item knows, one at a time, and the time it needs is told to
/// the applicant in writing (Art. 45).
pub(super) fn stop(
    terms: &Terms<'_>,
    kind: SpecialKind,
    needed: u32,
    notice: &str,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Stopping;
    terms.accepted(rule)?;
    if terms.case.stopped() {
        return Err(terms.refuse("stopped_already", rule));
    }
    let Some(special) = terms.item.special(kind) else {
        return Err(terms.refuse("special_unknown", rule));
    };
    if !stops_lawfully(terms.item.kind, special) {
        return Err(terms.refuse("stop_without_law", rule));
    }
    if let Some(within) = special.begin_within {
        begun_in_time(terms, special, within)?;
    }
    if needed == 0 || needed > STOP_DAYS {
        let most = STOP_DAYS.to_string();
        return Err(terms.refuse("needed_days", rule).with("most", Text::new(&most, &most)));
    }
    let notice = party::clean(notice, KEY_CHARS)
        .map_err(|f| terms.refuse("words_wrong", rule).with("why", f.text()))?;
    if notice.is_empty() {
        return Err(terms.refuse("notice_missing", rule));
    }
    Ok(vec![Event::ClockStopped { kind, needed, notice, basis: special.basis.clone() }.into()])
}

/// The organ's own inspection, testing or quarantine: two officers have been named to the applicant for it,
/// and it begins in time, five working days from acceptance (Licensing Law Art. 55(1)); later the head begins
/// it and answers for it.
fn begun_in_time(terms: &Terms<'_>, special: &Special, within: Limit) -> Result<(), Refusal> {
    let on_its_clause = |refusal| Refusal { basis: special.basis.clone(), ..refusal };
    if terms.case.course.visits.is_empty() {
        return Err(on_its_clause(terms.refuse("inspectors_missing", Rule::Stopping)));
    }
    let Some(acceptance) = &terms.case.acceptance else { return Ok(()) };
    let (ctx, from) = (terms.ctx, acceptance.on);
    let due = ctx.calendar.due(from, within, &[], from).map_err(|year| terms.no_year(year))?;
    if ctx.today() > due.day && ctx.actor.role != Role::Head {
        let late = terms.refuse("begun_late", Rule::Stopping).with("day", day_words(due.day));
        return Err(on_its_clause(late));
    }
    Ok(())
}

/// The special procedure ended; the new days are told, never earlier than those told before.
pub(super) fn resume(terms: &Terms<'_>, result: &str) -> Result<Vec<Entry<Event>>, Refusal> {
    let rule = Rule::Stopping;
    terms.accepted(rule)?;
    if !terms.case.stopped() {
        return Err(terms.refuse("not_stopped", rule));
    }
    if terms.resumes_by_itself() {
        return Err(terms.refuse("resumes_by_itself", rule));
    }
    let result = terms.words(result, rule)?;
    Ok(vec![terms.sealed(resumed(terms)?, "result", result)])
}

/// The clock goes on from today.
pub(super) fn resumed(terms: &Terms<'_>) -> Result<Event, Refusal> {
    let told = resumed_day(terms, Clock::Promised)?;
    Ok(Event::ClockResumed { told, statutory: resumed_day(terms, Clock::Statutory)? })
}

/// The day a clock now runs out.
pub(super) fn resumed_day(terms: &Terms<'_>, clock: Clock) -> Result<Day, Refusal> {
    match terms.due(clock) {
        Some(due) => Ok(due.map_err(|year| terms.no_year(year))?.day),
        None => Ok(terms.ctx.today()),
    }
}

/// Which clocks run, and the instant at which each strikes if nothing happens; for the timekeeper. What
/// could not be written for want of a calendar year is left out: it strikes when the year is published.
pub fn strikes(case: &Case, ctx: &Ctx<'_>) -> Vec<(Clock, Instant)> {
    let Ok(terms) = Terms::of(case, ctx) else { return vec![] };
    let strike = |(due, clock): (Day, Clock)| Some((clock, terms.strike(clock, due)?.effective?));
    let left = terms.ticking().into_iter();
    left.filter_map(strike)
        .chain(closing::next(&terms).map(|at| (Clock::Closing, at)))
        .chain(tolerance::next(&terms).map(|at| (Clock::Following, at)))
        .chain(pledge::next(&terms).map(|at| (Clock::Checking, at)))
        .collect()
}

/// The clocks that run and can run out.
fn running(case: &Case) -> &'static [Clock] {
    match case.ending {
        None if case.stopped() => &[],
        // a higher body outside this house answers to nobody here: its clock is shown, and strikes nowhere
        None if case.forwarded.as_ref().is_some_and(|sent| sent.organ.is_empty()) => &[],
        None if case.forwarded.is_some() => &[Clock::Higher],
        None if case.acceptance.is_some() => &[Clock::Promised, Clock::Statutory],
        None if case.precheck_open() => &[Clock::Answer, Clock::Reply, Clock::Precheck],
        None => &[Clock::Answer, Clock::Reply],
        Some(Ending::Granted) if case.delivered_on.is_none() => &[Clock::Delivery],
        Some(_) => &[],
    }
}
