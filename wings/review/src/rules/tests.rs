//! Diaries of reviews: one act a line, what came of it on the right.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use facts::review::Event;
use kernel::calendar::Year;
use kernel::decider::Written;
use kernel::{Actor, Basis, Calendar, Channel, Ctx, Day, Decider, Editions, Instant, Rights, Role, Rule};

use super::{ACTS, Command, Filed, GIVE, Known, LEVELS, REASONS, Review, Rules, SEE};

const COUNTY: &str = include_str!("../../../../catalogue/rules.toml");
const YEAR: &str = include_str!("../../../../catalogue/calendar/2026.toml");
const CASE: &str = "449921-20260923-0001";

/// Whom the diaries know: name, role, organ, whom she acts for.
const CAST: &[(&str, Role, &str, &str)] = &[
    ("wang", Role::Citizen, "", ""),
    ("stranger", Role::Citizen, "", ""),
    ("agent", Role::Agent, "", "wang"),
    ("clerk", Role::Clerk, "ours", ""),
    ("head", Role::Head, "ours", ""),
    ("supervisor", Role::Supervisor, "", ""),
];

fn actor(name: &str) -> Actor {
    let (_, role, organ, for_party) = CAST.iter().find(|(who, ..)| *who == name).unwrap();
    Actor {
        party: name.to_owned(),
        role: *role,
        post: String::new(),
        organ: (*organ).to_owned(),
        for_party: (*for_party).to_owned(),
        channel: Channel::Web,
        assurance: 1,
    }
}

struct World {
    calendar: Calendar,
    editions: Editions,
    rights: Rights,
    review: Review,
    known: Known,
    written: Vec<kernel::Entry<Event>>,
}

impl World {
    fn new() -> World {
        let mut calendar = Calendar::new();
        calendar.insert(toml::from_str::<Year>(YEAR).unwrap()).unwrap();
        let mut editions = Editions::default();
        editions.set_service_rules(toml::from_str::<BTreeMap<Rule, Basis>>(COUNTY).unwrap());
        World {
            calendar,
            editions,
            rights: Rights::new(ACTS.iter().copied()),
            review: Review::default(),
            known: Known::default(),
            written: Vec::new(),
        }
    }

    /// `filed` and `concluded` are the case's; everything else is asked of the rules.
    fn act(&mut self, now: Instant, words: &[&str]) -> String {
        match words {
            ["filed"] => {
                self.known.filed = Some(Filed {
                    party: "wang".to_owned(),
                    organ: "ours".to_owned(),
                    item: "food-permit".to_owned(),
                    concluded_on: None,
                });
                "nothing".to_owned()
            }
            ["concluded"] => {
                self.known.filed.as_mut().unwrap().concluded_on = Some(now.day());
                "nothing".to_owned()
            }
            [who, level, more @ ..] => self.gives(now, &actor(who), level, more),
            other => panic!("no such act: {other:?}"),
        }
    }

    fn gives(&mut self, now: Instant, who: &Actor, level: &str, more: &[&str]) -> String {
        let said = more.iter().find_map(|word| word.strip_prefix("“")).unwrap_or_default();
        let command = Command::Give {
            case: CASE.to_owned(),
            party: self.known.filed.as_ref().map_or("wang".to_owned(), |filed| filed.party.clone()),
            level: LEVELS.into_iter().find(|known| known.word() == level).unwrap(),
            reasons: more.iter().flat_map(|w| REASONS.into_iter().filter(move |r| r.word() == *w)).collect(),
            words: said.trim_end_matches('”').to_owned(),
        };
        let ctx = Ctx {
            now,
            actor: who,
            calendar: &self.calendar,
            editions: &self.editions,
            rights: &self.rights,
            division: "449921",
            seed: [0; 16],
        };
        let (act, place) = Rules::asks(&self.review, &command, &ctx);
        if !self.rights.may(who, act, &place) {
            return "absent".to_owned();
        }
        let entries = match Rules::decide(&self.review, &command, &self.known, &ctx) {
            Ok(entries) => entries,
            Err(refusal) => {
                assert!(!refusal.basis.zh.is_empty() && !refusal.basis.en.is_empty(), "{}", refusal.code);
                let until = refusal.fills.get("until").map_or(String::new(), |day| format!(" {}", day.en));
                return format!("refused {}{until}", refusal.code);
            }
        };
        let mut heard = Vec::new();
        for entry in entries {
            let written = Written { at: now, effective: now, actor: who };
            self.review = Rules::evolve(std::mem::take(&mut self.review), &entry.event, &written);
            heard.push(said_of(&entry.event));
            self.written.push(entry);
        }
        heard.join("; ")
    }
}

fn said_of(event: &Event) -> String {
    let Event::Reviewed { level, reasons, bad, told_contact_by, .. } = event;
    let mut said = format!("Reviewed {}", level.word());
    reasons.iter().for_each(|reason| said.push_str(&format!(" {}", reason.word())));
    assert_eq!(*bad, told_contact_by.is_some(), "a bad review owes a call, a good one none");
    if let Some(day) = told_contact_by {
        said.push_str(&format!(", contact by {day}"));
    }
    said
}

