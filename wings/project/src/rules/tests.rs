//! Diaries of projects: a small plant, with the county's own project and calendar.
#![allow(clippy::unwrap_used)]

use facts::project::Reply;
use kernel::calendar::{Calendar, Year};
use kernel::project::ProjectEdition;
use kernel::{Actor, Channel, Editions, Instant, Rights};

use super::*;

mod drawn;
mod played;
mod regraded;

const INVESTMENT: &str = include_str!("../../../../catalogue/projects/investment.toml");
const YEARS: [&str; 2] = [
    include_str!("../../../../catalogue/calendar/2026.toml"),
    include_str!("../../../../catalogue/calendar/2027.toml"),
];
/// Natural resources: leads the first two stages.
const LAND: &str = "11449921MB9X0004X8";
/// Housing and construction: asked in the second.
const BUILD: &str = "11449921MB9X000588";
/// Water: asked in the second.
const WATER: &str = "11449921MB9X00138U";

/// Somebody before the house, with a project of hers.
struct Life {
    calendar: Calendar,
    editions: Editions,
    rights: Rights,
    run: Run,
    day: Day,
    /// What the drawings come to that are handed in with a stage.
    drawings: String,
}

fn actor(role: Role, organ: &str) -> Actor {
    let (party, for_party) = match role {
        Role::Agent => ("p-zhou", "o-ming"),
        Role::House => ("project", ""),
        _ => ("s-li", ""),
    };
    Actor {
        party: party.to_owned(),
        role,
        post: String::new(),
        organ: organ.to_owned(),
        for_party: for_party.to_owned(),
        channel: Channel::Web,
        assurance: 3,
    }
}

fn answers(area: &str) -> Situation {
    let all = [
        ("investor", "social"),
        ("use", "industry"),
        ("scheme", "no"),
        ("area", area),
        ("height", "20"),
        ("danger", "no"),
        ("ground", "no"),
    ];
    all.map(|(question, answer)| (question.to_owned(), answer.to_owned())).into()
}

/// What happened, in words.
fn told(event: &Event) -> String {
    match event {
        Event::Begun { class, budget, project_code, .. } => format!("begun {class} {budget} {project_code}"),
        Event::Regraded { before, class, budget, changed, .. } => {
            format!("regraded {before} {class} {budget} by {}", changed.join(" "))
        }
        Event::Reasked { stage, asked, spared } => {
            let asked: Vec<String> = asked.iter().map(|one| format!("{} by {}", one.organ, one.by)).collect();
            format!("reasked {stage} [{}] spared [{}]", asked.join(" "), spared.join(" "))
        }
        Event::OpinionOutdated { organ, given_on, .. } => format!("outdated {organ} {given_on}"),
        Event::Redesigned { design, .. } => format!("redesigned {design}"),
        Event::PrereviewAsked { stage, organs, .. } => format!("prereview {stage} {}", organs.len()),
        Event::OpinionGiven { stance, early, .. } => {
            format!("{}opinion {stance:?}", if *early { "early " } else { "" })
        }
        Event::OpinionCarried { organ, given_on, .. } => format!("carried {organ} {given_on}"),
        Event::OpinionSetAside { why, .. } => format!("opinion aside {why:?}"),
        Event::SilenceNoted { organ, by, .. } => format!("silent {organ} {by}"),
        Event::StageOpened { stage, asked, .. } => {
            let asked: Vec<String> = asked.iter().map(|one| one.by.to_string()).collect();
            format!("opened {stage} asked by {}", asked.join(" "))
        }
        Event::StageReplanned { members, .. } => format!("replanned {}", members.join(" ")),
        Event::BundleSetAside { why, .. } => format!("bundle aside {why:?}"),
        Event::MemberTurned { item, turn, .. } => format!("{item} {turn:?}"),
        Event::StageReceived { on, .. } => format!("received {on}"),
        Event::ConflictResolved { stands, .. } => format!("resolved {stands}"),
        Event::StageReplied { stage, reply, .. } => format!("replied {stage} {reply:?}"),
        Event::StageWithdrawn { stage } => format!("withdrawn {stage}"),
        Event::ResultSetAside { item, why, .. } => format!("{item} aside {why:?}"),
        Event::Withdrawn {} => "withdrawn".to_owned(),
        Event::Finished {} => "finished".to_owned(),
    }
}

impl Life {
    /// A small plant, begun on the first of September 2026, a Tuesday.
    fn begun() -> Self {
        let mut life = Self::new();
        assert_eq!(life.begins("9000"), ["begun small 15 2026-449921-00-00-000001"]);
        life
    }

