//! Planted faults: one small change of the county's own files yields exactly one code at one place.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use crate::catalogue::{inspect, sources};

const FOOD: &str = "items/food-permit.toml";

fn own() -> BTreeMap<String, String> {
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue"))).0
}

/// The codes and places of everything found.
fn found(sources: BTreeMap<String, String>) -> Vec<(&'static str, String)> {
    inspect(sources, Vec::new(), None).flaws.into_iter().map(|flaw| (flaw.code.name, flaw.at)).collect()
}

/// The same of one change.
fn planted(file: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    let mut sources = own();
    let text = sources[file].replacen(from, to, 1);
    assert_ne!(text, sources[file], "{file} has no {from}");
    sources.insert(file.to_owned(), text);
    found(sources)
}

/// The same of a file that is put in the place of another, or beside it.
fn put(file: &str, text: &str) -> Vec<(&'static str, String)> {
    let mut sources = own();
    sources.insert(file.to_owned(), text.to_owned());
    found(sources)
}

#[test]
fn a_planted_fault_is_found_at_its_place() {
    let food = FOOD;
    let asked = "[[conditions]]\ntext = { zh = \"已有营业执照";
    let answers = "answers = [{ code = \"a\", text = { zh = \"喜欢\", en = \"Yes\" } }, \
                   { code = \"b\", text = { zh = \"不\", en = \"No\" } }]";
    let question = "code = \"idle\"\ntext = { zh = \"喜欢蓝色吗？\", en = \"Do you like blue?\" }";
    let idle = format!("[[questions]]\n{question}\n{answers}\n\n{asked}");
    let twice = "visits = 2\nvisits_reason = { zh = \"要看\", en = \"To see\" }";
    let cases = [
        (food, asked, idle.as_str(), "YM0704", "questions.3"),
        (food, "visits = 0", twice, "YM1201", "visits"),
        ("delegations.toml", "11449921MB9X00285D", "11449921MB9X00023M", "YM1101", "delegation.0.to.0"),
        ("delegations.toml", "11449921MB9X00285D", "11449921MB9X00023M", "YM1103", "places.1.hall"),
        (
            food,
            "certainty = \"L\" }\n\n[[points]]",
            "certainty = \"L\", when = { cold = [\"no\"] } }\n\n[[points]]",
            "YM0701",
            "points.4.on_site",
        ),
        (food, "食堂所属单位", "用餐座位数", "YM0702", "fields.8"),
        (food, "打算哪天开张", "建筑面积（平方米）", "YM0903", "fields.15.kind"),
        (food, "经营面积（平方米）", "申请人", "YM0901", "fields.5"),
        (food, "we fetch the licence\" }\nown = true\n", "we fetch the licence\" }\n", "YM0902", "fields.1"),
        (food, "awaits = \"testing\"\n", "", "YM1001", "special.0"),
        (
            "delegations.toml",
            "item = \"birth-registration\"",
            "item = \"birth-registratio\"",
            "YM1102",
            "delegation.0.item",
        ),
        ("baselines.toml", "materials = 7", "materials = 0", "YM1208", "baselines.0.materials"),
        ("baselines.toml", "item = \"food-permit\"", "item = \"no-permit\"", "YM1208", "baselines.2.item"),
        ("delegations.toml", "form = \"entrusted\"", "form = \"passed\"", "YM0804", "delegation.0.to.0"),
        ("halls.toml", "town = \"449921001\"", "town = \"449921999\"", "YM0003", "halls.1.town"),
        ("measures.toml", "online = 80", "online = 95", "YM1202", "online"),
        ("measures.toml", "one_window = 90", "one_window = 100", "YM1205", "one_window"),
        ("measures.toml", "item = \"birth-certificate\"", "item = \"food-permit\"", "YM1204", "code"),
        ("measures.toml", "nation = [", "nation = [\"household-move\", ", "YM1207", "nation.0"),
        ("measures.toml", "\"food-permit\",", "\"birth-certificate\",", "YM1206", "code"),
    ];
    let mut wrong = Vec::new();
    for (file, from, to, code, at) in cases {
        let found = planted(file, from, to);
        if !found.iter().any(|(name, place)| *name == code && place == at) {
            wrong.push(format!("{code} {at}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn answers_that_lead_nowhere_are_found_with_somebody_who_gives_them() {
    let text = own()[FOOD]
        .replace("for drinking water.\" }\nwhen = { water = [\"own\"] }", "for drinking water.\" }");
    let text = text.replace("[[conditions]]\n", "[[conditions]]\nwhen = { cold = [\"no\"] }\n");
    let mut sources = own();
    sources.insert(FOOD.to_owned(), text);
    let flaws = inspect(sources, Vec::new(), None).flaws;
    let flaw = flaws.iter().find(|flaw| flaw.code.name == "YM0703").unwrap();
    assert_eq!((flaw.at.as_str(), flaw.example["cold"].as_str()), ("conditions", "yes"));
    assert!(flaw.what.zh.contains("裱花蛋糕？——做"), "{}", flaw.what.zh);
}

#[test]
fn one_code_at_two_bodies_must_agree_and_a_township_keeps_to_the_county() {
    let twin = |organ: &str, level: &str| {
        let text = own()[FOOD].replacen("code = \"food-permit\"", "code = \"twin\"", 1);
        let text = text.replacen("11449921MB9X00031G4", &format!("{organ}{level}"), 1);
        text.replacen("organ = \"11449921MB9X00031G\"", &format!("organ = \"{organ}\""), 1)
    };
    let has = |found: &[(&str, String)], code: &str, at: &str| found.iter().any(|f| f.0 == code && f.1 == at);
    // another bureau of the county: two bodies; with another limit the elements differ too
    let county = twin("11449921MB9X000588", "4");
    let one = put("items/twin.toml", &county);
    assert!(has(&one, "YM0802", "catalog_code") && one.iter().all(|f| f.0 != "YM0801"), "{one:?}");
    let late = county.replacen("n = 5\nunit", "n = 6\nunit", 1);
    let other = put("items/twin.toml", &late);
    assert!(has(&other, "YM0801", "promised_limit"), "{other:?}");
    // a township may promise less time, but not ask for something else
    let town = twin("11449921MB9X002938", "5");
    let good = put("items/twin.toml", &town.replacen("n = 5\nunit", "n = 4\nunit", 1));
    assert!(good.iter().all(|f| !f.0.starts_with("YM08")), "{good:?}");
    let promise = "[promised_limit]\nn = 5\nunit = \"working_days\"";
    for slower in ["n = 6\nunit = \"working_days\"", "n = 7\nunit = \"days\""] {
        let slower = town.replacen(promise, &format!("[promised_limit]\n{slower}"), 1);
        let slower = put("items/twin.toml", &slower);
        assert!(has(&slower, "YM0803", "promised_limit"), "{slower:?}");
    }
    let more = put("items/twin.toml", &town.replacen("一页纸就够", "两页纸就够", 1));
    assert!(has(&more, "YM0803", "materials"), "{more:?}");
}

#[test]
fn what_could_be_checked_side_by_side_and_what_has_no_form_is_found() {
    let text = own()[FOOD].replace("awaits = \"testing\"\n", "");
    let queue = put(FOOD, &text.replace("[[points]]\n", "[[points]]\nawaits = \"testing\"\n"));
    assert!(queue.contains(&("YM1002", "special.0".to_owned())), "{queue:?}");
    let text = own()[FOOD].clone();
    let (before, after) = (text.find("[[fields]]").unwrap(), text.find("[[points]]").unwrap());
    let formless = format!("fields = []\n{}{}", &text[..before], &text[after..]);
    let found = put(FOOD, &formless);
    assert!(found.contains(&("YM1203", "fields".to_owned())), "{found:?}");
}
