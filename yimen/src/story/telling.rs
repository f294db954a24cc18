//! How a story tells what was written: a word for each event, the ledger's own line with names, and whether
//! two ledgers say the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use case::views::Fill;
use facts::case::Event;
use facts::project::Stance;
use facts::{Fact, Recorded, document, licence, project};
use kernel::rights::Channel;
use kernel::{Instant, Text};

use super::stage::Stage;

/// The words of stories, by kind of event.
static WORDS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// The word by which a story expects an event. A kind without one is told by its name.
pub(super) fn word(fact: &Recorded) -> &str {
    match &fact.fact {
        Fact::Case(Event::CorrectionAsked { again: true, .. }) => "再次告知",
        Fact::Case(Event::Corrected { complete: true, .. }) => "补齐",
        Fact::Case(Event::Corrected { materials, .. }) if materials.is_empty() => "说好带来",
        Fact::Case(Event::PledgeChecked { mend: None, .. }) => "承诺做到",
        Fact::Licence(licence::Event::Renewed { by_silence: true, .. }) => "视为延续",
        other => other.line().map_or(NAMELESS, |(kind, _, _)| by_kind(&kind)),
    }
}

/// What no story can expect; a test lets no kind have it.
const NAMELESS: &str = "没有名字的事";

fn by_kind(kind: &str) -> &'static str {
    let wing = kind.split_once('.').map_or(kind, |(wing, _)| wing);
    WORDS.get(kind).or_else(|| WORDS.get(wing)).copied().unwrap_or(NAMELESS)
}

/// The number of what came of it, where stories name it by one.
pub(super) fn named(fact: &Recorded) -> &str {
    match &fact.fact {
        Fact::Licence(licence::Event::Issued { licence_no, .. }) => licence_no,
        _ => "",
    }
}

/// Is it of the printing room's own doings, which only a document that fails makes worth a line?
pub(super) fn is_quiet(fact: &Recorded) -> bool {
    matches!(fact.fact, Fact::Document(document::Event::Drawn { .. }))
}

/// A line of the ledger for the audience: number, when it was written, who, what, since when it is true.
pub(super) fn sentence(stage: &Stage, fact: &Recorded) -> String {
    let words = match &fact.fact {
        Fact::Licence(licence::Event::Issued { licence_no, .. }) => {
            format!("颁发证照 {licence_no}。")
        }
        Fact::Document(document::Event::Composed { number, .. }) => format!("制发文书 {number}。"),
        Fact::Project(project::Event::OpinionGiven { stance, words, .. }) => {
            format!("出具意见：{}。{words}", stance_word(*stance))
        }
        Fact::Project(project::Event::StageReplied { words, .. }) => format!("合并答复：{words}"),
        Fact::Case(_) => case_words(stage, fact).unwrap_or_else(|| word(fact).to_owned()),
        _ => format!("{}。", word(fact)),
    };
    let late =
        if fact.effective == fact.at { String::new() } else { format!("（生效 {}）", fact.effective) };
    let place = if fact.actor.channel == Channel::Kiosk { "（在自助终端）" } else { "" };
    format!("{:>4}  {}  {}{place}  {words}{late}", fact.seq, fact.at, stage.name_of(&fact.actor.party))
}

/// What an organ thinks, as stories write it.
pub(super) fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Agrees => "同意",
        Stance::Conditions => "有条件",
        Stance::Disagrees => "不同意",
    }
}

/// The sentence of the case's own diary, as its page shows it.
fn case_words(stage: &Stage, fact: &Recorded) -> Option<String> {
    let house = stage.house().ok()?;
    let world = house.world();
    let filed = stage.case().ok()?.filed?;
    let edition = world.editions.by_hash(&filed.edition)?;
    let told = case::views::told(std::slice::from_ref(fact), &edition.item).pop()?;
    let fill = |fill: &Fill| match fill {
        Fill::Said(text) => text.clone(),
        Fill::Organ(code) => house.organs.get(code).map_or_else(|| Text::new(code, code), |o| o.name.clone()),
        Fill::Word(table, key) => house.texts.word("case", table, key),
    };
    let fills: Vec<(&str, Text)> = told.fills.iter().map(|(name, blank)| (*name, fill(blank))).collect();
    Some(house.texts.event("case", told.sentence, &fills).zh)
}

/// Do both ledgers say the same of their cases: what happened, since when it is true, by whom, under which
/// cause, and where the case stands? When it was written may differ. Says how many lines were compared.
pub(super) fn same_ledger(one: &Stage, other: &Stage) -> Result<usize, String> {
    let told = |stage: &Stage| stage.diary().map_err(|f| f.to_string());
    let (ours, theirs) = (told(one)?, told(other)?);
    let line = |fact: &Recorded| {
        let (stream, who) = (fact.stream.clone(), fact.actor.clone());
        (stream, fact.version, fact.effective, who, fact.cause.clone(), fact.private.clone())
    };
    for (our, their) in ours.iter().zip(&theirs) {
        if our.fact != their.fact || line(our) != line(their) {
            let both = [our, their].map(|f| format!("{} {:?} 生效 {}", f.stream, f.fact, f.effective));
            return Err(format!("两个台账不同：\n  {}\n  {}", both[0], both[1]));
        }
    }
    if ours.len() != theirs.len() || ours.is_empty() {
        return Err(format!("两个台账长短不同：{} 条和 {} 条", ours.len(), theirs.len()));
    }
    let stands = |stage: &Stage| stage.case().map_err(|f| f.to_string());
    if stands(one)? != stands(other)? {
        return Err("两个办件的现状不同".to_owned());
    }
    let days = |facts: &[Recorded]| facts.iter().map(|f| f.at).collect::<Vec<Instant>>();
    if days(&ours) == days(&theirs) {
        return Err("连写下的时间都一样：门没有关过，这个故事什么也没有说明".to_owned());
    }
    Ok(ours.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_that_a_story_can_bring_about_has_a_word_of_its_own() {
        for golden in [
            include_str!("../../../spine/facts/golden/case.jsonl"),
            include_str!("../../../spine/facts/golden/licence.jsonl"),
            include_str!("../../../spine/facts/golden/bundle.jsonl"),
            include_str!("../../../spine/facts/golden/project.jsonl"),
        ] {
            for line in golden.lines() {
                let (kind, _) = line.trim_start_matches("{\"kind\":\"").split_once('"').expect("a kind");
                let named = WORDS.values().filter(|word| **word == by_kind(kind)).count();
                assert_eq!(named, 1, "{kind} has no word of its own in words.toml");
            }
        }
    }
}
