//! The tree as it stands on disk: which files there are, and their text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::source::Source;

/// Folders that are built, kept or fetched, never written by us.
const NOT_OURS: &[&str] = &["target", "var", ".git"];

/// The folder that holds the workspace's manifest.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the crate yimen lies in the workspace's folder").to_path_buf()
}

/// Every file of ours whose name ends in one of `ends`, as paths relative to the root with `/`, in order.
pub fn files(ends: &[&str]) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![root()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the tree can be listed") {
            let entry = entry.expect("an entry of the tree can be read");
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().expect("an entry has a type").is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    open.push(entry.path());
                }
            } else {
                let path = entry.path();
                let path = path.strip_prefix(root()).expect("it was found under the root");
                let path = path.to_string_lossy().replace('\\', "/");
                if ends.iter().any(|end| path.ends_with(end)) {
                    found.insert(path);
                }
            }
        }
    }
    found.into_iter().collect()
}

/// The text of a file; the test fails with a clear sentence when it is not there.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path} cannot be read: {why}"))
}

/// True when the path names a file or a folder of the tree.
pub fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// Every Rust file of the tree, read once for all checks.
pub fn sources() -> &'static [Source] {
    static READ: OnceLock<Vec<Source>> = OnceLock::new();
    READ.get_or_init(|| files(&[".rs"]).into_iter().map(|path| Source::read(&path, &text(&path))).collect())
}

/// The names of the folders directly under `shelf`, in order.
pub fn folders(shelf: &str) -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(root().join(shelf))
        .expect("the shelf can be listed")
        .map(|entry| entry.expect("an entry of the shelf can be read"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    found
}

#[test]
fn the_tree_is_found() {
    assert!(exists("Cargo.toml"), "the root was guessed wrong: {}", root().display());
    assert!(files(&[".rs"]).contains(&"yimen/tests/house/tidy/tree.rs".to_string()));
    let wings = folders("wings");
    assert!(["account", "case", "licence", "portal"].iter().all(|wing| wings.contains(&(*wing).to_string())));
}
