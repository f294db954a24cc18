//! One thing at once, through the pages: one set of questions, one form, every organ at its own member, one
//! parcel; and what happens when she changes her mind or an organ says no.

use bundle::rules::{Command as Asked, Rules as Bundles};
use case::rules::Command;
use house::rehearsal::rehearsal_actor;
use house::{Cause, To};
use kernel::{Actor, Role};
use serde_json::Value as Json;
use yimen::demo::running::{SHOP, restaurant};

use super::county::{MARKET, ask, does, follow_and_print, on_both, wang, window};
use super::uploads::{Counter, Someone};

const JSON: (&str, &str) = ("accept", "application/json");
const CITY: &str = "11449921MB9X00218F";

/// Wang answers the questions and sends the form as its page drew it; gives the number.
fn applies(counter: &Counter, wang_in: &Someone) -> String {
    let Asked::Begin { situation, papers, answers, .. } = restaurant(&counter.house, &wang(), SHOP).unwrap()
    else {
        panic!("it begins")
    };
    let query: Vec<String> = situation.iter().map(|(code, answer)| format!("{code}={answer}")).collect();
    let first = wang_in.get("/bundles/open-a-restaurant/apply").body;
    assert!(first.contains("店用什么身份开？") && !first.contains("铺面是谁的？"), "one at a time: {first}");
    let page = format!("/bundles/open-a-restaurant/apply?{}", query.join("&"));
    let form = wang_in.get(&page).body;
    for once in ["店名", "店的地址", "结果怎么领", "还想说明什么"] {
        assert_eq!(form.matches(once).count(), 1, "“{once}” is asked once: {form}");
    }
    assert!(!form.contains("统一社会信用代码"), "what the registrar gives nobody types: {form}");
    let mut typed: Vec<(String, String)> = answers.into_iter().collect();
    typed.extend(papers.iter().map(|code| (format!("material-{code}"), "yes".to_owned())));
    let undeclared: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let action = "/bundles/open-a-restaurant/apply";
    let back = wang_in.sends(&page, action, &undeclared);
    assert_eq!(back.status, 422, "{}", back.body);
    assert!(back.body.contains("青岭县小明面馆"), "what was typed is there again");
    typed.push(("declared".to_owned(), "yes".to_owned()));
    let all: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let sent = wang_in.sends(&page, action, &all);
    assert_eq!(sent.status, 303, "{}", sent.body);
    follow_and_print(&counter.house);
    sent.header("location").rsplit('/').next().unwrap().to_owned()
}

pub fn plan(who: &Someone, no: &str) -> Json {
    let cookie = ("cookie", who.cookie.as_str());
    let answer = who.door.get(&format!("/bundle-cases/{no}"), &[JSON, cookie]);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

pub fn row<'a>(plan: &'a Json, item: &str) -> &'a Json {
    let rows = plan["rows"].as_array().unwrap();
    rows.iter().find(|row| row["member"] == item).unwrap_or_else(|| panic!("no {item} in {plan}"))
}

pub fn case_of(plan: &Json, item: &str) -> String {
    row(plan, item)["case_no"].as_str().unwrap().to_owned()
}

fn officers(organ: &str) -> [Actor; 3] {
    let [one, two, head] = if organ == MARKET { ["s-chen", "s-wu", "s-zhao"] } else { ["s-1", "s-2", "s-3"] };
    [(one, Role::Examiner), (two, Role::Examiner), (head, Role::Head)]
        .map(|(party, role)| rehearsal_actor(party, role, organ, ""))
}

/// The organ accepts, examines and grants.
pub fn granted(counter: &Counter, no: &str, organ: &str) {
    let house = &counter.house;
    let [one, two, head] = officers(organ);
    does(house, window(), no, Command::Receive { materials: None });
    does(house, window(), no, Command::Accept {});
    let name = no.to_owned();
    let (met, on_site) = house
        .read_now(one.clone(), move |seeing| {
            let (case, _) = seeing.life::<case::rules::Rules>(&name)?;
            let filed = case.filed.unwrap();
            let item = &seeing.ctx.edition(&filed.edition).unwrap().item;
            let met: Vec<String> = item.points_in(&filed.situation).map(|p| p.code.clone()).collect();
            Ok((met, item.on_site(&filed.situation).is_some()))
        })
        .unwrap();
    let examine =
        Command::Examine { met, unmet: vec![], opinion: String::new(), findings: Default::default() };
    does(house, one, no, examine);
    if on_site {
        does(house, two, no, Command::Confirm { opinion: "一样".to_owned() });
    }
    does(house, head, no, Command::Grant {});
    follow_and_print(house);
}

