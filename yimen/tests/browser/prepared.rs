//! A demo where much has happened already: cases at every stage, some of them late, licences, a review, and
//! what an administrator must look at. Made once, copied for each test.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use bundle::rules::Command as Bundle;
use case::rules::Command;
use facts::case::Ground as Declined;
use house::clock::{Clock, SystemClock, VirtualClock};
use house::rehearsal::rehearsal_actor;
use house::web::drafts;
use house::{Cause, House, To, follow, timekeeper};
use kernel::bundle::May;
use kernel::item::SpecialKind;
use kernel::{Actor, Instant, Role};
use store::{Options, Place, Store, Value};
use tempfile::TempDir;
use yimen::demo::running;

use super::binary::{Open, root, yimen};
use super::county::{
    DIVISION, Ground, applies, brought, copy, does, granted, li, organ_of, public, risky, text, window,
};

/// Civil days before today on which the older half of it happened: past every limit of both items.
const OLD: i64 = 75;

/// Cases by what happened to them.
type Cases = BTreeMap<&'static str, String>;

/// A demo that is open, with its cases.
pub struct Prepared {
    /// The house.
    pub open: Open,
    cases: Cases,
    folder: TempDir,
}

impl Prepared {
    /// A copy of its own, open at the machine's time.
    pub fn open() -> Prepared {
        Prepared::open_after(|_| ())
    }

    /// A copy whose ledger somebody altered behind the house's back.
    pub fn altered() -> Prepared {
        Prepared::open_after(|place| {
            let sql = "update ledger set cause = 'forged/x' where seq = (select max(seq) from ledger)";
            behind(place, sql, Vec::new());
        })
    }

    fn open_after(act: impl Fn(&Place)) -> Prepared {
        static MADE: OnceLock<(Ground, Cases)> = OnceLock::new();
        let (ground, cases) = MADE.get_or_init(made);
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("demo");
        copy(&ground.beside(), &data);
        act(&Place::Sqlite(data.join("ledger.db")));
        let open = Open::start(&["demo", "--port", "0", "--data", &text(&data)]);
        Prepared { open, cases: cases.clone(), folder }
    }

    /// An order at the machine's command line, while the demo is open.
    pub fn ordered(&self, words: &[&str]) -> String {
        let data = text(&self.folder.path().join("demo"));
        let db = format!("sqlite:{data}/ledger.db");
        let catalogue = text(&root().join("catalogue"));
        let place = ["--db", &db, "--data", &data, "--catalogue", &catalogue];
        yimen(&[words, &place].concat()).done()
    }

    /// The number of a case.
    pub fn case(&self, what: &str) -> &str {
        self.cases.get(what).unwrap_or_else(|| panic!("no case is {what}"))
    }

    /// An address with `{what}` filled in.
    pub fn filled(&self, address: &str) -> String {
        let mut filled = address.to_owned();
        for (what, no) in &self.cases {
            filled = filled.replace(&format!("{{{what}}}"), no);
        }
        assert!(!filled.contains('{'), "nobody is {filled}");
        filled
    }
}

/// A statement behind the house's back.
fn behind(place: &Place, sql: &str, args: Vec<Value>) {
    let store = Store::open(place, Options::rehearsal(DIVISION)).unwrap();
    let sql = sql.to_owned();
    store.write_now(move |tx| tx.execute(&sql, &args)).unwrap();
    store.close().unwrap();
}

fn list(all: &[&str]) -> Vec<String> {
    all.iter().map(|code| (*code).to_owned()).collect()
}

