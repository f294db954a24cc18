//! Tidy: reads the whole tree as text and says where it breaks the rules of STYLE.md and ARCHITECTURE.md.
//!
//! Every rule is a `#[test]` at the end of its own file, beside a second one that shows the rule catching
//! a bad text: a check that cannot fail proves nothing.

mod actor;
mod dialect;
mod glossary;
mod imports;
mod manifests;
mod papers;
mod paths;
mod rooms;
mod shown;
mod sizes;
mod source;
mod tree;
mod words;

/// Fails the test with every finding on a line of its own, under the sentence that says what is asked.
fn none(found: Vec<String>, asked: &str) {
    assert!(found.is_empty(), "{asked}\n  {}\n({} in all)", found.join("\n  "), found.len());
}

/// Asserts that a checker found exactly one fault in a bad fixture, and that its words hold `hint`.
fn caught(found: &[String], hint: &str) {
    assert!(found.len() == 1 && found[0].contains(hint), "wanted one finding with {hint:?}, got {found:#?}");
}
