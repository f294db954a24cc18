//! What the compiler found, written for programs (JSON, SARIF 2.1.0) and for a meeting (HTML).

use std::collections::BTreeMap;

use kernel::Text;
use kernel::item::Item;
use serde_json::{Value, json};

use super::compiler::codes::{self, Code};
use super::flaw::{Flaw, Weight};
use super::{Organs, Survey};

mod html;
mod sarif;

pub use html::{body, page};
pub use sarif::sarif;

/// A pair of constants as a text of both languages.
pub fn both(pair: (&str, &str)) -> Text {
    Text::new(pair.0, pair.1)
}

/// Everything found, one object a finding; the field names are an interface.
pub fn json(survey: &Survey) -> Value {
    let organs = organs(survey);
    let findings: Vec<Value> = survey.flaws.iter().map(|flaw| finding(flaw, &organs)).collect();
    let count = |weight| survey.flaws.iter().filter(|flaw| flaw.weight == weight).count();
    json!({
        "files": survey.sources.len(),
        "errors": count(Weight::Error),
        "warnings": count(Weight::Warning),
        "notes": count(Weight::Note),
        "to_verify": survey.doubts.len(),
        "findings": findings,
    })
}

fn finding(flaw: &Flaw, organs: &BTreeMap<String, Text>) -> Value {
    let places = flaw.places.iter();
    let places: Vec<Value> =
        places.map(|p| json!({ "file": p.file, "line": p.line, "says": p.says })).collect();
    json!({
        "code": flaw.code.name,
        "weight": flaw.weight.text().en,
        "class": flaw.code.class(),
        "title": both(flaw.code.title),
        "file": flaw.file,
        "organ": organs.get(&flaw.file),
        "at": flaw.at,
        "line": flaw.line,
        "what": flaw.what,
        "mend": flaw.mend,
        "why": both(flaw.code.why),
        "rule": both(flaw.code.rule),
        "places": places,
        "example": flaw.example,
    })
}

/// The organ that answers for each item's file.
pub fn organs(survey: &Survey) -> BTreeMap<String, Text> {
    #[derive(serde::Deserialize)]
    struct File {
        organ: Vec<super::Organ>,
    }
    let text = survey.sources.get("organs.toml").map_or("", String::as_str);
    let known: Organs = toml::from_str::<File>(text)
        .map(|file| file.organ.into_iter().map(|organ| (organ.code.clone(), organ)).collect())
        .unwrap_or_default();
    let items = survey.sources.iter().filter(|(path, _)| path.starts_with("items/"));
    items
        .filter_map(|(path, text)| {
            let item: Item = toml::from_str(text).ok()?;
            Some((path.clone(), known.get(&item.organ)?.name.clone()))
        })
        .collect()
}

/// How much was found, by what it is sorted by.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// By class, in the order of their numbers.
    pub classes: Vec<(Text, usize)>,
    /// By organ; what belongs to none stands under the whole county.
    pub organs: Vec<(Text, usize)>,
}

/// Count what was found by class and by organ.
pub fn counts(survey: &Survey, organs: &BTreeMap<String, Text>) -> Counts {
    let mut classes: BTreeMap<usize, (Text, usize)> = BTreeMap::new();
    let mut bodies: BTreeMap<String, (Text, usize)> = BTreeMap::new();
    for flaw in &survey.flaws {
        classes.entry(flaw.code.class()).or_insert_with(|| (both(flaw.code.class_title()), 0)).1 += 1;
        let organ = organs.get(&flaw.file).cloned();
        let organ = organ.unwrap_or_else(|| Text::new("全县共用的文件", "Files of the whole county"));
        bodies.entry(organ.zh.clone()).or_insert((organ, 0)).1 += 1;
    }
    Counts { classes: classes.into_values().collect(), organs: bodies.into_values().collect() }
}

/// The list of all codes in Markdown, as `docs/findings.md` keeps it.
pub fn list() -> String {
    let mut text = String::from(
        "# 目录检查的全部代码 · Every finding of the catalogue compiler\n\n\
         `yimen lint --codes` 打印本页。一个代码从不改名，也不给别的毛病用。\n\
         Printed by `yimen lint --codes`. A code is never renamed and never given to anything else.\n",
    );
    let mut class = usize::MAX;
    for code in codes::all() {
        if code.class() != class {
            class = code.class();
            let (zh, en) = code.class_title();
            text.push_str(&format!("\n## {class}. {zh} · {en}\n"));
        }
        text.push_str(&entry(code));
    }
    text
}

fn entry(code: &Code) -> String {
    let word = code.weight.text();
    format!(
        "\n### {} {} · {}\n\n{}（{}）。{}\n{}\n\n依据 Rule：{}\n{}\n",
        code.name,
        code.title.0,
        code.title.1,
        word.zh,
        word.en,
        code.why.0,
        code.why.1,
        code.rule.0,
        code.rule.1
    )
}
