//! The life of a construction project: of which class it is, which stages are open, what organs think, what
//! the lead replies.

mod grading;
mod opinions;
mod run;
mod stages;
#[cfg(test)]
mod tests;

use facts::project::{Event, Stance};
use kernel::decider::Written;
use kernel::item::Situation;
use kernel::limits::{LINE_CHARS, NAME_CHARS};
use kernel::project::{Project, Turn};
use kernel::{
    Act, Ctx, Day, Decider, Entry, Private, Refusal, Right, Role, Rule, Text, Where, Within, party,
};
use serde::{Deserialize, Serialize};

pub use grading::settled;
pub use run::{Begun, Design, End, Given, Reckoned, Round, Run, StageRun, reply_word, stance};
pub use stages::{CLASS, outcome};

/// Beginning a project.
pub const BEGIN: Act = Act("project.begin");
/// Answering the questions of the risk rule otherwise.
pub const REGRADE: Act = Act("project.regrade");
/// Asking for a pre-review, and saying which design counts.
pub const PREREVIEW: Act = Act("project.prereview");
/// Taking it back.
pub const WITHDRAW: Act = Act("project.withdraw");
/// Giving an organ's opinion.
pub const OPINE: Act = Act("project.opine");
/// Resolving what organs disagree on, and replying for all.
pub const LEAD: Act = Act("project.lead");
/// Hearing what became of a stage's bundle and its cases.
pub const HEAR: Act = Act("project.hear");
/// Looking at its plan.
pub const SEE: Act = Act("project.see");

/// Who may do what in this wing.
pub const ACTS: &[Right] = &[
    Right { act: BEGIN, role: Role::Agent, within: Within::Own },
    Right { act: REGRADE, role: Role::Agent, within: Within::Own },
    Right { act: PREREVIEW, role: Role::Agent, within: Within::Own },
    Right { act: WITHDRAW, role: Role::Agent, within: Within::Own },
    Right { act: OPINE, role: Role::Examiner, within: Within::Organ },
    Right { act: OPINE, role: Role::Head, within: Within::Organ },
    Right { act: LEAD, role: Role::Head, within: Within::Organ },
    Right { act: HEAR, role: Role::House, within: Within::Division },
    Right { act: SEE, role: Role::Agent, within: Within::Own },
    Right { act: SEE, role: Role::Clerk, within: Within::Hall },
    Right { act: SEE, role: Role::Examiner, within: Within::Organ },
    Right { act: SEE, role: Role::Head, within: Within::Organ },
    Right { act: SEE, role: Role::Supervisor, within: Within::Division },
];

/// A bundle as it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Code of the bundle.
    pub bundle: String,
    /// Its number.
    pub bundle_no: String,
    /// Whose it is.
    pub party: String,
    /// What its questions resolved to.
    pub situation: Situation,
    /// Codes of the items that are needed.
    pub members: Vec<String>,
    /// What the drawings among its files come to, or empty.
    #[serde(default)]
    pub version: String,
}

/// Whose turn it is with a member now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turning {
    /// Number of the bundle.
    pub bundle_no: String,
    /// Code of the item.
    pub item: String,
    /// Number of the case, or empty.
    pub case: String,
    /// Whose.
    pub turn: Turn,
    /// The day.
    pub on: Day,
    /// By when its organ said it will be decided.
    pub told: Option<Day>,
    /// By when the law wants it.
    pub latest: Option<Day>,
}

