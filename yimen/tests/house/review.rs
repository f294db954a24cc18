//! Reviews through the door: who is asked, what is kept, who sees what, and when it is over.

use std::sync::Arc;

use house::clock::VirtualClock;
use house::rehearsal::rehearsal_actor;
use house::{House, Subject};
use kernel::{Actor, Role};
use serde_json::Value as Json;

use super::county::{Ground, HALL, POLICE, granted, li, morning, wang};
use super::http::{Answer, Door};

/// A demo's house with a clock that stands, and its door.
struct Street {
    house: House,
    clock: Arc<VirtualClock>,
    door: Door,
    _ground: Ground,
}

impl Street {
    /// Open on the morning of 1 September 2026.
    fn open() -> Street {
        let ground = Ground::sqlite();
        let (house, clock, door) = ground.street(morning(2026, 9, 1));
        Street { house, clock, door, _ground: ground }
    }

    /// Somebody steps in.
    fn visitor(&self, part: &str) -> Visitor<'_> {
        let answer = self.door.post(&format!("/demo/{part}"), &[], "token=anyone.step-in");
        assert_eq!(answer.status, 303, "{answer:?}");
        Visitor { street: self, cookie: answer.cookie() }
    }

    fn panel(&self, who: Actor, no: &str) -> Vec<(String, String, String)> {
        let no = no.to_owned();
        self.house
            .read_now(who.clone(), move |seeing| {
                let panels = review::views::panels(seeing.look, &Subject::Case(no), &who, &seeing.ctx)?;
                let lines = panels.into_iter().flat_map(|panel| panel.lines);
                Ok(lines.map(|(label, words, href)| (label.zh, words.zh, href)).collect())
            })
            .unwrap()
    }

    /// How many reviews stand on the ledger.
    fn written(&self) -> i64 {
        let sql = "select count(*) from ledger where kind = 'review.Reviewed'";
        self.house.store.read_now(move |look| look.one(sql, &[])).unwrap().unwrap().int(0)
    }
}

struct Visitor<'a> {
    street: &'a Street,
    cookie: String,
}

impl Visitor<'_> {
    fn get(&self, path: &str) -> Answer {
        self.street.door.get(path, &[("cookie", &self.cookie)])
    }

    fn json(&self, path: &str) -> Json {
        let headers = [("cookie", self.cookie.as_str()), ("accept", "application/json")];
        self.street.door.get(path, &headers).json()
    }

    fn post(&self, path: &str, form: &str) -> Answer {
        self.street.door.post(path, &[("cookie", &self.cookie)], form)
    }
}

fn address(no: &str) -> String {
    format!("/cases/{no}/review")
}

#[test]
fn the_form_chooses_nothing_and_loses_nothing() {
    let street = Street::open();
    let no = granted(&street.house, "residence-permit");
    let citizen = street.visitor("citizen");
    let page = citizen.get(&address(&no));
    assert_eq!(page.status, 200);
    assert_eq!(page.body.matches("name=\"level\"").count(), 5);
    assert!(!page.body.contains(" checked"), "a level is chosen beforehand");
    assert!(page.body.contains("评不评、怎么评都由您"));

    let form = format!("token={}&seen=0&reasons[]=guide&words=%E6%8C%87%E5%8D%97", page.token());
    let again = citizen.post(&address(&no), &form);
    assert_eq!(again.status, 422);
    assert!(again.body.contains("href=\"#f-level\"") && again.body.contains("id=\"f-level\""));
    for kept in [again.body, citizen.get(&address(&no)).body] {
        assert!(kept.contains("指南</textarea>"), "{kept}");
        assert_eq!(kept.matches(" checked").count(), 1);
    }
    let deceiving = format!("token={}&level=satisfied&words=a%E2%80%AEb", page.token());
    assert_eq!(citizen.post(&address(&no), &deceiving).status, 422);
    let invented = format!("token={}&level=five&reasons[]=weather", page.token());
    assert_eq!(citizen.post(&address(&no), &invented).status, 422);
    assert_eq!(street.written(), 0);
}

