//! Working days, identifiers and stories: commands that need no ledger.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use house::Failure;
use house::catalogue::{Catalogue, Sort};
use kernel::calendar::{Standing, Year};
use kernel::{Calendar, Day, id};

use super::{say, warn};
use crate::county::flawed;

/// `yimen workdays …`
#[derive(Subcommand)]
pub(super) enum Workdays {
    /// The N-th working day after DAY
    Add {
        /// A day, like 2026-09-23
        day: Day,
        /// How many
        n: u32,
        /// Folder of the county's files
        #[arg(long, default_value = "catalogue")]
        catalogue: PathBuf,
    },
    /// Working days d with A < d <= B
    Between {
        /// A day
        a: Day,
        /// A later day
        b: Day,
        /// Folder of the county's files
        #[arg(long, default_value = "catalogue")]
        catalogue: PathBuf,
    },
}

impl Workdays {
    pub(super) fn run(self) -> Result<(), Failure> {
        let missing = |e: kernel::NoYear| Failure::Fault(e.to_string());
        match self {
            Workdays::Add { day, n, catalogue } => {
                let calendar = calendar(&catalogue)?;
                let found = calendar.workdays_after(day, n).map_err(missing)?;
                say(&found.day.to_string());
                if found.provisional {
                    provisional(&calendar);
                }
            }
            Workdays::Between { a, b, catalogue } => {
                let calendar = calendar(&catalogue)?;
                let (count, rests_on_provisional) = calendar.workdays_between(a, b).map_err(missing)?;
                say(&count.to_string());
                if rests_on_provisional {
                    provisional(&calendar);
                }
            }
        }
        Ok(())
    }
}

fn provisional(calendar: &Calendar) {
    let years: Vec<String> = calendar
        .years()
        .filter(|year| year.standing == Standing::Provisional)
        .map(|year| year.year.to_string())
        .collect();
    warn(&format!("provisional: no official notice for {} is at hand", years.join(", ")));
}

fn calendar(dir: &std::path::Path) -> Result<Calendar, Failure> {
    let catalogue = Catalogue::load(dir).map_err(|flaws| flawed(&flaws))?;
    let mut calendar = Calendar::new();
    for file in catalogue.files.iter().filter(|file| file.sort == Sort::Year) {
        let year: Year = house::catalogue::year(&file.text).map_err(Failure::Fault)?;
        calendar.insert(year).map_err(|faults| Failure::Fault(format!("{}: {faults:?}", file.name)))?;
    }
    Ok(calendar)
}

/// `yimen id …`
#[derive(Subcommand)]
pub(super) enum Id {
    /// Says what kind of identifier CODE is, or exits 1 with the reason
    Check {
        /// The code
        code: String,
    },
}

impl Id {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Id::Check { code } = self;
        match id::identify(&code) {
            Ok(kind) => {
                say(&kind.zh());
                say(&kind.en());
                Ok(())
            }
            Err(faults) => {
                let lines: Vec<String> = faults.iter().map(|f| format!("{}\n{}", f.zh, f.en)).collect();
                Err(Failure::Fault(lines.join("\n")))
            }
        }
    }
}

/// `yimen story NAME`
#[derive(Args)]
pub(super) struct Story {
    /// Name of a file in stories/, without .txt; none lists them
    name: Option<String>,
    /// Folder of the stories
    #[arg(long, default_value = "stories")]
    stories: PathBuf,
    /// Folder of the county's files
    #[arg(long, default_value = "catalogue")]
    catalogue: PathBuf,
}

impl Story {
    pub(super) fn run(self) -> Result<(), Failure> {
        crate::story::play(self.name.as_deref(), &self.stories, &self.catalogue, &mut say)
    }
}
