//! Planted faults: one small change of the county's own files yields exactly one code at one place.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use crate::catalogue::{inspect, sources};

/// The codes and places of what one change brings.
fn planted(file: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    let own = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue"));
    let (mut sources, unread) = sources(own);
    let text = sources[file].replacen(from, to, 1);
    assert_ne!(text, sources[file], "{file} has no {from}");
    sources.insert(file.to_owned(), text);
    inspect(sources, unread, None).flaws.into_iter().map(|flaw| (flaw.code.name, flaw.at)).collect()
}

#[test]
fn a_planted_fault_is_found_at_its_place() {
    let food = "items/food-permit.toml";
    let cases = [
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
        ("allow.toml", "items/food-permit.toml", "items/hotel-permit.toml", "YM0902", "fields.0"),
        (food, "awaits = \"testing\"\n", "", "YM1001", "special.0"),
        (
            "delegations.toml",
            "item = \"birth-registration\"",
            "item = \"birth-registratio\"",
            "YM1102",
            "delegation.0.item",
        ),
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
