//! The catalogue looked at from outside: what changed between two days or against a list, the five
//! reductions, what hangs on what, what townships take over, the public lists. On both engines where a ledger
//! is read.

use house::{House, links};
use kernel::item::{Item, Situation};
use serde_json::Value as Json;

use super::county::{Ground, morning, on_both};
use super::http::{Answer, Door};

/// A demo's house on a ground, and its door.
struct Street {
    house: House,
    door: Door,
    cookie: String,
}

impl Street {
    /// Open on a morning, somebody stepping in.
    fn open(ground: &Ground, (year, month, dom): (i16, u8, u8), part: &str) -> Street {
        let (house, _, door) = ground.street(morning(year, month, dom));
        let answer = door.post(&format!("/demo/{part}"), &[], "token=anyone.step-in");
        assert_eq!(answer.status, 303, "{answer:?}");
        Street { house, door, cookie: answer.cookie() }
    }

    fn page(&self, path: &str) -> Answer {
        self.door.get(path, &[("cookie", &self.cookie)])
    }

    fn json(&self, path: &str) -> Json {
        let answer = self.door.get(path, &[("cookie", &self.cookie), ("accept", "application/json")]);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.json()
    }

    /// A list is pasted into the form.
    fn pastes(&self, list: &str) -> Answer {
        let token = self.page("/items/changes").token();
        let coded: String = list.bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.door.post("/items/changes", &[("cookie", &self.cookie)], &format!("token={token}&list={coded}"))
    }
}

const PROMISE: &str = "[promised_limit]\nn = 5\nunit = \"working_days\"";
const PLAN: &str = "code = \"equipment\"\nname = { zh = \"主要设备设施清单和操作流程\"";

/// A catalogue that was opened without one item, then grew by it and had another shortened.
fn grown(ground: &mut Ground) {
    ground.demo = true;
    let folder = ground.own_catalogue().join("items");
    let added = std::fs::read_to_string(folder.join("sports-permit.toml")).unwrap();
    std::fs::remove_file(folder.join("sports-permit.toml")).unwrap();
    ground.open().close().unwrap();
    std::fs::write(folder.join("sports-permit.toml"), added).unwrap();
    let food = std::fs::read_to_string(folder.join("food-permit.toml")).unwrap();
    assert!(food.contains(PROMISE) && food.contains(PLAN));
    let food = food.replacen(PROMISE, "[promised_limit]\nn = 3\nunit = \"working_days\"", 1);
    // one paper less: the list of equipment is now promised, not brought
    let (before, after) = food.split_once(PLAN).unwrap();
    let after = after.replacen("source = \"applicant\"", "source = \"commitment\"", 1);
    std::fs::write(folder.join("food-permit.toml"), format!("{before}{PLAN}{after}")).unwrap();
    ground.open_at(morning(2026, 9, 10)).close().unwrap();
}

fn codes(list: &Json) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["item"].as_str().unwrap()).collect()
}

#[test]
fn two_days_of_the_catalogue_are_held_against_each_other() {
    on_both(|mut ground| {
        grown(&mut ground);
        let street = Street::open(&ground, (2026, 9, 20), "supervisor");
        let page = street.json("/items/changes");
        assert_eq!((&page["from"], &page["first"]), (&"2026-09-01".into(), &"2026-09-01".into()));
        let changes = &page["changes"];
        assert_eq!((&changes["before"], &changes["after"]), (&65.into(), &66.into()));
        assert_eq!(codes(&changes["added"]), ["sports-permit"]);
        assert_eq!(codes(&changes["changed"]), ["food-permit"]);
        assert_eq!(changes["changed"][0]["elements"], serde_json::json!(["materials", "promised_limit"]));
        assert_eq!((codes(&changes["kept"]).len(), codes(&changes["removed"]).len()), (64, 0));
        // backwards, what was added is removed
        let back = &street.json("/items/changes?from=2026-09-20&to=2026-09-09")["changes"];
        assert_eq!((codes(&back["removed"]), codes(&back["added"]).len()), (vec!["sports-permit"], 0));
        // on the day itself it is there; the day before it is not
        for (day, n) in [("2026-09-09", 65), ("2026-09-10", 66), ("2026-08-31", 0)] {
            let there = &street.json(&format!("/items/changes?from={day}&to={day}"))["changes"];
            assert_eq!(there["after"], n, "{day}");
        }
        let early = street.page("/items/changes?from=2013-12-31");
        assert!(early.body.contains("才有目录"), "a day before the ledger is said to be one");
        street.house.close().unwrap();
    });
}

