//! A county of one's own for a test: a place on one of the engines, a folder, a house, and its people.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use case::rules::{Command, Rules};
use house::chance::SystemChance;
use house::clock::VirtualClock;
use house::rehearsal::rehearsal_actor;
use house::{Cause, Failure, House, Receipt, To};
use kernel::form::{self, Field, FieldKind};
use kernel::{Actor, Day, Instant, Role};
use store::{Options, Place, Store, Value};
use tempfile::TempDir;
use yimen::county::Opening;

use super::binary::root;
use super::http::Door;

/// The division of the tree's catalogue.
pub const DIVISION: &str = "449921";
/// Its market regulation organ.
pub const MARKET: &str = "11449921MB9X00031G";
/// The forestry bureau.
pub const FORESTRY: &str = "11449921MB9X00146N";
/// Its public security organ.
pub const POLICE: &str = "11449921MB9X00074X";
/// Its hall.
pub const HALL: &str = "12449921MB9X00250P";

/// A place for one ledger, and the folders beside it.
pub struct Ground {
    /// The place as a command is told it.
    pub db: String,
    /// The division whose ledger it is.
    pub division: String,
    /// The county's files.
    pub catalogue: PathBuf,
    /// Is it a demo's ledger, with a demo's keys?
    pub demo: bool,
    folder: TempDir,
}

/// A database of its own on the shared server; a copy of `like` if that is named.
fn database(like: Option<&str>) -> String {
    static ONE_BY_ONE: Mutex<()> = Mutex::new(());
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let _turn = ONE_BY_ONE.lock().unwrap();
    let name = format!("county_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let template = like.map_or(String::new(), |like| format!(" template {like}"));
    rig::postgres::shared().run(&format!("create database {name}{template}"));
    rig::postgres::shared().url_of(&name)
}

impl Ground {
    fn new(db: String, folder: TempDir) -> Ground {
        let catalogue = root().join("catalogue");
        Ground { db, division: DIVISION.to_owned(), catalogue, demo: false, folder }
    }

    /// On SQLite.
    pub fn sqlite() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        Ground::new(format!("sqlite:{}", folder.path().join("ledger.db").display()), folder)
    }

    /// On PostgreSQL.
    pub fn postgres() -> Ground {
        Ground::new(database(None), tempfile::tempdir().unwrap())
    }

    /// Another ground like this one, whose house is closed: ledger, keys and heads are copied.
    pub fn twin(&self) -> Ground {
        let folder = tempfile::tempdir().unwrap();
        copy(&self.beside(), &folder.path().join("data"));
        let twin = match self.db.strip_prefix("sqlite:") {
            Some(file) => {
                let to = folder.path().join("ledger.db");
                std::fs::copy(file, &to).unwrap();
                Ground::new(format!("sqlite:{}", to.display()), folder)
            }
            None => Ground::new(database(self.db.rsplit_once('/').map(|(_, name)| name)), folder),
        };
        Ground { division: self.division.clone(), catalogue: self.catalogue.clone(), ..twin }
    }

    /// A catalogue of one's own, to be changed by the test.
    pub fn own_catalogue(&mut self) -> &Path {
        let to = self.path("catalogue");
        copy(&self.catalogue, &to);
        self.catalogue = to;
        &self.catalogue
    }

    /// A path in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Its folder of keys, heads and files, beside the ledger.
    pub fn beside(&self) -> PathBuf {
        self.path("data")
    }

    /// Its place.
    pub fn place(&self) -> Place {
        Place::parse(&self.db).unwrap()
    }

    /// A demo's house open to the street, its people in it, with a clock that stands at this time.
    pub fn street(&self, at: Instant) -> (House, Arc<VirtualClock>, Door) {
        let clock = Arc::new(VirtualClock::new(at));
        let mut opening = self.opening(at);
        (opening.demo, opening.clock) = (true, clock.clone());
        let (house, warnings) = opening.open().unwrap();
        assert_eq!(warnings, Vec::<String>::new());
        yimen::demo::people(&house).unwrap();
        let door = Door::of(house::web::router(&house, yimen::demo::routes()));
        (house, clock, door)
    }

    /// How its house is opened by a test: at this time, with nothing at stake at a commit.
    pub fn opening(&self, at: Instant) -> Opening {
        let mut opening = Opening::new(self.place(), &self.beside(), &self.catalogue);
        opening.clock = Arc::new(VirtualClock::new(at));
        opening.chance = Arc::new(SystemChance);
        opening.durable = false;
        opening.demo = self.demo;
        opening
    }

    /// Its house, open on the morning of 1 September 2026, a Tuesday.
    pub fn open(&self) -> House {
        self.open_at(morning(2026, 9, 1))
    }

    /// Its house, open at some time; every file must have been published without a warning.
    pub fn open_at(&self, at: Instant) -> House {
        let (house, warnings) = self.opening(at).open().unwrap();
        assert_eq!(warnings, Vec::<String>::new());
        house
    }

    /// The arguments that tell a command where this is.
    pub fn told(&self, words: &[&str]) -> Vec<String> {
        let mut args: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        args.extend(["--db".to_owned(), self.db.clone(), "--data".to_owned(), text(&self.beside())]);
        args.extend(["--catalogue".to_owned(), text(&self.catalogue)]);
        args
    }

    /// A statement behind the house's back.
    pub fn behind(&self, sql: &str, args: Vec<Value>) -> u64 {
        let store = Store::open(&self.place(), Options::rehearsal(&self.division)).unwrap();
        let sql = sql.to_owned();
        let rows = store.write_now(move |tx| tx.execute(&sql, &args)).unwrap();
        store.close().unwrap();
        rows
    }

    /// Something seen without opening the house.
    pub fn look<T>(&self, look: impl FnOnce(&mut store::Look<'_>) -> Result<T, store::Fault>) -> T {
        Store::open_reading(&self.place(), &self.division).unwrap().look(look).unwrap()
    }

    /// The number of the last line.
    pub fn last(&self) -> i64 {
        self.look(|look| look.head()).seq
    }
}

/// Run a scenario on both engines.
pub fn on_both(scenario: impl Fn(Ground)) {
    scenario(Ground::sqlite());
    scenario(Ground::postgres());
}

/// A path as a command is told it.
pub fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Words as a command line.
pub fn words(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

/// Nine o'clock of a day.
pub fn morning(year: i16, month: u8, dom: u8) -> Instant {
    Instant::at(Day::ymd(year, month, dom).unwrap(), 9, 0)
}

/// Copy a folder and what is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).unwrap();
        }
    }
}

