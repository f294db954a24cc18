//! From acceptance to the decision. A suspension names its statutory kind and its written notice; publicity,
//! a look on the spot and asking another organ are none (domain.md §1.5; Licensing Law Art. 45). An extension
//! comes once, before the day has passed (Art. 42). A hearing has its days and a presider who does not judge
//! (Art. 47, 48). Nothing is decided while somebody waits to be heard.

use std::collections::BTreeMap;

use facts::Recorded;
use facts::case::Event;
use house::World;
use kernel::item::{Item, Situation, SpecialKind};
use kernel::{Basis, Day, Kind, Role};

use super::days::{add, working};

/// A hearing, as far as it has come.
#[derive(Default)]
struct Hearing {
    until: Option<Day>,
    hold_by: Option<Day>,
    set: Option<(Day, String)>,
    held: bool,
}

/// What is known of the course of a case while its life is read.
pub(super) struct Course<'a> {
    world: &'a World,
    item: &'a Item,
    situation: Situation,
    accepted: Option<Day>,
    statutory: Option<Day>,
    stopped: Option<SpecialKind>,
    extended: bool,
    public: Option<bool>,
    objections: BTreeMap<u32, (String, bool)>,
    consulted: BTreeMap<u32, String>,
    visits: BTreeMap<u32, (Day, Vec<String>)>,
    hearing: Hearing,
    /// Who examined or confirmed since the last examination was called for.
    judged: Vec<String>,
    /// The cause of the last line that may not stop a clock.
    no_stop: String,
}

impl<'a> Course<'a> {
    pub(super) fn new(world: &'a World, item: &'a Item, situation: Situation) -> Self {
        Self {
            world,
            item,
            situation,
            accepted: None,
            statutory: None,
            stopped: None,
            extended: false,
            public: None,
            objections: BTreeMap::new(),
            consulted: BTreeMap::new(),
            visits: BTreeMap::new(),
            hearing: Hearing::default(),
            judged: Vec::new(),
            no_stop: String::new(),
        }
    }

    /// Read one more event; what must not be is said.
    pub(super) fn hear(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        self.stops(fact, event)?;
        self.announced(fact, event)?;
        self.heard(fact, event)?;
        match event {
            Event::Accepted { statutory, .. } | Event::AcceptedTolerantly { statutory, .. } => {
                (self.accepted, self.statutory) = (Some(fact.effective.day()), Some(*statutory));
            }
            Event::DeemedAccepted { as_of, statutory, .. } => {
                (self.accepted, self.statutory) = (Some(*as_of), Some(*statutory));
            }
            Event::ClockResumed { statutory, .. }
            | Event::PublicityClosed { statutory: Some(statutory), .. } => self.statutory = Some(*statutory),
            Event::Extended { statutory, .. } => {
                let passed = self.statutory.is_none_or(|day| fact.effective.day() > day);
                if self.extended || passed || self.stopped.is_some() {
                    return Err("extended twice, too late, or while the clock stood".to_owned());
                }
                (self.extended, self.statutory) = (true, Some(*statutory));
            }
            // what is sent up is examined to the end here
            Event::Granted { .. } | Event::Forwarded { .. } => return self.nobody_waits(fact, true),
            // what is denied takes nothing from others
            Event::Denied { .. } => return self.nobody_waits(fact, false),
            _ => {}
        }
        Ok(())
    }

    /// What stops a clock, and what does not.
    fn stops(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        match event {
            Event::VisitSet { .. } | Event::Consulted { .. } => self.no_stop.clone_from(&fact.cause),
            Event::PublicityOpened { .. } if self.not_counted().is_none() => {
                self.no_stop.clone_from(&fact.cause);
            }
            Event::ClockStopped { kind, needed, notice, basis } => {
                if self.stopped.is_some() {
                    return Err("stopped twice".to_owned());
                }
                if notice.trim().is_empty() || *needed == 0 {
                    return Err("stopped without the number of a written notice, or for no time".to_owned());
                }
                self.begins(fact, *kind)?;
                if self.no_stop == fact.cause || !self.lawful(*kind, basis) {
                    return Err(format!("{kind:?} on “{}” stops no clock here", basis.zh));
                }
                self.stopped = Some(*kind);
            }
            Event::ClockResumed { .. } | Event::PublicityClosed { told: Some(_), .. } => self.stopped = None,
            _ => {}
        }
        Ok(())
    }

    /// What the organ inspects itself begins within its days of acceptance, by two officers who were named;
    /// after them the head begins it (Art. 55(1)).
    fn begins(&self, fact: &Recorded, kind: SpecialKind) -> Result<(), String> {
        let special = self.item.special.iter().find(|special| special.kind == kind);
        let Some(within) = special.and_then(|special| special.begin_within) else { return Ok(()) };
        let accepted = self.accepted.ok_or("never accepted")?;
        let late = fact.effective.day() > add(self.world, accepted, within, 0)?;
        if self.visits.is_empty() || (late && fact.actor.role != Role::Head) {
            return Err("an inspection begun by one officer, or late without the head".to_owned());
        }
        Ok(())
    }

    /// For a licence the list of Art. 45, or a clause of its own law; for other kinds their own law alone.
    fn lawful(&self, kind: SpecialKind, basis: &Basis) -> bool {
        let general = basis.zh.contains("行政许可法");
        let named = !basis.zh.trim().is_empty();
        match self.item.kind {
            Kind::Licensing => named && (kind != SpecialKind::ByItemLaw || !general),
            _ => named && !general,
        }
    }