#[test]
fn the_catalogue_is_held_against_a_list_from_outside() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    let street = Street::open(&ground, (2026, 9, 20), "administrator");
    let item = |code: &str| street.house.world().editions.in_force(code).unwrap().item.clone();
    let (food, seal, card) = (item("food-permit"), item("seal-filing"), item("social-security-card"));
    let list = format!(
        "编码\t名称\n{}\t{}\n{}\t公章备案\n{}\n000199999000\t<b>烟花爆竹</b>经营许可\n",
        food.task_code, food.name.zh, seal.catalog_code, card.name.zh
    );
    let answer = street.pastes(&list);
    assert_eq!(answer.status, 200, "{answer:?}");
    for told in ["比清单多 62", "公章备案", "&lt;b&gt;烟花爆竹&lt;/b&gt;经营许可", "第几行"]
    {
        assert!(answer.body.contains(told), "{told}");
    }
    // a program sends the same and reads every name
    let token = street.page("/items/changes").token();
    let head = [("cookie", street.cookie.as_str())];
    let sent = serde_json::json!({ "token": token, "list": list });
    let told = street.door.post_json("/items/changes", &head, &sent).json();
    let against = &told["against"];
    assert_eq!((&against["ours"], &against["theirs"]), (&66.into(), &4.into()));
    assert_eq!(codes(&against["kept"]), ["food-permit", "social-security-card"]);
    assert_eq!((codes(&against["changed"]), codes(&against["added"]).len()), (vec!["seal-filing"], 63));
    assert_eq!(against["removed"][0]["code"], "000199999000");
    // what cannot be read comes back with what was typed
    let answer = street.pastes("000131911000\n");
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("第 1 行没有名称") && answer.body.contains("000131911000\n</textarea>"));
    // nobody else looks
    for path in ["/items/changes", "/items/reductions", "/items/links", "/items/townships"] {
        assert_eq!(street.door.get(path, &[("accept", "application/json")]).status, 401, "{path}");
    }
    street.house.close().unwrap();
}

#[test]
fn the_five_reductions_stand_before_and_after() {
    on_both(|mut ground| {
        grown(&mut ground);
        let street = Street::open(&ground, (2026, 9, 20), "supervisor");
        let page = street.json("/items/reductions");
        let of = |list: &Json, key: &str, code: &str| {
            list.as_array().unwrap().iter().find(|one| one[key] == code).cloned().unwrap()
        };
        let food = of(&page["items"], "item", "food-permit");
        assert_eq!((&food["before"]["limit"]["n"], &food["now"]["limit"]["n"]), (&5.into(), &3.into()));
        let papers = |side: &str| food[side]["materials"].as_i64().unwrap();
        assert_eq!(papers("before") - papers("now"), 1, "{food}");
        assert_eq!(food["now"]["pledged"], 2);
        // 3 of the law's 10 days: 70 per cent shorter, which both readings of the target want at most
        assert_eq!((&food["cut"], &food["reached"]), (&70.into(), &serde_json::json!([true, true, true])));
        let market = of(&page["organs"], "organ", super::county::MARKET);
        let days = &market["days"];
        let fewer = |key: &str| days["before"][key].as_i64().unwrap() - days["after"][key].as_i64().unwrap();
        assert_eq!((fewer("materials"), fewer("days_hundredths"), fewer("steps")), (1, 280, 0));
        assert_eq!(page["county"]["days"]["after"]["items"], 65, "only what was there on both days");
        assert_eq!(page["county"]["items"], 66);
        assert_eq!(page["county"]["baseline"]["after"]["items"], 12);
        assert_eq!(page["target"], serde_json::json!({ "cut": 50, "further_cut": 20 }));
        let cuts = &page["county"]["cuts"];
        let count = |key: &str| cuts[key].as_u64().unwrap();
        assert!(count("first") >= count("of_remainder") && count("of_remainder") >= count("of_law"));
        assert!(count("items") < 66 && count("of_law") > 0, "{cuts}");
        let own = street.json(&format!("/items/reductions?organ={}", super::county::POLICE));
        assert!(own["items"].as_array().unwrap().iter().all(|one| one["organ"] == super::county::POLICE));

        let one = street.json("/items/food-permit/reductions");
        let on: Vec<&str> =
            one["editions"].as_array().unwrap().iter().map(|e| e["on"].as_str().unwrap()).collect();
        assert_eq!(on, ["2026-09-01", "2026-09-10"]);
        assert_eq!(one["editions"][1]["elements"], serde_json::json!(["materials", "promised_limit"]));
        assert_eq!(one["baseline"]["on"], "2023-12-31");
        assert!(one["materials"].as_array().unwrap().iter().all(|m| m["asked_though_issued"] == false));
        assert_eq!(street.page("/items/no-such-item/reductions").status, 404);
        street.house.close().unwrap();
    });
}

