//! Views are disposable: a changed fingerprint, or an order, drops wings' tables and fills them again from
//! the ledger, in one transaction, before the door opens. Lines are read and opened by a thread of their
//! own while the writer folds them into the tables of all these wings at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::time::Instant;

use facts::Recorded;
use sm3::{Digest, Sm3};

use crate::failure::Failure;
use crate::ledger::recorded;
use crate::opening::House;
use crate::wing::Wing;
use store::ledger::hex;

/// Lines read at once while refilling.
const PAGE: i64 = 2_000;
/// Pages that may wait for the writer: enough that neither waits for the other, little enough for the memory.
const AHEAD: usize = 4;

/// What a rebuild says while it runs.
pub struct Progress {
    /// Whose tables, names with commas between.
    pub wings: String,
    /// Lines folded so far.
    pub done: i64,
    /// Lines in all.
    pub all: i64,
    /// Lines folded in a second, so far.
    pub a_second: i64,
    /// Seconds that it may still take.
    pub left_s: i64,
}

/// Whose tables are filled again although their fingerprint is unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anew {
    /// Nobody's.
    Nobody,
    /// Everybody's.
    All,
    /// These wings', by name; a name that no wing bears asks for nothing.
    These(Vec<String>),
}

impl Anew {
    fn asks(&self, wing: &Wing) -> bool {
        match self {
            Anew::Nobody => false,
            Anew::All => true,
            Anew::These(names) => names.iter().any(|name| name == wing.name),
        }
    }
}

/// Bring every wing's tables level with its fingerprint, and fill those of `anew` again in any case. Answers
/// whose were filled.
///
/// # Errors
/// A store fault, such as tables of a newer program.
pub fn level(
    house: &House,
    anew: Anew,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Vec<&'static str>, Failure> {
    let job = house.clone();
    let (say, hear) = channel();
    let (done, result) = sync_channel(1);
    let queued = house.store.write(
        move |tx| {
            let mut fresh = Vec::new();
            for wing in job.wings {
                if anew.asks(wing) {
                    tx.define(wing.name, "anew", wing.tables)?;
                }
                if tx.define(wing.name, &fingerprint(wing), wing.tables)? {
                    fresh.push(wing);
                }
            }
            if !fresh.is_empty() {
                refill(&job, tx, &fresh, &mut |progress| say.send(progress).unwrap_or_default())?;
            }
            Ok(fresh.iter().map(|wing| wing.name).collect::<Vec<_>>())
        },
        move |rebuilt| done.send(rebuilt).unwrap_or_default(),
    );
    queued?;
    // ends when the job is gone, and with it whoever says how far it is
    for progress in hear {
        tell(&progress);
    }
    let gone = || Failure::Fault("the writer went away".to_owned());
    Ok(result.recv().map_err(|_| gone())??)
}

type Page = Result<Vec<Recorded>, store::Fault>;

fn refill(
    house: &House,
    tx: &mut store::Tx<'_>,
    wings: &[&'static Wing],
    tell: &mut dyn FnMut(Progress),
) -> Result<(), store::Fault> {
    let all = tx.head()?.seq;
    let begun = Instant::now();
    let names: Vec<&str> = wings.iter().map(|wing| wing.name).collect();
    let names = names.join(", ");
    let mut at = |done: i64| {
        let ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX).max(1);
        let left_s = if done == 0 { 0 } else { (all - done).saturating_mul(ms) / done / 1_000 };
        let a_second = done.saturating_mul(1_000) / ms;
        tell(Progress { wings: names.clone(), done, all, a_second, left_s });
    };
    at(0);
    let (ready, pages) = sync_channel(AHEAD);
    let stop = Arc::new(AtomicBool::new(false));
    let (reader, stopped) = (house.clone(), Arc::clone(&stop));
    let reading = std::thread::Builder::new()
        .name("rebuild".into())
        .spawn(move || read_ahead(&reader, all, &ready, &stopped))?;
    let folded = fold(tx, wings, all, &pages, &mut at);
    // whatever became of it, nobody reads on
    stop.store(true, Ordering::Relaxed);
    drop(pages);
    reading.join().map_err(|_| store::Fault::Broken("the thread that reads the ledger panicked".into()))?;
    folded
}

/// Read and open page after page, until the last line that stood when it began.
fn read_ahead(house: &House, all: i64, ready: &SyncSender<Page>, stop: &AtomicBool) {
    let mut after = 0;
    while after < all && !stop.load(Ordering::Relaxed) {
        let inside = house.clone();
        let page = house.store.read_now(move |look| {
            let lines = look.lines_after(after, PAGE.min(all - after))?;
            let open = |line| recorded(look, &inside.vault, &inside.division, line);
            lines.iter().map(open).collect::<Page>()
        });
        let last = page.as_ref().ok().and_then(|facts| facts.last()).map(|fact| fact.seq);
        if ready.send(page).is_err() {
            return;
        }
        let Some(last) = last else { return };
        after = last;
    }
}

fn fold(
    tx: &mut store::Tx<'_>,
    wings: &[&'static Wing],
    all: i64,
    pages: &Receiver<Page>,
    at: &mut dyn FnMut(i64),
) -> Result<(), store::Fault> {
    let mut done = 0;
    for page in pages {
        for fact in &page? {
            for wing in wings {
                (wing.project)(&mut tx.rows(wing.name), fact)?;
            }
            done = fact.seq;
        }
        at(done);
    }
    if done == all {
        return Ok(());
    }
    Err(store::Fault::Broken(format!("a rebuild read {done} lines of {all}")))
}

fn fingerprint(wing: &Wing) -> String {
    let mut hash = Sm3::new();
    for text in [wing.tables].iter().chain(wing.print) {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hex(&hash.finalize())
}
