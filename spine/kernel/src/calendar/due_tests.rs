//! Due dates and their sentences against worked counts.
#![allow(clippy::unwrap_used)]

use super::tests::{catalogue, d};
use super::*;
use crate::time::{Limit, Unit};

fn stop(from: &str, to: Option<&str>, basis: &str) -> Stop {
    let label = ("检测用水".to_owned(), "water testing".to_owned());
    Stop { from: d(from), to: to.map(d), label, basis: (basis.to_owned(), basis.to_owned()) }
}

/// Runs a table, each line `{start} {n} {unit} [stop {from} {to}|stop {from} open {today}] -> {due}`, with
/// `open` and `provisional` behind the date where they hold.
fn check(table: &str) {
    let calendar = catalogue();
    for line in table.lines().map(str::trim) {
        let (question, answer) = line.split_once(" -> ").unwrap();
        let words: Vec<&str> = question.split_whitespace().collect();
        let unit: Unit = serde_json::from_str(&format!("\"{}\"", words[2])).unwrap();
        let limit = Limit::new(words[1].parse().unwrap(), unit).unwrap();
        let (mut stops, mut today, mut rest) = (Vec::new(), d(words[0]), &words[3..]);
        while let ["stop", from, to, more @ ..] = rest {
            stops.push(stop(from, (*to != "open").then_some(*to), ""));
            rest = more;
            if let ("open", [day, more @ ..]) = (*to, rest) {
                (today, rest) = (d(day), more);
            }
        }
        assert!(rest.is_empty(), "{line}");
        let shown = match calendar.due(d(words[0]), limit, &stops, today) {
            Err(no_year) => no_year.to_string(),
            Ok(due) => {
                walked_is_whole(&due, d(words[0]));
                let word = |is: bool, w: &'static str| if is { w } else { "" };
                format!("{}{}{}", due.day, word(due.open, " open"), word(due.provisional, " provisional"))
            }
        };
        assert_eq!(shown, answer, "{line}");
    }
}

/// Every day from the start to the due day stands once, and only the start is marked so.
fn walked_is_whole(due: &Due, start: Day) {
    let mut expected = start;
    for (at, counted) in due.counted.iter().enumerate() {
        assert_eq!(counted.day, expected);
        assert_eq!(counted.mark == Mark::Start, at == 0);
        expected = expected.next();
    }
    assert_eq!(due.counted.last().unwrap().day, due.day);
}

#[test]
fn working_day_limits() {
    check(
        "2026-09-23 5 working_days -> 2026-10-08
         2026-09-23 20 working_days -> 2026-10-28
         2026-09-07 20 working_days -> 2026-10-10
         2026-09-07 20 working_days stop 2026-09-14 2026-09-29 -> 2026-10-26
         2026-09-24 10 working_days -> 2026-10-15
         2026-03-03 5 working_days stop 2026-03-08 2026-03-11 -> 2026-03-13
         2026-03-03 10 working_days stop 2026-03-06 2026-03-11 -> 2026-03-20
         2026-03-03 5 working_days stop 2026-03-06 2026-03-10 stop 2026-03-09 2026-03-11 -> 2026-03-13
         2026-03-03 5 working_days stop 2026-03-20 2026-03-30 -> 2026-03-10
         2026-03-03 5 working_days stop 2026-02-02 2026-03-03 -> 2026-03-10
         2026-03-07 1 working_days -> 2026-03-09
         2026-12-21 20 working_days -> 2027-01-19 provisional
         2027-12-21 20 working_days -> the calendar has no year 2028; import catalogue/calendar/2028.toml",
    );
}

#[test]
fn an_open_stop_moves_with_today() {
    check(
        "2026-03-03 5 working_days stop 2026-03-06 open 2026-03-06 -> 2026-03-10 open
         2026-03-03 5 working_days stop 2026-03-06 open 2026-03-08 -> 2026-03-10 open
         2026-03-03 5 working_days stop 2026-03-06 open 2026-03-09 -> 2026-03-11 open
         2026-03-03 5 working_days stop 2026-03-06 open 2026-03-11 -> 2026-03-13 open
         2026-03-03 5 working_days stop 2026-03-11 open 2026-03-20 -> 2026-03-10",
    );
}

#[test]
fn the_excluded_days_are_the_working_days_of_the_stop() {
    let calendar = catalogue();
    let (from, to) = (d("2026-09-14"), d("2026-09-29"));
    let due = calendar
        .due(d("2026-09-07"), Limit::working_days(20), &[stop("2026-09-14", Some("2026-09-29"), "")], from)
        .unwrap();
    let stopped = due.counted.iter().filter(|c| c.mark == Mark::Stopped { index: 0 }).count();
    assert_eq!(stopped, 11);
    assert_eq!(calendar.workdays_between(from, to), Ok((11, false)));
    let before = due.counted.iter().filter(|c| c.day <= from && matches!(c.mark, Mark::Day(_))).count();
    assert_eq!(before, 5);
}

