//! The three clocks of a case on any day: reply, decision (promised and statutory side by side), delivery.

use jiff::civil::{Date, DateTime};

use crate::calendar::next;
use crate::{Calendar, Entry, Lamp, Limit, Move, Period, Stop, Terms, What, duties, lamp, period};

/// Which clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// To reply to what was handed in (Art. 32).
    Reply,
    /// For the applicant to correct; no duty of the body.
    Correction,
    /// The published promise.
    Promised,
    /// The statutory limit (Art. 42 or the item's own law).
    Statutory,
    /// To issue and deliver (Art. 44).
    Delivery,
    /// To the day on which the file is closed if corrections never come.
    Closing,
    /// As long as the matter is public.
    Publicity,
    /// To ask for a hearing (Art. 47: five working days).
    HearingAsked,
    /// To hold it (Art. 47: twenty working days).
    Hearing,
    /// To supply the promised paper of that number.
    Obligation(u32),
}

/// One clock.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Which.
    pub which: Which,
    /// When it started.
    pub from: DateTime,
    /// Its days.
    pub period: Period,
    /// When it stopped, if it has.
    pub stopped: Option<DateTime>,
    /// Whether the day asked about, or the day on which it stopped, is past the last.
    pub overrun: bool,
}

/// Accepted because nobody spoke (Art. 32 (4)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deemed {
    /// From which day it counts: the day of receipt, not the sixth.
    pub as_of: Date,
    /// The first day on which it is so.
    pub noticed: Date,
}

/// All that can be said of a case's clocks on one day.
#[derive(Debug, Clone)]
pub struct Reckoning {
    /// The clocks that have started, the latest run of each, in the order of [`Which`].
    pub clocks: Vec<Clock>,
    /// Acceptance by silence, if it came to that.
    pub deemed: Option<Deemed>,
    /// The first day on which the file is closed because corrections never came.
    pub closed: Option<Date>,
    /// Consultations that nobody answered, each with the first day on which silence is no objection.
    pub silent: Vec<(u32, Date)>,
    /// The lamp of the decision; none before acceptance.
    pub lamp: Option<Lamp>,
}

impl Reckoning {
    /// The clock `which`, if it has started.
    #[must_use]
    pub fn clock(&self, which: Which) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.which == which)
    }
}

/// The clocks of a case with `history` under `terms` on `day`; what happened after `day` is not looked at.
#[must_use]
pub fn reckon(calendar: &Calendar, terms: &Terms, history: &[Entry], day: Date) -> Reckoning {
    let past: Vec<&Entry> = history.iter().filter(|entry| entry.at.date() <= day).collect();
    let replies = replies(calendar, terms, &past, day);
    let mut clocks = Vec::new();
    clocks.extend(replies.clock);
    clocks.extend(replies.correction);
    let mut shown = None;
    if let Some(accepted) = replies.accepted {
        let ends = past.iter().find(|entry| ends_decision(&entry.what)).map(|entry| entry.at);
        let until = ends.map_or(day, |at| at.date());
        let moves = moves(calendar, &past, until);
        let decide = |which, limit: Option<Limit>| {
            let counted = period(calendar, accepted, limit?, &moves, &told(&past, which, accepted));
            Some(clock(which, accepted, counted, ends, day))
        };
        let promised = decide(Which::Promised, terms.promised);
        let statutory = decide(Which::Statutory, terms.statutory);
        shown = Some(lamp::lamp(calendar, promised.as_ref(), statutory.as_ref(), until));
        clocks.extend(promised);
        clocks.extend(statutory);
    }
    clocks.extend(delivery(calendar, terms, &past, day));
    clocks.extend(replies.closing);
    clocks.extend(duties::duties(calendar, &past, day));
    let silent = duties::silent(&past, day);
    Reckoning { clocks, deemed: replies.deemed, closed: replies.closed, silent, lamp: shown }
}

/// What became of the duty to reply.
#[derive(Default)]
struct Replies {
    clock: Option<Clock>,
    correction: Option<Clock>,
    closing: Option<Clock>,
    closed: Option<Date>,
    accepted: Option<DateTime>,
    deemed: Option<Deemed>,
}

fn replies(calendar: &Calendar, terms: &Terms, past: &[&Entry], day: Date) -> Replies {
    let mut so_far = Replies::default();
    // the run of the reply clock that is going on: since when, and its last day
    let mut running: Option<(DateTime, Period)> = None;
    let mut asked: Option<Asked> = None;
    for entry in past {
        let today = entry.at.date();
        if let Some((from, counted)) = running.clone()
            && terms.silence_accepts
            && today > counted.due
        {
            deem(&mut so_far, from, &counted, day);
            return so_far;
        }
        if let Some(asked) = asked.as_ref().filter(|asked| asked.closes().is_some_and(|last| today > last)) {
            asked.stand(&mut so_far, None, day);
            return so_far;
        }
        let starts = matches!(entry.what, What::Received | What::CorrectedWholly);
        let meets = matches!(entry.what, What::Noticed | What::Accepted | What::NotAccepted);
        let ends = matches!(entry.what, What::Withdrawn | What::Terminated | What::Voided);
        if (meets || ends)
            && let Some((from, counted)) = running.take()
        {
            so_far.clock = Some(clock(Which::Reply, from, counted, Some(entry.at), day));
        }
        if (ends || starts || meets)
            && let Some(asked) = asked.take()
        {
            asked.stand(&mut so_far, Some(entry.at), day);
        }
        match entry.what {
            _ if starts => {
                running = Some((entry.at, plain(calendar, past, Which::Reply, terms.reply, entry.at)));
            }
            What::Noticed => asked = Some(Asked::on(calendar, terms, past, entry.at)),
            What::Accepted => so_far.accepted = so_far.accepted.or(Some(entry.at)),
            _ => {}
        }
    }
    if let Some(asked) = asked {
        asked.stand(&mut so_far, None, day);
    }
    if let Some((from, counted)) = running {
        if terms.silence_accepts && day > counted.due {
            deem(&mut so_far, from, &counted, day);
        } else {
            so_far.clock = Some(clock(Which::Reply, from, counted, None, day));
        }
    }
    so_far
}

