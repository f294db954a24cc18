//! Class 3: words that leave an applicant guessing 兜底, where they are not honest.

use std::borrow::Cow;

use super::codes::Code;
use super::lists::Vague;
use super::{County, both};
use crate::catalogue::flaw::Weight;

/// Nobody knows what is asked.
pub static VAGUE: Code = Code {
    name: "YM0301",
    weight: Weight::Warning,
    title: ("含糊的话", "Vague wording"),
    why: (
        "“其他”“等”“有关部门要求的”后面藏着没写出来的条件，窗口可以随时再要。",
        "Behind “other”, “and so on”, “as required” stand conditions that nobody wrote down.",
    ),
    rule: (
        "国办发〔2018〕47号；《优化营商环境条例》第三十六条；要求 R4",
        "State Council General Office No. 47 of 2018; Regulation on Optimising the Business Environment, \
         Art. 36; requirement R4",
    ),
};

pub(super) const CODES: &[&Code] = &[&VAGUE];

/// What stands where an honest word was.
const TAKEN_OUT: &str = "·";

pub(super) fn check(county: &mut County<'_>) {
    let words = county.lists.vague.clone();
    county.each(|read| {
        let item = &read.item;
        let conditions = item.conditions.iter().enumerate().map(|(n, c)| ("conditions", n, "text", &c.text));
        let materials = item.materials.iter().enumerate().map(|(n, m)| ("materials", n, "name", &m.name));
        let points = item.points.iter().enumerate().map(|(n, p)| ("points", n, "text", &p.text));
        for (list, n, key, text) in
            [("", 0, "name", &item.name)].into_iter().chain(conditions).chain(materials).chain(points)
        {
            let Some(vague) = vague_in(&text.zh, &words) else { continue };
            let at = if list.is_empty() { format!("{key}.zh") } else { format!("{list}.{n}.{key}.zh") };
            let what = both(
                format!("“{}”是兜底的话，申请人不知道要什么", vague.word),
                format!("“{}” is vague: nobody knows what is asked", vague.word),
            );
            read.reading.find(&VAGUE, &at, what, vague.instead.clone());
        }
    });
}

/// The first vague word in a text; titles of laws in 《》 and longer honest words do not count.
fn vague_in<'w>(text: &str, words: &'w [Vague]) -> Option<&'w Vague> {
    let outside = outside_titles(text);
    words.iter().find(|vague| {
        // taking honest words out brings no other word about, unless it has the mark that stands for them
        if !outside.contains(vague.word.as_str()) && !vague.word.contains(TAKEN_OUT) {
            return false;
        }
        let honest = vague.honest.iter();
        let without = honest.fold(outside.to_string(), |text, honest| text.replace(honest, TAKEN_OUT));
        without.contains(vague.word.as_str())
    })
}

fn outside_titles(text: &str) -> Cow<'_, str> {
    if !text.contains(['《', '》']) {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    Cow::Owned(kept)
}
