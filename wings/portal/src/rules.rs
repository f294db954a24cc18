//! When a text becomes an edition: only news is published, and an earlier edition is not news.

use std::collections::BTreeSet;

use facts::portal::Event;
use kernel::decider::Written;
use kernel::{Act, Ctx, Decider, Entry, Refusal, Right, Role, Rule, Where, Within};
use serde::{Deserialize, Serialize};

/// Publishing a text of the catalogue.
pub const PUBLISH: Act = Act("portal.publish");

/// Having items as a spreadsheet, with the marks of what is not verified 待核实.
pub const SHEET: Act = Act("portal.sheet");

/// Who may do what in this wing.
pub const ACTS: &[Right] = &[
    Right { act: PUBLISH, role: Role::House, within: Within::Division },
    Right { act: SHEET, role: Role::Administrator, within: Within::Division },
    Right { act: SHEET, role: Role::Clerk, within: Within::Organ },
    Right { act: SHEET, role: Role::Examiner, within: Within::Organ },
    Right { act: SHEET, role: Role::Head, within: Within::Organ },
];

/// What may be asked of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// A text of an item, a year or the service rule comes into force.
    Publish {
        /// What it is, with its text.
        event: Event,
    },
}

/// One item, year or rule: the text in force and those before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Hash of the text in force.
    pub in_force: String,
    /// Hashes of earlier texts.
    pub earlier: BTreeSet<String>,
}

/// The rules of the catalogue.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "portal";
    type Command = Command;
    type Event = Event;
    type State = Shelf;
    type Known = ();

    fn lapse(_: &Shelf, _: &Ctx<'_>) -> Vec<Entry<Event>> {
        Vec::new()
    }

    fn asks(_: &Shelf, _: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        (PUBLISH, Where { division: ctx.division.to_owned(), ..Where::default() })
    }

    fn decide(
        shelf: &Shelf,
        command: &Command,
        (): &(),
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        let Command::Publish { event } = command;
        let hash = hash_of(event);
        if shelf.in_force == hash {
            return Ok(Vec::new());
        }
        if shelf.earlier.contains(hash) {
            return Err(Refusal::new("edition_stale", ctx.editions.service_rule(Rule::Applying)));
        }
        Ok(vec![event.clone().into()])
    }

    fn evolve(mut shelf: Shelf, event: &Event, _: &Written<'_>) -> Shelf {
        if !shelf.in_force.is_empty() {
            shelf.earlier.insert(shelf.in_force);
        }
        shelf.in_force = hash_of(event).to_owned();
        shelf.earlier.remove(&shelf.in_force);
        shelf
    }
}

/// The hash of the text that an event puts into force.
fn hash_of(event: &Event) -> &str {
    match event {
        Event::ItemPublished { hash, .. }
        | Event::YearPublished { hash, .. }
        | Event::RulesPublished { hash, .. } => hash,
    }
}

/// The stream of what an event publishes, without the wing.
pub fn stream(event: &Event) -> String {
    match event {
        Event::ItemPublished { item, .. } => format!("item-{item}"),
        Event::YearPublished { year, .. } => format!("year-{year}"),
        Event::RulesPublished { .. } => "rules".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use kernel::{Actor, Calendar, Channel, Editions, Instant, Rights};

    use super::*;

    fn year(hash: &str) -> Event {
        Event::YearPublished { year: 2026, hash: hash.to_owned(), text: String::new() }
    }

    /// Publish each hash in turn; says what came of the last.
    fn check(hashes: &[&str]) -> Result<usize, &'static str> {
        let who = Actor {
            party: "files".to_owned(),
            role: Role::House,
            post: String::new(),
            organ: String::new(),
            for_party: String::new(),
            channel: Channel::Console,
            assurance: 0,
        };
        let (calendar, editions, rights) = (Calendar::new(), Editions::default(), Rights::default());
        let now = Instant(0);
        let ctx = Ctx {
            now,
            actor: &who,
            calendar: &calendar,
            editions: &editions,
            rights: &rights,
            division: "449921",
            seed: [0; 16],
        };
        let written = Written { at: now, effective: now, actor: &who };
        let (mut shelf, mut last) = (Shelf::default(), Ok(0));
        for hash in hashes {
            let decided = Rules::decide(&shelf, &Command::Publish { event: year(hash) }, &(), &ctx);
            last = decided.as_ref().map(Vec::len).map_err(|refusal| refusal.code);
            for entry in decided.unwrap_or_default() {
                shelf = Rules::evolve(shelf, &entry.event, &written);
            }
        }
        last
    }

    #[test]
    fn only_news_is_published() {
        assert_eq!(check(&["a"]), Ok(1));
        assert_eq!(check(&["a", "a"]), Ok(0));
        assert_eq!(check(&["a", "b"]), Ok(1));
        assert_eq!(check(&["a", "b", "a"]), Err("edition_stale"));
        assert_eq!(check(&["a", "b", "b"]), Ok(0));
    }
}