#[test]
fn what_hangs_on_what_is_told_with_everything_that_falls() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    let street = Street::open(&ground, (2026, 9, 20), "administrator");
    let touched = |of: &str| -> Vec<(String, i64)> {
        let page = street.json(&format!("/items/links?of={of}"));
        let all = page["of"]["touched"].as_array().unwrap().clone();
        all.iter().map(|o| (o["code"].as_str().unwrap().to_owned(), o["steps"].as_i64().unwrap())).collect()
    };
    // a food permit needs the business licence of the library, which two items give and one system holds
    let food = street.json("/items/links?of=item:food-permit");
    let needs: Vec<&str> =
        food["of"]["needs"].as_array().unwrap().iter().map(|n| n["code"].as_str().unwrap()).collect();
    for need in ["11449921MB9X00031G002", super::county::MARKET, "青岭县卫生健康局/从业人员健康证明"]
    {
        assert!(needs.contains(&need), "{need}: {needs:?}");
    }
    let fallen = touched("licence:11449921MB9X00031G002");
    assert!(fallen.contains(&("food-permit".to_owned(), 1)), "{fallen:?}");
    let fallen = touched("system:licences");
    assert!(fallen.contains(&("11449921MB9X00031G002".to_owned(), 1)), "{fallen:?}");
    assert!(fallen.contains(&("food-permit".to_owned(), 2)), "{fallen:?}");
    // the health bureau decides some items itself and issues what others look up
    let fallen = touched("organ:11449921MB9X001039");
    assert!(fallen.contains(&("public-place-hygiene".to_owned(), 1)), "{fallen:?}");
    assert!(fallen.contains(&("food-permit".to_owned(), 2)), "{fallen:?}");
    let all = street.json("/items/links");
    let registers = all["registers"].as_array().unwrap();
    let sizes: Vec<usize> = registers.iter().map(|one| one.as_array().unwrap().len()).collect();
    assert_eq!((sizes[0], sizes[3]), (66, 15), "items and systems: {sizes:?}");
    for wrong in ["item:nothing", "case:1", "x"] {
        assert_eq!(street.page(&format!("/items/links?of={wrong}")).status, 404, "{wrong}");
    }
    street.house.close().unwrap();
}

#[test]
fn a_township_has_the_countys_item_and_nothing_of_its_own_that_it_may_not() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    let street = Street::open(&ground, (2026, 9, 20), "administrator");
    let page = street.json("/items/townships");
    let towns = page["townships"].as_array().unwrap();
    assert_eq!(towns.len(), 2);
    let own: Vec<&str> = page["own"].as_array().unwrap().iter().map(|o| o["key"].as_str().unwrap()).collect();
    for town in towns {
        for item in town["items"].as_array().unwrap() {
            assert_eq!(item["drift"], serde_json::json!([]), "{item}");
            for key in item["differs"].as_array().unwrap() {
                assert!(own.contains(&key.as_str().unwrap()), "{item}");
            }
            let own = item["own_file"] == true || !item["form"].is_null();
            let level = &item["task_code"].as_str().unwrap()[18..19];
            assert_eq!(level == "5", own, "who only takes in has no code of its own: {item}");
        }
        let find = |code: &str| town["items"].as_array().unwrap().iter().find(|i| i["item"] == code).cloned();
        let school = find("school-enrolment").unwrap();
        assert_eq!((&school["form"], &school["pilot"]), (&"entrusted".into(), &true.into()));
    }
    // the guide says where in the township, and only there
    let county = street.json("/items/school-enrolment");
    assert!(county["at"].is_null() && county["townships"].as_array().unwrap().len() == 2, "{county}");
    let there = street.json("/items/school-enrolment?at=yunling");
    let places = there["item"]["places"].as_array().unwrap();
    assert!(places.iter().all(|place| place["hall"] == "yunling") && !places.is_empty(), "{there}");
    assert_eq!((&there["at"]["decides"], &there["edition"]), (&true.into(), &county["edition"]));
    for same in ["materials", "conditions", "promised_limit", "fees", "points", "fields"] {
        assert_eq!(there["item"][same], county["item"][same], "{same}");
    }
    let page = street.page("/items/school-enrolment?at=yunling");
    assert!(page.body.contains("在云岭镇便民服务中心办。"), "{}", page.body);
    let nowhere = street.json("/items/school-enrolment?at=county");
    assert_eq!(nowhere["item"]["places"], county["item"]["places"], "a hall that is no township's");
    street.house.close().unwrap();
}

