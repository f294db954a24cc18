//! A citizen at her own browser: a form with rows filled by keyboard alone, large type, paper, and a visit
//! that ran out.

use rig::chromium::Browser;

use super::journeys::demo;
use super::visitor::Visitor;

const FAMILY: &str = "/items/individual-business/apply?place=rented&run_by=family&name_wanted=no";

/// Types into one field after another, going there with the Tab key.
fn types(who: &Visitor, fields: &[(&str, &str)]) {
    for (name, text) in fields {
        who.reaches(&format!("[name='{name}']")).types(text);
    }
}

#[test]
fn a_family_shop_is_registered_by_keyboard_alone() {
    let (house, _folder) = demo();
    let browser = Browser::start().unwrap();
    let wang = Visitor::new(&browser, &house).becomes("citizen").called("citizen-keyboard");
    wang.goes(FAMILY).looks("apply-rows");
    types(&wang, &[("operator.name", "王小明"), ("operator.id", "449921 19880312 0012")]);
    types(&wang, &[("operator_phone", "１３８０００００６６８")]);
    types(&wang, &[("family.0.who.name", "李梅"), ("family.0.who.id", "449921199307250023")]);
    wang.reaches("[name='family.0.relation']").types_key("Space");
    // a second person, and a third; each time the new row is where she goes on
    for row in [1, 2] {
        wang.reaches("button[name='more']").opens_with("Enter");
        wang.stands_at(&format!("f-family.{row}"));
        let (name, id) = (format!("family.{row}.who.name"), format!("family.{row}.who.id"));
        types(&wang, &[(&name, if row == 1 { "打错了" } else { "王安" }), (&id, "449921195501180040")]);
        wang.reaches(&format!("[name='family.{row}.relation']")).types_key("Space");
    }
    wang.looks("apply-three-rows");
    // the second is taken out: the third moves up, nothing else is lost
    wang.reaches("button[name='less'][value='family.1']").opens_with("Enter");
    wang.stands_at("f-family.0");
    assert_eq!(wang.value("family.1.who.name"), "王安");
    assert_eq!(
        (wang.count("[name='family.2.who.name']"), wang.value("operator.name").as_str()),
        (0, "王小明")
    );
    wang.reaches("[name='premises.town']").types_key("ArrowDown");
    types(&wang, &[("premises.line", "政和路 9 号")]);
    types(&wang, &[("home.town", "青山省青岭县城关街道"), ("home.line", "学前路 3 号")]);
    types(&wang, &[("scope", "日用百货零售"), ("capital", "１２,０００"), ("staff", " 2 ")]);
    wang.reaches("[name='delivery']").types_key("Space");
    wang.reaches("[name='declared']").types_key("Space");
    wang.reaches("form#apply .asks > button:not([name])").opens_with("Enter");
    wang.sees("接下来").looks("case-rows");
    wang.unfolds("您填的内容").sees("12000.00").sees("王安");
    assert!(!wang.at().contains('?'), "{}", wang.at());
}

#[test]
fn a_citizens_pages_are_whole_in_large_type_and_on_paper() {
    let (house, _folder) = demo();
    let browser = Browser::start().unwrap();
    let wang = Visitor::without_scripts(&browser, &house).becomes("citizen").called("citizen-reads");
    wang.goes(FAMILY).fills("operator.name", "王小明").presses("先存着");
    wang.goes("/cases").sees("填了一半").looks("cases-draft");
    wang.goes("/").sees("继续填写，替您留到").looks("front-draft");
    wang.goes("/items?q=%E5%BC%80%E9%9D%A2%E9%A6%8B").sees("完全一样的").looks("search-nearly");
    wang.goes("/items?q=%E7%81%AB%E7%AE%AD").sees("打大厅电话").looks("search-nothing");
    wang.goes("/no/such/page").sees("没有这一页").looks("nowhere");
    wang.goes("/items/food-permit?form=restaurant&water=own&cold=no").is_fit_for_paper();
    wang.goes("/items/logging-permit").is_fit_for_paper().looks("guide-logging");
    wang.goes("/items/residence-permit/apply?ground=rented&behalf=self");
    wang.fills("household", "青山省大河县河口镇 3 号")
        .fills("address", "青岭县城关街道政和路 9 号")
        .fills("since", "2025年11月3日")
        .fills("landlord", "周大海")
        .chooses("collect_at", "hall")
        .chooses("material-photo", "yes")
        .chooses("material-lease", "yes")
        .chooses("declared", "yes")
        .presses("提交申请");
    wang.sees("接下来").is_fit_for_paper();
    // large type by her own choice, on every page she comes to
    wang.goes("/elder/on?back=/").looks("front-elder");
    for (path, name) in [
        ("/items/food-permit/apply", "question-elder"),
        ("/cases", "cases-elder"),
        ("/account", "account-elder"),
    ] {
        wang.goes(path).sees("打电话问：12345").looks(name);
    }
}

#[test]
fn a_visit_that_ran_out_loses_nothing_that_was_typed() {
    let (house, _folder) = demo();
    let browser = Browser::start().unwrap();
    let wang = Visitor::without_scripts(&browser, &house).becomes("citizen").called("citizen-late");
    wang.goes(FAMILY).fills("operator.name", "王小明").fills("scope", "日用百货零售");
    // another window of the same browser signs out, and in again
    wang.elsewhere("/sign-out");
    wang.elsewhere("/demo/citizen");
    wang.presses("提交申请").sees("您刚才填的都在").looks("resume");
    wang.presses("回到表上");
    assert_eq!(wang.value("scope"), "日用百货零售");
}
