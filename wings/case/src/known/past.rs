//! What was true of a case at an instant, folded anew from its lines on the ledger.

use facts::{Fact, Recorded};
use kernel::decider::Written;
use kernel::{Decider, Instant};

use crate::rules::{Case, Rules};

/// The case as it was true at an instant: what became true by then, even if it was written later.
pub fn as_of(facts: &[Recorded], then: Instant) -> Case {
    let known = facts.iter().filter(|fact| fact.effective <= then);
    known.fold(Case::default(), |case, fact| match &fact.fact {
        Fact::Case(event) => {
            let written = Written { at: fact.at, effective: fact.effective, actor: &fact.actor };
            Rules::evolve(case, event, &written)
        }
        _ => case,
    })
}
