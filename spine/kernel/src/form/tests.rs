//! Composites, groups and money: what is read, and where a fault is said.

#![allow(clippy::unwrap_used)]

use super::*;

fn text(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

fn company() -> Vec<Field> {
    let mut shares = Field::new("shares", text("股东", "Shareholders"), FieldKind::Group);
    shares.rows = Some(Rows { min: 1, max: 3 });
    shares.fields = vec![
        Field::new("who", text("出资人", "Who"), FieldKind::Person),
        Field::new("amount", text("出资额（元）", "Amount in yuan"), FieldKind::Money),
    ];
    let mut seat = Field::new("seat", text("住所", "Seat"), FieldKind::Address);
    seat.options = vec![Choice { code: "449921001".to_owned(), text: text("城关街道", "Chengguan") }];
    let mut agent = Field::new("agent", text("代办机构", "Agent"), FieldKind::Organisation);
    agent.optional = true;
    vec![
        Field::new("owner", text("法定代表人", "Legal representative"), FieldKind::Person),
        seat,
        agent,
        shares,
    ]
}

fn typed(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(code, answer)| ((*code).to_owned(), (*answer).to_owned())).collect()
}

const WHOLE: &[(&str, &str)] = &[
    ("owner.name", " 王小明 "),
    ("owner.id", "449921198803120012"),
    ("seat.town", "449921001"),
    ("seat.line", "政和路 18 号"),
    ("shares.rows", "3"),
    ("shares.2.who.name", "李四"),
    ("shares.2.who.id", "449921199307250023"),
    ("shares.2.amount", "￥1,200,000.5"),
];

#[test]
fn composites_and_rows_are_read_and_reading_again_changes_nothing() {
    let answers = check(&company(), &Situation::new(), &typed(WHOLE)).unwrap();
    let expected = typed(&[
        ("owner.name", "王小明"),
        ("owner.id", "449921198803120012"),
        ("seat.town", "449921001"),
        ("seat.line", "政和路 18 号"),
        ("shares.0.who.name", "李四"),
        ("shares.0.who.id", "449921199307250023"),
        ("shares.0.amount", "1200000.50"),
    ]);
    assert_eq!(answers, expected);
    assert_eq!(check(&company(), &Situation::new(), &answers).unwrap(), expected);
    assert_eq!(fen(&answers["shares.0.amount"]), Some(120_000_050));
    let labels: Vec<String> =
        leaves(&company(), &Situation::new(), &answers).into_iter().map(|f| f.label.zh).collect();
    assert!(labels.contains(&"股东第 1 行：出资人：姓名".to_owned()), "{labels:?}");
}

#[test]
fn every_fault_is_said_at_its_own_control() {
    let bad = typed(&[
        ("owner.name", "王小明"),
        ("owner.id", "449921198803120013"),
        ("seat.town", "100000000"),
        ("agent.name", "某代办公司"),
        ("shares.1.who.name", "李四"),
        ("shares.1.amount", "12.345"),
    ]);
    let faults = check(&company(), &Situation::new(), &bad).unwrap_err();
    let at: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    let expected = ["owner.id", "seat.town", "seat.line", "agent.uscc", "shares.1.who.id", "shares.1.amount"];
    assert_eq!(at, expected);
    assert!(faults[4].text.zh.starts_with("股东第 2 行：出资人：请填写"), "{}", faults[4].text.zh);
    let none = check(&company(), &Situation::new(), &Answers::new()).unwrap_err();
    assert!(none.iter().any(|f| f.field == "shares.0.who.name"), "the first row is asked for: {none:?}");
    assert!(!none.iter().any(|f| f.field.starts_with("agent")), "an optional composite may be blank");
}

#[test]
fn a_group_takes_so_many_rows_and_no_more() {
    let mut many = typed(WHOLE);
    for row in [0, 1, 7, 4_000_000_000_usize] {
        many.insert(format!("shares.{row}.amount"), "1".to_owned());
    }
    let faults = check(&company(), &Situation::new(), &many).unwrap_err();
    assert_eq!(faults[0].field, "shares");
    assert!(faults[0].text.zh.contains("最多 3 行，现在是 5 行"), "{}", faults[0].text.zh);
    let shares = &company()[3];
    assert_eq!(drawn_rows(shares, &many), 3);
    let mut few = Answers::new();
    assert_eq!(drawn_rows(shares, &few), 1);
    for expected in [2, 3, 3] {
        add_row(&company(), &mut few, "shares");
        assert_eq!(drawn_rows(shares, &few), expected);
    }
    add_row(&company(), &mut few, "owner");
    assert_eq!(few.len(), 1, "only groups grow");
}

