//! Visits: sessions, posts that are really hers, programs with tokens, a full house. A real house with its
//! real router on a port; two pages of the tests' own bring commands to the desk.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::Response;
use case::rules::{Command, Rules};
use house::clock::VirtualClock;
use house::web::takes::Fields;
use house::web::{Input, Member, Person, Reply, Route, credentials, post, post_of, session};
use house::{Failure, House, To, links};
use kernel::limits::{BODY_BYTES, LOCKED_MS, SESSION_IDLE_MS, SESSION_MS, WRONG_PASSWORDS};
use serde::Deserialize;
use serde_json::json;
use tokio::runtime::Runtime;

use super::binary::yimen;
use super::county::{Ground, MARKET, application, morning, window, words};
use super::http::{Answer, Door};

/// A page of the tests' own: apply for an item.
#[derive(Deserialize)]
struct Ask {
    item: String,
}

async fn apply(
    State(house): State<House>,
    Person(who): Person,
    reply: Reply,
    input: Input<Ask>,
) -> Result<Response, Failure> {
    let (cause, command) = (input.cause(&who)?, application(&house, &input.value.item));
    let receipt = house.act::<Rules>(who, To::New, cause, input.seen, command).await?;
    Ok(reply.done(&links::case(&receipt.name), &receipt))
}

/// A page of the tests' own: something is asked of a case.
async fn ask(
    State(house): State<House>,
    Member(who): Member,
    Path(no): Path<String>,
    reply: Reply,
    input: Input<serde_json::Value>,
) -> Result<Response, Failure> {
    let cause = input.cause(&who)?;
    let command = match input.value["act"].as_str() {
        Some("withdraw") => Command::Withdraw {},
        _ => Command::Receive { materials: None },
    };
    let receipt = house.act::<Rules>(who, To::Stream(no), cause, input.seen, command).await?;
    Ok(reply.done(&links::case(&receipt.name), &receipt))
}

fn pages() -> Vec<Route> {
    vec![post_of::<Person, Fields, _, _>("/test/apply", apply), post::<Member, _, _>("/test/ask/{no}", ask)]
}

/// An open house with people in it.
pub struct Served {
    ground: Ground,
    /// The house.
    pub house: House,
    clock: Arc<VirtualClock>,
    /// Its door.
    pub door: Door,
    runtime: Runtime,
}

impl Served {
    /// The demo's people in a house that serves; so many jobs may wait.
    pub fn new(queue: usize) -> Served {
        let ground = Ground::sqlite();
        let clock = Arc::new(VirtualClock::new(morning(2026, 9, 1)));
        let mut opening = ground.opening(morning(2026, 9, 1));
        opening.clock = Arc::<VirtualClock>::clone(&clock);
        opening.queue = queue;
        let (house, _) = opening.open().unwrap();
        yimen::demo::people(&house).unwrap();
        let runtime = Runtime::new().unwrap();
        let door = Door::on(&runtime, house::web::router(&house, pages()));
        Served { ground, house, clock, door, runtime }
    }

    /// Let somebody in; gives the whole line of the cookie.
    pub fn lets_in(&self, party: &str, for_party: Option<&str>) -> String {
        self.runtime.block_on(session::begin(&self.house, party, for_party)).unwrap()
    }

    /// Somebody comes in and opens a page: her cookie, and the token of its forms.
    pub fn visitor(&self, party: &str) -> (String, String) {
        let cookie = self.lets_in(party, None).split(';').next().unwrap().to_owned();
        let token = self.page(&cookie).token();
        (cookie, token)
    }

    /// Any page; the header is on each.
    fn page(&self, cookie: &str) -> Answer {
        self.door.get("/nowhere", &[("cookie", cookie)])
    }

    /// Is she signed in?
    pub fn is_in(&self, cookie: &str) -> bool {
        self.page(cookie).body.contains("/sign-out")
    }

    /// Time passes.
    pub fn forward(&self, ms: i64) {
        self.clock.forward(ms);
    }

