//! Which papers need not be asked for any more: what the compiler found of materials and of forms, turned
//! into changes of the county's files, ranked by the papers and trips they save in a year. A proposal that
//! would bring a new error about is not made.

use std::collections::BTreeMap;
use std::ops::Range;

use kernel::item::Item;
use kernel::{Day, Text};
use schemars::JsonSchema;
use serde::Serialize;

use super::flaw::{Flaw, Weight};
use super::{Organs, Survey, compiler, survey_of};

mod blocks;
mod difference;
mod volumes;

pub use difference::difference;
pub use volumes::cases;

/// What is done with a paper or a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A material is not asked for any more: it is there twice.
    Drop,
    /// A material is looked up with whoever issues it 免提交.
    Exempt,
    /// A field of the form goes: its answer is known.
    Fill,
}

impl Step {
    /// In words.
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::Drop => ("取消这份材料", "drop the paper"),
            Self::Exempt => ("改为免提交", "exempt the paper"),
            Self::Fill => ("删去这个填写项", "delete the field"),
        };
        Text::new(zh, en)
    }
}

/// One change of a file: these lines (from 0) are replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which lines, from 0.
    pub lines: Range<usize>,
    /// By what.
    pub by: Vec<String>,
}

/// One paper or field less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposal {
    /// Code of the item.
    pub item: String,
    /// What the item is called.
    pub name: Text,
    /// Path below the catalogue folder.
    pub file: String,
    /// The line of the finding, from 1.
    pub line: usize,
    /// Code of the finding that it rests on.
    pub code: &'static str,
    /// What was found.
    pub what: Text,
    /// What is done.
    pub step: Step,
    /// The article or requirement.
    pub rule: Text,
    /// Papers saved by a case, at most.
    pub papers: u32,
    /// Trips saved by a case, at most.
    pub trips: u32,
    /// Cases in a year; none where no ledger was read.
    pub cases: Option<u64>,
    /// What changes in the file.
    #[serde(skip)]
    pub changes: Vec<Change>,
}

impl Proposal {
    /// Papers and trips saved in a year, or by one case where nobody counted them.
    pub fn saved(&self) -> u64 {
        u64::from(self.papers + self.trips) * self.cases.unwrap_or(1)
    }
}

/// Days of a year, for cases of a ledger that is older.
const YEAR_DAYS: u64 = 365;

/// So many cases in so many days, reckoned on a year; a ledger younger than a year is not stretched.
pub fn a_year(cases: u64, days: u64) -> u64 {
    cases.saturating_mul(YEAR_DAYS) / days.max(YEAR_DAYS)
}

/// Findings that a change of an item's file mends.
const MENDED: &[(&str, Step)] = &[
    ("YM0201", Step::Exempt),
    ("YM0202", Step::Exempt),
    ("YM0203", Step::Drop),
    ("YM0204", Step::Drop),
    ("YM0206", Step::Exempt),
    ("YM0901", Step::Fill),
    ("YM0902", Step::Fill),
];

/// Every proposal for the files of a catalogue, the one that saves most first. What `allow.toml` leaves as it
/// is may still be proposed. `cases` are those of a year by code of the item.
pub fn proposals(
    sources: &BTreeMap<String, String>,
    today: Day,
    cases: Option<&BTreeMap<String, u64>>,
) -> Vec<Proposal> {
    let mut sources = sources.clone();
    sources.remove(compiler::ALLOW);
    let before = survey_of(sources.clone(), today);
    let county = County::of(&sources);
    let mut all: Vec<Proposal> = Vec::new();
    for flaw in &before.flaws {
        let Some(mut one) = county.proposal(flaw) else { continue };
        let taken = all.iter().filter(|other| other.file == one.file).flat_map(|other| &other.changes);
        let meets = |a: &Change| {
            one.changes.iter().any(|b| a.lines.start < b.lines.end && b.lines.start < a.lines.end)
        };
        if taken.into_iter().any(meets) {
            continue;
        }
        one.cases = cases.map(|cases| cases.get(&one.item).copied().unwrap_or(0));
        all.push(one);
    }
    sound(&sources, today, &before, &mut all);
    all.sort_by_key(|one| (std::cmp::Reverse(one.saved()), one.file.clone(), one.line));
    all
}

/// Take back what would bring an error about that was not there.
fn sound(sources: &BTreeMap<String, String>, today: Day, before: &Survey, all: &mut Vec<Proposal>) {
    let errors = |survey: &Survey| {
        let mut count: BTreeMap<(String, &'static str), usize> = BTreeMap::new();
        for flaw in survey.flaws.iter().filter(|flaw| flaw.weight == Weight::Error) {
            *count.entry((flaw.file.clone(), flaw.code.name)).or_default() += 1;
        }
        count
    };
    let was = errors(before);
    while !all.is_empty() {
        let after = errors(&survey_of(applied(sources, all), today));
        let worse = after.iter().filter(|(key, n)| was.get(*key).is_none_or(|was| *n > was));
        let worse: Vec<&String> = worse.map(|((file, _), _)| file).collect();
        let kept = all.len();
        all.retain(|one| !worse.contains(&&one.file));
        if all.len() == kept {
            break;
        }
    }
}

/// The files with every change made.
pub fn applied(sources: &BTreeMap<String, String>, all: &[Proposal]) -> BTreeMap<String, String> {
    let mut changed = sources.clone();
    for (file, text) in &mut changed {
        let changes = difference::of_file(all, file);
        if !changes.is_empty() {
            *text = difference::with(text, &changes);
        }
    }
    changed
}

/// What a proposal needs to know of the whole.
struct County<'s> {
    sources: &'s BTreeMap<String, String>,
    items: BTreeMap<&'s str, Item>,
    organs: Organs,
    /// Words of papers that must be brought by hand.
    come: Vec<String>,
}

