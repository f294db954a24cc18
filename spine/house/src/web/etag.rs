//! A strong entity tag over the bytes of a JSON answer, so that a program that asks again is told in one
//! line that nothing has changed (RFC 9110 §8.8.3, §13.1.2). Pages carry fresh form tokens and have none.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use store::ledger::sm3_hex;

/// Characters of a tag: 64 bits tell two states of one address apart.
const TAG_CHARS: usize = 16;

/// Give a JSON answer its tag, or answer 304 if the asker has this very text already. `keep` says whether
/// the asker may keep the answer and ask again; a browser may not, for it could be anybody's machine.
pub(crate) async fn tagged(method: &Method, asked: &HeaderMap, keep: bool, answer: Response) -> Response {
    let json = |value: &HeaderValue| value.as_bytes().starts_with(b"application/json");
    let fits = *method == Method::GET
        && answer.status() == StatusCode::OK
        && answer.headers().get(header::CONTENT_TYPE).is_some_and(json);
    if !fits {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Failure::Fault("an answer could not be gathered".to_owned()).into_response();
    };
    let tag = format!("\"{}\"", &sm3_hex(&bytes)[..TAG_CHARS]);
    let value = HeaderValue::from_str(&tag).expect("a tag is hex in quotes");
    parts.headers.insert(header::ETAG, value);
    parts.headers.insert(header::VARY, HeaderValue::from_static("Accept, Authorization, Cookie"));
    if keep && !parts.headers.contains_key(header::CACHE_CONTROL) {
        parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    if matches(asked, &tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Does `If-None-Match` name this tag? Weak tags compare as strong ones here (RFC 9110 §13.1.2).
pub(crate) fn matches(asked: &HeaderMap, tag: &str) -> bool {
    let lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_tag_is_found_among_others() {
        let asked = |line: &str| HeaderMap::from_iter([(header::IF_NONE_MATCH, line.parse().unwrap())]);
        assert!(matches(&asked("\"ab\", W/\"cd\""), "\"cd\""));
        assert!(matches(&asked("*"), "\"cd\""));
        assert!(!matches(&asked("\"abcd\""), "\"cd\""));
        assert!(!matches(&HeaderMap::new(), "\"cd\""));
    }
}
