//! Each part of the demo: every page of hers, then her main path.

use rig::chromium::Browser;

use super::places::walks;
use crate::county::Ground;
use crate::prepared::Prepared;
use crate::visitor::Visitor;

/// The parts that a test below walks.
pub const WALKED: &[&str] =
    &["anyone", "citizen", "agent", "clerk", "market-examiner", "market-head", "supervisor", "administrator"];

/// A prepared demo and a browser.
struct Day {
    prepared: Prepared,
    browser: Browser,
}

impl Day {
    fn begins() -> Day {
        Day { prepared: Prepared::open(), browser: Browser::start().unwrap() }
    }

    fn of(&self, part: &str) -> Visitor {
        Visitor::new(&self.browser, &self.prepared.open).becomes(part)
    }

    /// Somebody who has walked all her pages.
    fn walked_by(&self, part: &str) -> Visitor {
        let visitor = self.of(part);
        walks(&visitor, part, &self.prepared);
        visitor
    }

    fn case(&self, what: &str) -> String {
        format!("/cases/{}", self.prepared.case(what))
    }
}

#[test]
fn anyone_sees_what_is_here_and_is_told_what_went_wrong() {
    let day = Day::begins();
    let visitor = Visitor::new(&day.browser, &day.prepared.open);
    walks(&visitor, "anyone", &day.prepared);
    visitor.goes("/sign-in").presses("登录").sees("请填写密码").looks("sign-in-faults");
    // more than is taken
    visitor.goes("/sign-in");
    visitor.page.ask("document.querySelector('[name=login]').value = 'x'.repeat(300000)").unwrap();
    visitor.fills("password", "x").presses("登录");
    assert_eq!(visitor.status(), 413);
    visitor.looks("too-large");
    // a form that this house did not draw
    visitor.goes("/sign-in");
    visitor.page.ask("document.querySelector('main [name=token]').value = 'x'").unwrap();
    visitor.fills("login", "13800000668").fills("password", "x").presses("登录");
    assert_eq!(visitor.status(), 409);
    visitor.looks("form-of-others");
    // an officer with a password that another gave
    let order = ["staff", "add", "李芳", "--organ", "11449921MB9X00031G", "--post", "clerk:window-1"];
    let said = day.prepared.ordered(&order);
    let told = |what: &str| said.lines().find_map(|line| line.strip_prefix(what)).unwrap().trim();
    visitor.goes("/sign-in?back=/worklist").fills("login", told("account"));
    visitor.fills("password", told("password")).presses("登录").sees("定自己的密码").looks("own-password");
    visitor.fills("password", "short").presses("用这个密码登录").looks("own-password-faults");
    visitor.fills("password", "window-1-opens").presses("用这个密码登录").sees("待办");
    assert_eq!(visitor.path(), "/worklist");
    // somebody guesses it
    visitor.presses_in_header("退出");
    for _ in 0..=kernel::limits::WRONG_PASSWORDS {
        visitor.goes("/sign-in").fills("login", told("account")).fills("password", "wrong-1").presses("登录");
    }
    assert_eq!(visitor.status(), 429);
    visitor.looks("locked");
    // nothing of the house is there yet when it opens
    let waiting = house::web::page::escape_query(&house::door::waiting().into_string());
    visitor.page.goto(&format!("data:text/html;charset=utf-8,{waiting}")).unwrap();
    assert_eq!(visitor.page.axe(390).unwrap().wrong, Vec::<String>::new());
}

#[test]
fn a_house_that_cannot_answer_says_whose_fault_it_is() {
    let house = Ground::sqlite().open();
    let router = house::web::router(&house, Vec::new());
    house.store.write_now(|tx| tx.execute("drop table credentials", &[])).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0))).unwrap();
    let port = listener.local_addr().unwrap().port();
    runtime.spawn(async move { axum::serve(listener, router).await });
    let browser = Browser::start().unwrap();
    let visitor = Visitor::at_door(browser.person().unwrap(), port).called("nobody-home");
    visitor.goes("/sign-in").fills("login", "13800000668").fills("password", "x").presses("登录");
    assert_eq!(visitor.status(), 503);
    visitor.sees("是我们的问题").looks("fault");
}