/// 王小明, who asks for herself.
pub fn wang() -> Actor {
    rehearsal_actor("p-wang", Role::Citizen, "", "")
}

/// 李梅, who acts for the noodle shop.
pub fn li() -> Actor {
    rehearsal_actor("p-li", Role::Agent, "", "p-noodle")
}

/// 李芳 at window 6 of the hall.
pub fn window() -> Actor {
    rehearsal_actor("s-window-6", Role::Clerk, HALL, "")
}

/// An examiner and a head of the organ that an item belongs to.
pub fn organ_of(item: &str) -> [Actor; 2] {
    let (examiner, head, organ) =
        if item == "food-permit" { ("s-chen", "s-zhao", MARKET) } else { ("s-zhou", "s-sun", POLICE) };
    [rehearsal_actor(examiner, Role::Examiner, organ, ""), rehearsal_actor(head, Role::Head, organ, "")]
}

/// Somebody asks something of a case; every arrival has a key of its own.
pub fn ask(house: &House, who: Actor, to: To, command: Command) -> Result<Receipt, Failure> {
    let cause = Cause::outside("form", &who.party, &house.chance.hex::<8>()).unwrap();
    house.act_now::<Rules>(who, to, cause, command)
}

/// A matter that Wang Xiaoming brought; its number.
pub fn brought(house: &House) -> String {
    let need = "想在夜市摆一个早餐车，不知道办什么手续".to_owned();
    let (name, phone) = ("王小明".to_owned(), "13800000668".to_owned());
    let command = matter::rules::Command::Bring { hall: HALL.to_owned(), name, phone, need };
    let cause = Cause::outside("form", "p-wang", &house.chance.hex::<8>()).unwrap();
    house.act_now::<matter::rules::Rules>(wang(), To::New, cause, command).unwrap().name
}

