//! People at the real pages of the demo's binary: from the form to the licence, with the power cut between
//! any two requests, and whatever they type.

use std::time::{Duration, Instant};

use super::binary::{Open, yimen};
use super::county::{Ground, MARKET, text, words};
use super::http::{Answer, Form};

/// How long what follows from a fact may take before the test fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A demo that can be killed and opened again, and who has stepped into it.
pub struct Town {
    ground: Ground,
    pub open: Option<Open>,
}

impl Town {
    pub fn new() -> Town {
        let mut town = Town { ground: Ground::sqlite(), open: None };
        let file = text(&town.ground.beside().join("ledger.db"));
        town.ground.db = format!("sqlite:{file}");
        town.opens();
        town
    }

    fn opens(&mut self) {
        let data = text(&self.ground.beside());
        self.open = Some(Open::start(&["demo", "--port", "0", "--data", &data]));
    }

    /// A town whose house says on its log whatever it can say.
    pub fn talkative() -> Town {
        let mut town = Town { ground: Ground::sqlite(), open: None };
        let data = text(&town.ground.beside());
        town.ground.db = format!("sqlite:{}", text(&town.ground.beside().join("ledger.db")));
        town.open = Some(Open::start_saying("debug", &["demo", "--port", "0", "--data", &data]));
        town
    }

    /// The power is cut and comes back.
    fn loses_power(&mut self) {
        self.open.take().unwrap().kill();
        self.opens();
    }

    fn open(&self) -> &Open {
        self.open.as_ref().unwrap()
    }

    /// Step into a part; gives the cookie.
    pub fn somebody(&self, part: &str) -> String {
        self.open().door.post(&format!("/demo/{part}"), &[], "token=anyone.k1").cookie()
    }

    pub fn page(&self, path: &str, cookie: &str) -> Answer {
        self.open().door.get(path, &[("cookie", cookie)])
    }

    pub fn sends(&self, form: &Form, cookie: &str) -> Answer {
        form.send(self.open().door, cookie)
    }

    /// The clerk sees both papers on her counter.
    pub fn receives(&self, case: &str, clerk: &str) {
        let receive =
            self.act(case, "receive", clerk).with("brought-photo", "yes").with("brought-lease", "yes");
        led_to(&self.sends(&receive, clerk));
    }

    /// The form of an act on a case's page.
    pub fn act(&self, case: &str, act: &str, cookie: &str) -> Form {
        self.page(case, cookie).form(&format!("{case}/{act}"))
    }
}

const APPLY: &str = "/items/residence-permit/apply?ground=rented&behalf=self";

/// The form of a residence permit, filled in by somebody careful.
pub fn filled_in(town: &Town, cookie: &str) -> Form {
    let form = town.page(APPLY, cookie).form("/cases");
    assert_eq!(form.value("applicant"), "王小明", "what the house knows is there already");
    form.with("household", "青山省大河县河口镇 3 号")
        .with("address", "青岭县城关街道政和路 9 号")
        .with("since", "2025-11-03")
        .with("landlord", "周大海")
        .with("collect_at", "hall")
        .with("material-photo", "yes")
        .with("material-lease", "yes")
        .with("declared", "yes")
}

#[track_caller]
pub fn led_to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{answer:#?}");
    answer.header("location").to_owned()
}

#[test]
fn a_case_goes_its_way_though_the_power_is_cut_after_every_answer() {
    let mut town = Town::new();
    let wang = town.somebody("citizen");
    town.loses_power();
    let form = filled_in(&town, &wang);
    town.loses_power();
    let case = led_to(&town.sends(&form, &wang));
    town.loses_power();
    assert_eq!(led_to(&town.sends(&form, &wang)), case, "sent again, because no answer was seen");
    let [clerk, examiner, head] = ["clerk", "police-examiner", "police-head"].map(|part| town.somebody(part));
    town.receives(&case, &clerk);
    town.loses_power();
    let accept = town.act(&case, "accept", &clerk);
    town.loses_power();
    led_to(&town.sends(&accept, &clerk));
    town.loses_power();
    let mut examine = town.act(&case, "examine", &examiner);
    for point in ["identity", "half-year", "home"] {
        examine = examine.with(&format!("point-{point}"), "met");
    }
    led_to(&town.sends(&examine, &examiner));
    town.loses_power();
    led_to(&town.sends(&town.act(&case, "grant", &head), &head));
    town.loses_power();
    led_to(&town.sends(&examine, &examiner));
    assert!(town.page(&case, &wang).body.contains("准予"), "she reads that it was granted");
    let begun = Instant::now();
    while !town.page("/licences", &wang).body.contains("href=\"/licences/") {
        assert!(begun.elapsed() < PATIENCE, "no licence followed from the grant");
    }
    town.open.take().unwrap().close();
    yimen(&["ledger", "verify", "--db", &town.ground.db, "--data", &text(&town.ground.beside())]).done();
    let count = |kind: &str| {
        let sql = format!("select count(*) from ledger where kind = '{kind}'");
        town.ground.look(|look| Ok(look.one(&sql, &[])?.unwrap().int(0)))
    };
    for kind in ["case.Applied", "case.Accepted", "case.Examined", "case.Granted", "licence.Issued"] {
        assert_eq!(count(kind), 1, "{kind}: no answer was lost, and nothing was done twice");
    }
}

