//! Texts, masks and phone numbers.
#![allow(clippy::unwrap_used)]

use super::*;

#[test]
fn texts_are_trimmed_and_kept() {
    for (given, kept) in
        [("  王 小明\u{3000}", "王 小明"), ("", ""), ("阿依古丽·买买提", "阿依古丽·买买提"), ("𠮷野", "𠮷野")]
    {
        assert_eq!(clean(given, 10).as_deref(), Ok(kept));
    }
    assert_eq!(clean_lines(" 一\r\n二\n\n三 ", 10).as_deref(), Ok("一\n二\n\n三"));
    assert_eq!(clean("四个字符", 4).as_deref(), Ok("四个字符"));
    assert_eq!(clean_name(" 王 ", 4).as_deref(), Ok("王"));
    assert_eq!(clean_name("  ", 4).unwrap_err().code, "empty");
}

#[test]
fn deceiving_characters_are_refused_with_their_place() {
    let bad = [
        ('\u{0}', "control"),
        ('\u{1B}', "control"),
        ('\u{7F}', "control"),
        ('\u{85}', "control"),
        ('\t', "control"),
        ('\r', "control"),
        ('\u{2028}', "control"),
        ('\u{202A}', "bidi"),
        ('\u{202E}', "bidi"),
        ('\u{2066}', "bidi"),
        ('\u{2069}', "bidi"),
        ('\u{200E}', "bidi"),
        ('\u{200F}', "bidi"),
        ('\u{061C}', "bidi"),
        ('\u{200B}', "invisible"),
        ('\u{200D}', "invisible"),
        ('\u{2060}', "invisible"),
        ('\u{FEFF}', "invisible"),
        ('\u{FFFD}', "lost"),
    ];
    for (c, code) in bad {
        for check in [clean, clean_lines] {
            let fault = check(&format!(" 王{c}明"), 10).unwrap_err();
            assert_eq!((fault.code, fault.at), (code, Some(2)), "{c:?}");
            let point = format!("U+{:04X}", u32::from(c));
            assert!(fault.zh.contains(&point) && fault.en.contains(&point));
        }
    }
    assert_eq!(clean("王\n明", 10).unwrap_err().code, "control");
    let fault = clean("五个字符啊", 4).unwrap_err();
    assert_eq!(fault.zh, "最多 4 个字，现在是 5 个，请删去 1 个");
    assert_eq!(fault.en, "at most 4 characters, now 5; please remove 1");
}

#[test]
fn masks_hide() {
    let names = [
        ("王小明", "王某某"),
        ("王明", "王某"),
        ("王", "王某"),
        ("欧阳小明", "欧阳某某"),
        ("欧阳明", "欧阳某"),
        ("欧阳", "欧某"),
        ("阿依古丽·买买提", "阿某某"),
        ("John Smith", "J***"),
        ("", ""),
    ];
    for (name, masked) in names {
        assert_eq!(mask_name(name), masked);
    }
    for (name, masked) in [
        ("青岭县山里人家面馆", "青岭县**面馆"),
        ("青岭云山茶业有限公司", "青岭**有限公司"),
        ("城关街道老李面馆", "城关**面馆"),
        ("山里人家", "山里**家"),
        ("面馆", "**馆"),
        ("门", "**"),
        ("有限公司", "有限**司"),
        ("Qingling Tea Ltd", "Q***"),
        ("", ""),
    ] {
        assert_eq!(mask_organisation(name), masked);
    }
    for (id, masked) in [
        ("449921198803120012", "449921********0012"),
        ("110105491231002", "110105*****1002"),
        ("E12345678", "E1*****78"),
        ("1234", "****"),
        ("", ""),
    ] {
        assert_eq!(mask_id(id), masked);
    }
    for (given, masked) in [("13800000668", "138****0668"), ("1234567", "*******"), ("12345678", "123*5678")]
    {
        assert_eq!(mask_phone(given), masked);
    }
}

#[test]
fn phones_are_checked() {
    for given in ["13800000668", " 138 0000 0668", "+86 138-0000-0668", "１３８０００００６６８"] {
        assert_eq!(phone(given).as_deref(), Ok("13800000668"));
    }
    let fault = |text: &str| phone(text).unwrap_err();
    assert_eq!(fault("1380000066").zh, "手机号应是 11 位，现在是 10 位。请补上 1 位");
    assert_eq!(fault("138000006688").en, "a mobile number has 11 digits, not 12; please remove 1");
    assert_eq!(fault("23800000668").at, Some(1));
    assert_eq!(fault("138O0000668").at, Some(4));
    assert_eq!(fault("").zh, "手机号应是 11 位，现在是 0 位。请补上 11 位");
}