fn made() -> (Ground, Cases) {
    let mut ground = Ground::sqlite();
    std::fs::create_dir_all(ground.beside()).unwrap();
    ground.demo = true;
    ground.db = format!("sqlite:{}", ground.beside().join("ledger.db").display());
    let (now, mut cases) = (SystemClock.now(), Cases::new());
    let old = Instant(now.0 - OLD * 86_400_000);
    let clock = Arc::new(VirtualClock::new(old));
    let mut opening = ground.opening(old);
    opening.clock = Arc::<VirtualClock>::clone(&clock);
    let (house, warnings) = opening.open().unwrap();
    assert_eq!(warnings, Vec::<String>::new());
    yimen::demo::people(&house).unwrap();
    long_ago(&house, &mut cases);
    clock.to(now);
    while timekeeper::strike(&house).unwrap() > 0 {}
    follow::catch_up(&house).unwrap();
    lately(&house, &mut cases);
    cases.insert("bundle", running::begun(&house).unwrap());
    let wang = rehearsal_actor("p-wang", Role::Citizen, "", "");
    half_filled(&house, &wang, drafts::Draft::Bundle("open-a-restaurant"), running::SHOP);
    half_filled(&house, &wang, drafts::Draft::Bundle("start-a-company"), &[]);
    cases.insert("mandate", lent(&house));
    let project = yimen::demo::building::begun(&house).unwrap();
    let li = rehearsal_actor("p-li", Role::Agent, "", "p-noodle");
    let works = drafts::Draft::Stage { bundle: "project-works", project_no: &project };
    half_filled(&house, &li, works, &[("environment", "no")]);
    cases.insert("project", project);
    follow::catch_up(&house).unwrap();
    let sql = "select licence_no from v_licence where party = $1 order by licence_no limit 1";
    let row = house.store.read_now(|look| look.one(sql, &["p-wang".into()])).unwrap();
    cases.insert("licence", row.expect("a grant gave a licence").text(0).to_owned());
    let sql = "select c.code from p_code c join v_licence v on v.licence_no = c.licence_no \
               where v.party = $1 order by c.code limit 1";
    let row = house.store.read_now(|look| look.one(sql, &["p-wang".into()])).unwrap();
    cases.insert("code", row.expect("a licence has its code").text(0).to_owned());
    house.close().unwrap();
    trouble(&ground, now);
    (ground, cases)
}

/// A form of a bundle, with its questions answered and nothing sent.
fn half_filled(house: &House, who: &Actor, draft: drafts::Draft<'_>, answers: &[(&str, &str)]) {
    let (drafts::Draft::Bundle(bundle) | drafts::Draft::Stage { bundle, .. }) = draft else {
        panic!("it begins something")
    };
    let whole = running::complete(house, who, (bundle, answers, running::FORM), "王小明", "").unwrap();
    let Bundle::Begin { situation, .. } = whole else { panic!("it begins") };
    let typed = situation.into_iter().map(|(code, answer)| (format!("situation-{code}"), answer)).collect();
    let key = draft.key();
    let kept = drafts::keep(house, who.acting_for(), &key, &typed);
    tokio::runtime::Runtime::new().unwrap().block_on(kept).unwrap();
}

/// Wang lets somebody of the hall help her with her company, and a clerk has taken it up.
fn lent(house: &House) -> String {
    let wang = rehearsal_actor("p-wang", Role::Citizen, "", "");
    let may = vec![May::Fill, May::HandIn, May::Ask, May::Book];
    let (bundle, words) = ("start-a-company".to_owned(), "我不会上网，请帮我填表".to_owned());
    let cause = Cause::outside("console", "demo", "mandate").unwrap();
    let asked = Bundle::AskAssistance { bundle, may, words, project: String::new() };
    let no = house.act_now::<bundle::rules::Rules>(wang, To::New, cause, asked).unwrap().name;
    for (key, command) in [
        ("take", Bundle::TakeAssistance {}),
        (
            "note",
            Bundle::Assist {
                what: May::Ask, on: None, words: "问过市场监管局，当天能办好".to_owned()
            },
        ),
        (
            "task",
            Bundle::GiveTask {
                by: None, hers: true, words: "把身份证带上，周五来拍照".to_owned()
            },
        ),
    ] {
        let cause = Cause::outside("console", "demo", key).unwrap();
        house.act_now::<bundle::rules::Rules>(window(), To::Stream(no.clone()), cause, command).unwrap();
    }
    no
}

