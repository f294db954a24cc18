//! What the house counts about itself, for whoever watches it: Prometheus text, version 0.0.4. No label
//! holds anything of a person: routes are said as templates, never as they were asked.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use kernel::Role;

use super::guard::{Anyone, newcomer};
use super::visit::on_loopback;
use crate::failure::Failure;
use crate::hands::Round;
use crate::opening::House;
use crate::upkeep;

/// Upper bounds of the histogram's buckets in milliseconds: a page is expected under 100, and beyond ten
/// seconds nobody waits.
const BUCKETS_MS: [u64; 10] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000];

/// The template of the route that answered, carried by the answer.
#[derive(Clone, Copy, Debug)]
pub struct Template(pub &'static str);

/// What stands for a template where no route answered: nothing a stranger types becomes a label.
pub const NOWHERE: &str = "(none)";

#[derive(Clone, Copy, Debug, Default)]
struct Times {
    within: [u64; BUCKETS_MS.len()],
    count: u64,
    micros: u64,
}

type Answered = BTreeMap<(&'static str, &'static str, u16), u64>;

/// Requests by method, route and status, and how long they took, since the house was opened.
#[derive(Debug)]
pub struct Tally {
    since: Instant,
    kept: Mutex<(Answered, BTreeMap<&'static str, Times>)>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { since: Instant::now(), kept: Mutex::default() }
    }
}

impl Tally {
    /// Count one request; `method` is one of the few words of [`method_word`].
    pub fn count(&self, method: &'static str, template: &'static str, status: u16, took: Duration) {
        let mut kept = self.kept.lock().expect("nothing panics while it counts");
        *kept.0.entry((method, template, status)).or_default() += 1;
        let times = kept.1.entry(template).or_default();
        for (bound, within) in BUCKETS_MS.iter().zip(&mut times.within) {
            *within += u64::from(took <= Duration::from_millis(*bound));
        }
        times.count += 1;
        times.micros += u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    }

    /// Requests answered since the house was opened.
    pub fn asked(&self) -> u64 {
        let kept = self.kept.lock().expect("nothing panics while it counts");
        kept.1.values().map(|times| times.count).sum()
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let kept = self.kept.lock().expect("nothing panics while it counts").clone();
        head(out, "yimen_requests_total", "counter", "Requests by method, route template and status.")?;
        for ((method, template, status), count) in &kept.0 {
            let labels = format!("method=\"{method}\",route=\"{template}\",status=\"{status}\"");
            writeln!(out, "yimen_requests_total{{{labels}}} {count}")?;
        }
        let name = "yimen_request_seconds";
        head(out, name, "histogram", "Seconds from request to answer, by route template.")?;
        for (template, times) in &kept.1 {
            for (bound, within) in BUCKETS_MS.iter().zip(times.within) {
                let le = seconds(bound * 1_000);
                writeln!(out, "{name}_bucket{{route=\"{template}\",le=\"{le}\"}} {within}")?;
            }
            writeln!(out, "{name}_bucket{{route=\"{template}\",le=\"+Inf\"}} {}", times.count)?;
            writeln!(out, "{name}_sum{{route=\"{template}\"}} {}", seconds(times.micros))?;
            writeln!(out, "{name}_count{{route=\"{template}\"}} {}", times.count)?;
        }
        Ok(())
    }
}

fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

/// A method as a label: whatever else is asked is `OTHER`.
pub fn method_word(method: &axum::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}

/// Where the request came from, if the door knows.
pub(crate) struct Peer(Option<SocketAddr>);

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Peer(parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0)))
    }
}

/// What a proxy in front adds: with any of them, the peer is not the one who asks.
const FORWARDED: [&str; 5] = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// Does this come from the machine itself, and not through a proxy on it?
fn at_home(peer: &Peer, headers: &HeaderMap) -> bool {
    let own = peer.0.is_some_and(|address| address.ip().is_loopback());
    own && on_loopback(headers) && !FORWARDED.iter().any(|name| headers.contains_key(*name))
}

/// `/metrics`: for a collector on this machine, or for an administrator.
pub(crate) async fn metrics(
    State(house): State<House>,
    who: Anyone,
    peer: Peer,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let administrator = who.0.as_ref().is_some_and(|actor| actor.role == Role::Administrator);
    if !administrator && !at_home(&peer, &headers) {
        return Err(Failure::Absent);
    }
    let counts = house.read(newcomer(""), |seeing| Ok(upkeep::counts(seeing.look)?)).await?;
    let load = house.store.load();
    let (open, refused) = crate::door::street::counts();
    let mut out = String::new();
    house.tally.write(&mut out).expect("a text takes what is written");
    rounds(&mut out, &house.rounds.all()).expect("a text takes what is written");
    for (name, kind, help, value) in numbers(&counts, &load, (open, refused), house.tally.since.elapsed()) {
        head(&mut out, name, kind, help).expect("a text takes what is written");
        writeln!(out, "{name} {value}").expect("a text takes what is written");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], out).into_response())
}

