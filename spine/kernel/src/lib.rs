//! (to be written)

pub mod calendar;
pub mod id;
pub mod party;
pub mod time;
