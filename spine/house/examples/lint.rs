//! How long the compiler takes over 2,000 items: the county's own, each some thirty times under codes of its
//! own. Prints `name value unit`, the median of three; nothing is asserted, machines differ. The processor's
//! time stands beside the clock's, for it says the same on a busy machine.
//!
//! `cargo run --release -p house --example lint`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use house::catalogue::{survey, survey_of};
use kernel::Day;

/// Items that are looked at.
const ITEMS: usize = 2_000;
/// Ticks of a second, as Linux tells them.
const HZ: u64 = 100;
/// Times it is done.
const ROUNDS: usize = 3;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let own = survey(&folder).sources;
    let sources = many(&own);
    let day = Day::ymd(2026, 11, 22).expect("it is a day");
    let (mut took, mut worked, mut found) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let sources = sources.clone();
        let (begun, ticks) = (Instant::now(), ticks());
        let survey = survey_of(sources, day);
        took.push(begun.elapsed());
        worked.extend(self::ticks().zip(ticks).map(|(after, before)| after - before));
        found = survey.flaws.len();
    }
    took.sort();
    worked.sort_unstable();
    let mut out = std::io::stdout();
    // whoever closed our standard output does not want to hear more
    drop(writeln!(out, "lint_{ITEMS}_items {:.3} s", took[ROUNDS / 2].as_secs_f64()));
    if let Some(ticks) = worked.get(ROUNDS / 2) {
        drop(writeln!(out, "lint_{ITEMS}_cpu {}.{:02} s", ticks / HZ, ticks % HZ));
    }
    drop(writeln!(out, "lint_{ITEMS}_findings {found} findings"));
}

/// Processor time of this program so far, all its threads, in ticks; none where the system does not say.
fn ticks() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut of_user_and_system = after_name.split_whitespace().skip(11);
    let mut next = || of_user_and_system.next()?.parse::<u64>().ok();
    Some(next()? + next()?)
}

/// The county's files with so many items: copies under other codes.
fn many(own: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = own
        .iter()
        .filter(|(path, _)| !path.starts_with("items/"))
        .map(|(p, t)| (p.clone(), t.clone()))
        .collect();
    let items: Vec<(&str, &String)> = own
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("items/")?.strip_suffix(".toml")?, text)))
        .collect();
    for (n, (code, text)) in (0..ITEMS).zip(items.iter().cycle()) {
        let name = format!("{code}-{n}");
        let text = text.replacen(&format!("code = \"{code}\""), &format!("code = \"{name}\""), 1);
        let catalogue = text.split("catalog_code = \"").nth(1).and_then(|rest| rest.get(..12));
        let catalogue = catalogue.expect("every item has its code").to_owned();
        let other = format!("{}{n:08}", &catalogue[..4]);
        all.insert(format!("items/{name}.toml"), text.replace(&catalogue, &other));
    }
    all
}
