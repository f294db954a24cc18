//! Cases: what is asked of an organ, by when it must answer, and what it answered.

pub mod rules;
