//! The county's own files: reads and lints them, and says what differs from what the ledger has in force.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use kernel::bundle::Bundle;
use kernel::calendar::Year;
use kernel::item::{Doubt, Item};
use kernel::limits::CATALOGUE_FILE_BYTES;
use kernel::project::Project;
use kernel::{Calendar, Day, Text};
use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use crate::texts::Texts;
use crate::wording::Documents;
use crate::world::ServiceRules;
use store::ledger::sm3_hex;

pub mod compiler;
mod crowd;
pub mod differences;
mod documents;
pub mod exported;
mod fields;
mod flaw;
mod frame;
mod items;
mod promises;
mod reading;
pub mod report;
mod shape;
mod shapes;
pub mod sheet;
pub mod simplify;
pub mod standing;
mod straight;
#[cfg(test)]
mod tests;
pub mod trial;

pub use compiler::Lists;
pub use flaw::{Flaw, Place, Weight};
pub use frame::{Hall, Window};

use compiler::Read;
use frame::{Frame, read};
use reading::Reading;

/// An organ of the county.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// 统一社会信用代码.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// Street and number.
    #[serde(default)]
    pub address: Text,
}

/// Organs by code.
pub type Organs = BTreeMap<String, Organ>;

/// `catalogue/divisions.toml`: the county this catalogue is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// Six digits (GB/T 2260).
    pub code: String,
    /// Name.
    pub name: Text,
    /// Its towns, streets and townships.
    #[serde(default)]
    pub towns: Vec<Town>,
}

/// A town, street or township of the county.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Town {
    /// Nine digits (GB/T 10114).
    pub code: String,
    /// Name.
    pub name: Text,
}

/// What a file is, once published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// `items/*.toml`
    Item,
    /// `bundles/*.toml`
    Bundle,
    /// `projects/*.toml`
    Project,
    /// `calendar/*.toml`
    Year,
    /// `rules.toml`
    Rules,
}

/// A file that becomes a fact.
#[derive(Clone, Debug)]
pub struct File {
    /// What it is.
    pub sort: Sort,
    /// Code of the item, the year, or `rules`.
    pub name: String,
    /// SM3 of the text, lower hex.
    pub hash: String,
    /// The whole text.
    pub text: String,
}

impl File {
    fn of(sort: Sort, name: &str, text: &str) -> Self {
        Self { sort, name: name.to_owned(), hash: sm3_hex(text.as_bytes()), text: text.to_owned() }
    }
}

/// Everything a catalogue folder holds, read and linted.
pub struct Catalogue {
    /// Files that become facts, in order: rules, years, items, bundles, projects.
    pub files: Vec<File>,
    /// Organs.
    pub organs: Organs,
    /// Halls with their windows.
    pub halls: Vec<Hall>,
    /// The county's own lists.
    pub lists: Arc<Lists>,
    /// Sentences.
    pub texts: Texts,
    /// The words of documents.
    pub documents: Arc<Documents>,
    /// The division.
    pub division: Division,
    /// The texts of every file that does not become a fact, by their paths below the folder.
    pub sources: Arc<BTreeMap<String, String>>,
}

/// The words of documents.
const DOCUMENTS: &str = "texts/documents.toml";
/// Lists that findings lean on; a county may be without.
const LISTS: [&str; 6] = [
    "words.toml",
    "intermediaries.toml",
    "delegations.toml",
    "measures.toml",
    "systems.toml",
    "baselines.toml",
];

/// Folders of files that become facts.
const FOLDERS: [&str; 4] = ["items/", "calendar/", "bundles/", "projects/"];

/// What there is to say about a catalogue folder.
pub struct Survey {
    /// The catalogue, if no flaw is an error.
    pub catalogue: Option<Catalogue>,
    /// Everything that is wrong, by file and line.
    pub flaws: Vec<Flaw>,
    /// The text of every file, by its path below the folder.
    pub sources: BTreeMap<String, String>,
    /// Facts that their files mark as not certain, by file: 待核实.
    pub doubts: Vec<(String, Doubt)>,
}

impl Survey {
    /// How many flaws are errors.
    pub fn errors(&self) -> usize {
        self.flaws.iter().filter(|flaw| flaw.weight == Weight::Error).count()
    }
}

