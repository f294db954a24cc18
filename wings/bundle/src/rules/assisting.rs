//! 帮办代办: somebody of the hall helps with a bundle, as far as its applicant lets her, and signs nothing.
//!
//! A mandate may come before the bundle is asked for, on the same stream; what is filled in under it lies in
//! the applicant's own draft, and only she sends it.

use std::collections::BTreeMap;

use facts::bundle::Event;
use kernel::bundle::May;
use kernel::limits::REASON_CHARS;
use kernel::{Ctx, Day, Entry, Private, Refusal, Role, Where};

use super::refuse;
use super::run::Run;
use super::stages::OfProject;

/// A mandate, and what was done under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assistance {
    /// Code of the bundle, or of the kind of construction project.
    pub bundle: String,
    /// Number of the construction project that it is for, or empty.
    pub project: String,
    /// Code of the organ that leads.
    pub lead: String,
    /// Code of the body whose assistants they are.
    pub hall: String,
    /// Who gave it.
    pub party: String,
    /// What she is.
    pub role: Role,
    /// What may be done for her.
    pub may: Vec<May>,
    /// Opaque id of the assistant; empty until one takes it up.
    pub assistant: String,
    /// Does it stand?
    pub stands: bool,
    /// What is still to do.
    pub tasks: Vec<Task>,
}

/// Something still to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number, from 1.
    pub task: u32,
    /// By when, if by any day.
    pub by: Option<Day>,
    /// Is it the applicant's to do?
    pub hers: bool,
    /// Is it done?
    pub done: bool,
}

impl Assistance {
    /// Where it is done and whose it is.
    pub(super) fn place(&self, place: Where) -> Where {
        let (organ, hall, party) = (self.lead.clone(), self.hall.clone(), self.party.clone());
        Where { organ, hall, party, ..place }
    }

    /// Is this the assistant, and may she do this?
    pub fn lets(&self, party: &str, what: May) -> bool {
        self.stands && self.assistant == party && self.may.contains(&what)
    }
}

pub(super) fn evolve(run: &mut Run, event: &Event) {
    match event {
        Event::AssistanceAsked { bundle, lead, hall, party, role, may, project } => {
            run.assistance = Some(Assistance {
                bundle: bundle.clone(),
                project: project.clone(),
                lead: lead.clone(),
                hall: hall.clone(),
                party: party.clone(),
                role: *role,
                may: may.clone(),
                assistant: String::new(),
                stands: true,
                tasks: Vec::new(),
            });
        }
        Event::AssistantNamed { assistant } => {
            let own = |one: &mut Assistance| one.assistant.clone_from(assistant);
            run.assistance.as_mut().map(own).unwrap_or_default();
        }
        Event::TaskGiven { task, by, hers } => {
            let task = Task { task: *task, by: *by, hers: *hers, done: false };
            run.assistance.as_mut().map(|one| one.tasks.push(task)).unwrap_or_default();
        }
        Event::TaskDone { task } => {
            let tasks = run.assistance.iter_mut().flat_map(|one| &mut one.tasks);
            tasks.filter(|one| one.task == *task).for_each(|one| one.done = true);
        }
        Event::AssistanceEnded {} => {
            run.assistance.as_mut().map(|one| one.stands = false).unwrap_or_default();
        }
        _ => {}
    }
}

/// Words of a person, bounded.
fn words(run: &Run, text: &str, ctx: &Ctx<'_>) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > REASON_CHARS {
        return Err(refuse("assistance_words_long", run, ctx));
    }
    Ok(text.to_owned())
}

fn sealed(event: Event, party: &str, words: String) -> Entry<Event> {
    if words.is_empty() {
        return event.into();
    }
    let fields = BTreeMap::from([("words".to_owned(), words)]);
    Entry::sealed(event, Private { party: party.to_owned(), fields })
}

/// 请人帮办: she says what may be done for her; whoever of the hall takes it up does no more.
pub(super) fn ask(
    run: &Run,
    bundle: &str,
    may: &[May],
    said: &str,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    if run.assistance.as_ref().is_some_and(|one| one.stands) {
        return Err(refuse("assistance_stands", run, ctx));
    }
    if may.is_empty() {
        return Err(refuse("mandate_empty", run, ctx));
    }
    let code = run.begun.as_ref().map_or(bundle, |begun| &begun.bundle);
    let Some(edition) = ctx.editions.bundle(code) else { return Err(refuse("bundle_unknown", run, ctx)) };
    let (bundle, party) = (&edition.bundle, ctx.actor.acting_for().to_owned());
    // a stage is asked for within a project: until then there is no form in which an assistant could work
    if bundle.in_project && run.begun.is_none() {
        return Err(Refusal::new("bundle_in_project", bundle.basis.clone()));
    }
    let asked = Event::AssistanceAsked {
        bundle: bundle.code.clone(),
        lead: bundle.lead.clone(),
        hall: bundle.hall.clone(),
        party: party.clone(),
        role: ctx.actor.role,
        may: each_once(may),
        project: String::new(),
    };
    Ok(vec![sealed(asked, &party, words(run, said, ctx)?)])
}

