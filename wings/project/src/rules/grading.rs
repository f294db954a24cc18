//! 重定类别: answers of the risk rule are changed on the way. The class is reckoned anew, with the days of
//! everything that is not decided; what is decided stays as it was, and so do the answers it settled.

use facts::project::{Asked, Event};
use kernel::item::{Question, Situation};
use kernel::project::{Project, Stage};
use kernel::{Ctx, Entry, Refusal, Text};

use super::run::{Round, Run};
use super::{refuse, under_way};

/// The stage that settled an answer: it is granted, and its file says that it decides by it.
pub fn settled<'a>(run: &Run, project: &'a Project, question: &str) -> Option<&'a Stage> {
    let mut granted = project.stages.iter().filter(|stage| run.granted(&stage.code));
    granted.find(|stage| stage.settles.iter().any(|code| code == question))
}

/// Other answers: whoever settled one before is named, and by what.
pub(super) fn regrade(run: &Run, situation: &Situation, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let project = under_way(run, ctx)?;
    let Some(begun) = &run.begun else { return Err(refuse("project_unknown", run, ctx)) };
    if !project.resolves(situation) {
        return Err(refuse("situation_open", run, ctx));
    }
    let changed: Vec<&Question> = project
        .questions
        .iter()
        .filter(|question| begun.situation.get(&question.code) != situation.get(&question.code))
        .collect();
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    if run.finished {
        return Err(refuse("project_granted", run, ctx));
    }
    for question in &changed {
        let Some(stage) = settled(run, project, &question.code) else { continue };
        let on = run.stage(&stage.code).and_then(|one| one.rounds.last()?.end.as_ref().map(|end| end.on));
        let day = on.map_or_else(Text::default, |on| Text::new(on.zh_full(), on.en_full()));
        let refusal = refuse("answer_settled", run, ctx).with("question", question.text.clone());
        return Err(refusal.with("stage", stage.name.clone()).with("day", day));
    }
    // the last class takes whoever is left: class 14 of the compiler's findings holds the file to that
    let class = project.class(situation).ok_or_else(|| refuse("situation_open", run, ctx))?;
    let regraded = Event::Regraded {
        situation: situation.clone(),
        class: class.code.clone(),
        budget: class.budget,
        before: begun.class.clone(),
        changed: changed.into_iter().map(|question| question.code.clone()).collect(),
    };
    let mut said = vec![regraded.into()];
    for stage in &project.stages {
        let Some(round) = run.stage(&stage.code).and_then(|one| one.open()) else { continue };
        said.extend(reasked(run, stage, (round, situation), ctx)?);
    }
    Ok(said)
}

/// The organs that an open stage asks by these answers: those it asks as well, from today on, and those that
/// are spared. What was said stays said.
fn reasked(
    run: &Run,
    stage: &Stage,
    (round, situation): (&Round, &Situation),
    ctx: &Ctx<'_>,
) -> Result<Option<Entry<Event>>, Refusal> {
    let mut asked = Vec::new();
    for consult in stage.asked(situation) {
        let organ = &consult.organ;
        let asked_now = round.asked.contains_key(organ) && !round.spared.contains(organ);
        if asked_now || round.opinions.contains_key(organ) {
            continue;
        }
        let by = ctx.calendar.workdays_after(ctx.today(), consult.days);
        let by = by.map_err(|_| refuse("calendar_missing", run, ctx))?.day;
        asked.push(Asked { organ: organ.clone(), by });
    }
    let wanted = |organ: &String| stage.asked(situation).any(|consult| consult.organ == *organ);
    let open = |organ: &&String| {
        !round.opinions.contains_key(*organ) && !round.spared.contains(*organ) && !wanted(organ)
    };
    let spared: Vec<String> = round.asked.keys().filter(open).cloned().collect();
    if asked.is_empty() && spared.is_empty() {
        return Ok(None);
    }
    Ok(Some(Event::Reasked { stage: stage.code.clone(), asked, spared }.into()))
}
