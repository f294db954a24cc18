//! Limited quantity (domain.md §1.1: Licensing Law Art. 57): places go in order of acceptance; by silence, of
//! the receipt (§1.2), and within an instant by the number. Never more are given than there are, and nobody
//! is granted over the head of somebody accepted before. Whoever is denied for want of a place reads where
//! she stood, and whoever has a place because another gave it back is told.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Ending, Event, Place};
use facts::{Fact, Recorded, licence};
use house::World;
use kernel::item::{Item, Period};
use kernel::{Day, Instant};

/// Where somebody stands in the order.
type Key = (Instant, String);

/// The places of one item and period.
#[derive(Debug, Default)]
struct Places {
    many: u32,
    waiting: BTreeSet<Key>,
    given: BTreeSet<String>,
}

impl Places {
    /// Those who have a free place now.
    fn within(&self) -> BTreeSet<Key> {
        let left = usize::try_from(self.many).unwrap_or(0).saturating_sub(self.given.len());
        self.waiting.iter().take(left).cloned().collect()
    }

    fn before(&self, key: &Key) -> usize {
        self.waiting.iter().filter(|other| *other < key).count()
    }
}

/// What is known while the ledger is read.
struct Reader<'a> {
    world: &'a World,
    /// The item of each case, and since when its answer is owed: the instant, and the day that counts.
    cases: BTreeMap<&'a str, (&'a Item, Instant, Day)>,
    /// Accepted, and nobody has said yet where she stands: from which instants it may be.
    owed: Option<(&'a str, Instant, Instant)>,
    queued: BTreeMap<&'a str, ((String, String), Key)>,
    places: BTreeMap<(String, String), Places>,
    /// Lines by which somebody has a place that another gave back, and who.
    told: BTreeMap<i64, Key>,
}

/// Read who was accepted and who was granted; what must not be is said. Says on which lines somebody must be
/// told that she has a place.
pub(super) fn kept(world: &World, facts: &[Recorded]) -> Result<BTreeSet<i64>, String> {
    let (cases, queued) = (BTreeMap::new(), BTreeMap::new());
    let mut reader =
        Reader { world, cases, owed: None, queued, places: BTreeMap::new(), told: BTreeMap::new() };
    for fact in facts {
        let heard = match &fact.fact {
            Fact::Case(event) => reader.hear(fact, event),
            Fact::Licence(
                licence::Event::Expired {}
                | licence::Event::Cancelled { .. }
                | licence::Event::Recalled { .. }
                | licence::Event::Annulled { .. }
                | licence::Event::Revoked { .. },
            ) => reader.given_back(fact),
            _ => Ok(()),
        };
        heard.map_err(|what| format!("places, case {}, line {}: {what}", fact.name(), fact.seq))?;
    }
    match reader.owed {
        Some((name, ..)) => Err(format!("{name} was accepted and nobody knows her place")),
        None => reader.nobody_was_passed(facts).map(|()| reader.told.into_keys().collect()),
    }
}

impl<'a> Reader<'a> {
    fn hear(&mut self, fact: &'a Recorded, event: &'a Event) -> Result<(), String> {
        let name = fact.name();
        // an acceptance brings the place with it, and nothing but a clock of its own comes between
        if let Some((accepted, ..)) = self.owed
            && (accepted != name || !matches!(event, Event::Queued(_) | Event::Overran { .. }))
        {
            return Err(format!("{accepted} was accepted and nobody knows its place"));
        }
        if let Event::Applied { edition, came, .. } = event {
            let edition = self.world.editions.by_hash(edition).ok_or("its edition was never published")?;
            let on = came.as_ref().and_then(|came| came.on).unwrap_or(fact.effective.day());
            self.cases.insert(name, (&edition.item, fact.effective, on));
            return Ok(());
        }
        let Some((item, since, on)) = self.cases.get_mut(name) else { return Ok(()) };
        if item.quantity.is_none() {
            return if matches!(event, Event::Queued(_)) {
                Err("its places are not limited".to_owned())
            } else {
                Ok(())
            };
        }
        match event {
            Event::Corrected { reply_by: Some(_), .. }
            | Event::ToleranceSigned { reply_by: Some(_), .. }
            | Event::PledgeSigned { reply_by: Some(_), .. } => {
                (*since, *on) = (fact.effective, fact.effective.day());
            }
            Event::Accepted { .. } | Event::AcceptedTolerantly { .. } => {
                self.owed = Some((name, fact.effective, fact.effective));
            }
            Event::DeemedAccepted { .. } => {
                // from the day of the receipt: at its instant, where that is on this day
                let (from, to) = (Instant::start_of(*on), Instant::end_of(*on).plus_ms(-1));
                let at = (*since).clamp(from, to);
                self.owed = Some((name, at, at));
            }
            Event::Queued(place) => return self.queues(name, place),
            Event::Denied { place, .. } => return self.denied(name, *place),
            Event::Concluded { ending } => return self.concluded(fact, *ending),
            _ => {}
        }
        Ok(())
    }

