//! The life of a document: composed when an act calls for it, drawn once, and never drawn again.
//!
//! What the law wants in writing: receipt, acceptance, correction, decline and referral (Licensing Law
//! Art. 32), special procedures (Art. 45), the decision (Art. 38); for other kinds of items the same papers
//! are worded otherwise and rest on the item's own law or the county's service rule (one-way door 9).

mod composing;

use std::collections::BTreeMap;

use facts::document::{Event, Kind};
use kernel::decider::Written;
use kernel::{Act, Ctx, Day, Decider, Entry, Refusal, Right, Role, Rule, Where, Within};
use serde::{Deserialize, Serialize};

/// Composing and answering for the printing room: the house's own.
pub const COMPOSE: Act = Act("document.compose");
/// Having it.
pub const SEE: Act = Act("document.see");
/// Asking that it be drawn again, where it could not be.
pub const DRAW_AGAIN: Act = Act("document.draw_again");

/// Who may do what in this wing: nobody but the house composes, because a document follows an act.
pub const ACTS: &[Right] = &[
    Right { act: COMPOSE, role: Role::House, within: Within::Division },
    Right { act: DRAW_AGAIN, role: Role::Administrator, within: Within::Division },
    Right { act: SEE, role: Role::Citizen, within: Within::Own },
    Right { act: SEE, role: Role::Agent, within: Within::Own },
    Right { act: SEE, role: Role::Clerk, within: Within::Hall },
    Right { act: SEE, role: Role::Examiner, within: Within::Organ },
    Right { act: SEE, role: Role::Head, within: Within::Organ },
    Right { act: SEE, role: Role::Program, within: Within::Organ },
];

/// Among the words of a receipt: codes of the materials of which files came, apart by blanks.
pub(crate) const FILED: &str = "filed";
/// Among the words of a receipt: not empty where the papers lie on a counter.
pub(crate) const AT_COUNTER: &str = "at_counter";

/// What may be asked of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// An act calls for it.
    Compose {
        /// Which document.
        kind: Kind,
        /// The case.
        case: String,
        /// Code of the item.
        item: String,
        /// The edition, by hash.
        edition: String,
        /// The organ that speaks.
        organ: String,
        /// The hall that took the case in, or empty.
        hall: String,
        /// Whose it is.
        party: String,
        /// The day of the act.
        dated: Day,
        /// What the act said, by the names of the county's blanks.
        words: BTreeMap<String, String>,
        /// Codes of the materials, fields or points the act named.
        codes: Vec<String>,
    },
    /// The printing room: it is a file.
    Drawn {
        /// SM3 of the sealed bytes.
        hash: String,
        /// Bytes before they were sealed.
        bytes: i64,
    },
    /// The printing room: it cannot be printed.
    NotDrawn {
        /// Characters no font has.
        glyphs: Vec<String>,
        /// Why, for the administrator.
        why: String,
    },
    /// 再次打印.
    DrawAgain {},
}

/// One document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Has it its words?
    pub composed: bool,
    /// The file it is.
    pub hash: Option<String>,
    /// Was the last answer of the printing room that it cannot be printed?
    pub stuck: bool,
}

/// What the registers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Serials given so far by the organ for this kind in this year.
    pub given: i64,
}

/// The rules of documents.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "document";
    type Command = Command;
    type Event = Event;
    type State = Document;
    type Known = Known;

    fn lapse(_: &Document, _: &Ctx<'_>) -> Vec<Entry<Event>> {
        Vec::new()
    }

    fn asks(_: &Document, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let place = Where { division: ctx.division.to_owned(), ..Where::default() };
        let act = if matches!(command, Command::DrawAgain {}) { DRAW_AGAIN } else { COMPOSE };
        (act, place)
    }

    fn decide(
        document: &Document,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        match command {
            Command::Compose { .. } if document.composed => Ok(Vec::new()),
            Command::Compose { .. } => composing::compose(command, known, ctx),
            // bytes once issued stay what they are, whatever is drawn later
            Command::Drawn { .. } | Command::NotDrawn { .. } if document.hash.is_some() => Ok(Vec::new()),
            Command::Drawn { hash, bytes } => {
                Ok(vec![Event::Drawn { hash: hash.clone(), bytes: *bytes }.into()])
            }
            Command::NotDrawn { glyphs, why } => {
                Ok(vec![Event::NotDrawn { glyphs: glyphs.clone(), why: why.clone() }.into()])
            }
            Command::DrawAgain {} => draw_again(document, ctx),
        }
    }

    fn evolve(mut document: Document, event: &Event, _: &Written<'_>) -> Document {
        match event {
            Event::Composed { .. } => document.composed = true,
            Event::Drawn { hash, .. } => {
                document.hash = Some(hash.clone());
                document.stuck = false;
            }
            Event::NotDrawn { .. } => document.stuck = true,
            Event::DrawAsked {} => document.stuck = false,
        }
        document
    }
}

fn draw_again(document: &Document, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let basis = || ctx.editions.service_rule(Rule::Delivery);
    if document.hash.is_some() {
        return Err(Refusal::new("drawn_already", basis()));
    }
    if !document.stuck {
        return Err(Refusal::new("being_drawn", basis()));
    }
    Ok(vec![Event::DrawAsked {}.into()])
}

#[cfg(test)]
mod tests;