    fn posts(&self, cookie: &str, token: &str, more: &[(&str, &str)]) -> Answer {
        let headers = [&[("cookie", cookie)], more].concat();
        self.door.post("/test/apply", &headers, &format!("token={token}&item=residence-permit"))
    }

    /// How many cases there are.
    fn cases(&self) -> i64 {
        let sql = "select count(*) from ledger where kind = 'case.Applied'";
        self.house.store.read_now(|look| Ok(look.one(sql, &[])?.unwrap().int(0))).unwrap()
    }

    /// Close the house, give a program its token at the console, and open it again.
    pub fn program(self, organ: &str) -> (Served, String) {
        self.house.close().unwrap();
        let told = self.ground.told(&["client", "add", "税务系统", "--organ", organ]);
        let token = yimen(&words(&told)).done().trim().to_owned();
        let (house, _) = self.ground.opening(morning(2026, 9, 1)).open().unwrap();
        let door = Door::on(&self.runtime, house::web::router(&house, pages()));
        (Served { house, door, ..self }, token)
    }
}

#[test]
fn a_session_is_a_cookie_that_no_script_and_no_other_site_gets() {
    let served = Served::new(64);
    let line = served.lets_in("p-wang", None);
    assert!(line.starts_with("__Host-yimen="), "bound to this origin: {line}");
    for flag in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age="] {
        assert!(line.contains(flag), "{flag}: {line}");
    }
    assert!(!line.contains("Domain"), "{line}");
    let cookie = line.split(';').next().unwrap();
    let page = served.page(cookie);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    // what is in the cookie is not in the database
    let secret = cookie.split_once('=').unwrap().1.to_owned();
    let sql = "select id, who, csrf from sessions";
    let kept = served.house.store.read_now(move |look| look.query(sql, &[])).unwrap();
    assert_eq!(kept.len(), 1);
    assert!((0..3).all(|at| !kept[0].text(at).contains(&secret) && !kept[0].text(at).contains("王小明")));
}

#[test]
fn signing_out_ends_the_session_on_the_server() {
    let served = Served::new(64);
    let (cookie, token) = served.visitor("p-wang");
    let (other, _) = served.visitor("p-wang");
    let answer = served.door.post("/sign-out", &[("cookie", &cookie)], &format!("token={token}"));
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{answer:?}");
    assert!(!served.is_in(&cookie), "the cookie alone opens nothing any more");
    assert!(served.is_in(&other), "her session elsewhere goes on");
    let late = served.posts(&cookie, &token, &[]);
    assert!(late.header("location").starts_with("/sign-in"), "nor does a form she still has open: {late:?}");
    assert_eq!(served.cases(), 0);
}

#[test]
fn a_session_that_is_not_used_or_too_old_is_over() {
    let served = Served::new(64);
    let (idle, _) = served.visitor("p-wang");
    served.clock.forward(SESSION_IDLE_MS - 1);
    assert!(served.is_in(&idle), "and used now");
    served.clock.forward(SESSION_IDLE_MS + 300_000);
    assert!(!served.is_in(&idle));
    let (busy, _) = served.visitor("p-wang");
    let mut age = 0;
    while age + SESSION_IDLE_MS / 2 < SESSION_MS {
        served.clock.forward(SESSION_IDLE_MS / 2);
        age += SESSION_IDLE_MS / 2;
        assert!(served.is_in(&busy), "after {age} ms");
        // the writer has marked it as used before the next visit
        served.house.write_now(|_| Ok(())).unwrap();
    }
    served.clock.forward(SESSION_MS - age);
    assert!(!served.is_in(&busy), "a day's work is over");
}

