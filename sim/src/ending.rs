//! The phase of liveness: no more bad luck, and everything owed is delivered.

use case::rules::{Command, Standing, standing};
use house::To;

use crate::city::City;
use crate::deed::Deed;
use crate::people::{examiner, head, second_examiner, window};

/// Days until the last clock of the last case has struck: fifteen working days, twice, and their rests.
const DAYS: i64 = 60;
/// Deeds that bring any case to its end.
const MOST_STEPS: usize = 8;

/// Half of the cases are brought to their end, the others are left until every clock has struck; then they
/// are brought to their end too.
pub(crate) fn settle(city: &mut City<'_>) -> Result<(), String> {
    city.mend_the_wire();
    let mut left = Vec::new();
    for name in city.cases.clone() {
        if city.lot.percent(50) { finish(city, &name)? } else { left.push(name) }
    }
    for _ in 0..DAYS / 12 {
        city.parts.clock.forward(12 * 86_400_000);
        city.clerks_finish()?;
    }
    for name in left {
        finish(city, &name)?;
    }
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
        let Some(deed) = next(city, name)? else { return Ok(()) };
        if matches!(deed.command, Command::Deliver {}) {
            // only what is printed is delivered
            city.clerks_finish()?;
        }
        city.perform(&deed)?;
    }
    match next(city, name)? {
        None => Ok(()),
        Some(deed) => Err(format!("{name} does not come to its end; next would be {deed:?}")),
    }
}

/// The one deed that brings the case nearer to its end; none when nothing is owed.
fn next(city: &City<'_>, name: &str) -> Result<Option<Deed>, String> {
    let (case, item) = city.case(name)?;
    let filed = case.filed.as_ref().expect("a case that was told was filed");
    let missing = city.missing(&case)?;
    let words = "照实写".to_owned();
    let (who, command) = match standing(&case).expect("it was filed") {
        Standing::Submitted if missing.is_empty() => (window(filed), Command::Accept {}),
        Standing::Submitted => (window(filed), Command::AskCorrection { lacking: missing, note: words }),
        Standing::CorrectionWaiting => (
            window(filed),
            Command::Correct { materials: missing, answers: Default::default(), files: Vec::new() },
        ),
        Standing::Accepted => {
            let met = item.points_in(&filed.situation).map(|p| p.code.clone()).collect();
            (
                examiner(&filed.organ),
                Command::Examine { met, unmet: Vec::new(), opinion: words, findings: Default::default() },
            )
        }
        Standing::Confirming if case.examination.as_ref().is_some_and(|e| e.second.is_some()) => {
            let met = item.points_in(&filed.situation).map(|p| p.code.clone()).collect();
            (
                examiner(&filed.organ),
                Command::Examine { met, unmet: Vec::new(), opinion: words, findings: Default::default() },
            )
        }
        Standing::Confirming => {
            let first = case.examination.as_ref().is_some_and(|e| e.by == examiner(&filed.organ).party);
            let other = if first { second_examiner(&filed.organ) } else { examiner(&filed.organ) };
            (other, Command::Confirm { opinion: words })
        }
        Standing::Stopped => (examiner(&filed.organ), Command::ResumeClock { result: words }),
        Standing::Examined if item.forwarded_in(&filed.situation).is_some() => {
            (head(&filed.organ), Command::Forward { opinion: words })
        }
        Standing::Forwarded => {
            let (on, number) = (city.now().day(), "省〔2026〕1号".to_owned());
            let answer = Command::EnterDecision { granted: true, number, on, reason: String::new() };
            (examiner(&filed.organ), answer)
        }
        Standing::Examined => {
            let unmet = case.examination.as_ref().is_some_and(|e| !e.unmet.is_empty());
            let decision = if unmet { Command::Deny { reason: words } } else { Command::Grant {} };
            (head(&filed.organ), decision)
        }
        Standing::Granted => (window(filed), Command::Deliver {}),
        _ => return Ok(None),
    };
    Ok(Some(Deed { who, to: To::Stream(name.to_owned()), command, lie: false }))
}
