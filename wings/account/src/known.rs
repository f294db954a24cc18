//! What decisions about accounts rely on: has another organisation this code already?
//!
//! A number that a person types by herself proves nothing, so it keeps nobody else out, and nobody learns
//! from a refusal that it has an account.

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Account, Command, Known, Rules};

impl Knows for Rules {
    fn know(look: &mut Look<'_>, _: &Account, command: &Command, _: &Ctx<'_>) -> Result<Known, store::Fault> {
        let Command::OpenOrganisation { uscc, .. } = command else { return Ok(Known::default()) };
        let sql = "select party from p_party where id_number = $1";
        Ok(Known { number_taken: look.one(sql, &[Value::from(uscc.as_str())])?.is_some() })
    }
}
