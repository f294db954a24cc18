//! What `docs/shown` names is there: each test by its name, each file by its path.

use std::collections::BTreeSet;

use super::{caught, none, tree};

/// Diaries asked for over all wings (issue 6).
const DIARIES: usize = 150;

/// The name a line gives a function or a diary (`name: "item" "…`), if it does.
fn named(line: &str) -> Option<&str> {
    let (name, _) = match line.split_once("fn ") {
        Some((_, rest)) => rest.split_once(['(', '<'])?,
        None => match line.trim().split_once(": \"") {
            Some(told) => Some(told).filter(|(_, rest)| rest.contains("\" \""))?,
            // a long name stands alone before its item and its days
            None => (line.trim().strip_suffix(':').filter(|name| name.matches('_').count() >= 3)?, ""),
        },
    };
    Some(name)
}

/// The names of all functions and diaries of the tree; tests are among them.
fn functions() -> BTreeSet<String> {
    let lines = tree::sources().iter().flat_map(|source| source.text.lines());
    lines.filter_map(named).map(str::to_owned).collect()
}

/// The names of tests a quoted text holds: after `::`, or alone when it reads like a sentence.
fn tests(quoted: &str) -> Vec<String> {
    let said = quoted.split_once("::").map(|(_, names)| names);
    let is_name =
        |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let words = said.unwrap_or(quoted).split([',', ' ', ':']).filter(|word| !word.is_empty());
    let sentence = |word: &&str| said.is_some() || word.matches('_').count() >= 3;
    words.filter(is_name).filter(|word| word.contains('_')).filter(sentence).map(str::to_owned).collect()
}

/// The file a quoted text names, if it names one.
fn file(quoted: &str) -> Option<&str> {
    let path = quoted.split("::").next().unwrap_or(quoted).trim();
    let ends = [".rs", ".txt", ".toml"].iter().any(|end| path.ends_with(end));
    (ends && !path.contains(['*', ' ', '{'])).then_some(path)
}

/// A path stands as it is, or with its first folder short for a longer one.
fn stands(path: &str, all: &[String]) -> bool {
    let short = path.split_once('/').map_or(path, |(_, rest)| rest);
    all.iter().any(|known| known == path || known.ends_with(&format!("/{short}")))
}

fn faults(paper: &str, text: &str, functions: &BTreeSet<String>, files: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
        for quoted in line.split('`').skip(1).step_by(2) {
            let place = format!("{paper}:{}", at + 1);
            let gone = tests(quoted).into_iter().filter(|name| !functions.contains(name));
            found.extend(gone.map(|name| format!("{place}: there is no test {name}")));
            found.extend(
                file(quoted).filter(|p| !stands(p, files)).map(|p| format!("{place}: there is no {p}")),
            );
        }
    }
    found
}

#[test]
fn what_is_shown_is_there() {
    let (functions, files) = (functions(), tree::files(&[".rs", ".txt", ".toml"]));
    let papers = tree::files(&[".md"]).into_iter().filter(|path| path.starts_with("docs/shown/"));
    let found = papers.flat_map(|paper| faults(&paper, &tree::text(&paper), &functions, &files));
    none(found.collect(), "docs/shown names what is not there");
}

#[test]
fn there_are_diaries_enough() {
    let law = |path: &str| path.starts_with("wings/") && path.contains("/rules/");
    let laws = tree::sources().iter().filter(|source| law(&source.path));
    let told = |line: &&str| line.trim() == "#[test]" || (!line.contains("fn ") && named(line).is_some());
    let count: usize = laws.map(|source| source.text.lines().filter(told).count()).sum();
    assert!(count >= DIARIES, "the wings have {count} diaries, {DIARIES} are asked for");
}

#[test]
fn it_catches_what_is_not_there() {
    let functions = BTreeSet::from(["a_case_is_heard".to_owned()]);
    let files = ["yimen/tests/house/course.rs".to_owned()];
    let said = |line: &str| faults("a.md", line, &functions, &files);
    assert!(said("| heard | `house/course.rs :: a_case_is_heard` |").is_empty());
    caught(&said("| heard | `house/course.rs :: a_case_is_herd` |"), "no test a_case_is_herd");
    caught(&said("| heard | `house/cause.rs :: a_case_is_heard` |"), "no house/cause.rs");
    caught(&said("| heard | `a_case_is_never_heard` |"), "no test a_case_is_never_heard");
}
