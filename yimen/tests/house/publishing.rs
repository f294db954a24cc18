//! Publishing at the desk of the catalogue: one draws up, another approves, it takes effect on its day, and
//! nothing under way moves. A real house with its real router on a port, on both engines.

use std::path::Path;
use std::sync::Arc;

use case::rules::{Command, Rules, dues};
use house::clock::VirtualClock;
use house::console::console_actor;
use house::web::session;
use house::{Failure, House, To, timekeeper};
use kernel::{Day, Instant};
use tokio::runtime::Runtime;

use super::binary::yimen;
use super::county::{Ground, application, applies, ask, does, morning, on_both, text, wang, window, words};
use super::http::{Answer, Door};

/// The item that is changed.
pub const ITEM: &str = "residence-permit";
const JSON: (&str, &str) = ("accept", "application/json");
/// A shorter promise.
pub const SHORTER: (&str, &str) =
    ("[promised_limit]\nn = 7\nunit = \"days\"", "[promised_limit]\nn = 5\nunit = \"days\"");
const WORDED: (&str, &str) = ("zh = \"现在住哪里\"", "zh = \"您现在住在哪里\"");

/// An open house at its door, whose clock the test moves.
pub struct Desk {
    /// The house.
    pub house: House,
    clock: Arc<VirtualClock>,
    /// Its door.
    pub door: Door,
    /// What its door runs on.
    pub runtime: Runtime,
}

impl Desk {
    /// Open it.
    pub fn open(ground: &Ground, at: Instant) -> Desk {
        let clock = Arc::new(VirtualClock::new(at));
        let mut opening = ground.opening(at);
        opening.clock = Arc::<VirtualClock>::clone(&clock);
        let (house, _) = opening.open().unwrap();
        yimen::demo::people(&house).unwrap();
        let runtime = Runtime::new().unwrap();
        let door = Door::on(&runtime, house::web::router(&house, Vec::new()));
        Desk { house, clock, door, runtime }
    }

    /// The cookie of somebody who came in.
    pub fn enter(&self, party: &str) -> String {
        let cookie = self.runtime.block_on(session::begin(&self.house, party, None)).unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// A page, as somebody sees it.
    pub fn get(&self, who: &str, path: &str) -> Answer {
        self.door.get(path, &[("cookie", &self.enter(who))])
    }

    /// The same as JSON.
    pub fn json(&self, who: &str, path: &str) -> serde_json::Value {
        self.door.get(path, &[("cookie", &self.enter(who)), JSON]).json()
    }

    /// Send the form of a page, with this typed into it.
    pub fn send(&self, who: &str, page: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
        let cookie = self.enter(who);
        let page = self.door.get(page, &[("cookie", &cookie)]);
        let form = page.form(action);
        typed.iter().fold(form, |form, (name, value)| form.with(name, value)).send(self.door, &cookie)
    }

    /// The form, with every question answered.
    fn form(&self, cookie: &str) -> Answer {
        self.door.get(&format!("/items/{ITEM}/apply?ground=rented&behalf=self"), &[("cookie", cookie)])
    }

    /// A form half filled under the guide of that day.
    fn half_fills(&self, edition: &str) {
        let cookie = self.enter("p-wang");
        let form = self.form(&cookie).form("/cases").to(&format!("/items/{ITEM}/draft"));
        assert_eq!(form.value("edition"), edition);
        assert_eq!(form.with("household", "河口镇 3 号").send(self.door, &cookie).status, 303);
    }

    /// The officer of the item's organ sends this text, to be in force from a day.
    pub fn proposes(&self, text: &str, from: &str) -> Answer {
        let typed = [("text", text), ("from", from), ("note", "承诺缩短两天")];
        self.send("s-zhou", &at("edit"), &at("propose"), &typed)
    }

    /// Her colleague approves what lies there.
    pub fn approves(&self) -> Answer {
        self.send("s-sun", &at(""), &at("approve"), &[])
    }

    /// It is this morning, and the timekeeper has made his round.
    fn morning(&self, dom: u8) {
        let ahead = morning(2026, 9, dom).0 - self.house.clock.now().0;
        self.clock.forward(ahead);
        timekeeper::strike(&self.house).unwrap();
    }

    fn in_force(&self) -> String {
        self.house.world().in_force[ITEM].clone()
    }

    /// The text in force.
    pub fn text(&self) -> String {
        self.house.world().texts[&format!("items/{ITEM}.toml")].to_string()
    }

    /// The edition of a case and the day that its law's limit and promise end on.
    fn case(&self, no: &str) -> (String, Option<Day>, Option<Day>) {
        let no = no.to_owned();
        let look = move |seeing: &mut house::opening::Seeing<'_, '_>| {
            let (case, _) = seeing.life::<Rules>(&no)?;
            let dues = dues(&case, &seeing.ctx);
            let day = |due: Option<kernel::Due>| due.map(|due| due.day);
            Ok((case.filed.unwrap().edition, day(dues.statutory), day(dues.promised)))
        };
        self.house.read_now(console_actor("test"), look).unwrap()
    }
}

/// An address of the item at the desk.
pub fn at(act: &str) -> String {
    if act.is_empty() { format!("/catalogue/{ITEM}") } else { format!("/catalogue/{ITEM}/{act}") }
}

/// A text with these words in place of those.
pub fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the file does not say {from:?}");
        text.replacen(from, to, 1)
    })
}

