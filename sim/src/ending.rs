//! The phase of liveness: no more bad luck, and everything owed is delivered.

use case::rules::Command;
use kernel::Instant;

use crate::city::City;
use crate::deed::Wish;
use crate::deeds::{Next, next, on_its_way};

/// Days until the last clock of the last case has struck: fifteen working days, twice, and their rests.
const DAYS: i64 = 60;
/// Deeds that bring any case to its end.
const MOST_STEPS: usize = 48;

/// Half of the cases are brought to their end, the others are left until every clock has struck; then they
/// are brought to their end too.
pub(crate) fn settle(city: &mut City<'_>) -> Result<(), String> {
    city.mend_the_wire();
    let mut left = Vec::new();
    city.answer_matters(50)?;
    for name in city.cases.clone() {
        if city.lot.percent(50) { finish(city, &name)? } else { left.push(name) }
    }
    for _ in 0..DAYS / 12 {
        city.parts.clock.forward(12 * 86_400_000);
        city.clerks_finish()?;
        speak_of_the_rest(city)?;
    }
    for name in &left {
        city.nothing_is_owed_to_a_clock(name)?;
    }
    for name in left {
        finish(city, &name)?;
    }
    city.answer_matters(100)?;
    city.clerks_finish()?;
    city.let_years_pass()?;
    // an unsent message is tried again at ever longer intervals
    for _ in 0..4 {
        city.parts.clock.forward(3 * 3_600_000);
        city.clerks_finish()?;
    }
    Ok(())
}

fn finish(city: &mut City<'_>, name: &str) -> Result<(), String> {
    for _ in 0..MOST_STEPS {
        city.parts.clock.forward(600_000);
        let scene = city.scene(name)?;
        match next(city, &scene)? {
            None => return bring_the_papers(city, name),
            Some(Next::Wait(day)) => {
                city.parts.clock.to(Instant::at(day, 9, 0));
                city.clerks_finish()?;
            }
            Some(Next::Deed(deed)) => {
                if matches!(deed.wish, Wish::Case(Command::Deliver {})) || scene.case.queued.is_some() {
                    // only what is printed is delivered, and silence may have put somebody before her
                    city.clerks_finish()?;
                }
                city.perform(&deed)?;
            }
        }
    }
    let scene = city.scene(name)?;
    match next(city, &scene)? {
        None => Ok(()),
        Some(next) => Err(format!("{name} does not come to its end; next would be {next:?}")),
    }
}

/// Papers that another hall took in are sent, and arrive.
fn bring_the_papers(city: &mut City<'_>, name: &str) -> Result<(), String> {
    for _ in 0..2 {
        let scene = city.scene(name)?;
        if let Some((who, command)) = on_its_way(&scene) {
            city.perform(&scene.deed(who, command))?;
        }
    }
    Ok(())
}

/// Broken limits and licences are spoken of now and then, with days between, so that some are too late.
fn speak_of_the_rest(city: &mut City<'_>) -> Result<(), String> {
    for name in city.cases.clone() {
        if city.lot.percent(60)
            && let Some(deed) = city.about_a_breach(&name)?
        {
            city.perform(&deed)?;
        }
        let scene = city.scene(&name)?;
        if city.lot.percent(50)
            && let Some(deed) = city.about_a_licence(&scene)?
        {
            city.perform(&deed)?;
        }
        if let Some(deed) = city.promises(&scene) {
            city.perform(&deed)?;
        }
        let scene = city.scene(&name)?;
        if let Some(deed) = city.pledges(&scene).filter(|_| scene.over()) {
            city.perform(&deed)?;
        }
    }
    Ok(())
}
