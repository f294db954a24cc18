//! What surrounds every request: who comes, in which language, whether the post is really hers; and what
//! surrounds every answer: headers, and failures drawn as pages or problems.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Actor, Channel, Text};

use super::lang::Lang;
use super::metrics::{self, Template};
use super::page::Frame;
use super::session::{self, Session};
use super::{arriving, clients, etag, reply, terminal};
use crate::failure::Failure;
use crate::opening::House;

/// One request, understood.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who, if anybody.
    pub actor: Option<Actor>,
    /// Her session, if she came with one.
    pub session: Option<Session>,
    /// Language of the answer.
    pub lang: Lang,
    /// Large type?
    pub elder: bool,
    /// Is it the self-service terminal of a hall?
    pub terminal: bool,
    /// Is the answer to be JSON?
    pub json: bool,
    /// Path and query.
    pub path: String,
    /// A key for the forms of the page that answers.
    pub fresh_key: String,
}

impl Visit {
    /// What the page needs to know.
    pub fn frame(&self, house: &House) -> Frame {
        let role = self.actor.as_ref().map(|actor| actor.role);
        let entries = house
            .wings
            .iter()
            .flat_map(|wing| wing.entries)
            .filter(|e| e.roles.is_empty() || role.is_some_and(|r| e.roles.contains(&r)))
            .map(|e| super::page::Entry {
                href: e.href.to_owned(),
                text: Text::new(e.zh, e.en),
                here: self.path == e.href || (e.href != "/" && self.path.starts_with(e.href)),
            })
            .collect();
        let csrf = self.session.as_ref().map_or("anyone", |s| s.csrf.as_str());
        Frame {
            lang: self.lang,
            elder: self.elder || self.terminal,
            terminal: self.terminal,
            county: house.county.clone(),
            who: self.session.as_ref().map(|s| s.shown.clone()),
            entries,
            path: self.path.clone(),
            demo: house.demo,
            token: format!("{csrf}.{}", self.fresh_key),
            desk: false,
        }
    }
}

impl Visit {
    /// The visit of whose session it is, on the device she works on now.
    fn of(mut self, session: Session, headers: &HeaderMap) -> Self {
        let mut actor = session.actor.clone();
        actor.channel = device(actor.channel, self.terminal, headers);
        self.actor = Some(actor);
        self.session = Some(session);
        self
    }
}

