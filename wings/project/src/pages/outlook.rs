//! A project as it stands today: its plan, where its days went, and the one step that decides the finish.

use std::collections::BTreeMap;

use house::opening::Inner;
use house::{Failure, links};
use kernel::bundle::{Plan, Stage, Whole};
use kernel::project::{Course, Move, Outlook, Project, Spent, Standing, Turn};
use kernel::{Ctx, Day, NoYear, Text};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::{Reckoned, Round, Run, StageRun, reply_word};

/// A member of an open stage, or one that was.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Member {
    /// Code of the item.
    pub item: String,
    /// Its name.
    pub name: Text,
    /// Name of the organ.
    pub organ: Text,
    /// Number of its case, or empty.
    pub case_no: String,
    /// Whose turn it is; none where it has not begun.
    pub turn: Option<Turn>,
    /// The day on which it began, or can begin.
    pub from: Option<Day>,
    /// The day on which it is, or should be, done.
    pub until: Option<Day>,
}

/// A stage.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StageRow {
    /// Its code.
    pub stage: String,
    pub name: Text,
    /// Name of the organ that leads.
    pub lead: Text,
    /// Code of its bundle.
    pub bundle: String,
    /// Number of the bundle that was asked for last, or empty.
    pub bundle_no: String,
    pub standing: Standing,
    pub from: Day,
    pub until: Day,
    /// Does the finish of all hang on it?
    pub deciding: bool,
    /// Working days the organs may take in this class.
    pub budget: u32,
    /// Working days of the joint clock, by whose they were.
    pub joint: Spent,
    /// Working days until the one set of papers was complete; no budget counts them.
    pub before: Spent,
    /// Is so much of the budget used that the lead is warned?
    pub alarm: bool,
    /// `agreed`, `with_conditions`, `refused`, or empty.
    pub reply: String,
    /// Its members, in the order of its bundle.
    pub members: Vec<Member>,
    /// Has the class changed since the stage was asked for, so that its applicant must answer anew?
    pub answers_wanted: bool,
    /// How many opinions are awaited.
    pub awaited: usize,
    /// Are organs asked for an opinion, so that a design can be looked at before?
    pub consults: bool,
}

/// The one step that now decides the finish.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Now {
    /// Name of the stage.
    pub stage: Text,
    /// What is to be done.
    pub what: Text,
    /// Who does it.
    pub whom: Text,
    /// Whom to call, or empty.
    pub phone: String,
    /// Where it is, or empty.
    pub href: String,
}

/// Everything reckoned.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Standings {
    pub outlook: Outlook,
    pub stages: Vec<StageRow>,
    /// All stages together.
    pub joint: Spent,
    pub before: Spent,
    pub now: Option<Now>,
}

/// The bundle of a stage with the items in force.
fn whole<'a>(bundle: &str, ctx: &Ctx<'a>) -> Option<Whole<'a>> {
    let editions = ctx.editions;
    let bundle = &editions.bundle(bundle)?.bundle;
    Whole::of(bundle, |code| editions.in_force(code).map(|edition| &*edition.item))
}

fn year(year: NoYear) -> Failure {
    Failure::Fault(format!("the calendar lacks {year:?}"))
}

/// The plan of the members of a round, as it stands today.
fn members(round: &Round, bundle: &str, ctx: &Ctx<'_>) -> Result<Option<Plan>, Failure> {
    let Some(whole) = whole(bundle, ctx) else { return Ok(None) };
    let plan = whole.plan(&round.situation, &round.progress(), ctx.calendar, ctx.today());
    plan.map(Some).map_err(year)
}

/// A project as it stands today.
///
/// # Errors
/// A year that is not in the calendar.
pub(super) fn of(house: &Inner, run: &Run, project: &Project, ctx: &Ctx<'_>) -> Result<Standings, Failure> {
    let class = run.begun.as_ref().map(|begun| begun.class.clone()).unwrap_or_default();
    let mut plans: BTreeMap<usize, Plan> = BTreeMap::new();
    let mut courses = Vec::new();
    for (n, stage) in project.stages.iter().enumerate() {
        let so_far = run.stage(&stage.code);
        let course = match so_far.and_then(|one| Some((one, one.rounds.last()?))) {
            Some((one, round)) if one.open().is_some() => {
                let plan = members(round, &stage.bundle, ctx)?;
                plans.extend(plan.clone().map(|plan| (n, plan)));
                Course::Open { since: round.since, members: plan, awaited: round.awaited(ctx.today()) }
            }
            Some((one, round)) if one.granted() => {
                let on = round.end.as_ref().map_or(round.since, |end| end.on);
                Course::Replied { since: round.since, on }
            }
            // refused or taken back: it may be asked for anew
            _ => Course::Ahead,
        };
        courses.push(course);
    }
    let outlook = project.outlook(&class, &courses, ctx.calendar, ctx.today()).map_err(year)?;
    let (mut stages, mut all) = (Vec::new(), Reckoned::default());
    for (n, stage) in project.stages.iter().enumerate() {
        let Some(plan) = outlook.stages.iter().find(|plan| plan.stage == stage.code) else { continue };
        let so_far = run.stage(&stage.code);
        let reckoned = so_far.map(|one| one.reckoned(ctx.today(), ctx.calendar)).transpose().map_err(year)?;
        let reckoned = reckoned.unwrap_or_default();
        all = Reckoned { before: all.before.and(reckoned.before), joint: all.joint.and(reckoned.joint) };
        // what is decided was decided in the days of the class it had then
        let decided =
            so_far.and_then(|one| one.rounds.last()?.end.as_ref()).filter(|end| end.reply.is_some());
        let budget = stage.budget(decided.map_or(&class, |end| &end.class));
        let round = so_far.and_then(|one| one.rounds.last());
        stages.push(StageRow {
            stage: stage.code.clone(),
            name: stage.name.clone(),
            lead: house.organ_name(&stage.lead),
            bundle: stage.bundle.clone(),
            bundle_no: round.map(|round| round.bundle_no.clone()).unwrap_or_default(),
            standing: plan.standing,
            from: plan.from,
            until: plan.until,
            deciding: plan.deciding,
            budget,
            joint: reckoned.joint,
            before: reckoned.before,
            alarm: reckoned.joint.government * 100 >= budget * project.alarm_percent,
            reply: so_far.and_then(replied).unwrap_or_default().to_owned(),
            members: round.map(|round| rows(house, round, plans.get(&n), ctx)).unwrap_or_default(),
            answers_wanted: so_far.and_then(|one| one.open()).is_some_and(Round::outdated),
            awaited: round.map_or(0, |round| open_opinions(round, ctx)),
            consults: run.begun.as_ref().is_some_and(|begun| stage.asked(&begun.situation).next().is_some()),
        });
    }
    let now = outlook.now.and_then(|n| now(house, run, project, (&outlook, n), ctx));
    Ok(Standings { outlook, stages, joint: all.joint, before: all.before, now })
}

