//! Officers and programs of a house that serves: appointed at the machine while it is open, let in at the
//! door; and what an idle house costs the machine.

use std::time::{Duration, Instant};

use super::binary::{Open, yimen};
use super::county::{Ground, MARKET, text, words};

/// How long a house that was opened may take until it is idle.
const SETTLED: Duration = Duration::from_secs(10);
/// Megabytes an idle demo may hold (the issue's own figure).
const IDLE_MB: u64 = 150;

fn serve(ground: &Ground) -> Open {
    Open::start(&words(&ground.told(&["serve", "--listen", "127.0.0.1:0"])))
}

fn told<'a>(said: &'a str, what: &str) -> &'a str {
    let line = said.lines().find_map(|line| line.strip_prefix(what));
    line.unwrap_or_else(|| panic!("no {what} in {said}")).trim()
}

#[test]
fn a_clerk_is_appointed_while_the_house_is_open_and_chooses_her_own_password() {
    let ground = Ground::sqlite();
    let open = serve(&ground);
    let order = ["staff", "add", "李芳", "--organ", MARKET, "--post", "clerk:window-1"];
    let said = yimen(&words(&ground.told(&order))).done();
    let (account, password) = (told(&said, "account"), told(&said, "password"));
    let signs_in = |password: &str| {
        let form = open.door.get("/sign-in", &[]).form("/sign-in");
        form.with("login", account).with("password", password).send(open.door, "")
    };
    // the given password opens nothing but the choice of her own
    let choice = signs_in(password);
    assert_eq!(choice.header("set-cookie"), "", "{choice:?}");
    let own = choice.form("/sign-in/own-password").with("password", "window-1-opens");
    let entered = own.send(open.door, "");
    assert_eq!(entered.status, 303, "{entered:?}");
    let list = open.door.get("/worklist", &[("cookie", &entered.cookie())]);
    assert_eq!(list.status, 200, "{list:?}");
    // it is good no more, and her own is
    assert_eq!(signs_in(password).status, 422);
    assert_eq!(signs_in("window-1-opens").status, 303);
    open.close();
}

#[test]
fn a_program_is_let_in_while_the_house_is_open_and_an_order_that_cannot_be_is_explained() {
    let ground = Ground::sqlite();
    let open = serve(&ground);
    let token = yimen(&words(&ground.told(&["client", "add", "税务共享平台", "--organ", MARKET]))).done();
    let bearer = format!("Bearer {}", token.trim());
    let answer = open.door.get("/cases/449921-20260302-0001", &[("authorization", &bearer)]);
    assert_eq!(answer.status, 404, "{answer:?}");
    let nobody = yimen(&words(&ground.told(&["client", "add", "某系统", "--organ", "11449921MB9X00099X"])));
    assert!(!nobody.refused().is_empty());
    let no_post = ["staff", "add", "李芳", "--organ", MARKET, "--post", "king"];
    assert!(yimen(&words(&ground.told(&no_post))).refused().contains("king"));
    // a name has no place in a post, which stands in every line for ever
    let named = ["staff", "add", "李芳", "--organ", MARKET, "--post", "clerk:李芳"];
    assert!(yimen(&words(&ground.told(&named))).refused().contains("clerk:window-6"));
    // an order for another division is not obeyed by the house that is open here
    let mut other = ground.told(&["client", "add", "某系统", "--organ", MARKET]);
    other.extend(["--division".to_owned(), "449922".to_owned()]);
    assert!(yimen(&words(&other)).refused().contains("449922"));
    open.close();
}

#[test]
fn an_idle_demo_is_small() {
    let ground = Ground::sqlite();
    let open = Open::start(&["demo", "--port", "0", "--data", &text(&ground.beside())]);
    assert_eq!(open.door.get("/", &[]).status, 200);
    // what the opening itself took is given back within moments: idle is what it comes down to
    let begun = Instant::now();
    let mut kilobytes = resident(open.id());
    while kilobytes >= IDLE_MB * 1024 && begun.elapsed() < SETTLED {
        std::thread::yield_now();
        kilobytes = resident(open.id());
    }
    assert!(kilobytes < IDLE_MB * 1024, "an idle demo holds {kilobytes} kB");
    open.close();
}

/// Kilobytes of memory that a process holds.
fn resident(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let mut lines = status.lines();
    let rest = lines.find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    rest.trim().trim_end_matches("kB").trim().parse().unwrap()
}
