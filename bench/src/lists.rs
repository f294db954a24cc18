//! Lists that must not grow with the county: worklist, board and search over HTTP at ten thousand and at a
//! million cases; how fast a county is simulated and its views are rebuilt; what the house holds in memory.
//!
//! The ten thousand cases are simulated through the real deciders. The million is made of them: the rows of
//! the lists are repeated under other numbers, so that the tables that are read have their size; the ledger
//! has not.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use store::{Options, Place, Store};

use crate::Plan;
use crate::figures::{aside, percentile_ms, tell, whole};
use crate::ground::Ground;
use crate::http::Client;
use crate::machine;

/// Clients at once, as the issue has it.
const CLIENTS: usize = 16;
/// Seconds of one list.
const SECONDS: u64 = 5;
/// The division of the county's files.
const DIVISION: &str = "449921";

/// A folder with a ledger in it.
struct County {
    folder: PathBuf,
}

impl County {
    fn db(&self) -> String {
        format!("sqlite:{}", self.folder.join("ledger.db").display())
    }

    /// Runs a command of the binary that is measured, and gives what it says.
    fn yimen(&self, plan: &Plan, words: &[&str]) -> Result<String, String> {
        let mut command = Command::new(&plan.yimen);
        command.args(words).args(["--db", &self.db(), "--data"]).arg(self.folder.join("house"));
        command.arg("--catalogue").arg(&plan.catalogue).stdin(Stdio::null());
        let done = command.output().map_err(|e| format!("{}: {e}", plan.yimen.display()))?;
        let (said, aside) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        if done.status.success() { Ok(format!("{aside}{said}")) } else { Err(format!("{words:?}: {aside}")) }
    }
}

/// The number before these words in the last line that has them.
fn before(said: &str, words: &str) -> f64 {
    let line = said.lines().rev().find(|line| line.contains(words)).unwrap_or_default();
    let number = line.split(words).next().unwrap_or_default().rsplit(' ').next().unwrap_or_default();
    number.parse().unwrap_or(f64::NAN)
}

/// Measure all of it.
///
/// # Errors
/// In words.
pub fn run(plan: &Plan, cases: u64, wide: u64) -> Result<(), String> {
    machine::describe(&plan.data)?;
    let county = County { folder: plan.data.join("lists") };
    drop(std::fs::remove_dir_all(&county.folder));
    std::fs::create_dir_all(&county.folder).map_err(|e| e.to_string())?;
    let begun = Instant::now();
    let said = county.yimen(plan, &["simulate", "--cases", &cases.to_string(), "--seed", "1"])?;
    said.lines().rev().take(40).collect::<Vec<_>>().into_iter().rev().for_each(aside);
    tell("simulate.cases", whole(cases), "cases");
    tell("simulate.seconds", begun.elapsed().as_secs_f64(), "s");
    tell("simulate.lines_per_second", before(&said, " lines/s"), "1/s");
    tell("machine.load_1m", machine::load(), "processes");
    let said = county.yimen(plan, &["rebuild"])?;
    tell("rebuild.lines_per_second", before(&said, " lines/s"), "1/s");
    let said = county.yimen(plan, &["rebuild", "--wing", "case", "--wing", "oversight"])?;
    tell("rebuild_lists.lines_per_second", before(&said, " lines/s"), "1/s");
    tell("machine.load_1m", machine::load(), "processes");
    measure(plan, &county, "10k")?;
    if wide > cases {
        let copies = wide / cases.max(1);
        widen(&county, copies)?;
        measure(plan, &county, "1m")?;
    }
    Ok(())
}

/// Each list, asked for by one client alone, and by sixteen at once.
fn measure(plan: &Plan, county: &County, size: &str) -> Result<(), String> {
    let ground = Ground::at(plan, &county.folder.join("house"), &county.db())?;
    let enter = |part: &str| -> Result<String, String> {
        Ok(Client::new(ground.port)?.form(&format!("/demo/{part}"), "token=anyone.k1")?.cookie)
    };
    let (examiner, clerk, supervisor) = (enter("market-examiner")?, enter("clerk")?, enter("supervisor")?);
    let filters = [
        "",
        "step=examiner",
        "item=food-permit",
        "item=food-permit&step=clerk",
        "state=submitted",
        "when=past",
        "when=later&step=examiner",
    ];
    let mut worklist: Vec<(String, String)> = Vec::new();
    for filter in filters {
        let first = format!("/worklist?{filter}");
        if let Some(next) = next(&ground, &first, &examiner)? {
            worklist.push((next, examiner.clone()));
        }
        worklist.push((first, examiner.clone()));
    }
    let halls: Vec<(String, String)> =
        filters.iter().map(|filter| (format!("/worklist?{filter}"), clerk.clone())).collect();
    let (board, cases, find) = watching(&supervisor, &examiner);
    for (name, all) in [
        ("worklist", &worklist),
        ("worklist_hall", &halls),
        ("board", &board),
        ("board_cases", &cases),
        ("find", &find),
    ] {
        let alone = ask(&ground, all, 1)?;
        tell(&format!("lists_{size}.{name}_alone_p95"), percentile_ms(&alone, 95), "ms");
        let times = ask(&ground, all, CLIENTS)?;
        tell(&format!("lists_{size}.{name}_p50"), percentile_ms(&times, 50), "ms");
        tell(&format!("lists_{size}.{name}_p95"), percentile_ms(&times, 95), "ms");
        let a_second = whole(u64::try_from(times.len()).unwrap_or(0)) / whole(SECONDS);
        tell(&format!("lists_{size}.{name}_per_second"), a_second, "1/s");
    }
    tell(&format!("lists_{size}.resident"), machine::resident_kb(ground.house_pid()) / 1024.0, "MiB");
    tell("machine.load_1m", machine::load(), "processes");
    Ok(())
}

