//! A file read so that every place in it can be shown again: its text, its tree, and what is wrong so far.

use std::collections::BTreeSet;
use std::ops::Range;

use kernel::Text;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::flaw::{Flaw, Weight};

/// A TOML file with the places of everything in it.
pub(super) struct Reading<'t> {
    file: String,
    text: &'t str,
    tree: Spanned<DeTable<'t>>,
    /// Whether it could be read as TOML at all.
    pub sound: bool,
    /// What is wrong so far.
    pub flaws: Vec<Flaw>,
    /// Places whose value is not the file's own any more; what follows from them is not said again.
    spoiled: BTreeSet<String>,
}

impl<'t> Reading<'t> {
    /// Read a file's text; every fault of its TOML is a flaw.
    pub fn of(file: &str, text: &'t str) -> Self {
        let (tree, errors) = DeTable::parse_recoverable(text);
        let mut reading = Self {
            file: file.to_owned(),
            text,
            tree,
            sound: errors.is_empty(),
            flaws: Vec::new(),
            spoiled: BTreeSet::new(),
        };
        for error in errors {
            let what = Text::new(
                format!("这里不是 TOML：{}", error.message()),
                format!("not TOML: {}", error.message()),
            );
            let mend = Text::new(
                "字要放在一对英文双引号里，等号和括号要成对",
                "Put words between straight double quotes and close every bracket",
            );
            reading.flaw(Weight::Error, error.span().unwrap_or(0..0), what, mend);
        }
        reading
    }

    /// The whole file as a tree.
    pub fn root(&self) -> &DeTable<'t> {
        self.tree.get_ref()
    }

    fn flaw(&mut self, weight: Weight, span: Range<usize>, what: Text, mend: Text) {
        let start = span.start.min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let rest = self.text.get(start..span.end.min(self.text.len())).unwrap_or_default();
        let end = start + rest.split('\n').next().map_or(0, str::len);
        let line = before.matches('\n').count() + 1;
        self.flaws.push(Flaw { file: self.file.clone(), weight, line, span: start..end, what, mend });
    }

    /// An error at a place like `materials.2.issuer`; nothing where the place or what it stands in is
    /// spoiled already.
    pub fn wrong(&mut self, at: &str, what: Text, mend: Text) {
        self.tell(Weight::Error, at, what, mend);
    }

    /// The same as a warning.
    pub fn doubtful(&mut self, at: &str, what: Text, mend: Text) {
        self.tell(Weight::Warning, at, what, mend);
    }

    fn tell(&mut self, weight: Weight, at: &str, what: Text, mend: Text) {
        let known = |spoiled: &String| {
            at == spoiled || at.strip_prefix(spoiled.as_str()).is_some_and(|r| r.starts_with('.'))
        };
        if !self.spoiled.iter().any(known) {
            let span = self.span(at);
            self.flaw(weight, span, what, mend);
        }
    }

    /// An error at a place that from now on counts as spoiled.
    pub fn spoil(&mut self, at: &str, what: Text, mend: Text) {
        self.wrong(at, what, mend);
        self.spoiled.insert(at.to_owned());
    }

    /// An error at a key that does not belong.
    pub fn stray(&mut self, span: Range<usize>, what: Text, mend: Text) {
        self.flaw(Weight::Error, span, what, mend);
    }

    /// Is something spoiled, here or below?
    pub fn is_spoiled(&self, at: &str) -> bool {
        self.spoiled.iter().any(|s| s == at || s.strip_prefix(at).is_some_and(|rest| rest.starts_with('.')))
    }

    /// The bytes of a place, or of the nearest thing around it that is there.
    fn span(&self, at: &str) -> Range<usize> {
        let mut span = 0..self.text.split('\n').next().map_or(0, str::len);
        let mut steps = at.split('.').filter(|step| !step.is_empty());
        let Some((key, value)) = steps.next().and_then(|first| self.root().get_key_value(first)) else {
            return span;
        };
        span = place(key.span(), value);
        let mut here = value;
        for step in steps {
            let inner = match here.get_ref() {
                DeValue::Table(table) => {
                    table.get_key_value(step).map(|(key, value)| (place(key.span(), value), value))
                }
                DeValue::Array(all) => {
                    let one = step.parse::<usize>().ok().and_then(|n| all.get(n));
                    one.map(|value| (value.span(), value))
                }
                _ => None,
            };
            let Some((found, value)) = inner else { break };
            (span, here) = (found, value);
        }
        span
    }
}

/// Where to point for a key and its value: at plain values themselves, at the key of what is long.
fn place(key: Range<usize>, value: &Spanned<DeValue<'_>>) -> Range<usize> {
    match value.get_ref() {
        DeValue::Table(_) | DeValue::Array(_) => key,
        _ => value.span(),
    }
}
