//! Two texts line by line: the longest common run of lines stays, the rest went or came.

use schemars::JsonSchema;
use serde::Serialize;

/// Lines around a difference that are shown with it.
const AROUND: usize = 3;
/// Lines of the parts that differ, above which nothing is looked for inside them: an item's file has 600, and
/// the table of two such parts takes a moment and eight megabytes.
const COMPARED_LINES: usize = 2_000;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It stands in both.
    Same,
    /// It is there no more.
    Gone,
    /// It was not there before.
    New,
    /// Lines that stand in both are left out here.
    Cut,
}

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// What became of it.
    pub mark: Mark,
    /// Its number in the text it stands in (the new one where it stands in both), from 1; 0 where cut.
    pub number: usize,
    /// What it says.
    pub text: String,
}

/// Compare two texts; lines far from any difference are left out.
pub fn lines(before: &str, after: &str) -> Vec<Line> {
    let (one, other): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()) - head;
    let tail = one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (gone, new) = (&one[head..one.len() - tail], &other[head..other.len() - tail]);
    let mut all: Vec<Line> = numbered(Mark::Same, &other[..head], 1).collect();
    all.extend(middle(gone, new, head));
    all.extend(numbered(Mark::Same, &other[other.len() - tail..], other.len() - tail + 1));
    cut(all)
}

fn numbered<'a>(mark: Mark, lines: &'a [&'a str], first: usize) -> impl Iterator<Item = Line> + 'a {
    lines.iter().zip(first..).map(move |(text, number)| Line { mark, number, text: (*text).to_owned() })
}

/// The part that differs, by the longest common subsequence.
fn middle(gone: &[&str], new: &[&str], head: usize) -> Vec<Line> {
    if gone.len().max(new.len()) > COMPARED_LINES {
        return numbered(Mark::Gone, gone, head + 1).chain(numbered(Mark::New, new, head + 1)).collect();
    }
    let width = new.len() + 1;
    // longest[i][j]: the longest common run of gone[i..] and new[j..]
    let mut longest = vec![0_u16; (gone.len() + 1) * width];
    for i in (0..gone.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if gone[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    let line = |mark, text: &str, number| Line { mark, number, text: text.to_owned() };
    while i < gone.len() || j < new.len() {
        if i < gone.len() && j < new.len() && gone[i] == new[j] {
            all.push(line(Mark::Same, new[j], head + j + 1));
            (i, j) = (i + 1, j + 1);
        } else if i < gone.len()
            && (j == new.len() || longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            all.push(line(Mark::Gone, gone[i], head + i + 1));
            i += 1;
        } else {
            all.push(line(Mark::New, new[j], head + j + 1));
            j += 1;
        }
    }
    all
}

/// Without the lines that are far from any difference.
fn cut(all: Vec<Line>) -> Vec<Line> {
    let near = |n: usize| {
        let around = n.saturating_sub(AROUND)..(n + AROUND + 1).min(all.len());
        all[around].iter().any(|line| line.mark != Mark::Same)
    };
    let keep: Vec<bool> = (0..all.len()).map(near).collect();
    let mut shown: Vec<Line> = Vec::new();
    for (line, keep) in all.into_iter().zip(keep) {
        if keep {
            shown.push(line);
        } else if shown.last().is_none_or(|last| last.mark != Mark::Cut) {
            shown.push(Line { mark: Mark::Cut, number: 0, text: String::new() });
        }
    }
    if shown.iter().all(|line| line.mark == Mark::Cut) { Vec::new() } else { shown }
}
