//! Acts of a story about a promise in place of a paper 告知承诺: signing, verifying, mending.

use case::rules::Command;
use kernel::item::Item;

use super::acts::{materials, only};
use super::script::{Line, listed};
use super::stage::Stage;
use super::steps::party;

/// The command of a line; none where the verb is not one of these.
pub(super) fn command(stage: &Stage, item: &Item, line: &Line) -> Result<Option<Command>, String> {
    let words = |word: &str| line.clause(word).to_owned();
    Ok(Some(match line.verb.as_str() {
        "签告知承诺" => Command::SignPledge { materials: materials(item, &line.object)?, seen: true },
        "核查承诺" => verified(stage, item, line)?,
        "报告整改" => Command::ReportMended { report: line.object.clone() },
        "复查承诺" => Command::CheckMended {
            with: party(stage, line.clause("同"))?,
            mended: line.object == "到位",
            record: words("说"),
        },
        _ => return Ok(None),
    }))
}

fn verified(stage: &Stage, item: &Item, line: &Line) -> Result<Command, String> {
    let broken: Result<Vec<String>, String> = listed(line.clause("没做到"))
        .map(|word| Ok(only(word, item.promises.iter(), |one| &one.text.zh)?.code.clone()))
        .collect();
    let broken = broken?;
    if broken.is_empty() != (line.object == "都做到") {
        return Err("写“核查承诺 都做到”，或者“核查承诺 逐条；没做到 …；说 …”".to_owned());
    }
    let record = line.clause("说").to_owned();
    let kept = item.promises.iter().map(|one| one.code.clone()).filter(|code| !broken.contains(code));
    Ok(Command::CheckPledge {
        with: party(stage, line.clause("同"))?,
        kept: kept.collect(),
        findings: broken.iter().map(|code| (code.clone(), record.clone())).collect(),
        broken,
        record,
    })
}
