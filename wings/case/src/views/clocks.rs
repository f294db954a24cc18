//! The register of running clocks, so that the timekeeper comes exactly when something lapses.
//!
//! A clock strikes at 24:00 of the day that was told (民法典 203). Where an imported calendar year puts
//! the day off, the row strikes early, nothing lapses, and it is asked again.

use facts::Recorded;
use facts::case::{Clock, Ending, Event};
use kernel::limits::CONSULTATIONS;
use kernel::{Day, Instant};
use store::{Row, Rows, Value};

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
/// What nearly every case has. Everything else is struck out only where it was ever set, which the case's row
/// notes: a conclusion would strike out some twenty that never ran.
const USUAL: [Clock; 4] = [Clock::Reply, Clock::Promised, Clock::Statutory, Clock::Delivery];
/// The columns of `k_case`.
const OVERRAN: usize = 2;
const RECEIVED: usize = 4;
const SELDOM: usize = 5;

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
        Event::Applied { reply_by, answer_by, .. } => {
            shelf.filed(event)?;
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
        | Event::ToleranceSigned { reply_by: Some(by), answer_by, .. }
        | Event::PledgeSigned { reply_by: Some(by), answer_by, .. } => {
            shelf.received()?;
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
        if self.noted(OVERRAN, word(clock))? {
            return Ok(());
        }
        self.mark(word(clock), Instant::end_of(told))
    }

    /// The clock speaks next at the end of this day, or never again.
    fn speaks(&mut self, clock: Clock, next: Option<Day>) -> Result<(), store::Fault> {
        match next {
            Some(day) => self.set(clock, day),
            None => self.rest(&[clock]),
        }
    }

    /// Something is owed at this instant, by a clock of the organ's or another.
    fn mark(&mut self, word: &str, at: Instant) -> Result<(), store::Fault> {
        if !usual(word) && !self.noted(SELDOM, word)? {
            self.note(SELDOM, |names| names.push(word.to_owned()))?;
        }
        let row = vec![self.fact.stream.as_str().into(), word.into(), at.0.into()];
        self.rows.put("k_case_clock", row)
    }

    fn strike_out(&mut self, word: &str) -> Result<(), store::Fault> {
        // without a row of the case nothing is known of what it had
        let never = |row: &Row| !names(row, SELDOM).any(|noted| noted == word);
        if !usual(word) && self.case()?.as_ref().is_some_and(never) {
            return Ok(());
        }
        self.rows.del("k_case_clock", vec![self.fact.stream.as_str().into(), word.into()])
    }

    fn asked_no_more(&mut self, consultation: u32) -> Result<(), store::Fault> {
        self.strike_out(&format!("reminder-{consultation}"))?;
        self.strike_out(&format!("consultation-{consultation}"))
    }

    fn rest(&mut self, clocks: &[Clock]) -> Result<(), store::Fault> {
        clocks.iter().try_for_each(|clock| self.strike_out(word(*clock)))
    }

    fn ran_out(&mut self, clock: Clock) -> Result<(), store::Fault> {
        self.rest(&[clock])?;
        self.note(OVERRAN, |names| names.push(word(clock).to_owned()))
    }

    /// A new clock of the same name begins: what the first one did is over.
    fn afresh(&mut self, clock: Clock) -> Result<(), store::Fault> {
        self.note(OVERRAN, |names| names.retain(|name| name != word(clock)))
    }

    /// Whose it is, of which item, and received at which instant: of the day that counts, where that is
    /// another than the day of filing.
    fn filed(&mut self, event: &Event) -> Result<(), store::Fault> {
        let Event::Applied { item, party, came, .. } = event else { return Ok(()) };
        let filed = self.fact.effective;
        let on = came.as_ref().and_then(|came| came.on).unwrap_or(filed.day());
        let received = filed.clamp(Instant::start_of(on), Instant::end_of(on).plus_ms(-1));
        let row = [self.fact.name(), party.as_str(), "", item.as_str()];
        let row = row.iter().map(|v| Value::from(*v)).chain([received.0.into(), "".into()]);
        self.rows.put("k_case", row.collect())
    }

    /// Everything is here from this event on: the answer is owed from its instant.
    fn received(&mut self) -> Result<(), store::Fault> {
        let Some(mut row) = self.case()? else { return Ok(()) };
        row.0[RECEIVED] = self.fact.effective.0.into();
        self.rows.put("k_case", row.0)
    }

    fn case(&mut self) -> Result<Option<Row>, store::Fault> {
        self.rows.get("k_case", &[Value::from(self.fact.name())])
    }

    /// Whether a column of the case's row has this name among its own.
    fn noted(&mut self, column: usize, name: &str) -> Result<bool, store::Fault> {
        Ok(self.case()?.is_some_and(|row| names(&row, column).any(|noted| noted == name)))
    }

    fn note(&mut self, column: usize, change: impl FnOnce(&mut Vec<String>)) -> Result<(), store::Fault> {
        let Some(mut row) = self.case()? else { return Ok(()) };
        let mut noted = names(&row, column).map(str::to_owned).collect();
        change(&mut noted);
        row.0[column] = noted.join(" ").into();
        self.rows.put("k_case", row.0)
    }
}

/// The names in a column of the case's row.
fn names(row: &Row, column: usize) -> impl Iterator<Item = &str> {
    row.text(column).split_whitespace()
}

fn usual(name: &str) -> bool {
    USUAL.iter().any(|clock| word(*clock) == name)
}
