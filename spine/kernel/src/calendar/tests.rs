//! The working-day calendar against the State Council's notices and worked counts.
#![allow(clippy::unwrap_used)]

use super::*;

/// The calendar of the catalogue's own files.
pub(super) fn catalogue() -> Calendar {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/calendar");
    let mut calendar = Calendar::new();
    for year in 2024..=2027 {
        let text = std::fs::read_to_string(format!("{dir}/{year}.toml")).unwrap();
        let read: Year = toml::from_str(&text).unwrap();
        assert_eq!(read.year, year);
        calendar.insert(read).unwrap();
    }
    calendar
}

pub(super) fn d(s: &str) -> Day {
    s.parse().unwrap()
}

fn day(y: i16, m: u8, dom: u8) -> Day {
    Day::ymd(y, m, dom).unwrap()
}

/// Runs a table: each line `{from}+{n} -> {day}`, with ` provisional` behind where it is.
fn check(table: &str) {
    let calendar = catalogue();
    for line in table.lines().map(str::trim) {
        let (question, answer) = line.split_once(" -> ").unwrap();
        let (from, n) = question.split_once('+').unwrap();
        let got = calendar.workdays_after(d(from), n.parse().unwrap()).unwrap();
        let shown = format!("{}{}", got.day, if got.provisional { " provisional" } else { "" });
        assert_eq!(shown, answer, "{line}");
    }
}

#[test]
fn working_days_after() {
    check(
        "2024-02-02+20 -> 2024-03-06
         2024-09-13+7 -> 2024-09-25
         2025-01-24+20 -> 2025-02-27
         2025-09-26+5 -> 2025-10-10
         2025-09-30+45 -> 2025-12-09
         2026-01-01+3 -> 2026-01-06
         2026-02-10+5 -> 2026-02-24
         2026-02-10+20 -> 2026-03-16
         2026-04-30+5 -> 2026-05-11
         2026-09-18+10 -> 2026-10-09
         2026-09-24+20 -> 2026-10-29
         2026-09-30+1 -> 2026-10-08
         2026-09-30+20 -> 2026-11-03
         2026-10-09+1 -> 2026-10-10
         2026-09-23+5 -> 2026-10-08
         2026-09-23+20 -> 2026-10-28
         2026-09-07+20 -> 2026-10-10
         2026-09-24+10 -> 2026-10-15
         2026-09-26+0 -> 2026-09-26
         2026-12-18+9 -> 2026-12-31
         2026-12-18+10 -> 2027-01-04 provisional
         2027-02-04+1 -> 2027-02-09 provisional",
    );
}

