//! The county's own projects: classes by the risk rule, budgets, the joint clock against thrown days, the
//! plan.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use super::*;
use crate::calendar::{Calendar, Year};
use crate::time::Day;

fn catalogue(path: &str) -> String {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue").join(path);
    std::fs::read_to_string(&whole).unwrap_or_else(|e| panic!("{}: {e}", whole.display()))
}

fn investment() -> Project {
    toml::from_str(&catalogue("projects/investment.toml")).unwrap()
}

fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    for year in [2026, 2027] {
        let year: Year = toml::from_str(&catalogue(&format!("calendar/{year}.toml"))).unwrap();
        calendar.insert(year).unwrap();
    }
    calendar
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn answers(all: &[(&str, &str)]) -> Situation {
    all.iter().map(|(question, answer)| ((*question).to_owned(), (*answer).to_owned())).collect()
}

/// A small plant of private money.
const SMALL: &[(&str, &str)] = &[
    ("investor", "social"),
    ("use", "industry"),
    ("scheme", "no"),
    ("area", "9000"),
    ("height", "24"),
    ("danger", "no"),
    ("ground", "no"),
];

fn with(question: &str, answer: &str) -> Situation {
    let mut all = answers(SMALL);
    all.insert(question.to_owned(), answer.to_owned());
    all
}

#[test]
fn the_risk_rule_chooses_the_class_and_the_budget() {
    let project = investment();
    assert!(project.resolves(&answers(SMALL)));
    let of = |answers: &Situation| {
        let class = project.class(answers).unwrap();
        (class.code.clone(), class.budget)
    };
    assert_eq!(of(&answers(SMALL)), ("small".to_owned(), 15));
    // each answer that makes it riskier takes it out of the class
    for (question, answer) in
        [("area", "10001"), ("height", "25"), ("danger", "yes"), ("ground", "yes"), ("use", "other")]
    {
        assert_eq!(of(&with(question, answer)), ("social".to_owned(), 55), "{question} {answer}");
    }
    let mut scheme = with("area", "60000");
    scheme.insert("scheme".to_owned(), "yes".to_owned());
    assert_eq!(of(&scheme), ("scheme".to_owned(), 25));
    scheme.insert("use".to_owned(), "other".to_owned());
    assert_eq!(of(&scheme), ("social".to_owned(), 55));
    assert_eq!(of(&with("investor", "government")).0, "government");
    let class = project.class(&scheme).unwrap();
    let grounds = project.grounds(class, &scheme);
    assert_eq!(grounds.len(), 1);
    assert_eq!(
        (grounds[0].question.zh.as_str(), grounds[0].answer.zh.as_str()),
        ("谁出钱？", "企业、社会资本")
    );
    let state = with("investor", "government");
    let why = project.grounds(project.class(&state).unwrap(), &state);
    assert_eq!(why[0].answer.zh, "政府投资");
    assert_eq!(project.grounds(project.class(&answers(SMALL)).unwrap(), &answers(SMALL)).len(), 6);
    let mut open = answers(SMALL);
    open.remove("area");
    assert!(!project.resolves(&open));
}

