//! The county's files: only news becomes a fact, what was promised under an edition stays promised.

use case::rules::{Case, Command, Dues, Rules, dues};
use house::console::console_actor;
use house::{Failure, House, To};
use kernel::calendar::Standing;
use kernel::{Day, Instant};

use super::binary::yimen;
use super::county::{Ground, application, applies, ask, does, li, morning, on_both, text, window, words};

/// A ground with files of its own.
fn ground() -> Ground {
    let mut ground = Ground::sqlite();
    ground.own_catalogue();
    ground
}

/// Change the text of a file; gives the former.
fn edits(ground: &Ground, file: &str, from: &str, to: &str) -> String {
    let path = ground.catalogue.join(file);
    let former = std::fs::read_to_string(&path).unwrap();
    assert!(former.contains(from), "{file} does not say {from:?}");
    std::fs::write(path, former.replacen(from, to, 1)).unwrap();
    former
}

/// Kinds of the lines after one.
fn kinds(ground: &Ground, after: i64) -> Vec<String> {
    ground.look(|look| Ok(look.lines_after(after, 1000)?.into_iter().map(|kept| kept.line.kind).collect()))
}

/// A case and its due days as the house sees them now.
fn sees(house: &House, no: &str) -> (Case, Dues) {
    let no = no.to_owned();
    let look = move |seeing: &mut house::opening::Seeing<'_, '_>| {
        let (case, _) = seeing.life::<Rules>(&no)?;
        let dues = dues(&case, &seeing.ctx);
        Ok((case, dues))
    };
    house.read_now(console_actor("test"), look).unwrap()
}

fn day(year: i16, month: u8, dom: u8) -> Day {
    Day::ymd(year, month, dom).unwrap()
}

const PROMISE: (&str, &str) =
    ("[promised_limit]\nn = 5\nunit = \"working_days\"", "[promised_limit]\nn = 3\nunit = \"working_days\"");

#[test]
fn only_what_differs_is_published() {
    on_both(|mut ground| {
        ground.own_catalogue();
        ground.open().close().unwrap();
        let first = ground.last();
        let all = "the service rule, four years, 66 items, 49 samples, 25 bundles, a project";
        assert_eq!(first, 146, "{all}: {:?}", kinds(&ground, 0));
        ground.open().close().unwrap();
        assert_eq!(ground.last(), first, "nothing is news");
        edits(&ground, "items/food-permit.toml", PROMISE.0, PROMISE.1);
        ground.open().close().unwrap();
        assert_eq!(kinds(&ground, first), ["portal.ItemPublished"]);
        let said = yimen(&words(&ground.told(&["diary", "portal/item-food-permit"]))).done();
        assert_eq!(said.lines().count(), 2, "{said}");
        assert!(said.lines().all(|line| line.contains("files")), "the actor is the files: {said}");
    });
}

#[test]
fn an_earlier_text_is_not_news_and_export_brings_the_files_level() {
    let ground = ground();
    ground.open().close().unwrap();
    let former = edits(&ground, "items/food-permit.toml", PROMISE.0, PROMISE.1);
    ground.open().close().unwrap();
    let (in_force, last) =
        (std::fs::read_to_string(ground.catalogue.join("items/food-permit.toml")).unwrap(), ground.last());
    // somebody puts an old copy of the folder back
    std::fs::write(ground.catalogue.join("items/food-permit.toml"), former).unwrap();
    let (house, warnings) = ground.opening(morning(2026, 9, 2)).open().unwrap();
    house.close().unwrap();
    assert!(
        matches!(warnings.as_slice(), [one] if one.contains("food-permit") && one.contains("旧版本")),
        "{warnings:?}"
    );
    assert_eq!(ground.last(), last, "it was not published");
    // a command that opens the house says so beside its result
    let said = yimen(&words(&ground.told(&["client", "add", "税务系统", "--organ", "11449921MB9X00031G"])));
    assert!(said.err.contains("yimen catalogue export"), "{said:?}");
    said.done();
    // what the warning advises puts it right
    let said = yimen(&words(&ground.told(&["catalogue", "export"]))).done();
    let path = ground.catalogue.join("items/food-permit.toml");
    assert_eq!(said, format!("wrote {}\n", text(&path)), "one file was stale");
    assert_eq!(std::fs::read_to_string(path).unwrap(), in_force);
    ground.open_at(morning(2026, 9, 3)).close().unwrap();
    assert_eq!(yimen(&words(&ground.told(&["catalogue", "export"]))).done(), "", "and now nothing differs");
}

#[test]
fn export_makes_a_folder_out_of_the_ledger() {
    let ground = ground();
    ground.open().close().unwrap();
    let before: Vec<String> = files(&ground);
    for file in ["rules.toml", "calendar/2026.toml", "items/residence-permit.toml"] {
        std::fs::remove_file(ground.catalogue.join(file)).unwrap();
    }
    let said = yimen(&words(&ground.told(&["catalogue", "export"]))).done();
    assert_eq!(said.lines().count(), 3, "{said}");
    assert_eq!(files(&ground), before);
}

fn files(ground: &Ground) -> Vec<String> {
    let all = ["rules.toml", "calendar/2026.toml", "items/residence-permit.toml", "items/food-permit.toml"];
    all.iter().map(|file| std::fs::read_to_string(ground.catalogue.join(file)).unwrap()).collect()
}

