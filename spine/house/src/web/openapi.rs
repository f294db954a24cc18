//! `/openapi.json`: the register of routes as an OpenAPI 3.1 document. There is no second description beside
//! the handlers: a route says its shapes where it is registered, and this draws what the register holds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use axum::Extension;
use axum::body::Bytes;
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use kernel::decider::licensing_law;
use kernel::form::FieldFault;
use kernel::item::Kind;
use kernel::limits::KEY_CHARS;
use kernel::{Refusal, Rule, Text};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::guard::{Anyone, Audience};
use super::takes::{Draw, Reads, draw};
use super::{Route, get, session};
use crate::opening::House;
use crate::world::World;

/// What goes into a route and comes out.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    takes: Option<Reads>,
    gives: Gives,
}

/// What a route answers when nothing is wrong.
#[derive(Clone, Copy, Debug)]
enum Gives {
    /// A page, or the same value as JSON.
    Page(Draw),
    /// The receipt of a command.
    Receipt,
    /// A file of one of these media types.
    File(&'static [&'static str]),
    /// Nothing of its own: it leads on.
    Led,
}

impl Shape {
    /// A page that is `Out` as JSON.
    pub fn page<Out: JsonSchema>() -> Self {
        Self { takes: None, gives: Gives::Page(draw::<Out>) }
    }

    /// The receipt of a command.
    pub fn taken() -> Self {
        Self { takes: None, gives: Gives::Receipt }
    }

    /// A file of one of these media types.
    pub fn file(media: &'static [&'static str]) -> Self {
        Self { takes: None, gives: Gives::File(media) }
    }

    /// Nothing of its own: it leads on.
    pub fn led() -> Self {
        Self { takes: None, gives: Gives::Led }
    }

    /// It takes this.
    pub fn taking(self, takes: Reads) -> Self {
        Self { takes: Some(takes), ..self }
    }
}

/// One page in two shapes, as a guided question or the form it leads to.
#[derive(Debug)]
pub struct Either<A, B>(PhantomData<(A, B)>);

impl<A: JsonSchema, B: JsonSchema> JsonSchema for Either<A, B> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Or{}", A::schema_name(), B::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let both = [generator.subschema_for::<A>(), generator.subschema_for::<B>()];
        json_schema!({ "anyOf": both })
    }
}

/// The document that the router holds, so that it is drawn once.
#[derive(Clone)]
pub(crate) struct Drawn(Bytes);

impl Drawn {
    /// Of these routes; kept as the bytes that are sent, a fraction of what the tree of values holds.
    ///
    /// # Panics
    /// Never: values always have bytes.
    pub(crate) fn of(house: &House, routes: &[Route]) -> Self {
        let bytes = serde_json::to_vec(&document(house, routes)).expect("a value has bytes");
        Self(bytes.into())
    }
}

pub(crate) fn route() -> Route {
    get::<Anyone, Value, _, _>("/openapi.json", show)
}

async fn show(Extension(drawn): Extension<Drawn>) -> Response {
    ([(CONTENT_TYPE, "application/json")], drawn.0).into_response()
}

/// A problem (RFC 9457), as every answer of 400 and more is for a program.
#[derive(JsonSchema, Serialize)]
struct Problem {
    /// Always `about:blank`: the status says the kind, `code` says the case.
    #[serde(rename = "type")]
    kind: String,
    /// The status.
    status: u16,
    /// What happened, in one sentence.
    title: String,
    /// What to do about it.
    detail: String,
    /// The address that was asked.
    instance: String,
    /// The refusal's code, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// The clause that a refusal rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<Text>,
    /// Every field that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    errors: Vec<FieldFault>,
}

/// Draws answers as they are written and requests as they are read.
struct Pens {
    answers: SchemaGenerator,
    requests: SchemaGenerator,
}

impl Pens {
    fn new() -> Self {
        let mut answers = SchemaSettings::draft2020_12().for_serialize();
        answers.definitions_path = "/components/schemas".into();
        // requests are small and flat: each says its own shape where it stands
        let mut requests = SchemaSettings::draft2020_12().for_deserialize();
        requests.inline_subschemas = true;
        Self { answers: answers.into_generator(), requests: requests.into_generator() }
    }
}

