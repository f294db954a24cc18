//! What should follow: whoever had an account that was handed to the person at a window hears of it.

use facts::account::Event;
use facts::{Fact, Recorded};
use house::Intent;
use store::{Fault, Look};

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(_: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, Fault> {
    let Fact::Account(Event::IdentityChecked { party, handed_over: true }) = &fact.fact else {
        return Ok(Vec::new());
    };
    let (text, party) = ("account_checked", party.clone());
    Ok(vec![Intent::Send { name: text, channel: "sms", party, text, fills: Vec::new() }])
}