impl Catalogue {
    /// Read and lint a folder.
    ///
    /// # Errors
    /// Every flaw at once, warnings too; nothing is published from a folder with errors.
    pub fn load(dir: &Path) -> Result<Self, Vec<Flaw>> {
        let survey = survey(dir);
        survey.catalogue.ok_or(survey.flaws)
    }

    /// The items, in the order of their codes.
    pub fn items(&self) -> Vec<Item> {
        let texts = self.files.iter().filter(|file| file.sort == Sort::Item).map(|file| &file.text);
        texts.map(|text| toml::from_str(text).expect("a loaded catalogue's items were read")).collect()
    }
}

/// Read a folder and say everything that is wrong with it.
pub fn survey(dir: &Path) -> Survey {
    let (sources, unread) = sources(dir);
    inspect(sources, unread, None)
}

/// [`survey`] on a day: exceptions that have run out by then no longer count.
pub fn survey_on(dir: &Path, today: Day) -> Survey {
    let (sources, unread) = sources(dir);
    inspect(sources, unread, Some(today))
}

/// [`survey_on`] of texts that are read already, by their paths below the folder.
pub fn survey_of(sources: BTreeMap<String, String>, today: Day) -> Survey {
    inspect(sources, Vec::new(), Some(today))
}

/// [`survey`] of texts that are read already.
fn inspect(sources: BTreeMap<String, String>, unread: Vec<Flaw>, today: Option<Day>) -> Survey {
    let mut look = Looking {
        sources: &sources,
        flaws: unread,
        frame: Frame::default(),
        files: Vec::new(),
        owing: BTreeMap::new(),
    };
    look.at("organs.toml", Frame::read_organs);
    look.at("divisions.toml", Frame::read_division);
    look.at("halls.toml", Frame::read_halls);
    look.rules();
    look.years();
    let (mut doubts, items) = look.items();
    let bundles = look.bundles();
    let projects = look.projects();
    let lists = look.compile(items, bundles, projects);
    doubts.extend(lists.doubts());
    let texts = look.texts();
    let documents = look.documents();
    let Looking { mut flaws, frame, files, .. } = look;
    if let Some(text) = sources.get(compiler::ALLOW) {
        compiler::weigh(&mut flaws, text, today);
    }
    flaws.sort_by(|one, other| (&one.file, one.span.start).cmp(&(&other.file, other.span.start)));
    let error = flaws.iter().any(|flaw| flaw.weight == Weight::Error);
    let catalogue = match (frame.division.clone(), texts, documents) {
        (Some(division), Some(texts), Some(documents)) if !error => {
            let (documents, lists) = (Arc::new(documents), Arc::new(lists));
            let fact =
                |path: &str| FOLDERS.iter().any(|folder| path.starts_with(folder)) || path == "rules.toml";
            let rest = sources.iter().filter(|(path, _)| !fact(path));
            let sources = Arc::new(rest.map(|(path, text)| (path.clone(), text.clone())).collect());
            let Frame { organs, halls, .. } = frame;
            let files = crowd::of_each(&files, |(sort, name, text)| File::of(*sort, name, text));
            Some(Catalogue { files, organs, halls, lists, texts, documents, division, sources })
        }
        _ => None,
    };
    Survey { catalogue, flaws, sources, doubts }
}

/// The texts of a folder's files, and what could not be read.
fn sources(dir: &Path) -> (BTreeMap<String, String>, Vec<Flaw>) {
    let (mut sources, mut flaws) = (BTreeMap::new(), Vec::new());
    let single =
        ["organs.toml", "divisions.toml", "halls.toml", "rules.toml", "texts/zh-CN.toml", "texts/en.toml"];
    let mut paths: Vec<String> = single.map(str::to_owned).into();
    paths.push(DOCUMENTS.to_owned());
    paths
        .extend(LISTS.iter().chain(&[compiler::ALLOW]).filter(|p| dir.join(p).exists()).map(|p| (*p).into()));
    for folder in ["calendar", "items"] {
        paths.extend(listed(dir, folder, &mut flaws));
    }
    // a county may be without bundles, and without projects
    for folder in ["bundles", "projects"] {
        if dir.join(folder).exists() {
            paths.extend(listed(dir, folder, &mut flaws));
        }
    }
    for path in paths {
        if let Some(text) = read_text(dir, &path, &mut flaws) {
            sources.insert(path, text);
        }
    }
    (sources, flaws)
}