#[test]
fn a_post_that_does_not_come_from_our_page_does_nothing() {
    let served = Served::new(64);
    let (cookie, token) = served.visitor("p-wang");
    let (_, others) = served.visitor("p-li");
    let port = served.door.port;
    let own = format!("http://127.0.0.1:{port}");
    for (token, more, status) in [
        ("", vec![], 409),
        ("anyone.k1", vec![], 409),
        (others.as_str(), vec![], 409),
        (token.as_str(), vec![("sec-fetch-site", "cross-site")], 400),
        (token.as_str(), vec![("sec-fetch-site", "same-site")], 400),
        (token.as_str(), vec![("origin", "https://evil.example")], 400),
        (token.as_str(), vec![("origin", "null")], 400),
        (token.as_str(), vec![("origin", own.as_str()), ("sec-fetch-site", "cross-site")], 400),
    ] {
        assert_eq!(served.posts(&cookie, token, &more).status, status, "{token} {more:?}");
    }
    let value = json!({ "item": "residence-permit" });
    let by_script = served.door.post_json("/test/apply", &[("cookie", &cookie)], &value);
    assert_eq!((by_script.status, by_script.json()["code"].as_str()), (409, Some("stale")));
    assert_eq!(served.posts("", &token, &[]).status, 303, "a stranger is led to the door");
    assert_eq!(served.cases(), 0);
    let answer = served.posts(&cookie, &token, &[("origin", &own), ("sec-fetch-site", "same-origin")]);
    assert_eq!((answer.status, served.cases()), (303, 1));
}

