//! The house, tested from outside: one binary for the tidy checks and for the people with verbs.
#![allow(clippy::unwrap_used)]

mod binary;
mod catalogue;
mod commands;
mod county;
mod doors;
mod http;
mod keeping;
mod ledger;
mod oversight;
mod programs;
mod simulator;
mod stories;
mod tidy;
