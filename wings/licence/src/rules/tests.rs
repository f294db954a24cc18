//! Diaries of licences: one act a line, what came of it on the right.
#![allow(clippy::unwrap_used)]

mod afterwards;

use std::collections::BTreeMap;

use facts::licence::Event;
use kernel::decider::Written;
use kernel::item::{Edition, Item};
use kernel::{Actor, Calendar, Channel, Ctx, Day, Decider, Editions, Instant, Rights, Role};

use super::{Command, Known, Licence, Rules};

const FOOD: &str = include_str!("../../../../catalogue/items/food-permit.toml");
const RESIDENCE: &str = include_str!("../../../../catalogue/items/residence-permit.toml");

fn item(text: &str) -> Item {
    toml::from_str(text).unwrap()
}

fn editions() -> Editions {
    let mut editions = Editions::default();
    editions.publish(Edition { hash: "food".to_owned(), item: item(FOOD).into() });
    editions.publish(Edition { hash: "residence".to_owned(), item: item(RESIDENCE).into() });
    let mut plain = item(FOOD);
    plain.code = "plain".to_owned();
    plain.outcome.licence = None;
    let mut year = item(RESIDENCE);
    year.code = "year".to_owned();
    year.kind = kernel::Kind::Licensing;
    editions.publish(Edition { hash: "year".to_owned(), item: year.into() });
    let mut own = item(RESIDENCE);
    own.code = "own-renewal".to_owned();
    let basis =
        kernel::Basis::new("《居住证暂行条例》第十条", "Interim Regulation on Residence Permits, Art. 10");
    own.renewal = Some(kernel::item::Renewal { before: kernel::Limit::days(10), silence: false, basis });
    editions.publish(Edition { hash: "own-renewal".to_owned(), item: own.into() });
    editions.publish(Edition { hash: "plain".to_owned(), item: plain.into() });
    editions
}

fn house() -> Actor {
    Actor {
        party: "licence".to_owned(),
        role: Role::House,
        post: String::new(),
        organ: String::new(),
        for_party: String::new(),
        channel: Channel::Reactor,
        assurance: 0,
    }
}

fn command(words: &[&str]) -> (Command, Known) {
    if let Some(after) = afterwards::after(words) {
        return (Command::After(after), Known::default());
    }
    match words {
        ["issue", edition, given] => {
            let issue = Command::Issue {
                case: "449921-20260302-0001".to_owned(),
                item: "food-permit".to_owned(),
                edition: (*edition).to_owned(),
                organ: "11449921MB9X00031G".to_owned(),
                party: "p-wang".to_owned(),
                holder: "王小明".to_owned(),
                granted: "2026-03-18".parse().unwrap(),
            };
            (issue, Known { given: given.parse().unwrap() })
        }
        ["tick"] => (Command::Tick {}, Known::default()),
        ["propose"] => {
            let basis = kernel::Basis::new("《某条例》第九条", "Some Regulation, Art. 9");
            (Command::Propose { basis }, Known::default())
        }
        ["lift-proposal"] => (Command::LiftProposal {}, Known::default()),
        other => panic!("no such act: {other:?}"),
    }
}

fn said(event: &Event) -> String {
    match event {
        Event::Issued { licence_no, from, until, .. } => {
            let until = until.map_or("for ever".to_owned(), |day| day.to_string());
            format!("Issued {licence_no} {from} to {until}")
        }
        Event::Expired {} => "Expired".to_owned(),
        other => afterwards::said(other),
    }
}

/// Lines like `2026-03-18 issue food 0 -> Issued …`; several events are parted by `;`.
fn check(diary: &str) {
    play(diary);
}

