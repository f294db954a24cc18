//! One visit on the spot for several organs: the lead calls the day, each organ records in its own case, the
//! applicant sees one appointment.

use bundle::rules::Rules as Bundles;
use case::rules::Command;
use house::rehearsal::rehearsal_actor;
use house::{Cause, House, To};
use kernel::{Actor, Role};
use serde_json::Value as Json;
use yimen::demo::running::restaurant;

use super::county::{Ground, MARKET, ask, does, follow_and_print, on_both, wang, window};
use super::uploads::{Counter, Someone};

const FIRE: &str = "11449921MB9X00197Y";
/// A restaurant for more than fifty: its kitchen and its fire safety are looked at.
const LARGE: &[(&str, &str)] = &[
    ("register", "individual"),
    ("sign", "no"),
    ("large", "yes"),
    ("food-permit.cold", "yes"),
    ("fire-check.way", "check"),
];

fn plan(who: &Someone, no: &str) -> Json {
    let head = [("accept", "application/json"), ("cookie", who.cookie.as_str())];
    let answer = who.door.get(&format!("/bundle-cases/{no}"), &head);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

fn case_of(plan: &Json, item: &str) -> String {
    let rows = plan["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["member"] == item).unwrap_or_else(|| panic!("no {item} in {plan}"));
    row["case_no"].as_str().unwrap().to_owned()
}

fn officer(party: &str, role: Role, organ: &str) -> Actor {
    rehearsal_actor(party, role, organ, "")
}

/// The business licence is granted, and both organs have accepted what needs it.
fn open(counter: &Counter, wang_in: &Someone) -> (String, String, String) {
    let house = &counter.house;
    let command = restaurant(house, &wang(), LARGE).unwrap();
    let cause = Cause::outside("form", "p-wang", "begin").unwrap();
    let no = house.act_now::<Bundles>(wang(), To::New, cause, command).unwrap().name;
    follow_and_print(house);
    let licence = case_of(&plan(wang_in, &no), "individual-business");
    does(house, window(), &licence, Command::Receive { materials: None });
    does(house, window(), &licence, Command::Accept {});
    let name = licence.clone();
    let met = house.read_now(wang(), move |seeing| {
        let (case, _) = seeing.life::<case::rules::Rules>(&name)?;
        let filed = case.filed.unwrap();
        let item = &seeing.ctx.edition(&filed.edition).unwrap().item;
        Ok(item.points_in(&filed.situation).map(|p| p.code.clone()).collect::<Vec<_>>())
    });
    let (met, opinion) = (met.unwrap(), String::new());
    let examine = Command::Examine { met, unmet: vec![], opinion, findings: Default::default() };
    does(house, officer("s-chen", Role::Examiner, MARKET), &licence, examine);
    does(house, officer("s-zhao", Role::Head, MARKET), &licence, Command::Grant {});
    follow_and_print(house);
    let then = plan(wang_in, &no);
    let (food, fire) = (case_of(&then, "food-permit"), case_of(&then, "fire-check"));
    for case in [&food, &fire] {
        does(house, window(), case, Command::Receive { materials: None });
        does(house, window(), case, Command::Accept {});
    }
    follow_and_print(house);
    (no, food, fire)
}

/// One notice and one message for all of them, none of the case whose organ comes on that day.
fn told_once(house: &House, food: &str, fire: &str) {
    let told = |name: &'static str| {
        let sql = "select count(*) from outbox where text = $1";
        let count = house.store.read_now(move |look| Ok(look.one(sql, &[name.into()])?.unwrap().int(0)));
        count.unwrap()
    };
    assert_eq!((told("bundle_visit"), told("case_visit")), (1, 0));
    let notices = |case: &str| {
        let case = case.to_owned();
        let lines = house.store.read_now(move |look| document::views::of_case(look, &case)).unwrap();
        lines.iter().filter(|line| line.kind == "visit").count()
    };
    assert_eq!((notices(food), notices(fire)), (1, 0), "on the case of the one that leads");
}

#[test]
fn two_organs_come_on_one_day_and_she_sees_one_appointment() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let house = &counter.house;
        let wang_in = counter.lets_in("p-wang", None);
        let (no, food, fire) = open(&counter, &wang_in);
        let page = format!("/bundle-cases/{no}");
        assert!(!wang_in.get(&page).body.contains("约一次联合现场核查"), "only the lead calls it");
        let chen = counter.lets_in("s-chen", None);
        let form = chen.get(&page).body;
        assert!(form.contains("约一次联合现场核查"), "{form}");
        let callable = plan(&chen, &no)["callable"].clone();
        let sites: Vec<(&str, bool)> = callable
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["item"].as_str().unwrap(), one["on_site"].as_bool().unwrap()))
            .collect();
        assert_eq!(sites, [("fire-check", false), ("food-permit", true)]);
        let action = format!("{page}/call-visit");
        let today = house.clock.now().day();
        let on = today.plus(3);
        let alone = chen.sends(&page, &action, &[("on", &on.to_string()), ("items[]", "food-permit")]);
        assert_eq!(alone.status, 422, "{}", alone.body);
        let cause = Cause::outside("form", "s-chen", "call").unwrap();
        let items = vec!["food-permit".to_owned(), "fire-check".to_owned()];
        let call = bundle::rules::Command::CallVisit { on, items };
        let lead = officer("s-chen", Role::Examiner, MARKET);
        house.act_now::<Bundles>(lead, To::Stream(no.clone()), cause, call).unwrap();
        follow_and_print(house);

        let hers = plan(&wang_in, &no);
        assert_eq!((&hers["visit_days"], hers["visits"].as_array().unwrap().len()), (&Json::from(1), 2));
        let seen = wang_in.get(&page).body;
        assert!(
            seen.contains("2 件一起看，只来一次") && seen.contains(&format!("datetime=\"{on}\"")),
            "{seen}"
        );
        assert!(wang_in.get(&format!("/cases/{fire}")).body.contains("联合现场核查，各部门一起来"));
        assert!(!chen.get(&page).body.contains("约一次联合现场核查"), "one is still to come");

        // each organ names its own two officers and writes its own record
        let fire_one = officer("s-fire-1", Role::Examiner, FIRE);
        let met = Command::SetVisit { on, with: "s-wu".to_owned(), apart: String::new() };
        does(house, officer("s-chen", Role::Examiner, MARKET), &food, met);
        let alone = Command::SetVisit { on, with: "s-wu".to_owned(), apart: String::new() };
        assert!(
            ask(house, fire_one, To::Stream(fire.clone()), alone).is_err(),
            "another organ's officer is none of ours"
        );
        follow_and_print(house);
        told_once(house, &food, &fire);
        let states = plan(&wang_in, &no)["visits"].clone();
        let states: Vec<&str> =
            states.as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
        assert!(states.contains(&"set") && states.contains(&"called"), "{states:?}");
    });
}

