//! The joint clock of a stage: every working day is somebody's, and nobody's twice. Reckoned anew from what
//! happened and the calendar whenever it is asked; never stored.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, NoYear};
use crate::time::Day;

/// Whose turn it is with one member of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The house is filing it, or an organ has it before it is accepted.
    Filed,
    /// An organ has it, accepted.
    Organ,
    /// The applicant is asked for something 补正.
    Applicant,
    /// A special procedure runs 中介、检测、评审: its time is no organ's.
    Intermediary,
    /// Its outcome is there.
    Done,
    /// It ended without one.
    Failed,
    /// It is not needed any more, or was taken back.
    Dropped,
}

impl Turn {
    /// Will nothing more become of it?
    pub fn settled(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Dropped)
    }
}

/// From the day after this one it is somebody's turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Code of the item.
    pub member: String,
    /// The day: still of whoever had it before (as a stopped clock counts the day on which it stops).
    pub on: Day,
    /// Whose.
    pub turn: Turn,
}

/// Working days by whose they were. The three make up the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Spent {
    /// Of the organs 政府用时: as long as any organ has anything to do.
    pub government: u32,
    /// Of the applicant 申请人用时: all that is open waits for her.
    pub applicant: u32,
    /// Of laboratories, surveyors, experts 中介和特别程序用时: all that is open waits for them, or for them and
    /// the applicant.
    pub intermediary: u32,
    /// All working days 历时.
    pub elapsed: u32,
    /// Does it rest on a year without an official notice?
    pub provisional: bool,
}

impl Spent {
    /// Both together.
    pub fn and(self, other: Spent) -> Spent {
        Spent {
            government: self.government + other.government,
            applicant: self.applicant + other.applicant,
            intermediary: self.intermediary + other.intermediary,
            elapsed: self.elapsed + other.elapsed,
            provisional: self.provisional || other.provisional,
        }
    }
}

/// The working days after `from` up to and including `to`, by whose they were; `turns` in any order: the days
/// say it. `asked` are the last days of organs whose opinion was awaited: up to the day on which it
/// came, it was the government's turn.
///
/// # Errors
/// A year that is not in the calendar.
pub fn spent(
    turns: &[Turned],
    asked: &[Day],
    from: Day,
    to: Day,
    calendar: &Calendar,
) -> Result<Spent, NoYear> {
    let mut turns: Vec<&Turned> = turns.iter().collect();
    // those of one day in the order in which they happened
    turns.sort_by_key(|turned| turned.on);
    let mut all = Spent::default();
    let mut now: BTreeMap<&str, Turn> = BTreeMap::new();
    let (mut next, mut day) = (0, from);
    while day < to {
        // what happened on a day counts from the next one
        while let Some(turned) = turns.get(next).filter(|turned| turned.on <= day) {
            now.insert(&turned.member, turned.turn);
            next += 1;
        }
        let before = day;
        day = day.next();
        let (days, provisional) = calendar.workdays_between(before, day)?;
        all.provisional |= provisional;
        if days == 0 {
            continue;
        }
        all.elapsed += 1;
        let any = |turn: Turn| now.values().any(|one| *one == turn);
        let open = asked.iter().any(|last| *last >= day);
        if open || any(Turn::Filed) || any(Turn::Organ) {
            all.government += 1;
        } else if any(Turn::Intermediary) {
            all.intermediary += 1;
        } else if any(Turn::Applicant) {
            all.applicant += 1;
        } else {
            // everything is there: the lead's reply is what is wanting
            all.government += 1;
        }
    }
    Ok(all)
}
