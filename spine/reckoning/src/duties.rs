//! What runs beside the clocks of reply, decision and delivery: publicity, the hearing, consultations and the
//! papers that were promised at a tolerant acceptance.

use jiff::civil::{Date, DateTime};

use crate::calendar::next;
use crate::clocks::{clock, plain};
use crate::{Calendar, Clock, Entry, Limit, What, Which};

/// Working days to ask for a hearing after its right was told (Art. 47).
const ASK: u32 = 5;
/// Working days to hold it after it was asked for (Art. 47).
const HOLD: u32 = 20;
/// Working days that the notice comes before it (Art. 48).
const NOTICE: u32 = 7;

/// Whether a hearing on `hearing` is told early enough on `notice` (Art. 48: seven days before, and Art. 82:
/// working days).
#[must_use]
pub fn told_in_time(calendar: &Calendar, notice: Date, hearing: Date) -> bool {
    calendar.add(notice, NOTICE) <= hearing
}

/// The clocks of `past` that run beside the others, as they stand on `day`.
pub(crate) fn duties(calendar: &Calendar, past: &[&Entry], day: Date) -> Vec<Clock> {
    let mut found = Vec::new();
    let over = first(past, ends_case);
    let dropped = first(past, drops_promises);
    let run = |which, limit, from, stopped: Option<DateTime>| {
        clock(which, from, plain(calendar, past, which, limit, from), stopped, day)
    };
    for entry in past {
        let from = entry.at;
        // the first that ends it, after it began
        let until = |ends: &dyn Fn(&What) -> bool| first(past, |what| ends(what)).filter(|at| *at >= from);
        let one = match entry.what {
            What::Published { limit, .. } => run(Which::Publicity, limit, from, over),
            What::HearingTold => {
                let asked = until(&|what| matches!(what, What::HearingAsked));
                run(Which::HearingAsked, Limit::working(ASK), from, earlier(asked, over))
            }
            What::HearingAsked => {
                let held = until(&|what| matches!(what, What::HearingHeld));
                run(Which::Hearing, Limit::working(HOLD), from, earlier(held, over))
            }
            What::Promised { paper, within } => {
                let kept = until(&|what| matches!(what, What::Kept { paper: of } if *of == paper));
                run(Which::Obligation(paper), within, from, earlier(kept, dropped))
            }
            _ => continue,
        };
        found.retain(|earlier: &Clock| earlier.which != one.which);
        found.push(one);
    }
    found.sort_by_key(|clock| clock.which);
    found
}

/// Consultations whose last day passed without an answer, while the case was open.
pub(crate) fn silent(past: &[&Entry], day: Date) -> Vec<(u32, Date)> {
    let over = first(past, ends_case);
    let mut found = Vec::new();
    for entry in past {
        if let What::Consulted { which, by } = entry.what {
            let answered = first(past, |what| matches!(what, What::Answered { which: of } if *of == which));
            let until = earlier(answered, over).map_or(day, |at| at.date());
            if until > by {
                found.push((which, next(by)));
            }
        }
    }
    found
}

fn first(past: &[&Entry], holds: impl Fn(&What) -> bool) -> Option<DateTime> {
    past.iter().find(|entry| holds(&entry.what)).map(|entry| entry.at)
}

fn earlier(one: Option<DateTime>, other: Option<DateTime>) -> Option<DateTime> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// What ends everything that belongs to the way to the decision.
fn ends_case(what: &What) -> bool {
    drops_promises(what) || matches!(what, What::Granted | What::Forwarded)
}

/// What leaves no promise to be kept; a grant does not.
fn drops_promises(what: &What) -> bool {
    matches!(what, What::Refused | What::NotAccepted | What::Withdrawn | What::Terminated | What::Voided)
}
