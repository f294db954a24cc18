//! One word for each thing: events, wings and refusals stand in GLOSSARY.md and in the county's texts.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::source::{Kind, Source};
use super::{caught, none, tree};

/// Where the sentences stand, by language.
const TEXTS: &[&str] = &["catalogue/texts/zh-CN.toml", "catalogue/texts/en.toml"];

/// Every word in backticks in the third column (code) of the glossary's tables.
fn glossary_words(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let codes = rows.filter_map(|row| row.split('|').nth(3));
    let quoted =
        codes.flat_map(|code| code.split('`').skip(1).step_by(2).map(str::to_string).collect::<Vec<_>>());
    let split = |code: String| {
        let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.filter(|word| !word.is_empty()).map(str::to_string).collect::<Vec<_>>()
    };
    quoted.flat_map(split).collect()
}

/// The variants of `pub enum Event` in a file, in order.
fn variants(source: &Source) -> Vec<String> {
    let tokens = &source.tokens;
    let Some(at) = (0..tokens.len()).find(|&at| {
        ["pub", "enum", "Event"]
            .iter()
            .enumerate()
            .all(|(n, word)| tokens.get(at + n).is_some_and(|t| t.is(word)))
    }) else {
        return vec![];
    };
    let Some(open) = (at..tokens.len()).find(|&i| tokens[i].is("{")) else { return vec![] };
    let close = source.closing(open);
    let (mut found, mut next, mut fresh) = (Vec::new(), open + 1, true);
    while next < close {
        let token = &tokens[next];
        if ["{", "(", "["].into_iter().any(|sign| token.is(sign)) {
            next = source.closing(next);
        } else if token.is(",") {
            fresh = true;
        } else if fresh && token.kind == Kind::Word {
            found.push(token.text.clone());
            fresh = false;
        }
        next += 1;
    }
    found
}

/// Events by wing, from spine/facts/src/<wing>.rs.
fn events() -> BTreeMap<String, Vec<String>> {
    tree::folders("wings")
        .into_iter()
        .map(|wing| {
            let path = format!("spine/facts/src/{wing}.rs");
            let found =
                if tree::exists(&path) { variants(&Source::read(&path, &tree::text(&path))) } else { vec![] };
            (wing, found)
        })
        .collect()
}

/// Codes of refusals in a file, and the places where a code is not a plain string.
fn refusals(source: &Source) -> (BTreeSet<String>, Vec<String>) {
    let (mut codes, mut hidden) = (BTreeSet::new(), Vec::new());
    let tokens = &source.tokens;
    let mut function = "";
    for at in 0..tokens.len() {
        if at > 0 && tokens[at - 1].is("fn") {
            function = &tokens[at].text;
        }
        let before = |n: usize, text: &str| at >= n && tokens[at - n].is(text);
        let call = tokens[at].is("refuse") && !before(1, "fn");
        let built = ["new", "of"].into_iter().any(|name| tokens[at].is(name))
            && before(1, "::")
            && before(2, "Refusal");
        if !(call || built) || !tokens.get(at + 1).is_some_and(|t| t.is("(")) {
            continue;
        }
        match tokens.get(at + 2) {
            Some(token) if token.kind == Kind::Text => {
                codes.insert(token.text.clone());
            }
            // A `fn refuse` hands on the code that its callers write out.
            Some(token) if function == "refuse" && token.is("code") => {}
            Some(token) => {
                hidden.push(format!("{}:{}: a refusal's code is written out", source.path, token.line))
            }
            None => {}
        }
    }
    (codes, hidden)
}

/// Does a refusal in this file reach people, so that it needs a sentence?
fn refuses_people(source: &Source) -> bool {
    let shelf =
        ["wings/", "spine/house/src/", "spine/kernel/src/"].iter().any(|s| source.path.starts_with(s));
    shelf && !source.is_test()
}

/// Looks `a.b.c` up, however the file nests it; true when something is said there.
fn says(table: &Table, key: &str) -> bool {
    let said = |value: &Value| match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Table(table) => !table.is_empty(),
        _ => false,
    };
    if table.get(key).is_some_and(said) {
        return true;
    }
    key.match_indices('.').any(|(at, _)| {
        table.get(&key[..at]).and_then(Value::as_table).is_some_and(|inner| says(inner, &key[at + 1..]))
    })
}

