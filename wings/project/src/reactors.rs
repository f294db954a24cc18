//! What should follow: a project hears what becomes of its stages' bundles and their cases, and its applicant
//! hears when a stage is replied to.

use facts::project::Event;
use facts::{Fact, Recorded, bundle, case};
use house::Intent;
use house::desk::To;
use kernel::Day;
use kernel::project::Turn;
use store::{Look, Value};

use crate::rules::{Command, Opened, Turning};

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    match &fact.fact {
        Fact::Bundle(event) => of_bundle(look, fact, event),
        Fact::Case(event) => of_case(look, fact, event),
        Fact::Project(Event::StageReplied { .. }) => {
            let sql = "select party from k_project_party where project_no = $1";
            let Some(row) = look.one(sql, &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
            let fills = vec![("project", fact.name().to_owned())];
            let (name, party) = ("project_stage_replied", row.text(0).to_owned());
            Ok(vec![Intent::Send { name, channel: "sms", party, text: name, fills }])
        }
        _ => Ok(Vec::new()),
    }
}

/// A stage's bundle began, was changed, or goes on.
fn of_bundle(
    look: &mut Look<'_>,
    fact: &Recorded,
    event: &bundle::Event,
) -> Result<Vec<Intent>, store::Fault> {
    use bundle::Event as E;
    let bundle_no = fact.name().to_owned();
    let sql = "select project_no from k_project_bundle where bundle_no = $1";
    let Some(row) = look.one(sql, &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
    let to = To::Stream(row.text(0).to_owned());
    let today = fact.effective.day();
    let turning = |item: &String, case: &str, turn: Turn, on: Day| {
        Command::Turn(Turning {
            bundle_no: bundle_no.clone(),
            item: item.clone(),
            case: case.to_owned(),
            turn,
            on,
            told: None,
            latest: None,
        })
    };
    let command = match event {
        E::Begun { bundle, party, situation, members, drawings, .. } => Command::Open(Opened {
            bundle: bundle.clone(),
            bundle_no: bundle_no.clone(),
            party: party.clone(),
            situation: situation.clone(),
            members: members.clone(),
            version: drawings.clone(),
        }),
        E::Replanned { situation, members, .. } => Command::Replan {
            bundle_no: bundle_no.clone(),
            situation: situation.clone(),
            members: members.clone(),
        },
        E::MemberStarted { item, .. } => turning(item, "", Turn::Filed, today),
        E::MemberHeld { item, .. } => turning(item, "", Turn::Applicant, today),
        E::MemberFiled { item, case } => turning(item, case, Turn::Filed, today),
        E::MemberDone { item, case, on, .. } => turning(item, case, Turn::Done, *on),
        E::MemberFailed { item, case, on, .. } => turning(item, case, Turn::Failed, *on),
        E::MemberDropped { item, .. } => turning(item, "", Turn::Dropped, today),
        E::MemberRecalled { item, case, .. } => turning(item, case, Turn::Dropped, today),
        E::Withdrawn {} => Command::TakenBack { bundle_no: bundle_no.clone() },
        // how it is looked at, helped along and handed over changes nobody's turn
        _ => return Ok(Vec::new()),
    };
    Ok(vec![Intent::command("hear-bundle", to, &command)])
}

/// Whose turn it is with a case now, and what its organ told; none where nothing changes hands.
fn turned(event: &case::Event) -> Option<(Turn, Option<Day>, Option<Day>)> {
    use case::Event as E;
    match event {
        E::Accepted { told, statutory }
        | E::AcceptedTolerantly { told, statutory, .. }
        | E::DeemedAccepted { told, statutory, .. }
        | E::Extended { told, statutory, .. }
        | E::ClockResumed { told, statutory } => Some((Turn::Organ, Some(*told), Some(*statutory))),
        E::CorrectionAsked { .. } => Some((Turn::Applicant, None, None)),
        E::Corrected { .. } => Some((Turn::Filed, None, None)),
        E::ClockStopped { .. } => Some((Turn::Intermediary, None, None)),
        _ => None,
    }
}

/// It is somebody else's turn with a case of a stage.
fn of_case(look: &mut Look<'_>, fact: &Recorded, event: &case::Event) -> Result<Vec<Intent>, store::Fault> {
    let Some((turn, told, latest)) = turned(event) else { return Ok(Vec::new()) };
    let Some(row) = look.get("k_project_case", &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
    let (bundle_no, item) = (row.text(2).to_owned(), row.text(3).to_owned());
    let (case, on) = (fact.name().to_owned(), fact.effective.day());
    let command = Command::Turn(Turning { bundle_no, item, case, turn, on, told, latest });
    Ok(vec![Intent::command("hear-case", To::Stream(row.text(1).to_owned()), &command)])
}
