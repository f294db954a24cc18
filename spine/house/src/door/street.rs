//! The street before the door: so many connections at once, each with as much patience as is fair to the
//! others. Whoever sends or takes too slowly is cut off; whoever finds no place is told so, in a lobby.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use kernel::limits::{CONNECTIONS, HEADER_BYTES, LOBBY, LOBBY_MS};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Sleep, sleep, timeout};
use tower::ServiceExt;

use crate::web::Patience;

/// How many may come, and how long is waited for them.
#[derive(Clone, Copy, Debug)]
pub struct Street {
    /// Connections at once.
    pub connections: usize,
    /// How long is waited for whoever is slow.
    pub patience: Patience,
}

impl Default for Street {
    fn default() -> Self {
        Self { connections: CONNECTIONS, patience: Patience::default() }
    }
}

static OPEN: AtomicU64 = AtomicU64::new(0);
static REFUSED: AtomicU64 = AtomicU64::new(0);

/// Connections of this process that are open now, and those for which there was no place since it began.
pub fn counts() -> (usize, u64) {
    (usize::try_from(OPEN.load(Ordering::Relaxed)).unwrap_or(usize::MAX), REFUSED.load(Ordering::Relaxed))
}

/// Serve until told to stop; then nobody new comes in, and whoever is inside may finish what is begun.
pub async fn serve(listener: TcpListener, app: Router, street: Street, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(street.connections));
    let lobby = Arc::new(Semaphore::new(LOBBY));
    let (closing, closes) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (socket, peer) = match accepted {
            Ok(came) => came,
            Err(fault) => {
                // no file is free for one more: those who are inside will leave
                tracing::warn!(%fault, "a connection was not accepted");
                sleep(NO_FILE).await;
                continue;
            }
        };
        if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
            let visitor = Visitor { peer, patience: street.patience, _place: place };
            tokio::spawn(visitor.stay(socket, app.clone(), closes.clone()));
            continue;
        }
        REFUSED.fetch_add(1, Ordering::Relaxed);
        if let Ok(turn) = Arc::clone(&lobby).try_acquire_owned() {
            tokio::spawn(turn_away(socket, turn));
        }
    }
    drop(listener);
    closing.send_replace(true);
    // all places are free when everybody has left
    let all = u32::try_from(street.connections).unwrap_or(u32::MAX);
    drop(places.acquire_many(all).await);
}

/// How long to wait when the process may open no more files.
const NO_FILE: Duration = Duration::from_millis(100);

struct Visitor {
    peer: SocketAddr,
    patience: Patience,
    _place: OwnedSemaphorePermit,
}

impl Visitor {
    async fn stay(self, socket: TcpStream, app: Router, mut closes: watch::Receiver<bool>) {
        OPEN.fetch_add(1, Ordering::Relaxed);
        // small answers leave at once; a socket that will not have it so is served all the same
        socket.set_nodelay(true).unwrap_or_default();
        let (peer, patience) = (self.peer, self.patience);
        let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            request.extensions_mut().insert(patience);
            app.clone().oneshot(request)
        });
        let steady = Steady { socket, patience: patience.taking, waiting: None };
        let mut serving = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(patience.head)
                .max_header_size(HEADER_BYTES)
                .serve_connection(TokioIo::new(steady), service)
        );
        let mut leaving = false;
        loop {
            tokio::select! {
                // how it ended is the visitor's business: she went away, or was cut off
                _ = serving.as_mut() => break,
                _ = closes.changed(), if !leaving => {
                    leaving = true;
                    serving.as_mut().graceful_shutdown();
                }
            }
        }
        OPEN.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A socket whose reader must take what is written to it, piece by piece, before patience ends.
struct Steady {
    socket: TcpStream,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Steady {
    fn heard<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = None;
            return written;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
        waiting.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Steady {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, into)
    }
}

impl AsyncWrite for Steady {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, piece: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, piece);
        self.heard(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, pieces);
        self.heard(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.socket).poll_flush(cx);
        self.heard(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

/// Seconds after which somebody who found no place may come again.
const RETRY_S: u32 = 5;

/// Tell somebody that there is no place, in the tongue she asked in; what she sent was not looked at.
async fn turn_away(socket: TcpStream, turn: OwnedSemaphorePermit) {
    let told = timeout(Duration::from_millis(LOBBY_MS), async {
        let mut head = vec![0; LOBBY_BYTES];
        let mut known = 0;
        while known < head.len() && !head[..known].windows(4).any(|four| four == b"\r\n\r\n") {
            socket.readable().await?;
            match socket.try_read(&mut head[known..]) {
                Ok(0) => break,
                Ok(more) => known += more,
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                Err(e) => return Err(e),
            }
        }
        let asked = String::from_utf8_lossy(&head[..known]).to_ascii_lowercase();
        let answer = no_place(asked.contains("application/json") || asked.contains("authorization: bearer"));
        let mut rest = answer.as_bytes();
        while !rest.is_empty() {
            socket.writable().await?;
            match socket.try_write(rest) {
                Ok(taken) => rest = &rest[taken..],
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                Err(e) => return Err(e),
            }
        }
        let mut socket = socket;
        tokio::io::AsyncWriteExt::shutdown(&mut socket).await?;
        // what she still sends is taken and thrown away until she hangs up, lest the answer be lost with it
        loop {
            socket.readable().await?;
            match socket.try_read(&mut head) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                Err(e) => return Err(e),
            }
        }
    });
    // whoever does not stay to hear it knows it already
    drop(told.await);
    drop(turn);
}

/// Bytes of a request that are looked at in the lobby: enough to see which tongue it is in.
const LOBBY_BYTES: usize = 4 * 1024;

fn no_place(json: bool) -> String {
    let (kind, body) = if json {
        let body = format!(
            "{{\"type\":\"about:blank\",\"status\":503,\"code\":\"busy\",\"title\":\"现在人太多，这次没有存上 \
             Too many people at once; nothing was recorded. Send it again in {RETRY_S} seconds\"}}"
        );
        ("application/problem+json", body)
    } else {
        ("text/html; charset=utf-8", super::crowded(RETRY_S).into_string())
    };
    format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\
         retry-after: {RETRY_S}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
