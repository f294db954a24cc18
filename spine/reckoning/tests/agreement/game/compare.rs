//! Do both say the same on a day? Due days, each day counted and not, acceptance by silence, overruns.

use case::rules::{Case, Light, caught_up, dues, light, proofs};
use facts::case::{Clock, Ending};
use kernel::calendar::Mark;
use kernel::{Due, Instant};
use reckoning::{Counted, Lamp, Reckoning, Which, Why, reckon};

use super::desk::Desk;
use super::world::date;

/// Compare at the end of the day that is `ahead` days from now.
///
/// # Errors
/// Where they differ.
pub fn level(desk: &mut Desk, ahead: i32) -> Result<(), String> {
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
    if case.ending != Some(Ending::Withdrawn) {
        same(&own, Which::Promised, house.promised.as_ref()).map_err(on)?;
        same(&own, Which::Statutory, house.statutory.as_ref()).map_err(on)?;
    }
    same(&own, Which::Delivery, house.delivery.as_ref()).map_err(on)?;
    silence(desk, &case, &own).map_err(on)?;
    overruns(desk, &case, &own).map_err(on)?;
    let mut lamp = None;
    if open && case.acceptance.is_some() && !case.stopped() {
        let (house, found) = (light(&case, &ctx), own.lamp);
        let place = [Light::Green, Light::Yellow, Light::Orange, Light::Red].iter().position(|l| *l == house);
        let colour =
            [Lamp::Green, Lamp::Yellow, Lamp::Orange, Lamp::Red].iter().position(|l| Some(*l) == found);
        if place.is_none() || place != colour {
            return Err(on(format!("the lamp is {house:?} by the rules, {found:?} by the reckoning")));
        }
        lamp = place;
    }
    for proof in proofs(&case, &ctx) {
        // the county's own promise to answer sooner is no clock of the law's
        if proof.clock == "answer" {
            continue;
        }
        let which = match proof.clock {
            "reply" => Which::Reply,
            "correction" => Which::Correction,
            "promised" => Which::Promised,
            "statutory" => Which::Statutory,
            _ => Which::Delivery,
        };
        whole(&own, which, &proof).map_err(on)?;
    }
    if let Some(place) = lamp {
        desk.tally.lamps[place] += 1;
    }
    let provisional = own.clocks.iter().filter(|clock| clock.period.provisional).count();
    desk.tally.provisional += u64::try_from(provisional).expect("a few");
    desk.tally.compared += 1;
    Ok(())
}

fn same(own: &Reckoning, which: Which, house: Option<&Due>) -> Result<(), String> {
    let own = own
        .clock(which)
        .filter(|clock| clock.stopped.is_none() || !matches!(which, Which::Reply | Which::Correction));
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