    fn new() -> Self {
        let mut calendar = Calendar::default();
        for year in YEARS {
            calendar.insert(toml::from_str::<Year>(year).unwrap()).unwrap();
        }
        let mut editions = Editions::default();
        let project = toml::from_str(INVESTMENT).unwrap();
        editions.publish_project(ProjectEdition { hash: "h-1".to_owned(), project });
        let rights = Rights::new(ACTS.iter().copied());
        let (run, day) = (Run::default(), "2026-09-01".parse().unwrap());
        Self { calendar, editions, rights, run, day, drawings: String::new() }
    }

    fn on(&mut self, day: &str) {
        self.day = day.parse().unwrap();
    }

    fn asks(&mut self, role: Role, organ: &str, command: &Command) -> Vec<String> {
        let who = actor(role, organ);
        let ctx = Ctx {
            now: Instant::at(self.day, 10, 0),
            actor: &who,
            calendar: &self.calendar,
            editions: &self.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        };
        let (act, place) = Rules::asks(&self.run, command, &ctx);
        if !self.rights.may(&who, act, &place) {
            return vec!["not allowed".to_owned()];
        }
        let entries = match Rules::decide(&self.run, command, &Known::default(), &ctx) {
            Ok(entries) => entries,
            Err(refusal) => return vec![format!("refused {}", refusal.code)],
        };
        let written = Written { at: ctx.now, effective: ctx.now, actor: &who };
        for entry in &entries {
            self.run = Rules::evolve(std::mem::take(&mut self.run), &entry.event, &written);
        }
        entries.iter().map(|entry| told(&entry.event)).collect()
    }

    fn begins(&mut self, area: &str) -> Vec<String> {
        let [name, contact, phone] = ["青岭茶厂一期", "周大海", "13800000668"].map(str::to_owned);
        let (project, edition) = ("investment".to_owned(), "h-1".to_owned());
        let situation = answers(area);
        self.asks(Role::Agent, "", &Command::Begin { project, edition, situation, name, contact, phone })
    }

    fn opens(&mut self, bundle: &str, bundle_no: &str, members: &[&str]) -> Vec<String> {
        let class = self.run.begun.as_ref().map(|begun| begun.class.clone()).unwrap_or_default();
        self.opens_as(bundle, bundle_no, members, &class, "o-ming")
    }

    fn opens_as(
        &mut self,
        bundle: &str,
        bundle_no: &str,
        members: &[&str],
        class: &str,
        party: &str,
    ) -> Vec<String> {
        let opened = Opened {
            bundle: bundle.to_owned(),
            bundle_no: bundle_no.to_owned(),
            party: party.to_owned(),
            situation: [("class".to_owned(), class.to_owned())].into(),
            members: members.iter().map(|item| (*item).to_owned()).collect(),
            version: self.drawings.clone(),
        };
        self.asks(Role::House, "", &Command::Open(opened))
    }

    fn turns(&mut self, bundle_no: &str, item: &str, turn: Turn) -> Vec<String> {
        let turning = Turning {
            bundle_no: bundle_no.to_owned(),
            item: item.to_owned(),
            case: format!("c-{item}"),
            turn,
            on: self.day,
            told: None,
            latest: None,
        };
        self.asks(Role::House, "", &Command::Turn(turning))
    }

    fn opines(&mut self, organ: &str, stance: Stance, words: &str) -> Vec<String> {
        let (stage, words) = ("works".to_owned(), words.to_owned());
        self.asks(Role::Examiner, organ, &Command::Opine { stage, stance, words })
    }

    fn replies(&mut self, organ: &str, stage: &str) -> Vec<String> {
        let (stage, words) = (stage.to_owned(), "同意".to_owned());
        self.asks(Role::Head, organ, &Command::Reply { stage, words })
    }

    /// Li answers the risk rule otherwise.
    fn regrades(&mut self, other: &[(&str, &str)]) -> Vec<String> {
        let mut situation = answers("9000");
        situation.extend(other.iter().map(|(code, answer)| ((*code).to_owned(), (*answer).to_owned())));
        self.asks(Role::Agent, "", &Command::Regrade { situation })
    }

    fn replans(&mut self, bundle_no: &str, class: &str, members: &[&str]) -> Vec<String> {
        let command = Command::Replan {
            bundle_no: bundle_no.to_owned(),
            situation: [("class".to_owned(), class.to_owned())].into(),
            members: members.iter().map(|item| (*item).to_owned()).collect(),
        };
        self.asks(Role::House, "", &command)
    }

