//! What the compiler says of the catalogue in force if one item's text were another, or were gone: asked by
//! officers while they write, and by the desk before anything is sent or approved.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::limits::CATALOGUE_FILE_BYTES;
use kernel::{Day, Item, Text};

use super::{Flaw, Weight, survey_of};
use crate::failure::Failure;
use crate::opening::{House, Inner};
use crate::world::World;

/// Trials kept: the drafts and approved texts that a county looks at on one day are fewer.
const TRIALS: usize = 64;

/// The trials made last, by what was tried.
#[derive(Default)]
pub struct Trials(Mutex<BTreeMap<String, Arc<Trial>>>);

impl House {
    /// What the compiler says of the catalogue in force if this item's file had another text, or were gone,
    /// on a day. Made once for the same question, and one at a time, away from those who read: a crowd that
    /// writes costs one processor and holds up nobody.
    ///
    /// # Errors
    /// A fault, where the trial itself broke off.
    pub async fn tried(&self, code: &str, text: Option<String>, day: Day) -> Result<Arc<Trial>, Failure> {
        let code = code.to_owned();
        self.aside(move |house| house.tried_now(&code, text.as_deref(), day)).await
    }

    fn tried_now(&self, code: &str, text: Option<&str>, day: Day) -> Arc<Trial> {
        // a panic in one trial leaves the earlier ones
        let mut trials = self.trials.0.lock().unwrap_or_else(PoisonError::into_inner);
        let world = self.world();
        let key = hash(&format!("{} {day} {code} {text:?}", world.named()));
        if let Some(trial) = trials.get(&key) {
            return trial.clone();
        }
        let trial = Arc::new(match text {
            Some(text) => of(self, &world, code, text, day),
            None => without(self, &world, code, day),
        });
        if trials.len() >= TRIALS {
            trials.clear();
        }
        trials.insert(key, trial.clone());
        trial
    }
}

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
    let before = in_force(inner, world);
    let mut sources = before.clone();
    sources.insert(path.clone(), text.to_owned());
    let (mut flaws, others): (Vec<Flaw>, Vec<Flaw>) =
        survey_of(sources, today).flaws.into_iter().partition(|flaw| flaw.file == path);
    flaws.sort_by_key(|flaw| (flaw.weight, flaw.line, flaw.span.start));
    Trial { flaws, elsewhere: news(others, before, today), item: toml::from_str(text).ok() }
}

/// Try the catalogue in force without an item: what its other files say of it stays behind.
pub fn without(inner: &Inner, world: &World, code: &str, today: Day) -> Trial {
    let before = in_force(inner, world);
    let mut sources = before.clone();
    sources.remove(&format!("items/{code}.toml"));
    let others = survey_of(sources, today).flaws;
    Trial { elsewhere: news(others, before, today), ..Trial::default() }
}

/// Errors among these flaws that the files did not have before.
fn news(flaws: Vec<Flaw>, before: BTreeMap<String, String>, today: Day) -> Vec<Flaw> {
    let mut errors: Vec<Flaw> = flaws.into_iter().filter(|flaw| flaw.weight == Weight::Error).collect();
    if !errors.is_empty() {
        let old = survey_of(before, today).flaws;
        errors.retain(|flaw| !old.iter().any(|o| same(o, flaw)));
    }
    errors
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

/// The name of a text as an edition: SM3, lower hex.
pub fn hash(text: &str) -> String {
    store::ledger::sm3_hex(text.as_bytes())
}
