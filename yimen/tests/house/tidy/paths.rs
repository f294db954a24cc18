//! Every path a file names: in `use` trees, in full, in `extern crate`, in serde's attribute strings.

use super::source::{Kind, Source, Token};

/// How a path came to be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// A `use` for this module only.
    Use,
    /// A `use` that others can reach: `pub use`, `pub(crate) use`.
    Reexport,
    /// `extern crate`.
    Extern,
    /// `pub type X = path`.
    Alias,
    /// Anywhere else.
    Full,
}

/// A path with its place.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its segments; a glob is `*`.
    pub segments: Vec<String>,
    /// The line it stands on.
    pub line: usize,
    /// How it is named.
    pub how: How,
    /// The inline modules around it.
    pub modules: Vec<String>,
    /// The new name, when `as` gives one.
    pub renamed: Option<String>,
}

/// Words that are never part of a path that goes on.
const KEYWORDS: &[&str] = &[
    "as", "break", "const", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move", "mut", "pub",
    "ref", "return", "type", "unsafe", "use", "where", "while",
];

/// All paths of a file, in order.
pub fn of(source: &Source) -> Vec<Named> {
    let tokens = &source.tokens;
    let mut found = Vec::new();
    let mut modules: Vec<(String, usize)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        modules.retain(|(_, last)| *last >= at);
        let around: Vec<String> = modules.iter().map(|(name, _)| name.clone()).collect();
        let token = &tokens[at];
        if token.is("mod") && tokens.get(at + 2).is_some_and(|t| t.is("{")) {
            modules.push((tokens[at + 1].text.clone(), source.closing(at + 2)));
        } else if token.is("extern") && tokens.get(at + 1).is_some_and(|t| t.is("crate")) {
            let renamed = tokens.get(at + 4).filter(|_| tokens[at + 3].is("as")).map(|t| t.text.clone());
            let segments = vec![tokens[at + 2].text.clone()];
            found.push(Named { segments, line: token.line, how: How::Extern, modules: around, renamed });
            at += 2;
        } else if token.is("use") && !tokens.get(at + 1).is_some_and(|t| t.is("<")) {
            let how = if visible(tokens, at) { How::Reexport } else { How::Use };
            let end = (at..tokens.len()).find(|&i| tokens[i].is(";")).unwrap_or(tokens.len());
            tree(&tokens[at + 1..end], &[], &mut |segments, renamed| {
                found.push(Named {
                    segments,
                    line: token.line,
                    how: how.clone(),
                    modules: around.clone(),
                    renamed,
                });
            });
            at = end;
        } else if let Some((segments, end)) = full(tokens, at) {
            let how = if alias(tokens, at) { How::Alias } else { How::Full };
            found.push(Named { segments, line: token.line, how, modules: around, renamed: None });
            at = end;
        } else if token.kind == Kind::Text && at >= 2 && tokens[at - 1].is("=") && in_attribute(tokens, at) {
            let segments: Vec<String> = token.text.split("::").map(str::to_string).collect();
            if segments.len() > 1 {
                found.push(Named {
                    segments,
                    line: token.line,
                    how: How::Full,
                    modules: around,
                    renamed: None,
                });
            }
        }
        at += 1;
    }
    found
}

/// Is the item whose keyword stands at `at` visible outside its module?
fn visible(tokens: &[Token], at: usize) -> bool {
    match at.checked_sub(1).map(|before| &tokens[before]) {
        Some(token) if token.is("pub") => true,
        Some(token) if token.is(")") => {
            let open = (0..at).rev().find(|&i| tokens[i].is("("));
            open.is_some_and(|open| open > 0 && tokens[open - 1].is("pub"))
        }
        _ => false,
    }
}

/// Is the path at `at` the whole of a visible type alias, so that it lends its type another name?
fn alias(tokens: &[Token], at: usize) -> bool {
    let start = if at > 0 && tokens[at - 1].is("::") { at - 1 } else { at };
    if start == 0 || !tokens[start - 1].is("=") {
        return false;
    }
    let word =
        (0..start).rev().take(40).find(|&i| tokens[i].is("type") || tokens[i].is(";") || tokens[i].is("}"));
    word.is_some_and(|word| tokens[word].is("type") && visible(tokens, word))
}

