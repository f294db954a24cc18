//! What can have happened: every event of every wing, data only.
//!
//! Wings hear each other through facts, never through calls. Shapes only grow: a line that was ever
//! shipped is in `golden/` and decodes for ever.

pub mod account;
pub mod bundle;
pub mod case;
pub mod document;
pub mod licence;
pub mod matter;
pub mod oversight;
pub mod portal;
pub mod project;
pub mod review;
pub mod risk;

use kernel::{Actor, Instant, Private};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something that happened, in any wing.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// The catalogue and the calendar.
    Portal(portal::Event),
    /// People, staff and programs.
    Account(account::Event),
    /// A case.
    Case(case::Event),
    /// A licence.
    Licence(licence::Event),
    /// A review of a case.
    Review(review::Event),
    /// A document.
    Document(document::Event),
    /// A matter that no item covers.
    Matter(matter::Event),
    /// What goes wrong again and again.
    Risk(risk::Event),
    /// A check by those who watch.
    Oversight(oversight::Event),
    /// One thing, and its members.
    Bundle(bundle::Event),
    /// A construction project, and its stages.
    Project(project::Event),
}

impl Fact {
    /// As it is written: `kind` (`case.Applied`), `shape`, `body`.
    ///
    /// # Errors
    /// As [`encode`].
    pub fn line(&self) -> Result<(String, i64, String), Unreadable> {
        match self {
            Self::Portal(event) => encode("portal", event),
            Self::Account(event) => encode("account", event),
            Self::Case(event) => encode("case", event),
            Self::Licence(event) => encode("licence", event),
            Self::Review(event) => encode("review", event),
            Self::Document(event) => encode("document", event),
            Self::Matter(event) => encode("matter", event),
            Self::Risk(event) => encode("risk", event),
            Self::Oversight(event) => encode("oversight", event),
            Self::Bundle(event) => encode("bundle", event),
            Self::Project(event) => encode("project", event),
        }
    }
}

macro_rules! of_a_wing {
    ($($wing:ident $name:ident),*) => {$(
        impl From<$wing::Event> for Fact {
            fn from(event: $wing::Event) -> Self {
                Fact::$name(event)
            }
        }
    )*};
}

of_a_wing!(portal Portal, account Account, case Case, licence Licence, review Review, document Document,
    oversight Oversight, matter Matter, risk Risk, bundle Bundle, project Project);

/// A fact with its place on the ledger.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Line of the ledger.
    pub seq: i64,
    /// Whose life it belongs to, `wing/name`.
    pub stream: String,
    /// Its number in that life, from 1.
    pub version: i64,
    /// When it was written.
    pub at: Instant,
    /// When it became true by law.
    pub effective: Instant,
    /// By whom.
    pub actor: Actor,
    /// What it answers.
    pub cause: String,
    /// What happened.
    pub fact: Fact,
    /// Names and free words, while their key exists.
    pub private: Option<Private>,
    /// True if a sealed part was written, whether or not its key still exists.
    pub sealed: bool,
    /// Its hash, lower hex.
    pub hash: String,
}

impl Recorded {
    /// The name of the thing in its wing: the stream without the wing.
    pub fn name(&self) -> &str {
        self.stream.split_once('/').map_or(self.stream.as_str(), |(_, name)| name)
    }

    /// A field of the sealed part; 已删除 where its key was destroyed; empty where there is none.
    pub fn private_field(&self, name: &str) -> String {
        match &self.private {
            Some(private) => private.fields.get(name).cloned().unwrap_or_default(),
            None if self.sealed => ERASED.to_owned(),
            None => String::new(),
        }
    }
}

/// What stands where a party's key was destroyed (one-way door 3).
pub const ERASED: &str = "已删除";

/// A line that no shape of this house can read.
#[derive(Debug)]
pub struct Unreadable(pub String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot read the event: {}", self.0)
    }
}

impl std::error::Error for Unreadable {}

/// The present shape number of every event; grows when a wing's `before.rs` gets an upcaster.
pub const SHAPE: i64 = 1;

/// An event as it is written: `kind` (`case.Applied`), `shape`, `body`.
///
/// # Errors
/// [`Unreadable`] if the event is not an object with one name, which no event of ours is.
pub fn encode<E: Serialize>(wing: &str, event: &E) -> Result<(String, i64, String), Unreadable> {
    let value = serde_json::to_string(event).map_err(|e| Unreadable(e.to_string()))?;
    let rest = value.strip_prefix("{\"").and_then(|v| v.strip_suffix('}'));
    let (name, body) = rest
        .and_then(|v| v.split_once("\":"))
        .ok_or_else(|| Unreadable(format!("{wing}: an event is one named object, not {value}")))?;
    Ok((format!("{wing}.{name}"), SHAPE, body.to_owned()))
}

/// One wing's event from its line.
///
/// # Errors
/// [`Unreadable`] if the kind is not of this wing or the body not of this shape.
pub fn decode_event<E: DeserializeOwned>(kind: &str, shape: i64, body: &str) -> Result<E, Unreadable> {
    let name = kind.split_once('.').map_or(kind, |(_, n)| n);
    if shape != SHAPE || name.contains(['"', '\\']) {
        return Err(Unreadable(format!("{kind} in shape {shape}; this house reads shape {SHAPE}")));
    }
    serde_json::from_str(&format!("{{\"{name}\":{body}}}")).map_err(|e| Unreadable(format!("{kind}: {e}")))
}

/// Any wing's event from its line.
///
/// # Errors
/// [`Unreadable`] if no wing of this house has such a kind.
pub fn decode(kind: &str, shape: i64, body: &str) -> Result<Fact, Unreadable> {
    match kind.split_once('.').map_or("", |(wing, _)| wing) {
        "portal" => decode_event(kind, shape, body).map(Fact::Portal),
        "account" => decode_event(kind, shape, body).map(Fact::Account),
        "case" => decode_event(kind, shape, body).map(Fact::Case),
        "licence" => decode_event(kind, shape, body).map(Fact::Licence),
        "review" => decode_event(kind, shape, body).map(Fact::Review),
        "document" => decode_event(kind, shape, body).map(Fact::Document),
        "matter" => decode_event(kind, shape, body).map(Fact::Matter),
        "risk" => decode_event(kind, shape, body).map(Fact::Risk),
        "oversight" => decode_event(kind, shape, body).map(Fact::Oversight),
        "bundle" => decode_event(kind, shape, body).map(Fact::Bundle),
        "project" => decode_event(kind, shape, body).map(Fact::Project),
        other => Err(Unreadable(format!("no wing “{other}”"))),
    }
}
