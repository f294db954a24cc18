//! Keeping a ledger for years: divisions side by side, one writer each, copies, rebuilds, older versions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use case::rules::{Case, Rules};
use house::clock::SystemClock;
use house::console::console_actor;
use house::{Failure, House};
use store::{Options, Store};

use super::binary::{Said, root, yimen};
use super::county::{
    Ground, a_mornings_work, applies, copy, follow_and_print, granted, morning, on_both, text, words,
};

/// Another county's files: the tree's, under another division's number.
fn neighbour(ground: &mut Ground) {
    let folder = ground.own_catalogue().to_owned();
    for name in ["divisions.toml", "halls.toml"] {
        let file = folder.join(name);
        let told = std::fs::read_to_string(&file).unwrap();
        // codes of organs have the number in them too, and stay
        let told = told.replace("\"449921", "\"449922");
        // places are called so in the items' files too
        let told = if name == "divisions.toml" { told.replace("青岭县", "白水县") } else { told };
        std::fs::write(&file, told).unwrap();
    }
    ground.division = "449922".to_owned();
}

type Tables = BTreeMap<String, Vec<String>>;

/// Every table of a closed house.
fn tables(ground: &Ground) -> Tables {
    ground.look(store::dump)
}

fn run(ground: &Ground, args: &[&str]) -> Said {
    yimen(&words(&ground.told(args)))
}

/// A case, folded, and the name that was typed into it.
fn seen(house: &House, no: &str) -> (Case, String) {
    let no = no.to_owned();
    let look = move |seeing: &mut house::opening::Seeing<'_, '_>| {
        let (case, _) = seeing.life::<Rules>(&no)?;
        let diary = seeing.diary(&format!("case/{no}"))?;
        let applicant = diary.first().map_or(String::new(), |filed| filed.private_field("applicant"));
        Ok((case, applicant))
    };
    house.read_now(console_actor("test"), look).unwrap()
}

#[test]
fn two_divisions_live_side_by_side_in_one_database() {
    let ours = Ground::postgres();
    let mut theirs = Ground::postgres();
    theirs.db.clone_from(&ours.db);
    neighbour(&mut theirs);
    let (here, there) = (ours.open(), theirs.open());
    for house in [&here, &there] {
        yimen::demo::people(house).unwrap();
    }
    let no = granted(&here, "residence-permit");
    assert_eq!(no, "449921-20260901-0001");
    assert_eq!(applies(&there, "food-permit"), "449922-20260901-0001");
    assert_eq!(seen(&there, &no).0, Case::default(), "nothing of ours is there");
    here.close().unwrap();
    assert_eq!(applies(&there, "food-permit"), "449922-20260901-0002", "one closes, the other serves on");
    there.close().unwrap();
    assert_ne!(ours.last(), theirs.last());
    for ground in [&ours, &theirs] {
        let said = run(ground, &["ledger", "verify"]).done();
        assert!(said.contains(&format!("the last is {}", ground.last())), "{said}");
    }
    // a division's number is part of every hash: one's ledger is not the other's
    let why = run(&ours, &["rebuild", "--division", "449922"]).refused();
    assert!(why.contains("449921") && why.contains("449922"), "{why}");
}

#[test]
fn a_second_writer_is_refused_politely_and_told_who_writes() {
    on_both(|ground| {
        let mut opening = ground.opening(morning(2026, 9, 1));
        opening.who = "yimen serve --listen 10.0.0.7:8080".to_owned();
        let (house, _) = opening.open().unwrap();
        yimen::demo::people(&house).unwrap();
        let before = ground.last();
        let name = ["staff", "add", "钱进", "--organ", "11449921MB9X00031G", "--post", "examiner"];
        let why = run(&ground, &name).refused();
        assert!(why.contains("another process already writes this division"), "{why}");
        assert!(why.contains("yimen serve --listen 10.0.0.7:8080"), "{why}");
        assert_eq!(ground.last(), before, "and nothing was written");
        applies(&house, "residence-permit");
        house.close().unwrap();
        assert!(run(&ground, &name).done().contains("password"), "the next one may, once it is closed");
    });
}

#[test]
fn a_backup_made_while_people_work_is_restored_on_either_engine() {
    on_both(|ground| {
        let house = ground.open();
        yimen::demo::people(&house).unwrap();
        let first = granted(&house, "residence-permit");
        let (to, stop) = (ground.path("copy"), Arc::new(AtomicBool::new(false)));
        let (working, until) = (house.clone(), Arc::clone(&stop));
        let work = std::thread::spawn(move || {
            let mut cases = 0;
            while !until.load(Ordering::SeqCst) {
                granted(&working, "food-permit");
                cases += 1;
            }
            cases
        });
        let said = run(&ground, &["backup", "--to", &text(&to)]);
        stop.store(true, Ordering::SeqCst);
        assert!(work.join().unwrap() > 0, "people went on working");
        let said = said.done();
        assert!(said.contains("keys") && said.contains("not in this backup"), "{said}");
        assert!(!to.join("keys").exists());
        house.close().unwrap();
        let copied = copied_lines(&to);
        for place in [Ground::sqlite(), Ground::postgres()] {
            restored(&to, &place, &ground, (&first, copied));
        }
    });
}

