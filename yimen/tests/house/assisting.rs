//! 帮办代办: somebody of the hall fills in and hands in for a person, within her mandate, and signs nothing.

use super::bundle_forms::{APPLY, filled, sends};
use super::bundles::{case_of, plan};
use super::county::{follow_and_print, on_both};
use super::uploads::{Counter, Someone, pdf};
use yimen::demo::running::SHOP;

const JSON: (&str, &str) = ("accept", "application/json");
const NAME: &str = "individual-business.trade_name";

/// Wang lets somebody of the hall do these things; gives the number.
pub fn asks(wang: &Someone, may: &[&str]) -> String {
    asks_at(wang, "/bundles/open-a-restaurant/assistance", may)
}

/// The same on this page.
pub fn asks_at(wang: &Someone, address: &str, may: &[&str]) -> String {
    let form = wang.get(address).form(address);
    let form = form.with("words", "我不会上网，请帮我填表");
    let mut body = form.body().replace("may%5B%5D=fill&", "").replace("&may%5B%5D=fill", "");
    for one in may {
        body.push_str(&format!("&may%5B%5D={one}"));
    }
    let sent = wang.door.post(address, &[("cookie", &wang.cookie)], &body);
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.header("location").strip_suffix("/assistance").unwrap().rsplit('/').next().unwrap().to_owned()
}

fn here(no: &str) -> String {
    format!("/bundle-cases/{no}/assistance")
}

/// Somebody does this on the page of the mandate.
#[track_caller]
pub fn presses(who: &Someone, no: &str, act: &str, typed: &[(&str, &str)]) {
    let done = who.sends(&here(no), &format!("{}/{act}", here(no)), typed);
    assert_eq!((done.status, done.header("location")), (303, here(no).as_str()), "{act}: {}", done.body);
}

#[test]
fn an_assistant_fills_in_and_hands_in_and_only_the_applicant_sends_it() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang = counter.lets_in("p-wang", None);
        let no = asks(&wang, &["fill", "hand_in", "book"]);
        let clerk = counter.lets_in("s-window-6", None);
        assert!(clerk.get("/assistance").body.contains(&no), "who waits is in the hall's list");
        let before = clerk.get(&here(&no)).body;
        assert!(!before.contains("王小明") && !before.contains("我不会上网"), "{before}");
        assert_eq!(clerk.get(&format!("{}/form", here(&no))).status, 404, "nothing before she takes it up");
        presses(&clerk, &no, "take", &[]);
        works(&counter, &clerk, &no);
        sends_herself(&counter, &wang, &no);
        // the mandate goes on, but her form is not open to anybody any more
        assert_eq!(clerk.get(&here(&no)).status, 200);
        assert_eq!(clerk.get(&format!("{}/form", here(&no))).status, 404);
    });
}

/// The clerk fills in Wang's form, hands in a paper, and writes down what she did.
fn works(counter: &Counter, clerk: &Someone, no: &str) {
    let taken = clerk.get(&here(no)).body;
    assert!(taken.contains("王小明") && taken.contains("我不会上网"), "{taken}");
    assert!(clerk.get("/assistance").body.contains("我"), "mine");
    // the form, in her hands: everything but the way to send it
    let shop = filled(&counter.house, "open-a-restaurant", SHOP);
    let form = format!("{}/form?{}", here(no), shop.query);
    let drawn = clerk.get(&form).body;
    assert!(!drawn.contains("提交申请") && !drawn.contains("name=\"declared\""), "{drawn}");
    let stored = clerk.get(&form).form(&format!("{}/form", here(no)));
    let stored = shop.typed.iter().fold(stored, |form, (name, value)| form.with(name, value));
    let kept = stored.to(&format!("{}/draft", here(no))).send(counter.door, &clerk.cookie);
    assert_eq!((kept.status, kept.header("location")), (303, here(no).as_str()), "{}", kept.body);
    let (files, lease) = (format!("{}/files", here(no)), "individual-business.lease");
    let laid = clerk.uploads(&files, lease, "租赁合同.pdf", &pdf("lease"));
    assert_eq!(laid.status, 303, "{}", laid.body);
    presses(clerk, no, "note", &[("what", "book"), ("words", "周五上午来拍照"), ("on", "2026-09-04")]);
    let when = &[("words", "看一遍再提交"), ("by", "九月四日"), ("hers", "yes")];
    let no_day = clerk.sends(&here(no), &format!("{}/task", here(no)), when);
    assert_eq!(no_day.status, 422, "what is no day is not left out in silence: {}", no_day.body);
    presses(clerk, no, "task", &[("words", "看一遍再提交"), ("by", "2026-09-04"), ("hers", "yes")]);
    // she sends nothing for her
    let sent = clerk.door.post(APPLY, &[("cookie", &clerk.cookie)], "declared=yes");
    assert_ne!(sent.status, 201, "{}", sent.body);
}

