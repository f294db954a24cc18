//! Where the n-th `[[table]]` of a file stands, by lines, with what belongs to it.

use std::ops::Range;

/// The lines of the n-th `[[table]]`: the comment above it, its keys and the tables below it. None where the
/// file writes it in another way.
pub(super) fn block(text: &str, table: &str, n: usize) -> Option<Range<usize>> {
    let lines: Vec<&str> = text.lines().collect();
    let head = format!("[[{table}]]");
    let begins = |line: &str| line.trim_end() == head;
    let start = lines.iter().enumerate().filter(|(_, line)| begins(line)).nth(n)?.0;
    let below = [format!("[[{table}."), format!("[{table}.")];
    let own = |line: &str| below.iter().any(|below| line.starts_with(below.as_str()));
    let mut end = start + 1;
    while end < lines.len() && (!lines[end].starts_with('[') || own(lines[end])) {
        end += 1;
    }
    let end = if end < lines.len() { before_comment(&lines, start, end) } else { end };
    Some(before_comment(&lines, 0, start)..end)
}

/// Where the comment begins that stands right above a line.
fn before_comment(lines: &[&str], from: usize, at: usize) -> usize {
    let above = lines[from..at].iter().rev().take_while(|line| line.starts_with('#'));
    at - above.count()
}

/// The line in a block that begins with this key.
pub(super) fn line_of(lines: &[&str], block: &Range<usize>, key: &str) -> Option<usize> {
    let is = |line: &str| line.split_once('=').is_some_and(|(name, _)| name.trim() == key);
    block.clone().find(|n| lines.get(*n).is_some_and(|line| is(line)))
}
