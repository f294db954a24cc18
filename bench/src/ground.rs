//! A house of its own for one run: the real binary on a fresh ledger, with an item that needs no paper.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rig::postgres::Server;
use store::{Fault, Look, Options, Place, Store};

use crate::figures::median;
use crate::{Engine, Plan};

/// A house with its ledger; killed when this is dropped.
pub struct Ground {
    plan: Plan,
    catalogue: PathBuf,
    folder: PathBuf,
    db: String,
    house: Option<Child>,
    server: Option<Server>,
    /// Its port on this machine, while it is open.
    pub port: u16,
}

/// The item every client files: the county's residence permit, with nothing to hand in.
pub const ITEM: &str = "residence-permit";
/// Bare commits that are timed.
const COMMITS: usize = 200;
/// The division of the county's files.
const DIVISION: &str = "449921";

impl Ground {
    /// Open a fresh house.
    ///
    /// # Errors
    /// In words.
    pub fn open(plan: &Plan, engine: Engine, name: &str) -> Result<Self, String> {
        let mut ground = Self::fresh(plan, engine, name)?;
        ground.start(&[], &[])?;
        Ok(ground)
    }

    /// Open a house that is there, with its folder and its ledger.
    ///
    /// # Errors
    /// It does not open.
    pub fn at(plan: &Plan, house: &Path, db: &str) -> Result<Self, String> {
        let folder = house.parent().unwrap_or(house).to_path_buf();
        let (plan, db) = (plan.clone(), db.to_owned());
        let mut ground =
            Self { catalogue: plan.catalogue.clone(), plan, folder, db, house: None, server: None, port: 0 };
        ground.start(&[], &[])?;
        Ok(ground)
    }

    /// Everything a house needs, and no house yet.
    ///
    /// # Errors
    /// In words.
    pub fn fresh(plan: &Plan, engine: Engine, name: &str) -> Result<Self, String> {
        let folder = plan.data.join(name);
        drop(std::fs::remove_dir_all(&folder));
        let catalogue = folder.join("catalogue");
        copy(&plan.catalogue, &catalogue)?;
        lighten(&catalogue.join(format!("items/{ITEM}.toml")))?;
        alone(&catalogue.join("bundles"))?;
        let server = (engine == Engine::Postgres).then(Server::start_durable);
        let db = match &server {
            Some(server) => {
                server.run("create database bench");
                server.url_of("bench")
            }
            None => format!("sqlite:{}", folder.join("house/ledger.db").display()),
        };
        Ok(Self { plan: plan.clone(), catalogue, folder, db, house: None, server, port: 0 })
    }

