//! The answer: 303 or 201, a page or JSON, from one serialisable value.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::arriving;
use super::page::{Frame, Page, render};
use super::parts::{Problem, Trouble};
use super::resume::RESUME;
use super::visit::Visit;
use crate::desk::Receipt;
use crate::failure::Failure;
use crate::links;
use crate::opening::House;

/// How this visitor is answered.
pub struct Reply {
    house: House,
    visit: Visit,
}

impl FromRequestParts<House> for Reply {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Failure> {
        let visit = parts.extensions.get::<Visit>().cloned().ok_or(Failure::Stranger)?;
        Ok(Self { house: house.clone(), visit })
    }
}

impl Reply {
    /// What pages know about the request.
    pub fn see(&self) -> Frame {
        self.visit.frame(&self.house)
    }

    /// The visit.
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// A page, or the same value as JSON.
    pub fn page<P: Page>(&self, page: &P) -> Response {
        self.page_as(StatusCode::OK, page)
    }

    /// A page with another status: a form with its faults is 422.
    pub fn page_as<P: Page>(&self, status: StatusCode, page: &P) -> Response {
        if self.visit.json {
            return (status, Json(page)).into_response();
        }
        (status, render(&self.see(), page)).into_response()
    }

    /// A command was taken: a person is led on, a program gets the receipt.
    pub fn done(&self, to: &str, receipt: &Receipt) -> Response {
        if self.visit.json {
            let status = if receipt.again { StatusCode::OK } else { StatusCode::CREATED };
            return with(
                (status, Json(json!({ "href": to, "receipt": receipt }))).into_response(),
                header::LOCATION,
                to,
            );
        }
        self.lead(to)
    }

    /// Lead on to another page.
    pub fn lead(&self, to: &str) -> Response {
        with(StatusCode::SEE_OTHER.into_response(), header::LOCATION, to)
    }

