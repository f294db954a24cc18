//! The approval plan of a project 审批计划表: every stage with its days, and the one step that now decides the
//! finish. Planned anew from today whenever somebody looks: it depends on today, and nothing of it is stored.

use schemars::JsonSchema;
use serde::Serialize;

use super::Project;
use crate::bundle::Plan;
use crate::calendar::{Calendar, NoYear};
use crate::time::Day;

/// An opinion that has not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// Code of the organ.
    pub organ: String,
    /// Its last day.
    pub by: Day,
}

/// What has become of a stage so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// Nobody has asked for it yet.
    Ahead,
    /// Organs have it.
    Open {
        /// The day on which it was opened.
        since: Day,
        /// The plan of its members, as it stands today; none where its bundle's text is gone.
        members: Option<Plan>,
        /// Opinions that have not come.
        awaited: Vec<Awaited>,
    },
    /// Its combined reply is there.
    Replied {
        /// The day on which it was opened.
        since: Day,
        /// The day of the reply.
        on: Day,
    },
}

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Another stage comes first.
    Waiting,
    /// It may be asked for.
    Ready,
    /// Organs have it.
    Running,
    /// It is replied to.
    Done,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// A member of the stage's bundle: code of the item.
    Member(String),
    /// The opinion of an organ, by its code.
    Opinion(String),
    /// The combined reply of the lead organ.
    Reply,
    /// The applicant asks for the stage.
    File,
}

/// A stage in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StagePlan {
    /// Code of the stage.
    pub stage: String,
    /// Where it stands.
    pub standing: Standing,
    /// The day on which it began, or can begin.
    pub from: Day,
    /// The day on which it is, or should be, replied to. A stage that is ahead takes its whole budget.
    pub until: Day,
    /// The step its end hangs on now; none where it is replied to or cannot begin.
    pub step: Option<Move>,
    /// Does the finish of all hang on it?
    pub deciding: bool,
}

/// The whole plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outlook {
    /// Stages in the order of the file.
    pub stages: Vec<StagePlan>,
    /// The day on which the last stage should be replied to, if the applicant loses no day between stages.
    pub finish: Day,
    /// The stage on whose step the finish hangs now, by its place; none where all are replied to.
    pub now: Option<usize>,
}

impl Project {
    /// The plan as it stands on `today`: `courses` are what has become of each stage, in the file's order.
    ///
    /// # Errors
    /// A year that is not in the calendar.
    pub fn outlook(
        &self,
        class: &str,
        courses: &[Course],
        calendar: &Calendar,
        today: Day,
    ) -> Result<Outlook, NoYear> {
        let mut plans: Vec<Option<StagePlan>> = vec![None; self.stages.len()];
        // a circle is a finding of the compiler; what is in one has no place in a plan
        for n in self.order().unwrap_or_default() {
            let stage = &self.stages[n];
            let before: Vec<&StagePlan> =
                stage.after.iter().filter_map(|code| plans[self.place(code)?].as_ref()).collect();
            let ready = before.iter().map(|plan| plan.until).max().unwrap_or(today).max(today);
            let open = before.iter().any(|plan| plan.standing != Standing::Done);
            let ahead = Course::Ahead;
            let (standing, from, until, step) = match courses.get(n).unwrap_or(&ahead) {
                Course::Replied { since, on } => (Standing::Done, *since, *on, None),
                Course::Open { since, members, awaited } => {
                    let (until, step) = ends(members.as_ref(), awaited, today);
                    (Standing::Running, *since, until, Some(step))
                }
                Course::Ahead => {
                    let until = calendar.workdays_after(ready, stage.budget(class))?.day;
                    let standing = if open { Standing::Waiting } else { Standing::Ready };
                    (standing, ready, until, (!open).then_some(Move::File))
                }
            };
            let stage = stage.code.clone();
            plans[n] = Some(StagePlan { stage, standing, from, until, step, deciding: false });
        }
        let mut stages: Vec<StagePlan> = plans.into_iter().flatten().collect();
        let finish = stages.iter().map(|plan| plan.until).max().unwrap_or(today);
        let now = self.deciding(&mut stages);
        Ok(Outlook { stages, finish, now })
    }

    /// Mark the chain of stages that ends last; its first is where the finish is decided now.
    fn deciding(&self, stages: &mut [StagePlan]) -> Option<usize> {
        let undone = |plan: &StagePlan| plan.standing != Standing::Done;
        let last = (0..stages.len()).filter(|n| undone(&stages[*n]));
        let mut here = last.max_by_key(|n| stages[*n].until)?;
        loop {
            stages[here].deciding = true;
            let code = stages[here].stage.clone();
            let after = self.stage(&code).map(|stage| stage.after.as_slice()).unwrap_or_default();
            let before =
                (0..stages.len()).filter(|n| after.contains(&stages[*n].stage) && undone(&stages[*n]));
            match before.max_by_key(|n| stages[*n].until) {
                // a circle has no place in a plan, so this ends
                Some(cause) if !stages[cause].deciding => here = cause,
                _ => return Some(here),
            }
        }
    }
}

/// When an open stage ends, and the step that decides it: the one that ends last; with nothing outstanding,
/// the lead's reply.
fn ends(members: Option<&Plan>, awaited: &[Awaited], today: Day) -> (Day, Move) {
    let member = members.and_then(|plan| {
        let first = plan.path.first()?;
        Some((plan.finish.max(today), Move::Member(first.clone())))
    });
    let opinion = awaited.iter().max_by_key(|one| one.by);
    let opinion = opinion.map(|one| (one.by.max(today), Move::Opinion(one.organ.clone())));
    match (member, opinion) {
        (Some(one), Some(other)) => {
            if other.0 > one.0 {
                other
            } else {
                one
            }
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => (today, Move::Reply),
    }
}
