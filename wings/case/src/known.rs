//! What decisions about cases rely on besides the case itself: nothing yet.

use facts::case::Event;
use house::Knows;
use kernel::Ctx;
use store::Look;

use crate::rules::{Case, Command, Rules};

impl Knows for Rules {
    fn know(_: &mut Look<'_>, _: &Case, _: &Command, _: &Ctx<'_>) -> Result<(), store::Fault> {
        Ok(())
    }

    fn files(event: &Event) -> Vec<String> {
        match event {
            Event::Applied { files, .. } | Event::Corrected { files, .. } | Event::Enclosed { files, .. } => {
                files.iter().map(|file| file.hash.clone()).collect()
            }
            _ => Vec::new(),
        }
    }
}