/// Everybody reads what changed and since when; who did it stands before colleagues only.
fn what_changed_is_public(desk: &Desk) {
    let history = desk.door.get(&format!("/items/{ITEM}/history"), &[JSON]);
    let editions = history.json()["editions"].as_array().unwrap().clone();
    assert_eq!((editions.len(), &editions[0]["from"]), (2, &"2026-09-10".into()), "{editions:?}");
    assert_eq!(editions[0]["differences"][0]["after"]["zh"], "5 日", "{editions:?}");
    assert!(!history.body.contains("s-zhou") && !history.body.contains("周平"));
    assert!(desk.get("s-sun", &at("")).body.contains("周平编制，孙强核准"));
}

#[test]
fn an_edition_comes_into_force_on_its_day_and_nothing_under_way_moves() {
    on_both(|ground| {
        let desk = Desk::open(&ground, morning(2026, 9, 1));
        let no = applies(&desk.house, ITEM);
        does(&desk.house, window(), &no, Command::Accept {});
        let (old, before) = (desk.in_force(), desk.case(&no));
        let stale = application(&desk.house, ITEM);
        desk.half_fills(&old);
        let draft = |desk: &Desk| desk.json("p-wang", "/cases")["drafts"][0].clone();
        assert_eq!(draft(&desk)["renewed"], false, "{}", draft(&desk));

        let answer = desk.proposes(&changed(&desk.text(), &[SHORTER, WORDED]), "2026-09-10");
        assert_eq!((answer.status, answer.header("location")), (303, at("").as_str()), "{}", answer.body);
        let answer = desk.send("s-sun", &at(""), &at("approve"), &[]);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let shown = desk.json("s-sun", &at(""));
        assert_eq!(shown["proposal"]["stage"], "approved", "{shown}");
        let labels: Vec<&str> = shown["proposal"]["differences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["label"]["zh"].as_str().unwrap())
            .collect();
        assert_eq!(labels, ["承诺时限", "表单栏目“现在住哪里”：栏目名"]);

        desk.morning(9);
        assert_eq!(desk.in_force(), old, "its day has not come");
        desk.morning(10);
        assert_ne!(desk.in_force(), old, "by itself, on its day");
        assert_eq!(desk.case(&no), before, "the running case keeps its edition and its days");
        let page = desk.get("s-zhou", &format!("/cases/{no}"));
        assert!(page.body.contains("现在住哪里") && !page.body.contains("您现在住在哪里"), "and its form");

        // whoever had begun is told, and goes on under the new guide with everything she typed
        assert_eq!(draft(&desk)["renewed"], true, "{}", draft(&desk));
        let cookie = desk.enter("p-wang");
        let page = desk.form(&cookie);
        assert!(
            page.body.contains("办事指南更新了") && page.body.contains("您现在住在哪里"),
            "{}",
            page.body
        );
        let form = page.form("/cases");
        assert_eq!(
            (form.value("edition"), form.value("household")),
            (desk.in_force().as_str(), "河口镇 3 号")
        );
        match ask(&desk.house, wang(), To::New, stale) {
            Err(Failure::Refused(refusal)) => assert_eq!(refusal.code, "edition_replaced"),
            other => panic!("filed under a guide that is no longer in force: {other:?}"),
        }
        applies(&desk.house, ITEM);

        what_changed_is_public(&desk);
        desk.house.close().unwrap();
    });
}

#[test]
fn nobody_approves_her_own_and_nobody_of_another_organ_sees_it() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    assert_eq!(desk.proposes(&changed(&desk.text(), &[SHORTER]), "2026-09-01").status, 303);
    let page = desk.get("s-zhou", &at(""));
    assert!(
        page.body.contains("要由本单位另一位同事核准") && !page.body.contains("/approve"),
        "{}",
        page.body
    );
    let cookie = desk.enter("s-zhou");
    let page = desk.door.get(&at(""), &[("cookie", &cookie)]);
    let answer = page.form(&at("recall")).to(&at("approve")).send(desk.door, &cookie);
    assert_eq!(answer.status, 422, "{answer:?}");
    assert!(
        answer.body.contains("另一位同事") && answer.body.contains("《政府信息公开条例》第十七条"),
        "{answer:?}"
    );
    for (who, status) in
        [("s-chen", 404), ("s-window-6", 404), ("p-wang", 404), ("s-he", 200), ("s-lin", 200)]
    {
        assert_eq!(desk.get(who, &at("")).status, status, "{who}");
        assert_eq!(desk.get(who, &at("edit")).status, 404, "{who} draws up nothing");
    }
    // the reason is owed, and reaches whoever drew it up
    let answer = desk.send("s-sun", &at(""), &at("return"), &[("reason", " ")]);
    assert_eq!(answer.status, 422, "{answer:?}");
    assert_eq!(desk.send("s-sun", &at(""), &at("return"), &[("reason", "依据没有写到条")]).status, 303);
    let page = desk.get("s-zhou", &at("edit"));
    assert!(page.body.contains("依据没有写到条") && page.body.contains("n = 5"), "she goes on with her text");
    desk.house.close().unwrap();
}

