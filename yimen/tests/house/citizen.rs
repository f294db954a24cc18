//! A citizen finds, reads and finishes: search, guides, drafts, and forms sent when a visit had run out.

use std::sync::Arc;

use house::House;
use house::clock::VirtualClock;
use kernel::limits::{BODY_BYTES, DRAFT_MS, RESUME_MS, SESSION_IDLE_MS};
use serde_json::Value as Json;

use super::county::{Ground, application, applies, ask, does, granted, morning, wang, window};
use super::http::{Answer, Door, Form};

/// A demo's house with a clock that stands, and its door.
struct Street {
    house: House,
    clock: Arc<VirtualClock>,
    door: Door,
    _ground: Ground,
}

impl Street {
    /// Open on the morning of 1 September 2026.
    fn open() -> Street {
        let ground = Ground::sqlite();
        let (house, clock, door) = ground.street(morning(2026, 9, 1));
        Street { house, clock, door, _ground: ground }
    }

    /// Somebody steps in; gives the cookie.
    fn somebody(&self, part: &str) -> String {
        let answer = self.door.post(&format!("/demo/{part}"), &[], "token=anyone.step-in");
        assert_eq!(answer.status, 303, "{answer:?}");
        answer.cookie()
    }

    fn get(&self, path: &str, cookie: &str) -> Answer {
        self.door.get(path, &[("cookie", cookie)])
    }

    fn json(&self, path: &str, cookie: &str) -> Json {
        self.door.get(path, &[("cookie", cookie), ("accept", "application/json")]).json()
    }

    fn items(&self) -> Vec<String> {
        self.house.world().editions.items().map(|edition| edition.item.code.clone()).collect()
    }

    /// The form of a residence permit, half filled.
    fn half_filled(&self, cookie: &str) -> Form {
        let form = self.get(APPLY, cookie).form("/cases");
        form.with("household", "青山省大河县河口镇 3 号").with("landlord", "周大海").with("declared", "yes")
    }
}

const APPLY: &str = "/items/residence-permit/apply?ground=rented&behalf=self";

fn has(page: &Answer, words: &[&str]) {
    for word in words {
        assert!(page.body.contains(word), "“{word}” is not in\n{}", page.body);
    }
}

