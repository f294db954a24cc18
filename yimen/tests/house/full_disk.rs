//! A full disk: the house says so, can be read, and goes on when there is room. The real binary, under
//! a limit of its own and under one of the system.

use std::process::Command;
use std::time::{Duration, Instant};

use bench::Engine;
use bench::caller::{Caller, Heard};
use bench::ground::Ground;
use bench::http::Client;
use bench::life::{Cast, application};
use bench::witness;
use serde_json::{Value, json};

use super::http::{Answer, Door};
use super::power::plan;

const MIB: u64 = 1024 * 1024;
/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(300);

/// A house that was opened once and is closed, its people with sessions, and the size of its ledger.
fn closed(folder: &tempfile::TempDir) -> (Ground, Cast, u64) {
    let mut ground = Ground::open(&plan(folder), Engine::Sqlite, "full").unwrap();
    let cast = Cast::gathers(ground.port).unwrap();
    ground.kill();
    ground.settled().unwrap();
    let size = std::fs::metadata(ground.file()).unwrap().len();
    (ground, cast, size)
}

/// Cases are filed until the house says no; gives what it said.
fn until_full(caller: &mut Caller<'_>, port: u16) -> Value {
    let mut client = Client::new(port).unwrap();
    loop {
        match caller.once(&mut client).unwrap() {
            Heard::Yes => {}
            Heard::Busy(why) => return serde_json::from_str(&why).unwrap(),
            Heard::Silence(why) => panic!("{why}"),
        }
    }
}

/// The citizen's application as her browser sends it.
fn form(cast: &Cast, key: &str) -> String {
    let coded = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let Value::Object(fields) = application(cast) else { panic!("an application has fields") };
    let fields = fields.iter().map(|(name, value)| format!("&{name}={}", coded(value.as_str().unwrap())));
    format!("token={}.{key}{}", cast.citizen.csrf, fields.collect::<String>())
}

/// It says so everywhere, and everything can be read.
fn says_so_and_is_readable(ground: &Ground, cast: &Cast, caller: &mut Caller<'_>) {
    let door = Door { port: ground.port };
    let citizen = [("cookie", cast.citizen.cookie.as_str())];
    // what is small may still find a place between others, and a clerk may have cleared some away
    let begun = Instant::now();
    let health = loop {
        let health = door.get("/healthz", &[]);
        if health.status == 503 && door.get("/metrics", &[]).body.contains("\nyimen_disk_full 1\n") {
            break health.json();
        }
        assert!(begun.elapsed() < PATIENCE, "{health:?}");
        until_full(caller, ground.port);
    };
    let says = [&health["full"], &health["healthy"], &health["reader"]];
    assert_eq!(says, [&json!(true), &json!(false), &json!(true)], "{health}");
    let sent = (0..30).map(|no| door.post("/cases", &citizen, &form(cast, &format!("page-{no}"))));
    let refused: Vec<Answer> = sent.filter(|page| page.status != 303).collect();
    assert!(refused.len() > 20, "{}", refused.len());
    let page = refused.last().unwrap();
    assert_eq!((page.status, page.header("retry-after")), (503, "60"), "{page:?}");
    for words in ["机器没有地方存了", "再交一次", "name=\"household\" value=\"青山省大河县河口镇 3 号\""]
    {
        assert!(page.body.contains(words), "{words}: {page:?}");
    }
    for path in ["/", "/items", "/items/residence-permit", "/cases"] {
        assert_eq!(door.get(path, &citizen).status, 200, "{path}");
    }
    let log = std::fs::read_to_string(ground.log()).unwrap();
    let said = log.lines().filter(|line| line.contains("house::room")).count();
    assert!((1..10).contains(&said), "it is said when it begins, not at each refusal: {log}");
}

/// It goes on: what was refused is sent again and taken.
fn goes_on(caller: &mut Caller<'_>, port: u16) {
    let (mut client, begun) = (Client::new(port).unwrap(), Instant::now());
    loop {
        match caller.once(&mut client).unwrap() {
            Heard::Yes => break,
            heard => assert!(begun.elapsed() < PATIENCE, "{heard:?}"),
        }
    }
    let health = Door { port }.get("/healthz", &[]);
    assert_eq!((health.status, &health.json()["full"]), (200, &json!(false)));
}

#[test]
fn a_ledger_at_its_own_limit_says_so_can_be_read_and_goes_on_with_more() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ground, cast, size) = closed(&folder);
    let most = (size / MIB + 1).to_string();
    ground.start(&[], &["--max-size", &most]).unwrap();
    let mut caller = Caller::new(&cast, "full".to_owned());
    let no = until_full(&mut caller, ground.port);
    assert_eq!((&no["code"], &no["status"]), (&json!("full"), &json!(503)), "{no}");
    let taken = caller.answers.len();
    assert!(taken > 0, "some of it was room");
    says_so_and_is_readable(&ground, &cast, &mut caller);
    ground.kill();
    ground.start(&[], &[]).unwrap();
    goes_on(&mut caller, ground.port);
    assert!(!caller.answers.last().unwrap().again, "it was not recorded the first time");
    ground.kill();
    ground.settled().unwrap();
    assert!(witness::check(&ground, &caller.answers).unwrap() > 0);
    witness::rebuilt(&ground).unwrap();
}

#[test]
fn a_limit_of_the_system_does_not_end_the_house_and_raised_it_goes_on_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ground, cast, size) = closed(&folder);
    // only the soft limit, so that it can be raised again
    let limit = format!("--fsize={}:", size + MIB / 2);
    ground.start(&["prlimit", &limit], &[]).unwrap();
    let mut caller = Caller::new(&cast, "limit".to_owned());
    let no = until_full(&mut caller, ground.port);
    assert_eq!((&no["code"], &no["status"]), (&json!("full"), &json!(503)), "{no}");
    says_so_and_is_readable(&ground, &cast, &mut caller);
    let pid = ground.house_pid().to_string();
    let raised = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status().unwrap();
    assert!(raised.success());
    goes_on(&mut caller, ground.port);
    ground.kill();
    ground.settled().unwrap();
    assert!(witness::check(&ground, &caller.answers).unwrap() > 0);
    witness::rebuilt(&ground).unwrap();
}
