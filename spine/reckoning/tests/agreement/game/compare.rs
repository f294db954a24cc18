//! Do both say the same on a day? Due days, each day counted and not, acceptance by silence, overruns.

use case::rules::{self, Beside, Case, Light, Word, caught_up, dues, light, proofs};
use facts::case::{Clock, Ending};
use jiff::civil::Date;
use kernel::calendar::Mark;
use kernel::{Due, Instant};
use reckoning::{Counted, Lamp, Reckoning, Which, Why, reckon};

use super::desk::Desk;
use super::world::{date, unit};

/// Compare at the end of the day that is `ahead` days from now.
///
/// # Errors
/// Where they differ.
pub fn level(desk: &mut Desk, ahead: i32) -> Result<(), String> {
    if let Some(wrong) = desk.wrong.take() {
        return Err(wrong);
    }
    let day = desk.now.day().plus(ahead);
    let then = Instant::end_of(day).plus_ms(-1);
    let ctx = desk.ctx("wang", then);
    let case = caught_up(desk.case.clone(), &ctx);
    let house = dues(&case, &ctx);
    let own = reckon(&desk.world.plain, &desk.world.terms, &desk.history, date(day));
    let on = |what: String| format!("on {day}: {what}");
    let open = case.ending.is_none();
    if open && case.acceptance.is_none() {
        same(&own, Which::Reply, house.reply.as_ref()).map_err(on)?;
        same(&own, Which::Correction, house.correction.as_ref()).map_err(on)?;
    }
    // what ended without a decision leaves no day to be kept
    let undecided = [Ending::Withdrawn, Ending::Terminated, Ending::Voided];
    if !case.ending.is_some_and(|ending| undecided.contains(&ending)) {
        same(&own, Which::Promised, house.promised.as_ref()).map_err(on)?;
        same(&own, Which::Statutory, house.statutory.as_ref()).map_err(on)?;
    }
    same(&own, Which::Delivery, house.delivery.as_ref()).map_err(on)?;
    beside(&case, &rules::beside(&case, &ctx), &own, desk).map_err(on)?;
    silence(desk, &case, &own).map_err(on)?;
    overruns(desk, &case, &own).map_err(on)?;
    let lamp = lamps(&case, &ctx, &own).map_err(on)?;
    let mut proven = proofs(&case, &ctx);
    // the county's own promise to answer sooner is no clock of the law's
    proven.retain(|proof| proof.clock != "answer");
    for proof in &proven {
        whole(&own, of_proof(desk, proof).map_err(on)?, proof).map_err(on)?;
    }
    for proof in proven {
        *desk.tally.units.entry(unit(proof.limit.unit)).or_default() += 1;
    }
    if let Some(place) = lamp {
        desk.tally.lamps[place] += 1;
    }
    let provisional = own.clocks.iter().filter(|clock| clock.period.provisional).count();
    desk.tally.provisional += u64::try_from(provisional).expect("a few");
    desk.tally.compared += 1;
    Ok(())
}

/// The place of the lamp among its colours, while the clocks of the decision run; both show the same.
fn lamps(case: &Case, ctx: &kernel::Ctx<'_>, own: &Reckoning) -> Result<Option<usize>, String> {
    if case.ending.is_some() || case.acceptance.is_none() || case.stopped() {
        return Ok(None);
    }
    let (house, found) = (light(case, ctx), own.lamp);
    let place = [Light::Green, Light::Yellow, Light::Orange, Light::Red].iter().position(|l| *l == house);
    let colour = [Lamp::Green, Lamp::Yellow, Lamp::Orange, Lamp::Red].iter().position(|l| Some(*l) == found);
    if place.is_none() || place != colour {
        return Err(format!("the lamp is {house:?} by the rules, {found:?} by the reckoning"));
    }
    Ok(place)
}

/// Which clock of the reckoning a proof is about.
fn of_proof(desk: &Desk, proof: &case::rules::Proof) -> Result<Which, String> {
    Ok(match proof.clock {
        "reply" => Which::Reply,
        "correction" => Which::Correction,
        "promised" => Which::Promised,
        "statutory" => Which::Statutory,
        "delivery" => Which::Delivery,
        "closing" => Which::Closing,
        "publicity" => Which::Publicity,
        "ask_hearing" => Which::HearingAsked,
        "hold_hearing" => Which::Hearing,
        "following" => {
            let paper = proof.paper.as_ref().and_then(|(code, _)| desk.world.follows(code));
            Which::Obligation(paper.ok_or("a paper that may not follow")?.0)
        }
        other => return Err(format!("a proof of {other} that nobody holds against anything")),
    })
}

