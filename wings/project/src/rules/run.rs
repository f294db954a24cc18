//! What is true of a project, and what its days come to: reckoned from what happened, never stored.

use std::collections::{BTreeMap, BTreeSet};

use facts::project::{Asked, Event, Reply, Stance};
use kernel::bundle::Progress;
use kernel::decider::Written;
use kernel::item::Situation;
use kernel::project::{Awaited, Spent, Turn, Turned, spent};
use kernel::{Calendar, Day, NoYear};

use super::stages::CLASS;

/// How it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Code of the kind of project.
    pub project: String,
    /// Its text, by hash.
    pub edition: String,
    /// 项目代码.
    pub project_code: String,
    /// Code of the organ that coordinates it.
    pub lead: String,
    /// Code of the body whose hall it is.
    pub hall: String,
    /// Whose project it is.
    pub party: String,
    /// What the questions resolved to.
    pub situation: Situation,
    /// Code of the class.
    pub class: String,
    /// Working days of the organs for all stages.
    pub budget: u32,
    /// The day.
    pub on: Day,
}

/// A version of the design.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Design {
    /// What the applicant calls it, or empty.
    pub name: String,
    /// What its files come to, or empty where none was handed in.
    pub version: String,
}

impl Design {
    /// Is it the same? The bytes say so, whatever it is called; where neither was handed in, the name does.
    pub fn is(&self, other: &Design) -> bool {
        match (self.version.as_str(), other.version.as_str()) {
            ("", "") => self.name == other.name,
            (own, version) => own == version,
        }
    }
}

/// An opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What the organ thinks.
    pub stance: Stance,
    /// Its conditions or reasons.
    pub words: String,
    /// The version of the design it is about.
    pub design: Design,
    /// The day on which it was given.
    pub on: Day,
    /// Was it given before the stage was asked for?
    pub early: bool,
    /// What the lead made of it: does it stand, and why.
    pub resolved: Option<(bool, String)>,
}

/// What stands for the answers of a stage's bundle among its members, while they are of another class than
/// the project: until she answers anew, it is her turn.
const ANSWERS: &str = "answers";

impl Round {
    /// Are its answers those of another class, so that its applicant must answer anew?
    pub fn outdated(&self) -> bool {
        self.now().get(ANSWERS) == Some(&Turn::Applicant)
    }

    /// Other organs are asked, and some are spared.
    fn asks_otherwise(&mut self, asked: &[Asked], spared: &[String], today: Day) {
        for one in asked {
            self.asked.insert(one.organ.clone(), one.by);
            self.spared.remove(&one.organ);
        }
        for organ in spared {
            // until today it was awaited
            self.asked.entry(organ.clone()).and_modify(|by| *by = today.min(*by));
            self.spared.insert(organ.clone());
        }
    }

    /// Her turn begins when the class has changed, and ends when she has answered by it.
    fn answers(&mut self, class: &str, on: Day) {
        let other = self.situation.get(CLASS).is_some_and(|own| own != class);
        if other != self.outdated() {
            let turn = if other { Turn::Applicant } else { Turn::Dropped };
            self.turns.push(Turned { member: ANSWERS.to_owned(), on, turn });
        }
    }
}

impl Given {
    /// What the organ thinks, as pages and programs write it.
    pub fn word(&self) -> &'static str {
        match self.stance {
            Stance::Agrees => "agrees",
            Stance::Conditions => "conditions",
            Stance::Disagrees => "disagrees",
        }
    }
}

/// What somebody wrote for what an organ thinks; none where it is no such word.
pub fn stance(word: &str) -> Option<Stance> {
    match word {
        "agrees" => Some(Stance::Agrees),
        "conditions" => Some(Stance::Conditions),
        "disagrees" => Some(Stance::Disagrees),
        _ => None,
    }
}

/// A reply, as pages and programs write it.
pub fn reply_word(reply: Reply) -> &'static str {
    match reply {
        Reply::Agreed => "agreed",
        Reply::WithConditions => "with_conditions",
        Reply::Refused => "refused",
    }
}

/// How a round of a stage ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The day.
    pub on: Day,
    /// The lead's reply; none where the bundle was taken back.
    pub reply: Option<Reply>,
    /// Its words.
    pub words: String,
    /// Code of the class under which it ended.
    pub class: String,
}

