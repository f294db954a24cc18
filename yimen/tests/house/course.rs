//! From acceptance to the decision through the door: what is public and who objects, another organ that is
//! asked, an extension, a visit and a hearing; each told to the applicant in writing where the law wants it.

use case::rules::Command;
use facts::document::Kind;
use house::timekeeper;
use store::Value;

use super::county::{
    Ground, applies, ask, does, follow_and_print, forester, morning, on_both, public, wang, window,
};
use super::uploads::{Counter, Someone};

/// How often this happened to a case.
fn happened(counter: &Counter, no: &str, kind: &str) -> i64 {
    let args: Vec<Value> = vec![format!("case.{kind}").into(), format!("case/{no}").into()];
    let sql = "select count(*) from ledger where kind = $1 and stream = \
               (select no from streams where name = $2)";
    counter.house.store.read_now(move |look| Ok(look.one(sql, &args)?.unwrap().int(0))).unwrap()
}

/// Is there such a document of the case, drawn?
fn drawn(counter: &Counter, no: &str, kind: Kind) -> bool {
    follow_and_print(&counter.house);
    let args: Vec<Value> = vec![no.into(), kind.word().into()];
    let sql = "select state from v_document where case_no = $1 and kind = $2 order by document_no";
    let row = counter.house.store.read_now(move |look| look.one(sql, &args)).unwrap();
    row.is_some_and(|row| row.text(0) == "drawn")
}

/// An act of a case through its page, and taken.
#[track_caller]
fn acts(who: &Someone, no: &str, act: &str, typed: &[(&str, &str)]) {
    let page = format!("/cases/{no}");
    let answer = who.sends(&page, &format!("{page}/{act}"), typed);
    assert_eq!(answer.status, 303, "{act}: {}", answer.body);
}

#[test]
fn what_is_public_is_objected_to_by_anyone_and_ends_by_the_clock() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let no = public(&counter.house);
        let page = format!("/publicity/{no}");
        let list = counter.door.get("/publicity", &[]).body;
        assert!(list.contains(&no), "{list}");
        let seen = counter.door.get(&page, &[]).body;
        assert!(seen.contains("王") && !seen.contains("王小明"), "the applicant's name is masked: {seen}");
        assert!(!seen.contains("name=\"reason\""), "whoever objects has an account, so that she is answered");
        let li = counter.lets_in("p-li", None);
        let empty = li.sends(&page, &page, &[("name", ""), ("reason", "界线有争议")]);
        assert_eq!(empty.status, 422, "{}", empty.body);
        let objects = li.sends(&page, &page, &[("name", "李梅"), ("reason", "大湾的界线有争议")]);
        assert_eq!((objects.status, happened(&counter, &no, "Objected")), (303, 1), "{}", objects.body);
        assert!(li.get(&page).body.contains("大湾的界线有争议"), "her own words are hers");
        let wang = counter.lets_in("p-wang", None);
        for (who, path) in [(&wang, &page), (&wang, &format!("/cases/{no}"))] {
            let told = who.get(path).body;
            assert!(
                !told.contains("界线有争议") && !told.contains("李梅"),
                "{path} tells the applicant who objects"
            );
        }
        let answer = "已经与村委会核对，界线无误。".to_owned();
        let answers = Command::AnswerObjection { objection: 1, upheld: false, answer };
        does(&counter.house, forester(), &no, answers);
        assert!(li.get(&page).body.contains("界线无误"), "she reads the answer where she objected");
        assert!(!counter.door.get(&page, &[]).body.contains("界线无误"), "and nobody else does");
        counter.clock.to(morning(2026, 9, 9));
        while timekeeper::strike(&counter.house).unwrap() > 0 {}
        assert_eq!(happened(&counter, &no, "PublicityClosed"), 1, "nobody had to come");
        assert!(!counter.door.get("/publicity", &[]).body.contains(&no));
        // what is public no more is there for whoever objected, and for whom the matter is
        assert_eq!(counter.door.get(&page, &[]).status, 404, "a stranger learns nothing of how it went on");
        let [li, wang, zhou] = ["p-li", "p-wang", "s-zhou"].map(|who| counter.lets_in(who, None));
        assert_eq!([&li, &wang, &zhou].map(|who| who.get(&page).status), [200, 200, 404]);
        let token = li.get("/publicity").token();
        let late = format!("token={token}&name=Li&reason=late");
        let answer = li.door.post(&page, &[("cookie", &li.cookie)], &late);
        assert_eq!(answer.status, 404, "and posting tells nothing either: {}", answer.body);
        counter.house.close().unwrap();
    });
}

/// What few cases have is struck out with the case as well.
#[test]
fn nothing_is_owed_any_more_in_a_case_that_was_withdrawn_while_it_was_public() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let no = public(&counter.house);
        let owed = || {
            let sql = "select kind from k_case_clock where stream = $1 order by kind";
            let stream = [Value::from(format!("case/{no}"))];
            let rows = counter.house.store.read_now(move |look| look.query(sql, &stream)).unwrap();
            rows.iter().map(|row| row.text(0).to_owned()).collect::<Vec<_>>()
        };
        let all = ["consultation-1", "promised", "publicity", "reminder-1", "statutory"];
        assert_eq!(owed(), all);
        does(&counter.house, wang(), &no, Command::Withdraw {});
        assert_eq!(owed(), Vec::<String>::new());
        counter.house.close().unwrap();
    });
}

