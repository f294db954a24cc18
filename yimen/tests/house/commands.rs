//! The commands others script against: working days, identifiers, stories; what they print and how they end.

use super::binary::yimen;

/// The vectors of the working-day calendar: from, working days, to.
const DAYS_LATER: &[(&str, &str, &str)] = &[
    ("2024-02-02", "20", "2024-03-06"),
    ("2024-09-13", "7", "2024-09-25"),
    ("2025-01-24", "20", "2025-02-27"),
    ("2025-09-26", "5", "2025-10-10"),
    ("2025-09-30", "45", "2025-12-09"),
    ("2026-01-01", "3", "2026-01-06"),
    ("2026-02-10", "5", "2026-02-24"),
    ("2026-02-10", "20", "2026-03-16"),
    ("2026-04-30", "5", "2026-05-11"),
    ("2026-09-18", "10", "2026-10-09"),
    ("2026-09-24", "20", "2026-10-29"),
    ("2026-09-30", "1", "2026-10-08"),
    ("2026-09-30", "20", "2026-11-03"),
    ("2026-10-09", "1", "2026-10-10"),
    ("2026-09-23", "5", "2026-10-08"),
];

#[test]
fn the_nth_working_day_is_printed_and_nothing_else() {
    for (from, n, to) in DAYS_LATER {
        let said = yimen(&["workdays", "add", from, n]);
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, &*format!("{to}\n"), ""), "{from}");
    }
}

#[test]
fn working_days_between_two_days_leave_out_the_first_and_count_the_last() {
    for (from, n, to) in DAYS_LATER {
        assert_eq!(yimen(&["workdays", "between", from, to]).done(), format!("{n}\n"), "{from} {to}");
    }
    for (year, count) in [("2024", "251"), ("2025", "248"), ("2026", "248")] {
        let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
        // 1 January is never worked, so that leaving it out changes nothing
        assert_eq!(yimen(&["workdays", "between", &first, &last]).done(), format!("{count}\n"));
    }
    assert_eq!(yimen(&["workdays", "between", "2026-10-08", "2026-10-08"]).done(), "0\n");
}

#[test]
fn a_day_outside_the_calendar_is_refused_by_its_year() {
    for (args, year) in [
        (["add", "2023-12-29", "1"], "2023"),
        (["add", "2027-12-31", "1"], "2028"),
        (["between", "2026-12-01", "2031-01-04"], "2028"),
        (["between", "2023-12-30", "2024-01-04"], "2023"),
    ] {
        let said = yimen(&["workdays", args[0], args[1], args[2]]);
        assert_eq!(said.out, "", "{args:?}");
        let why = said.refused();
        assert!(why.contains(year), "{args:?}: {why}");
    }
    assert_ne!(yimen(&["workdays", "add", "2026-02-30", "1"]).code, 0, "there is no such day");
}

#[test]
fn a_provisional_year_is_said_beside_the_result() {
    let said = yimen(&["workdays", "add", "2026-12-15", "20"]);
    assert_eq!((said.code, said.out.as_str()), (0, "2027-01-13\n"), "{said:?}");
    assert!(said.err.contains("provisional") && said.err.contains("2027"), "{said:?}");
    let said = yimen(&["workdays", "between", "2026-12-15", "2027-01-13"]);
    assert_eq!((said.code, said.out.as_str()), (0, "20\n"), "{said:?}");
    assert!(said.err.contains("provisional"), "{said:?}");
}

#[test]
fn an_identifier_is_named_by_its_kind() {
    for (code, kind) in [
        ("91350100M000100Y43", "统一社会信用代码"),
        ("11100000000013338W", "统一社会信用代码"),
        ("11449921MB9X00031G", "统一社会信用代码"),
        ("11010519491231002X", "公民身份号码"),
        ("440524188001010014", "公民身份号码"),
        ("449921198803120012", "公民身份号码"),
        ("11100000000013338W011.11430000006122244L.20230000403.001.U", "电子证照标识"),
    ] {
        let said = yimen(&["id", "check", code]).done();
        assert!(said.starts_with(kind), "{code}: {said}");
        assert_eq!(said.lines().count(), 2, "a line in each language: {said}");
    }
}

#[test]
fn what_is_no_identifier_is_refused_with_the_reason() {
    for (code, reason) in [
        ("91350100M000100Y44", "“3”"),
        ("110105194912310021", "“X”"),
        ("449921198802300015", "日"),
        ("91350100M000100Y4", "18"),
        ("91350100I000100Y43", "I"),
        ("", ""),
    ] {
        let said = yimen(&["id", "check", code]);
        assert_eq!(said.out, "", "{code}");
        let why = said.refused();
        assert!(why.contains(reason) && !why.trim().is_empty(), "{code}: {why}");
    }
}
