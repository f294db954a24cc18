//! The life of a bundle 一件事 that somebody asked for: which members begin when, what becomes of them, what is
//! handed over at the end.

mod assisting;
mod files;
mod going;
mod run;
mod stages;
#[cfg(test)]
mod tests;
mod visit;

use std::collections::{BTreeMap, BTreeSet};

use facts::bundle::{Ending, Event};
use kernel::bundle::{Bundle, May, Whole};
use kernel::decider::Written;
use kernel::form::Answers;
use kernel::item::Situation;
use kernel::{Act, Ctx, Day, Decider, Entry, Refusal, Right, Role, Rule, Text, Where, Within};
use serde::{Deserialize, Serialize};

pub use assisting::{Assistance, Task};
pub use files::Handed;
pub use going::progress;
pub use run::{Begun, Called, Part, Run, Stand};
pub use stages::{Early, OfProject, StageState};
pub use visit::{callable, seen_on_the_spot};

/// Asking for a bundle.
pub const BEGIN: Act = Act("bundle.begin");
/// Other answers, mid-way.
pub const CHANGE: Act = Act("bundle.change");
/// Taking it back.
pub const WITHDRAW: Act = Act("bundle.withdraw");
/// Hearing what became of a member.
pub const HEAR: Act = Act("bundle.hear");
/// Handing over what came of it.
pub const COLLECT: Act = Act("bundle.collect");
/// Calling one visit on the spot for several members.
pub const CALL_VISIT: Act = Act("bundle.call-visit");
/// Looking at its plan.
pub const SEE: Act = Act("bundle.see");
/// Asking for an assistant.
pub const ASK_ASSISTANCE: Act = Act("bundle.ask_assistance");
/// Taking a mandate up, and acting under it.
pub const ASSIST: Act = Act("bundle.assist");
/// Ending a mandate, and saying that a task is done.
pub const CLOSE_ASSISTANCE: Act = Act("bundle.close_assistance");

/// Who may do what in this wing.
pub const ACTS: &[Right] = &[
    Right { act: BEGIN, role: Role::Citizen, within: Within::Own },
    Right { act: BEGIN, role: Role::Agent, within: Within::Own },
    Right { act: BEGIN, role: Role::Clerk, within: Within::Hall },
    Right { act: CHANGE, role: Role::Citizen, within: Within::Own },
    Right { act: CHANGE, role: Role::Agent, within: Within::Own },
    Right { act: WITHDRAW, role: Role::Citizen, within: Within::Own },
    Right { act: WITHDRAW, role: Role::Agent, within: Within::Own },
    Right { act: WITHDRAW, role: Role::House, within: Within::Division },
    Right { act: HEAR, role: Role::House, within: Within::Division },
    Right { act: COLLECT, role: Role::Clerk, within: Within::Hall },
    Right { act: SEE, role: Role::Citizen, within: Within::Own },
    Right { act: SEE, role: Role::Agent, within: Within::Own },
    Right { act: SEE, role: Role::Clerk, within: Within::Hall },
    Right { act: SEE, role: Role::Examiner, within: Within::Organ },
    Right { act: SEE, role: Role::Head, within: Within::Organ },
    Right { act: SEE, role: Role::Supervisor, within: Within::Division },
    Right { act: ASK_ASSISTANCE, role: Role::Citizen, within: Within::Own },
    Right { act: ASK_ASSISTANCE, role: Role::Agent, within: Within::Own },
    Right { act: ASSIST, role: Role::Clerk, within: Within::Hall },
    Right { act: CLOSE_ASSISTANCE, role: Role::Citizen, within: Within::Own },
    Right { act: CLOSE_ASSISTANCE, role: Role::Agent, within: Within::Own },
    Right { act: CLOSE_ASSISTANCE, role: Role::Clerk, within: Within::Hall },
    Right { act: CALL_VISIT, role: Role::Examiner, within: Within::Organ },
    Right { act: CALL_VISIT, role: Role::Head, within: Within::Organ },
];

/// What became of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Heard {
    /// Its outcome is there.
    Granted {
        /// 证照编号, or empty.
        licence_no: String,
        /// 统一社会信用代码, or empty.
        uscc: String,
    },
    /// It ended without one.
    Ended(Ending),
}

/// Whose matter it is when an officer takes it in at a window 帮办.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behalf {
    /// Opaque id of the applicant.
    pub party: String,
    /// A person, or an organisation through whoever came: `Role::Citizen` or `Role::Agent`.
    pub role: Role,
}

