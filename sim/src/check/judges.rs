//! Who judged a case: what was verified on the spot was verified by two, nobody decides what he judged
//! himself, conditions met are granted, and nobody gives an opinion for which he was not asked.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::Event;

/// What is known of those who judged, while the life of a case is read.
#[derive(Default)]
pub(super) struct Judges {
    first: Option<String>,
    second: Option<String>,
    two: bool,
    unmet: usize,
    /// Papers that were promised and never came.
    broken: BTreeSet<String>,
    asked: BTreeMap<u32, String>,
}

impl Judges {
    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, event: &Event, by: &str) -> Result<(), String> {
        match event {
            Event::Examined { unmet, two_officers, .. } => {
                (self.first, self.second) = (Some(by.to_owned()), None);
                (self.two, self.unmet) = (*two_officers, unmet.len());
            }
            Event::Confirmed {} | Event::Differed { .. } if self.first.as_deref() == Some(by) => {
                return Err("an examiner is his own second".to_owned());
            }
            Event::Confirmed {} => self.second = Some(by.to_owned()),
            Event::Differed { .. } => self.second = None,
            Event::SentBack {}
            | Event::HearingHeld {}
            | Event::ObjectionAnswered { upheld: true, .. }
            | Event::ConsultationAnswered { agrees: false, .. } => (self.first, self.second) = (None, None),
            Event::Granted { .. } if self.unmet > 0 => return Err("granted against the findings".to_owned()),
            // for want of a place, or because a promised paper never came, it is denied all the same
            Event::Denied { place: None, .. } if self.unmet == 0 && self.broken.is_empty() => {
                return Err("denied with every point met".to_owned());
            }
            Event::Granted { .. } | Event::Denied { .. } => return self.decides(by),
            Event::ToleranceBroken { material, .. } => {
                self.broken.insert(material.clone());
            }
            Event::Followed { materials, .. } => self.broken.retain(|code| !materials.contains(code)),
            Event::OpinionAsked { opinion, of, .. } => {
                self.asked.insert(*opinion, of.clone());
            }
            Event::OpinionGiven { opinion } if self.asked.remove(opinion).as_deref() != Some(by) => {
                return Err("an opinion of somebody who was not asked".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn decides(&self, by: &str) -> Result<(), String> {
        if self.first.is_none() {
            return Err("decided without an examination".to_owned());
        }
        if self.two && self.second.is_none() {
            return Err("decided on what one officer alone verified on the spot".to_owned());
        }
        let judged = [&self.first, &self.second].into_iter().flatten().any(|judge| judge == by);
        if judged { Err("decided by whoever examined it".to_owned()) } else { Ok(()) }
    }
}