fn same(own: &Reckoning, which: Which, house: Option<&Due>) -> Result<(), String> {
    let own = own.clock(which).filter(|clock| {
        clock.stopped.is_none() || !matches!(which, Which::Reply | Which::Correction | Which::Closing)
    });
    let (own, house) = match (own, house) {
        (None, None) => return Ok(()),
        (Some(own), Some(house)) => (&own.period, house),
        (own, house) => {
            let (own, house) = (own.map(|c| c.period.due), house.map(|due| due.day));
            return Err(format!("{which:?}: the rules say {house:?}, the reckoning {own:?}"));
        }
    };
    if own.due != date(house.day) {
        return Err(format!("{which:?}: the rules say {}, the reckoning {}", house.day, own.due));
    }
    if own.provisional != house.provisional {
        let (own, house) = (own.provisional, house.provisional);
        return Err(format!("{which:?}: provisional is {house} by the rules, {own} by the reckoning"));
    }
    for (counted, line) in house.counted.iter().zip(&own.lines) {
        let agree = date(counted.day) == line.day
            && match (&counted.mark, &line.counted) {
                (Mark::Day(n), Counted::Yes(m)) => n == m,
                (Mark::Start, Counted::No(Why::FirstDay)) => true,
                (Mark::Rest { .. }, Counted::No(Why::Rest(_) | Why::RunsOver)) => true,
                (Mark::Stopped { .. }, Counted::No(Why::Stopped)) => true,
                (Mark::Rolled { .. }, Counted::No(Why::RunsOver)) => true,
                _ => false,
            };
        if !agree {
            return Err(format!("{which:?}: the rules have {counted:?}, the reckoning {line:?}"));
        }
    }
    Ok(())
}

/// Each day of the proof, from the first to the last, is counted or not as the reckoning has it.
fn whole(own: &Reckoning, which: Which, proof: &case::rules::Proof) -> Result<(), String> {
    let Some(clock) = own.clock(which) else { return Err(format!("{which:?}: the reckoning has none")) };
    let lines = &clock.period.lines;
    let counted = |line: &reckoning::Line| match line.counted {
        Counted::Yes(n) => Some(n),
        Counted::No(_) => None,
    };
    if proof.days.len() != lines.len() {
        return Err(format!("{which:?}: the proof has {} days, {} are right", proof.days.len(), lines.len()));
    }
    match proof.days.iter().zip(lines).find(|(day, line)| {
        date(day.day) != line.day
            || day.nth != counted(line)
            || matches!(day.why, case::rules::Why::Stopped(..)) != (line.counted == Counted::No(Why::Stopped))
    }) {
        Some((day, line)) => Err(format!("{which:?}: the proof has {day:?}, the reckoning {line:?}")),
        None => Ok(()),
    }
}

/// What runs beside: closing, publicity, the hearing, other organs, promised papers.
fn beside(case: &Case, house: &Beside, own: &Reckoning, desk: &Desk) -> Result<(), String> {
    let passed = |which| own.clock(which).is_some_and(|clock| clock.overrun);
    if case.ending.is_none() {
        same(own, Which::Closing, house.closing.as_ref())?;
    }
    let closed = case.ending == Some(Ending::Unsupplied);
    // a supervisor may void what was closed
    if case.ending != Some(Ending::Voided) && closed != own.closed.is_some() {
        return Err(format!("closed is {closed} by the rules, {:?} by the reckoning", own.closed));
    }
    let course = &case.course;
    same(own, Which::Publicity, house.publicity.as_ref())?;
    same(own, Which::HearingAsked, house.ask_hearing.as_ref())?;
    same(own, Which::Hearing, house.hold_hearing.as_ref())?;
    if course.publicity.is_some_and(|public| public.closed != passed(Which::Publicity)) {
        return Err(format!("publicity is {:?} by the rules", course.publicity));
    }
    let silent = course.consultations.iter().filter(|(_, one)| one.word == Word::Silent);
    let silent: Vec<(u32, Date)> = silent.map(|(n, one)| (*n, date(one.by.next()))).collect();
    if silent != own.silent {
        return Err(format!("silent: {silent:?} by the rules, {:?} by the reckoning", own.silent));
    }
    for (material, promised) in &case.tolerance.promises {
        let (paper, _) = desk.world.follows(material).ok_or("it may not follow")?;
        let which = Which::Obligation(paper);
        same(own, which, house.following.get(material)).map_err(|what| format!("{material}: {what}"))?;
        if promised.broken.is_some() != passed(which) {
            let (house, own) = (promised.broken, own.clock(which));
            return Err(format!("{material} is broken {house:?} by the rules, {own:?} by the reckoning"));
        }
    }
    Ok(())
}

fn silence(desk: &Desk, case: &Case, own: &Reckoning) -> Result<(), String> {
    let house = case.acceptance.filter(|accepted| accepted.deemed).map(|accepted| date(accepted.on));
    let found = own.deemed.map(|deemed| deemed.as_of);
    if house != found {
        return Err(format!("accepted by silence as of {house:?} by the rules, {found:?} by the reckoning"));
    }
    let (Some((_, from)), Some(deemed)) = (desk.deemed, own.deemed) else { return Ok(()) };
    if date(from.day()) != deemed.noticed {
        return Err(format!("silence is noticed on {} by the rules, {}", from.day(), deemed.noticed));
    }
    Ok(())
}

fn overruns(desk: &Desk, case: &Case, own: &Reckoning) -> Result<(), String> {
    let clocks = [
        (Clock::Promised, Which::Promised),
        (Clock::Statutory, Which::Statutory),
        (Clock::Delivery, Which::Delivery),
        (Clock::Reply, Which::Reply),
    ];
    for (clock, which) in clocks {
        if which == Which::Reply && desk.world.terms.silence_accepts {
            continue;
        }
        let house = Desk::overran(case, clock);
        let found = own.clock(which).is_some_and(|clock| clock.overrun);
        if house != found {
            return Err(format!("{which:?}: ran out is {house} by the rules, {found} by the reckoning"));
        }
    }
    Ok(())
}
