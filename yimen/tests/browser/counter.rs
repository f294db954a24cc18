//! Officers in front of a browser: the counter, the keys, and what several of them do together.

use rig::chromium::Browser;

use super::binary::Open;
use super::visitor::Visitor;

fn demo() -> (Open, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let house = Open::start(&["demo", "--port", "0", "--data", data.to_str().unwrap()]);
    (house, folder)
}

fn fills_the_food_form(clerk: &Visitor) {
    clerk
        .fills("trade_name", "一碗面馆")
        .fills("uscc", "92449921MA9X0002XQ")
        .fills("owner", "张秀英")
        .fills("owner_id", "449921195501180040")
        .fills("address", "城关街道 1 号")
        .fills("area", "60")
        .fills("kitchen_area", "20")
        .fills("seats", "24")
        .chooses("business", "cold")
        .chooses("cold_room", "room")
        .fills("staff", "3")
        .fills("officer", "张秀英")
        .fills("officer_phone", "13800000777")
        .chooses("delivery", "hall");
}

#[test]
fn taken_in_at_the_counter_seen_by_two_asked_of_a_colleague_with_two_keys() {
    let (house, _folder) = demo();
    let browser = Browser::start().unwrap();
    let clerk = Visitor::new(&browser, &house).becomes("clerk");
    clerk.goes("/counter?item=food-permit").looks("counter");
    clerk.fills("name", "张秀英").fills("number", "449921195501180041").fills("phone", "13800000777");
    clerk.presses("证件对过了");
    assert_eq!(clerk.status(), 422);
    clerk.looks("counter-faults").fills("number", "449921195501180040").presses("证件对过了");
    // the guided questions, one a page, for the visitor
    clerk.chooses("form", "restaurant").presses("下一步").chooses("water", "mains").presses("下一步");
    clerk.chooses("cold", "yes").presses("下一步").sees("张秀英").looks("counter-form");
    fills_the_food_form(&clerk);
    clerk.chooses("material-layout", "yes").chooses("material-equipment", "yes").chooses("declared", "yes");
    clerk.presses("收件").sees("在窗口提交申请").looks("counter-case");
    let case = clerk.at();

    // two keys: N takes the most urgent, Y twice accepts it; nothing happens while one types
    clerk.goes("/worklist").looks("worklist-keys").types_key("?").sees("取下一件");
    clerk.opens_with("n");
    assert_eq!(clerk.at(), case);
    clerk.types_key("y").sees("再按一次 Y").opens_with("y").sees("受理");
    // turned off, they are off
    clerk.goes("/worklist").types_key("?");
    clerk.clicks("关掉快捷键").types_key("n");
    assert_eq!(clerk.at(), "/worklist");

    // an examiner asks a colleague; it is in the colleague's worklist
    let chen = Visitor::new(&browser, &house).becomes("market-examiner");
    chen.goes(&case).unfolds("征求一位同事的意见").chooses("of", "s-wu").fills("question", "专间面积够吗？");
    chen.fills("by", "2099-01-05").presses("征求意见").sees("等答复").looks("case-opinion-asked");
    for point in ["premises", "facilities", "people", "flow", "cold-place", "health"] {
        chen.chooses(&format!("point-{point}"), "met");
    }
    chen.presses("审查完毕").sees("待第二人核实").looks("case-first-of-two");
    let wu = Visitor::new(&browser, &house).becomes("market-second-examiner");
    wu.sees("同事问您的意见").looks("worklist-opinion").goes(&case).looks("case-second-of-two");
    wu.fills("answer", "够，去看过").presses("提出意见").sees("已答复").presses("我也看过");

    // the head reads both names, and may send back, deny nothing that is met, or grant
    let zhao = Visitor::new(&browser, &house).becomes("market-head");
    zhao.goes(&case).sees("陈立").sees("核实一致：吴勇").looks("case-head-two");
    assert_eq!(zhao.count("form[action$='/deny']"), 0);
    zhao.presses("准予").sees("已准予");
}
