//! The form of a bundle: kept half filled, with files that are handed in once, and taken in at a window.

use bundle::rules::{Behalf, Command as Asked, Rules as Bundles};
use house::rehearsal::rehearsal_actor;
use house::{Cause, Failure, House, To};
use kernel::Role;
use kernel::limits::SESSION_IDLE_MS;
use yimen::demo::running::{FORM, SHOP, complete};

use super::bundles::{case_of, granted, plan, row};
use super::county::{MARKET, follow_and_print, on_both, wang};
use super::http::Answer;
use super::uploads::{Counter, Someone, pdf};

/// The form of the restaurant, and its draft.
pub const APPLY: &str = "/bundles/open-a-restaurant/apply";
pub const DRAFT: &str = "/bundles/open-a-restaurant/draft";
const NAME: &str = "individual-business.trade_name";
const JSON: (&str, &str) = ("accept", "application/json");

/// What lacks nothing, as somebody answers and fills it in: the questions of the address, and the fields.
pub struct Filled {
    pub query: String,
    pub typed: Vec<(String, String)>,
    command: Asked,
}

impl Filled {
    /// The same answers, with this typed.
    pub fn again(&self, typed: Vec<(String, String)>) -> Filled {
        Filled { query: self.query.clone(), typed, command: self.command.clone() }
    }
}

/// A bundle that lacks nothing, with these answers.
pub fn filled(house: &House, bundle: &str, answers: &[(&str, &str)]) -> Filled {
    let command = complete(house, &wang(), (bundle, answers, FORM), "王小明", "").unwrap();
    let Asked::Begin { situation, papers, answers, .. } = &command else { panic!("it begins") };
    let query: Vec<String> = situation.iter().map(|(code, answer)| format!("{code}={answer}")).collect();
    let mut typed: Vec<(String, String)> = answers.clone().into_iter().collect();
    typed.extend(papers.iter().map(|code| (format!("material-{code}"), "yes".to_owned())));
    typed.push(("declared".to_owned(), "yes".to_owned()));
    Filled { query: query.join("&"), typed, command }
}

/// The form of this page is filled in and sent there.
#[track_caller]
pub fn sends(who: &Someone, page: &str, action: &str, filled: &Filled) -> Answer {
    let form = who.get(page).form(action);
    let fill = |form: super::http::Form, (name, value): &(String, String)| form.with(name, value);
    filled.typed.iter().fold(form, fill).send(who.door, &who.cookie)
}

fn number(sent: &Answer) -> String {
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.header("location").rsplit('/').next().unwrap().to_owned()
}

#[track_caller]
fn led(answer: &Answer, to: &str) {
    assert_eq!((answer.status, answer.header("location")), (303, to), "{}", answer.body);
}

#[test]
fn a_half_filled_bundle_waits_for_its_person_and_for_nobody_else() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let page = format!("{APPLY}?{}", shop.query);
        let form = wang_in.get(&page).form(APPLY).with(NAME, "小明面馆一号");
        led(&form.to(DRAFT).send(counter.door, &wang_in.cookie), APPLY);
        let back = wang_in.get(APPLY).body;
        assert!(back.contains("小明面馆一号") && back.contains("这是您上次存着的"), "{back}");
        for list in ["/cases", "/bundle-cases", "/"] {
            let body = wang_in.get(list).body;
            assert!(body.contains("开办餐饮店") && body.contains("继续填写"), "{list}: {body}");
        }
        let li = counter.lets_in("p-li", None);
        let hers = li.get(APPLY).body;
        assert!(hers.contains("店用什么身份开？") && !hers.contains("小明面馆一号"), "{hers}");
        assert!(!li.get("/bundle-cases").body.contains("填了一半"));
        // a question is answered again: what was typed stays
        let form = wang_in.get(APPLY).form(APPLY).with("change", "sign");
        let to = form.to(DRAFT).send(counter.door, &wang_in.cookie).header("location").to_owned();
        assert!(to.starts_with(&format!("{APPLY}?change=sign&")) && !to.contains("&sign="), "{to}");
        assert!(wang_in.get(&to).body.contains("要不要装门头招牌？"));
        let again = wang_in.get(&format!("{to}&sign=no")).body;
        assert!(again.contains("小明面馆一号") && !again.contains("只有“户外招牌"), "{again}");
        // so does what is wrong
        let wrong = wang_in.get(&page).form(APPLY).with(NAME, "小明面馆二号");
        assert_eq!(wrong.send(counter.door, &wang_in.cookie).status, 422);
        let kept = wang_in.get(APPLY).body;
        assert!(kept.contains("小明面馆二号"), "{kept}");
        assert!(!kept.contains("name=\"declared\" value=\"yes\" checked"), "declared anew: {kept}");
    });
}

