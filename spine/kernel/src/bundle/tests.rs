//! Bundles of the county's own items, and small graphs against brute force.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;
use crate::calendar::{Calendar, Year};
use crate::form::{self, Answers, FieldKind};
use crate::time::{Day, Limit};

fn catalogue(path: &str) -> String {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue").join(path);
    std::fs::read_to_string(&whole).unwrap_or_else(|e| panic!("{}: {e}", whole.display()))
}

fn item(code: &str) -> Item {
    toml::from_str(&catalogue(&format!("items/{code}.toml"))).unwrap()
}

fn names() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/bundles");
    let all = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut names: Vec<String> = all.map(|p| p.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    assert!(names.len() >= 3, "{names:?}");
    names
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

/// A bundle of the county with its items.
struct Own {
    bundle: Bundle,
    items: BTreeMap<String, Item>,
}

impl Own {
    fn read(name: &str) -> Self {
        let bundle: Bundle = toml::from_str(&catalogue(&format!("bundles/{name}.toml"))).unwrap();
        let items = bundle.members.iter().map(|m| (m.item.clone(), item(&m.item))).collect();
        Self { bundle, items }
    }

    fn whole(&self) -> Whole<'_> {
        Whole::of(&self.bundle, |code| self.items.get(code)).unwrap()
    }
}

/// Every way through a bundle's questions: its own branches, and for what members ask besides, each answer at
/// least once.
fn ways(whole: &Whole<'_>) -> Vec<Situation> {
    let mut all = Vec::new();
    for branch in whole.branches().unwrap() {
        for turn in 0..3 {
            let mut answers = branch.clone();
            while let Some(open) = whole.open(&answers) {
                let answer = match open.takes {
                    Takes::Choice => open.answers[turn % open.answers.len()].code.clone(),
                    Takes::Number => (turn * 20).to_string(),
                    Takes::Date => "2026-09-01".to_owned(),
                };
                answers.insert(open.code, answer);
            }
            all.push(answers);
        }
    }
    all
}

/// Something that passes for an answer.
fn specimen(kind: FieldKind, options: &[Choice]) -> String {
    match kind {
        FieldKind::Number => "12",
        FieldKind::Date => "2026-09-23",
        FieldKind::Choice => return options[0].code.clone(),
        FieldKind::Phone => "13800000000",
        FieldKind::CitizenId => "449921198803120012",
        FieldKind::Uscc => "91449921MA9X000114",
        FieldKind::Money => "1200.00",
        _ => "某某",
    }
    .to_owned()
}

#[test]
fn the_county_s_own_bundles_fit_their_items() {
    for name in names() {
        let own = Own::read(&name);
        assert_eq!(own.bundle.code, name);
        assert_eq!(own.whole().lacks(), Vec::new(), "{name}");
    }
}

#[test]
fn each_element_is_asked_once_and_every_member_s_form_comes_out_filled() {
    let outputs = |whole: &Whole<'_>| -> BTreeMap<usize, Output> {
        let one = Output {
            uscc: "91449921MA9X000114".to_owned(),
            licence_no: "YY44992100000001".to_owned(),
            granted_on: Some(day("2026-09-01")),
        };
        (0..whole.items.len()).map(|n| (n, one.clone())).collect()
    };
    for name in names() {
        let own = Own::read(&name);
        let whole = own.whole();
        for answers in ways(&whole) {
            assert!(whole.resolves(&answers), "{name}: {answers:?}");
            let merged = whole.form(&answers);
            let fields = merged.drawn();
            let mut told = BTreeSet::new();
            for asked in &merged.fields {
                assert!(told.insert(asked.field.code.clone()), "{name}: {} twice", asked.field.code);
                let own = whole.bundle.apart.iter().any(|apart| asked.field.code.starts_with(apart));
                let (label, kind) = (asked.field.label.zh.clone(), format!("{:?}", asked.field.kind));
                assert!(own || told.insert(format!("{label} {kind}")), "{name}: “{label}” is asked twice");
            }
            let blank = Answers::new();
            let leaves = form::leaves(&fields, &Situation::new(), &blank);
            let typed = leaves.iter().map(|f| (f.code.clone(), specimen(f.kind, &f.options))).collect();
            let given = form::check(&fields, &Situation::new(), &typed).unwrap();
            for member in whole.needed(&answers) {
                let (item, situation) = (whole.items[member], whole.situation(member, &answers));
                assert!(item.resolves(&situation), "{name}, {}: {situation:?}", item.code);
                let filled = merged.answers(member, &given, &outputs(&whole));
                let checked = form::check(&item.fields, &situation, &filled);
                assert!(checked.is_ok(), "{name}, {}: {checked:?}", item.code);
            }
        }
    }
}