#[test]
fn a_running_case_keeps_the_edition_it_was_filed_under() {
    let ground = ground();
    let house = ground.open();
    yimen::demo::people(&house).unwrap();
    let old = application(&house, "food-permit");
    let no = applies(&house, "food-permit");
    let edition = sees(&house, &no).0.filed.unwrap().edition;
    house.close().unwrap();
    edits(&ground, "items/food-permit.toml", PROMISE.0, PROMISE.1);
    let house = ground.open_at(morning(2026, 9, 2));
    assert_ne!(house.world().in_force["food-permit"], edition);
    does(&house, window(), &no, Command::Accept {});
    let (case, due) = sees(&house, &no);
    assert_eq!(case.filed.unwrap().edition, edition);
    assert_eq!(case.acceptance.unwrap().told, day(2026, 9, 9), "five working days after 2 September");
    assert_eq!(due.promised.unwrap().day, day(2026, 9, 9));
    // who read the old guide is told so; who reads the new one is promised three days
    match ask(&house, li(), To::New, old) {
        Err(Failure::Refused(refusal)) => assert_eq!(refusal.code, "edition_replaced"),
        other => panic!("filed under a guide that is no longer in force: {other:?}"),
    }
    let no = applies(&house, "food-permit");
    does(&house, window(), &no, Command::Accept {});
    assert_eq!(sees(&house, &no).0.acceptance.unwrap().told, day(2026, 9, 7));
    house.close().unwrap();
}

/// The notice for 2027 as it might come: New Year to Monday the 4th, Saturday the 9th worked.
fn the_notice_comes(ground: &Ground) {
    edits(ground, "calendar/2027.toml", "standing = \"provisional\"", "standing = \"official\"");
    edits(
        ground,
        "calendar/2027.toml",
        "off = [\"2027-01-01\"]",
        "off = [\"2027-01-01..2027-01-04\"]\nwork = [\"2027-01-09\"]",
    );
}

/// A food permit accepted at the end of December: promised five working days, 10 by law.
fn accepted_in_december(house: &House) -> String {
    yimen::demo::people(house).unwrap();
    let no = applies(house, "food-permit");
    does(house, window(), &no, Command::Accept {});
    no
}

#[test]
fn an_official_year_replaces_the_provisional_one_and_no_promise_moves_forward() {
    let ground = ground();
    let december = Instant::at(day(2026, 12, 29), 9, 0);
    let house = ground.open_at(december);
    assert_eq!(house.world().calendar.year(2027).unwrap().standing, Standing::Provisional);
    let no = accepted_in_december(&house);
    let (case, due) = sees(&house, &no);
    assert_eq!(case.acceptance.unwrap().told, day(2027, 1, 6));
    assert!(due.promised.as_ref().unwrap().provisional, "marked as resting on a provisional year");
    assert_eq!(due.statutory.unwrap().day, day(2027, 1, 13));
    house.close().unwrap();
    the_notice_comes(&ground);
    let house = ground.open_at(december);
    assert_eq!(house.world().calendar.year(2027).unwrap().standing, Standing::Official);
    let (case, due) = sees(&house, &no);
    assert_eq!(case.acceptance.unwrap().told, day(2027, 1, 6), "what was told is a fact");
    let promised = due.promised.unwrap();
    assert_eq!((promised.day, promised.provisional), (day(2027, 1, 7), false));
    assert_eq!(due.statutory.unwrap().day, day(2027, 1, 13), "the moved working day comes before it");
    house.close().unwrap();
    let catalogue = text(&ground.catalogue);
    let said = yimen(&["workdays", "add", "2026-12-31", "1", "--catalogue", &catalogue]);
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "2027-01-05\n", ""));
}

#[test]
fn an_official_year_with_fewer_days_off_leaves_what_was_told() {
    let ground = ground();
    let december = Instant::at(day(2026, 12, 29), 9, 0);
    let house = ground.open_at(december);
    let no = accepted_in_december(&house);
    house.close().unwrap();
    edits(&ground, "calendar/2027.toml", "standing = \"provisional\"", "standing = \"official\"");
    edits(
        &ground,
        "calendar/2027.toml",
        "off = [\"2027-01-01\"]",
        "off = [\"2027-01-01\"]\nwork = [\"2027-01-02\"]",
    );
    let house = ground.open_at(december);
    let due = sees(&house, &no).1.promised.unwrap();
    assert_eq!(due.day, day(2027, 1, 6), "reckoned it would be the 5th; she was told the 6th");
    house.close().unwrap();
}

#[test]
fn a_folder_with_flaws_opens_nothing_and_names_every_one() {
    let ground = ground();
    edits(
        &ground,
        "items/food-permit.toml",
        "organ = \"11449921MB9X00031G\"",
        "organ = \"11449921MB9X00099Z\"",
    );
    edits(&ground, "calendar/2027.toml", "off = [\"2027-01-01\"]", "off = [\"2027-02-30\"]");
    std::fs::remove_file(ground.catalogue.join("texts/en.toml")).unwrap();
    let why = yimen(&words(&ground.told(&["rebuild"]))).refused();
    for file in ["items/food-permit.toml", "calendar/2027.toml", "texts/en.toml"] {
        assert!(why.contains(file), "{file}: {why}");
    }
    assert!(!ground.path("ledger.db").exists(), "nothing was opened");
}