#[test]
fn an_item_that_lacks_one_of_the_four_disclosures_cannot_be_published() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let (old, text) = (desk.in_force(), desk.text());
    let set_by = text.split("[[set_by]]").nth(1).unwrap().split("\n[").next().unwrap();
    let organ = text.lines().find(|line| line.starts_with("organ = ")).unwrap();
    let without = |part: &str| text.replacen(part, "", 1);
    let fee = "[[fees]]\nname = { zh = \"工本费\", en = \"Cost of the card\" }\nfen = 2000\n\n[[places]]";
    let lacking = [
        ("政策法规", text.replacen(&format!("[[set_by]]{set_by}"), "", 1), "set_by"),
        ("权责清单", without(&format!("{organ}\n")), "organ"),
        ("审批流程", without(SHORTER.0), "promised_limit"),
        ("收费标准", text.replacen("[[places]]", fee, 1), "basis"),
    ];
    let last = ground.last();
    for (disclosure, text, key) in lacking {
        assert!(!text.contains("[[set_by]]") || key != "set_by", "there are two of them");
        let answer = desk.proposes(&text, "2026-09-01");
        assert_eq!(answer.status, 422, "{disclosure}: {answer:?}");
        assert!(answer.body.contains("改好才能送审"), "{disclosure}: {}", answer.body);
        let check = desk.json("s-zhou", &at("edit"))["check"].clone();
        assert!(check["errors"].as_u64().unwrap() > 0, "{disclosure}: {check}");
        assert!(check.to_string().contains(key), "{disclosure}: {check}");
        assert_eq!(
            (ground.last(), desk.in_force()),
            (last, old.clone()),
            "{disclosure}: nothing was written"
        );
    }
    desk.house.close().unwrap();
}

