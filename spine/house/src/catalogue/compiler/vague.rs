//! Class 3: words that leave an applicant guessing 兜底, where they are not honest.

use kernel::Text;

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

pub(super) fn check(county: &mut County<'_>) {
    let words = county.lists.vague.clone();
    county.each(|read| {
        let item = &read.item;
        let mut places: Vec<(String, &Text)> = vec![("name.zh".to_owned(), &item.name)];
        let conditions = item.conditions.iter().enumerate();
        places.extend(conditions.map(|(n, c)| (format!("conditions.{n}.text.zh"), &c.text)));
        let materials = item.materials.iter().enumerate();
        places.extend(materials.map(|(n, m)| (format!("materials.{n}.name.zh"), &m.name)));
        places.extend(item.points.iter().enumerate().map(|(n, p)| (format!("points.{n}.text.zh"), &p.text)));
        for (at, text) in places {
            let Some(vague) = vague_in(&text.zh, &words) else { continue };
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
        let without = vague.honest.iter().fold(outside.clone(), |text, honest| text.replace(honest, "·"));
        without.contains(vague.word.as_str())
    })
}

fn outside_titles(text: &str) -> String {
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
    kept
}
