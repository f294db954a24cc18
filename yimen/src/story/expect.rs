//! Did the line come true? What stands behind its arrow against what was written on the ledger.

use facts::case::{Clock, Event};
use facts::{Fact, Recorded, document, licence};
use kernel::{Calendar, Day};

use super::acts::Happened;
use super::script::{Line, first_word};
use super::telling;

/// What is expected is there, and nothing else happened.
pub(super) fn hold(line: &Line, happened: &Happened, calendar: &Calendar) -> Result<(), String> {
    let Some(expected) = &line.expected else {
        return match &happened.refused {
            Some(code) => Err(format!("没有办成：{code}")),
            None => Ok(()),
        };
    };
    // documents follow by themselves; a line names those it wants to show
    let mut left = happened.facts.iter().filter(|fact| !matches!(fact.fact, Fact::Document(_)));
    let mut last: Option<&Recorded> = None;
    let mut refused = false;
    for words in expected {
        let (word, rest) = first_word(words);
        match word.as_str() {
            "没有动静" => {}
            "拒绝" | "没有这件事" | "门关着" => {
                refused = true;
                refusal(&word, &rest, happened)?;
            }
            "证照" => sees(&rest, happened)?,
            "写着" => written(&rest, happened)?,
            "文书" => document(&rest, happened)?,
            _ if detail(&word, &rest, last, (happened, calendar))? => {}
            _ => {
                let fact = left.next().ok_or_else(|| format!("没有发生“{words}”"))?;
                event(fact, &word, &rest)?;
                last = Some(fact);
            }
        }
    }
    if let Some(fact) = left.next() {
        return Err(format!("还发生了“{}”，这一行没有写", telling::word(fact)));
    }
    match &happened.refused {
        Some(code) if !refused => Err(format!("没有办成：{code}")),
        _ => Ok(()),
    }
}

fn refusal(word: &str, code: &str, happened: &Happened) -> Result<(), String> {
    let want = match word {
        "没有这件事" => "absent",
        "门关着" => "closed",
        _ => code,
    };
    match &happened.refused {
        Some(found) if found == want => Ok(()),
        Some(found) => Err(format!("应当是“{want}”，却是“{found}”")),
        None => Err(format!("应当拒绝（{want}），却办成了")),
    }
}

fn document(number: &str, happened: &Happened) -> Result<(), String> {
    let issued = |fact: &Recorded| match &fact.fact {
        Fact::Document(document::Event::Composed { number, .. }) => Some(number.clone()),
        _ => None,
    };
    let all: Vec<String> = happened.facts.iter().filter_map(issued).collect();
    // 文号 are written without blanks in stories
    let same = |one: &String| one.replace(' ', "") == number.replace(' ', "");
    if all.iter().any(same) {
        Ok(())
    } else {
        Err(format!("没有制发文书“{number}”，有：{}", all.join("、")))
    }
}

fn sees(words: &str, happened: &Happened) -> Result<(), String> {
    let (no, until) = first_word(words);
    let found = happened.licences.iter().find(|record| record.licence_no == no);
    let found = found.ok_or_else(|| format!("没有看到证照 {no}"))?;
    match until.strip_prefix("有效至").map(str::trim) {
        Some(day) if day != found.until => Err(format!("证照有效至 {}，不是 {day}", found.until)),
        _ => Ok(()),
    }
}

/// One of the lines that somebody was shown holds these words.
fn written(words: &str, happened: &Happened) -> Result<(), String> {
    match happened.said.iter().any(|line| line.contains(words)) {
        true => Ok(()),
        false => Err(format!("没有写着“{words}”")),
    }
}

fn event(fact: &Recorded, word: &str, rest: &str) -> Result<(), String> {
    let found = telling::word(fact);
    if found != word {
        return Err(format!("应当是“{word}”，却是“{found}”"));
    }
    let named = match &fact.fact {
        Fact::Licence(licence::Event::Issued { licence_no, .. }) => licence_no.as_str(),
        Fact::Case(Event::Overran { clock, .. }) => clock_word(*clock),
        _ => "",
    };
    if rest.is_empty() || rest == named {
        return Ok(());
    }
    Err(format!("{word}：应当是“{rest}”，却是“{named}”"))
}

/// What a clock is called in stories.
fn clock_word(clock: Clock) -> &'static str {
    match clock {
        Clock::Reply => "答复",
        Clock::Promised => "承诺",
        Clock::Statutory => "法定",
        Clock::Delivery => "送达",
        Clock::Closing => "补正",
        Clock::Following => "补交",
        Clock::Checking => "承诺核查",
        Clock::Answer => "承诺答复",
        Clock::Higher => "上级",
        Clock::Precheck => "预审",
    }
}

/// A detail of the last event: true if the word is one and it holds.
fn detail(
    word: &str,
    rest: &str,
    last: Option<&Recorded>,
    scene: (&Happened, &Calendar),
) -> Result<bool, String> {
    let Some(fact) = last else { return Ok(false) };
    let Fact::Case(event) = &fact.fact else { return Ok(false) };
    let found = match (word, event) {
        ("答复", Event::Applied { reply_by, .. }) => reply_by.to_string(),
        ("答复", Event::Corrected { reply_by: Some(day), .. }) => day.to_string(),
        ("补到", Event::CorrectionAsked { until, .. }) => until.to_string(),
        ("送到", Event::Granted { deliver_by, .. }) => deliver_by.to_string(),
        ("送到", Event::HigherDecided { deliver_by: Some(day), .. }) => day.to_string(),
        ("上级", Event::Forwarded { decide_by, .. }) => decide_by.to_string(),
        ("承诺答复", Event::Applied { answer_by: Some(day), .. }) => day.to_string(),
        ("自", Event::DeemedAccepted { as_of, .. }) => as_of.to_string(),
        ("原定", Event::Overran { due, .. }) => due.to_string(),
        ("承诺" | "法定", _) => match told(event) {
            Some((told, statutory)) => (if word == "承诺" { told } else { statutory }).to_string(),
            None => return Ok(false),
        },
        ("生效", _) => fact.effective.to_string(),
        ("推后", Event::ClockResumed { .. }) => return moved(rest, event, scene).map(|()| true),
        _ => return Ok(false),
    };
    if found == rest { Ok(true) } else { Err(format!("{word}应当是 {rest}，却是 {found}")) }
}

fn told(event: &Event) -> Option<(Day, Day)> {
    match event {
        Event::Accepted { told, statutory }
        | Event::DeemedAccepted { told, statutory, .. }
        | Event::ClockResumed { told, statutory }
        | Event::Extended { told, statutory, .. }
        | Event::PublicityClosed { told: Some(told), statutory: Some(statutory), .. } => {
            Some((*told, *statutory))
        }
        _ => None,
    }
}

/// Both due days moved by exactly so many working days.
fn moved(rest: &str, event: &Event, (happened, calendar): (&Happened, &Calendar)) -> Result<(), String> {
    let want = rest.trim_end_matches("个工作日").trim();
    let (Some(before), Some(after)) = (happened.before, told(event)) else {
        return Err("以前没有告诉过期限".to_owned());
    };
    for (name, from, to) in [("承诺", before.0, after.0), ("法定", before.1, after.1)] {
        let (days, _) = calendar.workdays_between(from, to).map_err(|e| e.to_string())?;
        if days.to_string() != want {
            return Err(format!("{name}推后了 {days} 个工作日（{from} 到 {to}），不是 {want} 个"));
        }
    }
    Ok(())
}
