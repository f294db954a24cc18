//! Who may have the ledger checked, and that a check is recorded once (one-way door 5: heads and hashes
//! are worth what somebody compares).

use facts::oversight::{Event, Finding};
use kernel::decider::Written;
use kernel::{Act, Ctx, Decider, Entry, Refusal, Right, Role, Where, Within};
use serde::{Deserialize, Serialize};

/// Having the ledger checked.
pub const VERIFY: Act = Act("oversight.verify");

/// Who may do what in this wing.
pub const ACTS: &[Right] = &[Right { act: VERIFY, role: Role::Administrator, within: Within::Division }];

/// Findings that an event names; the rest are counted, and `yimen ledger verify` names them all.
pub const FINDINGS: usize = 20;

/// What may be asked of a check.
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

/// One check of the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Was it recorded?
    pub recorded: bool,
}

/// The rules of oversight.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "oversight";
    type Command = Command;
    type Event = Event;
    type State = Verification;
    type Known = ();

    fn lapse(_: &Verification, _: &Ctx<'_>) -> Vec<Entry<Event>> {
        Vec::new()
    }

    fn asks(_: &Verification, _: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        (VERIFY, Where { division: ctx.division.to_owned(), ..Where::default() })
    }

    fn decide(
        check: &Verification,
        command: &Command,
        (): &(),
        _: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        if check.recorded {
            return Ok(Vec::new());
        }
        let Command::Record { lines, last, heads, outside, findings } = command;
        Ok(vec![Entry::from(Event::LedgerVerified {
            lines: *lines,
            last: *last,
            heads: *heads,
            outside: *outside,
            faults: i64::try_from(findings.len()).unwrap_or(i64::MAX),
            findings: findings.iter().take(FINDINGS).map(finding).collect(),
        })])
    }

    fn evolve(mut check: Verification, event: &Event, _: &Written<'_>) -> Verification {
        match event {
            Event::LedgerVerified { .. } => check.recorded = true,
        }
        check
    }
}

fn finding(found: &Found) -> Finding {
    Finding { kind: found.kind.clone(), first: found.first, last: found.last }
}

#[cfg(test)]
mod tests;
