//! `allow.toml`: findings the county leaves as they are, each with a written reason and a last day. An
//! exception is no part of an item's text, so that it never makes a new edition.

use kernel::{Day, Text};
use serde::Deserialize;

use super::codes;
use crate::catalogue::flaw::Flaw;
use crate::catalogue::frame::read;
use crate::catalogue::reading::Reading;
use crate::catalogue::shapes;

/// The file of exceptions.
pub(in crate::catalogue) const FILE: &str = "allow.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Allow {
    code: String,
    file: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    reason: Option<Text>,
    until: String,
}

#[derive(Default, Deserialize)]
struct Allows {
    #[serde(default)]
    allow: Vec<Allow>,
}

/// Take away what is allowed, and say which exceptions are no good. Without a day none has run out: what was
/// allowed when a house was set up never keeps it from opening.
pub(in crate::catalogue) fn weigh(flaws: &mut Vec<Flaw>, text: &str, today: Option<Day>) {
    let mut reading = Reading::of(FILE, text);
    let allows: Allows = read(&mut reading, shapes::ALLOW).unwrap_or_default();
    for (n, allow) in allows.allow.iter().enumerate() {
        one(allow, &format!("allow.{n}"), flaws, &mut reading, today);
    }
    flaws.append(&mut reading.flaws);
}

fn one(allow: &Allow, at: &str, flaws: &mut Vec<Flaw>, reading: &mut Reading<'_>, today: Option<Day>) {
    let Some(code) = codes::named(&allow.code).filter(|code| code.class() > 0) else {
        let what = Text::new(
            format!("没有“{}”这个可以例外的代码", allow.code),
            format!("there is no code “{}” that may be excepted", allow.code),
        );
        let mend = Text::new("用 yimen lint --codes 看全部代码", "See yimen lint --codes");
        reading.find(&codes::UNREASONED, &format!("{at}.code"), what, mend);
        return;
    };
    if allow.reason.is_none() {
        let what = Text::new("例外没写理由", "an exception without a reason");
        let mend = Text::new("加上 reason = { zh = …, en = … }", "Add reason = { zh = …, en = … }");
        reading.find(&codes::UNREASONED, at, what, mend);
        return;
    }
    let Ok(until) = allow.until.parse::<Day>() else {
        let what = Text::new("“until”不是一个日子", "“until” is no day");
        let mend = Text::new("例：until = \"2027-06-30\"", "For example: until = \"2027-06-30\"");
        reading.find(&codes::UNREASONED, &format!("{at}.until"), what, mend);
        return;
    };
    if today.is_some_and(|today| today > until) {
        let what = Text::new(
            format!("{} 的例外到 {until} 为止", code.name),
            format!("the exception from {} ended on {until}", code.name),
        );
        let mend =
            Text::new("改正毛病，或者重新写明理由和日子", "Mend the flaw, or give a reason and a day anew");
        reading.find(&codes::EXPIRED, &format!("{at}.until"), what, mend);
        return;
    }
    let before = flaws.len();
    flaws.retain(|flaw| !covers(allow, flaw));
    if flaws.len() == before {
        let what = Text::new(
            format!("{} 里没有 {} 可以例外", allow.file, code.name),
            format!("{} has no {} to except", allow.file, code.name),
        );
        reading.find(&codes::IDLE, at, what, Text::new("删去这一条", "Delete it"));
    }
}

/// Is this what the exception speaks of, here or below the place it names?
fn covers(allow: &Allow, flaw: &Flaw) -> bool {
    let below = |rest: &str| rest.is_empty() || rest.starts_with('.');
    flaw.code.name == allow.code
        && flaw.file == allow.file
        && (allow.at.is_empty() || flaw.at.strip_prefix(allow.at.as_str()).is_some_and(below))
}
