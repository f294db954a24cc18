//! The five things a county reduces 五减: steps, papers, time, fees and visits of an item, counted from its
//! text.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Item, Pace, Situation, Source, When, applies};
use crate::time::{Limit, Unit};

/// Situations that are tried to find the one that costs most; an item with more counts every part.
const WAYS: usize = 10_000;
/// Steps of the organ where nothing is done on the spot: accept, examine, decide, deliver.
const STEPS: usize = 4;
/// A working day in hundredths of a day: five of seven.
const WORKING_DAY: u64 = 140;
// Hundredths of a day in a day, in a mean month and in a mean year.
const DAY: u64 = 100;
const MONTH: u64 = 3_044;
const YEAR: u64 = 36_525;

/// What an item takes, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figures {
    /// 环节: steps of the organ. One where it is settled on the spot; else accept, examine, decide and
    /// deliver, one more for each special procedure, one more where two officers verify on the spot.
    pub steps: usize,
    /// 材料: papers the applicant brings, in the situation that asks for most.
    pub materials: usize,
    /// Kinds of paper that are looked up and not asked for, in all situations together.
    pub exempt: usize,
    /// Kinds of paper that a commitment replaces, in all situations together.
    pub pledged: usize,
    /// 时限: the promise.
    pub limit: Limit,
    /// What the law allows.
    pub statutory: Limit,
    /// 费用: in fen, in the situation that costs most.
    pub fen: i64,
    /// 跑路: visits.
    pub visits: u32,
}

impl Figures {
    /// Counted from an item.
    pub fn of(item: &Item) -> Self {
        let count = |source: Source| item.materials.iter().filter(|m| m.source == source).count();
        let own = item.materials.iter().filter(|m| brings(m.source)).map(|m| (&m.when, 1)).collect();
        let on_site = usize::from(item.points.iter().any(|point| point.on_site.is_some()));
        let steps = match item.pace {
            Pace::OnTheSpot => 1,
            Pace::Promised | Pace::Forwarded => STEPS + item.special.len() + on_site,
        };
        Self {
            steps,
            materials: usize::try_from(most(item, own)).unwrap_or_default(),
            exempt: count(Source::Government),
            pledged: count(Source::Commitment),
            limit: item.promised_limit,
            statutory: item.statutory_limit,
            fen: most(item, item.fees.iter().map(|fee| (&fee.when, fee.fen)).collect()),
            visits: item.visits,
        }
    }

    /// How much shorter the promise is than the law's limit, in per cent cut off; none where the law wants it
    /// on the spot.
    pub fn cut(&self) -> Option<u64> {
        let (promised, law) = (weighed(self.limit), weighed(self.statutory));
        (law > 0).then(|| law.saturating_sub(promised) * 100 / law)
    }
}

fn brings(source: Source) -> bool {
    matches!(source, Source::Applicant | Source::Intermediary)
}

/// A limit in hundredths of a calendar day, to hold limits of different units against each other; what is
/// done on the spot weighs nothing.
pub fn weighed(limit: Limit) -> u64 {
    let n = u64::from(limit.n);
    match limit.unit {
        Unit::WorkingDays => n * WORKING_DAY,
        Unit::Days => n * DAY,
        Unit::Months => n * MONTH,
        Unit::Years => n * YEAR,
        Unit::Hours => n * DAY / 24,
        Unit::OnTheSpot => 0,
    }
}

/// The greatest sum of those parts that one person can meet together.
fn most(item: &Item, parts: Vec<(&When, i64)>) -> i64 {
    let mut ways = vec![Situation::new()];
    for question in &item.questions {
        if !parts.iter().any(|(when, _)| when.contains_key(&question.code)) {
            continue;
        }
        let telling = item.telling(question);
        if ways.len() * telling.len() > WAYS {
            return parts.iter().map(|(_, weight)| weight).sum();
        }
        let with = |way: &Situation, answer: &str| {
            let mut way = way.clone();
            way.insert(question.code.clone(), answer.to_owned());
            way
        };
        ways = ways.iter().flat_map(|way| telling.iter().map(|answer| with(way, answer))).collect();
    }
    let sum = |way: &Situation| {
        parts.iter().filter(|(when, _)| applies(when, way)).map(|(_, weight)| weight).sum::<i64>()
    };
    ways.iter().map(sum).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    //! Weights of limits.

    use super::*;

    #[test]
    fn limits_of_different_units_can_be_held_against_each_other() {
        let month = weighed(Limit { n: 1, unit: Unit::Months });
        assert!(weighed(Limit::working_days(20)) < month && month < weighed(Limit::working_days(22)));
        assert_eq!(weighed(Limit::working_days(5)), weighed(Limit::days(7)));
        assert_eq!(weighed(Limit::ON_THE_SPOT), 0);
        assert!(weighed(Limit { n: 48, unit: Unit::Hours }) == weighed(Limit::days(2)));
    }
}