/// What may be asked of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// 申请一件事.
    Begin {
        /// Code of the bundle.
        bundle: String,
        /// The text of it that she read, by hash.
        edition: String,
        /// What the questions resolved to.
        situation: Situation,
        /// Codes of the papers she hands in.
        papers: Vec<String>,
        /// Her name; sealed.
        applicant: String,
        /// Mobile number; sealed.
        phone: String,
        /// The merged form; sealed.
        answers: Answers,
        /// Whose matter it is, where an officer takes it in at a window; none where she asks herself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf: Option<Behalf>,
        /// Files on her shelf, by the codes of papers. They are not part of the command's text: whoever sends
        /// a form twice finds the shelf empty, and it is still the same command.
        #[serde(skip)]
        files: Vec<Handed>,
        /// Number of the construction project of which it is a stage, or empty.
        #[serde(default)]
        project: String,
    },
    /// 中途改答.
    Change {
        /// What the questions resolve to now.
        situation: Situation,
        /// Codes of the papers she hands in.
        papers: Vec<String>,
        /// The merged form; sealed.
        answers: Answers,
    },
    /// The house filed a member.
    Filed {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
    },
    /// What became of a member's case.
    Hear {
        /// Code of the item.
        item: String,
        /// Number of the case.
        case: String,
        /// What.
        heard: Heard,
        /// The day.
        on: Day,
    },
    /// 撤回.
    Withdraw {},
    /// 一次领取.
    Collect {
        /// Codes of the items whose results are in the parcel.
        items: Vec<String>,
        /// The name of whoever signed; sealed.
        signed: String,
    },
    // assistance 帮办代办
    /// 请人帮办.
    AskAssistance {
        /// Code of the bundle.
        bundle: String,
        /// What may be done.
        may: Vec<May>,
        /// What she wants; sealed.
        words: String,
        /// Number of the construction project that it is for, or empty.
        #[serde(default)]
        project: String,
    },
    /// 接手.
    TakeAssistance {},
    /// What the assistant did.
    Assist {
        /// What.
        what: May,
        /// The day of an appointment.
        on: Option<Day>,
        /// In words; sealed.
        words: String,
    },
    /// Something still to do.
    GiveTask {
        /// By when.
        by: Option<Day>,
        /// Is it the applicant's to do?
        hers: bool,
        /// What; sealed.
        words: String,
    },
    /// It is done.
    FinishTask {
        /// Its number.
        task: u32,
    },
    /// 收回委托, or given back.
    EndAssistance {},
    // one visit on the spot for several members
    /// 约定联合现场核查.
    CallVisit {
        /// The day.
        on: Day,
        /// Codes of the items that are looked at together.
        items: Vec<String>,
    },
}

/// What the registers say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Name of the applicant.
    pub applicant: String,
    /// Her mobile number.
    pub phone: String,
    /// What she filled in.
    pub given: Answers,
    /// Own names of her files, by hash.
    pub names: BTreeMap<String, String>,
    /// The construction project that was named, if there is one.
    pub project: Option<OfProject>,
    /// Numbers of cases whose documents are not printed yet.
    pub wanting: BTreeSet<String>,
    /// Numbers of cases that are accepted and not decided.
    pub accepted: BTreeSet<String>,
}

