//! The words of the house: what a decision is made of, and nothing that does anything.
//!
//! This crate knows no clock, no disk, no network and no wing.

pub mod bundle;
pub mod calendar;
pub mod decider;
pub mod earlier;
pub mod finding;
pub mod form;
pub mod id;
pub mod item;
pub mod limits;
pub mod party;
pub mod project;
pub mod rights;
pub mod time;
pub mod wording;

pub use calendar::{Calendar, Due, NoYear, Stop};
pub use decider::{Basis, Ctx, Decider, Entry, Private, Refusal, Rule, Text, licensing_law};
pub use item::{Edition, Editions, Item, Kind};
pub use rights::{Act, Actor, Channel, Right, Rights, Role, Sight, Where, Within};
pub use time::{Day, Instant, Limit, Unit};