#[test]
fn whatever_is_typed_is_kept_and_every_fault_has_its_line() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let broken = changed(&desk.text(), &[("[promised_limit]\nn = 7", "[promised_limit]\nn = seven")]);
    let line = 1 + broken.lines().position(|line| line == "n = seven").unwrap();
    let cookie = desk.enter("s-zhou");
    let page = desk.door.get(&at("edit"), &[("cookie", &cookie)]);
    let form = page.form(&at("propose")).with("text", &broken).with("note", "写到一半").to(&at("draft"));
    assert_eq!(form.send(desk.door, &cookie).status, 303);
    // she comes back another day
    desk.morning(3);
    let shown = desk.json("s-zhou", &at("edit"));
    assert_eq!((shown["text"].as_str(), shown["note"].as_str()), (Some(broken.as_str()), Some("写到一半")));
    let findings = shown["check"]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|one| one["line"] == line && one["weight"] == "error"), "{findings:?}");
    // a date that is none comes back with everything else
    let answer = desk.proposes(&broken, "明天");
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("写一个日期") && answer.body.contains("n = seven"), "{}", answer.body);
    // what she throws away is gone, and she begins with the text in force
    let answer = desk.send("s-zhou", &at("edit"), &at("draft/discard"), &[]);
    assert_eq!(answer.status, 303);
    assert_eq!(desk.json("s-zhou", &at("edit"))["kept"], false);
    desk.house.close().unwrap();
}

#[test]
fn a_command_that_is_refused_on_the_day_does_not_hide_that_the_day_has_come() {
    let ground = Ground::sqlite();
    let desk = Desk::open(&ground, morning(2026, 9, 1));
    let old = desk.in_force();
    assert_eq!(desk.proposes(&changed(&desk.text(), &[SHORTER]), "2026-09-10").status, 303);
    assert_eq!(desk.approves().status, 303);
    // no round of the timekeeper comes between
    let ahead = Instant::at(Day::ymd(2026, 9, 10).unwrap(), 0, 1).0 - desk.house.clock.now().0;
    desk.clock.forward(ahead);
    let who = house::rehearsal::rehearsal_actor("s-sun", kernel::Role::Head, "11449921MB9X00074X", "");
    let command = portal::rules::Command::Recall { item: ITEM.to_owned(), reason: "再想想".to_owned() };
    let cause = house::Cause::outside("form", "s-sun", "late").unwrap();
    let to = To::Stream(portal::rules::item_stream(ITEM));
    match desk.house.act_now::<portal::rules::Rules>(who, to, cause, command) {
        Err(Failure::Refused(refusal)) => assert_eq!(refusal.code, "proposal_missing"),
        other => panic!("called back after it took effect: {other:?}"),
    }
    assert_ne!(desk.in_force(), old, "what time alone made true is in force, whatever became of the command");
    desk.house.close().unwrap();
    // and a house that was closed over the day answers as if it had been open
    let house = Desk::open(&ground, morning(2026, 9, 11)).house;
    assert_ne!(house.world().in_force[ITEM], old);
    house.close().unwrap();
}

/// No item of this folder takes the item's licence from the library: then nothing hangs on it.
fn nobody_takes_its_licence(catalogue: &Path) {
    for file in std::fs::read_dir(catalogue.join("items")).unwrap() {
        let file = file.unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("licence = \"11449921MB9X00074X001\"\n", "")).unwrap();
    }
    // nor is it a part of one thing at once
    std::fs::remove_file(catalogue.join("bundles/start-school.toml")).unwrap();
}

