//! What the desk of the catalogue tries before it takes anything in: withdrawals, texts for their own day, and
//! approved texts by now. A real house with its real router on a port.

use std::sync::Arc;

use kernel::limits::{CATALOGUE_EDITOR_CHARS, REASON_CHARS};

use super::county::{Ground, morning, on_both};
use super::publishing::{Desk, ITEM, SHORTER, at, changed};

/// Another item of the same organ, which the county's delegations name.
const NAMED: &str = "/catalogue/birth-registration";

#[test]
fn an_item_that_other_files_name_is_not_withdrawn() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let last = ground.last();
    let typed = [("reason_zh", "并入"), ("reason_en", "Merged"), ("from", "2026-09-05")];
    let answer = desk.send("s-zhou", NAMED, &format!("{NAMED}/withdraw"), &typed);
    assert_eq!(answer.status, 422, "{answer:?}");
    assert!(answer.body.contains("改好才能送审"), "{}", answer.body);
    assert_eq!(ground.last(), last, "nothing was written");
    desk.house.close().unwrap();
}

#[test]
fn an_approved_text_that_has_errors_by_now_is_said_on_the_list() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let own = ("000709947000", "000709947099");
    let task = ("11449921MB9X00074X4000709947000", "11449921MB9X00074X4000709947099");
    let recoded =
        |text: &str, own: (&str, &str), task: (&str, &str)| changed(&changed(text, &[task]), &[own]);
    assert_eq!(desk.proposes(&recoded(&desk.text(), own, task), "2026-09-20").status, 303);
    assert_eq!(desk.approves().status, 303);
    let errors = |desk: &Desk| {
        let all = desk.json("s-zhou", "/catalogue")["items"].clone();
        let one = all.as_array().unwrap().iter().find(|one| one["item"] == ITEM).unwrap().clone();
        (one["errors"].clone(), one["proposal"]["stage"].clone())
    };
    assert_eq!(errors(&desk), (0.into(), "approved".into()));
    // meanwhile another item of the organ takes the code
    let other = "household-move";
    let text = desk.house.world().texts[&format!("items/{other}.toml")].to_string();
    let code = text.lines().find(|line| line.starts_with("catalog_code")).unwrap();
    let code = code.split('"').nth(1).unwrap();
    let (was, is) = (format!("11449921MB9X00074X4{code}"), task.1);
    let taken = recoded(&text, (code, own.1), (&was, is));
    let path = format!("/catalogue/{other}");
    let typed = [("text", taken.as_str()), ("from", "2026-09-01"), ("note", "换编码")];
    let answer = desk.send("s-zhou", &format!("{path}/edit"), &format!("{path}/propose"), &typed);
    assert_eq!(answer.status, 303, "{answer:?}");
    assert_eq!(desk.send("s-sun", &path, &format!("{path}/approve"), &[]).status, 303);
    assert_eq!(errors(&desk), (1.into(), "approved".into()));
    assert!(desk.get("s-sun", "/catalogue").body.contains("现在查出 1 处错误"));
    desk.house.close().unwrap();
}

#[test]
fn what_the_files_publish_as_it_was_approved_is_done_and_not_overtaken() {
    on_both(|mut ground| {
        ground.own_catalogue();
        let file = ground.catalogue.join(format!("items/{ITEM}.toml"));
        let desk = Desk::open(&ground, morning(2026, 9, 1));
        let approved = changed(&desk.text(), &[SHORTER]);
        assert_eq!(desk.proposes(&approved, "2026-09-20").status, 303);
        assert_eq!(desk.approves().status, 303);
        desk.house.close().unwrap();
        std::fs::write(&file, &approved).unwrap();
        let desk = Desk::open(&ground, morning(2026, 9, 3));
        assert_eq!(desk.text(), approved);
        let all = desk.json("s-zhou", "/catalogue")["items"].clone();
        let one = all.as_array().unwrap().iter().find(|one| one["item"] == ITEM).unwrap();
        assert!(one["proposal"].is_null(), "{one}");
        desk.house.close().unwrap();
    });
}

#[test]
fn an_officer_takes_home_the_items_of_her_organ_and_no_other() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let names = |party: &str| desk.get(party, "/catalogue.tar").bytes;
    let holds = |tar: &[u8], path: &str| tar.windows(path.len()).any(|bytes| bytes == path.as_bytes());
    let (police, administrator) = (names("s-zhou"), names("s-lin"));
    for path in ["items/residence-permit.toml", "organs.toml", "rules.toml"] {
        assert!(holds(&police, path) && holds(&administrator, path), "{path}");
    }
    let food = "items/food-permit.toml";
    assert!(!holds(&police, food) && holds(&administrator, food));
    desk.house.close().unwrap();
}

#[test]
fn the_longest_text_that_the_editor_takes_can_be_sent() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let most = format!("maxlength=\"{CATALOGUE_EDITOR_CHARS}\"");
    assert!(desk.get("s-zhou", &at("edit")).body.contains(&most));
    let longest = format!("#{}", "面".repeat(CATALOGUE_EDITOR_CHARS - 1));
    let cookie = desk.enter("s-zhou");
    let page = desk.door.get(&at("edit"), &[("cookie", &cookie)]);
    let form = page.form(&at("propose")).with("text", &longest).with("note", &"长".repeat(REASON_CHARS));
    assert_eq!(form.to(&at("draft")).send(desk.door, &cookie).status, 303);
    let shown = desk.json("s-zhou", &at("edit"));
    assert_eq!(shown["text"].as_str(), Some(longest.as_str()));
    // what is longer still, a program may keep; the page says that a form cannot
    let token = desk.door.get(&at("edit"), &[("cookie", &cookie)]).token();
    let body = serde_json::json!({ "token": token, "text": format!("{longest}面") });
    let answer = desk.door.post_json(&at("draft"), &[("cookie", &cookie)], &body);
    assert!(answer.status < 400, "{answer:?}");
    let findings = desk.json("s-zhou", &at("edit"))["check"]["findings"].clone();
    assert!(findings[0]["what"]["zh"].as_str().unwrap().contains("浏览器里改了送不出来"), "{findings}");
    desk.house.close().unwrap();
}

#[test]
fn what_is_asked_twice_is_tried_once_and_anew_when_the_catalogue_moved() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let (mine, today) = (desk.text(), desk.house.clock.now().day());
    let tried = || {
        let asked = desk.house.tried(ITEM, Some(mine.clone()), today);
        desk.runtime.block_on(asked).unwrap()
    };
    let first = tried();
    assert_eq!(first.errors(), 0);
    assert!(Arc::ptr_eq(&first, &tried()));
    assert_eq!(desk.proposes(&changed(&mine, &[SHORTER]), "2026-09-01").status, 303);
    assert_eq!(desk.approves().status, 303);
    assert!(!Arc::ptr_eq(&first, &tried()), "another catalogue, another trial");
    desk.house.close().unwrap();
}