/// A stage that was asked for: once, or once more after a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Number of the bundle.
    pub bundle_no: String,
    /// The day on which it was opened.
    pub since: Day,
    /// The day on which the one set of papers was complete.
    pub received: Option<Day>,
    /// What the bundle's questions resolve to.
    pub situation: Situation,
    /// Codes of the items that are needed.
    pub members: Vec<String>,
    /// Organs asked for an opinion, with their last days.
    pub asked: BTreeMap<String, Day>,
    /// Organs that were asked and need not answer any more, because other answers do not call for them.
    pub spared: BTreeSet<String>,
    /// Their opinions.
    pub opinions: BTreeMap<String, Given>,
    /// Organs whose days were over without one.
    pub silent: BTreeSet<String>,
    /// Whose turn it was with which member, as it happened.
    pub turns: Vec<Turned>,
    /// Numbers of cases, by item.
    pub cases: BTreeMap<String, String>,
    /// What organs told and what the law wants, by item.
    pub dues: BTreeMap<String, (Option<Day>, Option<Day>)>,
    /// How it ended.
    pub end: Option<End>,
}

/// A stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageRun {
    /// Organs asked before it was asked for.
    pub asked_early: BTreeSet<String>,
    /// Opinions given before it was asked for: the last of each organ.
    pub early: BTreeMap<String, Given>,
    /// The rounds, in order.
    pub rounds: Vec<Round>,
}

/// Where the days of a stage, or of all, went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reckoned {
    /// Until the one set of papers was complete; no budget counts them.
    pub before: Spent,
    /// From then on: the joint clock.
    pub joint: Spent,
}

/// One project on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// How it began.
    pub begun: Option<Begun>,
    /// The version of the design that counts.
    pub design: Design,
    /// Its stages, as far as anything happened to them, by code.
    pub stages: BTreeMap<String, StageRun>,
    /// Was it taken back?
    pub withdrawn: bool,
    /// Is its last stage granted?
    pub finished: bool,
}

impl Run {
    /// A stage as far as anything happened to it.
    pub fn stage(&self, code: &str) -> Option<&StageRun> {
        self.stages.get(code)
    }

    /// Is this stage replied to, and granted?
    pub fn granted(&self, code: &str) -> bool {
        self.stage(code).is_some_and(StageRun::granted)
    }

    /// The stage of which this bundle is, or was, a round.
    pub fn of_bundle(&self, bundle_no: &str) -> Option<(&str, &Round)> {
        self.stages.iter().find_map(|(code, stage)| {
            let round = stage.rounds.iter().find(|round| round.bundle_no == bundle_no)?;
            Some((code.as_str(), round))
        })
    }
}

impl StageRun {
    /// The round that is open.
    pub fn open(&self) -> Option<&Round> {
        self.rounds.last().filter(|round| round.end.is_none())
    }

    fn open_mut(&mut self) -> Option<&mut Round> {
        self.rounds.last_mut().filter(|round| round.end.is_none())
    }

    /// Is it replied to, and granted?
    pub fn granted(&self) -> bool {
        let reply = self.rounds.last().and_then(|round| round.end.as_ref()?.reply);
        reply.is_some_and(|reply| reply != Reply::Refused)
    }

    /// Is, or was, this organ asked for an opinion?
    pub fn asks(&self, organ: &str) -> bool {
        let early = self.asked_early.contains(organ);
        !organ.is_empty() && (early || self.rounds.iter().any(|round| round.asked.contains_key(organ)))
    }

    /// Where its days went up to this day, all rounds together.
    ///
    /// # Errors
    /// A year that is not in the calendar.
    pub fn reckoned(&self, today: Day, calendar: &Calendar) -> Result<Reckoned, NoYear> {
        let mut all = Reckoned::default();
        for round in &self.rounds {
            let one = round.reckoned(today, calendar)?;
            all = Reckoned { before: all.before.and(one.before), joint: all.joint.and(one.joint) };
        }
        Ok(all)
    }
}

impl Round {
    /// Where its days went up to this day.
    ///
    /// # Errors
    /// A year that is not in the calendar.
    pub fn reckoned(&self, today: Day, calendar: &Calendar) -> Result<Reckoned, NoYear> {
        let to = self.end.as_ref().map_or(today, |end| end.on);
        let middle = self.received.unwrap_or(to).min(to);
        let asked: Vec<Day> = self.asked.iter().map(|(organ, by)| self.awaited_until(organ, *by)).collect();
        Ok(Reckoned {
            before: spent(&self.turns, &asked, self.since, middle, calendar)?,
            joint: spent(&self.turns, &asked, middle, to, calendar)?,
        })
    }

