//! Those who watch: a supervisor sees what is late, an administrator how the house stands and whether the
//! ledger is as written; nobody else sees either.

use case::rules::Command;
use house::follow;
use house::rehearsal::rehearsal_actor;
use kernel::Role;

use super::binary::Open;
use super::county::{Ground, applies, does, li, morning, on_both, text, window};
use super::http::Door;

const JSON: (&str, &str) = ("accept", "application/json");

/// Steps into the demo as somebody.
fn enter(door: Door, part: &str) -> String {
    let answer = door.post(&format!("/demo/{part}"), &[], &format!("token=anyone.to-be-{part}"));
    assert_eq!(answer.status, 303, "{answer:?}");
    answer.cookie()
}

#[test]
fn what_is_late_is_counted_from_told_days_on_both_engines() {
    on_both(|ground| {
        let house = ground.open();
        let late = applies(&house, "food-permit");
        does(&house, window(), &late, Command::Accept {});
        let ended = applies(&house, "food-permit");
        does(&house, li(), &ended, Command::Withdraw {});
        follow::catch_up(&house).unwrap();
        house.close().unwrap();
        let house = ground.open_at(morning(2026, 12, 1));
        applies(&house, "residence-permit");
        house.close().unwrap();
        let today = morning(2026, 12, 1).day();
        let sums = ground.look(|look| oversight::views::sums(look, today, today.plus(10)));
        let of = |item: &str| sums.iter().find(|sum| sum.item == item).unwrap();
        let (food, home) = (of("food-permit"), of("residence-permit"));
        assert_eq!(
            (food.running, food.ended, food.past_law, food.past_promise, food.due_soon),
            (1, 1, 1, 1, 0)
        );
        assert_eq!((home.running, home.past_promise, home.due_soon), (1, 0, 1));
        let asked = oversight::views::Asked::default();
        let listed = ground.look(|look| oversight::views::watched(look, &asked, today.plus(10), 50));
        assert_eq!(
            listed.iter().map(|c| c.item.as_str()).collect::<Vec<_>>(),
            ["food-permit", "residence-permit"]
        );
        let after = Some((listed[0].due.clone(), listed[0].case_no.clone()));
        let asked = oversight::views::Asked { after, ..oversight::views::Asked::default() };
        let rest = ground.look(|look| oversight::views::watched(look, &asked, today.plus(10), 50));
        assert_eq!(rest, listed[1..]);
    });
}

#[test]
fn an_administrator_has_the_ledger_verified_and_a_supervisor_does_not() {
    let ground = Ground::sqlite();
    let open = Open::start(&["demo", "--port", "0", "--data", &text(&ground.path("demo"))]);
    let (door, cookie) = (open.door, enter(open.door, "administrator"));
    let head: [(&str, &str); 2] = [JSON, ("cookie", &cookie)];
    let before = door.get("/admin", &head).json();
    assert!(before["verified"].is_null(), "{before}");
    let items = before["in_force"].as_array().unwrap();
    let food = items.iter().find(|item| item["item"] == "food-permit").unwrap();
    assert_eq!(food["unverified"][0]["certainty"], "L", "{food}");
    assert!(food["published_at"].is_i64() && food["edition"].as_str().unwrap().len() == 64, "{food}");
    let form = format!("token={}", door.get("/admin", &[("cookie", &cookie)]).token());
    for _ in 0..2 {
        let answer = door.post("/admin/verify", &[("cookie", &cookie)], &form);
        assert_eq!((answer.status, answer.header("location")), (303, "/admin"), "{answer:?}");
    }
    let after = door.get("/admin", &head).json();
    assert_eq!((&after["verified"]["faults"], &after["verified"]["party"]), (&0.into(), &"s-lin".into()));
    let grown = after["counts"]["last"].as_i64().unwrap() - before["counts"]["last"].as_i64().unwrap();
    assert_eq!(grown, 1, "a double click is one check");
    let other = enter(door, "supervisor");
    let theirs = format!("token={}", door.get("/oversight", &[("cookie", &other)]).token());
    assert_eq!(door.post("/admin/verify", &[("cookie", &other)], &theirs).status, 404);
    for (cookie, path) in [(&other, "/admin"), (&cookie, "/oversight"), (&enter(door, "clerk"), "/oversight")]
    {
        assert_eq!(door.get(path, &[JSON, ("cookie", cookie)]).status, 404, "{path}");
    }
    assert_eq!(door.get("/oversight", &[JSON, ("cookie", &other)]).json()["cases"], serde_json::json!([]));
    let counts = door.get("/metrics", &[("cookie", &cookie), ("x-forwarded-for", "10.0.0.7")]);
    assert_eq!(counts.status, 200, "an administrator may read the counts from anywhere");
    open.close();
}

#[test]
fn a_ledger_that_was_altered_is_found_out_and_named() {
    let ground = Ground::sqlite();
    let house = ground.open();
    yimen::demo::people(&house).unwrap();
    house.close().unwrap();
    let last = ground.last();
    ground.behind("update ledger set cause = $1 where seq = $2", vec!["forged/x".into(), last.into()]);
    let house = ground.open();
    let administrator = rehearsal_actor("s-lin", Role::Administrator, "", "");
    let checked = house.read_now(administrator, |seeing| Ok(house::upkeep::check(seeing)?)).unwrap();
    let found: Vec<(&str, i64)> = checked.findings.iter().map(|wrong| (wrong.kind, wrong.first)).collect();
    assert_eq!(found, [("altered", last)]);
    assert!(checked.outside && checked.heads > 0, "{checked:?}");
    for wrong in &checked.findings {
        assert_ne!(house.texts.word("oversight", "finding", wrong.kind).zh, wrong.kind, "it has no words");
    }
    house.close().unwrap();
}
