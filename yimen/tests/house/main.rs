//! The house, tested from outside: one binary for the tidy checks and for the people with verbs.

mod stories;
mod tidy;
