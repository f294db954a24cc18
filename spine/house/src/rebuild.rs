//! Views are disposable: a changed fingerprint, or an order, drops a wing's tables and fills them again
//! from the ledger, in one transaction, before the door opens.

use sm3::{Digest, Sm3};

use crate::failure::Failure;
use crate::ledger::recorded;
use crate::opening::House;
use crate::wing::Wing;
use store::ledger::hex;

/// Lines read at once while refilling.
const PAGE: i64 = 1_000;

/// What a rebuild says while it runs.
pub struct Progress {
    /// Whose tables.
    pub wing: &'static str,
    /// Lines folded so far.
    pub done: i64,
    /// Lines in all.
    pub all: i64,
}

/// Bring every wing's tables level with its fingerprint; `anew` rebuilds all of them.
///
/// # Errors
/// A store fault, such as tables of a newer program.
pub fn level(
    house: &House,
    anew: bool,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Vec<&'static str>, Failure> {
    let mut rebuilt = Vec::new();
    for wing in house.wings {
        let (job, print) = (house.clone(), if anew { String::new() } else { fingerprint(wing) });
        let pages = house.store.write_now(move |tx| {
            if !print.is_empty() && !tx.define(wing.name, &print, wing.tables)? {
                return Ok(Vec::new());
            }
            if print.is_empty() {
                tx.define(wing.name, "anew", wing.tables)?;
                tx.define(wing.name, &fingerprint(wing), wing.tables)?;
            }
            refill(&job, tx, wing)
        })?;
        for progress in &pages {
            tell(progress);
        }
        if !pages.is_empty() {
            rebuilt.push(wing.name);
        }
    }
    Ok(rebuilt)
}

fn refill(house: &House, tx: &mut store::Tx<'_>, wing: &'static Wing) -> Result<Vec<Progress>, store::Fault> {
    let all = tx.look().one("select coalesce(max(seq), 0) from ledger", &[]);
    let all = all?.map_or(0, |row| row.int(0));
    let (mut after, mut pages) = (0, vec![Progress { wing: wing.name, done: 0, all }]);
    loop {
        let lines = tx.look().lines_after(after, PAGE)?;
        let Some(last) = lines.last() else { return Ok(pages) };
        after = last.seq;
        for line in &lines {
            let fact = recorded(&mut tx.look(), &house.vault, &house.division, line)?;
            (wing.project)(&mut tx.rows(wing.name), &fact)?;
        }
        pages.push(Progress { wing: wing.name, done: after, all });
    }
}

fn fingerprint(wing: &Wing) -> String {
    let mut hash = Sm3::new();
    for text in [wing.tables].iter().chain(wing.print) {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hex(&hash.finalize())
}