#[derive(Default, serde::Deserialize)]
struct OrgansFile {
    organ: Vec<super::Organ>,
}

#[derive(Default, serde::Deserialize)]
struct WordsFile {
    come: Vec<String>,
}

impl<'s> County<'s> {
    fn of(sources: &'s BTreeMap<String, String>) -> Self {
        let text = |path: &str| sources.get(path).map_or("", String::as_str);
        let items = sources.iter().filter(|(path, _)| path.starts_with("items/"));
        let organs: OrgansFile = toml::from_str(text("organs.toml")).unwrap_or_default();
        let words: WordsFile = toml::from_str(text("words.toml")).unwrap_or_default();
        Self {
            sources,
            items: items
                .filter_map(|(path, text)| Some((path.as_str(), toml::from_str(text).ok()?)))
                .collect(),
            organs: organs.organ.into_iter().map(|organ| (organ.code.clone(), organ)).collect(),
            come: words.come,
        }
    }

    /// What mends this finding, where a change of its item's file does.
    fn proposal(&self, flaw: &Flaw) -> Option<Proposal> {
        let (_, step) = *MENDED.iter().find(|(code, _)| *code == flaw.code.name)?;
        let item = self.items.get(flaw.file.as_str()).filter(|item| !item.sample)?;
        let text = self.sources.get(&flaw.file)?;
        let mut steps = flaw.at.split('.');
        let (table, n) = (steps.next()?, steps.next()?.parse::<usize>().ok()?);
        let block = blocks::block(text, table, n)?;
        let changes = match step {
            // one paper under another's name is renamed, not dropped: only a second one has a place
            Step::Drop if flaw.places.is_empty() => return None,
            Step::Drop | Step::Fill => vec![Change { lines: block, by: Vec::new() }],
            Step::Exempt => self.exempted(flaw, text, block)?,
        };
        let paper = (table == "materials").then(|| item.materials.get(n)).flatten();
        // two names of one licence between items have a place too, and are no second paper
        if flaw.code.name == "YM0203" && flaw.places.iter().any(|place| place.file != flaw.file) {
            return None;
        }
        let by_hand = paper.is_some_and(|paper| {
            let hint = paper.hint.as_ref().map_or("", |hint| hint.zh.as_str());
            let says = |word: &String| paper.name.zh.contains(word.as_str()) || hint.contains(word.as_str());
            self.come.iter().any(says)
        });
        Some(Proposal {
            item: item.code.clone(),
            name: item.name.clone(),
            file: flaw.file.clone(),
            line: flaw.line,
            code: flaw.code.name,
            what: flaw.what.clone(),
            step,
            rule: super::report::both(flaw.code.rule),
            papers: u32::from(paper.is_some()),
            trips: u32::from(by_hand && item.visits > 0),
            cases: None,
            changes,
        })
    }

    /// The lines by which a material comes to be looked up with whoever issues it.
    fn exempted(&self, flaw: &Flaw, text: &str, block: Range<usize>) -> Option<Vec<Change>> {
        let mut by = vec!["source = \"government\"".to_owned()];
        let lines: Vec<&str> = text.lines().collect();
        let has = |key: &str| blocks::line_of(&lines, &block, key).is_some();
        if let Some((issuer, licence)) = self.issuer(flaw) {
            if !has("issuer") {
                let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
                let (zh, en) = (quoted(&issuer.zh), quoted(&issuer.en));
                by.push(format!("issuer = {{ zh = {zh}, en = {en} }}"));
            }
            if let Some(licence) = licence.filter(|_| !has("licence")) {
                by.push(format!("licence = \"{licence}\""));
            }
        } else if !has("issuer") {
            return None;
        }
        let line = blocks::line_of(&lines, &block, "source")?;
        Some(vec![Change { lines: line..line + 1, by }])
    }

    /// Who issues the paper that a finding speaks of, by its other place: the item that gives it, or a
    /// material that is looked up already.
    fn issuer(&self, flaw: &Flaw) -> Option<(Text, Option<String>)> {
        let place = flaw.places.first()?;
        let other = self.items.get(place.file.as_str())?;
        if flaw.code.name == "YM0201" {
            let organ = self.organs.get(&other.organ)?;
            return Some((organ.name.clone(), other.outcome.licence.as_ref().map(|kind| kind.code.clone())));
        }
        let held = other.materials.iter().find(|material| material.name == place.says)?;
        Some((held.issuer.clone()?, held.licence.clone()))
    }
}

#[cfg(test)]
mod tests;
