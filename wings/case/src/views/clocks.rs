//! The register of running clocks, so that the timekeeper comes exactly when something lapses.
//!
//! A clock strikes at 24:00 of the day that was told (民法典 203). Where an imported calendar year puts
//! the day off, the row strikes early, nothing lapses, and it is asked again.

use facts::Recorded;
use facts::case::{Clock, Ending, Event};
use kernel::limits::CONSULTATIONS;
use kernel::{Day, Instant};
use store::{Rows, Value};

const ALL: [Clock; 10] = [
    Clock::Reply,
    Clock::Promised,
    Clock::Statutory,
    Clock::Delivery,
    Clock::Closing,
    Clock::Following,
    Clock::Precheck,
    Clock::Checking,
    Clock::Answer,
    Clock::Higher,
];
/// What acceptance, or the notice, ends.
const FIRST: [Clock; 4] = [Clock::Answer, Clock::Reply, Clock::Closing, Clock::Precheck];
const DECISION: [Clock; 2] = [Clock::Promised, Clock::Statutory];

/// The name of a clock in rows.
pub(super) fn word(clock: Clock) -> &'static str {
    match clock {
        Clock::Reply => "reply",
        Clock::Promised => "promised",
        Clock::Statutory => "statutory",
        Clock::Delivery => "delivery",
        Clock::Closing => "closing",
        Clock::Following => "following",
        Clock::Checking => "checking",
        Clock::Answer => "answer",
        Clock::Higher => "higher",
        Clock::Precheck => "precheck",
    }
}

/// Keep the register level with an event of a case.
pub(super) fn keep(rows: &mut Rows<'_>, fact: &Recorded, event: &Event) -> Result<(), store::Fault> {
    let mut shelf = Shelf { rows, fact };
    match event {
        Event::Applied { party, reply_by, answer_by, .. } => {
            let row = [fact.name(), party.as_str(), ""];
            shelf.rows.put("k_case", row.iter().map(|v| Value::from(*v)).collect())?;
            shelf.speaks(Clock::Answer, *answer_by)?;
            shelf.set(Clock::Reply, *reply_by)
        }
        Event::CorrectionAsked { closes, .. } => {
            shelf.rest(&FIRST)?;
            // first the reminder, at the beginning of its day
            closes.as_ref().map_or(Ok(()), |closes| shelf.set(Clock::Closing, closes.remind_on.plus(-1)))
        }
        Event::CorrectionReminded { until } => shelf.set(Clock::Closing, *until),
        Event::Corrected { complete: true, reply_by: Some(by), answer_by, .. }
        | Event::ToleranceSigned { reply_by: Some(by), answer_by, .. } => {
            shelf.rest(&[Clock::Closing])?;
            shelf.afresh(Clock::Answer)?;
            shelf.afresh(Clock::Reply)?;
            shelf.speaks(Clock::Answer, *answer_by)?;
            shelf.set(Clock::Reply, *by)
        }
        Event::Accepted { told, statutory } => {
            shelf.rest(&[Clock::Answer, Clock::Reply, Clock::Precheck])?;
            shelf.set(Clock::Promised, *told)?;
            shelf.set(Clock::Statutory, *statutory)
        }
        Event::AcceptedTolerantly { told, statutory, follow }
        | Event::DeemedAccepted { told, statutory, follow, .. } => {
            shelf.rest(&FIRST)?;
            shelf.set(Clock::Promised, *told)?;
            shelf.set(Clock::Statutory, *statutory)?;
            let first = follow.iter().map(|one| one.remind_on.plus(-1)).min();
            shelf.speaks(Clock::Following, first)
        }
        Event::Followed { next, .. }
        | Event::FollowReminded { next, .. }
        | Event::ToleranceBroken { next, .. } => shelf.speaks(Clock::Following, *next),
        Event::ClockStopped { .. } => shelf.rest(&DECISION),
        Event::ClockResumed { told, statutory } | Event::Extended { told, statutory, .. } => {
            shelf.set(Clock::Promised, *told)?;
            shelf.set(Clock::Statutory, *statutory)
        }
        Event::Granted { deliver_by, .. } => shelf.set(Clock::Delivery, *deliver_by),
        Event::Concluded { ending } => {
            shelf.rest(&[&FIRST[..], &DECISION, &[Clock::Higher]].concat())?;
            shelf.strike_out("publicity")?;
            for consultation in 1..=CONSULTATIONS {
                shelf.asked_no_more(consultation)?;
            }
            if *ending == Ending::Granted { Ok(()) } else { shelf.rest(&ALL) }
        }
        Event::Delivered {} => shelf.rest(&[Clock::Delivery]),
        Event::Overran { clock, .. } => shelf.ran_out(*clock),
        _ => promised(&mut shelf, event),
    }
}