/// What is late by now, or was concluded long ago.
fn long_ago(house: &House, cases: &mut Cases) {
    let late = applies(house, "food-permit");
    does(house, window(), &late, Command::Accept {});
    cases.insert("late", late);
    let stopped = applies(house, "food-permit");
    does(house, window(), &stopped, Command::Accept {});
    cases.insert("long-stopped", stopped);
    let withdrawn = applies(house, "food-permit");
    does(house, li(), &withdrawn, Command::Withdraw {});
    cases.insert("withdrawn", withdrawn);
}

fn lately(house: &House, cases: &mut Cases) {
    let home = || applies(house, "residence-permit");
    let [police, chief] = organ_of("residence-permit");
    let declined = home();
    let reason = "您已经有一张在有效期内的居住证，不用再办。".to_owned();
    does(house, window(), &declined, Command::Decline { ground: Declined::NotNeeded, reason });
    cases.insert("declined", declined);
    let referred = home();
    let (to, address) = ("大河县公安局".to_owned(), "大河县河口镇中心街 1 号，户籍窗口".to_owned());
    let reason = "您的居住地在大河县，归那里办。".to_owned();
    does(house, window(), &referred, Command::Refer { to, address, reason });
    cases.insert("referred", referred);
    let asked = home();
    let note = "租房合同上看不清出租人的签名，请带原件来，或者重新拍一张".to_owned();
    does(house, window(), &asked, Command::AskCorrection { lacking: list(&["lease"]), note });
    cases.insert("asked", asked);
    let denied = home();
    does(house, window(), &denied, Command::Accept {});
    let (met, unmet) = (list(&["identity", "home"]), list(&["half-year"]));
    let opinion = "合同从上个月起，住满半年的依据不够".to_owned();
    does(house, police, &denied, Command::Examine { met, unmet, opinion, findings: Default::default() });
    let reason = "您住在这里还不满半年。住满半年后随时可以再申请，已交的材料不用重交。".to_owned();
    does(house, chief, &denied, Command::Deny { reason });
    cases.insert("denied", denied);
    cases.insert("granted", granted(house, "residence-permit"));
    let delivered = granted(house, "residence-permit");
    does(house, window(), &delivered, Command::Deliver {});
    cases.insert("delivered", delivered);
    cases.insert("submitted", home());
    cases.insert("another", home());
    cases.insert("public", public(house));
    cases.insert("matter", brought(house));
    cases.insert("risk", risky(house));

    let [market, _] = organ_of("food-permit");
    let accepted = applies(house, "food-permit");
    does(house, window(), &accepted, Command::Accept {});
    cases.insert("accepted", accepted);
    let stopped = applies(house, "food-permit");
    does(house, window(), &stopped, Command::Accept {});
    let stop =
        Command::StopClock { kind: SpecialKind::Testing, needed: 3, notice: "QLSJ-2026-0031".to_owned() };
    does(house, market.clone(), &stopped, stop);
    cases.insert("stopped", stopped);
    for what in ["examined", "unmet"] {
        let no = applies(house, "food-permit");
        does(house, window(), &no, Command::Accept {});
        let mut met = list(&["premises", "facilities", "people", "flow", "health"]);
        let unmet = if what == "unmet" { met.split_off(4) } else { Vec::new() };
        let opinion = if what == "unmet" { "两名从业人员的健康证过期了" } else { "" }.to_owned();
        does(
            house,
            market.clone(),
            &no,
            Command::Examine { met, unmet, opinion, findings: Default::default() },
        );
        cases.insert(what, no);
    }
}

/// What went wrong behind the counter: a message that did not leave, an intent that was not taken.
fn trouble(ground: &Ground, now: Instant) {
    let failed = "update outbox set state = 'failed', tries = 8, note = $1 \
                  where id = (select min(id) from outbox)";
    let place = ground.place();
    behind(&place, failed, vec!["短信网关没有回应 (time-out after 10 s)".into()]);
    let undone = "insert into undone (id, wing, seq, code, detail, at) values ($1, $2, $3, $4, $5, $6)";
    let args: Vec<Value> = vec![
        "licence/case-granted/12".into(),
        "licence".into(),
        12_i64.into(),
        "number_taken".into(),
        "这个号码已经用过".into(),
        now.0.into(),
    ];
    behind(&place, undone, args);
}
