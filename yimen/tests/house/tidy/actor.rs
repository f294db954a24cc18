//! Who may say who acts: an `Actor` is built in a few named files, and no request can carry one in.

use super::source::{Source, Token};
use super::{caught, none, tree};

/// The only files that build an actor (one-way door 2): its type and decoder, the guards, the house's hands.
const BUILDERS: &[&str] = &[
    "spine/kernel/",
    "spine/house/src/web/guard.rs",
    "spine/house/src/web/clients.rs",
    "spine/house/src/timekeeper.rs",
    "spine/house/src/follow.rs",
    "spine/house/src/console.rs",
    "spine/house/src/rehearsal.rs",
];

/// What stands before `Actor {` when it is not a value: the type's own items, and patterns.
const NOT_A_VALUE: &[&str] = &["struct", "impl", "for", "->", "enum", "let", "ref", "mut"];

fn builds(source: &Source) -> Vec<String> {
    let shipped = !source.is_test() && !BUILDERS.iter().any(|path| source.path.starts_with(path));
    if !shipped {
        return vec![];
    }
    let tests = source.test_lines();
    let mut found = Vec::new();
    let tokens = &source.tokens;
    for (at, token) in tokens.iter().enumerate() {
        if !token.is("Actor") || tests.iter().any(|(first, last)| (*first..=*last).contains(&token.line)) {
            continue;
        }
        let next = |n: usize| tokens.get(at + n);
        let what = if next(1).is_some_and(|t| t.is("{")) && is_value(source, at) {
            "builds an Actor"
        } else if next(1).is_some_and(|t| t.is("::")) && next(3).is_some_and(|t| t.is("(")) {
            "has an Actor built for it"
        } else if next(1).is_some_and(|t| t.is("as")) {
            "gives Actor another name"
        } else if reads_one(tokens, at) {
            "reads an Actor out of a text"
        } else {
            continue;
        };
        found.push(format!("{}:{}: {what}", source.path, token.line));
    }
    found
}

/// Is `Actor { … }` at `at` a value, and not a pattern or the head of an item?
fn is_value(source: &Source, at: usize) -> bool {
    let tokens = &source.tokens;
    let mut start = at;
    while start >= 2 && tokens[start - 1].is("::") {
        start -= 2;
    }
    if start > 0 && NOT_A_VALUE.iter().any(|word| tokens[start - 1].is(word)) {
        return false;
    }
    let close = source.closing(at + 1);
    let open_ended = tokens[close - 1].is("..");
    let bound =
        tokens.get(close + 1).is_some_and(|t| ["=>", "=", "|", ":"].into_iter().any(|sign| t.is(sign)));
    !open_ended && !bound
}

/// `from_str::<Actor>` and its like.
fn reads_one(tokens: &[Token], at: usize) -> bool {
    let mut start = at;
    while start >= 2 && tokens[start - 1].is("::") {
        start -= 2;
    }
    start >= 3
        && tokens[start - 1].is("<")
        && tokens[start - 2].is("::")
        && ["from_str", "from_slice", "from_value", "from_reader"]
            .into_iter()
            .any(|f| tokens[start - 3].is(f))
}

/// Types that keep an actor on the house's own shelves, where no request reaches: (file, type).
const KEEPERS: &[(&str, &str)] = &[];

/// Structs and enums that can be read from a request and hold an actor.
fn carriers(source: &Source) -> Vec<String> {
    if source.path.starts_with("spine/kernel/") {
        return vec![];
    }
    let tokens = &source.tokens;
    let mut found = Vec::new();
    for at in 0..tokens.len().saturating_sub(3) {
        if !(tokens[at].is("derive") && tokens[at + 1].is("(")) {
            continue;
        }
        let end = source.closing(at + 1);
        if !tokens[at..end].iter().any(|t| t.is("Deserialize")) {
            continue;
        }
        let Some(item) = (end..tokens.len()).find(|&i| tokens[i].is("struct") || tokens[i].is("enum")) else {
            continue;
        };
        let Some(open) = (item..tokens.len()).find(|&i| ["{", "(", ";"].into_iter().any(|s| tokens[i].is(s)))
        else {
            continue;
        };
        let close = if tokens[open].is(";") { open } else { source.closing(open) };
        let (name, line) = (&tokens[item + 1].text, tokens[item].line);
        let kept = KEEPERS.contains(&(source.path.as_str(), name.as_str()));
        if !kept && tokens[open..close].iter().any(|t| t.is("Actor")) {
            found.push(format!("{}:{line}: {name} can be read from outside and holds an Actor", source.path));
        }
    }
    found
}

#[test]
fn only_the_named_files_build_an_actor() {
    none(
        tree::sources().iter().flat_map(builds).collect(),
        "an actor is built where it may not be (one-way door 2)",
    );
}

#[test]
fn no_request_carries_an_actor() {
    none(
        tree::sources().iter().flat_map(carriers).collect(),
        "a request must not say who acts (one-way door 2)",
    );
}

#[test]
fn it_catches_actors() {
    let at = |text: &str| builds(&Source::read("wings/case/src/pages.rs", text));
    caught(&at("let who = Actor { party, role };"), "builds");
    caught(&at("f(kernel::rights::Actor { party, ..who })"), "builds");
    caught(&at("fn f() -> X { Actor { party } }"), "builds");
    caught(&at("use kernel::Actor as Who;"), "another name");
    caught(&at("let who = Actor::clock();"), "built for it");
    caught(&at("let who = serde_json::from_str::<kernel::Actor>(text);"), "out of a text");
    assert!(at("fn f(who: Actor) -> Actor { let Actor { party, .. } = who; }").is_empty());
    assert!(at("match who { Actor { role: Role::Clerk, .. } => 1, Actor { party } => 2 }").is_empty());
    assert!(at("impl Show for Actor { } #[cfg(test)] mod tests { fn a() { Actor { party } } }").is_empty());
    assert!(builds(&Source::read("spine/house/src/console.rs", "Actor { party }")).is_empty());
    let reads = |text: &str| carriers(&Source::read("wings/case/src/pages.rs", text));
    caught(
        &reads("#[derive(Debug, Deserialize)]\n#[serde(x)]\nstruct Act { who: Option<Actor> }"),
        "Act can be read",
    );
    caught(&reads("#[derive(serde::Deserialize)] pub struct Act(kernel::Actor);"), "Act can be read");
    caught(&reads("#[derive(Deserialize)] enum Act { A { who: Actor } }"), "Act can be read");
    assert!(
        reads("#[derive(Serialize)] struct Act { who: Actor } #[derive(Deserialize)] struct B;").is_empty()
    );
}
