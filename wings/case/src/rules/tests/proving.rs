//! Clocks that prove themselves: every day with its reason, what would move it, the lamp; and the diaries of
//! what the second reckoning (`spine/reckoning`) found wrong here.

use super::desk::play;
use crate::rules::{Light, Mover, Proof, Why};

const TESTED: &str = "2026-03-02 wang     apply all water=own    ->
                      2026-03-03 clerk    accept                 ->
                      2026-03-06 examiner stop testing 3 告知2号  ->
                      2026-03-11 examiner resume                 ->";

fn clock<'a>(proofs: &'a [Proof], name: &str) -> &'a Proof {
    proofs.iter().find(|proof| proof.clock == name).unwrap()
}

fn why(proof: &Proof, day: &str) -> (Option<u32>, Why) {
    let found = proof.days.iter().find(|one| one.day.to_string() == day).unwrap();
    (found.nth, found.why.clone())
}

#[test]
fn every_day_of_a_clock_is_counted_or_says_why_not() {
    let (proofs, _) = play("food-permit", TESTED, None, false).proved_on("2026-03-12");
    let promised = clock(&proofs, "promised");
    assert_eq!(promised.due.to_string(), "2026-03-13");
    assert!(promised.basis.zh.contains("第四十二条") && promised.counting.zh.contains("第八十二条"));
    assert_eq!(why(promised, "2026-03-03"), (None, Why::Start));
    assert_eq!(why(promised, "2026-03-04"), (Some(1), Why::Counts));
    assert!(matches!(why(promised, "2026-03-07"), (None, Why::Rest(name)) if name.zh == "周末"));
    let stopped = why(promised, "2026-03-10");
    assert!(matches!(stopped, (None, Why::Stopped(_, basis)) if basis.zh.contains("第四十五条")));
    assert_eq!(why(promised, "2026-03-13"), (Some(5), Why::Counts));
    let days = promised.due.days_since(promised.from) + 1;
    assert_eq!(i64::try_from(promised.days.len()).unwrap(), days, "no day is left out");
    assert!(promised.moves.iter().any(|m| matches!(m, Mover::Special(..))));
}

#[test]
fn a_worked_saturday_and_golden_week_are_named() {
    let text = "2026-09-16 wang apply all water=own ->
                2026-09-30 clerk accept   ->";
    let (proofs, _) = play("food-permit promised=20 statutory=20", text, None, false).proved_on("2026-09-30");
    let promised = clock(&proofs, "promised");
    assert!(matches!(why(promised, "2026-10-05"), (None, Why::Rest(name)) if name.zh == "国庆节"));
    assert!(matches!(why(promised, "2026-10-10"), (_, Why::Worked(name)) if name.zh == "国庆节"));
}

#[test]
fn calendar_days_run_over_golden_week() {
    let text = "2026-09-16 wang  apply all ->
                2026-09-16 clerk accept    ->";
    let (proofs, _) = play("residence-permit", text, None, false).proved_on("2026-09-20");
    let law = clock(&proofs, "statutory");
    assert_eq!(law.due.to_string(), "2026-10-08");
    assert!(matches!(why(law, "2026-10-01"), (Some(15), Why::Counts)));
    assert!(matches!(why(law, "2026-10-08"), (None, Why::RunsOver(name)) if name.zh == "国庆节"));
    assert!(!law.basis.zh.contains("行政许可法"), "a residence permit rests on its own regulation");
}

#[test]
fn a_day_on_a_provisional_year_says_that_its_notice_may_move_it() {
    let text = "2026-12-14 wang  apply all ->
                2026-12-14 clerk accept    ->";
    let (proofs, _) = play("food-permit promised=10 statutory=20", text, None, false).proved_on("2026-12-15");
    assert!(clock(&proofs, "statutory").moves.contains(&Mover::Calendar(2027)));
    assert!(clock(&proofs, "statutory").provisional && !clock(&proofs, "promised").provisional);
}

#[test]
fn the_lamp_changes_with_the_days() {
    let text = "2026-10-12 wang  apply all ->
                2026-10-12 clerk accept    ->";
    let mut world = play("food-permit promised=10 statutory=20", text, None, false);
    for (day, light) in [
        ("2026-10-21", Light::Green),
        ("2026-10-22", Light::Yellow),
        ("2026-10-26", Light::Yellow),
        ("2026-10-27", Light::Orange),
        ("2026-11-10", Light::Red),
    ] {
        assert_eq!(world.proved_on(day).1, light, "on {day}");
    }
}

#[test]
fn one_working_day_of_calendar_days_is_near_although_a_weekend_lies_between() {
    let text = "2026-03-02 wang  apply all ->
                2026-03-09 clerk accept    ->";
    let mut world = play("residence-permit", text, None, false);
    assert_eq!(world.proved_on("2026-03-13").1, Light::Yellow, "Friday; 7 days end on Monday");
    assert_eq!(world.proved_on("2026-03-12").1, Light::Green);
}