#[test]
fn money_is_yuan_and_fen_and_nothing_else() {
    for (raw, answer) in
        [("0", "0.00"), ("1200", "1200.00"), ("1,200.5", "1200.50"), ("¥ 3.07", "3.07"), ("80元", "80.00")]
    {
        assert_eq!(money(raw).as_deref(), Ok(answer), "{raw}");
    }
    for raw in [
        "",
        "-1",
        "1.234",
        "1.2.3",
        "1.",
        "一千",
        "1e3",
        "0.-1",
        "99999999999999999999",
        "92233720368547758.08",
    ] {
        assert!(money(raw).is_err(), "{raw}");
    }
    assert_eq!(fen("92233720368547758.07"), Some(i64::MAX));
    assert_eq!(fen("1.5"), None);
}

#[test]
fn numbers_and_days_are_read_as_people_write_them() {
    let read_as = |kind, raw: &str| read(&Field::new("f", text("日期", "Day"), kind), raw);
    for raw in [
        "2025-01-02",
        "2025-1-2",
        "2025/1/2",
        "2025.01.2",
        "20250102",
        "2025年1月2日",
        "2025 年 1 月 2 日",
        "２０２５－０１－０２",
        "２０２５年１月２号",
    ] {
        assert_eq!(read_as(FieldKind::Date, raw), Ok(Some("2025-01-02".to_owned())), "{raw}");
    }
    for raw in
        ["1/2/2025", "25-1-2", "2025-13-1", "2025-02-29", "2025-1", "2025--1", "明天", "2025-1-2-3", "年月"]
    {
        let told = read_as(FieldKind::Date, raw).unwrap_err();
        assert!(told.zh.contains("2026-09-23") && told.zh.contains(raw), "{}", told.zh);
    }
    for (raw, answer) in
        [("120", "120"), ("１２０", "120"), (" 1 200 ", "1200"), ("1,200", "1200"), ("0", "0")]
    {
        assert_eq!(read_as(FieldKind::Number, raw), Ok(Some(answer.to_owned())), "{raw}");
    }
    for raw in ["-1", "1.5", "12,00", "1200,000", "一百", "1e3", "9223372036854775808"] {
        assert!(read_as(FieldKind::Number, raw).is_err(), "{raw}");
    }
    assert_eq!(read_as(FieldKind::Money, "１，２００．５０"), Ok(Some("1200.50".to_owned())));
    let id = read_as(FieldKind::CitizenId, "449921 19880312 0012");
    assert_eq!(id, Ok(Some("449921198803120012".to_owned())));
    assert_eq!(read_as(FieldKind::Phone, "１３８ 0000 0668"), Ok(Some("13800000668".to_owned())));
    // what was read once is read again as the same
    let again = read_as(FieldKind::Date, "2025-01-02").unwrap().unwrap();
    assert_eq!(read_as(FieldKind::Date, &again), Ok(Some(again.clone())));
}

#[test]
fn a_row_taken_out_leaves_the_others_in_their_order() {
    let mut three = typed(&[
        ("owner.name", "王小明"),
        ("shares.rows", "3"),
        ("shares.0.who.name", "甲"),
        ("shares.1.who.name", "乙"),
        ("shares.1.amount", "2"),
        ("shares.2.who.name", "丙"),
    ]);
    drop_row(&company(), &mut three, "shares.1");
    let expected = typed(&[
        ("owner.name", "王小明"),
        ("shares.rows", "2"),
        ("shares.0.who.name", "甲"),
        ("shares.1.who.name", "丙"),
    ]);
    assert_eq!(three, expected);
    for nothing in ["shares", "shares.2", "shares.x", "owner.0", "", "shares.-1", "nobody.0"] {
        drop_row(&company(), &mut three, nothing);
        assert_eq!(three, expected, "{nothing}");
    }
    drop_row(&company(), &mut three, "shares.0");
    drop_row(&company(), &mut three, "shares.0");
    assert_eq!(three, typed(&[("owner.name", "王小明"), ("shares.rows", "1")]), "one row stays, blank");
}
