//! Programs at the door: the document of the register, health, counts, and answers that have not changed.

mod log;
mod walk;

use std::collections::BTreeSet;

use house::web::{Audience, Route, openapi, register};
use serde_json::{Value, json};

use super::binary::Open;
use super::county::{Ground, text};
use super::http::Door;

const JSON: (&str, &str) = ("accept", "application/json");

fn routes() -> Vec<Route> {
    register(yimen::WINGS, yimen::demo::routes())
}

/// The demo, open on a ground of its own.
fn demo(ground: &Ground) -> Open {
    Open::start(&["demo", "--port", "0", "--data", &text(&ground.path("demo"))])
}

/// A house that serves on a ground.
fn serve(ground: &Ground) -> Open {
    let data = text(&ground.beside());
    Open::start(&["serve", "--listen", "127.0.0.1:0", "--db", &ground.db, "--data", &data])
}

/// Everything that a `$ref` names is there.
fn refs_lead_somewhere(document: &Value, part: &Value) {
    match part {
        Value::Object(object) => {
            if let Some(Value::String(place)) = object.get("$ref") {
                let pointer = place.strip_prefix('#').unwrap_or_else(|| panic!("{place} leads elsewhere"));
                assert!(document.pointer(pointer).is_some(), "{place} leads nowhere");
            }
            object.values().for_each(|value| refs_lead_somewhere(document, value));
        }
        Value::Array(values) => values.iter().for_each(|value| refs_lead_somewhere(document, value)),
        _ => {}
    }
}

/// One operation says what its route is.
fn says(document: &Value, route: &Route) {
    let at = format!("{} {}", route.method, route.path);
    let said = &document["paths"][route.path][route.method.as_str().to_lowercase()];
    assert!(said.is_object(), "{at} is not in the document");
    assert_eq!(said["x-audience"], openapi::word(route.audience), "{at}");
    assert_eq!(said["tags"][0], route.wing, "{at}");
    let security = said["security"].as_array().unwrap();
    assert_eq!(security.is_empty(), route.audience == Audience::Anyone, "{at}");
    let token = security.iter().any(|scheme| scheme.get("token").is_some());
    assert_eq!(token, route.audience == Audience::Member, "{at}: programs stand where every member may");
    let named: Vec<&str> = openapi::variables(route.path).collect();
    for name in &named {
        let declared = said["parameters"].as_array().unwrap().iter();
        let found = declared.filter(|p| p["name"] == *name && p["in"] == "path" && p["required"] == true);
        assert_eq!(found.count(), 1, "{at}: {name}");
    }
    let in_path = said["parameters"].as_array().unwrap().iter().filter(|p| p["in"] == "path");
    assert_eq!(in_path.count(), named.len(), "{at}");
    let answers = said["responses"].as_object().unwrap();
    for (status, answer) in answers {
        let fine = status.starts_with(['2', '3']);
        let (problem, words) = (answer["$ref"] == "#/components/responses/Problem", &answer["description"]);
        let problem = problem || answer["content"]["application/problem+json"]["schema"].is_object();
        assert!(if fine { words.is_string() } else { problem }, "{at} {status}: {answer}");
    }
    let answered = answers.contains_key("200") || answers.contains_key("303");
    assert!(answered && answers.contains_key("default"), "{at}");
    assert_eq!(answers.contains_key("401"), route.audience != Audience::Anyone, "{at}");
    assert_eq!(said.get("requestBody").is_some(), route.method == "POST", "{at}");
}

#[test]
fn the_document_says_every_route_of_the_register() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let answer = open.door.get("/openapi.json", &[JSON]);
    assert_eq!(answer.status, 200);
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    let routes = routes();
    assert!(routes.len() >= 8, "only {} routes are registered", routes.len());
    routes.iter().for_each(|route| says(&document, route));
    let said: usize =
        document["paths"].as_object().unwrap().values().map(|p| p.as_object().unwrap().len()).sum();
    assert_eq!(said, routes.len(), "the document says more than the register");
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|p| p.as_object().unwrap().values());
    let ids: BTreeSet<&str> = operations.map(|o| o["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), said, "two operations have one name");
    refs_lead_somewhere(&document, &document);
    let problem = &document["components"]["responses"]["Problem"]["content"]["application/problem+json"];
    assert!(problem["schema"]["$ref"].as_str().unwrap().ends_with("/Problem"));
    let health = &document["paths"]["/healthz"]["get"]["responses"]["200"]["content"]["application/json"];
    assert!(health["schema"]["$ref"].is_string(), "a typed route draws its shape: {health}");
    open.close();
}

#[test]
fn a_stranger_is_answered_at_every_get() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let mut asked = 0;
    for route in routes().iter().filter(|route| route.method == "GET") {
        let mut path = route.path.to_owned();
        for name in openapi::variables(route.path) {
            path = path.replace(&format!("{{{name}}}"), "x");
        }
        let answer = open.door.get(&path, &[JSON]);
        let at = format!("GET {path} as {:?}: {answer:?}", route.audience);
        if route.audience == Audience::Anyone {
            assert!(answer.status < 500 && answer.status != 401, "{at}");
        } else {
            assert_eq!(answer.status, 401, "{at}");
        }
        if answer.status >= 400 {
            assert_eq!(answer.header("content-type"), "application/problem+json", "{at}");
            assert_eq!(answer.json()["status"], answer.status, "{at}");
        }
        asked += 1;
    }
    assert!(asked >= 6, "only {asked} addresses were asked");
    open.close();
}