    fn queues(&mut self, name: &'a str, place: &Place) -> Result<(), String> {
        let (item, ..) = self.cases.get(name).ok_or("nobody applied")?;
        let quantity = item.quantity.as_ref().ok_or("its places are not limited")?;
        let (whose, from, to) = self.owed.take().ok_or("she was not accepted")?;
        let period = match quantity.period {
            Period::Year => from.day().year().to_string(),
            Period::Always => String::new(),
        };
        let same =
            (place.item.as_str(), place.places, &place.period) == (&*item.code, quantity.places, &period);
        if whose != name || place.at < from || place.at > to || !same {
            return Err(format!("it stands from {}, {from} was due", place.at));
        }
        let (which, key) = ((place.item.clone(), period), (place.at, name.to_owned()));
        let places = self.places.entry(which.clone()).or_default();
        let former = places.within();
        places.many = place.places;
        places.waiting.insert(key.clone());
        // whom an earlier acceptance passed, or who went, is told nothing any more if nobody has told her yet
        let within = places.within();
        self.told.retain(|_, one| !former.contains(one) || within.contains(one));
        match self.queued.insert(name, (which, key)) {
            Some(_) => Err("it stands in the order twice".to_owned()),
            None => Ok(()),
        }
    }

    /// For want of a place only where every place is given; as which number is seen at the end.
    fn denied(&self, name: &str, place: Option<u32>) -> Result<(), String> {
        let (Some(_), Some((which, _))) = (place, self.queued.get(name)) else { return Ok(()) };
        let places = &self.places[which];
        if places.given.len() >= usize::try_from(places.many).unwrap_or(usize::MAX) {
            return Ok(());
        }
        Err(format!("denied for want of a place, while {places:?}"))
    }

    fn concluded(&mut self, fact: &Recorded, ending: Ending) -> Result<(), String> {
        let Some((which, key)) = self.queued.get(fact.name()) else { return Ok(()) };
        let places = self.places.get_mut(which).ok_or("no such places")?;
        if ending == Ending::Granted {
            let (given, before) = (places.given.len(), places.before(key));
            places.waiting.remove(key);
            places.given.insert(fact.name().to_owned());
            let many = usize::try_from(places.many).unwrap_or(usize::MAX);
            if given >= many {
                return Err("granted, and every place was given".to_owned());
            }
            if given + before >= many {
                return Err("granted over the head of somebody accepted before".to_owned());
            }
            return Ok(());
        }
        let former = places.within();
        places.waiting.remove(key);
        self.told.retain(|_, one| one != key);
        if let Some(next) = places.within().difference(&former).next() {
            self.told.insert(fact.seq, next.clone());
        }
        Ok(())
    }

    /// A licence came to its end, and with it the place is free.
    fn given_back(&mut self, fact: &Recorded) -> Result<(), String> {
        let Some((which, _)) = self.queued.get(fact.name()) else { return Ok(()) };
        let places = self.places.get_mut(which).ok_or("no such places")?;
        let former = places.within();
        let free = places.given.remove(fact.name());
        if let Some(next) = places.within().difference(&former).next().filter(|_| free) {
            self.told.insert(fact.seq, next.clone());
        }
        Ok(())
    }

    /// The same once more by what was true and not by what was written: silence accepts at the end of its
    /// day, whenever somebody writes it down.
    fn nobody_was_passed(&self, facts: &[Recorded]) -> Result<(), String> {
        // since when each stands in the order, and until when
        let mut stands: BTreeMap<&str, (Instant, Instant)> = BTreeMap::new();
        for fact in facts {
            let Fact::Case(event) = &fact.fact else { continue };
            match event {
                Event::Accepted { .. } | Event::AcceptedTolerantly { .. } | Event::DeemedAccepted { .. } => {
                    stands.insert(fact.name(), (fact.effective, Instant(i64::MAX)));
                }
                Event::Concluded { .. } => {
                    stands.entry(fact.name()).and_modify(|stands| stands.1 = fact.effective);
                }
                _ => {}
            }
        }
        for fact in facts {
            let Fact::Case(event @ (Event::Granted { .. } | Event::Denied { .. })) = &fact.fact else {
                continue;
            };
            let Some((which, key)) = self.queued.get(fact.name()) else { continue };
            let stands_before = |(name, (place, order)): &(&&str, &((String, String), Key))| {
                let waits = stands
                    .get(**name)
                    .is_some_and(|(since, until)| *since <= fact.effective && *until > fact.effective);
                place == which && order < key && waits
            };
            let before: Vec<&str> = self.queued.iter().filter(stands_before).map(|(name, _)| *name).collect();
            let granted = matches!(event, Event::Granted { .. });
            // of one place whoever waits before is passed over
            if granted && self.places[which].many == 1 && !before.is_empty() {
                return Err(format!(
                    "{} was granted over the heads of {before:?}, accepted before",
                    fact.name()
                ));
            }
            if let Event::Denied { place: Some(place), .. } = event
                && usize::try_from(*place) != Ok(before.len() + 1)
            {
                return Err(format!("{} was denied as number {place}, after {before:?}", fact.name()));
            }
        }
        Ok(())
    }
}
