//! Who may name whom, read from every path a file says: `use` lines, full paths, renames, re-exports.

use std::collections::BTreeSet;

use super::manifests::{self, Crates};
use super::paths::{self, How, Named};
use super::rooms::{self, Room};
use super::source::Source;
use super::{caught, none, tree};

/// Re-exports of another crate's names that were talked about and allowed: (file, path). It may only shrink.
const REEXPORTS: &[(&str, &str)] = &[];

/// What one file imports that it must not.
fn faults(source: &Source, crates: &Crates) -> Vec<String> {
    let home = crates.iter().find(|(folder, _)| source.path.starts_with(&format!("{folder}/")));
    let Some((_, outside)) = home else { return vec![format!("{}: belongs to no crate", source.path)] };
    let mut found = Vec::new();
    let wing = rooms::of(&source.path);
    if let Some((_, Err(why))) = &wing {
        return vec![format!("{}: {why}", source.path)];
    }
    let all = paths::of(source);
    let lent = lent(&all, outside);
    for named in all {
        let mut say = |what: String| found.push(format!("{}:{}: {what}", source.path, named.line));
        if let Some(what) = laundered(&source.path, &named, &lent) {
            say(what);
        } else if let Some(what) = one_file_only(&source.path, &named) {
            say(what);
        } else if let Some((wing, Ok(room))) = &wing
            && let Some(what) = against_the_room(source, &named, outside, wing, room)
        {
            say(what);
        }
    }
    if wing.is_some() {
        found.extend(dodges(source));
    }
    if source.path.starts_with("spine/store/src/") && !source.path.ends_with("/postgres.rs") {
        let waits = source.tokens.iter().filter(|t| t.is("block_on"));
        found.extend(waits.map(|t| format!("{}:{}: block_on belongs into postgres.rs", source.path, t.line)));
    }
    found
}

/// Names by which this file reaches other crates: theirs, and what its `use` lines brought into scope.
fn lent(all: &[Named], outside: &BTreeSet<String>) -> BTreeSet<String> {
    let foreign = |name: &&Named| {
        let first = name.segments.first().map_or("", String::as_str);
        outside.contains(first) && !rooms::STD.contains(&first)
    };
    let brought = all.iter().filter(|named| named.how == How::Use).filter(foreign);
    let brought =
        brought.filter_map(|named| named.renamed.clone().or_else(|| named.segments.last().cloned()));
    brought.chain(outside.iter().cloned()).collect()
}

/// Is a crate handed on under this crate's name, so that a room could reach what its own list forbids?
fn laundered(path: &str, named: &Named, lent: &BTreeSet<String>) -> Option<String> {
    let first = named.segments.first()?;
    let whole = named.segments.join("::");
    if named.how == How::Extern {
        return Some(format!("extern crate {first} goes round the import rules"));
    }
    let other = lent.contains(first) && !path.starts_with("yimen/") && !rooms::STD.contains(&first.as_str());
    match named.how {
        How::Reexport if other && !REEXPORTS.contains(&(path, whole.as_str())) => {
            Some(format!("re-exports {whole}; whoever needs it names its own crate"))
        }
        How::Alias if other => Some(format!("lends {whole} another name by a type alias")),
        _ => None,
    }
}

fn one_file_only(path: &str, named: &Named) -> Option<String> {
    let first = named.segments.first()?;
    let (_, only) = rooms::ONE_FILE_ONLY.iter().find(|(name, _)| name == first)?;
    (path != *only).then(|| format!("{first} may be named in {only} only"))
}

