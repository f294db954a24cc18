//! The register: which wings stand in this house, and the commands of its one binary.

pub mod commands;
pub mod console;
pub mod county;
pub mod demo;
pub mod story;

use house::Wing;
use house::web::guard::Standing;
use kernel::Role;
use store::Look;

/// Every wing of the house, one line each.
pub static WINGS: &[Wing] = &[
    portal::WING,
    account::WING,
    case::WING,
    licence::WING,
    document::WING,
    review::WING,
    matter::WING,
    risk::WING,
    oversight::WING,
    bundle::WING,
    project::WING,
];

/// What a party is to the house now, for herself or for whom she may act: the account wing knows.
///
/// # Errors
/// A store fault.
pub fn standing(look: &mut Look<'_>, party: &str, for_party: &str) -> Result<Option<Standing>, store::Fault> {
    let Some((own, organ, post, name)) = account::views::standing(look, party)? else { return Ok(None) };
    let role = match for_party {
        "" => own,
        _ if account::views::is_agent(look, party, for_party)? => Role::Agent,
        _ => return Ok(None),
    };
    Ok(Some(Standing { role, organ, post, name, for_party: for_party.to_owned() }))
}
