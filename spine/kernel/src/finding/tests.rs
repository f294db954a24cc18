//! What somebody writes, and what she finds.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use super::likeness::nearly;
use super::{Fit, Index};
use crate::item::Item;
use crate::limits::SEARCH_CHARS;

fn item(code: &str, name: (&str, &str), purpose: (&str, &str), synonyms: &[&str]) -> Item {
    let text = |(zh, en): (&str, &str)| serde_json::json!({ "zh": zh, "en": en });
    let days = serde_json::json!({ "n": 5, "unit": "working_days" });
    serde_json::from_value(serde_json::json!({
        "code": code, "catalog_code": "", "task_code": "", "organ": "",
        "name": text(name), "purpose": text(purpose), "synonyms": synonyms,
        "kind": "licensing", "pace": "promised", "for_persons": true, "for_organisations": true,
        "set_by": [], "silence": "accepts",
        "statutory_limit": days, "statutory_basis": text(("", "")), "promised_limit": days,
        "reply_limit": days, "delivery_limit": days, "correction_limit": days, "visits": 0,
        "conditions": [], "materials": [], "fields": [], "points": [], "places": [],
        "outcome": { "name": text(("证", "permit")), "licence": null }, "remedies": [],
    }))
    .unwrap()
}

fn shelf() -> Vec<Item> {
    vec![
        item(
            "food-permit",
            ("食品经营许可（餐饮服务）", "Food permit (catering)"),
            ("开饭馆、面馆、食堂要有", "To run a restaurant, a noodle shop or a canteen"),
            &["开饭馆", "开面馆", "奶茶店", "卫生许可证", "restaurant"],
        ),
        item(
            "public-place-hygiene",
            ("公共场所卫生许可", "Hygiene permit of a public place"),
            ("开旅馆、理发店要有", "To open a hotel or a barber's shop"),
            &["卫生证", "开旅馆", "理发店", "barber"],
        ),
        item(
            "residence-permit",
            ("居住证", "Residence permit"),
            ("在这里住下，孩子能在这里上学", "To live here and send children to school here"),
            &["暂住证", "上学", "temporary residence"],
        ),
        item(
            "school-enrolment",
            ("义务教育入学报名", "Enrolment at school"),
            ("孩子上小学", "A child begins school"),
            &["上小学", "上学报名", "primary school"],
        ),
    ]
}

fn found(asked: &str) -> Vec<(String, Fit)> {
    let shelf = shelf();
    Index::of(shelf.iter()).find(asked).into_iter().map(|hit| (hit.item, hit.fit)).collect()
}

#[track_caller]
fn first(asked: &str, item: &str, fit: Fit) {
    let found = found(asked);
    assert_eq!(found.first(), Some(&(item.to_owned(), fit)), "{asked}: {found:?}");
}

#[test]
fn the_better_fit_comes_first() {
    first("居住证", "residence-permit", Fit::Name);
    first("Residence Permit", "residence-permit", Fit::Name);
    first("食品经营", "food-permit", Fit::InName);
    first("开面馆", "food-permit", Fit::Synonym);
    first("食堂", "food-permit", Fit::Purpose);
    first("卫生许可", "public-place-hygiene", Fit::InName);
    assert_eq!(found("卫生许可")[1], ("food-permit".to_owned(), Fit::Synonym));
    first("上学", "residence-permit", Fit::Synonym);
    assert_eq!(found("上学")[1], ("school-enrolment".to_owned(), Fit::Synonym));
}

#[test]
fn one_wrong_character_is_forgiven() {
    for (asked, how) in [
        ("开面官", "another"),
        ("开馆", "one lacks"),
        ("开面面馆", "one too many"),
        ("面开馆", "two changed places"),
        ("北京烤鸭", "nothing"),
        ("restuarant", "two changed places"),
        ("restaurent", "another"),
        ("resturant", "one lacks"),
        ("restaurrant", "one too many"),
        ("我想开面官", "another, in a sentence"),
    ] {
        let food = ("food-permit".to_owned(), Fit::Nearly);
        assert_eq!(found(asked).contains(&food), how != "nothing", "{asked} ({how}): {:?}", found(asked));
    }
    first("居主证", "residence-permit", Fit::Nearly);
    first("居证住", "residence-permit", Fit::Nearly);
    first("residance permit", "residence-permit", Fit::Nearly);
}

#[test]
fn words_stand_in_any_order_and_in_any_dress() {
    for asked in ["permit food", "FOOD, permit!", "ｆｏｏｄ　ｐｅｒｍｉｔ", "I want to get a food permit"]
    {
        assert_eq!(found(asked).first().map(|f| f.0.as_str()), Some("food-permit"), "{asked}");
    }
    first("馆 开面", "food-permit", Fit::Synonym);
    first("我要办居住证", "residence-permit", Fit::InName);
    first("孩子 小学", "school-enrolment", Fit::Purpose);
}