    /// The last day on which an organ's opinion was awaited.
    fn awaited_until(&self, organ: &str, by: Day) -> Day {
        self.opinions.get(organ).map_or(by, |given| if given.early { self.since } else { given.on.min(by) })
    }

    /// Whose turn it is with each member now.
    pub fn now(&self) -> BTreeMap<&str, Turn> {
        self.turns.iter().map(|turned| (turned.member.as_str(), turned.turn)).collect()
    }

    /// Will nothing more become of any member that is needed?
    pub fn settled(&self) -> bool {
        let now = self.now();
        self.members.iter().all(|item| now.get(item.as_str()).is_some_and(|turn| turn.settled()))
    }

    /// Opinions that have not come and are still in time.
    pub fn awaited(&self, today: Day) -> Vec<Awaited> {
        let open = self.asked.iter().filter(|(organ, by)| {
            let answered = self.opinions.contains_key(*organ) || self.silent.contains(*organ);
            !answered && !self.spared.contains(*organ) && **by >= today
        });
        open.map(|(organ, by)| Awaited { organ: organ.clone(), by: *by }).collect()
    }

    /// Organs whose objection nobody has resolved.
    pub fn conflicts(&self) -> Vec<&str> {
        let open = |given: &Given| given.stance == Stance::Disagrees && given.resolved.is_none();
        self.opinions.iter().filter(|(_, given)| open(given)).map(|(organ, _)| organ.as_str()).collect()
    }

    /// How far each member is, for the plan.
    pub fn progress(&self) -> BTreeMap<String, Progress> {
        let mut all = BTreeMap::new();
        for item in &self.members {
            let of_it: Vec<&Turned> = self.turns.iter().filter(|turned| turned.member == *item).collect();
            let (Some(first), Some(last)) = (of_it.first(), of_it.last()) else { continue };
            let (told, latest) = self.dues.get(item).copied().unwrap_or_default();
            let held = last.turn == Turn::Applicant && !self.cases.contains_key(item);
            let progress = match last.turn {
                Turn::Done => Progress::Done(last.on),
                Turn::Failed => Progress::Failed(last.on),
                Turn::Dropped => Progress::Dropped,
                // it could begin, but something is wanting: nobody has it yet
                _ if held => continue,
                _ => Progress::Running { since: first.on, told, latest },
            };
            all.insert(item.clone(), progress);
        }
        all
    }
}

pub(super) fn evolve(mut run: Run, event: &Event, written: &Written<'_>) -> Run {
    let today = written.effective.day();
    match event {
        Event::Begun { project, edition, project_code, lead, hall, party, situation, class, budget } => {
            run.begun = Some(Begun {
                project: project.clone(),
                edition: edition.clone(),
                project_code: project_code.clone(),
                lead: lead.clone(),
                hall: hall.clone(),
                party: party.clone(),
                situation: situation.clone(),
                class: class.clone(),
                budget: *budget,
                on: today,
            });
        }
        Event::Redesigned { design, version } => run.design = design_of(design, version),
        Event::PrereviewAsked { stage, organs, design, version } => {
            run.design = design_of(design, version);
            of(&mut run, stage).asked_early.extend(organs.iter().cloned());
        }
        Event::Withdrawn {} => {
            run.withdrawn = true;
            for round in run.stages.values_mut().filter_map(StageRun::open_mut) {
                round.end = Some(End { on: today, reply: None, words: String::new(), class: String::new() });
            }
        }
        Event::Regraded { situation, class, budget, .. } => {
            regraded(&mut run, situation, (class, *budget), today)
        }
        Event::Finished {} => run.finished = true,
        Event::BundleSetAside { .. }
        | Event::ResultSetAside { .. }
        | Event::OpinionSetAside { .. }
        | Event::OpinionOutdated { .. } => {}
        Event::OpinionGiven { .. }
        | Event::OpinionCarried { .. }
        | Event::SilenceNoted { .. }
        | Event::ConflictResolved { .. } => opinion(&mut run, event, today),
        Event::StageOpened { .. } => opened(&mut run, event, today),
        _ => stage(&mut run, event, today),
    }
    run
}

