//! Each role's main path, from the front door to a licence record.

mod places;
mod roles;

use rig::chromium::Browser;

use super::binary::Open;
use super::visitor::Visitor;

pub fn demo() -> (Open, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let house = Open::start(&["demo", "--port", "0", "--data", data.to_str().unwrap()]);
    (house, folder)
}

fn fills_the_food_form(wang: &Visitor) {
    wang.fills("trade_name", "一碗面馆")
        .fills("uscc", "92449921MA9X0002XQ")
        .fills("owner", "王小明")
        .fills("owner_id", "449921198803120012")
        .fills("address", "城关街道 1 号")
        .fills("area", "60")
        .fills("kitchen_area", "20")
        .fills("seats", "24")
        .chooses("business", "hot")
        .fills("water_place", "后院的井")
        .fills("staff", "3")
        .fills("officer", "王小明")
        .fills("officer_phone", "13800000668")
        .chooses("delivery", "hall");
}

/// What she said she would bring comes, what is missing is asked for once and comes, and it is accepted.
fn papers_come(wang: &Visitor, clerk: &Visitor, case: &str) {
    // the window asks, once, for what is missing
    clerk.sees("食品经营许可").looks("worklist-clerk").goes(case).looks("case-clerk");
    wang.goes(case).sees("要带到窗口的").looks("case-to-bring");
    clerk.chooses("brought-layout", "yes").chooses("brought-equipment", "yes");
    clerk
        .presses("收件（还不是受理）")
        .sees("窗口收到")
        .fills("note", "请补一张水井的位置图，手画的也行")
        .presses("一次性告知");
    wang.goes(case).sees("告知补正当天不算").sees("水井的位置图").looks("case-correction");
    wang.chooses("materials-water-source", "yes").presses("补交材料").sees("窗口收到以后才算补上");
    clerk.goes(case).chooses("materials-water-source", "yes").presses("登记补交");
    clerk.goes(case).presses("受理");
    wang.goes(case).sees("受理").looks("case-accepted");
}

#[test]
fn a_noodle_shop_gets_its_food_licence() {
    let (house, _folder) = demo();
    let browser = Browser::start().unwrap();
    let wang = Visitor::new(&browser, &house);
    wang.goes("/").looks("front");
    let wang = wang.becomes("citizen");
    wang.looks("cases-empty");
    // finds it by a word she would use, and asks what she must bring
    wang.goes("/").fills("q", "面馆").opens_with("Enter");
    wang.sees("食品经营许可").looks("search").follows("食品经营许可（餐饮服务）");
    wang.looks("guide").chooses("form", "restaurant").chooses("water", "own").chooses("cold", "no");
    wang.presses("照这样算一算").sees("您自己准备的只有 3 份").looks("guide-answered");
    wang.goes("/items/food-permit/apply?form=restaurant&water=own&cold=no").looks("apply");
    // sends it too early: every fault at once, nothing typed lost
    wang.fills("trade_name", "一碗面馆").fills("owner_id", "449921198803120013").presses("提交申请");
    assert_eq!(wang.status(), 422);
    wang.sees("校验码").looks("apply-faults");
    assert_eq!(wang.value("trade_name"), "一碗面馆");
    assert!(wang.count("main [aria-invalid='true']") > 5);
    fills_the_food_form(&wang);
    wang.chooses("material-layout", "yes").chooses("material-equipment", "yes").chooses("declared", "yes");
    wang.presses("提交申请").sees("接下来").looks("case-submitted");
    let case = wang.at();
    assert!(case.starts_with("/cases/449921-"), "{case}");

    let clerk = Visitor::new(&browser, &house).becomes("clerk");
    papers_come(&wang, &clerk, &case);

    // a water test stops the clock; then every point is met
    let chen = Visitor::new(&browser, &house).becomes("market-examiner");
    chen.goes(&case).looks("case-examiner");
    chen.unfolds("中止计时")
        .chooses("kind", "testing")
        .fills("needed", "3")
        .fills("notice", "QLSJ-2026-0031");
    chen.presses("中止计时");
    wang.goes(&case).sees("检测用水").looks("case-stopped");
    chen.goes(&case).fills("result", "水质合格").presses("恢复计时");
    for point in ["premises", "facilities", "people", "flow", "water", "health"] {
        chen.chooses(&format!("point-{point}"), "met");
    }
    chen.presses("审查完毕");

    // the head decides; a licence follows
    let zhao = Visitor::new(&browser, &house).becomes("market-head");
    zhao.looks("worklist-head").goes(&case).looks("case-head").presses("准予");
    wang.goes(&case).sees("JY2449921").looks("case-granted").goes("/licences").looks("licences");
    wang.follows("食品经营许可证").sees("JY2449921").sees("有效").sees("王小明").looks("licence");
    clerk.goes(&case).presses("登记送达");
    wang.goes(&case).sees("送达").looks("case-delivered");
}

#[test]
fn a_residence_permit_is_had_without_scripts_and_in_large_type() {
    let (house, _folder) = demo();
    let browser = Browser::start().unwrap();
    let wang = Visitor::without_scripts(&browser, &house).becomes("citizen");
    wang.goes("/elder/on?back=/items/residence-permit").looks("guide-elder");
    wang.goes("/items/residence-permit/apply").looks("apply-elder");
    assert!(wang.count("main form") > 0);
    wang.goes("/lang/en?back=/items/residence-permit").sees("Residence permit").looks("guide-elder-en");
    wang.goes("/elder/off?back=/").looks("front-en");
    // somebody else's case and a case that never was are the same
    wang.goes("/cases/449921-20260101-0001");
    assert_eq!(wang.status(), 404);
    wang.looks("absent-en");
}

#[test]
fn a_stranger_opens_an_account_by_keyboard_and_signs_out() {
    let (house, _folder) = demo();
    let browser = Browser::start().unwrap();
    let li = Visitor::new(&browser, &house);
    li.goes("/cases").sees("登录").looks("sign-in");
    li.goes("/account/open").looks("account-open");
    li.fills("name", "李四").fills("id_number", "449921198803120013").fills("phone", "1380000066");
    li.fills("password", "short").opens_with("Enter");
    assert_eq!(li.status(), 422);
    li.sees("11 位").looks("account-open-faults");
    li.fills("id_number", "449921195501180040").fills("phone", "13800000670");
    li.fills("password", "correct-horse-7").opens_with("Enter");
    li.goes("/account").sees("李四").looks("account");
    li.goes("/cases").sees("您还没有办件");
}
