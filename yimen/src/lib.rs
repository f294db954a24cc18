//! The register: which wings stand in this house, and the commands of its one binary.

pub mod commands;
pub mod console;
pub mod county;
pub mod demo;
pub mod story;

use house::Wing;
use house::web::guard::Standing;
use store::Look;

/// Every wing of the house, one line each.
pub static WINGS: &[Wing] =
    &[portal::WING, account::WING, case::WING, licence::WING, document::WING, review::WING, oversight::WING];

/// What a party is to the house: the account wing knows.
///
/// # Errors
/// A store fault.
pub fn standing(look: &mut Look<'_>, party: &str) -> Result<Option<Standing>, store::Fault> {
    let found = account::views::standing(look, party)?;
    Ok(found.map(|(role, organ, post, name)| Standing { role, organ, post, name, for_party: String::new() }))
}
