//! What somebody does in a story: a Chinese verb becomes a command and goes to the real desk.

use std::time::{Duration, Instant as Stopwatch};

use case::rules::{Command, Rules};
use facts::Recorded;
use facts::case::Ground;
use house::{Cause, Failure, Knows, To};
use kernel::Day;
use kernel::item::{Item, Situation, Takes};
use kernel::rights;
use licence::views::Record;

use super::script::{Line, listed};
use super::stage::{CLOSED, Person, Stage};
use super::{
    assisting, bundles, forms, looking, posts, projects, promises, steps, telling, terminal, timing,
};

/// What came of a line.
#[derive(Default)]
pub(super) struct Happened {
    /// What was written, in order.
    pub facts: Vec<Recorded>,
    /// Code of the refusal; `absent` where nothing is told apart, `closed` before a closed door.
    pub refused: Option<String>,
    /// The promised and the statutory day as they were told before.
    pub before: Option<(Day, Day)>,
    /// Licences somebody looked at.
    pub licences: Vec<Record>,
    /// For the audience.
    pub said: Vec<String>,
    /// What the house took to answer and to follow: measured.
    pub took: Duration,
}

/// Let it become the hour of the line, and let her do it.
pub(super) fn perform(stage: &mut Stage, line: &Line) -> Result<Happened, String> {
    let accepted = stage.case().ok().and_then(|case| case.acceptance);
    let before = accepted.map(|acceptance| (acceptance.told, acceptance.statutory));
    let mut happened = Happened { before, ..Happened::default() };
    let watch = Stopwatch::now();
    if line.who == "大门" {
        let moved = match line.verb.as_str() {
            "关门" => stage.move_to(line.at).and_then(|()| stage.close_door()),
            "开门" => stage.move_to(line.at).and_then(|()| stage.open_door()),
            other => return Err(format!("大门只会“关门”和“开门”，不会“{other}”")),
        };
        moved.map_err(said)?;
        stage.round().map_err(said)?;
    } else if !stage.is_open() {
        stage.move_to(line.at).map_err(said)?;
        happened.refused = Some("closed".to_owned());
        happened.said.push(CLOSED.to_owned());
        return Ok(happened);
    } else {
        stage.move_to(line.at).map_err(said)?;
        if (line.who.as_str(), line.verb.as_str()) == ("控制台", "配备") {
            posts::fill(stage, line)?;
            stage.round().map_err(said)?;
        } else if (line.who.as_str(), line.verb.as_str()) == ("旁人", "核验") {
            looking::verified(stage, &line.object, &mut happened)?;
        } else if (line.who.as_str(), line.verb.as_str()) == ("时钟", "用时") {
            timing::told(stage, line, &mut happened)?;
        } else if line.who != "时钟" {
            somebody(stage, line, &mut happened)?;
            stage.round().map_err(said)?;
        }
    }
    if happened.refused.is_none() {
        stage.done.push((line.verb.clone(), line.at));
    }
    happened.took = watch.elapsed();
    happened.facts = stage.news().map_err(said)?;
    let told = happened.facts.iter().filter(|fact| !telling::is_quiet(fact));
    let mut diary: Vec<String> = told.map(|fact| telling::sentence(stage, fact)).collect();
    diary.append(&mut happened.said);
    diary.extend(stage.messages());
    happened.said = diary;
    Ok(happened)
}

fn said(failure: Failure) -> String {
    match failure {
        Failure::Fault(why) => why,
        other => other.to_string(),
    }
}

fn somebody(stage: &mut Stage, line: &Line, happened: &mut Happened) -> Result<(), String> {
    let person = stage.person(&line.who).map_err(said)?;
    if line.verb == "看证照" {
        return look_at_licences(stage, &person, happened);
    }
    let wings = [bundles::perform, projects::perform, assisting::perform, terminal::perform];
    for wing in wings {
        if wing(stage, &person, line, happened)? {
            return Ok(());
        }
    }
    if line.verb == "看办件" {
        return looking::case(stage, &person, happened);
    }
    let command = command(stage, &person, line)?;
    let to = match (&command, &stage.case) {
        (Command::Apply { .. }, _) => To::New,
        (_, Some(case)) => To::Stream(case.clone()),
        (_, None) => return Err("还没有人申请".to_owned()),
    };
    if let Some(no) = at_the_desk::<Rules>(stage, &person, to, command, happened)? {
        happened.said.push(format!("办件编号 {no}"));
        stage.case = Some(no);
    }
    Ok(())
}