#[test]
fn a_form_posted_at_once_from_many_connections_is_one_case() {
    let served = Served::new(64);
    let (cookie, token) = served.visitor("p-wang");
    let led: Vec<String> = std::thread::scope(|scope| {
        let post = || {
            let answer = served.posts(&cookie, &token, &[]);
            assert_eq!(answer.status, 303);
            answer.header("location").to_owned()
        };
        let all: Vec<_> = (0..8).map(|_| scope.spawn(post)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(led.iter().all(|to| *to == led[0]), "{led:?}");
    assert_eq!(served.cases(), 1);
    // the same form with something else in it is not the same command
    let headers = [("cookie", cookie.as_str())];
    let answer = served.door.post("/test/apply", &headers, &format!("token={token}&item=food-permit"));
    assert_eq!((answer.status, served.cases()), (409, 1));
}

#[test]
fn a_page_that_is_stale_changes_nothing() {
    let served = Served::new(64);
    let (cookie, token) = served.visitor("p-wang");
    let no = served.posts(&cookie, &token, &[]).header("location").rsplit('/').next().unwrap().to_owned();
    super::county::does(&served.house, window(), &no, Command::Receive { materials: None });
    let path = format!("/test/ask/{no}");
    let ask = |seen: &str| {
        let token = served.page(&cookie).token();
        let form = format!("token={token}&act=withdraw&seen={seen}");
        served.door.post(&path, &[("cookie", &cookie)], &form).status
    };
    assert_eq!(ask("1"), 409, "the window has received it since");
    assert_eq!(ask("2"), 303);
}

#[test]
fn what_is_too_large_or_unreadable_is_said_and_does_nothing() {
    let served = Served::new(64);
    let (cookie, token) = served.visitor("p-wang");
    let padding = "x".repeat(BODY_BYTES);
    let form = format!("token={token}&item=residence-permit&more={padding}");
    let answer = served.door.post("/test/apply", &[("cookie", &cookie)], &form);
    assert_eq!(answer.status, 413);
    let answer = served.door.post("/test/apply", &[("cookie", &cookie)], &format!("token={token}"));
    assert_eq!(answer.status, 400, "a field is missing");
    assert!(answer.body.contains("item"), "and it is named");
    assert_eq!(served.cases(), 0);
}

#[test]
fn a_program_comes_in_with_its_token_and_gets_problems_as_json() {
    let (served, token) = Served::new(64).program(MARKET);
    let bearer = format!("Bearer {token}");
    let no = super::county::files(&served.house, "food-permit");
    let other = super::county::files(&served.house, "residence-permit");
    let path = format!("/test/ask/{no}");
    let ask = |path: &str, bearer: &str, key: &str, act: &str| {
        let headers = [("authorization", bearer), ("idempotency-key", key)];
        served.door.post_json(path, &headers, &json!({ "act": act }))
    };
    let nobody = served.door.post_json(&path, &[], &json!({ "act": "receive" }));
    assert_eq!(nobody.status, 401);
    assert_eq!(nobody.header("content-type"), "application/problem+json");
    for wrong in ["Bearer ym_0000", "Bearer ", "Bearer ym_0000000000000000000000000000000000000000"] {
        assert_eq!(ask(&path, wrong, "k1", "receive").status, 401, "{wrong}");
    }
    // a citizen's page is no page here; another organ's case, no case at all, an act that is not a
    // program's: all absent
    let no_page = [("/test/apply", "receive"), ("/test/nowhere", "receive")];
    let (other, none) = (format!("/test/ask/{other}"), "/test/ask/449921-20260901-9999");
    let no_case = [(other.as_str(), "receive"), (none, "receive"), (path.as_str(), "withdraw")];
    for alike in [&no_page[..], &no_case[..]] {
        let answers: Vec<Answer> = alike.iter().map(|(p, a)| ask(p, &bearer, "k1", a)).collect();
        for answer in &answers {
            let (mut problem, mut first) = (answer.json(), answers[0].json());
            problem["instance"] = json!("");
            assert_eq!((answer.status, &problem["code"]), (404, &json!("absent")));
            first["instance"] = json!("");
            assert_eq!(problem, first, "nothing is told apart");
        }
    }
    // refusals leave no cause: the same key is free
    let done = ask(&path, &bearer, "k1", "receive");
    assert_eq!((done.status, &done.json()["receipt"]["again"]), (201, &json!(false)));
    let again = ask(&path, &bearer, "k1", "receive");
    assert_eq!((again.status, &again.json()["receipt"]["again"]), (200, &json!(true)));
    assert_eq!(again.json()["receipt"]["last"], done.json()["receipt"]["last"]);
    let taken = ask(&path, &bearer, "k1", "withdraw");
    assert_eq!((taken.status, &taken.json()["code"]), (409, &json!("key_taken")));
    for key in ["", "a b", "a/b", &"k".repeat(65)] {
        assert_eq!(ask(&path, &bearer, key, "receive").status, 400, "{key:?}");
    }
    // the law's no has its code and its basis
    let no = ask(&path, &bearer, "k2", "receive");
    assert_eq!((no.status, &no.json()["code"]), (422, &json!("received_already")));
    assert!(no.json()["basis"]["zh"].as_str().is_some_and(|basis| !basis.is_empty()), "{no:?}");
}

#[test]
fn a_full_queue_asks_for_patience_and_forgets_nothing() {
    let served = Served::new(1);
    let (cookie, token) = served.visitor("p-wang");
    let (began, has_begun) = channel();
    let (go_on, may_go_on) = channel::<()>();
    let slow = move |_: &mut store::Tx<'_>| {
        began.send(()).unwrap_or_default();
        // held until the test lets go, or is gone
        may_go_on.recv_timeout(Duration::from_secs(60)).unwrap_or_default();
        Ok(())
    };
    served.house.store.write(slow, |_| {}).unwrap();
    has_begun.recv_timeout(Duration::from_secs(60)).unwrap();
    served.house.store.write(|_| Ok(()), |_| {}).unwrap();
    let answer = served.posts(&cookie, &token, &[]);
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{answer:?}");
    assert!(served.is_in(&cookie), "pages are read on");
    // what was typed is on the page, under the same key, behind one button
    let again = format!("<input type=\"hidden\" name=\"token\" value=\"{token}\">");
    assert!(answer.body.contains("再交一次") && answer.body.contains(&again), "{answer:?}");
    assert!(answer.body.contains("name=\"item\" value=\"residence-permit\""), "{answer:?}");
    let told = served.posts(&cookie, &token, &[("accept", "application/json")]);
    assert_eq!((told.status, &told.json()["code"]), (503, &json!("busy")), "{told:?}");
    let login = format!("token={token}&login=p-wang&password=a-secret-word");
    let kept =
        served.door.post("/test/apply", &[("cookie", &cookie)], &format!("{login}&item=residence-permit"));
    assert!(kept.status == 503 && !kept.body.contains("a-secret-word"), "a password is not given back");
    go_on.send(()).unwrap();
    served.house.store.write_now(|_| Ok(())).unwrap();
    let answer = served.posts(&cookie, &token, &[]);
    assert_eq!((answer.status, served.cases()), (303, 1), "the same form, sent again");
}

#[test]
fn an_officers_one_time_password_lets_her_in_and_five_wrong_ones_lock() {
    let ground = Ground::sqlite();
    let add = ["staff", "add", "钱进", "--organ", MARKET, "--post", "examiner"];
    let said = yimen(&words(&ground.told(&add))).done();
    let word = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name}: {said}")).trim().to_owned()
    };
    let (account, password) = (word("account"), word("password"));
    let clock = Arc::new(VirtualClock::new(morning(2026, 9, 1)));
    let mut opening = ground.opening(morning(2026, 9, 1));
    opening.clock = Arc::<VirtualClock>::clone(&clock);
    let (house, _) = opening.open().unwrap();
    let runtime = Runtime::new().unwrap();
    let try_with = |word: &str| runtime.block_on(credentials::check(&house, &account, word));
    let once = (account.clone(), credentials::Use::Once);
    assert_eq!(try_with(&password).unwrap(), once, "good for choosing her own");
    for wrong in 1..=WRONG_PASSWORDS {
        assert!(matches!(try_with("wrong-word-1"), Err(Failure::Faulty(_))), "{wrong}");
    }
    let locked = try_with(&password);
    assert!(matches!(locked, Err(Failure::TooOften(900..=901))), "even for the right one: {locked:?}");
    clock.forward(LOCKED_MS);
    assert_eq!(try_with(&password).unwrap(), once);
    // an unknown account sounds the same, as often as it is tried
    let nobody = || runtime.block_on(credentials::check(&house, "s-nobody", "wrong-word-1"));
    for wrong in 1..=WRONG_PASSWORDS {
        assert!(matches!(nobody(), Err(Failure::Faulty(_))), "{wrong}");
    }
    assert!(matches!(nobody(), Err(Failure::TooOften(900..=901))), "locked as one that exists");
    clock.forward(LOCKED_MS);
    assert!(matches!(nobody(), Err(Failure::Faulty(_))));
    let rows = house.store.read_now(|look| look.query("select login, secret from credentials", &[])).unwrap();
    assert!(rows.iter().all(|row| row.text(1).starts_with("$argon2id$") && row.text(0) != account));
}

