//! What should follow: a bundle hears what became of its members' cases, and its applicant hears when all is
//! done.

use facts::bundle::Event;
use facts::{Fact, Recorded, case, licence, project};
use house::Intent;
use house::desk::To;
use store::{Look, Value};

use crate::rules::{Command, Heard};

/// What should follow from a fact.
///
/// # Errors
/// A store fault.
pub fn react(look: &mut Look<'_>, fact: &Recorded) -> Result<Vec<Intent>, store::Fault> {
    match &fact.fact {
        Fact::Case(case::Event::Applied { .. }) => {
            of_member(look, fact.name(), "filed", |item, case, _| Some(Command::Filed { item, case }))
        }
        Fact::Case(case::Event::Granted { .. }) => hear(look, fact, fact.name(), |licence| {
            // where a licence comes of it, that is the outcome
            let (licence_no, uscc) = (String::new(), String::new());
            (!licence).then_some(Heard::Granted { licence_no, uscc })
        }),
        Fact::Licence(licence::Event::Issued { case, licence_no, uscc, .. }) => {
            hear(look, fact, case, |_| {
                Some(Heard::Granted { licence_no: licence_no.clone(), uscc: uscc.clone() })
            })
        }
        Fact::Case(case::Event::Concluded { ending }) if *ending != case::Ending::Granted => {
            hear(look, fact, fact.name(), |_| Some(Heard::Ended(*ending)))
        }
        Fact::Bundle(Event::JointVisitCalled { on, cases, .. }) => {
            let sql = "select party from k_bundle_party where bundle_no = $1";
            let Some(row) = look.one(sql, &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
            let n = cases.len().to_string();
            let fills = vec![("bundle", fact.name().to_owned()), ("on", on.zh_full()), ("n", n)];
            let (name, party) = ("bundle_visit", row.text(0).to_owned());
            Ok(vec![Intent::Send { name, channel: "sms", party, text: name, fills }])
        }
        Fact::Bundle(Event::Finished { done, .. }) => {
            let sql = "select party from k_bundle_party where bundle_no = $1";
            let Some(row) = look.one(sql, &[Value::from(fact.name())])? else { return Ok(Vec::new()) };
            let fills = vec![("bundle", fact.name().to_owned()), ("done", done.to_string())];
            let (name, party) = ("bundle_finished", row.text(0).to_owned());
            Ok(vec![Intent::Send { name, channel: "sms", party, text: name, fills }])
        }
        Fact::Project(project::Event::Withdrawn {}) => taken_back(look, fact.name()),
        // what is no stage of the project has no business at the organs: its cases are taken back with it
        Fact::Project(project::Event::BundleSetAside { bundle_no, .. }) => {
            Ok(vec![Intent::command("set-aside", To::Stream(bundle_no.clone()), &Command::Withdraw {})])
        }
        _ => Ok(Vec::new()),
    }
}

/// Names of what follows from one project's end: a bundle each.
const TAKEN_BACK: [&str; 12] = [
    "back-1", "back-2", "back-3", "back-4", "back-5", "back-6", "back-7", "back-8", "back-9", "back-10",
    "back-11", "back-12",
];

/// The project was taken back: so are the bundles that are its stages, the newest first. Those that are
/// settled have nothing left to take.
fn taken_back(look: &mut Look<'_>, project_no: &str) -> Result<Vec<Intent>, store::Fault> {
    let sql = "select bundle_no from k_bundle_stage where project_no = $1 order by bundle_no desc";
    let rows = look.query(sql, &[Value::from(project_no)])?;
    let back = |(name, row): (&&'static str, &store::Row)| {
        Intent::command(name, To::Stream(row.text(0).to_owned()), &Command::Withdraw {})
    };
    Ok(TAKEN_BACK.iter().zip(&rows).map(back).collect())
}

fn hear(
    look: &mut Look<'_>,
    fact: &Recorded,
    case_no: &str,
    heard: impl Fn(bool) -> Option<Heard>,
) -> Result<Vec<Intent>, store::Fault> {
    let on = fact.effective.day();
    of_member(look, case_no, "hear", |item, case, licence| {
        Some(Command::Hear { item, case, heard: heard(licence)?, on })
    })
}

/// A command for the bundle whose member this case is; nothing for any other case.
fn of_member(
    look: &mut Look<'_>,
    case_no: &str,
    name: &'static str,
    command: impl Fn(String, String, bool) -> Option<Command>,
) -> Result<Vec<Intent>, store::Fault> {
    let Some(row) = look.get("k_bundle_case", &[Value::from(case_no)])? else { return Ok(Vec::new()) };
    let command = command(row.text(2).to_owned(), case_no.to_owned(), row.int(3) == 1);
    let to = To::Stream(row.text(1).to_owned());
    Ok(command.map(|command| Intent::command(name, to, &command)).into_iter().collect())
}
