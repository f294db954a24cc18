//! How long the page of a case takes whose diary has forty lines.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::figures::{percentile_ms, tell};
use crate::ground::Ground;
use crate::http::Client;
use crate::life::Cast;

/// Lines of the diary.
const LINES: usize = 40;
/// Pages that are fetched, one after the other.
const PAGES: usize = 400;
/// Filed and accepted are two; each round of taking a case up and laying it down are two more.
const ROUNDS: usize = LINES / 2 - 1;

/// Makes one such case and fetches its page as the examiner sees it, whole.
pub fn measure(ground: &Ground, engine: &str) -> Result<(), String> {
    let cast = Cast::gathers(ground.port)?;
    let mut worker = cast.worker(ground.port, "page")?;
    let case = worker.accepted()?;
    for _ in 0..ROUNDS {
        worker.write(&cast.examiner, &format!("{case}/claim"), json!({}))?;
        worker.write(
            &cast.examiner,
            &format!("{case}/unclaim"),
            json!({ "why_so": "另有任务，先放一放" }),
        )?;
    }
    let mut client = Client::new(ground.port)?;
    let mut times = Vec::new();
    for _ in 0..PAGES {
        let begun = Instant::now();
        let page = client.get(&case, &cast.examiner.cookie, false)?;
        times.push(micros(begun.elapsed()));
        if page.status != 200 {
            return Err(format!("{case}: {}", page.status));
        }
    }
    times.sort_unstable();
    tell(&format!("{engine}.case_page_p50"), percentile_ms(&times, 50), "ms");
    tell(&format!("{engine}.case_page_p95"), percentile_ms(&times, 95), "ms");
    Ok(())
}

fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