/// The licence after a diary, and the refusals it met.
fn play(diary: &str) -> (Licence, Vec<kernel::Refusal>) {
    let (editions, calendar) = (editions(), afterwards::calendar());
    let rights = Rights::new(super::ACTS.iter().copied());
    let (mut licence, mut refusals) = (Licence::default(), Vec::new());
    for line in &entries(diary) {
        let (act, expected) = line.split_once("->").unwrap();
        let mut words: Vec<&str> = act.split_whitespace().collect();
        let who = afterwards::actor(&mut words);
        let day: Day = words[0].parse().unwrap();
        let now = Instant::at(day, 9, 0);
        let ctx = Ctx {
            now,
            actor: &who,
            calendar: &calendar,
            editions: &editions,
            rights: &rights,
            division: "449921",
            seed: [0; 16],
        };
        let (command, known) = command(&words[1..]);
        let mut heard = Vec::new();
        let shown = super::caught_up(licence.clone(), &ctx);
        loop {
            let lapsed = Rules::lapse(&licence, &ctx);
            if lapsed.is_empty() {
                break;
            }
            assert!(heard.len() < 9, "lapse does not come to rest");
            for entry in lapsed {
                let effective = entry.effective.unwrap();
                assert!(effective <= now, "nothing lapses before its time");
                licence = Rules::evolve(licence, &entry.event, &Written { at: now, effective, actor: &who });
                heard.push(format!("{} since {effective}", said(&entry.event)));
            }
        }
        assert_eq!(shown, licence, "pages show what time has made true before it is written");
        let (act, place) = Rules::asks(&licence, &command, &ctx);
        let decided = match ctx.rights.may(&who, act, &place) {
            true => Rules::decide(&licence, &command, &known, &ctx).map_err(Some),
            false => Err(None),
        };
        match decided {
            Ok(entries) => {
                for entry in entries {
                    let written = Written { at: now, effective: now, actor: &who };
                    licence = Rules::evolve(licence, &entry.event, &written);
                    heard.push(said(&entry.event));
                }
            }
            Err(Some(refusal)) => {
                heard.push(format!("refused {}", refusal.code));
                refusals.push(refusal);
            }
            Err(None) => heard.push("no right".to_owned()),
        }
        let heard = if heard.is_empty() { "nothing".to_owned() } else { heard.join("; ") };
        assert_eq!(heard, expected.trim(), "{line}");
    }
    (licence, refusals)
}

/// The diary's entries: each begins with its day, and may go on over the next lines.
fn entries(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match all.last_mut().filter(|_| !line.starts_with("20")) {
            Some(entry) => *entry = format!("{entry} {line}"),
            None => all.push(line.to_owned()),
        }
    }
    all
}

#[test]
fn a_grant_puts_a_licence_into_the_library_once() {
    check(
        "2026-03-18 issue food 0      -> Issued JY24499210000010 2026-03-18 to 2031-03-17
         2026-03-19 issue food 1      -> nothing",
    );
}

#[test]
fn serial_numbers_follow_each_other() {
    check("2026-03-18 issue food 1      -> Issued JY24499210000028 2026-03-18 to 2031-03-17");
    check("2026-03-18 issue residence 8 -> Issued JZ44992100000009 2026-03-18 to 2027-03-17");
}

#[test]
fn used_up_serials_are_said() {
    check("2026-03-18 issue food 999999          -> refused serials_used_up");
    check("2026-03-18 issue residence 99999999   -> refused serials_used_up");
}

#[test]
fn an_item_without_a_licence_leads_to_none() {
    check("2026-03-18 issue plain 0     -> nothing");
}

#[test]
fn an_unknown_edition_is_said() {
    check("2026-03-18 issue gone 0      -> refused edition_unknown");
}

#[test]
fn time_alone_ends_it_at_the_end_of_its_last_day() {
    check(
        "2026-03-18 issue residence 0 -> Issued JZ44992100000001 2026-03-18 to 2027-03-17
         2027-03-17 tick              -> nothing
         2027-03-20 tick              -> Expired since 2027-03-18 00:00
         2027-03-21 tick              -> nothing",
    );
}

#[test]
fn the_name_of_the_holder_and_the_code_are_sealed() {
    let (editions, calendar, rights, who) = (editions(), Calendar::new(), Rights::default(), house());
    let ctx = Ctx {
        now: Instant(0),
        actor: &who,
        calendar: &calendar,
        editions: &editions,
        rights: &rights,
        division: "449921",
        seed: [0x24, 0x25, 0x3f, 0x80, 0, 0, 0, 0, 0, 7, 9, 9, 9, 9, 9, 9],
    };
    let (command, known) = command(&["issue", "food", "0"]);
    let entries = Rules::decide(&Licence::default(), &command, &known, &ctx).unwrap();
    let private = entries[0].private.as_ref().unwrap();
    let code = "4GJKZ00000000007".to_owned();
    let fields = [("holder".to_owned(), "王小明".to_owned()), ("code".to_owned(), code.clone())];
    assert_eq!(private.fields, BTreeMap::from(fields));
    let public = serde_json::to_string(&entries[0].event).unwrap();
    assert!(!public.contains("王小明") && !public.contains(&code), "{public}");
}
