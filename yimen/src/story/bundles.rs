//! One thing at once, in a story: asking for a bundle, turning to one of its members, one pick-up.

use bundle::rules::{Command, Rules, Run, Stand, of};
use house::timekeeper::clock_actor;
use house::{Failure, To};
use kernel::bundle::{Comes, Whole};
use kernel::item::{Situation, Takes};
use kernel::rights::sight;
use project::rules::CLASS;

use super::acts::{Happened, at_the_desk};
use super::forms;
use super::script::{Line, listed};
use super::stage::{Person, Stage};

/// The field of forms that asks for the project code 项目代码.
const PROJECT_CODE: &str = "project_code";

/// Do it, if it is of a bundle; says whether it was.
pub(super) fn perform(
    stage: &mut Stage,
    person: &Person,
    line: &Line,
    happened: &mut Happened,
) -> Result<bool, String> {
    match line.verb.as_str() {
        "申请一件事" => {
            let name = line.object.clone();
            ask(stage, person, (&name, &Within::default()), line, happened)?;
        }
        "撤回一件事" => {
            let to = To::Stream(number(stage)?);
            acts(stage, person, to, Command::Withdraw {}, happened)?;
        }
        "一次领取" => {
            let no = number(stage)?;
            let run = run(stage, &no)?;
            let ready = |(item, part): (&String, &bundle::rules::Part)| {
                matches!(part.stand, Stand::Done { collected: false, .. }).then(|| item.clone())
            };
            let items = run.parts.iter().filter_map(ready).collect();
            let command = Command::Collect { items, signed: line.clause("签").to_owned() };
            acts(stage, person, To::Stream(no), command, happened)?;
        }
        "补填" => {
            let no = number(stage)?;
            let command = filled_in(stage, &no, line)?;
            acts(stage, person, To::Stream(no), command, happened)?;
        }
        "约联合核查" => {
            let no = number(stage)?;
            let run = run(stage, &no)?;
            let items = listed(line.clause("一起看")).map(|name| part(stage, &run, name));
            let on = line.object.parse().map_err(|_| format!("“{}”不是日子", line.object))?;
            let command = Command::CallVisit { on, items: items.collect::<Result<_, _>>()? };
            acts(stage, person, To::Stream(no), command, happened)?;
        }
        "接着办" => stage.case = Some(member(stage, &line.object)?),
        "看一件事" => look(stage, person, happened)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn said(failure: Failure) -> String {
    failure.to_string()
}

pub(super) fn number(stage: &Stage) -> Result<String, String> {
    stage.bundle.clone().ok_or_else(|| "还没有人申请一件事".to_owned())
}

fn run(stage: &Stage, no: &str) -> Result<Run, String> {
    let no = no.to_owned();
    let house = stage.house().map_err(said)?;
    house.read_now(clock_actor(), move |seeing| Ok(seeing.life::<Rules>(&no)?.0)).map_err(said)
}

/// Code of the one member of whose name this is a part.
fn part(stage: &Stage, run: &Run, name: &str) -> Result<String, String> {
    let world = stage.house().map_err(said)?.world();
    let called = |item: &&String| world.editions.latest(item).is_some_and(|e| e.item.name.zh.contains(name));
    let mut found = run.parts.keys().filter(called);
    match (found.next(), found.next()) {
        (Some(item), None) => Ok(item.clone()),
        (None, _) => Err(format!("这件事里没有“{name}”")),
        (Some(_), Some(_)) => Err(format!("“{name}”不止一件，请写得更全")),
    }
}

/// What could not be filled in before, put beside what was.
fn filled_in(stage: &Stage, no: &str, line: &Line) -> Result<Command, String> {
    let run = run(stage, no)?;
    let house = stage.house().map_err(said)?;
    let (world, clerk, name) = (house.world(), clock_actor(), no.to_owned());
    let known =
        house.read_now(clock_actor(), move |seeing| Ok(bundle::known::filled_in(seeing.look, &name)?));
    let ctx = house.ctx(&world, &clerk, house.clock.now(), [0; 16]);
    let edition = run.begun.as_ref().map_or("", |begun| begun.edition.as_str());
    let whole = bundle::rules::whole(edition, &ctx).ok_or_else(|| "没有这样的一件事".to_owned())?;
    let fields = whole.form(&run.situation).drawn();
    let mut answers = known.map_err(said)?.given;
    answers.extend(forms::told(&fields, &Situation::new(), line.clause("填"))?);
    Ok(Command::Change { situation: run.situation, papers: run.papers, answers })
}

/// The bundle that is called so, or has this code, with its items.
fn with_whole<T>(stage: &Stage, name: &str, then: impl FnOnce(&Whole<'_>, &str) -> T) -> Result<T, String> {
    let house = stage.house().map_err(said)?;
    let (world, clerk) = (house.world(), clock_actor());
    let ctx = house.ctx(&world, &clerk, house.clock.now(), [0; 16]);
    let called = |one: &kernel::bundle::Bundle| one.name.zh == name || one.code == name;
    let found = world.editions.bundles().find(|edition| called(&edition.bundle));
    let found = found.and_then(|edition| Some((of(&edition.bundle, &ctx)?, edition)));
    let (whole, edition) = found.ok_or_else(|| format!("没有叫“{name}”的一件事"))?;
    Ok(then(&whole, &edition.hash))
}

/// Code of the bundle that is called so.
pub(super) fn code(stage: &Stage, name: &str) -> Result<String, String> {
    with_whole(stage, name, |whole, _| whole.bundle.code.clone())
}

/// The construction project of which it is a stage; empty where it is none.
#[derive(Default)]
pub(super) struct Within {
    /// Number of the project.
    pub no: String,
    /// 项目代码.
    pub code: String,
    /// Code of its class.
    pub class: String,
}

/// Ask for a bundle by its name or code; where somebody was let help before, in the same stream.
pub(super) fn ask(
    stage: &mut Stage,
    person: &Person,
    (name, within): (&str, &Within),
    line: &Line,
    happened: &mut Happened,
) -> Result<(), String> {
    let command = with_whole(stage, name, |whole, hash| asked(whole, hash, (person, within), line))??;
    let helped = match stage.bundle.clone() {
        Some(no) => run(stage, &no)?.begun.is_none().then_some(no),
        None => None,
    };
    acts(stage, person, helped.map_or(To::New, To::Stream), command, happened)
}

/// The application: answers by their words, the first where none is named; the form as somebody in a hurry.
fn asked(
    whole: &Whole<'_>,
    hash: &str,
    (person, within): (&Person, &Within),
    line: &Line,
) -> Result<Command, String> {
    let told: Vec<&str> = listed(line.clause("情形")).collect();
    let mut situation = Situation::new();
    while let Some(open) = whole.open(&situation) {
        let named = open.answers.iter().find(|answer| told.iter().any(|word| answer.text.zh == *word));
        let answer = match (named.or(open.answers.first()), open.takes) {
            _ if open.code == CLASS && !within.no.is_empty() => within.class.clone(),
            (Some(answer), _) => answer.code.clone(),
            (None, Takes::Date) => return Err(format!("“{}”要写一个日子", open.text.zh)),
            (None, _) => "2".to_owned(),
        };
        situation.insert(open.code, answer);
    }
    let fields = whole.form(&situation).drawn();
    let mut answers = forms::in_form(&fields, &Situation::new(), person, line.clause("填"))?;
    let coded = |code: &str| !within.no.is_empty() && code.rsplit('.').next() == Some(PROJECT_CODE);
    answers.iter_mut().filter(|(code, _)| coded(code)).for_each(|(_, typed)| typed.clone_from(&within.code));
    let papers = whole.papers(&situation).into_iter().filter(|paper| paper.comes == Comes::Brought);
    Ok(Command::Begin {
        bundle: whole.bundle.code.clone(),
        edition: hash.to_owned(),
        papers: papers.map(|paper| paper.code).collect(),
        applicant: person.matter[0].clone(),
        phone: person.own[2].clone(),
        situation,
        answers,
        on_behalf: None,
        files: Vec::new(),
        project: within.no.clone(),
    })
}

pub(super) fn acts(
    stage: &mut Stage,
    person: &Person,
    to: To,
    command: Command,
    happened: &mut Happened,
) -> Result<(), String> {
    if let Some(no) = at_the_desk::<Rules>(stage, person, to, command, happened)? {
        happened.said.push(format!("一件事编号 {no}"));
        stage.bundle = Some(no);
    }
    Ok(())
}

/// The case of the member that is called so.
fn member(stage: &Stage, name: &str) -> Result<String, String> {
    let no = number(stage)?;
    let run = run(stage, &no)?;
    let world = stage.house().map_err(said)?.world();
    let called = |item: &str| world.editions.latest(item).is_some_and(|e| e.item.name.zh == name);
    let case = run.parts.iter().find(|(item, _)| called(item)).and_then(|(_, part)| match &part.stand {
        Stand::Running(case, _) | Stand::Failed(case, ..) | Stand::Done { case, .. } => Some(case.clone()),
        _ => None,
    });
    case.ok_or_else(|| format!("这件事里没有在办的“{name}”"))
}

/// The plan, line by line; nothing if it is not hers to see.
fn look(stage: &Stage, person: &Person, happened: &mut Happened) -> Result<(), String> {
    let (no, own) = (number(stage)?, sight(&person.actor));
    let house = stage.house().map_err(said)?;
    let lines = house.read_now(person.actor.clone(), move |seeing| {
        let found = bundle::views::one(seeing.look, &no, &own)?.ok_or(Failure::Absent)?;
        let (run, _) = seeing.life::<Rules>(&no)?;
        let dues = bundle::views::dues(seeing.look, &no)?;
        let dues = dues.into_iter().map(|(case, due)| (case, (due.told, due.latest))).collect();
        let ctx = seeing.ctx;
        let whole = bundle::rules::whole(&found.edition, &ctx).ok_or(Failure::Absent)?;
        let progress = bundle::rules::progress(&run, &dues);
        let plan = whole.plan(&run.situation, &progress, ctx.calendar, ctx.today());
        let plan = plan.map_err(|year| Failure::Fault(format!("{year:?}")))?;
        let name = |code: &str| whole.place(code).map_or(code, |n| &whole.items[n].name.zh).to_owned();
        let one = |step: &kernel::bundle::Step| format!("{}，{} 办好", name(&step.member), step.until);
        let mut lines: Vec<String> = plan.steps.iter().map(one).collect();
        let path: Vec<String> = plan.path.iter().map(|code| name(code)).collect();
        let count = |effort: kernel::bundle::Effort| {
            let (q, f, p) = (effort.questions, effort.fields, effort.papers);
            format!("{} 屏、{q} 问、{f} 格、{p} 份材料、跑 {} 趟", effort.screens, effort.visits)
        };
        let (once, alone) = whole.effort(&run.situation);
        lines.push(format!("一起办 {}", count(once)));
        lines.push(format!("一件一件办 {}", count(alone)));
        lines.push(format!("全部办完 {}，由 {} 决定", plan.finish, path.join(" → ")));
        let visit = |one: &bundle::rules::Called| {
            format!("联合现场核查 {}，{} 件一起看，只来一次", one.on, one.cases.len())
        };
        lines.extend(run.visits.iter().map(visit));
        Ok(lines)
    });
    match lines {
        Ok(lines) => happened.said.extend(lines),
        Err(Failure::Absent) => happened.refused = Some("absent".to_owned()),
        Err(other) => return Err(said(other)),
    }
    Ok(())
}