/// Three applications that nothing is needed for; the name of the risk point that this is.
pub fn risky(house: &House) -> String {
    for _ in 0..3 {
        let no = applies(house, "food-permit");
        let (ground, reason) = (facts::case::Ground::NotNeeded, "只卖预包装食品，备案就行".to_owned());
        does(house, window(), &no, Command::Decline { ground, reason });
    }
    house::follow::catch_up(house).unwrap();
    let sql = "select name from v_risk where item = 'food-permit' and why = 'declined' order by name";
    house.store.read_now(move |look| Ok(look.one(sql, &[])?.unwrap().text(0).to_owned())).unwrap()
}

/// A residence permit that is denied by one check point; the number of the case.
pub fn denied(house: &House) -> String {
    let no = applies(house, "residence-permit");
    let [police, chief] = organ_of("residence-permit");
    does(house, window(), &no, Command::Accept {});
    let opinion = "合同从上个月起，住满半年的依据不够".to_owned();
    let (met, unmet, findings) = (list(&["identity", "home"]), list(&["half-year"]), Default::default());
    does(house, police, &no, Command::Examine { met, unmet, opinion, findings });
    does(house, chief, &no, Command::Deny { reason: "还不满半年".to_owned() });
    no
}

/// Somebody does something with a case, and it is taken; what is delivered has been printed.
pub fn does(house: &House, who: Actor, no: &str, command: Command) -> Receipt {
    if matches!(command, Command::Deliver {}) {
        follow_and_print(house);
    }
    ask(house, who, To::Stream(no.to_owned()), command).unwrap()
}

