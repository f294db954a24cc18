//! What a strict reading of the law found, through the house: a promise signed while corrections waited,
//! one broken in a case that ended, a case struck out, a licence renewed, and one suspended beyond its term.

use std::collections::BTreeMap;

use case::rules::Command;
use facts::document::Kind;
use house::rehearsal::rehearsal_actor;
use house::{Cause, House, To, timekeeper};
use kernel::{Actor, Role};
use licence::rules::{After, Command as Asked, Rules as Library};
use store::Value;

use super::county::{
    Ground, MARKET, applies, ask, brings, does, follow_and_print, granted, li, morning, on_both, public,
    window,
};
use super::uploads::Counter;

/// The housing bureau, which permits construction.
const HOUSING: &str = "11449921MB9X000588";

fn list(all: &[&str]) -> Vec<String> {
    all.iter().map(|code| (*code).to_owned()).collect()
}

fn one(house: &House, sql: &'static str, args: &[&str]) -> Option<Vec<String>> {
    let args: Vec<Value> = args.iter().map(|text| Value::from(*text)).collect();
    let row = house.store.read_now(move |look| look.one(sql, &args)).unwrap();
    row.map(|row| row.0.iter().map(|value| value.as_text().unwrap_or_default().to_owned()).collect())
}

fn count(house: &House, sql: &'static str, args: &[&str]) -> i64 {
    let args: Vec<Value> = args.iter().map(|text| Value::from(*text)).collect();
    house.store.read_now(move |look| Ok(look.one(sql, &args)?.unwrap().int(0))).unwrap()
}

fn drawn(house: &House, no: &str, kind: Kind) -> i64 {
    follow_and_print(house);
    let sql = "select count(*) from v_document where case_no = $1 and kind = $2 and state = 'drawn'";
    count(house, sql, &[no, kind.word()])
}

/// A message of this text about the case is on its way to the applicant.
fn told(house: &House, no: &str, text: &str) -> bool {
    follow_and_print(house);
    let sql = "select count(*) from outbox o join ledger l on l.seq = o.seq \
               where o.text = $1 and l.stream = (select no from streams where name = $2)";
    count(house, sql, &[text, &format!("case/{no}")]) == 1
}

/// The noodle shop builds: the contract lies on the counter, the rest is lacking.
fn builds(house: &House, papers: &[&str]) -> String {
    let situation = [("works", "housing"), ("review", "later"), ("supervised", "no"), ("clearing", "no")];
    brings(house, li(), "construction-permit", &situation, Some(papers))
}

fn builder(role: Role) -> Actor {
    rehearsal_actor(if role == Role::Head { "s-builder-head" } else { "s-builder" }, role, HOUSING, "")
}

fn signs(house: &House, no: &str) {
    does(house, li(), no, Command::SignTolerance { materials: list(&["drawings-later"]) });
}

/// Whose promise was all that a notice still waited for has an answer coming: the shelf of clocks and the
/// list of those who watch know it, silence accepts in time, and her promise stands then.
#[test]
fn a_promise_signed_while_corrections_wait_starts_the_clock_of_the_answer() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let house = &counter.house;
        let no = builds(house, &["contract"]);
        let lacking = list(&["safety", "drawings-later"]);
        does(house, window(), &no, Command::AskCorrection { lacking, note: String::new() });
        let answers = BTreeMap::new();
        let safety = Command::Correct { materials: list(&["safety"]), answers, files: Vec::new() };
        does(house, window(), &no, safety);
        let watched = "select clock, due from v_watch where case_no = $1";
        assert_eq!(one(house, watched, &[&no]).unwrap()[0], "", "her turn");
        signs(house, &no);
        let runs = one(house, watched, &[&no]).unwrap();
        assert_eq!(runs, ["reply", "2026-09-02"], "as the county promises; by law it has five days");
        let shelf = "select count(*) from k_case_clock where stream = $1 and kind = $2";
        let stream = format!("case/{no}");
        let on_shelf = |clock| count(house, shelf, &[&stream, clock]);
        assert_eq!((on_shelf("answer"), on_shelf("reply"), on_shelf("closing")), (1, 1, 0));
        counter.clock.to(morning(2026, 9, 9));
        while timekeeper::strike(house).unwrap() > 0 {}
        assert_eq!(one(house, watched, &[&no]).unwrap()[0], "promised", "silence accepted it");
        assert_eq!(on_shelf("following"), 1, "and what she promised follows");
        let brings = Command::Receive { materials: Some(list(&["drawings-later"])) };
        assert!(
            ask(house, window(), To::Stream(no.clone()), brings).is_err(),
            "it keeps the promise instead"
        );
        let follows = Command::Follow { materials: list(&["drawings-later"]), files: Vec::new() };
        does(house, window(), &no, follows);
        assert_eq!(on_shelf("following"), 0);
        counter.house.close().unwrap();
    });
}

