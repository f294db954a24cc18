//! What should follow: whoever had an account that was handed to the person at a window, or has her password
//! replaced, hears of it, lest it was somebody else.

use facts::account::Event;
use facts::{Fact, Recorded};
use house::Intent;
use kernel::Role;
use store::{Fault, Look};

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(_: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, Fault> {
    let Fact::Account(event) = &fact.fact else { return Ok(Vec::new()) };
    let (name, text, party) = match event {
        Event::IdentityChecked { party, handed_over: true } => ("account_checked", "account_checked", party),
        // an officer has no telephone here, and got hers from an administrator
        Event::PasswordReset { party } if fact.actor.role == Role::Clerk => {
            ("reset", "password_reset", party)
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![Intent::Send { name, channel: "sms", party: party.clone(), text, fills: Vec::new() }])
}
