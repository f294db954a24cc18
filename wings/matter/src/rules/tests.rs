//! Diaries of matters that no item covers: one act a line, what came of it on the right.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use facts::matter::{Event, Outcome};
use kernel::calendar::Year;
use kernel::decider::Written;
use kernel::{Actor, Basis, Calendar, Channel, Ctx, Day, Decider, Edition, Editions, Instant, Rights};
use kernel::{Role, Rule};

use super::{ACTS, Command, Known, Matter, Rules, open_to};

const COUNTY: &str = include_str!("../../../../catalogue/rules.toml");
const YEAR: &str = include_str!("../../../../catalogue/calendar/2026.toml");
const FOOD: &str = include_str!("../../../../catalogue/items/food-permit.toml");

/// Whom the diaries know: name, role, organ.
const CAST: &[(&str, Role, &str)] = &[
    ("wang", Role::Citizen, ""),
    ("stranger", Role::Citizen, ""),
    ("clerk", Role::Clerk, "hall"),
    ("other-clerk", Role::Clerk, "elsewhere"),
    ("examiner", Role::Examiner, "market"),
    ("head", Role::Head, "market"),
    ("city", Role::Head, "city"),
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

struct World {
    calendar: Calendar,
    editions: Editions,
    rights: Rights,
    matter: Matter,
    open: usize,
}

impl World {
    fn new(open: usize) -> World {
        let mut calendar = Calendar::new();
        calendar.insert(toml::from_str::<Year>(YEAR).unwrap()).unwrap();
        let mut editions = Editions::default();
        editions.set_service_rules(toml::from_str::<BTreeMap<Rule, Basis>>(COUNTY).unwrap());
        editions.publish(Edition {
            hash: "e1".to_owned(),
            item: std::sync::Arc::new(toml::from_str(FOOD).unwrap()),
        });
        let rights = Rights::new(ACTS.iter().copied());
        World { calendar, editions, rights, matter: Matter::default(), open }
    }

    fn act(&mut self, now: Instant, who: &Actor, command: &Command) -> String {
        let ctx = Ctx {
            now,
            actor: who,
            calendar: &self.calendar,
            editions: &self.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        };
        let mut heard = Vec::new();
        for entry in Rules::lapse(&self.matter, &ctx) {
            let effective = entry.effective.unwrap();
            let written = Written { at: now, effective, actor: who };
            self.matter = Rules::evolve(std::mem::take(&mut self.matter), &entry.event, &written);
            heard.push(format!("{} from {effective}", said(&entry.event)));
        }
        assert!(Rules::lapse(&self.matter, &ctx).is_empty(), "a limit passes once");
        let (act, place) = Rules::asks(&self.matter, command, &ctx);
        if !self.rights.may(who, act, &place) {
            heard.push("no right".to_owned());
            return heard.join("; ");
        }
        let offered = open_to(&self.matter, &ctx).contains(&act);
        match Rules::decide(&self.matter, command, &Known { open: self.open }, &ctx) {
            Err(refusal) => {
                assert!(refusal.basis.zh.contains("虚构"), "{}: the county's rule, not a law", refusal.code);
                heard.push(format!("refused {}", refusal.code));
            }
            Ok(entries) => {
                let by_itself =
                    matches!(command, Command::Bring { .. } | Command::Tick {} | Command::Link { .. });
                assert!(offered || by_itself, "{act:?} is done and was not offered");
                for entry in entries {
                    let written = Written { at: now, effective: now, actor: who };
                    self.matter = Rules::evolve(std::mem::take(&mut self.matter), &entry.event, &written);
                    heard.push(said(&entry.event));
                }
            }
        }
        if heard.is_empty() { "nothing".to_owned() } else { heard.join("; ") }
    }
}

fn said(event: &Event) -> String {
    match event {
        Event::Brought { route_by, answer_by, .. } => format!("Brought route {route_by} answer {answer_by}"),
        Event::Routed { to, again } => format!("Routed {to}{}", if *again { " again" } else { "" }),
        Event::RouteAllowed {} => "RouteAllowed".to_owned(),
        Event::Answered { outcome, item, .. } => {
            format!("Answered {} {item}", outcome.word()).trim().to_owned()
        }
        Event::ItemProposed { .. } => "ItemProposed".to_owned(),
        Event::BecameCase { case } => format!("BecameCase {case}"),
        Event::Withdrawn {} => "Withdrawn".to_owned(),
        Event::Overran { limit, due } => {
            format!("Overran {} {due}", serde_json::to_value(limit).unwrap().as_str().unwrap())
        }
    }
}

fn command(words: &[&str]) -> Command {
    let because = |words: &[&str]| words.join(" ");
    match words {
        ["bring", need @ ..] => Command::Bring {
            hall: "hall".to_owned(),
            name: "王小明".to_owned(),
            phone: "13800000668".to_owned(),
            need: because(need),
        },
        ["route", to, why @ ..] => Command::Route { to: (*to).to_owned(), reason: because(why) },
        ["allow", why @ ..] => Command::AllowRoute { reason: because(why) },
        ["answer", "item", item, why @ ..] => answer(Outcome::Item, item, &because(why)),
        ["answer", "not-needed", why @ ..] => answer(Outcome::NotNeeded, "", &because(why)),
        ["answer", "decided", why @ ..] => answer(Outcome::Decided, "", &because(why)),
        ["propose", what @ ..] => Command::Propose { words: because(what) },
        ["withdraw"] => Command::Withdraw {},
        ["link", case] => Command::Link { case: (*case).to_owned() },
        ["tick"] => Command::Tick {},
        other => panic!("no such act: {other:?}"),
    }
}

fn answer(outcome: Outcome, item: &str, words: &str) -> Command {
    let basis = "联席会议纪要〔2026〕3 号".to_owned();
    Command::Answer { outcome, item: item.to_owned(), basis, answer: words.to_owned() }
}

/// Plays a diary; each line must come true.
#[track_caller]
fn check(open: usize, text: &str) {
    let mut world = World::new(open);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (asked, expected) = line.split_once("->").unwrap();
        let mut words = asked.split_whitespace();
        let day: Day = words.next().unwrap().parse().unwrap();
        let who = actor(words.next().unwrap());
        let words: Vec<&str> = words.collect();
        let heard = world.act(Instant::at(day, 10, 0), &who, &command(&words));
        assert_eq!(heard, expected.trim(), "{line}");
    }
}

