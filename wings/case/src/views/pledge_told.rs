//! The sentences of a promise in place of papers, and what officers found of it.

use std::collections::BTreeMap;

use facts::case::{Event, FINDING};
use facts::{Fact, Recorded};
use kernel::Text;
use kernel::item::Item;

use super::diary::{Fill, Fills, course, day, joined, materials};

pub(super) fn sentence(event: &Event, item: &Item) -> (&'static str, Fills) {
    let promises = |codes: &[String]| {
        let name = |code: &String| {
            item.promise(code).map_or_else(|| Text::new(code, code), |promise| promise.text.clone())
        };
        Fill::Said(joined(codes.iter().map(name), "；", "; "))
    };
    let clause = |basis: &kernel::Basis| ("basis", Fill::Said(basis.clone()));
    let remedies = |all: &[Text]| ("remedies", Fill::Said(joined(all.iter().cloned(), "", " ")));
    match event {
        Event::PledgeSigned { materials: some, on_paper, .. } => {
            let name = if *on_paper { "PledgeSignedOnPaper" } else { "PledgeSigned" };
            (name, vec![("materials", materials(item, some))])
        }
        Event::PledgeToCheck { by, basis, .. } => ("PledgeToCheck", vec![("by", day(*by)), clause(basis)]),
        Event::PledgeCheckNear { by } => ("PledgeCheckNear", vec![("by", day(*by))]),
        Event::PledgeCheckOverdue { due, basis } => {
            ("PledgeCheckOverdue", vec![("due", day(*due)), clause(basis)])
        }
        Event::PledgeChecked { broken, mend: Some(order), .. } => {
            let fills = vec![("points", promises(broken)), ("by", day(order.by)), clause(&order.basis)];
            ("PledgeCheckedBroken", [fills, vec![remedies(&order.remedies)]].concat())
        }
        Event::PledgeChecked { .. } => ("PledgeChecked", vec![]),
        Event::PledgeMendReminded { by } => ("PledgeMendReminded", vec![("by", day(*by))]),
        Event::PledgeMendReported {} => ("PledgeMendReported", vec![]),
        Event::PledgeMendRefused { .. } => ("PledgeMendRefused", vec![]),
        Event::PledgeMended { .. } => ("PledgeMended", vec![]),
        Event::PledgeForfeited { due, points, basis, remedies: all } => {
            let fills = vec![("due", day(*due)), ("points", promises(points)), clause(basis), remedies(all)];
            ("PledgeForfeited", fills)
        }
        other => course(other),
    }
}

/// What was found of each promise that was not kept, by its code; sealed on the ledger.
pub fn findings(facts: &[Recorded]) -> BTreeMap<String, String> {
    let checked = |fact: &&Recorded| matches!(fact.fact, Fact::Case(Event::PledgeChecked { .. }));
    let Some(private) = facts.iter().rev().find(checked).and_then(|fact| fact.private.as_ref()) else {
        return BTreeMap::new();
    };
    let found = private.fields.iter().filter_map(|(name, text)| Some((name.strip_prefix(FINDING)?, text)));
    found.map(|(code, text)| (code.to_owned(), text.clone())).collect()
}