#[test]
fn each_paper_is_brought_once_and_reaches_whoever_wants_it() {
    for name in names() {
        let own = Own::read(&name);
        let whole = own.whole();
        for answers in ways(&whole) {
            let papers = whole.papers(&answers);
            let brought: Vec<&Paper> = papers.iter().filter(|p| p.comes == Comes::Brought).collect();
            let names: BTreeSet<&str> = brought.iter().map(|p| p.name.zh.as_str()).collect();
            assert_eq!(names.len(), brought.len(), "{name}: {names:?}");
            let all: Vec<String> = brought.iter().map(|p| p.code.clone()).collect();
            for member in whole.needed(&answers) {
                let situation = whole.situation(member, &answers);
                let asked: Vec<String> =
                    whole.items[member].asked_of_applicant(&situation).map(|m| m.code.clone()).collect();
                assert_eq!(whole.brought(member, &all, &answers), asked, "{name}");
            }
        }
    }
}

#[test]
fn a_plan_respects_every_dependency_in_every_branch() {
    let (calendar, today) = (calendar(), day("2026-09-21"));
    for name in names() {
        let own = Own::read(&name);
        let whole = own.whole();
        for answers in ways(&whole) {
            let plan = whole.plan(&answers, &BTreeMap::new(), &calendar, today).unwrap();
            assert_eq!(plan.steps.len(), whole.needed(&answers).len());
            let step = |code: &String| plan.steps.iter().find(|s| s.member == *code).unwrap();
            for one in &plan.steps {
                let begun = one.after.iter().map(|code| step(code).until).max().unwrap_or(today);
                assert_eq!(one.from, begun, "{name}, {}", one.member);
                assert!(one.after.iter().all(|code| step(code).latest <= one.latest));
                assert!(one.until <= one.latest && one.from <= one.until, "{name}, {}", one.member);
            }
            assert!(plan.finish <= plan.one_by_one && plan.finish <= plan.latest, "{name}");
        }
    }
}

/// The same dice for everybody.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n).unwrap()
    }
}

/// A bundle of so many copies of one item, with limits and dependencies thrown.
fn thrown(dice: &mut Dice, plain: &Item) -> Own {
    let size = 1 + dice.below(7);
    let mut items = BTreeMap::new();
    let mut members = Vec::new();
    for n in 0..size {
        let code = format!("m{n}");
        let limit = match dice.below(3) {
            0 => Limit::ON_THE_SPOT,
            1 => Limit::working_days(u32::try_from(1 + dice.below(12)).unwrap()),
            _ => Limit::days(u32::try_from(1 + dice.below(20)).unwrap()),
        };
        let after = (0..n).filter(|_| dice.below(3) == 0).map(|m| format!("m{m}")).collect();
        items.insert(code.clone(), Item { code: code.clone(), promised_limit: limit, ..plain.clone() });
        let (when, fixed, settles) = (When::new(), Situation::new(), BTreeMap::new());
        members.push(Member { item: code, when, after, fixed, settles, for_the_firm: false });
    }
    let own = Own::read("open-a-restaurant");
    let bundle = Bundle {
        members,
        questions: Vec::new(),
        same: Vec::new(),
        apart: Vec::new(),
        passed: Vec::new(),
        ..own.bundle
    };
    Own { bundle, items }
}

/// Every chain that ends in a member, by walking all of them: the last day is the latest of their ends.
fn by_all_chains(whole: &Whole<'_>, member: usize, calendar: &Calendar, today: Day) -> Day {
    let everybody: Vec<usize> = (0..whole.items.len()).collect();
    let mut chains = vec![vec![member]];
    let mut ends = Vec::new();
    while let Some(chain) = chains.pop() {
        let before = whole.before(chain[0], &everybody);
        if before.is_empty() {
            let end = chain.iter().fold(today, |day, n| {
                calendar.due(day, whole.items[*n].promised_limit, &[], day).unwrap().day
            });
            ends.push(end);
        }
        for first in before {
            chains.push([vec![first], chain.clone()].concat());
        }
    }
    ends.into_iter().max().unwrap()
}

#[test]
fn the_earliest_finish_is_that_of_brute_force() {
    let (calendar, plain) = (calendar(), item("individual-business"));
    let mut dice = Dice(20_260_921);
    for round in 0..400 {
        let own = thrown(&mut dice, &plain);
        let whole = own.whole();
        let today = day("2026-09-01").plus(i32::try_from(dice.below(60)).unwrap());
        let plan = whole.plan(&Situation::new(), &BTreeMap::new(), &calendar, today).unwrap();
        let ends: Vec<Day> =
            (0..whole.items.len()).map(|n| by_all_chains(&whole, n, &calendar, today)).collect();
        let found: Vec<Day> = plan.steps.iter().map(|s| s.until).collect();
        assert_eq!(found, ends, "round {round}");
        assert_eq!(plan.finish, *ends.iter().max().unwrap(), "round {round}");
        // the deciding chain is one: it begins today, each waits for the one before, and it ends last
        let step = |code: &String| plan.steps.iter().find(|s| s.member == *code).unwrap();
        assert_eq!(step(plan.path.first().unwrap()).from, today, "round {round}");
        assert_eq!(step(plan.path.last().unwrap()).until, plan.finish, "round {round}");
        for pair in plan.path.windows(2) {
            assert!(step(&pair[1]).after.contains(&pair[0]), "round {round}: {:?}", plan.path);
        }
    }
}

