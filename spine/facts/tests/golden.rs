//! Every line that was ever shipped decodes and is written again byte for byte: shapes only grow.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use facts::decode;

/// The golden files, one a wing.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut all: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    all.sort();
    all
}

/// `{"kind":"case.Received","shape":1,"body":{}}` into its three parts.
fn parts(line: &str) -> (&str, i64, &str) {
    let rest = line.strip_prefix("{\"kind\":\"").unwrap();
    let (kind, rest) = rest.split_once("\",\"shape\":").unwrap();
    let (shape, rest) = rest.split_once(",\"body\":").unwrap();
    (kind, shape.parse().unwrap(), rest.strip_suffix('}').unwrap())
}

#[test]
fn every_line_ever_shipped_decodes_and_re_encodes() {
    let mut lines = 0;
    for path in files() {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let (kind, shape, body) = parts(line);
            let fact = decode(kind, shape, body).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
            let (kind, shape, body) = fact.line().unwrap();
            let again = format!("{{\"kind\":\"{kind}\",\"shape\":{shape},\"body\":{body}}}");
            assert_eq!(again, line, "{}", path.display());
            lines += 1;
        }
    }
    assert!(lines >= 20, "only {lines} golden lines were read");
}

#[test]
fn every_event_of_a_case_is_kept() {
    let golden = include_str!("../golden/case.jsonl");
    let kept: BTreeSet<&str> =
        golden.lines().map(|line| parts(line).0.strip_prefix("case.").unwrap()).collect();
    let source = include_str!("../src/case.rs").split_once("pub enum Event {").unwrap().1;
    let variants: BTreeSet<&str> = source
        .lines()
        .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
        .filter_map(|line| line.trim().split_once([' ', '(']).map(|(name, _)| name))
        .filter(|name| name.chars().all(char::is_alphanumeric))
        .collect();
    assert_eq!(kept, variants, "an event without a golden line, or a line without its event");
}

#[test]
fn what_is_not_of_this_house_is_refused_by_name() {
    assert!(decode("hall.Called", 1, "{}").unwrap_err().to_string().contains("hall"));
    assert!(decode("case.Received", 2, "{}").unwrap_err().to_string().contains("shape 2"));
    assert!(decode("case.Accepted", 1, "{}").is_err());
}
