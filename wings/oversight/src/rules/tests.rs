//! Checks: recorded once, by an administrator alone, with no more findings than an event holds.
#![allow(clippy::unwrap_used)]

mod breaches;

use facts::oversight::Event;
use kernel::decider::Written;
use kernel::{Actor, Calendar, Channel, Ctx, Decider, Editions, Instant, Rights, Role};

use super::{ACTS, Command, FINDINGS, Found, Rules, Watched};

fn who(role: Role) -> Actor {
    Actor {
        party: "s-he".to_owned(),
        role,
        post: String::new(),
        organ: String::new(),
        for_party: String::new(),
        channel: Channel::Web,
        assurance: 1,
    }
}

fn record(findings: usize) -> Command {
    let finding = Found { kind: "altered".to_owned(), first: 7, last: 7 };
    Command::Record { lines: 9, last: 9, heads: 1, outside: true, findings: vec![finding; findings] }
}

/// What is said to a fresh check, and what it is afterwards.
fn said(actor: &Actor, check: &Watched, command: &Command) -> (bool, Vec<Event>) {
    let (calendar, editions, rights) = (Calendar::new(), Editions::default(), Rights::new(ACTS.to_vec()));
    let ctx = Ctx {
        now: Instant(0),
        actor,
        calendar: &calendar,
        editions: &editions,
        rights: &rights,
        division: "449921",
        seed: [0; 16],
    };
    let (act, place) = Rules::asks(check, command, &ctx);
    let entries = Rules::decide(check, command, &(), &ctx).unwrap();
    (rights.may(actor, act, &place), entries.into_iter().map(|entry| entry.event).collect())
}

#[test]
fn a_check_is_recorded_once() {
    let actor = who(Role::Administrator);
    let (may, events) = said(&actor, &Watched::default(), &record(0));
    let expected =
        Event::LedgerVerified { lines: 9, last: 9, heads: 1, outside: true, faults: 0, findings: Vec::new() };
    assert_eq!((may, &events), (true, &vec![expected]));
    let written = Written { at: Instant(0), effective: Instant(0), actor: &actor };
    let check = Rules::evolve(Watched::default(), &events[0], &written);
    assert_eq!(said(&actor, &check, &record(1)), (true, Vec::new()));
}

#[test]
fn nobody_else_may_record_one() {
    for role in [Role::Supervisor, Role::Head, Role::Clerk, Role::Citizen, Role::Program, Role::House] {
        assert!(!said(&who(role), &Watched::default(), &record(0)).0, "{role:?}");
    }
}

#[test]
fn an_event_names_the_first_findings_and_counts_all() {
    let (_, events) = said(&who(Role::Administrator), &Watched::default(), &record(FINDINGS + 5));
    let Event::LedgerVerified { faults, findings, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((*faults, findings.len()), (25, FINDINGS));
}