    fn not_counted(&self) -> Option<&kernel::Text> {
        self.item.publicity_in(&self.situation).and_then(|publicity| publicity.not_counted.as_ref())
    }

    /// What is public, whom it moves to object, who is asked, and who comes to look.
    fn announced(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let today = fact.effective.day();
        let wrong = |what: &str| Err(what.to_owned());
        match event {
            Event::PublicityOpened { .. } if self.public.is_some() => return wrong("public twice"),
            Event::PublicityOpened { .. } => self.public = Some(true),
            Event::PublicityClosed { .. } => self.public = Some(false),
            Event::Objected { .. } if self.public != Some(true) => {
                return wrong("objected, and nothing is public");
            }
            Event::Objected { objection, party } => {
                self.objections.insert(*objection, (party.clone(), false));
            }
            Event::ObjectionAnswered { objection, party, .. } => match self.objections.get_mut(objection) {
                Some((whose, answered)) if whose == party && !*answered => *answered = true,
                _ => return wrong("answered what nobody objected, or twice"),
            },
            Event::Consulted { consultation, organ, by, .. } => {
                // while the clock stands its day moves on, and what was told says nothing of it
                let day = self.statutory.filter(|_| self.stopped.is_none());
                if *organ == self.item.organ || *by <= today || day.is_some_and(|day| *by >= day) {
                    return wrong("the organ itself was asked, or until a day that is no use");
                }
                self.consulted.insert(*consultation, organ.clone());
            }
            Event::ConsultationAnswered { consultation, .. } => {
                let asked = self.consulted.remove(consultation);
                if asked.as_ref() != Some(&fact.actor.organ) {
                    return wrong("answered by an organ that was not asked");
                }
            }
            Event::ConsultationLapsed { consultation, .. } => {
                self.consulted.remove(consultation);
            }
            Event::VisitSet { visit, on, officers, .. } => {
                let two = officers.len() >= 2 && officers.first() != officers.get(1);
                if *on <= today || !two || self.visits.insert(*visit, (*on, officers.clone())).is_some() {
                    return wrong("a visit by one officer, or not told before");
                }
            }
            Event::VisitRecorded { visit } => match self.visits.get(visit) {
                Some((on, officers)) if *on <= today && officers.contains(&fact.actor.party) => {}
                _ => return wrong("recorded by who was not there, or before the day"),
            },
            _ => {}
        }
        Ok(())
    }

    /// The right is told, asked for in five working days, announced seven before, held by twenty.
    fn heard(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let today = fact.effective.day();
        let (by, wrong) = (&fact.actor.party, |what: &str| Err(what.to_owned()));
        match event {
            Event::HearingRightTold { until, .. } => {
                if self.hearing.until.is_some() || *until != working(self.world, today, 5)? {
                    return wrong("the right was told twice, or not for five working days");
                }
                self.hearing.until = Some(*until);
            }
            Event::HearingRequested { hold_by } => {
                let late = self.hearing.until.is_none_or(|until| today > until);
                if late || self.hearing.hold_by.is_some() || *hold_by != working(self.world, today, 20)? {
                    return wrong("asked for too late or twice, or not held within twenty working days");
                }
                self.hearing.hold_by = Some(*hold_by);
            }
            Event::HearingSet { on, presider, .. } => {
                let earliest = working(self.world, today, 7)?;
                let latest = self.hearing.hold_by.ok_or("nobody asked for a hearing")?;
                let this = self.hearing.set.as_ref() == Some(&(*on, presider.clone()));
                if *on < earliest || *on > latest.max(earliest) || self.hearing.held || this {
                    return wrong("announced too late, set beyond its day, or the same once more");
                }
                self.hearing.set = Some((*on, presider.clone()));
            }
            Event::HearingHeld {} => {
                let set = self.hearing.set.as_ref();
                if set.is_none_or(|(on, presider)| today < *on || presider != by) || self.hearing.held {
                    return wrong("held by who does not preside, before its day, or twice");
                }
                self.hearing.held = true;
                self.judged.clear();
            }
            Event::Examined { .. } => self.judged = vec![by.clone()],
            Event::Confirmed {} => self.judged.push(by.clone()),
            Event::SentBack {}
            | Event::ObjectionAnswered { upheld: true, .. }
            | Event::ConsultationAnswered { agrees: false, .. } => self.judged.clear(),
            _ => {}
        }
        let presider = self.hearing.set.as_ref().map(|(_, presider)| presider);
        match presider.filter(|presider| self.judged.contains(presider)) {
            Some(presider) => Err(format!("{presider} presides the hearing and examines")),
            None => Ok(()),
        }
    }

    /// A decision comes when nobody has to be heard any more.
    fn nobody_waits(&self, fact: &Recorded, grants: bool) -> Result<(), String> {
        let required =
            grants && self.item.publicity_in(&self.situation).is_some_and(|publicity| publicity.required);
        let today = fact.effective.day();
        let hearing = &self.hearing;
        let may_ask = hearing.until.is_some_and(|until| today <= until) && hearing.hold_by.is_none();
        let what = if self.stopped.is_some() {
            "while the clock stood"
        } else if self.public == Some(true) || (required && self.public.is_none()) {
            "before it was public to the end"
        } else if self.objections.values().any(|(_, answered)| !answered) {
            "over an objection"
        } else if !self.consulted.is_empty() {
            "before another organ had spoken or kept silent"
        } else if may_ask || (hearing.hold_by.is_some() && !hearing.held) {
            "before a hearing"
        } else {
            return Ok(());
        };
        Err(format!("decided {what}"))
    }
}