#[test]
fn whatever_is_typed_wrong_is_named_beside_its_field_and_kept() {
    let mut town = Town::new();
    let wang = town.somebody("citizen");
    for (field, typed) in [
        ("id_number", "449921198803120013"),
        ("since", "2025-02-30"),
        ("phone", "1380000"),
        ("address", "青岭县\u{202e}城关"),
        ("landlord", "周\u{7}大海"),
        ("landlord", ""),
        ("household", "<script>alert(1)</script>\u{0}"),
    ] {
        let answer = town.sends(&filled_in(&town, &wang).with(field, typed), &wang);
        assert_eq!(answer.status, 422, "{field} {typed:?}");
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{field} is named: {}", answer.body);
        assert!(!answer.body.contains("<script>alert"), "and nothing typed becomes a part of the page");
        let again = answer.form("/cases");
        for (kept, value) in [("applicant", "王小明"), ("collect_at", "hall"), ("declared", "yes")] {
            assert_eq!(again.value(kept), value, "{kept} is lost after a fault in {field}");
        }
        let household =
            if field == "household" { again.value("household").to_owned() } else { String::new() };
        assert!(field != "household" || household.contains("<script>alert(1)"), "{household}");
    }
    // and it is there after a power cut, on another day's visit
    let answer = town.sends(&filled_in(&town, &wang).with("address", "").with("landlord", "吴老板"), &wang);
    assert_eq!(answer.status, 422);
    town.loses_power();
    assert_eq!(town.page(APPLY, &wang).form("/cases").value("landlord"), "吴老板");
    assert!(!town.page("/cases", &wang).body.contains("/cases/449921"), "no case was made of any of it");
}

#[test]
fn one_form_sent_from_two_connections_is_one_case() {
    let town = Town::new();
    let wang = town.somebody("citizen");
    let form = filled_in(&town, &wang);
    let door = town.open().door;
    let led: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..2).map(|_| scope.spawn(|| led_to(&form.send(door, &wang)))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(led[0], led[1]);
    // the same form with another command in it
    assert_eq!(town.sends(&form.with("address", "别处"), &wang).status, 409);
    let list = town.page("/cases", &wang).body;
    assert!(list.contains(&led[0]));
}

#[test]
fn a_page_that_others_have_overtaken_says_so() {
    let town = Town::new();
    let wang = town.somebody("citizen");
    let case = led_to(&town.sends(&filled_in(&town, &wang), &wang));
    let [one, other] = [town.somebody("clerk"), town.somebody("clerk")];
    town.receives(&case, &one);
    let (first, second) = (town.act(&case, "accept", &one), town.act(&case, "accept", &other));
    led_to(&town.sends(&first, &one));
    assert_eq!(town.sends(&second, &other).status, 409);
    // the law's no, from a page that is fresh
    let withdrawn = led_to(&town.sends(&town.act(&case, "withdraw", &wang), &wang));
    assert_eq!(withdrawn, case);
}

#[test]
fn nobody_sees_or_moves_what_is_not_hers() {
    let town = Town::new();
    let wang = town.somebody("citizen");
    let case = led_to(&town.sends(&filled_in(&town, &wang), &wang));
    let clerk = town.somebody("clerk");
    town.receives(&case, &clerk);
    let accept = town.act(&case, "accept", &clerk);
    for part in ["agent", "market-examiner", "market-head"] {
        let who = town.somebody(part);
        assert_eq!(town.page(&case, &who).status, 404, "{part}");
        assert_eq!(town.page("/cases/449921-20990101-0001", &who).status, 404);
        let token = town.page("/nowhere", &who).token();
        for act in ["accept", "withdraw", "examine", "grant", "deny", "deliver"] {
            let to = accept.clone().to(&format!("{case}/{act}")).with("token", &token);
            assert_eq!(town.sends(&to, &who).status, 404, "{part} {act}");
        }
        let list = if part == "agent" { "/cases" } else { "/worklist" };
        assert!(!town.page(list, &who).body.contains(&case), "{part}");
    }
    // her own organ's head cannot do what the window does, nor the citizen what the organ does
    for (part, act) in
        [("police-head", "accept"), ("citizen", "accept"), ("citizen", "grant"), ("clerk", "grant")]
    {
        let who = town.somebody(part);
        let token = town.page("/nowhere", &who).token();
        let to = accept.clone().to(&format!("{case}/{act}")).with("token", &token);
        assert_eq!(town.sends(&to, &who).status, 404, "{part} {act}");
    }
}

/// Open an account as a newcomer; gives the answer.
fn opens_an_account(open: &Open, fields: &[(&str, &str)]) -> Answer {
    let form = open.door.get("/account/open", &[]).form("/account/open");
    let typed = [("name", "张晓"), ("id_number", "449921198803120012"), ("phone", "13800000777")];
    let typed = typed.iter().chain(&[("password", "green-hills-7")]).chain(fields);
    typed.fold(form, |form, (name, value)| form.with(name, value)).send(open.door, "")
}