#[test]
fn years_and_months_have_the_known_number_of_working_days() {
    let calendar = catalogue();
    let counts = |year: i16| -> Vec<u32> {
        let last_before = |m: u8| if m > 12 { day(year, 12, 31) } else { day(year, m, 1).plus(-1) };
        let from = |m: u8| if m == 1 { day(year, 1, 1) } else { last_before(m) };
        (1..=12).map(|m| calendar.workdays_between(from(m), last_before(m + 1)).unwrap().0).collect()
    };
    // Each 1 January is a rest day, so counting from it loses nothing.
    let known: [(i16, u32, [u32; 12]); 3] = [
        (2024, 251, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        (2025, 248, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, 248, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ];
    for (year, total, months) in known {
        assert_eq!(counts(year), months, "{year}");
        assert_eq!(counts(year).iter().sum::<u32>(), total, "{year}");
        assert!(!calendar.is_workday(day(year, 1, 1)).unwrap());
        assert_eq!(calendar.year(year).unwrap().standing, Standing::Official);
    }
    assert_eq!(calendar.year(2027).unwrap().standing, Standing::Provisional);
}

#[test]
fn counting_between_undoes_counting_after() {
    let calendar = catalogue();
    let mut from = day(2024, 1, 1);
    while from < day(2026, 10, 1) {
        for n in [0, 1, 2, 5, 10, 20, 45, 61] {
            let to = calendar.workdays_after(from, n).unwrap();
            assert_eq!(calendar.workdays_between(from, to.day), Ok((n, to.provisional)), "{from} + {n}");
        }
        from = from.next();
    }
    assert_eq!(calendar.workdays_between(day(2026, 3, 9), day(2026, 3, 2)), Ok((0, false)));
}

#[test]
fn what_is_summed_up_is_what_a_walk_from_day_to_day_counts() {
    let calendar = catalogue();
    let mut from = day(2024, 1, 1);
    while from < day(2027, 12, 1) {
        let (mut at, mut count, mut provisional) = (from, 0, false);
        while at < day(2027, 12, 31) && at.days_since(from) < 420 {
            at = at.next();
            let (work, p) = calendar.look(at).unwrap();
            provisional |= p;
            count += u32::from(work);
            assert_eq!(calendar.workdays_between(from, at), Ok((count, provisional)), "{from} to {at}");
            if work {
                assert_eq!(
                    calendar.workdays_after(from, count),
                    Ok(Reckoned { day: at, provisional }),
                    "{from}"
                );
            }
        }
        from = from.next();
    }
}

#[test]
fn a_year_that_is_missing_is_named() {
    let calendar = catalogue();
    assert_eq!(calendar.workdays_after(day(2027, 12, 20), 30), Err(NoYear(2028)));
    assert_eq!(calendar.is_workday(day(2023, 12, 29)), Err(NoYear(2023)));
    assert_eq!(calendar.workdays_between(day(2027, 12, 30), day(2028, 1, 1)), Err(NoYear(2028)));
    assert_eq!(
        NoYear(2028).to_string(),
        "the calendar has no year 2028; import catalogue/calendar/2028.toml"
    );
    assert_eq!(Calendar::new().workdays_after(Day::MAX, 1), Err(NoYear(i16::MAX)));
}

#[test]
fn rest_days_have_a_reason() {
    let calendar = catalogue();
    assert_eq!(calendar.rest_reason(d("2026-03-07")), Some(("周末", "weekend")));
    assert_eq!(calendar.rest_reason(d("2026-02-21")), Some(("春节", "Spring Festival")));
    assert_eq!(calendar.rest_reason(d("2026-02-28")), None);
    assert_eq!(calendar.work_reason(d("2026-02-28")), Some(("春节", "Spring Festival")));
    assert_eq!(calendar.work_reason(d("2026-03-02")), None);
    assert_eq!(calendar.rest_reason(d("2026-03-02")), None);
    assert!(calendar.is_workday(d("2026-10-10")).unwrap());
}

#[test]
fn an_official_year_replaces_the_provisional_one() {
    let mut calendar = catalogue();
    let mut year = calendar.year(2027).unwrap().clone();
    year.standing = Standing::Official;
    year.holidays[1].off = (3..=10).map(|n| day(2027, 2, n)).collect();
    year.holidays[5].off = vec![day(2027, 9, 16)];
    calendar.insert(year).unwrap();
    let got = calendar.workdays_after(d("2027-02-02"), 1).unwrap();
    assert_eq!((got.day, got.provisional), (d("2027-02-11"), false));
    assert!(calendar.is_workday(d("2027-09-15")).unwrap(), "the old days off are gone");
    assert_eq!(calendar.years().count(), 4);
}

#[test]
fn a_wrong_year_is_refused_with_every_fault() {
    let read = |text: &str| toml::from_str::<Year>(text).map_err(|e| e.to_string());
    let year = |holidays: &str| {
        read(&format!("year = 2026\nstanding = \"official\"\nsource = \"notice\"\n{holidays}")).unwrap()
    };
    let holiday = |lines: &str| year(&format!("[[holidays]]\nname = \"春节\"\nen = \"Spring\"\n{lines}"));
    let codes = |year: Year| -> Vec<&str> {
        let mut calendar = Calendar::new();
        let before = calendar.clone();
        let faults = calendar.insert(year).err().unwrap_or_default();
        assert_eq!(faults.is_empty(), calendar != before, "a refused year leaves no trace");
        faults.iter().map(|f| f.code).collect()
    };
    assert_eq!(codes(year("")), Vec::<&str>::new());
    assert_eq!(codes(holiday("off = [\"2025-12-31..2026-01-01\"]")), ["other_year"]);
    assert_eq!(codes(holiday("off = [\"2026-02-16\"]\nwork = [\"2026-02-24\"]")), ["not_weekend"]);
    assert_eq!(codes(holiday("off = [\"2026-02-14\"]\nwork = [\"2026-02-14\"]")), ["twice"]);
    assert_eq!(codes(holiday("off = [\"2026-02-16\", \"2026-02-15..2026-02-17\"]")), ["twice"]);
    assert_eq!(codes(holiday("off = []")), ["nothing_off"]);
    assert_eq!(codes(Year { source: " ".into(), year: 26, ..year("") }), ["year_range", "no_source"]);
    let backwards =
        "year = 2026\nstanding = \"official\"\nsource = \"n\"\n[[holidays]]\nname = \"a\"\nen = \"a\"\n";
    for off in ["2026-02-17..2026-02-15", "2026-02-30", "2026-01-01..2026-12-31"] {
        let fault = read(&format!("{backwards}off = [\"{off}\"]")).unwrap_err();
        assert!(fault.contains(off), "{fault}");
    }
    assert!(read("year = 2026\nstanding = \"sure\"\nsource = \"n\"").unwrap_err().contains("sure"));
}