#[test]
fn what_is_done_stays_done_and_the_rest_is_planned_anew() {
    let (calendar, own) = (calendar(), Own::read("open-a-restaurant"));
    let whole = own.whole();
    let answers = ways(&whole).into_iter().find(|a| whole.needed(a).len() >= 3).unwrap();
    let first = &whole.items[whole.needed(&answers)[0]].code;
    let done = BTreeMap::from([(first.clone(), Progress::Done(day("2026-09-21")))]);
    let plan = whole.plan(&answers, &done, &calendar, day("2026-09-23")).unwrap();
    let step = plan.steps.iter().find(|s| s.member == *first).unwrap();
    assert_eq!((step.stage, step.until), (Stage::Done, day("2026-09-21")));
    assert!(!plan.path.contains(first));
    let rest = plan.steps.iter().filter(|s| s.after == [first.clone()]);
    assert!(rest.clone().count() > 0 && rest.clone().all(|s| s.stage == Stage::Ready));
    assert!(rest.clone().all(|s| s.from == day("2026-09-23")));
    // an organ that is past its day holds up what waits for it until it speaks
    let late = Progress::Running { since: day("2026-09-21"), told: Some(day("2026-09-22")), latest: None };
    let late = BTreeMap::from([(first.clone(), late)]);
    let plan = whole.plan(&answers, &late, &calendar, day("2026-09-28")).unwrap();
    let step = plan.steps.iter().find(|s| s.member == *first).unwrap();
    assert_eq!((step.stage, step.until), (Stage::Running, day("2026-09-28")));
}

#[test]
fn a_question_in_the_same_words_is_asked_once_for_all() {
    let own = Own::read("open-a-restaurant");
    let whole = own.whole();
    for answers in ways(&whole) {
        let questions = whole.questions(&answers);
        let words: BTreeSet<&str> = questions.iter().map(|q| q.text.zh.as_str()).collect();
        assert_eq!(words.len(), questions.len(), "{words:?}");
        // an answer to what is not asked is not kept
        let mut more = answers.clone();
        more.insert("nobody.asked".to_owned(), "yes".to_owned());
        assert!(!whole.resolves(&more));
        assert_eq!(whole.settled(&more), answers);
    }
}

#[test]
fn what_does_not_fit_is_said_with_its_place() {
    let text = catalogue("bundles/open-a-restaurant.toml");
    let items = Own::read("open-a-restaurant").items;
    let lacks = |bundle: &Bundle| {
        let whole = Whole::of(bundle, |code| items.get(code)).unwrap();
        whole.lacks().into_iter().map(|l| (l.wrong, l.at)).collect::<Vec<_>>()
    };
    let own: Bundle = toml::from_str(&text).unwrap();
    assert_eq!(lacks(&own), []);
    let mut turning = own.clone();
    let last = turning.members.len() - 1;
    let name = turning.members[last].item.clone();
    turning.members[0].after.push(name);
    assert_eq!(lacks(&turning)[0], (Wrong::Circle, "members.0.after".to_owned()));
    let mut lost = own.clone();
    lost.members[1].after.push("nothing".to_owned());
    assert!(lacks(&lost).iter().any(|(wrong, _)| *wrong == Wrong::Unknown));
    let mut at_once = own.clone();
    for member in &mut at_once.members {
        member.after.clear();
    }
    assert!(lacks(&at_once).iter().any(|(wrong, _)| *wrong == Wrong::DoesNotWait));
}

#[test]
fn one_thing_never_costs_more_than_its_items_one_by_one() {
    for name in names() {
        let own = Own::read(&name);
        let whole = own.whole();
        for mut answers in whole.branches().unwrap_or_default() {
            while let Some(open) = whole.open(&answers) {
                let first = open.answers.first().map(|answer| answer.code.clone());
                let any = if open.takes == crate::item::Takes::Date { "2026-01-01" } else { "1" };
                answers.insert(open.code, first.unwrap_or_else(|| any.to_owned()));
            }
            let (once, alone) = whole.effort(&answers);
            assert!(once.fields <= alone.fields && once.papers <= alone.papers, "{name} {answers:?}");
            assert!(once.visits <= alone.visits, "{name} {answers:?}");
            assert_eq!(once.screens, once.questions + 2);
        }
    }
}