#[test]
fn another_organ_sees_the_question_and_no_more_and_answers_it() {
    let counter = Counter::open(Ground::sqlite());
    let no = public(&counter.house);
    let page = format!("/consultations/{no}");
    let (chen, zhou) = (counter.lets_in("s-chen", None), counter.lets_in("s-zhou", None));
    assert!(chen.get("/consultations").body.contains(&page));
    assert!(!zhou.get("/consultations").body.contains(&page), "not what another organ is asked");
    assert_eq!(zhou.get(&page).status, 404);
    assert_eq!(chen.get(&format!("/cases/{no}")).status, 404, "the case itself is not theirs");
    let seen = chen.get(&page).body;
    assert!(seen.contains("木材加工点") && !seen.contains("王小明"), "{seen}");
    assert_eq!(chen.sends(&page, &page, &[("agrees", "yes"), ("answer", "")]).status, 422);
    let answered = chen.sends(&page, &page, &[("agrees", "yes"), ("answer", "登记过，没有意见。")]);
    assert_eq!(answered.status, 303, "{}", answered.body);
    assert_eq!(happened(&counter, &no, "ConsultationAnswered"), 1);
    assert!(!chen.get("/consultations").body.contains(&page));
    // silence in another case is no objection, and reminded before
    let silent = public(&counter.house);
    counter.clock.to(morning(2026, 9, 8));
    while timekeeper::strike(&counter.house).unwrap() > 0 {}
    let said = ["ConsultationReminded", "ConsultationLapsed"].map(|kind| happened(&counter, &silent, kind));
    assert_eq!(said, [1, 1]);
    counter.house.close().unwrap();
}

#[test]
fn a_case_is_extended_visited_and_heard_through_its_page() {
    let counter = Counter::open(Ground::sqlite());
    let no = applies(&counter.house, "food-permit");
    does(&counter.house, window(), &no, Command::Accept {});
    let [chen, zhao] = ["s-chen", "s-zhao"].map(|who| counter.lets_in(who, None));
    acts(&chen, &no, "set-visit", &[("visit_on", "2026-09-03"), ("with", "s-wu")]);
    assert!(drawn(&counter, &no, Kind::Visit));
    let page = format!("/cases/{no}");
    let late = zhao.sends(&page, &format!("{page}/extend"), &[("days", "11"), ("extend_reason", "复杂")]);
    assert_eq!(late.status, 422);
    assert!(late.body.contains("第四十二条"), "the refusal cites its article: {}", late.body);
    acts(&zhao, &no, "extend", &[("days", "5"), ("extend_reason", "厨房排烟要请环保部门看")]);
    assert!(drawn(&counter, &no, Kind::Extended));
    acts(&chen, &no, "tell-hearing-right", &[("matter", "拟不予许可：排烟影响邻居"), ("others", "yes")]);
    assert!(drawn(&counter, &no, Kind::HearingRight));
    let li = counter.lets_in("p-li", Some("p-noodle"));
    let told = li.get(&page).body;
    assert!(told.contains("厨房排烟要请环保部门看"), "the reason is told to the applicant");
    acts(&li, &no, "request-hearing", &[]);
    let on = [("hearing_on", "2026-09-11"), ("hearing_place", "市监局二楼"), ("hearing_notice", "听1")];
    let by_herself = [&on[..], &[("presider", "s-chen")]].concat();
    let refused = chen.sends(&page, &format!("{page}/set-hearing"), &by_herself);
    assert_eq!(refused.status, 422, "who examines does not preside");
    let by_companion = [&on[..], &[("presider", "s-wu")]].concat();
    let refused = chen.sends(&page, &format!("{page}/set-hearing"), &by_companion);
    assert_eq!(refused.status, 422, "who looked on the spot does not preside");
    acts(&chen, &no, "set-hearing", &[&on[..], &[("presider", "s-zhao")]].concat());
    assert!(drawn(&counter, &no, Kind::Hearing));
    assert!(li.get(&page).body.contains("市监局二楼"));
    counter.clock.to(morning(2026, 9, 11));
    let wu = counter.lets_in("s-wu", None);
    acts(&wu, &no, "record-visit", &[("record", "排烟管道未到屋顶")]);
    let zhao = counter.lets_in("s-zhao", None);
    acts(&zhao, &no, "hold-hearing", &[("record", "双方陈述、质证，笔录签字")]);
    let said = ["Extended", "VisitRecorded", "HearingHeld", "ClockResumed"];
    assert_eq!(said.map(|kind| happened(&counter, &no, kind)), [1; 4]);
    // what is denied is denied point by point
    let findings =
        [("premises", "排烟口对着邻居窗户"), ("flow", "生熟交叉")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let list = |all: &[&str]| all.iter().map(|code| (*code).to_owned()).collect();
    let examines = Command::Examine {
        met: list(&["facilities", "people", "health"]),
        unmet: list(&["premises", "flow"]),
        opinion: String::new(),
        findings: findings.into(),
    };
    let [examiner, head] = super::county::organ_of("food-permit");
    does(&counter.house, examiner, &no, examines);
    let seen = counter.lets_in("s-zhao", None).get(&page).body;
    assert!(seen.contains("排烟口对着邻居窗户") && seen.contains("生熟交叉"), "the head reads each finding");
    let reason = "布局不符合要求，改好后可以再申请。".to_owned();
    ask(&counter.house, head, house::To::Stream(no.clone()), Command::Deny { reason }).unwrap();
    assert!(drawn(&counter, &no, Kind::Denied));
    counter.house.close().unwrap();
}