/// The number of the last line that a backup holds, from its own manifest.
fn copied_lines(copy: &Path) -> i64 {
    let manifest = std::fs::read_to_string(copy.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    manifest["last"].as_i64().unwrap()
}

/// Restore a copy into an empty place: it is whole, sound, and opens with the keys of the first house.
fn restored(from: &Path, place: &Ground, first: &Ground, (no, last): (&str, i64)) {
    let args = ["restore", "--from", &text(from), "--db", &place.db, "--data", &text(&place.beside())];
    let said = yimen(&args).done();
    assert!(said.contains(&format!("up to line {last}")) && said.contains("not in this backup"), "{said}");
    assert_eq!(place.last(), last);
    run(place, &["ledger", "verify"]).done();
    // into a place that holds something nothing is restored, and nothing is lost
    let why = yimen(&args).refused();
    assert!(why.contains("empty"), "{why}");
    assert_eq!(place.last(), last);
    copy(&first.beside().join("keys"), &place.beside().join("keys"));
    let house = place.open_at(morning(2026, 9, 2));
    let (case, applicant) = seen(&house, no);
    assert!(case.ending.is_some());
    assert_eq!(applicant, "王小明", "sealed parts open with the keys");
    assert_eq!(applies(&house, "residence-permit"), "449921-20260902-0001", "and the house works on");
    house.close().unwrap();
    run(place, &["ledger", "verify"]).done();
}

#[test]
fn a_backup_that_was_touched_is_not_restored() {
    let ground = Ground::sqlite();
    a_mornings_work(&ground);
    let from = ground.path("copy");
    run(&ground, &["backup", "--to", &text(&from)]).done();
    let ledger = from.join("tables/ledger.tsv");
    let told = std::fs::read_to_string(&ledger).unwrap();
    std::fs::write(&ledger, told.replacen("Granted", "Denied", 1)).unwrap();
    let place = Ground::sqlite();
    let args = ["restore", "--from", &text(&from), "--db", &place.db, "--data", &text(&place.beside())];
    let why = yimen(&args).refused();
    assert!(why.contains("tables/ledger.tsv is not what was backed up"), "{why}");
    std::fs::write(&ledger, told).unwrap();
    yimen(&args).done();
    // a second backup does not overwrite the first
    let why = run(&ground, &["backup", "--to", &text(&from)]).refused();
    assert!(why.contains("not empty"), "{why}");
}

#[test]
fn a_house_does_not_open_a_restored_ledger_with_keys_it_just_made() {
    let ground = Ground::sqlite();
    a_mornings_work(&ground);
    std::fs::remove_dir_all(ground.beside().join("keys")).unwrap();
    let Err(Failure::Fault(why)) = ground.opening(morning(2026, 9, 2)).open() else {
        panic!(
            "it opened without the keys: what is sealed would read as erased, and new parts under new keys"
        );
    };
    assert!(why.contains("keys"), "{why}");
    assert!(!ground.beside().join("keys/master.key").exists(), "and made none");
}

#[test]
fn a_house_does_not_open_with_the_keys_of_another() {
    let [ground, other] = [Ground::sqlite(), Ground::sqlite()];
    a_mornings_work(&ground);
    a_mornings_work(&other);
    let kept = ground.path("kept");
    std::fs::rename(ground.beside().join("keys"), &kept).unwrap();
    copy(&other.beside().join("keys"), &ground.beside().join("keys"));
    let Err(Failure::Fault(why)) = ground.opening(morning(2026, 9, 2)).open() else {
        panic!("it opened with another house's keys");
    };
    assert!(why.contains("not the keys of this ledger"), "{why}");
    std::fs::remove_dir_all(ground.beside().join("keys")).unwrap();
    std::fs::rename(&kept, ground.beside().join("keys")).unwrap();
    ground.open_at(morning(2026, 9, 2)).close().unwrap();
}

#[test]
fn a_rebuild_equals_what_was_kept() {
    on_both(|ground| {
        a_mornings_work(&ground);
        let before = tables(&ground);
        let kept = before.iter().filter(|(name, _)| name.starts_with(['k', 'p', 'v']));
        assert!(kept.filter(|(_, rows)| !rows.is_empty()).count() > 3, "there is something to rebuild");
        let said = run(&ground, &["rebuild"]).done();
        for wing in yimen::WINGS {
            assert!(said.contains(wing.name), "{said}");
        }
        assert_eq!(tables(&ground), before);
        // what somebody did to a view is gone after a rebuild
        ground.behind("update p_party set name = '无名氏'", vec![]);
        ground.behind("delete from k_case_clock", vec![]);
        assert_ne!(tables(&ground), before);
        run(&ground, &["rebuild"]).done();
        assert_eq!(tables(&ground), before);
        // asked for one wing's, the others' stay as they are, and nobody's is guessed
        ground.behind("update p_party set name = '无名氏'", vec![]);
        ground.behind("delete from k_case_clock", vec![]);
        let said = run(&ground, &["rebuild", "--wing", "case"]).done();
        assert!(said.contains("case") && !said.contains("account"), "{said}");
        let after = tables(&ground);
        assert_eq!(after["k_case_clock"], before["k_case_clock"]);
        assert_ne!(after["p_party"], before["p_party"]);
        let said = run(&ground, &["rebuild", "--wing", "account", "--wing", "case"]).done();
        assert!(said.contains("account") && said.contains("case"), "{said}");
        assert_eq!(tables(&ground), before);
        let said = run(&ground, &["rebuild", "--wing", "cases"]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("no wing of this name") && said.err.contains("oversight"), "{said:?}");
    });
}

#[test]
fn both_engines_keep_the_same_after_the_same_work() {
    let grounds = [Ground::sqlite(), Ground::postgres()];
    let [one, other] = grounds.map(|ground| {
        let mut opening = ground.opening(morning(2026, 9, 1));
        opening.chance = Arc::new(house::chance::SeededChance::new(7));
        let (house, _) = opening.open().unwrap();
        yimen::demo::people(&house).unwrap();
        granted(&house, "food-permit");
        granted(&house, "residence-permit");
        follow_and_print(&house);
        house.close().unwrap();
        tables(&ground)
    });
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (table, rows) in &one {
        assert_eq!(rows, &other[table], "{table}");
    }
}

/// The folder of ledgers that earlier versions wrote, one backup each, with the keys beside it.
fn kept_ledgers() -> PathBuf {
    root().join("yimen/tests/kept")
}

/// Names of the cases of a division in order.
fn cases(ground: &Ground) -> Vec<String> {
    let sql = "select name from streams where name >= 'case/' and name < 'case0' order by no";
    ground.look(|look| Ok(look.query(sql, &[])?.iter().map(|row| row.text(0)[5..].to_owned()).collect()))
}

/// Writes the ledger that this version leaves to the next, when it is asked to by YIMEN_KEEP=1; otherwise
/// shows that what it would write is read. A demo's, so that no house that serves takes the keys beside it.
#[test]
fn this_version_leaves_a_ledger_to_the_next() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    a_mornings_work(&ground);
    let version = env!("CARGO_PKG_VERSION");
    let asked = std::env::var("YIMEN_KEEP").is_ok_and(|word| word == "1");
    let to = if asked { kept_ledgers().join(version) } else { ground.path("kept") };
    run(&ground, &["backup", "--to", &text(&to)]).done();
    copy(&ground.beside().join("keys"), &to.join("keys"));
    reads(&to);
    assert!(
        kept_ledgers().join(version).exists(),
        "version {version} keeps no ledger: run with YIMEN_KEEP=1"
    );
}

