//! The self-service terminal of a hall: one thing asked for with presses that are counted, a time-out that
//! asks before it ends and loses nothing that was stored, and a licence printed on the spot.

use yimen::demo::running::SHOP;

use super::bundle_forms::{APPLY, DRAFT, filled, sends};
use super::bundles::{case_of, granted, plan};
use super::county::{MARKET, follow_and_print, on_both};
use super::http::Answer;
use super::uploads::{Counter, Someone};

const JSON: (&str, &str) = ("accept", "application/json");

/// Somebody signs in at the terminal: her cookie, and the terminal's.
fn at_terminal(counter: &Counter, party: &str) -> Someone {
    let on = counter.door.get("/terminal/here/on", &[]);
    assert_eq!((on.status, on.header("location"), on.cookie().as_str()), (303, "/terminal", "terminal=on"));
    let inside = counter.lets_in(party, None);
    Someone { door: inside.door, cookie: format!("{}; terminal=on", inside.cookie) }
}

/// Where the page leads of itself: after how many seconds, and to where.
#[track_caller]
fn refresh(page: &Answer) -> (u32, String) {
    let rest = page.body.split("http-equiv=\"refresh\" content=\"").nth(1);
    let rest = rest.unwrap_or_else(|| panic!("it stays for ever: {}", page.body));
    let (seconds, to) = rest.split('"').next().unwrap().split_once(";url=").unwrap();
    (seconds.parse().unwrap(), to.replace("&amp;", "&"))
}

#[test]
fn a_terminal_is_the_page_alone_and_asks_before_it_ends() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = at_terminal(&counter, "p-wang");
        let first = wang_in.get("/terminal");
        assert!(
            first.body.contains("您要办什么？") && first.body.contains("elder terminal"),
            "{}",
            first.body
        );
        assert!(!first.body.contains("class=\"places\""), "nothing but the page: {}", first.body);
        // no other browser changes
        let elsewhere = counter.lets_in("p-wang", None).get("/bundles");
        assert!(!elsewhere.body.contains("http-equiv=\"refresh\""), "{}", elsewhere.body);
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let page = format!("{APPLY}?{}", shop.query);
        let form = wang_in.get(&page);
        assert!(form.body.contains("存好，接着填"), "{}", form.body);
        let (seconds, to) = refresh(&form);
        assert!(seconds >= 20 && to.starts_with("/terminal/still?back="), "{seconds} {to}");
        // she is still there: one press goes on, and again as often as she likes
        let asked = wang_in.get(&to);
        assert!(asked.body.contains("还在，接着办"), "{}", asked.body);
        let back = asked.body.split("href=\"").find(|rest| rest.starts_with(APPLY)).unwrap();
        let back = back.split('"').next().unwrap().replace("&amp;", "&");
        assert_eq!(refresh(&wang_in.get(&back)).0, seconds, "the time begins again");
        // what she typed is stored before the page leaves
        let typed = form.form(APPLY).with("individual-business.trade_name", "小明面馆").with("still", "yes");
        let kept = typed.to(DRAFT).send(counter.door, &wang_in.cookie);
        assert_eq!(kept.header("location"), format!("/terminal/still?back={APPLY}"));
        // nobody answers: she is out on the server, and what was stored waits for her
        let (ask, over) = refresh(&wang_in.get(kept.header("location")));
        assert!(ask >= 20, "WCAG 2.2.1");
        let left = wang_in.get(&over);
        assert_eq!((left.status, left.header("location")), (303, "/terminal?left=yes"));
        assert!(wang_in.get("/terminal?left=yes").body.contains("已经替您退出"));
        assert!(wang_in.get(APPLY).header("location").starts_with("/sign-in"), "her cookie opens nothing");
        let again = at_terminal(&counter, "p-wang");
        assert!(again.get(APPLY).body.contains("小明面馆"));
        // nobody is signed out at home by an address
        let home = counter.lets_in("p-wang", None);
        assert_eq!(home.get("/terminal/over").header("location"), "/terminal");
        assert_eq!(home.get("/bundle-cases").status, 200);
    });
}

#[test]
fn a_company_is_asked_for_at_a_terminal_and_every_press_is_counted() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = at_terminal(&counter, "p-wang");
        let apply = "/bundles/start-a-company/apply";
        let company = filled(&counter.house, "start-a-company", &[]);
        let mut screens = 0;
        let mut to = apply.to_owned();
        // question after question, as the pages lead
        let form = loop {
            screens += 1;
            let page = counter.door.get(&to, &[JSON, ("cookie", &wang_in.cookie)]).json();
            let Some(code) = page["question"]["code"].as_str() else { break page };
            let answer = company.query.split('&').find(|pair| pair.split('=').next() == Some(code)).unwrap();
            to = format!("{to}{}{answer}", if to.contains('?') { '&' } else { '?' });
        };
        let (once, alone) = (&form["effort"], &form["one_by_one"]);
        let sent = sends(&wang_in, &to, apply, &company);
        assert_eq!(sent.status, 303, "{}", sent.body);
        follow_and_print(&counter.house);
        screens += 1;
        let seen = plan(&wang_in, sent.header("location").rsplit('/').next().unwrap());
        assert_eq!(once["screens"], screens, "what the form says is what it takes");
        for what in ["fields", "papers", "visits"] {
            assert!(once[what].as_u64() <= alone[what].as_u64(), "{what}: {once} {alone}");
        }
        assert!(once["fields"].as_u64() < alone["fields"].as_u64(), "{once} {alone}");
        assert!(!seen["rows"].as_array().unwrap().is_empty());
    });
}

#[test]
fn a_licence_is_printed_on_the_spot_at_a_terminal_and_taken_home_elsewhere() {
    on_both(|ground| {
        let counter = Counter::open(ground);
        let wang_in = at_terminal(&counter, "p-wang");
        let shop = filled(&counter.house, "open-a-restaurant", SHOP);
        let sent = sends(&wang_in, &format!("{APPLY}?{}", shop.query), APPLY, &shop);
        follow_and_print(&counter.house);
        let no = sent.header("location").rsplit('/').next().unwrap().to_owned();
        granted(&counter, &case_of(&plan(&wang_in, &no), "individual-business"), MARKET);
        let licences = counter.door.get("/licences", &[JSON, ("cookie", &wang_in.cookie)]).json();
        let mut all = licences["licences"].as_array().unwrap().iter();
        let number =
            all.find_map(|one| one["licence_no"].as_str().filter(|no| no.starts_with("YY"))).unwrap();
        let page = wang_in.get(&format!("/licences/{number}")).body;
        let (before, _) = page.split_once("打印这张证照").unwrap_or_else(|| panic!("{page}"));
        let sheet = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        let printed = counter.door.ask_bytes("GET", sheet, &[("cookie", &wang_in.cookie)], b"");
        assert_eq!((printed.status, printed.header("content-type")), (200, "application/pdf"));
        assert!(printed.header("content-disposition").starts_with("inline"), "{:?}", printed.headers);
        assert!(printed.bytes.starts_with(b"%PDF"));
        let home = counter.lets_in("p-wang", None);
        assert!(!home.get(&format!("/licences/{number}")).body.contains("打印这张证照"));
        let taken = counter.door.ask_bytes("GET", sheet, &[("cookie", &home.cookie)], b"");
        assert!(taken.header("content-disposition").starts_with("attachment"));
        assert_eq!(taken.bytes, printed.bytes, "the same sheet");
    });
}
