//! The counter and the tireless clerks: desk, follower, timekeeper, catalogue files, web kit.
//!
//! The house knows facts, store and kernel; it knows no wing. The register gives it the wings.

mod aside;
pub mod catalogue;
pub mod chance;
pub mod clock;
pub mod console;
pub mod content;
pub mod desk;
pub mod diary;
pub mod door;
pub mod failure;
pub mod files;
pub mod follow;
pub mod handbook;
pub mod hands;
pub mod heads;
pub mod ledger;
pub mod links;
pub mod opening;
pub mod outbox;
pub mod printing;
pub mod rebuild;
pub mod rehearsal;
pub mod room;
pub mod spelling;
pub mod texts;
pub mod timekeeper;
pub mod upkeep;
pub mod vault;
pub mod web;
pub mod wing;
pub mod wording;
pub mod world;

pub use desk::{Cause, Receipt, To};
pub use failure::Failure;
pub use opening::{Config, House};
pub use wing::{Entrance, Intent, Knows, Panel, Subject, Wing};
pub use world::World;