    fn prereviews(&mut self, design: &str) -> Vec<String> {
        self.prereviews_by(design, "")
    }

    /// With drawings whose bytes come to this.
    fn prereviews_by(&mut self, design: &str, version: &str) -> Vec<String> {
        let (stage, design, version) = ("works".to_owned(), design.to_owned(), version.to_owned());
        self.asks(Role::Agent, "", &Command::Prereview { stage, design, version })
    }

    /// The first stage is granted.
    fn with_land(mut self) -> Self {
        self.opens("project-land", "b-1", &["planning-land-permit"]);
        self.turns("b-1", "planning-land-permit", Turn::Filed);
        self.turns("b-1", "planning-land-permit", Turn::Organ);
        self.turns("b-1", "planning-land-permit", Turn::Done);
        assert_eq!(self.replies(LAND, "land"), ["replied land Agreed"]);
        self
    }

    /// The second is open, with one member.
    fn with_works(mut self) -> Self {
        let opened = self.opens("project-works", "b-2", &["planning-works-permit"]);
        assert_eq!(opened[0], "opened works asked by 2026-09-04 2026-09-04");
        self
    }

    fn spent(&self, stage: &str) -> [u32; 5] {
        let one = self.run.stage(stage).unwrap().reckoned(self.day, &self.calendar).unwrap();
        let joint = one.joint;
        assert_eq!(joint.government + joint.applicant + joint.intermediary, joint.elapsed);
        [one.before.elapsed, joint.government, joint.applicant, joint.intermediary, joint.elapsed]
    }
}

#[test]
fn the_answers_decide_the_class_and_the_code_is_given() {
    let mut life = Life::new();
    assert_eq!(life.begins("9000"), ["begun small 15 2026-449921-00-00-000001"]);
    assert_eq!(life.begins("9000"), ["refused applied_already"]);
    assert_eq!(Life::new().begins("60000"), ["begun social 55 2026-449921-00-00-000001"]);
    assert_eq!(Life::new().begins("large"), ["refused situation_open"]);
    let code = &life.run.begun.as_ref().unwrap().project_code;
    assert_eq!(kernel::id::check_project_code(code).unwrap().region(), "449921");
    let mut stranger = Life::new();
    let command = Command::Withdraw {};
    assert_eq!(stranger.asks(Role::Citizen, "", &command), ["not allowed"]);
}

#[test]
fn a_stage_opens_when_those_before_it_are_granted_and_only_then() {
    let mut life = Life::begun();
    assert_eq!(life.opens("project-works", "b-9", &["x"]), ["bundle aside TooEarly"]);
    assert_eq!(life.opens("open-a-restaurant", "b-9", &["x"]), ["bundle aside Strange"]);
    assert_eq!(life.opens_as("project-land", "b-9", &["x"], "small", "o-other"), ["bundle aside Strange"]);
    assert_eq!(life.opens_as("project-land", "b-9", &["x"], "social", "o-ming"), ["bundle aside OtherClass"]);
    let opened = life.opens("project-land", "b-1", &["planning-land-permit"]);
    assert_eq!(opened, ["opened land asked by "]);
    assert_eq!(life.opens("project-land", "b-2", &["x"]), ["bundle aside Twice"]);
    assert_eq!(life.replies(LAND, "land"), ["refused stage_members_open"]);
    assert_eq!(life.replies(BUILD, "land"), ["not allowed"]);
    let life = Life::begun().with_land();
    assert!(life.run.granted("land") && !life.run.finished);
    assert_eq!(life.with_works().run.of_bundle("b-2").unwrap().0, "works");
}

#[test]
fn the_joint_clock_begins_when_the_one_set_is_complete_and_days_are_told_apart() {
    let mut life = Life::begun();
    life.opens("project-land", "b-1", &["a", "b"]);
    life.turns("b-1", "a", Turn::Filed);
    life.turns("b-1", "b", Turn::Filed);
    life.on("2026-09-02");
    assert_eq!(life.turns("b-1", "a", Turn::Organ), ["a Organ"]);
    assert_eq!(life.turns("b-1", "b", Turn::Applicant), ["b Applicant"]);
    life.on("2026-09-04");
    assert_eq!(life.turns("b-1", "b", Turn::Filed), ["b Filed"]);
    assert_eq!(life.spent("land"), [3, 0, 0, 0, 0], "nothing of the budget yet");
    life.on("2026-09-07");
    assert_eq!(life.turns("b-1", "b", Turn::Organ), ["b Organ", "received 2026-09-07"]);
    life.on("2026-09-08");
    life.turns("b-1", "a", Turn::Done);
    life.turns("b-1", "b", Turn::Applicant);
    life.on("2026-09-10");
    life.turns("b-1", "b", Turn::Intermediary);
    life.on("2026-09-15");
    // 8 of September the government's, 9 and 10 hers, 11, 14 and 15 the laboratory's
    assert_eq!(life.spent("land"), [4, 1, 2, 3, 6]);
    life.turns("b-1", "b", Turn::Done);
    life.on("2026-09-16");
    assert_eq!(life.replies(LAND, "land"), ["replied land Agreed"]);
    life.on("2026-10-20");
    assert_eq!(life.spent("land"), [4, 2, 2, 3, 7], "the reply stops it");
}

