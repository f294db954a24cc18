//! The house, tested from outside: one binary for the tidy checks and for the people with verbs.

mod simulator;
mod stories;
mod tidy;
