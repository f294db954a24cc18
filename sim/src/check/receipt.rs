//! How it came in (domain.md §1.2, §1.4 A.5; §1.5 SUBMITTED, PRECHECK_RETURNED, RECEIVED). A parcel counts
//! from the day on which it came; another hall takes in what the item lets it, sends the papers once, and
//! once they arrive. A look before formal receipt is advice, asked for by the applicant before anybody
//! answered; what it returns is the one notice, told in the same breath.

use std::collections::BTreeSet;

use facts::Recorded;
use facts::case::{Event, Way};
use kernel::item::Item;
use kernel::{Channel, Role};

/// Days before today on which a parcel may have come: the county's own.
const PARCEL_DAYS: i64 = 60;

/// What is known of how a case came in, while its life is read.
pub(super) struct Receipt<'a> {
    item: &'a Item,
    /// The hall that took it in for another, and whether the papers were sent, and arrived.
    away: Option<(String, bool, bool)>,
    /// She asked for a look, and nobody has said anything since.
    look: bool,
    looked: bool,
    received: bool,
    noticed: bool,
    /// The cause of a look that was returned; the notice has the same.
    returned: Option<String>,
}

impl<'a> Receipt<'a> {
    /// Nothing has come in.
    pub(super) fn new(item: &'a Item) -> Self {
        let (look, looked, received) = (false, false, false);
        Self { item, away: None, look, looked, received, noticed: false, returned: None }
    }

    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        if let Some(cause) = self.returned.take()
            && !matches!(event, Event::CorrectionAsked { .. } if fact.cause == cause)
        {
            return Err("a look was returned and what is lacking was not told".to_owned());
        }
        match event {
            Event::Applied { .. } => self.came(fact, event),
            Event::PapersSent { .. } | Event::PapersArrived {} => self.carried(fact, event),
            _ => self.looks(fact, event),
        }
    }

    /// By which way, and from which day it counts.
    fn came(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let Event::Applied { came: Some(came), helped_by, .. } = event else { return Ok(()) };
        let (who, today) = (&fact.actor, fact.effective.day());
        let ours = who.organ == self.item.organ || who.organ == self.item.hall;
        let at_counter = who.role == Role::Clerk && *helped_by == who.party;
        let right = match came.way {
            Way::Window => at_counter && ours,
            Way::Courier => at_counter && ours && !came.waybill.is_empty(),
            Way::Elsewhere => {
                self.away = Some((came.at.clone(), false, false));
                at_counter && !ours && came.at == who.organ && self.item.elsewhere.is_some()
            }
            Way::Terminal => who.channel == Channel::Kiosk && helped_by.is_empty(),
            Way::Mobile => who.channel == Channel::Mobile && helped_by.is_empty(),
            Way::Computer => who.channel == Channel::Web && helped_by.is_empty(),
        };
        let day = match (came.way, came.on) {
            (_, None) => true,
            (Way::Courier, Some(on)) => on < today && today.days_since(on) <= PARCEL_DAYS,
            (_, Some(on)) => on > today && self.item.receipt.is_some(),
        };
        if !right || !day || came.on.is_some() != (came.basis.is_some() && came.way != Way::Elsewhere) {
            return Err(format!(
                "it came by {:?} in another way, or counts from a day without a clause",
                came.way
            ));
        }
        Ok(())
    }

    fn carried(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let (who, wrong) = (&fact.actor, |what: &str| Err(what.to_owned()));
        let Some((at, sent, arrived)) = &mut self.away else { return wrong("no other hall has the papers") };
        match event {
            Event::PapersSent { from } => {
                if *sent || from != at || who.organ != *at {
                    return wrong("papers sent twice, or by a hall that does not have them");
                }
                *sent = true;
            }
            _ => {
                if !*sent || *arrived || (who.organ != self.item.hall && who.organ != self.item.organ) {
                    return wrong("papers arrived twice, unsent, or elsewhere");
                }
                *arrived = true;
            }
        }
        Ok(())
    }

    fn looks(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        match event {
            Event::PrecheckAsked { .. } => {
                if self.looked || self.received || self.noticed || self.item.precheck.is_none() {
                    return Err("a look was asked for twice, or after somebody had answered".to_owned());
                }
                (self.look, self.looked) = (true, true);
            }
            Event::PrecheckPassed {} | Event::PrecheckReturned {} => {
                if !self.look {
                    return Err("a look that nobody asked for, or whose answer came before".to_owned());
                }
                self.look = false;
                if matches!(event, Event::PrecheckReturned {}) {
                    self.returned = Some(fact.cause.clone());
                }
            }
            Event::Received { .. } => self.received = true,
            Event::CorrectionAsked { .. } => (self.noticed, self.look) = (true, false),
            Event::Accepted { .. }
            | Event::AcceptedTolerantly { .. }
            | Event::DeemedAccepted { .. }
            | Event::Concluded { .. } => self.look = false,
            _ => {}
        }
        Ok(())
    }

    /// At the end everything that another hall took in has arrived.
    pub(super) fn over(&self) -> Result<(), String> {
        match (&self.returned, &self.away) {
            (Some(_), _) => Err("a look was returned and what is lacking was not told".to_owned()),
            (_, Some((_, sent, arrived))) if !sent || !arrived => {
                Err("the papers that another hall took in never arrived".to_owned())
            }
            _ => Ok(()),
        }
    }
}

/// Papers that she said she would bring and nobody has seen, as far as the events say it.
#[derive(Debug, Default)]
pub(super) struct ToBring(BTreeSet<String>);

impl ToBring {
    /// Read one more event.
    pub(super) fn hear(&mut self, event: &Event) {
        match event {
            Event::Applied { materials, files, .. } => {
                let filed = |code: &&String| files.iter().any(|file| file.material == **code);
                self.0 = materials.iter().filter(|code| !filed(code)).cloned().collect();
            }
            Event::Received { materials: None } => self.0.clear(),
            Event::Received { materials: Some(codes) } | Event::PledgeSigned { materials: codes, .. } => {
                self.0.retain(|code| !codes.contains(code));
            }
            Event::Enclosed { material, .. } => {
                self.0.remove(material);
            }
            _ => {}
        }
    }

    /// What is to come.
    pub(super) fn codes(&self) -> &BTreeSet<String> {
        &self.0
    }
}
