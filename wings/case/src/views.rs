//! What people see of cases: the lists of citizens and officers, and the register of running clocks.

mod broken;
mod care;
mod carried;
mod clocks;
mod course;
mod course_told;
mod diary;
mod documents;
mod find;
mod handed;
mod joint;
mod list;
mod officers;
mod opinions;
mod panel;
mod places;
mod pledge_told;
mod pledges;
mod work;

use facts::case::{Came, Ending, Event, Way};
use facts::{Fact, Recorded};
use kernel::Day;
use store::{Rows, Value};

pub use care::{Offered, offered};
pub use carried::{CarriedLine, carried};
pub use course::{AskedLine, PublicLine, Spoken, asked_of, public, spoken};
pub use diary::{Fill, Told, file_names, told, words};
pub use find::{Finding, Found, find, plain};
pub use handed::handed_in;
pub use joint::joint;
pub use list::{Line, NO_DUE, contact, earlier, of_party, one, running_of_party};
pub use opinions::{Awaited, awaited, voices};
pub use panel::panels;
pub use pledge_told::findings;
pub use pledges::{Counted, Owed, counted, owed};
pub use work::{Asked, Whose, asks, states, worklist};

/// Keep the tables level with a fact.
///
/// # Errors
/// A store fault.
pub fn project(rows: &mut Rows<'_>, fact: &Recorded) -> Result<(), store::Fault> {
    documents::keep(rows, fact)?;
    officers::keep(rows, fact)?;
    places::keep(rows, fact)?;
    joint::keep(rows, fact)?;
    let Fact::Case(event) = &fact.fact else { return Ok(()) };
    opinions::keep(rows, fact, event)?;
    clocks::keep(rows, fact, event)?;
    let [cared, cares] = care::keep(rows, fact, event)?;
    broken::keep(rows, fact, event)?;
    pledges::keep(rows, fact, event)?;
    carried::keep(rows, fact, event)?;
    course::keep(rows, fact, event)?;
    // what begins has no row yet, and is not asked for
    let before = match event {
        Event::Applied { .. } => Line { seq: fact.seq, ..Line::default() },
        _ => match rows.get("v_case", &[Value::from(fact.name())])? {
            Some(row) => list::line(&row, 0),
            None => return Ok(()),
        },
    };
    let waited = work::row(&before, &cared);
    let after = line_after(before, fact, event);
    work::keep(rows, fact.name(), waited, work::row(&after, &cares))?;
    if let Event::Applied { .. } = event {
        let row = [fact.name(), &fact.private_field("applicant"), &fact.private_field("phone")];
        rows.put("p_case", row.iter().map(|v| Value::from(*v)).collect())?;
    }
    find::keep(rows, fact, event, &after)?;
    handed::keep(rows, fact, event, &after)?;
    rows.put("v_case", list::row(&after))
}

/// How it came in, and its day of receipt.
fn came_in(came: Option<&Came>, helped_by: &str, day: String) -> (String, String) {
    let plain = if helped_by.is_empty() { Way::Computer } else { Way::Window };
    let way = came.map_or(plain, |came| came.way).word().to_owned();
    (way, came.and_then(|came| came.on).map_or(day, |on| on.to_string()))
}

