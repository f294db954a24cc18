//! `yimen lint` on the real binary: what it prints, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

fn own() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogue"))
}

fn lint(dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yimen")).arg("lint").arg(dir).output().unwrap()
}

/// A copy of the catalogue that may be spoiled.
fn copy() -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for folder in ["", "calendar", "items", "texts"] {
        std::fs::create_dir_all(to.path().join(folder)).unwrap();
        for entry in std::fs::read_dir(own().join(folder)).unwrap() {
            let from = entry.unwrap().path();
            if from.is_file() {
                std::fs::copy(&from, to.path().join(folder).join(from.file_name().unwrap())).unwrap();
            }
        }
    }
    to
}

fn change(dir: &Path, file: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(dir.join(file)).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(dir.join(file), text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_catalogue_of_the_house_ends_well() {
    let done = lint(own());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    assert!(done.stdout.is_empty(), "nothing is wrong, so nothing is drawn");
    assert!(String::from_utf8_lossy(&done.stderr).contains("0 errors, 0 warnings"));
}

#[test]
fn warnings_alone_end_well_and_errors_do_not() {
    let dir = copy();
    change(dir.path(), "items/food-permit.toml", "经营场所平面布局图", "相关材料");
    let done = lint(dir.path());
    let drawn = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success() && drawn.contains("Warning") && drawn.contains("兜底"), "{drawn}");
    change(dir.path(), "items/food-permit.toml", "visits = 0", "visits = 1");
    change(dir.path(), "items/seal-filing.toml", "kind = \"other\"", "kind = \"licensing\"");
    let done = lint(dir.path());
    let drawn = String::from_utf8_lossy(&done.stdout).into_owned();
    assert_eq!(done.status.code(), Some(1));
    for part in
        ["items/food-permit.toml:", "visits = 1", "没写原因", "without a reason", "items/seal-filing.toml:"]
    {
        assert!(drawn.contains(part), "{part} is not in\n{drawn}");
    }
}

#[test]
fn a_catalogue_with_errors_opens_no_house() {
    let dir = copy();
    change(dir.path(), "items/food-permit.toml", "visits = 0", "visits = 1");
    let data = tempfile::tempdir().unwrap();
    let db = format!("sqlite:{}", data.path().join("y.db").display());
    let done = Command::new(env!("CARGO_BIN_EXE_yimen"))
        .args(["rebuild", "--db", &db, "--data"])
        .arg(data.path())
        .arg("--catalogue")
        .arg(dir.path())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(1));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("items/food-permit.toml:") && said.contains("yimen lint"), "{said}");
    assert!(!data.path().join("y.db").exists(), "nothing was opened");
}
