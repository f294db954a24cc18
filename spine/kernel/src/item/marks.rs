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
        if let Some(closing) = &self.closing {
            see("closing".to_owned(), &closing.basis, closing.certainty);
        }
        if let Some(forwarding) = &self.forwarding {
            see("forwarding".to_owned(), &forwarding.basis, forwarding.certainty);
        }
        if let Some(quantity) = &self.quantity {
            see("quantity".to_owned(), &quantity.basis, quantity.certainty);
        }
        if let Some(precheck) = &self.precheck {
            let what = Text::new(precheck.within.zh(), precheck.within.en());
            see("precheck".to_owned(), &what, precheck.certainty);
        }
        if let Some(receipt) = &self.receipt {
            see("receipt".to_owned(), &receipt.basis, receipt.certainty);
        }
        if let Some(elsewhere) = &self.elsewhere {
            see("elsewhere".to_owned(), &elsewhere.basis, elsewhere.certainty);
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
