//! The faulty county of `tests/catalogue/faulty`: whatever is wrong with it is found at the line that says so
//! behind `✗`, and nothing else is found. Every code there is stands there, so that none goes untested.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kernel::Day;

use crate::catalogue::compiler::codes;
use crate::catalogue::{inspect, sources};

/// Where something is found: file, line from 1, code.
type Spot = (String, usize, String);

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The faulty items and lists among the calendar, organs, halls and texts of the county itself.
fn county() -> BTreeMap<String, String> {
    let mut all = sources(&folder("../../catalogue")).0;
    all.retain(|path, _| !["items/", "bundles/", "projects/"].iter().any(|folder| path.starts_with(folder)));
    for path in crate::catalogue::LISTS.iter().chain(&["allow.toml"]) {
        all.remove(*path);
    }
    let faulty = folder("tests/catalogue/faulty");
    for below in ["", "bundles", "items", "projects"] {
        for entry in std::fs::read_dir(faulty.join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(&faulty).unwrap().to_str().unwrap().to_owned();
                all.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    // the one flaw of the county's own texts: no mark for the body that nobody knows
    let documents = all.get_mut("texts/documents.toml").unwrap();
    assert!(documents.contains("[marks]"));
    *documents = documents.replacen("[marks]", "[marks] # ✗ YM0009", 1);
    all
}

/// What the files themselves say is wrong with them.
fn planted(sources: &BTreeMap<String, String>) -> BTreeSet<Spot> {
    let mut all = BTreeSet::new();
    for (file, text) in sources {
        for (n, line) in text.lines().enumerate() {
            let marks = line.split_once("# ✗ ").map_or("", |(_, marks)| marks);
            all.extend(
                marks.split(' ').filter(|m| !m.is_empty()).map(|m| (file.clone(), n + 1, m.to_owned())),
            );
        }
    }
    all
}

#[test]
fn what_is_planted_is_found_at_its_line_and_nothing_else() {
    let sources = county();
    let planted = planted(&sources);
    let flaws = inspect(sources, Vec::new(), Day::ymd(2026, 11, 22)).flaws;
    let found: BTreeSet<Spot> =
        flaws.iter().map(|flaw| (flaw.file.clone(), flaw.line, flaw.code.name.to_owned())).collect();
    let missed: Vec<&Spot> = planted.difference(&found).collect();
    let extra: Vec<&Spot> = found.difference(&planted).collect();
    assert!(missed.is_empty() && extra.is_empty(), "not found: {missed:#?}\nnot planted: {extra:#?}");
}

#[test]
fn every_code_of_the_list_is_planted() {
    let planted = planted(&county());
    let without: Vec<&str> = codes::all()
        .map(|code| code.name)
        .filter(|name| !planted.iter().any(|(_, _, planted)| planted == name))
        .collect();
    assert_eq!(without, Vec::<&str>::new());
    for (_, _, name) in &planted {
        assert!(codes::named(name).is_some(), "there is no code {name}");
    }
}

#[test]
fn the_list_of_findings_is_the_one_that_is_printed() {
    let written = std::fs::read_to_string(folder("../../docs/findings.md")).unwrap();
    assert_eq!(
        written.trim_end(),
        crate::catalogue::report::list().trim_end(),
        "yimen lint --codes prints it"
    );
}

#[test]
fn codes_stand_in_the_order_of_their_names_and_none_twice() {
    let names: Vec<&str> = codes::all().map(|code| code.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
}

#[test]
fn whoever_it_happens_to_is_told_by_a_number_or_a_day() {
    let flaws = inspect(county(), Vec::new(), None).flaws;
    let example = |file: &str, question: &str| {
        let mut here = flaws.iter().filter(|flaw| flaw.file == file && !flaw.example.is_empty());
        here.next().unwrap().example[question].clone()
    };
    // a plan is asked for from 50 seats and again up to 60; nothing is checked of what was built before 2020
    assert_eq!(example("items/twice.toml", "seats"), "50");
    assert_eq!(example("items/nowhere.toml", "built"), "2019-12-31");
}

#[test]
fn a_circle_of_three_is_printed_as_a_path_from_file_to_file() {
    let flaws = inspect(county(), Vec::new(), None).flaws;
    let circle = flaws.iter().find(|flaw| flaw.code.name == "YM0101").unwrap();
    let files: Vec<&str> = circle.places.iter().map(|place| place.file.as_str()).collect();
    assert_eq!(files, ["items/circle-a.toml", "items/circle-b.toml", "items/circle-c.toml"]);
}

#[test]
fn a_queue_says_how_long_it_takes_side_by_side() {
    let flaws = inspect(county(), Vec::new(), None).flaws;
    let queue = flaws.iter().find(|flaw| flaw.code.name == "YM1002").unwrap();
    assert!(queue.what.zh.contains("排着队办要 13 个工作日，同时办只要 8 个工作日"), "{}", queue.what.zh);
}

#[test]
fn a_rate_out_of_line_names_the_items_that_cause_it() {
    let flaws = inspect(county(), Vec::new(), None).flaws;
    for (code, file) in [("YM1202", "items/two-visits.toml"), ("YM1205", "items/no-hall.toml")] {
        let gap = flaws.iter().find(|flaw| flaw.code.name == code).unwrap();
        assert!(gap.places.iter().any(|place| place.file == file), "{code}: {:?}", gap.places);
    }
}
