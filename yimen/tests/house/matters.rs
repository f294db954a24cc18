//! What no item covers 新事, through the door: brought from a search that found nothing, given to an organ,
//! given on by leave, answered in writing, and what came of it.

use house::{To, timekeeper};
use kernel::{Day, Instant};

use super::county::{Ground, MARKET, POLICE, application, ask, brought, follow_and_print, on_both};
use super::http::{Answer, coded};
use super::uploads::{Counter, Someone};

const JSON: (&str, &str) = ("accept", "application/json");

#[track_caller]
fn acts(who: &Someone, no: &str, act: &str, typed: &[(&str, &str)]) {
    let answer = tries(who, no, act, typed);
    assert_eq!(answer.status, 303, "{act}: {}", answer.body);
}

fn tries(who: &Someone, no: &str, act: &str, typed: &[(&str, &str)]) -> Answer {
    let page = format!("/matters/{no}");
    let token = who.get(&page).token();
    let mut body = format!("token={token}&act={act}");
    for (name, value) in typed {
        body.push_str(&format!("&{name}={}", coded(value)));
    }
    who.door.post(&page, &[("cookie", &who.cookie)], &body)
}

#[test]
fn what_was_looked_for_and_not_found_is_answered_and_becomes_a_case() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let nothing = counter.door.get("/items?q=%E7%81%AB%E7%AE%AD", &[]).body;
        assert!(nothing.contains("/matters/new?q=%E7%81%AB%E7%AE%AD"), "{nothing}");
        assert!(counter.door.get("/items/food-permit", &[]).body.contains("/matters/new"));
        assert_eq!(counter.door.get("/matters/new", &[]).status, 303, "a stranger signs in first");
        let wang = counter.lets_in("p-wang", None);
        assert!(wang.get("/matters/new?q=%E7%81%AB%E7%AE%AD").body.contains("火箭"));
        let empty = wang.sends("/matters/new", "/matters", &[("need", "")]);
        assert_eq!(empty.status, 422, "{}", empty.body);
        let sent = wang.sends(
            "/matters/new",
            "/matters",
            &[("need", "租来的房子想办居住的证明"), ("name", "王小明"), ("phone", "13800000668")],
        );
        assert_eq!(sent.status, 303, "{}", sent.body);
        let no = sent.header("location").rsplit('/').next().unwrap().to_owned();
        let (clerk, police) = (counter.lets_in("s-window-6", None), counter.lets_in("s-zhou", None));
        assert_eq!(police.get(&format!("/matters/{no}")).status, 404, "no organ has it yet");
        assert_eq!(counter.lets_in("p-li", None).get(&format!("/matters/{no}")).status, 404);
        assert!(clerk.get("/matters").body.contains(&no));
        assert_eq!(tries(&clerk, &no, "route", &[("to", "nobody"), ("words", "归它")]).status, 422);
        acts(&clerk, &no, "route", &[("to", POLICE), ("words", "居住登记归公安")]);
        assert!(wang.get(&format!("/matters/{no}")).body.contains("居住登记归公安"), "she reads why");
        let answer = [
            ("outcome", "item"),
            ("item", "residence-permit"),
            ("basis", "《居住证暂行条例》第八条"),
            ("words", "您要的是居住证，请在这里申请。"),
        ];
        acts(&police, &no, "answer", &answer);
        let page = wang.get(&format!("/matters/{no}"));
        assert!(page.body.contains("您要的是居住证") && page.body.contains("去申请"), "{}", page.body);
        let led = page.form(&format!("/matters/{no}/apply")).send(counter.door, &wang.cookie);
        assert_eq!((led.status, led.header("location")), (303, "/items/residence-permit/apply"));
        let form = wang.get("/items/residence-permit/apply?ground=rented&behalf=self").body;
        assert!(form.contains("王小明") && form.contains("13800000668"), "what she said is there: {form}");
        let case = ask(
            &counter.house,
            super::county::wang(),
            To::New,
            application(&counter.house, "residence-permit"),
        );
        let case = case.unwrap().name;
        follow_and_print(&counter.house);
        let shown = wang.door.get(&format!("/matters/{no}"), &[("cookie", &wang.cookie), JSON]).json();
        assert_eq!(shown["case_no"], case.as_str(), "the wing heard of the case: {shown}");
        counter.house.close().unwrap();
    });
}

#[test]
fn a_second_organ_needs_a_supervisor_and_an_item_may_be_proposed() {
    let counter = Counter::open(Ground::sqlite());
    let no = brought(&counter.house);
    let [clerk, zhao, sun, he, lin] =
        ["s-window-6", "s-zhao", "s-sun", "s-he", "s-lin"].map(|who| counter.lets_in(who, None));
    acts(&clerk, &no, "route", &[("to", MARKET), ("words", "餐饮归市场监管")]);
    let refused = tries(&zhao, &no, "route", &[("to", POLICE), ("words", "占道归公安")]);
    assert!(refused.status == 422 && refused.body.contains("新事只转一次"), "{}", refused.body);
    assert!(!he.get(&format!("/matters/{no}")).body.contains("王小明"), "a supervisor sees no name");
    acts(&he, &no, "allow", &[("words", "两家都说不归自己")]);
    acts(&zhao, &no, "route", &[("to", POLICE), ("words", "占用道路，归公安")]);
    let answer = [
        ("outcome", "decided"),
        ("basis", "联席会议纪要〔2026〕3 号"),
        ("words", "夜市时段可以摆，定点登记。"),
    ];
    acts(&sun, &no, "answer", &answer);
    acts(&sun, &no, "propose", &[("words", "夜市早餐车的定点登记")]);
    let wanted = lin.get("/wanted-items").body;
    assert!(wanted.contains("夜市早餐车的定点登记") && wanted.contains(&no), "{wanted}");
    assert_eq!(zhao.get("/wanted-items").status, 404, "the list is the administrators'");
    counter.house.close().unwrap();
}

#[test]
fn limits_pass_by_the_clock_and_nobody_brings_matters_without_end() {
    let counter = Counter::open(Ground::sqlite());
    let no = brought(&counter.house);
    let wang = counter.lets_in("p-wang", None);
    for _ in 0..4 {
        brought(&counter.house);
    }
    let many = [("need", "还有一件"), ("name", "王小明"), ("phone", "13800000668")];
    let refused = wang.sends("/matters/new", "/matters", &many);
    assert!(refused.status == 422 && refused.body.contains("一次最多 5 件"), "{}", refused.body);
    // brought on Tuesday 1 September 2026: with an organ by the 3rd, answered by the 15th
    counter.clock.to(Instant::at(Day::ymd(2026, 9, 16).unwrap(), 9, 0));
    while timekeeper::strike(&counter.house).unwrap() > 0 {}
    // their sessions are over by then
    let (wang, clerk) = (counter.lets_in("p-wang", None), counter.lets_in("s-window-6", None));
    assert!(clerk.get("/matters").body.contains("超期"));
    let sql = "select count(*) from ledger where kind = 'matter.Overran'";
    let times = counter.house.store.read_now(move |look| Ok(look.one(sql, &[])?.unwrap().int(0))).unwrap();
    assert_eq!(times, 10, "each limit of each passes once");
    let left = tries(&wang, &no, "withdraw", &[]);
    assert_eq!(left.status, 303, "{}", left.body);
    counter.house.close().unwrap();
}