/// A notice of corrections that is not met yet: since when, until when, and when the file is closed.
struct Asked {
    from: DateTime,
    until: Option<Period>,
    closing: Option<Period>,
}

impl Asked {
    fn on(calendar: &Calendar, terms: &Terms, past: &[&Entry], from: DateTime) -> Self {
        let until = terms.correction.map(|limit| plain(calendar, past, Which::Correction, limit, from));
        // never closed before the day until which the applicant may supply
        let mut days = told(past, Which::Closing, from);
        days.extend(until.as_ref().map(|until| (from.date(), until.due)));
        let closing = terms.closing.map(|limit| period(calendar, from, limit, &[], &days));
        Self { from, until, closing }
    }

    fn closes(&self) -> Option<Date> {
        self.closing.as_ref().map(|closing| closing.due)
    }

    /// How it stands on `day`, or at the moment at which it was met.
    fn stand(&self, so_far: &mut Replies, met: Option<DateTime>, day: Date) {
        let run = |which, counted: &Period| clock(which, self.from, counted.clone(), met, day);
        so_far.correction = self.until.as_ref().map(|counted| run(Which::Correction, counted));
        so_far.closing = self.closing.as_ref().map(|counted| run(Which::Closing, counted));
        so_far.closed = so_far.closing.as_ref().filter(|clock| clock.overrun).map(|c| next(c.period.due));
    }
}

/// A period that nothing stops or prolongs.
pub(crate) fn plain(
    calendar: &Calendar,
    past: &[&Entry],
    which: Which,
    limit: Limit,
    from: DateTime,
) -> Period {
    period(calendar, from, limit, &[], &told(past, which, from))
}

/// Nobody spoke in time: accepted from the day of receipt.
fn deem(so_far: &mut Replies, from: DateTime, counted: &Period, day: Date) {
    let mut run = clock(Which::Reply, from, counted.clone(), None, day);
    run.overrun = true;
    so_far.clock = Some(run);
    so_far.accepted = Some(from);
    so_far.deemed = Some(Deemed { as_of: from.date(), noticed: next(counted.due) });
}

fn delivery(calendar: &Calendar, terms: &Terms, past: &[&Entry], day: Date) -> Option<Clock> {
    let limit = terms.delivery?;
    let granted = past.iter().find(|entry| matches!(entry.what, What::Granted))?.at;
    let ends =
        past.iter().find(|entry| matches!(entry.what, What::Delivered | What::Voided)).map(|entry| entry.at);
    let counted = plain(calendar, past, Which::Delivery, limit, granted);
    Some(clock(Which::Delivery, granted, counted, ends, day))
}

pub(crate) fn clock(
    which: Which,
    from: DateTime,
    period: Period,
    stopped: Option<DateTime>,
    day: Date,
) -> Clock {
    let overrun = stopped.map_or(day, |at| at.date()) > period.due;
    Clock { which, from, period, stopped, overrun }
}

/// What ends the decision clocks of this body.
fn ends_decision(what: &What) -> bool {
    matches!(
        what,
        What::Granted | What::Refused | What::Forwarded | What::Withdrawn | What::Terminated | What::Voided
    )
}

/// What moves the decision clocks, in its order; a stretch that still goes on reaches to `until`.
fn moves(calendar: &Calendar, past: &[&Entry], until: Date) -> Vec<Move> {
    let mut found = Vec::new();
    for entry in past {
        let on = entry.at.date();
        match &entry.what {
            What::Extended(limit) => found.push(Move::More { on, limit: *limit }),
            What::Began { which, special } if special.stops() => {
                let end = past
                    .iter()
                    .find(|other| matches!(&other.what, What::Ended { which: of } if of == which))
                    .map_or(until, |other| other.at.date().min(until));
                found.push(Move::Stop(Stop { from: on, to: end }));
            }
            What::Published { limit, stops: true } => {
                let last = plain(calendar, past, Which::Publicity, *limit, entry.at).due;
                found.push(Move::Stop(Stop { from: on, to: last.min(until) }));
            }
            _ => {}
        }
    }
    found
}

/// The days told for `which` since `from`, each with the day on which it was told.
fn told(past: &[&Entry], which: Which, from: DateTime) -> Vec<(Date, Date)> {
    let since = past.iter().filter(|entry| entry.at >= from);
    since
        .filter_map(|entry| match entry.what {
            What::Told { which: of, due } if of == which => Some((entry.at.date(), due)),
            _ => None,
        })
        .collect()
}