fn signs_in(open: &Open, login: &str, password: &str) -> Answer {
    let form = open.door.get("/sign-in", &[]).form("/sign-in");
    form.with("login", login).with("password", password).send(open.door, "")
}

#[test]
fn a_newcomer_opens_an_account_and_signs_in_again_after_a_power_cut() {
    let ground = Ground::sqlite();
    let serve = ground.told(&["serve", "--listen", "127.0.0.1:0"]);
    let open = Open::start(&words(&serve));
    for (field, wrong) in
        [("id_number", "449921198803120013"), ("phone", "123"), ("password", "short"), ("name", "")]
    {
        let answer = opens_an_account(&open, &[(field, wrong)]);
        assert_eq!(answer.status, 422, "{field}");
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{field} is named: {}", answer.body);
        assert!(!answer.body.contains("green-hills-7"), "a password is never sent back");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let answer = opens_an_account(&open, &[]);
    led_to(&answer);
    assert!(answer.cookie().starts_with("__Host-yimen="), "{answer:?}");
    // the number and the telephone are somebody's now
    assert_eq!(opens_an_account(&open, &[]).status, 422);
    open.kill();
    let open = Open::start(&words(&serve));
    let cookie = signs_in(&open, "138 0000 0777", "green-hills-7").cookie();
    assert!(open.door.get("/account", &[("cookie", &cookie)]).body.contains("张晓"));
    let back = open.door.get("/sign-in?back=https://evil.example", &[]).form("/sign-in");
    let led = back.with("login", "13800000777").with("password", "green-hills-7").send(open.door, "");
    assert_eq!(led_to(&led), "/", "nobody is led elsewhere");
    open.close();
}

#[test]
fn five_wrong_passwords_at_the_door_lock_the_account_and_no_other() {
    let ground = Ground::sqlite();
    let open = Open::start(&words(&ground.told(&["serve", "--listen", "127.0.0.1:0"])));
    led_to(&opens_an_account(&open, &[]));
    led_to(&opens_an_account(&open, &[("id_number", "449921199307250023"), ("phone", "13800000778")]));
    for _ in 0..5 {
        let wrong = signs_in(&open, "13800000777", "green-hills-8");
        assert_eq!((wrong.status, wrong.header("set-cookie")), (422, ""));
    }
    let locked = signs_in(&open, "13800000777", "green-hills-7");
    assert_eq!((locked.status, locked.header("set-cookie")), (429, ""), "even the right one");
    let seconds: i64 = locked.header("retry-after").parse().unwrap();
    assert!((1..=901).contains(&seconds), "{seconds}");
    led_to(&signs_in(&open, "13800000778", "green-hills-7"));
    let [unknown, known] =
        ["13800000779", "13800000778"].map(|login| signs_in(&open, login, "green-hills-8"));
    assert_eq!(unknown.status, known.status);
    let words = |answer: &Answer, login: &str| {
        let body = answer.body.replace(login, "");
        body.split("name=\"token\"")
            .map(|part| part.split_once('>').map_or(part, |(_, rest)| rest))
            .collect::<String>()
    };
    assert_eq!(words(&unknown, "13800000779"), words(&known, "13800000778"), "nothing is told apart");
    open.close();
}

#[test]
fn a_program_takes_cases_in_by_json_and_finds_nothing_else() {
    let town = Town::new();
    let wang = town.somebody("citizen");
    let case = led_to(&town.sends(&filled_in(&town, &wang), &wang));
    let told = |organ: &str| {
        let mut args = town.ground.told(&["client", "add", "接入系统", "--organ", organ]);
        args.truncate(args.len() - 2);
        format!("Bearer {}", yimen(&words(&args)).done().trim())
    };
    let (police, market) = (told(super::county::POLICE), told(MARKET));
    let door = town.open().door;
    let receive = |bearer: &str, key: &str| {
        let headers = [("authorization", bearer), ("idempotency-key", key)];
        door.post_json(&format!("{case}/receive"), &headers, &serde_json::json!({}))
    };
    assert_eq!(door.get(&case, &[("authorization", &market)]).status, 404);
    assert_eq!(receive(&market, "k1").status, 404);
    let seen = door.get(&case, &[("authorization", &police)]);
    assert_eq!((seen.status, seen.header("content-type")), (200, "application/json"));
    assert_eq!(receive(&police, "k1").status, 201);
    assert_eq!(receive(&police, "k1").status, 200);
    assert_eq!(receive(&police, "k2").status, 422);
    let act = |act: &str| {
        let headers = [("authorization", police.as_str()), ("idempotency-key", "k3")];
        door.post_json(&format!("{case}/{act}"), &headers, &serde_json::json!({})).status
    };
    assert_eq!(["accept", "grant", "withdraw", "examine"].map(act), [404, 404, 404, 404]);
}