fn listed(dir: &Path, folder: &str, flaws: &mut Vec<Flaw>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir.join(folder)) else {
        let what = Text::new("没有这个文件夹", "there is no such folder");
        flaws.push(Flaw::of_file(folder, what, Text::new("建一个", "Make it")));
        return Vec::new();
    };
    let names = entries.filter_map(|e| e.ok()?.file_name().into_string().ok());
    names.filter(|name| name.ends_with(".toml")).map(|name| format!("{folder}/{name}")).collect()
}

fn read_text(dir: &Path, path: &str, flaws: &mut Vec<Flaw>) -> Option<String> {
    let mut flaw = |what: Text, mend: Text| flaws.push(Flaw::of_file(path, what, mend));
    match fs::read_to_string(dir.join(path)) {
        Ok(text) if text.len() > CATALOGUE_FILE_BYTES => {
            let what = Text::new(
                format!("文件超过 {CATALOGUE_FILE_BYTES} 字节"),
                format!("larger than {CATALOGUE_FILE_BYTES} bytes"),
            );
            flaw(what, Text::new("拆开或者删减", "Split or shorten it"));
            None
        }
        Ok(text) => Some(text),
        Err(e) => {
            let what = Text::new(format!("读不到：{e}"), format!("cannot be read: {e}"));
            flaw(what, Text::new("补上文件，用 UTF-8 编码", "Supply the file, in UTF-8"));
            None
        }
    }
}

/// One item's file, looked at by itself.
struct Looked<'s> {
    path: &'s str,
    text: &'s str,
    /// The item with what it marks as not certain; none where it is no item.
    read: Option<(Item, Vec<Doubt>)>,
    reading: Reading<'s>,
}

/// A folder being looked at.
struct Looking<'s> {
    sources: &'s BTreeMap<String, String>,
    flaws: Vec<Flaw>,
    frame: Frame,
    /// Files that become facts, if there is no error: what each is, its name, its text.
    files: Vec<(Sort, String, &'s str)>,
    /// For each organ one of its items' files: it owes that item's documents.
    owing: BTreeMap<String, String>,
}

impl<'s> Looking<'s> {
    /// The files of a folder, in order.
    fn folder(&self, folder: &str) -> Vec<(&'s str, &'s str)> {
        let inside = self.sources.iter().filter(|(path, _)| path.starts_with(folder));
        inside.map(|(path, text)| (path.as_str(), text.as_str())).collect()
    }

