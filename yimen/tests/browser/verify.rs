//! Somebody is shown a licence and asks the house whether it is genuine; its holder finds what to show.

use rig::chromium::Browser;

use super::binary::Open;
use super::county::{Ground, granted, text};
use super::visitor::Visitor;

/// A demo in which a licence was granted to 王小明; gives its number and its code.
fn granted_before(ground: &Ground) -> (String, String) {
    std::fs::create_dir_all(ground.beside()).unwrap();
    let house = ground.open();
    yimen::demo::people(&house).unwrap();
    granted(&house, "residence-permit");
    house::follow::catch_up(&house).unwrap();
    let sql = "select licence_no, code from p_code";
    let row = house.store.read_now(move |look| look.one(sql, &[])).unwrap().unwrap();
    let licence = (row.text(0).to_owned(), row.text(1).to_owned());
    house.close().unwrap();
    licence
}

#[test]
fn a_licence_is_verified_by_whoever_is_shown_it() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    ground.db = format!("sqlite:{}", text(&ground.beside().join("ledger.db")));
    let (no, code) = granted_before(&ground);
    let house = Open::start(&["demo", "--port", "0", "--data", &text(&ground.beside())]);
    let browser = Browser::start().unwrap();
    // by hand, without scripts, in small letters and with blanks
    let stranger = Visitor::without_scripts(&browser, &house);
    stranger.goes("/").follows("查它是真是假").looks("anyone/01-verify");
    let typed: Vec<String> = (0..16).step_by(4).map(|i| code[i..i + 4].to_lowercase()).collect();
    stranger.fills("code", &typed.join(" ")).presses("核验");
    assert_eq!(stranger.at(), format!("/verify/{}", typed.join("-").to_uppercase()));
    stranger.sees("是真的").sees(&no).sees("王某某").sees("演示·无法律效力").looks("anyone/02-genuine");
    stranger.fills("code", "7K3M-09QT").presses("核验");
    stranger.sees("查不到这个核验码").sees("您输入的是 8 位").looks("anyone/03-unknown");
    assert_eq!(stranger.value("code"), "7K3M-09QT");
    // twenty wrong ones, and she is told what to do
    for n in 0..21 {
        stranger.goes(&format!("/verify/{n:016}"));
    }
    assert_eq!(stranger.status(), 429);
    stranger.sees("查得太多了").sees("12345").looks("anyone/04-too-often");
    // the holder
    let wang = Visitor::new(&browser, &house).becomes("citizen");
    wang.goes(&format!("/licences/{no}"));
    wang.sees("扫码核验").sees(&typed.join("-").to_uppercase()).looks("anyone/05-holder");
    house.close();
}
