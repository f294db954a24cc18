//! `texts/documents.toml`: every document has its words, every text can be filled, every organ that owes an
//! answer has a mark of its own, and nothing speaks of a licence where there is none.

use std::collections::{BTreeMap, BTreeSet};

use facts::document::Kind as Document;
use kernel::Text;
use kernel::wording::Fills;
use store::ledger::sm3_hex;

use super::Organs;
use super::compiler::codes;
use super::frame::read;
use super::reading::Reading;
use super::shapes;
use crate::wording::{BLANKS, Documents, fill, strangers};

/// Read and lint the texts of documents; `owing` are the organs of items, with the items' files.
pub(super) fn documents(
    reading: &mut Reading<'_>,
    text: &str,
    organs: &Organs,
    owing: &BTreeMap<String, String>,
) -> Option<Documents> {
    let mut documents: Documents = read(reading, shapes::DOCUMENTS)?;
    reading.about(&codes::DOCUMENTS);
    documents.edition = sm3_hex(text.as_bytes());
    marks(reading, &documents, organs, owing);
    letters(reading, &documents);
    for (name, both) in &documents.texts {
        for (kind, piece) in [("licensing", &both.licensing), ("other", &both.other)] {
            for (part, text) in [("title", &piece.title), ("text", &piece.text), ("after", &piece.after)] {
                let at = format!("{name}.{kind}.{part}");
                filled(reading, &at, text);
                if kind == "other" && text.contains("行政许可") {
                    let what = Text::new(
                        "这不是行政许可，却写了“行政许可”",
                        "this is no licence, yet it speaks of one",
                    );
                    let mend = Text::new(
                        "行政许可法只管许可，换成办理、予以办理",
                        "The Licensing Law is for licences only; use other words",
                    );
                    reading.wrong(&at, what, mend);
                }
            }
        }
    }
    Some(documents)
}

/// A text that can be read, filled within its limit, and asks for nothing that nobody fills.
fn filled(reading: &mut Reading<'_>, at: &str, text: &str) {
    let broken = |why: &str| {
        (
            Text::new(format!("填不了：{why}"), format!("cannot be filled: {why}")),
            Text::new(
                "双花括号和 {% if %}……{% endif %} 要成对",
                "Braces and {% if %} … {% endif %} come in pairs",
            ),
        )
    };
    let names = match strangers(text) {
        Ok(names) => names,
        Err(why) => {
            let (what, mend) = broken(&why.0);
            return reading.wrong(at, what, mend);
        }
    };
    for name in names {
        let what = Text::new(format!("没有“{name}”可填"), format!("nothing fills “{name}”"));
        let all = BLANKS.join("、");
        reading.wrong(at, what, Text::new(format!("可以填：{all}"), format!("What may be filled: {all}")));
    }
    let sample: Fills = BLANKS.iter().map(|name| ((*name).to_owned(), "甲".to_owned())).collect();
    if let Err(why) = fill(text, &sample) {
        let (what, mend) = broken(&why.0);
        reading.wrong(at, what, mend);
    }
}

/// Every organ that answers for an item has a mark, no two the same: it is what tells their numbers apart.
fn marks(
    reading: &mut Reading<'_>,
    documents: &Documents,
    organs: &Organs,
    owing: &BTreeMap<String, String>,
) {
    for (organ, file) in owing.iter().filter(|(organ, _)| !documents.marks.contains_key(*organ)) {
        let name = organs.get(organ).map_or(organ.as_str(), |o| o.name.zh.as_str());
        let what = Text::new(format!("{name}（{file}）没有代字"), format!("{organ} ({file}) has no mark"));
        let mend = Text::new(
            format!("补上：\"{organ}\" = \"青某\""),
            format!("Add: \"{organ}\" = \"a short mark\""),
        );
        reading.wrong("marks", what, mend);
    }
    let mut seen = BTreeSet::new();
    for (organ, mark) in &documents.marks {
        if !organs.contains_key(organ) {
            let what =
                Text::new(format!("organs.toml 里没有 {organ}"), format!("{organ} is not in organs.toml"));
            let mend = Text::new("逐位核对代码", "Compare the code character by character");
            reading.wrong(&format!("marks.{organ}"), what, mend);
        }
        if !seen.insert(mark) {
            let what =
                Text::new(format!("代字“{mark}”有两个机关在用"), format!("two organs use the mark “{mark}”"));
            let mend =
                Text::new("换一个，文号才不会相同", "Take another, lest two documents bear the same number");
            reading.wrong(&format!("marks.{organ}"), what, mend);
        }
    }
}

/// Every notice has its letter, no two the same; a sheet bears the licence's own number.
fn letters(reading: &mut Reading<'_>, documents: &Documents) {
    let words: Vec<&str> =
        Document::ALL.into_iter().filter(|d| *d != Document::Licence).map(Document::word).collect();
    for word in words.iter().filter(|word| !documents.letters.contains_key(**word)) {
        let what = Text::new(format!("缺少“{word}”"), format!("“{word}” is missing"));
        let mend = Text::new(format!("补上：{word} = \"某\""), format!("Add: {word} = \"a letter\""));
        reading.wrong("letters", what, mend);
    }
    let mut seen = BTreeSet::new();
    for (word, letter) in &documents.letters {
        if !words.contains(&word.as_str()) {
            let what = Text::new(format!("没有“{word}”这种文书"), format!("there is no document “{word}”"));
            let all = words.join("、");
            reading.wrong(&format!("letters.{word}"), what, Text::new(format!("可以是：{all}"), all));
        } else if !seen.insert(letter) {
            let what =
                Text::new(format!("“{letter}”用了两次"), format!("“{letter}” stands for two documents"));
            let mend =
                Text::new("换一个，文号才不会相同", "Take another, lest two documents bear the same number");
            reading.wrong(&format!("letters.{word}"), what, mend);
        }
    }
}
