//! What the machine itself can do at this hour: its commits, its load, and what a process has used.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Instant;

use crate::figures::{median, tell, whole};

/// Commits of the bare disk that are timed.
const COMMITS: usize = 200;
/// Bytes of one: what a batch of one small command writes.
const BYTES: usize = 8192;

/// Prints load, cores and the time of a bare fsync on the disk of `data`.
///
/// # Errors
/// The disk refuses.
pub fn describe(data: &Path) -> Result<(), String> {
    std::fs::create_dir_all(data).map_err(|e| format!("{}: {e}", data.display()))?;
    tell("machine.load_1m", load(), "processes");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    tell("machine.cores", whole(cores.try_into().unwrap_or(0)), "cores");
    tell("machine.fsync_p50", fsync_ms(data)?, "ms");
    Ok(())
}

/// Load of the last minute; NaN where the system does not say.
pub fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|one| one.parse().ok()).unwrap_or(f64::NAN)
}

/// Median milliseconds of a write and an fdatasync that the disk has promised to keep.
///
/// # Errors
/// The disk refuses.
pub fn fsync_ms(data: &Path) -> Result<f64, String> {
    let path = data.join("fsync");
    let said = |e: std::io::Error| format!("{}: {e}", path.display());
    let mut file = File::create(&path).map_err(said)?;
    let bytes = [7_u8; BYTES];
    let mut times = Vec::new();
    for no in 0..COMMITS {
        let at = u64::try_from(no * BYTES).unwrap_or(0);
        file.seek(SeekFrom::Start(at)).map_err(said)?;
        let begun = Instant::now();
        file.write_all(&bytes).and_then(|()| file.sync_data()).map_err(said)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    std::fs::remove_file(&path).map_err(said)?;
    Ok(median(times))
}

/// Seconds of processor time that these processes and their children's threads have used so far.
pub fn cpu_seconds(pids: &[u32]) -> f64 {
    pids.iter().map(|pid| ticks(*pid)).sum::<f64>() / TICKS_A_SECOND
}

/// Linux counts in hundredths of a second for programs, whatever the kernel does.
const TICKS_A_SECOND: f64 = 100.0;

fn ticks(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // the name in brackets may hold blanks; utime and stime are the 12th and 13th behind it
    let Some((_, rest)) = text.rsplit_once(") ") else { return 0.0 };
    let fields: Vec<&str> = rest.split(' ').collect();
    let at = |no: usize| fields.get(no).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    at(11) + at(12) + at(13) + at(14)
}

/// Every process below this one, itself first.
pub fn family(pid: u32) -> Vec<u32> {
    let mut all = vec![pid];
    let mut at = 0;
    while let Some(one) = all.get(at).copied() {
        at += 1;
        let text = std::fs::read_to_string(format!("/proc/{one}/task/{one}/children")).unwrap_or_default();
        all.extend(text.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
    }
    all
}

/// Kilobytes of memory a process holds.
pub fn resident_kb(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|l| l.split_whitespace().next()).and_then(|kb| kb.parse().ok()).unwrap_or(f64::NAN)
}
