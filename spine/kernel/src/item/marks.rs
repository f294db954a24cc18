//! Facts of an item that nobody has read in the primary text yet: 待核实.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Certainty, Item};
use crate::decider::Text;

/// A fact marked `L` or `U`, for the administrator to verify.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Doubt {
    /// Where it stands in the file, like `materials.2`.
    pub at: String,
    /// The fact.
    pub what: Text,
    /// How certain it is.
    pub certainty: Certainty,
}

impl Item {
    /// Everything this file marks as not certain, in its order.
    pub fn doubts(&self) -> Vec<Doubt> {
        let mut found = Vec::new();
        let mut see = |at: String, what: &Text, certainty: Certainty| {
            if certainty != Certainty::C {
                found.push(Doubt { at, what: what.clone(), certainty });
            }
        };
        see("statutory_limit".to_owned(), &self.statutory_basis, self.statutory_certainty);
        let precheck = self.precheck.as_ref();
        let looked = precheck.map(|one| Text::new(one.within.zh(), one.within.en())).unwrap_or_default();
        let single = [
            ("closing", self.closing.as_ref().map(|one| (&one.basis, one.certainty))),
            ("forwarding", self.forwarding.as_ref().map(|one| (&one.basis, one.certainty))),
            ("quantity", self.quantity.as_ref().map(|one| (&one.basis, one.certainty))),
            ("precheck", precheck.map(|one| (&looked, one.certainty))),
            ("receipt", self.receipt.as_ref().map(|one| (&one.basis, one.certainty))),
            ("elsewhere", self.elsewhere.as_ref().map(|one| (&one.basis, one.certainty))),
        ];
        for (at, found) in single {
            let Some((what, certainty)) = found else { continue };
            see(at.to_owned(), what, certainty);
        }
        for (n, one) in self.set_by.iter().enumerate() {
            see(format!("set_by.{n}"), &one.text, one.certainty);
        }
        for (n, one) in self.conditions.iter().enumerate() {
            see(format!("conditions.{n}"), &one.text, one.certainty);
        }
        for (n, one) in self.materials.iter().enumerate() {
            see(format!("materials.{n}"), &one.name, one.certainty);
            if let Some(following) = &one.may_follow {
                see(format!("materials.{n}.may_follow"), &following.basis, following.certainty);
            }
        }
        for (n, one) in self.points.iter().enumerate() {
            see(format!("points.{n}"), &one.text, one.certainty);
            if let Some(on_site) = &one.on_site {
                see(format!("points.{n}.on_site"), &on_site.basis, on_site.certainty);
            }
        }
        for (n, one) in self.special.iter().enumerate() {
            see(format!("special.{n}"), &one.name, one.certainty);
        }
        for (n, one) in self.fees.iter().enumerate() {
            see(format!("fees.{n}"), &one.name, one.certainty);
        }
        if let Some(commitment) = &self.commitment {
            see("commitment".to_owned(), &commitment.basis, commitment.certainty);
        }
        for (n, one) in self.promises.iter().enumerate() {
            see(format!("promises.{n}"), &one.text, one.certainty);
        }
        if let Some(licence) = &self.outcome.licence {
            see("outcome.licence".to_owned(), &self.outcome.name, licence.certainty);
        }
        found
    }
}
