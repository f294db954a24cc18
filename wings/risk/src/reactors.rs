//! What should follow from facts: where a case came to nothing once more and that is often enough, a risk
//! point is named.

use facts::case::{Ending, Event};
use facts::{Fact, Recorded};
use house::{Intent, To};
use store::{Look, Value};

use crate::rules::{self, Command, TIMES};

/// Names of the intents of one fact; a denial with more points than these names the first of them.
const NAMES: [&str; 8] = ["risk", "risk-2", "risk-3", "risk-4", "risk-5", "risk-6", "risk-7", "risk-8"];

/// What this line put on the ledger of what came to nothing, each with how often it has.
const COUNTED: &str = "select f.item, f.organ, f.why, f.quarter, s.times from v_failed f \
                       join v_failed_sum s on s.organ = f.organ and s.item = f.item and s.why = f.why \
                       and s.quarter = f.quarter where f.case_no = $1 and f.seq = $2 order by f.why";

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    let Fact::Case(event) = &fact.fact else { return Ok(Vec::new()) };
    match event {
        Event::Denied { .. } => {}
        Event::Concluded { ending } if *ending != Ending::Granted => {}
        _ => return Ok(Vec::new()),
    }
    let rows = look.query(COUNTED, &[Value::from(fact.name()), Value::from(fact.seq)])?;
    let often = rows.iter().filter(|row| row.int(4) >= i64::from(TIMES));
    let named = NAMES.iter().zip(often).map(|(intent, row)| {
        let text = |i: usize| row.text(i).to_owned();
        let (item, organ, why, quarter) = (text(0), text(1), text(2), text(3));
        let stream = To::Stream(rules::stream(&item, &quarter, &why));
        let times = u32::try_from(row.int(4)).unwrap_or(u32::MAX);
        Intent::command(intent, stream, &Command::Name { item, organ, why, quarter, times })
    });
    Ok(named.collect())
}