/// A tolerant acceptance is watched like any; and a promise broken in a case that then ended bars nobody.
#[test]
fn a_promise_broken_in_a_case_that_ended_without_a_grant_bars_nobody() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let house = &counter.house;
        let no = builds(house, &["contract", "safety"]);
        signs(house, &no);
        does(house, window(), &no, Command::AcceptTolerantly {});
        let watched = one(house, "select clock, due from v_watch where case_no = $1", &[&no]).unwrap();
        assert_eq!(watched, ["promised", "2026-09-02"]);
        counter.clock.to(morning(2026, 11, 16));
        while timekeeper::strike(house).unwrap() > 0 {}
        let broken = || count(house, "select count(*) from k_case_broken where party = $1", &["p-noodle"]);
        assert_eq!(broken(), 1);
        let other = builds(house, &["contract", "safety"]);
        let again = Command::SignTolerance { materials: list(&["drawings-later"]) };
        assert!(ask(house, li(), To::Stream(other.clone()), again).is_err(), "not while it can be made good");
        let item = house.world().editions.by_hash(&house.world().in_force["construction-permit"]).cloned();
        let situation = [("works", "housing"), ("review", "later"), ("supervised", "no"), ("clearing", "no")]
            .map(|(question, answer)| (question.to_owned(), answer.to_owned()))
            .into();
        let met = item.unwrap().item.points_in(&situation).map(|point| point.code.clone()).collect();
        let (unmet, opinion, findings) = (Vec::new(), String::new(), BTreeMap::new());
        does(house, builder(Role::Examiner), &no, Command::Examine { met, unmet, opinion, findings });
        let reason = "承诺的审查合格书没有补交".to_owned();
        does(house, builder(Role::Head), &no, Command::Deny { reason });
        assert_eq!(broken(), 0, "nothing is left that could be made good");
        signs(house, &other);
        counter.house.close().unwrap();
    });
}

