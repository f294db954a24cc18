//! Who may be away, how long, and who may stand in.
#![allow(clippy::unwrap_used)]

use kernel::decider::Written;
use kernel::{Actor, Calendar, Ctx, Decider, Editions, Instant, Rights, Role};
use serde_json::json;

use super::super::{ACTS, Account, Command, Known, Rules};
use facts::account::Event;

fn actor(name: &str, role: &str, organ: &str) -> Actor {
    serde_json::from_value(json!({"party": name, "role": role, "organ": organ, "channel": "web",
        "assurance": 3}))
    .unwrap()
}

/// The account of an examiner of `ours`.
fn examiner() -> Account {
    let added = Event::StaffAdded {
        party: "s-1".to_owned(),
        organ: "ours".to_owned(),
        role: Role::Examiner,
        post: "examiner".to_owned(),
    };
    let house = actor("house", "house", "");
    let written = Written { at: Instant(0), effective: Instant(0), actor: &house };
    Rules::evolve(Account::default(), &added, &written)
}

/// What comes of it on 2 March 2026: events, `no right`, or the code of the refusal.
fn asked(account: &Account, who: &Actor, command: &Command, fits: bool) -> String {
    let (calendar, editions) = (Calendar::new(), Editions::default());
    let rights = Rights::new(ACTS.iter().copied());
    let now = Instant::at("2026-03-02".parse().unwrap(), 9, 0);
    let ctx = Ctx {
        now,
        actor: who,
        calendar: &calendar,
        editions: &editions,
        rights: &rights,
        division: "449921",
        seed: [0; 16],
    };
    let (act, place) = Rules::asks(account, command, &ctx);
    if !rights.may(who, act, &place) {
        return "no right".to_owned();
    }
    let known = Known { stand_in_fits: fits, ..Known::default() };
    match Rules::decide(account, command, &known, &ctx) {
        Ok(entries) => entries.iter().map(|e| format!("{:?}", e.event)).collect::<Vec<_>>().join("; "),
        Err(refusal) => refusal.code.to_owned(),
    }
}

fn away(stand_in: &str, from: &str, until: &str) -> Command {
    let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
    Command::NoteAbsence { stand_in: stand_in.to_owned(), from, until }
}

#[test]
fn an_officer_names_a_colleague_who_stands_in() {
    let (account, me) = (examiner(), actor("s-1", "examiner", "ours"));
    let said = |command: &Command, fits| asked(&account, &me, command, fits);
    assert!(said(&away("s-2", "2026-03-03", "2026-03-06"), true).starts_with("AbsenceNoted"));
    assert_eq!(said(&away("s-2", "2026-03-03", "2026-03-06"), false), "stand_in_unfit");
    assert_eq!(said(&away("s-1", "2026-03-03", "2026-03-06"), true), "stands_in_for_oneself");
    assert_eq!(said(&away("s-2", "2026-03-06", "2026-03-03"), true), "absence_days_wrong");
    assert_eq!(said(&away("s-2", "2026-02-20", "2026-03-01"), true), "absence_past");
    assert_eq!(said(&away("s-2", "2026-03-03", "2026-08-30"), true), "absence_long");
    assert!(said(&away("s-2", "2026-03-03", "2026-08-29"), true).starts_with("AbsenceNoted"));
    assert_eq!(said(&Command::EndAbsence {}, true), "", "nothing was noted");
}

#[test]
fn the_head_notes_it_for_an_officer_of_the_organ_and_nobody_else_does() {
    let account = examiner();
    let by = |name: &str, role: &str, organ: &str| {
        asked(&account, &actor(name, role, organ), &away("s-2", "2026-03-03", "2026-03-06"), true)
    };
    assert!(by("s-9", "head", "ours").starts_with("AbsenceNoted"));
    assert_eq!(by("s-8", "head", "theirs"), "no right");
    assert_eq!(by("s-2", "examiner", "ours"), "no right");
    assert_eq!(by("wang", "citizen", ""), "no right");
}

#[test]
fn it_ends_when_she_is_back_and_a_citizen_has_none() {
    let me = actor("s-1", "examiner", "ours");
    let noted = Event::AbsenceNoted {
        party: "s-1".to_owned(),
        stand_in: "s-2".to_owned(),
        from: "2026-03-02".parse().unwrap(),
        until: "2026-03-06".parse().unwrap(),
    };
    let written = Written { at: Instant(0), effective: Instant(0), actor: &me };
    let account = Rules::evolve(examiner(), &noted, &written);
    let ended = asked(&account, &me, &Command::EndAbsence {}, true);
    assert!(ended.starts_with("AbsenceEnded"), "{ended}");
    let wang = actor("wang", "head", "");
    let none = Account { party: Some("wang".to_owned()), ..Account::default() };
    assert_eq!(asked(&none, &wang, &Command::EndAbsence {}, true), "account_unknown");
}