#[test]
fn what_was_typed_into_a_bundle_outlives_the_visit() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let form = wang_in.get(&format!("{APPLY}?{}", shop.query)).form(APPLY).with(NAME, "小明面馆三号");
        counter.clock.forward(SESSION_IDLE_MS + 1);
        led(&form.send(counter.door, &wang_in.cookie), "/sign-in?back=%2Fresume");
        let wang_in = counter.lets_in("p-wang", None);
        let given_back = wang_in.get("/resume").form(DRAFT);
        led(&given_back.send(counter.door, &wang_in.cookie), APPLY);
        assert!(wang_in.get(APPLY).body.contains("小明面馆三号"));
        // thrown away
        let away = format!("{DRAFT}/discard");
        led(&wang_in.sends("/bundle-cases", &away, &[]), "/bundle-cases");
        assert!(!wang_in.get("/bundle-cases").body.contains("填了一半"));
        assert!(wang_in.get(APPLY).body.contains("店用什么身份开？"));
        // sent, and nothing stays stored; other answers are kept in the same way
        let no = number(&sends(&wang_in, &format!("{APPLY}?{}", shop.query), APPLY, &shop));
        follow_and_print(&counter.house);
        assert!(!wang_in.get("/bundle-cases").body.contains("填了一半"));
        let change = format!("/bundle-cases/{no}/change");
        let form = wang_in.get(&change).form(&change).with(NAME, "小明面馆四号");
        led(&form.to(&format!("/bundle-cases/{no}/draft")).send(counter.door, &wang_in.cookie), &change);
        assert!(wang_in.get(&change).body.contains("小明面馆四号"));
        assert!(wang_in.get("/cases").body.contains("开办餐饮店，改回答"));
        let li = counter.lets_in("p-li", None);
        assert_eq!(li.get(&change).status, 404);
        let away = format!("/bundle-cases/{no}/draft/discard");
        led(&wang_in.sends("/bundle-cases", &away, &[]), "/bundle-cases");
        assert!(!wang_in.get(&change).body.contains("小明面馆四号"));
    });
}

/// A rented homestay whose tenancy agreement two organs want.
const HOMESTAY: &[(&str, &str)] =
    &[("place", "rented"), ("rooms", "6"), ("meals", "no"), ("fire", "promise")];

#[test]
fn a_file_is_handed_in_once_and_reaches_every_member_that_wants_it() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let (apply, files) = ("/bundles/open-a-homestay/apply", "/bundles/open-a-homestay/files");
        let homestay = filled(&counter.house, "open-a-homestay", HOMESTAY);
        let page = format!("{apply}?{}", homestay.query);
        led(&wang_in.get(files), apply);
        let form = wang_in.get(&page).form(apply).with("to-files", "yes");
        led(&form.to("/bundles/open-a-homestay/draft").send(counter.door, &wang_in.cookie), files);
        let lease = "individual-business.lease";
        let laid = wang_in.uploads(files, lease, "租赁合同.pdf", &pdf("lease"));
        led(&laid, &format!("{files}#{lease}"));
        let other = wang_in.uploads(files, "food-permit.layout", "a.pdf", &pdf("a"));
        assert_eq!(other.status, 404, "no paper of this situation");
        let cookie = ("cookie", wang_in.cookie.as_str());
        let shown = counter.door.get(files, &[JSON, cookie]).json();
        let mine = shown["materials"].as_array().unwrap().iter().find(|m| m["code"] == lease).unwrap();
        let hash = mine["files"][0]["hash"].as_str().unwrap().to_owned();
        let opened = format!("{files}/{hash}");
        assert_eq!(wang_in.door.ask_bytes("GET", &opened, &[cookie], b"").bytes, pdf("lease"));
        assert_eq!(counter.lets_in("p-li", None).get(&opened).status, 404);
        let no = number(&sends(&wang_in, &page, apply, &homestay));
        follow_and_print(&counter.house);
        let first = case_of(&plan(&wang_in, &no), "individual-business");
        let has_it = |case: &str| {
            let files = wang_in.get(&format!("/cases/{case}")).body;
            assert!(files.contains("租赁合同.pdf"), "{files}");
            let one = wang_in.door.ask_bytes("GET", &format!("/cases/{case}/files/{hash}"), &[cookie], b"");
            assert_eq!(one.bytes, pdf("lease"), "the same file, not a copy");
        };
        has_it(&first);
        granted(&counter, &first, MARKET);
        let later = plan(&wang_in, &no);
        assert_ne!(row(&later, "hotel-permit")["case_no"], "", "it began: {later}");
        has_it(&case_of(&later, "hotel-permit"));
        let kept = counter.folder().into_iter().filter(|(name, _)| *name == hash).count();
        assert_eq!(kept, 1, "it lies in the house once, for good");
        let undone = "select count(*) from undone";
        let undone = counter.house.store.read_now(|look| Ok(look.one(undone, &[])?.unwrap().int(0)));
        assert_eq!(undone.unwrap(), 0, "nothing that should have followed was refused");
    });
}