/// Where a path of this crate leads, from its root; none for a path of another crate or of a name in scope.
fn inside(source: &Source, named: &Named) -> Option<Vec<String>> {
    let (_, file) = source.path.split_once("/src/")?;
    let file = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let mut here: Vec<String> =
        if file == "lib" { vec![] } else { file.split('/').map(str::to_string).collect() };
    here.extend(named.modules.iter().cloned());
    let mut rest = named.segments.as_slice();
    match rest.first()?.as_str() {
        "crate" => here.clear(),
        "self" => {}
        "super" => {
            here.pop();
        }
        _ => return None,
    }
    rest = &rest[1..];
    while rest.first().is_some_and(|segment| segment == "super") {
        here.pop();
        rest = &rest[1..];
    }
    here.extend(rest.iter().cloned());
    Some(here)
}

fn against_the_room(
    source: &Source,
    named: &Named,
    outside: &BTreeSet<String>,
    wing: &str,
    room: &Room,
) -> Option<String> {
    let whole = named.segments.join("::");
    if let Some(target) = inside(source, named) {
        let first = target.first().map_or("", String::as_str);
        let fine = room.beside.contains(&first) || room.name == "a wing's lib";
        return (!fine).then(|| format!("{} may not name {whole} of its own wing", room.name));
    }
    let first = named.segments.first()?;
    if !outside.contains(first) || rooms::STD.contains(&first.as_str()) {
        return None;
    }
    let Some((_, names)) = room.lends.iter().find(|(name, _)| name == first) else {
        return Some(format!("{} may not name {whole}", room.name));
    };
    let own = |name: &&str| if *name == "{wing}" { wing.to_string() } else { (*name).to_string() };
    let fine = names.is_empty() || names.iter().any(|name| named.segments[1..].contains(&own(name)));
    (!fine).then(|| {
        let allowed = names.iter().map(own).collect::<Vec<_>>().join(", ");
        format!("{} may name only {allowed} of {first}, not {whole}", room.name)
    })
}

/// Other ways of bringing code into a wing that no path shows.
fn dodges(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        let next = |n: usize, text: &str| source.tokens.get(at + n).is_some_and(|t| t.is(text));
        let what = if token.is("#") && next(1, "[") && next(2, "path") {
            "#[path] takes a file from elsewhere"
        } else if token.is("include") && next(1, "!") {
            "include! takes code from elsewhere"
        } else if token.is("macro_use") || token.is("macro_export") {
            "macros do not cross rooms"
        } else {
            continue;
        };
        found.push(format!("{}:{}: {what}", source.path, token.line));
    }
    found
}

#[test]
fn rooms_name_only_what_they_may() {
    let crates = manifests::crates();
    let found = tree::sources().iter().flat_map(|source| faults(source, &crates)).collect();
    none(found, "a room names what it must not (tidy/rooms.rs has the table; STYLE.md the reasons)");
}

#[test]
fn wings_bring_no_build_script_and_no_binary() {
    let odd = tree::files(&[".rs"]).into_iter().filter(|path| {
        path.starts_with("wings/")
            && (path.ends_with("build.rs") || path.ends_with("main.rs") || path.contains("/bin/"))
    });
    none(odd.collect(), "a wing is a library and nothing else");
}

#[cfg(test)]
fn in_file(path: &str, text: &str) -> Vec<String> {
    let names = ["std", "core", "case", "kernel", "facts", "store", "house", "axum", "serde", "rusqlite"];
    let names: BTreeSet<String> = names.into_iter().map(str::to_string).collect();
    let crates =
        ["wings/case", "spine/store", "spine/house"].map(|folder| (folder.to_string(), names.clone()));
    faults(&Source::read(path, text), &Crates::from(crates))
}

