//! What should follow from facts: nothing yet; putting right what a bad review found comes with oversight.

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