#[test]
fn the_stages_make_up_each_class_s_budget() {
    let project = investment();
    let bundles = |code: &str| {
        let text = catalogue(&format!("bundles/{code}.toml"));
        Some(toml::from_str::<crate::bundle::Bundle>(&text).unwrap().lead)
    };
    assert_eq!(project.lacks(bundles), []);
    let days = |class: &str| project.stages.iter().map(|s| s.budget(class)).collect::<Vec<_>>();
    assert_eq!(days("social"), [15, 15, 13, 12]);
    assert_eq!(days("scheme"), [5, 5, 8, 7]);
    assert_eq!(days("small"), [3, 4, 3, 5]);
    let mut short = project.clone();
    short.stages[2].budgets.remove("social");
    let lacks = short.lacks(bundles);
    assert_eq!((lacks[0].wrong, lacks[0].about[0].as_str()), (Wrong::Sum, "42"));
    let mut strange = project.clone();
    strange.stages[1].settles.push("colour".to_owned());
    let lacks = strange.lacks(bundles);
    assert_eq!((lacks[0].wrong, lacks[0].at.as_str()), (Wrong::Unknown, "stages.1.settles.3"));
    let there =
        |bundle: &str, paper: &str| (bundle, paper) == ("project-works", "planning-works-permit.design");
    assert_eq!(project.papers_unknown(there), [], "its drawings are papers of the stage");
    assert_eq!(project.papers_unknown(|_, _| false)[0].at, "stages.1.design.0");
    let mut turning = project;
    turning.stages[0].after = vec!["completion".to_owned()];
    assert_eq!(turning.lacks(bundles)[0].wrong, Wrong::Circle);
}

#[test]
fn a_version_is_what_its_files_come_to_in_any_order() {
    let version = |marks: &[&str]| design_version(marks.iter().map(|mark| (*mark).to_owned()).collect());
    assert_eq!(version(&["b", "a", "b", ""]), "a+b");
    assert_eq!(version(&["a", "b"]), version(&["b", "a"]));
    assert_ne!(version(&["a"]), version(&["a", "b"]));
    assert_eq!(version(&[""]), "");
}

fn turned(member: &str, on: &str, turn: Turn) -> Turned {
    Turned { member: member.to_owned(), on: day(on), turn }
}

#[test]
fn a_day_is_the_government_s_as_long_as_any_organ_has_something_to_do() {
    let calendar = calendar();
    // 2026-09-01 is a Tuesday
    let mut turns = vec![turned("a", "2026-09-01", Turn::Filed), turned("b", "2026-09-01", Turn::Filed)];
    let spent_by = |turns: &[Turned], asked: &[Day], to: &str| {
        let all = spent(turns, asked, day("2026-09-01"), day(to), &calendar).unwrap();
        (all.government, all.applicant, all.intermediary, all.elapsed)
    };
    // the day on which it begins is not counted
    assert_eq!(spent_by(&turns, &[], "2026-09-01"), (0, 0, 0, 0));
    assert_eq!(spent_by(&turns, &[], "2026-09-04"), (3, 0, 0, 3));
    // one waits for the applicant, the other goes on
    turns.push(turned("a", "2026-09-02", Turn::Applicant));
    assert_eq!(spent_by(&turns, &[], "2026-09-04"), (3, 0, 0, 3));
    turns.push(turned("b", "2026-09-03", Turn::Done));
    assert_eq!(spent_by(&turns, &[], "2026-09-04"), (2, 1, 0, 3));
    // over the weekend nobody's time runs
    assert_eq!(spent_by(&turns, &[], "2026-09-07"), (2, 2, 0, 4));
    turns.push(turned("a", "2026-09-07", Turn::Organ));
    turns.push(turned("a", "2026-09-08", Turn::Intermediary));
    assert_eq!(spent_by(&turns, &[], "2026-09-11"), (3, 2, 3, 8));
    // an opinion that is awaited is an organ's
    assert_eq!(spent_by(&turns, &[day("2026-09-10")], "2026-09-11"), (7, 0, 1, 8));
    // all are settled: the lead has still to reply
    turns.push(turned("a", "2026-09-11", Turn::Done));
    assert_eq!(spent_by(&turns, &[], "2026-09-14"), (4, 2, 3, 9));
}

/// The same dice for everybody.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n).unwrap()
    }
}

