//! Diaries of bundles: a restaurant and a company, with the county's own files.
#![allow(clippy::unwrap_used)]

use facts::bundle::{Aside, Drop};
use kernel::bundle::BundleEdition;
use kernel::calendar::{Calendar, Year};
use kernel::item::Takes;
use kernel::{Actor, Channel, Edition, Editions, Instant, Rights};

use super::*;

mod door;
mod together;

/// The county's files that these diaries need.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../catalogue/", $path)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "items/individual-business.toml",
    "items/company-registration.toml",
    "items/food-permit.toml",
    "items/signboard-permit.toml",
    "items/fire-check.toml",
    "items/seal-filing.toml",
    "items/taxpayer-package.toml",
    "items/social-insurance-registration.toml",
    "items/housing-fund-registration.toml",
    "items/bank-account-booking.toml",
    "items/public-place-hygiene.toml",
    "items/hotel-permit.toml",
    "items/birth-certificate.toml",
    "items/birth-registration.toml",
    "items/newborn-medical-insurance.toml",
    "items/social-security-card.toml",
    "items/childcare-subsidy.toml",
    "items/vaccination-record.toml",
    "bundles/open-a-farm-stay.toml",
    "bundles/have-a-baby.toml",
    "items/project-filing.toml",
    "items/project-approval.toml",
    "items/planning-land-permit.toml",
    "bundles/open-a-restaurant.toml",
    "bundles/project-land.toml",
    "items/planning-works-permit.toml",
    "items/environment-report.toml",
    "items/soil-conservation-plan.toml",
    "items/air-defence-permit.toml",
    "bundles/project-works.toml",
    "bundles/start-a-company.toml",
    "calendar/2026.toml",
    "calendar/2027.toml",
];

fn catalogue(path: &str) -> &'static str {
    FILES.iter().find(|(name, _)| *name == path).unwrap_or_else(|| panic!("add {path} to FILES")).1
}

/// Somebody before the house, with a bundle of hers.
struct Life {
    calendar: Calendar,
    editions: Editions,
    rights: Rights,
    code: String,
    run: Run,
    known: Known,
    day: Day,
    /// Sealed parts of what was started, by item.
    started: std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>,
}

fn actor(role: Role) -> Actor {
    let (party, organ) = match role {
        Role::Citizen => ("p-wang", ""),
        Role::House => ("bundle", ""),
        _ => ("s-li", "12449921MB9X00250P"),
    };
    Actor {
        party: party.to_owned(),
        role,
        post: String::new(),
        organ: organ.to_owned(),
        for_party: String::new(),
        channel: Channel::Web,
        assurance: 3,
    }
}

impl Life {
    fn new(code: &str) -> Self {
        let mut calendar = Calendar::default();
        for year in [2026, 2027] {
            let year: Year = toml::from_str(catalogue(&format!("calendar/{year}.toml"))).unwrap();
            calendar.insert(year).unwrap();
        }
        let mut editions = Editions::default();
        let bundle: Bundle = toml::from_str(catalogue(&format!("bundles/{code}.toml"))).unwrap();
        for member in &bundle.members {
            let item: kernel::Item =
                toml::from_str(catalogue(&format!("items/{}.toml", member.item))).unwrap();
            editions.publish(Edition { hash: format!("e-{}", member.item), item: item.into() });
        }
        editions.publish_bundle(BundleEdition { hash: "b-1".to_owned(), bundle });
        Self {
            calendar,
            editions,
            rights: Rights::new(ACTS.iter().copied()),
            code: code.to_owned(),
            run: Run::default(),
            known: Known::default(),
            day: "2026-09-01".parse().unwrap(),
            started: Default::default(),
        }
    }

    fn ctx<'a>(&'a self, actor: &'a Actor) -> Ctx<'a> {
        Ctx {
            now: Instant::end_of(self.day.plus(-1)),
            actor,
            calendar: &self.calendar,
            editions: &self.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        }
    }

