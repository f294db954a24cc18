//! Between lines of bytes and facts: the ledger's decoder.

use facts::{Recorded, Unreadable};
use kernel::{Actor, Instant};
use store::{Kept, Look};

use crate::vault::Vault;

/// What binds a sealed part to its line.
pub fn place(division: &str, stream: &str, version: i64) -> String {
    format!("{division}/{stream}/{version}")
}

/// Who acted, from the ledger's text.
///
/// # Errors
/// [`Unreadable`] if it is not an actor.
pub fn actor(text: &str) -> Result<Actor, Unreadable> {
    serde_json::from_str(text).map_err(|e| Unreadable(format!("actor {text}: {e}")))
}

/// A line as a fact, with its sealed part opened where the key still exists.
///
/// # Errors
/// A store fault; a line no shape can read is one (the ledger is of a newer house, or broken).
pub fn recorded(
    look: &mut Look<'_>,
    vault: &Vault,
    division: &str,
    line: &Kept,
) -> Result<Recorded, store::Fault> {
    let broken = |e: Unreadable| store::Fault::Broken(format!("line {}: {e}", line.seq));
    let private = if line.sealed.is_empty() {
        None
    } else {
        vault.unseal(look, &line.sealed, &place(division, &line.stream, line.version))?
    };
    Ok(Recorded {
        seq: line.seq,
        stream: line.stream.clone(),
        version: line.version,
        at: Instant(line.at),
        effective: Instant(line.effective),
        actor: actor(&line.actor).map_err(broken)?,
        cause: line.cause.clone(),
        fact: facts::decode(&line.kind, line.shape, &line.body).map_err(broken)?,
        private,
        sealed: !line.sealed.is_empty(),
        hash: line.hash.clone(),
    })
}
