//! What a result must be made of before it can reach the applicant: its documents, printed.

use kernel::{Refusal, Rule, Text};

use super::Known;
use super::terms::Terms;

/// A document of the outcome that is not a file yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanting {
    /// Could it not be printed? Then the characters that no font has (empty where it is something else);
    /// none while it is being printed.
    pub stuck: Option<String>,
}

/// Only a drawn document is sealed and delivered: whoever waits a moment waits, and whoever waits for an
/// administrator is told so.
pub(super) fn printed(terms: &Terms<'_>, known: &Known) -> Result<(), Refusal> {
    let rule = Rule::Delivery;
    if let Some(glyphs) = known.wanting.iter().find_map(|one| one.stuck.as_deref()) {
        let which = if glyphs.is_empty() { "—" } else { glyphs };
        let refusal = terms.refuse("document_stuck", rule);
        return Err(refusal.with("glyphs", Text::new(which, which)));
    }
    if !known.wanting.is_empty() {
        return Err(terms.refuse("document_being_drawn", rule));
    }
    Ok(())
}