/// The layer around everything: the answer is dressed, counted and logged. The log says the template of
/// the route, never the address as it was asked, which may name somebody.
pub(crate) async fn around(State(house): State<House>, request: Request, next: Next) -> Response {
    let (began, method) = (std::time::Instant::now(), metrics::method_word(request.method()));
    let answer = attend(&house, request, next).await;
    let (took, status) = (began.elapsed(), answer.status().as_u16());
    let route = answer.extensions().get::<Template>().map_or(metrics::NOWHERE, |t| t.0);
    house.tally.count(method, route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(target: "request", method, route, status, ms);
    answer
}

async fn attend(house: &House, mut request: Request, next: Next) -> Response {
    let came = stranger(house, &request);
    if house.demo && !on_loopback(request.headers()) {
        return dress(Failure::Absent.into_response(), house, &came, None);
    }
    if names_nothing(&came.path) {
        return dress(Failure::Absent.into_response(), house, &came, None);
    }
    let visit = match understand(house, came.clone(), request.headers()).await {
        Ok(visit) => visit,
        Err(failure) => {
            // who she is could not be looked up: what she sent is given back to her all the same
            let sent = arriving::whole(request).await.ok().and_then(|(_, sent)| sent);
            return dress(failure.into_response(), house, &came, sent.as_deref());
        }
    };
    if let Some(session) = &visit.session {
        session::touch(house, session);
    }
    // only what is fetched may be fetched again under a tag
    let method = request.method().clone();
    let asked = if method == Method::GET { request.headers().clone() } else { HeaderMap::new() };
    let crossed = unsafe_method(request.method()) && !same_origin(request.headers());
    let mut sent = None;
    let answer = if crossed {
        Failure::Unreadable(Text::new(
            "这个请求来自别的网站，没有受理。请从一门的页面里操作",
            "This request came from another site and was not taken. Use the pages of Yimen",
        ))
        .into_response()
    } else {
        request.extensions_mut().insert(visit.clone());
        match arriving::whole(request).await {
            Ok((request, form)) => {
                sent = form;
                next.run(request).await
            }
            Err(failure) => failure.into_response(),
        }
    };
    let answer = etag::tagged(&method, &asked, visit.session.is_none(), answer).await;
    dress(answer, house, &visit, sent.as_deref())
}

/// The demo answers to the machine's own name only, so that no page elsewhere can reach it by a name of
/// its own (DNS rebinding; one-way door 13).
pub(crate) fn on_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get("host").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// An address with a NUL in it names nothing, whatever the engine behind the house would say to it.
fn names_nothing(path: &str) -> bool {
    path.contains("%00") || path.contains('\0')
}

pub(super) fn unsafe_method(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Fetch metadata first, Origin where a browser sends none.
fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

fn stranger(house: &House, request: &Request) -> Visit {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let json = ["accept", "content-type"].iter().any(|name| text(name).contains("application/json"))
        || clients::bearer(headers).is_some();
    let lang = session::cookie(headers, "lang").and_then(|code| Lang::from_code(&code));
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    Visit {
        actor: None,
        session: None,
        lang: lang.unwrap_or(Lang::Zh),
        elder: session::cookie(headers, "elder").as_deref() == Some("on"),
        terminal: session::cookie(headers, terminal::COOKIE).as_deref() == Some("on"),
        json,
        path,
        fresh_key: fresh_key(house),
    }
}

/// A key that no other form has. It begins with the time, so that what is written about the same moment lies
/// close together on the ledger's index of causes, wherever it came from.
fn fresh_key(house: &House) -> String {
    format!("{:012x}{}", house.clock.now().0, house.chance.hex::<8>())
}

async fn understand(house: &House, mut visit: Visit, headers: &HeaderMap) -> Result<Visit, Failure> {
    let token = clients::bearer(headers);
    let secret = session::cookie(headers, session::cookie_name(house));
    if token.is_none() && secret.is_none() {
        return Ok(visit);
    }
    let own = secret.as_deref().filter(|_| token.is_none());
    if let Some(session) = own.and_then(|secret| session::held(house, secret)) {
        return Ok(visit.of(session, headers));
    }
    let read = house.store.announced();
    let passer = super::guard::newcomer("");
    let with_token = token.is_some();
    let (session, program) = house
        .read(passer, move |seeing| {
            let session = match &secret {
                Some(secret) if token.is_none() => session::find(seeing.house, seeing.look, secret, read)?,
                _ => None,
            };
            let program = match &token {
                Some(token) => clients::program(seeing.house, seeing.look, token)?,
                None => None,
            };
            Ok((session, program))
        })
        .await?;
    if with_token {
        visit.json = true;
        visit.actor = Some(program.ok_or(Failure::Stranger)?);
    } else if let Some(session) = session {
        visit = visit.of(session, headers);
    }
    Ok(visit)
}

/// On what she works, by the name that her browser gives itself. A self-service terminal names itself
/// `YimenTerminal`, as its browser is set up, or was told so by its cookie; only the record of how something
/// came in follows from it.
fn device(channel: Channel, terminal: bool, headers: &HeaderMap) -> Channel {
    let name = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    match channel {
        Channel::Web if terminal || name.contains("YimenTerminal") => Channel::Kiosk,
        Channel::Web if name.contains("Mobile") => Channel::Mobile,
        other => other,
    }
}

/// Headers of every answer; a failure becomes a page, a problem, or the way to the door. The form
/// that was sent is given back where it may be sent again.
fn dress(answer: Response, house: &House, visit: &Visit, sent: Option<&[u8]>) -> Response {
    let failure = answer.extensions().get::<Arc<Failure>>().cloned();
    let template = answer.extensions().get::<Template>().copied();
    let mut answer = match failure {
        Some(failure) => reply::failed(house, visit, &failure, sent),
        None => answer,
    };
    if let Some(template) = template {
        answer.extensions_mut().insert(template);
    }
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ] {
        // a file that is handed out comes with a narrower policy of its own
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut answer = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        answer.extensions_mut().insert(Arc::new(self));
        answer
    }
}