#[test]
fn brought_routed_and_found_to_be_an_item() {
    check(
        0,
        "2026-03-02 wang     bring 想摆一个早餐车          -> Brought route 2026-03-04 answer 2026-03-16
         2026-03-03 clerk    answer not-needed 不用办      -> no right
         2026-03-03 clerk    route market 餐饮归市场监管   -> Routed market
         2026-03-04 examiner answer item no-such 请办      -> refused item_not_offered
         2026-03-04 examiner answer item food-permit 请办食品经营许可 -> Answered item food-permit
         2026-03-05 head     propose 早餐车                -> refused item_exists
         2026-03-06 clock    link 449921-20260306-0001     -> BecameCase 449921-20260306-0001
         2026-03-07 clock    link 449921-20260307-0001     -> nothing",
    );
}

#[test]
fn whoever_has_no_part_in_it_does_nothing_with_it() {
    check(
        0,
        "2026-03-02 wang        bring 想摆一个早餐车   -> Brought route 2026-03-04 answer 2026-03-16
         2026-03-02 other-clerk route market 归它      -> no right
         2026-03-02 examiner    route city 归它        -> no right
         2026-03-02 head        answer decided 可以    -> no right
         2026-03-02 stranger    withdraw               -> no right
         2026-03-02 clerk       allow 再转             -> no right
         2026-03-02 supervisor  allow 再转             -> refused first_route_free",
    );
}

