//! How a case goes: which steps somebody will take and how many working days lie between, thrown when it is
//! filed after the shares of the county's own figures (requirements.md 222: 99.6 % concluded, 98 %
//! satisfied).

use std::collections::VecDeque;
use std::sync::Arc;

use kernel::Unit;
use kernel::item::{Item, Pace, Situation, SpecialKind};

use super::population::Who;
use crate::lot::Lot;

/// Of a thousand applications: a paper is lacking.
const LACKING: u64 = 70;
/// Not accepted, or referred to whose matter it is.
const DECLINED: u64 = 8;
const REFERRED: u64 = 3;
/// Taken back by the applicant.
const WITHDRAWN: u64 = 6;
/// A test or an expert's look stops the clock, where the item's own law knows one.
const STOPPED: u64 = 10;
/// Denied.
const DENIED: u64 = 14;
/// Decided after the promised day.
const LATE: u64 = 5;
/// Of a hundred that were delivered: rated.
const RATED: u64 = 62;

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Receive,
    Accept,
    Ask,
    Correct,
    Decline,
    Refer,
    Withdraw,
    Publish,
    Examine,
    Confirm,
    Stop,
    Resume,
    Forward,
    Letter,
    Grant,
    Deny,
    Deliver,
    Rate,
}

/// A case with what is still to come.
#[derive(Clone, Debug)]
pub(super) struct Life {
    /// Its number.
    pub no: String,
    pub who: Who,
    pub item: Arc<Item>,
    pub situation: Situation,
    /// The paper that she did not bring, if any.
    pub lacks: Option<String>,
    /// Will it be denied?
    pub denied: bool,
    /// Working days to the step, and the step.
    pub steps: VecDeque<(u32, Step)>,
    /// How often the next step was refused because it was too early.
    pub tries: u32,
}

/// One of these, each with its share.
fn shared<T: Copy>(lot: &mut Lot, all: &[(u64, T)]) -> T {
    let sum: u64 = all.iter().map(|(share, _)| share).sum();
    let mut left = lot.below(sum);
    for (share, one) in all {
        if left < *share {
            return *one;
        }
        left -= share;
    }
    all[0].1
}

/// The promised limit, in working days.
fn promised(item: &Item) -> u32 {
    let limit = item.promised_limit;
    match limit.unit {
        Unit::WorkingDays => limit.n,
        _ => limit.n * 5 / 7,
    }
}

impl Life {
    /// Throw what becomes of an application.
    pub fn thrown(
        lot: &mut Lot,
        who: Who,
        item: Arc<Item>,
        situation: Situation,
        lacks: Option<String>,
    ) -> Self {
        let mut life = Life {
            no: String::new(),
            who,
            item,
            situation,
            lacks,
            denied: false,
            steps: VecDeque::new(),
            tries: 0,
        };
        life.denied = lot.below(1000) < DENIED;
        life.steps = life.course(lot);
        life
    }

    fn course(&self, lot: &mut Lot) -> VecDeque<(u32, Step)> {
        let mut steps = VecDeque::new();
        let first = shared(lot, &[(70, 0), (22, 1), (8, 2)]);
        steps.push_back((first, Step::Receive));
        if self.lacks.is_some() {
            steps.push_back((0, Step::Ask));
            steps.push_back((shared(lot, &[(20, 1), (40, 2), (25, 4), (15, 8)]), Step::Correct));
        }
        let roll = lot.below(1000);
        let taken = DECLINED + REFERRED;
        if roll < taken {
            steps.push_back((0, if roll < DECLINED { Step::Decline } else { Step::Refer }));
            return steps;
        }
        steps.push_back((0, Step::Accept));
        if roll < taken + WITHDRAWN {
            steps.push_back((shared(lot, &[(50, 0), (50, 1)]), Step::Withdraw));
            return steps;
        }
        let at_once = self.item.pace == Pace::OnTheSpot;
        let limit = promised(&self.item);
        let late = !at_once && roll >= 1000 - LATE;
        if roll < taken + WITHDRAWN + STOPPED && self.stopped_for().is_some() {
            steps.push_back((0, Step::Stop));
            steps.push_back((shared(lot, &[(40, 2), (40, 4), (20, 8)]), Step::Resume));
        }
        // most take a part of what was promised
        let share = u32::try_from(lot.below(70)).unwrap_or_default();
        let examined = if at_once { 0 } else { limit * share / 100 };
        steps.push_back((if late { limit } else { examined.min(15) }, Step::Examine));
        if self.item.on_site(&self.situation).is_some() {
            steps.push_back((0, Step::Confirm));
        }
        // decided above: the opinion is sent up, and a letter comes back within its limit
        if let Some(higher) = self.item.forwarded_in(&self.situation) {
            steps.push_back((0, Step::Forward));
            let weeks = u32::try_from(lot.below(3)).unwrap_or_default() + 1;
            steps.push_back(((weeks * 5).min(higher.limit.n), Step::Letter));
        } else if let Some(publicity) =
            self.item.publicity_in(&self.situation).filter(|publicity| publicity.required)
        {
            steps.push_back((0, Step::Publish));
            steps.push_back((publicity.limit.n + 1, if self.denied { Step::Deny } else { Step::Grant }));
        } else {
            let decided = if late { 2 } else { shared(lot, &[(80, 0), (20, u32::from(!at_once))]) };
            steps.push_back((decided, if self.denied { Step::Deny } else { Step::Grant }));
        }
        if !self.denied {
            steps.push_back((shared(lot, &[(70, 0), (20, 1), (10, 2)]), Step::Deliver));
        }
        if lot.percent(RATED) {
            steps.push_back((shared(lot, &[(50, 0), (30, 1), (20, 3)]), Step::Rate));
        }
        steps
    }

    /// For what its clock may be stopped by who examines it.
    pub fn stopped_for(&self) -> Option<SpecialKind> {
        let mut own = self.item.special.iter().filter(|special| special.begin_within.is_none());
        own.next().map(|special| special.kind)
    }

    /// Does a paper lack, of these?
    pub fn lacking(lot: &mut Lot, brought: &mut Vec<String>, may: &[String]) -> Option<String> {
        if may.is_empty() || lot.below(1000) >= LACKING {
            return None;
        }
        let code = lot.one(may).clone();
        brought.retain(|own| *own != code);
        Some(code)
    }
}