#[test]
fn a_case_that_is_struck_out_or_ended_is_told_in_writing_with_its_reason() {
    let counter = Counter::open(Ground::sqlite());
    let house = &counter.house;
    let [voided, ended] = [(); 2].map(|()| applies(house, "food-permit"));
    let supervisor = rehearsal_actor("s-supervisor", Role::Supervisor, "", "");
    let reason = "同一件事登记了两次".to_owned();
    does(house, supervisor, &voided, Command::Void { reason });
    let head = rehearsal_actor("s-zhao", Role::Head, MARKET, "");
    let ends = Command::Terminate {
        ground: facts::case::Cease::ObjectGone,
        clause: String::new(),
        reason: "店面已经拆了".to_owned(),
    };
    does(house, head, &ended, ends);
    assert!(told(house, &voided, "case_voided") && told(house, &ended, "case_terminated"));
    assert_eq!((drawn(house, &voided, Kind::Voided), drawn(house, &ended, Kind::Terminated)), (1, 1));
    let li = counter.lets_in("p-li", Some("p-noodle"));
    let page = li.get(&format!("/cases/{voided}")).body;
    for words in ["同一件事登记了两次", "行政复议", "作废通知书"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    counter.house.close().unwrap();
}

/// A year that was given more rest moves the end of a publicity, and the list of what is public with it.
#[test]
fn what_the_calendar_keeps_public_stays_on_the_list() {
    let mut ground = Ground::sqlite();
    ground.own_catalogue();
    let house = ground.open();
    yimen::demo::people(&house).unwrap();
    let no = public(&house);
    house.close().unwrap();
    let file = ground.catalogue.join("calendar/2026.toml");
    let year = std::fs::read_to_string(&file).unwrap();
    let rest = "[[holidays]]\nname = \"防汛\"\nen = \"Flood\"\noff = [\"2026-09-07..2026-09-08\"]\n\n";
    let mid_autumn = "[[holidays]]\nname = \"中秋节\"";
    std::fs::write(&file, year.replace(mid_autumn, &format!("{rest}{mid_autumn}"))).unwrap();
    let counter = Counter::open(ground);
    let listed = |day| {
        counter.clock.to(morning(2026, 9, day));
        while timekeeper::strike(&counter.house).unwrap() > 0 {}
        counter.door.get("/publicity", &[]).body
    };
    assert!(listed(8).contains("2026-09-08"), "as it was told");
    let later = listed(9);
    assert!(later.contains(&no) && later.contains("2026-09-10"), "{later}");
    assert_eq!(counter.door.get(&format!("/publicity/{no}"), &[]).status, 200);
    assert!(!listed(11).contains(&no));
    counter.house.close().unwrap();
}

fn asks(house: &House, who: Actor, no: &str, after: After) {
    let cause = Cause::outside("form", &who.party, &house.chance.hex::<8>()).unwrap();
    house.act_now::<Library>(who, To::Stream(no.to_owned()), cause, Asked::After(after)).unwrap();
}

/// The last day of the licence of a case.
fn until(house: &House, no: &str) -> kernel::Day {
    let row = one(house, "select until_day from v_licence where case_no = $1", &[no]).unwrap();
    row[0].parse().unwrap()
}

#[test]
fn what_is_renewed_or_amended_is_printed_anew_and_the_former_sheet_stays_genuine() {
    let counter = Counter::open(Ground::sqlite());
    let house = &counter.house;
    let no = granted(house, "food-permit");
    assert_eq!(drawn(house, &no, Kind::Licence), 1);
    let code = one(house, "select code from p_code", &[]).unwrap()[0].clone();
    let verified = || counter.door.get(&format!("/verify/{code}"), &[]).body;
    let first = until(house, &no);
    assert!(verified().contains("有效期都一样"), "as it was issued");
    let head = rehearsal_actor("s-zhao", Role::Head, MARKET, "");
    asks(house, li(), &no, After::AskAmendment { change: "经营场所改为政和路二号".to_owned() });
    asks(house, head.clone(), &no, After::Amend { change: "经营场所：政和路二号".to_owned() });
    assert_eq!((drawn(house, &no, Kind::Licence), drawn(house, &no, Kind::Amended)), (2, 1));
    asks(house, li(), &no, After::AskRenewal {});
    asks(house, head, &no, After::Renew {});
    assert_eq!((drawn(house, &no, Kind::Licence), drawn(house, &no, Kind::Renewed)), (3, 1));
    let seen = verified();
    for words in ["已经延续", "已经变更", "有效期和记载还是从前的"] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    assert!(seen.contains(&first.to_string()) && seen.contains(&until(house, &no).to_string()), "{seen}");
    counter.house.close().unwrap();
}

#[test]
fn a_suspension_beyond_the_term_leaves_no_clock_behind() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let house = &counter.house;
        let no = granted(house, "food-permit");
        follow_and_print(house);
        let last = until(house, &no);
        counter.clock.to(kernel::Instant::at(last.plus(-40), 9, 0));
        asks(house, li(), &no, After::AskAmendment { change: "改名".to_owned() });
        let head = rehearsal_actor("s-zhao", Role::Head, MARKET, "");
        let suspends = After::Suspend {
            order: "青市监罚〔2031〕0003 号".to_owned(),
            clause: "《食品安全法》第一百二十三条".to_owned(),
            until: last.plus(30),
            heard: true,
            reason: "用了有毒原料".to_owned(),
        };
        asks(house, head, &no, suspends);
        counter.clock.to(kernel::Instant::at(last.plus(60), 9, 0));
        while timekeeper::strike(house).unwrap() > 0 {}
        assert_eq!(count(house, "select count(*) from k_licence_clock", &[]), 0);
        assert_eq!(count(house, "select count(*) from v_licence_asked", &[]), 0);
        let state = one(house, "select state from v_licence where case_no = $1", &[&no]).unwrap();
        assert_eq!(state, ["expired"]);
        counter.house.close().unwrap();
    });
}
