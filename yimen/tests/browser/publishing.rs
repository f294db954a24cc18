//! An officer draws up what her organ promises, her colleague judges it, in front of a browser.

use rig::chromium::Browser;
use serde_json::json;

use super::binary::Open;
use super::visitor::Visitor;

const ITEM: &str = "/catalogue/food-permit";
/// One that no other file names.
const OTHER: &str = "/catalogue/cooperative-registration";

/// Puts a text into the editor as if it were typed.
fn writes(editor: &Visitor, from: &str, to: &str) {
    let text = editor.value("text");
    assert!(text.contains(from), "the file does not say {from:?}");
    editor.fills("text", &text.replacen(from, to, 1));
}

/// What the page says of the text by now.
fn comes_to_say(editor: &Visitor, words: &str) {
    let question = format!("document.getElementById('checked').innerText.includes({})", json!(words));
    for _ in 0..400 {
        if editor.page.ask(&question).unwrap() == json!(true) {
            return;
        }
        // the browser's own clock is what the page waits for
        editor.page.ask("new Promise(done => setTimeout(done, 50))").unwrap();
    }
    panic!("{} does not come to say “{words}”: {}", editor.at(), editor.words("#checked"));
}

#[test]
fn one_draws_up_another_judges_and_the_guide_is_renewed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let house = Open::start(&["demo", "--port", "0", "--data", data.to_str().unwrap()]);
    let browser = Browser::start().unwrap();
    let editor = Visitor::new(&browser, &house).becomes("market-examiner");
    editor.goes("/catalogue").follows("食品经营许可（餐饮服务）").follows("编制新版");
    // checked while she pauses, without a button; a finding leads to its line
    writes(&editor, "[promised_limit]\nn = 5", "[promised_limit]\nn = 30");
    comes_to_say(&editor, "还长");
    editor.looks("edit-faults");
    editor.page.click_text("main a", "行").unwrap();
    let at = "(() => { const t = document.querySelector('textarea.file');
      return t.value.slice(t.selectionStart, t.selectionEnd); })()";
    assert!(editor.page.ask(at).unwrap().as_str().unwrap().contains("promised_limit"), "the line is marked");
    // what she typed is kept without a button too
    editor.goes(&format!("{ITEM}/edit"));
    assert!(editor.value("text").contains("n = 30"));
    editor.fills("note", "先看看").presses("送同事核准").sees("改好才能送审");
    assert_eq!(editor.status(), 422);
    writes(&editor, "[promised_limit]\nn = 30", "[promised_limit]\nn = 3");
    editor.fills("note", "承诺缩短两天").presses("送同事核准").sees("新版待核准").sees("另一位同事");
    editor.looks("sent");

    // a colleague without scripts returns it, and the editor goes on where she was
    let head = Visitor::without_scripts(&browser, &house).called("publishing-head").becomes("market-head");
    head.goes("/catalogue")
        .sees("新版待核准")
        .goes(ITEM)
        .sees("5 个工作日")
        .sees("3 个工作日")
        .looks("to-judge");
    head.fills("reason", "写明谁来保证").presses("退回").sees("被退回");
    editor.goes(ITEM).sees("写明谁来保证").follows("编制新版").sees("写明谁来保证");
    assert!(editor.value("text").contains("[promised_limit]\nn = 3"));
    editor.fills("note", "承诺缩短两天，由审批科保证").presses("送同事核准").sees("新版待核准");
    head.goes(ITEM).presses("核准").sees("陈立编制，赵敏核准").looks("in-force");

    let anyone = Visitor::new(&browser, &house);
    anyone.goes("/items/food-permit").sees("3 个工作日").goes("/items/food-permit/history");
    anyone.sees("承诺时限").looks("editions-after-a-change");

    // what a bundle is made of is not withdrawn before the bundle says so; another ends as it began: by two
    editor.goes(ITEM).unfolds("这件事不再办理").fills("reason_zh", "并入开餐馆一件事");
    editor.fills("reason_en", "Merged").presses("送同事核准取消").sees("bundles/open-a-restaurant.toml");
    editor.goes(OTHER).unfolds("这件事不再办理").fills("reason_zh", "并入开餐馆一件事");
    editor
        .fills("reason_en", "Merged into opening a restaurant")
        .presses("送同事核准取消")
        .sees("取消待核准");
    head.goes(OTHER).looks("withdrawal-to-judge").presses("核准").sees("已取消").looks("withdrawn");
    anyone
        .goes("/items/cooperative-registration")
        .sees("不再办理")
        .sees("并入开餐馆一件事")
        .looks("guide-withdrawn");
}