/// The row after an event; days only as they were told.
fn line_after(mut line: Line, fact: &Recorded, event: &Event) -> Line {
    let day = fact.effective.day().to_string();
    line.version = fact.version;
    match event {
        Event::Applied { .. } => filed(&mut line, fact, event),
        Event::Received { .. } => line.received = true,
        Event::Accepted { told, statutory } | Event::AcceptedTolerantly { told, statutory, .. } => {
            accepted(&mut line, day, *told, *statutory)
        }
        Event::DeemedAccepted { as_of, told, statutory, .. } => {
            line.deemed = true;
            accepted(&mut line, as_of.to_string(), *told, *statutory);
        }
        Event::CorrectionAsked { until, .. } => {
            line.reply_by = String::new();
            line.until = until.to_string();
            line.state = "correction_waiting".to_owned();
        }
        Event::Corrected { complete: true, reply_by, answer_by, .. }
        | Event::ToleranceSigned { reply_by: reply_by @ Some(_), answer_by, .. }
        | Event::PledgeSigned { reply_by: reply_by @ Some(_), answer_by, .. } => {
            first_answer(&mut line, answer_by.or(*reply_by));
        }
        Event::ClockStopped { .. } => line.state = "stopped".to_owned(),
        Event::ClockResumed { told, statutory } => {
            later(&mut line, *told, *statutory);
            line.state = judged(&line).to_owned();
        }
        Event::Extended { told, statutory, .. } => later(&mut line, *told, *statutory),
        Event::PublicityClosed { told: Some(told), statutory: Some(statutory), .. } => {
            later(&mut line, *told, *statutory);
            line.state = judged(&line).to_owned();
        }
        // what was found before a hearing, or before a right objection, is not what the decision rests on
        Event::HearingHeld {}
        | Event::ObjectionAnswered { upheld: true, .. }
        | Event::ConsultationAnswered { agrees: false, .. } => examined(&mut line, event),
        Event::Examined { .. } | Event::Confirmed {} | Event::SentBack {} => examined(&mut line, event),
        Event::Forwarded { organ, decide_by, .. } => sent_up(&mut line, organ, *decide_by),
        Event::HigherDecided { deliver_by: Some(day), .. } => line.deliver_by = day.to_string(),
        Event::Granted { deliver_by, .. } => line.deliver_by = deliver_by.to_string(),
        Event::Concluded { ending } => {
            line.state = ending_word(*ending).to_owned();
            line.ended_on = day;
        }
        Event::Delivered {} => line.state = "delivered".to_owned(),
        // what changes neither where it stands nor a day that was told
        _ => {}
    }
    line
}

/// It was filed: whose it is, where, and how it came.
fn filed(line: &mut Line, fact: &Recorded, event: &Event) {
    let Event::Applied { item, edition, organ, hall, party, reply_by, answer_by, joint_with, .. } = event
    else {
        return;
    };
    let Event::Applied { came, helped_by, .. } = event else { return };
    line.also.clone_from(joint_with);
    fact.name().clone_into(&mut line.case_no);
    line.item.clone_from(item);
    line.edition.clone_from(edition);
    line.organ.clone_from(organ);
    line.hall.clone_from(hall);
    line.party.clone_from(party);
    let day = fact.effective.day().to_string();
    (line.way, line.filed_on) = came_in(came.as_deref(), helped_by, day);
    first_answer(line, answer_by.or(Some(*reply_by)));
}

/// The organ owes its answer by this day.
fn first_answer(line: &mut Line, by: Option<Day>) {
    line.reply_by = by.map_or(String::new(), |day| day.to_string());
    line.state = "submitted".to_owned();
}

/// A higher body has it, which is seen by its officers where they work here.
fn sent_up(line: &mut Line, organ: &str, decide_by: Day) {
    organ.clone_into(&mut line.also);
    line.decide_by = decide_by.to_string();
    line.state = "forwarded".to_owned();
}

/// New days were told, never earlier ones.
fn later(line: &mut Line, told: Day, statutory: Day) {
    line.told = told.to_string().max(std::mem::take(&mut line.told));
    line.statutory = statutory.to_string().max(std::mem::take(&mut line.statutory));
}

/// Where a case that was accepted stands, by what the officers have judged.
fn judged(line: &Line) -> &'static str {
    match (line.examined, line.confirming) {
        (true, true) => "confirming",
        (true, false) => "examined",
        (false, _) => "accepted",
    }
}

/// What the officers judged. While a special procedure lasts the case stands at that all the same.
fn examined(line: &mut Line, event: &Event) {
    (line.examined, line.confirming) = match event {
        Event::Examined { two_officers, .. } => (true, *two_officers),
        Event::Confirmed {} => (true, false),
        _ => (false, false),
    };
    if line.state != "stopped" && line.state != "forwarded" {
        line.state = judged(line).to_owned();
    }
}

fn accepted(line: &mut Line, on: String, told: Day, statutory: Day) {
    line.reply_by = String::new();
    line.accepted_on = on;
    line.told = told.to_string();
    line.statutory = statutory.to_string();
    line.state = "accepted".to_owned();
}

fn ending_word(ending: Ending) -> &'static str {
    match ending {
        Ending::Granted => "granted",
        Ending::Denied => "denied",
        Ending::Declined => "declined",
        Ending::Referred => "referred",
        Ending::Withdrawn => "withdrawn",
        Ending::Terminated => "terminated",
        Ending::Voided => "voided",
        Ending::Unsupplied => "unsupplied",
    }
}
