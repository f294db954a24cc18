//! Which crates each crate may lean on.
//!
//! A dependency that is not in this table needs a line in docs/decisions/0003-dependencies.md first.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::{caught, none, tree};

/// A wing's list, the same for all.
const WING: &[&str] =
    &["axum", "facts", "house", "kernel", "maud", "paper", "schemars", "serde", "serde_json", "store"];

/// What every crate may use, for running and (second list) for its tests.
const ALLOWED: &[(&str, &[&str], &[&str])] = &[
    ("spine/kernel", &["jiff", "schemars", "serde", "serde_json"], &["pinyin", "toml"]),
    ("spine/facts", &["kernel", "serde", "serde_json"], &[]),
    (
        "spine/store",
        &["foldhash", "rusqlite", "sm3", "smol_str", "tokio", "tokio-postgres"],
        &["rig", "tempfile"],
    ),
    (
        "spine/house",
        &[
            "aes-gcm",
            "argon2",
            "axum",
            "base64ct",
            "facts",
            "fast_qr",
            "flate2",
            "form_urlencoded",
            "getrandom",
            "hyper",
            "hyper-util",
            "kernel",
            "maud",
            "minijinja",
            "paper",
            "pinyin",
            "multer",
            "schemars",
            "serde",
            "serde_json",
            "sheets",
            "sm2",
            "sm3",
            "sm4",
            "store",
            "tokio",
            "toml",
            "tower",
            "tracing",
        ],
        &["rig", "tempfile"],
    ),
    ("spine/channels", &["house", "serde", "serde_json"], &[]),
    ("spine/paper", &["fast_qr", "kernel", "krilla", "skrifa"], &["rqrr"]),
    // the clocks a second time, for tests: its own code leans on nothing of the house
    ("spine/reckoning", &["jiff"], &["case", "facts", "kernel", "licence", "mimalloc", "serde_json", "toml"]),
    ("spine/rig", &["serde_json", "tempfile"], &[]),
    ("spine/sheets", &["calamine", "rust_xlsxwriter"], &[]),
    ("wings/account", WING, &["toml"]),
    ("wings/bundle", WING, &["toml"]),
    ("wings/case", WING, &["toml"]),
    ("wings/document", WING, &["toml"]),
    ("wings/licence", WING, &["toml"]),
    ("wings/matter", WING, &["toml"]),
    ("wings/oversight", WING, &["toml"]),
    ("wings/portal", WING, &["toml"]),
    ("wings/project", WING, &["toml"]),
    ("wings/review", WING, &["toml"]),
    ("wings/risk", WING, &["toml"]),
    (
        "yimen",
        &[
            "account",
            "ariadne",
            "axum",
            "bundle",
            "case",
            "channels",
            "clap",
            "document",
            "facts",
            "house",
            "kernel",
            "licence",
            "matter",
            "mimalloc",
            "oversight",
            "portal",
            "project",
            "review",
            "risk",
            "serde",
            "serde_json",
            "sim",
            "store",
            "tokio",
            "tracing",
            "tracing-subscriber",
        ],
        &["bench", "jsonschema", "rig", "tempfile", "toml"],
    ),
    ("bench", &["clap", "getrandom", "mimalloc", "rig", "serde_json", "store"], &[]),
    (
        "sim",
        &[
            "account",
            "bundle",
            "case",
            "document",
            "facts",
            "house",
            "kernel",
            "licence",
            "matter",
            "oversight",
            "portal",
            "review",
            "risk",
            "serde_json",
            "store",
            "tokio",
            "toml",
        ],
        &["rig", "tempfile"],
    ),
];

/// The crates of the workspace with the names under which code can reach other crates.
pub type Crates = BTreeMap<String, BTreeSet<String>>;

/// For each crate's folder, the outside names its code may say: its dependencies and the language's own.
pub fn crates() -> Crates {
    let mut found = Crates::new();
    for path in tree::files(&["Cargo.toml"]) {
        let Some(folder) = path.strip_suffix("/Cargo.toml") else { continue };
        let manifest = read(&path);
        let mut names: BTreeSet<String> = ["std", "core", "alloc"].into_iter().map(str::to_string).collect();
        for (_, deps) in dependency_tables(&manifest) {
            names.extend(deps.keys().map(|name| name.replace('-', "_")));
        }
        found.insert(folder.to_string(), names);
    }
    found
}

fn read(path: &str) -> Table {
    tree::text(path).parse().unwrap_or_else(|why| panic!("{path} is not TOML: {why}"))
}

