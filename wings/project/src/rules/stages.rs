//! Stages: opened by their bundle, turned by their members' cases, replied to by the lead.

use facts::project::{Aside, Asked, Event, Reply, Stance, Unfit};
use kernel::item::Situation;
use kernel::limits::REASON_CHARS;
use kernel::project::{Project, Turn};
use kernel::{Ctx, Entry, Refusal, Text};

use super::run::{Design, Round, Run};
use super::{Opened, Turning, refuse, under_way};

/// The question of a stage's bundle that the project's class answers.
pub const CLASS: &str = "class";

/// A bundle that names this project began: a stage is opened, or it is said why not. Opinions that were given
/// before, on the design that still counts, are taken over.
pub(super) fn open(run: &Run, opened: &Opened, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let aside = |why: Unfit| {
        let bundle_no = opened.bundle_no.clone();
        Ok(vec![Event::BundleSetAside { bundle_no, why }.into()])
    };
    if run.withdrawn {
        return aside(Unfit::Withdrawn);
    }
    let project = under_way(run, ctx)?;
    let begun = run.begun.as_ref().filter(|begun| begun.party == opened.party);
    let Some((begun, stage)) = begun.zip(project.stage_of_bundle(&opened.bundle)) else {
        return aside(Unfit::Strange);
    };
    if opened.situation.get(CLASS).is_some_and(|class| *class != begun.class) {
        return aside(Unfit::OtherClass);
    }
    let so_far = run.stage(&stage.code);
    if so_far.is_some_and(|one| one.open().is_some() || one.granted()) {
        return aside(Unfit::Twice);
    }
    if stage.after.iter().any(|before| !run.granted(before)) {
        return aside(Unfit::TooEarly);
    }
    let mut asked = Vec::new();
    for consult in stage.asked(&begun.situation) {
        let by = ctx.calendar.workdays_after(ctx.today(), consult.days);
        let by = by.map_err(|_| refuse("calendar_missing", run, ctx))?.day;
        asked.push(Asked { organ: consult.organ.clone(), by });
    }
    let early = so_far.map(|one| &one.early).into_iter().flatten();
    // the drawings that were handed in are the version; the name says it where there are none
    let handed_in = Design { version: opened.version.clone(), ..run.design.clone() };
    let carried = early.map(|(organ, given)| {
        let (stage, organ, stance, given_on) = (stage.code.clone(), organ.clone(), given.stance, given.on);
        match given.design.is(&handed_in) {
            true => Event::OpinionCarried { stage, organ, stance, given_on }.into(),
            false => Event::OpinionOutdated { stage, organ, stance, given_on }.into(),
        }
    });
    let mut said: Vec<Entry<Event>> = vec![
        Event::StageOpened {
            stage: stage.code.clone(),
            bundle_no: opened.bundle_no.clone(),
            lead: stage.lead.clone(),
            situation: opened.situation.clone(),
            members: opened.members.clone(),
            asked,
            version: opened.version.clone(),
        }
        .into(),
    ];
    said.extend(carried);
    Ok(said)
}

/// The bundle's answers were changed.
pub(super) fn replan(
    run: &Run,
    bundle_no: &str,
    situation: &Situation,
    members: &[String],
) -> Vec<Entry<Event>> {
    match run.of_bundle(bundle_no) {
        Some((stage, round)) if round.end.is_none() => {
            let (situation, members) = (situation.clone(), members.to_vec());
            vec![Event::StageReplanned { stage: stage.to_owned(), situation, members }.into()]
        }
        _ => Vec::new(),
    }
}

/// It is somebody else's turn with a member. A result that comes twice, after the reply or after the end is
/// answered, not obeyed.
pub(super) fn turn(run: &Run, turning: &Turning) -> Vec<Entry<Event>> {
    let Some((stage, round)) = run.of_bundle(&turning.bundle_no) else { return Vec::new() };
    let before = round.now().get(turning.item.as_str()).copied();
    let settled = before.is_some_and(|turn| turn == Turn::Done || turn == Turn::Failed);
    let why = match &round.end {
        Some(end) if end.reply.is_some() => Some(Aside::Replied),
        Some(_) => Some(Aside::Withdrawn),
        None => settled.then_some(Aside::Twice),
    };
    let (stage, item, case) = (stage.to_owned(), turning.item.clone(), turning.case.clone());
    if let Some(why) = why {
        let result = matches!(turning.turn, Turn::Done | Turn::Failed);
        return if result {
            vec![Event::ResultSetAside { stage, item, case, why }.into()]
        } else {
            Vec::new()
        };
    }
    let known = round.cases.get(&item).map_or("", String::as_str);
    let (told, latest) = round.dues.get(&item).copied().unwrap_or_default();
    let due = (turning.told.or(told), turning.latest.or(latest));
    if before == Some(turning.turn) && known == case && due == (told, latest) {
        return Vec::new();
    }
    let turned = Event::MemberTurned {
        stage: stage.clone(),
        item: item.clone(),
        case,
        turn: turning.turn,
        on: turning.on,
        told: turning.told,
        latest: turning.latest,
    };
    let mut said: Vec<Entry<Event>> = vec![turned.into()];
    if round.received.is_none() && complete(round, turning) {
        said.push(Event::StageReceived { stage, on: turning.on }.into());
    }
    said
}

