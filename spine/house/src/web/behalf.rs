//! Whom an officer takes in at a window: what the window has established, carried from the page that checked
//! the card to the form that is filled in, so that nobody can name a party she did not just see.

use kernel::{Actor, Day, Role};
use serde::{Deserialize, Serialize};

use crate::opening::Inner;

/// The field of a form, and of an address, that carries it.
pub const BEHALF_FIELD: &str = "visitor";
/// Milliseconds for which it is good: a long conversation at a counter.
const GOOD_MS: i64 = 2 * 3_600_000;

/// The person or organisation before the window, as she said and showed it there; nothing that the house
/// knows of her besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// Opaque id.
    pub party: String,
    /// A person, or an organisation: `Role::Citizen` or `Role::Agent`.
    pub role: Role,
    /// Name as on the card.
    pub name: String,
    /// Identity number, or unified social credit code.
    pub number: String,
    /// Mobile number, as given.
    pub phone: String,
    /// The parcel in which it came, where nobody stands there 快递.
    #[serde(default)]
    pub parcel: Option<Parcel>,
}

/// A parcel, as its label says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Number of the waybill.
    pub waybill: String,
    /// Who sent it.
    pub sender: String,
    /// The day on which it came.
    pub arrived: Day,
}

#[derive(Serialize, Deserialize)]
struct Pass {
    until: i64,
    visitor: Visitor,
}

fn place(clerk: &Actor) -> String {
    format!("behalf {}", clerk.party)
}

/// Seal it for this officer alone.
pub fn seal(inner: &Inner, clerk: &Actor, visitor: &Visitor) -> String {
    let pass = Pass { until: inner.clock.now().0 + GOOD_MS, visitor: visitor.clone() };
    let text = serde_json::to_string(&pass).expect("texts are JSON");
    inner.vault.seal_loose(&text, &place(clerk), &*inner.chance)
}

/// Whom this officer was given it for, while it is good.
pub fn open(inner: &Inner, clerk: &Actor, sealed: &str) -> Option<Visitor> {
    let text = inner.vault.unseal_loose(sealed, &place(clerk))?;
    let pass: Pass = serde_json::from_str(&text).ok()?;
    (inner.clock.now().0 < pass.until).then_some(pass.visitor)
}