/// The rules of a bundle.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "bundle";
    type Command = Command;
    type Event = Event;
    type State = Run;
    type Known = Known;

    fn lapse(_: &Run, _: &Ctx<'_>) -> Vec<Entry<Event>> {
        Vec::new()
    }

    fn asks(run: &Run, command: &Command, ctx: &Ctx<'_>) -> (Act, Where) {
        let place = Where { division: ctx.division.to_owned(), ..Where::default() };
        let begun = run.begun.as_ref();
        let place = match (begun, &run.assistance) {
            (Some(begun), _) => Where {
                organ: begun.lead.clone(),
                hall: begun.hall.clone(),
                party: begun.party.clone(),
                ..place
            },
            (None, Some(one)) => one.place(place),
            (None, None) => place,
        };
        match command {
            Command::Begin { .. } if begun.is_none() && run.assistance.is_some() => (BEGIN, place),
            Command::Begin { edition, on_behalf, .. } if begun.is_none() => {
                let party = on_behalf.as_ref().map_or(ctx.actor.acting_for(), |behalf| &behalf.party);
                let hall = ctx.editions.bundle_by_hash(edition).map(|edition| edition.bundle.hall.clone());
                (BEGIN, Where { party: party.to_owned(), hall: hall.unwrap_or_default(), ..place })
            }
            Command::Begin { .. } => (BEGIN, place),
            Command::Change { .. } => (CHANGE, place),
            Command::Filed { .. } | Command::Hear { .. } => (HEAR, place),
            Command::Withdraw {} => (WITHDRAW, place),
            Command::Collect { .. } => (COLLECT, place),
            Command::AskAssistance { .. } if begun.is_none() && run.assistance.is_none() => {
                (ASK_ASSISTANCE, Where { party: ctx.actor.acting_for().to_owned(), ..place })
            }
            Command::AskAssistance { .. } => (ASK_ASSISTANCE, place),
            Command::TakeAssistance {} | Command::Assist { .. } | Command::GiveTask { .. } => (ASSIST, place),
            Command::FinishTask { .. } | Command::EndAssistance {} => (CLOSE_ASSISTANCE, place),
            Command::CallVisit { .. } => (CALL_VISIT, place),
        }
    }

    fn decide(
        run: &Run,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        match command {
            Command::Begin {
                bundle,
                edition,
                situation,
                papers,
                applicant,
                phone,
                answers,
                on_behalf,
                files,
                project,
            } => {
                let asked = going::Asked { situation, papers, applicant, phone, answers, files };
                let within = (project.as_str(), known.project.as_ref());
                going::begin(run, (bundle, edition), &asked, (on_behalf.as_ref(), within), ctx)
            }
            Command::Change { situation, papers, answers } => {
                let (applicant, phone) = (&known.applicant, &known.phone);
                let asked = going::Asked { situation, papers, applicant, phone, answers, files: &[] };
                going::change(run, &asked, known, ctx)
            }
            Command::Filed { item, case } => Ok(going::filed(run, item, case)),
            Command::Hear { item, case, heard, on } => {
                going::hear(run, (item, case), heard, (*on, known), ctx)
            }
            Command::Withdraw {} => going::withdraw(run, ctx),
            Command::Collect { items, signed } => going::collect(run, items, signed, known, ctx),
            Command::AskAssistance { bundle, may, words, project } if project.is_empty() => {
                assisting::ask(run, bundle, may, words, ctx)
            }
            Command::AskAssistance { may, words, project, .. } => {
                assisting::ask_for_project(run, (project, known.project.as_ref()), may, words, ctx)
            }
            Command::TakeAssistance {} => assisting::take(run, ctx),
            Command::Assist { what, on, words } => assisting::note(run, *what, *on, words, ctx),
            Command::GiveTask { by, hers, words } => assisting::give(run, *by, *hers, words, ctx),
            Command::FinishTask { task } => assisting::done(run, *task, ctx),
            Command::EndAssistance {} => assisting::end(run, ctx),
            Command::CallVisit { on, items } => visit::call(run, *on, items, known, ctx),
        }
    }

    fn evolve(run: Run, event: &Event, written: &Written<'_>) -> Run {
        run::evolve(run, event, written)
    }
}

/// The bundle of this text with the items in force; none where the text is unknown or an item is gone.
pub fn whole<'a>(edition: &str, ctx: &Ctx<'a>) -> Option<Whole<'a>> {
    let editions = ctx.editions;
    let bundle = &editions.bundle_by_hash(edition)?.bundle;
    of(bundle, ctx)
}

/// A bundle with the items in force.
pub fn of<'a>(bundle: &'a Bundle, ctx: &Ctx<'a>) -> Option<Whole<'a>> {
    let editions = ctx.editions;
    Whole::of(bundle, |code| editions.in_force(code).map(|edition| &*edition.item))
}

/// A refusal on the bundle's own document, or the county's service rule.
pub(crate) fn refuse(code: &'static str, run: &Run, ctx: &Ctx<'_>) -> Refusal {
    let begun = run.begun.as_ref().and_then(|begun| ctx.editions.bundle_by_hash(&begun.edition));
    let basis = begun.map(|edition| edition.bundle.basis.clone());
    Refusal::new(code, basis.unwrap_or_else(|| ctx.editions.service_rule(Rule::Applying)))
}

/// Names in a row.
pub fn listed(names: Vec<Text>) -> Text {
    let (zh, en): (Vec<String>, Vec<String>) = names.into_iter().map(|t| (t.zh, t.en)).unzip();
    Text::new(zh.join("、"), en.join(", "))
}