/// Is every member that was filed accepted, once this one has turned?
fn complete(round: &Round, turning: &Turning) -> bool {
    let mut now = round.now();
    now.insert(&turning.item, turning.turn);
    let wanting = |turn: &Turn| matches!(turn, Turn::Filed | Turn::Applicant);
    let there = |turn: &Turn| matches!(turn, Turn::Organ | Turn::Intermediary | Turn::Done | Turn::Failed);
    !now.values().any(wanting) && now.values().any(there)
}

/// The applicant took the bundle of a stage back: the stage may be asked for anew.
pub(super) fn taken_back(run: &Run, bundle_no: &str) -> Vec<Entry<Event>> {
    match run.of_bundle(bundle_no) {
        Some((stage, round)) if round.end.is_none() => {
            vec![Event::StageWithdrawn { stage: stage.to_owned() }.into()]
        }
        _ => Vec::new(),
    }
}

/// 合并答复: once every member is settled, every opinion there or over its day, every objection resolved. What
/// is replied follows from that; the lead adds words.
pub(super) fn reply(run: &Run, code: &str, words: &str, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let project = under_way(run, ctx)?;
    let round = run.stage(code).and_then(|stage| stage.open());
    let Some(round) = round else { return Err(refuse("stage_not_open", run, ctx)) };
    if round.outdated() {
        return Err(refuse("stage_class_changed", run, ctx));
    }
    let now = round.now();
    let open = |item: &&String| !now.get(item.as_str()).is_some_and(|turn| turn.settled());
    let open: Vec<Text> = round.members.iter().filter(open).map(|item| ctx.editions.name_of(item)).collect();
    if !open.is_empty() {
        return Err(refuse("stage_members_open", run, ctx).with("items", listed(open)));
    }
    if !round.awaited(ctx.today()).is_empty() {
        return Err(refuse("stage_opinions_awaited", run, ctx));
    }
    if !round.conflicts().is_empty() {
        return Err(refuse("stage_conflict_open", run, ctx));
    }
    let words = spoken(run, words, ctx)?;
    let silent = round.asked.iter().filter(|(organ, _)| !round.opinions.contains_key(*organ));
    let silent = silent.filter(|(organ, _)| !round.spared.contains(*organ));
    let mut said: Vec<Entry<Event>> = silent
        .map(|(organ, by)| {
            Event::SilenceNoted { stage: code.to_owned(), organ: organ.clone(), by: *by }.into()
        })
        .collect();
    let reply = outcome(round);
    said.push(Event::StageReplied { stage: code.to_owned(), reply, words }.into());
    if reply != Reply::Refused && last(project, run, code) {
        said.push(Event::Finished {}.into());
    }
    Ok(said)
}

/// What the outcomes and opinions come to.
pub fn outcome(round: &Round) -> Reply {
    let stands = |stance: Stance| {
        let given = round.opinions.values().filter(move |given| given.stance == stance);
        given.filter(|given| given.resolved.as_ref().is_none_or(|(stands, _)| *stands)).count() > 0
    };
    let failed = round.now().values().any(|turn| *turn == Turn::Failed);
    match () {
        () if failed || stands(Stance::Disagrees) => Reply::Refused,
        () if stands(Stance::Conditions) => Reply::WithConditions,
        () => Reply::Agreed,
    }
}

/// Are all other stages granted?
fn last(project: &Project, run: &Run, code: &str) -> bool {
    project.stages.iter().all(|stage| stage.code == code || run.granted(&stage.code))
}

/// Words of an organ: something, and not too much.
pub(super) fn spoken(run: &Run, words: &str, ctx: &Ctx<'_>) -> Result<String, Refusal> {
    let words = words.trim();
    let count = words.chars().count();
    if count == 0 || count > REASON_CHARS {
        return Err(refuse("project_words_wrong", run, ctx));
    }
    Ok(words.to_owned())
}

/// 撤回: open stages end; the wing of bundles takes their bundles back.
pub(super) fn withdraw(run: &Run, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    under_way(run, ctx)?;
    if run.finished {
        return Err(refuse("project_finished", run, ctx));
    }
    Ok(vec![Event::Withdrawn {}.into()])
}

/// Names in a row.
fn listed(names: Vec<Text>) -> Text {
    let (zh, en): (Vec<String>, Vec<String>) = names.into_iter().map(|t| (t.zh, t.en)).unzip();
    Text::new(zh.join("、"), en.join(", "))
}
