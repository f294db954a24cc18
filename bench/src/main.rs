//! The bench: measures the house, or sees what it stands. What each figure means: `bench/README.md`.

use std::process::ExitCode;
use std::time::Duration;

use bench::ground::Ground;
use bench::{Engine, Plan, crash, figures, life, lists, machine, overload, page, soak, verify};
use clap::Parser;

/// As in the house: what the bench does in its own process is to cost what it costs there.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Kill the house under full load instead, so often on each engine, and look what is left
    #[arg(long, value_name = "KILLS", num_args = 0..=1, default_missing_value = "50")]
    crash: Option<u32>,
    /// What the moments of the kills are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Offer twice what the house can carry instead
    #[arg(long)]
    overload: bool,
    /// Work for long instead, and compare the first minutes with the last
    #[arg(long)]
    soak: bool,
    /// Minutes of the soak
    #[arg(long, default_value_t = 30)]
    minutes: usize,
    /// Lists instead of commands: worklist, board, search, simulation, rebuild
    #[arg(long)]
    lists: bool,
    /// Verify a ledger instead, beside bare SM3 over the same bytes
    #[arg(long)]
    verify: bool,
    /// Cases that are simulated for the lists
    #[arg(long, default_value_t = 10_000)]
    cases: u64,
    /// Cases that the lists are widened to; 0 leaves that out
    #[arg(long, default_value_t = 1_000_000)]
    wide: u64,
}

impl Cli {
    fn plan(&self) -> Plan {
        Plan { yimen: self.yimen.clone(), data: self.data.clone(), catalogue: self.catalogue.clone() }
    }
}

/// Milliseconds after which a house is killed at the latest: some are killed before they have answered once.
const KILLED_WITHIN_MS: u64 = 2_000;

fn main() -> ExitCode {
    let mut cli = Cli::parse();
    if cli.quick {
        cli.seconds = cli.seconds.min(5);
    }
    if cli.engine.is_empty() {
        cli.engine = vec![Engine::Sqlite, Engine::Postgres];
    }
    let done = match (cli.lists, cli.verify) {
        (true, _) => lists::run(&cli.plan(), cli.cases, cli.wide),
        (_, true) => verify::run(&cli.data),
        _ => measure(&cli),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            figures::aside(&format!("bench: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn measure(cli: &Cli) -> Result<(), String> {
    machine::describe(&cli.data)?;
    let (plan, seconds) = (cli.plan(), Duration::from_secs(cli.seconds));
    for engine in &cli.engine {
        if let Some(kills) = cli.crash {
            killed(&plan, *engine, kills, cli)?;
            continue;
        }
        if cli.overload {
            overload::run(&plan, *engine, seconds)?;
            continue;
        }
        if cli.soak {
            soak::run(&plan, *engine, cli.clients, cli.minutes)?;
            continue;
        }
        let mut runs = Vec::new();
        for no in 0..cli.runs {
            let mut ground = Ground::open(&plan, *engine, &format!("{}-{no}", engine.word()))?;
            let many = life::run(&ground, cli.clients, seconds)?;
            let alone = life::run(&ground, 1, Duration::from_secs(cli.seconds.div_ceil(4)))?;
            let resident = machine::resident_kb(ground.house_pid());
            if no + 1 == cli.runs {
                page::measure(&ground, engine.word())?;
            }
            let commit_ms = ground.commit_ms()?;
            runs.push(life::Pair { many, alone, resident, commit_ms });
        }
        life::tell(engine.word(), &runs);
    }
    Ok(())
}

fn killed(plan: &Plan, engine: Engine, kills: u32, cli: &Cli) -> Result<(), String> {
    let wish = crash::Wish { kills, clients: cli.clients, seed: cli.seed, most_ms: KILLED_WITHIN_MS };
    let told = crash::run(plan, engine, &wish)?;
    let say = |name: &str, count: u64, unit: &str| {
        figures::tell(&format!("{}.crash.{name}", engine.word()), figures::whole(count), unit);
    };
    say("kills", u64::from(told.kills), "kills");
    say("answered_and_there", told.answered, "commands");
    say("recorded_unheard", told.recorded_unheard, "commands");
    say("lines", u64::try_from(told.lines).unwrap_or(0), "lines");
    Ok(())
}