/// Does the string at `at` stand inside `#[serde(…)]`?
fn in_attribute(tokens: &[Token], at: usize) -> bool {
    let open = (0..at).rev().find(|&i| tokens[i].is("#") || tokens[i].is(";") || tokens[i].is("{"));
    open.is_some_and(|open| tokens[open].is("#") && tokens.get(open + 2).is_some_and(|t| t.is("serde")))
}

/// A path of two or more segments that begins at `at`, and the index of its last word.
fn full(tokens: &[Token], at: usize) -> Option<(Vec<String>, usize)> {
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Word);
    let follows = |i: usize| tokens.get(i).is_some_and(|t| t.is("::"));
    if !word(at) || KEYWORDS.contains(&tokens[at].text.as_str()) {
        return None;
    }
    let absolute = at > 0 && tokens[at - 1].is("::");
    if absolute && at > 1 && tokens[at - 2].kind == Kind::Word {
        let before = tokens[at - 2].text.as_str();
        if !KEYWORDS.contains(&before) {
            return None;
        }
    }
    let (mut segments, mut end) = (vec![tokens[at].text.clone()], at);
    while follows(end + 1) && word(end + 2) {
        end += 2;
        segments.push(tokens[end].text.clone());
    }
    let enough = segments.len() > 1 || follows(end + 1) || absolute || alias(tokens, at);
    enough.then_some((segments, end))
}

/// Walks a `use` tree and hands out each leaf as a flat path, with its new name if it has one.
fn tree(tokens: &[Token], before: &[String], leaf: &mut dyn FnMut(Vec<String>, Option<String>)) {
    let mut path = before.to_vec();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is("{") {
            let inside = &tokens[at + 1..tokens.len() - 1];
            for branch in branches(inside) {
                tree(branch, &path, leaf);
            }
            return;
        }
        if tokens[at].is("as") {
            leaf(path, tokens.get(at + 1).map(|t| t.text.clone()));
            return;
        }
        let same = tokens[at].is("self") && !path.is_empty();
        if !same && !tokens[at].is("::") {
            path.push(tokens[at].text.clone());
        }
        at += 1;
    }
    if !path.is_empty() {
        leaf(path, None);
    }
}

/// Splits the inside of braces at the commas of its own level.
fn branches(tokens: &[Token]) -> Vec<&[Token]> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        if token.is("{") {
            depth += 1;
        } else if token.is("}") {
            depth = depth.saturating_sub(1);
        } else if token.is(",") && depth == 0 {
            found.push(&tokens[start..at]);
            start = at + 1;
        }
    }
    found.push(&tokens[start..]);
    found.into_iter().filter(|branch| !branch.is_empty()).collect()
}

#[cfg(test)]
fn flat(text: &str) -> Vec<String> {
    of(&Source::read("a.rs", text)).iter().map(|n| format!("{:?} {}", n.how, n.segments.join("::"))).collect()
}

#[test]
fn use_trees_are_flattened() {
    assert_eq!(flat("use store::Tx;"), ["Use store::Tx"]);
    assert_eq!(
        flat("use {store::{Tx, look::{self, Look as L}}, std::fmt};").join(" "),
        "Use store::Tx Use store::look Use store::look::Look Use std::fmt"
    );
    assert_eq!(flat("pub(crate) use store as shelf;"), ["Reexport store"]);
    assert_eq!(flat("pub use ::store::*;"), ["Reexport store::*"]);
    assert_eq!(flat("extern crate store as s;"), ["Extern store"]);
}

#[test]
fn full_paths_are_found_wherever_they_stand() {
    assert_eq!(
        flat("fn f(x: ::store::Tx) -> &'static store::Row { }"),
        ["Full store::Tx", "Full store::Row"]
    );
    assert_eq!(
        flat("let x = <store::Tx as A>::b(c) as ::store::D;"),
        ["Full store::Tx", "Full b", "Full store::D"]
    );
    assert_eq!(flat("pub type T<'a> = store::Tx<'a>;"), ["Alias store::Tx"]);
    assert_eq!(flat("#[serde(with = \"house::clock\")] struct A;"), ["Full house::clock"]);
    assert_eq!(flat("// store::Tx\nlet a = \"store::Tx\";"), Vec::<String>::new());
    assert_eq!(flat("r#store::Tx::new()"), ["Full store::Tx::new"]);
}