/// Draw the document of these routes.
pub fn document(house: &House, routes: &[Route]) -> Value {
    let mut pens = Pens::new();
    let problem = pens.answers.subschema_for::<Problem>();
    let world = house.world();
    let mut paths: Map<String, Value> = Map::new();
    let mut refused: BTreeSet<(&'static str, Rule)> = BTreeSet::new();
    for route in routes {
        let mut drawn = operation(route, &mut pens);
        if !route.refusals.is_empty() {
            refused.extend(route.refusals.iter().map(|(rule, code)| (*code, *rule)));
            drawn["responses"]["422"] = unlawful(&problem, route);
        }
        let entry = paths.entry(route.path).or_insert_with(|| json!({}));
        entry[route.method.as_str().to_ascii_lowercase()] = drawn;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("一门 Yimen · {} {}", house.county.zh, house.county.en),
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every address answers a person with a page and a program with JSON \
                (Accept: application/json, or a bearer token). A command carries an Idempotency-Key, \
                which is the program's own: the same key gives the same receipt, and another program's \
                key is another. What one may not see answers 404. Lists go on where `next` says.",
        },
        "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
        "tags": tags(routes),
        "paths": paths,
        "components": {
            "schemas": pens.answers.take_definitions(true),
            "responses": { "Problem": {
                "description": "What is wrong, where, and what to do (RFC 9457)",
                "content": { "application/problem+json": { "schema": problem } },
            } },
            "headers": {
                "ETag": {
                    "description": "Names these bytes; send it back as If-None-Match",
                    "schema": { "type": "string" },
                },
                "Location": {
                    "description": "Where to go on",
                    "schema": { "type": "string", "format": "uri-reference" },
                },
            },
            "securitySchemes": schemes(session::cookie_name(house)),
            "x-refusals": refusals(house, &world, refused),
        },
    })
}

fn tags(routes: &[Route]) -> Vec<Value> {
    let wings: BTreeSet<&str> = routes.iter().map(|route| route.wing).collect();
    wings.into_iter().map(|wing| json!({ "name": wing })).collect()
}

/// Every refusal once: its sentence with the blanks open, and the clauses that it rests on for the items in
/// force; a case keeps the clauses of its own edition.
fn refusals(house: &House, world: &World, refused: BTreeSet<(&'static str, Rule)>) -> Map<String, Value> {
    let mut all: BTreeMap<&'static str, BTreeSet<Text>> = BTreeMap::new();
    for (code, rule) in refused {
        let clauses = all.entry(code).or_default();
        clauses.insert(world.editions.service_rule(rule));
        for edition in world.editions.every() {
            let own = edition.item.own_basis(rule).cloned();
            clauses.extend(own.or_else(|| {
                let licensing = edition.item.kind == Kind::Licensing;
                licensing.then(|| licensing_law(rule)).filter(|basis| !basis.zh.is_empty())
            }));
        }
    }
    let sentence = |code| house.texts.refusal(&Refusal::new(code, Text::default()));
    let said = |(code, basis)| (String::from(code), json!({ "detail": sentence(code), "basis": basis }));
    all.into_iter().map(said).collect()
}

/// The law's no: the problem with one of these codes.
fn unlawful(problem: &Schema, route: &Route) -> Value {
    let codes: BTreeSet<&str> = route.refusals.iter().map(|(_, code)| *code).collect();
    let or_faulty: Vec<&str> = codes.iter().copied().chain(["faulty"]).collect();
    json!({
        "description": "The law's no with its basis, or what was typed with every fault (RFC 9457)",
        "content": { "application/problem+json": { "schema": {
            "allOf": [problem, { "properties": { "code": { "enum": or_faulty } } }],
        } } },
        "x-refusals": codes,
    })
}

fn schemes(cookie: &str) -> Value {
    json!({
        "token": {
            "type": "http", "scheme": "bearer", "description": "The token that `yimen client add` printed",
        },
        "session": {
            "type": "apiKey", "in": "cookie", "name": cookie,
            "description": "The session of somebody who signed in; a post carries the form's token too",
        },
    })
}

fn operation(route: &Route, pens: &mut Pens) -> Value {
    let mut said = json!({
        "operationId": name(route),
        "tags": [route.wing],
        "x-audience": word(route.audience),
        "security": security(route.audience),
        "parameters": parameters(route),
        "responses": responses(route, pens),
    });
    if let Some(takes) = route.shape.takes {
        let schema = (takes.draw)(&mut pens.requests).to_value();
        let of = |media: &&str| ((*media).to_owned(), json!({ "schema": schema }));
        let content: Map<String, Value> = takes.media.iter().map(of).collect();
        said["requestBody"] = json!({ "required": true, "content": content });
    }
    said
}

/// `post_cases_no_accept`.
fn name(route: &Route) -> String {
    let words = route.path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let place = if words.is_empty() { "home".to_owned() } else { words.join("_") };
    format!("{}_{place}", route.method.as_str().to_ascii_lowercase())
}

/// The variable parts of an address.
pub fn variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

fn parameters(route: &Route) -> Vec<Value> {
    let mut all: Vec<Value> = variables(route.path)
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    all.extend(route.asks.iter().map(|(name, what)| {
        json!({
            "name": name, "in": "query", "required": false, "description": what,
            "schema": { "type": "string" },
        })
    }));
    if route.method == Method::POST {
        all.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Required of programs: the second arrival of a key gets the first one's receipt; \
                            a UUID of version 7 is best",
            "schema": { "type": "string", "maxLength": KEY_CHARS, "pattern": "^[A-Za-z0-9_-]+$" },
        }));
    } else if matches!(route.shape.gives, Gives::Page(_)) {
        all.push(json!({
            "name": "If-None-Match", "in": "header", "required": false, "schema": { "type": "string" },
            "description": "The ETag of a JSON answer; 304 if it has not changed",
        }));
    }
    all
}