#[test]
fn a_second_organ_needs_a_supervisor() {
    check(
        0,
        "2026-03-02 wang       bring 想在河边办露营地      -> Brought route 2026-03-04 answer 2026-03-16
         2026-03-03 clerk      route market               -> refused words_missing
         2026-03-03 clerk      route market 经营活动       -> Routed market
         2026-03-03 clerk      route city 归城管           -> no right
         2026-03-04 head       route market 归我           -> refused organ_has_it
         2026-03-04 head       route city 占用河滩，归城管 -> refused routed_once
         2026-03-04 supervisor allow                      -> refused words_missing
         2026-03-04 supervisor allow 两家都说不归自己      -> RouteAllowed
         2026-03-04 supervisor allow 再来                 -> refused route_allowed_already
         2026-03-05 head       route city 占用河滩，归城管 -> Routed city again
         2026-03-05 head       answer decided 可以         -> no right
         2026-03-06 city       route market 还是归你       -> refused routed_once
         2026-03-09 city       answer decided 按联席会议纪要办 -> Answered decided
         2026-03-09 city       propose 河滩露营地的临时占用 -> ItemProposed
         2026-03-09 city       propose 再提一次            -> refused proposed_already",
    );
}

#[test]
fn limits_pass_once_and_are_nobodys_answer() {
    check(
        0,
        "2026-03-02 wang  bring 想摆一个早餐车    -> Brought route 2026-03-04 answer 2026-03-16
         2026-03-04 clock tick                   -> nothing
         2026-03-05 clock tick                   -> Overran route 2026-03-04 from 2026-03-05 00:00
         2026-03-05 clerk route market 归市场监管 -> Routed market
         2026-03-17 clock tick                   -> Overran answer 2026-03-16 from 2026-03-17 00:00
         2026-03-17 head  propose 早餐车          -> refused not_answered_yet
         2026-03-17 head  answer not-needed 自产自销不用办 -> Answered not_needed
         2026-03-17 head  answer not-needed 再答一次 -> refused matter_over",
    );
}

#[test]
fn golden_week_is_not_counted() {
    check(0, "2026-09-30 wang bring 想摆一个早餐车 -> Brought route 2026-10-09 answer 2026-10-20");
}

#[test]
fn whoever_needs_it_no_more_says_so() {
    check(
        0,
        "2026-03-02 wang  bring 想摆一个早餐车    -> Brought route 2026-03-04 answer 2026-03-16
         2026-03-02 wang  bring 再来一次          -> refused matter_brought
         2026-03-03 wang  withdraw               -> Withdrawn
         2026-03-03 wang  withdraw               -> refused matter_over
         2026-03-20 clock tick                   -> nothing",
    );
}

#[test]
fn nobody_brings_them_without_end_or_without_a_word() {
    check(5, "2026-03-02 wang bring 想摆一个早餐车 -> refused matters_many");
    check(4, "2026-03-02 wang bring -> refused words_missing");
    check(0, "2026-03-02 clerk bring 替人提 -> no right");
    check(0, "2026-03-02 clock link 449921-20260306-0001 -> nothing");
    check(0, "2026-03-02 supervisor allow 没有这件事 -> refused matter_unknown");
}

#[test]
fn nothing_is_answered_before_an_organ_has_it() {
    let mut world = World::new(0);
    let at = Instant::at(Day::ymd(2026, 3, 2).unwrap(), 10, 0);
    world.act(at, &actor("wang"), &command(&["bring", "想摆一个早餐车"]));
    let ctx = Ctx {
        now: at,
        actor: &actor("head"),
        calendar: &world.calendar,
        editions: &world.editions,
        rights: &world.rights,
        division: "449921",
        seed: [0; 16],
    };
    let early = command(&["answer", "decided", "可以"]);
    let refused = Rules::decide(&world.matter, &early, &Known::default(), &ctx).unwrap_err();
    assert_eq!(refused.code, "not_routed");
}
