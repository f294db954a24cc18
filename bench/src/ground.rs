//! A house of its own for one run: the real binary on a fresh ledger, with an item that needs no paper.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rig::postgres::Server;

use crate::{Cli, Engine};

/// An open house; killed when this is dropped.
pub struct Ground {
    house: Child,
    server: Option<Server>,
    /// Its port on this machine.
    pub port: u16,
}

/// The item every client files: the county's residence permit, with nothing to hand in.
pub const ITEM: &str = "residence-permit";

impl Ground {
    /// Open a fresh house.
    pub fn open(cli: &Cli, engine: Engine, name: &str) -> Result<Self, String> {
        let folder = cli.data.join(name);
        drop(std::fs::remove_dir_all(&folder));
        let catalogue = folder.join("catalogue");
        copy(&cli.catalogue, &catalogue)?;
        lighten(&catalogue.join(format!("items/{ITEM}.toml")))?;
        let server = (engine == Engine::Postgres).then(Server::start_durable);
        let mut command = Command::new(&cli.yimen);
        command.args(["demo", "--port", "0", "--data"]).arg(folder.join("house"));
        command.arg("--catalogue").arg(&catalogue);
        if let Some(server) = &server {
            server.run("create database bench");
            command.args(["--db", &server.url_of("bench")]);
        }
        let (house, port) = stands(cli, command)?;
        Ok(Self { house, server, port })
    }

    /// Open a house that is there.
    pub fn at(cli: &Cli, house: &Path, db: &str) -> Result<Self, String> {
        let mut command = Command::new(&cli.yimen);
        command.args(["demo", "--port", "0", "--db", db, "--data"]).arg(house);
        command.arg("--catalogue").arg(&cli.catalogue);
        let (house, port) = stands(cli, command)?;
        Ok(Self { house, server: None, port })
    }

    /// The house's process.
    pub fn house_pid(&self) -> u32 {
        self.house.id()
    }

    /// The house and its database server.
    pub fn pids(&self) -> Vec<u32> {
        let mut all = vec![self.house.id()];
        if let Some(server) = &self.server {
            all.extend(crate::machine::family(server.pid()));
        }
        all
    }
}

/// Start it and wait for the address it opens at.
fn stands(cli: &Cli, mut command: Command) -> Result<(Child, u16), String> {
    let said = |e: std::io::Error| format!("{}: {e}", cli.yimen.display());
    let mut house = command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().map_err(said)?;
    let out = house.stdout.take().ok_or("a house without words")?;
    let mut lines = BufReader::new(out).lines();
    let port = loop {
        let Some(line) = lines.next() else { return Err("the house did not open".to_owned()) };
        let line = line.map_err(said)?;
        let at = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split(' ').next());
        if let Some(port) = at.and_then(|port| port.trim().parse().ok()) {
            break port;
        }
    };
    // whatever else it says must not fill the pipe
    std::thread::spawn(move || lines.for_each(drop));
    Ok((house, port))
}

impl Drop for Ground {
    fn drop(&mut self) {
        drop(self.house.kill());
        drop(self.house.wait());
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

fn asks_a_paper(part: &str) -> bool {
    part.starts_with("materials]]") && part.contains("source = \"applicant\"")
}