    /// What is asked is asked; what happened in words, or the refusal's code.
    fn asks(&mut self, role: Role, command: &Command) -> Vec<String> {
        let who = actor(role);
        let (act, place) = Rules::asks(&self.run, command, &self.ctx(&who));
        assert!(self.rights.may(&who, act, &place), "{role:?} may not {}", act.0);
        let entries = match Rules::decide(&self.run, command, &self.known, &self.ctx(&who)) {
            Ok(entries) => entries,
            Err(no) => return vec![format!("refused {}", no.code)],
        };
        if let Command::Begin { applicant, phone, answers, .. } = command {
            let (applicant, phone, given) = (applicant.clone(), phone.clone(), answers.clone());
            self.known = Known { applicant, phone, given, ..Known::default() };
        }
        if let Command::Change { answers, .. } = command {
            self.known.given.clone_from(answers);
        }
        let mut said = Vec::new();
        for entry in entries {
            if let (Event::MemberStarted { item, .. }, Some(private)) = (&entry.event, &entry.private) {
                self.started.insert(item.clone(), private.fields.clone());
            }
            let ctx = self.ctx(&who);
            let written = Written { at: ctx.now, effective: ctx.now, actor: &who };
            let run = std::mem::take(&mut self.run);
            said.push(words(&entry.event));
            self.run = Rules::evolve(run, &entry.event, &written);
        }
        said
    }

    /// Every question answered: these, and the first answer to all others.
    fn answers(&self, own: &[(&str, &str)]) -> Situation {
        let who = actor(Role::Citizen);
        let ctx = self.ctx(&who);
        let whole = whole("b-1", &ctx).unwrap();
        let mut answers = Situation::new();
        while let Some(open) = whole.open(&answers) {
            let chosen = own.iter().find(|(code, _)| *code == open.code);
            let chosen = chosen.map(|(_, answer)| (*answer).to_owned());
            let first = open.answers.first().map_or("2".to_owned(), |answer| answer.code.clone());
            assert!(open.takes != Takes::Date);
            answers.insert(open.code, chosen.unwrap_or(first));
        }
        answers
    }

    /// The merged form, filled in.
    fn form(&self, situation: &Situation) -> Answers {
        let who = actor(Role::Citizen);
        let ctx = self.ctx(&who);
        let fields = whole("b-1", &ctx).unwrap().form(situation).drawn();
        let leaves = kernel::form::leaves(&fields, &Situation::new(), &Answers::new());
        let fill = |f: &kernel::form::Field| {
            use kernel::form::FieldKind as K;
            let text = match f.kind {
                K::Number => "12",
                K::Date => "2026-09-23",
                K::Choice => &f.options[0].code,
                K::Phone => "13800000668",
                K::CitizenId => "449921198803120012",
                K::Uscc => "91449921MA9X000114",
                K::Money => "1200.00",
                _ => "某某",
            };
            (f.code.clone(), text.to_owned())
        };
        leaves.iter().map(fill).collect()
    }

    fn begin(&mut self, own: &[(&str, &str)]) -> Vec<String> {
        let situation = self.answers(own);
        let answers = self.form(&situation);
        let command = Command::Begin {
            bundle: self.code.clone(),
            edition: "b-1".to_owned(),
            papers: Vec::new(),
            applicant: "王小明".to_owned(),
            phone: "13800000668".to_owned(),
            situation,
            answers,
            on_behalf: None,
            files: Vec::new(),
            project: String::new(),
        };
        self.asks(Role::Citizen, &command)
    }

    fn change(&mut self, own: &[(&str, &str)]) -> Vec<String> {
        let situation = self.answers(own);
        let answers = self.form(&situation);
        self.asks(Role::Citizen, &Command::Change { situation, papers: Vec::new(), answers })
    }

    fn filed(&mut self, item: &str, case: &str) -> Vec<String> {
        let command = Command::Filed { item: item.to_owned(), case: case.to_owned() };
        self.asks(Role::House, &command)
    }

