//! Promises in place of papers: OBLIGATION_OPEN, KEPT, BROKEN and its separate clock (domain.md §1.5;
//! 优化营商环境 条例 Art. 40). What is signed for may be promised, once, by who broke no promise; a grant on it is
//! verified by its day, by two officers, promise by promise; what is broken is mended by its day or
//! forfeited; and the clock speaks when nobody does.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Event, Mending};
use facts::{Fact, Recorded};
use house::World;
use kernel::item::{Item, Situation};
use kernel::{Day, Instant, Limit, Role, Unit};

use super::days::add;

/// The county's own limits, where the item says nothing, and the days before their end for a reminder.
const TO_CHECK: Limit = Limit { n: 40, unit: Unit::WorkingDays };
const TO_MEND: Limit = Limit { n: 15, unit: Unit::WorkingDays };
const BEFORE_CHECK: i32 = 10;
const BEFORE_MENDED: i32 = 3;

/// A last day, the day of its reminder, and what the clock has said.
#[derive(Clone, Copy, Debug)]
struct Clock {
    by: Day,
    remind_on: Day,
    reminded: bool,
    passed: bool,
}

impl Clock {
    /// From today, with the reminder so many days before, never today.
    fn told(world: &World, today: Day, limit: Limit, before: i32, told: (Day, Day)) -> Result<Self, String> {
        let by = add(world, today, limit, 0)?;
        let remind_on = by.plus(-before).max(today.next()).min(by);
        if told == (by, remind_on) {
            return Ok(Self { by, remind_on, reminded: false, passed: false });
        }
        Err(format!("told {told:?}, and {by} with a reminder on {remind_on} was due"))
    }

    fn reminds(&mut self, at: Instant, by: Day) -> Result<(), String> {
        if self.reminded || self.passed || at != Instant::start_of(self.remind_on) || by != self.by {
            return Err(format!("the reminder of {} came twice or on another day", self.by));
        }
        self.reminded = true;
        Ok(())
    }

    fn passes(&mut self, at: Instant, due: Day) -> Result<(), String> {
        if !self.reminded {
            return Err(format!("{} passed and nobody had been reminded", self.by));
        }
        if self.passed || at != Instant::end_of(self.by) || due != self.by {
            return Err(format!("{} passed twice or on another day", self.by));
        }
        self.passed = true;
        Ok(())
    }

    /// Has it something to say that it has not said?
    fn slept(&self, now: Instant) -> bool {
        let reminder = !self.reminded && Instant::start_of(self.remind_on) <= now;
        !self.passed && (reminder || Instant::end_of(self.by) <= now)
    }
}

/// The promise of one case.
struct Pledge<'a> {
    item: &'a Item,
    situation: Situation,
    party: String,
    organ: String,
    signed: Option<BTreeSet<String>>,
    accepted: bool,
    /// Granted on it by this command, and the verification not told.
    owed: Option<String>,
    check: Option<Clock>,
    checked: bool,
    mend: Option<Clock>,
    reported: bool,
    refused: bool,
    mended: bool,
}

/// Read what was promised in every case in place of papers; what must not be is said.
pub(super) fn kept(world: &World, now: Instant, facts: &[Recorded]) -> Result<(), String> {
    let mut cases: BTreeMap<&str, Pledge<'_>> = BTreeMap::new();
    for fact in facts {
        let Fact::Case(event) = &fact.fact else { continue };
        let wrong = |what: String| format!("promise of case {}, line {}: {what}", fact.name(), fact.seq);
        if let Event::Applied { edition, situation, party, organ, .. } = event {
            let edition = world.editions.by_hash(edition);
            let edition = edition.ok_or_else(|| wrong("its edition was never published".to_owned()))?;
            let (item, situation, party, organ) =
                (&edition.item, situation.clone(), party.clone(), organ.clone());
            cases.insert(fact.name(), Pledge::new(item, situation, party, organ));
            continue;
        }
        if matches!(event, Event::PledgeSigned { .. } | Event::ToleranceSigned { .. }) {
            let party = cases.get(fact.name()).map(|case| case.party.clone()).unwrap_or_default();
            if cases.values().any(|case| case.party == party && case.mend.is_some() && !case.mended) {
                return Err(wrong("believed once more, after a promise that was broken".to_owned()));
            }
        }
        let Some(case) = cases.get_mut(fact.name()) else { continue };
        let read = case.slept_through(fact, event).and_then(|()| case.hear(world, fact, event));
        read.map_err(wrong)?;
    }
    match cases.iter().find(|(_, case)| case.slept(now) || case.owed.is_some()) {
        Some((name, _)) => Err(format!("promise of case {name}: a day passed and nothing was said")),
        None => Ok(()),
    }
}