#[test]
fn health_is_the_writer_and_a_reader_answering() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let answer = open.door.get("/healthz", &[]);
    assert_eq!(answer.status, 200);
    let said = answer.json();
    assert_eq!(
        (&said["healthy"], &said["writer"], &said["reader"]),
        (&true.into(), &true.into(), &true.into())
    );
    assert_eq!((&said["engine"], &said["division"]), (&"sqlite".into(), &"449921".into()));
    assert_eq!(open.door.get("/health", &[JSON]).status, 404);
    open.close();
}

#[test]
fn an_answer_that_has_not_changed_is_not_sent_again() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let first = open.door.get("/openapi.json", &[JSON]);
    let tag = first.header("etag").to_owned();
    assert!(tag.len() == 18 && tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let again = open.door.get("/openapi.json", &[JSON, ("if-none-match", &tag)]);
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag.as_str()));
    let other = open.door.get("/openapi.json", &[JSON, ("if-none-match", "\"0000000000000000\"")]);
    assert_eq!((other.status, &other.body), (200, &first.body));
    let css = open.door.get("/assets/yimen.css", &[]);
    let tag = css.header("etag").to_owned();
    assert_eq!(open.door.get("/assets/yimen.css", &[("if-none-match", &tag)]).status, 304);
    open.close();
}

/// The value of one line of the counts.
fn counted(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
    line.unwrap_or_else(|| panic!("{name} is not counted:\n{text}")).parse().unwrap()
}

fn metrics(door: Door) -> String {
    let answer = door.get("/metrics", &[]);
    assert_eq!((answer.status, answer.header("content-type").split(';').next()), (200, Some("text/plain")));
    answer.body
}

#[test]
fn counts_are_for_the_machine_itself_and_name_nobody() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let line = "yimen_requests_total{method=\"GET\",route=\"/lang/{code}\",status=\"404\"}";
    assert!(!metrics(open.door).contains(line));
    assert_eq!(open.door.get("/lang/zzz-personal", &[]).status, 404);
    assert_eq!(open.door.get("/nobody/13800000668", &[]).status, 404);
    let text = metrics(open.door);
    assert_eq!(counted(&text, line), 1);
    assert_eq!(counted(&text, "yimen_requests_total{method=\"GET\",route=\"(none)\",status=\"404\"}"), 1);
    assert!(!text.contains("zzz-personal") && !text.contains("13800000668"), "{text}");
    assert!(counted(&text, "yimen_ledger_events_total") > 0);
    assert_eq!(counted(&text, "yimen_outbox_failed") + counted(&text, "yimen_undone"), 0);
    assert!(counted(&text, "yimen_request_seconds_count{route=\"/lang/{code}\"}") == 1);
    counted(&text, "yimen_queue_jobs");
    counted(&text, "yimen_busy_total");
    let through = open.door.get("/metrics", &[("x-forwarded-for", "10.0.0.7")]);
    assert_eq!(through.status, 404, "a proxy in front does not lend its place");
    open.close();
}

#[test]
fn the_log_of_requests_says_templates() {
    let ground = Ground::sqlite();
    let open = serve(&ground);
    assert_eq!(open.door.get("/lang/zzz-personal?back=/secret", &[]).status, 404);
    let said = open.close().join("\n");
    let plain: String = said.replace("\u{1b}[3m", "").replace("\u{1b}[0m", "").replace("\u{1b}[2m", "");
    assert!(plain.contains("route=\"/lang/{code}\" status=404 ms="), "{plain}");
    assert!(!plain.contains("zzz-personal") && !plain.contains("secret"), "{plain}");
}

#[test]
fn a_log_tells_nothing_of_anybody() {
    let ground = Ground::sqlite();
    let open = serve(&ground);
    let (name, number, phone, word) = ("赵小雨", "449921198803120012", "13900000777", "a-good-word-7");
    let form = open.door.get("/account/open", &[]).form("/account/open");
    let form = form.with("name", name).with("id_number", number).with("phone", phone);
    let cookie = form.with("password", word).send(open.door, "").cookie();
    open.door.get(&format!("/items?q={name}&x={number}"), &[("cookie", &cookie)]);
    let answers = [("name", name), ("id_number", number), ("phone", phone), ("declared", "yes")];
    let page = open.door.get("/items/residence-permit/apply", &[("cookie", &cookie)]);
    let token = page.token();
    let mut sent = json!({ "token": token, "item": "residence-permit", "edition": "x" });
    answers.iter().for_each(|(field, value)| sent[*field] = (*value).into());
    assert!(open.door.post_json("/cases", &[("cookie", &cookie)], &sent).status >= 400);
    let wrong = open.door.get("/sign-in", &[]).form("/sign-in");
    assert_eq!(wrong.with("login", phone).with("password", "wrong-word-1").send(open.door, "").status, 422);
    let secret = cookie.split_once('=').unwrap().1.to_owned();
    let said = open.close().join("\n");
    assert!(said.contains("/account/open"), "the log says nothing at all: {said}");
    for personal in [name, number, phone, word, "wrong-word-1", &secret, &token] {
        assert!(!said.contains(personal), "{personal} is on the log:\n{said}");
    }
}
