//! The three clocks of a case on any day: reply, decision (promised and statutory side by side), delivery.

use jiff::civil::{Date, DateTime};

use crate::calendar::next;
use crate::{Calendar, Entry, Lamp, Limit, Period, Special, Stop, Terms, What, lamp, period};

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
        let stops = stops(&past, until);
        let mut limits: Vec<Limit> = Vec::new();
        for entry in &past {
            if let What::Extended(more) = &entry.what {
                limits.push(*more);
            }
        }
        let decide = |which, first: Option<Limit>| {
            let mut all = vec![first?];
            all.extend(&limits);
            let counted = period(calendar, accepted, &all, &stops, &told(&past, which, accepted));
            Some(clock(which, accepted, counted, ends, day))
        };
        let promised = decide(Which::Promised, terms.promised);
        let statutory = decide(Which::Statutory, terms.statutory);
        shown = Some(lamp::lamp(calendar, promised.as_ref(), statutory.as_ref(), until));
        clocks.extend(promised);
        clocks.extend(statutory);
    }
    clocks.extend(delivery(calendar, terms, &past, day));
    Reckoning { clocks, deemed: replies.deemed, lamp: shown }
}

/// What became of the duty to reply.
#[derive(Default)]
struct Replies {
    clock: Option<Clock>,
    correction: Option<Clock>,
    accepted: Option<DateTime>,
    deemed: Option<Deemed>,
}

fn replies(calendar: &Calendar, terms: &Terms, past: &[&Entry], day: Date) -> Replies {
    let mut so_far = Replies::default();
    // the run of the reply clock that is going on: since when, and its last day
    let mut running: Option<(DateTime, Period)> = None;
    let mut asked: Option<(DateTime, Period)> = None;
    for entry in past {
        if let Some((from, counted)) = running.clone()
            && terms.silence_accepts
            && entry.at.date() > counted.due
        {
            deem(&mut so_far, from, &counted, day);
            return so_far;
        }
        match &entry.what {
            What::Received => {
                running = Some((entry.at, plain(calendar, past, Which::Reply, terms.reply, entry.at)));
            }
            What::CorrectedWholly => {
                if let Some((from, counted)) = asked.take() {
                    so_far.correction = Some(clock(Which::Correction, from, counted, Some(entry.at), day));
                }
                running = Some((entry.at, plain(calendar, past, Which::Reply, terms.reply, entry.at)));
            }
            What::Noticed | What::Accepted | What::NotAccepted => {
                if let Some((from, counted)) = running.take() {
                    so_far.clock = Some(clock(Which::Reply, from, counted, Some(entry.at), day));
                }
                if matches!(entry.what, What::Noticed) {
                    asked = terms
                        .correction
                        .map(|limit| (entry.at, plain(calendar, past, Which::Correction, limit, entry.at)));
                }
                if matches!(entry.what, What::Accepted) {
                    so_far.accepted = so_far.accepted.or(Some(entry.at));
                }
            }
            What::Withdrawn | What::Terminated | What::Voided => {
                if let Some((from, counted)) = running.take() {
                    so_far.clock = Some(clock(Which::Reply, from, counted, Some(entry.at), day));
                }
                if let Some((from, counted)) = asked.take() {
                    so_far.correction = Some(clock(Which::Correction, from, counted, Some(entry.at), day));
                }
            }
            _ => {}
        }
    }
    if let Some((from, counted)) = asked {
        so_far.correction = Some(clock(Which::Correction, from, counted, None, day));
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

/// A period that nothing stops or prolongs.
fn plain(calendar: &Calendar, past: &[&Entry], which: Which, limit: Limit, from: DateTime) -> Period {
    period(calendar, from, &[limit], &[], &told(past, which, from))
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
    let ends = past.iter().find(|entry| matches!(entry.what, What::Delivered)).map(|entry| entry.at);
    let counted = plain(calendar, past, Which::Delivery, limit, granted);
    Some(clock(Which::Delivery, granted, counted, ends, day))
}

fn clock(which: Which, from: DateTime, period: Period, stopped: Option<DateTime>, day: Date) -> Clock {
    let overrun = match (period.hour, stopped) {
        (Some(hour), Some(at)) => at > hour,
        (_, at) => at.map_or(day, |at| at.date()) > period.due,
    };
    Clock { which, from, period, stopped, overrun }
}

/// What ends the decision clocks of this body.
fn ends_decision(what: &What) -> bool {
    matches!(
        what,
        What::Granted | What::Refused | What::Forwarded | What::Withdrawn | What::Terminated | What::Voided
    )
}

/// The stretches that stop the clocks, those still going on reaching to `until`.
fn stops(past: &[&Entry], until: Date) -> Vec<Stop> {
    let mut found = Vec::new();
    for entry in past {
        if let What::Began { which, special } = &entry.what
            && Special::stops(*special)
        {
            let end = past
                .iter()
                .find(|other| matches!(&other.what, What::Ended { which: of } if of == which))
                .map_or(until, |other| other.at.date().min(until));
            found.push(Stop { from: entry.at.date(), to: end });
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
