//! How an application comes in: a parcel at the counter, a telephone, a terminal, another hall, and outside
//! hours; on the page, in the worklist, on the receipt and for programs.

use account::rules::{Command as Account, Rules as Accounts};
use case::rules::{Behalf, Command};
use house::console::console_actor;
use house::rehearsal::rehearsal_actor;
use house::{Cause, To};
use kernel::{Channel, Day, Instant, Role};

use super::county::{Ground, application, ask, on_both, wang};
use super::uploads::{Counter, Someone};

const JSON: (&str, &str) = ("accept", "application/json");
/// A township with a centre of its own.
const TOWNSHIP: &str = "11449921MB9X002938";

/// A clerk of the township's centre gets her post.
fn township_clerk(counter: &Counter) -> Someone {
    let command = Account::AddStaff {
        party: "s-yunling".to_owned(),
        name: "周兰".to_owned(),
        organ: TOWNSHIP.to_owned(),
        role: Role::Clerk,
        post: "window-1".to_owned(),
    };
    let cause = Cause::outside("console", "console", "staff-yunling").unwrap();
    let to = To::Stream("s-yunling".to_owned());
    counter.house.act_now::<Accounts>(console_actor("console"), to, cause, command).unwrap();
    counter.lets_in("s-yunling", None)
}

#[track_caller]
fn origin(who: &Someone, no: &str) -> serde_json::Value {
    let shown = who.door.get(&format!("/cases/{no}"), &[("cookie", &who.cookie), JSON]).json();
    shown["origin"].clone()
}

/// The application of a residence permit, sent from the form that the counter's page led to.
fn fills_in(who: &Someone, led: &str) -> String {
    let form = who.get(&format!("{led}&ground=rented&behalf=self")).form("/cases");
    let filed = form
        .with("household", "青山省大河县河口镇 3 号")
        .with("address", "青岭县城关街道政和路 9 号")
        .with("since", "2025-11-03")
        .with("landlord", "周大海")
        .with("collect_at", "hall")
        .with("material-photo", "yes")
        .with("material-lease", "yes")
        .with("declared", "yes")
        .send(who.door, &who.cookie);
    assert_eq!(filed.status, 303, "{}", filed.body);
    filed.header("location").rsplit('/').next().unwrap().to_owned()
}

const CARD: [(&str, &str); 6] = [
    ("kind", "person"),
    ("name", "张秀英"),
    ("number", "449921195501180040"),
    ("phone", "13800000777"),
    ("item", "residence-permit"),
    ("then", "apply"),
];

#[test]
fn a_parcel_is_taken_in_and_counts_from_the_day_on_which_it_came() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        counter.clock.to(Instant::at(Day::ymd(2026, 9, 3).unwrap(), 10, 0));
        let clerk = counter.lets_in("s-window-6", None);
        let half = clerk.sends("/counter", "/counter", &[&CARD[..], &[("waybill", "SF1")]].concat());
        assert_eq!(half.status, 422, "a label has a sender and a day: {}", half.body);
        let label = [("waybill", "SF1234567890"), ("sender", "张秀英"), ("arrived", "2026-09-01")];
        let led = clerk.sends("/counter", "/counter", &[&CARD[..], &label].concat());
        assert_eq!(led.status, 303, "{}", led.body);
        let no = fills_in(&clerk, led.header("location"));
        let origin = origin(&clerk, &no);
        assert_eq!((&origin["way"]["code"], &origin["code"]), (&"courier".into(), &4.into()), "{origin}");
        assert_eq!(
            (&origin["waybill"], &origin["received_on"]),
            (&"SF1234567890".into(), &"2026-09-01".into())
        );
        let page = clerk.get(&format!("/cases/{no}")).body;
        assert!(page.contains("SF1234567890") && page.contains("9月1日"), "{page}");
        let clocks = clerk.get(&format!("/cases/{no}/clocks")).body;
        assert!(clocks.contains("收件日，依据") && clocks.contains("第四十四条"), "{clocks}");
        let list = clerk.get("/worklist?way=courier").body;
        assert!(list.contains(&no) && !clerk.get("/worklist?way=mobile").body.contains(&no), "{list}");
        // nobody's face was seen: her place is not checked by a parcel
        let sql =
            "select count(*) from k_checked where party = (select party from v_case where case_no = $1)";
        let args = vec![no.as_str().into()];
        let checked = counter.house.store.read_now(move |look| Ok(look.one(sql, &args)?.unwrap().int(0)));
        assert_eq!(checked.unwrap(), 0);
        counter.house.close().unwrap();
    });
}

#[test]
fn a_telephone_and_a_terminal_are_noted_as_they_name_themselves() {
    let counter = Counter::open(Ground::sqlite());
    for (channel, way, code) in [(Channel::Mobile, "mobile", 3), (Channel::Kiosk, "terminal", 9)] {
        let mut who = wang();
        who.channel = channel;
        let no =
            ask(&counter.house, who, To::New, application(&counter.house, "residence-permit")).unwrap().name;
        let origin = origin(&counter.lets_in("p-wang", None), &no);
        assert_eq!((&origin["way"]["code"], &origin["code"]), (&way.into(), &code.into()), "{origin}");
    }
    // and by the door itself: whoever types on a telephone
    let wang = counter.lets_in("p-wang", None);
    let phone = ("user-agent", "Mozilla/5.0 (Linux; Android 14) Mobile Safari/537.36");
    let page = counter.door.get(super::uploads::FORM, &[("cookie", &wang.cookie), phone]);
    let form = page.form("/cases").with("landlord", "周大海").with("household", "青山省大河县河口镇 3 号");
    let form = form.with("address", "青岭县城关街道政和路 9 号").with("since", "2025-11-03");
    let form = form.with("collect_at", "hall").with("declared", "yes").with("phone", "13800000668");
    let form = form.with("applicant", "王小明").with("id_number", "449921198803120012");
    let filed = counter.door.post("/cases", &[("cookie", &wang.cookie), phone], &form.body());
    assert_eq!(filed.status, 303, "{}", filed.body);
    let no = filed.header("location").rsplit('/').next().unwrap().to_owned();
    assert_eq!(origin(&wang, &no)["way"]["code"], "mobile");
    counter.house.close().unwrap();
}

