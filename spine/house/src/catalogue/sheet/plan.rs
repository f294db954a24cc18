//! Which sheets and columns a catalogue has, worked out from the shape of an item's file: a key that comes
//! into that shape is in the spreadsheet by itself, under its own name until somebody gives it a better one.

use super::super::shape::{Key, Shape};
use super::super::shapes::ITEM;

/// A list of tables somewhere in an item, as a sheet: the items themselves, their materials, the answers of
/// their questions.
pub(super) struct Plan {
    /// The keys of the lists that lead there; none for the items themselves.
    pub lists: Vec<&'static str>,
    /// May the first of them stand inside itself: a group of fields?
    pub nests: bool,
    /// What a row holds.
    pub columns: Vec<Slot>,
}

/// One column of a sheet: a plain value of a table.
pub(super) struct Slot {
    /// The keys that lead from the table of the row to the value.
    pub path: Vec<&'static str>,
    /// How it is written.
    pub holds: Holds,
    /// Must it be there?
    pub must: bool,
}

/// How a value is written in one cell.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// As it is.
    Words,
    /// Digits.
    Whole,
    /// 是, 否.
    Truth,
    /// One of these, by its Chinese word or itself.
    OneOf(&'static [&'static str]),
    /// Words, a line each.
    Lines,
    /// Answers by question, a line each: `water=own|mains`; or bounds: `seats=at_least:50|at_most:99`.
    Answers,
    /// A clause by its rule; a sheet of its own, where this column is the rule.
    Rule(&'static [&'static str]),
}

/// Bounds of a number or of a day, as [`kernel::item::Within`] writes them; are they numbers?
pub(super) const BOUNDS: [(&str, bool); 4] =
    [("at_least", true), ("at_most", true), ("since", false), ("before", false)];

/// The keys of a table that names clauses by rules.
pub(super) const RULE: &str = "rule";
const UNITS: &[&str] = &["working_days", "days", "months", "years", "hours", "on_the_spot"];

/// Every sheet, the items first.
pub(super) fn plans() -> Vec<Plan> {
    let mut all = Vec::new();
    plan(&mut all, Vec::new(), ITEM);
    all
}

impl Plan {
    /// Its name in a path: `fields.options`.
    pub fn name(&self) -> String {
        self.lists.join(".")
    }

    /// Is its last list a table of clauses by rule, and no list?
    pub fn is_map(&self) -> bool {
        matches!(self.columns.first().map(|slot| slot.holds), Some(Holds::Rule(_)))
    }
}

impl Slot {
    /// Its name in a path: `outcome.licence.valid.n`.
    pub fn name(&self) -> String {
        self.path.join(".")
    }
}

fn plan(all: &mut Vec<Plan>, lists: Vec<&'static str>, keys: &'static [Key]) {
    let place = all.len();
    all.push(Plan { lists: lists.clone(), nests: false, columns: Vec::new() });
    let mut columns = Vec::new();
    for key in keys {
        slots(all, place, &lists, &mut columns, (&[], key, key.must));
    }
    all[place].columns = columns;
}

/// The columns of one key, and the sheets below it.
fn slots(
    all: &mut Vec<Plan>,
    place: usize,
    lists: &[&'static str],
    columns: &mut Vec<Slot>,
    (before, key, must): (&[&'static str], &Key, bool),
) {
    let path: Vec<&'static str> = before.iter().copied().chain([key.name]).collect();
    let deeper = |step: &'static str| path.iter().copied().chain([step]).collect::<Vec<_>>();
    let mut one = |path: Vec<&'static str>, holds| columns.push(Slot { path, holds, must });
    match key.shape {
        Shape::Word | Shape::Free | Shape::Code | Shape::Day | Shape::Hour | Shape::Either(..) => {
            one(path, Holds::Words)
        }
        Shape::Whole(..) => one(path, Holds::Whole),
        Shape::Truth => one(path, Holds::Truth),
        Shape::OneOf(words) => one(path, Holds::OneOf(words)),
        Shape::Both => ["zh", "en"].into_iter().for_each(|lang| one(deeper(lang), Holds::Words)),
        Shape::Limit => {
            one(deeper("n"), Holds::Whole);
            one(deeper("unit"), Holds::OneOf(UNITS));
        }
        Shape::Keys(keys) => {
            for inner in *keys {
                slots(all, place, lists, columns, (&path, inner, must && inner.must));
            }
        }
        Shape::List(Shape::Keys(keys), _) => below(all, place, lists, &path, keys),
        Shape::List(Shape::Both, _) => {
            let lists = lists.iter().copied().chain(path).collect();
            let words = |lang| Slot { path: vec![lang], holds: Holds::Words, must: true };
            all.push(Plan { lists, nests: false, columns: vec![words("zh"), words("en")] });
        }
        Shape::List(..) => one(path, Holds::Lines),
        Shape::Map(_, Shape::List(..) | Shape::Either(..)) => one(path, Holds::Answers),
        Shape::Map(rules, _) => {
            let lists = lists.iter().copied().chain(path).collect();
            let words = |lang| Slot { path: vec![lang], holds: Holds::Words, must: true };
            let rule = Slot { path: vec![RULE], holds: Holds::Rule(rules), must: true };
            all.push(Plan { lists, nests: false, columns: vec![rule, words("zh"), words("en")] });
        }
    }
}

/// A list of tables is a sheet of its own, or the one it stands in.
fn below(
    all: &mut Vec<Plan>,
    place: usize,
    lists: &[&'static str],
    path: &[&'static str],
    keys: &'static [Key],
) {
    let step = *path.last().expect("a list has a key");
    if lists.last() == Some(&step) {
        all[place].nests = true;
        return;
    }
    plan(all, lists.iter().copied().chain([step]).collect(), keys);
}
