//! The house, tested from outside: one binary for the tidy checks and for the people with verbs.
#![allow(clippy::unwrap_used)]

mod binary;
mod commands;
mod county;
mod http;
mod ledger;
mod oversight;
mod programs;
mod stories;
mod tidy;
