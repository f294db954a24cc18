//! Anyone verifies a licence: what is told, what is masked, what a guesser meets, and who is served.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use house::House;
use house::clock::VirtualClock;
use house::web::session;
use kernel::Instant;
use kernel::limits::{VERIFY_BURST, VERIFY_MISS_BURST};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::county::{Ground, applies, granted, morning, on_both};
use super::http::{Answer, Door};

const JSON: (&str, &str) = ("accept", "application/json");

/// Where the county says that it is found.
const FOUND_AT: &str = "https://yimen.example.gov.cn";

/// A county that has issued two licences, with its door open to the street and a clock that the test moves.
struct County {
    house: House,
    clock: Arc<VirtualClock>,
    door: Door,
    runtime: Runtime,
    _ground: Ground,
}

impl County {
    fn new(ground: Ground, proxy: Option<IpAddr>) -> County {
        let clock = Arc::new(VirtualClock::new(morning(2026, 9, 1)));
        let mut opening = ground.opening(morning(2026, 9, 1));
        opening.clock = Arc::<VirtualClock>::clone(&clock);
        opening.proxy = proxy;
        opening.address = Some(FOUND_AT.to_owned());
        let (house, _) = opening.open().unwrap();
        yimen::demo::people(&house).unwrap();
        granted(&house, "food-permit");
        granted(&house, "residence-permit");
        house::follow::catch_up(&house).unwrap();
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0))).unwrap();
        let door = Door { port: listener.local_addr().unwrap().port() };
        let street = house::web::router(&house, Vec::new());
        let street = street.into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move { axum::serve(listener, street).await });
        County { house, clock, door, runtime, _ground: ground }
    }

    /// Behind a proxy of its own, so that the test can come from any address.
    fn behind_a_proxy() -> County {
        County::new(Ground::sqlite(), Some(IpAddr::V4(Ipv4Addr::LOCALHOST)))
    }

    /// Number and code of the licence with this prefix.
    fn licence(&self, prefix: &str) -> (String, String) {
        let sql = "select licence_no, code from p_code order by licence_no, code";
        let rows = self.house.store.read_now(move |look| look.query(sql, &[])).unwrap();
        let mut found = rows.iter().map(|row| (row.text(0).to_owned(), row.text(1).to_owned()));
        found.find(|(no, _)| no.starts_with(prefix)).unwrap()
    }

    fn asks(&self, code: &str, from: &str) -> Answer {
        self.door.get(&format!("/verify/{code}"), &[("x-forwarded-for", from)])
    }

    /// What a program is told.
    fn told(&self, code: &str) -> Value {
        let answer = self.door.get(&format!("/verify/{code}"), &[JSON]);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }
}