/// How many opinions of a round are awaited.
fn open_opinions(round: &Round, ctx: &Ctx<'_>) -> usize {
    if round.end.is_none() { round.awaited(ctx.today()).len() } else { 0 }
}

/// The last reply, in a word.
fn replied(stage: &StageRun) -> Option<&'static str> {
    stage.rounds.last()?.end.as_ref()?.reply.map(reply_word)
}

fn rows(house: &Inner, round: &Round, plan: Option<&Plan>, ctx: &Ctx<'_>) -> Vec<Member> {
    let now = round.now();
    let row = |item: &String| {
        let step = plan.and_then(|plan| plan.steps.iter().find(|step| step.member == *item));
        let step = step.filter(|step| step.stage != Stage::Dropped);
        let organ = ctx.editions.in_force(item).map(|edition| house.organ_name(&edition.item.organ));
        Member {
            item: item.clone(),
            name: ctx.editions.name_of(item),
            organ: organ.unwrap_or_default(),
            case_no: round.cases.get(item).cloned().unwrap_or_default(),
            turn: now.get(item.as_str()).copied(),
            from: step.map(|step| step.from),
            until: step.map(|step| step.until),
        }
    };
    round.members.iter().map(row).collect()
}

/// Name and telephone of an organ.
fn organ(house: &Inner, code: &str) -> (Text, String) {
    let phone = house.organs.get(code).map(|organ| organ.phone.clone()).unwrap_or_default();
    (house.organ_name(code), phone)
}

/// The one step that now decides the finish, and whom to call.
fn now(
    house: &Inner,
    run: &Run,
    project: &Project,
    (outlook, n): (&Outlook, usize),
    ctx: &Ctx<'_>,
) -> Option<Now> {
    let plan = outlook.stages.get(n)?;
    let stage = project.stage(&plan.stage)?;
    let round = run.stage(&stage.code).and_then(|one| one.open());
    let applicant = || (Text::new("申请人", "the applicant"), String::new());
    let step = plan.step.as_ref()?;
    if let Some(round) = round.filter(|round| round.outdated() && *step == Move::Reply) {
        let what = Text::new("类别变了，按新的类别补答", "the answers of the stage by the new class");
        let (whom, phone) = applicant();
        let href = links::change_bundle(&round.bundle_no);
        return Some(Now { stage: stage.name.clone(), what, whom, phone, href });
    }
    let (what, (whom, phone), href) = match step {
        Move::File => (Text::new("申请这个阶段", "ask for this stage"), applicant(), String::new()),
        Move::Reply => {
            (Text::new("合并答复", "the combined reply"), organ(house, &stage.lead), String::new())
        }
        Move::Opinion(code) => (Text::new("出具意见", "an opinion"), organ(house, code), String::new()),
        Move::Member(item) => {
            let turn = round.and_then(|round| round.now().get(item.as_str()).copied());
            let name = ctx.editions.name_of(item);
            let case = round.and_then(|round| round.cases.get(item));
            let href = case.map(|case| links::case(case)).unwrap_or_default();
            let code = ctx.editions.in_force(item).map(|edition| edition.item.organ.clone())?;
            let (own, phone) = organ(house, &code);
            match turn {
                Some(Turn::Applicant) => {
                    let what = Text::new(format!("{}：补正", name.zh), format!("{}: corrections", name.en));
                    // what is wanting is the applicant's; the organ that asked can explain it
                    (what, (Text::new("申请人", "the applicant"), phone), href)
                }
                Some(Turn::Intermediary) => {
                    let (zh, en) =
                        (format!("{}：特别程序", name.zh), format!("{}: a special procedure", name.en));
                    (Text::new(zh, en), (own, phone), href)
                }
                _ => (name, (own, phone), href),
            }
        }
    };
    Some(Now { stage: stage.name.clone(), what, whom, phone, href })
}
