//! Proposals: the finding is gone, nothing new is wrong, and `patch` takes the difference.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Stdio};

use super::*;
use crate::catalogue::sources;

const FOOD: &str = "items/food-permit.toml";
const MOVE: &str = "items/household-move.toml";

/// The county's own files with a few papers too many.
fn too_many() -> BTreeMap<String, String> {
    let mut all = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue")).0;
    let more = |code: &str, name: &str, source: &str, hint: &str| {
        format!(
            "\n# 多要的\n[[materials]]\ncode = \"{code}\"\nname = {{ zh = \"{name}\", en = \"A paper\" }}\n\
             source = \"{source}\"\nhint = {{ zh = \"{hint}\", en = \"Bring it\" }}\n\
             basis = {{ zh = \"某法第一条\", en = \"Some Law, Art. 1\" }}\n"
        )
    };
    // given by another item; looked up already; looked up elsewhere
    let food = all[FOOD].clone()
        + &more("extra-1", "取水许可证", "applicant", "带来")
        + &more("extra-2", "营业执照复印件", "applicant", "复印一份")
        + &more("extra-3", "消防安全检查合格证", "applicant", "带来");
    all.insert(FOOD.to_owned(), food);
    let moving =
        all[MOVE].replacen("visits = 0", "visits = 1\nvisits_reason = { zh = \"看\", en = \"See\" }", 1);
    all.insert(MOVE.to_owned(), moving + &more("extra-4", "残疾人证", "applicant", "原件"));
    all
}

fn today() -> Day {
    Day::ymd(2026, 11, 22).unwrap()
}

fn wrong(sources: &BTreeMap<String, String>) -> (usize, usize) {
    let flaws = survey_of(sources.clone(), today()).flaws;
    let mended = |flaw: &&Flaw| MENDED.iter().any(|(code, _)| *code == flaw.code.name);
    (flaws.iter().filter(mended).count(), flaws.iter().filter(|f| f.weight == Weight::Error).count())
}

#[test]
fn what_is_proposed_mends_what_was_found_and_breaks_nothing() {
    let sources = too_many();
    assert_eq!(wrong(&sources), (4, 0));
    let all = proposals(&sources, today(), None);
    let said: Vec<(&str, Step, u32, u32)> =
        all.iter().map(|one| (one.code, one.step, one.papers, one.trips)).collect();
    assert_eq!(said[0], ("YM0201", Step::Exempt, 1, 1), "a paper to bring by hand is a trip too: {all:#?}");
    assert_eq!(said.len(), 4, "{all:#?}");
    assert!(said.contains(&("YM0204", Step::Drop, 1, 0)), "{said:?}");
    assert_eq!(wrong(&applied(&sources, &all)), (0, 0));
    let food = &applied(&sources, &all)[FOOD];
    assert!(!food.contains("营业执照复印件") && food.contains("licence = \"11449921MB9X"), "{food}");
}

#[test]
fn what_saves_most_in_a_year_comes_first() {
    let cases = BTreeMap::from([("food-permit".to_owned(), 400), ("household-move".to_owned(), 30)]);
    let all = proposals(&too_many(), today(), Some(&cases));
    let saved: Vec<(&str, u64)> = all.iter().map(|one| (one.item.as_str(), one.saved())).collect();
    let food = ("food-permit", 400);
    assert_eq!(saved, [food, food, food, ("household-move", 60)]);
    assert_eq!((a_year(100, 730), a_year(100, 20)), (50, 100), "a young ledger is not stretched");
}

#[test]
fn patch_takes_the_difference() {
    let sources = too_many();
    let all = proposals(&sources, today(), None);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("items")).unwrap();
    for file in [FOOD, MOVE] {
        std::fs::write(folder.path().join(file), &sources[file]).unwrap();
    }
    let diff = folder.path().join("less.diff");
    std::fs::write(&diff, format!("# 排名 what it saves\n\n{}", difference(&sources, &all))).unwrap();
    // the one tool and the other, each on the files as they were
    let takes = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command
            .current_dir(folder.path())
            .args(arguments)
            .stdin(Stdio::from(std::fs::File::open(&diff).unwrap()));
        let done = command.output().unwrap();
        assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    };
    takes("git", &["apply", "--check", "-"]);
    takes("patch", &["-p1", "--dry-run"]);
    takes("git", &["apply", "-"]);
    let changed = applied(&sources, &all);
    for file in [FOOD, MOVE] {
        assert_eq!(std::fs::read_to_string(folder.path().join(file)).unwrap(), changed[file]);
        assert_ne!(changed[file], sources[file]);
    }
}

#[test]
fn the_county_as_it_is_asks_for_nothing_that_it_could_do_without() {
    let own = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue")).0;
    assert_eq!(proposals(&own, today(), None), Vec::new());
}