/// What is owed of a promise that stands in for papers: first a reminder, then the day itself.
fn promised(shelf: &mut Shelf<'_, '_>, event: &Event) -> Result<(), store::Fault> {
    match event {
        Event::PledgeToCheck { remind_on, .. } => shelf.set(Clock::Checking, remind_on.plus(-1)),
        Event::PledgeCheckNear { by } | Event::PledgeMendReminded { by } => shelf.set(Clock::Checking, *by),
        Event::PledgeChecked { mend, .. } => {
            let next = mend.as_ref().map(|order| order.remind_on.plus(-1));
            shelf.speaks(Clock::Checking, next)
        }
        Event::PledgeMendRefused { next, .. } => shelf.speaks(Clock::Checking, *next),
        Event::PledgeCheckOverdue { .. }
        | Event::PledgeMendReported {}
        | Event::PledgeMended { .. }
        | Event::PledgeForfeited { .. } => shelf.rest(&[Clock::Checking]),
        _ => on_the_way(shelf, event),
    }
}

/// What is owed before acceptance on request, and between acceptance and the decision.
fn on_the_way(shelf: &mut Shelf<'_, '_>, event: &Event) -> Result<(), store::Fault> {
    match event {
        Event::Forwarded { organ, decide_by, .. } => {
            shelf.rest(&DECISION)?;
            // a body outside this house answers to nobody here
            if organ.is_empty() { Ok(()) } else { shelf.set(Clock::Higher, *decide_by) }
        }
        Event::HigherDecided { deliver_by, .. } => shelf.speaks(Clock::Delivery, *deliver_by),
        Event::PrecheckAsked { by } => shelf.set(Clock::Precheck, *by),
        Event::PrecheckPassed {} | Event::PrecheckReturned {} => shelf.rest(&[Clock::Precheck]),
        Event::PublicityOpened { until, .. } => shelf.mark("publicity", Instant::end_of(*until)),
        Event::PublicityClosed { told, statutory, .. } => {
            shelf.strike_out("publicity")?;
            if let (Some(told), Some(statutory)) = (told, statutory) {
                shelf.set(Clock::Promised, *told)?;
                shelf.set(Clock::Statutory, *statutory)?;
            }
            Ok(())
        }
        Event::Consulted { consultation, by, remind, .. } => {
            if let Some(day) = remind {
                shelf.mark(&format!("reminder-{consultation}"), Instant::start_of(*day))?;
            }
            shelf.mark(&format!("consultation-{consultation}"), Instant::end_of(*by))
        }
        Event::ConsultationReminded { consultation } => shelf.strike_out(&format!("reminder-{consultation}")),
        Event::ConsultationAnswered { consultation, .. } | Event::ConsultationLapsed { consultation, .. } => {
            shelf.asked_no_more(*consultation)
        }
        _ => Ok(()),
    }
}

struct Shelf<'a, 'b> {
    rows: &'a mut Rows<'b>,
    fact: &'a Recorded,
}

impl Shelf<'_, '_> {
    /// A clock that has run out before does not run again.
    fn set(&mut self, clock: Clock, told: Day) -> Result<(), store::Fault> {
        if self.overran()?.iter().any(|name| name == word(clock)) {
            return Ok(());
        }
        let at = Instant::end_of(told).0;
        let row = vec![self.fact.stream.as_str().into(), word(clock).into(), at.into()];
        self.rows.put("k_case_clock", row)
    }

    /// The clock speaks next at the end of this day, or never again.
    fn speaks(&mut self, clock: Clock, next: Option<Day>) -> Result<(), store::Fault> {
        match next {
            Some(day) => self.set(clock, day),
            None => self.rest(&[clock]),
        }
    }

    /// Something is owed at this instant that is no clock of the organ's.
    fn mark(&mut self, word: &str, at: Instant) -> Result<(), store::Fault> {
        let row = vec![self.fact.stream.as_str().into(), word.into(), at.0.into()];
        self.rows.put("k_case_clock", row)
    }

    fn strike_out(&mut self, word: &str) -> Result<(), store::Fault> {
        self.rows.del("k_case_clock", vec![self.fact.stream.as_str().into(), word.into()])
    }

    fn asked_no_more(&mut self, consultation: u32) -> Result<(), store::Fault> {
        self.strike_out(&format!("reminder-{consultation}"))?;
        self.strike_out(&format!("consultation-{consultation}"))
    }

    fn rest(&mut self, clocks: &[Clock]) -> Result<(), store::Fault> {
        for clock in clocks {
            let key = vec![self.fact.stream.as_str().into(), word(*clock).into()];
            self.rows.del("k_case_clock", key)?;
        }
        Ok(())
    }

    fn ran_out(&mut self, clock: Clock) -> Result<(), store::Fault> {
        self.rest(&[clock])?;
        let mut names = self.overran()?;
        names.push(word(clock).to_owned());
        self.note(&names)
    }

    /// A new clock of the same name begins: what the first one did is over.
    fn afresh(&mut self, clock: Clock) -> Result<(), store::Fault> {
        let mut names = self.overran()?;
        names.retain(|name| name != word(clock));
        self.note(&names)
    }

    fn overran(&mut self) -> Result<Vec<String>, store::Fault> {
        let row = self.rows.get("k_case", &[Value::from(self.fact.name())])?;
        let names = row.map_or(String::new(), |row| row.text(2).to_owned());
        Ok(names.split_whitespace().map(str::to_owned).collect())
    }

    fn note(&mut self, overran: &[String]) -> Result<(), store::Fault> {
        let Some(row) = self.rows.get("k_case", &[Value::from(self.fact.name())])? else { return Ok(()) };
        let mut values = row.0;
        values[2] = overran.join(" ").into();
        self.rows.put("k_case", values)
    }
}
