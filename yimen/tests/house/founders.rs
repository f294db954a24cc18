//! Founders: people who set up a company at the terminals of a hall, through the real desk; the same seed
//! comes to the same figures on both engines, and what is measured is measured.

use std::sync::Arc;

use house::clock::VirtualClock;
use kernel::{Day, Instant};
use sim::founders::{A_DAY, End, Founded, Plan, Report, Spent, play};

use super::county::{Ground, morning};

fn founded(ground: &Ground, founders: u64, seed: u64) -> Report {
    let at: Instant = morning(2026, 9, 1);
    let clock = Arc::new(VirtualClock::new(at));
    let mut opening = ground.opening(at);
    opening.clock = clock.clone();
    opening.demo = true;
    let (house, warnings) = opening.open().unwrap();
    assert_eq!(warnings, Vec::<String>::new());
    let plan = Plan { founders, seed, from: Day::ymd(2026, 9, 1).unwrap() };
    let report = play(&house, &clock, &plan, &mut |_| {}).unwrap();
    let ended = "select count(*) from v_bundle where state = 'finished'";
    let ended = house.store.read_now(|look| Ok(look.one(ended, &[])?.unwrap().int(0))).unwrap();
    assert_eq!(u64::try_from(ended).unwrap(), founders, "every one of them on the ledger");
    let undone = "select count(*) from undone";
    let undone = house.store.read_now(|look| Ok(look.one(undone, &[])?.unwrap().int(0))).unwrap();
    assert_eq!(undone, 0, "nothing that should have followed was refused");
    house.close().unwrap();
    report
}

/// Number, first press, both ends, and how long she waited before.
type Drawn = (String, Instant, [(Instant, Spent); 2], u64);

/// Everything of a report that follows from the seed.
fn drawn(report: &Report) -> Vec<Drawn> {
    let told = |one: &Founded| (one.no.clone(), one.from, one.ends, one.before);
    report.founded.iter().map(told).collect()
}

#[test]
fn founders_of_one_seed_take_the_same_time_on_both_engines() {
    let report = founded(&Ground::sqlite(), 5, 3);
    assert_eq!(
        drawn(&report),
        drawn(&founded(&Ground::postgres(), 5, 3)),
        "the engine is no part of the figure"
    );
    assert_eq!(report.founded.len(), 5);
    for one in &report.founded {
        for (until, spent) in one.ends {
            let span = u64::try_from(until.0 - one.from.0).unwrap();
            assert_eq!(spent.total(), span, "every minute is somebody's: {one:?}");
            assert!(spent.founder > 0 && spent.officers > 0 && one.house > 0, "{one:?}");
        }
        assert!(one.until(End::Booked) <= one.until(End::Sealed), "{one:?}");
        assert!(one.effort.screens == one.effort.questions + 2 && one.effort.fields > 0, "{one:?}");
    }
    assert!(report.slowest > 0 && report.commands >= 5 * 20);
    let end = End::Sealed;
    let totals = [0, 50, 90, 100].map(|percent| report.at(end, percent).unwrap().spent(end).total());
    assert!(totals.is_sorted() && totals[0] < totals[3], "{totals:?}");
    assert_eq!(report.within(end, totals[3]), 5);
    assert_eq!(report.within(end, totals[0] - 1), 0);
}

#[test]
fn a_full_hall_makes_founders_wait_and_another_seed_is_another_day() {
    let many = A_DAY;
    let report = founded(&Ground::sqlite(), many, 4);
    let waited = report.founded.iter().filter(|one| one.spent(End::Sealed).queue > 0).count();
    assert!(waited > 0, "{many} founders in one hall, and nobody waits for anybody");
    let shut = |at: Instant| {
        let (hour, minute) = at.hm();
        (hour, minute) < (8, 30) || hour >= 18
    };
    assert!(report.founded.iter().all(|one| !shut(one.from)), "nobody presses before a closed door");
    assert_ne!(drawn(&report)[0].2, drawn(&founded(&Ground::sqlite(), 2, 5))[0].2);
}