    fn hears(&mut self, item: &str, case: &str, heard: Heard) -> Vec<String> {
        let command = Command::Hear { item: item.to_owned(), case: case.to_owned(), heard, on: self.day };
        self.asks(Role::House, &command)
    }

    fn granted(&mut self, item: &str, case: &str) -> Vec<String> {
        let (licence_no, uscc) = ("YY44992100000001".to_owned(), "92449921MA0000015T".to_owned());
        self.hears(item, case, Heard::Granted { licence_no, uscc })
    }

    fn denied(&mut self, item: &str, case: &str) -> Vec<String> {
        self.hears(item, case, Heard::Ended(Ending::Denied))
    }
}

fn words(event: &Event) -> String {
    match event {
        Event::Begun { members, .. } => format!("begun {}", members.join(" ")),
        Event::Replanned { members, .. } => format!("replanned {}", members.join(" ")),
        Event::MemberStarted { item, role: Role::Agent, .. } => format!("started {item} for the firm"),
        Event::MemberStarted { item, .. } => format!("started {item}"),
        Event::MemberHeld { item, .. } => format!("held {item}"),
        Event::MemberFiled { item, case } => format!("filed {item} {case}"),
        Event::MemberDone { item, .. } => format!("done {item}"),
        Event::MemberFailed { item, .. } => format!("failed {item}"),
        Event::MemberDropped { item, why } => format!("dropped {item} {why:?}"),
        Event::MemberRecalled { item, case, .. } => format!("recalled {item} {case}"),
        Event::ResultSetAside { item, case, why } => format!("set aside {item} {case} {why:?}"),
        Event::Withdrawn {} => "withdrawn".to_owned(),
        Event::Finished { done, failed } => format!("finished {done} {failed}"),
        Event::Collected { cases } => format!("collected {}", cases.join(" ")),
        Event::MemberCollected { item, .. } => format!("in the parcel {item}"),
        Event::JointVisitCalled { visit, on, items, .. } => {
            format!("joint visit {visit} {on} {}", items.join(" "))
        }
        other => format!("{other:?}"),
    }
}

const SHOP: &[(&str, &str)] = &[("register", "individual"), ("sign", "yes"), ("large", "no")];

#[test]
fn what_needs_nothing_begins_at_once_and_the_rest_when_the_licence_is_there() {
    let mut wang = Life::new("open-a-restaurant");
    assert_eq!(
        wang.begin(SHOP),
        ["begun individual-business food-permit signboard-permit", "started individual-business"]
    );
    assert_eq!(wang.filed("individual-business", "c1"), ["filed individual-business c1"]);
    assert_eq!(
        wang.granted("individual-business", "c1"),
        ["done individual-business", "started food-permit", "started signboard-permit"]
    );
    // the code that the registrar gave is in both forms, and nobody typed it
    assert!(!wang.known.given.values().any(|answer| answer == "92449921MA0000015T"));
    for item in ["food-permit", "signboard-permit"] {
        assert_eq!(wang.started[item]["answer.uscc"], "92449921MA0000015T", "{item}");
    }
    // what was typed once is in all three
    let name = &wang.started["individual-business"]["answer.operator.name"];
    assert_eq!(wang.started["food-permit"]["answer.owner"], *name);
    wang.filed("food-permit", "c2");
    wang.filed("signboard-permit", "c3");
    assert_eq!(wang.granted("signboard-permit", "c3"), ["done signboard-permit"]);
    assert_eq!(wang.granted("food-permit", "c2"), ["done food-permit", "finished 3 0"]);
    // one parcel, one signature
    let items = ["individual-business", "food-permit"].map(str::to_owned).to_vec();
    let collect = Command::Collect { items: items.clone(), signed: "王小明".to_owned() };
    wang.known.wanting.insert("c2".to_owned());
    assert_eq!(wang.asks(Role::Clerk, &collect), ["refused document_being_drawn"]);
    wang.known.wanting.clear();
    assert_eq!(
        wang.asks(Role::Clerk, &collect),
        ["collected c1 c2", "in the parcel individual-business", "in the parcel food-permit"]
    );
    assert_eq!(wang.asks(Role::Clerk, &collect), ["refused bundle_nothing_to_collect"]);
}

