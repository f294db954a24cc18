//! The proof of every clock of a case on one day: what began it, its last day, each day counted and each not
//! with its reason, the clause, what would move it; and the lamp.
//!
//! Nothing here reckons a due day anew: it is [`super::dues`] told so that somebody can check it by hand.

use kernel::calendar::{Mark, NoYear};
use kernel::{Basis, Ctx, Day, Due, Limit, Rule, Text, Unit};
use serde::Serialize;

use super::clocks::{dues, stops_lawfully};
use super::life::Case;
use super::pledge;
use super::terms::Terms;

/// How near a case is to its limits (domain brief §15, R227).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// No clock of the organ runs.
    Off,
    /// Time enough.
    Green,
    /// A fifth of the limit or one working day is left, or less.
    Yellow,
    /// Past the promise, or past the first answer where silence accepts nothing.
    Orange,
    /// Past the law's limit: the decision's, or delivery's (Licensing Law Art. 44).
    Red,
}

/// One clock with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which: a word of `[case.clock]`.
    pub clock: &'static str,
    /// The promised paper it is about, by code and name.
    pub paper: Option<(String, Text)>,
    /// By how much the limit was extended, and on which clause.
    pub extended: Option<(Limit, Basis)>,
    /// The clause that sets the limit.
    pub basis: Basis,
    /// The clause that says how days are counted.
    pub counting: Basis,
    /// The day that began it; not counted (民法典 201).
    pub from: Day,
    /// The limit.
    pub limit: Limit,
    /// The last day, until 24:00 (民法典 203).
    pub due: Day,
    /// Rests on a year without an official notice.
    pub provisional: bool,
    /// The clock stands: `due` is the earliest day possible.
    pub standing_still: bool,
    /// Has the last day passed, and the clock not stopped before?
    pub overran: bool,
    /// Every day from `from` to `due`.
    pub days: Vec<Proved>,
    /// What would move the last day.
    pub moves: Vec<Mover>,
}

/// One day of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The day.
    pub day: Day,
    /// Which of the limit's days it is; none where it is not counted.
    pub nth: Option<u32>,
    /// Why it is counted or not.
    pub why: Why,
}

/// Why a day is counted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The day on which the period began (民法典 201).
    Start,
    /// The day of receipt, which another clause than the civil day of filing sets; it began the period.
    Received(Basis),
    /// A day of the limit.
    Counts,
    /// A Saturday or Sunday that is worked for the holiday of this name.
    Worked(Text),
    /// Nobody works; the name of the rest.
    Rest(Text),
    /// A special procedure of this name stopped the clock, on this clause.
    Stopped(Text, Basis),
    /// The period ended on a rest day of this name, so it ends on the next working day (民法典 203).
    RunsOver(Text),
    /// Everything was counted when the last special procedure began; what was left then is left after it.
    Left,
    /// A later day had been told to the applicant, and is never moved earlier.
    Told,
}

/// What would move the last day of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mover {
    /// A special procedure of the item's file, with its clause.
    Special(Text, Basis),
    /// An extension, once, by at most so much, on its clause.
    Extension(Limit, Basis),
    /// Everything that is lacking comes: the clock ends.
    Supplied,
    /// The end of the special procedure that is under way.
    Resuming(Text),
    /// The official calendar of a provisional year; never to an earlier day.
    Calendar(i16),
    /// The one-time notice ends this clock; a new one begins when everything is supplied.
    Notice,
    /// Nothing: neither side can move it.
    Nothing,
}

