//! Room on the disk: said once when it runs out, and once when there is some again.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;

/// Whether the disk took what was last written.
#[derive(Debug, Default)]
pub struct Room {
    full: AtomicBool,
}

impl Room {
    /// A command was recorded.
    pub(crate) fn found(&self) {
        if self.full.load(Ordering::Relaxed) && self.full.swap(false, Ordering::Relaxed) {
            tracing::info!("there is room again; commands are recorded");
        }
    }

    /// A command could not be recorded; what its sender is told.
    pub(crate) fn heard(&self, fault: store::Fault) -> Failure {
        match fault {
            store::Fault::Full(why) => {
                if !self.full.swap(true, Ordering::Relaxed) {
                    tracing::error!(
                        why,
                        "the disk takes nothing more; nothing is recorded until there is room"
                    );
                }
                Failure::Full
            }
            store::Fault::Lost(why) => {
                tracing::error!(why, "the database was lost while a command was written");
                Failure::Unsure
            }
            fault => {
                tracing::error!(%fault, "a command could not be recorded");
                fault.into()
            }
        }
    }
}
