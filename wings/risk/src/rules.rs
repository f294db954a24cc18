//! The life of a risk point: named when the same thing came to nothing often enough, answered by the organ
//! within a limit, given back or settled by a supervisor.
//!
//! No law of the nation fixes these steps; the county's service rule does, and every refusal names it.

mod limits;
#[cfg(test)]
mod tests;

use facts::risk::Event;
use kernel::decider::Written;
use kernel::limits::REASON_CHARS;
use kernel::{Act, Ctx, Day, Decider, Entry, Instant, Refusal, Right, Role, Rule, Where, Within, party};
use serde::{Deserialize, Serialize};

pub use limits::{ANSWER_WORKING_DAYS, TIMES};

const NAME: Act = Act("risk.name");
const ANSWER: Act = Act("risk.answer");
const GIVE_BACK: Act = Act("risk.give_back");
const SETTLE: Act = Act("risk.settle");
const TICK: Act = Act("risk.tick");
/// Seeing the ledger and its risk points.
pub const SEE: Act = Act("risk.see");

const fn right(act: Act, role: Role, within: Within) -> Right {
    Right { act, role, within }
}

/// Who may do what in this wing: the house names by the count, a supervisor as she sees it; the head answers.
pub const ACTS: &[Right] = &[
    right(NAME, Role::House, Within::Division),
    right(NAME, Role::Supervisor, Within::Division),
    right(ANSWER, Role::Head, Within::Organ),
    right(GIVE_BACK, Role::Supervisor, Within::Division),
    right(SETTLE, Role::Supervisor, Within::Division),
    right(TICK, Role::House, Within::Division),
    right(SEE, Role::Examiner, Within::Organ),
    right(SEE, Role::Head, Within::Organ),
    right(SEE, Role::Supervisor, Within::Division),
];

/// What may be asked of a risk point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// 列为风险点.
    Name {
        /// Code of the item.
        item: String,
        /// Code of the organ that owns it.
        organ: String,
        /// What happened: the word of an ending, or `point-` and the code of a check point.
        why: String,
        /// The quarter, like `2026q3`.
        quarter: String,
        /// How often it happened by then.
        times: u32,
    },
    /// 答复: what the organ does about it.
    Answer {
        /// In words that name nobody.
        words: String,
    },
    /// 退回重答.
    GiveBack {
        /// What is missing.
        words: String,
    },
    /// 销号.
    Settle {},
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}

/// One risk point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Risk {
    /// Code of the item; empty before it was named.
    pub item: String,
    /// Code of the organ that answers.
    pub organ: String,
    /// The day by which it answers, as told.
    pub by: Option<Day>,
    /// Did it answer?
    pub answered: bool,
    /// Is the supervisor satisfied?
    pub settled: bool,
    /// Did the day pass?
    pub overran: bool,
}

/// The rules of risk points.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "risk";
    type Command = Command;
    type Event = Event;
    type State = Risk;
    type Known = ();

    fn lapse(risk: &Risk, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
        let Some(due) = risk.by.filter(|_| !risk.answered && !risk.overran) else { return Vec::new() };
        let at = Instant::end_of(due);
        let struck = (at <= ctx.now).then(|| Entry::since(Event::Overran { due }, at));
        struck.into_iter().collect()
    }

    fn asks(risk: &Risk, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let act = match command {
            Command::Name { .. } => NAME,
            Command::Answer { .. } => ANSWER,
            Command::GiveBack { .. } => GIVE_BACK,
            Command::Settle {} => SETTLE,
            Command::Tick {} => TICK,
        };
        (act, place(&risk.organ, ctx))
    }

    fn decide(risk: &Risk, command: &Command, (): &(), ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
        match command {
            Command::Name { .. } => name(risk, command, ctx),
            Command::Answer { words } => {
                owed(risk, ctx)?;
                if risk.answered {
                    return Err(refuse("risk_answered", ctx));
                }
                Ok(vec![Event::Answered { words: said(words, ctx)? }.into()])
            }
            Command::GiveBack { words } => {
                heard(risk, ctx)?;
                Ok(vec![Event::GivenBack { words: said(words, ctx)?, by: due(ctx) }.into()])
            }
            Command::Settle {} => {
                heard(risk, ctx)?;
                Ok(vec![Event::Settled {}.into()])
            }
            Command::Tick {} => Ok(Vec::new()),
        }
    }

    fn evolve(mut risk: Risk, event: &Event, _: &Written<'_>) -> Risk {
        match event {
            Event::Named { item, organ, by, .. } => {
                risk.item.clone_from(item);
                risk.organ.clone_from(organ);
                risk.by = Some(*by);
            }
            Event::Answered { .. } => risk.answered = true,
            Event::GivenBack { by, .. } => {
                risk.by = Some(*by);
                (risk.answered, risk.overran) = (false, false);
            }
            Event::Settled {} => risk.settled = true,
            Event::Overran { .. } => risk.overran = true,
        }
        risk
    }
}