#[test]
fn a_citizen_reads_why_corrects_withdraws_and_rates() {
    let day = Day::begins();
    let wang = day.walked_by("citizen");
    // whoever is refused reads why, on what basis, and what can be done, before anything else
    for (what, why) in [("declined", "您已经有一张在有效期内的居住证"), ("denied", "您住在这里还不满半年")]
    {
        let answer = wang.goes(&day.case(what)).words("main .door");
        for words in [why, "依据《", "行政复议"] {
            assert!(answer.contains(words), "{what}: {words} is not in the answer: {answer}");
        }
    }
    assert!(wang.goes(&day.case("referred")).words("main .door").contains("大河县河口镇中心街 1 号"));
    wang.goes(&day.case("asked")).presses("补交材料").looks("correction-faults");
    wang.chooses("materials-lease", "yes").presses("补交材料").sees("会带到窗口").looks("corrected");
    wang.goes(&day.case("submitted")).unfolds("撤回申请").looks("withdraw-open");
    wang.presses("撤回申请").sees("申请已经撤回").looks("withdrawn");
    // five levels or none, once
    let review = format!("{}/review", day.case("delivered"));
    wang.goes(&review).presses("交评价").looks("review-faults");
    assert_eq!(wang.status(), 422);
    wang.chooses("level", "satisfied").presses("交评价").looks("review-given");
    wang.goes(&review).looks("review-again");
}

#[test]
fn an_agent_acts_for_the_shop() {
    let day = Day::begins();
    let li = day.walked_by("agent");
    li.goes("/account").sees("青岭县一碗面馆有限公司").presses("换回我自己").looks("account-own");
    li.goes("/cases").sees("您还没有办件").goes("/account").presses("替它办").goes("/cases");
    li.sees(day.prepared.case("late"));
    li.goes("/items/food-permit/apply?form=restaurant&water=mains&cold=no");
    for (name, text) in [
        ("trade_name", "一碗面馆"),
        ("uscc", "91449921MA9X000114"),
        ("owner", "李梅"),
        ("owner_id", "449921199307250023"),
        ("address", "城关街道建设路 18 号"),
        ("area", "86"),
        ("kitchen_area", "22"),
        ("seats", "30"),
        ("staff", "5"),
        ("officer", "李梅"),
        ("officer_phone", "13800000669"),
    ] {
        li.fills(name, text);
    }
    li.chooses("business", "hot").chooses("delivery", "hall").chooses("declared", "yes");
    // the form is stored while she looks where files go, and is there again
    li.presses("存好表格，去传文件").looks("files-of-a-draft");
    li.goes("/items/food-permit/apply").chooses("declared", "yes");
    li.presses("提交申请").sees("接下来").looks("case-filed");
    assert!(li.path().starts_with("/cases/449921-"), "{}", li.path());
}