/// Every key under which a text stands.
fn keys(table: &Table, before: &str, found: &mut BTreeSet<String>) {
    for (name, value) in table {
        let key = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        match value {
            Value::Table(inner) => keys(inner, &key, found),
            _ => {
                found.insert(key);
            }
        }
    }
}

fn texts(path: &str) -> Table {
    tree::text(path).parse().unwrap_or_else(|why| panic!("{path} is not TOML: {why}"))
}

/// Keys that a county's text file does not answer.
fn unsaid(path: &str, table: &Table, wanted: &[String]) -> Vec<String> {
    wanted
        .iter()
        .filter(|key| !says(table, key))
        .map(|key| format!("{path}: has no sentence for {key}"))
        .collect()
}

#[test]
fn events_and_wings_stand_in_the_glossary() {
    let known = glossary_words(&tree::text("GLOSSARY.md"));
    let mut found = Vec::new();
    for (wing, variants) in events() {
        if !known.contains(&wing) {
            found.push(format!("wing {wing} is in no code column"));
        }
        let strange = variants.into_iter().filter(|variant| !known.contains(variant));
        found.extend(strange.map(|variant| format!("facts::{wing}::Event::{variant} is in no code column")));
    }
    none(found, "GLOSSARY.md: one thing, one word, everywhere");
}

#[test]
fn every_wing_has_its_events() {
    let silent = events().into_iter().filter(|(_, variants)| variants.is_empty());
    let found =
        silent.map(|(wing, _)| format!("spine/facts/src/{wing}.rs has no `pub enum Event`")).collect();
    none(found, "wings hear each other through facts");
}

#[test]
fn every_event_and_refusal_has_a_sentence_in_each_language() {
    let mut wanted: Vec<String> = Vec::new();
    for (wing, variants) in events() {
        wanted.extend(variants.iter().map(|variant| format!("event.{wing}.{variant}")));
    }
    let mut codes = BTreeSet::new();
    let mut found = Vec::new();
    for source in tree::sources().iter().filter(|source| refuses_people(source)) {
        let (said, hidden) = refusals(source);
        codes.extend(said);
        found.extend(if source.path.starts_with("wings/") { hidden } else { vec![] });
    }
    wanted.extend(codes.iter().map(|code| format!("refusal.{code}")));
    for path in TEXTS {
        found.extend(unsaid(path, &texts(path), &wanted));
    }
    none(found, "the county's texts must say every event and refusal");
}

#[test]
fn the_languages_say_the_same_things() {
    let said: Vec<BTreeSet<String>> = TEXTS
        .iter()
        .map(|path| {
            let mut found = BTreeSet::new();
            keys(&texts(path), "", &mut found);
            found
        })
        .collect();
    let missing = |from: usize, to: usize| {
        said[from]
            .difference(&said[to])
            .map(move |key| format!("{} lacks {key}", TEXTS[to]))
            .collect::<Vec<_>>()
    };
    none([missing(0, 1), missing(1, 0)].concat(), "a text stands in one language only");
}

#[test]
fn it_catches_missing_words() {
    let known = glossary_words(
        "| 申请 | apply | `Apply` → `Applied` | `POST /cases` | |\n| 核验 | vouch | `Vouched { by }` | | |\n",
    );
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["Applied", "Apply", "Vouched", "by"]);
    let facts = "/// A.\npub enum Event {\n /// B, C.\n #[serde(rename = \"x\")]\n \
                 Applied { a: Vec<(Day, u8)>, b: u8 },\n Accepted,\n Tick(u8, u8) }";
    assert_eq!(variants(&Source::read("a.rs", facts)), ["Applied", "Accepted", "Tick"]);
    let law = "fn refuse(code: &str) { Refusal::new(code) } \
               fn a() { refuse(\"one\", x); Refusal::new(\"two\"); Refusal::of(Rule::X) }";
    let (codes, hidden) = refusals(&Source::read("a.rs", law));
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["one", "two"]);
    caught(&hidden, "written out");
    let table: Table =
        "refusal.one = 'x'\n[event.case]\nApplied = 'x'\nAccepted = ''".parse().expect("it is TOML");
    let wanted = ["refusal.one", "event.case.Applied", "event.case.Accepted"].map(str::to_string);
    caught(&unsaid("zh", &table, &wanted), "event.case.Accepted");
}
