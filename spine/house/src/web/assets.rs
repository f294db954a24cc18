//! What a browser fetches beside the page: the stylesheet, one small script, the mark. Built into the
//! program, so that a page and its looks are always of one version; the address carries the content's hash.

use std::sync::LazyLock;

use sm3::{Digest, Sm3};

/// One file as it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Media type, with charset.
    pub mime: &'static str,
    /// The bytes.
    pub bytes: &'static [u8],
    /// A strong entity tag with its quotes (RFC 9110 §8.8.3), changed whenever the bytes are.
    pub etag: &'static str,
}

/// A file, with what is worked out from it once.
struct Kept {
    name: &'static str,
    mime: &'static str,
    bytes: &'static [u8],
    etag: String,
    url: String,
}

static KEPT: LazyLock<[Kept; 3]> = LazyLock::new(|| {
    [
        kept("yimen.css", "text/css; charset=utf-8", include_bytes!("../../assets/yimen.css")),
        kept("yimen.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/yimen.js")),
        kept("mark.svg", "image/svg+xml", include_bytes!("../../assets/mark.svg")),
    ]
});

fn kept(name: &'static str, mime: &'static str, bytes: &'static [u8]) -> Kept {
    let hash: String = Sm3::digest(bytes).iter().take(8).map(|b| format!("{b:02x}")).collect();
    Kept { name, mime, bytes, etag: format!("\"{hash}\""), url: format!("/assets/{name}?v={hash}") }
}

/// The file served as `/assets/<name>`; `None` when there is no such file.
pub fn asset(name: &str) -> Option<Asset> {
    let found = KEPT.iter().find(|k| k.name == name)?;
    Some(Asset { mime: found.mime, bytes: found.bytes, etag: &found.etag })
}

/// The address of a file, with its hash, so that it may be kept for ever by a browser.
///
/// # Panics
/// When there is no such file: the names are written in this crate only.
pub(crate) fn url(name: &str) -> &'static str {
    &KEPT.iter().find(|k| k.name == name).expect("pages name only files that are built in").url
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn files_are_small_and_their_addresses_carry_their_hash() {
        for (name, most) in [("yimen.css", 40 * 1024), ("yimen.js", 6 * 1024), ("mark.svg", 1024)] {
            let found = asset(name).unwrap();
            assert!(!found.bytes.is_empty() && found.bytes.len() < most, "{name}: {}", found.bytes.len());
            assert!(url(name).ends_with(found.etag.trim_matches('"')), "{name}");
        }
        assert_eq!(asset("../Cargo.toml"), None);
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        for name in ["yimen.css", "yimen.js"] {
            let text = std::str::from_utf8(asset(name).unwrap().bytes).unwrap();
            for foreign in ["http:", "https:", "@import", "url("] {
                assert!(!text.contains(foreign), "{name} has {foreign}");
            }
        }
    }
}
