//! Identifiers against published codes, worked sums, and every single wrong character.
#![allow(clippy::unwrap_used)]

use super::*;

/// Every organ of the demo county.
const ORGANS: &str = "11449921MB9X00015T 11449921MB9X00023M 11449921MB9X00031G 11449921MB9X0004X8
    11449921MB9X000588 11449921MB9X000663 11449921MB9X00074X 11449921MB9X00082Q 11449921MB9X00090K
    11449921MB9X001039 11449921MB9X001114 11449921MB9X0012XU 11449921MB9X00138U 11449921MB9X00146N
    11449921MB9X00154H 11449921MB9X00162C 11449921MB9X001707 13449921MB9X00189X 11449921MB9X00197Y
    11449921MB9X0020XF 11449921MB9X00218F 11449921MB9X00226A 11449921MB9X002345 11449921MB9X002420
    12449921MB9X00250P 12449921MB9X00269L 12449921MB9X00277F";

/// Enterprises, an individual business and a cooperative of the demo county.
const SUBJECTS: &str = "91449921MA9X000114 91449921MA9X00046N 92449921MA9X0002XQ 93449921MA9X00038M";

/// Published codes of real bodies, and the worked example of the standard.
const PUBLISHED: &str = "91350100M000100Y43 11100000000013338W 11100000MB03271699 11100000MB0341032Y
    11330105002500287C 12441500196720244T 11370800MB28559184 11430000006122244L 11440116MB2D282878";

/// Persons of the demo county, and the examples of GB 11643.
const PERSONS: &str = "449921198803120012 449921199307250023 449921195501180040 449921201909010035
    449921202608150055 11010519491231002X 440524188001010014";

/// Electronic licences, without their root.
const LICENCES: &str = "11100000000013338W011.11430000006122244L.20230000403.001.U
    11100000000013338W011.11430000006122244L.20230000403.002.S
    11100000000013338W009.11330105002500287C.2025052201.002.0
    11100000000013338W087.11370800MB28559184.37080001202411010001.001.3
    11100000MB03271699022.340100.000000016.001.9
    11449921MB9X00031G001.11449921MB9X00031G.JY24499210000011.001.G";

/// Every other digit or letter in every place is refused, with a place and a reason.
fn every_wrong_char_is_refused<T: fmt::Debug>(codes: &str, check: impl Fn(&str) -> Result<T, IdFault>) {
    for code in codes.split_whitespace() {
        check(code).unwrap();
        let chars: Vec<char> = code.chars().collect();
        for i in 0..chars.len() {
            for wrong in ALPHABET_36.chars().filter(|c| *c != chars[i] && chars[i] != '.') {
                let mut other = chars.clone();
                other[i] = wrong;
                let other: String = other.iter().collect();
                let fault = check(&other).expect_err(&other);
                match fault.code {
                    "check" => {
                        let mended: String =
                            format!("{}{}", &other[..other.len() - 1], fault.expected.unwrap());
                        assert!(check(&mended).is_ok(), "{other}: the expected character mends it");
                        assert_eq!(fault.at, Some(code.len()));
                    }
                    "char" => assert_eq!(fault.at, Some(i + 1), "{other}"),
                    "date" => assert_eq!(fault.at, Some(7), "{other}"),
                    code => panic!("{other}: {code}"),
                }
            }
        }
    }
}

#[test]
fn credit_codes() {
    for codes in [ORGANS, SUBJECTS, PUBLISHED] {
        every_wrong_char_is_refused(codes, check_uscc);
        for code in codes.split_whitespace() {
            let id = check_uscc(code).unwrap();
            assert_eq!(id.as_str(), code);
            assert!(id.org_code_holds(), "{code}");
        }
    }
    assert_eq!(ORGANS.split_whitespace().count(), 27);
    assert_eq!(uscc_check("91350100M000100Y4"), Some('3'), "the worked sum 1640");
    let id = check_uscc(" 91449921ma9x000114 ").unwrap();
    assert_eq!((id.region(), id.org_code()), ("449921", "MA9X00011"));
    assert_eq!(id.body_kind(), Some(("企业", "an enterprise")));
}

