//! Notification and commitment through the pages: she reads and signs, it is decided the same day, two
//! officers verify it, what is broken is mended or the annulment of the licence is proposed, and who broke a
//! promise makes none meanwhile.

use case::rules::Command;
use facts::document::Kind;
use house::console::console_actor;
use house::rehearsal::rehearsal_actor;
use house::{Cause, To, timekeeper};
use kernel::{Actor, Role};
use store::Value;

use super::county::{Ground, ask, brings, does, follow_and_print, li, morning, on_both, wang, window};
use super::uploads::{Counter, Someone};

const HEALTH: &str = "11449921MB9X001039";
const ITEM: &str = "public-place-hygiene";
const BARBER: &[(&str, &str)] = &[("trade", "hair"), ("air", "no")];

/// The demo has nobody at the health bureau: two examiners and a head.
fn staffed(ground: Ground) -> Counter {
    let counter = Counter::open(ground);
    let posts =
        [("s-han", "韩医", Role::Examiner), ("s-xu", "许宁", Role::Examiner), ("s-bai", "白局", Role::Head)];
    for (party, name, role) in posts {
        let command = account::rules::Command::AddStaff {
            party: party.to_owned(),
            name: name.to_owned(),
            organ: HEALTH.to_owned(),
            role,
            post: "examiner".to_owned(),
        };
        let cause = Cause::outside("test", "console", party).unwrap();
        let to = To::Stream(party.to_owned());
        counter.house.act_now::<account::rules::Rules>(console_actor("test"), to, cause, command).unwrap();
    }
    counter
}

fn officer(party: &str, role: Role) -> Actor {
    rehearsal_actor(party, role, HEALTH, "")
}

/// Wang applies for a barber's shop, with the plan and without the report.
fn applies(counter: &Counter) -> String {
    brings(&counter.house, wang(), ITEM, BARBER, Some(&["plan"]))
}

/// The organ accepts, examines and grants it, all on one day.
fn granted(counter: &Counter, no: &str) {
    let house = &counter.house;
    does(house, window(), no, Command::Accept {});
    let met = ["place", "facilities", "tests", "health", "officer"].map(str::to_owned).to_vec();
    let examines =
        Command::Examine { met, unmet: vec![], opinion: String::new(), findings: Default::default() };
    does(house, officer("s-han", Role::Examiner), no, examines);
    does(house, officer("s-bai", Role::Head), no, Command::Grant {});
    does(house, window(), no, Command::Deliver {});
}

#[track_caller]
fn acts(who: &Someone, no: &str, act: &str, typed: &[(&str, &str)]) {
    let page = format!("/cases/{no}");
    let answer = who.sends(&page, &format!("{page}/{act}"), typed);
    assert_eq!(answer.status, 303, "{act}: {}", answer.body);
}

/// How many documents of this kind of the case are drawn.
fn drawn(counter: &Counter, no: &str, kind: Kind) -> i64 {
    follow_and_print(&counter.house);
    let args: Vec<Value> = vec![no.into(), kind.word().into()];
    let sql = "select count(*) from v_document where case_no = $1 and kind = $2 and state = 'drawn'";
    counter.house.store.read_now(move |look| Ok(look.one(sql, &args)?.unwrap().int(0))).unwrap()
}

fn strike(counter: &Counter) {
    while timekeeper::strike(&counter.house).unwrap() > 0 {}
}

const KEPT: &[(&str, &str)] =
    &[("promise-values", "kept"), ("promise-facilities", "kept"), ("promise-staff", "kept")];

#[test]
fn she_reads_before_she_signs_and_it_is_decided_the_same_day_and_kept() {
    on_both(|ground| {
        let counter = staffed(ground);
        let wang = counter.lets_in("p-wang", None);
        let no = applies(&counter);
        let page = format!("/cases/{no}");
        let read = wang.get(&page).body;
        for words in ["GB 37488", "责令限期整改", "可以不作承诺", "愿意接受核查"] {
            assert!(read.contains(words), "she reads “{words}” before she signs: {read}");
        }
        let unread = wang.sends(&page, &format!("{page}/sign-pledge"), &[]);
        assert_eq!(unread.status, 422, "{}", unread.body);
        acts(&wang, &no, "sign-pledge", &[("agreed", "yes")]);
        assert_eq!(drawn(&counter, &no, Kind::Pledge), 1);
        granted(&counter, &no);
        let seen = wang.get(&page).body;
        assert!(seen.contains("2026年11月2日") && seen.contains("不收费"), "by when it is verified: {seen}");
        let han = counter.lets_in("s-han", None);
        assert!(han.get("/pledges").body.contains(&no));
        assert!(!counter.lets_in("s-chen", None).get("/pledges").body.contains(&no), "another organ's");
        assert_eq!(counter.lets_in("s-window-6", None).get("/pledges").status, 404);
        // past its day it is overdue, for the organ, its head and the supervisor
        counter.clock.to(morning(2026, 11, 3));
        strike(&counter);
        for who in ["s-han", "s-bai", "s-he"] {
            let list = counter.lets_in(who, None).get("/pledges").body;
            assert!(list.contains("逾期未核查 1"), "{who}: {list}");
        }
        let [wang, han, bai] = ["p-wang", "s-han", "s-bai"].map(|who| counter.lets_in(who, None));
        assert!(bai.get(&page).body.contains("逾期未核查"));
        let alone = [&[("check_with", "s-xu")], KEPT].concat();
        let silent = han.sends(&page, &format!("{page}/check-pledge"), &alone);
        assert!(silent.status == 422 && silent.body.contains("第六十一条"), "{}", silent.body);
        acts(&han, &no, "check-pledge", &[&alone[..], &[("check_record", "逐条看过，都合格")]].concat());
        assert!(wang.get(&page).body.contains("逐条看过，都合格"));
        assert!(bai.get("/pledges").body.contains("做到了 1"));
        assert_eq!(drawn(&counter, &no, Kind::PledgeOrder), 0);
        counter.house.close().unwrap();
    });
}

