//! The house, tested from outside: one binary for the tidy checks and for the people with verbs.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod binary;
mod breaches;
mod case_pages;
mod catalogue;
mod citizen;
mod clerks;
mod clocks;
mod commands;
mod counter;
mod county;
mod course;
mod documents;
mod doors;
mod http;
mod journey;
mod keeping;
mod ledger;
mod less;
mod lint;
mod officers;
mod oversight;
mod programs;
mod publishing;
mod register;
mod review;
mod shelves;
mod simulator;
mod snapshots;
mod stories;
mod taken_back;
mod tidy;
mod uploads;
mod verify;
mod visits;
