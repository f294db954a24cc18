//! The house's own addresses: what a browser fetches, the switches of language and type size, sign-out,
//! health, and the answer to what is not here.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::guard::{Anyone, Member, newcomer};
use super::input::Input;
use super::lang::Lang;
use super::reply::Reply;
use super::{
    Nothing, Route, assets, etag, get, get_file, get_led, metrics, post_led, resume, session, terminal,
};
use crate::failure::Failure;
use crate::hands::Round;
use crate::opening::House;

/// Seconds a choice of language or type size is kept: a year.
const CHOICE_SECONDS: i64 = 365 * 86_400;

/// The house's own routes.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get_file::<Anyone, _, _>("/assets/{name}", &["text/css", "text/javascript", "image/svg+xml"], asset),
        get_led::<Anyone, _, _>("/lang/{code}", lang),
        get_led::<Anyone, _, _>("/elder/{choice}", elder),
        get::<Anyone, Health, _, _>("/healthz", health),
        get_file::<Anyone, _, _>("/metrics", &["text/plain"], metrics::metrics),
        post_led::<Member, _, _>("/sign-out", sign_out),
        get::<Member, resume::Resumed, _, _>(resume::RESUME, resume::show),
    ];
    routes.extend(terminal::routes());
    routes
}

async fn asset(Path(name): Path<String>, asked: HeaderMap) -> Result<Response, Failure> {
    let asset = assets::asset(&name).ok_or(Failure::Absent)?;
    if etag::matches(&asked, asset.etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, asset.etag)]).into_response());
    }
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
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
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

/// How the house is, for whoever watches it.
#[derive(Serialize, JsonSchema)]
struct Health {
    /// Did writer and reader answer in time, and is there room to write?
    healthy: bool,
    /// Is one of the clerks ill? The house serves, but what should follow of itself may not come.
    degraded: bool,
    /// The clerks by name: follower, timekeeper, messenger, signer.
    clerks: BTreeMap<&'static str, Round>,
    /// Did the writer answer?
    writer: bool,
    /// Does the disk take nothing more? Then nothing is recorded until there is room, and pages are read on.
    full: bool,
    /// Did a reader answer?
    reader: bool,
    /// Division, six digits.
    division: String,
    /// `sqlite` or `postgres`.
    engine: &'static str,
}

/// How long the writer and a reader have to answer before the house is called ill.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

async fn health(State(house): State<House>) -> Response {
    // while the disk is full each look at the health tries it again
    let was_full = house.store.load().full;
    let written = house.write(move |tx| {
        if was_full {
            tx.probe()?;
        }
        tx.look().head().map(drop)
    });
    let read = house.read(newcomer(""), |seeing| Ok(seeing.look.head().map(drop)?));
    let (written, read) = tokio::join!(timeout(ANSWER_WITHIN, written), timeout(ANSWER_WITHIN, read));
    let (writer, reader) = (matches!(written, Ok(Ok(()))), matches!(read, Ok(Ok(()))));
    let full = house.store.load().full;
    if was_full && !full {
        house.room.found();
        // its room is for those who waited; if they were quicker it is gone already
        drop(house.write(|tx| tx.probed()).await);
    }
    let healthy = writer && reader && !full;
    let status = if healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let (division, engine) = (house.division.clone(), house.store.engine());
    let clerks = house.rounds.all();
    let degraded = clerks.values().any(|round| !round.well);
    (status, Json(Health { healthy, degraded, clerks, writer, full, reader, division, engine }))
        .into_response()
}

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

/// Something is here, but not for asking in this way.
pub(crate) async fn wrong_way() -> Failure {
    Failure::WrongWay
}

/// Nothing is here.
pub(crate) async fn absent() -> Failure {
    Failure::Nowhere
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_led_to_another_house() {
        for ours in ["/", "/cases/449921-20260302-0017?x=1", "/items/food-permit"] {
            assert_eq!(local(ours), ours);
        }
        let others =
            ["", "//evil.example", "/\t/evil.example", "/\\evil.example", "https://evil.example", "/\r\nx"];
        for other in others.into_iter().chain(["/\u{200b}/evil.example", "/门"]) {
            assert_eq!(local(other), "/", "{other:?}");
        }
    }
}
