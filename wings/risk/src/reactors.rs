//! What should follow from facts: where a case came to nothing once more and that is often enough, a risk
//! point is named.

use facts::Recorded;
use house::{Intent, To};
use store::{Look, Value};

use crate::rules::{Command, TIMES};
use crate::views;

/// Names of the intents of one fact; a denial with more points than these names the first of them.
const NAMES: [&str; 8] = ["risk", "risk-2", "risk-3", "risk-4", "risk-5", "risk-6", "risk-7", "risk-8"];

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    let whys = views::came_to_nothing(fact);
    if whys.is_empty() {
        return Ok(Vec::new());
    }
    let Some(row) = look.get("k_risk_case", &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
    let (item, organ) = (row.text(1).to_owned(), row.text(2).to_owned());
    let quarter = views::quarter(fact.effective.day());
    let mut named = Vec::new();
    for (name, why) in NAMES.iter().zip(whys) {
        let times = views::times(look, &organ, &item, &why, &quarter)?;
        if times < TIMES {
            continue;
        }
        let stream = To::Stream(views::name(&item, &quarter, &why));
        let (item, organ, quarter) = (item.clone(), organ.clone(), quarter.clone());
        named.push(Intent::command(name, stream, &Command::Name { item, organ, why, quarter, times }));
    }
    Ok(named)
}