/// What may be asked of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// 项目开始.
    Begin {
        /// Code of the kind of project.
        project: String,
        /// The text of it that she read, by hash.
        edition: String,
        /// What the questions resolved to.
        situation: Situation,
        /// Name of the project; sealed.
        name: String,
        /// Who is asked about it; sealed.
        contact: String,
        /// Mobile number; sealed.
        phone: String,
    },
    /// 改回答，重定类别.
    Regrade {
        /// What the questions resolve to now.
        situation: Situation,
    },
    /// 设计换版.
    Redesign {
        /// What the applicant calls the version.
        design: String,
        /// What its files come to, or empty.
        #[serde(default)]
        version: String,
    },
    /// 申请预审.
    Prereview {
        /// Code of the stage.
        stage: String,
        /// What the applicant calls the version of the design.
        design: String,
        /// What its files come to, or empty.
        #[serde(default)]
        version: String,
    },
    /// 出具意见, by the actor's organ.
    Opine {
        /// Code of the stage.
        stage: String,
        /// What it thinks.
        stance: Stance,
        /// Conditions or reasons.
        words: String,
    },
    /// A bundle that names this project began.
    Open(Opened),
    /// Its answers were changed.
    Replan {
        /// Number of the bundle.
        bundle_no: String,
        /// What its questions resolve to now.
        situation: Situation,
        /// Codes of the items that are needed now.
        members: Vec<String>,
    },
    /// It is somebody else's turn with a member.
    Turn(Turning),
    /// The bundle was taken back.
    TakenBack {
        /// Number of the bundle.
        bundle_no: String,
    },
    /// 协调.
    Resolve {
        /// Code of the stage.
        stage: String,
        /// Code of the organ whose opinion it is.
        organ: String,
        /// Does the opinion stand?
        stands: bool,
        /// Why.
        words: String,
    },
    /// 合并答复.
    Reply {
        /// Code of the stage.
        stage: String,
        /// What is said to the applicant beside the outcomes.
        words: String,
    },
    /// 撤回.
    Withdraw {},
}

/// What the registers say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// How many projects have a code of this year already.
    pub coded: u32,
}

/// The rules of a project.
#[derive(Clone, Copy, Debug)]
pub enum Rules {}

impl Decider for Rules {
    const WING: &'static str = "project";
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
        let place = begun.map_or(place.clone(), |begun| Where {
            organ: begun.lead.clone(),
            hall: begun.hall.clone(),
            party: begun.party.clone(),
            ..place
        });
        // whoever is not concerned is told nothing
        let of = |organ: String| Where { organ, hall: String::new(), party: String::new(), ..place.clone() };
        match command {
            Command::Begin { .. } if begun.is_none() => {
                (BEGIN, Where { party: ctx.actor.acting_for().to_owned(), ..place })
            }
            Command::Begin { .. } => (BEGIN, place),
            Command::Regrade { .. } => (REGRADE, place),
            Command::Redesign { .. } | Command::Prereview { .. } => (PREREVIEW, place),
            Command::Opine { stage, .. } => {
                let asked = run.stages.get(stage).is_some_and(|one| one.asks(&ctx.actor.organ));
                (OPINE, of(if asked { ctx.actor.organ.clone() } else { String::new() }))
            }
            Command::Resolve { stage, .. } | Command::Reply { stage, .. } => {
                (LEAD, of(lead(run, stage, ctx).unwrap_or_default()))
            }
            Command::Open(_) | Command::Replan { .. } | Command::Turn(_) | Command::TakenBack { .. } => {
                (HEAR, place)
            }
            Command::Withdraw {} => (WITHDRAW, place),
        }
    }

    fn decide(
        run: &Run,
        command: &Command,
        known: &Known,
        ctx: &Ctx<'_>,
    ) -> Result<Vec<Entry<Event>>, Refusal> {
        match command {
            Command::Begin { project, edition, situation, name, contact, phone } => {
                begin(run, (project, edition), situation, [name, contact, phone], known, ctx)
            }
            Command::Regrade { situation } => grading::regrade(run, situation, ctx),
            Command::Redesign { design, version } => opinions::redesign(run, (design, version), ctx),
            Command::Prereview { stage, design, version } => {
                opinions::prereview(run, stage, (design, version), ctx)
            }
            Command::Opine { stage, stance, words } => opinions::give(run, stage, *stance, words, ctx),
            Command::Open(opened) => stages::open(run, opened, ctx),
            Command::Replan { bundle_no, situation, members } => {
                Ok(stages::replan(run, bundle_no, situation, members))
            }
            Command::Turn(turning) => Ok(stages::turn(run, turning)),
            Command::TakenBack { bundle_no } => Ok(stages::taken_back(run, bundle_no)),
            Command::Resolve { stage, organ, stands, words } => {
                opinions::resolve(run, (stage, organ), *stands, words, ctx)
            }
            Command::Reply { stage, words } => stages::reply(run, stage, words, ctx),
            Command::Withdraw {} => stages::withdraw(run, ctx),
        }
    }

    fn evolve(run: Run, event: &Event, written: &Written<'_>) -> Run {
        run::evolve(run, event, written)
    }
}

