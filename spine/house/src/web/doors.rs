//! The house's own addresses: what a browser fetches, the switches of language and type size, sign-out,
//! health, and the answer to what is not here.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::guard::{Anyone, Member};
use super::input::Input;
use super::lang::Lang;
use super::reply::Reply;
use super::{Route, assets, get, post, session};
use crate::failure::Failure;
use crate::opening::House;

/// Seconds a choice of language or type size is kept: a year.
const CHOICE_SECONDS: i64 = 365 * 86_400;

/// The house's own routes.
pub fn routes() -> Vec<Route> {
    vec![
        get::<Anyone, _, _>("/assets/{name}", asset),
        get::<Anyone, _, _>("/lang/{code}", lang),
        get::<Anyone, _, _>("/elder/{choice}", elder),
        get::<Anyone, _, _>("/health", health),
        post::<Member, _, _>("/sign-out", sign_out),
    ]
}

async fn asset(Path(name): Path<String>) -> Result<Response, Failure> {
    let asset = assets::asset(&name).ok_or(Failure::Absent)?;
    let headers = [
        (header::CONTENT_TYPE, asset.mime),
        (header::ETAG, asset.etag),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.bytes).into_response())
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

impl Back {
    /// Only our own pages: an address of ours begins with one slash.
    fn path(&self) -> &str {
        local(&self.back)
    }
}

/// An address of this house, or its front page: nobody is led elsewhere.
pub fn local(path: &str) -> &str {
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if ours { path } else { "/" }
}

async fn lang(
    State(house): State<House>,
    Path(code): Path<String>,
    Query(back): Query<Back>,
    reply: Reply,
) -> Result<Response, Failure> {
    let lang = Lang::from_code(&code).ok_or(Failure::Absent)?;
    let cookie = session::set_cookie(&house, "lang", lang.slug(), CHOICE_SECONDS);
    Ok(reply.lead_with(back.path(), &[cookie]))
}

async fn elder(
    State(house): State<House>,
    Path(choice): Path<String>,
    Query(back): Query<Back>,
    reply: Reply,
) -> Result<Response, Failure> {
    let choice = if choice == "on" { "on" } else { "off" };
    let cookie = session::set_cookie(&house, "elder", choice, CHOICE_SECONDS);
    Ok(reply.lead_with(back.path(), &[cookie]))
}

async fn health(State(house): State<House>) -> Response {
    let engine = house.store.engine();
    (StatusCode::OK, Json(json!({ "division": house.division, "engine": engine }))).into_response()
}

#[derive(Deserialize)]
struct Nothing {}

async fn sign_out(
    State(house): State<House>,
    _who: Member,
    reply: Reply,
    _input: Input<Nothing>,
) -> Result<Response, Failure> {
    let Some(session) = &reply.visit().session else { return Err(Failure::Absent) };
    let cookie = session::end(&house, session.id.clone()).await?;
    Ok(reply.lead_with("/", &[cookie]))
}

/// Nothing is here.
pub(crate) async fn absent() -> Failure {
    Failure::Absent
}
