//! 帮办代办 in a story: somebody lets the hall help with what she asks for, one of its clerks takes it up, writes
//! down what she did and what is still to do, and signs nothing.

use bundle::rules::{Command, Rules, SEE};
use bundle::views::what_text;
use house::{Failure, To};
use kernel::bundle::May;
use kernel::{Role, Where};

use super::acts::Happened;
use super::bundles;
use super::script::{Line, listed};
use super::stage::{Person, Stage};
use super::steps::day;

/// Do it, if it is of an assistant; says whether it was.
pub(super) fn perform(
    stage: &mut Stage,
    person: &Person,
    line: &Line,
    happened: &mut Happened,
) -> Result<bool, String> {
    let words = |word: &str| line.clause(word).to_owned();
    let on = |word: &str| Some(line.clause(word)).filter(|on| !on.is_empty()).map(day).transpose();
    let command = match line.verb.as_str() {
        "请帮办" => {
            let may = listed(&line.object).map(may).collect::<Result<Vec<May>, String>>()?;
            let (to, bundle) = match line.clause("一件事") {
                "" => (To::Stream(bundles::number(stage)?), String::new()),
                name => (To::New, bundles::code(stage, name)?),
            };
            let command = Command::AskAssistance { bundle, may, words: words("说"), project: String::new() };
            return bundles::acts(stage, person, to, command, happened).map(|()| true);
        }
        "看帮办" => return look(stage, person, happened).map(|()| true),
        "接手帮办" => Command::TakeAssistance {},
        "帮着办" => Command::Assist { what: may(&line.object)?, on: on("日子")?, words: words("说") },
        "派任务" => Command::GiveTask {
            by: on("到")?,
            hers: line.clause("归") == "申请人",
            words: line.object.clone(),
        },
        "任务办完" => {
            let task = line.object.parse().map_err(|_| format!("“{}”不是任务的号", line.object))?;
            Command::FinishTask { task }
        }
        "收回帮办" => Command::EndAssistance {},
        _ => return Ok(false),
    };
    let to = To::Stream(bundles::number(stage)?);
    bundles::acts(stage, person, to, command, happened).map(|()| true)
}

/// What may be done, by its word.
fn may(word: &str) -> Result<May, String> {
    let found = EVERYTHING.into_iter().find(|may| what_text(*may).zh == word);
    found.ok_or_else(|| format!("帮办只有“填表”“传材料”“问部门”“约时间”，没有“{word}”"))
}

const EVERYTHING: [May; 4] = [May::Fill, May::HandIn, May::Ask, May::Book];

/// The mandate and what is still to do; nothing if it is not hers to see.
fn look(stage: &Stage, person: &Person, happened: &mut Happened) -> Result<(), String> {
    let no = bundles::number(stage)?;
    let house = stage.house().map_err(|failure| failure.to_string())?;
    let seen = house.read_now(person.actor.clone(), move |seeing| {
        let (run, _) = seeing.life::<Rules>(&no)?;
        let one = run.assistance.ok_or(Failure::Absent)?;
        let place = Where {
            organ: one.lead.clone(),
            hall: one.hall.clone(),
            party: one.party.clone(),
            division: seeing.ctx.division.to_owned(),
            ..Where::default()
        };
        // organs see the plan of a bundle, and nothing of who helps her
        let near = matches!(seeing.ctx.actor.role, Role::Citizen | Role::Agent | Role::Clerk);
        let seen = near && seeing.ctx.rights.may(seeing.ctx.actor, SEE, &place);
        if seen { Ok(one) } else { Err(Failure::Absent) }
    });
    let one = match seen {
        Ok(one) => one,
        Err(Failure::Absent) => {
            happened.refused = Some("absent".to_owned());
            return Ok(());
        }
        Err(other) => return Err(other.to_string()),
    };
    let can: Vec<String> = one.may.iter().map(|may| what_text(*may).zh).collect();
    let whose = if one.assistant.is_empty() {
        "还没有人接手".to_owned()
    } else {
        stage.name_of(&one.assistant)
    };
    let standing = if one.stands { "" } else { "，已经收回" };
    happened.said.push(format!("帮办 {whose}，可以{}，不能签字{standing}", can.join("、")));
    for task in &one.tasks {
        let by = task.by.map(|by| format!("，到 {by}")).unwrap_or_default();
        let who = if task.hers { "申请人办" } else { "帮办的人办" };
        let done = if task.done { "办好了" } else { "还没有办" };
        happened.said.push(format!("任务 {}{by}，{who}，{done}", task.task));
    }
    Ok(())
}
