//! The register of routes: every address says who may stand there, and nobody else does.

use axum::http::Method;
use house::web::{Audience, Route, doors};
use kernel::Role;
use yimen::demo::PARTS;

use super::binary::Open;
use super::county::{Ground, text};
use super::http::Answer;

/// Everything a passer-by may do, address by address. A new line here is a decision.
const ANYONE: &[&str] = &[
    "GET /",
    "GET /account/open",
    "GET /assets/{name}",
    "GET /bundles",
    "GET /bundles/{bundle}",
    "GET /decisions",
    "GET /elder/{choice}",
    "GET /explanations",
    "GET /healthz",
    "GET /items",
    "GET /items/{item}",
    "GET /items/{item}/history",
    "GET /items/{item}/places",
    "GET /lang/{code}",
    "GET /lists",
    "GET /lists/{list}",
    "GET /metrics",
    "GET /organs",
    "GET /organs/{organ}",
    "GET /organs/{organ}/handbook",
    "GET /projects",
    "GET /publicity",
    "GET /publicity/{no}",
    "GET /sign-in",
    "GET /terminal",
    "GET /terminal/here/{choice}",
    "GET /terminal/over",
    "GET /terminal/still",
    "GET /verify",
    "GET /verify/{code}",
    "POST /account/open",
    "POST /demo/{part}",
    "POST /sign-in",
    "POST /sign-in/own-password",
];

fn routes() -> Vec<Route> {
    let wings = yimen::WINGS.iter().flat_map(|wing| (wing.routes)());
    doors::routes().into_iter().chain(wings).chain(yimen::demo::routes()).collect()
}

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

/// The address with something in its blanks.
fn address(route: &Route) -> String {
    let fill =
        |part: &str| if part.starts_with('{') { "449921-20260901-0001".to_owned() } else { part.to_owned() };
    route.path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// Ask for a route as somebody, as a person with a browser or as a program would.
fn asks(open: &Open, route: &Route, cookie: &str, json: bool) -> Answer {
    let mut headers = vec![("cookie", cookie)];
    if json {
        headers.push(("accept", "application/json"));
    }
    if route.method == Method::GET {
        return open.door.get(&address(route), &headers);
    }
    open.door.post(&address(route), &headers, "token=anyone.k1")
}

#[test]
fn the_routes_for_everyone_are_these_and_no_others() {
    let all = routes();
    let mut open: Vec<String> = all.iter().filter(|r| r.audience == Audience::Anyone).map(name).collect();
    open.sort();
    assert_eq!(open, ANYONE, "an address is open to everyone that was not, or is no more");
    let mut names: Vec<String> = all.iter().map(name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all.len(), "an address stands twice");
    assert!(all.iter().all(|r| matches!(r.method, Method::GET | Method::POST)), "GET shows, POST acts");
}

#[test]
fn a_stranger_is_led_to_the_door_from_every_other_route() {
    let ground = Ground::sqlite();
    let open = Open::start(&["demo", "--port", "0", "--data", &text(&ground.beside())]);
    let mut asked = 0;
    for route in routes().iter().filter(|r| r.audience != Audience::Anyone) {
        for cookie in ["", "yimen-demo=00", "yimen-demo=' or 1=1 --"] {
            let answer = asks(&open, route, cookie, false);
            assert_eq!(answer.status, 303, "{}", name(route));
            assert!(answer.header("location").starts_with("/sign-in?back="), "{}", name(route));
            assert_eq!(asks(&open, route, cookie, true).status, 401, "{}", name(route));
            asked += 1;
        }
    }
    assert!(asked > 0);
    open.close();
}

/// What somebody who stepped into this part is.
fn role(code: &str) -> Role {
    match code.rsplit('-').next() {
        Some("citizen") => Role::Citizen,
        Some("agent") => Role::Agent,
        Some("clerk") => Role::Clerk,
        Some("examiner") => Role::Examiner,
        Some("head") => Role::Head,
        Some("supervisor") => Role::Supervisor,
        Some("administrator") => Role::Administrator,
        other => panic!("a part that this test does not know: {other:?}"),
    }
}

#[test]
fn who_does_not_belong_somewhere_finds_nothing_there() {
    let ground = Ground::sqlite();
    let open = Open::start(&["demo", "--port", "0", "--data", &text(&ground.beside())]);
    let nowhere = open.door.get("/nowhere", &[("accept", "application/json")]).json();
    for part in PARTS {
        let entered = open.door.post(&format!("/demo/{}", part.code), &[], "token=anyone.k1");
        let cookie = entered.cookie();
        for route in routes().iter().filter(|r| !r.audience.admits(Some(role(part.code)))) {
            let answer = asks(&open, route, &cookie, true);
            assert_eq!(answer.status, 404, "{} as {}", name(route), part.code);
            let (mut here, mut there) = (answer.json(), nowhere.clone());
            here["instance"] = "".into();
            there["instance"] = "".into();
            assert_eq!(here, there, "{} as {}: told apart from what is absent", name(route), part.code);
        }
    }
    open.close();
}
