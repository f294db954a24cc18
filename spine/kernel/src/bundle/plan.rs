//! The plan of a bundle: what may begin, what waits for whom, which chain decides the last day, and by when
//! the law wants each at the latest.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Whole;
use crate::calendar::{Calendar, NoYear};
use crate::item::Situation;
use crate::time::{Day, Limit};

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It waits for another's outcome.
    Waiting,
    /// Nothing is in its way.
    Ready,
    /// An organ has it.
    Running,
    /// Its outcome is there.
    Done,
    /// It ended without its outcome.
    Failed,
    /// It is not needed, or cannot be had, any more.
    Dropped,
}

/// What has become of a member so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Filed on this day; by when its organ said it will be decided, and by when the law wants it, where that
    /// is known.
    Running {
        /// The day of filing.
        since: Day,
        /// As promised.
        told: Option<Day>,
        /// By law.
        latest: Option<Day>,
    },
    /// Granted on this day.
    Done(Day),
    /// Ended on this day without a grant.
    Failed(Day),
    /// Never begun, and it will not be.
    Dropped,
}

/// One member in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// Code of the item.
    pub member: String,
    /// Codes of the items whose outcome it needs.
    pub after: Vec<String>,
    /// Where it stands.
    pub stage: Stage,
    /// The day on which it began, or can begin.
    pub from: Day,
    /// The day on which it is, or should be, done: accepted on the day of filing and decided as promised.
    pub until: Day,
    /// The last day the law leaves: reply limit and statutory limit used up, by those before it too.
    pub latest: Day,
    /// Does the finish of all hang on it?
    pub deciding: bool,
}

/// The whole plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Plan {
    /// Members in the bundle's order.
    pub steps: Vec<Step>,
    /// The earliest lawful finish: everything side by side as far as it may be.
    pub finish: Day,
    /// The last day the law leaves for all.
    pub latest: Day,
    /// When it would be done one after another.
    pub one_by_one: Day,
    /// The chain that decides the finish, from its beginning; codes of items.
    pub path: Vec<String>,
}

impl Whole<'_> {
    /// The needed members so that each comes after those it waits for; or members that wait for each other.
    ///
    /// # Errors
    /// The members of a circle, and those behind it.
    pub fn order(&self, needed: &[usize]) -> Result<Vec<usize>, Vec<usize>> {
        let mut order: Vec<usize> = Vec::new();
        while order.len() < needed.len() {
            let free =
                |n: &&usize| !order.contains(n) && self.before(**n, needed).iter().all(|b| order.contains(b));
            match needed.iter().find(free) {
                Some(next) => order.push(*next),
                None => return Err(needed.iter().copied().filter(|n| !order.contains(n)).collect()),
            }
        }
        Ok(order)
    }

    /// The plan of a situation, as it stands on `today`.
    ///
    /// # Errors
    /// A year that is not in the calendar.
    pub fn plan(
        &self,
        answers: &Situation,
        progress: &BTreeMap<String, Progress>,
        calendar: &Calendar,
        today: Day,
    ) -> Result<Plan, NoYear> {
        let needed = self.needed(answers);
        // a circle is a finding of the compiler; what is in one has no place in a plan
        let order = self.order(&needed).unwrap_or_default();
        let due = |day: Day, limit: Limit| calendar.due(day, limit, &[], day).map(|due| due.day);
        let mut steps: BTreeMap<usize, Step> = BTreeMap::new();
        let mut one_by_one = today;
        for member in &order {
            let (item, before) = (self.items[*member], self.before(*member, &needed));
            let ready = before.iter().map(|b| steps[b].until).max().unwrap_or(today).max(today);
            let lawful = before.iter().map(|b| steps[b].latest).max().unwrap_or(today).max(today);
            let open = before.iter().any(|b| steps[b].stage != Stage::Done);
            let by_law = |day| due(due(day, item.silence_limit())?, item.statutory_limit);
            let (stage, from, until, latest) = match progress.get(&item.code) {
                Some(Progress::Done(day)) => (Stage::Done, *day, *day, *day),
                Some(Progress::Failed(day)) => (Stage::Failed, *day, *day, *day),
                Some(Progress::Dropped) => (Stage::Dropped, today, today, today),
                Some(Progress::Running { since, told, latest }) => {
                    let until = told.map_or_else(|| due(*since, item.promised_limit), Ok)?.max(today);
                    let latest = latest.map_or_else(|| by_law(*since), Ok)?;
                    (Stage::Running, *since, until, latest)
                }
                None => {
                    let stage = if open { Stage::Waiting } else { Stage::Ready };
                    (stage, ready, due(ready, item.promised_limit)?, by_law(lawful)?)
                }
            };
            if matches!(stage, Stage::Waiting | Stage::Ready | Stage::Running) {
                one_by_one = due(one_by_one, item.promised_limit)?;
            }
            let after = before.iter().map(|b| self.items[*b].code.clone()).collect();
            let member_code = item.code.clone();
            steps.insert(
                *member,
                Step { member: member_code, after, stage, from, until, latest, deciding: false },
            );
        }
        let path = self.deciding(&needed, &steps);
        for member in &path {
            if let Some(step) = steps.get_mut(member) {
                step.deciding = true;
            }
        }
        let last = |day: fn(&Step) -> Day| steps.values().map(day).max().unwrap_or(today);
        let (finish, latest) = (last(|s| s.until), last(|s| s.latest));
        Ok(Plan {
            finish,
            latest,
            one_by_one: one_by_one.max(finish),
            path: path.iter().map(|n| self.items[*n].code.clone()).collect(),
            steps: steps.into_values().collect(),
        })
    }

    /// The chain that ends last, from its beginning: each step could not begin before the one before it.
    fn deciding(&self, needed: &[usize], steps: &BTreeMap<usize, Step>) -> Vec<usize> {
        let undone = |n: &usize| !matches!(steps[n].stage, Stage::Done | Stage::Failed | Stage::Dropped);
        let Some(last) = steps.keys().copied().filter(undone).max_by_key(|n| (steps[n].until, steps[n].from))
        else {
            return Vec::new();
        };
        let (mut path, mut here) = (vec![last], last);
        loop {
            let before = self.before(here, needed);
            let cause = before.into_iter().filter(undone).max_by_key(|n| steps[n].until);
            match cause.filter(|n| steps[n].until >= steps[&here].from) {
                Some(cause) => {
                    path.insert(0, cause);
                    here = cause;
                }
                None => return path,
            }
        }
    }
}
