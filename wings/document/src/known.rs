//! What composing relies on: how many serials an organ has given in a year for a kind of document.

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Command, Document, Known, Rules};

impl Knows for Rules {
    fn know(
        look: &mut Look<'_>,
        _: &Document,
        command: &Command,
        _: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        let Command::Compose { kind, organ, dated, .. } = command else { return Ok(Known::default()) };
        let key = [organ.as_str().into(), kind.word().into(), Value::from(i64::from(dated.year()))];
        Ok(Known { given: look.get("k_document_serial", &key)?.map_or(0, |row| row.int(3)) })
    }
}
