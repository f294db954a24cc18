//! What issuing relies on: how many serial numbers a prefix has given.

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Command, Known, Licence, Rules};

impl Knows for Rules {
    fn know(
        look: &mut Look<'_>,
        _: &Licence,
        command: &Command,
        ctx: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        let Command::Issue { edition, .. } = command else { return Ok(Known::default()) };
        let kind = ctx.edition(edition).and_then(|e| e.item.outcome.licence.as_ref());
        let Some(kind) = kind else { return Ok(Known::default()) };
        let row = look.get("k_serial", &[Value::from(kind.prefix.as_str())])?;
        Ok(Known { given: row.map_or(0, |row| row.int(1)) })
    }
}
