//! At the door of a construction project: a stage whose turn has not come is refused with what is missing
//! and by when, and begins nothing.

use kernel::project::ProjectEdition;

use super::*;

const INVESTMENT: &str = include_str!("../../../../../catalogue/projects/investment.toml");

/// Somebody with a small plant, about to ask for a stage.
fn firm(bundle: &str) -> Life {
    let mut firm = Life::new(bundle);
    let project = toml::from_str(INVESTMENT).unwrap();
    firm.editions.publish_project(ProjectEdition { hash: "pr-1".to_owned(), project });
    firm.known.project = Some(OfProject {
        party: actor(Role::Agent).party,
        class: "small".to_owned(),
        edition: "pr-1".to_owned(),
        ..OfProject::default()
    });
    firm
}

fn begins(firm: &mut Life) -> Vec<String> {
    let class = firm.known.project.as_ref().unwrap().class.clone();
    begins_as(firm, &class)
}

fn begins_as(firm: &mut Life, class: &str) -> Vec<String> {
    let situation = firm.answers(&[("class", class), ("way", "filed")]);
    let command = Command::Begin {
        bundle: firm.code.clone(),
        edition: "b-1".to_owned(),
        papers: Vec::new(),
        applicant: "李梅".to_owned(),
        phone: "13800000668".to_owned(),
        answers: firm.form(&situation),
        situation,
        on_behalf: None,
        files: Vec::new(),
        project: "p-1".to_owned(),
    };
    firm.asks(Role::Agent, &command)
}

fn of(firm: &mut Life) -> &mut OfProject {
    firm.known.project.as_mut().unwrap()
}

fn land(firm: &mut Life, state: StageState) {
    of(firm).stages.insert("land".to_owned(), state);
}

#[test]
fn a_stage_whose_turn_has_not_come_is_refused_and_begins_nothing() {
    let mut firm = firm("project-works");
    let who = actor(Role::Agent);
    let early = |firm: &Life| {
        let early = firm.known.project.as_ref().unwrap().early("project-works", &firm.ctx(&who));
        early.map(|early| (early.before.zh, early.by.to_string()))
    };
    let today = firm.ctx(&who).today();
    let (name, three) = ("立项用地规划许可".to_owned(), firm.calendar.workdays_after(today, 3).unwrap().day);
    assert_eq!(early(&firm), Some((name.clone(), three.to_string())), "it takes three days at most");
    assert_eq!(begins(&mut firm), ["refused stage_too_early"]);
    assert!(firm.run.begun.is_none(), "nothing has begun");
    // since Friday two of its days are over
    land(&mut firm, StageState::Open("2026-08-28".parse().unwrap()));
    assert_eq!(early(&firm).map(|(_, by)| by), Some("2026-09-02".to_owned()));
    assert_eq!(begins(&mut firm), ["refused stage_too_early"]);
    land(&mut firm, StageState::Over);
    assert_eq!(begins(&mut firm), ["refused stage_too_early"], "refused, or taken back");
    land(&mut firm, StageState::Granted);
    assert_eq!(early(&firm), None);
    let said = begins(&mut firm);
    assert!(said[1].starts_with("started planning-works-permit"), "{said:?}");
}

#[test]
fn what_is_no_stage_of_the_project_now_is_refused_at_the_door() {
    let mut twice = firm("project-land");
    land(&mut twice, StageState::Granted);
    assert_eq!(begins(&mut twice), ["refused stage_open_already"]);
    land(&mut twice, StageState::Over);
    of(&mut twice).withdrawn = true;
    assert_eq!(begins(&mut twice), ["refused project_withdrawn"]);
    of(&mut twice).withdrawn = false;
    assert!(begins(&mut twice)[0].starts_with("begun"), "what was refused is asked for anew");
    let mut other = firm("project-works");
    land(&mut other, StageState::Granted);
    of(&mut other).class = "social".to_owned();
    assert_eq!(begins_as(&mut other, "small"), ["refused stage_other_class"]);
}

#[test]
fn one_mandate_is_for_the_whole_project_and_no_stage_begins_in_it() {
    let mut li = firm("project-land");
    let known = li.known.clone();
    let ask = |may: &[May]| Command::AskAssistance {
        bundle: String::new(),
        may: may.to_vec(),
        words: "请帮我填表".to_owned(),
        project: "p-1".to_owned(),
    };
    assert_eq!(li.asks(Role::Agent, &ask(&[])), ["refused mandate_empty"]);
    of(&mut li).party = "o-other".to_owned();
    assert_eq!(li.asks(Role::Agent, &ask(&[May::Fill])), ["refused project_unknown"], "it is not hers");
    li.known = known.clone();
    of(&mut li).withdrawn = true;
    assert_eq!(li.asks(Role::Agent, &ask(&[May::Fill])), ["refused project_withdrawn"]);
    li.known = known.clone();
    assert_eq!(li.asks(Role::Agent, &ask(&[May::Fill, May::Ask])).len(), 1);
    let one = li.run.assistance.as_ref().unwrap();
    assert_eq!((one.project.as_str(), one.bundle.as_str()), ("p-1", "investment"));
    assert_eq!(li.asks(Role::Agent, &ask(&[May::Book])), ["refused assistance_stands"]);
    let book = Command::Assist { what: May::Book, on: None, words: String::new() };
    assert_eq!(li.asks(Role::Clerk, &book), ["refused not_the_assistant"]);
    li.asks(Role::Clerk, &Command::TakeAssistance {});
    assert_eq!(li.asks(Role::Clerk, &book), ["refused beyond_the_mandate"]);
    // a stage is asked for in a stream of its own
    li.known = known;
    assert_eq!(begins(&mut li), ["refused bundle_unknown"]);
}
