//! What decisions about accounts rely on: is this identity number somebody's already?

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Account, Command, Known, Rules};

impl Knows for Rules {
    fn know(look: &mut Look<'_>, _: &Account, command: &Command, _: &Ctx<'_>) -> Result<Known, store::Fault> {
        let number = match command {
            Command::OpenPerson { id_number, .. } => id_number,
            Command::OpenOrganisation { uscc, .. } => uscc,
            _ => return Ok(Known::default()),
        };
        let sql = "select party from p_party where id_number = $1";
        Ok(Known { number_taken: look.one(sql, &[Value::from(number.as_str())])?.is_some() })
    }
}
