//! Who may have the ledger checked, and that a check is recorded once (one-way door 5: heads and hashes
//! are worth what somebody compares); and what an organ owes when it broke a limit.

mod breach;
mod limits;

use facts::oversight::{Broken, Event, Finding};
use kernel::decider::Written;
use kernel::{Act, Ctx, Day, Decider, Entry, Refusal, Right, Role, Rule, Where, Within};
use serde::{Deserialize, Serialize};

pub use breach::{Appeal, Breach};

/// Having the ledger checked.
pub const VERIFY: Act = Act("oversight.verify");

/// Seeing what was broken, and what was said of it.
pub const SEE: Act = Act("oversight.see");
const OPEN: Act = Act("oversight.open");
const EXPLAIN: Act = Act("oversight.explain");
const ANSWER: Act = Act("oversight.answer");
const APPEAL: Act = Act("oversight.appeal");
const JUDGE: Act = Act("oversight.judge");
const CLOSE: Act = Act("oversight.close");
const TICK: Act = Act("oversight.tick");

const fn right(act: Act, role: Role, within: Within) -> Right {
    Right { act, role, within }
}

/// Who may do what in this wing: heads speak for their organ, supervisors judge.
pub const ACTS: &[Right] = &[
    right(VERIFY, Role::Administrator, Within::Division),
    right(OPEN, Role::House, Within::Division),
    right(TICK, Role::House, Within::Division),
    right(EXPLAIN, Role::Head, Within::Organ),
    right(ANSWER, Role::Head, Within::Organ),
    right(APPEAL, Role::Head, Within::Organ),
    right(JUDGE, Role::Supervisor, Within::Division),
    right(CLOSE, Role::Supervisor, Within::Division),
    right(SEE, Role::Citizen, Within::Own),
    right(SEE, Role::Agent, Within::Own),
    right(SEE, Role::Clerk, Within::Hall),
    right(SEE, Role::Examiner, Within::Organ),
    right(SEE, Role::Head, Within::Organ),
    right(SEE, Role::Program, Within::Organ),
    right(SEE, Role::Supervisor, Within::Division),
];

/// Findings that an event names; the rest are counted, and `yimen ledger verify` names them all.
pub const FINDINGS: usize = 20;

/// What may be asked of oversight: a check of the ledger, or something about a broken limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Record what a check found.
    Record {
        /// Lines read.
        lines: i64,
        /// Number of the last line.
        last: i64,
        /// Heads compared.
        heads: i64,
        /// Were heads found outside the database?
        outside: bool,
        /// Everything that is wrong.
        findings: Vec<Found>,
    },
    /// A clock of a case ran out.
    Open {
        /// Number of the case.
        case: String,
        /// Code of the item.
        item: String,
        /// Code of the organ.
        organ: String,
        /// Which limit.
        broken: Broken,
        /// The day that passed.
        due: Day,
    },
    /// 公开说明.
    Explain {
        /// Why; public.
        words: String,
    },
    /// 答复督办, 答复整改.
    Answer {
        /// What is done about it.
        words: String,
    },
    /// 办结.
    Close {},
    /// 归责申诉.
    Appeal {
        /// Why the delay is not the organ's.
        words: String,
    },
    /// 申诉成立.
    Uphold {
        /// Why.
        words: String,
    },
    /// 申诉不成立.
    Dismiss {
        /// Why.
        words: String,
    },
    /// Nothing is asked; `lapse` speaks for the clock.
    Tick {},
}

/// One thing that a check found to be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What: a word of `[oversight.finding]`.
    pub kind: String,
    /// First line concerned.
    pub first: i64,
    /// Last line concerned.
    pub last: i64,
}

/// One thing that oversight keeps: a check of the ledger, or a broken limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Was a check recorded?
    pub recorded: bool,
    /// The broken limit.
    pub breach: Option<Breach>,
}

/// The rules of oversight.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "oversight";
    type Command = Command;
    type Event = Event;
    type State = Watched;
    type Known = ();

    fn lapse(watched: &Watched, ctx: &Ctx<'_>) -> Vec<Entry<Event>> {
        watched.breach.as_ref().map(|breach| breach::lapse(breach, ctx)).unwrap_or_default()
    }

    fn asks(watched: &Watched, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let organ = watched.breach.as_ref().map(|breach| breach.organ.clone()).unwrap_or_default();
        let act = match command {
            Command::Record { .. } => VERIFY,
            Command::Open { .. } => OPEN,
            Command::Explain { .. } => EXPLAIN,
            Command::Answer { .. } => ANSWER,
            Command::Appeal { .. } => APPEAL,
            Command::Uphold { .. } | Command::Dismiss { .. } => JUDGE,
            Command::Close {} => CLOSE,
            Command::Tick {} => TICK,
        };
        (act, Where { division: ctx.division.to_owned(), organ, ..Where::default() })
    }

    fn decide(
        watched: &Watched,
        command: &Command,
        (): &(),
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        match (command, &watched.breach) {
            (Command::Record { .. }, _) => Ok(record(watched, command)),
            (Command::Open { .. }, breach) => Ok(breach::open(breach.as_ref(), command, ctx)),
            (Command::Tick {}, _) => Ok(Vec::new()),
            (command, Some(breach)) => breach::decide(breach, command, ctx),
            (_, None) => Err(Refusal::new("nothing_broken", ctx.editions.service_rule(Rule::Decision))),
        }
    }

    fn evolve(mut watched: Watched, event: &Event, _: &Written<'_>) -> Watched {
        watched.recorded |= matches!(event, Event::LedgerVerified { .. });
        watched.breach = breach::evolve(watched.breach, event);
        watched
    }
}

/// A check is recorded once.
fn record(watched: &Watched, command: &Command) -> Vec<Entry<Event>> {
    let Command::Record { lines, last, heads, outside, findings } = command else { return Vec::new() };
    if watched.recorded {
        return Vec::new();
    }
    vec![Entry::from(Event::LedgerVerified {
        lines: *lines,
        last: *last,
        heads: *heads,
        outside: *outside,
        faults: i64::try_from(findings.len()).unwrap_or(i64::MAX),
        findings: findings.iter().take(FINDINGS).map(finding).collect(),
    })]
}

/// What this actor may do about a breach now; derived from the rules themselves.
pub fn open_to(watched: &Watched, ctx: &Ctx<'_>) -> Vec<Act> {
    let words = || "—".to_owned();
    let all = [
        Command::Explain { words: words() },
        Command::Answer { words: words() },
        Command::Close {},
        Command::Appeal { words: words() },
        Command::Uphold { words: words() },
    ];
    let open = |command: &Command| {
        let (act, place) = Rules::asks(watched, command, ctx);
        let may = ctx.rights.may(ctx.actor, act, &place);
        (may && Rules::decide(watched, command, &(), ctx).is_ok()).then_some(act)
    };
    all.iter().filter_map(open).collect()
}

fn finding(found: &Found) -> Finding {
    Finding { kind: found.kind.clone(), first: found.first, last: found.last }
}

#[cfg(test)]
mod tests;