/// Plain numbers: name, kind, what it is, and how much.
type Number = (&'static str, &'static str, &'static str, i64);

fn numbers(
    counts: &upkeep::Counts,
    load: &store::Load,
    (open, refused): (usize, u64),
    up: Duration,
) -> Vec<Number> {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let counted = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let waiting = counted(load.waiting);
    vec![
        ("yimen_ledger_events_total", "counter", "Events on the ledger: its last line.", counts.last),
        ("yimen_head_last", "gauge", "The last line that a signed head covers.", counts.signed),
        ("yimen_outbox_waiting", "gauge", "Messages that wait to leave.", counts.outbox_waiting),
        ("yimen_outbox_failed", "gauge", "Messages that were tried too often.", counts.outbox_failed),
        ("yimen_followed_last", "gauge", "The last line that every wing has followed.", counts.followed),
        (
            "yimen_undrawn",
            "gauge",
            "Documents that nobody has looked at and that are not drawn.",
            counts.undrawn,
        ),
        ("yimen_writer_jobs_total", "counter", "Jobs that the writer answered.", signed(load.jobs)),
        ("yimen_writer_commits_total", "counter", "Commits of the writer.", signed(load.commits)),
        ("yimen_undone", "gauge", "Intents of reactors that were not taken.", counts.undone),
        ("yimen_queue_jobs", "gauge", "Jobs that wait for the writer or are with it.", waiting),
        (
            "yimen_busy_total",
            "counter",
            "Jobs and looks turned away because a queue was full.",
            signed(load.busy),
        ),
        (
            "yimen_disk_full",
            "gauge",
            "Did the disk refuse the last batch for want of room?",
            i64::from(load.full),
        ),
        ("yimen_connections", "gauge", "Connections that are open now.", counted(open)),
        (
            "yimen_connections_refused_total",
            "counter",
            "Connections for which there was no place.",
            signed(refused),
        ),
        ("yimen_uptime_seconds", "gauge", "Seconds since the house was opened.", signed(up.as_secs())),
    ]
}

fn rounds(out: &mut String, all: &BTreeMap<&'static str, Round>) -> std::fmt::Result {
    head(out, "yimen_clerk_well", "gauge", "Did the clerk's last round succeed?")?;
    for (name, round) in all {
        writeln!(out, "yimen_clerk_well{{clerk=\"{name}\"}} {}", u8::from(round.well))?;
    }
    head(out, "yimen_clerk_failed_total", "counter", "Rounds of the clerk that went wrong.")?;
    for (name, round) in all {
        writeln!(out, "yimen_clerk_failed_total{{clerk=\"{name}\"}} {}", round.failed)?;
    }
    head(out, "yimen_clerk_panicked_total", "counter", "Rounds that ended in a panic, which is a bug.")?;
    for (name, round) in all {
        writeln!(out, "yimen_clerk_panicked_total{{clerk=\"{name}\"}} {}", round.panicked)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_request_is_in_every_bucket_that_is_wide_enough() {
        let tally = Tally::default();
        tally.count("GET", "/cases/{no}", 200, Duration::from_millis(30));
        tally.count("GET", "/cases/{no}", 200, Duration::from_millis(2));
        let mut out = String::new();
        tally.write(&mut out).unwrap();
        let has = |line: &str| assert!(out.lines().any(|l| l == line), "{line} is not in\n{out}");
        has("yimen_requests_total{method=\"GET\",route=\"/cases/{no}\",status=\"200\"} 2");
        has("yimen_request_seconds_bucket{route=\"/cases/{no}\",le=\"0.025\"} 1");
        has("yimen_request_seconds_bucket{route=\"/cases/{no}\",le=\"0.05\"} 2");
        has("yimen_request_seconds_bucket{route=\"/cases/{no}\",le=\"10\"} 2");
        has("yimen_request_seconds_sum{route=\"/cases/{no}\"} 0.032");
    }

    #[test]
    fn only_the_machine_itself_is_at_home() {
        let of = |address: &str| Peer(Some(address.parse().unwrap()));
        let headers = |pairs: &[(&'static str, &str)]| -> HeaderMap {
            pairs.iter().map(|(n, v)| (header::HeaderName::from_static(n), v.parse().unwrap())).collect()
        };
        let own = headers(&[("host", "127.0.0.1:8080")]);
        assert!(at_home(&of("127.0.0.1:5000"), &own));
        assert!(!at_home(&of("10.0.0.7:5000"), &own));
        assert!(!at_home(&Peer(None), &own));
        let named = headers(&[("host", "yimen.example.gov.cn")]);
        assert!(!at_home(&of("127.0.0.1:5000"), &named));
        let through = headers(&[("host", "127.0.0.1:8080"), ("x-forwarded-for", "10.0.0.7")]);
        assert!(!at_home(&of("127.0.0.1:5000"), &through));
    }
}
