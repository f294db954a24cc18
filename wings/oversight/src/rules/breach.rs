//! What follows when a limit was broken. A promise: the organ says publicly why (优化营商环境条例 Art. 36), and
//! if it has said nothing after a working day a rectification opens. A limit of the law: a supervision order,
//! which the organ answers and the supervisor closes. Either may be laid to the organ wrongly, and then it
//! appeals (requirement R71). The case itself goes on all the while.

use std::collections::BTreeMap;

use facts::oversight::{Broken, Event};
use kernel::limits::REASON_CHARS;
use kernel::{Basis, Ctx, Day, Entry, Instant, Refusal, Rule, Text, party};

use super::{Command, limits};

/// The breach of one limit of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Number of the case.
    pub case_no: String,
    /// Code of the item.
    pub item: String,
    /// Code of the organ that must answer for it.
    pub organ: String,
    /// Which limit.
    pub broken: Broken,
    /// The day by which the organ's next word is due.
    pub by: Day,
    /// Did it explain publicly?
    pub explained: bool,
    /// Does a supervisor wait for an answer: an order, or a rectification?
    pub ordered: bool,
    /// Did the organ answer?
    pub answered: bool,
    /// What became of its appeal.
    pub appeal: Appeal,
    /// Is the supervisor satisfied?
    pub closed: bool,
}

/// An appeal against the attribution of a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appeal {
    /// None was made.
    None,
    /// Made, and not decided.
    Open,
    /// The delay is not the organ's.
    Upheld,
    /// It is.
    Dismissed,
}

impl Breach {
    /// Is nothing owed any more?
    pub fn over(&self) -> bool {
        self.closed || self.appeal == Appeal::Upheld || (self.explained && !self.ordered)
    }
}

impl Breach {
    /// The clause that was not kept: of a promise the regulation's, of a limit of the law the item's own.
    pub fn basis(&self, ctx: &Ctx<'_>) -> Basis {
        let item = ctx.editions.latest(&self.item).map(|edition| &edition.item);
        match (self.broken, item) {
            (Broken::Statutory, Some(item)) => item.statutory_basis.clone(),
            (Broken::Delivery, Some(item)) => ctx.basis(item, Rule::Delivery),
            _ => promise(),
        }
    }

    /// The law's no, on that clause.
    fn refuse(&self, code: &'static str, ctx: &Ctx<'_>) -> Refusal {
        Refusal { code, fills: BTreeMap::new(), basis: self.basis(ctx) }
    }
}

/// A promise that was published and not kept is explained publicly.
fn promise() -> Basis {
    Text::new("《优化营商环境条例》第三十六条", "Regulation on Optimising the Business Environment, Art. 36")
}

/// A working day later; where the calendar ends, plain days stand in, for an order does not wait for one.
fn within(days: u32, from: Day, ctx: &Ctx<'_>) -> Day {
    let plain = || from.plus(i32::try_from(days).unwrap_or(1));
    ctx.calendar.workdays_after(from, days).map_or_else(|_| plain(), |found| found.day)
}

/// A limit was broken: once, whoever says it again.
pub(super) fn open(known: Option<&Breach>, command: &Command, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
    let Command::Open { case, item, organ, broken, due } = command else { return Vec::new() };
    if known.is_some() {
        return Vec::new();
    }
    let (case, item, organ) = (case.clone(), item.clone(), organ.clone());
    let (broken, due) = (*broken, *due);
    // from when it was broken, not from when somebody looked: whether the house was down changes nothing
    let since = Instant::end_of(due);
    let event = match broken {
        Broken::Promised => {
            let by = within(limits::EXPLAIN_WORKING_DAYS, since.day(), ctx);
            Event::ExplanationAsked { case, item, organ, due, by }
        }
        Broken::Statutory | Broken::Delivery => {
            let by = within(limits::ANSWER_WORKING_DAYS, since.day(), ctx);
            Event::SupervisionOrdered { case, item, organ, broken, due, by }
        }
    };
    vec![Entry::since(event, since)]
}

/// Nothing was explained by 24:00 of the day: a rectification opens.
pub(super) fn lapse(breach: &Breach, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
    match strikes(breach) {
        Some(at) if at <= ctx.now => {
            let by = within(limits::ANSWER_WORKING_DAYS, at.day(), ctx);
            vec![Entry::since(Event::RectificationOpened { by }, at)]
        }
        _ => Vec::new(),
    }
}