#[test]
fn one_form_leads_to_three_organs_and_one_parcel() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let shelf = wang_in.get("/bundles").body;
        assert!(shelf.contains("开办餐饮店") && shelf.contains("企业开办"), "{shelf}");
        let guide = wang_in.get("/bundles/open-a-restaurant").body;
        for words in ["食品经营许可（餐饮服务）", "自动带过去", "一件一件办", "现在申请"]
        {
            assert!(guide.contains(words), "{words}: {guide}");
        }
        let no = applies(&counter, &wang_in);
        let at_first = plan(&wang_in, &no);
        let stages: Vec<&str> =
            at_first["rows"].as_array().unwrap().iter().map(|r| r["stage"].as_str().unwrap()).collect();
        assert_eq!(stages, ["running", "waiting", "waiting"]);
        assert_eq!(row(&at_first, "food-permit")["waits"], "others");
        let licence = case_of(&at_first, "individual-business");
        let seen = wang_in.get(&format!("/cases/{licence}")).body;
        assert!(seen.contains(&format!("/bundle-cases/{no}")), "her case leads to its bundle: {seen}");
        granted(&counter, &licence, MARKET);
        let then = plan(&wang_in, &no);
        assert_eq!(row(&then, "individual-business")["stage"], "done");
        let (food, sign) = (case_of(&then, "food-permit"), case_of(&then, "signboard-permit"));
        assert!(!food.is_empty() && !sign.is_empty(), "both began at once: {then}");
        let diary = counter.house.read_now(wang(), move |seeing| Ok(seeing.diary(&format!("case/{food}"))?));
        let uscc = diary.unwrap()[0].private_field("answer.uscc");
        assert!(uscc.starts_with("92449921MA") && kernel::id::check_uscc(&uscc).is_ok(), "{uscc}");
        granted(&counter, &sign, CITY);
        granted(&counter, &case_of(&then, "food-permit"), MARKET);
        let li = counter.lets_in("s-window-6", None);
        let done = plan(&li, &no);
        assert_eq!((&done["state"], &done["hands_over"]), (&Json::from("finished"), &Json::from(true)));
        let page = format!("/bundle-cases/{no}");
        let parcel = li.get(&page).body;
        assert!(parcel.contains("一次领取") && !parcel.contains("还在印"), "{parcel}");
        let given = li.sends(&page, &format!("{page}/collect"), &[("signed", "王小明")]);
        assert_eq!(given.status, 303, "{}", given.body);
        follow_and_print(&counter.house);
        for item in ["individual-business", "food-permit", "signboard-permit"] {
            let case = case_of(&done, item);
            assert!(wang_in.get(&format!("/cases/{case}")).body.contains("送达"), "{item} was handed over");
        }
        assert_eq!(plan(&wang_in, &no)["state"], "collected");
        let undone = "select count(*) from undone";
        let undone = counter.house.store.read_now(|look| Ok(look.one(undone, &[])?.unwrap().int(0)));
        assert_eq!(undone.unwrap(), 0, "nothing that should have followed was refused");
    });
}

#[test]
fn whoever_has_a_member_sees_the_plan_and_nobody_else() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let no = applies(&counter, &wang_in);
        let page = format!("/bundle-cases/{no}");
        for (party, status) in [("p-wang", 200), ("s-window-6", 200), ("s-chen", 200), ("s-zhou", 404)] {
            let somebody = counter.lets_in(party, None);
            assert_eq!(somebody.get(&page).status, status, "{party}");
            let listed = somebody.get("/bundle-cases").body.contains(&no);
            assert_eq!(listed, status == 200, "{party}");
        }
        assert_eq!(counter.lets_in("p-li", None).get(&page).status, 404);
        // the organ sees the plan, and not what she filled in
        assert_eq!(counter.lets_in("s-chen", None).get(&format!("{page}/change")).status, 404);
        let mine = wang_in.get(&format!("{page}/change")).body;
        assert!(mine.contains("青岭县小明面馆"), "what she filled in is there: {mine}");
    });
}