/// Every table of dependencies in a manifest; the flag is true when it is for tests only.
fn dependency_tables(manifest: &Table) -> Vec<(bool, &Table)> {
    let mut found = Vec::new();
    for (dev, key) in [(false, "dependencies"), (true, "dev-dependencies"), (false, "build-dependencies")] {
        found.extend(manifest.get(key).and_then(Value::as_table).map(|table| (dev, table)));
        for target in manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values) {
            found.extend(target.get(key).and_then(Value::as_table).map(|table| (dev, table)));
        }
    }
    found
}

/// What is wrong with one crate's manifest.
fn faults(folder: &str, manifest: &Table) -> Vec<String> {
    let Some((_, run, test)) = ALLOWED.iter().find(|(name, ..)| *name == folder) else {
        return vec![format!("{folder}: has no line in the table of tidy/manifests.rs")];
    };
    let mut found = Vec::new();
    for (dev, table) in dependency_tables(manifest) {
        for (name, how) in table {
            let allowed = run.contains(&name.as_str()) || (dev && test.contains(&name.as_str()));
            if !allowed {
                found.push(format!("{folder}: may not depend on {name}"));
            }
            if how.get("workspace") != Some(&Value::Boolean(true)) {
                found.push(format!("{folder}: {name} must be taken from the workspace's list"));
            }
            if how.get("package").is_some() {
                found.push(format!("{folder}: {name} hides another package's name"));
            }
        }
    }
    let lints = manifest.get("lints").and_then(|lints| lints.get("workspace"));
    if lints != Some(&Value::Boolean(true)) {
        found.push(format!("{folder}: must take the workspace's lints"));
    }
    found
}

#[test]
fn crates_lean_only_on_what_their_room_may_know() {
    let crates = crates();
    assert_eq!(
        crates.len(),
        ALLOWED.len(),
        "a line of the table belongs to no crate, or a crate has no line"
    );
    let found = crates.keys().flat_map(|folder| faults(folder, &read(&format!("{folder}/Cargo.toml"))));
    none(found.collect(), "a crate depends on what its room may not know (tidy/manifests.rs)");
}

#[test]
fn the_workspace_renames_no_package() {
    let manifest = read("Cargo.toml");
    let list = manifest.get("workspace").and_then(|w| w.get("dependencies")).and_then(Value::as_table);
    let list = list.expect("the workspace has a list of dependencies");
    let renamed = list.iter().filter(|(_, how)| how.get("package").is_some()).map(|(name, _)| name.clone());
    none(renamed.collect(), "a dependency hides another package's name");
}

/// Dependencies that the table of decision 0003 does not explain.
fn unexplained(manifest: &Table, decision: &str) -> Vec<String> {
    let first = |row: &str| row.split('|').nth(1).unwrap_or("").to_string();
    let cells: Vec<String> = decision.lines().filter(|line| line.starts_with('|')).map(first).collect();
    let told: BTreeSet<&str> = cells.iter().flat_map(|cell| cell.split(',')).map(str::trim).collect();
    let list = manifest.get("workspace").and_then(|w| w.get("dependencies")).and_then(Value::as_table);
    let foreign = list.into_iter().flatten().filter(|(_, how)| how.get("path").is_none());
    foreign.filter(|(name, _)| !told.contains(name.as_str())).map(|(name, _)| name.clone()).collect()
}

#[test]
fn every_dependency_is_explained() {
    let found = unexplained(&read("Cargo.toml"), &tree::text("docs/decisions/0003-dependencies.md"));
    none(found, "a dependency has no line in docs/decisions/0003-dependencies.md");
}

#[test]
fn it_catches_a_manifest_that_reaches_too_far() {
    let read = |text: &str| text.parse::<Table>().expect("the fixture is TOML");
    let lints = "[lints]\nworkspace = true\n";
    let bad = |text: &str| faults("wings/case", &read(&format!("{lints}{text}")));
    caught(&bad("[dependencies]\nrusqlite.workspace = true"), "may not depend on rusqlite");
    caught(&bad("[target.'cfg(unix)'.dependencies]\ntokio.workspace = true"), "may not depend on tokio");
    caught(&bad("[build-dependencies]\nlicence.workspace = true"), "may not depend on licence");
    caught(&bad("[dependencies]\nserde = \"1\""), "from the workspace's list");
    caught(&bad("[dependencies]\nserde = { workspace = true, package = \"store\" }"), "hides");
    let list = read("[workspace.dependencies]\naxum = '1'\nsm3 = '1'\nserde = '1'\nstore = { path = 'x' }");
    caught(&unexplained(&list, "serde does\n| axum | x |\n| sm2, sm3 | serde |"), "serde");
    caught(&faults("wings/case", &Table::new()), "lints");
    caught(&faults("wings/new", &Table::new()), "no line in the table");
}
