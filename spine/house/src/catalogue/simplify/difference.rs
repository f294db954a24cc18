//! Changes written as a unified difference, as `patch -p1` in the catalogue folder and
//! `git apply --directory=catalogue` take it.

use std::collections::BTreeMap;

use super::{Change, Proposal};

/// Lines of the old text shown before and after a change.
const CONTEXT: usize = 3;

/// Changes of one file, in the order of its lines.
pub(super) fn of_file<'p>(all: &'p [Proposal], file: &str) -> Vec<&'p Change> {
    let own = all.iter().filter(|one| one.file == file);
    let mut changes: Vec<&Change> = own.flat_map(|one| &one.changes).collect();
    changes.sort_by_key(|change| change.lines.start);
    changes
}

/// A text with its changes made.
pub(super) fn with(text: &str, changes: &[&Change]) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let by: Vec<Vec<String>> =
        changes.iter().map(|change| change.by.iter().map(|line| format!("{line}\n")).collect()).collect();
    for (change, by) in changes.iter().zip(&by).rev() {
        lines.splice(change.lines.clone(), by.iter().map(String::as_str));
    }
    lines.concat()
}

/// Every change as one difference, file by file; empty where there is none.
pub fn difference(sources: &BTreeMap<String, String>, all: &[Proposal]) -> String {
    let mut written = String::new();
    for (file, text) in sources {
        let changes = of_file(all, file);
        if !changes.is_empty() {
            written.push_str(&format!("--- a/{file}\n+++ b/{file}\n"));
            hunks(text, &changes, &mut written);
        }
    }
    written
}

/// Changes whose surroundings meet stand in one hunk.
fn hunks(text: &str, changes: &[&Change], written: &mut String) {
    let lines: Vec<&str> = text.lines().collect();
    // lines that the changes so far have put in, and taken away
    let (mut more, mut less) = (0, 0);
    let mut rest = changes;
    while let Some(first) = rest.first() {
        let mut n = 1;
        while n < rest.len() && rest[n].lines.start <= rest[n - 1].lines.end + 2 * CONTEXT {
            n += 1;
        }
        let (own, others) = rest.split_at(n);
        rest = others;
        let from = first.lines.start.saturating_sub(CONTEXT);
        let to = own.last().map_or(from, |last| (last.lines.end + CONTEXT).min(lines.len()));
        let mut body = String::new();
        let (mut at, mut put, mut took) = (from, 0, 0);
        for change in own {
            lines[at..change.lines.start].iter().for_each(|line| body.push_str(&format!(" {line}\n")));
            lines[change.lines.clone()].iter().for_each(|line| body.push_str(&format!("-{line}\n")));
            change.by.iter().for_each(|line| body.push_str(&format!("+{line}\n")));
            (at, put, took) = (change.lines.end, put + change.by.len(), took + change.lines.len());
        }
        lines[at..to].iter().for_each(|line| body.push_str(&format!(" {line}\n")));
        if to == lines.len() && !text.ends_with('\n') {
            body.push_str("\\ No newline at end of file\n");
        }
        let old = to - from;
        let start = |line: usize, count: usize| if count == 0 { line } else { line + 1 };
        let (new, new_from) = (old + put - took, from + more - less);
        let head = format!("@@ -{},{old} +{},{new} @@\n", start(from, old), start(new_from, new));
        written.push_str(&head);
        written.push_str(&body);
        (more, less) = (more + put, less + took);
    }
}
