//! From which address a request came: what the door saw, or what the county's own proxy says it saw; and
//! under which address the visitor came to this house.
//!
//! `X-Forwarded-For` can be written by anybody; it is believed only from the address that
//! `yimen serve --proxy` names, and then only its last entry, which that proxy added itself.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::failure::Failure;
use crate::opening::House;

/// The address of whoever asks; none where the door does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whence(
    /// The address.
    pub Option<IpAddr>,
);

impl FromRequestParts<House> for Whence {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        Ok(Self(whence(peer, house.proxy, &parts.headers)))
    }
}

/// Where the public finds this house, as the county said; where it said nothing, as this visitor wrote it, to
/// be shown back to the same visitor only, and empty where that is no plain name. With its scheme and without
/// a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site(
    /// `https://` and the host.
    pub String,
);

impl FromRequestParts<House> for Site {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Failure> {
        let host = parts.headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
        Ok(Self(site(house.public.as_deref(), host, house.demo)))
    }
}

/// The demo speaks plain HTTP on loopback; every other house stands behind TLS.
fn site(public: Option<&str>, host: &str, demo: bool) -> String {
    if let Some(public) = public {
        return public.trim_end_matches('/').to_owned();
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
    let scheme = if demo { "http" } else { "https" };
    match !host.is_empty() && host.bytes().all(plain) {
        true => format!("{scheme}://{host}"),
        false => String::new(),
    }
}

fn whence(peer: Option<IpAddr>, proxy: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
    let peer = peer?.to_canonical();
    if proxy.map(|proxy| proxy.to_canonical()) != Some(peer) {
        return Some(peer);
    }
    let last = headers.get_all("x-forwarded-for").iter().next_back();
    let last = last.and_then(|line| line.to_str().ok()).and_then(|line| line.rsplit(',').next());
    Some(last.and_then(|address| address.trim().parse().ok()).unwrap_or(peer))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn asked(peer: &str, proxy: Option<&str>, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let proxy = proxy.map(|proxy| proxy.parse().unwrap());
        whence(Some(peer.parse().unwrap()), proxy, &headers).unwrap().to_string()
    }

    #[test]
    fn the_address_of_the_house_is_a_plain_name() {
        let public = Some("https://yimen.example.gov.cn/");
        assert_eq!(site(public, "10.0.0.7:8080", false), "https://yimen.example.gov.cn", "as on the paper");
        assert_eq!(site(None, "127.0.0.1:8080", true), "http://127.0.0.1:8080");
        assert_eq!(site(None, "yimen.example.gov.cn", false), "https://yimen.example.gov.cn");
        for other in ["", "a b", "evil.example/x?", "user@evil.example", "a\"b"] {
            assert_eq!(site(None, other, false), "", "{other}");
        }
    }

    #[test]
    fn a_forwarded_address_is_believed_from_the_countys_proxy_alone() {
        assert_eq!(asked("10.0.0.7", None, &["192.0.2.1"]), "10.0.0.7");
        assert_eq!(asked("10.0.0.7", Some("10.0.0.1"), &["192.0.2.1"]), "10.0.0.7");
        assert_eq!(asked("10.0.0.1", Some("10.0.0.1"), &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(asked("::ffff:10.0.0.1", Some("10.0.0.1"), &["192.0.2.1"]), "192.0.2.1");
        // what a visitor wrote herself stands before what the proxy added
        assert_eq!(asked("10.0.0.1", Some("10.0.0.1"), &["198.51.100.9, 192.0.2.1"]), "192.0.2.1");
        assert_eq!(asked("10.0.0.1", Some("10.0.0.1"), &["198.51.100.9", "192.0.2.1"]), "192.0.2.1");
        for unread in [&[][..], &[""], &["unknown"], &["192.0.2.1, x"]] {
            assert_eq!(asked("10.0.0.1", Some("10.0.0.1"), unread), "10.0.0.1", "{unread:?}");
        }
        assert_eq!(whence(None, None, &HeaderMap::new()), None);
    }
}
