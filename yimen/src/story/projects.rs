//! A construction project in a story: beginning it, asking for a stage, opinions of organs before and with
//! it, what the lead resolves and replies, and whose days went where.

use facts::project::Stance;
use house::timekeeper::clock_actor;
use house::{Failure, To};
use kernel::item::{Situation, Takes};
use kernel::project::{Project, Spent};
use kernel::rights::sight;
use project::rules::{Command, Reckoned, Rules, Run, text};

use super::acts::{Happened, at_the_desk, only};
use super::bundles::{self, Within};
use super::script::{Line, listed};
use super::stage::{Person, Stage};
use super::telling::stance_word;

/// Do it, if it is of a project; says whether it was.
pub(super) fn perform(
    stage: &mut Stage,
    person: &Person,
    line: &Line,
    happened: &mut Happened,
) -> Result<bool, String> {
    let words = |word: &str| line.clause(word).to_owned();
    let of = |name: &str| stage_code(stage, name);
    let command = match line.verb.as_str() {
        "立项" => {
            let command = begun(stage, person, line)?;
            return acts(stage, person, To::New, command, happened).map(|()| true);
        }
        "申请阶段" => return asked(stage, person, line, happened).map(|()| true),
        "看项目" => return look(stage, person, happened).map(|()| true),
        "申请项目预审" => {
            Command::Prereview { stage: of(&line.object)?, design: words("设计"), version: String::new() }
        }
        "设计换版" => Command::Redesign { design: line.object.clone(), version: String::new() },
        "出具意见" => Command::Opine {
            stage: of(line.clause("阶段"))?,
            stance: stance(&line.object)?,
            words: words("说"),
        },
        "协调" => Command::Resolve {
            stage: of(line.clause("阶段"))?,
            organ: organ(stage, &line.object)?,
            stands: stands(line.clause("意见"))?,
            words: words("说"),
        },
        "合并答复" => Command::Reply { stage: of(&line.object)?, words: words("说") },
        "撤回项目" => Command::Withdraw {},
        _ => return Ok(false),
    };
    let to = To::Stream(number(stage)?);
    acts(stage, person, to, command, happened).map(|()| true)
}

fn said(failure: Failure) -> String {
    failure.to_string()
}

fn number(stage: &Stage) -> Result<String, String> {
    stage.project.clone().ok_or_else(|| "还没有人立项".to_owned())
}

fn run(stage: &Stage) -> Result<Run, String> {
    let no = number(stage)?;
    let house = stage.house().map_err(said)?;
    house.read_now(clock_actor(), move |seeing| Ok(seeing.life::<Rules>(&no)?.0)).map_err(said)
}

/// The text under which the story's project began.
fn project(stage: &Stage) -> Result<Project, String> {
    let run = run(stage)?;
    let world = stage.house().map_err(said)?.world();
    let begun = run.begun.as_ref().ok_or("还没有人立项")?;
    let edition = world.editions.project_by_hash(&begun.edition).ok_or("没有这一版工程项目")?;
    Ok(edition.project.clone())
}

/// Code of the one stage of whose name this is a part.
fn stage_code(stage: &Stage, name: &str) -> Result<String, String> {
    let project = project(stage)?;
    let found = project.stages.iter().find(|one| one.name.zh == name);
    match found {
        Some(one) => Ok(one.code.clone()),
        None => Ok(only(name, project.stages.iter(), |one| &one.name.zh)?.code.clone()),
    }
}

fn organ(stage: &Stage, name: &str) -> Result<String, String> {
    let house = stage.house().map_err(said)?;
    let found = house.organs.iter().find(|(_, organ)| organ.name.zh == name);
    found.map(|(code, _)| code.clone()).ok_or_else(|| format!("没有机关“{name}”"))
}

fn stance(word: &str) -> Result<Stance, String> {
    let mut all = [Stance::Agrees, Stance::Conditions, Stance::Disagrees].into_iter();
    let found = all.find(|stance| stance_word(*stance) == word);
    found.ok_or_else(|| format!("意见只有“同意”“有条件”和“不同意”，没有“{word}”"))
}

/// Does an organ's opinion stand?
fn stands(word: &str) -> Result<bool, String> {
    match word {
        "成立" => Ok(true),
        "不成立" => Ok(false),
        other => Err(format!("意见只有“成立”和“不成立”，没有“{other}”")),
    }
}

