//! What need not be asked of people: `yimen simplify` on the real binary, counted from a ledger, and the
//! pages of the administrator, who sees what the compiler says of the catalogue in force.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::binary::{Open, yimen};
use super::county::{Ground, applies, on_both, text};
use super::http::Door;

const JSON: (&str, &str) = ("accept", "application/json");

/// Asks for two papers that nobody need bring: one the county gives, one it has fetched already.
fn asks_too_much(ground: &mut Ground) {
    let catalogue = ground.own_catalogue().to_owned();
    let more = |code: &str, name: &str| {
        format!(
            "\n[[materials]]\ncode = \"{code}\"\nname = {{ zh = \"{name}\", en = \"A paper\" }}\n\
             source = \"applicant\"\nhint = {{ zh = \"带来\", en = \"Bring it\" }}\n\
             basis = {{ zh = \"某法第一条\", en = \"Some Law, Art. 1\" }}\n"
        )
    };
    for (item, name) in [("food-permit", "营业执照复印件"), ("household-move", "残疾人证")] {
        let file = catalogue.join(format!("items/{item}.toml"));
        let whole = fs::read_to_string(&file).unwrap() + &more("extra", name);
        fs::write(&file, whole).unwrap();
    }
}

/// Steps into the demo as somebody.
fn enter(door: Door, part: &str) -> String {
    let answer = door.post(&format!("/demo/{part}"), &[], &format!("token=anyone.to-be-{part}"));
    assert_eq!(answer.status, 303, "{answer:?}");
    answer.cookie()
}

#[test]
fn the_difference_is_ranked_by_a_ledger_and_mends_the_files_on_both_engines() {
    on_both(|mut ground| {
        asks_too_much(&mut ground);
        let house = ground.open();
        applies(&house, "food-permit");
        applies(&house, "food-permit");
        house.close().unwrap();
        let folder = text(&ground.catalogue);
        let diff = text(&ground.path("less.diff"));
        let said = yimen(&["simplify", &folder, "--ledger", &ground.db, "--out", &diff]).done();
        let (food, moving) = (said.find("食品经营许可").unwrap(), said.find("残疾人证").unwrap());
        assert!(food < moving, "what saves more comes first: {said}");
        assert!(said.contains("一年 2 件，省 2 份材料和趟") && said.contains("2 cases a year"), "{said}");
        let before = yimen(&["lint", &folder]).done();
        assert!(before.contains("YM0204") && before.contains("YM0201"), "{before}");
        let mut apply = Command::new("git");
        apply.current_dir(&ground.catalogue).args(["apply", "-"]);
        let file = fs::File::open(&diff).unwrap();
        assert!(apply.stdin(Stdio::from(file)).status().unwrap().success());
        assert_eq!(yimen(&["lint", &folder]).done(), "", "the findings are gone and nothing new is wrong");
        assert!(yimen(&["simplify", &folder]).done().contains("没有可以少要的"));
    });
}

#[test]
fn the_catalogue_in_force_is_looked_at_once_and_not_per_request() {
    let mut ground = Ground::sqlite();
    asks_too_much(&mut ground);
    let house = ground.open();
    let (first, again) = (house.looked_now(), house.looked_now());
    assert!(Arc::ptr_eq(&first, &again));
    assert_eq!((first.survey.flaws.len(), first.proposals.len()), (2, 2));
    house.close().unwrap();
    // the file is mended: another edition, another look
    let file = ground.catalogue.join("items/food-permit.toml");
    let whole = fs::read_to_string(&file).unwrap().replace("营业执照复印件", "营业场所照片");
    fs::write(&file, whole).unwrap();
    let house = ground.open();
    assert_eq!(house.looked_now().survey.flaws.len(), 1);
    house.close().unwrap();
}

#[test]
fn an_administrator_reads_the_report_and_takes_the_difference_home() {
    let mut ground = Ground::sqlite();
    asks_too_much(&mut ground);
    let catalogue = text(&ground.catalogue);
    let data = text(&ground.path("demo"));
    let open = Open::start(&["demo", "--port", "0", "--data", &data, "--catalogue", &catalogue]);
    let (door, cookie) = (open.door, enter(open.door, "administrator"));
    let own = [("cookie", cookie.as_str())];
    let json = [JSON, ("cookie", cookie.as_str())];
    let report = door.get("/admin/catalogue", &json).json();
    assert_eq!((&report["errors"], &report["warnings"]), (&0.into(), &2.into()), "{report}");
    let found = report["findings"].as_array().unwrap();
    let food = found.iter().find(|one| one["code"] == "YM0204").unwrap();
    assert_eq!(food["organ"]["zh"], "青岭县市场监督管理局");
    assert_eq!(food["excerpts"].as_array().unwrap().len(), 2, "where it stands, and the other of the two");
    let page = door.get("/admin/catalogue", &own).body;
    assert!(page.contains("YM0204") && page.contains("营业执照复印件") && page.contains("按机关"), "{page}");
    let less = door.get("/admin/simplify", &json).json();
    let steps: Vec<&str> =
        less["proposals"].as_array().unwrap().iter().map(|one| one["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["drop", "exempt"], "{less}");
    let diff = door.get("/admin/simplify.diff", &own);
    assert!(diff.body.starts_with("--- a/items/food-permit.toml\n+++ b/items/food-permit.toml\n@@ "));
    let clerk = enter(door, "clerk");
    for path in ["/admin/catalogue", "/admin/simplify", "/admin/simplify.diff"] {
        assert_eq!(door.get(path, &[JSON, ("cookie", &clerk)]).status, 404, "{path}");
    }
    open.close();
}
