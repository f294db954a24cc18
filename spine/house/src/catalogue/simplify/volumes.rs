//! How many cases of each item a ledger holds, reckoned on a year.

use std::collections::BTreeMap;

use facts::{Fact, case};
use kernel::{Day, Instant};
use store::{Fault, Look};

use super::a_year;

/// Lines read at a time: a page of the ledger, some megabytes.
const LINES: i64 = 5_000;

/// Cases of a year by code of the item, from every line of the ledger.
///
/// # Errors
/// A store fault, or a line that no shape can read.
pub fn cases(look: &mut Look<'_>, today: Day) -> Result<BTreeMap<String, u64>, Fault> {
    let (mut cases, mut seq, mut first) = (BTreeMap::<String, u64>::new(), 0, None);
    loop {
        let lines = look.lines_after(seq, LINES)?;
        let Some(last) = lines.last() else { break };
        seq = last.seq;
        first = first.or_else(|| lines.first().map(|line| Instant(line.at).day()));
        for line in lines.iter().filter(|line| line.kind == "case.Applied") {
            let fact = facts::decode(&line.kind, line.shape, &line.body)
                .map_err(|e| Fault::Broken(format!("line {}: {e}", line.seq)))?;
            if let Fact::Case(case::Event::Applied { item, .. }) = fact {
                *cases.entry(item).or_default() += 1;
            }
        }
    }
    let days = first.map_or(0, |first| u64::try_from(today.days_since(first)).unwrap_or(0));
    Ok(cases.into_iter().map(|(item, n)| (item, a_year(n, days))).collect())
}
