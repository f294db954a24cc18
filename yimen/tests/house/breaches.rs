//! A broken limit through the house: what the organ's head is asked, what the supervisor sees, what anyone may
//! read, and that the case goes on all the while.

use case::rules::Command;
use house::{follow, timekeeper};
use serde_json::Value;

use super::county::{applies, does, window};
use super::http::Answer;
use super::visits::Served;

const DAY_MS: i64 = 86_400_000;
const JSON: (&str, &str) = ("accept", "application/json");

/// A food permit accepted on 1 September 2026: promised for the 8th, by law for the 15th.
fn accepted(served: &Served) -> String {
    let no = applies(&served.house, "food-permit");
    does(&served.house, window(), &no, Command::Accept {});
    no
}

fn days_pass(served: &Served, days: i64) {
    served.forward(days * DAY_MS);
    timekeeper::strike(&served.house).unwrap();
    follow::catch_up(&served.house).unwrap();
}

fn reads(served: &Served, party: &str, path: &str) -> Value {
    let for_party = (party == "p-li").then_some("p-noodle");
    let cookie = served.lets_in(party, for_party).split(';').next().unwrap().to_owned();
    let answer = served.door.get(path, &[JSON, ("cookie", &cookie)]);
    assert_eq!(answer.status, 200, "{party} {path}: {}", answer.body);
    answer.json()
}

fn says(served: &Served, party: &str, no: &str, clock: &str, act: &str, words: &str) -> Answer {
    let (cookie, token) = served.visitor(party);
    let seen = reads(served, party, &format!("/cases/{no}/breaches"))["breaches"].as_array().unwrap().clone();
    let version =
        seen.iter().find(|one| one["clock"] == clock).map_or(0, |one| one["version"].as_i64().unwrap());
    let body = format!("token={token}&clock={clock}&act={act}&words={words}&seen={version}");
    served.door.post(&format!("/cases/{no}/breaches"), &[("cookie", &cookie)], &body)
}

#[test]
fn a_broken_promise_asks_the_organ_for_a_public_explanation_and_the_case_goes_on() {
    let served = Served::new(256);
    let no = accepted(&served);
    let page = format!("/cases/{no}/breaches");
    assert_eq!(reads(&served, "p-li", &page)["breaches"], serde_json::json!([]));
    days_pass(&served, 8);
    let head = reads(&served, "s-zhao", &page);
    assert_eq!(
        (&head["breaches"][0]["state"], &head["breaches"][0]["by"]),
        (&"asked".into(), &"2026-09-10".into())
    );
    assert_eq!(head["breaches"][0]["open_to"], serde_json::json!(["oversight.explain", "oversight.appeal"]));
    for who in ["s-zhao", "s-he"] {
        let owed = reads(&served, who, "/breaches");
        assert_eq!(
            (&owed["rows"][0]["case_no"], owed["rows"].as_array().unwrap().len()),
            (&no.as_str().into(), 1)
        );
        let case = reads(&served, who, &format!("/cases/{no}"));
        assert!(case["panels"].to_string().contains("等部门公开说明原因"), "{who}: {}", case["panels"]);
    }
    let elsewhere = reads(&served, "s-sun", "/breaches");
    assert_eq!(elsewhere["rows"], serde_json::json!([]), "another organ's head sees none of it");
    assert_eq!(says(&served, "s-zhao", &no, "promised", "explain", "").status, 422);
    let said = says(&served, "s-zhao", &no, "promised", "explain", "%E5%81%9C%E7%94%B5%E4%B8%A4%E5%A4%A9");
    assert_eq!((said.status, said.header("location")), (303, page.as_str()), "{}", said.body);
    let public = reads(&served, "p-wang", "/explanations");
    assert_eq!(public["explanations"][0]["explanation"], "停电两天");
    assert!(!public.to_string().contains(&no), "anyone reads the reason and not whose case it is");
    assert_eq!(reads(&served, "s-he", "/breaches")["rows"], serde_json::json!([]));
    assert_eq!(reads(&served, "p-li", &page)["breaches"][0]["state"], "explained");
    does(&served.house, super::county::li(), &no, Command::Withdraw {});
}

#[test]
fn unexplained_it_becomes_a_rectification_and_past_the_law_a_supervision_order() {
    let served = Served::new(256);
    let no = accepted(&served);
    days_pass(&served, 8);
    days_pass(&served, 2);
    let rows = reads(&served, "s-he", "/breaches")["rows"].clone();
    assert_eq!((&rows[0]["state"], &rows[0]["by"]), (&"rectifying".into(), &"2026-09-18".into()));
    days_pass(&served, 6);
    let rows = reads(&served, "s-he", "/breaches")["rows"].clone();
    let states: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["rectifying", "ordered"]);
    assert_eq!(says(&served, "s-he", &no, "statutory", "close", "").status, 422, "nothing was answered");
    assert_eq!(says(&served, "s-zhao", &no, "statutory", "answer", "done").status, 303);
    assert_eq!(says(&served, "s-zhao", &no, "statutory", "close", "").status, 404, "the supervisor closes");
    assert_eq!(says(&served, "s-he", &no, "statutory", "close", "").status, 303);
    assert_eq!(says(&served, "s-zhao", &no, "promised", "appeal", "outage").status, 303);
    let own = reads(&served, "p-li", &format!("/cases/{no}/breaches"));
    assert_eq!(own["breaches"][0]["appeal"], "", "what officers say to each other is theirs");
    assert_eq!(says(&served, "s-he", &no, "promised", "uphold", "true").status, 303);
    assert_eq!(reads(&served, "s-he", "/breaches")["rows"], serde_json::json!([]));
    let states = reads(&served, "s-zhao", &format!("/cases/{no}/breaches"));
    assert_eq!(
        (&states["breaches"][0]["state"], &states["breaches"][1]["state"]),
        (&"not_attributed".into(), &"closed".into())
    );
}