/// Wang finds it in her own form, declares and sends it.
fn sends_herself(counter: &Counter, wang: &Someone, no: &str) {
    let all = counter.door.get("/bundle-cases", &[JSON, ("cookie", &wang.cookie)]).json();
    assert!(all["bundles"].as_array().unwrap().is_empty(), "{all}");
    // Wang sees what was done, and finds it in her own form
    let told = wang.get(&here(no)).body;
    for words in ["帮着填表", "帮着传材料", "帮着约时间", "周五上午来拍照", "看一遍再提交", "李芳"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let hers = wang.get(APPLY).body;
    assert!(hers.contains("青岭县小明面馆") && hers.contains("租赁合同.pdf"), "{hers}");
    presses(wang, no, "done", &[("task", "1")]);
    let undeclared = wang.sends(APPLY, APPLY, &[(NAME, "青岭县小明面馆")]);
    assert_eq!(undeclared.status, 422, "she declares it herself: {}", undeclared.body);
    let shop = filled(&counter.house, "open-a-restaurant", SHOP);
    let form = wang.get(APPLY).form(APPLY);
    let ready = shop.typed.iter().fold(form, |form, (name, value)| form.with(name, value));
    let sent = ready.send(counter.door, &wang.cookie);
    let twice = ready.send(counter.door, &wang.cookie);
    assert_eq!(twice.header("location"), sent.header("location"), "a second, nervous press");
    assert_eq!(sent.header("location"), format!("/bundle-cases/{no}"), "{}", sent.body);
    follow_and_print(&counter.house);
    let case = case_of(&plan(wang, no), "individual-business");
    assert!(wang.get(&format!("/cases/{case}")).body.contains("租赁合同.pdf"));
    let diary = counter.house.read_now(super::county::wang(), {
        let no = no.to_owned();
        move |seeing| Ok(seeing.diary(&format!("bundle/{no}"))?)
    });
    let begun = diary.unwrap().into_iter().find(|fact| fact.fact.line().unwrap().0 == "bundle.Begun");
    assert_eq!(begun.unwrap().actor.party, "p-wang", "it is she who asked");
}

#[test]
fn a_mandate_is_no_wider_than_it_says_and_ends_when_she_says_so() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang = counter.lets_in("p-wang", None);
        let no = asks(&wang, &["ask"]);
        let again = wang.get("/bundles/open-a-restaurant/assistance");
        assert_eq!(
            (again.status, again.header("location")),
            (303, here(&no).as_str()),
            "one mandate a bundle"
        );
        let clerk = counter.lets_in("s-window-6", None);
        presses(&clerk, &no, "take", &[]);
        for what in ["form", "files"] {
            assert_eq!(clerk.get(&format!("{}/{what}", here(&no))).status, 404, "{what} was not lent");
        }
        let page = here(&no);
        let beyond = clerk.sends(&page, &format!("{page}/note"), &[("what", "fill"), ("words", "填了")]);
        assert_eq!(beyond.status, 422, "{}", beyond.body);
        assert!(beyond.body.contains("申请人没有委托您做这一样"), "{}", beyond.body);
        presses(&clerk, &no, "note", &[("what", "ask"), ("words", "问过市场监管局")]);
        // nobody else sees or touches it
        for (party, status) in [("p-li", 404), ("s-chen", 404), ("s-zhou", 404)] {
            assert_eq!(counter.lets_in(party, None).get(&page).status, status, "{party}");
        }
        presses(&wang, &no, "end", &[]);
        let over = clerk.get(&page).body;
        assert!(!over.contains("记一笔") && !over.contains("王小明"), "{over}");
        assert!(!clerk.get("/assistance").body.contains(&no));
        // what she sends now is a bundle of its own
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let sent = sends(&wang, &format!("{APPLY}?{}", shop.query), APPLY, &shop);
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert!(!sent.header("location").ends_with(&no));
    });
}
