//! What should follow: whoever has her password replaced hears of it, lest it was somebody else.

use facts::account::Event;
use facts::{Fact, Recorded};
use house::Intent;
use kernel::Role;
use store::Look;

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(_: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    let Fact::Account(Event::PasswordReset { party }) = &fact.fact else { return Ok(Vec::new()) };
    // an officer has no telephone here, and got hers from an administrator
    if fact.actor.role != Role::Clerk {
        return Ok(Vec::new());
    }
    Ok(vec![Intent::Send {
        name: "reset",
        channel: "sms",
        party: party.clone(),
        text: "password_reset",
        fills: Vec::new(),
    }])
}
