//! How long something took in a story, between events that stand on the ledger: by the hours that the story
//! itself says, not by a measured one.

use facts::Recorded;
use kernel::{Calendar, Instant};

use super::acts::Happened;
use super::script::{Line, first_word};
use super::stage::Stage;
use super::telling;

/// Thousandths of a second in a minute.
const MINUTE_MS: i64 = 60_000;

/// `时钟 用时 不超过 145 分钟；自 EVENT；到 EVENT`: from the first of these events to the last of those, several
/// spans added up. An event is named by its word, and by its number or the licence's where there are several;
/// what stands on no ledger by the verb of the line.
pub(super) fn told(stage: &Stage, line: &Line, happened: &mut Happened) -> Result<(), String> {
    let facts = stage.told_so_far().map_err(|failure| failure.to_string())?;
    let (limit, most) = match line.object.strip_prefix("不超过") {
        Some(limit) => (limit.trim(), true),
        None => (line.object.as_str(), false),
    };
    let (number, unit) = first_word(limit);
    let limit: i64 = number.parse().map_err(|_| format!("“{}”要写成“145 分钟”", line.object))?;
    let marks = line.clauses.iter().filter(|(word, _)| matches!(word.as_str(), "自" | "到"));
    let marks: Vec<(bool, &str)> = marks.map(|(word, mark)| (word == "自", mark.as_str())).collect();
    let (mut sum, mut spans) = (0, Vec::new());
    for pair in marks.chunks(2) {
        let [(true, from), (false, to)] = pair else {
            return Err("每一段写“自 EVENT；到 EVENT”".to_owned());
        };
        let (since, until) = (found(stage, &facts, from, true)?, found(stage, &facts, to, false)?);
        if until < since {
            return Err(format!("“{to}”（{until}）比“{from}”（{since}）早"));
        }
        sum += between(since, until, &unit, &stage.calendar())?;
        spans.push(format!("自 {from}（{since}）到 {to}（{until}）"));
    }
    if spans.is_empty() {
        return Err("要写“自 EVENT；到 EVENT”".to_owned());
    }
    let beside = line.clause("对照");
    let beside = if beside.is_empty() { String::new() } else { format!("；对照：{beside}") };
    happened.said.push(format!("用时 {sum} {unit}，是故事写的时间：{}{beside}", spans.join("，")));
    match (sum == limit, most && sum < limit) {
        (true, _) | (_, true) => Ok(()),
        _ => Err(format!("用时 {sum} {unit}，不是 {}", line.object)),
    }
}

/// When the event of this mark became true: its n-th, the licence with this number, or the first or last.
fn found(stage: &Stage, facts: &[Recorded], mark: &str, first: bool) -> Result<Instant, String> {
    let (word, named) = first_word(mark);
    let mut all = facts.iter().filter(|fact| telling::word(fact) == word);
    let hit = match named.parse::<usize>() {
        Ok(n) => n.checked_sub(1).and_then(|n| all.nth(n)),
        Err(_) if !named.is_empty() => all.find(|fact| telling::named(fact) == named),
        Err(_) if first => all.next(),
        Err(_) => all.next_back(),
    };
    let hit = hit.map(|fact| fact.effective);
    let line = || stage.done.iter().find(|(verb, _)| verb == mark).map(|(_, at)| *at);
    hit.or_else(line).ok_or_else(|| format!("没有发生“{mark}”"))
}

fn between(since: Instant, until: Instant, unit: &str, calendar: &Calendar) -> Result<i64, String> {
    match unit {
        "分钟" => Ok((until.0 - since.0) / MINUTE_MS),
        "天" => Ok(until.day().days_since(since.day())),
        "个工作日" => {
            let days = calendar.workdays_between(since.day(), until.day());
            days.map(|(days, _)| i64::from(days)).map_err(|e| e.to_string())
        }
        other => Err(format!("单位只有“分钟”“天”和“个工作日”，没有“{other}”")),
    }
}