/// The name of a risk point: what happens to an item in a quarter.
pub fn stream(item: &str, quarter: &str, why: &str) -> String {
    format!("{item}-{quarter}-{why}")
}

/// Where a risk point is: its organ.
pub fn place(organ: &str, ctx: &Ctx<'_>) -> Where {
    Where { division: ctx.division.to_owned(), organ: organ.to_owned(), ..Where::default() }
}

/// What this actor may do about a risk point now, from the rules themselves.
pub fn open_to(risk: &Risk, ctx: &Ctx<'_>) -> Vec<Act> {
    let words = || "—".to_owned();
    let all = [Command::Answer { words: words() }, Command::GiveBack { words: words() }, Command::Settle {}];
    let open = |command: &Command| {
        let (act, place) = Rules::asks(risk, command, ctx);
        let may = ctx.rights.may(ctx.actor, act, &place);
        (may && Rules::decide(risk, command, &(), ctx).is_ok()).then_some(act)
    };
    all.iter().filter_map(open).collect()
}

fn refuse(code: &'static str, ctx: &Ctx<'_>) -> Refusal {
    Refusal::new(code, ctx.editions.service_rule(Rule::Risk))
}

/// Ten working days on; where the calendar ends, plain days stand in: an order does not wait for one.
fn due(ctx: &Ctx<'_>) -> Day {
    let plain = || ctx.today().plus(i32::try_from(ANSWER_WORKING_DAYS).unwrap_or(i32::MAX));
    ctx.calendar.workdays_after(ctx.today(), ANSWER_WORKING_DAYS).map_or_else(|_| plain(), |found| found.day)
}

/// Named once in a quarter, whoever counts again.
fn name(risk: &Risk, command: &Command, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let Command::Name { item, organ, why, quarter, times } = command else { return Ok(Vec::new()) };
    if !risk.item.is_empty() {
        return match ctx.actor.role {
            Role::House => Ok(Vec::new()),
            _ => Err(refuse("risk_named", ctx)),
        };
    }
    let (item, organ, why, quarter) = (item.clone(), organ.clone(), why.clone(), quarter.clone());
    Ok(vec![Event::Named { item, organ, why, quarter, times: *times, by: due(ctx) }.into()])
}

/// It was named, and is not settled.
fn owed(risk: &Risk, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    if risk.item.is_empty() {
        return Err(refuse("risk_unknown", ctx));
    }
    if risk.settled {
        return Err(refuse("risk_over", ctx));
    }
    Ok(())
}

/// The organ has said what it does.
fn heard(risk: &Risk, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    owed(risk, ctx)?;
    if risk.answered { Ok(()) } else { Err(refuse("risk_unanswered", ctx)) }
}

/// Words that nobody may leave out.
fn said(words: &str, ctx: &Ctx<'_>) -> Result<String, Refusal> {
    let words = party::clean_lines(words, REASON_CHARS)
        .map_err(|fault| refuse("words_wrong", ctx).with("why", fault.text()))?;
    if words.is_empty() { Err(refuse("words_missing", ctx)) } else { Ok(words) }
}
