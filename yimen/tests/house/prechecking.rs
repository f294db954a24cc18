//! 预审 through the door: she asks, the window passes it or gives it back with all that is lacking, and no
//! day of the law is lost.

use case::rules::Command;
use facts::document::Kind;
use house::timekeeper;
use kernel::Instant;

use super::county::{Ground, application, ask, does, follow_and_print, li, on_both, window};
use super::uploads::{Counter, Someone};
use house::To;

const JSON: (&str, &str) = ("accept", "application/json");

/// A food permit, filed with the word that its papers will be brought.
fn filed(counter: &Counter) -> String {
    ask(&counter.house, li(), To::New, application(&counter.house, "food-permit")).unwrap().name
}

#[track_caller]
fn acts(who: &Someone, no: &str, act: &str, typed: &[(&str, &str)]) {
    let page = format!("/cases/{no}");
    let answer = who.sends(&page, &format!("{page}/{act}"), typed);
    assert_eq!(answer.status, 303, "{act}: {}", answer.body);
}

fn papers(counter: &Counter, no: &str, kind: Kind) -> i64 {
    follow_and_print(&counter.house);
    let args = vec![no.into(), kind.word().into()];
    let sql = "select count(*) from v_document where case_no = $1 and kind = $2";
    counter.house.store.read_now(move |look| Ok(look.one(sql, &args)?.unwrap().int(0))).unwrap()
}

#[test]
fn of_a_look_that_is_passed_nothing_is_asked_anew() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let no = filed(&counter);
        let (li, clerk) = (counter.lets_in("p-li", Some("p-noodle")), counter.lets_in("s-window-6", None));
        let page = format!("/cases/{no}");
        assert!(!clerk.get(&page).body.contains("pass-precheck"), "nobody has asked");
        acts(&li, &no, "ask-precheck", &[]);
        let clocks = li.get(&format!("{page}/clocks")).body;
        assert!(clocks.contains("预审期限") && clocks.contains("第四十三条"), "{clocks}");
        acts(&clerk, &no, "pass-precheck", &[]);
        let shown = li.door.get(&page, &[("cookie", &li.cookie), JSON]).json();
        assert_eq!(shown["origin"]["precheck"]["found"], "passed", "{shown}");
        let refused = counter.door.post_json(
            &format!("{page}/ask-correction"),
            &[("cookie", &clerk.cookie), JSON],
            &serde_json::json!({"lacking": ["field.area"], "note": "写错了", "token": clerk.get(&page).token()}),
        );
        assert_eq!(refused.status, 422, "{refused:?}");
        assert!(refused.body.contains("prechecked"), "{refused:?}");
        does(&counter.house, window(), &no, Command::Receive { materials: None });
        acts(&clerk, &no, "accept", &[]);
        counter.house.close().unwrap();
    });
}

#[test]
fn a_look_that_is_given_back_is_the_one_notice_in_writing() {
    let counter = Counter::open(Ground::sqlite());
    let no = filed(&counter);
    let (li, clerk) = (counter.lets_in("p-li", Some("p-noodle")), counter.lets_in("s-window-6", None));
    acts(&li, &no, "ask-precheck", &[]);
    let page = format!("/cases/{no}");
    let typed = [("lacking-layout", "yes"), ("note", "平面图看不清，重新拍一张")];
    acts(&clerk, &no, "return-precheck", &typed);
    let shown = li.get(&page).body;
    assert!(shown.contains("预审退回") && shown.contains("平面图看不清"), "{shown}");
    assert_eq!(papers(&counter, &no, Kind::Correction), 1, "told in writing, once");
    assert!(!clerk.get(&page).body.contains("/ask-correction"), "a second notice needs a supervisor");
    counter.house.close().unwrap();
}

#[test]
fn silence_accepts_from_the_day_of_filing_though_she_asked_for_a_look() {
    let counter = Counter::open(Ground::sqlite());
    let no = filed(&counter);
    let li = counter.lets_in("p-li", Some("p-noodle"));
    acts(&li, &no, "ask-precheck", &[]);
    // filed on Tuesday 1 September 2026; five working days end on the 8th
    counter.clock.to(Instant::at(kernel::Day::ymd(2026, 9, 9).unwrap(), 0, 0));
    while timekeeper::strike(&counter.house).unwrap() > 0 {}
    // her session is over by then
    let li = counter.lets_in("p-li", Some("p-noodle"));
    let shown = li.get(&format!("/cases/{no}")).body;
    assert!(shown.contains("从收到材料的2026年9月1日起就算受理"), "{shown}");
    assert!(shown.contains("预审期限") && shown.contains("已经正式答复，不再预审"), "{shown}");
    counter.house.close().unwrap();
}
