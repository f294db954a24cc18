//! The words: British spelling, names that say something, no marks of unfinished work, no particular machine.

use super::source::{Kind, Source};
use super::{caught, none, tree};

/// The other side's spelling, and ours.
const SPELLING: &[(&str, &str)] = &[
    ("license", "licence"),
    ("licenses", "licences"),
    ("catalog", "catalogue"),
    ("catalogs", "catalogues"),
    ("color", "colour"),
    ("colors", "colours"),
    ("center", "centre"),
    ("behavior", "behaviour"),
    ("favor", "favour"),
    ("honor", "honour"),
    ("labor", "labour"),
    ("neighbor", "neighbour"),
    ("canceled", "cancelled"),
    ("canceling", "cancelling"),
    ("labeled", "labelled"),
    ("modeled", "modelled"),
    ("signaled", "signalled"),
    ("traveled", "travelled"),
    ("fulfill", "fulfil"),
    ("enroll", "enrol"),
    ("defense", "defence"),
    ("offense", "offence"),
    ("gray", "grey"),
    ("analyze", "analyse"),
];

/// Words that are right where another language stands in a string: CSS, SVG and scripts say so.
const STYLE_SHEET: &[&str] = &["color", "colors", "center", "gray", "behavior"];

/// Texts that must say the other spelling because somebody else fixed it.
const QUOTED: &[&str] = &[
    "Apache License",
    "license = ",
    "license.workspace",
    "LICENSE",
    "/licenses/",
    "catalog_code",
    "catalogCode",
    "with_color",
];

/// Files that must name a thing as its library does, with the word.
const BORROWED: &[(&str, &str)] = &[("spine/paper/src/sheet.rs", "color")];

/// Endings of names that say nothing.
const EMPTY_ENDINGS: &[&str] = &["Manager", "Helper", "Helpers", "Service", "Utils", "Util", "Data", "Info"];

/// Names of modules, functions and files that say nothing.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helper", "helpers", "data", "info", "process", "misc", "common", "manager", "service",
];

/// The lower-case words of a text: `LicenseNo` and `license_no` both hold `license`.
fn split(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut before_lower = false;
    for c in text.chars() {
        let upper_after_lower = c.is_ascii_uppercase() && before_lower;
        if upper_after_lower || !c.is_ascii_alphabetic() {
            found.push(String::new());
        }
        if c.is_ascii_alphabetic() {
            found.last_mut().expect("one word is always open").push(c.to_ascii_lowercase());
        }
        before_lower = c.is_ascii_lowercase();
    }
    found.retain(|word| !word.is_empty());
    found
}

/// Words of one text that are spelled the other way; `styled` for texts that may hold CSS.
fn misspelled(place: &str, text: &str, styled: bool) -> Vec<String> {
    let text = QUOTED.iter().fold(text.to_string(), |text, quoted| text.replace(quoted, " "));
    let wrong = |word: &String| {
        let ours = SPELLING.iter().find(|(theirs, _)| theirs == word)?.1;
        let css = styled && STYLE_SHEET.contains(&word.as_str());
        (!css).then(|| format!("{place}: {word} is spelled {ours}"))
    };
    split(&text).iter().filter_map(wrong).collect()
}

fn spelling_faults(source: &Source) -> Vec<String> {
    if source.path.ends_with("tidy/words.rs") {
        return vec![];
    }
    let code = source.tokens.iter().map(|t| (t.line, &t.text, t.kind == Kind::Text));
    let said = source.comments.iter().map(|(line, text)| (*line, text, false));
    let borrowed = |text: &str| {
        BORROWED.iter().any(|(path, word)| source.path == *path && text.eq_ignore_ascii_case(word))
    };
    code.filter(|(_, text, styled)| *styled || !borrowed(text))
        .chain(said)
        .flat_map(|(line, text, styled)| misspelled(&format!("{}:{line}", source.path), text, styled))
        .collect()
}