#[test]
fn the_countys_lists_are_public_and_drawn_from_the_catalogue() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    let street = Street::open(&ground, (2026, 9, 20), "citizen");
    let index = street.json("/lists");
    let mut sizes = Vec::new();
    for list in index["lists"].as_array().unwrap() {
        let word = list["list"].as_str().unwrap();
        let one = street.json(&format!("/lists/{word}"));
        let lines = one["lines"].as_array().unwrap();
        assert_eq!(list["rows"].as_u64().unwrap(), u64::try_from(lines.len()).unwrap(), "{word}");
        let heads = one["heads"].as_array().unwrap().len();
        assert!(lines.iter().all(|line| line["cells"].as_array().unwrap().len() == heads), "{word}");
        assert_eq!(one["published_on"], "2026-09-20", "{word}");
        sizes.push((word.to_owned(), lines.len()));
    }
    let size = |word: &str| sizes.iter().find(|(list, _)| list == word).unwrap().1;
    // R13: every item once, with one body; R215: 16 services
    assert_eq!((size("powers"), size("intermediaries"), size("delegations")), (66, 16, 8));
    // R62: the drawings of a construction permit among them; R96: three items
    assert!(size("tolerated") > 0 && size("commitments") >= 3, "{sizes:?}");
    assert!(street.page("/lists/tolerated").body.contains("建筑工程施工许可证核发"));
    let proofs = street.json("/lists/proofs");
    let spared: Vec<u64> =
        proofs["counts"].as_array().unwrap().iter().map(|count| count[1].as_u64().unwrap()).collect();
    assert_eq!(spared[0], spared[3..].iter().sum::<u64>(), "what is looked up is counted by issuer too");
    assert!(street.page("/lists/proofs").body.contains("共享：人口基础信息库"));
    assert_eq!(street.page("/lists/nothing").status, 404);
    street.house.close().unwrap();
}

/// Every way to answer an item's questions.
fn ways(item: &Item) -> Vec<Situation> {
    let mut ways = vec![Situation::new()];
    for question in &item.questions {
        let with = |way: &Situation, answer: &str| {
            let mut way = way.clone();
            way.insert(question.code.clone(), answer.to_owned());
            way
        };
        let telling = item.telling(question);
        ways = ways.iter().flat_map(|way| telling.iter().map(|answer| with(way, answer))).collect();
    }
    ways
}

#[test]
fn questions_lead_to_exactly_one_situation_and_only_what_applies_is_shown() {
    let mut ground = Ground::sqlite();
    ground.demo = true;
    let street = Street::open(&ground, (2026, 9, 20), "citizen");
    let world = street.house.world();
    for edition in world.editions.items() {
        let item = &edition.item;
        let all = ways(item);
        for way in &all {
            assert!(item.resolves(way), "{}: {way:?}", item.code);
            assert!(item.points_in(way).next().is_some(), "{}: {way:?} can never be decided", item.code);
        }
        // the page of the last way shows the papers of that way and waits for nothing
        let way = all.last().unwrap();
        let query: Vec<String> =
            way.iter().map(|(question, answer)| format!("{question}={answer}")).collect();
        let guide = street.json(&format!("{}?{}", links::item(&item.code), query.join("&")));
        assert_eq!(guide["resolved"], true, "{}", item.code);
        let shown: Vec<&str> =
            guide["materials"].as_array().unwrap().iter().map(|m| m["code"].as_str().unwrap()).collect();
        let due: Vec<&str> = item.materials_in(way).map(|m| m.code.as_str()).collect();
        assert_eq!(shown, due, "{}", item.code);
        assert!(guide["materials"].as_array().unwrap().iter().all(|m| m["fate"] == "applies"));
    }
    let page = street.page("/items/home-transfer");
    assert!(page.body.contains("减免：小微企业"), "who pays less stands beside the fee");
    street.house.close().unwrap();
}