#[test]
fn opinions_are_given_once_and_in_time_and_others_are_answered_not_obeyed() {
    let mut life = Life::begun().with_land().with_works();
    assert_eq!(life.opines(LAND, Stance::Agrees, ""), ["not allowed"], "it is not asked");
    assert_eq!(life.opines(BUILD, Stance::Conditions, " "), ["refused project_words_wrong"]);
    assert_eq!(life.opines(BUILD, Stance::Conditions, "车道加宽"), ["opinion Conditions"]);
    assert_eq!(life.opines(BUILD, Stance::Disagrees, "不行"), ["opinion aside Twice"]);
    life.turns("b-2", "planning-works-permit", Turn::Filed);
    life.turns("b-2", "planning-works-permit", Turn::Organ);
    life.turns("b-2", "planning-works-permit", Turn::Done);
    assert_eq!(
        life.turns("b-2", "planning-works-permit", Turn::Failed),
        ["planning-works-permit aside Twice"]
    );
    assert_eq!(life.replies(LAND, "works"), ["refused stage_opinions_awaited"]);
    life.on("2026-09-07");
    assert_eq!(life.opines(WATER, Stance::Disagrees, "会淹"), ["opinion aside Late"]);
    let replied = life.replies(LAND, "works");
    assert_eq!(replied, [&format!("silent {WATER} 2026-09-04"), "replied works WithConditions"]);
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["opinion aside Replied"]);
    assert_eq!(
        life.turns("b-2", "planning-works-permit", Turn::Done),
        ["planning-works-permit aside Replied"]
    );
    assert_eq!(life.replies(LAND, "works"), ["refused stage_not_open"]);
}

#[test]
fn the_lead_resolves_what_organs_disagree_on_and_the_reply_follows_from_it() {
    let resolve = |stands| Command::Resolve {
        stage: "works".to_owned(),
        organ: WATER.to_owned(),
        stands,
        words: "看过现场".to_owned(),
    };
    for (stands, reply) in [(false, "Agreed"), (true, "Refused")] {
        let mut life = Life::begun().with_land().with_works();
        life.opines(BUILD, Stance::Agrees, "");
        life.turns("b-2", "planning-works-permit", Turn::Done);
        assert_eq!(life.asks(Role::Head, LAND, &resolve(stands)), ["refused nothing_to_resolve"]);
        assert_eq!(life.opines(WATER, Stance::Disagrees, "会淹"), ["opinion Disagrees"]);
        assert_eq!(life.replies(LAND, "works"), ["refused stage_conflict_open"]);
        assert_eq!(life.asks(Role::Head, WATER, &resolve(stands)), ["not allowed"]);
        assert_eq!(life.asks(Role::Head, LAND, &resolve(stands)), [format!("resolved {stands}")]);
        assert_eq!(life.asks(Role::Head, LAND, &resolve(stands)), [""; 0], "said already");
        assert_eq!(life.replies(LAND, "works"), [format!("replied works {reply}")]);
        // what was refused may be asked for anew, what is granted is not
        let again = life.opens("project-works", "b-3", &["planning-works-permit"]);
        let opened = "opened works asked by 2026-09-04 2026-09-04";
        assert_eq!(again, [if stands { opened } else { "bundle aside Twice" }]);
    }
    let mut life = Life::begun().with_land().with_works();
    life.turns("b-2", "planning-works-permit", Turn::Failed);
    life.on("2026-09-07");
    assert_eq!(life.replies(LAND, "works").last().unwrap(), "replied works Refused");
    assert_eq!(life.run.stage("works").unwrap().rounds[0].end.as_ref().unwrap().reply, Some(Reply::Refused));
    // what was refused may be looked at before it is asked for anew
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["opinion aside Replied"]);
    assert_eq!(life.prereviews("方案二"), ["prereview works 3"]);
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["early opinion Agrees"]);
}

