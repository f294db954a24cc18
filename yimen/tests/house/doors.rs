//! The doors of the binary: `demo` and `serve`, who may open what, and what is left when the power goes.

use std::time::{Duration, Instant};

use serde_json::json;
use yimen::demo::PARTS;

use super::binary::{Open, yimen};
use super::county::{Ground, MARKET, a_mornings_work, copy, morning, on_both, text, words};
use super::http::Answer;

/// A form that nobody in particular posts, and its key.
fn anyone(key: &str) -> String {
    format!("token=anyone.{key}")
}

fn demo(ground: &Ground) -> Open {
    Open::start(&demo_args(&text(&ground.beside())))
}

fn demo_args(data: &str) -> [&str; 5] {
    ["demo", "--port", "0", "--data", data]
}

fn serve_args(ground: &Ground) -> Vec<String> {
    ground.told(&["serve", "--listen", "127.0.0.1:0"])
}

fn serve(ground: &Ground) -> Open {
    Open::start(&words(&serve_args(ground)))
}

/// Step into a role of the demo; gives the cookie.
fn step_into(open: &Open, code: &str) -> Answer {
    open.door.post(&format!("/demo/{code}"), &[], &anyone("k1"))
}

/// The name in the header of a page, whatever page it is.
fn is_known_as(open: &Open, cookie: &str, name: &str) -> bool {
    open.door.get("/nowhere", &[("cookie", cookie)]).body.contains(name)
}

#[test]
fn one_click_is_enough_to_be_somebody_in_the_demo() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    for (part, name) in
        PARTS.iter().zip(["王小明", "李梅", "李芳", "陈立", "吴勇", "赵敏", "周平", "孙强", "何静", "林涛"])
    {
        let answer = step_into(&open, part.code);
        assert_eq!((answer.status, answer.header("location")), (303, part.begins), "{}", part.code);
        let flags = answer.header("set-cookie");
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
            assert!(flags.contains(flag), "{flag}: {flags}");
        }
        assert!(is_known_as(&open, &answer.cookie(), name), "{}", part.code);
    }
    assert_eq!(step_into(&open, "mayor").status, 404);
    assert_eq!(open.door.post("/demo/citizen", &[], "").status, 409, "not from a page of ours");
    open.close();
}

#[test]
fn no_door_of_the_demo_is_in_a_house_that_serves() {
    let ground = Ground::sqlite();
    a_mornings_work(&ground);
    let open = serve(&ground);
    let health = open.door.get("/healthz", &[]).json();
    assert_eq!((&health["division"], &health["engine"]), (&json!("449921"), &json!("sqlite")));
    for part in PARTS {
        let path = format!("/demo/{}", part.code);
        assert_eq!(open.door.post(&path, &[], &anyone("k1")).status, 404, "{path}");
        assert_eq!(open.door.get(&path, &[]).status, 404, "{path}");
        let front = open.door.get("/", &[]).body;
        assert!(!front.contains(&path), "its front page offers {path}");
    }
    open.close();
}

#[test]
fn the_demo_answers_to_this_machine_only() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let asks = |host: &str| open.door.get("/healthz", &[("host", host)]).status;
    let port = open.door.port;
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), "localhost".to_owned()] {
        assert_eq!(asks(&host), 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example:80", "10.0.0.7:8080", "", "localhost.evil.example"] {
        assert_eq!(asks(host), 404, "{host}");
    }
    open.close();
}

#[test]
fn a_house_that_serves_refuses_the_demos_keys_and_ledger() {
    let ground = Ground::sqlite();
    demo(&ground).close();
    let data = ground.beside();
    let db = format!("sqlite:{}", text(&data.join("ledger.db")));
    let refuses = |data: &str| {
        let why = yimen(&["serve", "--db", &db, "--data", data, "--listen", "127.0.0.1:0"]).refused();
        assert!(why.contains("demo"), "{why}");
    };
    refuses(&text(&data));
    // keys that no longer say what they are
    let other = ground.path("other");
    copy(&data.join("keys"), &other.join("keys"));
    for key in ["master.key", "head.key"] {
        let path = other.join("keys").join(key);
        let told = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, told.replace("demo:", "")).unwrap();
    }
    refuses(&text(&other));
    demo(&ground).close();
}

