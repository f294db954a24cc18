//! A file read so that every place in it can be shown again: its text, its tree, and what is wrong so far.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use kernel::Text;
use kernel::item::Situation;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::compiler::codes::{self, Code};
use super::flaw::{Flaw, Place, Weight};

/// A TOML file with the places of everything in it.
pub(super) struct Reading<'t> {
    file: String,
    text: &'t str,
    /// Read again where it was given away and a place is asked for.
    tree: OnceLock<Arc<Spanned<DeTable<'t>>>>,
    /// Whether it could be read as TOML at all.
    pub sound: bool,
    /// What is wrong so far.
    pub flaws: Vec<Flaw>,
    /// Places whose value is not the file's own any more; what follows from them is not said again.
    spoiled: BTreeSet<String>,
    /// The code of what is told without one.
    concern: &'static Code,
}

impl<'t> Reading<'t> {
    /// Read a file's text; every fault of its TOML is a flaw.
    pub fn of(file: &str, text: &'t str) -> Self {
        let (tree, errors) = DeTable::parse_recoverable(text);
        let mut reading = Self {
            file: file.to_owned(),
            text,
            tree: OnceLock::from(Arc::new(tree)),
            sound: errors.is_empty(),
            flaws: Vec::new(),
            spoiled: BTreeSet::new(),
            concern: &codes::SHAPE,
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
            reading.flaw(&codes::UNREADABLE, Weight::Error, "", error.span().unwrap_or(0..0), what, mend);
        }
        reading
    }

    /// The whole file as a tree.
    pub fn root(&self) -> &DeTable<'t> {
        (**self.held()).get_ref()
    }

    fn held(&self) -> &Arc<Spanned<DeTable<'t>>> {
        self.tree.get_or_init(|| Arc::new(DeTable::parse_recoverable(self.text).0))
    }

    /// The same to hold while something is said of it.
    pub fn tree(&self) -> Arc<Spanned<DeTable<'t>>> {
        Arc::clone(self.held())
    }

    /// The tree, given away: most files are sound, and nothing is pointed at in them again.
    pub fn give(&mut self) -> Option<Spanned<DeTable<'t>>> {
        Arc::into_inner(self.tree.take()?)
    }

    /// Path below the catalogue folder.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// From now on what is told without a code is of this one.
    pub fn about(&mut self, concern: &'static Code) {
        self.concern = concern;
    }

    fn flaw(
        &mut self,
        code: &'static Code,
        weight: Weight,
        at: &str,
        span: Range<usize>,
        what: Text,
        mend: Text,
    ) {
        let (line, span) = self.line(span);
        let (file, at) = (self.file.clone(), at.to_owned());
        let (places, example) = (Vec::new(), Situation::new());
        self.flaws.push(Flaw { code, file, weight, at, line, span, what, mend, places, example });
    }

    /// The line of a stretch of bytes, and what of it is on that line.
    fn line(&self, span: Range<usize>) -> (usize, Range<usize>) {
        let start = span.start.min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let rest = self.text.get(start..span.end.min(self.text.len())).unwrap_or_default();
        let end = start + rest.split('\n').next().map_or(0, str::len);
        (before.matches('\n').count() + 1, start..end)
    }

    /// A place of this file as a step of a finding that stands elsewhere.
    pub fn place(&self, at: &str, says: Text) -> Place {
        let (line, span) = self.line(self.span(at));
        Place { file: self.file.clone(), line, span, says }
    }

    /// A finding at a place, as grave as its code says; nothing where the place is spoiled already. What
    /// comes back may be given further places and an example.
    pub fn find(&mut self, code: &'static Code, at: &str, what: Text, mend: Text) -> Option<&mut Flaw> {
        let before = self.flaws.len();
        self.tell(code, code.weight, at, what, mend);
        self.flaws.get_mut(before)
    }

    /// An error at a place like `materials.2.issuer`; nothing where the place or what it stands in is
    /// spoiled already.
    pub fn wrong(&mut self, at: &str, what: Text, mend: Text) {
        self.tell(self.concern, Weight::Error, at, what, mend);
    }

    /// The same as a warning.
    pub fn doubtful(&mut self, at: &str, what: Text, mend: Text) {
        self.tell(self.concern, Weight::Warning, at, what, mend);
    }

    fn tell(&mut self, code: &'static Code, weight: Weight, at: &str, what: Text, mend: Text) {
        let known = |spoiled: &String| {
            at == spoiled || at.strip_prefix(spoiled.as_str()).is_some_and(|r| r.starts_with('.'))
        };
        if !self.spoiled.iter().any(known) {
            let span = self.span(at);
            self.flaw(code, weight, at, span, what, mend);
        }
    }

    /// An error at a place that from now on counts as spoiled.
    pub fn spoil(&mut self, at: &str, what: Text, mend: Text) {
        self.wrong(at, what, mend);
        self.spoiled.insert(at.to_owned());
    }

    /// An error at a key that does not belong.
    pub fn stray(&mut self, span: Range<usize>, what: Text, mend: Text) {
        self.flaw(self.concern, Weight::Error, "", span, what, mend);
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