/// Other answers: the class, and in every open stage whether its own answers are still of that class.
fn regraded(run: &mut Run, situation: &Situation, (class, budget): (&str, u32), today: Day) {
    if let Some(begun) = &mut run.begun {
        begun.situation.clone_from(situation);
        class.clone_into(&mut begun.class);
        begun.budget = budget;
    }
    for round in run.stages.values_mut().filter_map(StageRun::open_mut) {
        round.answers(class, today);
    }
}

fn design_of(name: &str, version: &str) -> Design {
    Design { name: name.to_owned(), version: version.to_owned() }
}

fn of<'a>(run: &'a mut Run, stage: &str) -> &'a mut StageRun {
    run.stages.entry(stage.to_owned()).or_default()
}

/// What organs think.
fn opinion(run: &mut Run, event: &Event, today: Day) {
    match event {
        Event::OpinionGiven { stage, organ, stance, words, early, design, version } => {
            let given = Given {
                stance: *stance,
                words: words.clone(),
                design: design_of(design, version),
                on: today,
                early: *early,
                resolved: None,
            };
            let stage = of(run, stage);
            if *early {
                stage.early.insert(organ.clone(), given);
            } else if let Some(round) = stage.open_mut() {
                round.opinions.insert(organ.clone(), given);
            }
        }
        Event::OpinionCarried { stage, organ, .. } => {
            let stage = of(run, stage);
            let given = stage.early.get(organ).cloned();
            if let (Some(given), Some(round)) = (given, stage.open_mut()) {
                round.opinions.insert(organ.clone(), given);
            }
        }
        Event::SilenceNoted { stage, organ, .. } => {
            if let Some(round) = of(run, stage).open_mut() {
                round.silent.insert(organ.clone());
            }
        }
        Event::ConflictResolved { stage, organ, stands, words } => {
            let round = of(run, stage).open_mut();
            if let Some(given) = round.and_then(|round| round.opinions.get_mut(organ)) {
                given.resolved = Some((*stands, words.clone()));
            }
        }
        _ => {}
    }
}

/// A stage is asked for: its bundle, and what is asked of other organs.
fn opened(run: &mut Run, event: &Event, today: Day) {
    let Event::StageOpened { stage, bundle_no, situation, members, asked, version, .. } = event else {
        return;
    };
    if !version.is_empty() {
        run.design.version.clone_from(version);
    }
    of(run, stage).rounds.push(Round {
        bundle_no: bundle_no.clone(),
        since: today,
        received: None,
        situation: situation.clone(),
        members: members.clone(),
        asked: asked.iter().map(|one| (one.organ.clone(), one.by)).collect(),
        spared: BTreeSet::new(),
        opinions: BTreeMap::new(),
        silent: BTreeSet::new(),
        turns: Vec::new(),
        cases: BTreeMap::new(),
        dues: BTreeMap::new(),
        end: None,
    });
}

/// What becomes of a stage.
fn stage(run: &mut Run, event: &Event, today: Day) {
    match event {
        Event::StageReplanned { stage, situation, members } => {
            let class = run.begun.as_ref().map(|begun| begun.class.clone()).unwrap_or_default();
            if let Some(round) = of(run, stage).open_mut() {
                round.situation.clone_from(situation);
                round.members.clone_from(members);
                round.answers(&class, today);
            }
        }
        Event::Reasked { stage, asked, spared } => {
            if let Some(round) = of(run, stage).open_mut() {
                round.asks_otherwise(asked, spared, today);
            }
        }
        Event::MemberTurned { stage, item, case, turn, on, told, latest } => {
            if let Some(round) = of(run, stage).open_mut() {
                round.turns.push(Turned { member: item.clone(), on: *on, turn: *turn });
                if !case.is_empty() {
                    round.cases.insert(item.clone(), case.clone());
                }
                let due = round.dues.entry(item.clone()).or_default();
                *due = (told.or(due.0), latest.or(due.1));
            }
        }
        Event::StageReceived { stage, on } => {
            if let Some(round) = of(run, stage).open_mut() {
                round.received = Some(*on);
            }
        }
        Event::StageReplied { stage, reply, words } => {
            let class = run.begun.as_ref().map(|begun| begun.class.clone()).unwrap_or_default();
            if let Some(round) = of(run, stage).open_mut() {
                let (reply, words) = (Some(*reply), words.clone());
                round.end = Some(End { on: today, reply, words, class });
            }
        }
        Event::StageWithdrawn { stage } => {
            if let Some(round) = of(run, stage).open_mut() {
                round.end = Some(End { on: today, reply: None, words: String::new(), class: String::new() });
            }
        }
        _ => {}
    }
}