#[test]
fn whoever_has_the_licence_begins_everything_at_once() {
    let mut wang = Life::new("open-a-restaurant");
    let said = wang.begin(&[("register", "have"), ("sign", "yes"), ("large", "yes")]);
    assert_eq!(said[1..], ["started food-permit", "started signboard-permit", "started fire-check"]);
}

#[test]
fn an_organ_that_finishes_twice_late_or_after_the_end_is_answered_and_not_obeyed() {
    let mut wang = Life::new("open-a-restaurant");
    wang.begin(SHOP);
    wang.filed("individual-business", "c1");
    wang.granted("individual-business", "c1");
    let before = wang.run.clone();
    assert_eq!(wang.granted("individual-business", "c1"), ["set aside individual-business c1 Twice"]);
    assert_eq!(wang.denied("individual-business", "c1"), ["set aside individual-business c1 Twice"]);
    assert_eq!(wang.granted("food-permit", "another"), ["set aside food-permit another Twice"]);
    assert_eq!(wang.run, before, "a result that is set aside changes nothing");
    // nobody's item, and a case that was filed already, say nothing at all
    assert_eq!(wang.granted("nobody", "c9"), Vec::<String>::new());
    assert_eq!(wang.filed("individual-business", "c8"), Vec::<String>::new());
    wang.filed("food-permit", "c2");
    // the other one is still on its way to its organ: it is taken back as soon as it has a number
    assert_eq!(wang.asks(Role::Citizen, &Command::Withdraw {}), ["withdrawn", "recalled food-permit c2"]);
    assert_eq!(wang.granted("food-permit", "c2"), ["set aside food-permit c2 Withdrawn"]);
    let late = wang.filed("signboard-permit", "c3");
    assert_eq!(late, ["filed signboard-permit c3", "recalled signboard-permit c3"]);
    // that its case ended as it was asked to is no news
    assert_eq!(wang.hears("signboard-permit", "c3", Heard::Ended(Ending::Withdrawn)), Vec::<String>::new());
    assert_eq!(wang.change(SHOP), ["refused bundle_withdrawn"]);
    assert_eq!(wang.asks(Role::Citizen, &Command::Withdraw {}), ["refused bundle_withdrawn"]);
}

#[test]
fn when_one_fails_what_needs_it_cannot_be_and_the_others_go_on() {
    let mut wang = Life::new("open-a-restaurant");
    wang.begin(SHOP);
    wang.filed("individual-business", "c1");
    assert_eq!(
        wang.denied("individual-business", "c1"),
        [
            "failed individual-business",
            "dropped food-permit WithoutWhatItNeeds",
            "dropped signboard-permit WithoutWhatItNeeds",
            "finished 0 3"
        ]
    );
    let mut wang = Life::new("open-a-restaurant");
    wang.begin(SHOP);
    wang.filed("individual-business", "c1");
    wang.granted("individual-business", "c1");
    wang.filed("food-permit", "c2");
    wang.filed("signboard-permit", "c3");
    assert_eq!(wang.denied("signboard-permit", "c3"), ["failed signboard-permit"]);
    assert_eq!(wang.granted("food-permit", "c2"), ["done food-permit", "finished 2 1"]);
}

