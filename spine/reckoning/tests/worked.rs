//! The worked examples of the domain brief (1.2, 1.3 and 13), each by its date.
#![allow(clippy::unwrap_used)]

use jiff::civil::{Date, DateTime, date};
use reckoning::{
    Calendar, Counted, Entry, Lamp, Limit, Move, Reckoning, Rest, Special, Stop, Terms, Unit, What, Which,
    Why, period, reckon, renew_by, told_in_time,
};

/// A holiday: its name, its first and last days off, the weekend days worked for it.
type Holiday = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

/// The days off and the worked weekends of the State Council's notices for 2024 to 2026, and 2027 as it
/// stands before its notice.
const DAYS: &[Holiday] = &[
    ("元旦", &[("2024-01-01", "2024-01-01")], &[]),
    ("春节", &[("2024-02-10", "2024-02-17")], &["2024-02-04", "2024-02-18"]),
    ("清明", &[("2024-04-04", "2024-04-06")], &["2024-04-07"]),
    ("劳动节", &[("2024-05-01", "2024-05-05")], &["2024-04-28", "2024-05-11"]),
    ("端午", &[("2024-06-10", "2024-06-10")], &[]),
    ("中秋", &[("2024-09-15", "2024-09-17")], &["2024-09-14"]),
    ("国庆", &[("2024-10-01", "2024-10-07")], &["2024-09-29", "2024-10-12"]),
    ("元旦", &[("2025-01-01", "2025-01-01")], &[]),
    ("春节", &[("2025-01-28", "2025-02-04")], &["2025-01-26", "2025-02-08"]),
    ("清明", &[("2025-04-04", "2025-04-06")], &[]),
    ("劳动节", &[("2025-05-01", "2025-05-05")], &["2025-04-27"]),
    ("端午", &[("2025-05-31", "2025-06-02")], &[]),
    ("国庆、中秋", &[("2025-10-01", "2025-10-08")], &["2025-09-28", "2025-10-11"]),
    ("元旦", &[("2026-01-01", "2026-01-03")], &["2026-01-04"]),
    ("春节", &[("2026-02-15", "2026-02-23")], &["2026-02-14", "2026-02-28"]),
    ("清明", &[("2026-04-04", "2026-04-06")], &[]),
    ("劳动节", &[("2026-05-01", "2026-05-05")], &["2026-05-09"]),
    ("端午", &[("2026-06-19", "2026-06-21")], &[]),
    ("中秋", &[("2026-09-25", "2026-09-27")], &[]),
    ("国庆", &[("2026-10-01", "2026-10-07")], &["2026-09-20", "2026-10-10"]),
    ("元旦", &[("2027-01-01", "2027-01-01")], &[]),
    ("春节", &[("2027-02-05", "2027-02-08")], &[]),
];

fn calendar() -> Calendar {
    let mut days = Vec::new();
    for (name, off, worked) in DAYS {
        for (first, last) in *off {
            let mut day = on(first);
            while day <= on(last) {
                days.push((day, false, *name));
                day = day.tomorrow().unwrap();
            }
        }
        days.extend(worked.iter().map(|day| (on(day), true, "")));
    }
    Calendar::new(days, [2027])
}

fn on(day: &str) -> Date {
    day.parse().unwrap()
}

fn noon(day: &str) -> DateTime {
    on(day).at(12, 0, 0, 0)
}

fn licence() -> Terms {
    Terms {
        reply: Limit::working(5),
        silence_accepts: true,
        correction: Some(Limit::working(10)),
        closing: Some(Limit::working(30)),
        promised: Some(Limit::working(10)),
        statutory: Some(Limit::working(20)),
        delivery: Some(Limit::working(10)),
    }
}

fn told(terms: &Terms, history: &[(&str, What)], day: &str) -> Reckoning {
    let history: Vec<Entry> =
        history.iter().map(|(at, what)| Entry { at: noon(at), what: what.clone() }).collect();
    reckon(&calendar(), terms, &history, on(day))
}

