//! Samples 示例: they can be found and asked for, say what they are, and move no indicator of the county.

use std::collections::BTreeMap;

use case::rules::Command;
use house::{House, To, follow};

use super::county::{Ground, applies, ask, does, li, morning, on_both, wang};
use super::uploads::{Counter, Someone};

const SAMPLE: &str = "household-facts";
const JSON: (&str, &str) = ("accept", "application/json");

/// Wang has her household record confirmed; gives the number of the case.
fn confirms(house: &House) -> String {
    let pairs = |all: &[(&str, &str)]| -> BTreeMap<String, String> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let command = Command::Apply {
        item: SAMPLE.to_owned(),
        edition: house.world().in_force[SAMPLE].clone(),
        situation: pairs(&[("differs", "no")]),
        materials: Vec::new(),
        applicant: "王小明".to_owned(),
        phone: "13800000668".to_owned(),
        answers: pairs(&[
            ("person.name", "王小明"),
            ("person.id", "449921198803120012"),
            ("household_address.town", "449921001"),
            ("household_address.line", "建设路 9 号"),
            ("contact_phone", "13800000668"),
        ]),
        on_behalf: None,
        files: Vec::new(),
        parcel: None,
    };
    ask(house, wang(), To::New, command).unwrap().name
}

#[test]
fn a_case_of_a_sample_is_counted_nowhere() {
    on_both(|ground| {
        let house = ground.open();
        confirms(&house);
        let ended = confirms(&house);
        does(&house, wang(), &ended, Command::Withdraw {});
        applies(&house, "food-permit");
        let ended = applies(&house, "food-permit");
        does(&house, li(), &ended, Command::Withdraw {});
        follow::catch_up(&house).unwrap();
        house.close().unwrap();
        let today = morning(2026, 9, 1).day();
        let sums = ground.look(|look| oversight::views::sums(look, today, today.plus(10)));
        let items: Vec<&str> = sums.iter().map(|sum| sum.item.as_str()).collect();
        assert_eq!(items, ["food-permit"], "running and ended");
        let asked = oversight::views::Asked::default();
        let listed = ground.look(|look| oversight::views::watched(look, &asked, today.plus(10), 50));
        assert_eq!(listed.len(), 1, "{listed:?}");
    });
}

#[test]
fn the_counties_own_items_are_counted_without_samples() {
    let counter = Counter::open(Ground::sqlite());
    let world = counter.house.world();
    let (own, every) = (world.editions.items().count(), world.editions.every().count());
    assert!(own == 66 && every > own, "{own} of {every}");
    assert!(world.editions.sample(SAMPLE) && !world.editions.sample("food-permit"));
    let page = |who: &Someone, path: &str| {
        let answer = who.door.get(path, &[JSON, ("cookie", who.cookie.as_str())]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    };
    let watches = counter.lets_in("s-he", None);
    let changes = page(&watches, "/items/changes");
    assert_eq!(changes["changes"]["after"], 66);
    let reduced = page(&watches, "/items/reductions");
    assert_eq!(reduced["county"]["items"], 66);
    let listed = page(&watches, "/lists/powers");
    assert_eq!(listed["lines"].as_array().unwrap().len(), 66);
    // and whoever looks for one finds it, with its tag
    let wang = counter.lets_in("p-wang", None);
    assert!(wang.get("/").body.contains("全部 66 项事项"));
    let found = wang.get("/items?q=户籍信息确认").body;
    assert!(found.contains("户籍信息确认（示例）"), "{found}");
    let guide = wang.get(&format!("/items/{SAMPLE}")).body;
    assert!(guide.contains("示例") && guide.contains("不计入本县的数字"), "{guide}");
    assert_eq!(page(&wang, &format!("/items/{SAMPLE}"))["item"]["sample"], true);
}