fn each_once(may: &[May]) -> Vec<May> {
    let mut all = may.to_vec();
    all.sort_unstable();
    all.dedup();
    all
}

/// 请人帮办整个项目: one mandate for a construction project and all its stages, in a stream of its own; no stage
/// begins in it.
pub(super) fn ask_for_project(
    run: &Run,
    (no, project): (&str, Option<&OfProject>),
    may: &[May],
    said: &str,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let party = ctx.actor.acting_for().to_owned();
    let own = project.filter(|project| project.party == party && run.begun.is_none());
    let edition = own.and_then(|project| Some((project, ctx.editions.project_by_hash(&project.edition)?)));
    let Some((project, edition)) = edition else { return Err(refuse("project_unknown", run, ctx)) };
    if project.withdrawn {
        return Err(refuse("project_withdrawn", run, ctx));
    }
    if run.assistance.as_ref().is_some_and(|one| one.stands || one.project != no) {
        return Err(refuse("assistance_stands", run, ctx));
    }
    if may.is_empty() {
        return Err(refuse("mandate_empty", run, ctx));
    }
    let kind = &edition.project;
    let asked = Event::AssistanceAsked {
        bundle: kind.code.clone(),
        lead: kind.lead.clone(),
        hall: kind.hall.clone(),
        party: party.clone(),
        role: ctx.actor.role,
        may: each_once(may),
        project: no.to_owned(),
    };
    Ok(vec![sealed(asked, &party, words(run, said, ctx)?)])
}

/// The mandate that stands.
fn standing<'a>(run: &'a Run, ctx: &Ctx<'_>) -> Result<&'a Assistance, Refusal> {
    run.assistance.as_ref().filter(|one| one.stands).ok_or_else(|| refuse("no_mandate", run, ctx))
}

/// The mandate of whoever asks.
fn own<'a>(run: &'a Run, ctx: &Ctx<'_>) -> Result<&'a Assistance, Refusal> {
    let one = standing(run, ctx)?;
    if one.assistant == ctx.actor.party { Ok(one) } else { Err(refuse("not_the_assistant", run, ctx)) }
}

/// 接手: one of the hall, under her own name.
pub(super) fn take(run: &Run, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let one = standing(run, ctx)?;
    if !one.assistant.is_empty() {
        return Err(refuse("assistant_named", run, ctx));
    }
    Ok(vec![Event::AssistantNamed { assistant: ctx.actor.party.clone() }.into()])
}

/// What the assistant did, within what she may.
pub(super) fn note(
    run: &Run,
    what: May,
    on: Option<Day>,
    said: &str,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let one = own(run, ctx)?;
    if !one.may.contains(&what) {
        return Err(refuse("beyond_the_mandate", run, ctx));
    }
    let said = words(run, said, ctx)?;
    Ok(vec![sealed(Event::Assisted { what, on }, &one.party, said)])
}

/// Something still to do, for the assistant or for the applicant.
pub(super) fn give(
    run: &Run,
    by: Option<Day>,
    hers: bool,
    said: &str,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let one = own(run, ctx)?;
    let said = words(run, said, ctx)?;
    if said.is_empty() {
        return Err(refuse("task_empty", run, ctx));
    }
    let task = u32::try_from(one.tasks.len()).unwrap_or(u32::MAX).saturating_add(1);
    Ok(vec![sealed(Event::TaskGiven { task, by, hers }, &one.party, said)])
}

/// It is done; whoever had it to do says so.
pub(super) fn done(run: &Run, task: u32, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let one = standing(run, ctx)?;
    let applicant = matches!(ctx.actor.role, Role::Citizen | Role::Agent);
    if !applicant && one.assistant != ctx.actor.party {
        return Err(refuse("not_the_assistant", run, ctx));
    }
    let open = one.tasks.iter().find(|found| found.task == task && !found.done && found.hers == applicant);
    if open.is_none() {
        return Err(refuse("task_unknown", run, ctx));
    }
    Ok(vec![Event::TaskDone { task }.into()])
}

/// 收回委托, by the applicant at any time; or given back by the assistant.
pub(super) fn end(run: &Run, ctx: &Ctx<'_>) -> Result<Vec<Entry<Event>>, Refusal> {
    let one = standing(run, ctx)?;
    let applicant = matches!(ctx.actor.role, Role::Citizen | Role::Agent);
    if !applicant && one.assistant != ctx.actor.party {
        return Err(refuse("not_the_assistant", run, ctx));
    }
    Ok(vec![Event::AssistanceEnded {}.into()])
}