/// Her card, as the clerk types it.
const CARD: [(&str, &str); 6] = [
    ("kind", "person"),
    ("name", "张秀英"),
    ("number", "449921195501180040"),
    ("phone", "13800000777"),
    ("item", "bundle/open-a-restaurant"),
    ("then", "apply"),
];

#[test]
fn a_clerk_begins_a_bundle_for_whoever_stands_before_her() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let clerk = counter.lets_in("s-window-6", None);
        led(&clerk.get(APPLY), "/counter?item=bundle/open-a-restaurant");
        let offered = clerk.get("/counter").body;
        assert!(offered.contains("一件事：开办餐饮店"), "{offered}");
        assert!(!offered.contains("一件事：立项用地规划许可阶段"), "a stage is asked for in its project");
        let label = [("waybill", "SF1234567890"), ("sender", "张秀英"), ("arrived", "2026-09-01")];
        let parcel = clerk.sends("/counter", "/counter", &[&CARD[..], &label].concat());
        assert_eq!(parcel.status, 422, "nobody is there to ask: {}", parcel.body);
        let on = clerk.sends("/counter", "/counter", &CARD);
        assert_eq!(on.status, 303, "{}", on.body);
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let page = format!("{}&{}", on.header("location"), shop.query);
        let form = clerk.get(&page).body;
        assert!(form.contains("张秀英") && form.contains("收件，开始办"), "{form}");
        assert!(!form.contains("先存着"), "a window keeps nothing: {form}");
        let no = number(&sends(&clerk, &page, APPLY, &shop));
        follow_and_print(&counter.house);
        let seen = plan(&clerk, &no);
        let case = case_of(&seen, "individual-business");
        let name = case.clone();
        let look =
            move |seeing: &mut house::opening::Seeing<'_, '_>| Ok(seeing.diary(&format!("case/{name}"))?);
        let diary = counter.house.read_now(wang(), look).unwrap();
        assert_eq!(diary[0].private_field("applicant"), "张秀英", "the name on the card");
        let kinds: Vec<String> = diary.iter().map(|fact| fact.fact.line().unwrap().0).collect();
        assert_eq!(kinds[..2], ["case.Applied", "case.Received"], "what lay on the counter was taken in");
        let case = counter.door.get(&format!("/cases/{case}"), &[JSON, ("cookie", &clerk.cookie)]).json();
        assert_eq!(case["origin"]["way"]["code"], "window", "{case}");
        // it is hers, wherever she looks
        let sql = "select party from v_bundle where bundle_no = $1";
        let args = vec![no.as_str().into()];
        let party = counter.house.store.read_now(move |look| look.one(sql, &args)).unwrap();
        let hers = counter.lets_in(party.unwrap().text(0), None);
        assert_eq!(plan(&hers, &no)["own"], true);
        assert!(hers.get(APPLY).body.contains("店用什么身份开？"), "nothing was stored");
        // only the bundle's own hall begins it
        let mut command = shop.command;
        let Asked::Begin { on_behalf, .. } = &mut command else { panic!("it begins") };
        *on_behalf = Some(Behalf { party: "p-wang".to_owned(), role: Role::Citizen });
        for organ in ["11449921MB9X002938", MARKET] {
            let elsewhere = rehearsal_actor("s-yunling", Role::Clerk, organ, "");
            let cause = Cause::outside("form", "s-yunling", organ).unwrap();
            let told = counter.house.act_now::<Bundles>(elsewhere, To::New, cause, command.clone());
            assert!(matches!(told, Err(Failure::Absent)), "{told:?}");
        }
    });
}

