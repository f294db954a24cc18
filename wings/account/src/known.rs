//! What decisions about accounts rely on: is this identity number somebody's already, and whose?
//!
//! A number that a person types by herself proves nothing, so it keeps nobody else out, and nobody learns
//! from a refusal that it has an account; one that was checked with a card is hers alone.

use house::Knows;
use kernel::Ctx;
use store::{Look, Value};

use crate::rules::{Account, Command, Known, Rules};

impl Knows for Rules {
    fn know(
        look: &mut Look<'_>,
        account: &Account,
        command: &Command,
        _: &Ctx<'_>,
    ) -> Result<Known, store::Fault> {
        match command {
            Command::OpenPerson { id_number, .. } => {
                let holders = holders(look, id_number)?;
                Ok(Known { number_taken: holders.iter().any(|holder| holder.checked), ..Known::default() })
            }
            Command::OpenOrganisation { uscc, .. } => {
                Ok(Known { number_taken: !holders(look, uscc)?.is_empty(), ..Known::default() })
            }
            Command::TakeIn { party, name, number, .. } => {
                let holders = holders(look, number)?;
                let own = holders.iter().find(|holder| holder.party == *party);
                Ok(Known {
                    number_taken: holders.iter().any(|holder| holder.checked && holder.party != *party),
                    same_person: own.is_some_and(|holder| holder.name == *name),
                    ..Known::default()
                })
            }
            Command::NoteAbsence { stand_in, .. } => {
                let found = look.get("k_standing", &[Value::from(stand_in.as_str())])?;
                let role = account.role.and_then(|role| serde_json::to_value(role).ok());
                let fits = found.is_some_and(|row| {
                    role.as_ref().and_then(|role| role.as_str()) == Some(row.text(1))
                        && row.text(2) == account.organ
                });
                Ok(Known { stand_in_fits: fits, ..Known::default() })
            }
            _ => Ok(Known::default()),
        }
    }
}

/// A place that has an identity number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Opaque id.
    pub party: String,
    /// Name.
    pub name: String,
    /// Has somebody seen the card?
    pub checked: bool,
}

/// Who has this number: at most one of them was checked.
///
/// # Errors
/// A store fault.
pub fn holders(look: &mut Look<'_>, number: &str) -> Result<Vec<Holder>, store::Fault> {
    let sql = "select party, name from p_party where id_number = $1 order by party";
    let mut all = Vec::new();
    for row in look.query(sql, &[Value::from(number)])? {
        let (party, name) = (row.text(0).to_owned(), row.text(1).to_owned());
        let checked = look.get("k_checked", &[Value::from(party.as_str())])?.is_some();
        all.push(Holder { party, name, checked });
    }
    Ok(all)
}