#[track_caller]
fn led_to(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{answer:#?}");
    answer.header("location")
}

fn coded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn a_search_forgives_one_wrong_character_and_an_empty_one_says_what_to_do() {
    let street = Street::open();
    let search = |q: &str| street.get(&format!("/items?q={}", coded(q)), "");
    let first = |q: &str| {
        let found = street.json(&format!("/items?q={}", coded(q)), "");
        found["items"][0]["item"].as_str().unwrap_or_default().to_owned()
    };
    for (q, item) in [
        ("居住证", "residence-permit"),
        ("居主证", "residence-permit"),
        ("开面馆", "food-permit"),
        ("开面馋", "food-permit"),
        ("开馆面", "food-permit"),
        ("resturant", "food-permit"),
        ("我想开一家奶茶店", "food-permit"),
        ("砍竹子", "logging-permit"),
        ("砍树子", "logging-permit"),
        ("刻公张", "seal-filing"),
        ("孩子上学报名", "school-enrolment"),
        ("permit residence", "residence-permit"),
    ] {
        assert_eq!(first(q), item, "{q}");
    }
    has(&search("开面馋"), &["没有和“开面馋”完全一样的", "食品经营许可"]);
    let nothing = search("火星移民");
    has(
        &nothing,
        &["没有找到和“火星移民”有关的事项", "href=\"/items\"", "tel:12345", "打大厅电话 0000-6680012"],
    );
    let long = search(&"面".repeat(5_000));
    assert_eq!(long.status, 200);
    assert!(!long.body.contains(&"面".repeat(61)), "only so much of it is read");
    let all = street.json("/items?q=", "")["items"].as_array().unwrap().clone();
    let (samples, own): (Vec<_>, Vec<_>) = all.into_iter().partition(|item| item["sample"] == true);
    assert_eq!((own.len(), samples.is_empty()), (street.items().len(), false));
}

#[test]
fn a_guide_says_where_and_when_and_all_four_disclosures() {
    let street = Street::open();
    for item in street.items() {
        let guide = street.get(&format!("/items/{item}"), "");
        // the law, who answers for what, the steps with their times, the fees
        let ids = ["law", "powers", "time", "fees", "where", "mat", "who"].map(|id| format!("id=\"{id}\""));
        has(&guide, &ids.each_ref().map(String::as_str));
        let item = street.house.world().editions.in_force(&item).unwrap().item.clone();
        for authority in &item.set_by {
            has(&guide, &[&authority.text.zh]);
        }
        for place in &item.places {
            has(&guide, &[&place.name.zh, &place.address.zh, &place.hours.zh, &place.phone]);
        }
        if item.fees.is_empty() {
            has(&guide, &["不收费。有人向您要钱，就打 12345。"]);
        }
    }
    let logging = street.get("/items/logging-permit", "");
    has(&logging, &["青岭县政务服务大厅", "城关街道便民服务中心", "云岭镇便民服务中心", "去离您近的"]);
}

#[test]
fn a_fee_waits_for_the_answer_that_decides_it() {
    let street = Street::open();
    let open = street.get("/items/home-transfer", "");
    has(&open, &["最多 550 元", "80 元", "看您怎么答：是住宅吗？"]);
    let home = street.get("/items/home-transfer?use=home", "");
    has(&home, &["80 元"]);
    assert!(!home.body.contains("550 元"), "{}", home.body);
    // who is small pays nothing, whatever is mortgaged
    let small = street.get("/items/mortgage-registration?borrower=small", "");
    has(&small, &["不收费"]);
}

#[test]
fn the_front_page_names_what_the_county_puts_first_and_leads_to_the_rest() {
    let street = Street::open();
    let front = street.get("/", "");
    has(&front, &["全部 66 项事项", "食品经营许可", "义务教育新生入学登记", "居住证申领"]);
    // nobody begins with a shelter
    assert!(!front.body.contains("防空地下室"), "{}", front.body);
    let rest = street.get("/items", "");
    has(&rest, &["防空地下室", "食品经营许可"]);
}

#[test]
fn how_sure_the_county_is_of_a_clause_is_for_its_administrators() {
    let street = Street::open();
    let wang = street.somebody("citizen");
    let li = street.somebody("agent");
    for item in street.items() {
        let path = format!("/items/{item}");
        let apply = format!("/items/{item}/apply");
        let page = street.get(&path, &wang).body;
        assert!(!page.contains("待核实") && !page.contains("certainty"), "{path}");
        for (path, cookie) in [(&path, &wang), (&apply, &wang), (&apply, &li)] {
            walk(&street.json(path, cookie), path);
        }
    }
}

fn walk(value: &Json, at: &str) {
    match value {
        Json::Object(object) => {
            for (name, inner) in object {
                assert!(!name.contains("certainty"), "{at}.{name}");
                walk(inner, &format!("{at}.{name}"));
            }
        }
        Json::Array(all) => all.iter().enumerate().for_each(|(n, one)| walk(one, &format!("{at}.{n}"))),
        _ => {}
    }
}

#[test]
fn a_form_half_filled_waits_in_the_list_until_it_is_sent_or_thrown_away() {
    let street = Street::open();
    let (wang, li) = (street.somebody("citizen"), street.somebody("agent"));
    has(&street.get("/cases", &wang), &["您还没有办件"]);
    let form = street.half_filled(&wang).to("/items/residence-permit/draft");
    assert_eq!(led_to(&form.send(street.door, &wang)), "/items/residence-permit/apply");
    let list = street.get("/cases", &wang);
    has(&list, &["等您办的", "填了一半", "10月1日", "继续填写", "href=\"/items/residence-permit/apply\""]);
    assert_eq!(street.json("/cases", &wang)["drafts"][0]["until"], "2026-10-01");
    assert_eq!(street.json("/cases", &li)["drafts"], serde_json::json!([]), "nobody else's");
    let back = street.get("/items/residence-permit/apply", &wang);
    assert_eq!(back.form("/cases").value("landlord"), "周大海");
    assert_eq!(back.form("/cases").value("declared"), "", "that it is true is declared anew");
    let discard = list.form("/items/residence-permit/draft/discard");
    assert_eq!(led_to(&discard.send(street.door, &wang)), "/cases");
    has(&street.get("/cases", &wang), &["您还没有办件"]);
    assert_eq!(
        street
            .get("/items/residence-permit/apply?ground=rented&behalf=self", &wang)
            .form("/cases")
            .value("landlord"),
        ""
    );
    // and gone by itself
    street.half_filled(&wang).to("/items/residence-permit/draft").send(street.door, &wang);
    street.clock.forward(DRAFT_MS + 1);
    let wang = street.somebody("citizen");
    assert_eq!(street.json("/cases", &wang)["drafts"], serde_json::json!([]));
}

#[test]
fn a_case_that_waits_for_the_applicant_comes_first() {
    let street = Street::open();
    let wang_in = street.somebody("citizen");
    let old = applies(&street.house, "residence-permit");
    for _ in 0..2 {
        let command = application(&street.house, "residence-permit");
        ask(&street.house, wang(), house::To::New, command).unwrap();
    }
    let lacking = case::rules::Command::AskCorrection {
        lacking: vec!["lease".to_owned()],
        note: "看不清出租人签名".to_owned(),
    };
    does(&street.house, window(), &old, lacking);
    let list = street.get("/cases", &wang_in);
    has(&list, &["等您办的", "还差材料，请您补齐"]);
    let (door, _) = list.body.split_once("<table").unwrap();
    assert!(door.contains(&format!("href=\"/cases/{old}\"")), "{door}");
    assert_eq!(list.body.matches("class=\"button\"").count(), 1, "one primary act");
    let front = street.get("/", &wang_in);
    let at = |words: &str| front.body.find(words).unwrap_or_else(|| panic!("{words}: {}", front.body));
    assert!(at("请您补齐材料，最晚") < at("等受理，最晚"));
}

#[test]
fn what_was_typed_outlives_the_visit_and_is_given_to_its_person_only() {
    let street = Street::open();
    let wang = street.somebody("citizen");
    let form = street.half_filled(&wang);
    street.clock.forward(SESSION_IDLE_MS + 1);
    let sent = form.send(street.door, &wang);
    assert_eq!(led_to(&sent), "/sign-in?back=%2Fresume", "nothing typed is in the address");
    // somebody else at the same machine finds nothing
    let li = street.somebody("agent");
    assert_eq!(led_to(&street.get("/resume", &li)), "/");
    assert!(led_to(&street.get("/resume", "")).starts_with("/sign-in"));
    let wang = street.somebody("citizen");
    let page = street.get("/resume", &wang);
    has(&page, &["您刚才填的都在", "回到表上，接着填"]);
    let back = page.form("/items/residence-permit/draft");
    assert_eq!(led_to(&back.send(street.door, &wang)), "/items/residence-permit/apply");
    let again = street.get("/items/residence-permit/apply", &wang).form("/cases");
    assert_eq!((again.value("landlord"), again.value("household")), ("周大海", "青山省大河县河口镇 3 号"));
    assert_eq!(again.value("declared"), "");
    street.clock.forward(RESUME_MS);
    let wang = street.somebody("citizen");
    assert_eq!(led_to(&street.get("/resume", &wang)), "/", "for an hour");
}

#[test]
fn a_form_of_a_former_visit_is_taken_up_in_the_new_one() {
    let street = Street::open();
    let former = street.somebody("citizen");
    let (form, signs_out) = (street.half_filled(&former), street.get("/", &former).form("/sign-out"));
    signs_out.send(street.door, &former);
    let wang = street.somebody("citizen");
    assert_eq!(led_to(&form.send(street.door, &wang)), "/resume");
    has(&street.get("/resume", &wang), &["周大海"]);
    // an act is sent where it went, and happens once however often
    let no = applies(&street.house, "residence-permit");
    let page = street.get(&format!("/cases/{no}"), &wang);
    let act = page.form(&format!("/cases/{no}/withdraw"));
    street.get("/", &wang).form("/sign-out").send(street.door, &wang);
    let wang = street.somebody("citizen");
    assert_eq!(led_to(&act.send(street.door, &wang)), "/resume");
    for _ in 0..2 {
        let again = street.get("/resume", &wang).form(&format!("/cases/{no}/withdraw"));
        assert_eq!(led_to(&again.send(street.door, &wang)), format!("/cases/{no}"));
    }
    has(&street.get(&format!("/cases/{no}"), &wang), &["申请已经撤回"]);
}

#[test]
fn what_is_not_hers_or_is_a_secret_is_not_kept() {
    let street = Street::open();
    let (wang, li) = (street.somebody("citizen"), street.somebody("agent"));
    let form = street.half_filled(&wang);
    // another person is signed in now: her page is told to be too old, and neither finds anything
    let told = form.send(street.door, &li);
    assert_eq!(told.status, 409);
    has(&told, &["这一页放得太久了", "您填的字还在"]);
    for cookie in [&wang, &li] {
        assert_eq!(led_to(&street.get("/resume", cookie)), "/");
    }
    // an invented token, a form without one, a secret
    for (token, more) in [("made-up.k1", ""), ("", ""), (form.value("token"), "&new_password=green-hills-7")]
    {
        let body = format!("token={token}&item=residence-permit{more}");
        let sent = street.door.post("/cases", &[], &body);
        assert_eq!(led_to(&sent), "/sign-in?back=%2Fcases");
    }
    assert_eq!(led_to(&street.get("/resume", &wang)), "/");
    let rows = "select body from drafts";
    street.half_filled(&wang).send(street.door, "");
    let kept = street.house.store.read_now(move |look| look.query(rows, &[])).unwrap();
    assert!(!kept.is_empty() && kept.iter().all(|row| !row.text(0).contains("周大海")), "it is sealed");
}

#[test]
fn every_kind_of_no_has_a_page_with_a_way_on() {
    let street = Street::open();
    let wang = street.somebody("citizen");
    let nowhere = street.get("/no/such/page", "");
    assert_eq!(nowhere.status, 404);
    has(&nowhere, &["没有这一页", "role=\"search\"", "href=\"/items\""]);
    assert!(!nowhere.body.contains("没有这个编号"));
    assert_eq!(street.get("/items/no-such-item", "").status, 404);
    let absent = street.get("/cases/449921-20260101-0001", &wang);
    assert_eq!(absent.status, 404);
    has(&absent, &["没有这个编号，或它不在您名下"]);
    let wrong = street.door.ask("DELETE", "/cases", &[("cookie", &wang)], "");
    assert_eq!(wrong.status, 405);
    has(&wrong, &["这个地址不能这样用", "请从页面上的按钮和链接进来", "href=\"/\""]);
    let large = format!("token=x&item={}", "面".repeat(BODY_BYTES));
    let large = street.door.post("/cases", &[("cookie", &wang)], &large);
    assert_eq!(large.status, 413);
    has(&large, &["送来的内容太大", "您填的字还在"]);
    let bare = street.door.post("/cases", &[("cookie", &wang)], "item=residence-permit");
    assert_eq!(bare.status, 409);
    has(&bare, &["这一页放得太久了"]);
}

#[test]
fn after_a_grant_the_case_says_how_to_get_the_result() {
    let street = Street::open();
    let wang_in = street.somebody("citizen");
    let no = granted(&street.house, "residence-permit");
    let page = street.get(&format!("/cases/{no}"), &wang_in);
    has(
        &page,
        &["怎么领", "您选的是：", "县政务服务大厅", "带身份证", "工作日 8:30 到 17:30", "0000-6680021"],
    );
    does(&street.house, window(), &no, case::rules::Command::Deliver {});
    assert!(!street.get(&format!("/cases/{no}"), &wang_in).body.contains("id=\"collect\""));
}

/// What may stand in Chinese on an English page: a switch to Chinese, names, what people wrote, plates.
const NAMES: &[&str] = &["中文", "王小明", "青山省大河县河口镇 3 号", "青岭县城关街道政和路 9 号", "周大海"];

#[test]
fn an_english_page_is_english() {
    let street = Street::open();
    let wang = format!("{}; lang=en", street.somebody("citizen"));
    let case = granted(&street.house, "residence-permit");
    let other = applies(&street.house, "residence-permit");
    street.half_filled(&wang).to("/items/residence-permit/draft").send(street.door, &wang);
    house::follow::catch_up(&street.house).unwrap();
    let mut paths: Vec<String> =
        ["/", "/items", "/items?q=zzzzzz", "/items?q=resturant", "/cases", "/licences"]
            .into_iter()
            .chain(["/account", "/no/such/page", "/resume", "/cases/449921-20260101-0001"])
            .map(str::to_owned)
            .collect();
    paths.extend([format!("/cases/{case}"), format!("/cases/{other}"), APPLY.to_owned()]);
    for item in street.items() {
        paths.push(format!("/items/{item}"));
        paths.push(format!("/items/{item}/apply"));
    }
    let outside = ["/sign-in", "/account/open", "/"].map(|path| (path.to_owned(), "lang=en".to_owned()));
    let inside = paths.into_iter().map(|path| (path, wang.clone()));
    let mut wrong = Vec::new();
    for (path, cookie) in inside.chain(outside) {
        let page = street.get(&path, &cookie).body;
        for text in words(&page) {
            if text
                .chars()
                .any(|c| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c))
            {
                wrong.push(format!("{path}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Numbers of documents are names: 青公受〔2026〕0001 号.
fn without_numbers(text: &str) -> String {
    match (text.find('〔'), text.find('号')) {
        (Some(open), Some(end)) if open < end => {
            let mark = text[..open].trim_end_matches(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            format!("{mark}{}", &text[end + '号'.len_utf8()..])
        }
        _ => text.to_owned(),
    }
}

/// The texts of a page and its labels, without names and without what is marked as Chinese.
fn words(page: &str) -> Vec<String> {
    let mut page = page.to_owned();
    for name in NAMES {
        page = page.replace(name, "");
    }
    let mut texts = Vec::new();
    for part in page.split('<') {
        let Some((tag, text)) = part.split_once('>') else { continue };
        if tag.contains("lang=\"zh-CN\"") || tag.starts_with("text ") {
            continue;
        }
        texts.push(without_numbers(text.trim()));
        for label in ["placeholder=\"", "aria-label=\"", "title=\"", "alt=\""] {
            if let Some((_, rest)) = tag.split_once(label) {
                texts.push(rest.split('"').next().unwrap().to_owned());
            }
        }
    }
    texts
}
