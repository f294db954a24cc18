//! The numbers of STYLE.md: how long a file, a function and a line may be.
//!
//! And that each file begins with what it is for.

use super::source::Source;
use super::{caught, none, tree};

/// Lines of a file nobody may pass.
const FILE_LINES: usize = 600;
/// Nine files of ten stay within this.
const P90_LINES: usize = 400;
/// Lines of a function, from `fn` to its closing brace.
const FUNCTION_LINES: usize = 60;
/// Columns of a line (characters; a Chinese one counts once).
const COLUMNS: usize = 110;

/// Who breaks a number today, with the reason beside it. The list may only shrink.
const NAUGHTY: &[(&str, &str)] = &[];

fn forgiven(path: &str, what: &str) -> bool {
    NAUGHTY.contains(&(path, what))
}

fn file_faults(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let lines = source.text.lines().count();
    if lines > FILE_LINES && !forgiven(&source.path, "file") {
        found.push(format!("{}: {lines} lines, at most {FILE_LINES}", source.path));
    }
    found.extend(line_faults(&source.path, &source.text));
    let says = source.text.lines().next().unwrap_or("").strip_prefix("//! ").map(str::trim);
    let enough = says.is_some_and(|says| says.chars().count() >= 12 && says != "(to be written)");
    if !enough {
        found.push(format!("{}: must begin with `//!` and a sentence saying what it is for", source.path));
    }
    found
}

fn line_faults(path: &str, text: &str) -> Vec<String> {
    let long = text.lines().enumerate().filter(|(_, line)| line.chars().count() > COLUMNS);
    long.filter(|_| !forgiven(path, "line"))
        .map(|(at, line)| format!("{path}:{}: {} columns, at most {COLUMNS}", at + 1, line.chars().count()))
        .collect()
}

fn function_faults(source: &Source) -> Vec<String> {
    let tokens = &source.tokens;
    let mut found = Vec::new();
    for at in 0..tokens.len().saturating_sub(1) {
        if !tokens[at].is("fn") || tokens[at + 1].is("(") {
            continue;
        }
        let name = &tokens[at + 1].text;
        let Some(body) = body_of(source, at) else { continue };
        let lines = tokens[source.closing(body)].line + 1 - tokens[at].line;
        if lines > FUNCTION_LINES && !forgiven(&source.path, name) {
            found.push(format!("{}:{}: fn {name} has {lines} lines", source.path, tokens[at].line));
        }
    }
    found
}

/// Where the body of the function at `at` opens; none for one without a body.
fn body_of(source: &Source, at: usize) -> Option<usize> {
    let mut next = at;
    while let Some(token) = source.tokens.get(next) {
        if token.is("{") {
            return Some(next);
        }
        if token.is(";") {
            return None;
        }
        next = if token.is("(") || token.is("[") { source.closing(next) + 1 } else { next + 1 };
    }
    None
}

/// The length that nine of ten do not pass.
fn p90(mut lengths: Vec<usize>) -> usize {
    lengths.sort_unstable();
    lengths.get((lengths.len() * 9).div_ceil(10).saturating_sub(1)).copied().unwrap_or(0)
}

#[test]
fn files_and_lines_keep_their_size_and_say_what_they_are_for() {
    none(
        tree::sources().iter().flat_map(file_faults).collect(),
        "a file is too long, too wide, or does not say why",
    );
}

#[test]
fn sql_lines_keep_their_width() {
    let found = tree::files(&[".sql"]).iter().flat_map(|path| line_faults(path, &tree::text(path))).collect();
    none(found, "a line is too wide");
}

#[test]
fn functions_fit_on_a_screen() {
    let asked = format!("a function has more than {FUNCTION_LINES} lines");
    none(tree::sources().iter().flat_map(function_faults).collect(), &asked);
}

#[test]
fn nine_files_of_ten_are_short() {
    let length = p90(tree::sources().iter().map(|source| source.text.lines().count()).collect());
    assert!(length <= P90_LINES, "p90 of the files' lengths is {length} lines, at most {P90_LINES}");
}

#[test]
fn the_naughty_list_names_only_what_still_is_naughty() {
    let gone = NAUGHTY.iter().filter(|(path, _)| !tree::exists(path)).map(|(path, _)| (*path).to_string());
    none(gone.collect(), "the naughty list may only shrink: take these off it");
}

#[test]
fn it_catches_sizes() {
    let file = |text: &str| file_faults(&Source::read("a.rs", text));
    let opening = "//! What this room is for.\n";
    caught(&file(&format!("{opening}{}", "\n".repeat(FILE_LINES))), "at most 600");
    caught(&file(&format!("{opening}// {}", "x".repeat(COLUMNS))), "113 columns");
    caught(&file("fn a() {}"), "must begin with");
    caught(&file("//! (to be written)"), "must begin with");
    assert!(file(&format!("{opening}// {}", "中".repeat(COLUMNS - 3))).is_empty());
    let function = |lines: usize| {
        let text = format!("fn a(x: [u8; 4]) {{{}}}\ntrait T {{ fn b(&self); }}", "\n".repeat(lines - 1));
        function_faults(&Source::read("a.rs", &text))
    };
    caught(&function(FUNCTION_LINES + 1), "fn a has 61 lines");
    assert!(function(FUNCTION_LINES).is_empty());
    assert_eq!(p90((1..=10).collect()), 9);
}
