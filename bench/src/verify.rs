//! How fast a ledger is verified, beside what bare SM3 takes over the same bytes in the same run.

use std::path::Path;
use std::time::Instant;

use store::ledger::{Line, sm3_hex};
use store::{Options, Place, Store, verify};

use crate::figures::{median, tell, whole};
use crate::machine;

/// Lines of the ledger that is verified: some hundred megabytes, more than any cache of a processor.
const LINES: i64 = 200_000;
/// Bytes of what a line says in public, so that a line is about 1 kB as it is hashed.
const BODY: usize = 700;
/// Lines of one commit while the ledger is made.
const AT_ONCE: i64 = 1_000;
/// Streams that the lines belong to: nine lines each, as a case has.
const STREAMS: i64 = LINES / 9;
/// Milliseconds that the one long look may take.
const LOOK_MS: u64 = 600_000;
/// Times that each of the two is measured, in turn.
const TIMES: usize = 3;

fn line(seq: i64, version: i64) -> Line {
    Line {
        stream: format!("case/2026{:08}", seq % STREAMS),
        version,
        at: 1_790_000_000_000 + seq,
        effective: 1_790_000_000_000 + seq,
        actor: r#"{"party":"s-chen","role":"examiner","organ":"11449921MB9X00031G"}"#.into(),
        cause: format!("web:s-chen:{seq:032x}"),
        cause_no: 0,
        kind: "Examined".into(),
        shape: 1,
        body: format!("{{\"words\":\"{seq:0>BODY$}\"}}"),
        sealed: String::new(),
    }
}

/// Makes a ledger in this folder and measures; prints `verify.…`.
///
/// # Errors
/// The disk refuses, or the ledger is not what was written.
pub fn run(data: &Path) -> Result<(), String> {
    machine::describe(data)?;
    let folder = data.join("verify");
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let place = Place::Sqlite(folder.join("ledger.db"));
    let options = Options { look_ms: LOOK_MS, ..Options::rehearsal("449921") };
    let store = Store::open(&place, options).map_err(|e| e.to_string())?;
    let mut seq = 0;
    while seq < LINES {
        let from = seq;
        seq = store
            .write_now(move |tx| {
                for n in from..from + AT_ONCE {
                    tx.append(line(n, n / STREAMS + 1))?;
                }
                Ok(from + AT_ONCE)
            })
            .map_err(|e| e.to_string())?;
    }
    let (mut share, mut took, mut bytes) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TIMES {
        let begun = Instant::now();
        let report = store.read_now(|look| verify(look, &[], &|_| true, 1)).map_err(|e| e.to_string())?;
        let verified = begun.elapsed().as_secs_f64();
        if !report.sound() || report.lines != LINES {
            return Err(format!("the ledger is not what was written: {report}"));
        }
        let (bare, hashed) = bare()?;
        bytes = hashed;
        share.push(bare / verified);
        took.push(verified);
    }
    drop(store);
    drop(std::fs::remove_dir_all(&folder));
    let seconds = median(took);
    tell("verify.lines_per_second", whole(LINES.unsigned_abs()) / seconds, "1/s");
    tell("verify.megabytes_per_second", whole(bytes) / 1e6 / seconds, "MB/s");
    tell("verify.share_of_bare_sm3", median(share), "ratio");
    Ok(())
}

/// Seconds that SM3 takes over as many bytes, lying ready in memory, and how many bytes those are.
fn bare() -> Result<(f64, u64), String> {
    let ready: Vec<Vec<u8>> = (0..LINES).map(|seq| vec![b'7'; hashed(&line(seq, 1))]).collect();
    let bytes: usize = ready.iter().map(Vec::len).sum();
    let begun = Instant::now();
    for one in &ready {
        std::hint::black_box(sm3_hex(std::hint::black_box(one)));
    }
    Ok((begun.elapsed().as_secs_f64(), u64::try_from(bytes).map_err(|e| e.to_string())?))
}

/// Bytes that the hash of a line goes over (decision 0001): fourteen fields, each with its length in four
/// bytes; the numbers in about as many digits as they have here, two hashes in hexadecimal.
fn hashed(line: &Line) -> usize {
    let texts = [&line.stream, &line.actor, &line.cause, &line.kind, &line.body];
    let numbers = "449921".len() + "100000".len() + 13 + 13 + 3;
    texts.iter().map(|text| text.len()).sum::<usize>() + numbers + 2 * 64 + 14 * 4
}