#[test]
fn what_she_gave_before_is_offered_with_where_it_comes_from() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let no = number(&sends(&wang_in, &format!("{APPLY}?{}", shop.query), APPLY, &shop));
        follow_and_print(&counter.house);
        let case = case_of(&plan(&wang_in, &no), "individual-business");
        let homestay = filled(&counter.house, "open-a-homestay", HOMESTAY);
        let page = format!("/bundles/open-a-homestay/apply?{}", homestay.query);
        let seen = |who: &Someone, page: &str| who.door.get(page, &[JSON, ("cookie", &who.cookie)]).json();
        let form = seen(&wang_in, &page);
        let given = &form["offered"][NAME];
        assert_eq!(
            (&given["case_no"], &given["on"]),
            (&case.as_str().into(), &"2026-09-01".into()),
            "{form}"
        );
        assert_eq!(form["typed"][NAME], "青岭县小明面馆");
        // what belongs to its moment, or is hers to decide, is not
        for own in ["individual-business.staff", "individual-business.delivery"] {
            assert!(form["typed"].get(own).is_none() && form["offered"].get(own).is_none(), "{own}: {form}");
        }
        let words = format!("取自您9月1日的办件 {case}，可以改");
        assert!(wang_in.get(&page).body.contains(&words), "it says where it comes from");
        // an item's own form offers the same
        let name = case.clone();
        let look = move |seeing: &mut house::opening::Seeing<'_, '_>| {
            Ok(seeing.life::<case::rules::Rules>(&name)?.0.filed.unwrap().situation)
        };
        let situation = counter.house.read_now(wang(), look).unwrap();
        let query: Vec<String> = situation.iter().map(|(code, answer)| format!("{code}={answer}")).collect();
        let own = format!("/items/individual-business/apply?{}", query.join("&"));
        let item = seen(&wang_in, &own);
        assert_eq!(item["typed"]["trade_name"], "青岭县小明面馆", "{item}");
        assert!(wang_in.get(&own).body.contains(&words));
        // she changes it, and that stays
        let apply = "/bundles/open-a-homestay/apply";
        let other = wang_in.get(&page).form(apply).with(NAME, "山里人家");
        led(&other.to("/bundles/open-a-homestay/draft").send(counter.door, &wang_in.cookie), apply);
        let kept = seen(&wang_in, apply);
        assert_eq!(kept["typed"][NAME], "山里人家");
        assert!(kept["offered"].get(NAME).is_none(), "{kept}");
        shown_to_nobody_else(&counter, &page, &homestay);
    });
}

/// Not to another person, and not to the window she stands before.
fn shown_to_nobody_else(counter: &Counter, page: &str, homestay: &Filled) {
    let li = counter.lets_in("p-li", None);
    let offered = li.door.get(page, &[JSON, ("cookie", &li.cookie)]).json()["offered"].clone();
    assert_eq!(offered, serde_json::json!({}));
    let clerk = counter.lets_in("s-window-6", None);
    let card = [
        ("kind", "person"),
        ("name", "王小明"),
        ("number", "449921198803120012"),
        ("phone", "13800000668"),
        ("item", "bundle/open-a-homestay"),
        ("then", "apply"),
    ];
    let on = clerk.sends("/counter", "/counter", &card);
    assert_eq!(on.status, 303, "{}", on.body);
    let at_window = clerk.get(&format!("{}&{}", on.header("location"), homestay.query)).body;
    assert!(!at_window.contains("青岭县小明面馆") && !at_window.contains("取自"), "{at_window}");
}

#[test]
fn a_licence_that_she_holds_need_not_be_brought() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = counter.lets_in("p-wang", None);
        let have = filled(&counter.house, "open-a-restaurant", &[("register", "have"), ("sign", "no")]);
        let page = format!("{APPLY}?{}", have.query);
        let before = wang_in.get(&page).body;
        assert!(before.contains("营业执照") && !before.contains("您有：YY"), "{before}");
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let no = number(&sends(&wang_in, &format!("{APPLY}?{}", shop.query), APPLY, &shop));
        follow_and_print(&counter.house);
        granted(&counter, &case_of(&plan(&wang_in, &no), "individual-business"), MARKET);
        let after = wang_in.get(&page).body;
        assert!(after.contains("✓ 免提交") && after.contains("您有：YY"), "{after}");
        assert!(!counter.lets_in("p-li", None).get(&page).body.contains("您有：YY"), "hers alone");
    });
}