#[test]
fn anyone_learns_whether_a_licence_is_genuine_in_force_and_for_whom() {
    on_both(|ground| {
        let county = County::new(ground, None);
        let (no, code) = county.licence("JY");
        assert_eq!(code.len(), 16);
        let told = county.told(&code);
        assert_eq!(
            (&told["genuine"], &told["demo"], &told["hint"]),
            (&json!(true), &json!(false), &json!(null))
        );
        assert_eq!(told["checked_at"], "2026-09-01T09:00:00+08:00");
        let licence = &told["licence"];
        assert_eq!(licence["licence_no"], no.as_str());
        assert_eq!(licence["name"]["zh"], "食品经营许可证");
        assert_eq!(licence["organ_name"]["zh"], "青岭县市场监督管理局");
        assert_eq!((&licence["state"], &licence["until"]), (&json!("in_force"), &json!("2031-08-31")));
        assert_eq!(licence["from"], "2026-09-01");
        let holder = licence["holder"].as_str().unwrap();
        assert!(holder.contains("**") && !holder.contains("李梅"), "an organisation, masked: {holder}");
        let page = county.door.get(&format!("/verify/{code}"), &[]);
        assert_eq!((page.status, page.header("x-robots-tag")), (200, "noindex, nofollow"));
        for words in ["是真的，现在有效", &no, holder, "2031年8月31日", "查证时间"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(page.body.contains("<title>是真的，现在有效"), "the verdict comes first");
        for secret in ["李梅", "449921199307250023", "13800000668", "449921-20260901"] {
            assert!(!page.body.contains(secret) && !told.to_string().contains(secret), "{secret}");
        }
        let english = county.door.get(&format!("/verify/{code}"), &[("cookie", "lang=en")]).body;
        assert!(english.contains("Genuine and in force") && english.contains("31 August 2031"));
    });
}

#[test]
fn a_licence_that_has_expired_is_genuine_and_said_to_be_over() {
    let county = County::new(Ground::sqlite(), None);
    let (_, code) = county.licence("JZ");
    let told = county.told(&code);
    assert_eq!(told["licence"]["holder"], "王某某", "a person, masked");
    assert_eq!(told["licence"]["state"], "in_force");
    // the first instant after its last day, before any clerk has written down that it ended
    county.clock.to(Instant::at("2027-09-01".parse().unwrap(), 0, 0));
    let told = county.told(&code);
    assert_eq!((&told["genuine"], &told["licence"]["state"]), (&json!(true), &json!("expired")));
    let page = county.door.get(&format!("/verify/{code}"), &[]).body;
    assert!(page.contains("是真的，但已经届满") && page.contains("2027年8月31日"), "{page}");
}

#[test]
fn a_code_is_understood_as_people_type_it() {
    let county = County::new(Ground::sqlite(), None);
    let (_, code) = county.licence("JY");
    let grouped: Vec<&str> = (0..16).step_by(4).map(|i| &code[i..i + 4]).collect();
    let own = format!("/verify/{}", grouped.join("-"));
    let mistaken = code.to_lowercase().replace('0', "O").replace('1', "l");
    for typed in [&code, &grouped.join("+").to_lowercase(), &grouped.join("-"), &mistaken] {
        let answer = county.door.get(&format!("/verify?code={typed}"), &[]);
        assert_eq!((answer.status, answer.header("location")), (303, own.as_str()), "{typed}");
    }
    assert_eq!(county.told(&mistaken)["genuine"], true);
    assert_eq!(county.told(&grouped.join("%20"))["genuine"], true);
    let form = county.door.get("/verify", &[]);
    assert_eq!((form.status, form.header("x-robots-tag")), (200, "noindex, nofollow"));
    assert!(form.body.contains("<form") && form.body.contains("method=\"get\""), "no script, no token");
    assert!(county.door.get("/", &[]).body.contains("href=\"/verify\""), "the front page leads there");
    assert!(county.door.get("/nowhere", &[]).body.contains("href=\"/verify\""), "and every page's foot");
}

#[test]
fn no_such_code_and_no_code_at_all_get_one_answer_but_for_a_hint() {
    let county = County::new(Ground::sqlite(), None);
    let unknown = county.told("0000000000000000");
    assert_eq!(unknown["genuine"], false);
    assert_eq!(unknown["hint"], json!(null));
    let long = "7".repeat(2_000);
    for typed in ["7K3M", "7K3M09QT1XVB8RZU", "%E5%B7%B2%E5%88%A0%E9%99%A4", "..%2F..", &long] {
        let mut told = county.told(typed);
        assert!(told["hint"]["zh"].as_str().unwrap().contains("逐位"), "{told}");
        told["hint"] = json!(null);
        assert_eq!(told, unknown, "{typed}");
    }
    let page = county.asks("0000000000000000", "");
    assert!(page.body.contains("查不到这个核验码") && page.body.contains("12345"));
    assert!(page.body.contains("value=\"0000-0000-0000-0000\""), "what was typed is kept");
    let page = county.asks("%3Cscript%3Ealert(1)%3C%2Fscript%3E", "");
    assert!(!page.body.contains("<script>alert"), "what was typed is text");
}

#[test]
fn a_guesser_is_stopped_and_a_true_holder_elsewhere_is_served() {
    let county = County::behind_a_proxy();
    let (_, code) = county.licence("JY");
    for n in 0..VERIFY_MISS_BURST {
        let guess = format!("{n:016}");
        assert_eq!(county.asks(&guess, "198.51.100.66").status, 200, "guess {n}");
    }
    let stopped = county.asks("0000000000009999", "198.51.100.66");
    assert_eq!((stopped.status, stopped.header("retry-after")), (429, "10"));
    for words in ["查得太多了", "10 秒后再试", "12345", "0000000000009999"] {
        assert!(stopped.body.contains(words), "{words}: {}", stopped.body);
    }
    // not even the true code is an oracle for whoever guesses
    assert_eq!(county.asks(&code, "198.51.100.66").status, 429);
    let program = [("x-forwarded-for", "198.51.100.66"), JSON];
    let problem = county.door.get(&format!("/verify/{code}"), &program);
    assert_eq!((problem.status, problem.header("retry-after")), (429, "10"));
    assert_eq!(problem.header("content-type"), "application/problem+json");
    // what she writes into the header herself stands before what the proxy adds
    assert_eq!(county.asks(&code, "203.0.113.5, 198.51.100.66").status, 429);
    let served = county.asks(&code, "203.0.113.5");
    assert!(served.status == 200 && served.body.contains("是真的，现在有效"));
    county.clock.to(Instant(morning(2026, 9, 1).0 + 10_000));
    assert_eq!(county.asks(&code, "198.51.100.66").status, 200, "after the time that was told");
}

#[test]
fn a_hall_behind_one_address_is_served_as_fast_as_it_can_scan() {
    let county = County::behind_a_proxy();
    let (_, code) = county.licence("JY");
    for n in 0..VERIFY_BURST {
        assert_eq!(county.asks(&code, "192.0.2.1").status, 200, "scan {n}");
    }
    let busy = county.asks(&code, "192.0.2.1");
    assert_eq!((busy.status, busy.header("retry-after")), (429, "1"));
    assert_eq!(county.asks(&code, "192.0.2.2").status, 200);
}

#[test]
fn without_a_proxy_nobody_is_believed_about_her_address() {
    let county = County::new(Ground::sqlite(), None);
    for n in 0..VERIFY_MISS_BURST {
        assert_eq!(county.asks(&format!("{n:016}"), &format!("203.0.113.{n}")).status, 200);
    }
    assert_eq!(county.asks("0000000000009999", "203.0.113.200").status, 429);
}

#[test]
fn the_holder_is_shown_her_code_and_nobody_else_is() {
    let county = County::new(Ground::sqlite(), None);
    let (no, code) = county.licence("JZ");
    let enter = |party: &str| {
        let line = county.runtime.block_on(session::begin(&county.house, party, None)).unwrap();
        line.split(';').next().unwrap().to_owned()
    };
    let shown = |cookie: &str, more: &[(&str, &str)]| {
        let headers = [&[("cookie", cookie)], more].concat();
        county.door.get(&format!("/licences/{no}"), &headers)
    };
    let grouped = county.told(&code)["licence"]["code"].as_str().unwrap().to_owned();
    let own = shown(&enter("p-wang"), &[]);
    assert!(own.body.contains(&grouped) && own.body.contains("<svg"), "code and picture");
    // the address that the county gave, as on the paper, and not the one she came by
    assert!(own.body.contains(&format!("{FOUND_AT}/verify/{grouped}")));
    assert!(!own.body.contains(&format!("{}/verify/", county.door.port)));
    assert_eq!(shown(&enter("p-wang"), &[JSON]).json()["code"], grouped.as_str());
    let officer = shown(&enter("s-sun"), &[]);
    assert_eq!(officer.status, 200);
    assert!(!officer.body.contains(&grouped), "who decides needs no code");
    assert_eq!(shown(&enter("s-sun"), &[JSON]).json()["code"], json!(null));
    // a licence from before there were codes
    county.house.store.write_now(|tx| tx.execute("delete from p_code", &[])).unwrap();
    let own = shown(&enter("p-wang"), &[]);
    assert!(own.status == 200 && !own.body.contains(&grouped));
    assert_eq!(county.told(&code)["genuine"], false);
}

#[test]
fn a_licence_among_the_materials_is_seen_by_those_whose_case_it_is() {
    let county = County::new(Ground::sqlite(), None);
    let no = applies(&county.house, "food-permit");
    let told = |party: &str, for_party: Option<&str>| {
        let line = county.runtime.block_on(session::begin(&county.house, party, for_party)).unwrap();
        let cookie = line.split(';').next().unwrap();
        let answer = county.door.get(&format!("/cases/{no}"), &[("cookie", cookie), JSON]);
        (answer.status, answer.body)
    };
    let none = "证照库里没有有效的";
    for (party, for_party) in [("p-li", Some("p-noodle")), ("s-window-6", None), ("s-chen", None)] {
        let (status, page) = told(party, for_party);
        assert!(status == 200 && page.contains("材料里的证照") && page.contains(none), "{party}: {page}");
    }
    // who watches has no need of it, and another organ sees nothing at all
    let (status, page) = told("s-he", None);
    assert!(status == 200 && !page.contains("材料里的证照"), "{page}");
    assert_eq!(told("s-zhou", None).0, 404);
    // a residence permit names no licence among its materials
    let other = applies(&county.house, "residence-permit");
    let line = county.runtime.block_on(session::begin(&county.house, "p-wang", None)).unwrap();
    let cookie = line.split(';').next().unwrap();
    let page = county.door.get(&format!("/cases/{other}"), &[("cookie", cookie)]).body;
    assert!(!page.contains("材料里的证照"));
}
