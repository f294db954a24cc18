//! What may be promised in place of a paper 告知承诺: a paper that may needs the words that are told, and words
//! that are told need a paper and a promise.

use kernel::Text;
use kernel::item::Item;
use kernel::limits::PLEDGE_POINTS;

use super::compiler::codes;
use super::reading::Reading;

/// Papers, words and promises belong together.
pub(super) fn lint(item: &Item, reading: &mut Reading<'_>) {
    reading.about(&codes::SHAPE);
    let told = item.commitment.is_some();
    let papers: Vec<usize> =
        item.materials.iter().enumerate().filter(|(_, m)| m.by_commitment).map(|(n, _)| n).collect();
    let write = Text::new(
        "写 [commitment] 和每一条 [[promises]]，或者删去 by_commitment",
        "Write [commitment] and each of [[promises]], or drop by_commitment",
    );
    if let Some(n) = papers.first().filter(|_| !told) {
        let what = Text::new(
            "可以承诺代替，却没有写告知和承诺的内容",
            "a promise may stand in, yet nothing says what is told and promised",
        );
        reading.wrong(&format!("materials.{n}.by_commitment"), what, write.clone());
    }
    if told && papers.is_empty() {
        let what =
            Text::new("写了告知承诺，却没有一样材料可以代替", "no paper may be replaced by the promise");
        let mend =
            Text::new("给可以代替的材料写 by_commitment = true", "Write by_commitment = true at a paper");
        reading.wrong("commitment", what, mend);
    }
    if told && item.promises.is_empty() {
        let what = Text::new("写了告知承诺，却没有写承诺什么", "nothing is promised");
        reading.wrong("commitment", what, write);
    }
    if item.promises.len() > PLEDGE_POINTS {
        let what = Text::new(
            format!("承诺最多 {PLEDGE_POINTS} 条"),
            format!("a commitment has at most {PLEDGE_POINTS} promises"),
        );
        reading.wrong("promises", what, Text::new("合并或者删去几条", "Gather them, or drop some"));
    }
}
