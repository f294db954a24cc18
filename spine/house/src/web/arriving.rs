//! What is posted, read whole before anybody looks at it, and in time: a sender who takes too long is told
//! so, and a form that could not be recorded can be given back to who sent it.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{Extensions, header};
use kernel::limits::{BODY_BYTES, BODY_MS, HEADER_MS, WRITE_IDLE_MS};
use tokio::time::timeout;

use super::page::TOKEN_FIELD;
use super::parts::Again;
use super::visit::{Visit, unsafe_method};
use crate::failure::Failure;

/// How long the house waits for whoever is slow; carried by every request that came by the street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the head of a request, and between two of them.
    pub head: Duration,
    /// For the body of a post.
    pub body: Duration,
    /// For the next piece of an answer to be taken.
    pub taking: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let ms = Duration::from_millis;
        Self { head: ms(HEADER_MS), body: ms(BODY_MS), taking: ms(WRITE_IDLE_MS) }
    }
}

/// The body of a request, whole.
///
/// # Errors
/// [`Failure::TooLarge`] beyond [`BODY_BYTES`], [`Failure::Late`] if it takes longer than the house waits.
pub(super) async fn body(about: &Extensions, body: Body) -> Result<Bytes, Failure> {
    let patience = about.get::<Patience>().copied().unwrap_or_default();
    let read = timeout(patience.body, to_bytes(body, BODY_BYTES)).await.map_err(|_| Failure::Late)?;
    read.map_err(|_| Failure::TooLarge(BODY_BYTES))
}

/// The request with its body read, and that body where it is a form. What has files in it stays as it is:
/// they are read piece by piece.
///
/// # Errors
/// As [`body`].
pub(super) async fn whole(request: Request) -> Result<(Request, Option<Bytes>), Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !unsafe_method(request.method()) || kind.starts_with("multipart/") {
        return Ok((request, None));
    }
    let form = kind.starts_with("application/x-www-form-urlencoded");
    let (parts, streamed) = request.into_parts();
    let bytes = body(&parts.extensions, streamed).await?;
    let sent = form.then(|| bytes.clone());
    Ok((Request::from_parts(parts, Body::from(bytes)), sent))
}

/// The form that was sent, to be sent again as it was: with its key, so that it happens once however often it
/// arrives. None where it held a password, or was none of ours.
pub(super) fn again(visit: &Visit, sent: &[u8]) -> Option<Again> {
    let fields: Vec<(String, String)> = form_urlencoded::parse(sent).into_owned().collect();
    let ours = fields.iter().any(|(name, _)| name == TOKEN_FIELD);
    let secret = fields.iter().any(|(name, _)| name.contains("password"));
    (ours && !secret).then(|| Again { action: visit.path.clone(), fields })
}
