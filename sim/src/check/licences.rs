//! What became of licences afterwards: nothing after an end, and renewal only where it was asked for; by
//! silence only at the end of the last day (Licensing Law Art. 50, 69, 70).

use std::collections::BTreeMap;

use facts::licence::Event;
use facts::{Fact, Recorded};
use kernel::{Day, Instant};

/// One licence, while its life is read.
#[derive(Default)]
struct Life {
    until: Option<Day>,
    asked: bool,
    over: bool,
}

/// Read every licence's life; what must not be is said.
pub(super) fn kept(facts: &[Recorded]) -> Result<(), String> {
    let mut lives: BTreeMap<&str, Life> = BTreeMap::new();
    for fact in facts {
        let Fact::Licence(event) = &fact.fact else { continue };
        let life = lives.entry(fact.name()).or_default();
        let wrong = |what: &str| Err(format!("licence of case {}: {what}", fact.name()));
        if life.over {
            return wrong("something became of it after its end");
        }
        match event {
            Event::Issued { until, .. } => life.until = *until,
            Event::RenewalAsked {} => life.asked = true,
            Event::RenewalDenied { .. } => life.asked = false,
            Event::Renewed { .. } if !life.asked => return wrong("renewed, and nobody asked"),
            Event::Renewed { from, until, by_silence } => {
                let last = life.until.ok_or("renewed what has no end")?;
                if *from != last.next() || until <= from {
                    return wrong("renewed for another term");
                }
                if *by_silence && fact.effective != Instant::end_of(last) {
                    return wrong("renewed by silence at another instant");
                }
                (life.until, life.asked) = (Some(*until), false);
            }
            Event::Expired {} if life.until.map(Instant::end_of) != Some(fact.effective) => {
                return wrong("expired on another day");
            }
            Event::Expired {}
            | Event::Cancelled { .. }
            | Event::Recalled { .. }
            | Event::Annulled { .. }
            | Event::Revoked { .. } => life.over = true,
            _ => {}
        }
    }
    Ok(())
}
