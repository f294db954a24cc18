//! Days, instants and limits against worked values.
#![allow(clippy::unwrap_used)]

use super::*;

fn d(s: &str) -> Day {
    s.parse().unwrap()
}

#[test]
fn the_day_is_beijings() {
    let t: Instant = "2026-03-02 00:00".parse().unwrap();
    assert_eq!(t.0, 1_772_380_800_000);
    assert_eq!(t.plus_ms(-1).to_string(), "2026-03-01 23:59");
    assert_eq!(t.plus_ms(-1).day(), d("2026-03-01"));
    assert_eq!(Instant(0).iso(), "1970-01-01T08:00:00+08:00");
    assert_eq!(Instant::at(d("2026-03-02"), 20, 14).plus_ms(7_999).iso(), "2026-03-02T20:14:07+08:00");
    assert_eq!(Instant::at(d("2026-03-02"), 20, 14).hm(), (20, 14));
    assert_eq!(Instant::end_of(d("2026-03-02")), Instant::start_of(d("2026-03-03")));
    assert_eq!(serde_json::to_string(&t).unwrap(), "1772380800000");
    assert_eq!(Instant(-1).day(), d("1970-01-01"));
    assert_eq!(Instant(-28_800_001).day(), d("1969-12-31"));
    assert_eq!(Instant(i64::MAX).day(), Day::MAX);
    assert_eq!(Instant(i64::MIN).day(), Day::MIN);
}

#[test]
fn a_wrong_date_says_so() {
    for bad in
        ["2026-02-30", "2026-2-3", "2026-13-01", "20260203", "", "2026-02-03-", "+026-02-03", "2025-02-29"]
    {
        let fault = bad.parse::<Day>().unwrap_err().to_string();
        assert_eq!(fault, format!("not a date: {bad}"));
    }
    for bad in ["2026-02-03 24:00", "2026-02-03 1:00", "2026-02-03 10:60", "2026-02-03 10-30"] {
        assert_eq!(bad.parse::<Instant>().unwrap_err().to_string(), format!("not a time: {bad}"));
    }
    let json = serde_json::from_str::<Day>("\"2026-02-30\"").unwrap_err().to_string();
    assert!(json.contains("not a date: 2026-02-30"), "{json}");
}

#[test]
fn days_read_and_write_alike() {
    for n in (-800_000..800_000).step_by(97) {
        let day = Day(n);
        if day.year() >= 0 {
            assert_eq!(day.to_string().parse(), Ok(day));
        }
        assert_eq!(Day::ymd(day.year(), day.month(), day.dom()), Some(day));
    }
    assert_eq!(serde_json::to_string(&d("2026-09-23")).unwrap(), "\"2026-09-23\"");
    assert_eq!(d("2026-11-22").weekday(), 7);
    assert_eq!(d("2026-11-23").weekday(), 1);
    assert_eq!(d("1969-12-31").weekday(), 3);
    assert_eq!(Day::MIN.to_string(), "-9999-01-01");
    assert_eq!(Day::MAX.to_string(), "9999-12-31");
    assert_eq!(Day::MAX.next(), Day::MAX);
    assert_eq!(Day(i32::MAX).year(), 9999);
}

#[test]
fn months_stop_at_the_months_end() {
    let cases = [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-15", 2, "2027-02-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-03-30", 0, "2026-03-30"),
    ];
    for (from, n, to) in cases {
        assert_eq!(d(from).months_after(n), d(to), "{from} + {n} months");
    }
    assert_eq!(d("2024-02-29").years_after(1), d("2025-02-28"));
    assert_eq!(d("2024-02-29").years_after(4), d("2028-02-29"));
    assert_eq!(d("2024-02-29").years_after(u32::MAX), Day::MAX);
}

#[test]
fn limits_have_units_and_bounds() {
    let five: Limit = serde_json::from_str(r#"{"n":5,"unit":"working_days"}"#).unwrap();
    assert_eq!(five, Limit::working_days(5));
    assert_eq!((five.zh(), five.en()), ("5 个工作日".into(), "5 working days".into()));
    let spot: Limit = serde_json::from_str(r#"{"unit":"on_the_spot"}"#).unwrap();
    assert_eq!((spot.zh(), spot.en()), ("当场办结".into(), "on the spot".into()));
    assert_eq!(serde_json::to_string(&spot).unwrap(), r#"{"n":0,"unit":"on_the_spot"}"#);
    assert_eq!(Limit::new(1, Unit::Months).unwrap().en(), "1 month");
    let fault = |json: &str| serde_json::from_str::<Limit>(json).unwrap_err().to_string();
    assert!(fault(r#"{"n":0,"unit":"days"}"#).contains("cannot be 0"));
    assert!(fault(r#"{"n":1,"unit":"on_the_spot"}"#).contains("takes no number"));
    assert!(fault(r#"{"n":3661,"unit":"days"}"#).contains("at most 3660 days, not 3661"));
    assert!(fault(r#"{"n":1,"unit":"days","half":true}"#).contains("half"));
    assert_eq!(Limit::new(0, Unit::Hours).unwrap_err().zh(), "期限不能是 0；当天办完的，单位写 on_the_spot");
}
