//! A county that is simulated: the same seed comes to the same last hash on both engines, the board says
//! what a count from scratch says, and says it again when it was rebuilt.

use std::sync::Arc;

use house::House;
use house::chance::SeededChance;
use house::clock::VirtualClock;
use kernel::{Day, Instant};
use sim::county::{Plan, Report, counted, play};

use super::county::{Ground, on_both};

/// Some weeks of a small county.
fn plan(seed: u64) -> Plan {
    let day = |month, dom| Day::ymd(2024, month, dom).unwrap();
    Plan { from: day(3, 1), until: day(4, 12), cases: 60, seed }
}

/// Play it on this ground; the house stays open.
fn played(ground: &Ground, seed: u64) -> (House, Report) {
    let plan = plan(seed);
    let clock = Arc::new(VirtualClock::new(Instant::at(plan.from, 6, 0)));
    let mut opening = ground.opening(Instant::at(plan.from, 6, 0));
    opening.demo = true;
    opening.clock = clock.clone();
    opening.chance = Arc::new(SeededChance::new(seed));
    opening.queue = 4_096;
    let (house, _) = opening.open().unwrap();
    let mut told = 0;
    let report = play(&house, &clock, &plan, &mut |_| told += 1).unwrap();
    assert_eq!(told, 2, "each month says how far it is");
    (house, report)
}

#[test]
fn a_simulated_county_is_the_same_county_on_both_engines() {
    let (ground, other_ground) = (Ground::sqlite(), Ground::sqlite());
    let (house, first) = played(&ground, 1);
    house.close().unwrap();
    on_both(|ground| {
        let (house, again) = played(&ground, 1);
        assert_eq!((again.lines, &again.hash), (first.lines, &first.hash));
        assert_eq!(again.whole, first.whole);
        counted(&house).unwrap();
        let before = house.store.read_now(store::dump).unwrap();
        let mut last = (0, 0);
        let rebuilt =
            house::rebuild::level(&house, house::rebuild::Anew::All, &mut |at| last = (at.done, at.all))
                .unwrap();
        assert!(rebuilt.contains(&"oversight") && rebuilt.contains(&"case"), "{rebuilt:?}");
        assert_eq!(last, (again.lines, again.lines), "a rebuild says that it came to its end");
        let after = house.store.read_now(store::dump).unwrap();
        for (table, rows) in &before {
            assert_eq!(after.get(table), Some(rows), "{table}");
        }
        counted(&house).unwrap();
        house.close().unwrap();
    });
    let (house, other) = played(&other_ground, 2);
    house.close().unwrap();
    assert_ne!(other.hash, first.hash);
    // a small county is still one: most of what was filed has ended, and something was refused its way
    assert_eq!(first.whole.filed, 60);
    assert!(first.whole.ended() * 10 >= first.whole.filed * 6, "{:?}", first.whole);
    assert!(first.whole.rated > 0 && first.took.results > 0, "{first:?}");
    // nobody is forgotten: what came on a day of rest is done on the next working day, what is decided above
    // comes back from there (R222: 99.6 % concluded)
    assert_eq!(first.tally.get("left lying"), None, "{:?}", first.tally);
    assert_eq!(first.lamps.red, 0, "{:?}", first.lamps);
}
