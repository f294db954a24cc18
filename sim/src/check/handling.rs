//! Who handled a case: what an officer had claimed was worked on by nobody else at that step, only who held a
//! claim gave it back, and only who was asked took it over; modes that name an officer name one, and what is
//! followed through is closed by nobody but the applicant. Written from the glossary, not from the rules.

use std::collections::{BTreeMap, BTreeSet};

use facts::Recorded;
use facts::case::{Event, Mode};
use kernel::Role;

use super::absences::Absences;

/// What is known of the claims, while the life of a case is read. In the city nobody loses a post.
pub(super) struct Claims<'a> {
    absences: &'a Absences,
    organ: String,
    held: BTreeMap<Role, String>,
    /// Who was asked to take it over, by whoever answered for it or by the head who gave it to her.
    offered: BTreeSet<String>,
    modes: BTreeSet<Mode>,
    settled: bool,
}

impl<'a> Claims<'a> {
    /// Nobody has claimed it yet.
    pub(super) fn new(absences: &'a Absences) -> Self {
        let (held, offered, modes) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        Self { absences, organ: String::new(), held, offered, modes, settled: false }
    }

    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let (by, role) = (&fact.actor.party, fact.actor.role);
        // a claim at this step binds this organ's officers: a body above has its own
        let ours = role == Role::Clerk || fact.actor.organ == self.organ;
        match event {
            Event::Applied { organ, .. } => self.organ.clone_from(organ),
            // who had claimed it here is done with it
            Event::Forwarded { .. } => self.held.clear(),
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
                self.offered.insert(to.clone());
            }
            Event::HandedOver { to } => {
                self.offered.insert(to.clone());
            }
            Event::TakenOver {} => {
                holds(self.offered.remove(by), "taken over by who was not asked")?;
                self.offered.clear();
            }
            Event::Accepted { .. }
            | Event::CorrectionAsked { .. }
            | Event::Declined { .. }
            | Event::Referred { .. }
            | Event::Examined { .. }
            | Event::SentBack {}
            | Event::ClockStopped { .. }
            | Event::Extended { .. }
            | Event::AcceptedTolerantly { .. }
            | Event::Granted { .. }
            | Event::Denied { .. }
            | Event::Delivered {} => {
                if let Some(holder) = self.held.get(&role).filter(|holder| ours && *holder != by)
                    && !self.absences.stands_in(by, holder, fact)
                {
                    return Err(format!("{event:?} by another than who had claimed it"));
                }
            }
            _ => self.in_mode(role, event)?,
        }
        Ok(())
    }

    /// In which modes it is handled, and whether the applicant called it settled.
    fn in_mode(&mut self, role: Role, event: &Event) -> Result<(), String> {
        match event {
            Event::ModeSet { mode, of } => {
                let names = matches!(mode, Mode::Guided | Mode::Tracked);
                if names == of.is_empty() || (role == Role::Supervisor) != (*mode == Mode::Supervised) {
                    return Err("a mode without its officer, or set by who may not".to_owned());
                }
                self.modes.insert(*mode);
            }
            Event::ModeEnded { mode } => {
                let was_set = self.modes.remove(mode);
                if *mode == Mode::Tracked || !was_set {
                    return Err("what is followed through was ended by an officer, or was not set".to_owned());
                }
            }
            Event::Settled {} if self.settled || !self.modes.contains(&Mode::Tracked) => {
                return Err("settled twice, or nobody followed it through".to_owned());
            }
            Event::Settled {} => self.settled = true,
            _ => {}
        }
        Ok(())
    }
}

fn holds(true_of_it: bool, otherwise: &str) -> Result<(), String> {
    if true_of_it { Ok(()) } else { Err(otherwise.to_owned()) }
}