    fn at(&mut self, path: &str, read: fn(&mut Frame, &mut Reading<'_>)) {
        if let Some(text) = self.sources.get(path) {
            let mut reading = Reading::of(path, text);
            read(&mut self.frame, &mut reading);
            self.flaws.append(&mut reading.flaws);
        }
    }

    fn rules(&mut self) {
        let Some(text) = self.sources.get("rules.toml") else { return };
        let mut reading = Reading::of("rules.toml", text);
        let read: Option<ServiceRules> = read(&mut reading, shapes::SERVICE_RULES);
        self.flaws.append(&mut reading.flaws);
        if read.is_some() {
            self.files.push((Sort::Rules, "rules".to_owned(), text));
        }
    }

    fn years(&mut self) {
        for (path, text) in self.folder("calendar/") {
            let mut reading = Reading::of(path, text);
            if let Some(year) = read::<Year>(&mut reading, shapes::YEAR) {
                let name = year.year.to_string();
                if let Err(faults) = Calendar::default().insert(year) {
                    let mend = Text::new("对照国务院办公厅的通知", "Compare the State Council's notice");
                    for fault in faults {
                        reading.wrong("year", fault.text(), mend.clone());
                    }
                }
                self.files.push((Sort::Year, name, text));
            }
            self.flaws.append(&mut reading.flaws);
        }
    }

    /// Items one by one, then against each other; what they mark as not certain.
    fn items(&mut self) -> (Vec<(String, Doubt)>, Vec<Read<'s>>) {
        let (mut doubts, mut all) = (Vec::new(), Vec::new());
        for Looked { path, text, read, mut reading } in self.each_item() {
            if let Some((item, uncertain)) = read {
                doubts.extend(uncertain.into_iter().map(|doubt| (path.to_owned(), doubt)));
                self.files.push((Sort::Item, item.code.clone(), text));
                // what a file without its shape would owe is told once it can be read
                let shapeless = [compiler::codes::UNREADABLE.name, compiler::codes::SHAPE.name];
                if !reading.flaws.iter().any(|flaw| shapeless.contains(&flaw.code.name)) {
                    self.owing.insert(item.organ.clone(), path.to_owned());
                }
                all.push(Read { item, reading });
            } else {
                self.flaws.append(&mut reading.flaws);
            }
        }
        items::together(&mut all);
        (doubts, all)
    }

    /// Every item by itself, in the order of their names; what one says does not depend on another, so every
    /// core reads some of them.
    fn each_item(&self) -> Vec<Looked<'s>> {
        let files: Vec<(&str, &str)> = self.folder("items/");
        let frame = &self.frame;
        crowd::of_each(&files, |&(path, text)| {
            let mut reading = Reading::of(path, text);
            let item = read::<Item>(&mut reading, shapes::ITEM);
            let read = item.map(|item| {
                items::lint(&item, path, &mut reading, frame);
                let doubts = item.doubts();
                (item, doubts)
            });
            Looked { path, text, read, reading }
        })
    }