#[test]
fn it_catches_every_dodge_in_the_rules() {
    let rules = |text: &str| in_file("wings/case/src/rules/acceptance.rs", text);
    let no_store = "rules (the law) may not name store";
    caught(&rules("use store::Tx;"), no_store);
    caught(&rules("use store;"), no_store);
    caught(&rules("use ::store::Tx;"), no_store);
    caught(&rules("use {store::Tx, kernel::Day};"), no_store);
    caught(&rules("use {kernel::{Day, Limit}, ::store::{self}};"), no_store);
    caught(&rules("use store as bookshelf;"), no_store);
    caught(&rules("use store::{Tx as Day};"), no_store);
    caught(&rules("use r#store::Tx;"), no_store);
    caught(&rules("fn f(x: &store::Tx) {}"), no_store);
    caught(&rules("fn f(x: &::store::Tx) {}"), no_store);
    caught(&rules("fn f() { let _ = <store::Tx>::new; }"), no_store);
    caught(&rules("fn f() { let _ = store::Value::from(1); }"), no_store);
    caught(&rules("fn f() { store /* :: */ :: open(); }"), no_store);
    caught(&rules("#[serde(with = \"store::bytes\")] struct A;"), no_store);
    caught(&rules("extern crate store as s;"), "extern crate");
    caught(&rules("pub use store::Tx;"), "re-exports");
    caught(&rules("pub(super) use store as s;"), "re-exports");
    caught(&rules("pub type Book<'a> = store::Tx<'a>;"), "type alias");
    caught(&rules("use axum::Json;"), "may not name axum");
    caught(&rules("use facts::licence::Event;"), "only case of facts");
    caught(&rules("use facts::*;"), "only case of facts");
}

#[test]
fn it_catches_a_room_reached_through_its_own_wing() {
    let rules = |text: &str| in_file("wings/case/src/rules/acceptance.rs", text);
    caught(&rules("use crate::views::one;"), "of its own wing");
    caught(&rules("use super::super::views::one;"), "of its own wing");
    caught(&rules("use crate::Tx;"), "of its own wing");
    caught(&rules("use crate::*;"), "of its own wing");
    caught(&rules("mod inner { use super::super::super::pages; }"), "of its own wing");
    caught(&in_file("wings/case/src/rules.rs", "use super::store::Tx;"), "of its own wing");
    caught(&in_file("wings/case/src/pages.rs", "use crate::reactors::react;"), "of its own wing");
    assert!(rules("use super::{Case, missing}; use crate::rules::Command; use self::a::b;").is_empty());
    assert!(rules("use facts::case::Event; use kernel::Day; use std::fmt; // store::Tx").is_empty());
}

#[test]
fn it_catches_the_other_rooms() {
    let views = |text: &str| in_file("wings/case/src/views.rs", text);
    caught(&views("use store::Tx;"), "only Rows, Look");
    caught(&views("use store::*;"), "only Rows, Look");
    caught(&views("use house::Intent;"), "only Panel, Subject, links of house");
    assert!(views("use store::{Look, Rows, Value}; use facts::Fact;").is_empty());
    caught(&in_file("wings/case/src/reactors.rs", "use house::Desk;"), "only Intent, To of house");
    caught(&in_file("wings/case/src/pages.rs", "use store::Rows;"), "may not name store");
    caught(&in_file("wings/case/src/lib.rs", "pub use kernel::Day;"), "re-exports");
    caught(&in_file("wings/case/src/tricks.rs", ""), "no room called tricks");
    caught(&in_file("wings/case/src/rules.rs", "#[path = \"../../x.rs\"] mod x;"), "#[path]");
    caught(&in_file("wings/case/src/rules.rs", "include!(\"../../x.rs\");"), "include!");
    caught(&in_file("spine/store/src/writer.rs", "use rusqlite::Connection;"), "sqlite.rs only");
    caught(&in_file("spine/store/src/writer.rs", "fn f() { runtime.block_on(x) }"), "postgres.rs");
    let desk = |text: &str| in_file("spine/house/src/desk.rs", text);
    caught(&desk("pub use store::Tx;"), "re-exports");
    caught(&desk("use store as shelf; pub use shelf::Tx;"), "re-exports");
    caught(&desk("use store::ledger; pub(crate) use ledger::Tx;"), "re-exports");
    caught(&desk("use store::Tx; pub type Book<'a> = Tx<'a>;"), "type alias");
    assert!(desk("use store::Fault; pub type Done = Result<(), Fault>; pub use desk::Receipt;").is_empty());
}
