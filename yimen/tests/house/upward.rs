//! A matter that a higher body decides, places of which there are only so many, and a government that decides
//! together with its organs, through the door. No item of the county has limited places or a government's
//! joint decision: these tests have a county of their own that does.

use case::rules::Command;
use facts::document::Kind;
use house::{Cause, Failure, House, To};
use kernel::Actor;
use licence::rules::{After, Command as OfLicence, Rules as Library};
use store::Value;

use super::county::{Ground, applies, ask, does, follow_and_print, morning, on_both, organ_of, window};
use super::uploads::{Counter, Someone};

/// Public security, which stands for a government or a higher body in these counties.
const ABOVE: &str = "11449921MB9X00074X";

/// A ground whose food permit says this too.
fn saying(mut ground: Ground, more: &str) -> Ground {
    let path = ground.own_catalogue().join("items/food-permit.toml");
    let former = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, former.replacen("\n[[questions]]", &format!("\n{more}\n\n[[questions]]"), 1))
        .unwrap();
    ground
}

const BASIS: &str = r#"basis = { zh = "《某条例》第十二条", en = "Some Regulation, Art. 12" }"#;

fn examined(house: &House, no: &str) {
    let met = ["premises", "facilities", "people", "flow", "health"].map(str::to_owned).to_vec();
    let findings = Default::default();
    let examine = Command::Examine { met, unmet: vec![], opinion: String::new(), findings };
    does(house, organ_of("food-permit")[0].clone(), no, examine);
}

fn head() -> Actor {
    organ_of("food-permit")[1].clone()
}

#[track_caller]
fn refused(house: &House, who: Actor, no: &str, command: Command) -> &'static str {
    match ask(house, who, To::Stream(no.to_owned()), command) {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}

/// How many documents of this kind a case has that are drawn, and by which organ.
fn drawn(counter: &Counter, no: &str, kind: Kind) -> Vec<String> {
    follow_and_print(&counter.house);
    let args: Vec<Value> = vec![no.into(), kind.word().into()];
    let sql = "select organ from v_document where case_no = $1 and kind = $2 and state = 'drawn'";
    let rows = counter.house.store.read_now(move |look| look.query(sql, &args)).unwrap();
    rows.iter().map(|row| row.text(0).to_owned()).collect()
}

/// Messages of this name to whoever applied.
fn messages(counter: &Counter, text: &str) -> usize {
    follow_and_print(&counter.house);
    let sql = "select id from outbox where text = $1";
    let args = vec![Value::from(text)];
    counter.house.store.read_now(move |look| look.query(sql, &args)).unwrap().len()
}

#[track_caller]
fn acts(who: &Someone, no: &str, act: &str, typed: &[(&str, &str)]) {
    let page = format!("/cases/{no}");
    let answer = who.sends(&page, &format!("{page}/{act}"), typed);
    assert_eq!(answer.status, 303, "{act}: {}", answer.body);
}

#[test]
fn places_go_in_order_of_acceptance_even_where_two_are_accepted_at_once() {
    on_both(|ground| {
        let more = format!("[quantity]\nplaces = 1\nperiod = \"always\"\n{BASIS}");
        let counter = Counter::open(saying(ground, &more));
        let house = &counter.house;
        let all: Vec<String> = (0..3).map(|_| applies(house, "food-permit")).collect();
        std::thread::scope(|scope| {
            for no in &all {
                scope.spawn(move || does(house, window(), no, Command::Accept {}));
            }
        });
        // the instant of acceptance orders them, and within one instant the number
        let sql = "select case_no from k_case_place order by at, case_no";
        let rows = house.store.read_now(move |look| look.query(sql, &[])).unwrap();
        let order: Vec<String> = rows.iter().map(|row| row.text(0).to_owned()).collect();
        assert_eq!(order, all, "they were accepted within one instant: the clock of this house stands");
        all.iter().for_each(|no| examined(house, no));
        let [first, second, third] = [0, 1, 2].map(|n| all[n].as_str());
        assert_eq!(refused(house, head(), second, Command::Grant {}), "others_before");
        does(house, head(), first, Command::Grant {});
        assert_eq!(refused(house, head(), second, Command::Grant {}), "places_taken");
        let page = counter.door.get("/items/food-permit/places", &[]).body;
        assert!(page.contains("已经给出") && !page.contains(second) && !page.contains("李梅"), "{page}");
        let own = counter.lets_in("p-li", Some("p-noodle"));
        assert!(own.get(&format!("/cases/{third}")).body.contains("第 2 位"), "her own place is hers to see");
        // the third is denied for want of a place, in writing, with the article and her place
        does(house, head(), third, Command::Deny { reason: "可以等下一次。".to_owned() });
        assert!(own.get(&format!("/cases/{third}")).body.contains("第五十七条"));
        assert_eq!(drawn(&counter, third, Kind::Denied).len(), 1);
        // the licence of the first ends: the next in order has the place, and is told
        assert_eq!(messages(&counter, "case_place_free"), 0);
        let (order, clause) = ("青市监罚〔2026〕9号".to_owned(), "《食品安全法》第一百二十四条".to_owned());
        let reason = "屡次违法".to_owned();
        let revoke = OfLicence::After(After::Revoke { order, clause, heard: true, reason });
        let cause = Cause::outside("form", "s-zhao", &house.chance.hex::<8>()).unwrap();
        house.act_now::<Library>(head(), To::Stream(first.to_owned()), cause, revoke).unwrap();
        assert_eq!(messages(&counter, "case_place_free"), 1);
        does(house, head(), second, Command::Grant {});
        counter.house.close().unwrap();
    });
}