impl<'a> Pledge<'a> {
    fn new(item: &'a Item, situation: Situation, party: String, organ: String) -> Self {
        Self {
            item,
            situation,
            party,
            organ,
            signed: None,
            accepted: false,
            owed: None,
            check: None,
            checked: false,
            mend: None,
            reported: false,
            refused: false,
            mended: false,
        }
    }

    fn slept(&self, now: Instant) -> bool {
        let mends = self.mend.filter(|_| !self.reported && !self.mended);
        // who was just told that it is not mended needs no reminder
        let mends = mends.map(|clock| Clock { reminded: clock.reminded || self.refused, ..clock });
        self.check.filter(|_| !self.checked).into_iter().chain(mends).any(|clock| clock.slept(now))
    }

    fn slept_through(&self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let by_clock = matches!(
            event,
            Event::PledgeCheckNear { .. }
                | Event::PledgeCheckOverdue { .. }
                | Event::PledgeMendReminded { .. }
                | Event::PledgeForfeited { .. }
                | Event::FollowReminded { .. }
                | Event::ToleranceBroken { .. }
                | Event::Overran { .. }
        );
        if by_clock || !self.slept(fact.at) {
            return Ok(());
        }
        Err("a day of the promise passed and nothing was said".to_owned())
    }

    fn hear(&mut self, world: &World, fact: &Recorded, event: &Event) -> Result<(), String> {
        let wrong = |what: &str| Err(what.to_owned());
        if self.owed.as_ref().is_some_and(|cause| fact.cause != *cause) {
            return wrong("granted on a promise, and the verification was not told");
        }
        match event {
            Event::PledgeSigned { materials, on_paper, .. } => self.signs(fact, materials, *on_paper),
            Event::Received { materials: Some(came) } | Event::Corrected { materials: came, .. } => {
                self.comes(came);
                Ok(())
            }
            Event::Enclosed { material, .. } => {
                self.comes(std::slice::from_ref(material));
                Ok(())
            }
            Event::Accepted { .. } | Event::AcceptedTolerantly { .. } | Event::DeemedAccepted { .. } => {
                self.accepted = true;
                Ok(())
            }
            Event::Granted { .. } => {
                let open = self.signed.as_ref().is_some_and(|signed| !signed.is_empty());
                self.owed = open.then(|| fact.cause.clone());
                Ok(())
            }
            Event::PledgeToCheck { .. }
            | Event::PledgeCheckNear { .. }
            | Event::PledgeCheckOverdue { .. }
            | Event::PledgeChecked { .. } => self.verified(world, fact, event),
            _ => self.mends(fact, event),
        }
    }

    /// A paper that came before the acceptance needs no promise.
    fn comes(&mut self, came: &[String]) {
        if let Some(signed) = self.signed.as_mut().filter(|_| !self.accepted) {
            signed.retain(|code| !came.contains(code));
        }
    }

    fn signs(&mut self, fact: &Recorded, materials: &[String], on_paper: bool) -> Result<(), String> {
        let offered = self.item.commitment_in(&self.situation).is_some();
        let may = |code: &String| self.item.material(code).is_some_and(|material| material.by_commitment);
        if !offered || self.accepted || materials.is_empty() || !materials.iter().all(may) {
            return Err("signed for what may not be promised".to_owned());
        }
        if on_paper != (fact.actor.role == Role::Clerk) {
            return Err("a paper that no window saw, or one from home".to_owned());
        }
        match self.signed.replace(materials.iter().cloned().collect()) {
            // all that was promised came after all, and it is promised again
            Some(former) if !former.is_empty() => Err("signed twice".to_owned()),
            _ => Ok(()),
        }
    }