#[test]
fn whatever_happens_the_three_make_up_the_working_days_that_passed() {
    let calendar = calendar();
    let mut dice = Dice(20_261_123);
    let all = [
        Turn::Filed,
        Turn::Organ,
        Turn::Applicant,
        Turn::Intermediary,
        Turn::Done,
        Turn::Failed,
        Turn::Dropped,
    ];
    for round in 0..500 {
        let from = day("2026-06-01").plus(i32::try_from(dice.below(200)).unwrap());
        let within = |dice: &mut Dice| from.plus(i32::try_from(dice.below(90)).unwrap());
        let turns: Vec<Turned> = (0..dice.below(20))
            .map(|_| {
                let (member, turn) = (format!("m{}", dice.below(5)), all[dice.below(7)]);
                Turned { member, on: within(&mut dice), turn }
            })
            .collect();
        let asked: Vec<Day> = (0..dice.below(3)).map(|_| within(&mut dice)).collect();
        let to = within(&mut dice);
        let one = spent(&turns, &asked, from, to, &calendar).unwrap();
        let (days, _) = calendar.workdays_between(from, to).unwrap();
        assert_eq!(one.elapsed, days, "round {round}");
        assert_eq!(one.government + one.applicant + one.intermediary, one.elapsed, "round {round}");
        // a day cut in two is the same day
        let middle = from.plus(i32::try_from(to.days_since(from)).unwrap() / 2);
        let first = spent(&turns, &asked, from, middle, &calendar).unwrap();
        let then = spent(&turns, &asked, middle, to, &calendar).unwrap();
        assert_eq!(first.and(then), one, "round {round}");
    }
}

#[test]
fn the_plan_begins_today_and_names_the_step_that_decides() {
    let (project, calendar) = (investment(), calendar());
    let today = day("2026-09-01");
    let ahead = vec![Course::Ahead; 4];
    let plan = project.outlook("small", &ahead, &calendar, today).unwrap();
    let ends: Vec<Day> = plan.stages.iter().map(|stage| stage.until).collect();
    // 3 + 4 + 3 + 5 working days; Sunday the twentieth is worked
    assert_eq!(ends, ["2026-09-04", "2026-09-10", "2026-09-15", "2026-09-21"].map(day), "{plan:?}");
    assert_eq!((plan.now, plan.finish), (Some(0), day("2026-09-21")));
    assert_eq!(plan.stages[0].step, Some(Move::File));
    assert!(plan.stages.iter().all(|stage| stage.deciding));
    // replanned from whatever day it is looked at
    let later = project.outlook("small", &ahead, &calendar, day("2026-09-07")).unwrap();
    assert_eq!(later.stages[0].from, day("2026-09-07"));
    let open = |awaited: &[(&str, &str)]| {
        let awaited = awaited.iter().map(|(organ, by)| Awaited { organ: (*organ).to_owned(), by: day(by) });
        Course::Open { since: today, members: None, awaited: awaited.collect() }
    };
    let done = Course::Replied { since: day("2026-08-20"), on: day("2026-08-25") };
    let asked = [("env", "2026-09-03"), ("water", "2026-09-04")];
    let courses = [done.clone(), open(&asked), Course::Ahead, Course::Ahead];
    let plan = project.outlook("small", &courses, &calendar, day("2026-09-02")).unwrap();
    assert_eq!(plan.now, Some(1));
    assert_eq!(plan.stages[1].step, Some(Move::Opinion("water".to_owned())));
    assert_eq!((plan.stages[0].deciding, plan.stages[1].until), (false, day("2026-09-04")));
    // who is late holds everything up until today, and not longer
    let plan = project.outlook("small", &courses, &calendar, day("2026-09-09")).unwrap();
    assert_eq!(plan.stages[1].until, day("2026-09-09"));
    let courses = [done.clone(), open(&[]), Course::Ahead, Course::Ahead];
    let plan = project.outlook("small", &courses, &calendar, day("2026-09-09")).unwrap();
    assert_eq!(plan.stages[1].step, Some(Move::Reply));
    let plan = project.outlook("small", &[done.clone(), done.clone(), done.clone(), done], &calendar, today);
    assert_eq!(plan.unwrap().now, None);
}
