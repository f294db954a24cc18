//! The ledger: verify, rebuild, diary; and the catalogue's files.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use house::catalogue::{Catalogue, exported};
use house::{Failure, diary, heads, rebuild};
use store::{Place, Store};

use super::{Where, say, warn};

/// `yimen ledger …`
#[derive(Subcommand)]
pub(super) enum Ledger {
    /// Check every line against the chain and every head; exits 1 if anything is wrong
    Verify(Verify),
}

/// `yimen ledger verify --db URL [--data DIR]`
#[derive(Args)]
pub(super) struct Verify {
    /// Where the ledger is: sqlite:FILE or postgres://…
    #[arg(long)]
    db: String,
    /// Folder of keys, heads and files: heads kept outside the database are compared too
    #[arg(long)]
    data: Option<PathBuf>,
    /// Division, six digits; the catalogue's own if not given
    #[arg(long)]
    division: Option<String>,
    /// Folder of the county's files
    #[arg(long, default_value = "catalogue")]
    catalogue: PathBuf,
}

impl Ledger {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Ledger::Verify(verify) = self;
        let division = division(verify.division.as_deref(), &verify.catalogue)?;
        let mut reading = Store::open_reading(&Place::parse(&verify.db)?, &division)?;
        let outside = verify.data.as_deref().map(heads::kept_outside).unwrap_or_default();
        let checker = verify.data.as_deref().and_then(heads::checker);
        let report = reading.look(|look| {
            let mut all = look.heads()?;
            all.extend(outside.iter().cloned());
            let checks = |head: &store::Head| checker.as_ref().is_none_or(|check| check(head));
            store::verify(look, &all, &checks, 0)
        })?;
        say(&report.to_string());
        if verify.data.is_none() {
            say("heads outside the database were not compared; name their folder with --data");
        } else if outside.is_empty() {
            say(
                "no heads are kept outside the database; a ledger cut together with its heads would not show",
            );
        }
        if checker.is_none() {
            say("signatures were not checked: there is no head.pub");
        }
        if report.sound() { Ok(()) } else { Err(Failure::Fault("the ledger is not sound".to_owned())) }
    }
}

/// The division asked for, or the one the catalogue is for.
fn division(asked: Option<&str>, catalogue: &std::path::Path) -> Result<String, Failure> {
    match asked {
        Some(division) => Ok(division.to_owned()),
        None => house::catalogue::division(catalogue).map_err(Failure::Fault),
    }
}

/// `yimen rebuild`
#[derive(Args)]
pub(super) struct Rebuild {
    #[command(flatten)]
    at: Where,
}

impl Rebuild {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (house, _) = self.at.opening()?.open()?;
        let rebuilt = rebuild::level(&house, true, &mut |progress| {
            warn(&format!("{}: {} / {}", progress.wing, progress.done, progress.all));
        })?;
        house.close()?;
        say(&format!("rebuilt: {}", rebuilt.join(", ")));
        Ok(())
    }
}

/// `yimen diary NAME`
#[derive(Args)]
pub(super) struct Diary {
    /// Number of a case, or wing/name of anything
    name: String,
    #[command(flatten)]
    at: Where,
}

impl Diary {
    pub(super) fn run(self) -> Result<(), Failure> {
        let stream = if self.name.contains('/') { self.name.clone() } else { format!("case/{}", self.name) };
        let division = division(self.at.division.as_deref(), &self.at.catalogue)?;
        let catalogue = Catalogue::load(&self.at.catalogue).map_err(|f| crate::county::flawed(&f))?;
        let mut reading = Store::open_reading(&self.at.place()?, &division)?;
        let lines = reading.look(|look| diary::lines(look, &stream, &catalogue))?;
        if lines.is_empty() {
            return Err(Failure::Fault(format!("there is nothing called {stream}")));
        }
        lines.iter().for_each(|line| say(line));
        Ok(())
    }
}

/// `yimen catalogue …`
#[derive(Subcommand)]
pub(super) enum CatalogueCommand {
    /// Write the texts in force over the files, so that files and ledger agree
    Export {
        /// Where to write; the catalogue's own folder if not given. Another folder gets every file.
        to: Option<std::path::PathBuf>,
        /// Keep texts that no ledger knows under another name (`FILE.mine`), and write the ledger's
        #[arg(long)]
        set_aside: bool,
        #[command(flatten)]
        at: Where,
    },
}

impl CatalogueCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        let CatalogueCommand::Export { to, set_aside, at } = self;
        let division = division(at.division.as_deref(), &at.catalogue)?;
        let mut reading = Store::open_reading(&at.place()?, &division)?;
        let held = reading.look(exported::Held::of)?;
        let folder = to.unwrap_or_else(|| at.catalogue.clone());
        if folder != at.catalogue {
            copy_frame(&at.catalogue, &folder)?;
        }
        let unknown = if set_aside { exported::Unknown::SetAside } else { exported::Unknown::Left };
        let done = exported::export(&folder, &held, unknown)
            .map_err(|(path, e)| Failure::Fault(format!("{}: {e}", folder.join(path).display())))?;
        for path in &done.aside {
            say(&format!("kept your text as {}", folder.join(path).display()));
        }
        for path in &done.written {
            say(&format!("wrote {}", folder.join(path).display()));
        }
        if done.left.is_empty() {
            return Ok(());
        }
        Err(Failure::Fault(format!(
            "{} of the files were changed by hand, and the ledger has another edition; they were left as \
             they are: {}. Publish them by opening the house, or run this again with --set-aside: your \
             texts are kept under another name",
            done.left.len(),
            done.left.join(", ")
        )))
    }
}

/// The files that do not become facts, where the other folder has none of that name.
fn copy_frame(from: &std::path::Path, to: &std::path::Path) -> Result<(), Failure> {
    let catalogue = Catalogue::load(from).map_err(|flaws| crate::county::flawed(&flaws))?;
    for (path, text) in catalogue.sources.iter() {
        let file = to.join(path);
        if file.exists() {
            continue;
        }
        let fault = |e: std::io::Error| Failure::Fault(format!("{}: {e}", file.display()));
        std::fs::create_dir_all(file.parent().unwrap_or(to)).map_err(fault)?;
        std::fs::write(&file, text).map_err(fault)?;
        say(&format!("wrote {}", file.display()));
    }
    Ok(())
}
