//! At the counter of the demo's binary: who is taken in there remains the applicant, nobody is looked up, and
//! an account that was opened with her number without a card is hers from then on.

use case::rules::Command;
use house::House;
use store::Value;

use super::binary::Open;
use super::county::{Ground, applies, does, text, window};
use super::http::{Answer, Form};

const NUMBER: &str = "449921195501180040";
const PHONE: &str = "13800000777";

struct Hall {
    ground: Ground,
    open: Open,
}

impl Hall {
    fn new() -> Hall {
        let mut ground = Ground::sqlite();
        let data = ground.beside();
        ground.db = format!("sqlite:{}", text(&data.join("ledger.db")));
        let open = Open::start(&["demo", "--port", "0", "--data", &text(&data)]);
        Hall { ground, open }
    }

    fn somebody(&self, part: &str) -> String {
        self.open.door.post(&format!("/demo/{part}"), &[], "token=anyone.k1").cookie()
    }

    fn page(&self, path: &str, cookie: &str) -> Answer {
        self.open.door.get(path, &[("cookie", cookie)])
    }

    /// The counter's form, filled in from a card.
    fn card(&self, clerk: &str, name: &str, number: &str, then: &str) -> Answer {
        let form = self.page("/counter", clerk).form("/counter");
        let form = form.with("kind", "person").with("name", name).with("number", number);
        let form = form.with("phone", PHONE).with("item", "residence-permit").with("then", then);
        form.send(self.open.door, clerk)
    }

    /// The form of a residence permit for a visitor whose card was checked.
    fn filled_in(&self, clerk: &str, checked: &Answer) -> Form {
        let to = format!("{}&ground=rented&behalf=self", led_to(checked));
        self.page(&to, clerk)
            .form("/cases")
            .with("household", "青山省大河县河口镇 3 号")
            .with("address", "青岭县城关街道政和路 9 号")
            .with("since", "2025-11-03")
            .with("landlord", "周大海")
            .with("collect_at", "hall")
            .with("material-photo", "yes")
            .with("declared", "yes")
    }

    /// Lines of this kind on the ledger.
    fn lines(&self, kind: &str) -> i64 {
        let sql = "select count(*) from ledger where kind = $1";
        self.ground.look(|look| Ok(look.one(sql, &[Value::from(kind)])?.map_or(0, |row| row.int(0))))
    }
}

#[track_caller]
fn led_to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{answer:#?}");
    answer.header("location").to_owned()
}

#[test]
fn whoever_is_taken_in_at_the_counter_is_the_applicant_and_gets_her_account_there() {
    let hall = Hall::new();
    let (clerk, wang) = (hall.somebody("clerk"), hall.somebody("citizen"));
    let checked = hall.card(&clerk, "张秀英", NUMBER, "apply");
    let form = hall.filled_in(&clerk, &checked).with("applicant", "李四");
    let case = led_to(&form.send(hall.open.door, &clerk));
    let shown = hall.page(&case, &clerk).body;
    for words in ["张秀英", "在窗口提交申请", "6 号窗口", "收件，还不是受理"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("李四"), "the name is the one on the card");
    assert_eq!(hall.page(&case, &wang).status, 404, "it is nobody else's");
    // the next visitor finds nothing of hers
    let next = hall.card(&clerk, "李大山", "449921198803120055", "apply");
    let blank = hall.page(&format!("{}&ground=rented&behalf=self", led_to(&next)), &clerk).body;
    assert!(!blank.contains("张秀英") && !blank.contains("河口镇"), "{blank}");
    // the number is hers: nobody opens an account with it from a chair at home
    let opening = hall.page("/account/open", "").form("/account/open");
    let opening = opening.with("name", "张秀英").with("id_number", NUMBER).with("phone", "13800000888");
    let refused = opening.with("password", "from-a-chair-7").send(hall.open.door, "");
    assert_eq!(refused.status, 422, "{refused:?}");
    // at the window she gets her own, and finds her case
    let given = hall.card(&clerk, "张秀英", NUMBER, "login");
    assert_eq!(given.status, 200, "{given:?}");
    let shown = given.body.split("code nb\">").skip(1).filter_map(|rest| rest.split('<').next());
    let password = shown.map(str::to_owned).find(|text| text.contains('-')).unwrap();
    let signs = hall.page("/sign-in", "").form("/sign-in").with("login", PHONE);
    let choice = signs.with("password", &password).send(hall.open.door, "");
    let own = choice.form("/sign-in/own-password").with("password", "my-own-words-5");
    let zhang = own.send(hall.open.door, "").cookie();
    assert_eq!(hall.page(&case, &zhang).status, 200);
    assert!(hall.page("/cases", &zhang).body.contains(&case));
    hall.open.close();
}