    fn verified(&mut self, world: &World, fact: &Recorded, event: &Event) -> Result<(), String> {
        let (today, own) = (fact.effective.day(), self.item.commitment.as_ref());
        let own = own.ok_or("nothing may be promised here")?;
        if let Event::PledgeToCheck { by, remind_on, basis } = event {
            if self.owed.take().is_none() || basis.zh.is_empty() {
                return Err("to be verified, and nothing was granted on it".to_owned());
            }
            let limit = own.check_within.unwrap_or(TO_CHECK);
            self.check = Some(Clock::told(world, today, limit, BEFORE_CHECK, (*by, *remind_on))?);
            return Ok(());
        }
        let check = self.check.as_mut().filter(|_| !self.checked).ok_or("nothing is to be verified")?;
        match event {
            Event::PledgeCheckNear { by } => check.reminds(fact.effective, *by),
            Event::PledgeCheckOverdue { due, .. } => check.passes(fact.effective, *due),
            Event::PledgeChecked { officers, kept, broken, mend } => {
                two(officers, fact, &self.organ)?;
                let found: BTreeSet<&String> = kept.iter().chain(broken).collect();
                let all: BTreeSet<&String> = self.item.promises.iter().map(|one| &one.code).collect();
                if found != all
                    || found.len() != kept.len() + broken.len()
                    || mend.is_some() == broken.is_empty()
                {
                    return Err(
                        "not every promise was found kept or broken, or nothing is to be mended".to_owned()
                    );
                }
                self.checked = true;
                let Some(Mending { by, remind_on, basis, remedies }) = mend else { return Ok(()) };
                if basis.zh.is_empty() || remedies.is_empty() {
                    return Err("ordered without a clause or a remedy".to_owned());
                }
                let limit = own.mend_within.unwrap_or(TO_MEND);
                self.mend = Some(Clock::told(world, today, limit, BEFORE_MENDED, (*by, *remind_on))?);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn mends(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let known = matches!(
            event,
            Event::PledgeMendReminded { .. }
                | Event::PledgeMendReported {}
                | Event::PledgeMendRefused { .. }
                | Event::PledgeMended { .. }
                | Event::PledgeForfeited { .. }
        );
        if !known {
            return Ok(());
        }
        let wrong = |what: &str| Err(what.to_owned());
        let mend = self.mend.as_mut().filter(|_| !self.mended).ok_or("nothing is to be mended")?;
        match event {
            Event::PledgeMendReminded { by } if !self.reported => mend.reminds(fact.effective, *by)?,
            Event::PledgeMendReported {} if !self.reported => self.reported = true,
            Event::PledgeMendRefused { officers, .. } if self.reported => {
                two(officers, fact, &self.organ)?;
                (self.reported, self.refused) = (false, true);
            }
            Event::PledgeMended { officers } if self.reported => {
                two(officers, fact, &self.organ)?;
                self.mended = true;
            }
            Event::PledgeForfeited { due, basis, remedies, points } if !self.reported => {
                if basis.zh.is_empty() || remedies.is_empty() || points.is_empty() {
                    return wrong("forfeited without a clause, a remedy or what for");
                }
                // what was reported in time and not mended is forfeited when two officers have seen it
                let seen = self.refused && fact.effective == fact.at && mend.by < fact.at.day();
                if seen && !mend.passed && *due == mend.by {
                    mend.passed = true;
                } else {
                    // who was just told that it is not mended needs no reminder
                    mend.reminded |= self.refused;
                    mend.passes(fact.effective, *due)?;
                }
            }
            _ => return wrong("reported twice, answered unasked, or spoken of while it was reported"),
        }
        Ok(())
    }
}

/// The officer who says it and another of the organ.
fn two(officers: &[String], fact: &Recorded, organ: &str) -> Result<(), String> {
    let different = officers.iter().collect::<BTreeSet<_>>().len() >= 2;
    if different && officers.contains(&fact.actor.party) && fact.actor.organ == organ {
        return Ok(());
    }
    Err(format!("seen by {officers:?}, and not by two of the organ"))
}