    /// Open the house on its ledger, run by this command if one is named, told these words besides.
    ///
    /// # Errors
    /// It does not open; the end of what it said.
    pub fn start(&mut self, run_by: &[&str], more: &[&str]) -> Result<(), String> {
        let mut words: Vec<String> = run_by.iter().map(|word| (*word).to_owned()).collect();
        words.push(self.plan.yimen.display().to_string());
        words.extend(["demo", "--port", "0"].map(str::to_owned));
        words.extend(more.iter().map(|word| (*word).to_owned()));
        words.extend(self.whereabouts());
        let (program, args) = words.split_first().ok_or("no command")?;
        let said = |e: std::io::Error| format!("{program}: {e}");
        let log = OpenOptions::new().create(true).append(true).open(self.log()).map_err(said)?;
        let mut command = Command::new(program);
        command.args(args).stdout(Stdio::piped()).stdin(Stdio::null()).stderr(log);
        let mut house = command.spawn().map_err(said)?;
        let out = house.stdout.take().ok_or("a house without words")?;
        self.house = Some(house);
        let mut lines = BufReader::new(out).lines();
        self.port = loop {
            let Some(line) = lines.next() else {
                let said = std::fs::read_to_string(self.log()).unwrap_or_default();
                let last: Vec<&str> = said.lines().rev().take(5).collect();
                return Err(format!("the house did not open: {last:?}"));
            };
            let line = line.map_err(said)?;
            let at = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split(' ').next());
            if let Some(port) = at.and_then(|port| port.trim().parse().ok()) {
                break port;
            }
        };
        // whatever else it says must not fill the pipe
        std::thread::spawn(move || lines.for_each(drop));
        Ok(())
    }

    /// The power is cut.
    pub fn kill(&mut self) {
        if let Some(mut house) = self.house.take() {
            drop(house.kill());
            drop(house.wait());
        }
    }

    /// Where ledger, keys and files are, as commands are told it.
    fn whereabouts(&self) -> Vec<String> {
        let path = |name: &str| self.folder.join(name).display().to_string();
        let catalogue = self.catalogue.display().to_string();
        let mut words = vec!["--data".to_owned(), path("house"), "--catalogue".to_owned(), catalogue];
        words.extend(["--db".to_owned(), self.db.clone()]);
        words
    }

    /// What the house logged, all its openings one after the other.
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Run a command of the binary on the ledger of a house that is closed.
    ///
    /// # Errors
    /// What it said, if it did not do it.
    pub fn command(&self, words: &[&str]) -> Result<String, String> {
        let mut command = Command::new(&self.plan.yimen);
        command.args(words).args(self.whereabouts()).stdin(Stdio::null());
        let done = command.output().map_err(|e| format!("{}: {e}", self.plan.yimen.display()))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if done.status.success() { Ok(text(&done.stdout)) } else { Err(text(&done.stderr)) }
    }

    /// Look at the ledger without the house.
    ///
    /// # Errors
    /// Whatever `look` says.
    pub fn look<T>(&self, look: impl FnOnce(&mut Look<'_>) -> Result<T, Fault>) -> Result<T, String> {
        let place = Place::parse(&self.db).map_err(|e| e.to_string())?;
        let mut reading = Store::open_reading(&place, DIVISION).map_err(|e| e.to_string())?;
        reading.look(look).map_err(|e| e.to_string())
    }

    /// Wait until nobody writes this ledger any more: a database server may still be busy with what a dead
    /// house had asked of it.
    ///
    /// # Errors
    /// Somebody goes on holding it.
    pub fn settled(&self) -> Result<(), String> {
        let place = Place::parse(&self.db).map_err(|e| e.to_string())?;
        let store = Store::open(&place, Options::new(DIVISION)).map_err(|e| e.to_string())?;
        store.close().map_err(|e| e.to_string())
    }

    /// Median milliseconds of a bare commit on this ledger: one short row and nothing else, by one writer who
    /// waits for each, and never a house, which is closed for it.
    ///
    /// # Errors
    /// The database refuses.
    pub fn commit_ms(&mut self) -> Result<f64, String> {
        self.kill();
        let place = Place::parse(&self.db).map_err(|e| e.to_string())?;
        let store = Store::open(&place, Options::new(DIVISION)).map_err(|e| e.to_string())?;
        let mut times = Vec::new();
        for no in 0..COMMITS {
            let begun = Instant::now();
            store.write_now(move |tx| tx.set_meta("bench", &no.to_string())).map_err(|e| e.to_string())?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        store.close().map_err(|e| e.to_string())?;
        Ok(median(times))
    }

    /// The ledger's file, on SQLite.
    pub fn file(&self) -> PathBuf {
        self.folder.join("house/ledger.db")
    }

    /// The house's process; 0 if it is closed.
    pub fn house_pid(&self) -> u32 {
        self.house.as_ref().map_or(0, Child::id)
    }

    /// The house and its database server.
    pub fn pids(&self) -> Vec<u32> {
        let mut all = vec![self.house_pid()];
        if let Some(server) = &self.server {
            all.extend(crate::machine::family(server.pid()));
        }
        all
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        self.kill();
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let said = |e: std::io::Error| format!("{}: {e}", from.display());
    std::fs::create_dir_all(to).map_err(said)?;
    for entry in std::fs::read_dir(from).map_err(said)? {
        let path: PathBuf = entry.map_err(said)?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            std::fs::copy(&path, to.join(name)).map_err(said)?;
        }
    }
    Ok(())
}

/// Nothing to hand in: every paper the item asks of the applicant is asked only of whoever applies for a
/// ward, and the clients apply for themselves.
fn lighten(item: &Path) -> Result<(), String> {
    let said = |e: std::io::Error| format!("{}: {e}", item.display());
    let text = std::fs::read_to_string(item).map_err(said)?;
    let kept: Vec<&str> = text.split("\n[[").filter(|part| !asks_a_paper(part)).collect();
    std::fs::write(item, kept.join("\n[[")).map_err(said)
}

/// Bundles that bring its papers go with the papers.
fn alone(bundles: &Path) -> Result<(), String> {
    let told = |e: std::io::Error| format!("{}: {e}", bundles.display());
    for entry in std::fs::read_dir(bundles).map_err(told)? {
        let file = entry.map_err(told)?.path();
        if std::fs::read_to_string(&file).map_err(told)?.contains(ITEM) {
            std::fs::remove_file(&file).map_err(told)?;
        }
    }
    Ok(())
}

fn asks_a_paper(part: &str) -> bool {
    part.starts_with("materials]]") && part.contains("source = \"applicant\"")
}