#[test]
fn organisation_codes() {
    assert_eq!(org_code_check("M000100Y"), Some('4'), "the worked sum 139");
    assert_eq!(check_org_code("m000100y-4").unwrap().as_str(), "M000100Y4");
    assert_eq!(check_org_code("M000100Y4").unwrap().to_string(), "M000100Y4");
    let fault = check_org_code("M000100Y5").unwrap_err();
    assert_eq!((fault.code, fault.at, fault.expected), ("check", Some(9), Some('4')));
    assert_eq!(check_org_code("M000100YA").unwrap_err().at, Some(9));
    assert_eq!(check_org_code("M00-100Y4").unwrap_err().at, Some(4));
    assert_eq!(org_code_check("M000100"), None);
}

#[test]
fn citizen_numbers() {
    every_wrong_char_is_refused(PERSONS, check_citizen_id);
    assert_eq!(citizen_id_check("11010519491231002"), Some('X'), "the worked sum 167");
    assert_eq!(citizen_id_check("44052418800101001"), Some('4'), "the worked sum 195");
    let id = check_citizen_id("11010519491231002x").unwrap();
    assert_eq!(id.as_str(), "11010519491231002X");
    assert_eq!((id.birth().to_string(), id.male(), id.region()), ("1949-12-31".into(), false, "110105"));
    let retiree = check_citizen_id("449921195501180040").unwrap();
    let age = |day: &str| retiree.age_on(day.parse().unwrap());
    assert_eq!((age("2026-01-17"), age("2026-01-18"), age("1955-01-17")), (Some(70), Some(71), None));
    let fault = |code: &str| check_citizen_id(code).unwrap_err();
    assert_eq!(fault("449921198802300012").zh, "公民身份号码第 7 至 14 位是出生日期，没有 1988-02-30 这一天");
    assert_eq!(fault("110105491231002").code, "old");
    assert_eq!(fault("11010519491231002").zh, "公民身份号码应是 18 位，现在是 17 位");
    assert_eq!(fault("11010519491231002é").at, Some(18));
    assert_eq!(fault("１１０１０５１９４９１２３１００２１").expected, Some('X'));
}

#[test]
fn licence_identifiers() {
    every_wrong_char_is_refused(LICENCES, check_licence_id);
    for code in LICENCES.split_whitespace() {
        let whole = format!("1.2.156.3005.2.{code}");
        let id = check_licence_id(code).unwrap();
        assert_eq!(id, check_licence_id(&whole).unwrap());
        assert_eq!(id.as_str(), whole);
        let version = id.version().parse().unwrap();
        assert_eq!(
            licence_id(id.type_code(), id.issuer(), id.serial(), version).as_deref(),
            Ok(whole.as_str())
        );
    }
    let whole = "1.2.156.3005.2.11449921MB9X00031G001.11449921MB9X00031G.JY24499210000011.001.A";
    let fault = check_licence_id(whole).unwrap_err();
    assert_eq!((fault.at, fault.expected), (Some(whole.len()), Some('G')));
    assert_eq!(check_licence_id("1.2.156.3005.2.11449921MB9X00031G001").unwrap_err().code, "parts");
    assert_eq!(check_licence_id("11449921MB9X00031G001..A.001.G").unwrap_err().code, "length");
    for (serial, version) in [("", 1), ("A.B", 1), ("A", 0), ("A", 1000), (&"A".repeat(65), 1), ("甲", 1)] {
        assert!(licence_id("11449921MB9X00031G001", "11449921MB9X00031G", serial, version).is_err());
    }
}

#[test]
fn check_systems_of_iso_7064() {
    assert_eq!(mod37_36("A12425GABC1234002"), 'M', "a published example of the standard");
    assert_eq!(mod11_10("0794"), Some('5'), "the example of the standard");
    assert_eq!((mod11_10(""), mod11_10("07A4")), (None, None));
}