#[test]
fn where_the_policy_says_so_nothing_more_begins_after_a_failure() {
    let mut wang = Life::new("start-a-company");
    let said = wang.begin(&[("staff", "no"), ("bank", "yes")]);
    assert_eq!(said[1], "started company-registration");
    wang.filed("company-registration", "c1");
    let said = wang.granted("company-registration", "c1");
    let firm = ["seal-filing", "taxpayer-package", "social-insurance-registration"];
    assert_eq!(said[1..], firm.map(|item| format!("started {item} for the firm")));
    assert_eq!(wang.started["seal-filing"]["answer.firm.uscc"], "92449921MA0000015T");
    for (n, item) in firm.iter().enumerate() {
        wang.filed(item, &format!("d{n}"));
    }
    let said = wang.denied("seal-filing", "d0");
    assert_eq!(said, ["failed seal-filing", "dropped bank-account-booking WithoutWhatItNeeds"]);
    let mut wang = Life::new("start-a-company");
    wang.begin(&[("staff", "yes"), ("bank", "yes")]);
    wang.filed("company-registration", "c1");
    wang.granted("company-registration", "c1");
    wang.filed("housing-fund-registration", "d3");
    assert_eq!(wang.started["housing-fund-registration"]["answer.founded"], "2026-09-01");
}

