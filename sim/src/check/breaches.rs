//! What follows when a limit was broken (domain.md §1.3; 优化营商环境条例 Art. 36): every overrun of the organ's
//! own clocks has its breach and no other; a promise asks for an explanation, and after a working day without
//! one a rectification opens; a limit of the law opens an order. Organs speak through their head, supervisors
//! judge and close, each once; what is over stays over.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Clock, Event as CaseEvent};
use facts::oversight::{Broken, Event};
use facts::{Fact, Recorded};
use house::World;
use kernel::{Day, Instant, Role};

use super::days::working;

/// Working days to explain a broken promise, and to answer an order.
const TO_EXPLAIN: u32 = 1;
const TO_ANSWER: u32 = 5;

/// One breach, while its life is read.
struct Breach {
    organ: String,
    promise: bool,
    by: Day,
    explained: bool,
    ordered: bool,
    answered: bool,
    appealed: Option<bool>,
    over: bool,
}

/// Read what became of every broken limit; what must not be is said.
pub(super) fn kept(world: &World, now: Instant, facts: &[Recorded]) -> Result<(), String> {
    let mut breaches: BTreeMap<&str, Breach> = BTreeMap::new();
    for fact in facts {
        let Fact::Oversight(event) = &fact.fact else { continue };
        let wrong = |what: String| format!("breach {}, line {}: {what}", fact.name(), fact.seq);
        if matches!(event, Event::LedgerVerified { .. }) {
            continue;
        }
        let known = breaches.get_mut(fact.name());
        let Some(breach) = known else {
            breaches.insert(fact.name(), opened(world, fact, event).map_err(wrong)?);
            continue;
        };
        hear(world, breach, fact, event).map_err(wrong)?;
    }
    let silent =
        |b: &Breach| b.promise && !b.explained && !b.ordered && !b.over && Instant::end_of(b.by) <= now;
    if let Some((name, _)) = breaches.iter().find(|(_, breach)| silent(breach)) {
        return Err(format!("breach {name}: nothing was explained, and no rectification opened"));
    }
    one_each(facts, &breaches)
}

/// Every clock of an organ that ran out has its breach, and no other clock.
fn one_each(facts: &[Recorded], breaches: &BTreeMap<&str, Breach>) -> Result<(), String> {
    let mut owed = BTreeSet::new();
    for fact in facts {
        let Fact::Case(CaseEvent::Overran { clock, .. }) = &fact.fact else { continue };
        let word = match clock {
            Clock::Promised => "promised",
            Clock::Statutory => "statutory",
            Clock::Delivery => "delivery",
            // an early answer is the county's promise, where the law gives the organ longer
            Clock::Answer => "answer",
            Clock::Higher => "higher",
            _ => continue,
        };
        owed.insert(format!("{}-{word}", fact.name()));
    }
    let had: BTreeSet<String> = breaches.keys().map(|name| (*name).to_owned()).collect();
    match owed.symmetric_difference(&had).next() {
        Some(name) => Err(format!("breach {name} is there and nothing ran out, or is not there")),
        None => Ok(()),
    }
}

fn opened(world: &World, fact: &Recorded, event: &Event) -> Result<Breach, String> {
    let (organ, due, by, promise) = match event {
        Event::ExplanationAsked { organ, due, by, .. } => (organ, *due, *by, true),
        Event::SupervisionOrdered { organ, due, by, broken, .. } if *broken != Broken::Promised => {
            (organ, *due, *by, false)
        }
        _ => return Err("it does not begin with what was broken".to_owned()),
    };
    let days = if promise { TO_EXPLAIN } else { TO_ANSWER };
    if fact.effective != Instant::end_of(due) || by != working(world, due.next(), days)? {
        return Err(format!("it is true from {}, and a word is due by {by}", fact.effective));
    }
    let organ = organ.clone();
    Ok(Breach {
        organ,
        promise,
        by,
        explained: false,
        ordered: !promise,
        answered: false,
        appealed: None,
        over: false,
    })
}

fn hear(world: &World, breach: &mut Breach, fact: &Recorded, event: &Event) -> Result<(), String> {
    let wrong = |what: &str| Err(what.to_owned());
    let who = &fact.actor;
    let heads = who.role == Role::Head && who.organ == breach.organ;
    if breach.over {
        return wrong("something was said after it was over");
    }
    let waits = breach.promise && !breach.explained && !breach.ordered;
    if let Event::RectificationOpened { by } = event {
        let at = Instant::end_of(breach.by);
        if !waits || fact.effective != at || *by != working(world, at.day(), TO_ANSWER)? {
            return wrong("a rectification opened at the wrong hour, or over an explanation");
        }
        (breach.ordered, breach.by) = (true, *by);
        return Ok(());
    }
    if waits && Instant::end_of(breach.by) <= fact.at {
        return wrong("the day to explain passed and nothing was said");
    }
    match event {
        Event::Explained { words } if heads && breach.promise && !breach.explained && !words.is_empty() => {
            breach.explained = true;
        }
        Event::SupervisionAnswered { words } if heads && breach.ordered && !words.is_empty() => {
            if breach.answered {
                return wrong("answered twice");
            }
            breach.answered = true;
        }
        Event::AttributionAppealed { .. } if heads && breach.appealed.is_none() => {
            breach.appealed = Some(false);
        }
        Event::AppealUpheld { .. } | Event::AppealDismissed { .. } => {
            if who.role != Role::Supervisor || breach.appealed != Some(false) {
                return wrong("judged by who does not judge, or without an appeal");
            }
            breach.appealed = Some(true);
            breach.over = matches!(event, Event::AppealUpheld { .. });
        }
        Event::SupervisionClosed {} => {
            if breach.appealed == Some(false) {
                return wrong("closed over an appeal that nobody decided");
            }
            if who.role != Role::Supervisor || !breach.answered || (breach.promise && !breach.explained) {
                return wrong("closed by who does not close, or before everything was said");
            }
            breach.over = true;
        }
        _ => return wrong("said by another than the organ's head, twice, or not asked for"),
    }
    Ok(())
}
