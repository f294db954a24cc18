//! What came with a post: a form from a person or JSON from a program, read into the same type.

use axum::extract::{FromRequest, Request};
use kernel::{Actor, Text};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::page::TOKEN_FIELD;
use super::visit::Visit;
use super::{arriving, resume};
use crate::desk::Cause;
use crate::failure::Failure;
use crate::opening::House;
use store::ledger::sm3_hex;

/// Name of the hidden field with the version of the thing a page showed.
pub const SEEN_FIELD: &str = "seen";

/// A post, read. A field of a form whose name ends in `[]` is a list.
pub struct Input<T> {
    /// What was sent.
    pub value: T,
    /// Key of this arrival: the form's, or the program's `Idempotency-Key`.
    pub key: String,
    /// Version of the thing that the page showed.
    pub seen: Option<i64>,
    program: bool,
}

impl<T> Input<T> {
    /// The cause of the command this post becomes, scoped by who sends it.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] if the key cannot be one.
    pub fn cause(&self, who: &Actor) -> Result<Cause, Failure> {
        Cause::outside(if self.program { "api" } else { "form" }, &who.party, &self.key)
    }
}

impl<T: DeserializeOwned> FromRequest<House> for Input<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, house: &House) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visit = parts.extensions.get::<Visit>().cloned().ok_or(Failure::Stranger)?;
        let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let bytes = arriving::body(&parts.extensions, body).await?;
        let program = visit.session.is_none() && visit.actor.is_some();
        let path = sm3_hex(parts.uri.path().as_bytes())[..12].to_owned();
        if header("content-type").starts_with("application/json") {
            if bytes.windows(6).any(|six| six == br"\u0000") {
                return Err(not_json("\\u0000"));
            }
            let value: Value = serde_json::from_slice(&bytes).map_err(|e| not_json(&e.to_string()))?;
            let (mut value, seen) = take_seen(value);
            // a browser's script posts JSON too; without a token it could be somebody else's page
            if visit.session.is_some() {
                let token = value.as_object_mut().and_then(|o| o.remove(TOKEN_FIELD));
                let token = token.and_then(|t| t.as_str().map(str::to_owned)).unwrap_or_default();
                let key = own_token(&visit, &token)?;
                return read(value, format!("{key}-{path}"), seen, false);
            }
            return read(value, header("idempotency-key").to_owned(), seen, program);
        }
        let (value, token) = form(&bytes);
        let key = match own_token(&visit, &token) {
            Ok(key) => key,
            Err(_) if resume::keep(house, &visit, parts.uri.path(), &bytes).await? => {
                return Err(Failure::Kept);
            }
            Err(failure) => return Err(failure),
        };
        let (value, seen) = take_seen(value);
        read(value, format!("{key}-{path}"), seen, false)
    }
}

fn read<T: DeserializeOwned>(
    value: Value,
    key: String,
    seen: Option<i64>,
    program: bool,
) -> Result<Input<T>, Failure> {
    let value = serde_json::from_value(value).map_err(|e| not_json(&e.to_string()))?;
    Ok(Input { value, key, seen, program })
}

fn not_json(why: &str) -> Failure {
    Failure::Unreadable(Text::new(
        format!("没有读懂发来的内容（{why}）。请从页面重新提交"),
        format!("What was sent cannot be read ({why}). Send it again from the page"),
    ))
}

fn take_seen(mut value: Value) -> (Value, Option<i64>) {
    let seen = value.as_object_mut().and_then(|o| o.remove(SEEN_FIELD));
    let seen = seen.and_then(|s| s.as_i64().or_else(|| s.as_str().and_then(|s| s.parse().ok())));
    (value, seen)
}

/// The key inside a form's token, if the token is this session's.
pub(super) fn own_token(visit: &Visit, token: &str) -> Result<String, Failure> {
    let (csrf, key) = token.split_once('.').unwrap_or(("", ""));
    let own = visit.session.as_ref().map_or("anyone", |s| s.csrf.as_str());
    if csrf == own && !key.is_empty() {
        return Ok(key.to_owned());
    }
    Err(Failure::Expired)
}

fn form(bytes: &[u8]) -> (Value, String) {
    let (mut object, mut token) = (Map::new(), String::new());
    for (name, text) in form_urlencoded::parse(bytes) {
        // a NUL is no character of any text, and one engine of two cannot hold it
        let text = text.replace("\r\n", "\n").replace('\0', "\u{FFFD}");
        if name == TOKEN_FIELD {
            token = text;
        } else if let Some(list) = name.strip_suffix("[]") {
            let entry = object.entry(list).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(values) = entry {
                values.push(Value::String(text));
            }
        } else {
            object.insert(name.into_owned(), Value::String(text));
        }
    }
    (Value::Object(object), token)
}
