//! What the catalogue's wing keeps and counts: which text of an item was in force on which day, what changed
//! between two days or against somebody else's list, what the five reductions come to, and what hangs on what.

pub mod changes;
pub mod outside;
pub mod publications;
pub mod reductions;
pub mod web;

use facts::Recorded;
use store::Rows;

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    publications::keep(rows, fact)
}