/// The text under which the project began.
pub fn text<'a>(run: &Run, ctx: &Ctx<'a>) -> Option<&'a Project> {
    let editions = ctx.editions;
    Some(&editions.project_by_hash(&run.begun.as_ref()?.edition)?.project)
}

/// Code of the organ that leads a stage.
fn lead(run: &Run, stage: &str, ctx: &Ctx<'_>) -> Option<String> {
    Some(text(run, ctx)?.stage(stage)?.lead.clone())
}

/// A refusal on the project's own document, or the county's service rule.
fn refuse(code: &'static str, run: &Run, ctx: &Ctx<'_>) -> Refusal {
    let basis = text(run, ctx).map(|project| project.basis.clone());
    Refusal::new(code, basis.unwrap_or_else(|| ctx.editions.service_rule(Rule::Applying)))
}

/// The project is there, and was not taken back.
fn under_way<'a>(run: &Run, ctx: &Ctx<'a>) -> Result<&'a Project, Refusal> {
    if run.withdrawn {
        return Err(refuse("project_withdrawn", run, ctx));
    }
    text(run, ctx).ok_or_else(|| refuse("project_unknown", run, ctx))
}

/// 项目开始: the class is what the risk rule makes of the answers; nobody chooses it.
fn begin(
    run: &Run,
    (code, hash): (&str, &str),
    situation: &Situation,
    [name, contact, phone]: [&String; 3],
    known: &Known,
    ctx: &Ctx<'_>,
) -> Result<Vec<Entry<Event>>, Refusal> {
    let basis = || ctx.editions.service_rule(Rule::Applying);
    if run.begun.is_some() {
        return Err(Refusal::new("applied_already", basis()));
    }
    let found = ctx.editions.project_by_hash(hash).filter(|edition| edition.project.code == code);
    let Some(edition) = found else { return Err(Refusal::new("project_unknown", basis())) };
    let project = &edition.project;
    if ctx.editions.project(code).is_some_and(|current| current.hash != hash) {
        return Err(Refusal::new("edition_replaced", project.basis.clone()));
    }
    if !project.resolves(situation) {
        return Err(Refusal::new("situation_open", project.basis.clone()));
    }
    // the last class takes whoever is left: class 14 of the compiler's findings holds the file to that
    let class = project.class(situation).ok_or_else(|| Refusal::new("situation_open", basis()))?;
    let wrong = |why: Text| Refusal::new("applicant_wrong", project.basis.clone()).with("why", why);
    let name = party::clean_name(name, LINE_CHARS).map_err(|fault| wrong(fault.text()))?;
    let contact = party::clean_name(contact, NAME_CHARS).map_err(|fault| wrong(fault.text()))?;
    let phone = party::phone(phone).map_err(|fault| wrong(fault.text()))?;
    let party = ctx.actor.acting_for().to_owned();
    let begun = Event::Begun {
        project: code.to_owned(),
        edition: hash.to_owned(),
        project_code: project_code(ctx, known.coded + 1),
        lead: project.lead.clone(),
        hall: project.hall.clone(),
        party: party.clone(),
        situation: situation.clone(),
        class: class.code.clone(),
        budget: class.budget,
    };
    let fields = [("name", name), ("contact", contact), ("phone", phone)];
    let fields = fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Ok(vec![Entry::sealed(begun, Private { party, fields })])
}

/// 项目代码: year, division, two groups that the province's platform fills (industry, way of approval) and
/// that are noughts here, and the number of the year. The groups follow the national code as it is seen in
/// use; its rule was not read.
fn project_code(ctx: &Ctx<'_>, number: u32) -> String {
    format!("{}-{}-00-00-{number:06}", ctx.today().year(), ctx.division)
}