#[test]
fn a_higher_body_of_this_house_sees_what_was_sent_up_and_decides_it() {
    let more = format!(
        "[forwarding]\nbody = {{ zh = \"市公安局\", en = \"the City Bureau\" }}\norgan = \"{ABOVE}\"\n\
         limit = {{ n = 20, unit = \"working_days\" }}\n{BASIS}"
    );
    let counter = Counter::open(saying(Ground::sqlite(), &more));
    let no = applies(&counter.house, "food-permit");
    does(&counter.house, window(), &no, Command::Accept {});
    examined(&counter.house, &no);
    let page = format!("/cases/{no}");
    let [zhao, sun] = ["s-zhao", "s-sun"].map(|who| counter.lets_in(who, None));
    assert_eq!(sun.get(&page).status, 404, "what was not sent up is not theirs");
    acts(&zhao, &no, "forward", &[("forward_opinion", "初步审查同意")]);
    let seen = sun.get(&page).body;
    assert!(seen.contains("审查结论") && seen.contains("转报上级"), "{seen}");
    assert!(sun.get("/worklist").body.contains(&no), "it is on the higher body's list");
    assert!(zhao.get(&page).body.contains("市公安局"), "and the lower body still sees it");
    let told = counter.lets_in("p-li", Some("p-noodle")).get(&page).body;
    assert!(told.contains("已经报送市公安局"), "the applicant sees who has it: {told}");
    let clocks = counter.lets_in("p-li", Some("p-noodle")).get(&format!("{page}/clocks")).body;
    assert!(clocks.contains("上级决定期限") && clocks.contains("法定期限"), "both clocks are proven");
    acts(&sun, &no, "grant", &[]);
    assert_eq!(drawn(&counter, &no, Kind::Forwarding).len(), 1);
    assert_eq!(drawn(&counter, &no, Kind::Forwarded).len(), 1);
    assert_eq!(drawn(&counter, &no, Kind::Granted), [ABOVE], "the decision is the higher body's");
    counter.house.close().unwrap();
}

#[test]
fn the_letter_of_a_higher_body_outside_is_entered_with_its_number_and_day() {
    let more = format!(
        "[forwarding]\nbody = {{ zh = \"市局\", en = \"the City Bureau\" }}\n\
         limit = {{ n = 20, unit = \"working_days\" }}\n{BASIS}"
    );
    let counter = Counter::open(saying(Ground::sqlite(), &more));
    let no = applies(&counter.house, "food-permit");
    does(&counter.house, window(), &no, Command::Accept {});
    examined(&counter.house, &no);
    let zhao = counter.lets_in("s-zhao", None);
    acts(&zhao, &no, "forward", &[("forward_opinion", "初步审查同意")]);
    counter.clock.to(morning(2026, 9, 15));
    let chen = counter.lets_in("s-chen", None);
    let page = format!("/cases/{no}");
    let typed = [("granted", "yes"), ("letter", ""), ("letter_on", "2026-09-14")];
    let empty = chen.sends(&page, &format!("{page}/enter-decision"), &typed);
    assert!(empty.status == 422 && empty.body.contains("第三十五条"), "{}", empty.body);
    let typed = [("granted", "yes"), ("letter", "市许〔2026〕7号"), ("letter_on", "2026-09-14")];
    acts(&chen, &no, "enter-decision", &typed);
    assert_eq!(
        drawn(&counter, &no, Kind::Granted).len(),
        0,
        "the decision is on the higher body's own paper"
    );
    let own = counter.lets_in("p-li", Some("p-noodle")).get(&page).body;
    assert!(own.contains("市许〔2026〕7号"), "{own}");
    does(&counter.house, window(), &no, Command::Deliver {});
    counter.house.close().unwrap();
}

#[test]
fn the_head_of_the_government_sees_and_extends_what_is_decided_together() {
    let more = format!("[joint]\ngovernment = \"{ABOVE}\"\n{BASIS}");
    let counter = Counter::open(saying(Ground::sqlite(), &more));
    let no = applies(&counter.house, "food-permit");
    does(&counter.house, window(), &no, Command::Accept {});
    let [zhao, sun, zhou] = ["s-zhao", "s-sun", "s-zhou"].map(|who| counter.lets_in(who, None));
    assert!(sun.get("/worklist").body.contains(&no), "on the government's list");
    let page = format!("/cases/{no}");
    assert!(!zhao.get(&page).body.contains(&format!("{page}/extend")), "not the organ's own head");
    assert!(zhou.get(&page).body.contains(&no), "its officers see it");
    acts(&sun, &no, "extend", &[("days", "15"), ("extend_reason", "各部门意见不一")]);
    assert_eq!(drawn(&counter, &no, Kind::Extended).len(), 1);
    counter.house.close().unwrap();
}
