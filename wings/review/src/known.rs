//! What a review relies on: whose case it is, and when it was concluded.

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Command, Filed, Known, Review, Rules};

impl Knows for Rules {
    fn know(look: &mut Look<'_>, _: &Review, command: &Command, _: &Ctx<'_>) -> Result<Known, store::Fault> {
        let Command::Give { case, .. } = command;
        Ok(Known { filed: filed(look, case)? })
    }
}

/// What the register says of a case.
///
/// # Errors
/// A store fault.
pub fn filed(look: &mut Look<'_>, case_no: &str) -> Result<Option<Filed>, store::Fault> {
    let row = look.get("k_review_case", &[Value::from(case_no)])?;
    Ok(row.map(|row| Filed {
        party: row.text(1).to_owned(),
        organ: row.text(2).to_owned(),
        item: row.text(4).to_owned(),
        concluded_on: row.text(5).parse().ok(),
    }))
}