#[test]
fn the_demo_refuses_a_real_ledger_and_throws_none_away() {
    let mut ground = Ground::sqlite();
    let data = text(&ground.beside());
    ground.db = format!("sqlite:{data}/ledger.db");
    std::fs::create_dir_all(ground.beside()).unwrap();
    a_mornings_work(&ground);
    let last = ground.last();
    let why = yimen(&demo_args(&data)).refused();
    assert!(why.contains("real ledger"), "{why}");
    let why = yimen(&[&demo_args(&data)[..], &["--fresh"]].concat()).refused();
    assert!(why.contains("not a demo; nothing was thrown away"), "{why}");
    assert_eq!(ground.last(), last);
    ground.open_at(morning(2026, 9, 2)).close().unwrap();
}

#[test]
fn the_demo_goes_on_where_it_was_and_begins_anew_when_told_to() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let cookie = step_into(&open, "citizen").cookie();
    open.close();
    let begun = Instant::now();
    let open = demo(&ground);
    // a second in a release build; an unoptimised one on a busy machine is given more
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(is_known_as(&open, &cookie, "王小明"));
    open.close();
    let data = text(&ground.beside());
    let open = Open::start(&[&demo_args(&data)[..], &["--fresh"]].concat());
    assert!(!is_known_as(&open, &cookie, "王小明"));
    step_into(&open, "citizen").cookie();
    open.close();
}

#[test]
fn a_killed_house_has_lost_nothing_that_it_answered() {
    on_both(|ground| {
        let mut kept: Vec<String> = Vec::new();
        for round in 0..4 {
            let open = serve(&ground);
            for token in &kept {
                assert_eq!(asks(&open, token).status, 404, "known after {round} kills, and nothing is there");
            }
            assert_eq!(asks(&open, "ym_nobody").status, 401);
            let name = format!("系统 {round}");
            let told = ground.told(&["client", "add", &name, "--organ", MARKET]);
            kept.push(yimen(&words(&told)).done().trim().to_owned());
            open.kill();
            yimen(&words(&ground.told(&["ledger", "verify"]))).done();
        }
        let clients = "select count(*) from ledger where kind = 'account.ClientAdded'";
        assert_eq!(ground.look(|look| Ok(look.one(clients, &[])?.unwrap().int(0))), 4);
    });
}

/// A program asks for something that is not there.
fn asks(open: &Open, token: &str) -> Answer {
    open.door.get("/nowhere", &[("authorization", &format!("Bearer {token}"))])
}

#[test]
fn a_taken_port_and_an_unreachable_database_are_said_in_words() {
    let ground = Ground::sqlite();
    let open = serve(&ground);
    let taken = format!("127.0.0.1:{}", open.door.port);
    let other = Ground::sqlite();
    let why = yimen(&words(&other.told(&["serve", "--listen", &taken]))).refused();
    assert!(why.contains(&taken), "{why}");
    // the same division again: told who has it
    let why = yimen(&words(&serve_args(&ground))).refused();
    assert!(why.contains("another process already writes this division: yimen serve --listen"), "{why}");
    open.close();
    let nowhere = "postgres://nobody@127.0.0.1:1/nothing";
    let (data, listen) = (text(&other.beside()), "127.0.0.1:0");
    let why = yimen(&["serve", "--db", nowhere, "--data", &data, "--listen", listen]).refused();
    assert!(!why.is_empty() && !why.contains("panicked"), "{why}");
}

#[test]
fn an_orderly_stop_signs_a_head_over_the_last_line() {
    on_both(|ground| {
        let open = serve(&ground);
        yimen(&words(&ground.told(&["client", "add", "税务系统", "--organ", MARKET]))).done();
        open.close();
        let said = yimen(&words(&ground.told(&["ledger", "verify"]))).done();
        assert!(!said.contains("younger") && said.contains("No fault was found."), "{said}");
    });
}
