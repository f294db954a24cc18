//! The outside: the only room that speaks to the world. Trusts nothing, times everything out.
//!
//! Only rehearsals stand here now: a county's gateway for text messages is bought with its contract, and
//! its channel comes with it.

pub mod rehearsal;

pub use rehearsal::TextsToFile;