/// The proof of each clock that runs or ran, in the order of a case's life; then of what runs beside.
pub fn proofs(case: &Case, ctx: &Ctx<'_>) -> Vec<Proof> {
    let Ok(terms) = Terms::of(case, ctx) else { return Vec::new() };
    let dues = dues(case, ctx);
    let open = case.ending.is_none();
    let waits = open && case.waits_for_correction();
    let decided = if open { None } else { case.ended_on };
    let delivered = case.delivered_on;
    // the lower body's clock ends on the day on which it sent the matter on
    let judged = case.forwarded.as_ref().map(|sent| sent.on).or(decided);
    let letter = case.forwarded.as_ref().and_then(|sent| Some(sent.letter.as_ref()?.0));
    let checked = case.pledge.check.as_ref().and_then(|check| check.done_on);
    let looked = case.precheck.as_ref().and_then(|precheck| precheck.found);
    let clocks = [
        ("precheck", Rule::Precheck, dues.precheck.filter(|_| open), looked.map(|(_, day)| day)),
        ("answer", Rule::OneTimeNotice, dues.answer.filter(|_| open), None),
        ("reply", Rule::OneTimeNotice, dues.reply.filter(|_| open), None),
        ("correction", Rule::OneTimeNotice, dues.correction.filter(|_| waits), None),
        ("promised", Rule::Decision, dues.promised, judged),
        ("statutory", Rule::Decision, dues.statutory, judged),
        ("higher", Rule::Forwarding, dues.higher, letter.or(decided)),
        ("delivery", Rule::Delivery, dues.delivery, delivered),
        ("checking", Rule::Verifying, pledge::checking(&terms), checked),
    ];
    let proved = clocks.into_iter().filter_map(|(clock, rule, due, ended)| {
        let basis = ctx.basis(terms.item, rule);
        Some(terms.proof(clock, basis, &due?, ended))
    });
    proved.chain(terms.proofs_beside()).collect()
}

/// The lamp of a case on the day of `ctx`.
pub fn light(case: &Case, ctx: &Ctx<'_>) -> Light {
    let dues = dues(case, ctx);
    let (due, late, law) = match case.ending {
        None if case.forwarded.is_some() => (dues.higher, Light::Red, None),
        None if case.stopped() => return Light::Off,
        None if case.acceptance.is_some() => (dues.promised, Light::Orange, dues.statutory),
        None => (dues.answer.or(dues.reply), Light::Orange, None),
        Some(_) if case.delivered_on.is_none() => (dues.delivery, Light::Red, None),
        Some(_) => (None, Light::Off, None),
    };
    let today = ctx.today();
    if law.is_some_and(|law| law.day < today) {
        return Light::Red;
    }
    match due {
        None => Light::Off,
        Some(due) if due.day < today => late,
        Some(due) if near(&due, ctx).unwrap_or(true) => Light::Yellow,
        Some(_) => Light::Green,
    }
}

/// Is a fifth of the limit or one working day left, or less? A limit in months is as long as its days.
fn near(due: &Due, ctx: &Ctx<'_>) -> Result<bool, NoYear> {
    let today = ctx.today();
    let (working, _) = ctx.calendar.workdays_between(today, due.day)?;
    let left = match due.limit.unit {
        Unit::WorkingDays | Unit::OnTheSpot => working,
        _ => u32::try_from(due.day.days_since(today)).unwrap_or(0),
    };
    let whole = due.counted.iter().filter(|day| matches!(day.mark, Mark::Day(_))).count();
    Ok(working <= 1 || usize::try_from(left).unwrap_or(usize::MAX).saturating_mul(5) <= whole)
}