#[test]
fn what_is_not_here_is_not_found() {
    for asked in ["护照", "food wedding", "ship", "结婚", "驾驶执照", "zzzzzz", "证件照片"] {
        assert_eq!(found(asked), Vec::new(), "{asked}");
    }
    assert_eq!(found("").len(), 4, "nothing asked: everything");
    assert_eq!(found(" ,。！ ").len(), 4);
}

#[test]
fn whatever_is_asked_ends_soon_and_breaks_nothing() {
    for asked in ["开".repeat(100_000), "a ".repeat(50_000), "\u{202e}\u{0}<script>%' --".repeat(900)] {
        found(&asked);
    }
    let begins = format!("居住证{}", " ".repeat(SEARCH_CHARS));
    assert_eq!(found(&format!("{begins}护照"))[0].0, "residence-permit", "what stands after the limit");
}

#[test]
fn a_catalogue_of_sixty_six_is_searched_before_a_person_has_blinked() {
    let items: Vec<Item> = shelf().into_iter().cycle().take(66).collect();
    let index = Index::of(items.iter());
    let begun = Instant::now();
    let rounds = 20;
    for _ in 0..rounds {
        index.find("我想在青岭县开一家新面官 restuarant");
    }
    // five milliseconds in a release build; an unoptimised one on a busy machine is given more
    assert!(begun.elapsed() / rounds < Duration::from_millis(50), "{:?}", begun.elapsed() / rounds);
}

/// A few characters, as they are read.
fn read(c: char) -> Vec<String> {
    let all = match c {
        '面' => "mian",
        '馆' | '管' => "guan",
        '开' => "kai",
        '居' => "ju",
        '住' => "zhu",
        '证' => "zheng",
        '上' => "shang",
        '学' => "xue",
        '小' => "xiao",
        '行' => "xing hang",
        '旅' => "lü",
        _ => return Vec::new(),
    };
    all.split(' ').map(str::to_owned).collect()
}

#[test]
fn what_is_typed_by_its_sound_is_heard() {
    let shelf = shelf();
    let index = Index::of(shelf.iter()).sounding(read);
    for (asked, item, fit) in [
        ("kaimianguan", "food-permit", Fit::Sound),
        ("kai mian guan", "food-permit", Fit::Sound),
        ("kmg", "food-permit", Fit::Sound),
        ("kaimiangu", "food-permit", Fit::Sound),
        ("开mianguan", "food-permit", Fit::Sound),
        ("开mg", "food-permit", Fit::Sound),
        ("面管", "food-permit", Fit::Sound),
        ("jzz", "residence-permit", Fit::Sound),
        ("jzhzh", "residence-permit", Fit::Sound),
        ("shangxiaoxue", "school-enrolment", Fit::Sound),
        ("kailv", "public-place-hygiene", Fit::Sound),
        ("juzuzeng", "residence-permit", Fit::Nearly),
        ("juzhuzhebg", "residence-permit", Fit::Nearly),
    ] {
        let found = index.find(asked);
        assert_eq!(found.first().map(|hit| (hit.item.as_str(), hit.fit)), Some((item, fit)), "{asked}");
    }
    for asked in ["k", "mg", "管", "xmg", "guankai", "馆管"] {
        assert_eq!(index.find(asked), Vec::new(), "{asked}");
    }
}

#[test]
fn a_sentence_of_her_own_finds_what_shares_its_words() {
    let shelf = shelf();
    let found = Index::of(shelf.iter()).find("孩子明年上学要怎么登记");
    assert_eq!(found[0], super::Hit { item: "residence-permit".to_owned(), fit: Fit::Synonym });
    let loosely = found.iter().find(|hit| hit.item == "school-enrolment").map(|hit| hit.fit);
    assert_eq!(loosely, Some(Fit::Loosely));
}

#[test]
fn nearly_is_one_character_and_no_more() {
    let chars = |text: &str| text.chars().collect::<Vec<_>>();
    for (a, b, is) in [
        ("面馆", "面馆", true),
        ("面馆", "面官", true),
        ("面馆", "馆面", true),
        ("面馆", "开面馆", true),
        ("开面馆", "开馆", true),
        ("abcd", "abdc", true),
        ("abcd", "badc", false),
        ("abcd", "ab", false),
        ("abcd", "xbcx", false),
        ("", "a", true),
        ("", "", true),
    ] {
        assert_eq!((nearly(&chars(a), &chars(b)), nearly(&chars(b), &chars(a))), (is, is), "{a} {b}");
    }
}
