//! Too many, too slow, too much: each is answered, and nobody else waits for it. A real house behind the
//! street that serves, with less patience than a county has.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use house::door::street::{Street, serve};
use house::web::{Anyone, Patience, Route, get_led, router};
use house::{Failure, House};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::http::{Answer, Door};
use super::visits::Served;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);
/// Long enough that no test outlasts it by accident.
const LONG: Duration = Duration::from_secs(600);

fn patience() -> Patience {
    Patience { head: LONG, body: LONG, taking: LONG }
}

/// These rooms behind a street of their own.
fn on_the_street(rooms: Router, connections: usize, patience: Patience) -> Door {
    let (tell, hear) = channel();
    std::thread::spawn(move || {
        let runtime = Runtime::new().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
            tell.send(listener.local_addr().unwrap().port()).unwrap();
            serve(listener, rooms, Street { connections, patience }, std::future::pending()).await;
        });
    });
    Door { port: hear.recv().unwrap() }
}

fn rooms(house: &House) -> Router {
    router(house, routes())
}

fn routes() -> Vec<Route> {
    vec![get_led::<Anyone, _, _>("/test/slow", slow), get_led::<Anyone, _, _>("/test/unsure", unsure)]
}

async fn slow(_: Anyone) -> Result<Response, Failure> {
    Err(store::Fault::Slow.into())
}

async fn unsure(_: Anyone) -> Result<Response, Failure> {
    Err(Failure::Unsure)
}

fn connects(door: Door) -> TcpStream {
    let socket = TcpStream::connect(("127.0.0.1", door.port)).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    socket
}

/// Everything that comes until the house hangs up.
fn to_the_end(mut socket: &TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    match socket.read_to_end(&mut bytes) {
        Ok(_) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::ConnectionReset => bytes,
        Err(e) => panic!("the house did not hang up: {e}"),
    }
}

/// Ask again until it is so.
fn until(what: impl Fn() -> Answer, so: impl Fn(&Answer) -> bool) -> Answer {
    let begun = Instant::now();
    loop {
        let answer = what();
        if so(&answer) {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "{answer:?}");
    }
}

#[test]
fn whoever_finds_no_place_is_told_so_and_comes_in_when_one_is_free() {
    let served = Served::new(64);
    let door = on_the_street(rooms(&served.house), 2, patience());
    let (one, _other) = (connects(door), connects(door));
    let page = door.get("/items", &[]);
    assert_eq!((page.status, page.header("retry-after")), (503, "5"), "{page:?}");
    assert!(page.body.contains("现在人太多") && page.body.contains("nothing was recorded"), "{page:?}");
    let (cookie, token) = served.visitor("p-wang");
    let form = format!("token={token}&item=residence-permit");
    let posted = door.post("/cases", &[("cookie", &cookie)], &form);
    assert_eq!((posted.status, posted.header("retry-after")), (503, "5"), "{posted:?}");
    let told = door.post_json("/cases", &[], &json!({ "item": "residence-permit" }));
    assert_eq!((told.status, told.header("content-type")), (503, "application/problem+json"), "{told:?}");
    assert_eq!((&told.json()["code"], &told.json()["status"]), (&json!("busy"), &json!(503)));
    drop(one);
    until(|| door.get("/items", &[]), |answer| answer.status == 200);
}

#[test]
fn whoever_sends_her_request_too_slowly_is_cut_off() {
    let served = Served::new(64);
    let quick = Patience { head: Duration::from_millis(100), ..patience() };
    let door = on_the_street(rooms(&served.house), 8, quick);
    let mut slow = connects(door);
    slow.write_all(b"GET /items HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: lang=").unwrap();
    let told = to_the_end(&slow);
    assert!(!told.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&told));
    // whoever says nothing at all, too
    assert_eq!(to_the_end(&connects(door)), b"");
    assert_eq!(door.get("/items", &[]).status, 200, "and nobody else");
}

#[test]
fn a_form_that_does_not_come_to_its_end_is_told_so_and_nothing_is_recorded() {
    let served = Served::new(64);
    let quick = Patience { body: Duration::from_millis(100), ..patience() };
    let door = on_the_street(rooms(&served.house), 8, quick);
    let (cookie, token) = served.visitor("p-wang");
    let last = || served.house.store.read_now(|look| look.head()).unwrap();
    let before = last();
    for (accept, words) in [("text/html", "没有收全"), ("application/json", "late")] {
        let mut slow = connects(door);
        let head = format!(
            "POST /cases HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\naccept: {accept}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: 900\r\n\r\n\
             token={token}&item="
        );
        slow.write_all(head.as_bytes()).unwrap();
        let told = String::from_utf8(to_the_end(&slow)).unwrap();
        assert!(told.starts_with("HTTP/1.1 408 ") && told.contains(words), "{told}");
        assert!(told.to_ascii_lowercase().contains("\r\nconnection: close\r\n"), "{told}");
    }
    assert_eq!(last(), before);
}

#[test]
fn whoever_does_not_take_the_answer_loses_the_place() {
    // more than the two sockets hold between them
    let much = || async { vec![b'x'; 64 * 1024 * 1024] };
    let rooms = Router::new().route("/much", get(much)).route("/little", get(|| async { "here" }));
    let quick = Patience { taking: Duration::from_millis(100), ..patience() };
    let door = on_the_street(rooms, 1, quick);
    let mut slow = connects(door);
    slow.write_all(b"GET /much HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").unwrap();
    // there is one place, and it is hers until the house loses patience
    let answer = until(|| door.get("/little", &[]), |answer| answer.status == 200);
    assert_eq!(answer.body, "here");
    assert!(to_the_end(&slow).len() < 64 * 1024 * 1024);
}

#[test]
fn a_look_that_was_broken_off_and_a_lost_database_are_said_in_words() {
    let served = Served::new(64);
    let door = on_the_street(rooms(&served.house), 8, patience());
    for (path, code, words) in
        [("/test/slow", "slow", "条件选窄一些"), ("/test/unsure", "unsure", "不会多存一份")]
    {
        let page = door.get(path, &[]);
        assert_eq!((page.status, page.header("retry-after")), (503, "5"), "{page:?}");
        assert!(page.body.contains(words), "{page:?}");
        let told = door.get(path, &[("accept", "application/json")]);
        assert_eq!((told.status, &told.json()["code"]), (503, &json!(code)), "{told:?}");
    }
}
