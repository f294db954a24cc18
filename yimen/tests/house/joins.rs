//! Joins: bundles of two to twelve members end side by side, told by many hands at once and partly twice;
//! none is lost, nothing has to be tried again.

use std::sync::Arc;

use house::clock::VirtualClock;
use kernel::Instant;
use sim::joins::{Plan, play, write};

use super::county::{morning, on_both};

#[test]
fn joins_of_two_to_twelve_branches_are_neither_lost_nor_tried_again() {
    on_both(|mut ground| {
        write(ground.own_catalogue()).unwrap();
        let at: Instant = morning(2026, 9, 1);
        let clock = Arc::new(VirtualClock::new(at));
        let mut opening = ground.opening(at);
        opening.clock = clock.clone();
        opening.demo = true;
        opening.queue = 4_096;
        let (house, warnings) = opening.open().unwrap();
        assert_eq!(warnings, Vec::<String>::new());
        let plan = Plan { joins: 60, hands: 8, seed: 3 };
        let report = play(&house, &clock, &plan).unwrap();
        report.whole(&plan).unwrap();
        assert!(report.branches > 2 * plan.joins && report.told_twice > 0, "{report:?}");
        house.close().unwrap();
    });
}
