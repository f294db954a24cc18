//! What should follow.

use facts::Recorded;
use house::Intent;
use store::Look;

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(_: &mut Look<'_>, _: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    Ok(Vec::new())
}