fn due(reckoned: &Reckoning, which: Which) -> Date {
    reckoned.clock(which).unwrap().period.due
}

#[test]
fn the_test_vectors_of_the_working_day_calendar() {
    for (from, n, to) in [
        ("2024-02-02", 20, "2024-03-06"),
        ("2024-09-13", 7, "2024-09-25"),
        ("2025-01-24", 20, "2025-02-27"),
        ("2025-09-26", 5, "2025-10-10"),
        ("2025-09-30", 45, "2025-12-09"),
        ("2026-01-01", 3, "2026-01-06"),
        ("2026-02-10", 5, "2026-02-24"),
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 10, "2026-10-09"),
        ("2026-09-24", 20, "2026-10-29"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 20, "2026-11-03"),
        ("2026-10-09", 1, "2026-10-10"),
    ] {
        assert_eq!(calendar().add(on(from), n), on(to), "{from} + {n}");
    }
}

#[test]
fn the_working_days_of_each_month() {
    for (year, months) in [
        (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ] {
        let calendar = calendar();
        for (month, expected) in (1..).zip(months) {
            let worked = date(year, month, 1)
                .series(jiff::ToSpan::day(1))
                .take_while(|day| day.month() == month)
                .filter(|day| calendar.works(*day))
                .count();
            assert_eq!(worked, expected, "{year}-{month}");
        }
    }
}

#[test]
fn silence_over_golden_week_accepts_as_of_receipt() {
    let history = [("2026-09-23", What::Received)];
    let still = told(&licence(), &history, "2026-10-08");
    assert_eq!(due(&still, Which::Reply), on("2026-10-08"));
    assert!(still.deemed.is_none(), "the last day is the body's until midnight");
    let after = told(&licence(), &history, "2026-10-09");
    let deemed = after.deemed.unwrap();
    assert_eq!((deemed.as_of, deemed.noticed), (on("2026-09-23"), on("2026-10-09")));
    assert_eq!(due(&after, Which::Statutory), on("2026-10-28"));
    let quiet = Terms { silence_accepts: false, ..licence() };
    let late = told(&quiet, &history, "2026-10-09");
    assert!(late.deemed.is_none() && late.clock(Which::Reply).unwrap().overrun);
}

#[test]
fn expert_review_leaves_eleven_days_out() {
    let history = [
        ("2026-09-07", What::Received),
        ("2026-09-07", What::Accepted),
        ("2026-09-14", What::Began { which: 1, special: Special::Article45 }),
        ("2026-09-29", What::Ended { which: 1 }),
    ];
    assert_eq!(due(&told(&licence(), &history, "2026-09-13"), Which::Statutory), on("2026-10-10"));
    let after = told(&licence(), &history, "2026-09-30");
    let clock = after.clock(Which::Statutory).unwrap();
    assert_eq!(clock.period.due, on("2026-10-26"));
    let out = clock.period.lines.iter().filter(|line| line.counted == Counted::No(Why::Stopped)).count();
    assert_eq!(out, 11);
    assert_eq!(clock.period.left_after(on("2026-09-30")), 14, "15 after the review, one of them today");
    assert_eq!(clock.period.counted(), 20);
}

#[test]
fn publicity_does_not_stop_the_clock() {
    let history = [
        ("2026-09-07", What::Received),
        ("2026-09-07", What::Accepted),
        ("2026-09-14", What::Began { which: 1, special: Special::RunsOn }),
        ("2026-09-29", What::Ended { which: 1 }),
    ];
    assert_eq!(due(&told(&licence(), &history, "2026-09-30"), Which::Statutory), on("2026-10-10"));
}

#[test]
fn the_licence_is_delivered_within_ten_days() {
    let history =
        [("2026-09-07", What::Received), ("2026-09-07", What::Accepted), ("2026-09-24", What::Granted)];
    let reckoned = told(&licence(), &history, "2026-10-15");
    assert_eq!(due(&reckoned, Which::Delivery), on("2026-10-15"));
    assert!(!reckoned.clock(Which::Delivery).unwrap().overrun);
    assert!(told(&licence(), &history, "2026-10-16").clock(Which::Delivery).unwrap().overrun);
}

#[test]
fn calendar_days_that_end_in_golden_week_end_after_it() {
    let days = Limit { number: 15, unit: Unit::CalendarDay };
    let counted = period(&calendar(), noon("2026-09-16"), days, &[], &[]);
    assert_eq!(counted.due, on("2026-10-08"));
    assert_eq!(counted.lines[0].counted, Counted::No(Why::FirstDay), "Civil Code 201");
    assert_eq!(counted.counted(), 15);
    let over = counted.lines.iter().filter(|line| line.counted == Counted::No(Why::RunsOver)).count();
    assert_eq!(over, 7, "2 to 8 October (Civil Code 203)");
}

#[test]
fn months_and_years_end_on_the_day_of_the_same_number() {
    let end = |from, number, unit| period(&calendar(), noon(from), Limit { number, unit }, &[], &[]).due;
    assert_eq!(end("2026-01-31", 1, Unit::Month), on("2026-02-28"), "no such day: the last of the month");
    assert_eq!(end("2026-09-02", 1, Unit::Month), on("2026-10-08"), "a day of rest: the next working day");
    assert_eq!(end("2024-02-29", 1, Unit::Year), on("2025-02-28"));
}

#[test]
fn hours_run_from_the_hour_and_the_county_keeps_the_day() {
    let hours = |from, number| period(&calendar(), noon(from), Limit { number, unit: Unit::Hour }, &[], &[]);
    let four = hours("2026-03-03", 4);
    assert_eq!((four.due, four.hour), (on("2026-03-04"), Some(on("2026-03-03").at(16, 0, 0, 0))));
    assert_eq!(hours("2026-03-03", 24).due, on("2026-03-04"));
    assert_eq!(hours("2026-03-03", 25).due, on("2026-03-05"));
    let golden = hours("2026-09-30", 24);
    assert_eq!((golden.due, golden.hour), (on("2026-10-08"), Some(noon("2026-10-01"))), "a day of rest");
}

#[test]
fn an_extension_moves_promise_and_law() {
    let history = [
        ("2026-10-12", What::Received),
        ("2026-10-12", What::Accepted),
        ("2026-10-20", What::Extended(Limit::working(10))),
    ];
    let before = told(&licence(), &history, "2026-10-19");
    assert_eq!(due(&before, Which::Promised), on("2026-10-26"));
    let after = told(&licence(), &history, "2026-10-20");
    assert_eq!(due(&after, Which::Promised), on("2026-11-09"));
    assert_eq!(due(&after, Which::Statutory), on("2026-11-23"));
}

#[test]
fn the_notice_meets_the_duty_and_the_correction_renews_it() {
    let history = [
        ("2026-10-12", What::Received),
        ("2026-10-14", What::Noticed),
        ("2026-10-19", What::CorrectedPartly),
        ("2026-10-23", What::CorrectedWholly),
    ];
    let asked = told(&licence(), &history, "2026-10-20");
    assert!(!asked.clock(Which::Reply).unwrap().overrun);
    assert_eq!(due(&asked, Which::Correction), on("2026-10-28"));
    assert!(asked.lamp.is_none(), "the decision clock has not begun");
    let deemed = told(&licence(), &history, "2026-10-31").deemed.unwrap();
    assert_eq!(deemed.as_of, on("2026-10-23"));
}

#[test]
fn the_lamps() {
    let history = [("2026-10-12", What::Received), ("2026-10-12", What::Accepted)];
    let lamp = |day| told(&licence(), &history, day).lamp.unwrap();
    assert_eq!(lamp("2026-10-21"), Lamp::Green);
    assert_eq!(lamp("2026-10-22"), Lamp::Yellow, "two of ten left");
    assert_eq!(lamp("2026-10-26"), Lamp::Yellow, "the last day is still inside");
    assert_eq!(lamp("2026-10-27"), Lamp::Orange);
    assert_eq!(lamp("2026-11-09"), Lamp::Orange);
    assert_eq!(lamp("2026-11-10"), Lamp::Red);
}

#[test]
fn december_leans_on_a_year_without_its_notice_and_what_was_told_stays() {
    let mut history = vec![("2026-12-14", What::Received), ("2026-12-14", What::Accepted)];
    let promise = told(&licence(), &history, "2026-12-14");
    assert!(!promise.clock(Which::Promised).unwrap().period.provisional);
    assert!(promise.clock(Which::Statutory).unwrap().period.provisional);
    assert_eq!(due(&promise, Which::Statutory), on("2027-01-12"));
    history.push(("2026-12-14", What::Told { which: Which::Statutory, due: on("2027-01-14") }));
    let kept = told(&licence(), &history, "2026-12-15");
    assert_eq!(due(&kept, Which::Statutory), on("2027-01-14"));
}

#[test]
fn a_stop_on_the_last_day_leaves_the_day_on_which_it_ends() {
    let stop = |to| [Move::Stop(Stop { from: on("2026-03-10"), to: on(to) })];
    let end = |to| period(&calendar(), noon("2026-03-03"), Limit::working(5), &stop(to), &[]).due;
    assert_eq!(end("2026-03-13"), on("2026-03-13"));
    assert_eq!(end("2026-03-14"), on("2026-03-16"), "a Saturday: the next working day (Civil Code 203)");
}

#[test]
fn a_stop_between_the_count_and_the_day_that_was_told_leaves_what_was_left() {
    let told = [(on("2026-03-03"), on("2026-03-13"))];
    let stop = [Move::Stop(Stop { from: on("2026-03-12"), to: on("2026-03-20") })];
    let counted = period(&calendar(), noon("2026-03-03"), Limit::working(5), &stop, &told);
    assert_eq!(counted.due, on("2026-03-23"), "one day was left");
}

#[test]
fn a_stop_after_the_end_heals_nothing() {
    let out = [Move::Stop(Stop { from: on("2026-10-28"), to: on("2026-11-10") })];
    let late = period(&calendar(), noon("2026-10-12"), Limit::working(10), &out, &[]);
    assert_eq!(late.due, on("2026-10-26"));
}

#[test]
fn each_day_that_is_left_out_says_why() {
    let counted = period(&calendar(), noon("2026-09-24"), Limit::working(5), &[], &[]);
    let why = |day: &str| {
        counted.lines.iter().find(|line| line.day == on(day)).map(|line| line.counted.clone()).unwrap()
    };
    assert_eq!(why("2026-09-25"), Counted::No(Why::Rest(Rest::Holiday("中秋".into()))));
    assert_eq!(why("2026-09-28"), Counted::Yes(1));
    let saturday = period(&calendar(), noon("2026-10-09"), Limit::working(2), &[], &[]);
    assert_eq!(saturday.lines[1].counted, Counted::Yes(1), "a worked Saturday");
    assert_eq!(saturday.lines[2].counted, Counted::No(Why::Rest(Rest::Weekend)));
}

#[test]
fn an_extension_after_the_day_brings_nothing_back() {
    let later = [Move::More { on: on("2026-10-27"), limit: Limit::working(10) }];
    let late = period(&calendar(), noon("2026-10-12"), Limit::working(10), &later, &[]);
    assert_eq!(late.due, on("2026-10-26"), "domain brief 1.5: only before the current due day");
    let in_time = [Move::More { on: on("2026-10-26"), limit: Limit::working(10) }];
    assert_eq!(
        period(&calendar(), noon("2026-10-12"), Limit::working(10), &in_time, &[]).due,
        on("2026-11-09")
    );
}

#[test]
fn a_publicity_stops_the_clock_only_where_the_items_own_law_says_so() {
    let due_with = |stops| {
        let history = [
            ("2026-09-07", What::Received),
            ("2026-09-07", What::Accepted),
            ("2026-09-14", What::Published { limit: Limit::working(10), stops }),
        ];
        let reckoned = told(&licence(), &history, "2026-10-09");
        assert_eq!(
            due(&reckoned, Which::Publicity),
            on("2026-09-28"),
            "the 20th is a worked Sunday, 25 to 27 rest"
        );
        due(&reckoned, Which::Statutory)
    };
    assert_eq!(due_with(false), on("2026-10-10"));
    assert_eq!(due_with(true), on("2026-10-23"), "10 days out: 15 to 24 September and the 28th");
}

#[test]
fn a_hearing_is_asked_for_told_and_held_within_its_days() {
    let history = [
        ("2026-09-07", What::Received),
        ("2026-09-07", What::Accepted),
        ("2026-09-18", What::HearingTold),
        ("2026-09-24", What::HearingAsked),
    ];
    let reckoned = told(&licence(), &history, "2026-09-24");
    assert_eq!(due(&reckoned, Which::HearingAsked), on("2026-09-24"), "the 20th is worked");
    assert_eq!(due(&reckoned, Which::Hearing), on("2026-10-29"));
    assert!(told_in_time(&calendar(), on("2026-09-24"), on("2026-10-12")));
    assert!(!told_in_time(&calendar(), on("2026-09-24"), on("2026-10-10")));
}

#[test]
fn a_promised_paper_is_broken_from_midnight_of_its_day() {
    let history = [
        ("2026-09-01", What::Received),
        ("2026-09-01", What::Accepted),
        ("2026-09-01", What::Promised { paper: 1, within: Limit { number: 60, unit: Unit::CalendarDay } }),
        ("2026-09-04", What::Granted),
    ];
    let on_day = |day| told(&licence(), &history, day).clock(Which::Obligation(1)).unwrap().clone();
    assert_eq!(on_day("2026-11-02").period.due, on("2026-11-02"), "the 31st of October is a Saturday");
    assert!(!on_day("2026-11-02").overrun && on_day("2026-11-03").overrun, "a grant leaves the promise open");
}

#[test]
fn corrections_that_never_come_close_the_file_and_part_of_them_does_not_help() {
    let history = [
        ("2026-10-12", What::Received),
        ("2026-10-14", What::Noticed),
        ("2026-10-19", What::CorrectedPartly),
    ];
    let last = told(&licence(), &history, "2026-11-25");
    assert_eq!((due(&last, Which::Closing), last.closed), (on("2026-11-25"), None));
    assert_eq!(told(&licence(), &history, "2026-12-01").closed, Some(on("2026-11-26")));
    let short = Terms { closing: Some(Limit::working(5)), ..licence() };
    let kept = told(&short, &history, "2026-10-28");
    assert_eq!(
        (due(&kept, Which::Closing), kept.closed),
        (on("2026-10-28"), None),
        "she may supply until then"
    );
}

#[test]
fn the_silence_of_another_organ_is_no_objection_from_the_day_after() {
    let mut history = vec![
        ("2026-09-07", What::Received),
        ("2026-09-07", What::Accepted),
        ("2026-09-08", What::Consulted { which: 1, by: on("2026-09-15") }),
    ];
    assert!(told(&licence(), &history, "2026-09-15").silent.is_empty());
    assert_eq!(told(&licence(), &history, "2026-09-16").silent, [(1, on("2026-09-16"))]);
    history.push(("2026-09-15", What::Answered { which: 1 }));
    assert!(told(&licence(), &history, "2026-09-16").silent.is_empty());
}

#[test]
fn renewal_is_asked_for_thirty_working_days_before_the_last_day() {
    assert_eq!(renew_by(&calendar(), on("2026-11-20"), Limit::working(30)), on("2026-10-10"));
    assert_eq!(
        renew_by(&calendar(), on("2026-11-20"), Limit { number: 30, unit: Unit::CalendarDay }),
        on("2026-10-21")
    );
}