#[test]
fn what_is_broken_is_mended_or_its_annulment_is_proposed() {
    let counter = staffed(Ground::sqlite());
    let wang = counter.lets_in("p-wang", None);
    let no = applies(&counter);
    let page = format!("/cases/{no}");
    // at the window, on paper: not before the clerk has seen it
    let clerk = counter.lets_in("s-window-6", None);
    assert_eq!(clerk.sends(&page, &format!("{page}/sign-pledge"), &[]).status, 422);
    acts(&clerk, &no, "sign-pledge", &[("signed_paper", "yes")]);
    granted(&counter, &no);
    follow_and_print(&counter.house);
    let han = counter.lets_in("s-han", None);
    let broken = [
        ("check_with", "s-xu"),
        ("promise-values", "kept"),
        ("promise-facilities", "broken"),
        ("promise-staff", "kept"),
        ("check_record", "九月二日到店"),
    ];
    let silent = han.sends(&page, &format!("{page}/check-pledge"), &broken);
    assert_eq!(silent.status, 422, "a finding for each: {}", silent.body);
    acts(&han, &no, "check-pledge", &[&broken[..], &[("found-facilities", "消毒柜没有通电")]].concat());
    assert_eq!(drawn(&counter, &no, Kind::PledgeOrder), 1);
    let told = wang.get(&page).body;
    assert!(told.contains("消毒柜没有通电") && told.contains("report-mended"), "{told}");
    // meanwhile no promise of hers is taken, and she brings the paper
    let other = applies(&counter);
    let refused =
        wang.sends(&format!("/cases/{other}"), &format!("/cases/{other}/sign-pledge"), &[("agreed", "yes")]);
    assert!(refused.status == 422 && refused.body.contains("第四十条"), "{}", refused.body);
    // never mended: forfeited, and the head reads on the licence that its annulment is proposed
    counter.clock.to(morning(2026, 10, 12));
    strike(&counter);
    assert_eq!(drawn(&counter, &no, Kind::PledgeForfeited), 1);
    let sql = "select licence_no from v_licence order by licence_no";
    let licence =
        counter.house.store.read_now(move |look| look.query(sql, &[])).unwrap()[0].text(0).to_owned();
    let (bai, record) = (counter.lets_in("s-bai", None), format!("/licences/{licence}"));
    assert!(bai.get("/licences").body.contains("建议撤销"), "on the list of what waits for the head");
    assert!(bai.get(&record).body.contains("建议撤销"));
    // mended late: trusted again, and the proposal is off
    let wang = counter.lets_in("p-wang", None);
    acts(&wang, &no, "report-mended", &[("mended_report", "消毒柜换了新的")]);
    let han = counter.lets_in("s-han", None);
    let looks = [("check_with", "s-xu"), ("mended", "yes"), ("check_record", "通电，消毒合格")];
    acts(&han, &no, "check-mended", &looks);
    follow_and_print(&counter.house);
    assert!(!bai.get("/licences").body.contains("建议撤销"));
    assert!(wang.get(&page).body.contains("信用已修复"));
    acts(&wang, &applies(&counter), "sign-pledge", &[("agreed", "yes")]);
    counter.house.close().unwrap();
}

#[test]
fn a_paper_promised_to_follow_that_never_comes_is_told_in_writing_and_ends_commitments() {
    let counter = staffed(Ground::sqlite());
    let house = &counter.house;
    let works = [("works", "housing"), ("review", "later"), ("supervised", "no"), ("clearing", "no")];
    let built = brings(&counter.house, li(), "construction-permit", &works, Some(&["contract", "safety"]));
    let materials = vec!["drawings-later".to_owned()];
    does(house, li(), &built, Command::SignTolerance { materials });
    does(house, window(), &built, Command::AcceptTolerantly {});
    counter.clock.to(morning(2026, 12, 1));
    strike(&counter);
    assert_eq!(drawn(&counter, &built, Kind::ToleranceBroken), 1);
    // one register of broken promises: that of papers that follow closes the door of commitments too
    let again = brings(&counter.house, li(), ITEM, BARBER, Some(&["plan"]));
    let materials = vec!["test-report".to_owned()];
    let signs = || Command::SignPledge { materials: materials.clone(), seen: false };
    let refused = ask(house, li(), To::Stream(again.clone()), signs());
    assert!(matches!(refused, Err(house::Failure::Refused(why)) if why.code == "promise_broken_before"));
    let follows = Command::Follow { materials: vec!["drawings-later".to_owned()], files: Vec::new() };
    does(house, window(), &built, follows);
    does(house, li(), &again, signs());
    counter.house.close().unwrap();
}