/// What is asked: addresses, each with the cookie of who asks.
type Questions = Vec<(String, String)>;

/// What a supervisor asks of the board and of the cases behind it, and what he and an examiner search.
fn watching(supervisor: &str, examiner: &str) -> (Questions, Questions, Questions) {
    let board = ["", "?organ=11449921MB9X00031G", "?item=food-permit", "?from=2024-01&to=2026-12"];
    let board = board.map(|asked| (format!("/oversight/board{asked}"), supervisor.to_owned())).to_vec();
    let cases = ["", "?lamp=red", "?state=accepted&item=food-permit", "?organ=11449921MB9X00031G&lamp=green"];
    let cases = cases.map(|asked| (format!("/oversight/cases{asked}"), supervisor.to_owned())).to_vec();
    let sought = [
        "449921-20250303-0001",
        "20250304-000",
        "王伟",
        "李",
        "面馆",
        "扩建项目",
        "有限公司",
        "青岭县伟",
        "欧阳",
    ];
    let mut find: Vec<(String, String)> = Vec::new();
    for sought in sought {
        for who in [supervisor, examiner] {
            find.push((format!("/find?q={}", escape(sought)), who.to_owned()));
        }
    }
    (board, cases, find)
}

fn escape(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The address of the next page, if there is one.
fn next(ground: &Ground, path: &str, cookie: &str) -> Result<Option<String>, String> {
    let body = Client::new(ground.port)?.get(path, cookie, true)?.body;
    let page: Value = serde_json::from_str(&body).map_err(|e| format!("{path}: {e}: {body}"))?;
    Ok(page["next"].as_str().map(str::to_owned))
}

/// Pages as people see them, one after the other by each client; microseconds of each, sorted.
fn ask(ground: &Ground, all: &[(String, String)], clients: usize) -> Result<Vec<u64>, String> {
    let turn = AtomicUsize::new(0);
    let long = Duration::from_secs(SECONDS);
    let begun = Instant::now();
    let work = || -> Result<Vec<u64>, String> {
        let mut client = Client::new(ground.port)?;
        let mut times = Vec::new();
        while begun.elapsed() < long {
            let (path, cookie) = &all[turn.fetch_add(1, Ordering::Relaxed) % all.len()];
            let asked = Instant::now();
            let answer = client.get(path, cookie, false)?;
            times.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
            if answer.status != 200 {
                return Err(format!("{path}: {} {}", answer.status, answer.body));
            }
        }
        Ok(times)
    };
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..clients).map(|_| scope.spawn(work)).collect();
        let mut times = Vec::new();
        for client in clients {
            times.extend(client.join().map_err(|_| "a client panicked".to_owned())??);
        }
        times.sort_unstable();
        Ok(times)
    })
}

/// What is repeated: a table, and its columns with those of a copy.
const REPEATED: [(&str, &str); 5] = [
    (
        "v_case",
        "case_no || '-' || i, item, edition, organ, hall, party, state, running, received, deemed, examined, \
         filed_on, accepted_on, reply_by, until_day, told, statutory, deliver_by, ended_on, due, holder, \
         seq + i * 100000000, version, confirming, also, decide_by, way",
    ),
    ("p_case", "case_no || '-' || i, applicant, phone"),
    ("v_care", "case_no || '-' || i, clerk, examiner, head, responsible, offered"),
    ("v_work", "case_no || '-' || i, organ, also, hall, item, state, due, seq + i * 100000000, claimed, way"),
    ("v_watch", "case_no || '-' || i, item, organ, clock, due, statutory, state, judged, law_day, first_day"),
];

/// Repeat the rows of the lists under other numbers, names with nine endings beside their own.
fn widen(county: &County, copies: u64) -> Result<(), String> {
    let said = |fault: store::Fault| fault.to_string();
    let place = Place::Sqlite(Path::new(&county.folder).join("ledger.db"));
    let store = Store::open(&place, Options::rehearsal(DIVISION)).map_err(said)?;
    let numbers = |until: u64| {
        format!("with recursive n (i) as (select 1 union all select i + 1 from n where i < {until}) ")
    };
    let (all, nine) = (numbers(copies.max(2) - 1), numbers(9));
    let mut statements: Vec<String> = REPEATED
        .iter()
        .map(|(table, columns)| format!("{all} insert into {table} select {columns} from {table}, n"))
        .collect();
    statements.push(format!(
        "{all} insert into p_find select case i % 10 when 0 then text else text || (i % 10) end, \
         seq + i * 100000000, kind, case_no || '-' || i from p_find, n"
    ));
    statements.push(format!(
        "{nine} insert into p_find_pair select substr(text, -1) || i, text || i from p_find_text, n \
                             where true on conflict do nothing"
    ));
    statements.push(format!(
        "{nine} insert into p_find_pair select pair, text || i from p_find_pair, n \
                             where text in (select text from p_find_text) on conflict do nothing"
    ));
    statements.push(format!("{nine} insert into p_find_text select text || i from p_find_text, n"));
    for table in ["v_board_state", "v_board_day", "v_board_took"] {
        statements.push(format!("update {table} set cases = cases * {copies}"));
    }
    for statement in statements {
        let begun = Instant::now();
        let told = statement.chars().take(160).collect::<String>();
        let rows = store.write_now(move |tx| tx.execute(&statement, &[])).map_err(said)?;
        aside(&format!("{rows} rows in {:.1} s: {told}", begun.elapsed().as_secs_f64()));
    }
    store.close().map_err(said)
}
