//! Opinions of organs: asked for before or with a stage, given once and in time, resolved by the lead.

use facts::project::{Aside, Event, Stance};
use kernel::limits::LINE_CHARS;
use kernel::{Ctx, Entry, Refusal};

use super::run::{Design, Run};
use super::stages::spoken;
use super::{refuse, under_way};

/// What the applicant calls a version of the design.
fn named(run: &Run, design: &str, ctx: &Ctx<'_>) -> Result<String, Refusal> {
    let design = design.trim();
    let count = design.chars().count();
    if count == 0 || count > LINE_CHARS || design.contains('\n') {
        return Err(refuse("design_unnamed", run, ctx));
    }
    Ok(design.to_owned())
}

/// 设计换版: opinions on another version are not taken over.
pub(super) fn redesign(
    run: &Run,
    (design, version): (&str, &str),
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    under_way(run, ctx)?;
    let (design, version) = (named(run, design, ctx)?, version.to_owned());
    if design == run.design.name && version == run.design.version {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Redesigned { design, version }.into()])
}

/// 申请预审: the organs of a stage that is not asked for yet, and its lead, look at the design before.
pub(super) fn prereview(
    run: &Run,
    code: &str,
    (design, version): (&str, &str),
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let project = under_way(run, ctx)?;
    let begun = run.begun.as_ref();
    let Some((begun, stage)) = begun.zip(project.stage(code)) else {
        return Err(refuse("project_unknown", run, ctx));
    };
    if run.stage(code).is_some_and(|one| one.open().is_some() || one.granted()) {
        return Err(refuse("stage_open_already", run, ctx));
    }
    let design = named(run, design, ctx)?;
    let mut organs = vec![stage.lead.clone()];
    organs.extend(stage.asked(&begun.situation).map(|consult| consult.organ.clone()));
    organs.dedup();
    let (stage, version) = (code.to_owned(), version.to_owned());
    Ok(vec![Event::PrereviewAsked { stage, organs, design, version }.into()])
}

/// 出具意见. An organ that speaks twice, late, after the reply or after the end is answered, not obeyed.
pub(super) fn give(
    run: &Run,
    code: &str,
    stance: Stance,
    words: &str,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let Some(stage) = run.stage(code) else { return Err(refuse("stage_not_open", run, ctx)) };
    // agreeing needs no words, everything else a reason
    let words = match (stance, words.trim()) {
        (Stance::Agrees, "") => String::new(),
        _ => spoken(run, words, ctx)?,
    };
    let (stage_code, organ) = (code.to_owned(), ctx.actor.organ.clone());
    let why = match (stage.open(), stage.rounds.last()) {
        _ if run.withdrawn => Some(Aside::Withdrawn),
        (Some(round), _) => match round.asked.get(&organ) {
            _ if round.opinions.contains_key(&organ) => Some(Aside::Twice),
            Some(by) => (*by < ctx.today()).then_some(Aside::Late),
            // it was asked before the stage, and the stage does not ask it
            None => Some(Aside::Late),
        },
        (None, Some(_)) if stage.granted() => Some(Aside::Replied),
        (None, Some(last)) if !stage.asked_early.contains(&organ) => {
            let replied = last.end.as_ref().is_some_and(|end| end.reply.is_some());
            Some(if replied { Aside::Replied } else { Aside::Withdrawn })
        }
        // not asked for yet, or refused and looked at before it is asked for anew
        (None, _) => {
            let early = stage.early.get(&organ);
            early.is_some_and(|given| given.design.is(&run.design)).then_some(Aside::Twice)
        }
    };
    if let Some(why) = why {
        return Ok(vec![Event::OpinionSetAside { stage: stage_code, organ, stance, why }.into()]);
    }
    let early = stage.open().is_none();
    let Design { name: design, version } = run.design.clone();
    Ok(vec![Event::OpinionGiven { stage: stage_code, organ, stance, words, early, design, version }.into()])
}

/// 协调: the lead says whether a condition or an objection stands, and why.
pub(super) fn resolve(
    run: &Run,
    (code, organ): (&str, &str),
    stands: bool,
    words: &str,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    under_way(run, ctx)?;
    let round = run.stage(code).and_then(|stage| stage.open());
    let Some(round) = round else { return Err(refuse("stage_not_open", run, ctx)) };
    let given = round.opinions.get(organ).filter(|given| given.stance != Stance::Agrees);
    let Some(given) = given else { return Err(refuse("nothing_to_resolve", run, ctx)) };
    let words = spoken(run, words, ctx)?;
    if given.resolved.as_ref().is_some_and(|(before, said)| *before == stands && *said == words) {
        return Ok(Vec::new());
    }
    let (stage, organ) = (code.to_owned(), organ.to_owned());
    Ok(vec![Event::ConflictResolved { stage, organ, stands, words }.into()])
}