#[test]
fn a_ledger_of_an_earlier_version_is_read() {
    let mut versions = 0;
    for entry in std::fs::read_dir(kept_ledgers()).unwrap() {
        reads(&entry.unwrap().path());
        versions += 1;
    }
    assert!(versions > 0, "the first version keeps one too");
}

/// Restore a kept ledger on both engines, verify it, open it, fold every case, and work on.
fn reads(kept: &Path) {
    on_both(|mut ground| {
        ground.demo = true;
        let (db, data) = (ground.db.as_str(), text(&ground.beside()));
        yimen(&["restore", "--from", &text(kept), "--db", db, "--data", &data]).done();
        copy(&kept.join("keys"), &ground.beside().join("keys"));
        run(&ground, &["ledger", "verify"]).done();
        let (house, _) = ground.opening(morning(2026, 9, 2)).open().unwrap();
        let all = cases(&ground);
        assert_eq!(all.len(), 4);
        let endings: Vec<bool> = all.iter().map(|no| seen(&house, no).0.ending.is_some()).collect();
        assert_eq!(endings, [true, true, false, true]);
        let names: Vec<String> = all.iter().map(|no| seen(&house, no).1).collect();
        assert_eq!(names, ["李梅", "王小明", "王小明", "李梅"], "what is sealed opens");
        assert!(seen(&house, &all[2]).0.correction.is_some());
        granted(&house, "food-permit");
        house.close().unwrap();
        run(&ground, &["ledger", "verify"]).done();
    });
}

#[test]
fn a_ledger_of_a_newer_version_is_not_touched() {
    on_both(|ground| {
        a_mornings_work(&ground);
        ground.behind("update meta set value = '999' where name = 'schema'", vec![]);
        let mut opening = ground.opening(morning(2026, 9, 2));
        opening.clock = Arc::new(SystemClock);
        let Err(Failure::Fault(why)) = opening.open() else { panic!("an older program opened it") };
        assert!(why.contains("newer program") && why.contains("999"), "{why}");
        assert!(Store::open(&ground.place(), Options::rehearsal(&ground.division)).is_err());
    });
}