/// Somebody asks something of the real desk; gives the number of what has begun with it.
///
/// # Errors
/// Whatever is no answer of the law's.
pub(super) fn at_the_desk<D: Knows>(
    stage: &mut Stage,
    person: &Person,
    to: To,
    command: D::Command,
    happened: &mut Happened,
) -> Result<Option<String>, String> {
    stage.acts += 1;
    let cause = Cause::outside("story", &person.actor.party, &format!("act-{}", stage.acts)).map_err(said)?;
    let house = stage.house().map_err(said)?.clone();
    match house.act_now::<D>(person.actor.clone(), to.clone(), cause, command) {
        Ok(receipt) => return Ok((to == To::New).then_some(receipt.name)),
        Err(Failure::Refused(refusal)) => {
            let words = house.texts.refusal(&refusal).zh;
            happened.said.push(format!("{words}（{}，{}）", refusal.basis.zh, refusal.code));
            happened.refused = Some(refusal.code.to_owned());
        }
        Err(Failure::Absent) => {
            happened.said.push("没有这件事，或者不归这个人办".to_owned());
            happened.refused = Some("absent".to_owned());
        }
        Err(other) => return Err(said(other)),
    }
    Ok(None)
}

fn look_at_licences(stage: &Stage, person: &Person, happened: &mut Happened) -> Result<(), String> {
    let sight = rights::sight(&person.actor);
    let seen = stage.house().map_err(said)?.read_now(person.actor.clone(), move |seeing| {
        Ok(licence::views::list(seeing.look, &sight, i64::MAX, i64::from(u8::MAX))?)
    });
    happened.licences = seen.map_err(said)?;
    for found in &happened.licences {
        let until = if found.until.is_empty() { "长期" } else { &found.until };
        happened.said.push(format!(
            "证照 {}，持有人{}，{} 至 {until}，电子证照标识 {}",
            found.licence_no, found.holder, found.from, found.licence_id
        ));
    }
    Ok(())
}

fn command(stage: &Stage, person: &Person, line: &Line) -> Result<Command, String> {
    if line.verb == "申请" {
        return apply(stage, person, line);
    }
    let case = stage.case().map_err(said)?;
    let filed = case.filed.as_ref().ok_or("还没有人申请")?;
    let world = stage.house().map_err(said)?.world();
    let item = &world.editions.by_hash(&filed.edition).ok_or("没有这一版办事指南")?.item;
    if let Some(command) = steps::command(stage, &case, line)? {
        return Ok(command);
    }
    if let Some(command) = promises::command(stage, item, line)? {
        return Ok(command);
    }
    let words = |word: &str| line.clause(word).to_owned();
    Ok(match line.verb.as_str() {
        "收件" => {
            let papers = materials(item, &line.object)?;
            Command::Receive { materials: (!papers.is_empty()).then_some(papers) }
        }
        "受理" => Command::Accept {},
        "告知补正" => {
            Command::AskCorrection { lacking: materials(item, &line.object)?, note: words("说") }
        }
        "签容缺承诺" => Command::SignTolerance { materials: materials(item, &line.object)? },
        "容缺受理" => Command::AcceptTolerantly {},
        "补交承诺" => Command::Follow { materials: materials(item, &line.object)?, files: Vec::new() },
        "准许再次告知" => Command::AllowNotice { reason: line.object.clone() },
        "补交" => Command::Correct {
            materials: materials(item, &line.object)?,
            answers: Default::default(),
            files: Vec::new(),
        },
        "不予受理" => Command::Decline { ground: ground(&line.object)?, reason: words("说") },
        "转告" => {
            Command::Refer { to: line.object.clone(), address: words("地址"), reason: words("说") }
        }
        "中止计时" => {
            let special = item.special.iter().find(|s| s.name.zh == line.object);
            let special = special.ok_or_else(|| format!("这个事项没有“{}”", line.object))?;
            let days = words("预计");
            let needed = days.trim_end_matches("个工作日").trim().parse();
            let needed = needed.map_err(|_| format!("“预计 {days}”要写成“预计 4 个工作日”"))?;
            Command::StopClock { kind: special.kind, needed, notice: words("告知书") }
        }
        "恢复计时" => Command::ResumeClock { result: line.object.clone() },
        "审查" => examine(item, &filed.situation, line)?,
        "核实" => Command::Confirm { opinion: words("说") },
        "看法不同" => {
            Command::Differ { points: points(item, &filed.situation, &line.object)?, reason: words("说") }
        }
        "退回" => Command::SendBack { reason: line.object.clone() },
        "准予" => Command::Grant {},
        "不予批准" => Command::Deny { reason: line.object.clone() },
        "送达" => Command::Deliver {},
        "撤回" => Command::Withdraw {},
        other => return Err(format!("没有“{other}”这个动作 (no such verb)")),
    })
}

