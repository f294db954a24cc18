//! Words that several pages of cases share: organs, people by their part, lamps, and the diary's lines.

use house::opening::Inner;
use house::web::Frame;
use house::web::parts::{DiaryLine, DiaryMark, Lamp, instant};
use kernel::item::Item;
use kernel::{Actor, Calendar, Day, Instant, Limit, Role, Text, Unit};
use maud::html;
use schemars::JsonSchema;
use serde::Serialize;

use crate::views::{Fill, Line, Told};

/// A code and its name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Named {
    /// Code.
    pub code: String,
    /// Name.
    pub name: Text,
}

/// Words of both languages.
pub(super) fn both(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

/// The word for where a case stands.
pub(super) fn standing(house: &Inner, state: &str) -> Text {
    house.texts.word("case", "standing", state)
}

/// Who acted, by her part; never by a name.
pub(super) fn part(house: &Inner, actor: &Actor, applicant: &str, viewer: &Actor) -> Text {
    let who = match actor.role {
        Role::Citizen | Role::Agent if actor.acting_for() == viewer.acting_for() => {
            return both("您", "you");
        }
        Role::Citizen | Role::Agent => return Text::new(applicant, applicant),
        Role::House => return both("到期自动记下", "recorded when the time ran out"),
        Role::Clerk => window(&actor.post),
        Role::Examiner => both("审查人员", "examiner"),
        Role::Head => both("负责人", "head"),
        Role::Supervisor => both("监督人员", "supervisor"),
        Role::Administrator => both("管理员", "administrator"),
        Role::Program => both("业务系统", "system"),
    };
    let organ = house.organ_name(&actor.organ);
    Text::new(format!("{}{}", organ.zh, who.zh), format!("{}, {}", organ.en, who.en))
}

/// Who acted in a line; whoever objects is neither the applicant nor told to her by name.
fn actor(house: &Inner, told: &Told, applicant: &str, viewer: &Actor) -> Text {
    if told.sentence == "Objected" && told.actor.acting_for() != viewer.acting_for() {
        return both("看到公示的人", "somebody who read it");
    }
    part(house, &told.actor, applicant, viewer)
}

/// `window-6` is 6 号窗口.
fn window(post: &str) -> Text {
    match post.strip_prefix("window-") {
        Some(n) => Text::new(format!(" {n} 号窗口"), format!("window {n}")),
        None => both("窗口", "window"),
    }
}

/// A line of the diary in words, as JSON and as HTML.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Said {
    /// Line of the ledger.
    pub seq: i64,
    /// What happened: the first words of the sentence.
    pub act: Text,
    /// The rest of it, may be empty.
    pub rest: Text,
    /// Words somebody wrote for the applicant, may be empty.
    pub words: String,
    /// From when it is true.
    pub effective: Instant,
    /// Who.
    pub who: Text,
    /// Its mark.
    pub mark: DiaryMark,
}

/// A line of the diary in words; what officers write to each other is theirs
/// until the decision quotes it.
pub(super) fn said(house: &Inner, told: &Told, applicant: &str, viewer: &Actor) -> Said {
    let fills: Vec<(&str, Text)> = told
        .fills
        .iter()
        .map(|(name, fill)| {
            let text = match fill {
                Fill::Said(text) => text.clone(),
                Fill::Organ(code) => house.organ_name(code),
                Fill::Word(table, key) => house.texts.word("case", table, key),
            };
            (*name, text)
        })
        .collect();
    let text = house.texts.event("case", told.sentence, &fills);
    let (zh, zh_rest) = parted(&text.zh, &['，', '：', '。']);
    let (en, en_rest) = parted(&text.en, &[',', ':', '.', ';']);
    Said {
        seq: told.seq,
        act: Text::new(zh, en),
        rest: Text::new(zh_rest, capital(&en_rest)),
        words: if hears(viewer.role, told.sentence) { told.words.clone() } else { String::new() },
        effective: told.effective,
        who: actor(house, told, applicant, viewer),
        mark: if told.sentence == "ClockStopped" { DiaryMark::Stopped } else { DiaryMark::Done },
    }
}

/// May somebody of this role read what officers say to each other?
pub(super) fn among_officers(role: Role) -> bool {
    matches!(role, Role::Clerk | Role::Examiner | Role::Head)
}

/// May somebody of this role read the words that go with this sentence? A supervisor watches clocks and reads
/// nobody's words.
fn hears(role: Role, sentence: &str) -> bool {
    let among = [
        "Examined",
        "ExaminedOnSite",
        "Confirmed",
        "Differed",
        "SentBack",
        "OpinionAsked",
        "OpinionGiven",
        "Unclaimed",
        "Reassigned",
        "HandedOver",
        "ModeEnded",
        "Consulted",
    ];
    let among = |sentence| among.contains(&sentence);
    match role {
        Role::Supervisor | Role::Administrator => false,
        _ => among_officers(role) || !among(sentence),
    }
}