/// Lines like `2026-09-23 wang satisfied -> Reviewed satisfied`.
fn check(diary: &str) -> World {
    let mut world = World::new();
    for line in diary.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (act, expected) = line.split_once("->").unwrap();
        let words: Vec<&str> = act.split_whitespace().collect();
        let day: Day = words[0].parse().unwrap();
        assert_eq!(world.act(Instant::at(day, 23, 59), &words[1..]), expected.trim(), "{line}");
    }
    world
}

#[test]
fn a_case_is_reviewed_once() {
    let world = check(
        "2026-09-21 filed                     -> nothing
         2026-09-22 wang satisfied            -> refused review_early
         2026-09-23 concluded                 -> nothing
         2026-09-23 wang satisfied            -> Reviewed satisfied
         2026-09-24 wang very_satisfied       -> refused reviewed_already
         2026-12-24 agent dissatisfied        -> refused reviewed_already",
    );
    assert_eq!(world.written.len(), 1);
}

#[test]
fn five_working_days_leave_out_the_holidays_and_end_with_the_day() {
    // Mid-Autumn and National Day lie between: 24 and 28 to 30 September, 8 October
    check(
        "2026-09-21 filed                     -> nothing
         2026-09-23 concluded                 -> nothing
         2026-10-08 wang fairly_satisfied     -> Reviewed fairly_satisfied",
    );
    check(
        "2026-09-21 filed                     -> nothing
         2026-09-23 concluded                 -> nothing
         2026-10-09 wang fairly_satisfied     -> refused review_closed 8 October 2026",
    );
}

#[test]
fn only_the_applicant_and_who_acts_for_her_may() {
    check(
        "2026-03-02 filed                     -> nothing
         2026-03-09 concluded                 -> nothing
         2026-03-09 clerk very_satisfied      -> absent
         2026-03-09 head very_satisfied       -> absent
         2026-03-09 supervisor very_satisfied -> absent
         2026-03-09 stranger dissatisfied     -> absent
         2026-03-09 agent satisfied           -> Reviewed satisfied",
    );
}

#[test]
fn a_case_that_nobody_filed_is_not_reviewed() {
    check("2026-03-02 wang satisfied          -> refused not_applied");
}

#[test]
fn a_bad_review_owes_a_call_within_a_working_day() {
    check(
        "2026-03-02 filed                     -> nothing
         2026-03-12 concluded                 -> nothing
         2026-03-13 wang dissatisfied guide   -> Reviewed dissatisfied guide, contact by 2026-03-16",
    );
    check(
        "2026-09-21 filed                     -> nothing
         2026-09-29 concluded                 -> nothing
         2026-09-30 wang very_dissatisfied    -> Reviewed very_dissatisfied, contact by 2026-10-08",
    );
}

#[test]
fn reasons_stand_once_each_in_the_order_of_the_form() {
    check(
        "2026-03-02 filed                     -> nothing
         2026-03-12 concluded                 -> nothing
         2026-03-12 wang satisfied platform speed platform -> Reviewed satisfied speed platform",
    );
}

#[test]
fn a_year_without_calendar_is_said_and_no_day_guessed() {
    check(
        "2026-12-28 filed                     -> nothing
         2026-12-29 concluded                 -> nothing
         2026-12-30 wang satisfied            -> refused calendar_missing",
    );
}

#[test]
fn words_are_sealed_under_the_key_of_who_wrote_them() {
    let world = check(
        "2026-03-02 filed                     -> nothing
         2026-03-12 concluded                 -> nothing
         2026-03-12 agent dissatisfied “指南没写清楚” -> Reviewed dissatisfied, contact by 2026-03-13",
    );
    let private = world.written[0].private.as_ref().unwrap();
    assert_eq!(private.party, "agent");
    assert_eq!(private.fields, BTreeMap::from([("words".to_owned(), "指南没写清楚".to_owned())]));
    let public = serde_json::to_string(&world.written[0].event).unwrap();
    assert!(!public.contains("指南") && !public.contains("agent") && !public.contains("wang"), "{public}");
}

#[test]
fn nothing_is_sealed_where_nothing_was_written() {
    let world = check(
        "2026-03-02 filed                     -> nothing
         2026-03-12 concluded                 -> nothing
         2026-03-12 wang satisfied            -> Reviewed satisfied",
    );
    assert_eq!(world.written[0].private, None);
}

#[test]
fn words_that_could_deceive_are_refused() {
    check(
        "2026-03-02 filed                     -> nothing
         2026-03-12 concluded                 -> nothing
         2026-03-12 wang satisfied “a\u{202e}b” -> refused words_wrong",
    );
}

#[test]
fn nobody_who_works_on_a_case_may_review_it() {
    let givers: Vec<Role> = ACTS.iter().filter(|right| right.act == GIVE).map(|right| right.role).collect();
    assert_eq!(givers, [Role::Citizen, Role::Agent]);
    assert!(ACTS.iter().all(|right| right.act != SEE || !givers.contains(&right.role)));
}
