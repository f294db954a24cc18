//! Who handled a case: what an officer had claimed was worked on by nobody else at that step, only who held a
//! claim gave it back, and only who was asked took it over. Written from the glossary, not from the rules.

use std::collections::BTreeMap;

use facts::Recorded;
use facts::case::Event;
use kernel::Role;

/// What is known of the claims, while the life of a case is read. In the city nobody stands in for anybody
/// and nobody loses a post.
#[derive(Default)]
pub(super) struct Claims {
    held: BTreeMap<Role, String>,
    offered: Option<String>,
}

impl Claims {
    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let (by, role) = (&fact.actor.party, fact.actor.role);
        match event {
            Event::Claimed {} if self.held.contains_key(&role) => {
                return Err("claimed twice at one step".to_owned());
            }
            Event::Claimed {} => {
                self.held.insert(role, by.clone());
            }
            Event::Unclaimed {} => {
                holds(self.held.remove(&role).as_ref() == Some(by), "given back by who did not hold it")?;
            }
            Event::Reassigned { role, to } => {
                self.held.insert(*role, to.clone());
            }
            Event::HandedOver { to } => self.offered = Some(to.clone()),
            Event::TakenOver {} => {
                holds(self.offered.take().as_ref() == Some(by), "taken over by who was not asked")?;
            }
            Event::Accepted { .. }
            | Event::CorrectionAsked { .. }
            | Event::Declined { .. }
            | Event::Referred { .. }
            | Event::Examined { .. }
            | Event::SentBack {}
            | Event::Granted { .. }
            | Event::Denied { .. }
            | Event::Delivered {} => {
                let free = self.held.get(&role).is_none_or(|holder| holder == by);
                holds(free, &format!("{event:?} by another than who had claimed it"))?;
            }
            _ => {}
        }
        Ok(())
    }
}

fn holds(true_of_it: bool, otherwise: &str) -> Result<(), String> {
    if true_of_it { Ok(()) } else { Err(otherwise.to_owned()) }
}