/// Somebody's word for an audience.
pub fn word(audience: Audience) -> &'static str {
    match audience {
        Audience::Anyone => "anyone",
        Audience::Person => "person",
        Audience::Window => "window",
        Audience::Staff => "staff",
        Audience::Supervisor => "supervisor",
        Audience::Administrator => "administrator",
        Audience::Member => "member",
    }
}

/// Programs come with a token, and only where every member may stand; everybody else has a session.
fn security(audience: Audience) -> Value {
    match audience {
        Audience::Anyone => json!([]),
        Audience::Member => json!([{ "session": [] }, { "token": [] }]),
        _ => json!([{ "session": [] }]),
    }
}

fn responses(route: &Route, pens: &mut Pens) -> Value {
    let mut all = Map::new();
    let mut add = |status: &str, value: Value| all.insert(status.to_owned(), value);
    let location = json!({ "Location": { "$ref": "#/components/headers/Location" } });
    let led = |why: &str| json!({ "description": why, "headers": location });
    match route.shape.gives {
        Gives::File(media) => {
            let media = media.iter().map(|media| ((*media).to_owned(), json!({})));
            add("200", json!({ "description": "The file", "content": Map::from_iter(media) }));
        }
        Gives::Receipt => {
            let schema = pens.answers.subschema_for::<Taken>();
            let json = json!({ "application/json": { "schema": schema } });
            add("200", json!({ "description": "Taken before: the first receipt again", "content": json }));
            add("201", json!({ "description": "Taken", "content": json, "headers": location }));
            add("303", led("Taken; a person is led on"));
        }
        Gives::Page(draw) => {
            let schema = draw(&mut pens.answers);
            let content = json!({ "application/json": { "schema": schema }, "text/html": {} });
            let mut page =
                json!({ "description": "The page, or the same value as JSON", "content": content });
            if route.method == Method::GET {
                page["headers"] = json!({ "ETag": { "$ref": "#/components/headers/ETag" } });
                add("304", json!({ "description": "Not changed since the ETag that was sent" }));
            }
            add("200", page);
            add("303", led("Somebody is led on, perhaps to sign in"));
        }
        Gives::Led => {
            add("303", led("Led on"));
        }
    }
    let problem = json!({ "$ref": "#/components/responses/Problem" });
    let mut statuses = vec!["503", "default"];
    if route.audience != Audience::Anyone {
        statuses.extend(["401", "404"]);
    }
    if variables(route.path).next().is_some() {
        statuses.push("404");
    }
    if route.method == Method::POST {
        statuses.extend(["400", "409", "413", "422"]);
    }
    for status in statuses {
        add(status, problem.clone());
    }
    Value::Object(all)
}

/// What a taken command answers a program.
#[derive(JsonSchema, Serialize)]
pub struct Taken {
    /// Where the thing is.
    pub href: String,
    /// Where it is written.
    pub receipt: crate::desk::Receipt,
}
