//! What no item covers: a matter is given to an organ within two working days, once, and once more by leave
//! of a supervisor; and answered in writing within ten, by the organ that has it, with what it rests on; a
//! limit that passed says so at the end of its day. The county's own rule, written here a second time.

use std::collections::BTreeMap;

use facts::matter::{Event, Limit, Outcome};
use facts::{Fact, Recorded, case};
use house::World;
use kernel::{Day, Instant, Role};

use super::days::working;

const TO_GIVE: u32 = 2;
const TO_ANSWER: u32 = 10;
/// Matters of one party that may be open at once.
const OPEN: usize = 5;

/// One matter, while its life is read.
struct Matter {
    party: String,
    hall: String,
    organ: String,
    limits: BTreeMap<Limit, Day>,
    routed: u32,
    allowed: u32,
    outcome: Option<Outcome>,
    item: String,
    over: bool,
    proposed: bool,
    case: bool,
}

/// Read what became of every matter; what must not be is said.
pub(super) fn kept(world: &World, now: Instant, facts: &[Recorded]) -> Result<(), String> {
    let mut matters: BTreeMap<&str, Matter> = BTreeMap::new();
    for fact in facts {
        let Fact::Matter(event) = &fact.fact else { continue };
        let wrong = |what: String| format!("matter {}, line {}: {what}", fact.name(), fact.seq);
        if let Event::Brought { party, .. } = event {
            let open = matters.values().filter(|one| one.party == *party && !one.over).count();
            let new = brought(world, fact, event).map_err(wrong)?;
            if open >= OPEN || matters.insert(fact.name(), new).is_some() {
                return Err(wrong("brought twice, or one too many".to_owned()));
            }
            continue;
        }
        let known = matters.get_mut(fact.name());
        let matter = known.ok_or_else(|| wrong("it does not begin with what somebody needs".to_owned()))?;
        if let Event::BecameCase { case } = event
            && !filed(facts, case, matter)
        {
            return Err(wrong("it became a case that nobody filed".to_owned()));
        }
        matter.slept_through(fact, event).and_then(|()| matter.hear(fact, event)).map_err(wrong)?;
    }
    match matters.iter().find(|(_, matter)| matter.slept(now) || !matter.over) {
        Some((name, _)) => Err(format!("matter {name} was never answered, or a day passed in silence")),
        None => Ok(()),
    }
}

fn brought(world: &World, fact: &Recorded, event: &Event) -> Result<Matter, String> {
    let Event::Brought { party, hall, route_by, answer_by } = event else {
        return Err("it does not begin with what somebody needs".to_owned());
    };
    let today = fact.effective.day();
    let due = (working(world, today, TO_GIVE)?, working(world, today, TO_ANSWER)?);
    if (*route_by, *answer_by) != due || fact.actor.acting_for() != party {
        return Err(format!("brought by another, or due by {due:?}"));
    }
    Ok(Matter {
        party: party.clone(),
        hall: hall.clone(),
        organ: String::new(),
        limits: BTreeMap::from([(Limit::Route, *route_by), (Limit::Answer, *answer_by)]),
        routed: 0,
        allowed: 0,
        outcome: None,
        item: String::new(),
        over: false,
        proposed: false,
        case: false,
    })
}

/// Did she file this case, under the item that was named?
fn filed(facts: &[Recorded], name: &str, matter: &Matter) -> bool {
    facts.iter().any(|fact| {
        let Fact::Case(case::Event::Applied { party, item, .. }) = &fact.fact else { return false };
        fact.name() == name && *party == matter.party && *item == matter.item
    })
}

impl Matter {
    fn slept(&self, now: Instant) -> bool {
        !self.over && self.limits.values().any(|due| Instant::end_of(*due) <= now)
    }

    fn slept_through(&self, fact: &Recorded, event: &Event) -> Result<(), String> {
        if matches!(event, Event::Overran { .. }) || !self.slept(fact.at) {
            return Ok(());
        }
        Err("a day passed and nothing was said".to_owned())
    }

    fn hear(&mut self, fact: &Recorded, event: &Event) -> Result<(), String> {
        let (who, wrong) = (&fact.actor, |what: &str| Err(what.to_owned()));
        let judges = matches!(who.role, Role::Examiner | Role::Head) && who.organ == self.organ;
        if self.over && !matches!(event, Event::ItemProposed { .. } | Event::BecameCase { .. }) {
            return wrong("something was said after it was over");
        }
        match event {
            Event::Brought { .. } => return wrong("brought twice"),
            Event::Routed { to, again } => {
                let hers =
                    if self.routed == 0 { who.role == Role::Clerk && who.organ == self.hall } else { judges };
                if !hers || self.routed > self.allowed || *again != (self.routed > 0) || *to == self.organ {
                    return wrong("given by who may not, a second time without leave, or to who has it");
                }
                self.limits.remove(&Limit::Route);
                (self.organ, self.routed) = (to.clone(), self.routed + 1);
            }
            Event::RouteAllowed {} => {
                if who.role != Role::Supervisor || self.routed == 0 || self.allowed > 0 {
                    return wrong("leave of another than a supervisor, before the first time, or twice");
                }
                self.allowed += 1;
            }
            Event::Answered { outcome, item, basis } => {
                if !judges || basis.zh.trim().is_empty() || item.is_empty() == (*outcome == Outcome::Item) {
                    return wrong("answered by who does not have it, or on nothing");
                }
                (self.outcome, self.over) = (Some(*outcome), true);
                self.item.clone_from(item);
            }
            Event::ItemProposed { .. } => {
                let may = self.outcome.is_some_and(|outcome| outcome != Outcome::Item);
                if !judges || !may || self.proposed {
                    return wrong("proposed by another, twice, or where there is an item");
                }
                self.proposed = true;
            }
            Event::BecameCase { .. } => {
                if self.outcome != Some(Outcome::Item) || self.case {
                    return wrong("it became a case twice, or of no item");
                }
                self.case = true;
            }
            Event::Withdrawn {} => {
                if who.acting_for() != self.party {
                    return wrong("withdrawn by another");
                }
                self.over = true;
            }
            Event::Overran { limit, due } => {
                if self.limits.remove(limit) != Some(*due) || fact.effective != Instant::end_of(*due) {
                    return wrong("a limit passed that did not run, or at another hour");
                }
            }
        }
        Ok(())
    }
}