#[test]
fn she_changes_her_mind_and_an_organ_that_is_late_is_answered() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let house = &counter.house;
        let wang_in = counter.lets_in("p-wang", None);
        let no = applies(&counter, &wang_in);
        granted(&counter, &case_of(&plan(&wang_in, &no), "individual-business"), MARKET);
        let before = plan(&wang_in, &no);
        let sign = case_of(&before, "signboard-permit");
        // no signboard after all
        let without = [("register", "individual"), ("sign", "no"), ("large", "no")];
        let Asked::Begin { situation, papers, answers, .. } = restaurant(house, &wang(), &without).unwrap()
        else {
            panic!("it begins")
        };
        let change = Asked::Change { situation, papers, answers };
        let cause = Cause::outside("form", "p-wang", "change").unwrap();
        house.act_now::<Bundles>(wang(), To::Stream(no.clone()), cause, change).unwrap();
        follow_and_print(house);
        let after = plan(&wang_in, &no);
        assert_eq!(row(&after, "individual-business")["stage"], "done", "what is finished stays");
        assert_eq!(after["rows"].as_array().unwrap().len(), 2);
        assert!(wang_in.get(&format!("/cases/{sign}")).body.contains("撤回"), "its case was taken back");
        // the whole of it, while an organ is just deciding: its decision stands and changes nothing
        let food = case_of(&after, "food-permit");
        let withdraw = Asked::Withdraw {};
        let cause = Cause::outside("form", "p-wang", "withdraw").unwrap();
        house.act_now::<Bundles>(wang(), To::Stream(no.clone()), cause, withdraw).unwrap();
        does(house, window(), &food, Command::Receive { materials: None });
        let withdrawn = ask(house, wang(), To::Stream(food.clone()), Command::Withdraw {});
        assert!(withdrawn.is_ok(), "she was faster at the case itself");
        follow_and_print(house);
        let diary = house.read_now(wang(), {
            let no = no.clone();
            move |seeing| Ok(seeing.diary(&format!("bundle/{no}"))?)
        });
        let kinds: Vec<String> = diary.unwrap().iter().map(|fact| fact.fact.line().unwrap().0).collect();
        assert!(kinds.contains(&"bundle.Withdrawn".to_owned()), "{kinds:?}");
        assert!(kinds.contains(&"bundle.MemberRecalled".to_owned()), "{kinds:?}");
        assert_eq!(plan(&wang_in, &no)["state"], "withdrawn");
        let undone = "select count(*) from undone";
        let undone = house.store.read_now(|look| Ok(look.one(undone, &[])?.unwrap().int(0)));
        assert_eq!(undone.unwrap(), 0, "nothing that should have followed was refused");
    });
}

#[test]
fn a_bundle_that_is_not_there_and_a_text_that_was_replaced_are_said_so() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        for page in ["/bundles/nothing", "/bundles/nothing/apply", "/bundle-cases/449921-20260901-9999"] {
            assert_eq!(wang_in.get(page).status, 404, "{page}");
        }
        // an agent of a firm cannot found herself a shop
        let li = counter.lets_in("p-li", Some("p-noodle"));
        let page = li.get("/bundles/open-a-restaurant").body;
        assert!(page.contains("个人"), "{page}");
        let Asked::Begin { bundle, situation, papers, answers, .. } =
            restaurant(&counter.house, &wang(), SHOP).unwrap()
        else {
            panic!("it begins")
        };
        let edition = "0".repeat(64);
        let (applicant, phone) = ("王小明".to_owned(), "13800000668".to_owned());
        let (on_behalf, files, project) = (None, Vec::new(), String::new());
        let old = Asked::Begin {
            bundle,
            edition,
            situation,
            papers,
            applicant,
            phone,
            answers,
            on_behalf,
            files,
            project,
        };
        let cause = Cause::outside("form", "p-wang", "old").unwrap();
        let told = counter.house.act_now::<Bundles>(wang(), To::New, cause, old);
        assert!(matches!(told, Err(house::Failure::Refused(no)) if no.code == "bundle_unknown"));
    });
}
