//! One door, two tongues: routes, guards, sessions, input and reply for people and programs alike.
//!
//! Async ends here: handlers hand a job to the writer or a reader and await the answer.

pub mod assets;
pub mod clients;
pub mod credentials;
pub mod doors;
pub mod drafts;
pub mod guard;
pub mod input;
pub mod lang;
pub mod page;
pub mod parts;
pub mod reply;
pub mod session;
pub mod visit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use kernel::limits::BODY_BYTES;

pub use guard::{Anyone, Audience, Guard, Member, Person, Staff, Window};
pub use input::Input;
pub use lang::Lang;
pub use page::{Frame, Page};
pub use reply::Reply;
pub use visit::Visit;

use crate::opening::House;

/// One handler at one address, and who may stand there.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// Address, with `{name}` for its variable parts.
    pub path: &'static str,
    /// Who may stand there.
    pub audience: Audience,
    /// The handler.
    pub handler: MethodRouter<House>,
}

/// A page: GET, for the audience of guard `G`.
pub fn get<G, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    H: Handler<T, House>,
    T: 'static,
{
    Route { method: Method::GET, path, audience: G::AUDIENCE, handler: on(MethodFilter::GET, handler) }
}

/// An act: POST, for the audience of guard `G`.
pub fn post<G, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    H: Handler<T, House>,
    T: 'static,
{
    Route { method: Method::POST, path, audience: G::AUDIENCE, handler: on(MethodFilter::POST, handler) }
}

/// Every route of every wing, the house's own, and `more` (the demo's doors); the layers around them.
pub fn router(house: &House, more: Vec<Route>) -> Router {
    let routes = doors::routes().into_iter().chain(house.wings.iter().flat_map(|w| (w.routes)()));
    let mut router = Router::new();
    for route in routes.chain(more) {
        let audience = route.audience;
        let guarded = route.handler.layer(axum::middleware::from_fn(
            move |request: axum::extract::Request, next: axum::middleware::Next| async move {
                guard::admit(audience, request, next).await
            },
        ));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(doors::absent)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(axum::middleware::from_fn_with_state(house.clone(), visit::around))
        .with_state(house.clone())
}