#[test]
fn permit_and_project_numbers() {
    let demo = check_food_permit_no("jy24499210000011").unwrap();
    assert_eq!((demo.business().1, demo.region(), demo.verifies()), ("catering", "449921", false));
    assert_eq!(food_permit_no(2, "449921", 1).as_deref(), Ok("JY24499210000010"));
    assert!(check_food_permit_no("JY24499210000010").unwrap().verifies());
    for (business, region, serial) in [(0, "449921", 1), (4, "449921", 1), (2, "44992", 1), (2, "44992A", 1)]
    {
        assert!(food_permit_no(business, region, serial).is_err(), "{business} {region} {serial}");
    }
    assert!(food_permit_no(2, "449921", 0).is_err());
    assert!(food_permit_no(2, "449921", 1_000_000).is_err());
    assert_eq!(check_food_permit_no("JY5449921000001O").unwrap_err().at, Some(16));
    let project = check_project_code("2604-449921-04-01-123456").unwrap();
    assert_eq!((project.year(), project.region()), ("2604", "449921"));
    assert_eq!(check_project_code("2026-449921-04-01.123456").unwrap_err().at, Some(18));
}

/// Runs a table, each line `{code} -> {kind or faults}`.
fn check(table: &str) {
    for line in table.lines().map(str::trim) {
        let (code, answer) = line.split_once(" -> ").unwrap();
        let shown = match identify(code) {
            Ok(kind) => kind.en(),
            Err(faults) => faults.iter().map(|f| f.en.clone()).collect::<Vec<_>>().join(" | "),
        };
        assert!(shown.starts_with(answer), "{code}: {shown}");
    }
}

#[test]
fn kinds_are_recognised() {
    check(
        "91350100M000100Y43 -> unified social credit code of an enterprise, region 350100, organisation
         91350100M000100Y44 -> character 18 of a unified social credit code is the check character
         9135O100M000100Y43 -> character 5 of a unified social credit code must be a digit, not “O”
         91350100MO00100Y43 -> character 10 of a unified social credit code must be a digit or a letter
         11100000000013338w -> unified social credit code of a state organ
         449921198803120012 -> citizen identity number, born 12 March 1988, male, region 449921; check correct
         11010519491231002x -> citizen identity number, born 31 December 1949, female
         449921198803120013 -> character 18 of a citizen identity number is the check
         4499211988031200 -> a citizen identity number has 18 characters, not 16
         913501001000100143 -> character 18 of a unified social credit code is
         M000100Y-4 -> organisation code; check correct
         JY24499210000010 -> food business permit number, catering, region 449921; check correct
         1.2.156.3005.2.11449921MB9X00031G001.11449921MB9X00031G.JY24499210000011.001.G -> electronic
         2026-449921-04-01-123456 -> investment project code, 2026, region 449921
         110105491231002 -> this is an old number of 15 digits
         hello -> no known kind of identifier has this form (5 characters)
         一二三四五六七八九十一二三四五六七八 -> character 1 of a unified social credit code must be",
    );
    assert_eq!(identify("").unwrap_err()[0].code, "unknown");
    assert_eq!(identify("113501001988031200").unwrap_err().len(), 2, "both readings are told");
    let zh = identify("91350100M000100Y44").unwrap_err().remove(0).zh;
    let known = "统一社会信用代码第 18 位是校验码，按前面各位算应是“3”，现在是“4”";
    assert!(zh.starts_with(known), "{zh}");
}

#[test]
fn codes_are_checked_when_read() {
    assert_eq!(
        serde_json::to_string(&check_uscc("91449921MA9X000114").unwrap()).unwrap(),
        "\"91449921MA9X000114\""
    );
    assert!(serde_json::from_str::<Uscc>("\"91449921MA9X000115\"").unwrap_err().to_string().contains("“4”"));
    let id: CitizenId = serde_json::from_str("\"449921198803120012\"").unwrap();
    assert_eq!(id.birth().to_string(), "1988-03-12");
}

#[test]
fn a_registrar_s_own_codes_hold_and_run_out() {
    let first = founded_uscc("92", "449921", 1).unwrap();
    assert_eq!(first.as_str(), "92449921MA0000015T");
    assert!(first.org_code_holds() && first.region() == "449921");
    assert!(founded_uscc("91", "449921", 999_999).is_some());
    assert!(founded_uscc("91", "449921", 1_000_000).is_none(), "the serials are used up");
    assert!(founded_uscc("9", "449921", 1).is_none() && founded_uscc("91", "44992A", 1).is_none());
}
