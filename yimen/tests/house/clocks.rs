//! The clocks of a case on any day, through the door: the same proof for the applicant, the window, the
//! examiner's organ and the supervisor, and for nobody else.

use case::rules::Command;
use kernel::Day;
use serde_json::Value;

use super::county::{applies, does, window};
use super::visits::Served;

const DAY_MS: i64 = 86_400_000;
const JSON: (&str, &str) = ("accept", "application/json");

fn clocks(served: &Served, party: &str, no: &str, day: &str) -> Value {
    let cookie = cookie(served, party);
    let path = format!("/cases/{no}/clocks{day}");
    let answer = served.door.get(&path, &[JSON, ("cookie", &cookie)]);
    assert_eq!(answer.status, 200, "{party} {path}: {}", answer.body);
    answer.json()
}

/// Somebody is let in; the agent for her noodle shop.
fn cookie(served: &Served, party: &str) -> String {
    let for_party = (party == "p-li").then_some("p-noodle");
    served.lets_in(party, for_party).split(';').next().unwrap().to_owned()
}

fn clock<'a>(page: &'a Value, name: &str) -> &'a Value {
    let found = page["clocks"].as_array().unwrap().iter().find(|clock| clock["clock"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {page}"))
}

#[test]
fn every_clock_proves_itself_on_any_day_to_everybody_whose_case_it_is() {
    let served = Served::new(256);
    let no = applies(&served.house, "food-permit");
    served.forward(DAY_MS);
    does(&served.house, window(), &no, Command::Accept {});
    let own = clocks(&served, "p-li", &no, "");
    let promised = clock(&own, "promised");
    assert_eq!(
        (promised["from"].clone(), promised["due"].clone()),
        ("2026-09-02".into(), "2026-09-09".into())
    );
    assert!(promised["basis"]["zh"].as_str().unwrap().contains("第四十二条"), "{promised}");
    let days = promised["days"].as_array().unwrap();
    let from: Day = "2026-09-02".parse().unwrap();
    for (n, one) in days.iter().enumerate() {
        assert_eq!(one["day"], from.plus(i32::try_from(n).unwrap()).to_string(), "no day is left out");
        assert!(!one["reason"]["zh"].as_str().unwrap().is_empty(), "{one}");
    }
    assert_eq!((&promised["counted"], &promised["not_counted"]), (&5.into(), &3.into()));
    for who in ["s-window-6", "s-chen", "s-zhao", "s-he"] {
        let theirs = clocks(&served, who, &no, "");
        assert_eq!(theirs["clocks"], own["clocks"], "{who} reads the same proof");
        assert_eq!(theirs["lamp"], own["lamp"], "{who} sees the same lamp");
    }
    let stranger = cookie(&served, "p-wang");
    let path = format!("/cases/{no}/clocks");
    assert_eq!(served.door.get(&path, &[("cookie", &stranger)]).status, 404, "not hers: as if absent");
    assert_eq!(served.door.get("/cases/449921-20260101-9999/clocks", &[("cookie", &stranger)]).status, 404);
}

#[test]
fn a_day_past_shows_what_ran_then_and_a_day_to_come_what_happens_if_nobody_acts() {
    let served = Served::new(256);
    let no = applies(&served.house, "food-permit");
    served.forward(DAY_MS);
    does(&served.house, window(), &no, Command::Accept {});
    let before = clocks(&served, "p-li", &no, "?day=2026-09-01");
    assert_eq!(clock(&before, "reply")["due"], "2026-09-08");
    assert_eq!(
        (&before["standing"]["code"], before["clocks"].as_array().unwrap().len()),
        (&"submitted".into(), 1)
    );
    for (day, lamp, overran) in [
        ("2026-09-03", "green", false),
        ("2026-09-08", "yellow", false),
        ("2026-09-10", "orange", true),
        ("2026-09-17", "red", true),
    ] {
        let page = clocks(&served, "s-he", &no, &format!("?day={day}"));
        assert_eq!((&page["day"], &page["lamp"]), (&day.into(), &lamp.into()));
        assert_eq!(clock(&page, "promised")["overran"], overran, "on {day}");
    }
    // a day before the case, and one that is none
    assert_eq!(clocks(&served, "p-li", &no, "?day=2020-01-01")["day"], "2026-09-01");
    assert_eq!(clocks(&served, "p-li", &no, "?day=2026-02-30")["day"], "2026-09-02");
}

#[test]
fn a_day_that_rests_on_a_provisional_year_is_marked_on_the_page() {
    let served = Served::new(256);
    served.forward(119 * DAY_MS);
    let no = applies(&served.house, "food-permit");
    does(&served.house, window(), &no, Command::Accept {});
    let page = clocks(&served, "p-li", &no, "");
    assert_eq!(page["provisional_years"], serde_json::json!([2027]));
    let promised = clock(&page, "promised");
    assert_eq!((&promised["due"], &promised["provisional"]), (&"2027-01-06".into(), &true.into()));
    assert!(promised["moves"].to_string().contains("2027 年的放假通知还没有公布"), "{promised}");
    let cookie = cookie(&served, "p-li");
    let html = served.door.get(&format!("/cases/{no}/clocks"), &[("cookie", &cookie)]).body;
    assert!(html.contains("暂定") && html.contains("已经告诉您的日期不会提前"), "{html}");
}
