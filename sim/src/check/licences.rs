//! What became of licences afterwards: nothing after an end; renewal only where it was asked for in time, by
//! silence only at the end of the last day (Licensing Law Art. 50); amendment only where it was asked for
//! (Art. 49); suspension until its day; ends by the organ's head, with clause and remedies (Art. 7, 69, 70).

use std::collections::BTreeMap;

use facts::licence::Event;
use facts::{Fact, Recorded};
use house::World;
use kernel::{Actor, Basis, Day, Instant, Kind, Limit, Role, Text};

use super::days::add;

/// One licence, while its life is read.
#[derive(Default)]
struct Life {
    organ: String,
    party: String,
    /// Is it a licence in law, and how long before its end renewal must be asked for?
    terms: Option<(Kind, Limit)>,
    until: Option<Day>,
    asked: bool,
    silence: bool,
    amendment: bool,
    surrendered: bool,
    suspended: Option<Day>,
    over: bool,
}

/// Read every licence's life; what must not be is said.
pub(super) fn kept(world: &World, now: Instant, facts: &[Recorded]) -> Result<(), String> {
    let mut lives: BTreeMap<&str, Life> = BTreeMap::new();
    for fact in facts {
        let Fact::Licence(event) = &fact.fact else { continue };
        let life = lives.entry(fact.name()).or_default();
        let read = life.slept(fact.at, event).and_then(|()| life.hear(world, fact, event));
        read.map_err(|what| format!("licence of case {}, line {}: {what}", fact.name(), fact.seq))?;
    }
    let slept =
        |(name, life): (&&str, &Life)| life.overdue(now).map(|what| format!("licence of {name}: {what}"));
    match lives.iter().find_map(slept) {
        Some(what) => Err(what),
        None => Ok(()),
    }
}

