//! The answer: 303 or 201, a page or JSON, from one serialisable value.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::page::{Frame, Page, render};
use super::parts::problem::{Problem, problem_of};
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

/// A failure as a page for a person or a problem (RFC 9457) for a program.
pub(crate) fn failed(house: &House, visit: &Visit, failure: &Failure) -> Response {
    if matches!(failure, Failure::Stranger) && !visit.json {
        return with(StatusCode::SEE_OTHER.into_response(), header::LOCATION, &links::sign_in(&visit.path));
    }
    let problem: Problem = problem_of(failure, &house.texts);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let answer = if visit.json {
        let body = (status, Json(&problem)).into_response();
        with(body, header::CONTENT_TYPE, "application/problem+json")
    } else {
        (status, render(&visit.frame(house), &problem)).into_response()
    };
    match problem.retry_after {
        Some(seconds) => with(answer, header::RETRY_AFTER, &seconds.to_string()),
        None => answer,
    }
}