#[test]
fn a_withdrawn_item_takes_no_application_and_what_is_under_way_goes_on() {
    on_both(|mut ground| {
        nobody_takes_its_licence(ground.own_catalogue());
        let desk = Desk::open(&ground, morning(2026, 9, 1));
        let no = applies(&desk.house, ITEM);
        let late = application(&desk.house, ITEM);
        let cookie = desk.enter("p-wang");
        let page = desk.form(&cookie);
        assert_eq!(
            page.form("/cases").to(&format!("/items/{ITEM}/draft")).send(desk.door, &cookie).status,
            303
        );
        let typed = [("reason_zh", "并入“一件事”"), ("reason_en", "Merged"), ("from", "2026-09-05")];
        let answer = desk.send("s-zhou", &at(""), &at("withdraw"), &typed);
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(desk.approves().status, 303);
        desk.morning(5);
        match ask(&desk.house, wang(), To::New, late) {
            Err(Failure::Refused(refusal)) => assert_eq!(refusal.code, "item_withdrawn"),
            other => panic!("applied for what is no longer offered: {other:?}"),
        }
        let guide = desk.get("p-wang", &format!("/items/{ITEM}"));
        assert_eq!(guide.status, 200);
        for words in ["从2026年9月5日起，这件事不再办理", "并入“一件事”"] {
            assert!(guide.body.contains(words), "{words}: {}", guide.body);
        }
        assert!(!guide.body.contains(&format!("/items/{ITEM}/apply")), "nowhere to begin");
        let apply = desk.get("p-wang", &format!("/items/{ITEM}/apply"));
        assert!(apply.status == 422 && apply.body.contains("不再办理"), "{apply:?}");
        let drafts = desk.json("p-wang", "/cases")["drafts"].clone();
        assert_eq!(drafts[0]["withdrawn"][0], "2026-09-05", "{drafts}");
        assert!(!desk.json("p-wang", "/items").to_string().contains(ITEM), "it stands on no shelf");
        // the running case: accepted, with its days, and still called by its name
        does(&desk.house, window(), &no, Command::Accept {});
        for page in ["breaches", "review"] {
            let page = desk.get("p-wang", &format!("/cases/{no}/{page}")).body;
            assert!(page.contains("居住证申领"), "{page}");
        }
        assert!(desk.case(&no).2.is_some());
        desk.house.close().unwrap();
        // it stays so over a restart, and the file that still lies there brings nothing back
        let desk = Desk::open(&ground, morning(2026, 9, 7));
        assert!(desk.house.world().editions.in_force(ITEM).is_none());
        assert_eq!(desk.proposes(&desk.text(), "2026-09-07").status, 303);
        assert_eq!(desk.approves().status, 303);
        assert!(desk.house.world().editions.in_force(ITEM).is_some(), "two officers bring it back");
        desk.house.close().unwrap();
    });
}

#[test]
fn a_file_changed_by_hand_after_an_edit_in_the_browser_is_noticed_and_refused() {
    on_both(|mut ground| {
        ground.own_catalogue();
        let file = ground.catalogue.join(format!("items/{ITEM}.toml"));
        let desk = Desk::open(&ground, morning(2026, 9, 1));
        let edited = changed(&desk.text(), &[SHORTER]);
        assert_eq!(desk.proposes(&edited, "2026-09-01").status, 303);
        assert_eq!(desk.approves().status, 303);
        desk.house.close().unwrap();
        let last = ground.last();
        // somebody at the machine knows nothing of it
        let by_hand = changed(&std::fs::read_to_string(&file).unwrap(), &[WORDED]);
        std::fs::write(&file, &by_hand).unwrap();
        let (house, warnings) = ground.opening(morning(2026, 9, 2)).open().unwrap();
        assert!(
            matches!(warnings.as_slice(), [one] if one.contains(ITEM) && one.contains("--set-aside")),
            "{warnings:?}"
        );
        assert_eq!(ground.last(), last, "the file was not published");
        house.close().unwrap();
        // nor is the file overwritten
        let why = yimen(&words(&ground.told(&["catalogue", "export"]))).refused();
        assert!(why.contains(ITEM) && why.contains("--set-aside"), "{why}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), by_hand);
        // what both sentences advise puts it right: the ledger's text, and the other kept beside it
        let said = yimen(&words(&ground.told(&["catalogue", "export", "--set-aside"]))).done();
        assert!(said.contains(&format!("{}.mine", text(&file))), "{said}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), edited);
        assert_eq!(std::fs::read_to_string(format!("{}.mine", text(&file))).unwrap(), by_hand);
        // a file that follows the browser's edition is news like any other
        std::fs::write(&file, changed(&edited, &[WORDED])).unwrap();
        ground.open_at(morning(2026, 9, 3)).close().unwrap();
        assert_eq!(ground.last(), last + 1);
        // and another folder gets everything that a county needs
        let other = ground.path("other");
        yimen(&words(&ground.told(&["catalogue", "export", &text(&other)]))).done();
        yimen(&["lint", &text(&other)]).done();
    });
}