fn apply(stage: &Stage, person: &Person, line: &Line) -> Result<Command, String> {
    let world = stage.house().map_err(said)?.world();
    let named = |e: &&kernel::item::Edition| e.item.name.zh == line.object || e.item.code == line.object;
    let edition = world.editions.every().find(named).ok_or_else(|| format!("没有事项“{}”", line.object))?;
    let item = &edition.item;
    let mut situation = Situation::new();
    for word in listed(line.clause("情形")) {
        // a number or a day: part of the question, then the answer
        let typed = word.split_once('：').and_then(|(asked, typed)| {
            let mut questions = item.questions.iter().filter(|q| q.takes != Takes::Choice);
            Some((questions.find(|q| q.text.zh.contains(asked))?, typed))
        });
        if let Some((question, typed)) = typed {
            let answer =
                question.read(typed).ok_or_else(|| format!("“{typed}”答不了“{}”", question.text.zh))?;
            situation.insert(question.code.clone(), answer);
            continue;
        }
        let all = item.questions.iter().flat_map(|q| q.answers.iter().map(move |a| (q, a)));
        let (question, answer) = only(word, all, |(_, answer)| answer.text.zh.as_str())?;
        situation.insert(question.code.clone(), answer.code.clone());
    }
    Ok(Command::Apply {
        item: item.code.clone(),
        edition: edition.hash.clone(),
        materials: materials(item, line.clause("交"))?,
        applicant: person.matter[0].clone(),
        phone: person.own[2].clone(),
        answers: forms::filled(item, &situation, person, line.clause("填"))?,
        on_behalf: None,
        situation,
        files: Vec::new(),
        parcel: None,
    })
}

/// Materials by a part of their names.
pub(super) fn materials(item: &Item, words: &str) -> Result<Vec<String>, String> {
    listed(words).map(|word| Ok(only(word, item.materials.iter(), |m| &m.name.zh)?.code.clone())).collect()
}

/// The only one whose name holds this word.
pub(super) fn only<T>(
    word: &str,
    all: impl Iterator<Item = T>,
    name: impl Fn(&T) -> &str,
) -> Result<T, String> {
    let mut found: Vec<T> = all.filter(|one| name(one).contains(word)).collect();
    match (found.pop(), found.as_slice()) {
        (Some(one), []) => Ok(one),
        (None, _) => Err(format!("事项文件里没有“{word}”")),
        _ => Err(format!("“{word}”不止一个，请写得更全")),
    }
}

fn ground(words: &str) -> Result<Ground, String> {
    match words {
        "依法不需要办" => Ok(Ground::NotNeeded),
        "依法不得申请" => Ok(Ground::Barred),
        other => Err(format!("不予受理只有“依法不需要办”和“依法不得申请”，没有“{other}”")),
    }
}

fn examine(item: &Item, situation: &Situation, line: &Line) -> Result<Command, String> {
    let points: Vec<_> = item.points_in(situation).collect();
    let unmet: Result<Vec<String>, String> = listed(line.clause("不符合"))
        .map(|word| Ok(only(word, points.iter(), |p| &p.text.zh)?.code.clone()))
        .collect();
    let unmet = unmet?;
    if unmet.is_empty() != (line.object == "全部符合") {
        return Err("写“审查 全部符合”，或者“审查 逐条；不符合 …；说 …”".to_owned());
    }
    let met = points.iter().map(|p| p.code.clone()).filter(|code| !unmet.contains(code)).collect();
    Ok(Command::Examine { met, unmet, opinion: line.clause("说").to_owned(), findings: Default::default() })
}

/// Codes of points by their names, apart by `、`.
fn points(item: &Item, situation: &Situation, object: &str) -> Result<Vec<String>, String> {
    let points: Vec<_> = item.points_in(situation).collect();
    listed(object).map(|word| Ok(only(word, points.iter(), |p| &p.text.zh)?.code.clone())).collect()
}
