//! What recording a check relies on: nothing but the stream.

use house::Knows;
use kernel::Ctx;
use store::Look;

use crate::rules::{Command, Rules, Watched};

impl Knows for Rules {
    fn know(_: &mut Look<'_>, _: &Watched, _: &Command, _: &Ctx<'_>) -> Result<(), store::Fault> {
        Ok(())
    }
}