#[test]
fn an_account_opened_without_a_card_goes_to_the_person_with_the_card() {
    let hall = Hall::new();
    let clerk = hall.somebody("clerk");
    let opening = hall.page("/account/open", "").form("/account/open");
    let opening = opening.with("name", "张秀英").with("id_number", NUMBER).with("phone", "13800000888");
    let stranger = opening.with("password", "from-a-chair-7").send(hall.open.door, "").cookie();
    assert_eq!(hall.page("/account", &stranger).status, 200);
    let case = {
        let checked = hall.card(&clerk, "张秀英", NUMBER, "apply");
        led_to(&hall.filled_in(&clerk, &checked).send(hall.open.door, &clerk))
    };
    // whoever had the password is out, and stays out
    assert_ne!(hall.page(&case, &stranger).status, 200, "the card counts, not the password");
    let signs = hall.page("/sign-in", "").form("/sign-in").with("login", "13800000888");
    assert_eq!(signs.with("password", "from-a-chair-7").send(hall.open.door, "").status, 422);
    hall.open.close();
}

#[test]
fn the_counter_looks_nobody_up_and_writes_every_try_down() {
    let hall = Hall::new();
    let clerk = hall.somebody("clerk");
    let before = hall.lines("account.IdentityDiffered");
    // Wang's number with another name
    let wrong = hall.card(&clerk, "王大明", "449921198803120012", "apply");
    assert_eq!(wrong.status, 422, "{wrong:?}");
    assert!(wrong.body.contains("对不上") && !wrong.body.contains("王小明"), "{}", wrong.body);
    assert!(!wrong.body.contains("13800000668"));
    assert_eq!(hall.lines("account.IdentityDiffered"), before + 1);
    // both right: on to the form, with nothing in it that was not typed
    let checked = hall.lines("account.IdentityChecked");
    let right = hall.card(&clerk, "王小明", "449921198803120012", "apply");
    let form = hall.page(&format!("{}&ground=rented&behalf=self", led_to(&right)), &clerk).body;
    assert!(form.contains(PHONE) && !form.contains("13800000668"), "{form}");
    assert_eq!(hall.lines("account.IdentityChecked"), checked + 1);
    // no number, no check digit: nothing is looked for
    assert_eq!(hall.card(&clerk, "王小明", "449921198803120013", "apply").status, 422);
    // without the counter there is no form for a clerk, and nobody else has a counter
    assert!(led_to(&hall.page("/items/residence-permit/apply", &clerk)).starts_with("/counter"));
    for part in ["citizen", "police-examiner", "police-head", "administrator", "supervisor"] {
        let somebody = hall.somebody(part);
        assert_eq!(hall.page("/counter", &somebody).status, 404, "{part}");
    }
    let pass = led_to(&right);
    assert_eq!(hall.page(&pass, &hall.somebody("police-examiner")).status, 404);
    hall.open.close();
}

#[test]
fn the_worklist_goes_by_the_day_and_then_by_who_waits_longest() {
    let ground = Ground::sqlite();
    let house = ground.open();
    // filed first, accepted last: due later than those that still wait for their first answer
    let mut all: Vec<String> = (0..3).map(|_| applies(&house, "residence-permit")).collect();
    let all_due = |house: &House| {
        let sight = kernel::Sight::Division;
        let seen = house.read_now(window(), move |seeing| {
            Ok(case::views::worklist(seeing.look, &sight, &case::views::Asked::default(), 10)?)
        });
        seen.unwrap().into_iter().map(|(line, due)| (due, line.case_no)).collect::<Vec<_>>()
    };
    let numbers = |house: &House| all_due(house).into_iter().map(|(_, no)| no).collect::<Vec<_>>();
    assert_eq!(numbers(&house), all, "due on one day: who came first");
    // the first has its answer, and its decision is due on another day
    does(&house, window(), &all[0], Command::Accept {});
    let dues = all_due(&house);
    assert!(dues.windows(2).all(|two| two[0].0 <= two[1].0), "{dues:?}");
    // whoever is told to supply something waits for herself: no day of the organ's, so at the end
    let lacking = vec!["photo".to_owned()];
    does(&house, window(), &all[1], Command::AskCorrection { lacking, note: "看不清".to_owned() });
    let last = all.remove(1);
    assert_eq!(numbers(&house).last(), Some(&last));
}
