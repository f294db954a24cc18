//! Sentences that a county may change: refusals, events, messages, in Chinese and English.

use std::collections::BTreeMap;

use kernel::{Refusal, Text};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
struct File {
    #[serde(default)]
    refusal: BTreeMap<String, String>,
    #[serde(default)]
    event: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    message: BTreeMap<String, String>,
    /// Words of a wing: wing, table, key (`[case.clock]`).
    #[serde(flatten)]
    words: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
}

/// Both languages' sentences.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    zh: File,
    en: File,
}

impl Texts {
    /// From `texts/zh-CN.toml` and `texts/en.toml`.
    ///
    /// # Errors
    /// What is wrong, with its place, in words.
    pub fn read(zh: &str, en: &str) -> Result<Self, String> {
        let zh = toml::from_str(zh).map_err(|e| format!("texts/zh-CN.toml: {e}"))?;
        let en = toml::from_str(en).map_err(|e| format!("texts/en.toml: {e}"))?;
        Ok(Self { zh, en })
    }

    /// What a refusal says, in both languages.
    pub fn refusal(&self, refusal: &Refusal) -> Text {
        let fills_zh = refusal.fills.iter().map(|(k, v)| (*k, v.zh.as_str()));
        let fills_en = refusal.fills.iter().map(|(k, v)| (*k, v.en.as_str()));
        let missing = String::from("{code}");
        let zh = self.zh.refusal.get(refusal.code).unwrap_or(&missing);
        let en = self.en.refusal.get(refusal.code).unwrap_or(&missing);
        Text::new(
            fill(zh, fills_zh).replace("{code}", refusal.code),
            fill(en, fills_en).replace("{code}", refusal.code),
        )
    }

    /// What an event says in a diary; `fills` hold both languages.
    pub fn event(&self, wing: &str, name: &str, fills: &[(&str, Text)]) -> Text {
        let find = |file: &File| {
            file.event.get(wing).and_then(|w| w.get(name)).cloned().unwrap_or_else(|| name.to_owned())
        };
        Text::new(
            fill(&find(&self.zh), fills.iter().map(|(k, v)| (*k, v.zh.as_str()))),
            fill(&find(&self.en), fills.iter().map(|(k, v)| (*k, v.en.as_str()))),
        )
    }

    /// What a message says, in Chinese.
    pub fn message(&self, name: &str, fills: &[(String, String)]) -> String {
        let text = self.zh.message.get(name).cloned().unwrap_or_else(|| name.to_owned());
        fill(&text, fills.iter().map(|(k, v)| (k.as_str(), v.as_str())))
    }

    /// A word of a wing, such as the name of a clock; the key itself where the county has none.
    pub fn word(&self, wing: &str, table: &str, key: &str) -> Text {
        let find = |file: &File| {
            let word = file.words.get(wing).and_then(|w| w.get(table)).and_then(|t| t.get(key));
            word.cloned().unwrap_or_else(|| key.to_owned())
        };
        Text::new(find(&self.zh), find(&self.en))
    }

    /// Does the sentence exist in both languages? For the test that lists what is missing.
    pub fn has_refusal(&self, code: &str) -> bool {
        self.zh.refusal.contains_key(code) && self.en.refusal.contains_key(code)
    }
}

fn fill<'a>(text: &str, fills: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    fills.fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