#[test]
fn a_clerk_takes_the_most_urgent_case_with_two_keys_and_answers_each_way() {
    let day = Day::begins();
    let clerk = day.walked_by("clerk");
    clerk.goes("/worklist");
    // a case that is late but a colleague's to examine is not hers to take
    let hers = "[...document.querySelectorAll('table.work tr')].find(row => /(收件、受理|^受理|送达)$/
        .test(row.querySelector('td:last-child')?.innerText.trim())).querySelector('a.go')";
    let first = clerk.page.ask(&format!("{hers}.getAttribute('href')")).unwrap();
    clerk.opens_with("n");
    assert_eq!(clerk.path(), first.as_str().unwrap(), "N takes the most urgent case that is hers");
    clerk.goes("/worklist").types_key("j").types_key("j").opens_with("Enter");
    assert!(clerk.path().starts_with("/cases/449921-"), "{}", clerk.path());
    // nothing said is nothing done, and says so at the field
    let (submitted, another) = (day.case("submitted"), day.case("another"));
    clerk.goes(&submitted).unfolds("材料要补要改，一次性告知").looks("correction-open");
    clerk.presses("一次性告知要补的材料");
    assert_eq!(clerk.status(), 422);
    clerk.looks("correction-faults");
    clerk.goes(&submitted).unfolds("不予受理").presses("不予受理");
    assert_eq!(clerk.status(), 422);
    clerk.looks("decline-faults");
    clerk.goes(&another).unfolds("转告主管机关").looks("refer-open");
    // the page of a colleague who was slower
    let other = day.of("clerk").called("clerk-other");
    other.goes(&submitted);
    clerk.goes(&submitted).presses("认领").sees("退回待办").looks("claimed");
    other.presses("受理");
    assert_eq!(other.status(), 409);
    other.looks("stale");
    clerk.goes(&submitted).presses("受理").looks("accepted");
    clerk.goes(&day.case("granted")).presses("登记送达").looks("delivered");
    clerk.goes(&another).unfolds("不予受理").chooses("ground", "not_needed");
    clerk.fills("reason", "已经有证").presses("不予受理").looks("declined");
}

#[test]
fn an_examiner_judges_every_point_and_stops_the_clock() {
    let day = Day::begins();
    let chen = day.walked_by("market-examiner");
    let accepted = day.case("accepted");
    chen.goes(&accepted).unfolds("中止计时").presses("中止计时");
    assert_eq!(chen.status(), 422);
    chen.looks("stop-faults").goes(&accepted).presses("审查完毕");
    assert_eq!(chen.status(), 422);
    chen.looks("examine-faults").goes(&accepted);
    for point in ["premises", "facilities", "people", "flow"] {
        chen.chooses(&format!("point-{point}"), "met");
    }
    chen.chooses("point-health", "unmet").looks("examine-unmet").presses("审查完毕");
    assert_eq!(chen.status(), 422);
    chen.looks("examine-no-reason").chooses("point-health", "met").presses("审查完毕");
    chen.goes(&accepted).looks("examined");
    chen.goes(&day.case("stopped")).presses("恢复计时").looks("resumed");
}

#[test]
fn a_head_grants_or_denies_with_a_reason() {
    let day = Day::begins();
    let zhao = day.walked_by("market-head");
    zhao.goes(&day.case("unmet")).unfolds("不予批准").looks("deny-open");
    zhao.fills("reason", "两名从业人员的健康证过期了，办好后随时可以再申请").presses("不予批准");
    zhao.sees("健康证过期了").looks("denied");
    zhao.goes(&day.case("examined")).presses("准予").looks("granted");
}

#[test]
fn a_supervisor_sees_what_is_late_as_the_clerks_see_it() {
    let day = Day::begins();
    let he = day.walked_by("supervisor");
    let row = |no: &str| {
        let rows = "[...document.querySelectorAll('table.work tbody tr')]";
        format!("{rows}.find(r => r.innerText.includes('{no}')).querySelector('.lamp').innerText")
    };
    let late = row(day.prepared.case("late"));
    let seen = he.goes("/oversight").page.ask(&late).unwrap();
    let clerk = day.of("clerk");
    assert_eq!(seen, clerk.goes("/worklist").page.ask(&late).unwrap(), "two numbers beside one case");
    he.goes("/oversight").follows("食品经营许可").looks("oversight-item");
    he.goes(&day.case("late")).sees("李某");
}

#[test]
fn an_administrator_has_the_ledger_verified_and_sees_what_is_wrong() {
    let day = Day::begins();
    let lin = day.walked_by("administrator");
    lin.goes("/admin").presses("现在核验台账").sees("没有发现问题").looks("verified");
    let (prepared, browser) = (Prepared::altered(), Browser::start().unwrap());
    let lin = Visitor::new(&browser, &prepared.open).called("administrator-altered").becomes("administrator");
    lin.goes("/admin").presses("现在核验台账").sees("台账与写下时不同").looks("altered");
    lin.goes_in("en", "/admin").looks("altered-en");
}

