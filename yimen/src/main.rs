//! The one binary of the house.

use std::process::ExitCode;

/// Half of what the writer does is small pieces of memory, taken and given back (decision 0007).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yimen::commands::run()
}