impl Life {
    /// What time alone should have said by now.
    fn overdue(&self, now: Instant) -> Option<&'static str> {
        let passed = |day: Option<Day>| day.map(Instant::end_of).is_some_and(|end| end <= now);
        match self.over {
            false if passed(self.until) => Some("its term is over and nothing was said"),
            false if passed(self.suspended) => Some("its suspension is over and nothing was said"),
            _ => None,
        }
    }

    /// Before anything else happens, what time alone made true must have been said.
    fn slept(&self, at: Instant, event: &Event) -> Result<(), String> {
        let by_clock =
            matches!(event, Event::Expired {} | Event::Lifted {} | Event::Renewed { by_silence: true, .. });
        match self.overdue(at).filter(|_| !by_clock) {
            Some(what) => Err(what.to_owned()),
            None => Ok(()),
        }
    }

    fn hear(&mut self, world: &World, fact: &Recorded, event: &Event) -> Result<(), String> {
        let wrong = |what: &str| Err(what.to_owned());
        if self.over {
            return wrong("something became of it after its end");
        }
        self.hers(&fact.actor, event)?;
        let today = fact.effective.day();
        match event {
            Event::Issued { .. } => self.issued(world, event)?,
            Event::RenewalAsked {} => self.asks_renewal(world, today)?,
            Event::RenewalDenied { .. } if !self.asked => return wrong("denied, and nobody asked"),
            Event::RenewalDenied { .. } => self.asked = false,
            Event::Renewed { .. } => self.renewed(fact, event)?,
            Event::Expired {} if self.until.map(Instant::end_of) != Some(fact.effective) => {
                return wrong("expired on another day");
            }
            Event::Expired {} if self.asked && self.silence => return wrong("expired over silence"),
            Event::AmendmentAsked {} => self.amendment = true,
            Event::Amended { .. } | Event::AmendmentDenied { .. } if !self.amendment => {
                return wrong("an amendment that nobody asked for");
            }
            Event::Amended { .. } | Event::AmendmentDenied { .. } => self.amendment = false,
            Event::Suspended { until, order, .. } => {
                if self.suspended.is_some() || *until < today || order.is_empty() {
                    return wrong("suspended twice, into the past, or without a decision");
                }
                self.suspended = Some(*until);
            }
            Event::Lifted {} => {
                let until = self.suspended.take().ok_or("lifted, and it was not suspended")?;
                if fact.effective > Instant::end_of(until) {
                    return wrong("lifted after its time");
                }
            }
            Event::SurrenderAsked {} => self.surrendered = true,
            Event::Cancelled { ground: facts::licence::Gone::Surrendered, .. } if !self.surrendered => {
                return wrong("cancelled as surrendered, and nobody asked");
            }
            Event::Revoked { order, .. } if order.is_empty() => return wrong("revoked without a decision"),
            _ => {}
        }
        self.adverse(event)?;
        self.over = matches!(
            event,
            Event::Expired {}
                | Event::Cancelled { .. }
                | Event::Recalled { .. }
                | Event::Annulled { .. }
                | Event::Revoked { .. }
        );
        Ok(())
    }

    fn issued(&mut self, world: &World, event: &Event) -> Result<(), String> {
        let Event::Issued { edition, organ, party, until, .. } = event else { return Ok(()) };
        let item = world.editions.by_hash(edition).map(|edition| &edition.item);
        let item = item.ok_or("its edition was never published")?;
        (self.organ, self.party, self.until) = (organ.clone(), party.clone(), *until);
        let own = item.renewal.as_ref().map(|own| own.before);
        // thirty days before the end (Art. 50), which are working days (Art. 82)
        let general = (item.kind == Kind::Licensing).then_some(Limit::working_days(30));
        self.silence = item.renewal.as_ref().map_or(general.is_some(), |own| own.silence);
        self.terms = own.or(general).map(|before| (item.kind, before));
        Ok(())
    }

    /// In time: the days before the end have not begun.
    fn asks_renewal(&mut self, world: &World, today: Day) -> Result<(), String> {
        let (last, terms) = (self.until.ok_or("it has no end")?, self.terms.ok_or("it is not renewed")?);
        let calendar = last.days_since(today) <= i64::from(terms.1.n) * 3;
        if self.asked || (calendar && add(world, today, terms.1, 0)? > last) {
            return Err("renewal was asked for twice, or too late".to_owned());
        }
        self.asked = true;
        Ok(())
    }

    fn renewed(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let Event::Renewed { from, until, by_silence } = event else { return Ok(()) };
        let last = self.until.ok_or("renewed what has no end")?;
        if !self.asked {
            return Err("renewed, and nobody asked".to_owned());
        }
        if *from != last.next() || until <= from {
            return Err("renewed for another term".to_owned());
        }
        let at_the_end = fact.effective == Instant::end_of(last);
        if *by_silence && !(self.silence && at_the_end) {
            return Err("renewed by silence at another instant".to_owned());
        }
        (self.until, self.asked) = (Some(*until), false);
        Ok(())
    }

    /// Was it his or hers to do?
    fn hers(&self, who: &Actor, event: &Event) -> Result<(), String> {
        let holder =
            matches!(event, Event::RenewalAsked {} | Event::AmendmentAsked {} | Event::SurrenderAsked {});
        let clock = matches!(
            event,
            Event::Issued { .. }
                | Event::Expired {}
                | Event::Lifted {}
                | Event::AnnulmentProposed { .. }
                | Event::ProposalLifted {}
                | Event::Renewed { by_silence: true, .. }
        );
        let may = if holder {
            who.acting_for() == self.party && matches!(who.role, Role::Citizen | Role::Agent)
        } else {
            clock || (who.role == Role::Head && who.organ == self.organ)
        };
        if may { Ok(()) } else { Err(format!("not for {} as {:?} to do: {event:?}", who.party, who.role)) }
    }

    /// Whatever takes something from the holder names its clause and where she may object; for what is no
    /// licence in law never the Licensing Law.
    fn adverse(&self, event: &Event) -> Result<(), String> {
        let (basis, remedies): (&Basis, &Vec<Text>) = match event {
            Event::RenewalDenied { basis, remedies }
            | Event::AmendmentDenied { basis, remedies }
            | Event::Suspended { basis, remedies, .. }
            | Event::Cancelled { basis, remedies, .. }
            | Event::Recalled { basis, remedies }
            | Event::Annulled { basis, remedies, .. }
            | Event::Revoked { basis, remedies, .. } => (basis, remedies),
            _ => return Ok(()),
        };
        let other = self.terms.is_some_and(|(kind, _)| kind != Kind::Licensing);
        if basis.zh.trim().is_empty() || remedies.is_empty() || (other && basis.zh.contains("行政许可法"))
        {
            return Err("taken away without its own clause, or without a remedy".to_owned());
        }
        Ok(())
    }
}
