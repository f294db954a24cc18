//! One door, two tongues: routes, guards, sessions, input and reply for people and programs alike.
//!
//! Async ends here: handlers hand a job to the writer or a reader and await the answer.

mod arriving;
pub mod assets;
pub mod behalf;
pub mod clients;
pub mod credentials;
pub mod doors;
pub mod drafts;
pub mod earlier;
pub mod earlier_files;
mod etag;
pub mod filer;
pub mod guard;
pub mod handing;
pub mod input;
pub mod kept;
pub mod lang;
pub mod metrics;
pub mod openapi;
pub mod page;
pub mod parts;
pub mod published;
pub mod reply;
mod resume;
pub mod session;
pub mod strangers;
pub mod takes;
pub mod terminal;
pub mod turnstile;
pub mod upload;
pub mod visit;
pub mod whence;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::{Extension, Router};
use kernel::Rule;
use kernel::limits::BODY_BYTES;
use schemars::JsonSchema;

pub use arriving::Patience;
pub use guard::{Administrator, Anyone, Audience, Guard, Member, Person, Staff, Supervisor, Window};
pub use input::Input;
pub use lang::Lang;
pub use openapi::Shape;
pub use page::{Frame, Page};
pub use reply::Reply;
pub use takes::{Nothing, Takes};
pub use upload::Upload;
pub use visit::Visit;
pub use whence::{Site, Whence};

use crate::opening::House;
use crate::wing::Wing;

/// One handler at one address, and who may stand there.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// Address, with `{name}` for its variable parts.
    pub path: &'static str,
    /// Who may stand there.
    pub audience: Audience,
    /// Whose it is: a wing's name, or `house`; the register says it.
    pub wing: &'static str,
    /// What goes in and comes out.
    pub shape: Shape,
    /// What may stand after the question mark: name, and what it is.
    pub asks: Vec<(&'static str, &'static str)>,
    /// With which codes, and by which rule of the law, it may be refused.
    pub refusals: Vec<(Rule, &'static str)>,
    /// The handler.
    pub handler: MethodRouter<House>,
}

impl Route {
    /// It may be refused with these codes, which rest on this rule.
    pub fn refuses(mut self, rule: Rule, codes: &[&'static str]) -> Self {
        self.refusals.extend(codes.iter().map(|code| (rule, *code)));
        self
    }

    /// This may stand after the question mark.
    pub fn asks(mut self, name: &'static str, what: &'static str) -> Self {
        self.asks.push((name, what));
        self
    }
}

fn route<G, H, T>(method: Method, path: &'static str, shape: Shape, handler: H) -> Route
where
    G: Guard,
    H: Handler<T, House>,
    T: 'static,
{
    let filter = if method == Method::POST { MethodFilter::POST } else { MethodFilter::GET };
    Route {
        method,
        path,
        audience: G::AUDIENCE,
        wing: HOUSE,
        shape,
        asks: Vec::new(),
        refusals: Vec::new(),
        handler: on(filter, handler),
    }
}

/// Whose routes are nobody's wing's.
const HOUSE: &str = "house";

/// A page that is `Out` as JSON: GET, for the audience of guard `G`.
pub fn get<G, Out, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    Out: JsonSchema,
    H: Handler<T, House>,
    T: 'static,
{
    route::<G, H, T>(Method::GET, path, Shape::page::<Out>(), handler)
}

/// An address that only leads on to another: GET, for the audience of guard `G`.
pub fn get_led<G, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    H: Handler<T, House>,
    T: 'static,
{
    route::<G, H, T>(Method::GET, path, Shape::led(), handler)
}

/// A file of one of these media types: GET, for the audience of guard `G`.
pub fn get_file<G, H, T>(path: &'static str, media: &'static [&'static str], handler: H) -> Route
where
    G: Guard,
    H: Handler<T, House>,
    T: 'static,
{
    route::<G, H, T>(Method::GET, path, Shape::file(media), handler)
}

/// An act: POST, for the audience of guard `G`. It takes what its handler reads and answers the receipt.
pub fn post<G, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    H: Handler<T, House>,
    T: Takes + 'static,
{
    route::<G, H, T>(Method::POST, path, Shape::taken().taking(T::READS), handler)
}

/// An act whose handler reads the fields itself, and that takes `In`; it answers the receipt.
pub fn post_of<G, In, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    In: JsonSchema,
    H: Handler<T, House>,
    T: 'static,
{
    route::<G, H, T>(Method::POST, path, Shape::taken().taking(takes::Reads::fields::<In>()), handler)
}

/// An act that answers `Out` in place of the receipt.
pub fn post_page<G, Out, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    Out: JsonSchema,
    H: Handler<T, House>,
    T: Takes + 'static,
{
    route::<G, H, T>(Method::POST, path, Shape::page::<Out>().taking(T::READS), handler)
}

/// An act of somebody at a browser, that leads on and answers nothing else: signing in, choosing.
pub fn post_led<G, H, T>(path: &'static str, handler: H) -> Route
where
    G: Guard,
    H: Handler<T, House>,
    T: Takes + 'static,
{
    route::<G, H, T>(Method::POST, path, Shape::led().taking(T::READS), handler)
}

/// The register of routes: the house's own, every wing's, and `more` (the demo's doors).
pub fn register(wings: &[Wing], more: Vec<Route>) -> Vec<Route> {
    let mut all = doors::routes();
    all.push(openapi::route());
    for wing in wings {
        all.extend((wing.routes)().into_iter().map(|route| Route { wing: wing.name, ..route }));
    }
    all.extend(more);
    all
}

/// Every route of the register, guarded, and the layers around them.
pub fn router(house: &House, more: Vec<Route>) -> Router {
    let routes = register(house.wings, more);
    let drawn = openapi::Drawn::of(house, &routes);
    let mut router = Router::new();
    for route in routes {
        let (audience, template) = (route.audience, metrics::Template(route.path));
        let inside = house.clone();
        let guarded = route.handler.layer(axum::middleware::from_fn(
            move |request: axum::extract::Request, next: axum::middleware::Next| {
                let house = inside.clone();
                async move {
                    let mut answer = guard::admit(&house, audience, request, next).await;
                    answer.extensions_mut().insert(template);
                    answer
                }
            },
        ));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(doors::absent)
        .method_not_allowed_fallback(doors::wrong_way)
        .layer(Extension(drawn))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(axum::middleware::from_fn_with_state(house.clone(), visit::around))
        .with_state(house.clone())
}
