//! The ledger: verify, rebuild, diary.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use house::catalogue::Catalogue;
use house::rebuild::{self, Anew, Progress};
use house::{Failure, diary, heads};
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
pub(super) fn division(asked: Option<&str>, catalogue: &std::path::Path) -> Result<String, Failure> {
    match asked {
        Some(division) => Ok(division.to_owned()),
        None => house::catalogue::division(catalogue).map_err(Failure::Fault),
    }
}

/// How long a rebuild is silent at most.
const BETWEEN: Duration = Duration::from_secs(1);

/// `yimen rebuild`
#[derive(Args)]
pub(super) struct Rebuild {
    /// Only this wing's tables; may be given more than once. All of them otherwise
    #[arg(long = "wing", value_name = "NAME", value_parser = wing)]
    wings: Vec<String>,
    #[command(flatten)]
    at: Where,
}

/// A wing by its name, or which there are.
fn wing(name: &str) -> Result<String, String> {
    let names: Vec<&str> = crate::WINGS.iter().map(|wing| wing.name).collect();
    if names.contains(&name) {
        return Ok(name.to_owned());
    }
    Err(format!("there is no wing of this name; there are {}", names.join(", ")))
}

impl Rebuild {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (house, _) = self.at.opening()?.open()?;
        let mut told = Instant::now();
        let anew = if self.wings.is_empty() { Anew::All } else { Anew::These(self.wings) };
        let rebuilt = rebuild::level(&house, anew, &mut |progress| {
            let Progress { wings, done, all, a_second, left_s } = progress;
            if told.elapsed() >= BETWEEN || done == all {
                told = Instant::now();
                warn(&format!("{wings}: {done} of {all} lines, {a_second} lines/s, about {left_s} s left"));
            }
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