#[test]
fn an_organ_that_names_another_day_says_why_and_the_lead_reads_it() {
    let counter = Counter::open(Ground::sqlite());
    let house = &counter.house;
    let wang_in = counter.lets_in("p-wang", None);
    let (no, food, fire) = open(&counter, &wang_in);
    let on = house.clock.now().day().plus(3);
    let items = vec!["food-permit".to_owned(), "fire-check".to_owned()];
    let call = bundle::rules::Command::CallVisit { on, items };
    let cause = Cause::outside("form", "s-chen", "call").unwrap();
    let lead = officer("s-chen", Role::Examiner, MARKET);
    house.act_now::<Bundles>(lead, To::Stream(no.clone()), cause, call).unwrap();
    follow_and_print(house);
    let page = format!("/cases/{food}");
    let chen = counter.lets_in("s-chen", None);
    assert!(chen.get(&page).body.contains("联合现场核查约在"), "{}", chen.get(&page).body);
    let action = format!("{page}/set-visit");
    let other = on.plus(1).to_string();
    let typed = [("visit_on", other.as_str()), ("with", "s-wu")];
    let silent = chen.sends(&page, &action, &typed);
    assert_eq!(silent.status, 422, "{}", silent.body);
    assert!(silent.body.contains("要另约日子，请写明为什么"), "{}", silent.body);
    let [day, with] = typed;
    let said = chen.sends(&page, &action, &[day, with, ("apart", "当天冷库停电，测不了温度。")]);
    assert_eq!(said.status, 303, "{}", said.body);
    follow_and_print(house);
    let plan = plan(&chen, &no);
    assert_eq!(plan["apart"], 1, "it is counted: {}", plan["visits"]);
    let shown = chen.get(&format!("/bundle-cases/{no}")).body;
    assert!(shown.contains("当天冷库停电") && shown.contains("有 1 个部门另约了日子"), "{shown}");
    assert!(wang_in.get(&page).body.contains("当天冷库停电"), "and its applicant reads it");
    assert!(!wang_in.get(&format!("/cases/{fire}")).body.contains("当天冷库停电"));
}