#[test]
fn what_was_said_before_is_taken_over_unless_the_design_has_changed() {
    let mut life = Life::begun().with_land();
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["not allowed"], "nobody asked it");
    assert_eq!(life.prereviews(""), ["refused design_unnamed"]);
    assert_eq!(life.prereviews("方案一"), ["prereview works 3"]);
    assert_eq!(life.opines(BUILD, Stance::Conditions, "车道加宽"), ["early opinion Conditions"]);
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["opinion aside Twice"]);
    life.on("2026-09-02");
    assert_eq!(life.opines(WATER, Stance::Agrees, ""), ["early opinion Agrees"]);
    // the same design: both are taken over, and nobody is asked twice
    life.on("2026-09-08");
    let opened = life.opens("project-works", "b-2", &["planning-works-permit"]);
    assert_eq!(opened[1..], [format!("carried {BUILD} 2026-09-01"), format!("carried {WATER} 2026-09-02")]);
    assert!(life.run.stage("works").unwrap().open().unwrap().awaited(life.day).is_empty());
    assert_eq!(life.opines(WATER, Stance::Disagrees, "会淹"), ["opinion aside Twice"]);
    assert_eq!(life.prereviews("方案二"), ["refused stage_open_already"]);
    // another design: nothing is
    let mut life = Life::begun().with_land();
    life.prereviews("方案一");
    life.opines(BUILD, Stance::Agrees, "");
    let redesign = Command::Redesign { design: "方案二".to_owned(), version: String::new() };
    assert_eq!(life.asks(Role::Agent, "", &redesign), ["redesigned 方案二"]);
    assert_eq!(life.opines(BUILD, Stance::Conditions, "车道加宽"), ["early opinion Conditions"]);
    let redesign = Command::Redesign { design: "方案三".to_owned(), version: String::new() };
    life.asks(Role::Agent, "", &redesign);
    let opened = life.opens("project-works", "b-2", &["planning-works-permit"]);
    let outdated = format!("outdated {BUILD} 2026-09-01");
    assert_eq!(opened[1..], [outdated], "it is told that it looked at another version");
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["opinion Agrees"], "it is asked anew");
}

#[test]
fn after_the_end_everything_is_noted_and_nothing_changes() {
    let mut life = Life::begun().with_land().with_works();
    life.turns("b-2", "planning-works-permit", Turn::Filed);
    let back = Command::TakenBack { bundle_no: "b-2".to_owned() };
    assert_eq!(life.asks(Role::House, "", &back), ["withdrawn works"]);
    assert_eq!(
        life.turns("b-2", "planning-works-permit", Turn::Done),
        ["planning-works-permit aside Withdrawn"]
    );
    assert_eq!(life.turns("b-2", "planning-works-permit", Turn::Organ), [""; 0]);
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["opinion aside Withdrawn"]);
    let opened = life.opens("project-works", "b-3", &["planning-works-permit"]);
    assert_eq!(opened, ["opened works asked by 2026-09-04 2026-09-04"], "it may be asked for anew");
    assert_eq!(life.asks(Role::Agent, "", &Command::Withdraw {}), ["withdrawn"]);
    assert_eq!(life.asks(Role::Agent, "", &Command::Withdraw {}), ["refused project_withdrawn"]);
    assert_eq!(life.opines(BUILD, Stance::Agrees, ""), ["opinion aside Withdrawn"]);
    assert_eq!(
        life.turns("b-3", "planning-works-permit", Turn::Done),
        ["planning-works-permit aside Withdrawn"]
    );
    assert_eq!(life.opens("project-works", "b-4", &["x"]), ["bundle aside Withdrawn"]);
    assert_eq!(life.replies(LAND, "works"), ["refused project_withdrawn"]);
}

#[test]
fn the_last_reply_finishes_the_project() {
    let mut life = Life::begun().with_land();
    for (n, stage) in ["works", "start", "completion"].into_iter().enumerate() {
        let number = format!("b-{}", n + 2);
        life.opens(&format!("project-{stage}"), &number, &["a"]);
        for organ in [BUILD, WATER].iter().filter(|_| stage == "works") {
            life.opines(organ, Stance::Agrees, "");
        }
        life.turns(&number, "a", Turn::Done);
        let said = life.replies(if stage == "works" { LAND } else { BUILD }, stage);
        assert_eq!(said.len(), if stage == "completion" { 2 } else { 1 }, "{said:?}");
    }
    assert!(life.run.finished);
    assert_eq!(life.asks(Role::Agent, "", &Command::Withdraw {}), ["refused project_finished"]);
}