    /// Bundles one by one; what they make of their items is for the compiler to say.
    fn bundles(&mut self) -> Vec<compiler::ReadBundle<'s>> {
        let mut all = Vec::new();
        for (path, text) in self.folder("bundles/") {
            let mut reading = Reading::of(path, text);
            let Some(bundle) = read::<Bundle>(&mut reading, shapes::BUNDLE) else {
                self.flaws.append(&mut reading.flaws);
                continue;
            };
            reading.about(&compiler::codes::IDENTITY);
            if path != format!("bundles/{}.toml", bundle.code) {
                let what = Text::new("代码和文件名不同", "the code is not the file's name");
                reading.wrong("code", what, Text::new("改成一样的", "Make them the same"));
            }
            self.frame.organ_known(&mut reading, "lead", &bundle.lead);
            self.frame.organ_known(&mut reading, "hall", &bundle.hall);
            self.files.push((Sort::Bundle, bundle.code.clone(), text));
            all.push(compiler::ReadBundle { bundle, reading });
        }
        all
    }

    /// Kinds of projects one by one; what they make of their bundles is for the compiler to say.
    fn projects(&mut self) -> Vec<compiler::ReadProject<'s>> {
        let mut all = Vec::new();
        for (path, text) in self.folder("projects/") {
            let mut reading = Reading::of(path, text);
            let Some(project) = read::<Project>(&mut reading, shapes::PROJECT) else {
                self.flaws.append(&mut reading.flaws);
                continue;
            };
            reading.about(&compiler::codes::IDENTITY);
            if path != format!("projects/{}.toml", project.code) {
                let what = Text::new("代码和文件名不同", "the code is not the file's name");
                reading.wrong("code", what, Text::new("改成一样的", "Make them the same"));
            }
            self.frame.organ_known(&mut reading, "lead", &project.lead);
            self.frame.organ_known(&mut reading, "hall", &project.hall);
            for (n, stage) in project.stages.iter().enumerate() {
                self.frame.organ_known(&mut reading, &format!("stages.{n}.lead"), &stage.lead);
                for (m, consult) in stage.consults.iter().enumerate() {
                    let at = format!("stages.{n}.consults.{m}.organ");
                    self.frame.organ_known(&mut reading, &at, &consult.organ);
                }
            }
            self.files.push((Sort::Project, project.code.clone(), text));
            all.push(compiler::ReadProject { project, reading });
        }
        all
    }

    /// Everything held against everything; the lists that were read for it.
    fn compile(
        &mut self,
        items: Vec<Read<'s>>,
        bundles: Vec<compiler::ReadBundle<'s>>,
        projects: Vec<compiler::ReadProject<'s>>,
    ) -> compiler::Lists {
        let mut calendar = Calendar::default();
        for (_, _, text) in self.files.iter().filter(|(sort, ..)| *sort == Sort::Year) {
            // what is wrong with a year was said when it was read
            if let Ok(year) = year(text) {
                let _ = calendar.insert(year);
            }
        }
        let (mut lists, mut others) = (compiler::Lists::default(), Vec::new());
        for (path, text) in self.sources.iter().filter(|(path, _)| !path.contains('/')) {
            let mut reading = Reading::of(path, text);
            if LISTS.contains(&path.as_str()) {
                lists.read(&mut reading);
            } else {
                reading.flaws.clear();
            }
            others.push(reading);
        }
        let frame = std::mem::take(&mut self.frame);
        let mut county = compiler::County { items, bundles, projects, frame, calendar, lists, others };
        compiler::compile(&mut county);
        self.flaws.extend(county.flaws());
        let (frame, lists) = county.close();
        self.frame = frame;
        lists
    }

    /// The words of documents, held against the organs of the items.
    fn documents(&mut self) -> Option<Documents> {
        let text = self.sources.get(DOCUMENTS)?;
        let mut reading = Reading::of(DOCUMENTS, text);
        let read = documents::documents(&mut reading, text, &self.frame.organs, &self.owing);
        self.flaws.append(&mut reading.flaws);
        read
    }

    /// Both languages have the same sentences.
    fn texts(&mut self) -> Option<Texts> {
        let zh = self.sources.get("texts/zh-CN.toml")?;
        let en = self.sources.get("texts/en.toml")?;
        let mut both = [Reading::of("texts/zh-CN.toml", zh), Reading::of("texts/en.toml", en)];
        let names = [leaves(both[0].root(), ""), leaves(both[1].root(), "")];
        let sound = both.iter().all(|reading| reading.sound);
        for (here, there) in [(0, 1), (1, 0)] {
            for name in names[there].iter().filter(|name| sound && !names[here].contains(*name)) {
                let what = Text::new(format!("缺“{name}”这一句"), format!("“{name}” is missing"));
                let mend = Text::new("另一种语言里有，请译出来", "The other language has it; translate it");
                both[here].wrong(name, what, mend);
            }
        }
        self.flaws.extend(both.into_iter().flat_map(|reading| reading.flaws));
        match Texts::read(zh, en) {
            Ok(texts) => Some(texts),
            Err(e) if sound => {
                let what = Text::new(format!("读不懂：{e}"), format!("cannot be read: {e}"));
                self.flaws.push(Flaw::of_file(
                    "texts/en.toml",
                    what,
                    Text::new("照别的句子写", "Write it like the others"),
                ));
                None
            }
            Err(_) => None,
        }
    }
}

/// Names of everything in a tree that is not a table itself.
fn leaves(tree: &DeTable<'_>, at: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (key, value) in tree {
        let here = if at.is_empty() { key.get_ref().to_string() } else { format!("{at}.{}", key.get_ref()) };
        match value.get_ref() {
            DeValue::Table(inner) => all.extend(leaves(inner, &here)),
            _ => all.push(here),
        }
    }
    all
}

/// A calendar year from its file's text.
///
/// # Errors
/// What is wrong with it, in words.
pub fn year(text: &str) -> Result<Year, String> {
    toml::from_str(text).map_err(|e| e.to_string())
}

/// The division a catalogue folder is for.
///
/// # Errors
/// What is wrong with `divisions.toml`, in words.
pub fn division(dir: &Path) -> Result<String, String> {
    let mut flaws = Vec::new();
    let text = read_text(dir, "divisions.toml", &mut flaws).unwrap_or_default();
    let mut frame = Frame::default();
    if flaws.is_empty() {
        let mut reading = Reading::of("divisions.toml", &text);
        frame.read_division(&mut reading);
        flaws.append(&mut reading.flaws);
    }
    let words = || flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    frame.division.filter(|_| flaws.is_empty()).map(|division| division.code).ok_or_else(words)
}
