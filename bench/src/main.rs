//! The measuring room: how many durable commands a second the house takes, and what each costs.
//!
//! Every figure is printed as `name value unit`, a median of several runs, with the disk's own time for a
//! commit and the machine's load beside it. `bench/README.md` says what each figure means.

mod figures;
mod ground;
mod http;
mod life;
mod lists;
mod machine;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use ground::Ground;

/// Which engine keeps the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// One file, synchronous=FULL.
    Sqlite,
    /// A throw-away PostgreSQL with fsync and synchronous_commit on.
    Postgres,
}

impl Engine {
    fn word(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}

/// Measures a release build of `yimen`; see bench/README.md.
#[derive(Parser)]
struct Cli {
    /// The binary that is measured
    #[arg(long, default_value = "target/release/yimen")]
    yimen: std::path::PathBuf,
    /// Where ledgers of the measurement lie: on the disk whose commits count
    #[arg(long, default_value = "target/bench")]
    data: std::path::PathBuf,
    /// Folder of the county's files
    #[arg(long, default_value = "catalogue")]
    catalogue: std::path::PathBuf,
    /// Only these engines
    #[arg(long, value_enum)]
    engine: Vec<Engine>,
    /// Keep-alive clients at once
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Seconds of one run
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Runs, of which the median counts
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Shorter runs: the whole under two minutes
    #[arg(long)]
    quick: bool,
    /// Lists instead of commands: worklist, board, search, simulation, rebuild
    #[arg(long)]
    lists: bool,
    /// Cases that are simulated for the lists
    #[arg(long, default_value_t = 10_000)]
    cases: u64,
    /// Cases that the lists are widened to; 0 leaves that out
    #[arg(long, default_value_t = 1_000_000)]
    wide: u64,
}

fn main() -> ExitCode {
    let mut cli = Cli::parse();
    if cli.quick {
        cli.seconds = cli.seconds.min(5);
    }
    if cli.engine.is_empty() {
        cli.engine = vec![Engine::Sqlite, Engine::Postgres];
    }
    match if cli.lists { lists::run(&cli) } else { measure(&cli) } {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            figures::aside(&format!("bench: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn measure(cli: &Cli) -> Result<(), String> {
    machine::describe(&cli.data)?;
    for engine in &cli.engine {
        let mut runs = Vec::new();
        for no in 0..cli.runs {
            let ground = Ground::open(cli, *engine, &format!("{}-{no}", engine.word()))?;
            let many = life::run(&ground, cli.clients, Duration::from_secs(cli.seconds))?;
            let alone = life::run(&ground, 1, Duration::from_secs(cli.seconds.div_ceil(4)))?;
            let resident = machine::resident_kb(ground.house_pid());
            runs.push(life::Pair { many, alone, resident });
        }
        life::tell(engine.word(), &runs);
    }
    Ok(())
}