/// Found by the second reckoning: the page said “not before 10 March” on the 12th.
#[test]
fn while_a_stop_from_the_last_day_goes_on_the_earliest_day_is_never_past() {
    let text = "2026-03-02 wang     apply all water=own   ->
                2026-03-03 clerk    accept                ->
                2026-03-10 examiner stop testing 3 告知6号 ->";
    let mut world = play("food-permit", text, None, false);
    for (today, due) in
        [("2026-03-10", "2026-03-10"), ("2026-03-12", "2026-03-12"), ("2026-03-14", "2026-03-16")]
    {
        let promised = world.dues_on(today).promised.unwrap();
        assert_eq!((promised.day.to_string(), promised.open), (due.to_owned(), true), "on {today}");
    }
    let (proofs, _) = world.proved_on("2026-03-12");
    let promised = clock(&proofs, "promised");
    assert!(matches!(why(promised, "2026-03-11"), (None, Why::Stopped(..))));
    assert_eq!(why(promised, "2026-03-12"), (None, Why::Left), "the proof reaches to the last day");
}

/// Found by the second reckoning: a day beyond the count's end was not marked as resting on 2027.
#[test]
fn what_is_left_after_a_stop_over_new_year_rests_on_the_new_year() {
    let text = "2026-12-21 wang     apply all water=own   ->
                2026-12-21 clerk    accept                ->
                2026-12-28 examiner stop testing 3 告知6号 ->
                2027-01-06 examiner resume                ->";
    let mut world = play("food-permit", text, None, false);
    let promised = world.dues_on("2027-01-06").promised.unwrap();
    assert_eq!((promised.day.to_string(), promised.provisional), ("2027-01-06".to_owned(), true));
}

/// Found by the second reckoning: a year that came out shorter, and a stop before the day that had been told.
#[test]
fn a_stop_before_a_told_day_leaves_what_was_left_to_it() {
    let text = "2026-09-22 wang  apply all water=own ->
                2026-09-23 clerk accept              ->";
    let mut world = play("food-permit promised=5 statutory=20", text, None, false);
    assert_eq!(world.dues_on("2026-09-23").promised.unwrap().day.to_string(), "2026-10-08");
    world.golden_week_until(None);
    assert_eq!(world.goes_on("2026-10-05 examiner stop testing 3 告知6号"), "ClockStopped 3");
    let resumed = world.goes_on("2026-10-12 examiner resume");
    assert!(resumed.starts_with("ClockResumed told 2026-10-15 "), "6, 7 and 8 October were left: {resumed}");
}

#[test]
fn delivery_past_its_day_is_past_the_law() {
    let text = "2026-09-21 wang     apply all   ->
                2026-09-21 clerk    accept      ->
                2026-09-22 examiner examine all ->
                2026-09-24 head     grant       ->";
    let mut world = play("food-permit", text, None, false);
    assert_eq!(world.proved_on("2026-09-25").1, Light::Green);
    assert_eq!(world.proved_on("2026-10-10").1, Light::Red, "Licensing Law Art. 44");
}

#[test]
fn a_verification_proves_its_two_months() {
    let mut world = play(
        "hygiene",
        "2026-03-02 wang     apply plan         ->
         2026-03-02 wang     pledge test-report ->
         2026-03-03 clerk    accept             ->
         2026-03-03 examiner examine all        ->
         2026-03-03 head     grant              ->",
        None,
        false,
    );
    let (proofs, _) = world.proved_on("2026-04-01");
    let checking = clock(&proofs, "checking");
    assert_eq!(checking.basis.zh, "《行政许可法》第六十一条");
    assert_eq!(
        (checking.from.to_string().as_str(), checking.due.to_string().as_str()),
        ("2026-03-03", "2026-05-06")
    );
    assert!(!checking.overran && checking.moves == [Mover::Nothing]);
    // 3 May is a rest day of Labour Day, and so on until the 6th (民法典 203)
    assert!(checking.days.iter().any(|day| matches!(day.why, Why::RunsOver(_))));
    let (proofs, _) = world.proved_on("2026-05-07");
    assert!(clock(&proofs, "checking").overran);
    let promised = clock(&proofs, "promised");
    assert_eq!(promised.limit, kernel::Limit::ON_THE_SPOT);
}