#[test]
fn a_case_is_reviewed_once_by_whose_case_it_is() {
    let street = Street::open();
    let no = granted(&street.house, "residence-permit");
    assert_eq!(street.door.get(&address(&no), &[]).status, 303);
    for part in ["agent", "clerk", "police-examiner", "police-head"] {
        let other = street.visitor(part);
        assert_eq!(other.get(&address(&no)).status, 404, "{part}");
        let csrf = other.get("/reviews");
        if part != "agent" {
            let form = format!("token={}&level=very_satisfied", csrf.token());
            assert_eq!(other.post(&address(&no), &form).status, 404, "{part}");
        }
    }
    let citizen = street.visitor("citizen");
    assert_eq!(citizen.get(&address("449921-20260901-9999")).status, 404);
    let token = citizen.get(&address(&no)).token();
    let form = format!("token={token}&seen=0&level=dissatisfied&reasons[]=guide&words=%E6%8C%87%E5%8D%97");
    for _ in 0..2 {
        let done = citizen.post(&address(&no), &form);
        assert_eq!((done.status, done.header("location")), (303, &*format!("/cases/{no}")), "{done:?}");
    }
    let thanks = citizen.get(&address(&no)).body;
    assert!(thanks.contains("谢谢您的评价") && thanks.contains("9月2日"), "{thanks}");
    assert!(!thanks.contains("name=\"level\""), "reviewed, and asked again");
    let second = citizen.post(&address(&no), &format!("token={token}x&level=very_satisfied"));
    assert_eq!(second.status, 422);
    assert!(second.body.contains("已经评价过"), "{}", second.body);
    assert_eq!(street.written(), 1);
}

#[test]
fn officers_see_counts_and_no_name() {
    let street = Street::open();
    let no = granted(&street.house, "residence-permit");
    let shop = granted(&street.house, "food-permit");
    for (part, case, level) in
        [("citizen", &no, "dissatisfied&words=%E5%A4%AA%E4%B9%85"), ("agent", &shop, "fairly_satisfied")]
    {
        let person = street.visitor(part);
        let form = format!("token={}&level={level}", person.get(&address(case)).token());
        assert_eq!(person.post(&address(case), &form).status, 303);
    }
    let sees = |part: &str| {
        let officer = street.visitor(part);
        let page = officer.get("/reviews");
        assert_eq!(page.status, 200, "{part}");
        for name in ["王小明", "李梅", "p-wang", "p-li", "p-noodle", "一碗面馆"] {
            assert!(!page.body.contains(name), "{part} reads {name}");
        }
        let json = officer.json("/reviews");
        assert!(!json.to_string().contains("p-"), "{part}: {json}");
        (page.body, json)
    };
    let (page, json) = sees("clerk");
    assert!(!page.contains(&no) && !page.contains("太久"), "a clerk reads who reviewed");
    let all = &json["all"];
    assert_eq!(
        (&all["n"], &all["good_rate"], &all["strict_rate"]),
        (&2.into(), &"50.00".into(), &"0.00".into())
    );
    assert_eq!(json["bad"], Json::Array(vec![]));
    let (_, json) = sees("police-examiner");
    assert_eq!((&json["all"]["n"], &json["bad"]), (&1.into(), &Json::Array(vec![])));
    let (page, json) = sees("police-head");
    assert!(page.contains(&no) && page.contains("太久") && !page.contains(&shop));
    assert_eq!(json["bad"][0][1]["contact_by"], "2026-09-02");
    let (page, json) = sees("market-head");
    assert!(!page.contains(&no) && !page.contains("太久"));
    assert_eq!((&json["all"]["n"], &json["all"]["good_rate"]), (&1.into(), &"100.00".into()));
    assert_eq!(street.visitor("citizen").get("/reviews").status, 404);
}

#[test]
fn after_five_working_days_it_is_over_and_nothing_is_counted() {
    let street = Street::open();
    let no = granted(&street.house, "residence-permit");
    let invited = street.panel(wang(), &no);
    assert_eq!(
        invited,
        [("评不评由您".to_owned(), "2026年9月8日前可以评价这次办理".to_owned(), address(&no))]
    );
    let officer = rehearsal_actor("s-sun", Role::Head, POLICE, "");
    let clerk = rehearsal_actor("s-window-6", Role::Clerk, HALL, "");
    for other in [li(), officer, clerk] {
        assert_eq!(street.panel(other, &no), []);
    }
    street.clock.to(morning(2026, 9, 8).plus_ms(14 * 3_600_000));
    assert_eq!(street.panel(wang(), &no).len(), 1, "the last day lasts until midnight");
    street.clock.to(morning(2026, 9, 9));
    assert_eq!(street.panel(wang(), &no), []);
    let citizen = street.visitor("citizen");
    let page = citizen.get(&address(&no));
    assert!(
        page.status == 200 && page.body.contains("评价的时间过了") && !page.body.contains("name=\"level\"")
    );
    let late = citizen.post(&address(&no), &format!("token={}&level=satisfied", page.token()));
    assert_eq!(late.status, 422);
    assert!(late.body.contains("2026年9月8日"), "{}", late.body);
    let head = street.visitor("police-head").json("/reviews");
    assert_eq!((&head["all"]["n"], &head["all"]["good_rate"]), (&0.into(), &"".into()));
}