#[test]
fn the_whole_path_of_a_citizen_without_a_mouse() {
    let day = Day::begins();
    let wang = day.of("citizen").called("citizen-keyboard");
    wang.goes("/").tabs_to("a.skip", "").looks("skip-link").types_key("Enter");
    wang.tabs_to("main [name='q']", "").types("居住证").opens_with("Enter");
    wang.tabs_to("main a", "居住证申领").opens_with("Enter");
    wang.tabs_to("main input[name='ground']", "");
    let pick = "document.activeElement.value";
    while wang.page.ask(pick).unwrap() != "rented" {
        wang.types_key("ArrowDown");
    }
    wang.tabs_to("main button", "照这样算一算").opens_with("Enter");
    wang.goes("/items/residence-permit/apply?ground=rented&behalf=self").looks("apply");
    for (name, text) in [
        ("id_number", "449921198803120012"),
        ("household", "青山省大河县河口镇 3 号"),
        ("address", "青岭县城关街道政和路 9 号"),
        ("since", "2025-11-03"),
        ("landlord", "周大海"),
    ] {
        wang.tabs_to(&format!("main [name='{name}']"), "");
        wang.page.ask("document.activeElement.select()").unwrap();
        wang.types(text);
    }
    for choice in ["collect_at", "material-photo", "material-lease", "declared"] {
        wang.tabs_to(&format!("main [name='{choice}']"), "").types_key("Space");
    }
    wang.looks("apply-filled").tabs_to("main button", "提交申请").opens_with("Enter");
    wang.sees("接下来").looks("case");
    wang.starts_over().tabs_to("main summary", "撤回申请").types_key("Enter");
    wang.tabs_to("main button", "撤回申请").opens_with("Enter").sees("申请已经撤回");
}

#[test]
fn the_whole_path_of_a_citizen_without_scripts() {
    let day = Day::begins();
    let wang = Visitor::without_scripts(&day.browser, &day.prepared.open).called("citizen-no-scripts");
    let wang = wang.becomes("citizen");
    wang.goes("/").fills("q", "居住证").opens_with("Enter");
    wang.follows("居住证申领").chooses("ground", "rented").chooses("behalf", "self").presses("照这样算一算");
    wang.looks("guide").goes("/items/residence-permit/apply?ground=rented&behalf=self");
    wang.presses("提交申请");
    assert_eq!(wang.status(), 422);
    wang.looks("apply-faults");
    for (name, text) in [
        ("id_number", "449921198803120012"),
        ("household", "青山省大河县河口镇 3 号"),
        ("address", "青岭县城关街道政和路 9 号"),
        ("since", "2025-11-03"),
        ("landlord", "周大海"),
    ] {
        wang.fills(name, text);
    }
    wang.chooses("collect_at", "hall").chooses("material-photo", "yes").chooses("material-lease", "yes");
    wang.chooses("declared", "yes").presses("提交申请").sees("接下来").looks("case");
    let case = wang.path();
    let clerk = day.of("clerk");
    clerk.goes(&case).chooses("brought-photo", "yes").chooses("brought-lease", "yes");
    clerk
        .presses("收件（还不是受理）")
        .goes(&case)
        .unfolds("材料要补要改，一次性告知")
        .chooses("lacking-lease", "yes");
    clerk.fills("note", "请补出租人签名").presses("一次性告知要补的材料");
    wang.goes(&case)
        .chooses("materials-lease", "yes")
        .presses("补交材料")
        .sees("会带到窗口")
        .looks("corrected");
    wang.unfolds("撤回申请").presses("撤回申请").sees("申请已经撤回").looks("withdrawn");
    wang.goes(&format!("{}/review", day.case("delivered"))).chooses("level", "very_satisfied");
    wang.presses("交评价").looks("reviewed").goes("/licences").follows("居住证").sees("有效");
    wang.presses_in_header("退出");
    wang.goes("/cases").sees("登录");
}