fn pairs(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn list(all: &[&str]) -> Vec<String> {
    all.iter().map(|code| (*code).to_owned()).collect()
}

/// What a complete application for an item says, under the edition in force.
pub fn application(house: &House, item: &str) -> Command {
    let edition = house.world().in_force[item].clone();
    let (situation, materials, answers) = if item == "food-permit" {
        let situation = pairs(&[("form", "restaurant"), ("water", "mains"), ("cold", "no")]);
        let answers = pairs(&[
            ("trade_name", "青岭县一碗面馆有限公司"),
            ("uscc", "91449921MA9X000114"),
            ("owner", "李梅"),
            ("owner_id", "449921199307250023"),
            ("address", "青岭县城关街道建设路 18 号"),
            ("area", "86"),
            ("kitchen_area", "22"),
            ("seats", "30"),
            ("business", "hot"),
            ("staff", "5"),
            ("officer", "李梅"),
            ("officer_phone", "13800000669"),
            ("delivery", "hall"),
        ]);
        (situation, list(&["layout", "equipment", "safety-rules"]), answers)
    } else {
        let situation = pairs(&[("ground", "rented"), ("behalf", "self")]);
        let answers = pairs(&[
            ("id_number", "449921198803120012"),
            ("household", "青山省大河县河口镇 3 号"),
            ("address", "青岭县城关街道政和路 9 号"),
            ("since", "2025-11-03"),
            ("landlord", "周大海"),
            ("collect_at", "hall"),
        ]);
        (situation, list(&["photo", "lease"]), answers)
    };
    Command::Apply {
        item: item.to_owned(),
        edition,
        situation,
        materials,
        applicant: if item == "food-permit" { "李梅" } else { "王小明" }.to_owned(),
        phone: "13800000668".to_owned(),
        answers,
        on_behalf: None,
        files: Vec::new(),
        parcel: None,
    }
}

/// Somebody applies for an item, and the papers come to the window; gives the number of the case.
pub fn applies(house: &House, item: &str) -> String {
    let no = files(house, item);
    does(house, window(), &no, Command::Receive { materials: None });
    no
}

/// Somebody applies and says what she will bring; the window has seen nothing yet.
pub fn files(house: &House, item: &str) -> String {
    let who = if item == "food-permit" { li() } else { wang() };
    ask(house, who, To::New, application(house, item)).unwrap().name
}

/// The window accepts a case, the examiner finds every point met, the head grants it.
pub fn granted(house: &House, item: &str) -> String {
    let no = applies(house, item);
    let [examiner, head] = organ_of(item);
    does(house, window(), &no, Command::Accept {});
    let points: &[&str] = match item {
        "food-permit" => &["premises", "facilities", "people", "flow", "health"],
        _ => &["identity", "half-year", "home"],
    };
    does(
        house,
        examiner,
        &no,
        Command::Examine {
            met: list(points),
            unmet: vec![],
            opinion: String::new(),
            findings: Default::default(),
        },
    );
    does(house, head, &no, Command::Grant {});
    no
}

/// Somebody applies for any item, the form filled in as the kinds of its fields ask, and these papers come to
/// the window: all that are asked for where none are named. Gives the number of the case.
pub fn brings(
    house: &House,
    who: Actor,
    item: &str,
    situation: &[(&str, &str)],
    papers: Option<&[&str]>,
) -> String {
    let situation = pairs(situation);
    let edition = house.world().in_force[item].clone();
    let item = house.world().editions.by_hash(&edition).unwrap().item.clone();
    let leaves = form::leaves(&item.fields, &situation, &Default::default());
    let answer = |field: &Field| match field.kind {
        FieldKind::Number | FieldKind::Money => "12".to_owned(),
        FieldKind::Date => "2026-01-05".to_owned(),
        FieldKind::Choice | FieldKind::Address if !field.options.is_empty() => field.options[0].code.clone(),
        FieldKind::Phone => "13800000668".to_owned(),
        FieldKind::CitizenId => "449921198803120012".to_owned(),
        FieldKind::Uscc => "91449921MA9X000114".to_owned(),
        _ => "王小明".to_owned(),
    };
    let all = || item.asked_of_applicant(&situation).map(|m| m.code.clone()).collect();
    let materials = papers.map_or_else(all, |some| some.iter().map(|code| (*code).to_owned()).collect());
    let filed = Command::Apply {
        item: item.code.clone(),
        edition,
        materials,
        applicant: "王小明".to_owned(),
        phone: "13800000668".to_owned(),
        answers: leaves.iter().map(|field| (field.code.clone(), answer(field))).collect(),
        on_behalf: None,
        files: Vec::new(),
        parcel: None,
        situation,
    };
    let no = ask(house, who, To::New, filed).unwrap().name;
    does(house, window(), &no, Command::Receive { materials: None });
    no
}

/// A case of the logging permit that is public, and of which another organ is asked.
pub fn public(house: &House) -> String {
    let situation = [("forest", "plot"), ("reason", "harvest"), ("size", "large"), ("shared", "no")];
    let no = brings(house, wang(), "logging-permit", &situation, None);
    does(house, window(), &no, Command::Accept {});
    let forester = forester();
    does(house, forester.clone(), &no, Command::OpenPublicity {});
    let by = house.clock.now().day().plus(5);
    let question = "采伐地块旁的木材加工点有没有登记？".to_owned();
    does(house, forester, &no, Command::Consult { organ: MARKET.to_owned(), question, by });
    no
}

/// An examiner of the forestry bureau.
pub fn forester() -> Actor {
    rehearsal_actor("s-wulin", Role::Examiner, FORESTRY, "")
}

/// What follows is done, and what then waits in the printing room is printed.
pub fn follow_and_print(house: &House) {
    loop {
        house::follow::catch_up(house).unwrap();
        if house::printing::step(house).unwrap() == 0 {
            return;
        }
    }
}

/// A morning's work: the demo's people, four cases of both items at different stages, every licence that
/// follows, and an orderly stop.
pub fn a_mornings_work(ground: &Ground) {
    let house = ground.open();
    yimen::demo::people(&house).unwrap();
    granted(&house, "food-permit");
    granted(&house, "residence-permit");
    let no = applies(&house, "residence-permit");
    let lacking =
        Command::AskCorrection { lacking: list(&["lease"]), note: "看不清出租人签名".to_owned() };
    does(&house, window(), &no, lacking);
    let no = applies(&house, "food-permit");
    does(&house, li(), &no, Command::Withdraw {});
    follow_and_print(&house);
    house.close().unwrap();
}