fn name_faults(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let file = source.path.rsplit('/').next().unwrap_or("").trim_end_matches(".rs");
    if EMPTY_NAMES.contains(&file) {
        found.push(format!("{}: a file called {file} says nothing", source.path));
    }
    for pair in source.tokens.windows(2) {
        let (keyword, name) = (&pair[0], pair[1].text.as_str());
        let kind = ["struct", "enum", "trait", "type", "union"].into_iter().any(|k| keyword.is(k));
        let item = ["mod", "fn"].into_iter().any(|k| keyword.is(k));
        let empty_kind = kind && EMPTY_ENDINGS.iter().any(|end| name.ends_with(end));
        let empty_item = item && (EMPTY_NAMES.contains(&name) || name.starts_with("process_"));
        if empty_kind || empty_item {
            found.push(format!("{}:{}: {} {name} says nothing", source.path, keyword.line, keyword.text));
        }
    }
    found
}

/// Marks of unfinished work, and what belongs to one machine; cut in two lest they find themselves.
const NEVER: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "finish it, or write an issue"),
    (concat!("FIX", "ME"), "mend it"),
    (concat!("X", "XX"), "say what it is"),
    (concat!("todo", "!("), "finish it"),
    (concat!("unimple", "mented!("), "finish it"),
    (concat!("dbg", "!("), "take it out"),
    (concat!("#[ig", "nore"), "a test never passes by not running"),
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/ho", "me/"), "a path of one machine"),
    (concat!("/t", "mp/"), "a path of one machine: use a temporary folder"),
    (concat!("crates", ".io"), "a registry's host"),
    (concat!("static.", "rust-lang"), "a registry's host"),
];

fn never_faults(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for (mark, why) in NEVER {
            if line.contains(mark) {
                found.push(format!("{path}:{}: {mark}: {why}", at + 1));
            }
        }
    }
    found
}

#[test]
fn words_are_spelled_our_way() {
    let mut found: Vec<String> = tree::sources().iter().flat_map(spelling_faults).collect();
    for path in tree::files(&[".md", ".sql", ".toml"]) {
        if path == "STYLE.md" || path == "Cargo.lock" {
            continue;
        }
        for (at, line) in tree::text(&path).lines().enumerate() {
            found.extend(misspelled(&format!("{path}:{}", at + 1), line, false));
        }
    }
    none(found, "British spelling (GLOSSARY.md)");
}

#[test]
fn names_say_something() {
    none(tree::sources().iter().flat_map(name_faults).collect(), "names are the design (STYLE.md, 1)");
}

#[test]
fn nothing_is_unfinished_and_no_machine_is_named() {
    let ends = &[".rs", ".md", ".sql", ".toml", ".sh", ".txt", ".css", ".js", ".html", "check", "run"];
    let found =
        tree::files(ends).into_iter().flat_map(|path| never_faults(&path, &tree::text(&path))).collect();
    none(found, "unfinished work, or a particular machine");
}

#[test]
fn it_catches_words() {
    let spelling = |text: &str| spelling_faults(&Source::read("a.rs", text));
    caught(&spelling("struct LicenseNumber;"), "licence");
    caught(&spelling("// the service catalog"), "catalogue");
    caught(&spelling("let bgColor = 1;"), "colour");
    caught(&spelling("let a = \"your license\";"), "licence");
    assert!(spelling("let a = \"color: red\"; // licensed, licensing, laboratory").is_empty());
    caught(&misspelled("a.md", "a drivers license", false), "licence");
    assert!(misspelled("Cargo.toml", "license = \"Apache-2.0\" license.workspace = true", false).is_empty());
    let names = |text: &str| name_faults(&Source::read("wings/a/src/b.rs", text));
    caught(&names("struct CaseManager;"), "says nothing");
    caught(&names("pub mod utils;"), "says nothing");
    caught(&names("fn process_case() {}"), "says nothing");
    caught(&name_faults(&Source::read("spine/house/src/info.rs", "")), "says nothing");
    assert!(names("enum Kind { PublicService } use std::process; fn f(info: u8) {}").is_empty());
    for (mark, _) in NEVER {
        caught(&never_faults("a.rs", &format!("let a = {mark}x")), mark);
    }
    assert!(never_faults("a.rs", "route(\"/workdays\"); \"/worklist\"").is_empty());
}
