//! A bundle that is a stage of a construction project, at the door: whose it is, of which class, and whether
//! its turn has come. What is refused here has begun nothing: no case runs for a stage that is none.

use std::collections::BTreeMap;

use kernel::bundle::Bundle;
use kernel::item::Situation;
use kernel::project::{Project, Stage};
use kernel::{Ctx, Day, Refusal, Text};

use super::listed;

/// The question of a stage's bundle that the project's class answers.
const CLASS: &str = "class";

/// How far a stage is that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// Organs have it since this day.
    Open(Day),
    /// It is replied to, and granted.
    Granted,
    /// It was refused or taken back: it may be asked for anew.
    Over,
}

/// A construction project, as far as its stages need to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfProject {
    /// Whose it is.
    pub party: String,
    /// 项目代码.
    pub project_code: String,
    /// Its class.
    pub class: String,
    /// Its text, by hash.
    pub edition: String,
    /// Was it taken back?
    pub withdrawn: bool,
    /// Its stages as far as they were asked for.
    pub stages: BTreeMap<String, StageState>,
}

/// Why a stage cannot be asked for yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Early {
    /// Names of the stages that come before and are not granted.
    pub before: Text,
    /// The day by which they are to be replied to, if each takes all its working days and is asked for
    /// without delay.
    pub by: Day,
}

impl OfProject {
    /// The text of the project, and which of its stages this bundle is.
    fn stage<'a>(&self, bundle: &str, ctx: &Ctx<'a>) -> Option<(&'a Project, &'a Stage)> {
        let project = &ctx.editions.project_by_hash(&self.edition)?.project;
        Some((project, project.stage_of_bundle(bundle)?))
    }

    fn granted(&self, stage: &str) -> bool {
        self.stages.get(stage) == Some(&StageState::Granted)
    }

    /// Why this bundle cannot be sent yet; none where its turn has come, or where it is no stage.
    pub fn early(&self, bundle: &str, ctx: &Ctx<'_>) -> Option<Early> {
        let (project, stage) = self.stage(bundle, ctx)?;
        let before: Vec<&Stage> = stage
            .after
            .iter()
            .filter(|code| !self.granted(code))
            .filter_map(|code| project.stage(code))
            .collect();
        let last = before.iter().filter_map(|stage| self.by(project, stage, 0, ctx)).max()?;
        Some(Early { before: listed(before.iter().map(|stage| stage.name.clone()).collect()), by: last })
    }

    /// By when a stage is replied to if it, and all before it, take their whole budgets.
    fn by(&self, project: &Project, stage: &Stage, deep: usize, ctx: &Ctx<'_>) -> Option<Day> {
        let from = match self.stages.get(&stage.code) {
            Some(StageState::Granted) => return Some(ctx.today()),
            Some(StageState::Open(since)) => *since,
            // stages that wait for each other are a finding of the compiler
            _ if deep > project.stages.len() => return None,
            _ => {
                let before = stage.after.iter().filter_map(|code| project.stage(code));
                let days = before.filter_map(|stage| self.by(project, stage, deep + 1, ctx));
                days.max().unwrap_or(ctx.today())
            }
        };
        let by = ctx.calendar.workdays_after(from, stage.budget(&self.class)).ok()?.day;
        Some(by.max(ctx.today()))
    }
}

/// May this bundle be asked for as a stage of this project of this party's?
pub(super) fn at_the_door(
    bundle: &Bundle,
    (project, party): (Option<&OfProject>, &str),
    situation: &Situation,
    ctx: &Ctx<'_>,
) -> Result<(), Refusal> {
    let basis = || bundle.basis.clone();
    let own = project.filter(|project| bundle.in_project && project.party == party);
    let Some(project) = own else { return Err(Refusal::new("bundle_in_project", basis())) };
    if project.withdrawn {
        return Err(Refusal::new("project_withdrawn", basis()));
    }
    if situation.get(CLASS).is_some_and(|class| *class != project.class) {
        return Err(Refusal::new("stage_other_class", basis()));
    }
    let asked = project.stage(&bundle.code, ctx).and_then(|(_, stage)| project.stages.get(&stage.code));
    if matches!(asked, Some(StageState::Open(_) | StageState::Granted)) {
        return Err(Refusal::new("stage_open_already", basis()));
    }
    if let Some(early) = project.early(&bundle.code, ctx) {
        let by = Text::new(early.by.zh_full(), early.by.en_full());
        return Err(Refusal::new("stage_too_early", basis()).with("stages", early.before).with("day", by));
    }
    Ok(())
}