#[cfg(test)]
#[test]
fn what_officers_say_to_each_other_stays_among_them() {
    for role in [Role::Clerk, Role::Examiner, Role::Head] {
        assert!(hears(role, "OpinionGiven") && hears(role, "Declined") && among_officers(role), "{role:?}");
    }
    for role in [Role::Citizen, Role::Agent, Role::Program] {
        assert!(!hears(role, "OpinionGiven") && hears(role, "Declined") && !among_officers(role), "{role:?}");
    }
    assert!(!hears(Role::Supervisor, "OpinionGiven") && !hears(Role::Supervisor, "Declined"));
    assert!(!among_officers(Role::Supervisor));
}

/// The same words, beginning with a capital.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// A sentence, parted at its first stop.
fn parted(sentence: &str, stops: &[char]) -> (String, String) {
    match sentence.split_once(stops) {
        Some((first, rest)) => (first.to_owned(), rest.trim().to_owned()),
        None => (sentence.to_owned(), String::new()),
    }
}

/// A line of the diary as the kit draws it.
pub(super) fn drawn(see: &Frame, said: &Said) -> DiaryLine {
    DiaryLine {
        mark: said.mark,
        act: see.of(&said.act).to_owned(),
        when: instant(see, said.effective),
        who: see.of(&said.who).to_owned(),
        note: html! {
            (see.of(&said.rest))
            @if !said.words.is_empty() { " “" (said.words) "”" }
        },
    }
}

/// The lamp of a case (domain brief §15): yellow when at most 20 % or one working day of the promise is
/// left, orange past the promise, red past the law's limit (the decision's, and delivery's by Art. 44), off
/// while no clock of the organ runs. The same as [`crate::rules::light`], from a row of a list.
pub(super) fn lamp(line: &Line, item: Option<&Item>, calendar: &Calendar, today: Day) -> (Lamp, Text) {
    let (Some(due), Some(limit)) = (line.due(), item.and_then(|item| limit(line, item))) else {
        let words = match line.state.as_str() {
            "stopped" => both("中止", "stopped"),
            "correction_waiting" => both("等补正", "with the applicant"),
            _ => both("不计时", "no clock"),
        };
        return (Lamp::Off, words);
    };
    let count = |from: Day, to: Day| days(calendar, limit.unit, from, to);
    let deciding = matches!(line.state.as_str(), "accepted" | "confirming" | "examined");
    let by_law = line.statutory.parse::<Day>().ok().filter(|day| deciding && *day < today);
    if let Some(by_law) = by_law {
        return (Lamp::Red, past("超法定", "past the law's limit by", count(by_law, today)));
    }
    if due < today {
        let n = count(due, today);
        let words = match line.state.as_str() {
            "submitted" => past("超答复", "answer overdue by", n),
            "granted" => past("超送达", "delivery overdue by", n),
            _ => past("超承诺", "past the promise by", n),
        };
        return (if line.state == "granted" { Lamp::Red } else { Lamp::Orange }, words);
    }
    let left = count(today, due);
    let words = match left {
        0 => both("今天到期", "due today"),
        n => Text::new(format!("余 {n} 日"), format!("{n} day{} left", if n == 1 { "" } else { "s" })),
    };
    let working = days(calendar, Unit::WorkingDays, today, due);
    let near = working <= 1 || u64::from(left) * 5 <= whole(line, limit);
    (if near { Lamp::Yellow } else { Lamp::Green }, words)
}

/// How long a limit is, in the days it is counted in: a month is as long as its days.
fn whole(line: &Line, limit: Limit) -> u64 {
    let from = if line.accepted_on.is_empty() { &line.filed_on } else { &line.accepted_on };
    let span = from.parse::<Day>().ok().map(|from| match limit.unit {
        Unit::Months => from.months_after(limit.n).days_since(from),
        Unit::Years => from.years_after(limit.n).days_since(from),
        _ => i64::from(limit.n),
    });
    span.and_then(|days| u64::try_from(days).ok()).unwrap_or(u64::from(limit.n))
}

fn past(zh: &str, en: &str, n: u32) -> Text {
    let n = n.max(1);
    Text::new(format!("{zh} {n} 日"), format!("{en} {n} day{}", if n == 1 { "" } else { "s" }))
}

fn limit(line: &Line, item: &Item) -> Option<Limit> {
    match line.state.as_str() {
        "submitted" => Some(item.reply_limit),
        "accepted" | "confirming" | "examined" => Some(item.promised_limit),
        "granted" => Some(item.delivery_limit),
        _ => None,
    }
}

/// Days from one day to a later one, in the unit of the limit; calendar days where the year is missing.
fn days(calendar: &Calendar, unit: Unit, from: Day, to: Day) -> u32 {
    let plain = u32::try_from(to.days_since(from)).unwrap_or(0);
    match unit {
        Unit::WorkingDays => calendar.workdays_between(from, to).map_or(plain, |(n, _)| n),
        _ => plain,
    }
}
