//! FORWARDED (domain.md §1.5, §1.1: Licensing Law Art. 35, 43). What a higher body decides is examined here
//! and sent straight up, once; the lower clock ends there and the higher runs by its own limit
//! (`check/clocks.rs`); nobody here asks for papers, stops the clock or decides any more. A body of this
//! house decides by its own officers, one outside by a letter with number and day. And what several bodies
//! decide together is extended by the head of the government, by fifteen days at most (Art. 42(2)).

use facts::Recorded;
use facts::case::{Clock, Event};
use kernel::Day;
use kernel::item::{Item, Situation};

/// Days by which the head of the government may extend what is decided together.
const TOGETHER: u32 = 15;

/// What is known of the higher body while the life of a case is read.
pub(super) struct Upward<'a> {
    item: &'a Item,
    situation: Situation,
    /// To which organ it was sent, empty where it is outside, and when.
    sent: Option<(String, Day)>,
}

impl<'a> Upward<'a> {
    /// Nothing was sent up.
    pub(super) fn new(item: &'a Item, situation: Situation) -> Self {
        Self { item, situation, sent: None }
    }

    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let wrong = |what: &str| Err(what.to_owned());
        let higher = self.item.forwarded_in(&self.situation);
        if let Event::Extended { limit, .. } = event
            && let Some(joint) = &self.item.joint
            && (fact.actor.organ != joint.government || limit.n > TOGETHER)
        {
            return wrong("extended by another than the head of the government, or for too long");
        }
        match (event, &self.sent) {
            (Event::Forwarded { organ, body, .. }, None) => {
                let Some(higher) = higher else { return wrong("sent up, and nobody above decides it") };
                if higher.organ.as_deref().unwrap_or_default() != organ || higher.body != *body {
                    return wrong("sent to another than the body that decides");
                }
                self.sent = Some((organ.clone(), fact.effective.day()));
                Ok(())
            }
            (Event::Forwarded { .. }, Some(_)) => wrong("sent up twice"),
            (Event::Granted { .. } | Event::Denied { .. }, None) if higher.is_some() => {
                wrong("decided here, and a higher body decides it")
            }
            (_, Some((organ, on))) => above(organ, *on, fact, event),
            (Event::HigherDecided { .. } | Event::Overran { clock: Clock::Higher, .. }, None) => {
                wrong("nothing was sent up")
            }
            _ => Ok(()),
        }
    }
}

/// After it was sent to this organ, or outside, on this day.
fn above(organ: &str, on: Day, fact: &Recorded, event: &Event) -> Result<(), String> {
    let wrong = |what: &str| Err(what.to_owned());
    let (who, outside) = (&fact.actor, organ.is_empty());
    match event {
        Event::HigherDecided { number, on: decided, .. } => {
            if !outside || number.trim().is_empty() || *decided < on || *decided > fact.effective.day() {
                return wrong("a letter of a body in this house, without a number, or of another day");
            }
            Ok(())
        }
        Event::Examined { .. }
        | Event::Confirmed {}
        | Event::Differed { .. }
        | Event::SentBack {}
        | Event::Granted { .. }
        | Event::Denied { .. }
            if outside || who.organ != organ =>
        {
            wrong("judged by another than the body to which it was sent")
        }
        Event::Overran { clock: Clock::Higher, .. } if outside => {
            wrong("a body outside this house owes nobody here")
        }
        Event::Overran { clock: Clock::Promised | Clock::Statutory, .. }
        | Event::CorrectionAsked { .. }
        | Event::NoticeAllowed {}
        | Event::ClockStopped { .. }
        | Event::Extended { .. }
        | Event::PublicityOpened { .. }
        | Event::HearingRightTold { .. }
        | Event::HearingSet { .. }
        | Event::VisitSet { .. }
        | Event::Consulted { .. } => wrong("the lower body was done with it"),
        _ => Ok(()),
    }
}