#[test]
fn another_hall_takes_it_in_hands_it_on_and_decides_nothing() {
    let counter = Counter::open(Ground::sqlite());
    let (clerk, township) = (counter.lets_in("s-window-6", None), township_clerk(&counter));
    let led = township.sends("/counter", "/counter", &CARD);
    assert_eq!(led.status, 303, "{}", led.body);
    let no = fills_in(&township, led.header("location"));
    let page = format!("/cases/{no}");
    let origin = origin(&township, &no);
    assert_eq!((&origin["way"]["code"], &origin["code"]), (&"elsewhere".into(), &9.into()), "{origin}");
    assert_eq!(origin["taken_in_by"]["code"], TOWNSHIP, "{origin}");
    let seen = township.get(&page).body;
    assert!(
        seen.contains(&format!("{page}/send-papers")) && !seen.contains(&format!("{page}/accept")),
        "{seen}"
    );
    assert!(township.get("/worklist").body.contains(&no), "her hall still has the papers");
    let police = counter.lets_in("s-zhou", None);
    assert_eq!(police.get(&page).status, 200, "the competent organ sees it at once");
    let sent = township.sends(&page, &format!("{page}/send-papers"), &[("sent_by", "政务专递 ZY0001")]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(!township.get("/worklist").body.contains(&no), "they left her hall");
    assert!(clerk.get("/worklist").body.contains("寄来了"), "they are on their way to the other");
    let arrived = clerk.sends(&page, &format!("{page}/papers-arrived"), &[]);
    assert_eq!(arrived.status, 303, "{}", arrived.body);
    assert!(clerk.get(&page).body.contains("已经送到"));
    // an item whose file says nothing of it is taken in by its own windows alone
    let elsewhere = rehearsal_actor("s-yunling", Role::Clerk, TOWNSHIP, "");
    let mut other = application(&counter.house, "food-permit");
    if let Command::Apply { on_behalf, .. } = &mut other {
        let party = "p-noodle".to_owned();
        *on_behalf = Some(Box::new(Behalf { party, role: Role::Agent, bundle: None, files: vec![] }));
    }
    let refused = ask(&counter.house, elsewhere, To::New, other).unwrap_err();
    assert!(format!("{refused:?}").contains("not_elsewhere"), "{refused:?}");
    counter.house.close().unwrap();
}

#[test]
fn outside_hours_the_civil_day_counts_unless_the_items_own_clause_says_otherwise() {
    let mut ground = Ground::sqlite();
    let file = ground.own_catalogue().join("items/food-permit.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let own = "\n[receipt]\noutside_hours = \"next-working-day\"\ncloses = \"17:30\"\n\
               basis = { zh = \"《某办法》第九条\", en = \"Some Measures, Art. 9\" }\ncertainty = \"U\"\n";
    std::fs::write(&file, text + own).unwrap();
    let counter = Counter::open(ground);
    // Friday 4 September 2026, a minute before midnight
    counter.clock.to(Instant::at(Day::ymd(2026, 9, 4).unwrap(), 23, 59));
    let home =
        ask(&counter.house, wang(), To::New, application(&counter.house, "residence-permit")).unwrap().name;
    let li = counter.lets_in("p-li", Some("p-noodle"));
    let food = super::county::li();
    let food = ask(&counter.house, food, To::New, application(&counter.house, "food-permit")).unwrap().name;
    let wang = counter.lets_in("p-wang", None);
    assert_eq!(origin(&wang, &home)["received_on"], "2026-09-04");
    assert_eq!(origin(&wang, &home)["received_basis"], serde_json::Value::Null);
    let later = origin(&li, &food);
    assert_eq!(later["received_on"], "2026-09-07", "{later}");
    assert_eq!(later["received_basis"]["zh"], "《某办法》第九条", "{later}");
    let page = li.get(&format!("/cases/{food}")).body;
    assert!(page.contains("收件日是2026年9月7日（《某办法》第九条）"), "{page}");
    let clocks = li.get(&format!("/cases/{food}/clocks")).body;
    assert!(clocks.contains("收件日，依据《某办法》第九条"), "{clocks}");
    super::county::follow_and_print(&counter.house);
    let sql = "select words from v_document where case_no = $1 order by document_no limit 1";
    let args = vec![food.as_str().into()];
    let receipt = counter.house.store.read_now(move |look| look.one(sql, &args));
    if let Ok(Some(row)) = receipt {
        assert!(row.text(0).contains("收件日是2026年9月7日"), "{}", row.text(0));
    }
    let guide = counter.door.get("/items/food-permit", &[]).body;
    assert!(guide.contains("收件日是下一个工作日"), "{guide}");
    counter.house.close().unwrap();
}
