//! What is true of a bundle that somebody asked for.

use std::collections::BTreeMap;

use facts::bundle::{Drop, Ending, Event, File};
use kernel::bundle::Output;
use kernel::decider::Written;
use kernel::item::Situation;
use kernel::{Day, Role};

use super::assisting::{self, Assistance};

/// How it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Code of the bundle.
    pub bundle: String,
    /// Its text, by hash.
    pub edition: String,
    /// Code of the organ that leads.
    pub lead: String,
    /// Code of the body whose hall it is.
    pub hall: String,
    /// Whose matter it is.
    pub party: String,
    /// What the applicant is.
    pub role: Role,
    /// The day.
    pub on: Day,
    /// Who took it in at a window, or nobody.
    pub helped_by: String,
}

/// Where a member stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It waits.
    Planned,
    /// It could begin, but something is wanting: codes of fields.
    Held(Vec<String>),
    /// The house is filing it since this day.
    Started(Day),
    /// An organ has it: case, since.
    Running(String, Day),
    /// Its outcome is there.
    Done {
        /// Number of the case.
        case: String,
        /// The day of the decision.
        on: Day,
        /// What it says.
        output: Output,
        /// Was it handed over?
        collected: bool,
    },
    /// It ended without one: case, how, when.
    Failed(String, Ending, Day),
    /// It will not begin.
    Dropped(Drop),
}

/// One member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands.
    pub stand: Stand,
    /// Cases that were taken back.
    pub recalled: Vec<String>,
    /// What its own questions resolved to when it was filed.
    pub situation: Situation,
}

impl Part {
    fn new() -> Self {
        Self { stand: Stand::Planned, recalled: Vec::new(), situation: Situation::new() }
    }

    /// Number of its case, once it has one and while that counts.
    pub fn case(&self) -> Option<&str> {
        match &self.stand {
            Stand::Running(case, _) | Stand::Failed(case, ..) | Stand::Done { case, .. } => Some(case),
            _ => None,
        }
    }

    /// Will nothing more become of it?
    pub fn settled(&self) -> bool {
        matches!(self.stand, Stand::Done { .. } | Stand::Failed(..) | Stand::Dropped(_))
    }
}

/// One bundle on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// How it began.
    pub begun: Option<Begun>,
    /// What the questions resolve to.
    pub situation: Situation,
    /// Codes of the papers.
    pub papers: Vec<String>,
    /// Files, by the codes of the papers for which they were handed in.
    pub files: Vec<File>,
    /// Every member it ever needed, by the code of its item.
    pub parts: BTreeMap<String, Part>,
    /// Who may help with it, and what was done.
    pub assistance: Option<Assistance>,
    /// Was it taken back?
    pub withdrawn: bool,
    /// Is every member settled?
    pub finished: bool,
    /// Joint visits that were called, oldest first.
    pub visits: Vec<Called>,
}

/// A joint visit 联合现场核查.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The day.
    pub on: Day,
    /// Numbers of the cases that it is for.
    pub cases: Vec<String>,
}

impl Run {
    /// What the outcomes say that are there, by item.
    pub fn outputs(&self) -> BTreeMap<&str, &Output> {
        let all = self.parts.iter();
        all.filter_map(|(item, part)| match &part.stand {
            Stand::Done { output, .. } => Some((item.as_str(), output)),
            _ => None,
        })
        .collect()
    }
}

pub(super) fn evolve(mut run: Run, event: &Event, written: &Written<'_>) -> Run {
    let today = written.effective.day();
    match event {
        Event::Begun { situation, papers, members, files, .. } => {
            run.begun = begun(event, today);
            run.files.clone_from(files);
            planned(&mut run, situation, papers, members);
        }
        Event::Replanned { situation, papers, members } => planned(&mut run, situation, papers, members),
        Event::MemberStarted { item, situation, .. } => {
            let part = run.parts.entry(item.clone()).or_insert_with(Part::new);
            part.stand = Stand::Started(today);
            part.situation.clone_from(situation);
        }
        Event::MemberHeld { item, fields } => stands(&mut run, item, Stand::Held(fields.clone())),
        Event::MemberFiled { item, case } => stands(&mut run, item, Stand::Running(case.clone(), today)),
        Event::MemberDone { item, case, on, licence_no, uscc } => {
            let (licence_no, uscc) = (licence_no.clone(), uscc.clone());
            let output = Output { uscc, licence_no, granted_on: Some(*on) };
            let stand = Stand::Done { case: case.clone(), on: *on, output, collected: false };
            stands(&mut run, item, stand);
        }
        Event::MemberFailed { item, case, ending, on } => {
            stands(&mut run, item, Stand::Failed(case.clone(), *ending, *on));
        }
        Event::MemberDropped { item, why } => stands(&mut run, item, Stand::Dropped(*why)),
        Event::MemberRecalled { item, case, why } => {
            let part = run.parts.entry(item.clone()).or_insert_with(Part::new);
            part.recalled.push(case.clone());
            part.stand = Stand::Dropped(*why);
        }
        Event::MemberCollected { item, .. } => {
            if let Some(Stand::Done { collected, .. }) = run.parts.get_mut(item).map(|part| &mut part.stand) {
                *collected = true;
            }
        }
        Event::JointVisitCalled { on, cases, .. } => {
            run.visits.push(Called { on: *on, cases: cases.clone() });
        }
        Event::Withdrawn {} => run.withdrawn = true,
        Event::Finished { .. } => run.finished = true,
        Event::ResultSetAside { .. } | Event::Collected { .. } => {}
        other => assisting::evolve(&mut run, other),
    }
    run
}

/// How it began, if that is what happened.
fn begun(event: &Event, on: Day) -> Option<Begun> {
    let Event::Begun { bundle, edition, lead, hall, party, role, helped_by, .. } = event else { return None };
    Some(Begun {
        bundle: bundle.clone(),
        edition: edition.clone(),
        lead: lead.clone(),
        hall: hall.clone(),
        party: party.clone(),
        role: *role,
        on,
        helped_by: helped_by.clone(),
    })
}

fn stands(run: &mut Run, item: &str, stand: Stand) {
    run.parts.entry(item.to_owned()).or_insert_with(Part::new).stand = stand;
}

/// The members that the answers call for; what is finished stays, what was dropped may come back.
fn planned(run: &mut Run, situation: &Situation, papers: &[String], members: &[String]) {
    run.situation.clone_from(situation);
    run.papers = papers.to_vec();
    run.finished = false;
    for item in members {
        let part = run.parts.entry(item.clone()).or_insert_with(Part::new);
        if let Stand::Dropped(_) | Stand::Held(_) = part.stand {
            part.stand = Stand::Planned;
        }
    }
}
