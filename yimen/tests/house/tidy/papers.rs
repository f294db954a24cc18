//! The papers of the house agree with the house: paths exist, the ledger is the one that was decided.

use super::{caught, none, tree};

/// Papers whose paths must exist.
const READ: &[&str] = &["README.md", "ARCHITECTURE.md", "STYLE.md"];

/// Papers that must be there.
const PAPERS: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "GLOSSARY.md",
    "LICENSE",
    "README.md",
    "STYLE.md",
    "check",
    ".ci/run",
    "docs/decisions/0003-dependencies.md",
    "docs/how-to/add-a-wing.md",
    "docs/shown/A1.md",
    "wings/clippy.toml",
];

/// Folders of the tree: a quoted text that begins with one is a path.
const SHELVES: &[&str] =
    &["spine/", "wings/", "yimen/", "sim/", "docs/", "catalogue/", "stories/", "./", ".ci/"];

/// The paths a paper names in backticks; those with a blank, a star or a bracket are patterns, not paths.
fn paths(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for quoted in line.split('`').skip(1).step_by(2) {
            let pattern = quoted.contains([' ', '*', '<', '{', '…', '$']);
            let top = [".md", ".toml", ".rs", ".sql"].iter().any(|end| quoted.ends_with(end));
            let inside = SHELVES.iter().any(|shelf| quoted.starts_with(shelf));
            if !pattern && (inside || (top && !quoted.starts_with('/'))) {
                found.push((at + 1, quoted.to_string()));
            }
        }
    }
    found
}

fn missing(paper: &str, text: &str) -> Vec<String> {
    // A bare name is a kind of file: it stands somewhere.
    let somewhere = |path: &str| !path.contains('/') && !tree::files(&[&format!("/{path}")]).is_empty();
    let gone = paths(text).into_iter().filter(|(_, path)| !tree::exists(path) && !somewhere(path));
    gone.map(|(line, path)| format!("{paper}:{line}: there is no {path}")).collect()
}

/// A schema without comments and line breaks.
fn bare(sql: &str) -> String {
    let code = sql.lines().map(|line| line.split("--").next().unwrap_or(""));
    code.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ").replace("( ", "(").replace(" )", ")")
}

/// The SQL blocks of a paper, one after the other.
fn blocks(text: &str) -> String {
    let sql = text.split("```sql\n").skip(1).filter_map(|rest| rest.split("```").next());
    sql.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_papers_are_there() {
    let gone = PAPERS.iter().filter(|path| !tree::exists(path)).map(|path| format!("there is no {path}"));
    none(gone.collect(), "a paper of the house is missing");
}

#[test]
fn the_paths_that_papers_name_exist() {
    let mut found = Vec::new();
    for paper in tree::files(&[".md"]) {
        if READ.contains(&paper.as_str()) || paper.starts_with("docs/how-to/") {
            found.extend(missing(&paper, &tree::text(&paper)));
        }
    }
    none(found, "a paper sends its reader to a place that does not exist");
}

#[test]
fn the_ledger_is_the_one_that_was_decided() {
    let decided = tree::files(&[".md"]).into_iter().find(|path| path.starts_with("docs/decisions/0001-"));
    let decided = decided.expect("docs/decisions/0001-… tells the envelope");
    let built = bare(&tree::text("spine/store/migrations/0001_ledger.sql"));
    assert_eq!(
        bare(&blocks(&tree::text(&decided))),
        built,
        "{decided} and 0001_ledger.sql differ: one of them is wrong"
    );
}

#[test]
fn it_catches_papers() {
    let text =
        "`spine/kernel/src/nowhere.rs` `Cargo.toml` `wings/<wing>/src/x.rs` `POST /cases` `/cases.md`\n";
    caught(&missing("a.md", text), "nowhere.rs");
    assert_eq!(paths(text).len(), 2);
    let paper = "a\n```sql\ncreate table a (\n  b text -- why\n);\n```\nb\n```rust\nx\n```\n";
    assert_eq!(bare(&blocks(paper)), bare("create table a (b text);"));
    assert_ne!(bare(&blocks(paper)), bare("create table a (b bigint);"));
}