#[test]
fn other_answers_mid_way_keep_what_is_finished() {
    let mut wang = Life::new("open-a-restaurant");
    wang.begin(SHOP);
    assert_eq!(wang.change(SHOP), ["refused bundle_being_filed"]);
    wang.filed("individual-business", "c1");
    wang.granted("individual-business", "c1");
    wang.filed("food-permit", "c2");
    wang.filed("signboard-permit", "c3");
    assert_eq!(wang.change(SHOP), Vec::<String>::new(), "the same answers change nothing");
    // no signboard, and a large shop: one is taken back, another begins, the licence stays
    let said = wang.change(&[("register", "individual"), ("sign", "no"), ("large", "yes")]);
    assert_eq!(
        said,
        [
            "recalled signboard-permit c3",
            "replanned individual-business food-permit fire-check",
            "started fire-check"
        ]
    );
    assert!(matches!(wang.run.parts["individual-business"].stand, Stand::Done { .. }));
    assert_eq!(wang.run.parts["signboard-permit"].stand, Stand::Dropped(Drop::NotNeeded));
    assert_eq!(wang.granted("signboard-permit", "c3"), ["set aside signboard-permit c3 TakenBack"]);
    wang.filed("fire-check", "c4");
    // the signboard after all: it is filed anew
    let said = wang.change(&[("register", "individual"), ("sign", "yes"), ("large", "yes")]);
    assert_eq!(said.last().unwrap(), "started signboard-permit");
    // another kind of kitchen: what the organ has is taken back and filed again under the new answers
    wang.filed("signboard-permit", "c5");
    let said = wang.change(&[
        ("register", "individual"),
        ("sign", "yes"),
        ("large", "yes"),
        ("food-permit.form", "snack"),
    ]);
    assert_eq!(said[0], "recalled food-permit c2");
    assert_eq!(said.last().unwrap(), "started food-permit");
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn a_form_that_has_changed_since_holds_its_member_and_says_what_is_wanting() {
    let mut wang = Life::new("open-a-restaurant");
    wang.begin(SHOP);
    wang.filed("individual-business", "c1");
    let mut item = kernel::Item::clone(&wang.editions.in_force("food-permit").unwrap().item);
    let new = Text::new("新的一项", "New");
    item.fields.push(kernel::form::Field::new("new", new, kernel::form::FieldKind::Text));
    wang.editions.publish(Edition { hash: "e-2".to_owned(), item: item.into() });
    let said = wang.granted("individual-business", "c1");
    assert_eq!(said, ["done individual-business", "held food-permit", "started signboard-permit"]);
    assert_eq!(wang.run.parts["food-permit"].stand, Stand::Held(vec!["new".to_owned()]));
    wang.filed("signboard-permit", "c3");
    // she fills it in, and it begins
    let said = wang.change(SHOP);
    assert_eq!(said.last().unwrap(), "started food-permit");
}

#[test]
fn a_stage_is_asked_for_within_a_project_of_one_s_own_and_ends_with_it() {
    let mut firm = Life::new("project-land");
    let situation = firm.answers(&[("way", "filed")]);
    let of = |party: String| OfProject { party, ..OfProject::default() };
    let stage = |project: &str, firm: &Life| Command::Begin {
        bundle: "project-land".to_owned(),
        edition: "b-1".to_owned(),
        papers: Vec::new(),
        applicant: "李梅".to_owned(),
        phone: "13800000668".to_owned(),
        situation: situation.clone(),
        answers: firm.form(&situation),
        on_behalf: None,
        files: Vec::new(),
        project: project.to_owned(),
    };
    let (bundle, words) = ("project-land".to_owned(), String::new());
    let help = Command::AskAssistance { bundle, may: vec![May::Fill], words, project: String::new() };
    assert_eq!(firm.asks(Role::Agent, &help), ["refused bundle_in_project"], "there is no form yet");
    let begin = |firm: &mut Life, project: &str| {
        let command = stage(project, firm);
        firm.asks(Role::Agent, &command)
    };
    assert_eq!(begin(&mut firm, ""), ["refused bundle_in_project"], "not by itself");
    firm.known.project = Some(of("p-other".to_owned()));
    assert_eq!(begin(&mut firm, "p-1"), ["refused bundle_in_project"], "nor in somebody else's");
    firm.known.project = Some(of(actor(Role::Agent).party));
    let said = begin(&mut firm, "p-1");
    assert_eq!(said[1], "started project-filing for the firm", "{said:?}");
    firm.filed("project-filing", "c1");
    let said = firm.asks(Role::House, &Command::Withdraw {});
    assert_eq!(said, ["withdrawn", "dropped planning-land-permit Withdrawn", "recalled project-filing c1"]);
    assert_eq!(firm.asks(Role::House, &Command::Withdraw {}), [""; 0], "there is nothing left to take");
    // and no other bundle is a stage of anything
    let mut wang = Life::new("open-a-restaurant");
    let (situation, project) = (wang.answers(SHOP), "p-1".to_owned());
    let answers = wang.form(&situation);
    wang.known.project = Some(of(actor(Role::Citizen).party));
    let command = Command::Begin {
        bundle: "open-a-restaurant".to_owned(),
        edition: "b-1".to_owned(),
        papers: Vec::new(),
        applicant: "王小明".to_owned(),
        phone: "13800000668".to_owned(),
        situation,
        answers,
        on_behalf: None,
        files: Vec::new(),
        project,
    };
    assert_eq!(wang.asks(Role::Citizen, &command), ["refused bundle_in_project"]);
}

#[test]
fn what_is_not_answered_or_not_hers_is_refused() {
    let mut wang = Life::new("open-a-restaurant");
    let situation = wang.answers(SHOP);
    let answers = wang.form(&situation);
    let begin = |situation: &Situation, answers: &Answers, papers: &[&str]| Command::Begin {
        bundle: "open-a-restaurant".to_owned(),
        edition: "b-1".to_owned(),
        situation: situation.clone(),
        papers: papers.iter().map(|p| (*p).to_owned()).collect(),
        applicant: "王小明".to_owned(),
        phone: "13800000668".to_owned(),
        answers: answers.clone(),
        on_behalf: None,
        files: Vec::new(),
        project: String::new(),
    };
    let mut open = situation.clone();
    open.remove("sign");
    assert_eq!(wang.asks(Role::Citizen, &begin(&open, &answers, &[])), ["refused situation_open"]);
    let mut blank = answers.clone();
    blank.remove("food-permit.area");
    assert_eq!(wang.asks(Role::Citizen, &begin(&situation, &blank, &[])), ["refused answers_wrong"]);
    let paper = wang.asks(Role::Citizen, &begin(&situation, &answers, &["food-permit.business-licence"]));
    assert_eq!(paper, ["refused material_unknown"]);
    let good = begin(&situation, &answers, &["food-permit.layout"]);
    assert!(wang.asks(Role::Citizen, &good)[0].starts_with("begun"));
    assert_eq!(wang.asks(Role::Citizen, &good), ["refused applied_already"]);
    let stranger = Actor { party: "p-li".to_owned(), ..actor(Role::Citizen) };
    let (act, place) = Rules::asks(&wang.run, &Command::Withdraw {}, &wang.ctx(&stranger));
    assert!(!wang.rights.may(&stranger, act, &place));
    let _ = Aside::Twice;
}

#[test]
fn a_mandate_lets_one_of_the_hall_do_what_it_says_and_nobody_begin_but_her() {
    let mut wang = Life::new("open-a-restaurant");
    let ask = |may: &[May]| Command::AskAssistance {
        bundle: "open-a-restaurant".to_owned(),
        may: may.to_vec(),
        words: "请帮我填表".to_owned(),
        project: String::new(),
    };
    let note = |what| Command::Assist { what, on: None, words: String::new() };
    assert_eq!(wang.asks(Role::Citizen, &ask(&[])), ["refused mandate_empty"]);
    wang.asks(Role::Citizen, &ask(&[May::Fill, May::Fill]));
    assert_eq!(wang.asks(Role::Citizen, &ask(&[May::Ask])), ["refused assistance_stands"]);
    assert_eq!(
        wang.asks(Role::Clerk, &note(May::Fill)),
        ["refused not_the_assistant"],
        "before she takes it up"
    );
    wang.asks(Role::Clerk, &Command::TakeAssistance {});
    assert_eq!(wang.asks(Role::Clerk, &Command::TakeAssistance {}), ["refused assistant_named"]);
    assert_eq!(wang.asks(Role::Clerk, &note(May::Book)), ["refused beyond_the_mandate"]);
    assert_eq!(wang.asks(Role::Clerk, &note(May::Fill)).len(), 1);
    let task = |hers| Command::GiveTask { by: None, hers, words: "看一遍".to_owned() };
    wang.asks(Role::Clerk, &task(true));
    wang.asks(Role::Clerk, &task(false));
    // each says of her own tasks that they are done, once
    assert_eq!(wang.asks(Role::Clerk, &Command::FinishTask { task: 1 }), ["refused task_unknown"]);
    assert_eq!(wang.asks(Role::Citizen, &Command::FinishTask { task: 1 }).len(), 1);
    assert_eq!(wang.asks(Role::Citizen, &Command::FinishTask { task: 1 }), ["refused task_unknown"]);
    // in the stream of her mandate nobody else begins
    let (li, clerk) = (Actor { party: "p-li".to_owned(), ..actor(Role::Citizen) }, actor(Role::Clerk));
    let situation = wang.answers(SHOP);
    let answers = wang.form(&situation);
    let begin = Command::Begin {
        bundle: "open-a-restaurant".to_owned(),
        edition: "b-1".to_owned(),
        situation,
        papers: Vec::new(),
        applicant: "王小明".to_owned(),
        phone: "13800000668".to_owned(),
        answers,
        on_behalf: None,
        files: Vec::new(),
        project: String::new(),
    };
    let (act, place) = Rules::asks(&wang.run, &begin, &wang.ctx(&li));
    assert!(!wang.rights.may(&li, act, &place));
    let told = Rules::decide(&wang.run, &begin, &wang.known, &wang.ctx(&clerk));
    assert_eq!(told.unwrap_err().code, "not_for_persons", "an assistant asks for nothing herself");
    assert!(wang.asks(Role::Citizen, &begin)[0].starts_with("begun"), "and she herself does");
    assert_eq!(wang.asks(Role::Clerk, &note(May::Fill)).len(), 1, "the mandate goes on");
    assert_eq!(wang.asks(Role::Citizen, &Command::EndAssistance {}).len(), 1);
    assert_eq!(wang.asks(Role::Clerk, &note(May::Fill)), ["refused no_mandate"]);
}