    /// Lead on, setting cookies.
    pub fn lead_with(&self, to: &str, cookies: &[String]) -> Response {
        let mut answer = self.lead(to);
        for cookie in cookies {
            if let Ok(value) = HeaderValue::from_str(cookie) {
                answer.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        answer
    }
}

fn with(mut answer: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// Bytes that somebody handed in or was given, as a download: never shown in our own page, never sniffed, and
/// powerless if a browser shows it all the same. The name is for people; it may be in Chinese (RFC 6266).
pub fn attachment(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let coded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let said = format!("attachment; filename*=UTF-8''{}", coded.replace('+', "%20").replace('*', "%2A"));
    let answer = (StatusCode::OK, bytes).into_response();
    let answer = with(answer, header::CONTENT_TYPE, media);
    let answer = with(answer, header::CONTENT_DISPOSITION, &said);
    let answer =
        with(answer, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'");
    with(answer, header::CACHE_CONTROL, "private, no-store")
}

/// A failure as a page for a person or a problem (RFC 9457) for a program. What was sent and not recorded is
/// on the page, to be sent again with one press.
pub(crate) fn failed(house: &House, visit: &Visit, failure: &Failure, sent: Option<&[u8]>) -> Response {
    if matches!(failure, Failure::Stranger) && !visit.json {
        return with(StatusCode::SEE_OTHER.into_response(), header::LOCATION, &links::sign_in(&visit.path));
    }
    if matches!(failure, Failure::Kept) && !visit.json {
        let to = if visit.session.is_some() { RESUME.to_owned() } else { links::sign_in(RESUME) };
        return with(StatusCode::SEE_OTHER.into_response(), header::LOCATION, &to);
    }
    let (mut problem, status) = problem_of(house, failure);
    if status == 503 && !visit.json {
        problem.again = sent.and_then(|sent| arriving::again(visit, sent));
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let answer = if visit.json {
        let body = (status, Json(details(failure, &problem, status, visit))).into_response();
        with(body, header::CONTENT_TYPE, "application/problem+json")
    } else {
        (status, render(&visit.frame(house), &problem)).into_response()
    };
    // the rest of a body that came too late is not waited for
    let answer = if status == StatusCode::REQUEST_TIMEOUT {
        with(answer, header::CONNECTION, "close")
    } else {
        answer
    };
    match problem.retry_s() {
        Some(seconds) => with(answer, header::RETRY_AFTER, &seconds.to_string()),
        None => answer,
    }
}

/// Seconds after which trying again helps: a full queue empties in less, a restart takes about as long.
const RETRY_S: u32 = 5;

/// Seconds until somebody may have made room on a disk.
const ROOM_S: u32 = 60;

fn problem_of(house: &House, failure: &Failure) -> (Problem, u16) {
    let (trouble, status) = match failure {
        Failure::Refused(refusal) => {
            let sentence = house.texts.refusal(refusal);
            (Trouble::No { sentence, basis: refusal.basis.clone(), instead: None }, 422)
        }
        Failure::Faulty(faults) => (Trouble::Faulty { faults: faults.clone() }, 422),
        Failure::Unreadable(text) => (Trouble::Unreadable { what: text.clone() }, 400),
        Failure::Absent => (Trouble::Absent, 404),
        Failure::Nowhere => (Trouble::Nowhere, 404),
        Failure::Expired | Failure::Kept => (Trouble::Expired, 409),
        Failure::Stranger => (Trouble::Stranger, 401),
        Failure::KeyTaken => (Trouble::Conflict, 409),
        Failure::Stale => (Trouble::Stale, 409),
        Failure::WrongWay => (Trouble::WrongKind { status: 405 }, 405),
        Failure::TooLarge(bytes) => {
            (Trouble::TooLarge { most_kb: u32::try_from(bytes / 1024).unwrap_or(u32::MAX) }, 413)
        }
        Failure::TooOften(seconds) => {
            (Trouble::TooOften { retry_s: u32::try_from(*seconds).unwrap_or(u32::MAX) }, 429)
        }
        Failure::Busy => (Trouble::Busy { retry_s: RETRY_S }, 503),
        Failure::Full => (Trouble::Full { retry_s: ROOM_S }, 503),
        Failure::Slow => (Trouble::Slow { retry_s: RETRY_S }, 503),
        Failure::Late => (Trouble::Late, 408),
        Failure::Unsure => (Trouble::Unsure { retry_s: RETRY_S }, 503),
        Failure::Fault(why) => {
            let number = house.chance.hex::<4>();
            tracing::error!(number, why, "our fault");
            (Trouble::Fault { number, retry_s: RETRY_S }, 503)
        }
    };
    (Problem { trouble, back: None, again: None }, status)
}

/// Problem details (RFC 9457), with the refusal's code and basis, and the faults of fields.
fn details(failure: &Failure, problem: &Problem, status: StatusCode, visit: &Visit) -> serde_json::Value {
    let sentence = problem.sentence();
    let detail = match &problem.trouble {
        Trouble::Unreadable { what } => what.clone(),
        _ => sentence.clone(),
    };
    let mut value = json!({
        "type": "about:blank",
        "status": status.as_u16(),
        "title": visit.lang.of(&sentence),
        "detail": visit.lang.of(&detail),
        "instance": visit.path,
    });
    let more = match failure {
        Failure::Refused(refusal) => json!({ "code": refusal.code, "basis": refusal.basis }),
        Failure::Faulty(faults) => json!({ "code": "faulty", "errors": faults }),
        Failure::KeyTaken => json!({ "code": "key_taken" }),
        Failure::Stale | Failure::Expired | Failure::Kept => json!({ "code": "stale" }),
        Failure::Absent | Failure::Nowhere => json!({ "code": "absent" }),
        Failure::Stranger => json!({ "code": "stranger" }),
        Failure::WrongWay => json!({ "code": "wrong_way" }),
        Failure::Busy => json!({ "code": "busy" }),
        Failure::Full => json!({ "code": "full" }),
        Failure::Slow => json!({ "code": "slow" }),
        Failure::Late => json!({ "code": "late" }),
        Failure::Unsure => json!({ "code": "unsure" }),
        _ => json!({}),
    };
    if let (Some(object), Some(more)) = (value.as_object_mut(), more.as_object()) {
        object.extend(more.clone());
    }
    value
}
