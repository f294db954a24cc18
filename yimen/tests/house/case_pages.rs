//! Pages of cases on the real binary: what a person fills in, presses and reads back; and the register of
//! clocks beside them.

use std::collections::BTreeMap;
use std::thread;

use case::rules::{Command, Rules, strikes};
use house::House;
use kernel::item::SpecialKind;
use store::Value;

use super::binary::Open;
use super::county::{Ground, application, applies, does, li, on_both, organ_of, text, wang, window};
use super::county::{ask, follow_and_print, morning};
use super::http::{Answer, Door};

/// Somebody in the demo, with a cookie.
struct Visitor {
    door: Door,
    cookie: String,
}

impl Visitor {
    fn step_in(open: &Open, code: &str) -> Self {
        let answer = open.door.post(&format!("/demo/{code}"), &[], "token=anyone.k1");
        Self { door: open.door, cookie: answer.cookie() }
    }

    fn get(&self, path: &str) -> Answer {
        self.door.get(path, &[("cookie", &self.cookie)])
    }

    fn post(&self, path: &str, form: &BTreeMap<String, String>) -> Answer {
        let pairs = form.iter().map(|(name, value)| format!("{}={}", quoted(name), quoted(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.door.post(path, &[("cookie", &self.cookie)], &body)
    }

    /// The hidden fields of the form that leads to an address, on the page there.
    fn form(&self, page: &str, action: &str) -> BTreeMap<String, String> {
        let answer = self.get(page);
        let at = format!("action=\"{action}\"");
        let (_, form) =
            answer.body.split_once(&at).unwrap_or_else(|| panic!("no {action} on {page}:\n{}", answer.body));
        let form = form.split("</form>").next().unwrap();
        let hidden = form.split('<').filter(|tag| tag.starts_with("input type=\"hidden\""));
        let part = |tag: &str, name: &str| {
            let (_, rest) = tag.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        hidden.map(|tag| (part(tag, "name"), part(tag, "value"))).collect()
    }

    /// A case of the residence permit; its address.
    fn files(&self) -> String {
        let answer = self.post("/cases", &self.filled());
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("location").to_owned()
    }

    fn filled(&self) -> BTreeMap<String, String> {
        let mut form = self.form(FORM, "/cases");
        form.extend(pairs(&[
            ("applicant", "王小明"),
            ("phone", "13800000668"),
            ("id_number", "449921198803120012"),
            ("household", "青山省大河县河口镇 3 号"),
            ("address", "青岭县城关街道政和路 9 号"),
            ("since", "2026-01-05"),
            ("landlord", "周平"),
            ("collect_at", "hall"),
            ("material-photo", "yes"),
            ("declared", "yes"),
        ]));
        form
    }
}

const FORM: &str = "/items/residence-permit/apply?ground=rented&behalf=self";

fn quoted(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn pairs(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn demo(ground: &Ground) -> Open {
    Open::start(&["demo", "--port", "0", "--data", &text(&ground.beside())])
}

#[test]
fn a_form_sent_from_two_connections_at_once_is_one_case() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let wang = Visitor::step_in(&open, "citizen");
    let form = wang.filled();
    let answers: Vec<Answer> = thread::scope(|scope| {
        let both: Vec<_> = (0..2).map(|_| scope.spawn(|| wang.post("/cases", &form))).collect();
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(answers[0].status, 303, "{}", answers[0].body);
    assert_eq!(answers[0].header("location"), answers[1].header("location"));
    assert_eq!(wang.get("/cases").body.matches("class=\"go\"").count(), 1);
    open.close();
}

#[test]
fn what_was_typed_wrong_comes_back_beside_its_field_and_is_stored() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let wang = Visitor::step_in(&open, "citizen");
    let mut form = wang.filled();
    form.extend(pairs(&[("id_number", "449921198803120013"), ("since", "2026-02-30"), ("phone", "138")]));
    let answer = wang.post("/cases", &form);
    assert_eq!(answer.status, 422);
    for part in [
        "<title>有 3 处要改",
        "id=\"f-id_number-e\"",
        "id=\"f-since-e\"",
        "id=\"f-phone-e\"",
        "2026-02-30",
        "青山省大河县河口镇 3 号",
    ] {
        assert!(answer.body.contains(part), "{part} is not in\n{}", answer.body);
    }
    let back = wang.get("/items/residence-permit/apply");
    assert!(back.body.contains("这是您上次存着的"), "the draft is not said:\n{}", back.body);
    assert!(back.body.contains("青山省大河县河口镇 3 号"), "the draft is lost:\n{}", back.body);
    wang.files();
    let after = wang.get(FORM);
    assert!(!after.body.contains("这是您上次存着的"), "the draft outlives the case");
    assert!(!after.body.contains("2026-02-30"), "what was wrong is not offered again");
    open.close();
}

#[test]
fn a_form_of_another_edition_comes_back_with_everything_typed() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let wang = Visitor::step_in(&open, "citizen");
    let mut form = wang.filled();
    form.insert("edition".to_owned(), "0".repeat(64));
    let answer = wang.post("/cases", &form);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("没有这一版办事指南"), "{}", answer.body);
    assert!(answer.body.contains("依据：") && answer.body.contains("青山省大河县河口镇 3 号"));
    open.close();
}

#[test]
fn whoever_may_not_see_a_case_learns_nothing_of_it() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let wang = Visitor::step_in(&open, "citizen");
    let no = wang.files();
    let token = |visitor: &Visitor| visitor.get("/account-of-nobody").token();
    for code in ["agent", "market-examiner", "market-head"] {
        let other = Visitor::step_in(&open, code);
        let there = other.get(&no);
        let nowhere = other.get("/cases/449921-20260101-0001");
        assert_eq!((there.status, nowhere.status), (404, 404), "{code}");
        let act = if code == "agent" { "withdraw" } else { "grant" };
        for seen in ["1", "7"] {
            let form = pairs(&[("token", &token(&other)), ("seen", seen)]);
            let there = other.post(&format!("{no}/{act}"), &form).status;
            let nowhere = other.post(&format!("/cases/449921-20260101-0001/{act}"), &form).status;
            assert_eq!((there, nowhere), (404, 404), "{code} {seen}");
        }
    }
    for code in ["clerk", "police-examiner", "police-head"] {
        assert_eq!(Visitor::step_in(&open, code).get(&no).status, 200, "{code}");
    }
    open.close();
}

#[test]
fn an_act_from_an_old_page_is_told_so_and_a_faulty_one_keeps_its_words() {
    let ground = Ground::sqlite();
    let open = demo(&ground);
    let no = Visitor::step_in(&open, "citizen").files();
    let clerk = Visitor::step_in(&open, "clerk");
    // a tick is not a paper on the counter
    let page = clerk.get(&no).body;
    assert!(page.contains("要带来</span>") && !page.contains("已交</span>"), "{page}");
    let told = format!("{no}/ask-correction");
    let mut form = clerk.form(&no, &told);
    let mut faulty = form.clone();
    faulty.extend(pairs(&[("note", "请补租房合同")]));
    let answer = clerk.post(&told, &faulty);
    assert_eq!(answer.status, 422, "nothing is ticked");
    assert!(answer.body.contains("请补租房合同") && answer.body.contains("#f-lacking"), "{}", answer.body);
    form.extend(pairs(&[("lacking-photo", "yes"), ("lacking-lease", "yes"), ("note", "请补租房合同")]));
    assert_eq!(clerk.post(&told, &form).status, 303);
    assert_eq!(clerk.post(&told, &form).status, 303, "a double click is the same act");
    form.insert("token".to_owned(), clerk.get(&no).token());
    let stale = clerk.post(&format!("{no}/decline"), &{
        let mut form = form.clone();
        form.extend(pairs(&[("ground", "not_needed"), ("reason", "不用办的")]));
        form
    });
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("有了变化"), "{}", stale.body);
    open.close();
}

/// The register of clocks says what the law says runs, and nothing else.
fn register_is_level(house: &House, no: &str, after: &str) {
    let name = no.to_owned();
    let (law, register) = house
        .read_now(wang(), move |seeing| {
            let (case, _) = seeing.life::<Rules>(&name)?;
            let law = strikes(&case, &seeing.ctx);
            let law: Vec<(String, i64)> = law
                .into_iter()
                .map(|(clock, at)| (serde_json::to_value(clock).unwrap().as_str().unwrap().to_owned(), at.0))
                .collect();
            let sql = "select kind, at from k_case_clock where stream = $1 order by kind";
            let rows = seeing.look.query(sql, &[Value::from(format!("case/{name}"))])?;
            let rows: Vec<(String, i64)> = rows.iter().map(|r| (r.text(0).to_owned(), r.int(1))).collect();
            Ok((law, rows))
        })
        .unwrap();
    let mut law = law;
    law.sort();
    assert_eq!(register, law, "after {after}");
}

#[test]
fn the_register_of_clocks_holds_what_runs_and_nothing_else() {
    on_both(|ground| {
        let house = ground.open_at(morning(2026, 9, 1));
        let item = "food-permit";
        let [examiner, head] = organ_of(item);
        let no = ask(&house, li(), house::To::New, application(&house, item)).unwrap().name;
        register_is_level(&house, &no, "applying");
        let stop =
            || Command::StopClock { kind: SpecialKind::Testing, needed: 3, notice: "特检 1".to_owned() };
        let points = house.world().editions.in_force(item).unwrap().item.clone();
        let Command::Apply { situation, .. } = application(&house, item) else { panic!("an application") };
        let met = points.points_in(&situation).map(|p| p.code.clone()).collect();
        let steps = [
            ("receipt", window(), Command::Receive { materials: None }),
            (
                "the notice",
                window(),
                Command::AskCorrection { lacking: vec!["layout".to_owned()], note: "画清楚".to_owned() },
            ),
            (
                "correction",
                window(),
                Command::Correct {
                    materials: vec!["layout".to_owned()],
                    answers: Default::default(),
                    files: Vec::new(),
                },
            ),
            ("acceptance", window(), Command::Accept {}),
            ("a stop", examiner.clone(), stop()),
            ("its end", examiner.clone(), Command::ResumeClock { result: String::new() }),
            (
                "examination",
                examiner,
                Command::Examine { met, unmet: vec![], opinion: String::new(), findings: Default::default() },
            ),
            ("the grant", head, Command::Grant {}),
            ("delivery", window(), Command::Deliver {}),
        ];
        for (name, who, command) in steps {
            follow_and_print(&house);
            does(&house, who, &no, command);
            register_is_level(&house, &no, name);
        }
        house.close().unwrap();
    });
}

#[test]
fn a_clock_that_ran_out_leaves_the_register_on_the_first_round() {
    on_both(|ground| {
        let house = ground.open_at(morning(2026, 9, 1));
        let silent: Vec<String> =
            ["food-permit", "residence-permit"].iter().map(|item| applies(&house, item)).collect();
        house.close().unwrap();
        // the reply limit of both has passed, and the promise that silence began
        let house = ground.open_at(morning(2026, 9, 16));
        assert_eq!(house::timekeeper::strike(&house).unwrap(), 2);
        for no in &silent {
            register_is_level(&house, no, "a fortnight of silence");
        }
        assert_eq!(house::timekeeper::strike(&house).unwrap(), 0, "nothing strikes twice");
        house.close().unwrap();
    });
}
