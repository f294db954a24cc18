//! The clocks of a case on any day, through the door: the same proof for the applicant, the window, the
//! examiner's organ and the supervisor, and for nobody else.

use case::rules::Command;
use kernel::Day;
use serde_json::Value;

use super::county::{applies, does, li, organ_of, public, window};
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

/// The days of a clock, as the page has them: day and which of the limit's days it is.
fn counted(clock: &Value) -> Vec<(String, Option<u64>)> {
    let days = clock["days"].as_array().unwrap();
    days.iter().map(|one| (one["day"].as_str().unwrap().to_owned(), one["nth"].as_u64())).collect()
}

/// Why a day is counted or not, in Chinese.
fn why<'a>(clock: &'a Value, day: &str) -> &'a str {
    let days = clock["days"].as_array().unwrap();
    let found = days.iter().find(|one| one["day"] == day);
    found.unwrap_or_else(|| panic!("no {day} in {clock}"))["reason"]["zh"].as_str().unwrap()
}

#[test]
fn an_extension_and_a_hearing_are_proven_day_by_day() {
    let served = Served::new(256);
    let no = applies(&served.house, "food-permit");
    let [examiner, head] = organ_of("food-permit");
    let act = |who, command| {
        does(&served.house, who, &no, command);
    };
    act(window(), Command::Accept {});
    act(examiner.clone(), Command::TellHearingRight { others: false, matter: "涉及邻居".to_owned() });
    act(li(), Command::RequestHearing { by: String::new() });
    act(head.clone(), Command::Extend { days: 5, reason: "案情复杂".to_owned() });
    let page = clocks(&served, "p-li", &no, "");
    let promised = clock(&page, "promised");
    assert!(promised["extended"]["zh"].as_str().unwrap().contains("5 个工作日"), "{promised}");
    assert_eq!(clock(&page, "ask_hearing")["due"], "2026-09-08");
    assert_eq!(clock(&page, "hold_hearing")["due"], "2026-09-29");
    let told = promised["due"].as_str().unwrap().to_owned();
    assert_eq!(told, "2026-09-15", "five working days, and five more");
    served.forward(DAY_MS);
    let hearing = Command::SetHearing {
        on: "2026-09-11".parse().unwrap(),
        place: "二楼会议室".to_owned(),
        presider: "s-zhao".to_owned(),
        notice: "听1号".to_owned(),
    };
    act(examiner, hearing);
    served.forward(9 * DAY_MS);
    act(head, Command::HoldHearing { record: "各方陈述".to_owned() });
    for who in ["p-li", "s-window-6", "s-chen", "s-he"] {
        let page = clocks(&served, who, &no, "");
        let promised = clock(&page, "promised");
        assert_eq!(promised["due"], "2026-09-23", "{promised}");
        let heard: Vec<String> =
            ["03", "04", "07", "08", "09", "10", "11"].map(|day| format!("2026-09-{day}")).to_vec();
        for day in &heard {
            assert!(
                why(promised, day).contains("听证") && why(promised, day).contains("第四十五条"),
                "{day}"
            );
        }
        let days = counted(promised);
        let nth: Vec<&str> = days.iter().filter(|one| one.1.is_some()).map(|one| one.0.as_str()).collect();
        let law = ["02", "14", "15", "16", "17", "18", "20", "21", "22", "23"];
        assert_eq!(nth, law.map(|day| format!("2026-09-{day}")), "{who}: the 20th is a worked Sunday");
        assert_eq!(clock(&page, "hold_hearing")["overran"], false, "it was held");
    }
    let cookie = cookie(&served, "p-li");
    let html = served.door.get(&format!("/cases/{no}/clocks"), &[("cookie", &cookie)]).body;
    for words in ["其中延长 5 个工作日", "听证期间，不计入", "申请听证的期限", "举行听证的期限"]
    {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn a_publicity_is_proven_day_by_day_and_stops_nothing_where_no_law_says_so() {
    let served = Served::new(256);
    let no = public(&served.house);
    let page = clocks(&served, "s-he", &no, "");
    let shown = clock(&page, "publicity");
    assert_eq!((&shown["from"], &shown["due"]), (&"2026-09-01".into(), &"2026-09-08".into()));
    assert!(shown["basis"]["zh"].as_str().unwrap().contains("第三十六条"), "{shown}");
    assert_eq!(why(shown, "2026-09-05"), "周末，不计入");
    let law = clock(&page, "statutory")["due"].clone();
    let passed = clocks(&served, "s-he", &no, "?day=2026-09-09");
    assert_eq!(clock(&passed, "statutory")["due"], law, "Art. 45 does not name it");
    let cookie = cookie(&served, "p-wang");
    let html = served.door.get(&format!("/cases/{no}/clocks?day=2026-09-09"), &[("cookie", &cookie)]).body;
    assert!(html.contains("公示期"), "{html}");
}