/// What is due beside the decision is counted again when the official calendar comes, and what was told is
/// never moved earlier: told while Golden Week was not in the calendar, and the other way round.
#[test]
fn what_runs_beside_follows_the_calendar_and_is_never_earlier_than_told() {
    let text = "2026-09-21 wang     apply                                  ->
                2026-09-21 wang     sign layout equipment                  ->
                2026-09-21 clerk    accept-tolerantly                      ->
                2026-09-22 examiner publish                                ->
                2026-09-23 examiner tell-hearing because 涉及邻居           ->
                2026-09-24 wang     ask-hearing                            ->";
    let item = "food-permit promised=10 statutory=20 publicity may-follow=10";
    let days = |world: &mut super::desk::World| {
        let (proofs, _) = world.proved_on("2026-09-24");
        ["following", "publicity", "ask_hearing", "hold_hearing"]
            .map(|name| clock(&proofs, name).due.to_string())
    };
    let told = ["2026-10-12", "2026-09-30", "2026-10-08", "2026-10-29"].map(str::to_owned);
    let mut world = play(item, text, None, false);
    assert_eq!(days(&mut world), told, "with Golden Week");
    world.golden_week_until(None);
    assert_eq!(days(&mut world), told, "it comes to nothing: never earlier than told");
    world.golden_week_until(Some("2026-10-12"));
    let later = ["2026-10-16", "2026-09-30", "2026-10-13", "2026-11-04"].map(str::to_owned);
    assert_eq!(days(&mut world), later, "it is longer: later, and what does not touch it stands");
}

#[test]
fn a_clock_names_its_extension_and_the_hearing_that_stopped_it() {
    let text = "2026-03-02 wang     apply all                                    ->
                2026-03-03 clerk    accept                                       ->
                2026-03-04 examiner tell-hearing because 涉及邻居                 ->
                2026-03-05 wang     ask-hearing                                  ->
                2026-03-06 head     extend 10 because 案情复杂                    ->
                2026-03-09 examiner set-hearing 2026-03-18 second-examiner 二楼 听1号 ->";
    let mut world = play("food-permit promised=10 statutory=20", text, None, false);
    let (proofs, _) = world.proved_on("2026-03-12");
    let promised = clock(&proofs, "promised");
    let (by, basis) = promised.extended.clone().unwrap();
    assert_eq!((by.n, promised.limit.n), (10, 20));
    assert!(basis.zh.contains("第四十二条"), "{basis:?}");
    let stopped = |name: &kernel::Text| name.zh == "听证";
    assert!(matches!(why(promised, "2026-03-11"), (None, Why::Stopped(name, _)) if stopped(&name)));
    assert!(promised.moves.iter().any(|one| matches!(one, Mover::Resuming(name) if stopped(name))));
    assert!(!promised.moves.iter().any(|one| matches!(one, Mover::Extension(..))), "once");
}

#[test]
fn an_extension_and_a_hearing_may_move_the_day_and_a_broken_paper_has_its_own_clock() {
    let text = "2026-03-02 wang     apply                                  ->
                2026-03-02 wang     sign layout equipment                  ->
                2026-03-03 clerk    accept-tolerantly                      ->";
    let mut world = play("food-permit promised=10 statutory=20 may-follow=5", text, None, false);
    let (proofs, _) = world.proved_on("2026-03-10");
    let law = &clock(&proofs, "statutory").moves;
    assert!(law.iter().any(|one| matches!(one, Mover::Extension(most, _) if most.n == 10)), "{law:?}");
    assert!(law.iter().any(|one| matches!(one, Mover::Special(name, _) if name.zh == "听证")), "{law:?}");
    let paper = clock(&proofs, "following");
    assert_eq!((paper.due.to_string(), paper.overran), ("2026-03-10".to_owned(), false));
    assert!(paper.moves.contains(&Mover::Supplied) && paper.paper.is_some());
    let (proofs, _) = world.proved_on("2026-03-11");
    assert!(clock(&proofs, "following").overran, "from 24:00 of its day");
}

/// Found by the second reckoning: the file would have been closed before the day until which she may supply.
#[test]
fn the_file_is_never_closed_before_the_day_until_which_she_may_supply() {
    let text = "2026-09-10 wang  apply layout   ->
                2026-09-11 clerk ask equipment  ->";
    let mut world = play("food-permit closing=5", text, None, false);
    let days = |world: &mut super::desk::World| {
        let (proofs, _) = world.proved_on("2026-09-14");
        (clock(&proofs, "correction").due, clock(&proofs, "closing").due)
    };
    let (supply, closing) = days(&mut world);
    assert_eq!(supply, closing);
    world.golden_week_until(Some("2026-10-14"));
    let (later, closing) = days(&mut world);
    assert!(later > supply && closing == later, "{later} {closing}");
}

/// Found by the second reckoning: a test that ran meanwhile was named on days that had only been told.
#[test]
fn a_test_is_no_reason_on_a_clock_that_nothing_stops() {
    let text = "2026-09-21 wang     apply all water=own                   ->
                2026-09-21 clerk    accept                                ->
                2026-09-23 examiner tell-hearing because 涉及邻居          ->
                2026-09-28 examiner stop testing 3 告知6号                 ->";
    let mut world = play("food-permit promised=10 statutory=20", text, None, false);
    world.golden_week_until(None);
    let (proofs, _) = world.proved_on("2026-10-07");
    let asking = clock(&proofs, "ask_hearing");
    assert_eq!(asking.due.to_string(), "2026-10-08");
    assert_eq!(why(asking, "2026-10-05"), (None, Why::Told));
}
