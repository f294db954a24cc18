//! `/openapi.json`: the register of routes as an OpenAPI 3.1 document. There is no second description beside
//! the handlers: a route says its shapes where it is registered, and this draws what the register holds.

use std::sync::Arc;

use axum::http::Method;
use axum::{Extension, Json};
use kernel::Text;
use kernel::limits::KEY_CHARS;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::guard::{Anyone, Audience};
use super::{Route, get_typed};

type Draw = fn(&mut SchemaGenerator) -> Schema;

/// What goes into a route and comes out, as far as its registration says so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    takes: Option<Draw>,
    gives: Option<Draw>,
    media: &'static [&'static str],
}

impl Shape {
    /// A page that is `Out` as JSON.
    pub fn page<Out: JsonSchema>() -> Self {
        Self { gives: Some(|generator| generator.subschema_for::<Out>()), ..Self::default() }
    }

    /// An act that takes `In` and answers `Out`.
    pub fn act<In: JsonSchema, Out: JsonSchema>() -> Self {
        Self { takes: Some(|generator| generator.subschema_for::<In>()), ..Self::page::<Out>() }
    }

    /// A file of one of these media types.
    pub fn file(media: &'static [&'static str]) -> Self {
        Self { media, ..Self::default() }
    }
}

/// The document that the router holds, so that it is drawn once.
#[derive(Clone)]
pub(crate) struct Drawn(pub(crate) Arc<Value>);

pub(crate) fn route() -> Route {
    get_typed::<Anyone, Value, _, _>("/openapi.json", show)
}

async fn show(Extension(drawn): Extension<Drawn>) -> Json<Value> {
    Json(Value::clone(&drawn.0))
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
    basis: Option<Both>,
    /// Every field that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    errors: Vec<Wrong>,
}

/// A text in both languages, for schemas: `#[schemars(with = "Both")]` beside a `kernel::Text`.
#[derive(JsonSchema, Serialize)]
pub struct Both {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A fault at a field, for schemas: `#[schemars(with = "Wrong")]` beside a `kernel::form::FieldFault`.
#[derive(JsonSchema, Serialize)]
pub struct Wrong {
    /// Name of the field.
    field: String,
    /// What is wrong with it.
    text: Both,
}

/// Draw the document of these routes; `cookie` is the name of the session's cookie.
pub fn document(routes: &[Route], county: &Text, cookie: &str) -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    let mut generator = settings.into_generator();
    let problem = generator.subschema_for::<Problem>();
    let mut paths: Map<String, Value> = Map::new();
    for route in routes {
        let drawn = operation(route, &mut generator);
        let entry = paths.entry(route.path).or_insert_with(|| json!({}));
        entry[route.method.as_str().to_ascii_lowercase()] = drawn;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("一门 Yimen · {} {}", county.zh, county.en),
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every address answers a person with a page and a program with JSON \
                (Accept: application/json, or a bearer token). A command carries an Idempotency-Key; \
                the same key gives the same receipt. What one may not see answers 404.",
        },
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": { "Problem": {
                "description": "What is wrong, where, and what to do (RFC 9457)",
                "content": { "application/problem+json": { "schema": problem } },
            } },
            "securitySchemes": schemes(cookie),
        },
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

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let mut said = json!({
        "operationId": name(route),
        "tags": [route.wing],
        "x-audience": word(route.audience),
        "security": security(route.audience),
        "parameters": parameters(route),
        "responses": responses(route, generator),
    });
    if route.method == Method::POST {
        let schema = route.shape.takes.map_or(json!({ "type": "object" }), |draw| draw(generator).to_value());
        said["requestBody"] = json!({
            "required": true,
            "content": {
                "application/json": { "schema": schema },
                "application/x-www-form-urlencoded": { "schema": schema },
            },
        });
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
    if route.method == Method::POST {
        all.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Required of programs: the second arrival of a key gets the first one's receipt",
            "schema": { "type": "string", "maxLength": KEY_CHARS, "pattern": "^[A-Za-z0-9_-]+$" },
        }));
    } else if route.shape.media.is_empty() {
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

fn responses(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let schema = route.shape.gives.map_or(json!({}), |draw| draw(generator).to_value());
    let mut all = Map::new();
    let mut add = |status: &str, value: Value| all.insert(status.to_owned(), value);
    if !route.shape.media.is_empty() {
        let media = route.shape.media.iter().map(|media| ((*media).to_owned(), json!({})));
        add("200", json!({ "description": "The file", "content": Map::from_iter(media) }));
    } else if route.method == Method::POST {
        let json = json!({ "application/json": { "schema": schema } });
        add("200", json!({ "description": "Taken before: the first receipt again", "content": json }));
        add("201", json!({ "description": "Taken", "content": json }));
        add("303", json!({ "description": "Taken; a person is led on" }));
    } else {
        let content = json!({ "application/json": { "schema": schema }, "text/html": {} });
        add("200", json!({ "description": "The page, or the same value as JSON", "content": content }));
        add("303", json!({ "description": "A person is led on, perhaps to sign in" }));
        add("304", json!({ "description": "Not changed since the ETag that was sent" }));
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
