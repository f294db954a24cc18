//! The commands of the one binary, and what each prints. A fault exits 1 with one sentence that says what
//! to do.

mod backup;
mod catalogue;
mod days;
mod founders;
mod ledger;
mod lint;
mod people;
mod simplify;
mod simulate;
mod street;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use house::Failure;
use store::Place;

/// 一门：一个门，办政府的事。One door for every government service.
#[derive(Parser)]
#[command(name = "yimen", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open the fictional county on loopback, where one can be anybody
    Demo(street::Demo),
    /// Open a division's house
    Serve(street::Serve),
    /// Give an officer a post
    #[command(subcommand)]
    Staff(people::Staff),
    /// Give a program a token
    #[command(subcommand)]
    Client(people::Client),
    /// Working days by the State Council's calendar
    #[command(subcommand)]
    Workdays(days::Workdays),
    /// Identifiers
    #[command(subcommand)]
    Id(days::Id),
    /// The ledger
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Rebuild registers and views from the ledger
    Rebuild(ledger::Rebuild),
    /// Print the diary of a case, a licence, an item
    Diary(ledger::Diary),
    /// Say everything that is wrong with a catalogue folder; exits 1 if anything is an error
    Lint(lint::Lint),
    /// Say which papers need not be asked for, and write the change of the files as a difference
    Simplify(simplify::Simplify),
    /// The catalogue's files
    #[command(subcommand)]
    Catalogue(catalogue::CatalogueCommand),
    /// Copy a ledger while it serves; keys are not included
    Backup(backup::Backup),
    /// Put a copy into an empty place
    Restore(backup::Restore),
    /// Play a county's years through the real deciders with a virtual clock, into an empty ledger
    Simulate(simulate::Simulate),
    /// Play a story through the real desk; exits 1 if a line does not come true
    Story(days::Story),
}

/// Where a division's house is.
#[derive(Args, Clone, Debug)]
pub(crate) struct Where {
    /// Where the ledger is: sqlite:FILE or postgres://…
    #[arg(long)]
    db: String,
    /// Folder of keys, heads and files
    #[arg(long)]
    data: PathBuf,
    /// Division, six digits; the catalogue's own if not given
    #[arg(long)]
    division: Option<String>,
    /// Folder of the county's files
    #[arg(long, default_value = "catalogue")]
    catalogue: PathBuf,
}

impl Where {
    fn place(&self) -> Result<Place, Failure> {
        Ok(Place::parse(&self.db)?)
    }

    fn opening(&self) -> Result<crate::county::Opening, Failure> {
        let mut opening = crate::county::Opening::new(self.place()?, &self.data, &self.catalogue);
        opening.division.clone_from(&self.division);
        opening.demo = is_demo(&self.data);
        Ok(opening)
    }
}

/// Is this folder a demo's? Its master key says so.
fn is_demo(data: &Path) -> bool {
    std::fs::read_to_string(data.join("keys/master.key")).is_ok_and(|key| key.starts_with("demo:"))
}

/// Run what the command line says.
pub fn run() -> ExitCode {
    let command = Cli::parse().command;
    // whoever serves wants to see who asks; at a command line that would only be in the way
    let usual = if matches!(command, Command::Serve(_)) { "warn,request=info" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| usual.into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let done = match command {
        Command::Demo(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Staff(command) => command.run(),
        Command::Client(command) => command.run(),
        Command::Workdays(command) => command.run(),
        Command::Id(command) => command.run(),
        Command::Ledger(command) => command.run(),
        Command::Rebuild(command) => command.run(),
        Command::Diary(command) => command.run(),
        Command::Lint(command) => command.run(),
        Command::Simplify(command) => command.run(),
        Command::Catalogue(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::Simulate(command) => command.run(),
        Command::Story(command) => command.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            warn(&match failure {
                Failure::Fault(why) => why,
                other => other.to_string(),
            });
            ExitCode::FAILURE
        }
    }
}

/// The one place that prints a result.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    // whoever closed our standard output does not want to hear more
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// The one place that prints beside the result.
pub(crate) fn warn(line: &str) {
    use std::io::Write;
    drop(writeln!(std::io::stderr(), "{line}"));
}