/// `立项 KIND；名称 NAME；情形 ANSWER、…`: a number behind a part of its question, the first answer where none
/// is named.
fn begun(stage: &Stage, person: &Person, line: &Line) -> Result<Command, String> {
    let world = stage.house().map_err(said)?.world();
    let found = world.editions.projects().find(|edition| edition.project.name.zh == line.object);
    let edition = found.ok_or_else(|| format!("没有工程项目“{}”", line.object))?;
    let mut told: Vec<&str> = listed(line.clause("情形")).collect();
    let mut situation = Situation::new();
    for question in &edition.project.questions {
        let hit = told.iter().position(|word| match (question.takes, word.split_once('：')) {
            (Takes::Choice, _) => question.answers.iter().any(|answer| answer.text.zh == **word),
            (_, Some((asked, _))) => question.text.zh.contains(asked),
            (_, None) => false,
        });
        let word = hit.map(|at| told.remove(at));
        let answer = match (question.takes, word) {
            (Takes::Choice, word) => {
                let named = |word: &str| question.answers.iter().find(|answer| answer.text.zh == word);
                let answer = word.and_then(named).or(question.answers.first());
                answer.map(|answer| answer.code.clone())
            }
            (_, word) => word.and_then(|word| Some(word.split_once('：')?.1.to_owned())),
        };
        let answer = answer.ok_or_else(|| format!("“{}”要写一个数", question.text.zh))?;
        situation.insert(question.code.clone(), answer);
    }
    if let Some(word) = told.first() {
        return Err(format!("没有哪个问题有“{word}”这个答案"));
    }
    Ok(Command::Begin {
        project: edition.project.code.clone(),
        edition: edition.hash.clone(),
        situation,
        name: line.clause("名称").to_owned(),
        contact: person.own[0].clone(),
        phone: person.own[2].clone(),
    })
}

/// `申请阶段 STAGE；情形 ANSWER、…；填 LABEL＝TEXT、…`: the bundle of the stage, of the project's own class and
/// with its code.
fn asked(stage: &mut Stage, person: &Person, line: &Line, happened: &mut Happened) -> Result<(), String> {
    let (no, run, code) = (number(stage)?, run(stage)?, stage_code(stage, &line.object)?);
    let begun = run.begun.ok_or("还没有人立项")?;
    let project = project(stage)?;
    let bundle = project.stage(&code).map(|one| one.bundle.clone()).unwrap_or_default();
    let within = Within { no, code: begun.project_code, class: begun.class };
    bundles::ask(stage, person, (&bundle, &within), line, happened)
}

fn acts(
    stage: &mut Stage,
    person: &Person,
    to: To,
    command: Command,
    happened: &mut Happened,
) -> Result<(), String> {
    if let Some(no) = at_the_desk::<Rules>(stage, person, to, command, happened)? {
        happened.said.push(format!("项目编号 {no}"));
        stage.project = Some(no);
    }
    Ok(())
}

/// The class, the stages and whose days went where; nothing if it is not hers to see.
fn look(stage: &Stage, person: &Person, happened: &mut Happened) -> Result<(), String> {
    let (no, own) = (number(stage)?, sight(&person.actor));
    let house = stage.house().map_err(said)?;
    let lines = house.read_now(person.actor.clone(), move |seeing| {
        project::views::one(seeing.look, &no, &own)?.ok_or(Failure::Absent)?;
        let (run, _) = seeing.life::<Rules>(&no)?;
        let ctx = &seeing.ctx;
        let (project, begun) = text(&run, ctx).zip(run.begun.as_ref()).ok_or(Failure::Absent)?;
        let class = project.class_of(&begun.class).map_or("", |class| class.name.zh.as_str());
        let mut lines =
            vec![format!("项目代码 {}，{class}，政府最多 {} 个工作日", begun.project_code, begun.budget)];
        let mut all = Reckoned::default();
        for one in &project.stages {
            let budget = one.budget(&begun.class);
            let Some(so_far) = run.stage(&one.code).filter(|so_far| !so_far.rounds.is_empty()) else {
                lines.push(format!("{}：还没有申请，政府最多 {budget} 个工作日", one.name.zh));
                continue;
            };
            let days = so_far.reckoned(ctx.today(), ctx.calendar);
            let days = days.map_err(|year| Failure::Fault(format!("{year:?}")))?;
            all = Reckoned { before: all.before.and(days.before), joint: all.joint.and(days.joint) };
            let standing = if so_far.granted() { "已经答复" } else { "在办" };
            lines.push(format!("{}：{standing}，政府最多 {budget} 个工作日，{}", one.name.zh, told(&days)));
        }
        lines.push(format!("四个阶段合计：{}", told(&all)));
        Ok(lines)
    });
    match lines {
        Ok(lines) => happened.said.extend(lines),
        Err(Failure::Absent) => happened.refused = Some("absent".to_owned()),
        Err(other) => return Err(said(other)),
    }
    Ok(())
}

/// Days apart, by whose they were.
fn told(days: &Reckoned) -> String {
    let of = |spent: &Spent| {
        let (g, a, i) = (spent.government, spent.applicant, spent.intermediary);
        format!("{} 个工作日（政府 {g} 个、申请人 {a} 个、中介 {i} 个）", spent.elapsed)
    };
    format!("收齐以后 {}，收齐以前 {}", of(&days.joint), of(&days.before))
}