/// When the patience with an unexplained breach ends; none where an order stands or nothing is owed.
fn strikes(breach: &Breach) -> Option<Instant> {
    let waits = breach.broken == Broken::Promised && !breach.explained && !breach.ordered && !breach.over();
    waits.then(|| Instant::end_of(breach.by))
}

/// What the organ and the supervisor do about it.
pub(super) fn decide(
    breach: &Breach,
    command: &Command,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let said = |words: &str| said(breach, words, ctx);
    let appealed =
        || if breach.appeal == Appeal::Open { Ok(()) } else { Err(breach.refuse("not_appealed", ctx)) };
    if breach.closed || breach.appeal == Appeal::Upheld {
        return Err(breach.refuse("breach_over", ctx));
    }
    let event = match command {
        Command::Explain { words } => {
            if breach.broken != Broken::Promised {
                return Err(breach.refuse("explanation_not_asked", ctx));
            }
            if breach.explained {
                return Err(breach.refuse("explained_already", ctx));
            }
            Event::Explained { words: said(words)? }
        }
        Command::Answer { words } => {
            if !breach.ordered {
                return Err(breach.refuse("answer_not_asked", ctx));
            }
            if breach.answered {
                return Err(breach.refuse("answered_already", ctx));
            }
            Event::SupervisionAnswered { words: said(words)? }
        }
        Command::Close {} => {
            if breach.appeal == Appeal::Open {
                return Err(breach.refuse("appeal_undecided", ctx));
            }
            if !breach.answered {
                return Err(breach.refuse("not_answered", ctx));
            }
            if breach.broken == Broken::Promised && !breach.explained {
                return Err(breach.refuse("not_explained", ctx));
            }
            Event::SupervisionClosed {}
        }
        Command::Appeal { words } => {
            if breach.appeal != Appeal::None {
                return Err(breach.refuse("appealed_already", ctx));
            }
            Event::AttributionAppealed { words: said(words)? }
        }
        Command::Uphold { words } => {
            appealed()?;
            Event::AppealUpheld { words: said(words)? }
        }
        Command::Dismiss { words } => {
            appealed()?;
            Event::AppealDismissed { words: said(words)? }
        }
        Command::Record { .. } | Command::Open { .. } | Command::Tick {} => return Ok(Vec::new()),
    };
    Ok(vec![event.into()])
}

/// Words that nobody may leave out.
fn said(breach: &Breach, words: &str, ctx: &Ctx<'_>) -> Result<String, Refusal> {
    let words = party::clean_lines(words, REASON_CHARS)
        .map_err(|fault| breach.refuse("words_wrong", ctx).with("why", fault.text()))?;
    if words.is_empty() { Err(breach.refuse("words_missing", ctx)) } else { Ok(words) }
}

/// What is true of a breach now that it happened.
pub(super) fn evolve(breach: Option<Breach>, event: &Event) -> Option<Breach> {
    let new = |case: &str, item: &str, organ: &str, broken, by, ordered| {
        Some(Breach {
            case_no: case.to_owned(),
            item: item.to_owned(),
            organ: organ.to_owned(),
            broken,
            by,
            explained: false,
            ordered,
            answered: false,
            appeal: Appeal::None,
            closed: false,
        })
    };
    match event {
        Event::ExplanationAsked { case, item, organ, by, .. } => {
            return new(case, item, organ, Broken::Promised, *by, false);
        }
        Event::SupervisionOrdered { case, item, organ, broken, by, .. } => {
            return new(case, item, organ, *broken, *by, true);
        }
        _ => {}
    }
    let mut breach = breach?;
    match event {
        Event::Explained { .. } => breach.explained = true,
        Event::RectificationOpened { by } => (breach.ordered, breach.by) = (true, *by),
        Event::SupervisionAnswered { .. } => breach.answered = true,
        Event::SupervisionClosed {} => breach.closed = true,
        Event::AttributionAppealed { .. } => breach.appeal = Appeal::Open,
        Event::AppealUpheld { .. } => breach.appeal = Appeal::Upheld,
        Event::AppealDismissed { .. } => breach.appeal = Appeal::Dismissed,
        Event::ExplanationAsked { .. } | Event::SupervisionOrdered { .. } | Event::LedgerVerified { .. } => {}
    }
    Some(breach)
}
