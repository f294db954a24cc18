//! 风险点 through the house: what came to nothing is on the ledger, the third time in a quarter is a risk
//! point, and its organ answers for it.

use house::follow;

use super::county::{Ground, on_both, risky};
use super::uploads::{Counter, Someone};

const JSON: (&str, &str) = ("accept", "application/json");

fn reads(who: &Someone, path: &str) -> serde_json::Value {
    let answer = who.door.get(path, &[("cookie", &who.cookie), JSON]);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

#[test]
fn what_comes_to_nothing_three_times_in_a_quarter_is_answered_for() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let [zhao, he, sun] = ["s-zhao", "s-he", "s-sun"].map(|who| counter.lets_in(who, None));
        let name = risky(&counter.house);
        let page = format!("/risks/{name}");
        // the ledger and the count, for the organ and the supervisor
        for who in [&zhao, &he] {
            let list = reads(who, "/risks");
            assert_eq!(list["ledger"].as_array().unwrap().len(), 3, "{list}");
            assert_eq!(
                (&list["often"][0]["why"], &list["often"][0]["times"]),
                (&"declined".into(), &3.into())
            );
            assert_eq!(
                (&list["risks"][0]["name"], &list["risks"][0]["state"]),
                (&name.as_str().into(), &"named".into())
            );
        }
        assert_eq!(
            reads(&sun, "/risks")["ledger"],
            serde_json::json!([]),
            "another organ's head sees none of it"
        );
        assert_eq!(sun.door.get(&page, &[("cookie", &sun.cookie)]).status, 404);
        // the head answers, the supervisor gives it back and settles
        let empty = zhao.sends(&page, &page, &[("act", "answer"), ("words", "")]);
        assert_eq!(empty.status, 422, "{}", empty.body);
        let said = zhao.sends(&page, &page, &[("act", "answer"), ("words", "在入口写明哪些店不用办")]);
        assert_eq!(said.status, 303, "{}", said.body);
        let back = he.sends(&page, &page, &[("act", "give_back"), ("words", "哪天写好")]);
        assert_eq!(back.status, 303, "{}", back.body);
        assert!(zhao.get(&page).body.contains("哪天写好"));
        assert_eq!(zhao.sends(&page, &page, &[("act", "answer"), ("words", "明天写好")]).status, 303);
        assert_eq!(he.sends(&page, &page, &[("act", "settle")]).status, 303);
        assert_eq!(reads(&he, "/risks")["risks"], serde_json::json!([]));
        assert_eq!(reads(&zhao, &page)["state"], "settled");
        // the fourth time in the same quarter opens nothing anew
        let again = risky(&counter.house);
        assert_eq!((again, reads(&he, "/risks")["risks"].clone()), (name, serde_json::json!([])));
        counter.house.close().unwrap();
    });
}

#[test]
fn a_supervisor_makes_it_a_risk_point_sooner_and_points_are_counted() {
    let counter = Counter::open(Ground::sqlite());
    let he = counter.lets_in("s-he", None);
    let house = &counter.house;
    let no = super::county::denied(house);
    follow::catch_up(house).unwrap();
    let list = reads(&he, "/risks");
    let why = list["often"][0]["why"].as_str().unwrap().to_owned();
    assert!(why.starts_with("point-"), "a denial is counted by its check points: {list}");
    assert_eq!(list["ledger"][0]["case_no"], no.as_str());
    let judged = list["points"].as_array().unwrap();
    assert!(judged.len() == 1 && judged[0]["unmet"] == 1 && judged[0]["met"] == 0, "{list}");
    let organ = list["often"][0]["organ"].as_str().unwrap();
    let item = list["often"][0]["item"].as_str().unwrap();
    let named = he.sends("/risks", "/risks", &[("item", item), ("organ", organ), ("why", &why)]);
    assert_eq!(named.status, 303, "{}", named.body);
    let twice = he.sends("/risks", "/risks", &[("item", item), ("organ", organ), ("why", &why)]);
    assert_eq!(twice.status, 422, "once in a quarter: {}", twice.body);
    let never = he.sends("/risks", "/risks", &[("item", item), ("organ", organ), ("why", "terminated")]);
    assert_eq!(never.status, 404, "what never happened is no risk point");
    assert_eq!(reads(&he, "/risks")["risks"][0]["times"], 1);
    counter.house.close().unwrap();
}
