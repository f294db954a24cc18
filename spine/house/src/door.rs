//! The door to the street: listens at once, says "just a moment" while the house opens, serves until it is
//! told to stop, and stops in order.

pub mod street;

use std::net::SocketAddr;
use std::sync::{Arc, RwLock};

use crate::hands::Hands;
use crate::outbox::Channel;
use crate::web::Route;
use crate::{Failure, House};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use tokio::net::TcpListener;

/// The rooms behind the door, once they are open.
type Rooms = Arc<RwLock<Option<Router>>>;

/// What is opened behind the door.
pub struct Opened {
    /// The house.
    pub house: House,
    /// Ways out.
    pub channels: Vec<Box<dyn Channel>>,
    /// Routes of the demo alone.
    pub more: fn() -> Vec<Route>,
}

/// Listen, open the house behind that address, serve until a signal, close.
///
/// # Errors
/// The port is taken, or the house does not open or close; in words.
pub async fn serve(
    listen: SocketAddr,
    open: impl FnOnce(SocketAddr) -> Result<Opened, Failure> + Send + 'static,
    say: impl FnOnce(&House, SocketAddr) + Send + 'static,
) -> Result<(), Failure> {
    let fault = |what: &str, e: std::io::Error| Failure::Fault(format!("{what}: {e}"));
    let listener = TcpListener::bind(listen).await.map_err(|e| fault(&format!("{listen}"), e))?;
    // before anybody knows that we are there, so that an early word is not lost
    let mut told = Told::listen().map_err(|e| fault("signals", e))?;
    let at = listener.local_addr().map_err(|e| fault("the door", e))?;
    let rooms: Rooms = Arc::default();
    let app = Router::new().fallback(enter).with_state(Arc::clone(&rooms));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let until = async move { stopped.await.unwrap_or_default() };
    let serving = tokio::spawn(street::serve(listener, app, street::Street::default(), until));
    let opened =
        tokio::task::spawn_blocking(move || open(at)).await.map_err(|e| Failure::Fault(e.to_string()))??;
    let house = opened.house;
    let hands = Hands::start(&house, opened.channels);
    let router = crate::web::router(&house, (opened.more)());
    *rooms.write().expect("nothing panics while the door opens") = Some(router);
    say(&house, at);
    told.heard().await;
    stop.send(()).unwrap_or_default();
    let served = tokio::time::timeout(CLOSING, serving).await;
    if !matches!(served, Ok(Ok(()))) {
        tracing::warn!("some visitors were still in the house when it closed");
    }
    tokio::task::spawn_blocking(move || {
        hands.stop();
        house.close()
    })
    .await
    .map_err(|e| Failure::Fault(e.to_string()))?
}

/// How long visitors have to finish when the house closes.
const CLOSING: std::time::Duration = std::time::Duration::from_secs(10);

async fn enter(State(rooms): State<Rooms>, request: Request) -> Response {
    let router = rooms.read().expect("nothing panics while the door opens").clone();
    match router {
        Some(router) => {
            let answer = tower::ServiceExt::oneshot(router, request).await;
            answer.unwrap_or_else(|never| match never {})
        }
        None => opening(),
    }
}

/// What visitors read while registers and views are brought level; nothing of the house is needed for it.
pub fn waiting() -> Markup {
    plain(
        "正在开门 · 一门",
        &html! {
            h1 { "正在开门，一般不到一分钟" }
            p { "台账正在整理，您的材料都在。请过一会儿刷新这一页。" }
            p lang="en" { "The house is opening, mostly within a minute. Nothing is lost: reload soon" }
        },
    )
}

/// What visitors read for whom there is no place; nothing of the house is needed for it either.
fn crowded(retry_s: u32) -> Markup {
    plain(
        "现在人太多 · 一门",
        &html! {
            h1 { "现在人太多，这次没有办上" }
            p { "什么也没有存。退回上一页，您填的字都在；请 " (retry_s) " 秒后再试。急着办，请打 12345。" }
            p lang="en" {
                "Too many people at once; nothing was recorded. Go back, what you typed is still "
                "there; try again in "
                (retry_s) " seconds"
            }
        },
    )
}

fn plain(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
            }
            body { main { (body) } }
        }
    }
}

fn opening() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], waiting()).into_response()
}

/// The number of SIGXFSZ on Linux: a file would grow beyond the process's limit of size.
const SIGXFSZ: i32 = 25;

/// What the machine and a person at the keyboard say when we shall stop; heard from now on.
struct Told([tokio::signal::unix::Signal; 2]);

impl Told {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        // a file that may not grow is told to who writes it, and does not end the house: heard, it is ignored
        drop(signal(SignalKind::from_raw(SIGXFSZ))?);
        Ok(Self([signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?]))
    }

    async fn heard(&mut self) {
        let [terminate, interrupt] = &mut self.0;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}
