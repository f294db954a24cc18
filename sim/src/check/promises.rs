//! Papers that follow: OBLIGATION_OPEN, KEPT, BROKEN (domain.md §1.5). What follows was signed for; what was
//! broken is not granted over; and whoever broke a promise has none believed until it is made good.

use std::collections::{BTreeMap, BTreeSet};

use facts::case::{Ending, Event};
use facts::{Fact, Recorded};

/// The promises of one case.
#[derive(Debug, Default)]
struct Case {
    party: String,
    signed: Vec<String>,
    open: BTreeSet<String>,
    broken: BTreeSet<String>,
}

/// Read what was promised in every case; what must not be is said.
pub(super) fn kept(facts: &[Recorded]) -> Result<(), String> {
    let mut cases: BTreeMap<&str, Case> = BTreeMap::new();
    for fact in facts {
        let Fact::Case(event) = &fact.fact else { continue };
        let name = fact.name();
        if let Event::ToleranceSigned { .. } | Event::PledgeSigned { .. } = event {
            let party = cases.get(name).map(|case| case.party.clone()).unwrap_or_default();
            if cases.values().any(|case| case.party == party && !case.broken.is_empty()) {
                return Err(format!("case {name}: believed once more, after a promise that was broken"));
            }
        }
        let case = cases.entry(name).or_default();
        hear(case, event).map_err(|what| format!("case {name}, line {}: {what}", fact.seq))?;
    }
    Ok(())
}

fn hear(case: &mut Case, event: &Event) -> Result<(), String> {
    match event {
        Event::Applied { party, .. } => case.party.clone_from(party),
        Event::ToleranceSigned { materials, .. } if case.signed.is_empty() => {
            case.signed.clone_from(materials);
        }
        Event::ToleranceSigned { .. } => return Err("signed twice".to_owned()),
        Event::AcceptedTolerantly { follow, .. } | Event::DeemedAccepted { follow, .. } => {
            let none = follow.is_empty() && matches!(event, Event::AcceptedTolerantly { .. });
            if none || follow.iter().any(|one| !case.signed.contains(&one.material)) {
                return Err("accepted over papers that nobody promised".to_owned());
            }
            case.open = follow.iter().map(|one| one.material.clone()).collect();
        }
        Event::Followed { materials, late, all, .. } => {
            if materials.is_empty() || materials.iter().any(|code| !case.open.contains(code)) {
                return Err("what came was not promised".to_owned());
            }
            if *late != materials.iter().any(|code| case.broken.contains(code)) {
                return Err("in time and late are mixed up".to_owned());
            }
            case.open.retain(|code| !materials.contains(code));
            case.broken.retain(|code| !materials.contains(code));
            if *all != case.open.is_empty() {
                return Err("whether all of it has come is said wrongly".to_owned());
            }
        }
        Event::ToleranceBroken { material, .. } => {
            let new = case.broken.insert(material.clone());
            if !case.open.contains(material) || !new {
                return Err("a promise was broken that was not open".to_owned());
            }
        }
        Event::Granted { .. } if !case.broken.is_empty() => {
            return Err("granted over a broken promise".to_owned());
        }
        // nothing is owed in a matter that ended without a grant, and it can be made good no more
        Event::Concluded { ending } if *ending != Ending::Granted => {
            (case.open, case.broken) = (BTreeSet::new(), BTreeSet::new());
        }
        _ => {}
    }
    Ok(())
}
