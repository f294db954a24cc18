//! Journeys through a real browser against the real binary; screenshots are kept under `target/screens`.
#![allow(clippy::unwrap_used, dead_code)]

#[path = "../house/binary.rs"]
mod binary;
mod citizen;
mod counter;
#[path = "../house/county.rs"]
mod county;
#[path = "../house/http.rs"]
mod http;
mod journeys;
mod keyboard;
mod prepared;
mod publishing;
mod verify;
mod visitor;
