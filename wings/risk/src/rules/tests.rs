//! Diaries of risk points: one act a line, what came of it on the right.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use facts::risk::Event;
use kernel::calendar::Year;
use kernel::decider::Written;
use kernel::{Actor, Basis, Calendar, Channel, Ctx, Day, Decider, Editions, Instant, Rights, Role, Rule};

use super::{ACTS, Command, Risk, Rules, open_to};

const COUNTY: &str = include_str!("../../../../catalogue/rules.toml");
const YEAR: &str = include_str!("../../../../catalogue/calendar/2026.toml");

/// Whom the diaries know: name, role, organ.
const CAST: &[(&str, Role, &str)] = &[
    ("head", Role::Head, "market"),
    ("other-head", Role::Head, "police"),
    ("examiner", Role::Examiner, "market"),
    ("supervisor", Role::Supervisor, ""),
    ("clock", Role::House, ""),
];

fn actor(name: &str) -> Actor {
    let (_, role, organ) = CAST.iter().find(|(who, ..)| *who == name).unwrap();
    Actor {
        party: name.to_owned(),
        role: *role,
        post: String::new(),
        organ: (*organ).to_owned(),
        for_party: String::new(),
        channel: Channel::Web,
        assurance: 1,
    }
}

fn said(event: &Event) -> String {
    match event {
        Event::Named { times, by, .. } => format!("Named {times} by {by}"),
        Event::Answered { .. } => "Answered".to_owned(),
        Event::GivenBack { by, .. } => format!("GivenBack by {by}"),
        Event::Settled {} => "Settled".to_owned(),
        Event::Overran { due } => format!("Overran {due}"),
    }
}

fn command(words: &[&str]) -> Command {
    match words {
        ["name", times] => Command::Name {
            item: "food-permit".to_owned(),
            organ: "market".to_owned(),
            why: "unsupplied".to_owned(),
            quarter: "2026q3".to_owned(),
            times: times.parse().unwrap(),
        },
        ["answer", words @ ..] => Command::Answer { words: words.join(" ") },
        ["give-back", words @ ..] => Command::GiveBack { words: words.join(" ") },
        ["settle"] => Command::Settle {},
        ["tick"] => Command::Tick {},
        other => panic!("no such act: {other:?}"),
    }
}

/// Plays a diary; each line must come true.
#[track_caller]
fn check(text: &str) {
    let mut calendar = Calendar::new();
    calendar.insert(toml::from_str::<Year>(YEAR).unwrap()).unwrap();
    let mut editions = Editions::default();
    editions.set_service_rules(toml::from_str::<BTreeMap<Rule, Basis>>(COUNTY).unwrap());
    let rights = Rights::new(ACTS.iter().copied());
    let mut risk = Risk::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (asked, expected) = line.split_once("->").unwrap();
        let mut words = asked.split_whitespace();
        let day: Day = words.next().unwrap().parse().unwrap();
        let who = actor(words.next().unwrap());
        let command = command(&words.collect::<Vec<_>>());
        let now = Instant::at(day, 10, 0);
        let (calendar, editions, rights) = (&calendar, &editions, &rights);
        let ctx = Ctx { now, actor: &who, calendar, editions, rights, division: "449921", seed: [0; 16] };
        let mut heard = Vec::new();
        for entry in Rules::lapse(&risk, &ctx) {
            let effective = entry.effective.unwrap();
            let written = Written { at: now, effective, actor: &who };
            risk = Rules::evolve(std::mem::take(&mut risk), &entry.event, &written);
            heard.push(format!("{} from {effective}", said(&entry.event)));
        }
        let (act, place) = Rules::asks(&risk, &command, &ctx);
        if !rights.may(&who, act, &place) {
            heard.push("no right".to_owned());
        } else {
            let offered = open_to(&risk, &ctx).contains(&act);
            match Rules::decide(&risk, &command, &(), &ctx) {
                Err(refusal) => {
                    assert!(
                        refusal.basis.zh.contains("虚构"),
                        "{}: the county's rule, not a law",
                        refusal.code
                    );
                    heard.push(format!("refused {}", refusal.code));
                }
                Ok(entries) => {
                    let by_itself = matches!(command, Command::Name { .. } | Command::Tick {});
                    assert!(offered || by_itself, "{act:?} is done and was not offered");
                    for entry in entries {
                        let written = Written { at: now, effective: now, actor: &who };
                        risk = Rules::evolve(std::mem::take(&mut risk), &entry.event, &written);
                        heard.push(said(&entry.event));
                    }
                }
            }
        }
        let heard = if heard.is_empty() { "nothing".to_owned() } else { heard.join("; ") };
        assert_eq!(heard, expected.trim(), "{line}");
    }
}

#[test]
fn named_answered_and_settled() {
    check(
        "2026-09-01 clock      name 3              -> Named 3 by 2026-09-15
         2026-09-02 clock      name 4              -> nothing
         2026-09-02 supervisor name 4              -> refused risk_named
         2026-09-02 supervisor settle              -> refused risk_unanswered
         2026-09-02 head       answer              -> refused words_missing
         2026-09-03 head       answer 清单印在门口  -> Answered
         2026-09-03 head       answer 再说一遍      -> refused risk_answered
         2026-09-16 clock      tick                -> nothing
         2026-09-16 supervisor settle              -> Settled
         2026-09-17 head       answer 还有          -> refused risk_over",
    );
}

#[test]
fn given_back_it_is_answered_anew() {
    check(
        "2026-09-21 supervisor name 1              -> Named 1 by 2026-10-12
         2026-09-22 head       answer 会注意        -> Answered
         2026-09-23 supervisor give-back           -> refused words_missing
         2026-09-23 supervisor give-back 怎么注意   -> GivenBack by 2026-10-14
         2026-09-23 supervisor give-back 再退一次   -> refused risk_unanswered
         2026-10-15 clock      tick                -> Overran 2026-10-14 from 2026-10-15 00:00
         2026-10-15 clock      tick                -> nothing
         2026-10-15 head       answer 窗口先看一遍  -> Answered
         2026-10-15 supervisor settle              -> Settled",
    );
}

#[test]
fn whoever_has_no_part_in_it_does_nothing_with_it() {
    check(
        "2026-09-01 head       name 3              -> no right
         2026-09-01 supervisor settle              -> refused risk_unknown
         2026-09-01 clock      name 3              -> Named 3 by 2026-09-15
         2026-09-02 other-head answer 不归我管      -> no right
         2026-09-02 examiner   answer 知道了        -> no right
         2026-09-02 head       settle              -> no right",
    );
}
