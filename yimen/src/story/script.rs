//! A story as it is written: a title, then one act a line, with what should come of it behind an arrow.

use kernel::Instant;

use super::figures::Target;

/// What a line of targets begins with.
const TARGETS: &str = "目标 ";

/// A story that could be read.
pub(super) struct Story {
    /// The first line, without `#`.
    pub title: String,
    /// Its acts in order; there is at least one.
    pub lines: Vec<Line>,
    /// What it must not exceed: line, its text, the target.
    pub targets: Vec<(usize, String, Target)>,
}

/// One act.
pub(super) struct Line {
    /// Number in the file, from 1.
    pub no: usize,
    /// When.
    pub at: Instant,
    /// Who, by name.
    pub who: String,
    /// What she does.
    pub verb: String,
    /// With what: the rest up to the first `；`.
    pub object: String,
    /// More of it: a first word and the rest, in order.
    pub clauses: Vec<(String, String)>,
    /// What should come of it; none if the line does not say.
    pub expected: Option<Vec<String>>,
    /// As it is written.
    pub text: String,
}

/// Number of the line, and what is wrong with it.
type Unreadable = (usize, String);

impl Story {
    /// Read the text of a file.
    pub fn read(text: &str) -> Result<Story, Unreadable> {
        let mut written: Vec<(usize, String)> = Vec::new();
        let mut targets = Vec::new();
        for (no, line) in (1..).zip(text.lines()) {
            let line = line.replace('\u{3000}', " ").replace("->", "→");
            let line = line.trim();
            match written.last_mut() {
                _ if line.is_empty() || line.starts_with('#') => {}
                _ if line.starts_with(TARGETS) => {
                    let read = Target::read(&line[TARGETS.len()..]).map_err(|why| (no, why))?;
                    targets.extend(read.into_iter().map(|target| (no, line.to_owned(), target)));
                }
                Some((_, before)) if line.starts_with('→') => {
                    before.push(' ');
                    before.push_str(line);
                }
                _ => written.push((no, line.to_owned())),
            }
        }
        let title = text.lines().next().and_then(|line| line.strip_prefix('#'));
        let title = title.ok_or((1, "the first line is the title, behind “#”".to_owned()))?;
        let lines: Result<Vec<Line>, Unreadable> =
            written.into_iter().map(|(no, text)| Line::read(no, text).map_err(|why| (no, why))).collect();
        let lines = lines?;
        if let Some(pair) = lines.windows(2).find(|pair| pair[1].at < pair[0].at) {
            return Err((pair[1].no, "time does not go back".to_owned()));
        }
        if lines.is_empty() {
            return Err((1, "nobody does anything in this story".to_owned()));
        }
        Ok(Story { title: title.trim().to_owned(), lines, targets })
    }

    /// When the first act happens.
    pub fn begins(&self) -> Instant {
        self.lines[0].at
    }
}

impl Line {
    fn read(no: usize, text: String) -> Result<Line, String> {
        let (act, expected) = match text.split_once('→') {
            Some((act, expected)) => (act, Some(parts(expected))),
            None => (text.as_str(), None),
        };
        let mut clauses = parts(act);
        let head = if clauses.is_empty() { String::new() } else { clauses.remove(0) };
        let mut words = head.split_whitespace();
        let mut word = |what: &str| words.next().map(str::to_owned).ok_or(format!("here is no {what}"));
        let (day, hour, who, verb) = (word("day")?, word("hour")?, word("name")?, word("verb")?);
        let at = format!("{day} {hour}").parse().map_err(|e: kernel::time::NotATime| e.to_string())?;
        let object = words.collect::<Vec<&str>>().join(" ");
        let clauses = clauses.iter().map(|clause| first_word(clause)).collect();
        if expected.as_ref().is_some_and(Vec::is_empty) {
            return Err("nothing stands behind the arrow; write 没有动静 if nothing should happen".to_owned());
        }
        Ok(Line { no, at, who, verb, object, clauses, expected, text })
    }

    /// The clause that begins with this word, or empty.
    pub fn clause(&self, word: &str) -> &str {
        self.clauses.iter().find(|(first, _)| first == word).map_or("", |(_, rest)| rest)
    }
}

/// What stands between `；`.
fn parts(text: &str) -> Vec<String> {
    text.split(['；', ';']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A first word and what follows it.
pub(super) fn first_word(text: &str) -> (String, String) {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    (first.to_owned(), rest.trim().to_owned())
}

/// What stands between `、`.
pub(super) fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split('、').map(str::trim).filter(|word| !word.is_empty())
}