#[test]
fn guesses_from_many_connections_at_once_are_each_counted() {
    let served = Served::new(64);
    let hash = credentials::hash(&served.house, "right-word-1").unwrap();
    let house = served.house.clone();
    let keep = move |tx: &mut store::Tx<'_>| {
        credentials::keep_password(&house, tx, "wang", "p-wang", (&hash, credentials::Use::Own))
    };
    served.house.write_now(keep).unwrap();
    let guess = |no: i64| {
        let house = served.house.clone();
        let word = format!("wrong-word-{no}");
        served.runtime.spawn(async move { credentials::check(&house, "wang", &word).await })
    };
    let all: Vec<_> = (0..WRONG_PASSWORDS).map(guess).collect();
    for one in all {
        assert!(served.runtime.block_on(one).unwrap().is_err());
    }
    let right = served.runtime.block_on(credentials::check(&served.house, "wang", "right-word-1"));
    assert!(matches!(right, Err(Failure::TooOften(_))), "five guesses, however they came: {right:?}");
}

#[test]
fn who_cannot_be_given_a_post_or_a_token_is_told_why() {
    let ground = Ground::sqlite();
    for (organ, post, why) in [
        ("11449921MB9X00031H", "examiner", "G"),
        ("91449921MA9X000114", "examiner", "no organ"),
        (MARKET, "mayor", "clerk, examiner, head"),
    ] {
        let add = ["staff", "add", "钱进", "--organ", organ, "--post", post];
        let said = yimen(&words(&ground.told(&add))).refused();
        assert!(said.contains(why), "{organ} {post}: {said}");
    }
    for name in ["", "\u{202e}钱进", "钱\u{7}进"] {
        let add = ["client", "add", name, "--organ", MARKET];
        let said = yimen(&words(&ground.told(&add))).refused();
        assert!(!said.trim().is_empty(), "{name:?}");
    }
}
