//! What should follow: nothing; oversight watches and says, it does not act on cases.

use facts::Recorded;
use house::Intent;
use store::Look;

/// What should follow from a fact.
///
/// # Errors
/// None.
pub fn react(_: &mut Look<'_>, _: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    Ok(Vec::new())
}