#[test]
fn calendar_limits_roll_from_rest_days() {
    check(
        "2026-09-16 15 days -> 2026-10-08
         2026-09-16 14 days -> 2026-09-30
         2026-03-03 3 days -> 2026-03-06
         2026-03-03 4 days -> 2026-03-09
         2026-02-24 4 days -> 2026-02-28
         2026-03-03 4 days stop 2026-03-04 2026-03-09 -> 2026-03-12
         2026-03-03 4 days stop 2026-03-06 2026-03-11 -> 2026-03-12
         2026-03-03 4 days stop 2026-03-07 2026-03-11 -> 2026-03-12
         2026-01-31 1 months -> 2026-02-28
         2026-08-01 2 months -> 2026-10-08
         2026-11-30 3 months -> 2027-03-01 provisional
         2025-03-03 1 years -> 2026-03-03
         2024-02-29 1 years -> 2025-02-28
         2026-03-03 2 years -> the calendar has no year 2028; import catalogue/calendar/2028.toml",
    );
}

#[test]
fn hours_end_with_the_next_working_day() {
    check(
        "2026-03-03 4 hours -> 2026-03-04
         2026-03-06 4 hours -> 2026-03-09
         2026-09-30 24 hours -> 2026-10-08
         2026-03-03 48 hours -> 2026-03-05
         2026-03-07 0 on_the_spot -> 2026-03-07",
    );
}

fn told(start: &str, limit: Limit, stops: &[Stop], today: &str) -> Vec<(String, String)> {
    catalogue().due(d(start), limit, stops, d(today)).unwrap().sentences("受理", "accepted")
}

fn compare(told: &[(String, String)], expected: &[(&str, &str)]) {
    let told: Vec<(&str, &str)> = told.iter().map(|(zh, en)| (zh.as_str(), en.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn the_count_is_told_in_sentences() {
    let stops = [stop("2026-03-06", Some("2026-03-11"), "")];
    compare(
        &told("2026-03-03", Limit::working_days(5), &stops, "2026-03-12"),
        &[
            (
                "3月3日受理。受理当天不算，从3月4日算第 1 日。",
                "3 March: accepted. That day is not counted; day 1 is 4 March.",
            ),
            ("3月7日、8日是周末，不算。", "7–8 March: weekend, not counted."),
            ("3月9日至11日检测用水，不算。", "9–11 March: water testing, not counted."),
            ("所以第 5 个工作日是3月13日。", "So working day 5 is 13 March."),
        ],
    );
}

#[test]
fn sentences_name_holidays_moved_days_and_bases() {
    let basis = "《行政许可法》第四十五条";
    let stops = [stop("2026-09-14", None, basis)];
    compare(
        &told("2026-09-11", Limit::working_days(9), &stops, "2026-09-15"),
        &[
            (
                "9月11日受理。受理当天不算，从9月14日算第 1 日。",
                "11 September: accepted. That day is not counted; day 1 is 14 September.",
            ),
            ("9月12日、13日、19日是周末，不算。", "12–13 September, 19 September: weekend, not counted."),
            (
                "9月15日检测用水，还没有结束，不算。依据《行政许可法》第四十五条。",
                "15 September: water testing, not over yet, not counted. Basis: 《行政许可法》第四十五条.",
            ),
            ("9月20日是调休上班日，照算。", "20 September: worked in exchange for a holiday, counted."),
            ("所以第 9 个工作日最早是9月24日。", "So working day 9 is at the earliest 24 September."),
        ],
    );
}

#[test]
fn sentences_tell_the_roll_the_year_and_the_spot() {
    let days = told("2026-09-16", Limit::days(15), &[], "2026-09-16");
    compare(
        &days[1..],
        &[
            ("10月2日至7日是国庆节，不算。", "2–7 October: National Day, not counted."),
            (
                "第 15 日是10月1日，国庆节，所以顺延，期限届满是下一个工作日10月8日（《民法典》第二百零三条）。",
                "Day 15 falls on 1 October (National Day), so the period ends with the next working day, \
                 8 October (Civil Code, art. 203).",
            ),
        ],
    );
    let years = told("2026-12-30", Limit::working_days(4), &[], "2026-12-30");
    compare(
        &years[1..],
        &[
            ("2027年1月1日是元旦，不算。", "1 January 2027: New Year's Day, not counted."),
            ("2027年1月2日、3日是周末，不算。", "2–3 January 2027: weekend, not counted."),
            ("所以第 4 个工作日是2027年1月6日。", "So working day 4 is 6 January 2027."),
            (
                "2027年的放假安排还没有公布，这个日期是暂定的。",
                "The holidays of 2027 have not been announced; this date is provisional.",
            ),
        ],
    );
    let month = told("2026-03-03", Limit { n: 1, unit: Unit::Months }, &[], "2026-03-03");
    compare(&month[1..], &[("所以满 1 个月是4月3日。", "So the end of 1 month is 3 April.")]);
    compare(
        &told("2026-03-03", Limit::ON_THE_SPOT, &[], "2026-03-03"),
        &[("3月3日受理，当场办结。", "3 March: accepted, done on the spot.")],
    );
}

#[test]
fn a_due_date_survives_json() {
    let stops = [stop("2026-03-06", None, "x")];
    let due = catalogue().due(d("2026-03-03"), Limit::working_days(5), &stops, d("2026-03-11")).unwrap();
    let json = serde_json::to_string(&due).unwrap();
    assert_eq!(serde_json::from_str::<Due>(&json).unwrap(), due);
    assert!(json.contains(r#"{"day":"2026-03-09","mark":{"stopped":{"index":0}}}"#), "{json}");
}