impl Terms<'_> {
    /// A clock told day by day; it ended on `ended`, or runs.
    pub(super) fn proof(&self, clock: &'static str, basis: Basis, due: &Due, ended: Option<Day>) -> Proof {
        let from = due.counted.first().map_or(due.day, |first| first.day);
        let today = self.ctx.today();
        Proof {
            clock,
            paper: None,
            extended: self.extended(clock),
            basis,
            counting: self.ctx.basis(self.item, Rule::Counting),
            from,
            limit: due.limit,
            due: due.day,
            provisional: due.provisional,
            standing_still: due.open && ended.is_none(),
            overran: ended.unwrap_or(today) > due.day,
            days: self.received(clock, from, self.days(due)),
            moves: if ended.is_some() { vec![Mover::Nothing] } else { self.moves(clock, due) },
        }
    }

    /// The first day of the reply limit says on which clause it is the day of receipt, where it is not the
    /// day of filing.
    fn received(&self, clock: &str, from: Day, mut days: Vec<Proved>) -> Vec<Proved> {
        let counted_by = self.filed.counted_by.as_ref().filter(|_| clock == "reply" && from == self.filed.on);
        if let (Some(basis), Some(first)) = (counted_by, days.first_mut()) {
            first.why = Why::Received(basis.clone());
        }
        days
    }

    /// The days as they were walked, then those up to a later last day.
    fn days(&self, due: &Due) -> Vec<Proved> {
        let mut days: Vec<Proved> = due.counted.iter().map(|one| self.proved(due, one)).collect();
        let Some(mut day) = days.last().map(|last| last.day) else { return days };
        let (today, walked) = (self.ctx.today(), day);
        let working = matches!(due.limit.unit, Unit::WorkingDays | Unit::OnTheSpot);
        // what nothing stops is only ever later because it was told
        let stops: &[super::Interruption] = if due.stops.is_empty() { &[] } else { &self.case.stops };
        while day < due.day {
            day = day.next();
            let rest = self.ctx.calendar.rest_reason(day).map(|(zh, en)| Text::new(zh, en));
            let covers = |stop: &&super::Interruption| stop.from < day && day <= stop.to.unwrap_or(today);
            let stands = stops.iter().find(covers);
            let why = match (rest, stands) {
                (Some(rest), _) if working => Why::Rest(rest),
                (_, Some(stop)) if day < due.day => {
                    Why::Stopped(self.special_name(stop.kind), stop.basis.clone())
                }
                _ if stops.iter().any(|s| s.from >= walked && s.from < day) => Why::Left,
                _ => Why::Told,
            };
            days.push(Proved { day, nth: None, why });
        }
        days
    }

    fn proved(&self, due: &Due, one: &kernel::calendar::Counted) -> Proved {
        let (nth, why) = match &one.mark {
            Mark::Start => (None, Why::Start),
            Mark::Day(n) => (Some(*n), self.counts(due, one.day)),
            Mark::Rest { zh, en } => (None, Why::Rest(Text::new(zh, en))),
            Mark::Rolled { zh, en } => (None, Why::RunsOver(Text::new(zh, en))),
            Mark::Stopped { index } => {
                let pair = |pair: &(String, String)| Text::new(&pair.0, &pair.1);
                let stop = due.stops.get(*index);
                (None, stop.map_or(Why::Left, |s| Why::Stopped(pair(&s.label), pair(&s.basis))))
            }
        };
        Proved { day: one.day, nth, why }
    }

    fn counts(&self, due: &Due, day: Day) -> Why {
        let worked = self.ctx.calendar.work_reason(day).filter(|_| due.limit.unit == Unit::WorkingDays);
        worked.map_or(Why::Counts, |(zh, en)| Why::Worked(Text::new(zh, en)))
    }

    fn special_name(&self, kind: kernel::item::SpecialKind) -> Text {
        self.item.special(kind).map_or_else(|| kind.general_name(), |special| special.name.clone())
    }

    /// What was added to this clock, and the clause.
    fn extended(&self, clock: &str) -> Option<(Limit, Basis)> {
        let own = self.item.promised_limit.unit;
        let extended = self.case.course.extension.filter(|extended| match clock {
            "statutory" => true,
            "promised" => extended.promise && (own == extended.limit.unit || own == Unit::OnTheSpot),
            _ => false,
        })?;
        Some((extended.limit, self.item.may_extend()?.1))
    }

    fn moves(&self, clock: &'static str, due: &Due) -> Vec<Mover> {
        let mut moves = Vec::new();
        if matches!(clock, "promised" | "statutory") {
            match self.case.stops.last().filter(|stop| stop.to.is_none()) {
                Some(stop) => moves.push(Mover::Resuming(self.special_name(stop.kind))),
                None => {
                    let lawful = self.item.special.iter().filter(|s| stops_lawfully(self.item.kind, s));
                    moves.extend(lawful.map(|s| Mover::Special(s.name.clone(), s.basis.clone())));
                    moves.extend(self.moves_beside(due));
                }
            }
        }
        if matches!(clock, "correction" | "closing" | "following") {
            moves.push(Mover::Supplied);
        }
        if matches!(clock, "answer" | "reply") && self.case.correction.is_none() {
            moves.push(Mover::Notice);
        }
        if due.provisional {
            moves.push(Mover::Calendar(due.day.year()));
        }
        if moves.is_empty() {
            moves.push(Mover::Nothing);
        }
        moves
    }
}
