//! What the compiler says of the catalogue in force if one item's text were another: asked by officers while
//! they write, and by the desk before anything is sent or approved.

use std::collections::BTreeMap;

use kernel::limits::CATALOGUE_FILE_BYTES;
use kernel::{Day, Item, Text};

use super::{Flaw, Weight, survey_of};
use crate::opening::Inner;
use crate::world::World;

/// What there is to say about a text.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// What is wrong with the text itself, errors first, then by line.
    pub flaws: Vec<Flaw>,
    /// Errors that it would cause in other files.
    pub elsewhere: Vec<Flaw>,
    /// The item, where the text can be read at all.
    pub item: Option<Item>,
}

impl Trial {
    /// How many of them forbid that it is sent.
    pub fn errors(&self) -> usize {
        let own = self.flaws.iter().filter(|flaw| flaw.weight == Weight::Error).count();
        own + self.elsewhere.len()
    }
}

/// Try a text of an item in the catalogue in force.
pub fn of(inner: &Inner, world: &World, code: &str, text: &str, today: Day) -> Trial {
    let path = format!("items/{code}.toml");
    if text.len() > CATALOGUE_FILE_BYTES {
        let n = CATALOGUE_FILE_BYTES;
        let what = Text::new(format!("超过 {n} 字节"), format!("larger than {n} bytes"));
        let mend = Text::new("拆开或者删减", "Split or shorten it");
        return Trial { flaws: vec![Flaw::of_file(&path, what, mend)], ..Trial::default() };
    }
    let mut sources = in_force(inner, world);
    let before = sources.insert(path.clone(), text.to_owned());
    let (mut flaws, others): (Vec<Flaw>, Vec<Flaw>) =
        survey_of(sources.clone(), today).flaws.into_iter().partition(|flaw| flaw.file == path);
    flaws.sort_by_key(|flaw| (flaw.weight, flaw.line, flaw.span.start));
    let mut elsewhere: Vec<Flaw> = others.into_iter().filter(|flaw| flaw.weight == Weight::Error).collect();
    if !elsewhere.is_empty() {
        match before {
            Some(before) => sources.insert(path, before),
            None => sources.remove(&path),
        };
        let old = survey_of(sources, today).flaws;
        elsewhere.retain(|flaw| !old.iter().any(|o| same(o, flaw)));
    }
    Trial { flaws, elsewhere, item: toml::from_str(text).ok() }
}

/// Is it the same fault, wherever in its file it stands by now?
fn same(one: &Flaw, other: &Flaw) -> bool {
    one.file == other.file && one.code.name == other.code.name && one.at == other.at
}

/// The files of the catalogue in force, by path: an item that was withdrawn is not among them.
pub fn in_force(inner: &Inner, world: &World) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::clone(&inner.sources);
    sources.extend(world.texts.iter().map(|(path, text)| (path.clone(), text.to_string())));
    for (gone, _) in world.editions.no_longer() {
        sources.remove(&format!("items/{}.toml", gone.item.code));
    }
    sources
}

/// An item as a text says it.
///
/// # Errors
/// What cannot be read, in words.
pub fn item(text: &str) -> Result<Item, String> {
    toml::from_str(text).map_err(|e| e.to_string())
}

/// The name of a text as an edition: SM3, lower hex.
pub fn hash(text: &str) -> String {
    store::ledger::sm3_hex(text.as_bytes())
}
